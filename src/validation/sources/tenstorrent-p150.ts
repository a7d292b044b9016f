/** Matrix products on a Blackhole P150 of Tenstorrent. */

import type { Estimate } from '../../cost/estimate-type'
import { cluster, type Dataflow, dataflow, spatialMap } from '../../dataflow/directive'
import { gemm } from '../../operator/make-layer'
import { type TenstorrentProduct, tenstorrentModes } from '../figures/tenstorrent-p150'
import type { Row, Run, Source } from '../source'

const grid = { rows: 10, columns: 13 } as const
const clock = 1.35e9
const memoryBandwidth = 512e9

/** MACs of a core in a cycle, and bytes of an element: 16 elements of BFLOAT8_B share an exponent of a byte. */
type Mode = { readonly name: string; readonly macs: number; readonly bytes: number }

const modes: readonly (Mode & { readonly products: readonly TenstorrentProduct[] })[] = [
  { name: 'BFLOAT16 HiFi4', macs: 512, bytes: 2, products: tenstorrentModes['BFLOAT16 HiFi4'] },
  { name: 'BFLOAT16 HiFi2', macs: 1024, bytes: 2, products: tenstorrentModes['BFLOAT16 HiFi2'] },
  { name: 'BFLOAT8_B LoFi', macs: 2048, bytes: 17 / 16, products: tenstorrentModes['BFLOAT8_B LoFi'] },
]

const blocks = (M: number, N: number): Dataflow => {
  const [rows, columns] = [Math.ceil(M / grid.rows), Math.ceil(N / grid.columns)]
  return dataflow('a block for each core', [
    spatialMap(rows, rows, 'M'),
    cluster(grid.columns),
    spatialMap(columns, columns, 'N'),
  ])
}

/** The product with cores whose operands take no time, and with weights from DRAM for MACs that take none. */
const runsOf = ({ macs, bytes }: Mode, [M, K, N]: TenstorrentProduct): readonly Run[] => {
  const run = { layer: gemm({ M, N, K }), dataflow: blocks(M, N) }
  const pes = grid.rows * grid.columns
  const weights = { tensors: ['B'], bandwidth: memoryBandwidth / clock / bytes }
  return [
    { ...run, hardware: { pes, simd: macs, noc: { latency: 0 } } },
    {
      ...run,
      hardware: { pes, simd: M * K * N, noc: [{ latency: 0, channels: [weights] }, { latency: 0 }] },
    },
  ]
}

const longest = (estimates: readonly Estimate[]): number =>
  estimates.reduce((most, { runtime }) => Math.max(most, runtime), 0)

const rowOf = (mode: Mode, product: TenstorrentProduct): Row => {
  const [M, K, N, cycles] = product
  const name = `${mode.name} ${M} × ${K} × ${N}`
  return { layer: name, shape: name, published: cycles, runs: () => runsOf(mode, product), figure: longest }
}

export const tenstorrentP150: Source = {
  id: 'tenstorrent-p150',
  title: 'Tenstorrent Blackhole P150: cycles of matrix products',
  origin:
    'tenstorrent/tt-metal, tech_reports/GEMM_FLOPS/GEMM_FLOPS.md: ideal cycles over "Device Based Utilization" of the manually tuned products on P150 (13 × 10 cores, no trace); DRAM of 512 GB/s from docs.tenstorrent.com/aibs/blackhole/specifications',
  licence: 'Apache-2.0',
  kind: 'silicon',
  figure: 'cycles',
  quotable: true,
  reason: null,
  mapping:
    'Each of the 13 × 10 cores has a block of the outputs and adds up all of K. Weights come from DRAM meanwhile: a product takes as long as its MACs or as its weights, whichever is longer. Inputs and outputs are in the SRAM of the cores, as the report’s table says of smaller products; those of larger ones come from DRAM too, in less time than the MACs take. Block sizes inside a core are not published, so that the network between cores is unlimited.',
  documented: [],
  disclosures: [
    'Three of the five modes of the table. The cheaper a MAC, the larger the error: the model lacks the movement of data between cores, and the launch of a kernel.',
    'Of products with more than 2 · 10^10 MACs the mean error is 11.4 %; that subset was chosen by size, after the errors were seen.',
  ],
  rows: () => modes.flatMap((mode) => mode.products.map((product) => rowOf(mode, product))),
}
