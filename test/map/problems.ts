/** Small random problems whose mappings can all be enumerated. */
import {
  type Accelerator,
  conv2d,
  depthwiseConv2d,
  type EnergyTable,
  elementwise,
  fullyConnected,
  gemm,
  groupedConv2d,
  type Layer,
  layer,
  operator,
  pool2d,
  transposedConv2d,
} from '../../src/index'
import { checkLayer } from '../../src/operator/check-layer'
import type { Problem } from '../../src/operator/problem'
import { chance, pick, type Random } from '../support/generators/random'

export const contraction = operator({
  name: 'contraction',
  dimensions: ['I', 'J', 'K', 'L'],
  tensors: [
    { name: 'a', role: 'input', axes: [[{ dimension: 'I' }], [{ dimension: 'K' }], [{ dimension: 'L' }]] },
    { name: 'b', role: 'input', axes: [[{ dimension: 'K' }], [{ dimension: 'J' }]] },
    { name: 'c', role: 'input', axes: [[{ dimension: 'L' }], [{ dimension: 'J' }]] },
    { name: 'd', role: 'output', axes: [[{ dimension: 'I' }], [{ dimension: 'J' }]] },
  ],
})

export const twoOutputs = operator({
  name: 'two outputs',
  dimensions: ['P', 'Q', 'W'],
  tensors: [
    {
      name: 'in',
      role: 'input',
      axes: [
        [
          { dimension: 'P', coefficient: 2 },
          { dimension: 'W', coefficient: 3 },
        ],
      ],
    },
    { name: 'weight', role: 'input', axes: [[{ dimension: 'W' }]] },
    { name: 'one', role: 'output', axes: [[{ dimension: 'P' }]] },
    { name: 'two', role: 'output', axes: [[{ dimension: 'P' }], [{ dimension: 'Q' }]] },
  ],
})

/** A layer of a random kind with extents up to about so many. */
export const randomLayer = (random: Random, most: number): Layer => {
  const e = (limit = most): number => random(1, Math.min(most, limit))
  const stride = random(1, 2)
  const dilation = random(1, 2)
  switch (random(1, 12)) {
    case 1:
    case 2:
      return gemm({ M: e(), N: e(), K: e() })
    case 3:
    case 4:
      return conv2d({ K: e(), C: e(), R: e(3), S: e(2), "Y'": e(), "X'": e(), stride, dilation })
    case 5:
      return conv2d({ K: e(), C: e(), R: e(3), S: e(3), "Y'": e(), "X'": e(), stride: random(1, 3) })
    case 6:
      return depthwiseConv2d({ C: e(), R: e(3), S: e(3), "Y'": e(), "X'": e(), stride })
    case 7:
      return groupedConv2d({ G: e(3), K: e(3), C: e(3), R: e(3), S: 1, "Y'": e(), "X'": e(3), stride })
    case 8:
      return transposedConv2d({ K: e(), C: e(), R: e(3), S: e(2), Y: e(), X: e(3), stride })
    case 9:
      return pool2d({ C: e(), R: e(3), S: e(3), "Y'": e(), "X'": e(), stride })
    case 10:
      return chance(random, 50)
        ? elementwise({ N: e(3), C: e(), Y: e(), X: e() })
        : fullyConnected({ N: e(), K: e(), C: e() })
    case 11:
      return layer(contraction, { I: e(), J: e(), K: e(), L: e() })
    default:
      return layer(twoOutputs, { P: e(), Q: e(), W: e() })
  }
}

export const problemOf = (given: Layer): Problem => {
  const problem = checkLayer(given, [])
  if (problem === undefined) throw new Error('the layer is illegal')
  return problem
}

export const dimensionsOf = ({ dimensions, extents }: Problem) =>
  dimensions.map((name, i) => ({ name, extent: extents[i]! }))

/** A number of mappings without the orders, as a guard. */
export const roughSize = ({ extents }: Problem, pes: number): number =>
  extents.reduce((size, extent) => size * (extent > 1 ? (extent * (extent + 1)) / 1.2 : 1), pes * 4)

