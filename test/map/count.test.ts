/** The number of mappings of a space, against counting them one by one. */
import { describe, expect, it } from 'vitest'
import { wholeBox } from '../../src/map/box'
import { countMappings } from '../../src/map/count'
import { loopsOf } from '../../src/map/loops'
import { fullSpace } from '../../src/map/space'
import { seeded } from '../property/random'
import { enumerateMappings } from './enumerate'
import { dimensionsOf, problemOf, randomLayer, roughSize } from './problems'

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
