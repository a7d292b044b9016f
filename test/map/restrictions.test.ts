/** Restricted spaces, limits and infeasible requests, against brute force. */
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  conv2d,
  estimate,
  gemm,
  type Layer,
  maestroEnergy,
  orThrow,
  prepare,
} from '../../src/index'
import { boundsOf, emptyMapping, type MapRequest, type MapRestrictions, map, mapNetwork } from '../../src/map'
import { enumerateMappings, type PlainMapping, plainDataflow } from './enumerate'
import { dimensionsOf, problemOf } from './problems'

const layer = gemm({ M: 4, N: 3, K: 3 })
const convolution = conv2d({ K: 3, C: 2, R: 2, S: 1, "Y'": 4, "X'": 1 })
const hardware: Accelerator = {
  pes: 4,
  l1: { capacity: 16 },
  clusters: [{ capacity: 60 }],
  l2: { capacity: 100 },
  noc: [{ bandwidth: 2 }, { bandwidth: 1, latency: 2 }],
  offchip: { bandwidth: 2 },
}

type Keep = (mapping: PlainMapping) => boolean

const dimensions = dimensionsOf(problemOf(layer))
const totals = orThrow(prepare(layer, hardware))
const everything = [...enumerateMappings(dimensions, hardware.pes)].map((mapping) => {
  const each = totals(plainDataflow(mapping, dimensions))
  return { mapping, costs: each._tag === 'Right' && each.right.fits ? each.right : null }
})

const least = (objective: 'runtime' | 'energy' | 'edp', keep: Keep) => {
  const kept = everything.filter(({ mapping }) => keep(mapping))
  const best = kept.reduce((least, { costs }) => Math.min(least, costs?.[objective] ?? Infinity), Infinity)
  return { best, count: kept.length }
}

const extentOf = (mapping: PlainMapping, level: number, name: string, of: Layer): number =>
  level === 0
    ? dimensionsOf(problemOf(of)).find((each) => each.name === name)!.extent
    : mapping[0]!.tiles[name]!

const isBalanced = (extent: number, tile: number): boolean =>
  Array.from({ length: extent }, (_, n) => Math.ceil(extent / (n + 1))).includes(tile)

const cases: readonly (readonly [string, MapRestrictions, Keep])[] = [
  ['one level', { levels: [1] }, (m) => m.length === 1],
  ['two levels', { levels: [2] }, (m) => m.length === 2],
  ['clusters of 2 and 3', { clusters: [3, 2] }, (m) => m.length === 1 || [2, 3].includes(m[1]!.units)],
  ['clusters of 1 and 4', { clusters: [1, 4] }, (m) => m.length === 1 || [1, 4].includes(m[1]!.units)],
  ['clusters of 4, two levels', { levels: [2], clusters: [4] }, (m) => m[1]?.units === 4],
  [
    'spatial dimensions',
    { spatial: [['M', null], ['K']] },
    (m) => ['M', null].includes(m[0]!.spatial) && (m[1] === undefined ? true : m[1].spatial === 'K'),
  ],
  [
    'sizes of a tile at both levels',
    { tiles: { M: [1, 3, 4] } },
    (m) => m.every(({ tiles }) => [1, 3, 4].includes(tiles['M']!)),
  ],
  [
    'divisors at both levels and balanced tiles at one',
    { tiles: { M: 'divisors', N: [null, 'balanced'] } },
    (m) =>
      m.every(({ tiles }, level) => extentOf(m, level, 'M', layer) % tiles['M']! === 0) &&
      (m[1] === undefined || isBalanced(extentOf(m, 1, 'N', layer), m[1].tiles['N']!)),
  ],
  [
    'orders',
    {
      orders: [
        { level: 0, outside: 'K', inside: 'M' },
        { level: 1, outside: 'N', inside: 'K' },
      ],
    },
    (m) =>
      [['K', 'M'] as const, ['N', 'K'] as const].every(([outside, inside], level) => {
        const order = m[level]?.order ?? []
        return (
          !order.includes(outside) ||
          !order.includes(inside) ||
          order.indexOf(outside) < order.indexOf(inside)
        )
      }),
  ],
]

