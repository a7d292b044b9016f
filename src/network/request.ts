/** From an untrusted request to layers, candidates and options, or what is wrong with it: each fault is reported once. */
import type { Dataflow } from '../dataflow/directive'
import { readDataflow } from '../dataflow/read-directives'
import { copied } from '../error/copied'
import { type EstimateError, fault, type Report } from '../error/error'
import { listed, show } from '../error/show'
import { type Objective, objectives } from '../figures/objectives'
import type { Accelerator } from '../hardware/accelerator'
import { readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { mostCandidates, mostLayers } from '../internal/limits'
import {
  entriesOf,
  isRecord,
  isUnopened,
  own,
  readList,
  type UnknownRecord,
  unopened,
} from '../internal/read'
import { optionalWord, optionsOf } from '../internal/readers'
import { snapshot } from '../internal/snapshot'
import type { Layer } from '../operator/layer'
import type { Misfits } from './network-estimate'
import { type Counted, readCounts } from './repeated'

/** How a layer gets its dataflow: one of several, or the one that is given for it. */
export type Choice =
  | { readonly _tag: 'Candidates'; readonly candidates: readonly Dataflow[]; readonly misfits: Misfits }
  | { readonly _tag: 'Given'; readonly dataflowOf: (layer: Layer) => unknown }

export type Request = {
  readonly layers: readonly Layer[]
  /** How often the network has each. */
  readonly counts: readonly number[]
  readonly choice: Choice
  readonly hardware: Accelerator
  readonly objective: Objective
}

const noLayers = (): EstimateError =>
  fault('Malformed', 'layers', {
    expected: 'a list of at least one layer',
    given: 'an empty list',
    hint: 'Give the layers of the network, in their order.',
    message: 'layers needs at least one layer; the list is empty.',
  })

/** What has layers where a list of them is meant: a model, or the Either of one. */
const readModel = (value: unknown, report: Report): boolean => {
  const model = isUnopened(value) ? own(value, 'right') : value
  if (!isRecord(model) || !Array.isArray(own(model, 'layers'))) return false
  report.push(
    isUnopened(value)
      ? unopened('Malformed', 'layers', value, '.layers')
      : fault('Malformed', 'layers', {
          expected: 'a list of layers',
          given: show(model),
          hint: 'Pass its .layers.',
        }),
  )
  return true
}

/** The layers in a list of our own; each is checked when it is estimated. Holes of a list are layers that are missing. */
const readLayers = (value: unknown, report: Report): Counted => {
  if (readModel(value, report)) return { layers: [], counts: [] }
  const entries = readList(value, 'layers', mostLayers, 'Malformed', report)
  if (entries?.length === 0) report.push(noLayers())
  return readCounts(entries ?? [], report)
}

/** Faults that do not depend on the number of levels; `estimate` reports the others. */
const checkHardware = (value: unknown, report: Report): void => {
  const record = readHardware(value, report)
  if (record !== undefined) resolveHardware(record, readUnits(record, report), 1, report)
}

/**
 * Whether a candidate has the form of a dataflow, which no layer can change; what it says is judged for each layer.
 * `place` is where it stands: `dataflow` or `dataflow[2]`.
 */
const checkForm = (value: unknown, place: string, expected: string, report: Report): void => {
  if (isLayer(value)) {
    report.push(layerAsDataflow(place, expected, value))
    return
  }
  if (!isRecord(value)) {
    const hint =
      'Give a dataflow as dataflow(name, directives) builds it or the catalog exports it, not its name.'
    report.push(fault('Malformed', place, { expected, given: show(value), hint }))
    return
  }
  const faults: EstimateError[] = []
  readDataflow(value, undefined, faults)
  for (const error of faults) if (error._tag === 'Malformed') report.push(placed(error, place))
}

/** Only layers have a kind, and only dataflows have directives. */
const isLayer = (value: unknown): value is UnknownRecord =>
  isRecord(value) && own(value, 'kind') !== undefined && own(value, 'directives') === undefined

const isDataflow = (value: unknown): boolean =>
  isRecord(value) && own(value, 'directives') !== undefined && own(value, 'kind') === undefined

const layerAsDataflow = (place: string, expected: string, layer: UnknownRecord): EstimateError =>
  fault('Malformed', place, {
    expected,
    given: `a layer of kind ${show(own(layer, 'kind'))}`,
    hint: 'Give the layers first, then the dataflow or the candidates: estimateNetwork(layers, dataflow, hardware).',
  })

/** What a value is if it is all of one kind, as in `a list of layers`. */
const allOf = (is: (value: unknown) => boolean, what: string, value: unknown): string | undefined => {
  if (is(value)) return `a ${what}`
  // The first tells: lists may be long, and a mixed one is judged entry by entry.
  return Array.isArray(value) && is(value[0]) ? `a list of ${what}s` : undefined
}

/** That layers and dataflow have changed places; undefined if they have not. */
const swapped = (layers: unknown, dataflow: unknown): EstimateError | undefined => {
  const first = allOf(isDataflow, 'dataflow', layers)
  const second = allOf(isLayer, 'layer', dataflow)
  if (first === undefined || second === undefined) return undefined
  return fault('Malformed', 'layers', {
    expected: 'a list of layers, and a dataflow after it',
    given: first,
    hint: 'Swap them: estimateNetwork(layers, dataflow, hardware).',
    message: `layers is ${first} and dataflow is ${second}: swap them.`,
  })
}

/** An error of a dataflow, at the dataflow's place in the request. */
const placed = (error: EstimateError, place: string): EstimateError => ({
  ...error,
  path: error.path.replace(/^dataflow\b/, place),
  message: error.message.replace(/^dataflow\b/, place),
})

const noCandidate = (): EstimateError =>
  fault('EmptyDataflow', 'dataflow', {
    expected: 'at least one candidate',
    given: 'an empty list',
    hint: 'Give a dataflow, a list of candidates, or a function from layers to dataflows.',
    message: 'dataflow needs at least one candidate; the list is empty.',
  })

const tooManyCandidates = (): EstimateError =>
  fault('TooComplex', 'dataflow', {
    expected: 'at most 10,000 candidates',
    given: 'more',
    hint: 'Explore a space of dataflows in parts, and keep the best of each.',
  })

const faultsOfForm = (candidate: unknown, i: number): readonly EstimateError[] => {
  const faults: EstimateError[] = []
  checkForm(candidate, `dataflow[${i}]`, 'a dataflow', faults)
  return faults
}

const withoutPlace = ({ path }: EstimateError): string => path.replace(/^dataflow\[\d+\]/, '')

/** Up to this many candidates with the same fault are reported one by one; of more, the first names the others. */
const fewAlike = 3

/** The faults of all candidates; where many have the same one, it is reported of the first and the others are named. */
const alike = (faults: readonly (readonly EstimateError[])[]): readonly EstimateError[] => {
  const groups = new Map<string, [first: EstimateError, ...others: EstimateError[]]>()
  for (const error of faults.flat()) {
    const key = `${withoutPlace(error)} ${error.expected}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [error])
    else group.push(error)
  }
  return [...groups.values()].flatMap((group) => (group.length <= fewAlike ? group : [together(group)]))
}

const together = ([first, ...others]: readonly [EstimateError, ...EstimateError[]]): EstimateError => ({
  ...first,
  message: `${first.message} The same holds for ${listed(others.map(({ path }) => path))}.`,
})

const readCandidates = (given: readonly unknown[], report: Report): readonly Dataflow[] => {
  const { length } = given
  if (length === 0) report.push(noCandidate())
  if (length > mostCandidates) report.push(tooManyCandidates())
  else report.push(...alike(given.map(faultsOfForm)))
  return given as readonly Dataflow[] // their form is checked
}

const isFunction = (value: unknown): value is (layer: Layer) => unknown => typeof value === 'function'

/** A copy of one dataflow or of candidates; of too many, a list as long. A function stays what it is. */
const copiedFlows = (value: unknown): unknown => {
  if (!Array.isArray(value)) return snapshot(value)
  const { length } = value
  return length > mostCandidates ? new Array(length) : entriesOf(value, length).map(snapshot)
}

/** The choice among dataflows that were copied before. */
const readChoice = (flows: unknown, misfits: Misfits, report: Report): Choice => {
  if (isFunction(flows)) return { _tag: 'Given', dataflowOf: flows }
  if (Array.isArray(flows)) return { _tag: 'Candidates', candidates: readCandidates(flows, report), misfits }
  checkForm(
    flows,
    'dataflow',
    'a dataflow, a list of candidates, or a function from layers to dataflows',
    report,
  )
  return { _tag: 'Given', dataflowOf: () => flows }
}

const readOptions = /* @__PURE__ */ optionsOf({
  objective: /* @__PURE__ */ optionalWord(objectives),
  misfits: /* @__PURE__ */ optionalWord<Misfits>(['refuse', 'allow']),
})

/** The caller's function knows the caller's layers. */
const knowing = (originals: readonly Layer[], copies: readonly Layer[], choice: Choice): Choice => {
  if (choice._tag !== 'Given') return choice
  const originalOf = new Map(copies.map((copy, i) => [copy, originals[i]!]))
  return { ...choice, dataflowOf: (copy) => choice.dataflowOf(originalOf.get(copy)!) }
}

/** Layers, and what gives them their dataflow: each is read once, and both are judged together. */
const readBoth = (layers: unknown, dataflow: unknown, misfits: Misfits, report: Report) => {
  const flows = copiedFlows(dataflow)
  const ofLayers: EstimateError[] = []
  const ofFlows: EstimateError[] = []
  const { layers: originals, counts } = readLayers(layers, ofLayers)
  const choice = readChoice(flows, misfits, ofFlows)
  const mistaken = swapped(Array.isArray(layers) ? originals : layers, flows)
  report.push(...(mistaken === undefined ? [...ofLayers, ...ofFlows] : [mistaken]))
  return { originals: originals as readonly Layer[], counts, choice } // each is checked when it is estimated
}

/** The checked request; undefined if anything was reported. */
export const readRequest = (
  layers: unknown,
  dataflow: unknown,
  given: Accelerator,
  options: unknown,
  report: Report,
): Request | undefined => {
  const { objective, misfits } = readOptions(options, '', 'options', report)
  const { originals, counts, choice } = readBoth(layers, dataflow, misfits, report)
  const hardware = snapshot(given) as Accelerator // anything else is reported
  checkHardware(hardware, report)
  if (report.length > 0) return undefined
  const copies = originals.map(copied) as readonly Layer[] // each is checked when it is estimated
  return { layers: copies, counts, choice: knowing(originals, copies, choice), hardware, objective }
}
