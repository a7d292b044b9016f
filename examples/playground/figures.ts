/** An estimate as tables: what is read first, the buffers, the energy and the traffic. */
import type { Accelerator, BufferNeed, EnergyUnit, Estimate } from 'maestro-dataflow'
import { energyBasis } from 'maestro-dataflow/report'
import { count, energyText, percent, short } from './format'
import { h, type Markup } from './markup'

const boundWords: Readonly<Record<Estimate['bound']['by'], string>> = {
  compute: 'compute',
  fill: 'start-up',
  ingress: 'network in',
  egress: 'network out',
  offchip: 'off-chip',
}

/** `network in, level 1` */
export const boundText = ({ bound: { by, level }, levels }: Estimate): string =>
  level === null || by === 'compute' || levels.length === 1
    ? boundWords[by]
    : `${boundWords[by]}, level ${level}`

/** One line, also for those who hear the page. */
export const summaryOf = (estimate: Estimate): string =>
  [
    `${count(estimate.runtime)} cycles`,
    `utilization ${percent(estimate.utilization)}`,
    `bottleneck ${boundText(estimate)}`,
  ].join(' · ')

type Tile = { readonly id: string; readonly label: string; readonly value: string; readonly note: string }

const tilesOf = (estimate: Estimate, hardware: Accelerator): readonly Tile[] => {
  const { runtime, floor, utilization, throughput, energy } = estimate
  const peak = hardware.pes * (hardware.simd ?? 1)
  const times = runtime / Math.max(1, floor)
  return [
    {
      id: 'runtime',
      label: 'Runtime',
      value: count(runtime),
      note: times === 1 ? 'cycles: no dataflow is faster here' : `cycles, ${count(times)} × the floor`,
    },
    {
      id: 'utilization',
      label: 'Utilization',
      value: percent(utilization),
      note: `${count(throughput)} of ${count(peak)} MACs/cycle`,
    },
    {
      id: 'energy',
      label: 'Energy',
      value: energyText(energy.total, energy.unit)[0],
      note: energyText(energy.total, energy.unit)[1],
    },
    { id: 'bound', label: 'Bottleneck', value: boundText(estimate), note: boundNote(estimate) },
  ]
}

const boundNote = ({ bound: { by, level }, levels }: Estimate): string => {
  if (by === 'compute') return 'the PEs themselves'
  if (by === 'offchip') return 'the border of the chip'
  const units = level === levels.length - 1 ? 'the PEs' : 'the clusters'
  if (by === 'fill') return `first inputs that ${units} wait for`
  return by === 'ingress' ? `inputs on their way to ${units}` : `outputs on their way from ${units}`
}

export const tiles = (estimate: Estimate, hardware: Accelerator): readonly Markup[] =>
  tilesOf(estimate, hardware).map(({ id, label, value, note }) =>
    h(
      'div',
      { class: `tile ${id}` },
      h('dt', {}, label),
      h('dd', { title: note }, h('strong', {}, value), ' ', h('span', { class: 'note' }, note)),
    ),
  )

/** What energies are counted in. */
export const unitText = (unit: EnergyUnit): string => (unit === 'MAC' ? 'MAC energies' : unit)

type Row = readonly [label: string, value: string, note: string]

/** Whether elements have different widths, off-chip or in buffers. */
const mixesWidths = ({ offchip, buffers }: Estimate): boolean => {
  const widths = [
    ...Object.values(offchip.tensors).map(
      ({ reads, writes, bits }) => (bits.reads + bits.writes) / Math.max(1, reads + writes),
    ),
    ...[buffers.l1, ...buffers.clusters, buffers.l2].map(
      ({ required, bits }) => bits.required / Math.max(1, required.total),
    ),
  ].filter((width) => width > 0)
  return widths.some((width) => Math.abs(width - widths[0]!) > 1e-9 * width)
}

const fitOf = ({ required, capacity, bits, fits }: BufferNeed, isMixed: boolean): string => {
  if (capacity === null || bits.capacity === null) return 'elements; no limit given'
  const share = percent(bits.required / Math.max(1, bits.capacity))
  return isMixed
    ? `elements, ${short(bits.required)} of ${short(bits.capacity)} bits${fits ? '' : ': does not fit'} (${share})`
    : `of ${count(capacity)} elements${fits ? '' : ': does not fit'} (${percent(required.total / Math.max(1, capacity))})`
}

const crossing = ({ offchip }: Estimate): number =>
  Object.values(offchip.tensors).reduce((sum, { reads, writes }) => sum + reads + writes, 0)

