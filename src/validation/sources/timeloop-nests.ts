/** Timeloop's example designs: accesses and cycles of four loop nests. */

import type { Estimate, LevelTensor } from '../../cost/estimate-type'
import { cluster, type Directive, dataflow, spatialMap, temporalMap } from '../../dataflow/directive'
import { conv2d } from '../../operator/make-layer'
import { type Row, type Run, type Source, totalRuntime } from '../source'

/** Level 0 is DRAM's loops; the last number is the level whose tensor is counted. */
type Count = readonly [
  name: string,
  published: number,
  figure: 'ingress' | 'fills' | 'egress' | 'evictions',
  tensor: 'input' | 'filter' | 'output',
  level: number,
]

type Design = {
  readonly name: string
  readonly pes: number
  readonly cycles: number
  readonly directives: readonly Directive[]
  readonly counts: readonly Count[]
}

const steps = (size: number, dimension: string): Directive => temporalMap(size, size, dimension)

/** The layer that all four designs run. */
const layer = conv2d({ K: 32, C: 3, R: 3, S: 3, "Y'": 112, "X'": 112, stride: 2, name: 'default problem' })

/** A PE works on 3 rows of a filter and 8 filters; a column of 9 PEs has channels and columns of the filter. */
const eyerissLike: Design = {
  name: 'eyeriss_like',
  pes: 126,
  cycles: 86_016,
  directives: [
    steps(14, "Y'"),
    steps(56, "X'"),
    steps(8, 'K'),
    cluster(1),
    steps(1, "Y'"),
    steps(14, "X'"),
    cluster(14),
    spatialMap(1, 1, "X'"),
    cluster(3),
    spatialMap(1, 1, 'C'),
    cluster(3),
    spatialMap(1, 1, 'S'),
  ],
  counts: [
    ['sums that PEs hand on', 3_612_672, 'evictions', 'output', 4],
    ['weights written into PEs', 193_536, 'fills', 'filter', 4],
    ['inputs written into PEs', 1_354_752, 'fills', 'input', 4],
    ['inputs written into the shared buffer', 157_296, 'fills', 'input', 0],
    ['outputs written into the shared buffer', 401_408, 'egress', 'output', 1],
    ['weights read from DRAM', 13_824, 'ingress', 'filter', 0],
    ['inputs read from the shared buffer, for each PE', 1_354_752, 'fills', 'input', 4],
  ],
}

/** 4 groups of 3 PEs, for filters and channels; a PE keeps a weight while 112 outputs pass. */
const weightStationary: Design = {
  name: 'simple_weight_stationary',
  pes: 12,
  cycles: 903_168,
  directives: [
    steps(8, "X'"),
    cluster(1),
    steps(1, 'S'),
    steps(56, "Y'"),
    steps(4, 'K'),
    cluster(4),
    spatialMap(1, 1, 'K'),
    cluster(3),
    spatialMap(1, 1, 'C'),
    steps(1, 'R'),
    steps(4, "X'"),
    steps(28, "Y'"),
  ],
  counts: [
    ['sums that PEs hand on', 10_838_016, 'evictions', 'output', 3],
    ['weights written into PEs', 24_192, 'fills', 'filter', 3],
    ['weights read from the shared buffer', 24_192, 'ingress', 'filter', 1],
    ['inputs read from DRAM', 151_875, 'ingress', 'input', 0],
    ['weights read from DRAM', 864, 'ingress', 'filter', 0],
    ['sums written into the shared buffer', 3_612_672, 'egress', 'output', 3],
  ],
}

/** 3 × 4 PEs for channels and filters, each with 4 lanes of filters. */
const simbaLike: Design = {
  name: 'simba_like',
  pes: 48,
  cycles: 225_792,
  directives: [
    steps(4, "X'"),
    cluster(1),
    steps(28, "Y'"),
    cluster(4),
    spatialMap(8, 8, 'K'),
    cluster(3),
    spatialMap(1, 1, 'C'),
    steps(1, "X'"),
    cluster(4),
    spatialMap(2, 2, 'K'),
    steps(1, 'R'),
    steps(7, "Y'"),
    steps(1, 'S'),
  ],
  counts: [
    ['inputs read from DRAM', 151_875, 'ingress', 'input', 0],
    ['weights read from DRAM', 864, 'ingress', 'filter', 0],
    ['outputs written into DRAM', 401_408, 'egress', 'output', 0],
  ],
}

