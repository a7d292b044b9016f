/**
 * The profile of a schedule: what its designs have in common whose parameters, SIMD lanes and busy units are the same.
 * Energy is that of a group of L2 plus that of a group of L1, runtime the larger of the on-chip runtime at a bandwidth and
 * the off-chip time of a group of L2.
 */
import { type Counts, readCountsUnder } from '../cost/counts'
import { type KernelNetworks, setBandwidth } from '../cost/networks'
import { doClustersFit, requireBuffers } from '../cost/requirements'
import { chooseResidency } from '../cost/residency'
import { areTransfersExact, projectVolumes, timeOnChip } from '../cost/time'
import { countTraffic } from '../cost/traffic'
import { weighElements } from '../cost/weights'
import { lazyWorkspace } from '../cost/workspace'
import type { Level } from '../dataflow/canonical'
import { type ProjectedTable, steps } from '../profile/steps'
import { countBelow } from './axis'
import { type Buffers, buffersOf, groupAt } from './buffers'
import type { Plan } from './plan'

export type Profile = {
  readonly buffers: Buffers
  readonly levels: readonly Level[]
  readonly simd: number
  /** On-chip runtime at the lowest bandwidth and at the highest. */
  readonly slowest: number
  readonly fastest: number
  /** On-chip runtime by rank of bandwidth, as far as it was asked for: of few ranks, or of many, NaN where it was not. */
  fewTimed: Map<number, number> | null
  onChip: Float64Array | null
  readonly clustersFit: boolean
  /** Of the buffers of clusters, numbered as in `cost/requirements.ts`. */
  readonly bytes: Float64Array
  /** The ranks that are worth a look, of all that there are. */
  readonly worthL1: readonly number[]
  readonly worthL2: readonly number[]
}

/**
 * The step table of this file, with the records of the pipeline. A table per profile would take more memory than profiling
 * again takes time, as profiles are made by the hundred thousand and mostly timed at once.
 */
const workspace = /* @__PURE__ */ lazyWorkspace()

/** What the table holds. It is cleared before the table is filled, and set when all of it is there. */
let held: { readonly levels: readonly Level[]; readonly simd: number; readonly plan: Plan } | null = null
let projected: ProjectedTable | null = null

/** Profiles a schedule into the table, with its counts and its volumes; null if it is too complex or cannot be exact. */
const hold = (plan: Plan, levels: readonly Level[], simd: number): ProjectedTable | null => {
  const { profile, costs } = workspace()
  if (held !== null && held.levels === levels && held.simd === simd && held.plan === plan) return projected
  held = null
  projected = null
  const { problem, macs, hardware } = plan
  const rules = hardware.perTensor?.rules ?? null
  if (!steps().profileSchedule(profile.table, problem, levels, simd, rules)) return null
  const counts = readCountsUnder(rules, profile, problem, macs)
  const traffic = countTraffic(counts, hardware.networks, costs.traffic)
  const weights = weighElements(counts, traffic, hardware, costs.weights)
  const volumes = projectVolumes(profile.table, counts, weights, hardware, costs.networks)
  projected = areTransfersExact(volumes, weights) ? volumes : null
  held = { levels, simd, plan }
  return projected
}

/** Sets a bandwidth of the axis on the swept levels of the networks of a plan whose table is held. */
const setRank = (
  { hardware: { networks, perTensor }, swept, bandwidth: axis }: Plan,
  { levels }: Counts,
  into: KernelNetworks,
  rank: number,
): void => {
  const bandwidth = axis.sorted[rank]!
  for (let level = 0; level < levels; level++)
    // Where no tensor rides on the network itself, its bandwidth changes no time.
    if (swept[level] === 1 && perTensor?.channels?.[level]?.hasOwn !== false)
      setBandwidth(into, level, networks[level]!, bandwidth)
}

