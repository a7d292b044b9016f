/**
 * What a hypothesis is about. All matchers take the same subjects, so that one vocabulary serves dataflows, mappings, and
 * results that are there already; a matcher that needs more than its subject holds says what is missing.
 */
import { type Either, isLeft, isRight, left, right } from 'fp-ts/Either'
import type { Estimate } from '../cost/estimate-type'
import { estimate } from '../cost/evaluate'
import type { Dataflow } from '../dataflow/directive'
import type { EstimateErrors } from '../error/error'
import { renderErrors } from '../error/render'
import { listed } from '../error/show'
import type { Accelerator } from '../hardware/accelerator'
import { isRecord, type UnknownRecord } from '../internal/read'
import type { NetworkEstimate, NetworkTotals } from '../network/network-estimate'
import type { Layer } from '../operator/layer'
import { isFusedSubject } from './fused-subject'
import { written } from './words'

/**
 * A layer under a dataflow on hardware: the subject of every matcher.
 *
 * @since 0.1.0
 * @category subjects
 */
export type Mapping = {
  /** The layer: a built-in kind, an einsum or a custom operator. */
  readonly layer: Layer
  /** The dataflow that maps the layer to the PEs. */
  readonly dataflow: Dataflow
  /** The accelerator. */
  readonly hardware: Accelerator
}

/**
 * The subject of an expectation: a mapping, or the result of one: `estimate(…)` or `estimateNetwork(…)` as they come (an
 * `Either`), or their values. Results hold figures only, so `toReuse` and `toBeLegalOn` ask for the mapping; of a network,
 * `toRunWithin`, `toFit`, `toUseLess`, `toUseMore` and `toDominate` are asked, for runtime, energy, static energy, EDP, off-chip
 * traffic and MACs.
 *
 * @since 0.1.0
 * @category subjects
 */
export type Subject =
  | Mapping
  | Estimate
  | NetworkEstimate
  | Either<EstimateErrors, Estimate>
  | Either<EstimateErrors, NetworkEstimate>

/** Why an expectation can be neither true nor false, in words. */
export type Undecidable = string

/** The parts of a mapping that are there; they are checked where they are used. */
export type Parts = Partial<Mapping>

/** A subject with figures. */
export type Measured =
  | { readonly _tag: 'Estimate'; readonly estimate: Estimate; readonly parts: Parts }
  | { readonly _tag: 'Network'; readonly network: NetworkEstimate }

const partNames = ['layer', 'dataflow', 'hardware'] as const

// A result is known by its form: what looks like one is taken for what estimate or estimateNetwork returned.
const isEstimate = (value: unknown): value is Estimate =>
  isRecord(value) &&
  typeof value['runtime'] === 'number' &&
  ['bound', 'buffers', 'energy', 'offchip'].every((name) => isRecord(value[name])) &&
  ['levels', 'warnings'].every((name) => Array.isArray(value[name]))

const isNetwork = (value: unknown): value is NetworkEstimate =>
  isRecord(value) && isRecord(value['totals']) && Array.isArray(value['layers'])

type Result = Either<EstimateErrors, Estimate | NetworkEstimate>

const isResult = (value: unknown): value is Result => {
  if (!isRecord(value)) return false
  const { _tag, left: errors, right: estimated } = value
  return (
    (_tag === 'Left' && Array.isArray(errors)) ||
    (_tag === 'Right' && (isEstimate(estimated) || isNetwork(estimated)))
  )
}

/** The parts of a mapping, or of a dataflow alone; undefined for anything else. */
const partsIn = (value: UnknownRecord): Parts | undefined => {
  if ('directives' in value) return { dataflow: value as Dataflow } // estimate checks it
  const keys = Object.keys(value)
  const areParts = keys.length > 0 && keys.every((key) => partNames.some((name) => name === key))
  return areParts ? (value as Parts) : undefined // estimate checks them
}

const noSubject = (given: unknown): Undecidable =>
  isFusedSubject(given)
    ? 'Of a fused chain, expect toFit or toBeFasterFused; other matchers are about its layers.'
    : noMapping(given)

