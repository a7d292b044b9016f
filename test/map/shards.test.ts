/** Shards, chunks and stopped searches: the same answer however the work is cut. */
import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/error/error'
import { conv2d, gemm, orThrow } from '../../src/index'
import {
  emptyMapping,
  type MapOptions,
  type Mapping,
  type MapRequest,
  map,
  mapInChunks,
  mergeMappings,
} from '../../src/map'
import { answerOf } from '../../src/map/answer'
import { advanceTo, areDone, commonNodes, startBlocks } from '../../src/map/blocks'
import { runPlan } from '../../src/map/map'
import { readPlan } from '../../src/map/read-request'
import { shuffled } from '../support/generators/random'
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

const planOf = (request: MapRequest, options: MapOptions) => {
  const report: Report = []
  const plan = readPlan(request, options, report)
  if (plan === undefined) throw new Error(text(report))
  return plan
}

/** The answer of a search of which so few nodes are common to all shards that most are in blocks. */
const answer = (request: MapRequest, options: MapOptions): Mapping => runPlan(planOf(request, options), 200)

describe.each(requests)('the %s', (_, request) => {
  const options: MapOptions = { gap: 0, nodes: 700 }
  const whole = answer(request, options)

  it.each([3])('is the same from %i shards, in any order', (count) => {
    const random = seeds('shards')
    const shards = Array.from({ length: count }, (_, index) =>
      answer(request, { ...options, shard: { index, count } }),
    )
    expect(shards.filter(({ counts }) => counts.nodes > 0).length).toBeGreaterThan(1)
    expect(text(shuffled(random, shards).reduce(mergeMappings))).toBe(text(whole))
    const empty = orThrow(emptyMapping(request, options))
    expect(text(mergeMappings(empty, whole))).toBe(text(whole))
    expect(text(mergeMappings(whole, empty))).toBe(text(whole))
  })

  it('is the same when it is worked on piece by piece', () => {
    const blocks = startBlocks(planOf(request, options), 200)
    for (const nodes of [50, 200, 350, 700]) {
      advanceTo(blocks, nodes)
      expect(text(answerOf(blocks))).toBe(text(answer(request, { ...options, nodes })))
    }
    expect(areDone(blocks)).toBe(false)
  })

  it('is the same in chunks, and each piece is what so many nodes answer', () => {
    const pieces = [...mapInChunks(request, { ...options, chunk: 350 })].map(orThrow)
    expect(text(pieces.at(-1)?.mapping)).toBe(text(orThrow(map(request, options))))
    for (const { done, mapping } of pieces)
      expect(text(mapping)).toBe(text(orThrow(map(request, { ...options, nodes: done }))))
  })

  it('survives JSON', () => {
    expect(JSON.parse(text(whole))).toEqual(whole)
  })
})

it('is the same from shards that begin with as many nodes as all searches do', () => {
  const request: MapRequest = {
    layer: gemm({ M: 512, N: 768, K: 768 }),
    hardware: { pes: 1024, l1: { capacity: 512 }, clusters: [{ capacity: 16_384 }], noc: { bandwidth: 128 } },
    objective: 'runtime',
  }
  const options: MapOptions = { gap: 0, nodes: commonNodes + 400 }
  const shards = [0, 1].map((index) => orThrow(map(request, { ...options, shard: { index, count: 2 } })))
  expect(shards[1]!.counts.nodes).toBe(200)
  expect(text(shards.reduce(mergeMappings))).toBe(text(orThrow(map(request, options))))
})
