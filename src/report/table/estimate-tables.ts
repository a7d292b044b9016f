/** Tables of one estimate: what it comes to, and what every level and tensor counts. */
import type { BufferNeed, Estimate, LevelEstimate } from '../../cost/estimate-type'
import { offchipElements } from '../../figures/figures'
import type { NetworkEstimate } from '../../network/network-estimate'
import { estimateOf, layerNames } from '../comparison'
import { shortPartName } from '../energy-words'
import { boundName, energyParts } from '../estimate-words'
import { unitsAt } from '../explain/words'
import { answerFault, messageTable } from '../faults'
import { isNetwork } from '../network'
import { mixesWidths } from '../widths'
import { energyLines, figureLine, type Line } from './energy-lines'
import { networkLines } from './network-lines'
import { type Cell, columnsOf, type Table } from './table'

const boundText = (estimate: Estimate): string => {
  const { level } = estimate.bound
  return level === null ? boundName(estimate) : `${boundName(estimate)}, level ${level}`
}

/** Whatever crosses a border of limited bandwidth takes a cycle at least: 0 cycles are no result. */
const hasUnlimitedOffchip = (estimate: Estimate): boolean =>
  estimate.offChipTime === 0 && offchipElements(estimate) > 0

/** A MAC multiplies two inputs: what reads only one, such as a pool, does operations of an ALU. */
const doesOperations = ({ levels }: Estimate): boolean =>
  Object.values(levels[0]?.tensors ?? {}).filter(({ ingress }) => ingress !== undefined).length < 2

const timeLines = (estimate: Estimate): readonly Line[] => {
  const { seconds } = estimate
  return [
    doesOperations(estimate)
      ? ['operations', estimate.macs, 'operations']
      : figureLine('macs', estimate.macs),
    ...(estimate.effective.macs === estimate.macs
      ? []
      : [figureLine('effectiveMacs', estimate.effective.macs)]),
    figureLine('runtime', estimate.runtime),
    ['on-chip runtime', estimate.onChipRuntime, 'cycles'],
    hasUnlimitedOffchip(estimate)
      ? ['off-chip time', null, 'unlimited bandwidth']
      : ['off-chip time', estimate.offChipTime, 'cycles'],
    ['floor', estimate.floor, 'cycles'],
    ...(seconds === null ? [] : [['seconds', seconds, 's'] as const]),
    doesOperations(estimate)
      ? ['throughput', estimate.throughput, 'operations/cycle']
      : figureLine('throughput', estimate.throughput),
    figureLine('utilization', estimate.utilization),
    figureLine('activePes', estimate.activePes),
    ['bottleneck', boundText(estimate), ''],
  ]
}

/** In elements, or in bits where elements have different widths. */
const bufferLines = (name: string, need: BufferNeed, inBits: boolean): readonly Line[] => {
  const unit = inBits ? 'bits' : 'elements'
  const required = inBits ? need.bits.required : need.required.total
  const capacity = inBits ? need.bits.capacity : need.capacity
  return [
    [`${name} required`, required, unit],
    ...(capacity === null ? [] : [[`${name} capacity`, capacity, unit] as const]),
    ...(need.fits ? [] : [[`${name} fits`, false, ''] as const]),
  ]
}

const buffersLines = (estimate: Estimate): readonly Line[] => {
  const inBits = mixesWidths(estimate)
  const { l1, clusters, l2 } = estimate.buffers
  return [
    ...bufferLines('L1', l1, inBits),
    ...clusters.flatMap((need, level) => bufferLines(shortPartName(`clusters[${level}]`), need, inBits)),
    ...bufferLines('L2', l2, inBits),
    ...(inBits ? [figureLine('offchipBits', estimate.offchip.bits)] : []),
  ]
}

const areaLines = ({ area, power, averagePower }: Estimate): readonly Line[] => [
  ...(area === null ? [] : [figureLine('area', area)]),
  ...(power === null ? [] : [figureLine('power', power)]),
  ...(averagePower === null ? [] : [figureLine('averagePower', averagePower)]),
]

const estimateLines = (estimate: Estimate): readonly Line[] => [
  ['layer', estimate.layer, ''],
  ['dataflow', estimate.dataflow, ''],
  ...timeLines(estimate),
  ...energyLines(estimate.energy, Object.entries(energyParts(estimate)), estimate.edp),
  ...buffersLines(estimate),
  ...areaLines(estimate),
]

/**
 * Returns an estimate or a network as a table, one figure per row with its unit. Parts of the energy that the energy table puts
 * at 0 have no value, and are named below the total, which leaves them out. A network with a layer that has no estimate has no
 * totals.
 *
 * @param of - The answer of `estimate` or of `estimateNetwork`.
 * @since 0.1.0
 * @category tables
 */
export const estimateTable = (of: Estimate | NetworkEstimate): Table => {
  const fault = answerFault(of)
  if (fault !== undefined) return messageTable(fault)
  return {
    columns: columnsOf([
      ['figure', 'text'],
      ['value', 'count'],
      ['unit', 'text'],
    ]),
    rows: isNetwork(of) ? networkLines(of) : estimateLines(of),
  }
}

const counted = [
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
    ...counted.map((figure) => counts[figure] ?? null),
  ])

const allLevels = (estimate: Estimate): readonly (readonly Cell[])[] =>
  estimate.levels.flatMap((given, level) => levelRows(estimate, given, level))

/** The layers that have an estimate, each level and tensor of them. */
const layerRows = (network: NetworkEstimate): readonly (readonly Cell[])[] =>
  layerNames([{ name: '', network }]).flatMap((name, i) => {
    const estimate = estimateOf({ name: '', network }, i)
    return estimate === undefined ? [] : allLevels(estimate).map((row) => [name, ...row])
  })

/**
 * Every level and tensor of an estimate in a row, with the counts of elements under the names that the estimate has for
 * them; of a network those of every layer, whose name comes first.
 *
 * @param of - The answer of `estimate` or of `estimateNetwork`.
 * @since 0.1.0
 * @category tables
 */
export const levelTable = (of: Estimate | NetworkEstimate): Table => {
  const fault = answerFault(of)
  if (fault !== undefined) return messageTable(fault)
  return {
    columns: columnsOf([
      ...(isNetwork(of) ? [['layer', 'text'] as const] : []),
      ['level', 'text'],
      ['of', 'text'],
      ['units', 'count'],
      ['steps', 'count'],
      ['tensor', 'text'],
      ...counted.map((figure) => [figure, 'count'] as const),
    ]),
    rows: isNetwork(of) ? layerRows(of) : allLevels(of),
  }
}