const table = {
  mac: 1,
  hop: 0.5,
  l1: { read: 1, write: 1.2 },
  clusters: { read: 2, write: 2.5 },
  l2: { read: 6, write: 7 },
  offchip: { read: 200, write: 210 },
}

const byCapacity = {
  ...table,
  l1: {
    read: {
      points: [
        [2, 0.5],
        [20, 2],
        [40, 1],
      ] as const,
    },
    write: 1.5,
  },
  clusters: {
    read: {
      points: [
        [4, 1],
        [60, 3],
      ] as const,
    },
    write: {
      points: [
        [4, 3],
        [60, 1],
      ] as const,
    },
  },
  l2: {
    read: 6,
    write: {
      points: [
        [10, 3],
        [300, 9],
      ] as const,
    },
  },
}

const perCycle = { static: { pe: 0.75, l1: 0.125, clusters: 0.25, l2: 0.0625 } }

/** An accelerator of few PEs for a layer that touches about so many elements. */
export const randomAccelerator = (random: Random, pes: number, elements: number): Accelerator => {
  const network = () => ({
    ...(chance(random, 80) ? { bandwidth: pick(random, [0.5, 1, 2, 3.5, 8]) } : {}),
    ...(chance(random, 60) ? { latency: random(0, 3) } : {}),
    ...(chance(random, 25) ? { multicast: false } : {}),
    ...(chance(random, 25) ? { reduction: false } : {}),
  })
  const capacity = (most: number) => ({ capacity: random(Math.min(4, most), Math.max(4, most)) })
  return {
    pes,
    noc: chance(random, 80) ? [network(), network()] : network(),
    ...(chance(random, 30) ? { simd: random(1, 4) } : {}),
    ...(chance(random, 60) ? { offchip: { bandwidth: pick(random, [0.5, 1, 4]) } } : {}),
    ...(chance(random, 50) ? { l1: capacity(Math.min(elements, 40)) } : {}),
    ...(chance(random, 50) ? { clusters: [capacity(Math.min(2 * elements, 120))] } : {}),
    ...(chance(random, 50) ? { l2: capacity(2 * elements) } : {}),
    ...(chance(random, 60) ? { overlap: pick(random, ['within-runs', 'across-runs', 'none'] as const) } : {}),
    ...(chance(random, 70)
      ? { energy: { ...(chance(random, 70) ? table : byCapacity), ...(chance(random, 30) ? perCycle : {}) } }
      : {}),
  }
}

const nothing = { read: 0, write: 0 }
export const free = { mac: 0, hop: 0, l1: nothing, clusters: nothing, l2: nothing, offchip: nothing }

/** The larger, the cheaper: the first price is not the least. */
const falling = {
  points: [
    [2, 3],
    [60, 1],
  ] as const,
}

/** Tables in which one kind of access costs. */
const singleCosts: readonly EnergyTable[] = [
  { ...free, mac: 1 },
  { ...free, hop: 1 },
  ...(['l1', 'clusters', 'l2'] as const).flatMap((buffer): readonly EnergyTable[] => [
    { ...free, [buffer]: { read: falling, write: 0 } },
    { ...free, [buffer]: { read: 0, write: falling } },
  ]),
  ...(['l1', 'clusters', 'l2', 'offchip'] as const).flatMap((buffer): readonly EnergyTable[] => [
    { ...free, [buffer]: { read: 1, write: 0 } },
    { ...free, [buffer]: { read: 0, write: 1 } },
  ]),
]

