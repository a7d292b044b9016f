/** Many designs of a fused chain: every combination of parameters of its tiles, its dataflow and its hardware. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import { type EstimateErrors, fault, type Report } from '../error/error'
import { show } from '../error/show'
import { paretoFront } from '../explore/pareto'
import { parametersIn } from '../explore/read-axes'
import type { Accelerator } from '../hardware/accelerator'
import { byName } from '../internal/by-name'
import { isRight } from '../internal/either'
import { readRecord } from '../internal/read'
import { listOf, wordOf } from '../internal/readers'
import type { Chain } from './chain'
import { type ChainDataflow, estimateFused } from './estimate-fused'
import type { FusedEstimate } from './fused-estimate'

/**
 * A figure by which designs of a fused chain are compared: `offchip` is the bits that cross the border of the chip, `buffer`
 * the bits that the shared buffer must hold. Less is better.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedObjective = 'runtime' | 'energy' | 'edp' | 'offchip' | 'buffer'

/**
 * A space of designs: every combination of one value of each parameter. Parts that may depend on parameters are functions of them;
 * a combination for which one throws, or whose chain is rejected, counts as invalid.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedSpace<Parameter extends string = string> = {
  /** The chain of each combination. */
  readonly chain: (parameters: Readonly<Record<Parameter, number>>) => Chain
  /** The dataflow of each combination, for all layers or for each. */
  readonly dataflow: (parameters: Readonly<Record<Parameter, number>>) => ChainDataflow
  /** The accelerator of each combination. */
  readonly hardware: (parameters: Readonly<Record<Parameter, number>>) => Accelerator
  /** The last one varies fastest. */
  readonly parameters: Readonly<Record<Parameter, readonly number[]>>
  /** The objectives of the front; runtime and energy when absent. */
  readonly objectives?: readonly FusedObjective[]
}

/**
 * A design of a fused chain with its figures; `index` is its number in the space.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedDesign = {
  /** The number of the design in the space, from 0. */
  readonly index: number
  /** The value of each parameter, by name. */
  readonly parameters: Readonly<Record<string, number>>
  /** MACs of the chain, recomputed ones included. */
  readonly macs: number
  /** MACs beyond those that compute each element once. */
  readonly recomputed: number
} & { readonly [O in FusedObjective]: number }

/**
 * The result of exploring a fused chain. Only designs that fit all buffers compete: the best of each figure, and the front of
 * the objectives, by the first of them. Of equal designs the one with the least number counts.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedExploration = {
  /** The number of designs, and of those that fit. */
  readonly designs: {
    /** All designs of the space. */
    readonly total: number
    /** Designs that fit all buffers. */
    readonly fit: number
    /** Designs that do not fit some buffer. */
    readonly misfit: number
    /** Designs that cannot be estimated. */
    readonly invalid: number
  }
  /** The best design of each figure; null if no design fits. */
  readonly best: { readonly [O in FusedObjective]: FusedDesign | null }
  /** The Pareto-optimal designs, by the first objective. */
  readonly front: readonly FusedDesign[]
  /** The first designs that are invalid, with their errors. */
  readonly failures: readonly {
    /** The number of the design in the space, from 0. */
    readonly index: number
    /** The reasons why the design cannot be estimated. */
    readonly errors: EstimateErrors
  }[]
}

const objectives: readonly [FusedObjective, ...FusedObjective[]] = [
  'runtime',
  'energy',
  'edp',
  'offchip',
  'buffer',
]

/** More designs are too many to look at in one call. */
export const mostDesigns = 2 ** 20
const mostFailures = 8

const spaceKeys = ['chain', 'dataflow', 'hardware', 'parameters', 'objectives']

const readObjectives = /* @__PURE__ */ listOf(
  'Malformed',
  objectives.length,
  /* @__PURE__ */ wordOf(objectives, "Leave objectives out for ['runtime', 'energy']."),
)

type Made = { readonly chain: Chain; readonly dataflow: ChainDataflow; readonly hardware: Accelerator }
type Maker = (parameters: Readonly<Record<string, number>>) => unknown

const isFunction = (value: unknown): value is Maker => typeof value === 'function'

const reportNoFunction = (key: string, value: unknown, report: Report): void => {
  report.push(
    fault('Malformed', key, {
      expected: 'a function from parameters',
      given: show(value),
      hint: `Write ${key}: (parameters) => …, also where it does not depend on them.`,
    }),
  )
}

type Read = {
  readonly makers: Readonly<Record<keyof Made, Maker>>
  readonly parameters: ReturnType<typeof parametersIn>
  readonly objectives: readonly FusedObjective[]
  readonly total: number
}

