/** Loop nests as text in the manner of C: the text is run, and does every MAC of the layer once. */
import { describe, expect, it } from 'vitest'
import { conv2d, dataflow, gemm, orThrow, spatialMap, temporalMap } from '../../src/index'
import { fromLoopNest, printLoopNest, toLoopNest } from '../../src/notation'
import { firstSeed } from '../support/generators/bulk'
import { randomLayer } from '../support/generators/layers'
import { simulable } from '../support/generators/problems'
import { seeded } from '../support/generators/random'
import { randomNest } from './loop-nest-support'

/** The points that the text visits, in its order: its loops as JavaScript, its MAC as a note of the indices. */
const visited = (text: string, names: readonly string[]): readonly string[] => {
  const points: string[] = []
  const indices = names.map((name) => name.replace(/'/g, 'out')).join(', ')
  const code = text
    .replace(/parallel_for/g, 'for')
    .replace(/const int/g, 'const')
    .replace(/\bint\b/g, 'let')
    .replace(/^.*\+=.*;$/m, `note([${indices}])`)
    .replace(/^.*\+=.*;$/gm, '')
  new Function('note', code)((point: readonly number[]) => points.push(point.join(' ')))
  return points
}

const allPoints = (extents: readonly number[]): readonly string[] =>
  extents
    .reduce<readonly (readonly number[])[]>(
      (points, extent) => points.flatMap((point) => Array.from({ length: extent }, (_, i) => [...point, i])),
      [[]],
    )
    .map((point) => point.join(' '))

describe('the text of a loop nest', () => {
  it('visits every point once', () => {
    for (let seed = firstSeed; seed < firstSeed + 60; seed += 1) {
      const random = seeded(seed)
      const subject = randomLayer(random, { ...simulable, extent: 12 })
      const nest = randomNest(random, subject)
      const names = Object.keys(subject.extents)
      const points = visited(orThrow(printLoopNest(subject.layer, nest)), names)
      expect([...points].sort(), `seed ${seed}`).toEqual(
        [...allPoints(Object.values(subject.extents))].sort(),
      )
    }
  })

  it('visits them in the order of the nest', () => {
    const product = gemm({ M: 4, N: 2, K: 2 })
    const nest = {
      name: 'order',
      levels: [{ temporal: { factors: { M: 2, N: 2 }, permutation: ['N', 'M'] } }],
      tile: { M: 2, K: 2 },
    }
    expect(visited(orThrow(printLoopNest(product, nest)), ['N', 'M', 'K']).slice(0, 5)).toEqual([
      '0 0 0',
      '0 0 1',
      '0 1 0',
      '0 1 1',
      '0 2 0',
    ])
  })

  it('names storages, strides and outputs', () => {
    const layer = conv2d({ K: 4, C: 2, R: 3, S: 3, "Y'": 4, "X'": 4, stride: 2 })
    const flow = dataflow('K', [spatialMap(1, 1, 'K'), temporalMap(1, 1, "Y'")])
    const nest = orThrow(toLoopNest(layer, flow, { pes: 4, targets: ['GlobalBuffer'] }))
    expect(orThrow(printLoopNest(layer, nest))).toBe(`// GlobalBuffer
for (int Yout_0 = 0; Yout_0 < 4; Yout_0++)
  parallel_for (int K_0 = 0; K_0 < 4; K_0++)
    // PE
    for (int C_0 = 0; C_0 < 2; C_0++)
      for (int R_0 = 0; R_0 < 3; R_0++)
        for (int S_0 = 0; S_0 < 3; S_0++)
          for (int Xout_0 = 0; Xout_0 < 4; Xout_0++) {
            const int N = 0;
            const int K = K_0;
            const int C = C_0;
            const int R = R_0;
            const int S = S_0;
            const int Yout = Yout_0;
            const int Xout = Xout_0;
            output[N][K][Yout][Xout] += input[N][C][2 * Yout + R][2 * Xout + S] * filter[K][C][R][S];
          }
`)
  })

  it('is refused where the nest is', () => {
    const result = printLoopNest(gemm({ M: 4, N: 2, K: 2 }), { name: '', levels: [], tile: { M: 4 } })
    expect(result._tag === 'Left' && result.left.map(({ _tag }) => _tag)).toContain('EmptyNest')
    expect(fromLoopNest(gemm({ M: 4, N: 2, K: 2 }), { name: '', levels: [], tile: { M: 4 } })._tag).toBe(
      'Left',
    )
  })
})
