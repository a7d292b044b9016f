/**
 * What a transition moves of one tensor (docs/spec.md, section 4): the sum over the units of what each acquires, and the
 * union of it. What is lost is what the reversed transition acquires.
 */
import type { Level } from '../../dataflow/canonical'
import type { Axis, Tensor } from '../../operator/problem'
import { axisOverlap, axisSize, coprime, newElements, tileSize } from './footprint'
import { acquiredByUnits } from './sliding'
import { lengthsAfter, type Transition } from './transition'
import { type UnitClass, unitClasses } from './units'

/** Elements moved: every unit's counted, and shared ones counted once. */
export type Volume = { readonly sum: number; readonly union: number }

export const nothing: Volume = { sum: 0, union: 0 }

const couples = (axis: Axis, dimension: number): boolean => axis.some((term) => term.dimension === dimension)

/** All units hold the same tile: who wakes takes all of it, who goes on what is new. */
const unionOfEqual = (tensor: Tensor, classes: readonly UnitClass[]): number =>
  classes.reduce((most, { transition }) => Math.max(most, newElements(tensor, transition)), 0)

/**
 * Union over units of A_u ∖ B_u with halos: (P_A − P_I)·|∪ a_u| + P_I·|∪ (a_u ∖ b_u)|, P the products over the other
 * axes and P_I of their intersections.
 */
const unionWithHalos = (
  tensor: Tensor,
  sliding: Axis,
  spatial: { readonly dimension: number; readonly tile: number },
  covers: Transition,
  classes: readonly UnitClass[],
): number => {
  const lengths = lengthsAfter(covers)
  let others = 1
  let kept = covers.before ? 1 : 0
  for (const axis of tensor.axes) {
    if (axis === sliding) continue
    others *= axisSize(axis, lengths)
    kept *= kept === 0 ? 0 : axisOverlap(axis, covers.moves)
  }
  const covered = axisSize(sliding, lengths)
  if (kept === 0) return others * covered
  const own = sliding.find((term) => term.dimension === spatial.dimension)!
  const partner = sliding.find((term) => term !== own)!
  const [s, d] = coprime(own.coefficient, partner.coefficient)
  const axis = { spatial: spatial.dimension, partner: partner.dimension, s, d, tile: spatial.tile }
  return (others - kept) * covered + kept * acquiredByUnits(axis, classes, covers.moves[partner.dimension]!)
}

/** What the units of a level acquire of a tensor in a transition of covers. */
export const acquired = (tensor: Tensor, level: Level, covers: Transition): Volume => {
  if (!covers.after) return nothing
  const classes = unitClasses(level, covers)
  const sum = classes.reduce(
    (total, { count, transition }) => total + count * newElements(tensor, transition),
    0,
  )
  const spatial = level.loops.find((loop) => loop.spatial)
  const axis = spatial && tensor.axes.find((each) => couples(each, spatial.dimension))
  if (spatial === undefined || axis === undefined) return { sum, union: unionOfEqual(tensor, classes) }
  if (axis.length === 1) return { sum, union: sum }
  return { sum, union: unionWithHalos(tensor, axis, spatial, covers, classes) }
}

/** Distinct elements that all units of a parent touch in one step: the tile of the cover. */
export const coverSize = (tensor: Tensor, covers: Transition): number =>
  tileSize(tensor, lengthsAfter(covers))
