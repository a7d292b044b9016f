/** The answer of `map` in tables and pictures. */
import { isRight } from 'fp-ts/Either'
import { estimate } from '../../cost/evaluate'
import { energyUnitName, figures } from '../../figures/figures'
import type { MappedDataflow, Mapping } from '../../map/mapping-type'
import type { NetworkMapping } from '../../map/network-answer'
import type { NetworkSearch } from '../../map/network-search'
import { isBounded } from '../../map/ranking'
import type { MapRequest } from '../../map/request'
import { type TypedLayer, typeOf } from '../../notation/layer-types'
import { printDataflow } from '../../notation/print-dataflow'
import { printNetwork } from '../../notation/print-network'
import type { Layer } from '../../operator/layer'
import { type EnergyBasis, energyBasis } from '../../report/energy-words'
import { sentence } from '../../report/explain/words'
import { atMost, plural } from '../../report/numbers'
import { noMappingWords } from '../../report/search/no-mapping'
import { energySpec } from '../../report/spec/energy'
import { paretoSpec } from '../../report/spec/pareto'
import { estimateTable } from '../../report/table/estimate-tables'
import { networkMappingTable, provenGap } from '../../report/table/mapping-tables'
import { type Cell, columnsOf, type Table } from '../../report/table/table'
import { type Answer, answer } from '../answer'
import { exitCodes } from '../exit-codes'
import { type Entry, groupNames, groupsOf } from '../input/workload'
import type { Mapped } from '../written-mapping'
import type { Inputs } from './given'

/** Spatial loops, and the size of clusters: `K, 14 × C`. */
const kindText = ({ dataflow }: MappedDataflow): string => {
  const spatial = dataflow.directives.flatMap((each) => {
    if (each._tag === 'TemporalMap') return []
    return each._tag === 'Cluster' ? [`clusters of ${String(each.size)}`] : [each.dimension]
  })
  return spatial.join(', ') || 'no spatial dimension'
}

const rowOf = ({ best, gap, counts }: Mapping): readonly Cell[] => [
  best?.runtime ?? null,
  best?.energy ?? null,
  best?.edp ?? null,
  provenGap(gap),
  counts.nodes,
  best === null ? null : kindText(best),
]

const noRow: readonly Cell[] = [null, null, null, null, null, null]

/** The energy with its unit and what it leaves out, where that is known. */
const energyTitle = (basis: EnergyBasis | null): string =>
  basis === null ? 'energy' : `energy (${energyBasis(basis)})`

const edpTitle = (basis: EnergyBasis | null): string =>
  basis === null ? 'EDP' : `EDP (${figures.edp.unit(energyUnitName(basis.unit))})`

const mappingTable = (
  names: readonly string[],
  mappings: readonly (Mapping | undefined)[],
  basis: EnergyBasis | null,
): Table => ({
  columns: columnsOf([
    ['layer', 'text'],
    ['cycles', 'count'],
    [energyTitle(basis), 'short'],
    [edpTitle(basis), 'short'],
    ['gap', 'bound'],
    ['nodes', 'count'],
    ['spatial', 'text'],
  ]),
  rows: names.map((name, i) => {
    const mapping = mappings[i]
    return [name, ...(mapping === undefined ? noRow : rowOf(mapping))]
  }),
})

/** Operators of one's own have no type in the notation, but batched matrix products have. */
const isTyped = (layer: Layer): layer is TypedLayer => typeOf(layer) !== 'custom'

/** The layers with their mappings, in MAESTRO's notation; null where it has no word for a layer. */
const notationOf = (
  name: string,
  entries: readonly Entry[],
  best: readonly (MappedDataflow | null)[],
): string | null => {
  const layers = entries.flatMap(({ layer }, i) =>
    isTyped(layer) ? [{ layer, dataflow: best[i]?.dataflow ?? null }] : [],
  )
  return layers.length === entries.length ? printNetwork({ name, layers }) : null
}

const mappedOf = (
  pes: number,
  entries: readonly Entry[],
  best: readonly (MappedDataflow | null)[],
): Mapped => ({
  pes,
  layers: entries.map(({ layer }, i) => ({ layer, dataflow: best[i]?.dataflow ?? null })),
})

