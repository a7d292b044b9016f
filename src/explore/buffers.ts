/** What the capacities of L1 and L2 change for the schedule on the tape: off-chip traffic, energy, and whether they suffice. */
import { tape } from '../analysis/kernel/tape'
import {
  areExact,
  buffersPerTile,
  bytes,
  elementsOf,
  requireBuffers,
  required,
  SHARED,
  sharedCapacity,
} from '../cost/buffers'
import { energyBesidesPes, energyOfPes, spendEnergy } from '../cost/energy'
import { offchipTime } from '../cost/floor'
import { chooseOffchip, offchip, SPACE, TRAFFIC } from '../cost/offchip'
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
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

/** The first rank whose elements are enough. */
const leastThatHolds = (needed: number, { sorted }: Axis, hardware: ResolvedHardware): number => {
  if (Number.isNaN(sorted[0]!)) return 0
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (elementsOf(sorted[middle]!, hardware)! >= needed) high = middle
    else low = middle + 1
  }
  return low
}

const capacityAt = ({ sorted }: Axis, rank: number): number | null =>
  Number.isNaN(sorted[rank]!) ? null : sorted[rank]!

/** The hardware with a capacity of the axis of L2. */
export const withL2 = (hardware: ResolvedHardware, axis: Axis, rank: number): ResolvedHardware => ({
  ...hardware,
  l2: capacityAt(axis, rank),
})

/** The values of a capacity axis in bytes; what is absent is what the buffer must hold. */
const bytesOf = ({ sorted }: Axis, needed: number): Float64Array =>
  Number.isNaN(sorted[0]!) ? Float64Array.of(needed) : sorted

/** Spends the energy on hardware; false if it cannot be counted exactly. The same steps as those of `cost/figures.ts`. */
const spendOn = ({ problem, macs }: Plan, hardware: ResolvedHardware): boolean => {
  const tensors = problem.tensors.length
  chooseOffchip(tensors, buffersPerTile(hardware), sharedCapacity(hardware))
  requireBuffers(tensors, hardware)
  const isExact = areExact() && offchip[TRAFFIC]! <= largestCount
  return spendEnergy(tensors, macs, hardware) && isExact
}

/** Elements of the least space that any choice of resident and streamed tensors takes. */
const leastSpace = (tensors: number, buffers: number): number => {
  let space = 0
  for (let t = 0; t < tensors; t++) space += Math.min(tape.used[t]!, buffers * tape.levelTile[t]!)
  return space
}

const isConstant = ({ read, write }: ResolvedHardware['energy']['l2']): boolean =>
  typeof read === 'number' && typeof write === 'number'

/** A group that begins at or before a rank, with what tells its off-chip choice from others. */
type Look = SharedGroup & { readonly space: number; readonly traffic: number }

const lookAt = (plan: Plan, from: number): Look => {
  const hardware = plan.withL2[from] ?? withL2(plan.hardware, plan.l2, from)
  const isExact = spendOn(plan, hardware)
  return {
    from,
    energy: energyBesidesPes(),
    offChip: offchipTime(offchip[TRAFFIC]!, hardware),
    isExact,
    space: offchip[SPACE]!,
    traffic: offchip[TRAFFIC]!,
  }
}

/**
 * Adds the groups that begin after one look and not after another. Where both saw the same choice, so does every look
 * between: what fits in less fits in more.
 */
const addBetween = (plan: Plan, groups: Look[], first: Look, last: Look): void => {
  if (first.space === last.space && first.traffic === last.traffic) return
  if (last.from - first.from === 1) {
    groups.push(last)
    return
  }
  const middle = lookAt(plan, (first.from + last.from) >> 1)
  addBetween(plan, groups, first, middle)
  addBetween(plan, groups, middle, last)
}

/** The groups of L2; `least` is the first rank that holds what it must. */
const sharedGroups = (plan: Plan, least: number): readonly SharedGroup[] => {
  const ranks = plan.l2.sorted.length
  if (!plan.rules.l2 || !isConstant(plan.hardware.energy.l2))
    return Array.from(plan.l2.ranks, (rank) => lookAt(plan, rank))
  // Where nothing fits, everything is streamed.
  const groups: Look[] = least > 0 ? [lookAt(plan, 0)] : []
  if (least === ranks) return groups
  const first = lookAt(plan, least)
  groups.push(first)
  if (ranks - 1 > least) addBetween(plan, groups, first, lookAt(plan, ranks - 1))
  return groups
}

/** The groups of L1. Which off-chip choice was made last makes no difference to the PEs. */
const peGroups = ({ hardware, l1, rules, problem, macs }: Plan): readonly PeGroup[] => {
  if (rules.l1 && isConstant(hardware.energy.l1)) return [{ from: 0, energy: energyOfPes() }]
  return Array.from(l1.ranks, (from) => {
    requireBuffers(problem.tensors.length, { ...hardware, l1: capacityAt(l1, from) })
    spendEnergy(problem.tensors.length, macs, hardware)
    return { from, energy: energyOfPes() }
  })
}

/** For the schedule on the tape, whose traffic is counted. */
export const buffersOf = (plan: Plan): Buffers => {
  const { problem, hardware, l1, l2 } = plan
  const leastL2 = leastThatHolds(leastSpace(problem.tensors.length, buffersPerTile(hardware)), l2, hardware)
  const groups = sharedGroups(plan, leastL2)
  const needed = required[tape.levels]!
  const neededL2 = bytes[SHARED]!
  return {
    l1: peGroups(plan),
    l2: groups,
    leastL1: leastThatHolds(needed, l1, hardware),
    leastL2,
    l1Bytes: bytesOf(l1, needed * hardware.elementBytes),
    l2Bytes: bytesOf(l2, neededL2),
  }
}
