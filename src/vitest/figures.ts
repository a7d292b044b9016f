/** The figures that hypotheses compare, by name. */
import { type Either, isRight, left, map, right } from 'fp-ts/Either'
import type { Estimate } from '../cost/estimate-type'
import { didYouMean } from '../error/nearest'
import { listed } from '../error/show'
import type { NetworkTotals } from '../network/network-estimate'
import { estimateIn, type Measured, totalsOf, type Unclear } from './subject'
import { written } from './words'

/**
 * A figure by its name:
 *
 * - `runtime` (cycles), `energy` (as the energy table says), `edp`, `macs`: also of networks
 * - `offchip`: elements that cross to and from the outside: also of networks
 * - `utilization` (0 to 1), `throughput` (MACs per cycle), `activePes`
 * - `l1`, `l2`: elements that a PE's buffer and the shared buffer must hold
 * - `area` (µm²), `power` (peak dynamic power, mW): of hardware with an area table
 * - `averagePower` (mW): of hardware with an energy table in pJ and a clock
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
  | 'averagePower'

/**
 * A figure by its name, or any other that an estimate holds, by a function.
 *
 * @since 0.1.0
 * @category figures
 */
export type Figure = FigureName | ((estimate: Estimate) => number)

type Known = {
  /** As in `the runtime of KC-P`. */
  readonly words: string
  readonly better: 'less' | 'more'
  readonly of: (estimate: Estimate) => unknown
  /** Whether it is made of energies, which have a unit and may leave parts out. */
  readonly ofEnergy?: true
  /** Whether it says as much of a mapping that does not fit the buffers. */
  readonly ofAnyBuffers?: true
  readonly ofNetwork?: (totals: NetworkTotals) => number
}

const crossings = ({ offchip }: Estimate): number =>
  Object.values(offchip.tensors).reduce((sum, { reads, writes }) => sum + reads + writes, 0)

const known: { readonly [N in FigureName]: Known } = {
  runtime: { words: 'runtime', better: 'less', of: (e) => e.runtime, ofNetwork: (t) => t.runtime },
  energy: {
    words: 'energy',
    better: 'less',
    of: (e) => e.energy.total,
    ofEnergy: true,
    ofNetwork: (t) => t.energy.total,
  },
  edp: {
    words: 'energy-delay product',
    better: 'less',
    of: (e) => e.edp,
    ofEnergy: true,
    ofNetwork: (t) => t.edp,
  },
  macs: {
    words: 'number of MACs',
    better: 'less',
    of: (e) => e.macs,
    ofAnyBuffers: true,
    ofNetwork: (t) => t.macs,
  },
  utilization: { words: 'utilization', better: 'more', of: (e) => e.utilization },
  throughput: { words: 'throughput', better: 'more', of: (e) => e.throughput },
  activePes: { words: 'number of active PEs', better: 'more', of: (e) => e.activePes },
  l1: { words: 'L1 requirement', better: 'less', of: (e) => e.buffers.l1.required.total, ofAnyBuffers: true },
  l2: { words: 'L2 requirement', better: 'less', of: (e) => e.buffers.l2.required.total, ofAnyBuffers: true },
  offchip: {
    words: 'off-chip traffic',
    better: 'less',
    of: crossings,
    ofNetwork: ({ offchip: { reads, writes } }) => reads + writes,
  },
  area: { words: 'area', better: 'less', of: (e) => e.area },
  power: { words: 'peak dynamic power', better: 'less', of: (e) => e.power },
  averagePower: { words: 'average power', better: 'less', of: (e) => e.averagePower, ofEnergy: true },
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
      name: figure.name === '' ? 'The figure asked for' : figure.name,
      words: figure.name === '' ? 'figure asked for' : `figure ${figure.name}`,
      better: 'less',
      of: (estimate): unknown => figure(estimate),
    })
  const hint = typeof figure === 'string' ? didYouMean(figure, names) : ''
  return left(`There is no figure ${written(figure)}. ${hint}The figures are ${listed(names)}.`)
}

/** What the hardware lacks for a figure that is null. */
const lackOf = (name: FigureName): string =>
  name === 'averagePower'
    ? 'the energy table is not in pJ, or the hardware has no clock'
    : 'the hardware has no area table'

/** The value of a figure; a network that is not complete has none. */
export const figureOf = (figure: ReadFigure, subject: Measured): Either<Unclear, number> => {
  const value = foundIn(figure, subject)
  if (!isRight(value)) return value
  if (typeof value.right === 'number' && Number.isFinite(value.right)) return right(value.right)
  return left(
    value.right === null && isKnown(figure.name)
      ? `There is no ${figure.name}: ${lackOf(figure.name)}.`
      : `${figure.name} is ${written(value.right)}, which is no figure.`,
  )
}

const foundIn = ({ name, of, ofNetwork }: ReadFigure, subject: Measured): Either<Unclear, unknown> => {
  if (subject._tag === 'Network' && ofNetwork !== undefined) return map(ofNetwork)(totalsOf(subject.network))
  return map(of)(estimateIn(subject, name))
}
