/** Tables of many estimates: networks under several dataflows, and Pareto fronts. */
import type { Objective } from '../../network/network-estimate'
import {
  basisOf,
  estimateOf,
  isOfEnergy,
  layerNames,
  measured,
  measureUnit,
  type NamedNetwork,
} from '../comparison'
import { type EnergyBasis, notCounted } from '../energy-words'
import { measureTitles, type ParetoPoint } from '../spec/pareto'
import { type Cell, columnsOf, type Table } from './table'

/** The name of the first with the least; null where all failed. */
const bestOf = (networks: readonly NamedNetwork[], values: readonly (number | null)[]): string | null => {
  let best = -1
  values.forEach((value, i) => {
    const least = values[best]
    if (value !== null && (least === undefined || least === null || value < least)) best = i
  })
  return networks[best]?.name ?? null
}

/** The total over the layers; null for a network of which some failed. */
const totalOf = ({ network: { totals } }: NamedNetwork, of: Objective): number | null =>
  of === 'energy' ? (totals.energy?.total ?? null) : totals[of]

/**
 * A network under several dataflows: a row for each layer and one for the total, a column for each dataflow, and the name
 * of the best. What could not be estimated is absent, and so is the total of a network with such a layer. Of energies the
 * total has the unit, and a last row names the parts that are not counted; energies in different units have no best.
 *
 * @example
 * ```ts
 * import { accelerator, estimateNetwork, orThrow } from 'maestro-dataflow'
 * import { kcPartitioned, vgg16, yxPartitioned } from 'maestro-dataflow/catalog'
 * import { comparisonTable } from 'maestro-dataflow/report'
 *
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const networks = [kcPartitioned, yxPartitioned].map((dataflow) => ({
 *   name: dataflow.name,
 *   network: orThrow(estimateNetwork(vgg16, dataflow, hardware)),
 * }))
 * const { columns, rows } = comparisonTable(networks)
 * columns.map(({ name }) => name) // => ['layer', 'KC-P', 'YX-P', 'best']
 * [rows[0]?.[0], rows[0]?.[3]] // => ['conv1_1', 'YX-P']
 * [rows[12]?.[0], rows[12]?.[3]] // => ['conv5_3', 'KC-P']
 * ```
 * @since 0.1.0
 * @category tables
 */
export const comparisonTable = (
  networks: readonly NamedNetwork[],
  options: { readonly of?: Objective } = {},
): Table => {
  const { of = 'runtime' } = options
  const { unit, uncounted } = basisOf(networks)
  const isComparable = !isOfEnergy(of) || unit !== null
  const row = (name: string, values: readonly (number | null)[]): readonly Cell[] => [
    name,
    ...values,
    isComparable ? bestOf(networks, values) : null,
  ]
  const layers = layerNames(networks).map((name, layer) =>
    row(
      name,
      networks.map((network) => {
        const estimate = estimateOf(network, layer)
        return estimate === undefined ? null : measured(estimate, of)
      }),
    ),
  )
  const total = row(
    isOfEnergy(of) ? `total (${measureUnit(of, unit)})` : 'total',
    networks.map((network) => totalOf(network, of)),
  )
  const left = isOfEnergy(of) ? notCounted(uncounted) : ''
  const leftOut = left === '' ? [] : [[left, ...networks.map(() => null), null]]
  return {
    columns: columnsOf([
      ['layer', 'text'],
      ...networks.map(({ name }) => [name, 'short'] as const),
      ['best', 'text'],
    ]),
    rows: [...layers, total, ...leftOut],
  }
}

const designColumns = [
  ['index', 'index'],
  ['pes', 'pes'],
  ['simd', 'simd'],
  ['bandwidth', 'bandwidth (elements/cycle)'],
  ['l1', 'l1 (bytes)'],
  ['l2', 'l2 (bytes)'],
] as const

const measureFormats = [
  ['runtime', 'count'],
  ['energy', 'short'],
  ['edp', 'short'],
  ['utilization', 'percent'],
  ['area', 'short'],
  ['power', 'short'],
  ['averagePower', 'short'],
] as const

/**
 * The designs of a Pareto front, a row for each in the order given, with a column for everything that any of them has:
 * what the design is, its parameters by name, and what it costs. `options.energy` is the `energy` of any of their
 * estimates: designs do not know in what unit theirs is, and what it leaves out.
 *
 * @example
 * ```ts
 * import { paretoTable, renderTable } from 'maestro-dataflow/report'
 *
 * const front = [
 *   { pes: 64, parameters: { tileC: 16 }, runtime: 4000, energy: 900 },
 *   { pes: 128, parameters: { tileC: 32 }, runtime: 2100, energy: 1200 },
 * ]
 * const { columns } = paretoTable(front, { energy: { unit: 'pJ', uncounted: ['network'] } })
 * columns.map(({ name }) => name) // => ['pes', 'tileC', 'runtime (cycles)', 'energy (pJ; not counted: networks)']
 * renderTable(paretoTable(front)).split('\n')[2] // => ' 64     16             4,000                                 900'
 * ```
 * @since 0.1.0
 * @category tables
 */
export const paretoTable = (
  points: readonly ParetoPoint[],
  options: { readonly energy?: EnergyBasis } = {},
): Table => {
  const isThere = (key: keyof ParetoPoint) =>
    points.some((point) => point[key] !== undefined && point[key] !== null)
  const designs = designColumns.filter(([key]) => isThere(key))
  const measures = measureFormats.filter(([key]) => isThere(key))
  const titles = measureTitles(points, options.energy)
  const parameters = [...new Set(points.flatMap((point) => Object.keys(point.parameters ?? {})))]
  const parameterOf = ({ parameters: given = {} }: ParetoPoint, name: string): number | null =>
    Object.hasOwn(given, name) ? (given[name] ?? null) : null
  return {
    columns: columnsOf([
      ...designs.map(([, name]) => [name, 'count'] as const),
      ...parameters.map((name) => [name, 'count'] as const),
      ...measures.map(([key, format]) => [titles[key], format] as const),
    ]),
    rows: points.map((point) => [
      ...designs.map(([key]) => point[key] ?? null),
      ...parameters.map((name) => parameterOf(point, name)),
      ...measures.map(([key]) => point[key] ?? null),
    ]),
  }
}