/** 16 PEs for filters; a PE keeps 56 outputs, and a weight while 14 of them pass. */
const outputStationary: Design = {
  name: 'simple_output_stationary',
  pes: 16,
  cycles: 677_376,
  directives: [
    steps(56, "Y'"),
    steps(14, "X'"),
    steps(16, 'K'),
    cluster(1),
    steps(1, "X'"),
    steps(1, 'R'),
    cluster(16),
    spatialMap(1, 1, 'K'),
    steps(1, 'C'),
    steps(14, "Y'"),
    steps(1, 'S'),
  ],
  counts: [
    ['inputs read from DRAM', 157_296, 'ingress', 'input', 0],
    ['weights read from DRAM', 13_824, 'ingress', 'filter', 0],
    ['outputs written into DRAM', 401_408, 'egress', 'output', 0],
    ['weights read from the shared buffer', 774_144, 'ingress', 'filter', 2],
    ['weights written into PEs', 774_144, 'fills', 'filter', 2],
  ],
}

const designs: readonly Design[] = [eyerissLike, weightStationary, simbaLike, outputStationary]

const runOf = ({ name, pes, directives }: Design): Run => ({
  layer,
  dataflow: dataflow(name, directives),
  hardware: { pes, noc: { latency: 0 } },
})

const countOf = (estimates: readonly Estimate[], [, , figure, tensor, level]: Count): number =>
  estimates.reduce((sum, { levels }) => {
    const moved: LevelTensor | undefined = levels[level]?.tensors[tensor]
    return sum + (moved?.[figure] ?? 0)
  }, 0)

const countRows = (design: Design): readonly Row[] =>
  design.counts.map((count) => ({
    layer: `${design.name}: ${count[0]}`,
    shape: `${design.name}: ${count[0]}`,
    published: count[1],
    runs: () => [runOf(design)],
    figure: (estimates) => countOf(estimates, count),
  }))

const cyclesRow = (design: Design): Row => ({
  layer: design.name,
  shape: design.name,
  published: design.cycles,
  runs: () => [runOf(design)],
  figure: totalRuntime,
})

const description = {
  origin:
    'Accelergy-Project/timeloop-accelergy-exercises@2d55108, example_designs/*/ref_outputs/default_problem, timeloop-mapper.map.txt and .stats.txt',
  licence: 'MIT',
  kind: 'model',
  quotable: true,
  reason: null,
  mapping:
    'Each design has its loop nest, which is written as directives loop by loop: DRAM’s loops are level 0, those of the shared buffer level 1, and the loops of registers and scratchpads are steps of a PE. A PE holds the tile of a step.',
  documented: [],
} as const

export const timeloopNests: Source = {
  ...description,
  id: 'timeloop-nests',
  title: 'Timeloop: accesses of four example designs',
  figure: 'accesses',
  disclosures: [
    'In a first run 15 of the 21 counts were equal. Four were then encoded again, by the files: the level that holds the weights’ scratchpad, no adder tree, a scratchpad that is bypassed, and no multicast to a part of the PEs.',
    'The two that remain are Timeloop’s rule for halos. Where loops over rows and over columns step at one level, it loads whole tiles of 3 · 29 · 113 inputs again in each of the 16 steps: 157,296. This model keeps the elements that neighbouring tiles share.',
  ],
  rows: () => designs.flatMap(countRows),
}

export const timeloopNestsCycles: Source = {
  ...description,
  id: 'timeloop-nests-cycles',
  title: 'Timeloop: cycles of four example designs',
  figure: 'cycles',
  disclosures: [],
  rows: () => designs.map(cyclesRow),
}
