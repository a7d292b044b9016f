/** The best way to bring in each input, against all combinations. */
import { expect, it } from 'vitest'
import { type Choosing, choose, ways } from '../../src/fusion/choose'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { chance, pick, type Random, seeded } from '../support/generators/random'
import { chooseBest, type Other } from './choices'

const runs = runsOr(3000)

type Given = {
  readonly inputs: readonly Choosing[]
  readonly needs: readonly number[]
  readonly room: number
}

/** Small numbers have many ties; large ones, none. Nothing relates the ways of an input to each other. */
const givenBy = (random: Random): Given => {
  const scale = pick(random, [2, 4, 12, 1000, 2 ** 40])
  const needs = Array.from({ length: random(1, 5) }, () => random(0, scale))
  const inputs = needs.flatMap((_, layer) =>
    Array.from({ length: pick(random, [0, 1, 1, 2]) }, () => ({
      layer,
      options: ways.map((way, i) => ({
        way,
        traffic: random(0, scale),
        always: i < 2 ? random(0, scale) : 0,
        own: i < 2 ? 0 : random(0, scale),
      })),
    })),
  )
  const room = chance(random, 10) ? Number.POSITIVE_INFINITY : random(0, scale * (1 + needs.length))
  return { inputs: inputs.slice(0, 6), needs, room }
}

const asOther = ({ layer, options }: Choosing): Other => ({
  layer,
  tensor: '',
  ways: options.map(({ way, ...of }) => ({ choice: way, reads: 0, ...of })),
})

it(`finds the best of all combinations for ${runs} lists of inputs`, () => {
  let fitting = 0
  let other = 0
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const { inputs, needs, room } = givenBy(seeded(seed))
    const best = chooseBest(inputs.map(asOther), needs, room)
    const chosen = choose(inputs, needs, room)
    const found = chosen && {
      ways: chosen.options.map(({ way }) => way),
      need: chosen.need,
      fits: chosen.fits,
    }
    const expected = { ways: best.ways.map(({ choice }) => choice), need: best.need, fits: best.fits }
    expect(found, `MAESTRO_SEED=${seed} MAESTRO_RUNS=1`).toEqual(expected)
    if (best.fits) fitting++
    else other++
  }
  expect(fitting).toBeGreaterThan(runs < 100 ? -1 : runs / 5)
  expect(other).toBeGreaterThan(runs < 100 ? -1 : runs / 20)
})

/** Weights of layers that run in `tiles` steps: kept, or brought in for each of them. */
const chainOf = (random: Random, layers: number, tiles: () => number, unit: number): Given => {
  const inputs = Array.from({ length: layers }, (_, layer) => {
    const size = unit * random(20_000, 40_000)
    const times = tiles()
    return {
      layer,
      options: [
        { way: ways[0], traffic: size, always: size, own: 0 },
        { way: ways[1], traffic: size, always: size, own: 0 },
        { way: ways[2], traffic: size * times, always: 0, own: 2 * size },
        { way: ways[3], traffic: size * times * 2, always: 0, own: Math.ceil(size / 2) },
      ],
    }
  })
  const all = inputs.reduce((sum, { options }) => sum + (options[0]?.always ?? 0), 0)
  return {
    inputs,
    needs: inputs.map(() => random(0, unit * 5000)),
    room: Math.round((all * random(20, 80)) / 100),
  }
}

it('chooses for thirty layers in a room for some of their weights', () => {
  for (let seed = firstSeed; seed < firstSeed + 40; seed++) {
    const random = seeded(seed)
    const { inputs, needs, room } = chainOf(random, random(20, 30), () => random(2, 200), 1)
    const chosen = choose(inputs, needs, room)
    expect(chosen?.fits).toBe(true)
    expect(chosen?.need).toBeLessThanOrEqual(room)
  }
})
