import fc from 'fast-check'
import leven, { closestMatch } from 'leven'
import { expect, test } from 'vitest'
import { didYouMean, distance } from '../../src/error/nearest'
import { scaled } from '../support/generators/bulk'

/** Few letters, so that words are near each other. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', "'", 'é'), maxLength: 12 })

test("Levenshtein's distance is the library's", () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(distance(a, b)).toBe(leven(a, b))
    }),
    { numRuns: scaled(2000) },
  )
})

test('the nearest name is the library’s, within a third of the letters', () => {
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 6 }), (name, candidates) => {
      const nearest = closestMatch(name, candidates, { maxDistance: Math.floor(name.length / 3) })
      expect(didYouMean(name, candidates)).toBe(nearest === undefined ? '' : `Did you mean ${nearest}? `)
    }),
    { numRuns: scaled(2000) },
  )
})

test('letters in another case are no difference', () => {
  expect(didYouMean('STRIDE', ['size', 'stride'])).toBe('Did you mean stride? ')
})

test.each(['Y’', 'Y′', 'Y‘'])('the prime of %s is the apostrophe of names', (name) => {
  expect(didYouMean(name, ['X', "Y'"])).toBe("Did you mean Y'? ")
})
