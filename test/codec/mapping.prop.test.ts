/** Requests and answers of mapping searches survive JSON and their codecs; damaged ones are refused at their place. */
import { isRight } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  type Codec,
  decode,
  mapOptionsCodec,
  mapProgressCodec,
  mappingCodec,
  mapRequestCodec,
  networkMappingCodec,
  parseJson,
} from '../../src/codec'
import { accelerator, gemm, orThrow } from '../../src/index'
import { type MapRequest, map, mapInChunks, mapNetwork, mergeMappings } from '../../src/map'
import { junkValue } from '../fuzz/junk'
import { mutated } from '../fuzz/mutate'
import { random as seeds } from '../map/seeds'
import { inShort, stumbles } from '../support/errors'
import { runsOr } from '../support/generators/bulk'
import { pick } from '../support/generators/random'
import { errorsOf } from '../units/support'
import { randomOptions, randomRequest } from './mapping-requests'

const survives = <A>(codec: Codec<A>, value: A): void => {
  const text = JSON.stringify(codec.encode(value))
  const read = orThrow(parseJson(codec)(text))
  expect(read).toEqual(value)
  expect(JSON.stringify(read)).toBe(text)
  expect(codec.is(value)).toBe(true)
}

describe('decoding what JSON holds gives back', () => {
  it('requests, options, answers and progress of random searches', () => {
    const random = seeds('codec of mappings')
    const seen = { found: 0, refused: 0, open: 0, front: 0 }
    for (let run = 0; run < runsOr(160); run++) {
      const request = randomRequest(random)
      const options = randomOptions(random, request)
      survives(mapRequestCodec, request)
      survives(mapOptionsCodec, options)
      const answer = orThrow(map(request, options))
      survives(mappingCodec, answer)
      seen.found += answer.best === null ? 0 : 1
      seen.refused += answer.why === null ? 0 : 1
      seen.open += answer.proven ? 0 : 1
      seen.front += answer.front.length > 1 ? 1 : 0
      for (const piece of mapInChunks(request, { ...options, chunk: 100 }))
        survives(mapProgressCodec, orThrow(piece))
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
  })

  it('networks, with totals and without', () => {
    const layers = [gemm({ M: 4, N: 6, K: 5 }), gemm({ M: 3, N: 3, K: 3 })]
    const enough = accelerator({ pes: 4, clusters: [{ capacity: 64 }] })
    for (const objective of ['edp', 'energy'] as const)
      for (const hardware of [enough, { ...enough, l2: { capacity: 2 } }]) {
        const mapped = orThrow(mapNetwork(layers, hardware, { objective }))
        expect(mapped.totals.macs).toBe(hardware === enough ? 147 : null)
        survives(networkMappingCodec, mapped)
      }
    const mapped = orThrow(mapNetwork(layers, enough))
    const damaged = { ...mapped, totals: { ...mapped.totals, edp: null }, layers: [{}] }
    expect(inShort(errorsOf(decode(networkMappingCodec)(damaged)))).toContain('Malformed network.totals.edp')
  })

  it('shards that are merged to the same bytes as without a way through text', () => {
    const request: MapRequest = {
      layer: gemm({ M: 20, N: 12, K: 30 }),
      hardware: accelerator({ pes: 12, clusters: [{ capacity: 96 }], noc: { bandwidth: 4 } }),
    }
    const whole = orThrow(map(request, { nodes: 400 }))
    const sent = [2, 0, 1].map((index) => {
      const task = JSON.stringify({ nodes: 400, shard: { index, count: 3 } })
      const options = orThrow(parseJson(mapOptionsCodec)(task))
      const received = orThrow(parseJson(mapRequestCodec)(JSON.stringify(request)))
      return orThrow(parseJson(mappingCodec)(JSON.stringify(orThrow(map(received, options)))))
    })
    expect(JSON.stringify(sent.reduce(mergeMappings))).toBe(JSON.stringify(whole))
  })
})

describe('a fault names its place', () => {
  const request = {
    layer: gemm({ M: 4, N: 4, K: 4 }),
    hardware: accelerator({ pes: 4, clusters: [{ capacity: 64 }] }),
  }
  const answer = orThrow(map(request))
  const paths = <A>(codec: Codec<A>, value: unknown): readonly string[] => {
    const errors = errorsOf(decode(codec)(value))
    expect(errors.flatMap(stumbles)).toEqual([])
    return inShort(errors)
  }

  it('in a request', () => {
    expect(paths(mapRequestCodec, { ...request, objective: 'speed' })).toEqual(['Malformed objective'])
    expect(
      paths(mapRequestCodec, {
        layer: { ...request.layer, kind: 'gem' },
        hardware: { pes: '4' },
        space: {
          levels: [3],
          spatial: [['M', 4]],
          tiles: { M: 'divisor', N: [2, '4'], K: [['2'], 'half'] },
          orders: [{ level: 0, outside: 'M' }],
        },
        limits: { power: 4 },
      }),
    ).toEqual([
      'Malformed layer.kind',
      'InvalidHardware hardware.pes',
      'Malformed space.levels[0]',
      'Malformed space.spatial[0][1]',
      'Malformed space.tiles.M',
      'Malformed space.tiles.N[1]',
      'Malformed space.tiles.K[0][0]',
      'Malformed space.tiles.K[1]',
      'Malformed space.orders[0].inside',
      'Malformed limits.power',
    ])
  })

  it('in options', () => {
    expect(paths(mapOptionsCodec, { nodes: '10', shard: { index: 1 }, without: ['luck'] })).toEqual([
      'Malformed options.nodes',
      'Malformed options.shard.count',
      'Malformed options.without[0]',
    ])
  })

  it('in an answer, whose counts mergeMappings must be able to add', () => {
    const { counts } = answer
    const damaged = {
      ...answer,
      lower: { runtime: 1 },
      why: { buffer: 'l3', capacity: 1, least: 2 },
      counts: {
        ...counts,
        mappings: 64,
        closed: { ...counts.closed, bound: '-1', estimate: '9'.repeat(5000) },
      },
    }
    expect(paths(mappingCodec, damaged)).toEqual([
      'Malformed mapping.lower.energy',
      'Malformed mapping.why.buffer',
      'Malformed mapping.counts.mappings',
      'Malformed mapping.counts.closed.bound',
      'Malformed mapping.counts.closed.estimate',
    ])
    expect(paths(mappingCodec, { ...answer, best: undefined, top: undefined })).toEqual([
      'Malformed mapping.best',
      'Malformed mapping.top',
    ])
  })

  it('of random damage; what is decoded can be merged', () => {
    const random = seeds('damaged mappings')
    const front = orThrow(map({ ...request, objective: 'pareto' }))
    const tally = { decoded: 0, refused: 0 }
    for (let run = 0; run < runsOr(1000); run++) {
      const damaged = mutated(random, pick(random, [answer, front]), random(1, 3)).value
      const result = decode(mappingCodec)(damaged)
      if (isRight(result)) {
        tally.decoded++
        if (result.right.objective !== 'pareto') mergeMappings(answer, result.right)
      } else {
        tally.refused++
        expect(result.left.flatMap(stumbles)).toEqual([])
      }
      for (const codec of [mapRequestCodec, mapOptionsCodec, mappingCodec, mapProgressCodec])
        errorsOfAny(decode<unknown>(codec as Codec<unknown>)(junkValue(random)))
    }
    expect(Math.min(tally.decoded, tally.refused)).toBeGreaterThan(runsOr(1000) / 50)
  })
})

const errorsOfAny = (result: ReturnType<ReturnType<typeof decode>>): void => {
  if (!isRight(result)) expect(result.left.flatMap(stumbles)).toEqual([])
}
