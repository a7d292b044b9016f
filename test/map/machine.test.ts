/** What accelerators and layers say beyond the plain model: there the general bounds count, and the answers stay exact. */
import { expect, it } from 'vitest'
import { type Accelerator, conv2d, estimate, gemm, type Layer, orThrow, prepare } from '../../src/index'
import { map } from '../../src/map'
import { enumerateMappings, plainDataflow } from './enumerate'
import { dimensionsOf, problemOf } from './problems'

const plain: Accelerator = {
  pes: 2,
  l1: { capacity: 24 },
  clusters: [{ capacity: 40 }],
  l2: { capacity: 60 },
  noc: [{ bandwidth: 2 }, { bandwidth: 1, latency: 2 }],
  offchip: { bandwidth: 1 },
}

const layer = gemm({ M: 3, N: 2, K: 2 })

/** Of every other column a window of one: between two windows there is a hole. */
const strided = conv2d({ K: 2, C: 2, R: 1, S: 1, Y: 1, X: 7, stride: 2 })

const cases: readonly (readonly [string, Layer, Accelerator])[] = [
  ['skew', layer, { ...plain, noc: [{ bandwidth: 2, skew: 1 }, { skew: 3 }] }],
  ['a shared port', layer, { ...plain, noc: { bandwidth: 1, port: 'shared' } }],
  ['channels', layer, { ...plain, noc: { bandwidth: 2, channels: [{ tensors: ['A'], bandwidth: 1 }] } }],
  ['widths', layer, { ...plain, precision: { A: 4, outputs: { partial: 32, final: 8 } } }],
  [
    'widths of buffers',
    { ...layer, precision: { A: 16 } } as Layer,
    { ...plain, clusters: [{ capacity: 40, precision: { A: 2, B: 4 } }] },
  ],
  ['widths of a layer', { ...layer, precision: { B: 16 } } as Layer, plain],
  [
    'buffers that keep nothing',
    layer,
    { ...plain, clusters: [{ capacity: 40, keep: { A: false } }], l1: { keep: false } },
  ],
  ['whole intervals', strided, { ...plain, l2: { capacity: 30, contiguous: ['inputs'] } }],
  ['bypass', layer, { ...plain, l2: { capacity: 30, bypass: ['A'] } }],
  [
    'sparsity',
    { ...layer, density: { A: 0.5, B: { n: 1, m: 2, along: 'K' } } } as Layer,
    { ...plain, sparse: { gate: ['A'], skip: ['B'] } },
  ],
  [
    'static energy',
    layer,
    { ...plain, energy: { static: { pe: 3, l1: 0.1, clusters: 0.2, l2: 0.5 } } } as unknown as Accelerator, // a part of a table
  ],
]

it.each(cases)('is the best of all mappings with %s', (_, given, hardware) => {
  const dimensions = dimensionsOf(problemOf(given))
  const totals = orThrow(prepare(given, hardware))
  const costs = [...enumerateMappings(dimensions, hardware.pes)].flatMap((mapping) => {
    const each = totals(plainDataflow(mapping, dimensions))
    return each._tag === 'Right' && each.right.fits ? [each.right] : []
  })
  expect(costs.length).toBeGreaterThan(10)
  for (const objective of ['runtime', 'energy', 'edp'] as const) {
    const { best, proven } = orThrow(map({ layer: given, hardware, objective }, { gap: 0 }))
    const least = Math.min(...costs.map((each) => each[objective]))
    expect(proven).toBe(true)
    expect(best?.[objective]).toBeCloseTo(least, 6)
    expect(orThrow(estimate(given, best!.dataflow, hardware)).runtime).toBe(best!.runtime)
  }
})

it('is proven as soon where all tensors have the same width as where nothing is said of it', () => {
  const product = gemm({ M: 64, N: 48, K: 80 })
  const words = orThrow(map({ layer: product, hardware: plain, objective: 'runtime' }, { gap: 0 }))
  // Half as wide, with half the capacities and bandwidths: the same in elements.
  const halved: Accelerator = {
    pes: 2,
    l1: { capacity: 12 },
    clusters: [{ capacity: 20 }],
    l2: { capacity: 30 },
    noc: [{ bandwidth: 1 }, { bandwidth: 0.5, latency: 2 }],
    offchip: { bandwidth: 0.5 },
  }
  const narrow = orThrow(
    map({ layer: { ...product, precision: 4 }, hardware: halved, objective: 'runtime' }, { gap: 0 }),
  )
  expect(words.proven).toBe(true)
  expect(narrow.proven).toBe(true)
  expect(narrow.best?.runtime).toBe(words.best?.runtime)
  expect(narrow.counts.nodes).toBeLessThanOrEqual(2 * words.counts.nodes)
})