describe('a restricted space', () => {
  it.each(cases)('of %s has the best of its mappings', (_, space, keep) => {
    for (const objective of ['runtime', 'energy', 'edp'] as const) {
      const { best, count } = least(objective, keep)
      const mapping = orThrow(map({ layer, hardware, objective, space }, { gap: 0 }))
      expect(mapping.counts.mappings).toBe(String(count))
      expect(mapping.proven).toBe(true)
      expect(mapping.best?.[objective] ?? Infinity).toBeCloseTo(best, 6)
      const closed = Object.values(mapping.counts.closed).reduce((sum, each) => sum + BigInt(each), 0n)
      expect(closed).toBe(BigInt(count))
      expect(Object.values(mapping.counts.closed).filter((each) => BigInt(each) < 0n)).toEqual([])
      const free = orThrow(map({ layer, hardware, objective }, { gap: 0 }))
      expect(free.best?.[objective]).toBeLessThanOrEqual((mapping.best?.[objective] ?? Infinity) * (1 + 1e-9))
    }
  })

  it('answers what the estimate of its dataflow says', () => {
    const best = orThrow(map({ layer, hardware }, { gap: 0 })).best!
    expect(orThrow(estimate(layer, best.dataflow, hardware)).edp).toBe(best.edp)
  })
})

describe('limits', () => {
  it('exclude what costs more', () => {
    const fastest = orThrow(map({ layer, hardware, objective: 'runtime' }, { gap: 0 })).best!
    const runtime = fastest.runtime + 5
    const mapping = orThrow(map({ layer, hardware, objective: 'energy', limits: { runtime } }, { gap: 0 }))
    const front = orThrow(map({ layer, hardware, objective: 'pareto' })).front
    const expected = Math.min(...front.filter((each) => each.runtime <= runtime).map(({ energy }) => energy))
    expect(mapping.best?.energy).toBeCloseTo(expected, 6)
    const busy = orThrow(
      map({ layer, hardware, objective: 'energy', limits: { utilization: 36 / (runtime * 4) } }, { gap: 0 }),
    )
    expect(busy.best?.energy).toBeCloseTo(expected, 6)
  })

  it('of utilization count every lane of every PE', () => {
    const wide = { ...hardware, simd: 2 }
    const { runtime } = orThrow(map({ layer, hardware: wide, objective: 'runtime' }, { gap: 0 })).best!
    const reached = 36 / (runtime * wide.pes * wide.simd)
    const within = (utilization: number) =>
      orThrow(map({ layer, hardware: wide, objective: 'runtime', limits: { utilization } }, { gap: 0 })).best
    expect(within(reached)?.runtime).toBe(runtime)
    expect(within(reached * 1.01)).toBeNull()
  })

  it.each(['runtime', 'energy', 'edp'] as const)('admit what costs just as much %s', (objective) => {
    const free = orThrow(map({ layer, hardware, objective }, { gap: 0 })).best!
    const limits = { [objective]: free[objective] }
    const mapping = orThrow(map({ layer, hardware, objective, limits }, { gap: 0 }))
    expect(mapping.best?.[objective]).toBe(free[objective])
  })

  it('leave the answer open where a search is stopped before it finds anything', () => {
    const large = gemm({ M: 61, N: 47, K: 53 })
    const of: Accelerator = { ...hardware, pes: 30 }
    // Hardly more than MACs over PEs.
    const limits = { runtime: Math.ceil((61 * 47 * 53) / 30) + 30 }
    const mapping = orThrow(map({ layer: large, hardware: of, limits }, { nodes: 1 }))
    expect(mapping).toMatchObject({ best: null, gap: null, proven: false, why: null })
    expect(mapping.lower).not.toBeNull()
  })

  it('may exclude everything', () => {
    const mapping = orThrow(map({ layer, hardware, limits: { runtime: 1 } }))
    expect(mapping).toMatchObject({ best: null, lower: null, gap: null, proven: true })
    expect(mapping.why).toEqual({ together: expect.arrayContaining(['limits']) })
  })

  it('leave nothing above what is known to be attainable', () => {
    const { best } = orThrow(map({ layer, hardware }, { gap: 0 }))
    const mapping = orThrow(map({ layer, hardware }, { gap: 0, below: best!.edp / 2 }))
    expect(mapping).toMatchObject({ best: null, lower: best!.edp / 2, why: null })
  })
})

