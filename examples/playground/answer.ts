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
import {
  type Explanation,
  explain,
  type MappingView,
  mappingView,
  type Stretch,
} from 'maestro-dataflow/report'
import { acceleratorOf } from './hardware'
import type { KindId } from './kinds'
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

/** Hardware that no dataflow exceeds. */
const plenty: Accelerator = { pes: 2 ** 40 }

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

/** What was typed once is reported once: rows and columns of one stride, say, are wrong in the same way. */
const onceForField = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(
    ({ field }, i) =>
      field === null ||
      ofSeveral.includes(field) ||
      problems.findIndex((other) => other.field === field) === i,
  )

/** Errors of a directive that are so whatever the others are. */
const ofDirectives: readonly string[] = ['UnknownDimension', 'OverlappingMap', 'SkippingMap', 'InvalidSize']

/** A text with spaces instead of the lines that could not be read: what is left stays where it is. */
const withoutLines = (text: string, lines: ReadonlySet<number | null>): string =>
  text
    .split('\n')
    .map((line, i) => (lines.has(i + 1) ? ' '.repeat(line.length) : line))
    .join('\n')

/** What is wrong with the directives of a text that can be read, where others cannot. */
const problemsAround = (state: State, unreadable: readonly Problem[]): readonly Problem[] => {
  const text = withoutLines(state.dataflow, new Set(unreadable.map(({ line }) => line)))
  const read = parseDataflow(text)
  if (read._tag === 'Left') return []
  const result = estimate(layerOf(state.layer), read.right, plenty)
  const errors = result._tag === 'Right' ? [] : result.left
  const own = errors.filter(({ _tag, path }) => partOf(path) === 'dataflow' && ofDirectives.includes(_tag))
  return locateErrors(own, text).map((error) => problemOf('dataflow', error, text, state.layer))
}

const inOrder = (problems: readonly Problem[]): readonly Problem[] =>
  [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))

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
  const around = flow.value === null ? problemsAround(state, flow.problems) : []
  const problems = [
    ...inOrder([...flow.problems, ...around]),
    ...problemsOf(state, errors, unread),
    ...hardware.problems,
  ]
  return { _tag: 'Problems', problems }
}

export const explanationOf = ({ layer, dataflow, hardware }: Answer): Explanation | null => {
  const result = explain({ layer, dataflow, hardware })
  return result._tag === 'Left' ? null : result.right
}

/** Another dataflow on the same layer and hardware. */
export type Rival = { readonly offer: Offer; readonly estimate: Estimate | null }

const estimatesOf = (kind: KindId, layer: Layer, hardware: Accelerator): readonly Rival[] =>
  offersFor(kind).map((offer) => {
    const flow = parseDataflow(offer.text)
    const result = flow._tag === 'Left' ? flow : estimate(layer, flow.right, hardware)
    return { offer, estimate: result._tag === 'Left' ? null : result.right }
  })

/** The dataflows on offer, on this layer and hardware. */
export const rivalsOf = ({ layer: { kind } }: State, { layer, hardware }: Answer): readonly Rival[] =>
  estimatesOf(kind, layer, hardware)

/** The fastest of the dataflows on offer that fits, or the fastest of all if none does; null if none is legal. */
export const fastestOffer = (state: State): Offer | null => {
  const hardware = hardwareOf(state)
  if (hardware === null) return null
  const layer = layerOf(state.layer)
  const legal = estimatesOf(state.layer.kind, layer, hardware).flatMap(({ offer, estimate: of }) =>
    of === null ? [] : [{ offer, runtime: of.runtime, fits: of.buffers.fits }],
  )
  const [best] = [...legal].sort((a, b) => Number(b.fits) - Number(a.fits) || a.runtime - b.runtime)
  return best?.offer ?? null
}

export const unitsShown = 8
export const stepsShown = 10

export type Mapping =
  | { readonly _tag: 'View'; readonly view: MappingView }
  | { readonly _tag: 'None'; readonly message: string }

type Window = { readonly level: number | null; readonly units: Stretch; readonly steps: Stretch }

const viewAt = ({ layer, dataflow, hardware }: Answer, { level, units, steps }: Window) =>
  mappingView(layer, dataflow, {
    pes: hardware.pes,
    ...(level === null ? {} : { level }),
    units,
    steps,
  })

const messageOf = (errors: Errors): string =>
  errors.map(({ message, hint }) => `${message} ${hint}`).join(' ')

/** The part of the schedule that is looked at; where a schedule has become shorter than that, its start. */
export const mappingOf = (answer: Answer, { level, unit, step }: Sight): Mapping => {
  const shown = (at: number | null, from: number, first: number): Window => ({
    level: at,
    units: { from, count: unitsShown },
    steps: { from: first, count: stepsShown },
  })
  const result = viewAt(answer, shown(level, unit, step))
  const again = result._tag === 'Left' ? viewAt(answer, shown(null, 0, 0)) : result
  return again._tag === 'Right'
    ? { _tag: 'View', view: again.right }
    : { _tag: 'None', message: messageOf(again.left) }
}

/** As many units of an array as are drawn, and fewer where a view of these would take long. */
const unitsDrawn = [1024, 256, 64]

/** All units of a level in one step, as far as they can be drawn. */
export const arrayOf = (answer: Answer, { level, steps }: MappingView): MappingView | null => {
  const from = steps.shown[0]?.number ?? 0
  for (const most of unitsDrawn) {
    const result = viewAt(answer, { level, units: { from: 0, count: most }, steps: { from, count: 1 } })
    if (result._tag === 'Right') return result.right
  }
  return null
}
