/** Fused chains and what they cost survive JSON and their codecs; damaged ones are refused at their place. */
import { isRight } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  type Codec,
  chainCodec,
  decode,
  fusedComparisonCodec,
  fusedEstimateCodec,
  fusedExplorationCodec,
  fusedNetworkCodec,
  fusedOccupancyCodec,
  parseJson,
} from '../../src/codec'
import { compareFused, estimateFused, exploreFused, fuse, fuseNetwork, occupancyOf } from '../../src/fusion'
import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from '../../src/index'
import { fusionCases, inputsOf } from '../fusion/cases'
import { mutated } from '../fuzz/mutate'
import { random as seeds } from '../map/seeds'
import { inShort, stumbles } from '../support/errors'
import { errorsOf } from '../units/support'

const survives = <A>(codec: Codec<A>, value: A): void => {
  const text = JSON.stringify(codec.encode(value))
  const read = orThrow(parseJson(codec)(text))
  expect(read).toEqual(value)
  expect(JSON.stringify(read)).toBe(text)
  expect(codec.is(value)).toBe(true)
}

const layers = [
  conv2d({ K: 4, C: 3, R: 3, S: 3, Y: 12, X: 12 }),
  conv2d({ K: 2, C: 4, R: 3, S: 3, Y: 10, X: 10 }),
]
const rows = dataflow('rows', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")])
const chip = accelerator({ pes: 8 })

describe('decoding what JSON holds gives back', () => {
  it('chains, estimates and comparisons of every case', () => {
    for (const each of fusionCases) {
      const { chain, dataflow: flows, hardware } = inputsOf(each)
      survives(chainCodec, chain)
      const compared = orThrow(compareFused(chain, flows, hardware))
      survives(fusedComparisonCodec, compared)
      survives(fusedEstimateCodec, compared.fused)
    }
  })

  it('figures of machines with a clock, clusters and capacities', () => {
    const hardware = accelerator({
      ...{ pes: 8, clock: 2e8, l1: { capacity: 512 }, l2: { capacity: 900 } },
      clusters: [{ capacity: 2000 }],
      offchip: { bandwidth: 2 },
    })
    const compared = orThrow(compareFused(fuse(layers, { tile: { "Y'": 2, "X'": 4 } }), rows, hardware))
    expect(compared.fused.buffers.l2.capacity).toBe(7200)
    survives(fusedComparisonCodec, compared)
  })

  it('shared buffers over the steps, and networks with their groups', () => {
    const chain = fuse(layers, { tile: { "Y'": 2, "X'": 4 } })
    for (const hardware of [chip, { ...chip, l2: { capacity: 900 } }])
      survives(fusedOccupancyCodec, orThrow(occupancyOf(chain, rows, hardware)))
    survives(fusedNetworkCodec, orThrow(fuseNetwork(layers, rows, chip, { mostTiles: 4 })))
    const searched = accelerator({ pes: 4, clusters: [{ capacity: 256 }] })
    const best = orThrow(
      fuseNetwork(layers, 'best', searched, { mostTiles: 2, mostDimensions: 1, search: { nodes: 100 } }),
    )
    expect(best.best.groups[0]?.dataflows).not.toBeNull()
    survives(fusedNetworkCodec, best)
  })

  it('explorations, with the errors of designs that are refused', () => {
    const found = orThrow(
      exploreFused({
        chain: ({ tile }) => fuse(layers, { tile: { "Y'": tile } }),
        dataflow: () => rows,
        hardware: ({ capacity }) => ({ ...chip, l2: { capacity } }),
        parameters: { tile: [0, 1, 4], capacity: [10, 900, 9000] },
      }),
    )
    expect(Math.min(found.designs.invalid, found.designs.misfit, found.front.length)).toBeGreaterThan(0)
    survives(fusedExplorationCodec, found)
  })

  it('tiles in their order, in both of their forms', () => {
    const pairs = fuse(layers, {
      tile: [
        ["X'", 4],
        ["Y'", 2],
      ],
      halo: { "X'": 'recompute' },
      inputs: ['input', null],
    })
    survives(chainCodec, pairs)
    survives(chainCodec, { ...pairs, tile: { "X'": 4, "Y'": 2 } })
    const read = orThrow(parseJson(chainCodec)(JSON.stringify(pairs)))
    expect(estimateFused(read, rows, chip)).toEqual(estimateFused(pairs, rows, chip))
  })
})

it('a chain without a tile is one step, as fuse has it', () => {
  const text = JSON.stringify({ layers: [{ kind: 'gemm', sizes: { M: 2, N: 2, K: 2 } }] })
  const chain = orThrow(parseJson(chainCodec)(text))
  expect(chain).toEqual({ layers: [{ kind: 'gemm', name: '', sizes: { M: 2, N: 2, K: 2 } }], tile: {} })
  expect(chain).toEqual(fuse(chain.layers))
})

describe('a fault names its place', () => {
  const answer = orThrow(compareFused(fuse(layers, { tile: { "Y'": 2 } }), rows, chip))
  const paths = <A>(codec: Codec<A>, value: unknown): readonly string[] => {
    const errors = errorsOf(decode(codec)(value))
    expect(errors.flatMap(stumbles)).toEqual([])
    return inShort(errors)
  }

  it('in a chain', () => {
    expect(
      paths(chainCodec, {
        layers: [{ kind: 'con2d' }],
        tile: { "Y'": '8' },
        halo: { "Y'": 'retian' },
        inputs: [1],
        tiles: {},
      }),
    ).toEqual([
      'Malformed chain.layers[0].kind',
      "Malformed chain.tile.Y'",
      "Malformed chain.halo.Y'",
      'Malformed chain.inputs[0]',
      'Malformed chain.tiles',
    ])
    expect(paths(chainCodec, { layers: [], tile: [["Y'"], ["X'", '8']] })).toEqual([
      'Malformed chain.tile[0]',
      'Malformed chain.tile[1][1]',
    ])
    expect(paths(chainCodec, { tile: 8 })).toEqual(['Malformed chain.tile', 'Malformed chain.layers'])
  })

  it('with the nearest name', () => {
    const [halo, tiles] = errorsOf(
      decode(chainCodec)({ layers: [], halo: { "Y'": 'recomputed' }, tiles: {} }),
    )
    expect(halo?.hint).toBe("Did you mean recompute? Write one of 'retain' or 'recompute'.")
    expect(tiles?.hint).toBe('Did you mean tile? Rename or remove "tiles".')
  })

  it('in an estimate', () => {
    const { fused } = answer
    const [first, ...others] = fused.offchip.tensors
    const damaged = {
      ...fused,
      bound: { ...fused.bound, by: 'luck' },
      offchip: { ...fused.offchip, tensors: [{ ...first, choice: 'fetch' }, ...others] },
      buffers: { ...fused.buffers, l2: { ...fused.buffers.l2, peak: undefined, capacity: '4' } },
      layers: [{ ...fused.layers[0], kinds: [{ box: [], times: 1, estimate: {} }] }],
    }
    expect(paths(fusedEstimateCodec, damaged).slice(0, 6)).toEqual([
      'Malformed fused.bound.by',
      'Malformed fused.offchip.tensors[0].choice',
      'Malformed fused.buffers.l2.peak',
      'Malformed fused.buffers.l2.capacity',
      'Malformed fused.layers[0].kinds[0].box',
      'Malformed fused.layers[0].kinds[0].estimate.layer',
    ])
    expect(paths(fusedComparisonCodec, { fused, alone: { ...answer.alone, edp: null, edq: 1 } })).toEqual([
      'Malformed comparison.alone.edp',
      'Malformed comparison.alone.edq',
    ])
  })

  it('of random damage', () => {
    const random = seeds('damaged chains')
    const chain = fuse(layers, { tile: { "Y'": 2 }, halo: { "Y'": 'retain' }, inputs: [null, 'input'] })
    const tally = { decoded: 0, refused: 0 }
    for (let run = 0; run < 600; run++) {
      const results = [
        decode<unknown>(chainCodec)(mutated(random, chain, random(1, 3)).value),
        decode<unknown>(fusedComparisonCodec)(mutated(random, answer, random(1, 3)).value),
      ]
      for (const result of results) {
        tally[isRight(result) ? 'decoded' : 'refused']++
        if (!isRight(result)) expect(result.left.flatMap(stumbles)).toEqual([])
      }
    }
    expect(Math.min(tally.decoded, tally.refused)).toBeGreaterThan(12)
  })
})
