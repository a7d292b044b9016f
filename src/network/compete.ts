/** The dataflows that may run a layer, each with its estimate, and why the others may not. */
import type { Either } from 'fp-ts/Either'
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray'
import type { BufferNeed, Estimate } from '../cost/estimate-type'
import { estimate } from '../cost/evaluate'
import type { Dataflow } from '../dataflow/directive'
import { attempt } from '../error/attempt'
import { type EstimateError, type EstimateErrors, fault, type Report } from '../error/error'
import { show } from '../error/show'
import type { Accelerator } from '../hardware/accelerator'
import { isRight, left, right } from '../internal/either'
import { rethrowIfExhausted } from '../internal/exhausted'
import { isRecord, own } from '../internal/read'
import { checkLayer } from '../operator/check-layer'
import type { Layer } from '../operator/layer'
import { type Work, workOf } from '../operator/work'
import type { Misfits, Refusal, TooSmall } from './network-estimate'
import { nothingFits } from './nothing-fits'
import type { Choice } from './request'

/** A candidate, by its position in the list, that may run the layer. */
export type Contender = { readonly candidate: number; readonly estimate: Estimate }

/** A layer with everything that competes for it. */
export type Contest = {
  readonly layer: string
  /** How often the network has the layer. */
  readonly count: number
  readonly work: Work
  readonly contenders: Either<EstimateErrors, NonEmptyArray<Contender>>
  readonly refused: readonly Refusal[]
}

const tooSmall = (buffer: string, { required, capacity, bits, fits }: BufferNeed): readonly TooSmall[] =>
  fits || capacity === null || bits.capacity === null
    ? []
    : [
        {
          ...{ buffer, need: required.total, capacity },
          bits: { need: bits.required, capacity: bits.capacity },
        },
      ]

const buffersTooSmall = ({ buffers: { l1, clusters, l2 } }: Estimate): readonly TooSmall[] => [
  ...tooSmall('hardware.l1', l1),
  ...clusters.flatMap((need, level) => tooSmall(`hardware.clusters[${level}]`, need)),
  ...tooSmall('hardware.l2', l2),
]

const isOfDataflow = ({ path }: EstimateError): boolean => path.startsWith('dataflow')

/** An error of a candidate, at its place in the list and under its name. */
const ofCandidate = (error: EstimateError, { candidate, dataflow }: Refusal): EstimateError => ({
  ...error,
  path: error.path.replace(/^dataflow\b/, `dataflow[${candidate}]`),
  message: `${dataflow === '' ? '' : `${dataflow}: `}${error.message.replace(/^dataflow\b/, `dataflow[${candidate}]`)}`,
})

type Failed = Extract<Refusal, { readonly _tag: 'Failed' }>

/** The errors of all candidates; those that are not the dataflow's own are reported once. */
const allErrors = (failures: NonEmptyArray<Failed>): EstimateErrors => {
  const shared = new Map<string, EstimateError>()
  for (const error of failures.flatMap(({ errors }) => errors))
    if (!isOfDataflow(error)) shared.set(`${error.path} ${error.message}`, error)
  const ofEach = failures.flatMap((failure) =>
    failure.errors.filter(isOfDataflow).map((error) => ofCandidate(error, failure)),
  )
  const [first, ...others] = [...shared.values(), ...ofEach]
  return first === undefined ? failures[0].errors : [first, ...others]
}

const hasFailed = (refusal: Refusal): refusal is Failed => refusal._tag === 'Failed'

/** Why a layer has no contender at all. */
const whyNone = (refused: readonly Refusal[]): EstimateErrors => {
  const [first, ...others] = refused.filter(hasFailed)
  return first !== undefined && others.length + 1 === refused.length
    ? allErrors([first, ...others])
    : [nothingFits(refused)]
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const nameOf = (value: unknown): string => {
  const name = attempt(() => textOf(isRecord(value) ? own(value, 'name') : undefined))
  return isRight(name) ? name.right : ''
}

const amongCandidates = (
  layer: Layer,
  candidates: readonly Dataflow[],
  misfits: Misfits,
  hardware: Accelerator,
): Pick<Contest, 'contenders' | 'refused'> => {
  const contenders: Contender[] = []
  const refused: Refusal[] = []
  candidates.forEach((flow, candidate) => {
    const result = estimate(layer, flow, hardware)
    if (!isRight(result)) {
      refused.push({ _tag: 'Failed', candidate, dataflow: nameOf(flow), errors: result.left })
      return
    }
    const { dataflow, buffers } = result.right
    if (buffers.fits || misfits === 'allow') contenders.push({ candidate, estimate: result.right })
    else refused.push({ _tag: 'DoesNotFit', candidate, dataflow, buffers: buffersTooSmall(result.right) })
  })
  const [first, ...others] = contenders
  return { contenders: first === undefined ? left(whyNone(refused)) : right([first, ...others]), refused }
}

const failedFunction = (given: string): EstimateError =>
  fault('Malformed', 'dataflow', {
    expected: 'a function that returns a dataflow for every layer',
    given,
    hint: 'Make the function return a dataflow, built with dataflow(name, directives).',
    message: `dataflow must be a function that returns a dataflow for every layer, but ${given}.`,
  })

const returned = (value: unknown): string => (value === undefined ? 'undefined' : show(value))

/** `an error: boom`, or the value that was thrown in place of an error. */
const thrown = (value: unknown): string => {
  const message = isRecord(value) ? own(value, 'message') : undefined
  return typeof message === 'string' ? `an error: ${message}` : returned(value)
}

/** What is given for a layer, perhaps by a function of somebody else's. */
const askedOf = (dataflowOf: (layer: Layer) => unknown, layer: Layer, report: Report) => {
  try {
    const chosen = dataflowOf(layer)
    if (isRecord(chosen)) return chosen as Dataflow // it is checked when the layer is estimated
    report.push(failedFunction(`it returned ${returned(chosen)} for this layer`))
  } catch (error) {
    rethrowIfExhausted(error)
    report.push(failedFunction(`it threw ${thrown(error)}`))
  }
  return undefined
}

const asGiven = (
  layer: Layer,
  dataflowOf: (layer: Layer) => unknown,
  hardware: Accelerator,
): Contest['contenders'] => {
  const flow = attempt((report) => askedOf(dataflowOf, layer, report))
  const result = isRight(flow) ? estimate(layer, flow.right, hardware) : flow
  return isRight(result) ? right([{ candidate: 0, estimate: result.right }]) : result
}

/** Estimates a layer under every dataflow that there is for it. */
export const compete = (layer: Layer, count: number, choice: Choice, hardware: Accelerator): Contest => {
  const problem = attempt((report) => checkLayer(layer, report))
  const about = {
    layer: nameOf(layer),
    count,
    work: isRight(problem) ? workOf(problem.right) : 'macs',
  } as const
  if (choice._tag === 'Given')
    return { ...about, contenders: asGiven(layer, choice.dataflowOf, hardware), refused: [] }
  // A faulty layer fails with every candidate, so none of them is reported as refused.
  if (!isRight(problem)) return { ...about, contenders: problem, refused: [] }
  return { ...about, ...amongCandidates(layer, choice.candidates, choice.misfits, hardware) }
}