describe('an infeasible request', () => {
  const small = (buffer: Partial<Accelerator>): MapRequest => ({
    layer: convolution,
    hardware: { pes: 4, clusters: [{ capacity: 100 }], ...buffer },
    space: { levels: [2] },
  })

  it.each([
    ['l1', { l1: { capacity: 5 } }, 5, 6],
    ['clusters', { clusters: [{ capacity: 4 }] }, 4, 6],
    ['l2', { l2: { capacity: 3 } }, 3, 6],
  ] as const)('says that %s is too small, and how much would do', (buffer, part, capacity, least) => {
    const mapping = orThrow(map(small(part)))
    expect(mapping.best).toBeNull()
    expect(mapping.why).toEqual({ buffer, capacity, least })
    const enough =
      buffer === 'clusters' ? { clusters: [{ capacity: least }] } : { [buffer]: { capacity: least } }
    expect(orThrow(map(small(enough))).best).not.toBeNull()
    const less = least - 1
    const lacking =
      buffer === 'clusters' ? { clusters: [{ capacity: less }] } : { [buffer]: { capacity: less } }
    expect(orThrow(map(small(lacking))).best).toBeNull()
  })
})

describe('an infeasible request of a restricted space', () => {
  const wide = conv2d({ K: 16, C: 16, R: 3, S: 3, Y: 16, X: 16 })
  const product = gemm({ M: 64, N: 48, K: 56 })
  const cases: readonly (readonly [string, Layer, number, MapRestrictions])[] = [
    ['YX-P', wide, 64, { fixed: 'YX-P' }],
    ['YR-P', wide, 64, { fixed: 'YR-P' }],
    ['KC-P', wide, 128, { fixed: 'KC-P' }],
    ['M over clusters, K inside', product, 16, { levels: [2], spatial: [['M'], ['K']] }],
  ]

  it.each(cases)('says how much would do: %s', (_, of, pes, space) => {
    for (const buffer of ['l1', 'clusters', 'l2'] as const) {
      const on = (capacity: number) => {
        const room = buffer === 'clusters' ? { clusters: [{ capacity }] } : { [buffer]: { capacity } }
        const whole: Accelerator = { pes, clusters: [{ capacity: 1e9 }], ...room }
        return orThrow(map({ layer: of, hardware: whole, space, objective: 'runtime' }, { gap: 10 }))
      }
      const { why } = on(1)
      expect(why).toMatchObject({ buffer, capacity: 1 })
      if (why === null || !('buffer' in why)) return
      expect(on(why.least).best).not.toBeNull()
      expect(on(why.least - 1)).toMatchObject({ best: null, why: { buffer, least: why.least } })
    }
  })
})

describe('of several buffers that are too small', () => {
  it('the innermost is named', () => {
    const hardware = { pes: 4, l1: { capacity: 5 }, clusters: [{ capacity: 4 }], l2: { capacity: 3 } }
    expect(orThrow(map({ layer: convolution, hardware })).why).toMatchObject({ buffer: 'l1' })
    const outside = { ...hardware, l1: { capacity: 100 } }
    const request = { layer: convolution, hardware: outside, space: { levels: [2] as const } }
    expect(orThrow(map(request)).why).toMatchObject({ buffer: 'clusters' })
  })

  it('the shared one needs no second tile of a tensor of one element', () => {
    const small = gemm({ M: 3, N: 1, K: 1 })
    const on = (capacity: number) => orThrow(map({ layer: small, hardware: { pes: 2, l2: { capacity } } }))
    expect(on(4)).toMatchObject({ best: null, why: { buffer: 'l2', capacity: 4, least: 5 } })
    expect(on(5).best).not.toBeNull()
  })
})

