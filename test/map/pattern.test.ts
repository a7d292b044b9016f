/** Dataflows with holes, and the paper's by name, against brute force: the mappings that they admit, and the best of these. */
import { describe, expect, it } from 'vitest'
import { paperDataflows } from '../../src/catalog'
import { scheduleFor } from '../../src/dataflow/schedule'
import {
  type Accelerator,
  conv2d,
  type Dataflow,
  depthwiseConv2d,
  estimate,
  fullyConnected,
  gemm,
  groupedConv2d,
  type Layer,
  orThrow,
  param,
  prepare,
  sz,
  transposedConv2d,
} from '../../src/index'
import { type MapRestrictions, map, type PartialDataflow, type PartialDirective } from '../../src/map'
import { chance, pick, type Random, shuffled, some } from '../support/generators/random'
import { enumerateMappings, type PlainLevel, type PlainMapping, plainDataflow } from './enumerate'
import { dimensionsOf, problemOf } from './problems'
import { random as seeds } from './seeds'

const layer = gemm({ M: 4, N: 3, K: 3 })
/** Of this one M and N look the same, so that half of an unrestricted space is searched. */
const square = gemm({ M: 3, N: 3, K: 2 })
const names = ['M', 'N', 'K']
const hardware: Accelerator = {
  pes: 5,
  l1: { capacity: 16 },
  clusters: [{ capacity: 60 }],
  l2: { capacity: 100 },
  noc: [{ bandwidth: 2 }, { bandwidth: 1, latency: 2 }],
  offchip: { bandwidth: 2 },
}

const enumerated = (of: Layer) => {
  const dimensions = dimensionsOf(problemOf(of))
  const totals = orThrow(prepare(of, hardware))
  return [...enumerateMappings(dimensions, hardware.pes)].map((mapping) => {
    const each = totals(plainDataflow(mapping, dimensions))
    return { mapping, costs: each._tag === 'Right' && each.right.fits ? each.right : null }
  })
}

const everything = new Map(
  [layer, square].map((of): readonly [Layer, ReturnType<typeof enumerated>] => [of, enumerated(of)]),
)

type Level = { readonly units: number | null; readonly entries: readonly PartialDirective[] }

/** The levels of a dataflow with holes on so many PEs; what is open is null. */
const levelsOf = ({ directives }: PartialDataflow, pes: number): readonly Level[] => {
  const at = directives.findIndex((each) => each !== 'any' && each._tag === 'Cluster')
  if (at < 0) return [{ units: pes, entries: directives }]
  const { size } = directives[at] as { readonly size: number | 'any' } // it is the Cluster
  const cluster = size === 'any' ? null : size
  return [
    { units: cluster === null ? null : Math.floor(pes / cluster), entries: directives.slice(0, at) },
    { units: cluster, entries: directives.slice(at + 1) },
  ]
}

const sizeOf = (entries: readonly PartialDirective[], name: string): number | 'any' | undefined => {
  const found = entries.find((each) => each !== 'any' && each._tag !== 'Cluster' && each.dimension === name)
  return found === undefined || found === 'any' ? undefined : (found.size as number | 'any') // no expressions here
}

/** Whether loops can stand in this order: named ones as they are named, others where any may. */
const stands = (order: readonly string[], entries: readonly PartialDirective[]): boolean => {
  let from = 0
  for (const name of order) {
    const at = entries.findIndex((each, i) => {
      if (i < from) return false
      if (each === 'any') return sizeOf(entries, name) === undefined
      return each._tag !== 'Cluster' && each.dimension === name
    })
    if (at < 0) return false
    from = at
  }
  return true
}

type Sizes = Readonly<Record<string, number>>