const proofText = ({ gap, counts, objective }: Mapping): string => {
  if (gap === null) return 'It has no proven bound, because the search was interrupted.'
  const nodes = plural(counts.nodes, 'node')
  if (!isBounded(gap))
    return `It has no proven bound after a search of ${nodes}: continue the search with more nodes.`
  const figure = objective === 'pareto' ? 'front' : figures[objective].title
  return gap === 0
    ? `Its ${figure} is the optimum of the searched space, as a search of ${nodes} proves.`
    : `Its ${figure} is ${atMost(gap)} above the optimum of the searched space, as a search of ${nodes} proves.`
}

const frontTable = (front: readonly MappedDataflow[], basis: EnergyBasis): Table => ({
  columns: columnsOf([
    ['cycles', 'count'],
    [energyTitle(basis), 'short'],
    [edpTitle(basis), 'short'],
    ['spatial', 'text'],
  ]),
  rows: front.map((each) => [each.runtime, each.energy, each.edp, kindText(each)]),
})

const nothingFound = (title: string, mapping: Mapping | undefined, reading: readonly string[]): Answer => {
  const text =
    mapping === undefined
      ? 'The search was interrupted before it had found anything.'
      : sentence(noMappingWords(mapping))
  return answer({
    blocks: [title, text],
    table: mappingTable([], [], null),
    json: mapping ?? null,
    reading,
    code: exitCodes.infeasible,
  })
}

/** The best mapping of one layer: its figures, and the dataflow in MAESTRO's notation. */
export const layerAnswer = (
  { workload, hardware }: Inputs,
  entry: Entry,
  request: MapRequest,
  mapping: Mapping | undefined,
): Answer => {
  const title = `${entry.layer.name || workload.name} on ${hardware.name}`
  const best = mapping?.best ?? null
  if (mapping === undefined || best === null) return nothingFound(title, mapping, workload.notes)
  const estimated = estimate(request.layer, best.dataflow, request.hardware)
  if (!isRight(estimated)) return nothingFound(title, mapping, workload.notes)
  const { energy } = estimated.right
  const isFront = mapping.objective === 'pareto'
  const name = entry.layer.name || 'mapping'
  return answer({
    blocks: [
      title,
      ...(isFront ? [frontTable(mapping.front, energy)] : [estimateTable(estimated.right)]),
      printDataflow(best.dataflow).trimEnd(),
      proofText(mapping),
    ],
    table: isFront ? frontTable(mapping.front, energy) : mappingTable([name], [mapping], energy),
    json: mapping,
    picture: isFront
      ? paretoSpec(mapping.front, { x: 'runtime', y: 'energy', energy, title: `Mappings of ${title}` })
      : energySpec(estimated.right, { title: `Energy of ${title}` }),
    reading: workload.notes,
    notes: mapping.warnings.map(({ message }) => message),
    written: notationOf(workload.name, [entry], [best]),
    mapped: mappedOf(request.hardware.pes, [entry], [best]),
  })
}

/** The best mappings of a network; `whole` is null where the search was interrupted. */
export const networkAnswer = (
  { workload, hardware }: Inputs,
  search: NetworkSearch,
  whole: NetworkMapping | null,
  answers: readonly (Mapping | undefined)[],
): Answer => {
  const known = new Map(search.requests.map(({ key }, i) => [key, answers[i]]))
  const mappings = whole?.layers ?? search.keys.map((key) => known.get(key))
  const best = mappings.map((mapping) => mapping?.best ?? null)
  const groups = groupsOf(workload.entries)
  const shown = groups.map(({ indices }) => mappings[indices[0] ?? 0])
  const table = mappingTable(groupNames(groups), shown, whole?.totals.energy ?? null)
  const isFeasible = best.every((each) => each !== null)
  const warnings = new Set(
    mappings.flatMap((mapping) => mapping?.warnings.map(({ message }) => message) ?? []),
  )
  const refused = shown.flatMap((mapping, i) =>
    mapping === undefined || mapping.best !== null
      ? []
      : [`${groups[i]?.entry.layer.name ?? ''}: ${sentence(noMappingWords(mapping))}`],
  )
  return answer({
    blocks: [
      `${workload.name} on ${hardware.name}: the mappings of least ${figures[search.objective].title}`,
      table,
      ...(whole === null ? [] : [networkMappingTable(whole)]),
    ],
    table,
    json: whole ?? { layers: mappings.map((mapping) => mapping ?? null), totals: null, gap: null },
    reading: workload.notes,
    notes: [...warnings, ...refused],
    written: notationOf(workload.name, workload.entries, best),
    mapped: mappedOf(hardware.accelerator.pes, workload.entries, best),
    code: isFeasible || whole === null ? exitCodes.answered : exitCodes.infeasible,
  })
}
