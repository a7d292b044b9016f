/** Boxes with their profiles, which are kept for the next cells as long as they are not many. */
import { averagePower, hasAveragePower } from '../cost/power'
import { floorDivide } from '../internal/arithmetic'
import { ranksWithin } from './axis'
import { type Box, type Place, siliconAt } from './cell'
import { type Flow, withUnits } from './flow'
import type { Plan } from './plan'
import { isExact, type Profile, profileOf } from './profile'
import { type Silicon, siliconOf } from './silicon'

/** Profiles of one flow by busy units, for each position of the axis of SIMD lanes; null: too complex. */
export type Store = readonly Map<number, Profile | null>[]

export const emptyStore = ({ simd }: Plan): Store => Array.from(simd.given, () => new Map())

/** So many numbers may be kept. */
const mostKept = 2 ** 22

/** Units of level 0 that a schedule is analysed with: those beyond the tiles stand idle in every step. */
const busyUnits = ({ rules }: Plan, { tiles }: Flow, units: number): number =>
  rules.units ? Math.min(units, tiles) : units

/** The profile of a flow on so many units of level 0, at a position of the axis of SIMD lanes. */
export const profileFor = (
  plan: Plan,
  store: Store,
  flow: Flow,
  units: number,
  simd: number,
): Profile | null => {
  const kept = store[simd]!
  const busy = busyUnits(plan, flow, units)
  const known = kept.get(busy)
  if (known !== undefined) return known
  const each = plan.bandwidth.given.length + plan.l1.given.length + plan.l2.given.length
  if (kept.size * each > mostKept) kept.clear()
  const profile = profileOf(plan, withUnits(flow.levels, busy), plan.simd.given[simd]!)
  kept.set(busy, profile)
  return profile
}

const siliconFor = (plan: Plan, { flow, pes, simd }: Place, { clusterBytes }: Profile): Silicon | null => {
  const { area } = plan.hardware
  const structure = { innerUnits: flow.innerUnits, clusterBytes }
  return area && siliconOf(plan, area, structure, { pes, simd, units: floorDivide(pes, flow.clusterPes) })
}

export const boxAt = (plan: Plan, place: Place, profile: Profile): Box => ({
  plan,
  place,
  profile,
  silicon: siliconFor(plan, place, profile),
  bandwidthRanks: ranksWithin(plan.bandwidth, place.bandwidth),
  l1Ranks: ranksWithin(plan.l1, place.l1),
  l2Ranks: ranksWithin(plan.l2, place.l2),
})

/** A box whose profile is made anew, or null if it cannot be estimated. */
export const newBoxAt = (plan: Plan, place: Place): Box | null => {
  const { flow, pes, simd } = place
  const profile = profileOf(
    plan,
    withUnits(flow.levels, busyUnits(plan, flow, floorDivide(pes, flow.clusterPes))),
    simd,
  )
  return profile && boxAt(plan, place, profile)
}

const lastOf = (ranks: Int32Array): number => ranks[ranks.length - 1]!

const mostOf = (box: Box, of: 'area' | 'power'): number =>
  siliconAt(box, of, lastOf(box.bandwidthRanks), lastOf(box.l1Ranks), lastOf(box.l2Ranks))

/** Whether every design has an exact estimate: the largest figures are within bounds. */
export const isSound = (box: Box): boolean => {
  const { mostEdp, mostRuntime } = box.profile
  const { hardware } = box.plan
  const clock = hardware.clock ?? Number.POSITIVE_INFINITY
  // No design takes less than a cycle, or more energy than the largest energy-delay product.
  const average = hasAveragePower(hardware) ? averagePower(mostEdp, 1 / clock) : 0
  const sum = mostEdp + mostOf(box, 'area') + mostOf(box, 'power') + mostRuntime / clock + average
  return isExact(box.profile) && Number.isFinite(sum)
}