const admitsLevel = (
  mapped: PlainLevel,
  above: Sizes,
  known: Readonly<Record<string, number | null>>,
  { units, entries }: Level,
): boolean => {
  const isAny = entries.includes('any')
  for (const name of names) {
    const size = sizeOf(entries, name)
    if (size === undefined && !isAny && mapped.tiles[name] !== above[name]) return false
    if (typeof size === 'number' && mapped.tiles[name] !== Math.min(size, above[name]!)) return false
  }
  if (!stands(mapped.order, entries)) return false
  const spread = entries.flatMap((each) =>
    each !== 'any' && each._tag === 'SpatialMap' ? [each.dimension] : [],
  )[0]
  if (spread === undefined)
    return mapped.spatial === null || (isAny && sizeOf(entries, mapped.spatial) === undefined)
  const [size, tile] = [known[spread] ?? null, sizeOf(entries, spread)]
  const isOne = size !== null && (size === 1 || (typeof tile === 'number' && tile >= size))
  return mapped.spatial === (units === 1 || isOne ? null : spread)
}

const admits = (mapping: PlainMapping, dataflow: PartialDataflow, of = layer): boolean => {
  const levels = levelsOf(dataflow, hardware.pes)
  if (levels.length !== mapping.length) return false
  const [outer, inner] = levels
  const { sizes: extents } = of
  if (!admitsLevel(mapping[0]!, extents, extents, outer!)) return false
  if (inner === undefined) return true
  if (inner.units !== null && mapping[1]!.units !== inner.units) return false
  const known = Object.fromEntries(
    names.map((name) => {
      const size = sizeOf(outer!.entries, name)
      if (size === undefined) return [name, outer!.entries.includes('any') ? null : extents[name]!]
      return [name, size === 'any' ? null : Math.min(size, extents[name]!)]
    }),
  )
  return admitsLevel(mapping[1]!, mapping[0]!.tiles, known, inner)
}

const randomLevel = (random: Random): readonly PartialDirective[] => {
  const named = some(random, names, 50)
  const spread = chance(random, 50) ? named[0] : undefined
  const maps = named.map((dimension): PartialDirective => {
    const _tag = dimension === spread ? 'SpatialMap' : 'TemporalMap'
    return { _tag, size: chance(random, 50) ? 'any' : random(1, 5), dimension }
  })
  const any = Array.from({ length: pick(random, [0, 1, 1, 2]) }, () => 'any' as const)
  return shuffled(random, [...maps, ...any])
}

const randomPattern = (random: Random): PartialDataflow => {
  const [outer, inner] = [randomLevel(random), randomLevel(random)]
  const size = chance(random, 50) ? 'any' : random(1, hardware.pes)
  return { directives: chance(random, 30) ? outer : [...outer, { _tag: 'Cluster', size }, ...inner] }
}

const check = (
  space: MapRestrictions,
  keep: (mapping: PlainMapping) => boolean,
  of: Layer = layer,
): number => {
  const kept = everything.get(of)!.filter(({ mapping }) => keep(mapping))
  for (const objective of ['runtime', 'energy', 'edp'] as const) {
    const least = kept.reduce((best, { costs }) => Math.min(best, costs?.[objective] ?? Infinity), Infinity)
    const mapping = orThrow(map({ layer: of, hardware, objective, space }, { gap: 0 }))
    const said = JSON.stringify({ space, mapping })
    expect(mapping.counts.mappings, said).toBe(String(kept.length))
    expect(mapping.proven).toBe(true)
    expect(mapping.best?.[objective] ?? Infinity, said).toBeCloseTo(least, 6)
    const closed = Object.values(mapping.counts.closed).map(BigInt)
    expect(
      closed.reduce((sum, count) => sum + count, 0n),
      said,
    ).toBe(BigInt(kept.length))
    expect(
      closed.every((count) => count >= 0n),
      said,
    ).toBe(true)
  }
  return kept.length
}

const isEmptyPattern = ({ directives }: PartialDataflow): boolean =>
  directives.every((each) => each !== 'any' && each._tag === 'Cluster')