/** The same with one network that decides the runtime, and one kind of access that decides the energy: bounds of either show. */
export const withBottleneck = (random: Random, hardware: Accelerator): Accelerator => {
  const [outer = {}, inner = outer] = [hardware.noc ?? []].flat()
  const slow = { bandwidth: pick(random, [0.25, 0.5, 1]) }
  const fast = { bandwidth: 1e6 }
  const at = random(0, 3)
  return {
    ...hardware,
    noc: [
      { ...outer, ...(at === 0 ? slow : fast) },
      { ...inner, ...(at === 1 ? slow : fast) },
    ],
    offchip: { bandwidth: at === 2 ? 0.25 : 1e6 },
    energy: pick(random, singleCosts),
  }
}

/** Of one feature each, beyond the plain machine: what the layer and the accelerator say. */
type Feature = (
  random: Random,
  names: readonly string[],
  noc: readonly object[],
) => { readonly layer?: object; readonly hardware?: object }

const oneOf = (random: Random, names: readonly string[]): string => pick(random, [...names, 'inputs'])

const features: readonly Feature[] = [
  (random, _, noc) => ({ hardware: { noc: noc.map((each) => ({ ...each, skew: random(0, 3) })) } }),
  (_, __, noc) => ({ hardware: { noc: noc.map((each) => ({ ...each, port: 'shared' })) } }),
  (random, names, noc) => ({
    hardware: {
      noc: noc.map((each) => ({
        ...each,
        channels: [{ tensors: [oneOf(random, names)], bandwidth: pick(random, [0.5, 1, 2]) }],
      })),
    },
  }),
  (random, names) => ({ hardware: { precision: { [oneOf(random, names)]: pick(random, [2, 4, 16]) } } }),
  (random, names) => ({ layer: { precision: { [oneOf(random, names)]: pick(random, [2, 4, 16]) } } }),
  (random, names) => ({
    hardware: { l2: { capacity: random(8, 200), bypass: [oneOf(random, names)] } },
  }),
  (random, names) => ({
    hardware: { l1: { capacity: random(4, 60), keep: { [oneOf(random, names)]: false } } },
  }),
  (random, names) => ({
    hardware: { clusters: { capacity: random(8, 90), keep: { [oneOf(random, names)]: false } } },
  }),
  (random, names) => ({
    hardware: { l2: { capacity: random(8, 200), contiguous: [oneOf(random, names)] } },
  }),
  (random, names) => ({
    layer: { density: { [oneOf(random, names)]: random(1, 9) / 10 } },
    hardware: { sparse: { [pick(random, ['gate', 'skip'])]: [oneOf(random, names)] } },
  }),
]

/** A layer whose tensors have widths: all the same one, or each its own, sums of other widths than what is complete. */
export const withWidths = (random: Random, layer: Layer): Layer => {
  const width = (): number => pick(random, [2, 4, 4.25, 8, 12, 16, 32])
  const final = width()
  const outputs = { final, partial: final + pick(random, [0, 8, 16]) }
  return { ...layer, precision: chance(random, 40) ? width() : { inputs: width(), outputs } }
}

/** Buffers with widths of their own for inputs, some of them. */
export const withBufferWidths = (
  random: Random,
  { l1, clusters, l2, offchip, ...others }: Accelerator,
): Accelerator => {
  const wide = <Buffer extends object>(buffer: Buffer | undefined) => ({
    ...buffer,
    ...(chance(random, 50) ? { precision: { inputs: pick(random, [2, 4, 8, 16]) } } : {}),
  })
  const [cluster] = clusters === undefined ? [] : [clusters].flat()
  return { ...others, l1: wide(l1), clusters: [wide(cluster)], l2: wide(l2), offchip: wide(offchip) }
}

/** The same with something said of its tensors or networks for which no bounds of traffic are derived. */
export const withFeature = (
  random: Random,
  layer: Layer,
  hardware: Accelerator,
): { readonly layer: Layer; readonly hardware: Accelerator } => {
  const names = problemOf(layer).tensors.flatMap(({ name, role }) => (role === 'input' ? [name] : []))
  const noc = [hardware.noc ?? []].flat()
  const more = pick(random, features)(random, names, noc)
  return { layer: { ...layer, ...more.layer }, hardware: { ...hardware, ...more.hardware } }
}
