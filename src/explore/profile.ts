/**
 * The profile of a schedule: what its designs have in common whose parameters, SIMD lanes and busy units are the same.
 * Energy is that of a group of L2 plus that of a group of L1, runtime the larger of the on-chip runtime at a bandwidth and
 * the off-chip time of a group of L2.
 */
import { type Counts, readCounts } from '../cost/counts'
import { type KernelNetworks, setNetworks } from '../cost/networks'
import { requireBuffers } from '../cost/requirements'
import { chooseResidency, elementsOf } from '../cost/residency'
import { projectVolumes, timeOnChip } from '../cost/time'
import { countTraffic } from '../cost/traffic'
import { lazyWorkspace, type Workspace } from '../cost/workspace'
import type { Level } from '../dataflow/canonical'
import { largestCount } from '../internal/arithmetic'
import { type ProjectedTable, steps } from '../profile/steps'
import { countBelow } from './axis'
import { type Buffers, buffersOf, groupAt } from './buffers'
import type { Plan } from './plan'

export type Profile = {
  readonly buffers: Buffers
  readonly levels: readonly Level[]
  readonly simd: number
  /** On-chip runtime at the lowest bandwidth, and at each rank: NaN until it is asked for, null until one is. */
  readonly slowest: number
  onChip: Float64Array | null
  readonly clustersFit: boolean
  readonly clusterBytes: readonly number[]
  /** The ranks that are worth a look, of all that there are. */
  readonly worthL1: readonly number[]
  readonly worthL2: readonly number[]
  /** No design is slower, or takes more energy times runtime. */
  readonly mostRuntime: number
  readonly mostEdp: number
}

/**
 * The step table of this file, with the records of the pipeline. A table per profile would take more memory than profiling
 * again takes time, as profiles are made by the hundred thousand and mostly timed at once.
 */
const workspace = /* @__PURE__ */ lazyWorkspace()

/** What the table holds. It is cleared before the table is filled, and set when all of it is there. */
let held: { readonly levels: readonly Level[]; readonly simd: number; readonly plan: Plan } | null = null
let projected: ProjectedTable | null = null

/** Profiles a schedule into the table, with its counts and its volumes; null if it is too complex. */
const hold = (plan: Plan, levels: readonly Level[], simd: number): ProjectedTable | null => {
  const { profile, costs } = workspace()
  if (held !== null && held.levels === levels && held.simd === simd && held.plan === plan) return projected
  held = null
  projected = null
  const { problem, macs, hardware } = plan
  if (!steps().profileSchedule(profile.table, problem, levels, simd)) return null
  const counts = readCounts(profile, problem.tensors, macs)
  projected = projectVolumes(profile.table, counts, hardware, costs.networks)
  held = { levels, simd, plan }
  return projected
}

/** The networks with a bandwidth of the axis on the swept levels. */
const atRank = (
  { hardware, swept, bandwidth: axis }: Plan,
  counts: Counts,
  networks: KernelNetworks,
  rank: number,
): KernelNetworks => {
  setNetworks(counts, hardware.networks, networks)
  for (let level = 0; level < counts.levels; level++)
    if (swept[level] === 1)
      steps().setChannel(networks.links, level, 0, axis.sorted[rank]!, hardware.networks[level]!.latency)
  return networks
}

/** On-chip runtime of the schedule that the table holds at a rank of the bandwidth axis. */
const timeAt = (
  plan: Plan,
  table: ProjectedTable,
  { profile: { counts }, costs: { networks } }: Workspace,
  rank: number,
): number => timeOnChip(table, atRank(plan, counts, networks, rank), plan.hardware)

const curveOf = ({ bandwidth }: Plan, profile: Profile): Float64Array => {
  profile.onChip ??= new Float64Array(bandwidth.sorted.length).fill(Number.NaN)
  profile.onChip[0] = profile.slowest
  return profile.onChip
}

/** The schedule's on-chip runtime at a rank of the bandwidth axis. */
export const onChipAt = (plan: Plan, profile: Profile, rank: number): number => {
  if (rank === 0) return profile.slowest
  const { onChip } = profile
  const known = onChip === null ? Number.NaN : onChip[rank]!
  if (known >= 0) return known
  const table = hold(plan, profile.levels, profile.simd)
  // A schedule that was profiled before is not too complex.
  if (table === null) return Number.POSITIVE_INFINITY
  const cycles = timeAt(plan, table, workspace(), rank)
  curveOf(plan, profile)[rank] = cycles
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
  { rules }: Plan,
  { l2, leastL2 }: Buffers,
  ranks: Int32Array,
): readonly number[] => {
  if (!rules.l2) return everyHolding(leastL2, ranks)
  let least = Number.POSITIVE_INFINITY
  let cycles = Number.POSITIVE_INFINITY
  return beginningsOf(l2, leastL2, ranks).filter((place) => {
    const { energy, offChip } = groupAt(l2, ranks[place]!)
    const isWorth = energy < least || offChip < cycles
    least = Math.min(least, energy)
    cycles = Math.min(cycles, offChip)
    return isWorth
  })
}

/** Whether the buffers of the clusters hold what they must. */
const doClustersFit = ({ hardware }: Plan, levels: number, required: Float64Array): boolean => {
  for (let level = 0; level < levels - 1; level++) {
    const capacity = elementsOf(hardware.clusters[level]!, hardware)
    if (capacity !== null && required[1 + level]! > capacity) return false
  }
  return true
}

const mostEnergyOf = (groups: readonly { readonly energy: number }[]): number => {
  let most = 0
  for (const { energy } of groups)
    if (!(energy <= most)) most = Number.isNaN(energy) ? Number.POSITIVE_INFINITY : energy
  return most
}

/** The profile of a schedule, or null if it is too complex. */
export const profileOf = (plan: Plan, levels: readonly Level[], simd: number): Profile | null => {
  const { hardware, l1, l2 } = plan
  const table = hold(plan, levels, simd)
  if (table === null) return null
  const {
    profile: { counts },
    costs,
  } = workspace()
  countTraffic(counts, hardware.networks, costs.traffic)
  const buffers = buffersOf(plan, { counts, costs })
  // Cluster buffers do not depend on the capacities that are swept.
  const residency = chooseResidency(counts, hardware, costs.residency)
  const { elements, bytes } = requireBuffers(counts, residency, hardware, costs.requirements)
  const slowest = timeAt(plan, table, workspace(), 0)
  let mostRuntime = slowest
  for (const { offChip } of buffers.l2) if (offChip > mostRuntime) mostRuntime = offChip
  return {
    buffers,
    levels,
    simd,
    slowest,
    onChip: null,
    clustersFit: doClustersFit(plan, counts.levels, elements),
    clusterBytes: Array.from(bytes.subarray(1, counts.levels)),
    worthL1: worthOfL1(plan, buffers, l1.ranks),
    worthL2: worthOfL2(plan, buffers, l2.ranks),
    mostRuntime,
    mostEdp: (mostEnergyOf(buffers.l1) + mostEnergyOf(buffers.l2)) * mostRuntime,
  }
}

/** Whether all counts are exact and every runtime is. */
export const isExact = ({ buffers, mostRuntime }: Profile): boolean =>
  buffers.l2.every((group) => group.isExact) && mostRuntime <= largestCount
