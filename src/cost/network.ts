/** Whole networks: layer by layer, with one dataflow, the best of several candidates, or one chosen by a function. */
import { type Either, isRight, left, right } from 'fp-ts/Either'
import type { Dataflow } from '../dataflow/directive'
import { attempt } from '../error/attempt'
import { type EstimateError, type EstimateErrors, fault } from '../error/error'
import { show } from '../error/show'
import type { Accelerator } from '../hardware/accelerator'
import { isRecord, own } from '../internal/read'
import type { Layer } from '../operator/layer'
import type { Estimate } from './estimate-type'
import { estimate } from './evaluate'

/**
 * What the best candidate for a layer has least of.
 *
 * @since 0.1.0
 * @category networks
 */
export type Objective = 'runtime' | 'energy' | 'edp'

/**
 * A layer of a {@link NetworkEstimate}: the name of the dataflow that was used (null if none could be) and its estimate.
 *
 * @since 0.1.0
 * @category networks
 */
export type NetworkLayer = {
  readonly layer: string
  readonly dataflow: string | null
  readonly result: Either<EstimateErrors, Estimate>
}

/**
 * Estimates of all layers, and their totals: sums over the layers that succeeded, `edp` the product of the sums of
 * energy and runtime. `complete` says whether every layer did.
 *
 * @since 0.1.0
 * @category networks
 */
export type NetworkEstimate = {
  readonly layers: readonly NetworkLayer[]
  readonly totals: {
    readonly macs: number
    readonly runtime: number
    readonly energy: number
    readonly edp: number
  }
  readonly complete: boolean
}

const measure: { readonly [O in Objective]: (estimate: Estimate) => number } = {
  runtime: ({ runtime }) => runtime,
  energy: ({ energy }) => energy.total,
  edp: ({ edp }) => edp,
}

/**
 * One dataflow for all layers, candidates of which each layer takes the best, or a function that chooses.
 *
 * @since 0.1.0
 * @category networks
 */
export type Flows = Dataflow | readonly Dataflow[] | ((layer: Layer) => Dataflow)

const isObjective = (value: unknown): value is Objective =>
  typeof value === 'string' && Object.hasOwn(measure, value)

const unknownObjective = (given: unknown): EstimateError =>
  fault('Malformed', 'objective', {
    expected: "'runtime', 'energy' or 'edp'",
    given: show(given),
    hint: "Leave it out for 'runtime'.",
  })

const noCandidate: EstimateError = fault('EmptyDataflow', 'dataflow', {
  expected: 'at least one candidate',
  given: 'an empty list',
  hint: 'Give a dataflow, a list of candidates, or a function from layers to dataflows.',
})

const isList = (flows: Flows): flows is readonly Dataflow[] => Array.isArray(flows)

const candidatesFor = (layer: Layer, flows: Flows): readonly Dataflow[] => {
  if (typeof flows === 'function') return [flows(layer)]
  return isList(flows) ? flows : [flows]
}

/** The errors of all candidates; those that are not the dataflow's own are told once. */
const allErrors = (failures: readonly EstimateErrors[]): EstimateErrors => {
  const [first, ...others] = failures
  if (first === undefined || others.length === 0) return first ?? [noCandidate]
  const own = failures.flatMap((errors, i) =>
    errors
      .filter(({ path }) => path.startsWith('dataflow'))
      .map((error) => ({ ...error, path: error.path.replace('dataflow', `candidates[${i}]`) })),
  )
  const [head, ...tail] = [...first.filter(({ path }) => !path.startsWith('dataflow')), ...own]
  return head === undefined ? first : [head, ...tail]
}

const best = (layer: Layer, candidates: readonly Dataflow[], hardware: Accelerator, objective: Objective) => {
  const failures: EstimateErrors[] = []
  let chosen: Estimate | undefined
  for (const candidate of candidates) {
    const result = estimate(layer, candidate, hardware)
    if (!isRight(result)) failures.push(result.left)
    else if (chosen === undefined || measure[objective](result.right) < measure[objective](chosen))
      chosen = result.right
  }
  return chosen === undefined ? left(allErrors(failures)) : right(chosen)
}

const nameOf = (layer: unknown): string => {
  const name = isRecord(layer) ? own(layer, 'name') : undefined
  return typeof name === 'string' ? name : ''
}

const layerEstimate = (
  layer: Layer,
  flows: Flows,
  hardware: Accelerator,
  objective: unknown,
): NetworkLayer => {
  const outcome = attempt((report) => {
    if (!isObjective(objective)) {
      report.push(unknownObjective(objective))
      return undefined
    }
    return { name: nameOf(layer), result: best(layer, candidatesFor(layer, flows), hardware, objective) }
  })
  if (!isRight(outcome)) return { layer: '', dataflow: null, result: outcome }
  const { name, result } = outcome.right
  return { layer: name, dataflow: isRight(result) ? result.right.dataflow : null, result }
}

/**
 * Estimates the layers of a network. With several candidates each layer takes the one with the least of the objective
 * (ties: the first; a candidate that fails is passed over); a layer that fails does not stop the others.
 *
 * @example
 * ```ts
 * import { accelerator, estimateNetwork } from 'maestro-dataflow'
 * import { paperDataflows, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const { totals, complete } = estimateNetwork(vgg16, paperDataflows, accelerator({ pes: 256, noc: { bandwidth: 32 } }))
 * complete // => true
 * totals.macs // => 15470264320
 * ```
 * @since 0.1.0
 * @category networks
 */
export const estimateNetwork = (
  layers: readonly Layer[],
  dataflow: Flows,
  hardware: Accelerator,
  options: { readonly objective?: Objective } = {},
): NetworkEstimate => {
  const given = attempt(() => ({
    layers: Array.from(layers),
    objective: isRecord(options) ? (own(options, 'objective') ?? 'runtime') : 'runtime',
  }))
  if (!isRight(given))
    return {
      layers: [{ layer: '', dataflow: null, result: given }],
      totals: { macs: 0, runtime: 0, energy: 0, edp: 0 },
      complete: false,
    }
  const estimated = given.right.layers.map((layer) =>
    layerEstimate(layer, dataflow, hardware, given.right.objective),
  )
  const successes = estimated.flatMap(({ result }) => (isRight(result) ? [result.right] : []))
  const total = (of: (estimate: Estimate) => number): number =>
    successes.reduce((sum, each) => sum + of(each), 0)
  const runtime = total(measure.runtime)
  const energy = total(measure.energy)
  return {
    layers: estimated,
    totals: { macs: total(({ macs }) => macs), runtime, energy, edp: energy * runtime },
    complete: successes.length === estimated.length,
  }
}