/** On-chip runtime of the schedule that the table holds at a rank of the bandwidth axis. */
const timeAt = (plan: Plan, table: ProjectedTable, rank: number): number => {
  const {
    profile: { counts },
    costs: { networks },
  } = workspace()
  // What holding the table has set of the networks stays, but for the swept bandwidths.
  setRank(plan, counts, networks, rank)
  return timeOnChip(table, networks, plan.hardware)
}

/** The size of a map above which a list of all ranks takes less memory. */
const mostInMap = 64

/** The list of all ranks. */
const curveOf = ({ bandwidth }: Plan, profile: Profile): Float64Array => {
  if (profile.onChip !== null) return profile.onChip
  const onChip = new Float64Array(bandwidth.sorted.length).fill(Number.NaN)
  onChip[onChip.length - 1] = profile.fastest
  onChip[0] = profile.slowest
  if (profile.fewTimed !== null) for (const [rank, cycles] of profile.fewTimed) onChip[rank] = cycles
  profile.fewTimed = null
  profile.onChip = onChip
  return onChip
}

const keepTime = (plan: Plan, profile: Profile, rank: number, cycles: number): void => {
  if (profile.onChip === null && (profile.fewTimed?.size ?? 0) < mostInMap) {
    profile.fewTimed ??= new Map()
    profile.fewTimed.set(rank, cycles)
  } else curveOf(plan, profile)[rank] = cycles
}

/** The schedule's on-chip runtime at a rank of the bandwidth axis. */
export const onChipAt = (plan: Plan, profile: Profile, rank: number): number => {
  if (rank === 0) return profile.slowest
  if (rank === plan.bandwidth.sorted.length - 1) return profile.fastest
  const known = profile.onChip === null ? profile.fewTimed?.get(rank) : profile.onChip[rank]
  if (known !== undefined && known >= 0) return known
  const table = hold(plan, profile.levels, profile.simd)
  // A schedule that was profiled before is not too complex.
  if (table === null) return Number.POSITIVE_INFINITY
  const cycles = timeAt(plan, table, rank)
  keepTime(plan, profile, rank, cycles)
  return cycles
}

/** Times the ranks between two timed ones; where these are equal, so are all between. */
const timeBetween = (plan: Plan, profile: Profile, from: number, to: number): void => {
  if (to - from < 2) return
  const onChip = curveOf(plan, profile)
  if (onChip[from] === onChip[to]) {
    onChip.fill(onChip[from]!, from + 1, to)
    return
  }
  const middle = (from + to) >> 1
  onChipAt(plan, profile, middle)
  timeBetween(plan, profile, from, middle)
  timeBetween(plan, profile, middle, to)
}

/** Times all ranks from one to another; by rank. */
export const timeCurve = (plan: Plan, profile: Profile, from: number, to: number): Float64Array => {
  if (plan.rules.curve) {
    onChipAt(plan, profile, from)
    onChipAt(plan, profile, to)
    timeBetween(plan, profile, from, to)
  } else for (let rank = from; rank <= to; rank++) onChipAt(plan, profile, rank)
  return curveOf(plan, profile)
}

/** The places in a list of ranks at which a group begins that holds enough. */
const beginningsOf = (
  groups: readonly { readonly from: number }[],
  least: number,
  ranks: Int32Array,
): number[] => {
  const places: number[] = []
  for (const { from } of groups) {
    const place = countBelow(ranks, Math.max(from, least))
    if (place < ranks.length && place !== places[places.length - 1]) places.push(place)
  }
  return places
}

const everyHolding = (least: number, ranks: Int32Array): number[] =>
  Array.from({ length: ranks.length - countBelow(ranks, least) }, (_, i) => ranks.length - 1 - i).reverse()

/**
 * The places in a list of ranks of L1 that are worth a look: those that hold enough; but a larger buffer whose accesses
 * take no less energy is not.
 */
