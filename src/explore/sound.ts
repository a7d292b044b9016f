/**
 * Which designs of a box have exact estimates. Runtime, area and power are bounded over a box by their values at its corners,
 * because they are monotone in bandwidth and capacity. Energy is bounded by the energies of all groups of capacities. Where a
 * bound does not decide, halves of the box are looked at.
 */

import { averagePower, hasAveragePower } from '../cost/average-power'
import { totalEnergy } from '../cost/energy'
import { staticOver } from '../cost/static-energy'
import { longerOf } from '../cost/time'
import { energyDelay } from '../cost/totals'
import { largestCount } from '../internal/arithmetic'
import { type Box, siliconAt } from './cell'
import { onChipAt } from './profile'

const firstOf = (ranks: Int32Array): number => ranks[0]!
const lastOf = (ranks: Int32Array): number => ranks[ranks.length - 1]!

/** The least and the most of what the designs of a box take. */
type Extremes = {
  readonly leastEnergy: number
  readonly mostEnergy: number
  readonly leastRuntime: number
  readonly mostRuntime: number
  /** Whether all, or any, of the capacities of L2 lead to exact counts. */
  readonly allExact: boolean
  readonly someExact: boolean
}

type Group = { readonly from: number; readonly energy: number }

/** The groups from the one that the first of some ranks is in to that of the last: the first of them, and the end. */
const groupsIn = (groups: readonly Group[], ranks: Int32Array): readonly [first: number, end: number] => {
  let first = 0
  while (first + 1 < groups.length && groups[first + 1]!.from <= firstOf(ranks)) first++
  let end = first + 1
  while (end < groups.length && groups[end]!.from <= lastOf(ranks)) end++
  return [first, end]
}

/** The least and the most energy of some groups. A sum of infinite energies may be no number, and counts as infinite. */
const energiesIn = (groups: readonly Group[], ranks: Int32Array): readonly [least: number, most: number] => {
  const [first, end] = groupsIn(groups, ranks)
  let least = Number.POSITIVE_INFINITY
  let most = 0
  for (let i = first; i < end; i++) {
    const { energy } = groups[i]!
    least = energy < least ? energy : least
    most = energy <= most ? most : Number.isNaN(energy) ? Number.POSITIVE_INFINITY : energy
  }
  return [least, most]
}

/** Static energy of a number of cycles with capacities of a rank of L1 and one of L2. */
const staticAt = ({ perCycle, profile: { buffers } }: Box, cycles: number, l1: number, l2: number): number =>
  perCycle === null ? 0 : staticOver(cycles, perCycle, buffers.l1Bytes[l1]!, buffers.l2Bytes[l2]!)

const extremesOf = (box: Box): Extremes => {
  const { plan, profile, bandwidthRanks, l1Ranks, l2Ranks } = box
  const { l1, l2 } = profile.buffers
  const [leastOfPes, mostOfPes] = energiesIn(l1, l1Ranks)
  const [leastBesides, mostBesides] = energiesIn(l2, l2Ranks)
  const [first, end] = groupsIn(l2, l2Ranks)
  let exact = 0
  let leastOffChip = Number.POSITIVE_INFINITY
  let mostOffChip = 0
  for (let i = first; i < end; i++) {
    const { offChip, isExact } = l2[i]!
    if (isExact) exact++
    leastOffChip = Math.min(leastOffChip, offChip)
    mostOffChip = Math.max(mostOffChip, offChip)
  }
  const leastRuntime = longerOf(onChipAt(plan, profile, lastOf(bandwidthRanks)), leastOffChip)
  const mostRuntime = longerOf(onChipAt(plan, profile, firstOf(bandwidthRanks)), mostOffChip)
  const leastStatic = staticAt(box, leastRuntime, firstOf(l1Ranks), firstOf(l2Ranks))
  const mostStatic = staticAt(box, mostRuntime, lastOf(l1Ranks), lastOf(l2Ranks))
  return {
    leastEnergy: totalEnergy(leastBesides, leastOfPes) + leastStatic,
    mostEnergy: totalEnergy(mostBesides, mostOfPes) + mostStatic,
    leastRuntime,
    mostRuntime,
    allExact: exact === end - first,
    someExact: exact > 0,
  }
}

/** Energy over time at its largest, or 0 where it is not known. */
const averageOf = ({ plan: { hardware } }: Box, energy: number, runtime: number): number =>
  hasAveragePower(hardware) ? averagePower(energy, runtime / (hardware.clock ?? Infinity)) : 0

const silicon = (box: Box, of: 'area' | 'power', end: (ranks: Int32Array) => number): number =>
  siliconAt(box, of, end(box.bandwidthRanks), end(box.l1Ranks), end(box.l2Ranks))

/** Whether every design has an exact estimate: the largest figures are within bounds. */
const areAllExact = (box: Box, { mostEnergy, leastRuntime, mostRuntime, allExact }: Extremes): boolean => {
  if (!allExact || !(mostRuntime <= largestCount)) return false
  const seconds = mostRuntime / (box.plan.hardware.clock ?? Infinity)
  const sum =
    energyDelay(mostEnergy, mostRuntime) + silicon(box, 'area', lastOf) + silicon(box, 'power', lastOf)
  return Number.isFinite(sum + seconds + averageOf(box, mostEnergy, leastRuntime))
}

/** Whether no design has an exact estimate: the least figures are not. */
const isNoneExact = (box: Box, { leastEnergy, leastRuntime, mostRuntime, someExact }: Extremes): boolean => {
  if (!someExact || !(leastRuntime <= largestCount)) return true
  const seconds = leastRuntime / (box.plan.hardware.clock ?? Infinity)
  const sum =
    energyDelay(leastEnergy, leastRuntime) + silicon(box, 'area', firstOf) + silicon(box, 'power', firstOf)
  return !Number.isFinite(sum + seconds + averageOf(box, leastEnergy, mostRuntime))
}

/** Whether every design, or no design, of a box has an exact estimate; null if the box has both, or may have. */
export const soundness = (box: Box): 'all' | 'none' | null => {
  const extremes = extremesOf(box)
  if (areAllExact(box, extremes)) return 'all'
  return isNoneExact(box, extremes) ? 'none' : null
}

type Ranks = 'bandwidthRanks' | 'l1Ranks' | 'l2Ranks'

/** The axis whose halves are most likely to differ. */
const axisToHalve = (box: Box): Ranks => {
  const { plan, profile, bandwidthRanks, l1Ranks, l2Ranks } = box
  const isSlow = onChipAt(plan, profile, firstOf(bandwidthRanks)) > largestCount
  if (isSlow && bandwidthRanks.length > 1) return 'bandwidthRanks'
  const [from, to] = groupsIn(profile.buffers.l2, l2Ranks)
  const isMixed = !profile.buffers.l2
    .slice(from, to)
    .every(({ isExact, offChip }) => isExact && offChip <= largestCount)
  if (isMixed && l2Ranks.length > 1) return 'l2Ranks'
  if (l1Ranks.length >= Math.max(l2Ranks.length, bandwidthRanks.length)) return 'l1Ranks'
  return l2Ranks.length >= bandwidthRanks.length ? 'l2Ranks' : 'bandwidthRanks'
}

/** The halves of a box of more than one design. */
export const halvesOf = (box: Box): readonly [Box, Box] => {
  const axis = axisToHalve(box)
  const ranks = box[axis]
  const middle = ranks.length >> 1
  return [
    { ...box, [axis]: ranks.subarray(0, middle) },
    { ...box, [axis]: ranks.subarray(middle) },
  ]
}
