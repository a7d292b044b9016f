/** ZigZag: a matrix product on 8 × 8 × 8 MACs around one memory. */
import type { Estimate, LevelTensor } from '../../cost/estimate-type'
import { cluster, dataflow, spatialMap, temporalMap } from '../../dataflow/directive'
import { gemm } from '../../operator/make-layer'
import { type Row, type Run, type Source, totalRuntime } from '../source'

/** Rows and columns of sums, 8 × 8, and 8 products that are added up for each. */
const run: Run = {
  layer: gemm({ M: 128, N: 128, K: 128, name: '128 × 128 × 128' }),
  dataflow: dataflow('8 × 8 × 8', [
    temporalMap(8, 8, 'M'),
    temporalMap(8, 8, 'K'),
    temporalMap(8, 8, 'N'),
    cluster(8),
    spatialMap(1, 1, 'M'),
    cluster(8),
    spatialMap(1, 1, 'N'),
    cluster(8),
    spatialMap(1, 1, 'K'),
  ]),
  hardware: { pes: 512, noc: { latency: 0 } },
}

const movedBy = (estimates: readonly Estimate[], tensor: string, figure: keyof LevelTensor): number =>
  estimates.reduce((sum, { levels }) => sum + (levels[0]?.tensors[tensor]?.[figure] ?? 0), 0)

/** Sums of 32 bits that a port of 2,048 bits moves in a cycle. */
const portSums = 64

/** The port of sums reads those that are there, and writes the new ones. */
const portCycles = (estimates: readonly Estimate[]): number =>
  (movedBy(estimates, 'C', 'egress') + movedBy(estimates, 'C', 'accumulations')) / portSums

const cyclesRow: Row = {
  layer: run.layer.name,
  shape: run.layer.name,
  published: 8191,
  runs: () => [run],
  figure: (estimates, variant) =>
    variant === 'as is' ? totalRuntime(estimates) : Math.max(totalRuntime(estimates), portCycles(estimates)),
}

const accessRow = (tensor: string, figure: keyof LevelTensor, published: number): Row => ({
  layer: `${run.layer.name}: ${tensor}`,
  shape: tensor,
  published,
  runs: () => [run],
  figure: (estimates) => movedBy(estimates, tensor, figure),
})

const description = {
  origin: 'KULeuven-MICAS/zigzag@3d12a96, tests/main/test_gemm_l1.py, for inputs/hardware/gemm_l1.yaml',
  licence: 'MIT',
  kind: 'model',
  quotable: true,
  reason: null,
  mapping:
    'inputs/mapping/gemm_l1.yaml spreads all three dimensions by 8. Its order of loops keeps a tile of inputs while the columns of the product pass.',
} as const

export const zigzagGemm: Source = {
  ...description,
  id: 'zigzag-gemm',
  title: 'ZigZag: cycles of a matrix product',
  figure: 'cycles',
  documented: [
    'Sums are read and written through one port of 2,048 bits: gemm_l1.yaml, rw_port_3. The time of the port is the estimate’s accesses over its width, because the networks of this model charge no time to sums that are read to be added to.',
  ],
  disclosures: [
    'One figure is not a statistic. As documented it is 255 cycles too low: ZigZag reads sums on their first use as well, which takes the port 256 cycles.',
  ],
  rows: () => [cyclesRow],
}

export const zigzagGemmAccesses: Source = {
  ...description,
  id: 'zigzag-gemm-accesses',
  title: 'ZigZag: accesses of a matrix product',
  figure: 'accesses',
  documented: [],
  disclosures: [],
  rows: () => [
    accessRow('A', 'ingress', 16_384),
    accessRow('B', 'ingress', 262_144),
    accessRow('C', 'egress', 262_144),
  ],
}
