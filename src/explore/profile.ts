/**
 * The profile of a schedule: what its designs have in common whose parameters, SIMD lanes and busy units are the same.
 * Energy is that of a group of L2 plus that of a group of L1, runtime the larger of the on-chip runtime at a bandwidth and
 * the off-chip time of a group of L2.
 */
import { tape } from '../analysis/kernel/tape'
import { walk } from '../analysis/kernel/walk'
import { bytes, elementsOf, required } from '../cost/buffers'
import { links, timeTape } from '../cost/kernel/time'
import { countTraffic } from '../cost/traffic'
import type { Level } from '../dataflow/canonical'
import { largestCount } from '../internal/arithmetic'
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

/** On-chip runtime of the schedule on the tape at a rank of the bandwidth axis. */
const timeAt = ({ hardware, swept, bandwidth: axis }: Plan, rank: number): number => {
  for (let level = 0; level < tape.levels; level++) {
    const { bandwidth, latency, multicast, reduction } = hardware.networks[level]!
    links.bandwidth[level] = swept[level] === 1 ? axis.sorted[rank]! : bandwidth
    links.latency[level] = latency
    links.multicast[level] = multicast ? 1 : 0
    links.reduction[level] = reduction ? 1 : 0
  }
  return timeTape(hardware.overlap)
}

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
  if (tape.loaded !== profile) {
    walk(plan.problem, profile.levels, profile.simd)
    tape.loaded = profile
  }
  const cycles = timeAt(plan, rank)
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
const doClustersFit = ({ hardware }: Plan): boolean => {
  for (let level = 0; level < tape.levels - 1; level++) {
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

const clusterBytesOf = (): readonly number[] => {
  const result: number[] = []
  for (let level = 0; level < tape.levels - 1; level++) result.push(bytes[1 + level]!)
  return result
}

/** The profile of a schedule, or null if it is too complex. */
export const profileOf = (plan: Plan, levels: readonly Level[], simd: number): Profile | null => {
  const { problem, hardware, l1, l2 } = plan
  if (!walk(problem, levels, simd)) return null
  countTraffic(problem.tensors, hardware.networks)
  const buffers = buffersOf(plan)
  const slowest = timeAt(plan, 0)
  let mostRuntime = slowest
  for (const { offChip } of buffers.l2) if (offChip > mostRuntime) mostRuntime = offChip
  const profile: Profile = {
    buffers,
    levels,
    simd,
    slowest,
    onChip: null,
    clustersFit: doClustersFit(plan),
    clusterBytes: clusterBytesOf(),
    worthL1: worthOfL1(plan, buffers, l1.ranks),
    worthL2: worthOfL2(plan, buffers, l2.ranks),
    mostRuntime,
    mostEdp: (mostEnergyOf(buffers.l1) + mostEnergyOf(buffers.l2)) * mostRuntime,
  }
  tape.loaded = profile
  return profile
}

/** Whether all counts are exact and every runtime is. */
export const isExact = ({ buffers, mostRuntime }: Profile): boolean =>
  buffers.l2.every((group) => group.isExact) && mostRuntime <= largestCount
