/** Spaces that are at fault say where and how to repair it; parameters that are, only make designs invalid. */
import { describe, expect, it, test } from 'vitest'
import { explore, exploreInChunks, powersOfTwo, range, type Space } from '../../src/explore'
import { type Dataflow, dataflow, gemm, orThrow, spatialMap, temporalMap } from '../../src/index'
import { errorsOf, inShort, junk } from '../support/errors'

const layer = gemm({ M: 8, N: 8, K: 8 })
const rows: Space<never>['dataflow'] = () => dataflow('rows', [spatialMap(1, 1, 'M')])
const sound: Space = { layer, dataflow: rows, pes: [4] }

const refusal = (space: object, options?: object): readonly string[] =>
  inShort(errorsOf(explore(junk<Space>(space), junk<{ readonly shard?: never }>(options))))

const table = {
  mac: { area: 1, power: 1 },
  sram: { area: 1, power: 1 },
  bus: { area: 1, power: 1, scale: [1, 0] },
  arbiter: { area: 1, power: 1, scale: [1, 0, 0] },
} as const

describe('a space that is at fault', () => {
  const cases: readonly (readonly [what: string, space: object, errors: readonly string[]])[] = [
    ['an empty axis', { ...sound, pes: [] }, ['InvalidHardware pes']],
    ['no list', { ...sound, bandwidth: 4 }, ['InvalidHardware bandwidth']],
    ['zero', { ...sound, pes: [1, 0, 2] }, ['InvalidHardware pes[1]']],
    ['half a PE', { ...sound, pes: [1.5] }, ['InvalidHardware pes[0]']],
    ['a bandwidth of zero', { ...sound, bandwidth: [0] }, ['InvalidHardware bandwidth[0]']],
    ['an unlimited bandwidth', { ...sound, bandwidth: [Infinity] }, ['InvalidHardware bandwidth[0]']],
    ['a negative capacity', { ...sound, l1: [-1], l2: [0] }, ['InvalidHardware l1[0]']],
    ['null', { ...sound, simd: [null] }, ['InvalidHardware simd[0]']],
    ['no number', { ...sound, parameters: { tile: ['4'] } }, ['InvalidSize parameters.tile[0]']],
    ['a parameter without values', { ...sound, parameters: { tile: [] } }, ['InvalidSize parameters.tile']],
    ['parameters in a list', { ...sound, parameters: [] }, ['Malformed parameters']],
    ['no PEs at all', { layer, dataflow: rows }, ['InvalidHardware hardware.pes']],
    ['no dataflow', { layer, pes: [1] }, ['Malformed dataflow']],
    ['a dataflow that is no function', { ...sound, dataflow: rows({}) }, ['Malformed dataflow']],
    ['no layer', { dataflow: rows, pes: [1] }, ['Malformed layer']],
    ['a layer at fault', { ...sound, layer: gemm({ M: 0, N: 1, K: 1 }) }, ['InvalidExtent layer.sizes.M']],
    ['hardware at fault', { ...sound, hardware: { noc: [] } }, ['InvalidHardware hardware.noc']],
    ['an unknown property', { ...sound, bandwith: [1] }, ['Malformed bandwith']],
    ['an unknown objective', { ...sound, objectives: ['speed'] }, ['Malformed objectives[0]']],
    ['no objective', { ...sound, objectives: [] }, ['Malformed objectives']],
    ['a budget without an area table', { ...sound, budget: { area: 1 } }, ['InvalidHardware budget.area']],
    [
      'area as objective without a table',
      { ...sound, objectives: ['area'] },
      ['InvalidHardware objectives[0]'],
    ],
    [
      'a budget of average power without pJ',
      { ...sound, hardware: { clock: 1e9 }, budget: { averagePower: 1 } },
      ['InvalidHardware budget.averagePower'],
    ],
    [
      'a budget of average power without a clock',
      { ...sound, hardware: { energy: { unit: 'pJ' } }, budget: { averagePower: 1 } },
      ['InvalidHardware budget.averagePower'],
    ],
    [
      'a negative budget',
      { ...sound, hardware: { area: table }, budget: { power: -1 } },
      ['InvalidHardware budget.power'],
    ],
    [
      'an unknown limit',
      { ...sound, hardware: { area: table }, budget: { energy: 1 } },
      ['Malformed budget.energy'],
    ],
    [
      'more designs than have numbers',
      { ...sound, pes: range(1, 1e6), bandwidth: range(1, 1e6), l1: range(1, 1e6) },
      ['TooComplex'],
    ],
    ['an axis that is too long', { ...sound, bandwidth: range(1, 2 ** 20 + 1) }, ['TooComplex bandwidth']],
    ['no space', junk<object>(null), ['Malformed']],
    ['a list', [], ['Malformed']],
    [
      'everything at once',
      { layer: 1, dataflow: 2, pes: [0], simd: [0], objectives: ['x'], hardware: { l1: 3 } },
      [
        'Malformed layer',
        'Malformed dataflow',
        'InvalidHardware hardware.l1',
        'InvalidHardware pes[0]',
        'InvalidHardware simd[0]',
        'Malformed objectives[0]',
      ],
    ],
  ]
  test.each(cases)('%s', (_, space, errors) => {
    expect(refusal(space)).toEqual(errors)
  })

  it('is told what was meant', () => {
    const hints = [
      ...errorsOf(explore(junk<Space>({ ...sound, bandwith: [1] }))),
      ...errorsOf(explore(junk<Space>({ ...sound, objectives: ['runtme'] }))),
    ].map(({ hint }) => hint)
    expect(hints[0]).toContain('Did you mean bandwidth?')
    expect(hints[1]).toContain('Did you mean runtime?')
  })

  it('is told about no more than a few values of an axis', () => {
    const zeros = Array.from({ length: 1000 }, () => 0)
    expect(refusal({ ...sound, pes: zeros })).toHaveLength(10)
  })

  it('yields one Left in chunks', () => {
    const pieces = [...exploreInChunks({ ...sound, pes: [] })]
    expect(pieces.map(({ _tag }) => _tag)).toEqual(['Left'])
  })
})

