/**
 * What the tiles of a loop need and compute of each tensor along the axis that the loop moves (docs/spec.md, section 16).
 *
 * Tiles that differ from the one before by a shift of everything make a group: what is needed, computed and kept moves on by
 * the same number of elements from tile to tile. So a loop has a few groups, however many tiles it has.
 *
 * A tensor that the loop does not reach has a line too, of one element. It is needed in every tile in which the layer that
 * takes it runs. It is retained where the loop lies inside the innermost loop that reaches the tensor, because then nothing
 * has moved since; and computed again where it lies outside, because then that loop has gone away and come back.
 */
import { floorDivide } from '../internal/arithmetic'
import { type Link, summandsOf } from './links'
import type { Loop } from './outer-nest'
import type { Standing } from './standing'
import { hullOf, type Interval, type Summand } from './touched'

/** Consecutive tiles, each a shift of the one before. */
export type Group = { readonly first: number; readonly count: number }

/** Per group, of its first tile. What it says moves on by `slope` from tile to tile of a group. */
export type Line = {
  /** What is needed; empty where `low` equals `high`. */
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** One past the highest index that earlier tiles needed. */
  readonly end: readonly number[]
  /** The lowest index that the next tile needs that needs any; `top` where none does. */
  readonly next: readonly number[]
  /** Elements from there on that no tile needs; from tile to tile of a group, fewer by `within`. */
  readonly ahead: readonly number[]
  readonly within: readonly number[]
  readonly slope: number
  readonly retains: boolean
  /** All that is ever needed. */
  readonly base: number
  readonly top: number
  /** How many elements are ever needed: all of these, but for those between the needs of tiles that lie apart. */
  readonly needed: number
}

/** A loop with its groups of tiles, and a line for each tensor T₀ … Tₙ₋₁ and for what the last layer computes. */
export type LoopLines = { readonly groups: readonly Group[]; readonly lines: readonly Line[] }

/** What a tile needs, and what earlier ones needed. */
type At = { readonly low: number; readonly high: number; readonly end: number }

const isEmpty = ({ low, high }: Interval): boolean => high <= low

/** What is computed in a tile: of what is retained, only what earlier tiles left over. */
const freshOf = ({ low, high, end }: At, retains: boolean): Interval =>
  retains ? { low: Math.min(high, Math.max(low, end)), high } : { low, high }

/** Along an axis that a loop moves: what is needed of it for an interval of the moved dimension. */
type Reach = {
  readonly slope: number
  readonly extent: number
  readonly neededFor: (moved: Interval) => Interval
}

const reachOf = (link: Link, k: number, { moves, axes, shifts }: Loop, { computed }: Standing): Reach => {
  const axis = link.problem.tensors[link.taken]!.axes[axes[k]!]!
  const place = link.places[link.taken]![axes[k]!]!
  const step = axis.find(({ dimension }) => dimension === moves[k])!.coefficient
  const neededFor = (moved: Interval): Interval => {
    const terms: readonly Summand[] = summandsOf(axis, (d) => (d === moves[k] ? moved : computed[k]![d]!))
    return hullOf(terms, place)
  }
  return { slope: shifts[k]! * step, extent: place.extent, neededFor }
}

const single: Interval = { low: 0, high: 1 }

/** Per tensor, the innermost loop that reaches it: the loops inside it leave it alone. */
const innermostReaching = (loops: readonly Loop[], tensor: number): number =>
  loops.reduce((innermost, { axes }, l) => (axes[tensor]! >= 0 ? l : innermost), -1)

type Tensor = { readonly reach: Reach | null; readonly retains: boolean }

const tensorsOf = (
  links: readonly Link[],
  loops: readonly Loop[],
  l: number,
  standing: Standing,
): readonly Tensor[] =>
  links.map((link, k) => {
    const loop = loops[l]!
    return loop.axes[k]! >= 0
      ? { reach: reachOf(link, k, loop, standing), retains: loop.retains }
      : { reach: null, retains: l > innermostReaching(loops, k) }
  })

/** An input besides T₀ … Tₙ₋₁ along an axis that the loop moves, whose padding its tiles may cross. */
export type Watched = {
  readonly layer: number
  readonly neededFor: (moved: Interval) => Interval
  readonly slope: number
  readonly extent: number
}

