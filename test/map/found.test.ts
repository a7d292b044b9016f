/** The distance of a front to a bound, where energies are 0. */
import { expect, test } from 'vitest'
import { gemm, orThrow } from '../../src/index'
import { map } from '../../src/map'

const free = { read: 0, write: 0 }
const energy = { mac: 0, l1: free, l2: free }
const hardware = { pes: 4, l1: { capacity: 64 }, energy }

test.each(['edp', 'pareto', 'energy'] as const)(
  'the gap of %s is a number without any energies',
  (objective) => {
    const request = { layer: gemm({ M: 12, N: 10, K: 9 }), hardware, objective }
    for (const nodes of [2, 20, 5000]) {
      const { gap, best } = orThrow(map(request, { nodes }))
      expect(best === null ? gap === null : Number.isFinite(gap) && (gap ?? -1) >= 0).toBe(true)
    }
  },
)
