/** Tables of many estimates: networks under several dataflows, and Pareto fronts. */
import { figures } from '../../figures/figures'
import { type Objective, objectives } from '../../figures/objectives'
import { basisOf, energiesIn, estimateOf, layerNames, misfitsOf, type NamedNetwork } from '../comparison'
import { type EnergyBasis, notCounted } from '../energy-words'
import { designsFault, messageTable, networksFault, optionsFault } from '../faults'
import {
  basisOfFront,
  designsOf,
  measures,
  measureTitles,
  type ParetoFront,
  type ParetoPoint,
} from '../spec/pareto-front'
import { type Cell, columnsOf, type Table } from './table'

/** A value of one of the networks, and whether it is that of buffers large enough. */
type Entry = { readonly value: number | null; readonly fits: boolean }

/** The name of the first with the least of those that fit the buffers; null where there is none. */
const bestOf = (networks: readonly NamedNetwork[], entries: readonly Entry[]): string | null => {
  let best = -1
  let least = Number.POSITIVE_INFINITY
  entries.forEach(({ value, fits }, i) => {
    if (!fits || value === null || (best >= 0 && value >= least)) return
    best = i
    least = value
  })
  return networks[best]?.name ?? null
}

/** The total over the layers; null for a network of which some failed. */
const totalOf = ({ network }: NamedNetwork, of: Objective): number | null =>
  network.complete ? figures[of].ofTotals(network.totals) : null

/**
 * A network under several dataflows: a row for each layer and one for the total with its unit, a column for each dataflow, and
 * the name of the best (by runtime, unless `of` says otherwise). A layer without an estimate is absent, and so is the total of
 * a network with such a layer. A dataflow that does not fit the buffers is never the best, and a row counts such layers, if
 * there are any. Of energies, a last row names the parts that are not counted; energies in different units have no best.
 * Figures of a layer that the networks have several times are those of one; its number stands before the name. For invalid
 * arguments, the table has a message in place of figures.
 *
 * @param networks - The estimates of one network under several dataflows, each with a name.
 * @param options - The figure to compare.
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
  options: {
    /** The figure to compare: `'runtime'` by default, `'energy'` or `'edp'`. */
    readonly of?: Objective
  } = {},
): Table => {
  const fault = networksFault(networks) ?? optionsFault(options, { of: objectives })
  return fault === undefined ? compared(networks, options.of ?? 'runtime') : messageTable(fault)
}

/** A row with a number for each network, or none if all of them are 0. */
const countsUnlessNone = (name: string, counts: readonly number[]): readonly (readonly Cell[])[] =>
  counts.every((count) => count === 0) ? [] : [[name, ...counts, null]]

const compared = (networks: readonly NamedNetwork[], of: Objective): Table => {
  const { unit, uncounted } = basisOf(networks)
  const figure = figures[of]
  const isComparable = !figure.ofEnergy || unit !== null
  const row = (name: string, entries: readonly Entry[]): readonly Cell[] => [
    name,
    ...entries.map(({ value }) => value),
    isComparable ? bestOf(networks, entries) : null,
  ]
  const layers = layerNames(networks).map((name, layer) =>
    row(
      name,
      networks.map((network) => {
        const estimate = estimateOf(network, layer)
        return estimate === undefined
          ? { value: null, fits: false }
          : { value: figure.of(estimate), fits: estimate.buffers.fits }
      }),
    ),
  )
  const total = row(
    `total (${figure.unit(energiesIn(unit))})`,
    networks.map((network) => ({ value: totalOf(network, of), fits: network.network.fits })),
  )
  const left = figure.ofEnergy ? notCounted(uncounted) : ''
  const leftOut = left === '' ? [] : [[left, ...networks.map(() => null), null]]
  return {
    columns: columnsOf([
      ['layer', 'text'],
      ...networks.map(({ name }) => [name, 'short'] as const),
      ['best', 'text'],
    ]),
    rows: [...layers, total, ...countsUnlessNone('layers that do not fit', misfitsOf(networks)), ...leftOut],
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

/**
 * The designs of a Pareto front, a row for each in the order given, with a column for everything that any of them has:
 * the design, its parameters by name, and its costs. An exploration has the unit of its energies, and the parts that they
 * leave out; of a list of designs, `options.energy` says it: the `energy` of the exploration, or of any of their
 * estimates.
 *
 * @param points - An exploration, or the designs of its front.
 * @param options - The unit of the energies of a list of designs.
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
  points: readonly ParetoPoint[] | ParetoFront,
  options: {
    /** The unit of the energies and what they leave out; an exploration knows it. */
    readonly energy?: EnergyBasis
  } = {},
): Table => {
  const designs = designsOf(points)
  const fault = designsFault(designs) ?? optionsFault(options, { energy: null })
  return fault === undefined ? tableOf(designs, options.energy ?? basisOfFront(points)) : messageTable(fault)
}

const tableOf = (points: readonly ParetoPoint[], energy: EnergyBasis | undefined): Table => {
  const isThere = (key: keyof ParetoPoint) =>
    points.some((point) => point[key] !== undefined && point[key] !== null)
  const designs = designColumns.filter(([key]) => isThere(key))
  const present = measures.filter(isThere)
  const titles = measureTitles(points, energy)
  const parameters = [...new Set(points.flatMap((point) => Object.keys(point.parameters ?? {})))]
  const parameterOf = ({ parameters: given = {} }: ParetoPoint, name: string): number | null =>
    Object.hasOwn(given, name) ? (given[name] ?? null) : null
  return {
    columns: columnsOf([
      ...designs.map(([, name]) => [name, 'count'] as const),
      ...parameters.map((name) => [name, 'count'] as const),
      ...present.map((key) => [titles[key], figures[key].format] as const),
    ]),
    rows: points.map((point) => [
      ...designs.map(([key]) => point[key] ?? null),
      ...parameters.map((name) => parameterOf(point, name)),
      ...present.map((key) => point[key] ?? null),
    ]),
  }
}
