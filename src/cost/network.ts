/** Whole networks: layer by layer, with one dataflow, the best of several candidates, or one chosen by a function. */
import type { Either } from 'fp-ts/Either'
import type { Dataflow } from '../dataflow/directive'
import { attempt } from '../error/attempt'
import { type EstimateError, type EstimateErrors, fault, type Report } from '../error/error'
import { rethrowIfExhausted } from '../error/exhausted'
import { show } from '../error/show'
import type { Accelerator } from '../hardware/accelerator'
import { largestCount } from '../internal/arithmetic'
import { isRight, left, right } from '../internal/either'
import { isRecord, own, readList, readRecord } from '../internal/read'
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

const noCandidate: EstimateError = /* @__PURE__ */ fault('EmptyDataflow', 'dataflow', {
  expected: 'at least one candidate',
  given: 'an empty list',
  hint: 'Give a dataflow, a list of candidates, or a function from layers to dataflows.',
})

const isList = (flows: Flows): flows is readonly Dataflow[] => Array.isArray(flows)

const isOfDataflow = ({ path }: EstimateError): boolean => path.startsWith('dataflow')

/** An error of a candidate, at its place in the list. */
const ofCandidate = (error: EstimateError, i: number): EstimateError => ({
  ...error,
  path: error.path.replace('dataflow', `dataflow[${i}]`),
  message: error.message.replace(/^dataflow\b/, `dataflow[${i}]`),
})

/** The errors of all candidates; those that are not the dataflow's own are told once. */
const allErrors = (failures: readonly EstimateErrors[]): EstimateErrors => {
  const [first, ...others] = failures
  if (first === undefined || others.length === 0) return first ?? [noCandidate]
  const shared = new Map<string, EstimateError>()
  for (const error of failures.flat())
    if (!isOfDataflow(error)) shared.set(`${error.path} ${error.message}`, error)
  const own = failures.flatMap((errors, i) =>
    errors.filter(isOfDataflow).map((error) => ofCandidate(error, i)),
  )
  const [head, ...tail] = [...shared.values(), ...own]
  return head === undefined ? first : [head, ...tail]
}

const tooManyCandidates: EstimateError = /* @__PURE__ */ fault('TooComplex', 'dataflow', {
  expected: 'at most 10,000 candidates',
  given: 'more',
  hint: 'Explore a space of dataflows in parts, and keep the best of each.',
})

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

const failedFunction = (given: string): EstimateError =>
  fault('Malformed', 'dataflow', {
    expected: 'a function that gives a dataflow for every layer',
    given: `one that ${given} for this layer`,
    hint: 'Make the function return a dataflow, built with dataflow(name, directives).',
  })

/** So many candidates are a space to be explored in parts. */
const mostCandidates = 10_000

/** What a function of somebody else's gives for a layer. */
const askedOf = (choose: (layer: Layer) => Dataflow, layer: Layer, report: Report) => {
  try {
    const chosen: unknown = choose(layer)
    if (isRecord(chosen)) return [chosen as Dataflow] // it is checked when the layer is estimated
    report.push(failedFunction(`gives ${show(chosen)}`))
  } catch (error) {
    rethrowIfExhausted(error)
    report.push(failedFunction(`throws ${show(isRecord(error) ? own(error, 'message') : error)}`))
  }
  return undefined
}

/** The candidates for a layer, in a list of ours. */
const candidatesOf = (layer: Layer, flows: Flows): Either<EstimateErrors, readonly Dataflow[]> =>
  attempt((report) => {
    if (typeof flows === 'function') return askedOf(flows, layer, report)
    if (!isList(flows)) return [flows]
    if (flows.length <= mostCandidates) return Array.from(flows)
    report.push(tooManyCandidates)
    return undefined
  })

const layerEstimate = (
  layer: Layer,
  flows: Flows,
  hardware: Accelerator,
  objective: Objective,
): NetworkLayer => {
  const name = attempt(() => nameOf(layer))
  const candidates = candidatesOf(layer, flows)
  const result = isRight(candidates) ? best(layer, candidates.right, hardware, objective) : candidates
  return {
    layer: isRight(name) ? name.right : '',
    dataflow: isRight(result) ? result.right.dataflow : null,
    result,
  }
}

type Totals = NetworkEstimate['totals']

const nothing: Totals = { macs: 0, runtime: 0, energy: 0, edp: 0 }

const added = (totals: Totals, { macs, runtime, energy }: Estimate): Totals => {
  const sum = {
    macs: totals.macs + macs,
    runtime: totals.runtime + runtime,
    energy: totals.energy + energy.total,
  }
  return { ...sum, edp: sum.energy * sum.runtime }
}

const isExact = ({ macs, runtime, edp }: Totals): boolean =>
  macs <= largestCount && runtime <= largestCount && Number.isFinite(edp)

const overflowingTotals: EstimateError = /* @__PURE__ */ fault('CountOverflow', 'layer', {
  expected: 'a network whose totals are at most 2^53 − 1, with finite energies',
  given: 'more, with this layer',
  hint: 'Estimate the network in parts.',
  message: 'With this layer the totals of the network would not be exact.',
})

/** Adds up the layers that succeeded; one that would make the totals inexact fails. */
const summedUp = (layers: readonly NetworkLayer[]): NetworkEstimate => {
  let totals = nothing
  const counted = layers.map((each): NetworkLayer => {
    if (!isRight(each.result)) return each
    const sum = added(totals, each.result.right)
    if (!isExact(sum)) return { ...each, dataflow: null, result: left([overflowingTotals]) }
    totals = sum
    return each
  })
  return { layers: counted, totals, complete: counted.every(({ result }) => isRight(result)) }
}

/** A list that is longer is a mistake. */
const mostLayers = 100_000

/** The layers as a list and the objective, or what is wrong with them. */
const checkedRequest = (layers: unknown, options: unknown) => {
  const faults: EstimateError[] = []
  const list = attempt((report) => readList(layers, 'layers', mostLayers, 'Malformed', report))
  if (!isRight(list)) faults.push(...list.left)
  const objective = attempt((report) => {
    const record = readRecord(options, 'options', ['objective'], 'Malformed', report)
    const given = record && own(record, 'objective')
    if (given === undefined || isObjective(given)) return given ?? 'runtime'
    report.push(unknownObjective(given))
    return undefined
  })
  if (!isRight(objective)) faults.push(...objective.left)
  return {
    // Holes of a list are layers that are missing.
    layers: isRight(list) ? Array.from(list.right as readonly Layer[]) : [], // each layer is checked when it is estimated
    objective: isRight(objective) ? objective.right : 'runtime',
    faults,
  } as const
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
  const { layers: given, objective, faults } = checkedRequest(layers, options)
  const [first, ...others] = faults
  if (first === undefined)
    return summedUp(given.map((layer) => layerEstimate(layer, dataflow, hardware, objective)))
  const result = left<EstimateErrors>([first, ...others])
  const failed = given.map((layer): NetworkLayer => {
    const name = attempt(() => nameOf(layer))
    return { layer: isRight(name) ? name.right : '', dataflow: null, result }
  })
  const nobody: NetworkLayer = { layer: '', dataflow: null, result }
  return { layers: failed.length > 0 ? failed : [nobody], totals: nothing, complete: false }
}
