/** Layers that look the same when loops are exchanged: half of their mappings are searched. */
import { describe, expect, it } from 'vitest'
import { conv2d, depthwiseConv2d, elementwise, gemm, type Layer, orThrow } from '../../src/index'
import { type MapObjective, map } from '../../src/map'
import { loopsOf } from '../../src/map/loops'
import { mirrorOf } from '../../src/map/mirror'
import { orderClasses } from '../../src/map/order-class'
import { frontDifferences, isNear } from './front'
import { problemOf } from './problems'

const exchanged = (layer: Layer): readonly string[] => {
  const loops = loopsOf(problemOf(layer))
  const mirror = mirrorOf(loops, orderClasses(loops))
  return mirror === null
    ? []
    : mirror.loops.flatMap((to, loop) => (to > loop ? [`${loops.names[loop]} ${loops.names[to]}`] : []))
}

const sides = { K: 4, C: 3, "Y'": 6, "X'": 6 }

describe('what is exchanged', () => {
  it.each([
    ['rows and columns of a square convolution', conv2d({ ...sides, R: 3, S: 3 }), ['R S', "Y' X'"]],
    ['rows and columns without a filter', conv2d({ ...sides, R: 1, S: 1 }), ["Y' X'"]],
    [
      'rows and columns of each channel',
      depthwiseConv2d({ C: 4, R: 2, S: 2, "Y'": 5, "X'": 5 }),
      ['R S', "Y' X'"],
    ],
    ['both operands of a product', gemm({ M: 8, N: 8, K: 5 }), ['M N']],
    ['nothing with other strides', conv2d({ ...sides, R: 3, S: 3, stride: { y: 2, x: 1 } }), []],
    ['nothing with other filters', conv2d({ ...sides, R: 3, S: 1 }), []],
    ['nothing of a product of other shapes', gemm({ M: 8, N: 7, K: 5 }), []],
    ['nothing that only shares an extent', gemm({ M: 8, N: 7, K: 8 }), []],
    ['nothing of tensors that are alike', elementwise({ N: 1, C: 4, Y: 5, X: 6 }), []],
  ] as const)('is %s', (_, layer, expected) => {
    expect(exchanged(layer)).toEqual(expected)
  })
})

const hardware = {
  pes: 6,
  l1: { capacity: 40 },
  clusters: [{ capacity: 200 }],
  l2: { capacity: 500 },
  noc: [{ bandwidth: 4 }, { bandwidth: 2, latency: 2 }],
  offchip: { bandwidth: 2 },
}

const objectives: readonly MapObjective[] = ['runtime', 'energy', 'edp', 'pareto']

describe.each([
  ['a convolution', conv2d({ K: 2, C: 2, R: 2, S: 2, "Y'": 3, "X'": 3 })],
  ['a product', gemm({ M: 12, N: 12, K: 7 })],
] as const)('a search of %s', (_, layer) => {
  it.each(objectives)('answers the same %s with and without it', (objective) => {
    const half = orThrow(map({ layer, hardware, objective }, { gap: 0 }))
    const whole = orThrow(map({ layer, hardware, objective }, { gap: 0, without: ['symmetry'] }))
    expect([half.proven, whole.proven]).toEqual([true, true])
    if (objective === 'pareto') expect(frontDifferences(half.front, whole.front)).toEqual([])
    else expect(isNear(half.best![objective], whole.best![objective])).toBe(true)
    expect(half.counts.nodes).toBeLessThanOrEqual(whole.counts.nodes)
    const closed = Object.values(half.counts.closed).reduce((sum, each) => sum + BigInt(each), 0n)
    expect(String(closed)).toBe(half.counts.mappings)
  })
})
