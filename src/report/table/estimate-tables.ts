/** Tables of one estimate: what it comes to, and what every level and tensor counts. */
import type { BufferNeed, Estimate, LevelEstimate } from '../../cost/estimate-type'
import { isCounted, shortPartName, unitName } from '../energy-words'
import { boundName, energyParts } from '../estimate-words'
import { unitsAt } from '../explain/words'
import { type Cell, columnsOf, type Table } from './table'

type Line = readonly [figure: string, value: Cell, unit: string]

const boundText = (estimate: Estimate): string => {
  const { level } = estimate.bound
  return level === null ? boundName(estimate) : `${boundName(estimate)}, level ${level}`
}

const timeLines = (estimate: Estimate): readonly Line[] => {
  const { seconds } = estimate
  return [
    ['MACs', estimate.macs, 'MACs'],
    ['runtime', estimate.runtime, 'cycles'],
    ['on-chip runtime', estimate.onChipRuntime, 'cycles'],
    ['off-chip time', estimate.offChipTime, 'cycles'],
    ['floor', estimate.floor, 'cycles'],
    ...(seconds === null ? [] : [['seconds', seconds, 's'] as const]),
    ['throughput', estimate.throughput, 'MACs/cycle'],
    ['utilization', 100 * estimate.utilization, '%'],
    ['active PEs', estimate.activePes, 'PEs'],
    ['bound by', boundText(estimate), ''],
  ]
}

const energyLines = (estimate: Estimate): readonly Line[] => {
  const { energy } = estimate
  const unit = unitName(energy.unit)
  const parts = Object.entries(energyParts(estimate)).map(([part, value]): Line => {
    const figure = `energy of ${shortPartName(part)}`
    return isCounted(energy, part, value) ? [figure, value, unit] : [figure, null, 'not counted']
  })
  const uncounted = energy.uncounted.map(shortPartName).join(', ')
  return [
    ['energy', energy.total, unit],
    ...(uncounted === '' ? [] : [['not counted in the energy', uncounted, ''] as const]),
    ...parts,
    ['energy-delay product', estimate.edp, `${unit} × cycles`],
  ]
}

const bufferLines = (name: string, { required, capacity, fits }: BufferNeed): readonly Line[] => [
  [`${name} required`, required.total, 'elements'],
  ...(capacity === null ? [] : [[`${name} capacity`, capacity, 'elements'] as const]),
  ...(fits ? [] : [[`${name} fits`, false, ''] as const]),
]

const areaLines = ({ area, power, averagePower }: Estimate): readonly Line[] => [
  ...(area === null ? [] : [['area', area, 'µm²'] as const]),
  ...(power === null ? [] : [['peak dynamic power', power, 'mW'] as const]),
  ...(averagePower === null ? [] : [['average power', averagePower, 'mW'] as const]),
]

/**
 * What an estimate comes to: a figure in each row, with its unit. Parts of the energy that the energy table puts at 0 have
 * no value, and are named below the total, which leaves them out.
 *
 * @since 0.1.0
 * @category tables
 */
export const estimateTable = (estimate: Estimate): Table => ({
  columns: columnsOf([
    ['figure', 'text'],
    ['value', 'count'],
    ['unit', 'text'],
  ]),
  rows: [
    ['layer', estimate.layer, ''],
    ['dataflow', estimate.dataflow, ''],
    ...timeLines(estimate),
    ...energyLines(estimate),
    ...bufferLines('L1', estimate.buffers.l1),
    ...estimate.buffers.clusters.flatMap((need, level) =>
      bufferLines(shortPartName(`clusters[${level}]`), need),
    ),
    ...bufferLines('L2', estimate.buffers.l2),
    ...areaLines(estimate),
  ],
})

const figures = [
  'ingress',
  'fills',
  'egress',
  'evictions',
  'accumulations',
  'unitTile',
  'levelTile',
  'streamed',
] as const

const levelRows = (estimate: Estimate, given: LevelEstimate, level: number): readonly (readonly Cell[])[] =>
  Object.entries(given.tensors).map(([tensor, counts]) => [
    level,
    unitsAt(estimate, level),
    given.units,
    given.steps,
    tensor,
    ...figures.map((figure) => counts[figure] ?? null),
  ])

/**
 * Every level and tensor of an estimate in a row, with the counts of elements under the names that the estimate has for
 * them.
 *
 * @since 0.1.0
 * @category tables
 */
export const levelTable = (estimate: Estimate): Table => ({
  columns: columnsOf([
    ['level', 'text'],
    ['of', 'text'],
    ['units', 'count'],
    ['steps', 'count'],
    ['tensor', 'text'],
    ...figures.map((figure) => [figure, 'count'] as const),
  ]),
  rows: estimate.levels.flatMap((given, level) => levelRows(estimate, given, level)),
})
