/** Shards, chunks and stopped searches: the same answer however the work is cut. */
import { describe, expect, it } from 'vitest'
import { conv2d, gemm, orThrow } from '../../src/index'
import {
  emptyMapping,
  type MapOptions,
  type MapRequest,
  map,
  mapInChunks,
  mergeMappings,
} from '../../src/map'
import { shuffled } from '../property/random'
import { random as seeds } from './seeds'

const hardware = {
  pes: 24,
  l1: { capacity: 48 },
  clusters: [{ capacity: 300 }],
  l2: { capacity: 3000 },
  noc: [{ bandwidth: 8 }, { bandwidth: 3, latency: 2 }],
  offchip: { bandwidth: 4 },
}

const requests: readonly (readonly [string, MapRequest])[] = [
  ['edp of a product', { layer: gemm({ M: 40, N: 33, K: 52 }), hardware }],
  ['runtime of a product', { layer: gemm({ M: 40, N: 33, K: 52 }), hardware, objective: 'runtime' }],
  ['front of a product', { layer: gemm({ M: 24, N: 20, K: 15 }), hardware, objective: 'pareto' }],
  [
    'energy of a convolution',
    { layer: conv2d({ K: 12, C: 9, R: 3, S: 3, "Y'": 13, "X'": 13 }), hardware, objective: 'energy' },
  ],
]

const text = (value: unknown): string => JSON.stringify(value)

describe.each(requests)('the %s', (_, request) => {
  const options: MapOptions = { gap: 0, nodes: 2300 }
  const whole = orThrow(map(request, options))

  it.each([3])('is the same from %i shards, in any order', (count) => {
    const random = seeds('shards')
    const shards = Array.from({ length: count }, (_, index) =>
      orThrow(map(request, { ...options, shard: { index, count } })),
    )
    expect(text(shuffled(random, shards).reduce(mergeMappings))).toBe(text(whole))
    const empty = orThrow(emptyMapping(request, options))
    expect(text(mergeMappings(empty, whole))).toBe(text(whole))
    expect(text(mergeMappings(whole, empty))).toBe(text(whole))
  })

  it('is the same in chunks, and each piece is what so many nodes answer', () => {
    const pieces = [...mapInChunks(request, { ...options, chunk: 1150 })].map(orThrow)
    expect(text(pieces.at(-1)?.mapping)).toBe(text(whole))
    for (const { done, mapping } of pieces)
      expect(text(mapping)).toBe(text(orThrow(map(request, { ...options, nodes: done }))))
  })

  it('survives JSON', () => {
    expect(JSON.parse(text(whole))).toEqual(whole)
  })
})
