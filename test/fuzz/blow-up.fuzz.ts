/** The worst that an input can ask for: refused as too complex, or answered, within tens of milliseconds either way. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  estimate,
  type Layer,
  layer,
  type Operator,
  operator,
  spatialMap,
  temporalMap,
} from '../../src/index'

/** Three times the 50 ms that any call may take: other work may share the machine. */
const most = 150
const rounds = 5

const count = (length: number): readonly number[] => Array.from({ length }, (_, i) => i)
const names = (n: number): readonly string[] => count(n).map((i) => `D${i}`)

/** An operator of n dimensions, of which each tensor couples neighbours two by two, with these coefficients. */
const windows = (n: number, tensors: number, s: number, d: number): Operator =>
  operator({
    name: 'windows',
    dimensions: names(n),
    tensors: count(tensors).map((t) => ({
      name: `T${t}`,
      role: t === tensors - 1 ? 'output' : 'input',
      axes: count(n / 2).map((i) => [
        { dimension: `D${2 * i}`, coefficient: s },
        { dimension: `D${2 * i + 1}`, coefficient: d },
      ]),
    })),
  })

const sized = (of: Operator, extent: number): Layer =>
  layer(of, Object.fromEntries(of.dimensions.map((name) => [name, extent])))

const tiles = (n: number, tile: number): readonly Directive[] =>
  names(n).map((name) => temporalMap(tile, tile, name))

/** Levels of ever smaller tiles that never divide each other, each with one dimension spread. */
const levels = (n: number, depth: number, first: number, units: number): Dataflow =>
  dataflow(
    'levels',
    count(depth).flatMap((level): readonly Directive[] => {
      const tile = Math.max(1, first - 2 * level)
      const spread = `D${level % n}`
      const maps = names(n).map((name) => (name === spread ? spatialMap : temporalMap)(tile, tile, name))
      return level === 0 ? maps : [cluster(units), ...maps]
    }),
  )

type Case = readonly [
  what: string,
  ends: 'TooComplex' | 'CountOverflow' | 'Right' | 'any',
  layer: Layer,
  dataflow: Dataflow,
  pes: number,
]

const ragged = (n: number, tile: number) => dataflow('ragged', tiles(n, tile))
const pair = windows(2, 2, 100_003, 99_991)
const spread = (tile: number) => dataflow('spread', [spatialMap(tile, tile, 'D0'), temporalMap(7, 7, 'D1')])

const cases: readonly Case[] = [
  ['16 dimensions, all ragged', 'any', sized(windows(16, 2, 1, 1), 5), ragged(16, 2), 16],
  [
    '16 dimensions, ragged in 8 tensors of 8 windows',
    'TooComplex',
    sized(windows(16, 8, 2, 3), 5),
    ragged(16, 2),
    16,
  ],
  [
    '16 dimensions of 8 windows with large steps',
    'TooComplex',
    sized(windows(16, 8, 101, 103), 5),
    ragged(16, 2),
    16,
  ],
  ['16 levels over 2 dimensions', 'any', sized(windows(2, 2, 1, 1), 1000), levels(2, 16, 401, 2), 65_536],
  ['16 levels over 16 dimensions', 'any', sized(windows(16, 8, 1, 1), 9), levels(16, 16, 7, 2), 65_536],
  ['4 levels over 8 dimensions, ragged', 'any', sized(windows(8, 8, 3, 2), 50), levels(8, 4, 17, 3), 1000],
  ['3 levels over 16 dimensions, ragged', 'any', sized(windows(16, 8, 3, 2), 9), levels(16, 3, 7, 3), 1000],
  ['huge coprime coefficients, few units', 'any', sized(pair, 50_021), spread(3), 64],
  ['huge coprime coefficients, many units', 'TooComplex', sized(pair, 50_021), spread(3), 4096],
  [
    'huge coprime coefficients, millions of units',
    'TooComplex',
    sized(pair, 50_000_017),
    spread(3),
    10_000_000,
  ],
  ['coefficients of 2^40', 'any', sized(windows(2, 2, 2 ** 40 - 87, 2 ** 40 - 167), 4099), spread(3), 64],
  ['extents of 2^53 − 1', 'CountOverflow', sized(pair, Number.MAX_SAFE_INTEGER), spread(3), 64],
  [
    'an extent of 2^53 − 1 alone',
    'any',
    layer(windows(2, 2, 1, 1), { D0: Number.MAX_SAFE_INTEGER, D1: 1 }),
    spread(3),
    64,
  ],
  [
    '1024 directives',
    'any',
    sized(windows(2, 2, 1, 1), 9),
    dataflow(
      'long',
      count(1024).map(() => temporalMap(1, 1, 'D0')),
    ),
    4,
  ],
  [
    '1024 clusters',
    'TooComplex',
    sized(windows(2, 2, 1, 1), 9),
    dataflow(
      'deep',
      count(1024).map(() => cluster(1)),
    ),
    4,
  ],
]

const milliseconds = (work: () => void): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const endOf = (of: Layer, flow: Dataflow, pes: number): readonly string[] => {
  const answer = estimate(of, flow, { pes })
  return isLeft(answer) ? [...new Set(answer.left.map(({ _tag }) => _tag))] : ['Right']
}

describe('the worst inputs end quickly', () => {
  for (const [what, ends, of, flow, pes] of cases)
    it(what, () => {
      const end = endOf(of, flow, pes)
      const times = count(rounds).map(() => milliseconds(() => endOf(of, flow, pes)))
      console.log(`${what}: ${end}, ${median(times).toFixed(1)} ms`)
      if (ends !== 'any') expect(end).toContain(ends)
      expect(median(times)).toBeLessThan(most)
    })
})