describe('a request', () => {
  it.each([
    ['runtime', 0.001],
    ['energy', 0],
    ['edp', 0],
    ['pareto', 0],
  ] as const)('for %s asks for a gap of %f where it says none', (objective, gap) => {
    expect(orThrow(emptyMapping({ layer, hardware, objective })).asked).toEqual({ gap, top: 1 })
  })

  it('is refused with all of its faults', () => {
    const request: unknown = {
      layer: gemm({ M: 0, N: 2, K: 2 }),
      hardware: { pes: 4 },
      objective: 'speed',
      limits: { runtime: -1 },
    }
    const options: unknown = { nodes: 0, shard: { index: 2, count: 2 }, without: ['magic'] }
    const answer = map(request as MapRequest, options as object) // as from JavaScript
    expect(answer._tag).toBe('Left')
    if (answer._tag === 'Left')
      expect(answer.left.map(({ path }) => path).sort()).toEqual([
        'layer.sizes.M',
        'limits.runtime',
        'objective',
        'options.nodes',
        'options.shard.index',
        'options.without[0]',
      ])
  })

  it('names what its space gets wrong', () => {
    const space: unknown = {
      levels: [3],
      clusters: [9],
      spatial: [['Q']],
      tiles: { M: 'half', Z: [1] },
      orders: [
        { level: 0, outside: 'M', inside: 'N' },
        { level: 0, outside: 'N', inside: 'M' },
      ],
    }
    const answer = map({ layer, hardware, space: space as MapRestrictions }) // as from JavaScript
    if (answer._tag === 'Right') throw new Error('accepted')
    expect(answer.left.map(({ _tag, path }) => `${_tag} ${path}`)).toEqual([
      'Malformed space.levels[0]',
      'ClustersExceedPes space.clusters[0]',
      'UnknownDimension space.spatial[0][0]',
      'Malformed space.tiles.M',
      'UnknownDimension space.tiles.Z',
      'Malformed space.orders',
    ])
  })

  it.each([
    ['M', 'Write a list for each level: ["M"].'],
    [[], 'List the dimensions that may be spatial at this level, and null if it may have none.'],
  ])('says once how to write the spatial dimensions of a level in place of %j', (level, hint) => {
    const space: unknown = { spatial: [level] }
    const answer = map({ layer, hardware, space: space as MapRestrictions }) // as from JavaScript
    expect(answer).toMatchObject({ left: [{ path: 'space.spatial[0]', hint }] })
    expect(answer._tag === 'Left' ? answer.left.length : 0).toBe(1)
  })

  it('warns of cluster buffers without a capacity', () => {
    const { warnings } = orThrow(map({ layer, hardware: { pes: 2 } }))
    expect(warnings.map(({ _tag }) => _tag)).toEqual(['UnlimitedBuffer'])
  })
})

describe('an accelerator without an inner level', () => {
  const flat = [
    { ...hardware, clusters: [] },
    { ...hardware, energy: { ...maestroEnergy, clusters: [] } },
  ]

  it.each(flat)('is searched for mappings of one level, with a warning', (on) => {
    const mapping = orThrow(map({ layer, hardware: on }, { gap: 0 }))
    const [warning] = mapping.warnings
    expect(mapping.warnings.map(({ _tag }) => _tag)).toEqual(['UnsearchedLevels'])
    expect(warning?.message).toContain('Only mappings of one level are searched')
    expect(warning?.path).toMatch(/^hardware\.(energy\.)?clusters$/)
    const asked = orThrow(map({ layer, hardware: on, space: { levels: [1] } }, { gap: 0 }))
    expect(asked).toEqual({ ...mapping, warnings: [] })
    const feasible = everything.flatMap(({ mapping: each }) => {
      const estimated = estimate(layer, plainDataflow(each, dimensions), on)
      return estimated._tag === 'Right' && estimated.right.buffers.fits ? [estimated.right.edp] : []
    })
    expect(mapping.best?.edp).toBeCloseTo(Math.min(...feasible), 6)
    const bounds = orThrow(boundsOf({ layer, hardware: on }))
    const box = { clusters: [1, 4], spatial: [], tiles: {}, orders: [] } as const
    expect(bounds({ ...box, levels: 2 })).toBeNull()
    expect(bounds({ ...box, levels: 1 })?.runtime).toBeLessThanOrEqual(mapping.best!.runtime)
  })

  it.each(flat)('is refused where two levels are asked for, with what to do', (on) => {
    for (const space of [{ levels: [2] as const }, { clusters: [2], levels: [2] as const }]) {
      const answer = map({ layer, hardware: on, space })
      if (answer._tag === 'Right') throw new Error('accepted')
      expect(answer.left.map(({ _tag }) => _tag)).toEqual(['InvalidHardware'])
      expect(answer.left[0].hint).toContain('space.levels [1]')
    }
  })
})

