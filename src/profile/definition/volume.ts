/**
 * What a transition moves of one tensor (docs/spec.md, section 4): the sum over the units of what each acquires, and the
 * union of it. What is lost is what the reversed transition acquires.
 */
import type { Level } from '../../dataflow/canonical'
import type { Axis, Tensor } from '../../operator/problem'
import { coprime, type Measure, newElements, tileSize, touchedElements, wholeIntervals } from './footprint'
import { acquiredByUnits, intervalsOfUnits } from './sliding'
import { lengthsAfter, type Transition } from './transition'
import { type UnitClass, unitClasses } from './units'

/** Elements moved: every unit's counted, and shared ones counted once. */
export type Volume = { readonly sum: number; readonly union: number }

export const nothing: Volume = { sum: 0, union: 0 }

const couples = (axis: Axis, dimension: number): boolean => axis.some((term) => term.dimension === dimension)

/** All units hold the same tile: who wakes takes all of it, who goes on what is new. */
const unionOfEqual = (tensor: Tensor, classes: readonly UnitClass[], measure: Measure): number =>
  classes.reduce((most, { transition }) => Math.max(most, newElements(tensor, transition, measure)), 0)

type Spatial = { readonly dimension: number; readonly tile: number }

/** Of the axis that units share: what their tiles cover, and what some unit acquires. */
type SharedAxis = { readonly covered: number; readonly acquired: () => number }

const sharedElements = (
  axis: Axis,
  { dimension, tile }: Spatial,
  covers: Transition,
  classes: readonly UnitClass[],
): SharedAxis => {
  const own = axis.find((term) => term.dimension === dimension)!
  const partner = axis.find((term) => term !== own)!
  const [s, d] = coprime(own.coefficient, partner.coefficient)
  const sliding = { spatial: dimension, partner: partner.dimension, s, d, tile }
  return {
    covered: touchedElements.size(axis, lengthsAfter(covers)),
    acquired: () => acquiredByUnits(sliding, classes, covers.moves[partner.dimension]!),
  }
}

const sharedIntervals = (axis: Axis, spatial: Spatial, classes: readonly UnitClass[]): SharedAxis => ({
  covered: intervalsOfUnits(axis, spatial, classes, false),
  acquired: () => intervalsOfUnits(axis, spatial, classes, true),
})

/**
 * Union over units of A_u ∖ B_u with halos: (P_A − P_I)·|∪ a_u| + P_I·|∪ (a_u ∖ b_u)|, P the products over the other
 * axes and P_I of their intersections.
 */
const unionWithHalos = (
  tensor: Tensor,
  shared: Axis,
  { covered, acquired }: SharedAxis,
  covers: Transition,
  measure: Measure,
): number => {
  const lengths = lengthsAfter(covers)
  let others = 1
  let kept = covers.before ? 1 : 0
  for (const axis of tensor.axes) {
    if (axis === shared) continue
    others *= measure.size(axis, lengths)
    kept *= kept === 0 ? 0 : measure.overlap(axis, covers.moves)
  }
  return kept === 0 ? others * covered : (others - kept) * covered + kept * acquired()
}

/** What the units of a level acquire of a tensor in a transition of covers. */
export const acquired = (
  tensor: Tensor,
  level: Level,
  covers: Transition,
  measure: Measure = touchedElements,
): Volume => {
  if (!covers.after) return nothing
  const classes = unitClasses(level, covers)
  const sum = classes.reduce(
    (total, { count, transition }) => total + count * newElements(tensor, transition, measure),
    0,
  )
  const spatial = level.loops.find((loop) => loop.spatial)
  const axis = spatial && tensor.axes.find((each) => couples(each, spatial.dimension))
  if (spatial === undefined || axis === undefined)
    return { sum, union: unionOfEqual(tensor, classes, measure) }
  if (axis.length === 1) return { sum, union: sum }
  const shared =
    measure === wholeIntervals
      ? sharedIntervals(axis, spatial, classes)
      : sharedElements(axis, spatial, covers, classes)
  return { sum, union: unionWithHalos(tensor, axis, shared, covers, measure) }
}

/** Distinct elements that all units of a parent touch in one step: the tile of the cover. */
export const coverSize = (tensor: Tensor, covers: Transition, measure: Measure = touchedElements): number =>
  tileSize(tensor, lengthsAfter(covers), measure)
