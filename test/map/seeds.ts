/** Random sequences that depend on the seed of the run, and on what they are for. */
import { firstSeed } from '../property/bulk'
import { type Random, seeded } from '../property/random'

export const random = (purpose: string): Random =>
  seeded(firstSeed * 7919 + [...purpose].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 0))