describe('a network', () => {
  const layers = [layer, gemm({ M: 3, N: 4, K: 5 }), layer]

  it('has the best mapping of each layer', () => {
    const {
      layers: mapped,
      totals,
      gap,
    } = orThrow(mapNetwork(layers, hardware, { objective: 'runtime', gap: 0 }))
    const alone = layers.map(
      (each) => orThrow(map({ layer: each, hardware, objective: 'runtime' }, { gap: 0 })).best!,
    )
    expect(mapped.map(({ best }) => best)).toEqual(alone)
    expect(totals.runtime).toBe(alone.reduce((sum, { runtime }) => sum + runtime, 0))
    expect(gap).toBe(0)
  })

  it('has the least energy-delay product of all choices', () => {
    const { totals, gap } = orThrow(mapNetwork(layers, hardware))
    const [a, b, c] = layers.map((each) => orThrow(map({ layer: each, hardware, objective: 'pareto' })).front)
    let best = Infinity
    for (const x of a!)
      for (const y of b!)
        for (const z of c!)
          best = Math.min(best, (x.runtime + y.runtime + z.runtime) * (x.energy + y.energy + z.energy))
    expect(totals.edp).toBeCloseTo(best, 3)
    expect(gap).toBe(0)
  })
})

describe('the gap of a network', () => {
  it('of one layer is its own in both factors of the product', () => {
    const near = orThrow(mapNetwork([gemm({ M: 12, N: 9, K: 10 })], hardware, { gap: 0.3 }))
    const { gap } = near.layers[0]!
    expect(gap).toBeGreaterThan(0)
    expect(near.gap).toBeCloseTo((1 + gap!) ** 2 - 1, 12)
  })

  it('is at most that of the farthest layer in both factors of the product, and bounds the optimum', () => {
    const layers = [gemm({ M: 12, N: 9, K: 10 }), gemm({ M: 7, N: 14, K: 9 })]
    const near = orThrow(mapNetwork(layers, hardware, { gap: 0.3 }))
    const most = Math.max(...near.layers.map(({ gap }) => gap!))
    expect(most).toBeGreaterThan(0)
    // Layers that are closer than the farthest count as what they are.
    expect(near.gap).toBeGreaterThan(0)
    expect(near.gap).toBeLessThanOrEqual((1 + most) ** 2 - 1 + 1e-12)
    const exact = orThrow(mapNetwork(layers, hardware, { gap: 0 }))
    expect(near.totals.edp).toBeLessThanOrEqual(exact.totals.edp! * (1 + near.gap!) * (1 + 1e-9))
  })
})

describe('boundsOf', () => {
  it('bounds the whole space and single mappings', () => {
    const bounds = orThrow(boundsOf({ layer, hardware }))
    const all = { levels: 2, clusters: [1, 4], spatial: [], tiles: {}, orders: [null, null] } as const
    const best = orThrow(map({ layer, hardware, objective: 'runtime' }, { gap: 0 })).best!
    expect(bounds(all)?.runtime).toBeLessThanOrEqual(best.runtime)
    expect(
      bounds({
        ...all,
        tiles: {
          M: [
            [4, 4],
            [4, 4],
          ],
          N: [
            [3, 3],
            [3, 3],
          ],
          K: [
            [3, 3],
            [3, 3],
          ],
        },
      }),
    ).toBeNull()
  })
})