describe('a dataflow with holes', () => {
  it('admits the mappings that it becomes, and no others', () => {
    const random = seeds('patterns')
    const counts: number[] = []
    for (let run = 0; run < 60; run++) {
      const dataflow = randomPattern(random)
      if (isEmptyPattern(dataflow)) continue
      const of = run % 2 === 0 ? layer : square
      counts.push(check({ dataflow }, (mapping) => admits(mapping, dataflow, of), of))
    }
    // Of 60 patterns, each of which admits several mappings more often than not.
    expect(counts.filter((count) => count > 1).length).toBeGreaterThan(8)
  })

  it.each<readonly [string, PartialDataflow['directives'], (mapping: PlainMapping) => boolean]>([
    ['any maps of one level are all mappings of one level', ['any'], (m) => m.length === 1],
    [
      'any maps of two levels are all mappings of two levels',
      ['any', { _tag: 'Cluster', size: 'any' }, 'any'],
      (m) => m.length === 2,
    ],
    [
      'a spatial map is spread',
      [{ _tag: 'SpatialMap', size: 'any', dimension: 'N' }, 'any'],
      (m) =>
        m.length === 1 && m[0]!.spatial === 'N' && (!m[0]!.order.includes('N') || m[0]!.order[0] === 'N'),
    ],
    [
      'a temporal map is not spread, and without any other nothing is tiled',
      [{ _tag: 'TemporalMap', size: 2, dimension: 'M' }],
      (m) =>
        m.length === 1 &&
        m[0]!.spatial === null &&
        m[0]!.tiles['M'] === 2 &&
        m[0]!.tiles['N'] === 3 &&
        m[0]!.tiles['K'] === 3,
    ],
    [
      'maps stand outside and inside of any others',
      [
        { _tag: 'TemporalMap', size: 1, dimension: 'K' },
        'any',
        { _tag: 'TemporalMap', size: 1, dimension: 'N' },
      ],
      (m) => {
        const [level] = m
        return (
          m.length === 1 &&
          level!.tiles['K'] === 1 &&
          level!.tiles['N'] === 1 &&
          level!.spatial !== 'K' &&
          level!.spatial !== 'N' &&
          level!.order[0] === 'K' &&
          level!.order.at(-1) === 'N'
        )
      },
    ],
    [
      'a size inside clusters is that of the tile where it is smaller',
      [
        { _tag: 'TemporalMap', size: 'any', dimension: 'M' },
        { _tag: 'Cluster', size: 1 },
        { _tag: 'TemporalMap', size: 2, dimension: 'M' },
      ],
      (m) =>
        m.length === 2 &&
        m[1]!.units === 1 &&
        m[0]!.spatial === null &&
        ['N', 'K'].every((name) => m[0]!.tiles[name] === 3 && m[1]!.tiles[name] === 3) &&
        m[1]!.tiles['M'] === Math.min(2, m[0]!.tiles['M']!),
    ],
  ])('says that %s', (_, directives, keep) => {
    expect(check({ dataflow: { directives } }, keep)).toBeGreaterThan(0)
  })

  it.each<readonly [string, MapRestrictions, (mapping: PlainMapping) => boolean]>([
    ['clusters', { clusters: [2] }, (m) => m.length === 1 || m[1]!.units === 2],
    ['a spatial dimension', { spatial: [['N']] }, (m) => m[0]!.spatial === 'N'],
    ['tiles', { tiles: { M: [1, 2] } }, (m) => m.every(({ tiles }) => tiles['M']! < 3)],
  ])('is not the only restriction that may tell two like sides apart: %s', (_, space, keep) => {
    expect(check(space, keep, square)).toBeGreaterThan(0)
  })

  it.each<readonly [string, MapRestrictions, (level: PlainLevel) => boolean]>([
    [
      'rows outside',
      { orders: [{ level: 0, outside: 'M', inside: 'N' }] },
      ({ order }) => !order.includes('M') || !order.includes('N') || order.indexOf('M') < order.indexOf('N'),
    ],
    [
      'columns outside',
      { orders: [{ level: 0, outside: 'N', inside: 'M' }] },
      ({ order }) => !order.includes('M') || !order.includes('N') || order.indexOf('N') < order.indexOf('M'),
    ],
    ['whole rows', { tiles: { M: [7] } }, ({ tiles }) => tiles['M'] === 7],
    ['whole columns', { tiles: { N: [7] } }, ({ tiles }) => tiles['N'] === 7],
  ])('tells two like sides of one level apart by itself: %s', (_, restriction, keep) => {
    const [of, levels] = [gemm({ M: 7, N: 7, K: 1 }), [1] as const]
    const dimensions = dimensionsOf(problemOf(of))
    for (const noc of [{ bandwidth: 1 }, { bandwidth: 4, latency: 3 }, { multicast: false }]) {
      // Of few PEs, which take their loop in several folds.
      const on: Accelerator = { pes: 2, noc, l1: { capacity: 40 }, l2: { capacity: 60 } }
      const totals = orThrow(prepare(of, on))
      const kept = [...enumerateMappings(dimensions, on.pes, levels)].flatMap((mapping) => {
        const each = totals(plainDataflow(mapping, dimensions))
        return keep(mapping[0]!) && each._tag === 'Right' && each.right.fits ? [each.right] : []
      })
      for (const objective of ['runtime', 'energy', 'edp'] as const) {
        const request = { layer: of, hardware: on, objective, space: { levels, ...restriction } }
        const least = Math.min(...kept.map((each) => each[objective]))
        expect(orThrow(map(request, { gap: 0 })).best?.[objective]).toBeCloseTo(least, 6)
      }
    }
  })

  it('stands beside other restrictions', () => {
    const dataflow: PartialDataflow = {
      directives: [
        'any',
        { _tag: 'Cluster', size: 'any' },
        { _tag: 'SpatialMap', size: 'any', dimension: 'N' },
        'any',
      ],
    }
    const space: MapRestrictions = { dataflow, clusters: [2, 3], tiles: { M: 'divisors', N: [null, [1]] } }
    const count = check(
      space,
      (m) =>
        m.length === 2 &&
        admits(m, dataflow) &&
        [2, 3].includes(m[1]!.units) &&
        4 % m[0]!.tiles['M']! === 0 &&
        m[0]!.tiles['M']! % m[1]!.tiles['M']! === 0 &&
        m[1]!.tiles['N'] === 1,
    )
    expect(count).toBeGreaterThan(0)
  })

  it('takes expressions and parameters', () => {
    const dataflow: PartialDataflow = {
      directives: [
        { _tag: 'SpatialMap', size: param('t'), offset: param('t'), dimension: 'M' },
        { _tag: 'TemporalMap', size: sz('N'), dimension: 'N' },
        'any',
      ],
      parameters: { t: 2 },
    }
    check(
      { dataflow },
      (m) => m.length === 1 && m[0]!.spatial === 'M' && m[0]!.tiles['M'] === 2 && m[0]!.tiles['N'] === 3,
    )
  })
})

