/** The bounds that the search uses: those of the kernel where they are derived, else the general ones. */
import type { Box } from './box'
import { type Bound, type Excluded, generalBoundOf } from './general-bound'
import { writeBound } from './kernel/bound'
import { newState } from './kernel/state'
import type { Target } from './target'

/** The bounds over a box whose outer spatial loop is decided, or what excludes all of it. */
export type Bounds = (box: Box) => Bound | Excluded

/** The bounds of a target; they share memory, which no bound depends on. */
export const boundsFor = (target: Target): Bounds => {
  if (!target.isDerived) return (box) => generalBoundOf(target, box)
  const state = newState(target)
  return (box) => {
    const verdict = writeBound(state, box)
    return verdict === 'bounded' ? { runtime: state.runtime, energy: state.energy } : verdict
  }
}