export const worthOfL1 = (
  { rules }: Plan,
  { l1, leastL1 }: Buffers,
  ranks: Int32Array,
): readonly number[] => {
  if (!rules.l1) return everyHolding(leastL1, ranks)
  let least = Number.POSITIVE_INFINITY
  return beginningsOf(l1, leastL1, ranks).filter((place) => {
    const { energy } = groupAt(l1, ranks[place]!)
    const isWorth = energy < least
    least = Math.min(least, energy)
    return isWorth
  })
}

/** The same for the shared buffer, which may also save off-chip time; that never grows with capacity. */
export const worthOfL2 = (
  { rules }: Pick<Plan, 'rules'>,
  { l2, leastL2 }: Pick<Buffers, 'l2' | 'leastL2'>,
  ranks: Int32Array,
): readonly number[] => {
  if (!rules.l2) return everyHolding(leastL2, ranks)
  let least = Number.POSITIVE_INFINITY
  let cycles = Number.POSITIVE_INFINITY
  return beginningsOf(l2, leastL2, ranks).filter((place) => {
    const { energy, offChip } = groupAt(l2, ranks[place]!)
    // Smaller buffers with more off-chip time are no match, however little energy they take.
    if (offChip < cycles) least = Number.POSITIVE_INFINITY
    cycles = offChip
    const isWorth = energy < least
    least = Math.min(least, energy)
    return isWorth
  })
}

/** What capacities change, and what is worth a look: all that does not depend on SIMD lanes. */
const buffersFor = (
  plan: Plan,
): Omit<Profile, 'levels' | 'simd' | 'slowest' | 'fastest' | 'fewTimed' | 'onChip'> => {
  const { hardware, l1, l2 } = plan
  const {
    profile: { counts },
    costs,
  } = workspace()
  countTraffic(counts, hardware.networks, costs.traffic)
  const buffers = buffersOf(plan, { counts, costs })
  // Cluster buffers do not depend on the capacities that are swept.
  const weights = weighElements(counts, costs.traffic, hardware, costs.weights)
  const residency = chooseResidency(counts, costs.traffic, weights, hardware, costs.residency)
  const requirements = requireBuffers(counts, residency, weights, hardware, costs.requirements)
  return {
    buffers,
    clustersFit: doClustersFit(counts, requirements, hardware),
    bytes: requirements.bytes.slice(0, counts.levels),
    worthL1: worthOfL1(plan, buffers, l1.ranks),
    worthL2: worthOfL2(plan, buffers, l2.ranks),
  }
}

/** The profile of a schedule, or null if it is too complex. `alike` is that of the schedule with other SIMD lanes, if it is known. */
export const profileOf = (
  plan: Plan,
  levels: readonly Level[],
  simd: number,
  alike: Profile | null = null,
): Profile | null => {
  const table = hold(plan, levels, simd)
  if (table === null) return null
  const { buffers, clustersFit, bytes, worthL1, worthL2 } = alike ?? buffersFor(plan)
  const last = plan.bandwidth.sorted.length - 1
  const slowest = timeAt(plan, table, 0)
  const fastest = last === 0 ? slowest : timeAt(plan, table, last)
  const timed = { slowest, fastest, fewTimed: null, onChip: null }
  return { levels, simd, buffers, clustersFit, bytes, worthL1, worthL2, ...timed }
}

/** Whether two profiles are known to take as long at every bandwidth. The number of bandwidths that are compared is limited. */
export const areAsLong = (plan: Plan, a: Profile, b: Profile, most: number): boolean => {
  if (a.slowest !== b.slowest || a.fastest !== b.fastest) return false
  if (plan.rules.curve && a.slowest === a.fastest) return true
  const last = plan.bandwidth.sorted.length - 1
  if (last > most) return false
  const [ofA, ofB] = [timeCurve(plan, a, 0, last), timeCurve(plan, b, 0, last)]
  return ofA.every((cycles, rank) => cycles === ofB[rank])
}
