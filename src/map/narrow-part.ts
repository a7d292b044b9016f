/**
 * What is left of a part of a box: what `narrow.ts` leaves of it, from what was left of the whole. Where no rule restricts tiles, the
 * smallest tiles depend on one another alone, and what fits depends on the smallest tiles alone: so capacities are looked at
 * only where these have grown, and nothing has to be narrowed more than twice.
 */
import { type Box, boxWithin } from './box'
import { narrowCapacity } from './capacity'
import type { Excluded } from './general-bound'
import { type Draft, narrow, narrowByShape } from './narrow'
import type { MapSpace } from './space'
import type { Target } from './target'

const draftOf = (part: Box, whole: Box): Draft => {
  const low = whole.low.slice()
  const high = whole.high.slice()
  for (let i = 0; i < low.length; i++) {
    if (part.low[i]! > low[i]!) low[i] = part.low[i]!
    if (part.high[i]! < high[i]!) high[i] = part.high[i]!
  }
  return { least: Math.max(part.least, whole.least), most: Math.min(part.most, whole.most), low, high }
}

/** Whether the smallest tile of a loop of a level has grown. */
const hasGrown = ({ low }: Draft, whole: Box, first: number, count: number): boolean => {
  for (let i = first; i < first + count; i++) if (low[i]! > whole.low[i]!) return true
  return false
}

const isFree = ({ tiles }: MapSpace): boolean => {
  for (const rules of tiles)
    for (let loop = 0; loop < rules.length; loop++) if (rules[loop] !== null) return false
  return true
}

/** Narrows a draft in a space without rules of tiles; false: nothing is left. */
const narrowDraft = (target: Target, space: MapSpace, part: Box, whole: Box, draft: Draft): boolean => {
  if (!narrowByShape(space, part, draft)) return false
  if (!target.countsElements) return true
  const { l1Room, clusterRoom } = target.machines[part.levels - 1]!
  const { count } = space.loops
  let isCut = false
  const innermost = part.levels === 1 ? 0 : count
  if (hasGrown(draft, whole, innermost, count)) {
    const inside = narrowCapacity(target, draft, innermost, l1Room)
    if (inside === null) return false
    isCut = inside
  }
  if (part.levels === 2 && hasGrown(draft, whole, 0, count)) {
    const outside = narrowCapacity(target, draft, 0, clusterRoom)
    if (outside === null) return false
    isCut ||= outside
  }
  return !isCut || narrowByShape(space, part, draft)
}

const areEqual = (a: readonly number[], b: readonly number[]): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** A list, or one of two that are equal to it: boxes that wait share what they can. */
const shared = (
  list: readonly number[],
  first: readonly number[],
  second: readonly number[],
): readonly number[] => (areEqual(list, first) ? first : areEqual(list, second) ? second : list)

/** What is left of a part of a box, of which `whole` is left: what {@link narrow} leaves, with less work. */
export const narrowPart = (target: Target, space: MapSpace, part: Box, whole: Box | null): Box | Excluded => {
  if (whole === null || !isFree(space)) return narrow(target, space, part)
  const draft = draftOf(part, whole)
  // What is excluded first depends on what the part itself admits.
  if (!narrowDraft(target, space, part, whole, draft)) return narrow(target, space, part)
  const { least, most, low, high } = draft
  return boxWithin(part, least, most, shared(low, whole.low, part.low), shared(high, whole.high, part.high))
}