const noMapping = (given: unknown): Undecidable =>
  `An expectation is about a mapping { layer, dataflow, hardware }, a dataflow, or the result of estimate or estimateNetwork, but here it is about ${written(given)}.`

/** The mapping in a subject, complemented by what the matcher was given. */
export const partsOf = (subject: unknown, given: Parts = {}): Either<Undecidable, Parts> => {
  const parts = isRecord(subject) ? partsIn(subject) : undefined
  if (parts !== undefined) return right({ ...parts, ...given })
  const isFigures = isResult(subject) || isEstimate(subject) || isNetwork(subject)
  return left(
    isFigures
      ? 'A result holds figures only: expect it of the mapping { layer, dataflow, hardware } itself.'
      : noSubject(subject),
  )
}

const missing = (parts: Parts): readonly string[] => partNames.filter((name) => parts[name] === undefined)

/** A mapping that lacks nothing. */
export const wholeMapping = (parts: Parts): Either<Undecidable, Mapping> => {
  const { layer, dataflow, hardware } = parts
  if (layer !== undefined && dataflow !== undefined && hardware !== undefined)
    return right({ layer, dataflow, hardware })
  return left(
    `The subject has no ${listed(missing(parts), 'or')}: write expect({ layer, dataflow, hardware }).`,
  )
}

const refused = (errors: EstimateErrors, whose: string): Undecidable =>
  `There is no estimate${whose}:\n\n${renderErrors(errors)}`

const figuresOf = (value: Estimate | NetworkEstimate, parts: Parts): Measured =>
  'layers' in value ? { _tag: 'Network', network: value } : { _tag: 'Estimate', estimate: value, parts }

const measured = (result: Result, parts: Parts, whose: string): Either<Undecidable, Measured> =>
  isRight(result) ? right(figuresOf(result.right, parts)) : left(refused(result.left, whose))

/** The figures of a subject; `whose` says in messages which one it is, as in ` of the other`. */
export const measure = (subject: unknown, whose = ''): Either<Undecidable, Measured> => {
  if (isResult(subject)) return measured(subject, {}, whose)
  if (isEstimate(subject) || isNetwork(subject)) return right(figuresOf(subject, {}))
  return measureParts(partsOf(subject), whose)
}

/** The figures of a mapping. */
export const measureParts = (
  parts: Either<Undecidable, Parts>,
  whose = '',
): Either<Undecidable, Measured> => {
  if (!isRight(parts)) return parts
  const mapping = wholeMapping(parts.right)
  if (!isRight(mapping)) return mapping
  const { layer, dataflow, hardware } = mapping.right
  return measured(estimate(layer, dataflow, hardware), mapping.right, whose)
}

/** A single layer's estimate, where a network has no such figure. */
export const estimateIn = (subject: Measured, what: string): Either<Undecidable, Estimate> =>
  subject._tag === 'Estimate'
    ? right(subject.estimate)
    : left(`A network has no ${what} as a whole: expect it of its layers.`)

/** The totals of a network, if there are any. */
export const totalsOf = (network: NetworkEstimate): Either<Undecidable, NetworkTotals> => {
  if (network.complete) return right(network.totals)
  const failed = network.layers.filter(({ result }) => isLeft(result)).map(({ layer }) => layer)
  return left(`The network is not complete: there is no estimate of ${listed(failed)}.`)
}

const named = (dataflow: string, layer: string): string => {
  const name = dataflow === '' ? 'the dataflow' : dataflow
  return layer === '' ? name : `${name} on ${layer}`
}

const networkName = ({ layers }: NetworkEstimate): string => {
  const count = layers.reduce((sum, layer) => sum + layer.count, 0)
  return `the network of ${count} ${count === 1 ? 'layer' : 'layers'}`
}

/** What a subject is called in messages. */
export const nameOf = (subject: Measured): string =>
  subject._tag === 'Estimate'
    ? named(subject.estimate.dataflow, subject.estimate.layer)
    : networkName(subject.network)

/** What a mapping is called in messages. */
export const nameOfParts = ({ dataflow, layer }: Parts): string =>
  named(dataflow?.name ?? '', layer?.name ?? '')
