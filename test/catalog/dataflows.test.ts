import { describe, expect, test } from 'vitest'
import { paperDataflows, paperNotation } from '../../src/catalog'
import { conv2d, estimate, gemm, type Layer } from '../../src/index'
import { figures, hardware, layers, strideOf } from './family'

const both = (layer: Layer, i: number) =>
  [estimate(layer, paperDataflows[i]!, hardware), estimate(layer, paperNotation[i]!, hardware)] as const

describe.each(paperDataflows.map(({ name }, i) => [name, i] as const))('%s', (name, i) => {
  test('serves every layer of the convolution family', () => {
    for (const layer of layers)
      expect([layer.name, estimate(layer, paperDataflows[i]!, hardware)._tag]).toEqual([layer.name, 'Right'])
  })

  test("gives the same figures in the paper's notation wherever both are legal", () => {
    let compared = 0
    for (const layer of layers) {
      const [ours, papers] = both(layer, i)
      if (ours._tag === 'Left' || papers._tag === 'Left') continue
      // Eight columns of a strided layer hold fewer than eight outputs: only YX-P says something else there.
      if (name === 'YX-P' && strideOf(layer) > 1) continue
      compared += 1
      expect(figures(papers.right), layer.name).toEqual(figures(ours.right))
    }
    expect(compared).toBeGreaterThan(60)
  })
})

test('on a strided layer the columns of YX-P in the paper’s notation hold half the outputs', () => {
  const strided = conv2d({ K: 8, C: 8, R: 3, S: 3, Y: 57, X: 57, stride: 2 })
  const [ours, papers] = both(strided, 2)
  if (ours._tag === 'Left' || papers._tag === 'Left') throw new Error('both are legal')
  expect(ours.right.levels[1]!.activeUnitSteps / ours.right.levels[1]!.steps).toBe(7)
  expect(papers.right.levels[1]!.activeUnitSteps / papers.right.levels[1]!.steps).toBe(4)
})

test('a matrix product has dimensions of its own', () => {
  expect(estimate(gemm({ M: 4, N: 4, K: 4 }), paperDataflows[0]!, hardware)._tag).toBe('Left')
})
