/** Tables of many estimates: networks under several dataflows, and Pareto fronts. */
import type { Objective } from '../../network/network-estimate'
import { estimateOf, layerNames, measured, type NamedNetwork } from '../comparison'
import type { ParetoPoint } from '../spec/pareto'
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
 * of the best. What could not be estimated is absent, and so is the total of a network with such a layer.
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
  const row = (name: string, values: readonly (number | null)[]): readonly Cell[] => [
    name,
    ...values,
    bestOf(networks, values),
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
    'total',
    networks.map((network) => totalOf(network, of)),
  )
  return {
    columns: columnsOf([
      ['layer', 'text'],
      ...networks.map(({ name }) => [name, 'short'] as const),
      ['best', 'text'],
    ]),
    rows: [...layers, total],
  }
}

const designColumns = [
  ['index', 'count'],
  ['pes', 'count'],
  ['simd', 'count'],
  ['bandwidth', 'count'],
  ['l1', 'count'],
  ['l2', 'count'],
] as const

const measureColumns = [
  ['runtime', 'count'],
  ['energy', 'short'],
  ['edp', 'short'],
  ['utilization', 'percent'],
  ['area', 'short'],
  ['power', 'short'],
] as const

/**
 * The designs of a Pareto front, a row for each in the order given, with a column for everything that any of them has:
 * what the design is, its parameters by name, and what it costs.
 *
 * @example
 * ```ts
 * import { paretoTable, renderTable } from 'maestro-dataflow/report'
 *
 * const front = [
 *   { pes: 64, parameters: { tileC: 16 }, runtime: 4000, energy: 900 },
 *   { pes: 128, parameters: { tileC: 32 }, runtime: 2100, energy: 1200 },
 * ]
 * renderTable(paretoTable(front)).split('\n')[2] // => ' 64     16    4,000     900'
 * ```
 * @since 0.1.0
 * @category tables
 */
export const paretoTable = (points: readonly ParetoPoint[]): Table => {
  const isThere = ([key]: (typeof designColumns | typeof measureColumns)[number]) =>
    points.some((point) => point[key] !== undefined && point[key] !== null)
  const designs = designColumns.filter(isThere)
  const measures = measureColumns.filter(isThere)
  const parameters = [...new Set(points.flatMap((point) => Object.keys(point.parameters ?? {})))]
  const parameterOf = ({ parameters: given = {} }: ParetoPoint, name: string): number | null =>
    Object.hasOwn(given, name) ? (given[name] ?? null) : null
  return {
    columns: columnsOf([...designs, ...parameters.map((name) => [name, 'count'] as const), ...measures]),
    rows: points.map((point) => [
      ...designs.map(([key]) => point[key] ?? null),
      ...parameters.map((name) => parameterOf(point, name)),
      ...measures.map(([key]) => point[key] ?? null),
    ]),
  }
}