/** Everything that a tile needs, from the last layer down. */
const needsOf = (moved: Interval, tensors: readonly Tensor[], seen: readonly number[]): readonly At[] => {
  const needs: At[] = []
  let computed = moved
  for (let k = tensors.length - 1; k >= 0; k--) {
    const { reach, retains } = tensors[k]!
    const end = seen[k]!
    const needed = isEmpty(computed) ? null : reach === null ? single : reach.neededFor(computed)
    const at = needed === null || isEmpty(needed) ? { low: end, high: end, end } : { ...needed, end }
    needs[k] = at
    computed = freshOf(at, retains)
  }
  return needs
}

const isShifted = (a: readonly At[], b: readonly At[], slopes: readonly number[]): boolean =>
  a.every(({ low, high, end }, k) => {
    const slope = slopes[k]!
    return b[k]!.low - low === slope && b[k]!.high - high === slope && b[k]!.end - end === slope
  })

/** What tiles of layers need of other inputs, which must be a shift too. */
const watchedAt = (
  watched: readonly Watched[],
  needs: readonly At[],
  tensors: readonly Tensor[],
  moved: Interval,
) =>
  watched.map(({ layer, neededFor }) => {
    const of = needs[layer + 1]
    const computed = of === undefined ? moved : freshOf(of, tensors[layer + 1]!.retains)
    return isEmpty(computed) ? null : neededFor(computed)
  })

/** What a tile needs: of T₀ … Tₙ₋₁, and of the inputs that are watched (null: their layer does not run). */
type State = { readonly needs: readonly At[]; readonly others: readonly (Interval | null)[] }

/** Tiles after one that is a shift of the one before which are such shifts too. */
const furtherShifts = (
  state: State,
  loop: Loop,
  tile: number,
  tensors: readonly Tensor[],
  watched: readonly Watched[],
): number => {
  let most = floorDivide(loop.extent, loop.size) - 1 - tile
  tensors.forEach(({ reach }, k) => {
    if (reach !== null) most = Math.min(most, floorDivide(reach.extent - state.needs[k]!.high, reach.slope))
  })
  watched.forEach(({ extent, slope }, i) => {
    const other = state.others[i] ?? null
    if (other !== null) most = Math.min(most, floorDivide(extent - other.high, slope))
  })
  return Math.max(0, most)
}

const shifted = (needs: readonly At[], slopes: readonly number[], tiles: number): readonly At[] =>
  needs.map(({ low, high, end }, k) => {
    const by = tiles * slopes[k]!
    return { low: low + by, high: high + by, end: end + by }
  })

const isSameShift = (
  before: State,
  { needs, others }: State,
  slopes: readonly number[],
  watched: readonly Watched[],
): boolean =>
  isShifted(before.needs, needs, slopes) &&
  others.every((other, i) => {
    const earlier = before.others[i] ?? null
    if (other === null || earlier === null) return other === earlier
    const { slope } = watched[i]!
    return other.low - earlier.low === slope && other.high - earlier.high === slope
  })

type Walk = { readonly groups: readonly Group[]; readonly needs: readonly (readonly At[])[] }

/** Walks over the tiles of a loop, and jumps over those that are shifts. */
const walk = (
  loop: Loop,
  tensors: readonly Tensor[],
  watched: readonly Watched[],
  mayJump: boolean,
): Walk => {
  const slopes = tensors.map(({ reach }) => reach?.slope ?? 0)
  const groups: Group[] = []
  const all: (readonly At[])[] = []
  let seen: readonly number[] = tensors.map(() => 0)
  let before: State | null = null
  const add = (first: number, count: number, needs: readonly At[]): void => {
    groups.push({ first, count })
    all.push(needs)
  }
  for (let tile = 0; tile < loop.tiles; tile++) {
    if (groups.length > mostGroups) break
    const moved = { low: tile * loop.size, high: Math.min(loop.extent, (tile + 1) * loop.size) }
    const needs = needsOf(moved, tensors, seen)
    const state: State = { needs, others: watchedAt(watched, needs, tensors, moved) }
    const further: number =
      mayJump && before !== null && isSameShift(before, state, slopes, watched)
        ? furtherShifts(state, loop, tile, tensors, watched)
        : 0
    if (further > 0) add(tile, further, needs)
    tile += further
    const last = further > 0 ? shifted(needs, slopes, further) : needs
    add(tile, 1, last)
    seen = last.map(({ high, low, end }) => (high > low ? Math.max(end, high) : end))
    before = further > 0 ? null : state
  }
  return { groups, needs: all }
}

