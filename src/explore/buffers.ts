/** What the capacities of L1 and L2 change for a schedule: off-chip traffic, energy, and whether they suffice. */
import { type Costs, costBuffers } from '../cost/cost-schedule'
import type { Counts } from '../cost/counts'
import { SHARED } from '../cost/places'
import { requireBuffers } from '../cost/requirements'
import { chooseResidency, leastSpace, roomOf } from '../cost/residency'
import { offchipTime, wordsOf } from '../cost/time'
import { weighElements } from '../cost/weights'
import type { ResolvedHardware } from '../hardware/resolve'
import type { Axis } from './axis'
import type { Plan } from './plan'

/** Capacities of L1, from a rank to where the next group begins, at which accesses of the PEs take the same energy. */
export type PeGroup = { readonly from: number; readonly energy: number }

/** Capacities of L2 that lead to the same off-chip choice: all other energy, off-chip cycles, whether counts are exact. */
export type SharedGroup = {
  readonly from: number
  readonly energy: number
  readonly offChip: number
  readonly isExact: boolean
}

export type Buffers = {
  /** Ascending; the first begins at rank 0. */
  readonly l1: readonly PeGroup[]
  readonly l2: readonly SharedGroup[]
  /** The smallest ranks that hold what they must. */
  readonly leastL1: number
  readonly leastL2: number
  /** Bytes by rank: the capacity, or what is required where there is none. */
  readonly l1Bytes: Float64Array
  readonly l2Bytes: Float64Array
}

/** The group that a rank is in: the last that begins at or before it. */
export const groupAt = <G extends { readonly from: number }>(groups: readonly G[], rank: number): G => {
  let low = 0
  let high = groups.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (groups[middle]!.from <= rank) low = middle
    else high = middle
  }
  return groups[low]!
}

/** The first rank that has room for what weighs so much. */
const leastThatHolds = (
  needed: number,
  { sorted }: Axis,
  hardware: ResolvedHardware,
  areWords: boolean,
): number => {
  if (Number.isNaN(sorted[0]!)) return 0
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (roomOf(sorted[middle]!, hardware, areWords) >= needed) high = middle
    else low = middle + 1
  }
  return low
}

export const capacityAt = ({ sorted }: Axis, rank: number): number | null =>
  Number.isNaN(sorted[rank]!) ? null : sorted[rank]!

/** The hardware with a capacity of the axis of L2. */
export const withL2 = (hardware: ResolvedHardware, axis: Axis, rank: number): ResolvedHardware => ({
  ...hardware,
  l2: capacityAt(axis, rank),
})

/** The most variants of the hardware that are kept. */
const mostHardware = 4096

/** The hardware with each capacity of the axis of L2, by rank. */
export const withEachL2 = (hardware: ResolvedHardware, axis: Axis): readonly ResolvedHardware[] =>
  Array.from(axis.sorted.subarray(0, mostHardware), (_, rank) => withL2(hardware, axis, rank))

/** The values of a capacity axis in bytes; what is absent is what the buffer must hold. */
const bytesOf = ({ sorted }: Axis, needed: number): Float64Array =>
  Number.isNaN(sorted[0]!) ? Float64Array.of(needed) : sorted

/** A profiled schedule's counts, and the records of the pipeline. */
export type Held = { readonly counts: Counts; readonly costs: Costs }

/** A group that begins at or before a rank, with what tells its off-chip choice from others. */
type Look = SharedGroup & { readonly space: number; readonly traffic: number }

const lookAt = (plan: Plan, held: Held, from: number): Look => {
  const hardware = plan.withL2[from] ?? withL2(plan.hardware, plan.l2, from)
  const isExact = costBuffers(held.counts, held.costs.traffic, hardware, held.costs)
  const { residency, weights, energy } = held.costs
  return {
    from,
    energy: energy.besidesPes,
    offChip: offchipTime(wordsOf(residency.trafficWeight, weights), hardware),
    isExact,
    space: residency.spaceWeight,
    traffic: residency.trafficWeight,
  }
}

/**
 * Adds the groups that begin after one look and not after another. Where both saw the same choice, so does every look
 * between: what fits in less fits in more.
 */
const addBetween = (plan: Plan, held: Held, groups: Look[], first: Look, last: Look): void => {
  if (first.space === last.space && first.traffic === last.traffic) return
  if (last.from - first.from === 1) {
    groups.push(last)
    return
  }
  const middle = lookAt(plan, held, (first.from + last.from) >> 1)
  addBetween(plan, held, groups, first, middle)
  addBetween(plan, held, groups, middle, last)
}

/** The groups of L2; `least` is the first rank that holds what it must. */
const sharedGroups = (plan: Plan, held: Held, least: number): readonly SharedGroup[] => {
  const ranks = plan.l2.sorted.length
  if (!plan.rules.l2 || plan.energyReadsL2)
    return Array.from(plan.l2.ranks, (rank) => lookAt(plan, held, rank))
  // Where nothing fits, everything is streamed.
  const groups: Look[] = least > 0 ? [lookAt(plan, held, 0)] : []
  if (least === ranks) return groups
  const first = lookAt(plan, held, least)
  groups.push(first)
  if (ranks - 1 > least) addBetween(plan, held, groups, first, lookAt(plan, held, ranks - 1))
  return groups
}

/** The groups of L1. */
const peGroups = ({ hardware, l1, rules, energyReadsL1 }: Plan, held: Held): readonly PeGroup[] => {
  const groupFrom = (from: number): PeGroup => {
    costBuffers(held.counts, held.costs.traffic, { ...hardware, l1: capacityAt(l1, from) }, held.costs)
    return { from, energy: held.costs.energy.pes }
  }
  return rules.l1 && !energyReadsL1 ? [groupFrom(0)] : Array.from(l1.ranks, groupFrom)
}

/** What the buffers of the PEs must hold, and the shared one where it has no capacity. */
const requiredOf = (
  { hardware, l2 }: Plan,
  { counts, costs: { traffic, weights, residency, requirements } }: Held,
) => {
  const onFirst = withL2(hardware, l2, 0)
  const { weight, bytes } = requireBuffers(
    counts,
    chooseResidency(counts, traffic, weights, onFirst, residency),
    weights,
    onFirst,
    requirements,
  )
  const { levels } = counts
  return { needed: weight[levels]!, bytesOfL1: bytes[levels]!, bytesOfL2: bytes[SHARED]! }
}

/** For a schedule whose counts and traffic are in the records; the others are overwritten. */
export const buffersOf = (plan: Plan, held: Held): Buffers => {
  const { hardware, l1, l2 } = plan
  const { counts, costs } = held
  const weights = weighElements(counts, costs.traffic, hardware, costs.weights)
  const least = leastSpace(counts, costs.traffic, weights, hardware, costs.residency)
  const leastL2 = leastThatHolds(least, l2, hardware, weights.areWords)
  const { needed, bytesOfL1, bytesOfL2 } = requiredOf(plan, held)
  return {
    l1: peGroups(plan, held),
    l2: sharedGroups(plan, held, leastL2),
    leastL1: leastThatHolds(needed, l1, hardware, weights.areWords),
    leastL2,
    l1Bytes: bytesOf(l1, bytesOfL1),
    l2Bytes: bytesOf(l2, bytesOfL2),
  }
}
