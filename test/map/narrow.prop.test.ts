/** What is left of a part of a box, from what was left of the whole, is what is left of the part by itself. */
import { expect, it } from 'vitest'
import { product } from '../../src/internal/arithmetic'
import { ANY, type Box } from '../../src/map/box'
import { loopsOf } from '../../src/map/loops'
import { narrow } from '../../src/map/narrow'
import { narrowPart } from '../../src/map/narrow-part'
import { fullSpace } from '../../src/map/space'
import { chance, type Random } from '../support/generators/random'
import { problemOf, randomAccelerator, randomLayer } from './problems'
import { random as seeds } from './seeds'
import { boxAround, randomMapping, targetFor, withExactCapacities } from './targets'

/** A part of a box, as a search cuts them: narrower ranges, or more that is decided. */
const partOf = (random: Random, whole: Box, decided: Box): Box => {
  const inRange = (low: number, high: number): number => random(low, Math.max(low, high))
  const cut = whole.low.map((low, i): readonly [number, number] => {
    const high = whole.high[i]!
    if (chance(random, 60)) return [low, high]
    return chance(random, 50) ? [inRange(low, high), high] : [low, inRange(low, high)]
  })
  const decides = (): boolean => chance(random, 40)
  return {
    ...whole,
    least: chance(random, 30) ? inRange(whole.least, whole.most) : whole.least,
    inner: whole.inner === ANY && decides() ? decided.inner : whole.inner,
    outerClass: whole.outerClass === null && decides() ? decided.outerClass : whole.outerClass,
    innerClass: whole.innerClass === null && decides() ? decided.innerClass : whole.innerClass,
    low: cut.map(([low]) => low),
    high: cut.map(([, high]) => high),
  }
}

const boxes = Math.min(200_000, Number(process.env['MAP_PAIRS'] ?? 20_000))

it('is the same, with what excludes all of it', () => {
  const random = seeds('narrow')
  const seen = { left: 0, smaller: 0, empty: 0, l1: 0, clusters: 0, l2: 0 }
  for (let done = 0; done < boxes; ) {
    const layer = randomLayer(random, random(2, 30))
    const pes = random(1, 40)
    const elements = Math.min(1500, 4 * product(problemOf(layer).extents))
    const drawnHardware = randomAccelerator(random, pes, elements)
    const loops = loopsOf(problemOf(layer))
    const first = randomMapping(random, { loops, pes })
    const isExact = chance(random, 50)
    const target = targetFor(
      layer,
      isExact ? withExactCapacities(random, layer, drawnHardware, first) : drawnHardware,
    )
    const space = fullSpace(target.loops, pes)
    for (let each = 0; each < 20; each++, done++) {
      const drawn = isExact && each < 10 ? first : randomMapping(random, target)
      const whole = boxAround(random, drawn, target)
      const left = narrow(target, space, whole)
      if (typeof left === 'string') continue
      const decided = { ...boxAround(random, drawn, target), inner: drawn.spatial[1] }
      const part = partOf(random, whole, decided)
      const expected = narrow(target, space, part)
      const given = narrowPart(target, space, part, left)
      expect(given, JSON.stringify({ layer, pes, whole, part })).toEqual(expected)
      if (typeof expected === 'string') seen[expected]++
      else seen.left++
      if (
        typeof expected !== 'string' &&
        expected.high.some((high, i) => high < left.high[i]! && high < part.high[i]!)
      )
        seen.smaller++
    }
  }
  expect(seen.left).toBeGreaterThan(boxes / 8)
  expect(seen.smaller).toBeGreaterThan(boxes / 100)
  expect(Math.min(seen.empty, seen.l1, seen.clusters)).toBeGreaterThan(boxes / 2000)
})
