/** Tables of a fused chain: what it comes to, layer by layer, and what is in the shared buffer in each step. */
import type { FusedBuffer, FusedComparison, FusedEstimate } from '../../fusion/fused-estimate'
import type { FusedMoment, FusedOccupancy } from '../../fusion/occupancy-over-steps'
import { distinctNames } from '../comparison'
import { shortPartName } from '../energy-words'
import { causeName } from '../estimate-words'
import { messageTable } from '../faults'
import { energyLines, figureLine, type Line } from '../table/energy-lines'
import { type Cell, columnsOf, type Table } from '../table/table'
import { fusedFault, occupancyFault } from './fused-faults'
import { fusedEnergyParts } from './fused-findings'
import { type Given, givenOf, labelsOf, tensorIn, unitOfFused } from './fused-words'

const bufferLines = (name: string, { required, capacity, fits }: FusedBuffer): readonly Line[] => [
  [`${name} required`, required.bits, 'bits'],
  ...(capacity === null ? [] : [[`${name} capacity`, capacity, 'bits'] as const]),
  ...(fits ? [] : [[`${name} fits`, false, ''] as const]),
]

const fusedLines = (fused: FusedEstimate): readonly Line[] => {
  const { buffers, offChipTime, offchip, seconds } = fused
  return [
    ['layers', fused.layers.length, 'layers'],
    ['steps', fused.steps, 'steps'],
    figureLine('macs', fused.macs),
    ['recomputed', fused.recomputed, 'MACs'],
    figureLine('runtime', fused.runtime),
    ['on-chip runtime', fused.onChipRuntime, 'cycles'],
    offChipTime === 0 && offchip.bits > 0
      ? ['off-chip time', null, 'unlimited bandwidth']
      : ['off-chip time', offChipTime, 'cycles'],
    ['floor', fused.floor, 'cycles'],
    ...(seconds === null ? [] : [['seconds', seconds, 's'] as const]),
    ['bottleneck', causeName(fused.bound.by), ''],
    ...energyLines(
      { ...fused.energy, unit: unitOfFused(fused) },
      Object.entries(fusedEnergyParts(fused)),
      fused.edp,
    ),
    figureLine('offchipBits', offchip.bits),
    ...bufferLines('L1', buffers.l1),
    ...buffers.clusters.flatMap((buffer, level) => bufferLines(shortPartName(`clusters[${level}]`), buffer)),
    ...bufferLines('L2', buffers.l2),
    ['L2 retained', buffers.l2.retained.bits, 'bits'],
  ]
}

/** What the layers one by one have of the same figures. */
const aloneValues = (alone: NonNullable<Given['alone']>): ReadonlyMap<string, Cell> =>
  new Map<string, Cell>([
    ['layers', alone.layers.length],
    [figureLine('macs', 0)[0], alone.layers.reduce((sum, { macs }) => sum + macs, 0)],
    ['recomputed', 0],
    [figureLine('runtime', 0)[0], alone.runtime],
    ['on-chip runtime', alone.onChipRuntime],
    ['off-chip time', alone.offChipTime],
    [figureLine('energy', 0)[0], alone.energy],
    [figureLine('edp', 0)[0], alone.edp],
    [figureLine('offchipBits', 0)[0], alone.bits],
  ])

/**
 * Returns a fused chain as a table, one figure per row with its unit. A comparison also has the figures of the layers one by
 * one. Parts of the energy that the energy table puts at 0 have no value, and are named below the total.
 *
 * @param of - The answer of `estimateFused` or `compareFused`.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { compareFused, fuse } from 'maestro-dataflow/fusion'
 * import { fusedTable } from 'maestro-dataflow/report'
 *
 * const chain = fuse([gemm({ M: 8, N: 8, K: 4 }), gemm({ M: 8, N: 4, K: 8 })], { tile: { M: 2 } })
 * const compared = orThrow(compareFused(chain, dataflow('M-P', [spatialMap('M')]), accelerator({ pes: 4 })))
 * const { rows } = fusedTable(compared)
 * rows.find(([figure]) => figure === 'off-chip traffic in bits')
 * // => ['off-chip traffic in bits', 1024, 2048, 'bits']
 * ```
 * @since 0.2.0
 * @category tables
 */
export const fusedTable = (of: FusedEstimate | FusedComparison): Table => {
  const given = givenOf(of)
  if (given === undefined) return messageTable(fusedFault(of))
  const lines = fusedLines(given.fused)
  if (given.alone === null)
    return {
      columns: columnsOf([
        ['figure', 'text'],
        ['value', 'count'],
        ['unit', 'text'],
      ]),
      rows: lines,
    }
  const beside = aloneValues(given.alone)
  return {
    columns: columnsOf([
      ['figure', 'text'],
      ['fused', 'count'],
      ['layer by layer', 'count'],
      ['unit', 'text'],
    ]),
    rows: lines.map(([figure, value, unit]) => [
      ...[figure, value],
      value === null ? null : (beside.get(figure) ?? null),
      unit,
    ]),
  }
}

const crossingOf = ({ offchip }: FusedEstimate, layer: number): readonly [bits: number, words: string] => {
  const crossing = offchip.tensors.filter((each) => each.layer === layer)
  return [
    crossing.reduce((sum, { bits }) => sum + bits, 0),
    crossing.map(({ tensor, choice }) => `${tensor} ${choice}`).join(', '),
  ]
}

