/** The state of a search: boxes that wait by their bounds, what was found, and what was closed. */
import { type Bounds, boundsFor } from './bounds'
import type { Box } from './box'
import type { Branching } from './branch'
import { counterOf } from './count'
import { type Found, gapOf, isCovered, type Objective } from './found'
import { type Bound, type Cap, type Excluded, noCap } from './general-bound'
import { type Heap, newHeap } from './heap'
import type { MapRule } from './request'
import { type Target, withoutCapacities } from './target'

/** Upper limits of a feasible mapping's costs; Infinity where there is none. */
export type CostLimits = { readonly runtime: number; readonly energy: number; readonly edp: number }

export type Goal = {
  readonly objective: Objective | 'pareto'
  /** The gap that is good enough. */
  readonly gap: number
  /** The number of distinct values. */
  readonly top: number
  /** A value of the objective that is known to be attainable. */
  readonly below: number
  readonly limits: CostLimits
  readonly without: ReadonlySet<MapRule>
}

/** What closed how many mappings; bounds closed all that are neither here nor open. */
export type Closed = { capacity: bigint; symmetry: bigint; estimate: bigint }

export type Counts = { nodes: number; bounds: number; estimates: number; readonly closed: Closed }

/** A box that waits. */
export type Node = {
  readonly box: Box
  readonly left: Box
  readonly bound: Bound
  /** The first of its orders that is still to be estimated. */
  readonly from: number
  /** The mappings of the box, once they were counted. */
  mappings: bigint | null
}

export type Search = {
  readonly target: Target
  /** The target as bounds see it: with buffers of any size where capacities do not count. */
  readonly bounded: Target
  readonly bounds: Bounds
  readonly branching: Branching
  readonly goal: Goal
  /** The number of mappings of a box. */
  readonly mappingsIn: (box: Box) => bigint
  readonly heap: Heap<Node>
  /** The mappings that are searched: what was not given away. */
  whole: bigint
  readonly counts: Counts
  /** The best, or the front. */
  found: readonly Found[]
  /** The least that a box that was closed by its bound could have cost. */
  closedBelow: number
  closedRuntime: number
  closedEnergy: number
  /** Of what was closed, the gap to the front that it may leave. */
  closedGap: number
  /** Buffers that excluded boxes. */
  readonly excluded: Set<Excluded>
  /** The mappings near which better ones were looked for after a probe. */
  readonly polished: Set<string>
  /** Whether a limit of costs excluded any. */
  isLimited: boolean
  /** Nodes until the search dives to a leaf again. */
  untilDive: number
  dives: number
  /** The node that a dive goes on with. */
  diving: Node | null
}
/** Sums of doubles in another order may differ by this part. */
export const tolerance = 1e-9

/** What a box is worth: the least objective in it. */
export const keyOf = ({ objective }: Goal, { runtime, energy }: Bound): number => {
  if (objective === 'runtime') return runtime
  return objective === 'energy' ? energy : runtime * energy
}

/** From which bounds on a part of a box with such bounds cannot be better than a value of the objective. */
export const capOf = ({ objective, without }: Goal, value: number, above: Bound): Cap => {
  if (without.has('bound')) return noCap
  const of = (figure: Goal['objective']): number => (objective === figure ? value : Number.POSITIVE_INFINITY)
  return { above, runtime: of('runtime'), energy: of('energy'), edp: of('edp') }
}

export const newSearch = (target: Target, branching: Branching, goal: Goal): Search => {
  const derived = target.bounded ?? target
  const bounded = goal.without.has('capacity') ? withoutCapacities(derived) : derived
  return searchIn(target, bounded, boundsFor(bounded), branching, goal)
}

export const searchIn = (
  target: Target,
  bounded: Target,
  bounds: Bounds,
  branching: Branching,
  goal: Goal,
): Search => ({
  target,
  bounded,
  bounds,
  branching,
  goal,
  mappingsIn: counterOf(branching.space),
  heap: newHeap<Node>(),
  whole: 0n,
  counts: {
    nodes: 0,
    bounds: 0,
    estimates: 0,
    closed: { capacity: 0n, symmetry: 0n, estimate: 0n },
  },
  found: [],
  closedBelow: Number.POSITIVE_INFINITY,
  closedRuntime: Number.POSITIVE_INFINITY,
  closedEnergy: Number.POSITIVE_INFINITY,
  closedGap: 0,
  excluded: new Set(),
  polished: new Set(),
  isLimited: false,
  untilDive: 0,
  dives: 0,
  diving: null,
})
/** The value that a box has to be below to be of interest. */
export const valueToBeat = ({ goal, found }: Search): number => {
  if (goal.objective === 'pareto') return Number.POSITIVE_INFINITY
  const last = found.length < goal.top ? undefined : found[goal.top - 1]
  return Math.min(last?.costs[goal.objective] ?? Number.POSITIVE_INFINITY, goal.below)
}

/** Whether costs are beyond what limits admit. */
export const exceeds = ({ runtime, energy }: Bound, limits: CostLimits): boolean =>
  runtime > limits.runtime ||
  energy * (1 - tolerance) > limits.energy ||
  runtime * energy * (1 - tolerance) > limits.edp

/** Whether nothing in a box can be better than what was found, by more than the gap. */
export const isClosed = (search: Search, bound: Bound): boolean => {
  const { goal, found } = search
  if (goal.without.has('bound')) return false
  const factor = (1 + goal.gap) * (1 + tolerance)
  if (goal.objective === 'pareto') return isCovered(found, bound.runtime, bound.energy, factor)
  const isExact = goal.objective === 'runtime' && goal.gap === 0
  return keyOf(goal, bound) * (isExact ? 1 : factor) >= valueToBeat(search)
}

export const count = (search: Search, box: Box): bigint => search.mappingsIn(box)

/** Takes a box into account that is closed by its bound. */
export const noteClosed = (search: Search, bound: Bound): void => {
  const { goal, found } = search
  search.closedBelow = Math.min(search.closedBelow, keyOf(goal, bound))
  if (goal.objective !== 'pareto') return
  search.closedRuntime = Math.min(search.closedRuntime, bound.runtime)
  search.closedEnergy = Math.min(search.closedEnergy, bound.energy)
  search.closedGap = Math.max(search.closedGap, gapOf(found, bound.runtime, bound.energy))
}
