/** The runtime that no dataflow can beat, where products of doubles are rounded. */
import { expect, it } from 'vitest'
import { dataflow, estimate, gemm, orThrow, temporalMap } from '../../src/index'

const hundred = dataflow('a hundred at a time', [
  temporalMap(1, 1, 'M'),
  temporalMap(1, 1, 'N'),
  temporalMap(100, 100, 'K'),
])

const skipping = (K: number, share: number) =>
  orThrow(
    estimate(gemm({ M: 1, N: 1, K, density: { A: share } }), hundred, {
      ...{ pes: 1, noc: { latency: 0 }, sparse: { skip: ['A'] } },
    }),
  )

it.each([3, 6, 7, 12, 24])('is no longer than %i steps of 17 cycles, whatever the rounding', (steps) => {
  // The share of all MACs together comes out above a whole number, that of a hundred does not.
  expect([100 * 0.17, 100 * steps * 0.17 > 17 * steps]).toEqual([17, true])
  const { runtime, floor } = skipping(100 * steps, 0.17)
  expect([runtime, floor]).toEqual([17 * steps, 17 * steps])
})
