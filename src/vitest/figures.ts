/** The figures that hypotheses compare, by name. */
import { type Either, left, right } from 'fp-ts/Either'
import type { Estimate } from '../cost/estimate-type'
import type { NetworkEstimate } from '../cost/network'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { estimateIn, type Measured, type Unclear } from './subject'

/**
 * A figure by its name:
 *
 * - `runtime` (cycles), `energy` (as the energy table says), `edp`, `macs`: also of networks
 * - `utilization` (0 to 1), `throughput` (MACs per cycle), `activePes`
 * - `l1`, `l2`: elements that a PE's buffer and the shared buffer must hold
 * - `offchip`: elements that cross to and from the outside
 * - `area` (µm²), `power` (mW): of hardware with an area table
 *
 * @since 0.1.0
 * @category figures
 */
export type FigureName =
  | 'runtime'
  | 'energy'
  | 'edp'
  | 'macs'
  | 'utilization'
  | 'throughput'
  | 'activePes'
  | 'l1'
  | 'l2'
  | 'offchip'
  | 'area'
  | 'power'

/**
 * A figure by its name, or any other that an estimate holds, by a function.
 *
 * @since 0.1.0
 * @category figures
 */
export type Figure = FigureName | ((estimate: Estimate) => number)

type Known = {
  /** As in `less energy`. */
  readonly words: string
  readonly better: 'less' | 'more'
  readonly of: (estimate: Estimate) => number | null
  readonly ofNetwork?: (totals: NetworkEstimate['totals']) => number
}

const crossings = ({ offchip }: Estimate): number =>
  Object.values(offchip.tensors).reduce((sum, { reads, writes }) => sum + reads + writes, 0)

const known: { readonly [N in FigureName]: Known } = {
  runtime: { words: 'cycles', better: 'less', of: (e) => e.runtime, ofNetwork: (t) => t.runtime },
  energy: { words: 'energy', better: 'less', of: (e) => e.energy.total, ofNetwork: (t) => t.energy },
  edp: { words: 'energy × delay', better: 'less', of: (e) => e.edp, ofNetwork: (t) => t.edp },
  macs: { words: 'MACs', better: 'less', of: (e) => e.macs, ofNetwork: (t) => t.macs },
  utilization: { words: 'of its PEs', better: 'more', of: (e) => e.utilization },
  throughput: { words: 'MACs per cycle', better: 'more', of: (e) => e.throughput },
  activePes: { words: 'PEs at a time', better: 'more', of: (e) => e.activePes },
  l1: { words: 'buffer in each PE', better: 'less', of: (e) => e.buffers.l1.required.total },
  l2: { words: 'of the shared buffer', better: 'less', of: (e) => e.buffers.l2.required.total },
  offchip: { words: 'off-chip traffic', better: 'less', of: crossings },
  area: { words: 'area', better: 'less', of: (e) => e.area },
  power: { words: 'power', better: 'less', of: (e) => e.power },
}

const isKnown = (name: unknown): name is FigureName => typeof name === 'string' && Object.hasOwn(known, name)

/** What to call a figure, and how to find it. */
export type ReadFigure = Known & { readonly name: string }

const names: readonly string[] = Object.keys(known)

/** A figure as a matcher was given it. */
export const readFigure = (figure: unknown): Either<Unclear, ReadFigure> => {
  if (isKnown(figure)) return right({ name: figure, ...known[figure] })
  if (typeof figure === 'function')
    return right({
      name: 'the figure',
      words: `of ${figure.name === '' ? 'the figure' : figure.name}`,
      better: 'less',
      of: (estimate) => Number(figure(estimate)),
    })
  const hint = typeof figure === 'string' ? didYouMean(figure, names) : ''
  return left(`There is no figure ${show(figure)}. ${hint}The figures are ${listed(names)}.`)
}

/** The value of a figure; a network that is not complete has none. */
export const figureOf = (figure: ReadFigure, subject: Measured): Either<Unclear, number> => {
  const value = figureIn(figure, subject)
  if (typeof value !== 'number') return value
  return Number.isFinite(value) ? right(value) : left(`${figure.name} is ${value}, which is no figure.`)
}

const figureIn = (figure: ReadFigure, subject: Measured): Either<Unclear, never> | number => {
  if (subject._tag === 'Network' && figure.ofNetwork !== undefined)
    return totalOf(figure.ofNetwork, subject.network)
  const estimate = estimateIn(subject, figure.name)
  if (estimate._tag === 'Left') return estimate
  return figure.of(estimate.right) ?? left(`There is no ${figure.name}: the hardware has no area table.`)
}

const totalOf = (
  of: (totals: NetworkEstimate['totals']) => number,
  { layers, totals, complete }: NetworkEstimate,
): Either<Unclear, never> | number => {
  if (complete) return of(totals)
  const failed = layers.filter(({ result }) => result._tag === 'Left').map(({ layer }) => layer)
  return left(`The network is not complete: there is no estimate of ${listed(failed)}.`)
}
