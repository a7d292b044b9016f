/** From what was typed to what the library says: the problems, or everything there is to show. */
import {
  type Accelerator,
  type Dataflow,
  type Estimate,
  type EstimateError,
  dataflow as emptyDataflow,
  estimate,
  type Layer,
} from 'maestro-dataflow'
import { locateErrors, parseDataflow, parseHardware } from 'maestro-dataflow/notation'
import { type Explanation, explain, type MappingView, mappingView } from 'maestro-dataflow/report'
import { acceleratorOf } from './hardware'
import { layerOf } from './layer'
import { type Offer, offersFor } from './presets'
import { type Part, type Problem, parts, problemOf } from './problem'
import type { Sight, State } from './state'

/** Inputs that the library has accepted, with their estimate. */
export type Answer = {
  readonly layer: Layer
  readonly dataflow: Dataflow
  readonly hardware: Accelerator
  readonly estimate: Estimate
}

export type Reading =
  | { readonly _tag: 'Problems'; readonly problems: readonly Problem[] }
  | { readonly _tag: 'Answer'; readonly answer: Answer }

type Errors = readonly EstimateError[]

type Read<A> = { readonly value: A | null; readonly problems: readonly Problem[] }

const textOfHardware = ({ hardware }: State): string | null =>
  hardware._tag === 'Text' ? hardware.text : null

const readDataflow = ({ dataflow, layer }: State): Read<Dataflow> => {
  const read = parseDataflow(dataflow)
  if (read._tag === 'Right') return { value: read.right, problems: [] }
  return {
    value: null,
    problems: read.left.map((error) => problemOf('dataflow', error, dataflow, layer)),
  }
}

const readHardware = ({ hardware, layer }: State): Read<Accelerator> => {
  if (hardware._tag === 'Form') return { value: acceleratorOf(hardware.fields), problems: [] }
  const read = parseHardware(hardware.text)
  if (read._tag === 'Right') return { value: read.right, problems: [] }
  return {
    value: null,
    problems: read.left.map((error) => problemOf('hardware', error, hardware.text, layer)),
  }
}

/** The hardware as it stands; null where its text cannot be read. */
export const hardwareOf = (state: State): Accelerator | null => readHardware(state).value

const partOf = (path: string): Part => {
  if (path.startsWith('layer')) return 'layer'
  return path.startsWith('hardware') ? 'hardware' : 'dataflow'
}

/** Fields with an entry for each tensor, each of which may be wrong by itself. */
const ofSeveral: readonly string[] = ['precision', 'density']

/** What was typed once is told once: rows and columns of one stride, say, are wrong in the same way. */
const onceForField = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(
    ({ field }, i) =>
      field === null ||
      ofSeveral.includes(field) ||
      problems.findIndex((other) => other.field === field) === i,
  )

/** Errors of an estimate; those about a text that could not be read are not about what was typed. */
const problemsOf = (state: State, errors: Errors, unread: readonly Part[]): readonly Problem[] => {
  const texts = { layer: null, dataflow: state.dataflow, hardware: textOfHardware(state) }
  return parts
    .filter((part) => !unread.includes(part))
    .flatMap((part) => {
      const text = texts[part]
      const own = errors.filter(({ path }) => partOf(path) === part)
      const located = text === null ? own : locateErrors(own, text)
      return onceForField(located.map((error) => problemOf(part, error, text, state.layer)))
    })
}

/** Hardware that no dataflow exceeds. */
const plenty: Accelerator = { pes: 2 ** 40 }

/**
 * A dataflow is looked at only where its layer and the PEs make sense. So that its errors are not hidden behind those of
 * the hardware, they are then those on other hardware.
 */
const errorsOf = (layer: Layer, flow: Dataflow, hardware: Accelerator): Errors => {
  const result = estimate(layer, flow, hardware)
  if (result._tag === 'Right') return []
  if (result.left.some(({ path }) => partOf(path) === 'dataflow')) return result.left
  const elsewhere = estimate(layer, flow, plenty)
  const hidden = elsewhere._tag === 'Right' ? [] : elsewhere.left
  return [...result.left, ...hidden.filter(({ path }) => partOf(path) === 'dataflow')]
}

export const readState = (state: State): Reading => {
  const flow = readDataflow(state)
  const hardware = readHardware(state)
  const layer = layerOf(state.layer)
  if (flow.value !== null && hardware.value !== null) {
    const result = estimate(layer, flow.value, hardware.value)
    if (result._tag === 'Right') {
      const answer = { layer, dataflow: flow.value, hardware: hardware.value, estimate: result.right }
      return { _tag: 'Answer', answer }
    }
  }
  // Where one of them could not be read, an estimate still tells what is wrong with the others.
  const errors = errorsOf(layer, flow.value ?? emptyDataflow('', []), hardware.value ?? plenty)
  const unread = [
    ...(flow.value === null ? (['dataflow'] as const) : []),
    ...(hardware.value === null ? (['hardware'] as const) : []),
  ]
  const problems = [...problemsOf(state, errors, unread), ...flow.problems, ...hardware.problems]
  return { _tag: 'Problems', problems }
}

export const explanationOf = ({ layer, dataflow, hardware }: Answer): Explanation | null => {
  const result = explain({ layer, dataflow, hardware })
  return result._tag === 'Left' ? null : result.right
}

/** Another dataflow on the same layer and hardware. */
export type Rival = { readonly offer: Offer; readonly estimate: Estimate | null }

/** The dataflows on offer, on this layer and hardware. */
export const rivalsOf = ({ layer: { kind } }: State, { layer, hardware }: Answer): readonly Rival[] =>
  offersFor(kind).map((offer) => {
    const flow = parseDataflow(offer.text)
    const result = flow._tag === 'Left' ? flow : estimate(layer, flow.right, hardware)
    return { offer, estimate: result._tag === 'Left' ? null : result.right }
  })

export const unitsShown = 8
export const stepsShown = 10

export type Mapping =
  | { readonly _tag: 'View'; readonly view: MappingView }
  | { readonly _tag: 'None'; readonly message: string }

const viewAt = ({ layer, dataflow, hardware }: Answer, { level, unit, step }: Sight) =>
  mappingView(layer, dataflow, {
    pes: hardware.pes,
    ...(level === null ? {} : { level }),
    units: { from: unit, count: unitsShown },
    steps: { from: step, count: stepsShown },
  })

/** The part of the schedule that is looked at; where a schedule has become shorter than that, its start. */
export const mappingOf = (answer: Answer, sight: Sight): Mapping => {
  const result = viewAt(answer, sight)
  const again = result._tag === 'Left' ? viewAt(answer, { ...sight, level: null, unit: 0, step: 0 }) : result
  if (again._tag === 'Right') return { _tag: 'View', view: again.right }
  return { _tag: 'None', message: again.left.map(({ message, hint }) => `${message} ${hint}`).join(' ') }
}
