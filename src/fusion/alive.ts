/**
 * What is alive of T₀ … Tₙ₋₁ from step to step (docs/spec.md, section 16), counted in closed form.
 *
 * An element is alive between two steps if the next step that needs it does not compute it again. Along each loop, an element
 * has a place on the loop's line: it is needed in the present tile or not (c), and in a later tile or not (m). Its next need is
 * in the innermost loop q that has a later tile with it, while the loops outside stay in tiles that have it, and no loop inside
 * q does: there, either the element is not in the present tile of some loop, or no loop from there on has a later tile with it.
 * It is computed at that need if it is fresh along every loop; inside q, every loop begins anew, at the first tile that has it.
 */
import type { LoopLines } from './lines'

/** Numbers of places on a line, for a tile: see the comment of this file. */
const CONTAINED = 0
const FRESH = 1
const LATER_CONTAINED = 2
const LATER_OUTSIDE = 3
const FRESH_LATER_CONTAINED = 4
const FRESH_LATER_OUTSIDE = 5
const NO_LATER_CONTAINED = 6
const NO_LATER_OUTSIDE = 7
const ALL = 8
const numbers = 9

/** A tile at which something may be largest: the first or the last of a group. */
export type Corner = { readonly group: number; readonly tile: number }

/** A loop with the corners of its groups, and for each of them the places on the line of each tensor. */
export type LoopCorners = {
  readonly corners: readonly Corner[]
  readonly tensors: number
  readonly places: Float64Array
}

/**
 * Everything that is alive is a sum of products of numbers of places, one for each loop, and these move on evenly within a
 * group. A function that is linear in each of its arguments is largest at a corner, and the first of its largest values is.
 */
export const cornersOf = (of: LoopLines): LoopCorners =>
  placesAt(
    of,
    of.groups.flatMap(({ first, count }, group): readonly Corner[] =>
      count === 1
        ? [{ group, tile: first }]
        : [
            { group, tile: first },
            { group, tile: first + count - 1 },
          ],
    ),
  )

/** The places on the lines of a loop in these tiles. */
export const placesAt = ({ groups, lines }: LoopLines, corners: readonly Corner[]): LoopCorners => {
  const tensors = lines.length - 1
  const places = new Float64Array(corners.length * tensors * numbers)
  corners.forEach(({ group, tile }, i) => {
    const passed = tile - groups[group]!.first
    for (let k = 0; k < tensors; k++) {
      const line = lines[k]!
      const by = passed * line.slope
      const low = line.low[group]! + by
      const high = line.high[group]! + by
      const end = line.end[group]! + by
      const next = Math.min(line.top, line.next[group]! + by)
      const at = (i * tensors + k) * numbers
      const contained = high - low
      const apart = line.ahead[group]! - passed * line.within[group]!
      const later = line.top - next - apart
      const laterContained = Math.max(0, high - Math.max(low, next))
      const seen = contained > 0 ? Math.max(end, high) : end
      places[at + CONTAINED] = contained
      places[at + FRESH] = line.retains ? Math.max(0, high - Math.max(low, end)) : contained
      places[at + LATER_CONTAINED] = laterContained
      places[at + LATER_OUTSIDE] = later - laterContained
      places[at + FRESH_LATER_CONTAINED] = line.retains ? 0 : laterContained
      places[at + FRESH_LATER_OUTSIDE] = line.retains
        ? Math.max(0, line.top - Math.max(next, seen) - apart)
        : later - laterContained
      places[at + NO_LATER_CONTAINED] = contained - laterContained
      places[at + NO_LATER_OUTSIDE] = line.needed - later - (contained - laterContained)
      places[at + ALL] = line.needed
    }
  })
  return { corners, tensors, places }
}

/** What is there of each tensor in a step. */
export type Alive = {
  /** From the step before, to the step after, and computed or fetched in this step; in elements, per tensor. */
  readonly before: Float64Array
  readonly after: Float64Array
  readonly computed: Float64Array
}

export const newAlive = (tensors: number): Alive => ({
  before: new Float64Array(tensors),
  after: new Float64Array(tensors),
  computed: new Float64Array(tensors),
})

/** Elements of a tensor whose next need, at this step or after it, finds them there. */
const aliveOf = (
  loops: readonly LoopCorners[],
  at: readonly number[],
  tensor: number,
  isSelf: boolean,
): number => {
  const depth = loops.length
  let contained = 1
  let fresh = 1
  for (let l = 0; l < depth; l++) {
    const { places, tensors } = loops[l]!
    const i = (at[l]! * tensors + tensor) * numbers
    contained *= places[i + CONTAINED]!
    fresh *= places[i + FRESH]!
  }
  let alive = isSelf ? contained - fresh : 0
  // What the loops inside have that are not needed there: all of it, or only where no later need is there.
  let inside = isSelf ? 0 : 1
  let all = 1
  for (let l = depth - 1; l >= 0; l--) {
    const { places, tensors } = loops[l]!
    const i = (at[l]! * tensors + tensor) * numbers
    let outerContained = 1
    let outerFresh = 1
    for (let outer = 0; outer < l; outer++) {
      const of = loops[outer]!
      const o = (at[outer]! * of.tensors + tensor) * numbers
      outerContained *= of.places[o + CONTAINED]!
      outerFresh *= of.places[o + FRESH]!
    }
    const later = places[i + LATER_CONTAINED]! * inside + places[i + LATER_OUTSIDE]! * all
    const freshLater = places[i + FRESH_LATER_CONTAINED]! * inside + places[i + FRESH_LATER_OUTSIDE]! * all
    alive += outerContained * later - outerFresh * freshLater
    inside = places[i + NO_LATER_CONTAINED]! * inside + places[i + NO_LATER_OUTSIDE]! * all
    all *= places[i + ALL]!
  }
  return alive
}

/** What is there of each tensor in the step at these corners of the loops. */
export const aliveAt = (
  loops: readonly LoopCorners[],
  at: readonly number[],
  factor: readonly number[],
  into: Alive,
): Alive => {
  for (let k = 0; k < factor.length; k++) {
    let computed = 1
    for (let l = 0; l < loops.length; l++) {
      const { places, tensors } = loops[l]!
      computed *= places[(at[l]! * tensors + k) * numbers + FRESH]!
    }
    into.computed[k] = computed * factor[k]!
    into.before[k] = aliveOf(loops, at, k, true) * factor[k]!
    into.after[k] = aliveOf(loops, at, k, false) * factor[k]!
  }
  return into
}