/** The canonical form of a dataflow for a layer. */
const shapeOf = (of: Layer, dataflow: Dataflow, pes: number) => {
  const problem = problemOf(of)
  const { canonical } = scheduleFor(problem, dataflow, pes, false, [])!
  return { canonical: canonical.levels, names: problem.dimensions }
}

describe('a whole dataflow', () => {
  const layers = [
    conv2d({ K: 6, C: 5, R: 3, S: 3, "Y'": 7, "X'": 9 }),
    conv2d({ K: 4, C: 3, R: 1, S: 1, "Y'": 5, "X'": 5, stride: 2 }),
    depthwiseConv2d({ C: 6, R: 3, S: 3, "Y'": 7, "X'": 5 }),
    groupedConv2d({ G: 2, K: 3, C: 4, R: 3, S: 1, "Y'": 6, "X'": 4 }),
    transposedConv2d({ K: 4, C: 3, R: 3, S: 3, Y: 5, X: 6, stride: 2 }),
  ]

  it('is one mapping, costed as by its estimate', () => {
    for (const of of layers)
      for (const dataflow of paperDataflows) {
        const on: Accelerator = { pes: 130, noc: { bandwidth: 8 }, clusters: [{ capacity: 1e6 }] }
        const expected = orThrow(estimate(of, dataflow, on))
        const mapping = orThrow(map({ layer: of, hardware: on, space: { dataflow } }, { gap: 0 }))
        const said = JSON.stringify({ of, dataflow, mapping })
        expect(mapping.counts.mappings, said).toBe('1')
        expect(mapping.best?.runtime, said).toBe(expected.runtime)
        expect(mapping.best?.energy, said).toBeCloseTo(expected.energy.total, 6)
      }
  })

  it('gives its spatial dimensions and its cluster size by name', () => {
    for (const of of layers)
      for (const dataflow of paperDataflows) {
        const on: Accelerator = { pes: 130, l1: { capacity: 64 }, clusters: [{ capacity: 512 }] }
        const fixed = dataflow.name as NonNullable<MapRestrictions['fixed']>
        const { canonical, names: dimensionNames } = shapeOf(of, dataflow, on.pes)
        const spatial = canonical.map(({ loops }) => {
          const loop = loops.find((each) => each.spatial)
          return [loop === undefined ? null : dimensionNames[loop.dimension]!]
        })
        const levels = canonical.length === 1 ? ([1] as const) : ([2] as const)
        const space = { levels, spatial, ...(canonical[1] ? { clusters: [canonical[1].units] } : {}) }
        const answer = (of_: MapRestrictions) =>
          orThrow(map({ layer: of, hardware: on, space: of_ }, { nodes: 5 }))
        expect(answer({ fixed }), JSON.stringify({ of, fixed, space })).toEqual(answer(space))
      }
  })
})

