/** Random sequences that depend on the seed of the run, and on what they are for. */
import { firstSeed } from '../support/generators/bulk'
import { type Random, seeded } from '../support/generators/random'

export const random = (purpose: string): Random =>
  // In 32 bits: a sum of doubles would lose the seed behind a long purpose.
  seeded([...purpose].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), firstSeed))