const rowsOf = (estimate: Estimate): readonly Row[] => {
  const {
    macs,
    effective,
    floor,
    activePes,
    edp,
    energy,
    area,
    seconds,
    power,
    averagePower,
    onChipRuntime,
    offChipTime,
    buffers,
    offchip,
  } = estimate
  const crossed = crossing(estimate)
  const isMixed = mixesWidths(estimate)
  return [
    ['MACs', count(macs), effective.macs === macs ? '' : `of which ${count(effective.macs)} take energy`],
    ['Floor', count(floor), 'cycles: no dataflow is faster on this hardware'],
    ['On-chip runtime', count(onChipRuntime), 'cycles'],
    offChipTime === 0 && crossed > 0
      ? ['Off-chip time', '–', 'unlimited bandwidth']
      : ['Off-chip time', count(offChipTime), 'cycles, at the same time'],
    ...(seconds === null ? [] : [['Time', `${short(seconds * 1e6)}`, 'µs'] as const]),
    ['PEs at work', count(activePes), 'on average'],
    ['Energy-delay product', short(edp), `${unitText(energy.unit)} × cycles`],
    [
      'Off-chip traffic',
      count(crossed),
      `elements, ${short(offchip.bits)} bits; ${count(macs / Math.max(1, crossed))} MACs each`,
    ],
    ['L1 of a PE', count(buffers.l1.required.total), fitOf(buffers.l1, isMixed)],
    ...buffers.clusters.map(
      (need, level) =>
        [`Buffer of a cluster, level ${level}`, count(need.required.total), fitOf(need, isMixed)] as const,
    ),
    ['Shared L2', count(buffers.l2.required.total), fitOf(buffers.l2, isMixed)],
    ...(area === null ? [] : [['Area', count(area / 1e6), 'mm²'] as const]),
    ...(power === null ? [] : [['Peak dynamic power', short(power), 'mW'] as const]),
    ...(averagePower === null ? [] : [['Average power', short(averagePower), 'mW'] as const]),
  ]
}

export const figureRows = (estimate: Estimate): readonly Markup[] =>
  rowsOf(estimate).map(([label, value, note]) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, label),
      h('td', { class: 'number' }, value),
      h('td', { class: 'note' }, note),
    ),
  )

/** A part of the energy, and its share. */
export type Part = { readonly name: string; readonly energy: number; readonly share: number }

/** The parts that are counted, and what they are counted in and leave out. */
export type EnergyParts = {
  readonly counted: readonly Part[]
  readonly uncounted: readonly string[]
  /** `2.59 mJ` */
  readonly total: string
  readonly basis: string
  readonly unit: string
}

const uncountedNames: Readonly<Record<Estimate['energy']['uncounted'][number], string>> = {
  mac: 'MACs',
  l1: 'L1',
  clusters: 'cluster buffers',
  l2: 'L2',
  network: 'network',
  offchip: 'off-chip',
}

export const energyParts = ({ energy }: Estimate): EnergyParts => {
  const parts: readonly (readonly [string, number])[] = [
    ['MACs', energy.mac],
    ['L1', energy.l1.total],
    ...energy.clusters.map(({ total }, i) => [`cluster buffers of level ${i}`, total] as const),
    ['L2', energy.l2.total],
    ['network', energy.network],
    ['off-chip', energy.offchip.total],
    ['static', energy.static],
  ]
  return {
    counted: parts
      .filter(([, part]) => part > 0)
      .map(([name, part]) => ({ name, energy: part, share: part / energy.total })),
    uncounted: energy.uncounted.map((part) => uncountedNames[part]),
    total: energyText(energy.total, energy.unit).join(' '),
    basis: energyBasis(energy),
    unit: unitText(energy.unit),
  }
}

const cell = (value: number | undefined): Markup =>
  h('td', { class: 'number' }, value === undefined ? '–' : count(value))

const columns = ['ingress', 'fills', 'egress', 'evictions', 'accumulations'] as const

/** Traffic of every level and tensor, in elements. */
export const trafficTable = ({ levels, offchip }: Estimate): readonly Markup[] => {
  const inside = levels.flatMap(({ tensors }, level) =>
    Object.entries(tensors).map(([name, traffic]) =>
      h(
        'tr',
        {},
        h('td', {}, `level ${level}`),
        h('th', { scope: 'row' }, name),
        ...columns.map((column) => cell(traffic[column])),
      ),
    ),
  )
  const outside = Object.entries(offchip.tensors).map(([name, { reads, writes, resident }]) =>
    h(
      'tr',
      {},
      h('td', {}, 'off-chip'),
      h('th', { scope: 'row' }, name),
      cell(reads),
      cell(undefined),
      cell(writes),
      h('td', { colspan: 2, class: 'note' }, resident ? 'stays in L2' : 'streamed'),
    ),
  )
  const heads = ['level', 'tensor', ...columns].map((name) => h('th', { scope: 'col' }, name))
  return [h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...outside, ...inside)]
}