describe('a faulty restriction', () => {
  const faults = (space: unknown, of: Layer = layer) => {
    const answer = map({ layer: of, hardware, space: space as MapRestrictions }) // as from JavaScript
    return answer._tag === 'Right' ? [] : answer.left.map(({ _tag, path }) => `${_tag} ${path}`)
  }
  const K = { _tag: 'TemporalMap', size: 1, dimension: 'K' }
  const directives = 'space.dataflow.directives'

  it.each([
    [{ dataflow: 3 }, ['Malformed space.dataflow']],
    [{ dataflow: { directives: 'any' } }, [`Malformed ${directives}`]],
    [{ dataflow: { directives: ['some'] } }, [`Malformed ${directives}[0]`]],
    [
      { dataflow: { directives: ['any', { ...K, dimension: 'Q' }] } },
      [`UnknownDimension ${directives}[1].dimension`],
    ],
    [{ dataflow: { directives: ['any', { ...K, size: 0 }] } }, [`InvalidSize ${directives}[1].size`]],
    [
      { dataflow: { directives: ['any', { ...K, size: 2, offset: 1 }] } },
      [`OverlappingMap ${directives}[1]`],
    ],
    [{ dataflow: { directives: [{ ...K, size: 'any', offset: 1 }] } }, [`Malformed ${directives}[0].offset`]],
    [{ dataflow: { directives: [{ ...K, offset: 'any' }] } }, [`Malformed ${directives}[0].offset`]],
    [{ dataflow: { directives: ['any', K, 'any', K] } }, [`RepeatedDimension ${directives}[3]`]],
    [
      { dataflow: { directives: ['any', { _tag: 'Cluster', size: 6 }] } },
      [`ClustersExceedPes ${directives}[1]`],
    ],
    [{ dataflow: { directives: [{ _tag: 'Cluster', size: 2 }] } }, ['EmptyDataflow space.dataflow']],
    [
      { dataflow: { directives: [K, { _tag: 'Cluster', size: 1 }, K, { _tag: 'Cluster', size: 1 }, K] } },
      [`Malformed ${directives}`],
    ],
    [{ dataflow: { directives: [K], colour: 1 } }, ['Malformed space.dataflow.colour']],
    [{ levels: [2], dataflow: { directives: [K] } }, ['Malformed space.levels']],
    [
      { clusters: [3], dataflow: { directives: [K, { _tag: 'Cluster', size: 2 }] } },
      ['Malformed space.clusters'],
    ],
    [{ spatial: [['N']], dataflow: { directives: [K] } }, ['Malformed space.spatial']],
    [{ fixed: 'KCP' }, ['Malformed space.fixed']],
    [
      { fixed: 'KC-P' },
      ['UnknownDimension space.fixed', 'UnknownDimension space.fixed', 'ClustersExceedPes space.fixed'].slice(
        1,
      ),
    ],
  ])('%j is refused at its place', (space, expected) => {
    expect(faults(space)).toEqual(expected)
  })

  it('says that a size may be open', () => {
    const space: unknown = { dataflow: { directives: [{ ...K, size: 'all' }] } }
    const answer = map({ layer, hardware, space: space as MapRestrictions }) // as from JavaScript
    const message = `${directives}[0].size must be 'any', a number, sz('R'), param('name') or arithmetic on these, but it is the text "all".`
    expect(answer).toMatchObject({ left: [{ message }] })
  })

  it('refuses lists that are too long', () => {
    const space = { dataflow: { directives: Array.from({ length: 300_000 }, () => 'any') } }
    expect(faults(space)).toEqual([`TooComplex ${directives}`])
  })

  it('names the place and the repair in its own terms', () => {
    const hints = (space: unknown): readonly string[] => {
      const answer = map({ layer, hardware, space: space as MapRestrictions }) // as from JavaScript
      return answer._tag === 'Right' ? [] : answer.left.map(({ hint }) => hint)
    }
    expect(hints({ dataflow: 3 })).toEqual(['Write space.dataflow as an object.'])
    expect(hints({ dataflow: { directives: {} } })).toEqual([
      'Write space.dataflow.directives as a list […].',
    ])
    for (const entry of ['some', { ...K, size: 'some' }])
      expect(hints({ dataflow: { directives: [entry] } })[0]).toMatch(/Write 'any' where it is open\.$/)
  })

  it('says what to write in place of rows of inputs', () => {
    const answer = map({
      layer: conv2d({ K: 2, C: 2, R: 3, S: 1, "Y'": 4, "X'": 1 }),
      hardware,
      space: {
        dataflow: { directives: [{ _tag: 'TemporalMap', size: sz('R'), offset: 1, dimension: 'Y' }, 'any'] },
      },
    })
    if (answer._tag === 'Right') throw new Error('accepted')
    expect(answer.left.map(({ path, hint }) => `${path}: ${hint}`)).toEqual([
      `${directives}[0].dimension: Name outputs: write Y' in place of Y.`,
    ])
  })

  it('has mappings of a dataflow of the paper on PEs for one cluster only, none spread over it', () => {
    const of = conv2d({ K: 2, C: 3, R: 3, S: 1, "Y'": 3, "X'": 1 })
    const best = (pes: number) =>
      orThrow(map({ layer: of, hardware: { pes }, space: { fixed: 'YR-P' } })).best
    const spatial = (pes: number) =>
      best(pes)?.dataflow.directives.flatMap((each) => (each._tag === 'SpatialMap' ? [each.dimension] : []))
    expect(spatial(6)).toEqual(["Y'", 'R'])
    for (const pes of [3, 5]) expect(spatial(pes)).toEqual(['R'])
  })

  it('names clusters that are too large for the PEs', () => {
    expect(faults({ fixed: 'KC-P' }, fullyConnected({ N: 2, K: 3, C: 4 }))).toEqual([
      'ClustersExceedPes space.fixed',
    ])
  })
})
