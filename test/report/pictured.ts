/** The pictures that tests draw, from small and known inputs. */
import { fuse, occupancyOf } from '../../src/fusion'
import {
  accelerator,
  cluster,
  dataflow,
  estimate,
  estimateNetwork,
  gemm,
  orThrow,
  spatialMap,
  sz,
  temporalMap,
} from '../../src/index'
import type { MapProgress } from '../../src/map'
import {
  arraySpec,
  comparisonSpec,
  energySpec,
  gapSpec,
  mappingSpec,
  mappingView,
  occupancySpec,
  paretoSpec,
  rooflineSpec,
  type TokenRate,
  tokensSpec,
  trafficSpec,
  type VegaLiteSpec,
  validationErrorsSpec,
  validationSpec,
} from '../../src/report'
import type { Validation } from '../../src/validation'
import { conv3, product, rows, tight } from './subjects'

const channels = dataflow('KC', [
  spatialMap(1, 1, 'K'),
  temporalMap(sz('R'), 1, 'Y'),
  temporalMap(1, 1, "X'"),
  cluster(16),
  spatialMap(1, 1, 'C'),
])
const kernels = dataflow('K', [spatialMap(1, 1, 'K'), temporalMap(4, 4, 'C'), temporalMap(1, 1, "Y'")])

export const hardware = accelerator({
  ...tight,
  energy: { clusters: { read: 3, write: 3 }, hop: 0.5, offchip: { read: 100, write: 100 } },
})
const layers = [
  conv3,
  { ...conv3, name: 'again' },
  { ...conv3, name: '', sizes: { ...conv3.sizes, K: 8, C: 8 } },
]
const estimates = layers.map((layer) => orThrow(estimate(layer, channels, hardware)))
const one = orThrow(estimate(conv3, channels, hardware))
const networks = [channels, kernels].map((flow) => ({
  name: flow.name,
  network: orThrow(estimateNetwork(layers, flow, hardware)),
}))
const whole = orThrow(estimateNetwork(layers, [kernels, channels], hardware, { misfits: 'allow' }))
/** The second layer has no estimate. */
export const partial = orThrow(
  estimateNetwork([conv3, gemm({ M: 1, N: 1, K: 1, name: 'product' }), ...layers], channels, hardware),
)
const front = [
  {
    index: 3,
    pes: 64,
    bandwidth: 4,
    parameters: { tileC: 16 },
    runtime: 9000,
    energy: 500,
    utilization: 0.9,
    area: null,
  },
  {
    index: 7,
    pes: 128,
    bandwidth: 8,
    parameters: { tileC: 32 },
    runtime: 5000,
    energy: 700,
    utilization: 0.8,
    area: null,
  },
  {
    index: 9,
    pes: 256,
    bandwidth: 8,
    parameters: { tileC: 32 },
    runtime: 1000,
    energy: 900,
    utilization: 0.7,
    area: null,
  },
]

/** A search that ends with a proof, by its counts alone. */
const searched = [
  { nodes: 20, gap: null },
  { nodes: 40, gap: 0.8 },
  { nodes: 400, gap: 0.05 },
  { nodes: 4000, gap: 0.0007 },
  { nodes: 5000, gap: 0 },
].map(({ nodes, gap }): MapProgress => {
  const closed = { bound: '0', capacity: '0', symmetry: '0', estimate: '0' }
  const counts = { mappings: '1000000', nodes, bounds: 2 * nodes, estimates: nodes / 20, closed }
  const nothing = { best: null, top: [], front: [], lower: null, why: null, warnings: [] }
  const asked = { gap: 0, top: 1 }
  return {
    done: nodes,
    mapping: { objective: 'edp', asked, ...nothing, gap, proven: gap === 0, counts },
  }
})

const fused = fuse([gemm({ M: 8, N: 8, K: 4, name: 'up' }), gemm({ M: 8, N: 4, K: 8, name: 'down' })], {
  tile: { M: 2, N: 2 },
})
const small = accelerator({ pes: 4, l2: { capacity: 100 } })

