/** JSON documents: layers, dataflows, an accelerator, or several of these with names. */
import { isLeft } from 'fp-ts/Either'
import * as t from 'io-ts'
import { exact, list, optional } from '../../codec/collections'
import { dataflowCodec } from '../../codec/dataflow'
import { decode } from '../../codec/decode'
import { listOf } from '../../codec/document'
import { guarded } from '../../codec/guarded'
import { acceleratorCodec } from '../../codec/hardware'
import { parseJson } from '../../codec/json'
import { layerCodec, layersCodec } from '../../codec/layer'
import { limitsCodec, mapObjectiveCodec, spaceCodec } from '../../codec/mapping'
import type { Codec } from '../../codec/shape'
import type { Dataflow } from '../../dataflow/directive'
import type { DescribedError } from '../../error/error'
import type { Accelerator } from '../../hardware/accelerator'
import { isRecord } from '../../internal/read'
import type { MapLimits, MapObjective, MapRestrictions } from '../../map/request'
import type { Layer } from '../../operator/layer'
import { type Faults, rejectAll } from '../faults'
import { locateInJson } from './json-place'
import { type Entry, entryOf, type Flow, type Locate, type Workload, workload } from './workload'

/** Layers with everything that may be said beside them: what `map` is asked is such a document. */
type Document = {
  readonly layer?: Layer
  readonly layers?: readonly Layer[]
  readonly dataflow?: Dataflow
  readonly dataflows?: readonly Dataflow[]
  readonly hardware?: Accelerator
  readonly objective?: MapObjective
  readonly space?: MapRestrictions
  readonly limits?: MapLimits
}

const documentCodec: Codec<Document> = guarded(
  exact<Document>('', {
    layer: optional(layerCodec),
    layers: optional(list(layerCodec)),
    dataflow: optional(dataflowCodec),
    dataflows: optional(list(dataflowCodec)),
    hardware: optional(acceleratorCodec),
    objective: optional(mapObjectiveCodec),
    space: optional(spaceCodec),
    limits: optional(limitsCodec),
  }),
)

type Source = { readonly file: string; readonly text: string }

/** An error of the text's syntax knows its line, but not its file. */
const inFile = (error: DescribedError, file: string): DescribedError => ({
  ...error,
  path: [file, ...(error.path.match(/\d+/g) ?? [])].join(':'),
})

/** The value of a JSON text; faults of the syntax are reported with their lines. */
const jsonOf = ({ file, text }: Source, faults: Faults): unknown => {
  const parsed = parseJson(t.unknown)(text)
  if (!isLeft(parsed)) return parsed.right
  rejectAll(
    faults,
    parsed.left.map((error) => inFile(error, file)),
  )
  return undefined
}

const decoded = <A>(
  codec: Codec<A>,
  value: unknown,
  source: Source & { readonly root: string },
  faults: Faults,
): A | undefined => {
  const result = decode(codec)(value)
  if (!isLeft(result)) return result.right
  rejectAll(faults, locateInJson(result.left, source))
  return undefined
}

const hasKey = (value: unknown, key: string): boolean => isRecord(value) && Object.hasOwn(value, key)

/** Errors of a layer of a list are at its place in the list. */
const locateLayer =
  (source: Source, entries: readonly Entry[], placeOf: (index: number) => string): Locate =>
  (errors, entry) => {
    const index = entry === undefined ? -1 : entries.findIndex(({ layer }) => layer === entry.layer)
    const moved = errors.map((error) => ({
      ...error,
      path: index < 0 ? error.path : error.path.replace(/^layer\b/, placeOf(index)),
    }))
    return locateInJson(moved, { ...source, root: '' })
  }

/** A layer, a list of layers, or a document that has either of them. */
export const workloadFromJson = (source: Source, faults: Faults): Workload | undefined => {
  const value = jsonOf(source, faults)
  if (value === undefined) return undefined
  const name = source.file
  if (Array.isArray(value)) {
    const entries = decoded(layersCodec, value, { ...source, root: 'layers' }, faults)?.map(entryOf)
    return entries && workload({ name, entries, locate: locateLayer(source, entries, (i) => `[${i}]`) })
  }
  if (hasKey(value, 'kind')) {
    const layer = decoded(layerCodec, value, { ...source, root: '' }, faults)
    const locate: Locate = (errors) => locateInJson(errors, { ...source, root: 'layer' })
    return layer && workload({ name, entries: [entryOf(layer)], locate })
  }
  const read = decoded(documentCodec, value, { ...source, root: '' }, faults)
  if (read === undefined) return undefined
  const { layer, layers = [], dataflow, dataflows = [], hardware = null, ...search } = read
  const entries = [...(layer === undefined ? [] : [layer]), ...layers].map(entryOf)
  const first = layer === undefined ? 0 : 1
  const placeOf = (index: number) => (index < first ? 'layer' : `layers[${index - first}]`)
  return workload({
    name,
    entries,
    hardware,
    dataflows: [...(dataflow === undefined ? [] : [dataflow]), ...dataflows],
    search,
    locate: locateLayer(source, entries, placeOf),
  })
}

/** An accelerator, or the one of a document. */
export const acceleratorFromJson = (source: Source, faults: Faults): Accelerator | undefined => {
  const value = jsonOf(source, faults)
  if (value === undefined) return undefined
  return hasKey(value, 'hardware')
    ? decoded(documentCodec, value, { ...source, root: '' }, faults)?.hardware
    : decoded(acceleratorCodec, value, { ...source, root: 'hardware' }, faults)
}

/** A dataflow, a list of dataflows, or those of a document. */
export const dataflowsFromJson = (source: Source, faults: Faults): readonly Flow[] => {
  const value = jsonOf(source, faults)
  if (value === undefined) return []
  const flows = (found: readonly Dataflow[], rootOf: (index: number) => string): readonly Flow[] =>
    found.map((dataflow, i) => ({
      dataflow,
      locate: (errors) =>
        locateInJson(
          errors.map((error) => ({ ...error, path: error.path.replace(/^dataflow\b\.?/, rootOf(i)) })),
          { ...source, root: '' },
        ),
    }))
  if (Array.isArray(value))
    return flows(
      decoded(listOf(dataflowCodec), value, { ...source, root: '' }, faults) ?? [],
      (i) => `[${i}].`,
    )
  if (hasKey(value, 'directives')) {
    const one = decoded(dataflowCodec, value, { ...source, root: 'dataflow' }, faults)
    return flows(one === undefined ? [] : [one], () => '')
  }
  const { dataflow, dataflows = [] } = decoded(documentCodec, value, { ...source, root: '' }, faults) ?? {}
  return [
    ...flows(dataflow === undefined ? [] : [dataflow], () => 'dataflow.'),
    ...flows(dataflows, (i) => `dataflows[${i}].`),
  ]
}
