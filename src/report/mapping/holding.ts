/** What a unit holds of a tensor in a step: what is new, what was there, and what it shares with its neighbours. */
import type { Level } from '../../dataflow/canonical'
import { product } from '../../internal/arithmetic'
import type { Axis, Tensor } from '../../operator/problem'
import { type Box, coordinatesOf, spanOf } from './coordinates'
import {
  difference,
  type Interval,
  type Intervals,
  intersection,
  nothing,
  sizeOf,
  unionOf,
} from './intervals'
import { activeUnits, type Stand, standOf } from './stand'

/**
 * What a unit holds of a tensor in a step, in elements. `fresh` were not there in the unit's step before, `reused` were;
 * of an input's fresh ones, `multicast` are those that other units of the parent get in the same step. Of an output,
 * `leaving` are no longer there in the unit's next step, and `reduced` those of them that other units of the parent give
 * up at the same time: they are parts of the same sums.
 *
 * @since 0.1.0
 * @category mapping view
 */
export type Holding = {
  /** First and last coordinate along each axis of the tensor. */
  readonly ranges: readonly (readonly [first: number, last: number])[]
  readonly elements: number
  readonly fresh: number
  readonly reused: number
  readonly multicast?: number
  readonly leaving?: number
  readonly reduced?: number
}

/** Where a unit stands among the others of its parent. */
export type Post = {
  readonly level: Level
  readonly parent: Stand
  readonly step: number
  readonly unit: number
  readonly stand: Stand
}

/** A tile now, and the tile that the same unit has in the step before, or in the one after. */
type Pair = { readonly now: Box; readonly other: Box | null }
type Turn = 'before' | 'after'

const tileSize = ({ axes }: Tensor, box: Box): number =>
  product(axes.map((axis) => sizeOf(coordinatesOf(axis, box))))

const commonSize = (axes: readonly Axis[], a: Box, b: Box): number =>
  product(axes.map((axis) => sizeOf(intersection(coordinatesOf(axis, a), coordinatesOf(axis, b)))))

const keptSize = ({ axes }: Tensor, box: Box, other: Box | null): number =>
  other === null ? 0 : commonSize(axes, box, other)

/** The axis that units of a level differ in; none if the level's spatial dimension is not coupled to the tensor. */
const spreadAxis = ({ axes }: Tensor, { loops }: Level): Axis | undefined => {
  const spatial = loops.find((loop) => loop.spatial)
  return axes.find((axis) => axis.some(({ dimension }) => dimension === spatial?.dimension))
}

const pairOf = ({ level, parent, step }: Post, unit: number, turn: Turn): Pair | null => {
  const stand = standOf(level, parent, step, unit)
  return stand && { now: stand.box, other: stand[turn] }
}

const overlaps = (axis: Axis, a: Box, b: Box): boolean => {
  const [firstA, lastA] = spanOf(axis, a)
  const [firstB, lastB] = spanOf(axis, b)
  return firstA <= lastB && firstB <= lastA
}

/** The units on one side whose tiles may overlap; tiles move on with the units' numbers. */
const towards = (post: Post, axis: Axis, turn: Turn, direction: 1 | -1): readonly Pair[] => {
  const active = activeUnits(post.level, post.parent.box, post.step)
  const found: Pair[] = []
  for (let unit = post.unit + direction; unit >= 0 && unit < active; unit += direction) {
    const pair = pairOf(post, unit, turn)
    if (pair === null || !overlaps(axis, pair.now, post.stand.box)) break
    found.push(pair)
  }
  return found
}

/**
 * Other units with the same tile: it is enough to ask one that works in its other step and one that does not. Those
 * that do have the lower numbers.
 */
const alike = (post: Post, turn: Turn): readonly Pair[] => {
  const active = activeUnits(post.level, post.parent.box, post.step)
  const asked = [0, 1, active - 2, active - 1]
  return asked
    .filter((unit) => unit >= 0 && unit < active && unit !== post.unit)
    .flatMap((unit) => pairOf(post, unit, turn) ?? [])
}

/** The coordinates of a pair that are in its tile now, and those of them that are not in the other. */
const along = (axis: Axis, { now, other }: Pair) => {
  const held = coordinatesOf(axis, now)
  return { held, moved: difference(held, other === null ? nothing : coordinatesOf(axis, other)) }
}

const sizeWithin = (sets: readonly Intervals[], within: Intervals): number => {
  const inside: Interval[] = sets.flatMap((set) => intersection(set, within))
  return sizeOf(unionOf(inside))
}

/**
 * Elements that a unit gets (or gives up) and others of the parent too. All units have the same coordinates along all
 * axes but the one that they are spread over. An element whose other coordinates were not in the step before (or after)
 * is new (or lost) wherever it is; one whose were is so where its coordinate on that axis is.
 */
const sharedSize = (tensor: Tensor, post: Post, turn: Turn): number => {
  const axis = spreadAxis(tensor, post.level)
  const line: Axis = axis ?? []
  const others =
    axis === undefined
      ? alike(post, turn)
      : [...towards(post, axis, turn, -1), ...towards(post, axis, turn, 1)]
  if (others.length === 0) return 0
  const { stand } = post
  const own = along(line, { now: stand.box, other: stand[turn] })
  const theirs = others.map((pair) => along(line, pair))
  const rest = tensor.axes.filter((each) => each !== axis)
  const other = [{ other: stand[turn] }, ...others].find((pair) => pair.other !== null)?.other
  const all = commonSize(rest, stand.box, stand.box)
  const still = other ? commonSize(rest, stand.box, other) : 0
  const wherever = sizeWithin(
    theirs.map(({ held }) => held),
    own.held,
  )
  const moved = sizeWithin(
    theirs.map(({ moved }) => moved),
    own.moved,
  )
  return (all - still) * wherever + still * moved
}

export const holdingOf = (tensor: Tensor, post: Post): Holding => {
  const { box, before, after } = post.stand
  const elements = tileSize(tensor, box)
  const reused = keptSize(tensor, box, before)
  const ranges = tensor.axes.map((axis) => spanOf(axis, box))
  const held = { ranges, elements, fresh: elements - reused, reused }
  if (tensor.role === 'input') return { ...held, multicast: sharedSize(tensor, post, 'before') }
  const leaving = elements - keptSize(tensor, box, after)
  return { ...held, leaving, reduced: sharedSize(tensor, post, 'after') }
}