/** Two accelerators in both phases. */
export const rates: readonly TokenRate[] = (['fast', 'slow'] as const).flatMap((accelerator, machine) =>
  [16, 4].flatMap((bits) =>
    [512, 2048].flatMap((context): readonly TokenRate[] => {
      const about = { accelerator, bits, context }
      const tokensPerSecond = 320_000 / (bits * context * (1 + 9 * machine))
      return [
        { ...about, phase: 'decode', batch: 1, tokensPerSecond },
        { ...about, phase: 'decode', batch: 8, tokensPerSecond: 6 * tokensPerSecond },
        { ...about, phase: 'prefill', batch: 1, tokensPerSecond: 50 * tokensPerSecond },
      ]
    }),
  ),
)

const comparedWith = (published: number, ours: number, shape: string) => ({
  layer: shape,
  shape,
  published,
  ours,
  error: ours / published - 1,
})
const ofSource = {
  origin: 'here',
  quotable: true,
  reason: null,
  other: null,
  n: 2,
  mean: 0,
  median: 0,
  worst: 0,
  bias: 0,
}
const chip = { ...ofSource, source: 'eyeriss-alexnet', title: 'A chip', figure: 'cycles' } as const

/** A chip in both variants, with a shape that was measured twice, and a design that is far off. */
export const validations: readonly Validation[] = [
  {
    ...chip,
    variant: 'as is',
    rows: [comparedWith(100, 98, 'a'), comparedWith(100, 112, 'a'), comparedWith(2000, 1500, 'b')],
  },
  { ...chip, variant: 'as documented', rows: [comparedWith(100, 100, 'a'), comparedWith(2000, 1990, 'b')] },
  {
    ...ofSource,
    source: 'tpu-v1',
    title: 'A design',
    figure: 'accesses',
    variant: 'as is',
    rows: [comparedWith(5, 15, 'c'), comparedWith(0, 3, 'd'), comparedWith(8, 0, 'e')],
  },
]

/** Every kind of picture, also of nothing. */
export const pictures: Readonly<Record<string, VegaLiteSpec>> = {
  roofline: rooflineSpec(estimates, hardware),
  'roofline-network': rooflineSpec(estimates, hardware, { of: 'network' }),
  'roofline-empty': rooflineSpec([], { pes: 1 }),
  energy: energySpec(one),
  traffic: trafficSpec(one),
  'traffic-in-bits': trafficSpec({
    layer: { ...product, precision: { A: 4, C: { partial: 32, final: 8 } } },
    dataflow: rows,
    hardware: { ...tight, l1: { precision: { A: 16 } } },
  }),
  'energy-of-network': energySpec(whole),
  'energy-of-part': energySpec(partial),
  'traffic-of-network': trafficSpec(partial),
  'roofline-of-network': rooflineSpec(partial, hardware),
  comparison: comparisonSpec(networks),
  'comparison-energy': comparisonSpec(networks, { of: 'energy' }),
  'comparison-empty': comparisonSpec([]),
  pareto: paretoSpec(front),
  'pareto-utilization': paretoSpec(front, { x: 'utilization', y: 'runtime' }),
  'pareto-projection': paretoSpec(
    {
      front: [...front, { runtime: 9500, energy: 600, fits: true }],
      best: { runtime: null, energy: null, area: null },
    },
    { budget: { runtime: 12_000, energy: 1000 }, title: 'Designs of a layer' },
  ),
  'pareto-empty': paretoSpec([]),
  gap: gapSpec(searched),
  'gap-open': gapSpec(searched.slice(0, 3)),
  'gap-empty': gapSpec([]),
  occupancy: occupancySpec(orThrow(occupancyOf(fused, rows, small))),
  tokens: tokensSpec(rates),
  'tokens-one': tokensSpec(rates.slice(0, 1)),
  'tokens-empty': tokensSpec([]),
  validation: validationSpec(validations),
  'validation-empty': validationSpec([]),
  'validation-errors': validationErrorsSpec(validations.slice(0, 2)),
  array: arraySpec(
    orThrow(mappingView(product, rows, { pes: 6, units: { count: 6 }, steps: { from: 6, count: 1 } })),
  ),
  'array-of-clusters': arraySpec(orThrow(mappingView(conv3, channels, { pes: 64, units: { count: 64 } }))),
  mapping: mappingSpec(orThrow(mappingView(product, rows, { pes: 6, steps: { from: 4, count: 4 } }))),
}
