/** The number of mappings of a space, against counting them one by one. */
import { describe, expect, it } from 'vitest'
import { gemm } from '../../src/index'
import { ANY, wholeBox } from '../../src/map/box'
import { countMappings, countOneByOne } from '../../src/map/count'
import { loopsOf } from '../../src/map/loops'
import { NONE } from '../../src/map/mapping'
import { fullSpace } from '../../src/map/space'
import { pick, seeded } from '../support/generators/random'
import { enumerateMappings } from './enumerate'
import { dimensionsOf, problemOf, randomAccelerator, randomLayer, roughSize } from './problems'
import { random as seeds } from './seeds'
import { boxAround, randomMapping, targetFor } from './targets'

const random = seeded(3)

const small = Array.from({ length: 250 }, () => {
  const layer = randomLayer(random, 4)
  return { layer, problem: problemOf(layer), pes: random(1, 9) }
}).filter(({ problem, pes }) => roughSize(problem, pes) < 12_000)

describe('the number of mappings', () => {
  it.each([1, 2] as const)('of %i levels is that of the enumeration', (levels) => {
    for (const { problem, pes } of small) {
      let expected = 0n
      for (const _ of enumerateMappings(dimensionsOf(problem), pes, [levels])) expected += 1n
      const space = fullSpace(loopsOf(problem), pes)
      expect(countMappings(space, wholeBox(space, levels)), JSON.stringify({ problem, pes })).toBe(expected)
    }
    expect(small.length).toBeGreaterThan(60)
  })
})

it('is the same in any box, counted loop by loop and for all cluster sizes at once', () => {
  const own = seeds('count')
  let [compared, wide] = [0, 0]
  for (let done = 0; done < 4000; ) {
    const layer = randomLayer(own, own(2, 40))
    const pes = own(1, 60)
    const target = targetFor(layer, randomAccelerator(own, pes, 100))
    const space = fullSpace(target.loops, pes)
    for (let each = 0; each < 20; each++, done++) {
      const box = boxAround(own, randomMapping(own, target), target)
      const inners = box.inner === ANY ? [NONE, ...space.loops.extents.keys()] : [box.inner]
      const expected = inners.reduce((sum, inner) => sum + countOneByOne(space, box, inner), 0n)
      expect(countMappings(space, box), JSON.stringify({ layer, pes, box })).toBe(expected)
      // The next box may share what was counted of this one, but not where it differs.
      if (inners.length === 1) {
        const next = {
          ...box,
          ...pick(own, [{ least: box.most }, { outerClass: null }, { most: box.least }]),
        }
        expect(countMappings(space, next)).toBe(countOneByOne(space, next, inners[0]!))
      }
      if (expected > 0n) compared++
      if (box.least < box.most && box.outer >= 0 && box.inner !== NONE) wide++
    }
  }
  expect(compared).toBeGreaterThan(1000)
  expect(wide).toBeGreaterThan(100)
})

it('is exact where it is large', () => {
  const own = seeds('large counts')
  for (let run = 0; run < 30; run++) {
    const sizes = { M: own(50_000, 200_000), N: own(50_000, 200_000), K: own(1, 5000) }
    const pes = own(4, 100)
    const target = targetFor(gemm(sizes), randomAccelerator(own, pes, 100))
    const space = fullSpace(target.loops, pes)
    const outer = own(0, 1)
    const inner = run % 2 === 0 ? outer : 1 - outer
    const box = { ...wholeBox(space, 2), outer, inner }
    const expected = countOneByOne(space, box, inner)
    expect(countMappings(space, box), JSON.stringify({ sizes, pes, outer, inner })).toBe(expected)
    expect(expected).toBeGreaterThan(2n ** 60n)
  }
})
