/** What cells have in common, kept for the next ones as long as it is not much: profiles, and what area and power cost. */
import { floorDivide } from '../internal/arithmetic'
import { ranksWithin } from './axis'
import { type Allowance, allowanceOf } from './budget'
import type { Box, Place } from './cell'
import { type Flow, withUnits } from './flow'
import type { Plan } from './plan'
import { isExact, type Profile, profileOf } from './profile'
import { amountAt, type Silicon, siliconOf } from './silicon'

/** Area, power and budget of all designs of some PEs and SIMD lanes. */
export type Costs = {
  readonly silicon: Silicon
  readonly allowance: Allowance
  /** Of the largest design. */
  readonly mostArea: number
  readonly mostPower: number
}

/** A profile, and the costs of all cells that have their structure in common with it. */
export type Kept = { readonly profile: Profile; readonly costs: Map<number, Costs> }

export type Store = {
  readonly plan: Plan
  /** Of the present flow, by busy units, for each position of the axis of SIMD lanes; null: too complex. */
  profiles: Map<number, Kept | null>[]
  /** By structure, and then by number of the cell in its combination: different parameters share them. */
  readonly costs: Map<string, Map<number, Costs>>
  keptCosts: number
}

export const emptyStore = (plan: Plan): Store => ({ plan, profiles: [], costs: new Map(), keptCosts: 0 })

/** Forgets the profiles of the flow before. */
export const forgetProfiles = (store: Store): void => {
  store.profiles = Array.from(store.plan.simd.given, () => new Map())
}

/** So many numbers may be kept in profiles, and in costs. */
const mostKept = 2 ** 22

const innerUnitsOf = ({ levels }: Flow): readonly number[] => levels.slice(1).map(({ units }) => units)

/** What area and power depend on besides the axes. */
const structureKey = ({ l1, l2 }: Plan, flow: Flow, { clusterBytes, l1Bytes, l2Bytes }: Profile): string => {
  const required = [
    Number.isNaN(l1.sorted[0]!) ? l1Bytes[0]! : '',
    Number.isNaN(l2.sorted[0]!) ? l2Bytes[0]! : '',
  ]
  return [innerUnitsOf(flow), clusterBytes, required].join(';')
}

const costsFor = (store: Store, key: string): Map<number, Costs> => {
  const known = store.costs.get(key)
  if (known !== undefined) return known
  const costs = new Map<number, Costs>()
  store.costs.set(key, costs)
  return costs
}

const levelsFor = (plan: Plan, { levels, tiles }: Flow, units: number) =>
  // Units beyond the tiles stand idle in every step.
  withUnits(levels, plan.rules.units ? Math.min(units, tiles) : units)

export const profileFor = (store: Store, flow: Flow, units: number, simd: number): Kept | null => {
  const { plan } = store
  const levels = levelsFor(plan, flow, units)
  const busy = levels[0]!.units
  const kept = store.profiles[simd]!
  const known = kept.get(busy)
  if (known !== undefined) return known
  const each = plan.bandwidth.given.length + plan.l1.given.length + plan.l2.given.length
  if (kept.size * each > mostKept) kept.clear()
  const profile = profileOf(plan, levels, plan.simd.given[simd]!)
  const result = profile && { profile, costs: costsFor(store, structureKey(plan, flow, profile)) }
  kept.set(busy, result)
  return result
}

export const siliconFor = (
  plan: Plan,
  { flow, pes, simd }: Place,
  { clusterBytes }: Profile,
): Silicon | null => {
  const { area } = plan.hardware
  const structure = { innerUnits: innerUnitsOf(flow), clusterBytes }
  return area && siliconOf(plan, area, structure, { pes, simd, units: floorDivide(pes, flow.clusterPes) })
}

/** The designs of a cell at these digits: bandwidth, L1, L2. */
export const boxAt = (plan: Plan, place: Place, profile: Profile, silicon: Silicon | null): Box => ({
  plan,
  place,
  profile,
  silicon,
  bandwidthRanks: ranksWithin(plan.bandwidth, place.bandwidth),
  l1Ranks: ranksWithin(plan.l1, place.l1),
  l2Ranks: ranksWithin(plan.l2, place.l2),
})

const wholeOf = ({ bandwidth, l1, l2 }: Plan, place: Place): Place => ({
  ...place,
  bandwidth: bandwidth.all,
  l1: l1.all,
  l2: l2.all,
})

const costsOf = (store: Store, box: Box, silicon: Silicon): Costs => {
  const { bandwidth } = store.plan
  const { l1Bytes, l2Bytes } = box.profile
  const corner = [
    bandwidth.given.length - 1,
    l1Bytes[l1Bytes.length - 1]!,
    l2Bytes[l2Bytes.length - 1]!,
  ] as const
  return {
    silicon,
    allowance: allowanceOf(box),
    mostArea: amountAt(silicon.area, ...corner),
    mostPower: amountAt(silicon.power, ...corner),
  }
}

export const costFor = (store: Store, place: Place, { profile, costs }: Kept, cell: number): Costs | null => {
  const known = costs.get(cell)
  if (known !== undefined) return known
  const silicon = siliconFor(store.plan, place, profile)
  if (silicon === null) return null
  if (store.keptCosts > mostKept) {
    for (const each of store.costs.values()) each.clear()
    store.keptCosts = 0
  }
  const result = costsOf(store, boxAt(store.plan, wholeOf(store.plan, place), profile, silicon), silicon)
  costs.set(cell, result)
  store.keptCosts +=
    2 * silicon.area.terms.length + 3 * store.plan.l1.given.length * store.plan.l2.given.length
  return result
}

/** Whether every design has an exact estimate: the largest figures are within bounds. */
export const isSound = ({ hardware }: Plan, profile: Profile, costs: Costs | null): boolean => {
  const { mostEdp, mostRuntime } = profile
  const seconds = mostRuntime / (hardware.clock ?? Number.POSITIVE_INFINITY)
  const sum = mostEdp + (costs?.mostArea ?? 0) + (costs?.mostPower ?? 0) + seconds
  return isExact(profile) && Number.isFinite(sum)
}

/** A box with nothing in common with others, or null if it cannot be estimated. */
export const newBoxAt = (plan: Plan, place: Place): Box | null => {
  const { flow, pes, simd } = place
  const profile = profileOf(plan, levelsFor(plan, flow, floorDivide(pes, flow.clusterPes)), simd)
  return profile && boxAt(plan, place, profile, siliconFor(plan, place, profile))
}
