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
import { activeUnits, type UnitStep, unitStepOf } from './unit-step'

/**
 * The elements of a tensor that a unit holds in a step. The unit did not hold the `fresh` ones in its step before, and held
 * the `reused` ones; of an input's fresh ones, `multicast` are those that other units of the parent get in the same step. Of
 * an output, `leaving` leave the unit before its next step, and `reduced` those of them that other units of the parent give up
 * at the same time: they are parts of the same sums.
 *
 * @since 0.2.0
 * @category mapping view
 */
export type TensorTile = {
  /** First and last coordinate along each axis of the tensor. */
  readonly ranges: readonly (readonly [first: number, last: number])[]
  /** Elements that the unit holds. */
  readonly elements: number
  /** Elements that were not there in the unit's step before. */
  readonly fresh: number
  /** Elements that were there in the unit's step before. */
  readonly reused: number
  /** Fresh elements that other units of the parent get in the same step; of inputs only. */
  readonly multicast?: number
  /** Elements that leave the unit before its next step; of outputs only. */
  readonly leaving?: number
  /** Leaving elements that other units of the parent give up at the same time; of outputs only. */
  readonly reduced?: number
}

/** Where a unit stands among the others of its parent. */
export type UnitPosition = {
  readonly level: Level
  readonly parent: UnitStep
  readonly step: number
  readonly unit: number
  readonly unitStep: UnitStep
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

const pairOf = ({ level, parent, step }: UnitPosition, unit: number, turn: Turn): Pair | null => {
  const unitStep = unitStepOf(level, parent, step, unit)
  return unitStep && { now: unitStep.box, other: unitStep[turn] }
}

const overlaps = (axis: Axis, a: Box, b: Box): boolean => {
  const [firstA, lastA] = spanOf(axis, a)
  const [firstB, lastB] = spanOf(axis, b)
  return firstA <= lastB && firstB <= lastA
}

/** The units on one side whose tiles may overlap; tiles move on with the units' numbers. */
const neighboursTowards = (
  position: UnitPosition,
  axis: Axis,
  turn: Turn,
  direction: 1 | -1,
): readonly Pair[] => {
  const active = activeUnits(position.level, position.parent.box, position.step)
  const found: Pair[] = []
  for (let unit = position.unit + direction; unit >= 0 && unit < active; unit += direction) {
    const pair = pairOf(position, unit, turn)
    if (pair === null || !overlaps(axis, pair.now, position.unitStep.box)) break
    found.push(pair)
  }
  return found
}

/**
 * Other units with the same tile: it is enough to ask one that works in its other step and one that does not. Those
 * that do have the lower numbers.
 */
const sameTileNeighbours = (position: UnitPosition, turn: Turn): readonly Pair[] => {
  const active = activeUnits(position.level, position.parent.box, position.step)
  const asked = [0, 1, active - 2, active - 1]
  return asked
    .filter((unit) => unit >= 0 && unit < active && unit !== position.unit)
    .flatMap((unit) => pairOf(position, unit, turn) ?? [])
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
const sharedSize = (tensor: Tensor, position: UnitPosition, turn: Turn): number => {
  const axis = spreadAxis(tensor, position.level)
  const line: Axis = axis ?? []
  const others =
    axis === undefined
      ? sameTileNeighbours(position, turn)
      : [...neighboursTowards(position, axis, turn, -1), ...neighboursTowards(position, axis, turn, 1)]
  if (others.length === 0) return 0
  const { unitStep } = position
  const own = along(line, { now: unitStep.box, other: unitStep[turn] })
  const theirs = others.map((pair) => along(line, pair))
  const rest = tensor.axes.filter((each) => each !== axis)
  const other = [{ other: unitStep[turn] }, ...others].find((pair) => pair.other !== null)?.other
  const all = commonSize(rest, unitStep.box, unitStep.box)
  const still = other ? commonSize(rest, unitStep.box, other) : 0
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

export const tensorTileOf = (tensor: Tensor, position: UnitPosition): TensorTile => {
  const { box, before, after } = position.unitStep
  const elements = tileSize(tensor, box)
  const reused = keptSize(tensor, box, before)
  const ranges = tensor.axes.map((axis) => spanOf(axis, box))
  const held = { ranges, elements, fresh: elements - reused, reused }
  if (tensor.role === 'input') return { ...held, multicast: sharedSize(tensor, position, 'before') }
  const leaving = elements - keptSize(tensor, box, after)
  return { ...held, leaving, reduced: sharedSize(tensor, position, 'after') }
}