const readSpace = (space: unknown, report: Report): Read | undefined => {
  const record = readRecord(space, 'space', spaceKeys, 'Malformed', report)
  if (record === undefined) return undefined
  const parameters = parametersIn(record['parameters'], report)
  const given = record['objectives']
  const chosen =
    given === undefined ? (['runtime', 'energy'] as const) : readObjectives(given, '', 'objectives', report)
  const { chain, dataflow, hardware } = record
  if (!isFunction(chain)) reportNoFunction('chain', chain, report)
  if (!isFunction(dataflow)) reportNoFunction('dataflow', dataflow, report)
  if (!isFunction(hardware)) reportNoFunction('hardware', hardware, report)
  const total = parameters.reduce((product, { values }) => product * values.length, 1)
  if (total > mostDesigns)
    report.push(
      fault('TooComplex', 'parameters', {
        expected: `at most ${mostDesigns} designs`,
        given: `${total}`,
        hint: 'Explore the space in parts.',
      }),
    )
  if (report.length > 0 || !isFunction(chain) || !isFunction(dataflow) || !isFunction(hardware))
    return undefined
  return { makers: { chain, dataflow, hardware }, parameters, objectives: chosen, total }
}

const parametersAt = ({ parameters }: Read, index: number): Readonly<Record<string, number>> => {
  let rest = index
  const digits = parameters.map(() => 0)
  for (let p = parameters.length - 1; p >= 0; p--) {
    const { length } = parameters[p]!.values
    digits[p] = rest % length
    rest = Math.floor(rest / length)
  }
  return byName(parameters, (p) => parameters[p]!.values[digits[p]!]!)
}

const estimated = (
  { makers }: Read,
  parameters: Readonly<Record<string, number>>,
): Either<EstimateErrors, FusedEstimate> => {
  const made = attempt(() => ({
    chain: makers.chain(parameters) as Chain, // whatever a caller's function makes is checked
    dataflow: makers.dataflow(parameters) as ChainDataflow,
    hardware: makers.hardware(parameters) as Accelerator,
  }))
  return isRight(made) ? estimateFused(made.right.chain, made.right.dataflow, made.right.hardware) : made
}

const designOf = (
  index: number,
  parameters: Readonly<Record<string, number>>,
  { runtime, energy, edp, offchip, buffers, macs, recomputed }: FusedEstimate,
): FusedDesign => ({
  index,
  parameters,
  macs,
  recomputed,
  runtime,
  energy: energy.total,
  edp,
  offchip: offchip.bits,
  buffer: buffers.l2.required.bits,
})

const bestOf = (designs: readonly FusedDesign[], objective: FusedObjective): FusedDesign | null =>
  designs.reduce<FusedDesign | null>(
    (best, each) => (best === null || each[objective] < best[objective] ? each : best),
    null,
  )

const frontOf = (
  designs: readonly FusedDesign[],
  chosen: readonly FusedObjective[],
): readonly FusedDesign[] => {
  const rows = Float64Array.from(designs.flatMap((design) => chosen.map((objective) => design[objective])))
  return paretoFront(rows, designs.length, chosen.length).map((row) => designs[row]!)
}

/**
 * Estimates every design of a fused chain: tiles, halos, capacities, or whatever else parameters decide.
 *
 * @param space - The chain, dataflow and hardware of each combination of parameters, and the objectives.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { exploreFused, fuse } from 'maestro-dataflow/fusion'
 *
 * const layers = [34, 32].map((Y) => conv2d({ K: 8, C: 8, R: 3, S: 3, Y, X: Y }))
 * const rows = dataflow('rows', [temporalMap("Y'"), spatialMap("X'")])
 * const { designs, front } = orThrow(
 *   exploreFused({
 *     chain: ({ rows: tile }) => fuse(layers, { tile: { "Y'": tile } }),
 *     dataflow: () => rows,
 *     hardware: ({ capacity }) => accelerator({ pes: 32, l2: { capacity } }),
 *     parameters: { rows: [2, 5, 10, 30], capacity: [8192, 32768] },
 *     objectives: ['runtime', 'buffer'],
 *   }),
 * )
 * designs // => { total: 8, fit: 6, misfit: 2, invalid: 0 }
 * front.map(({ parameters, runtime, buffer }) => [parameters.rows, runtime, buffer / 8])
 * // => [[30, 35716, 18016], [10, 35724, 11840], [5, 35736, 7840], [2, 35772, 5440]]
 * ```
 * @since 0.2.0
 * @category fusion
 */
export const exploreFused = <const Parameter extends string>(
  space: FusedSpace<Parameter>,
): Either<EstimateErrors, FusedExploration> =>
  attempt((report) => {
    const read = readSpace(space, report)
    if (read === undefined) return undefined
    const fitting: FusedDesign[] = []
    const failures: FusedExploration['failures'][number][] = []
    let invalid = 0
    for (let index = 0; index < read.total; index++) {
      const parameters = parametersAt(read, index)
      const fused = estimated(read, parameters)
      if (!isRight(fused)) {
        invalid++
        if (failures.length < mostFailures) failures.push({ index, errors: fused.left })
      } else if (fused.right.buffers.fits) fitting.push(designOf(index, parameters, fused.right))
    }
    const [runtime, energy, edp, offchip, buffer] = objectives.map((objective) => bestOf(fitting, objective))
    return {
      designs: {
        total: read.total,
        fit: fitting.length,
        misfit: read.total - fitting.length - invalid,
        invalid,
      },
      best: {
        runtime: runtime ?? null,
        energy: energy ?? null,
        edp: edp ?? null,
        offchip: offchip ?? null,
        buffer: buffer ?? null,
      },
      front: frontOf(fitting, read.objectives),
      failures,
    }
  })