/**
 * The layers of a fused chain: how often each runs, its MACs and those that compute again what was there before, its cycles
 * on the chip, and what crosses the border of the chip for it and how. The last rows have the sums, and of a comparison
 * those of the layers one by one.
 *
 * @param of - The answer of `estimateFused` or `compareFused`.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { estimateFused, fuse } from 'maestro-dataflow/fusion'
 * import { fusedLayerTable, renderTable } from 'maestro-dataflow/report'
 *
 * const layers = [gemm({ M: 8, N: 8, K: 4, name: 'up' }), gemm({ M: 8, N: 4, K: 8, name: 'down' })]
 * const chain = fuse(layers, { tile: { M: 2 } })
 * const fused = orThrow(estimateFused(chain, dataflow('M-P', [spatialMap('M')]), accelerator({ pes: 4 })))
 * const lines = renderTable(fusedLayerTable(fused)).split('\n')
 * lines[2] // => 'up        4   256           0               136              512  A fetched, B kept'
 * ```
 * @since 0.2.0
 * @category tables
 */
export const fusedLayerTable = (of: FusedEstimate | FusedComparison): Table => {
  const given = givenOf(of)
  if (given === undefined) return messageTable(fusedFault(of))
  const { fused, alone } = given
  const labels = labelsOf(fused)
  const layers = fused.layers.map(({ runs, macs, recomputed, runtime }, layer): readonly Cell[] => [
    ...[labels[layer]!, runs, macs, recomputed, runtime],
    ...crossingOf(fused, layer),
  ])
  const runs = fused.layers.reduce((sum, layer) => sum + layer.runs, 0)
  const total: readonly Cell[] = [
    ...['fused', runs, fused.macs, fused.recomputed, fused.onChipRuntime],
    ...[fused.offchip.bits, null],
  ]
  const oneByOne: readonly (readonly Cell[])[] =
    alone === null
      ? []
      : [
          [
            ...['layer by layer', alone.layers.length, alone.layers.reduce((sum, { macs }) => sum + macs, 0)],
            ...[0, alone.onChipRuntime, alone.bits, null],
          ],
        ]
  return {
    columns: columnsOf([
      ['layer', 'text'],
      ['runs', 'count'],
      ['MACs', 'count'],
      ['recomputed', 'count'],
      ['on-chip (cycles)', 'count'],
      ['off-chip (bits)', 'count'],
      ['crosses', 'text'],
    ]),
    rows: [...layers, total, ...oneByOne],
  }
}

type Tensor = FusedMoment['tensors'][number]

export const keyOf = ({ layer, tensor }: Pick<Tensor, 'layer' | 'tensor'>): string =>
  JSON.stringify([layer, tensor])

/** Every tensor that is in the buffer at some moment, in the order of the moments. */
export const tensorsIn = ({ moments }: FusedOccupancy): readonly Tensor[] => {
  const found = new Map<string, Tensor>()
  // The moment with most tensors knows the order of most of them.
  const most = [...moments].sort((a, b) => b.tensors.length - a.tensors.length)
  for (const { tensors } of most)
    for (const each of tensors) if (!found.has(keyOf(each))) found.set(keyOf(each), each)
  return [...found.values()]
}

/**
 * Returns the contents of the shared buffer while each layer runs in each step, in bits: a row for each moment, a column for
 * each tensor.
 *
 * @param of - The answer of `occupancyOf`.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { fuse, occupancyOf } from 'maestro-dataflow/fusion'
 * import { occupancyTable } from 'maestro-dataflow/report'
 *
 * const layers = [gemm({ M: 8, N: 8, K: 4, name: 'up' }), gemm({ M: 8, N: 4, K: 8, name: 'down' })]
 * const flow = dataflow('M-P', [spatialMap('M')])
 * const occupancy = orThrow(occupancyOf(fuse(layers, { tile: { M: 2 } }), flow, accelerator({ pes: 4 })))
 * const { columns, rows } = occupancyTable(occupancy)
 * columns.map(({ name }) => name).slice(3)
 * // => ['A of up', 'C of up', 'B of up', 'B of down', 'C of down', 'bits']
 * rows[0] // => [0, 0, 'up', 128, 128, 256, 256, 0, 768]
 * ```
 * @since 0.2.0
 * @category tables
 */
export const occupancyTable = (of: FusedOccupancy): Table => {
  const fault = occupancyFault(of)
  if (fault !== undefined) return messageTable(fault)
  const labels = distinctNames(of.layers)
  const tensors = tensorsIn(of)
  const dimensions = Object.keys(of.moments[0]?.tiles ?? {})
  return {
    columns: columnsOf([
      ['step', 'count'],
      ...dimensions.map((name) => [`tile of ${name}`, 'count'] as const),
      ['layer', 'text'],
      ...tensors.map((tensor) => [tensorIn(labels, tensor), 'count'] as const),
      ['bits', 'count'],
    ]),
    rows: of.moments.map(({ step, tiles, layer, tensors: there, bits }) => {
      const byKey = new Map(there.map((each) => [keyOf(each), each.bits]))
      return [
        step,
        ...dimensions.map((name) => tiles[name] ?? null),
        labels[layer] ?? '',
        ...tensors.map((tensor) => byKey.get(keyOf(tensor)) ?? 0),
        bits,
      ]
    }),
  }
}
