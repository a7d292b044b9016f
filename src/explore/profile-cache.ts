/** Boxes with their profiles, which are kept for the next cells as long as they are not many. */
import { type AreaSum, newAreaSum, type Structure, setAreaSum } from '../cost/area'
import { type PerCycle, perCycleOf } from '../cost/static-energy'
import { floorDivide } from '../internal/arithmetic'
import { ranksWithin } from './axis'
import type { Box, Place, Silicon } from './cell'
import { type Flow, withUnits } from './flow'
import type { Plan } from './plan'
import { type Profile, profileOf } from './profile'

/**
 * Profiles of one flow by busy units of level 0 and position on the axis of SIMD lanes, null: too complex; and the last one
 * of all lanes.
 */
export type ProfileCache = {
  readonly profiles: Map<number, Profile | null>
  last: Profile | null
  busy: number
}

export const emptyCache = (): ProfileCache => ({ profiles: new Map(), last: null, busy: 0 })

/** The most numbers that may be kept, at most as many of each profile as there are values of the axes that its lists are over. */
const mostKept = 2 ** 22
const alone = 64

const mostOfProfile = ({ bandwidth, l1, l2 }: Plan): number =>
  alone + bandwidth.given.length + l1.given.length + l2.given.length

/** Units of level 0 that a schedule is analysed with: those beyond the tiles stand idle in every step. */
export const busyUnits = ({ rules }: Plan, { tiles }: Flow, units: number): number =>
  rules.units ? Math.min(units, tiles) : units

/** The profile of a flow on a number of busy units of level 0, at a position of the axis of SIMD lanes. */
export const profileFor = (
  plan: Plan,
  cache: ProfileCache,
  flow: Flow,
  busy: number,
  simd: number,
): Profile | null => {
  const { profiles } = cache
  const key = busy * plan.simd.given.length + simd
  const known = profiles.get(key)
  if (known !== undefined) return known
  if (profiles.size * mostOfProfile(plan) > mostKept) profiles.clear()
  const alike = plan.rules.simd && cache.busy === busy ? cache.last : null
  const profile = profileOf(
    plan,
    alike?.levels ?? withUnits(flow.levels, busy),
    plan.simd.given[simd]!,
    alike,
  )
  cache.last = profile
  cache.busy = busy
  profiles.set(key, profile)
  return profile
}

const structureOf = ({ flow, pes }: Place, { bytes }: Profile): Structure => {
  const units = [floorDivide(pes, flow.clusterPes), ...flow.innerUnits]
  return { levels: units.length, units, bytes }
}

const perCycleFor = ({ hardware }: Plan, place: Place, profile: Profile): PerCycle | null => {
  const { static: table } = hardware.energy
  return table === null ? null : perCycleOf(table, place.pes, structureOf(place, profile))
}

const siliconFor = (plan: Plan, place: Place, profile: Profile): Silicon | null => {
  const { hardware, swept } = plan
  const { area: table, networks } = hardware
  if (table === null) return null
  const { pes, simd } = place
  const structure = structureOf(place, profile)
  const sumOf = (of: 'area' | 'power'): AreaSum =>
    setAreaSum(of, table, structure, { pes, simd, networks }, swept, newAreaSum(structure.levels))
  return { area: sumOf('area'), power: sumOf('power') }
}

export const boxAt = (plan: Plan, place: Place, profile: Profile): Box => ({
  plan,
  place,
  profile,
  silicon: siliconFor(plan, place, profile),
  perCycle: perCycleFor(plan, place, profile),
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
