/** Counting pairs of capacities equals looking at each. */
import { expect, it } from 'vitest'
import { countPairs, type Grid, type Pairs, stepOf } from '../../src/explore/pairs'
import { floorSum } from '../../src/internal/arithmetic'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { chance, pick, type Random, seeded } from '../support/generators/random'

const ascending = (random: Random): Float64Array => {
  const count = random(1, 12)
  const first = random(0, 50)
  const step = random(0, 9)
  return chance(random, 60)
    ? Float64Array.from({ length: count }, (_, i) => first + step * i)
    : Float64Array.from({ length: random(1, 4) }, () => random(0, 100)).sort()
}

const rangeOf = (random: Random, length: number): readonly [number, number] => {
  const from = random(0, length - 1)
  return [from, random(from + 1, length)]
}

const countEach = ({ pes, l1, l2 }: Grid, pairs: Pairs, isWithin: (bytes: number) => boolean): number => {
  let within = 0
  for (let i = pairs.l1[0]; i < pairs.l1[1]; i++)
    for (let j = pairs.l2[0]; j < pairs.l2[1]; j++)
      if (isWithin(pes * l1.values[i]! + l2.values[j]!)) within++
  return within
}

const runs = 8 * runsOr(600)

it(`counts the pairs of ${runs} grids`, () => {
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const random = seeded(seed)
    const [l1, l2] = [ascending(random), ascending(random)]
    const pes = pick(random, [1, 2, 3, 7, 64])
    const grid = { pes, l1: { values: l1, step: stepOf(l1) }, l2: { values: l2, step: stepOf(l2) } }
    const pairs = { l1: rangeOf(random, l1.length), l2: rangeOf(random, l2.length) }
    const bytes = random(-5, 110 * pes + 110)
    const limit = bytes + pick(random, [0, 0.25])
    const [surely, hardly] = pick(random, [
      [limit, limit],
      [limit - random(0, 3) / 2, limit + random(0, 3) / 2],
      [Number.NaN, Number.POSITIVE_INFINITY],
    ] as const)
    const isWithin = (i: number, j: number) => pes * l1[i]! + l2[j]! <= limit
    expect(countPairs(grid, pairs, surely, hardly, isWithin), `MAESTRO_SEED=${seed} MAESTRO_RUNS=1`).toBe(
      countEach(grid, pairs, (each) => each <= limit),
    )
  }
})

it('adds up quotients', () => {
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const random = seeded(seed)
    const [count, divisor, slope, start] = [random(0, 40), random(1, 60), random(0, 200), random(0, 300)]
    let sum = 0
    for (let i = 0; i < count; i++) sum += Math.floor((slope * i + start) / divisor)
    expect(floorSum(count, divisor, slope, start)).toBe(sum)
  }
  expect(floorSum(1, 3, 1, 2 ** 53 - 1)).toBe(3002399751580330)
})
