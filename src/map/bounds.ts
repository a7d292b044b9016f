/** The bounds that the search uses: those of the kernel where they are derived, else the general ones. */
import type { Box } from './box'
import { type Bound, type Cap, type Excluded, generalBoundOf } from './general-bound'
import { writeBound } from './kernel/bound'
import { newState } from './kernel/state'
import type { Target } from './target'

/** The bounds over a box whose outer spatial loop is decided, or what excludes all of it; perhaps only that they reach a cap. */
export type Bounds = (box: Box, cap: Cap) => Bound | Excluded | 'worse'

/** The bounds of a target; they share memory, which no bound depends on. */
export const boundsFor = (target: Target): Bounds => {
  if (!target.isDerived) return (box) => generalBoundOf(target, box)
  const state = newState(target)
  return (box, cap) => {
    const verdict = writeBound(state, box, cap)
    return verdict === 'bounded' ? { runtime: state.runtime, energy: state.energy } : verdict
  }
}