/** Groups of a loop: more are too many to cost. */
export const mostGroups = 4096

/** Elements that no tile needs, between what one tile and later ones need: in all, from tile to tile of a group, and ahead. */
type Gaps = {
  readonly all: number
  readonly within: readonly number[]
  /** Beyond what the next tile begins with that needs any. */
  readonly ahead: readonly number[]
}

const gapsOf = (at: readonly At[], groups: readonly Group[], slope: number): Gaps => {
  const within = at.map((here, g) =>
    groups[g]!.count > 1 && !isEmpty(here) ? Math.max(0, here.low + slope - here.high) : 0,
  )
  /** Before the first tile of each group, and before its next one. */
  const before: number[] = []
  let all = 0
  let end = Number.POSITIVE_INFINITY
  at.forEach((here, g) => {
    const { count } = groups[g]!
    if (!isEmpty(here)) {
      all += Math.max(0, here.low - end)
      end = here.high + (count - 1) * slope
    }
    before[g] = all
    all += (count - 1) * within[g]!
  })
  const ahead: number[] = []
  let following = all
  for (let g = at.length - 1; g >= 0; g--) {
    ahead[g] = all - (groups[g]!.count > 1 && !isEmpty(at[g]!) ? before[g]! + within[g]! : following)
    if (!isEmpty(at[g]!)) following = before[g]!
  }
  return { all, within, ahead }
}

const lineOf = ({ groups, needs }: Walk, k: number, slope: number, retains: boolean): Line => {
  const at = needs.map((each) => each[k]!)
  const lasts = at
    .map(({ low, high }, g) => ({ low, high: high + (groups[g]!.count - 1) * slope }))
    .filter((each) => !isEmpty(each))
  const base = lasts[0]?.low ?? 0
  const top = lasts[lasts.length - 1]?.high ?? 0
  const next: number[] = []
  let following = top
  for (let g = at.length - 1; g >= 0; g--) {
    const here = at[g]!
    next[g] = groups[g]!.count > 1 && !isEmpty(here) ? here.low + slope : following
    if (!isEmpty(here)) following = here.low
  }
  const gaps = gapsOf(at, groups, slope)
  return {
    low: at.map(({ low }) => low),
    high: at.map(({ high }) => high),
    end: at.map(({ end }) => end),
    next,
    ahead: gaps.ahead,
    within: gaps.within,
    slope,
    retains,
    base,
    top,
    needed: top - base - gaps.all,
  }
}

/** The last layer computes each tile anew. */
const tilesLine = (loop: Loop, groups: readonly Group[]): Line => {
  const low = groups.map(({ first }) => first * loop.size)
  return {
    low,
    high: low.map((from) => Math.min(loop.extent, from + loop.size)),
    end: low,
    next: low.map((from) => Math.min(loop.extent, from + loop.size)),
    ahead: low.map(() => 0),
    within: low.map(() => 0),
    slope: loop.size,
    retains: false,
    base: 0,
    top: loop.extent,
    needed: loop.extent,
  }
}

/** The lines of a loop; null where it has too many groups. */
export const linesOf = (
  links: readonly Link[],
  loops: readonly Loop[],
  l: number,
  standing: Standing,
  watched: readonly Watched[],
  mayJump: boolean,
): LoopLines | null => {
  const tensors = tensorsOf(links, loops, l, standing)
  const walked = walk(loops[l]!, tensors, watched, mayJump)
  if (walked.groups.length > mostGroups) return null
  const lines = tensors.map(({ reach, retains }, k) => lineOf(walked, k, reach?.slope ?? 0, retains))
  return { groups: walked.groups, lines: [...lines, tilesLine(loops[l]!, walked.groups)] }
}

/** What is computed in the first tile of a group. */
export const freshIn = ({ low, high, end, retains }: Line, g: number): Interval =>
  freshOf({ low: low[g]!, high: high[g]!, end: end[g]! }, retains)
