/** What is refused as too complex, instead of taking long. */
import type { Level } from '../dataflow/canonical'
import type { Axis, Tensor } from '../operator/problem'
import { coprime } from './definition/footprint'
import { periodOf } from './definition/sliding'

/** Distinct kinds of step, over all levels; fewer where each takes longer because its tensors have many windows. */
export const mostTransitions = 65_536

/** Axes that may be looked at in all; a window counts once for each class of residues, up to a few. */
const mostLooks = 262_144

const looksAt = (axis: Axis): number => {
  const [first, second] = axis
  return second === undefined ? 1 : Math.min(16, first!.coefficient * second.coefficient)
}

/** Distinct kinds of step that a schedule over these tensors may have. */
export const transitionsFor = (tensors: readonly Tensor[]): number => {
  let looks = 0
  for (const { axes } of tensors) for (const axis of axes) looks += looksAt(axis)
  return Math.min(mostTransitions, Math.floor(mostLooks / Math.max(1, looks)))
}

/** Spatial tiles on a sliding axis may start in so many different residues of the other coefficient. */
export const mostResidues = 64

const residuesOnAxis = (axis: Axis, dimension: number, tile: number): number => {
  const own = axis.find((term) => term.dimension === dimension)
  const partner = axis.find((term) => term.dimension !== dimension)
  if (own === undefined || partner === undefined) return 1
  const [, d] = coprime(own.coefficient, partner.coefficient)
  return periodOf({ d, tile })
}

/** Whether neighbouring units' tiles start in too many different residues to be told apart one by one. */
export const tooManyResidues = (tensors: readonly Tensor[], levels: readonly Level[]): boolean =>
  levels.some(({ loops, units }) =>
    loops.some(
      ({ spatial, dimension, tile }) =>
        spatial &&
        units > mostResidues &&
        tensors.some(({ axes }) => axes.some((axis) => residuesOnAxis(axis, dimension, tile) > mostResidues)),
    ),
  )