describe('options that are at fault', () => {
  const cases: readonly (readonly [options: unknown, errors: readonly string[]])[] = [
    [{ shard: { index: 2, count: 2 } }, ['Malformed options.shard.index']],
    [{ shard: { index: -1, count: 2 } }, ['Malformed options.shard.index']],
    [{ shard: { index: 0, count: 0 } }, ['Malformed options.shard.count']],
    [{ shard: 1 }, ['Malformed options.shard']],
    [{ shards: 1 }, ['Malformed options.shards']],
    [{ without: ['unit'] }, ['Malformed options.without[0]']],
    [{ without: 'units' }, ['Malformed options.without']],
    [null, ['Malformed options']],
  ]
  test.each(cases)('%j', (options, errors) => {
    expect(refusal(sound, junk<object>(options))).toEqual(errors)
  })

  test.each([
    [{ chunk: 0 }, 'options.chunk'],
    [{ chunk: 1.5 }, 'options.chunk'],
    [{ from: 5 }, 'options.from'],
    [{ from: 0, shard: { index: 1, count: 2 } }, 'options.from'],
  ])('%j', (options, path) => {
    const [piece] = [...exploreInChunks({ ...sound, pes: [1, 2, 3, 4] }, options)]
    expect(piece && errorsOf(piece).map((error) => error.path)).toEqual([path])
  })
})

describe('a dataflow function that misbehaves', () => {
  const misbehaving: readonly (readonly [what: string, make: () => unknown])[] = [
    [
      'throws',
      () => {
        throw new Error('no')
      },
    ],
    ['returns nothing', () => undefined],
    ['returns a number', () => 3],
    ['returns a promise', () => Promise.resolve(rows({}))],
    [
      'returns what cannot be read',
      () =>
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('no')
            },
          },
        ),
    ],
    ['returns an unknown dimension', () => dataflow('no', [temporalMap(1, 1, 'Z')])],
  ]
  test.each(misbehaving)('%s', (_, make) => {
    const space: Space<'tile'> = {
      ...sound,
      parameters: { tile: [1, 2] },
      // Every other time it is as it should be.
      dataflow: ({ tile }) => (tile === 1 ? junk<Dataflow>(make()) : rows({})),
    }
    const { designs } = orThrow(explore(space))
    expect(designs).toMatchObject({ total: 2, valid: 1, invalid: { dataflow: 1 } })
  })

  it('may explore and estimate by itself', () => {
    const space: Space = {
      ...sound,
      pes: [1, 2, 3, 8],
      bandwidth: [1, 2],
      dataflow: () => {
        explore({ ...sound, layer: gemm({ M: 3, N: 5, K: 7 }) })
        return rows({})
      },
    }
    expect(orThrow(explore(space))).toEqual(orThrow(explore({ ...space, dataflow: rows })))
  })
})

describe('very large spaces', () => {
  const large: Space<'a'> = {
    layer,
    dataflow: rows,
    parameters: { a: range(1, 100) },
    hardware: { area: table },
    budget: { area: 1e6, power: 1e6 },
    pes: range(1, 1000),
    bandwidth: range(1, 1000),
    l1: range(1, 10_000),
    l2: range(1, 1000),
  }

  it('can be looked at in part', () => {
    const pieces = exploreInChunks(large, { chunk: 20_000, shard: { index: 500, count: 1000 } })
    const [first, second] = [pieces.next(), pieces.next()]
    const progress = [first, second].map(({ value }) => value && orThrow(value).done)
    expect(progress).toEqual([20_000, 40_000])
  })

  it('are counted as a whole where few sizes matter', () => {
    const pes = range(1, 100)
    const whole = { ...large, pes, l1: powersOfTwo(1, 2 ** 14), l2: powersOfTwo(1, 2 ** 20) }
    expect(orThrow(explore(whole)).designs.total).toBe(100 * 100 * 1000 * 15 * 21)
  })
})

describe('axes', () => {
  it('are inclusive', () => {
    expect(range(3, 3)).toEqual([3])
    expect(range(1, 10, 4)).toEqual([1, 5, 9])
    expect(range(2, 1)).toEqual([])
    expect(powersOfTwo(1, 1)).toEqual([1])
    expect(powersOfTwo(3, 3)).toEqual([])
  })

  it('may be asked for anything', () => {
    for (const first of [Number.NaN, Infinity, -Infinity, 1e300, 0.5])
      for (const last of [Number.NaN, Infinity, 1e300])
        for (const step of [1, 0, -1, Number.NaN, 1e-300]) {
          expect(range(first, last, step)).toEqual([])
          expect(powersOfTwo(last, first)).toHaveLength(0)
        }
  })
})
