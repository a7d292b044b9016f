/**
 * The profile of a schedule: what its designs have in common whose parameters, SIMD lanes and busy units are the same.
 * Figures by rank of bandwidth and capacity; energy is `besides[l2] + ofPes[l1]`, runtime the larger of `onChip[bandwidth]`
 * and `offChip[l2]`.
 */
import { tape } from '../analysis/kernel/tape'
import { walk } from '../analysis/kernel/walk'
import { bytes, elementsOf, required } from '../cost/buffers'
import { links, timeTape } from '../cost/kernel/time'
import { countTraffic } from '../cost/traffic'
import type { Level } from '../dataflow/canonical'
import { largestCount } from '../internal/arithmetic'
import { countBelow } from './axis'
import { type Buffers, buffersOf } from './buffers'
import type { Plan } from './plan'

export type Profile = Buffers & {
  readonly levels: readonly Level[]
  readonly simd: number
  /** NaN until it is asked for. */
  readonly onChip: Float64Array
  readonly clustersFit: boolean
  readonly clusterBytes: readonly number[]
  /** The ranks that are worth a look, of all that there are. */
  readonly worthL1: Int32Array
  readonly worthL2: Int32Array
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

/** The schedule's on-chip runtime at a rank of the bandwidth axis. */
export const onChipAt = (plan: Plan, profile: Profile, rank: number): number => {
  const known = profile.onChip[rank]!
  if (known >= 0) return known
  if (tape.loaded !== profile) {
    walk(plan.problem, profile.levels, profile.simd)
    tape.loaded = profile
  }
  const cycles = timeAt(plan, rank)
  profile.onChip[rank] = cycles
  return cycles
}

/** Times the ranks between two timed ones; where these are equal, so are all between. */
const timeBetween = (plan: Plan, profile: Profile, from: number, to: number): void => {
  if (to - from < 2) return
  const { onChip } = profile
  if (onChip[from] === onChip[to]) {
    onChip.fill(onChip[from]!, from + 1, to)
    return
  }
  const middle = (from + to) >> 1
  onChipAt(plan, profile, middle)
  timeBetween(plan, profile, from, middle)
  timeBetween(plan, profile, middle, to)
}

/** Times all ranks from one to another. */
export const timeCurve = (plan: Plan, profile: Profile, from: number, to: number): void => {
  onChipAt(plan, profile, from)
  onChipAt(plan, profile, to)
  timeBetween(plan, profile, from, to)
}

/** Those of the ranks that hold enough; but a larger buffer whose accesses take no less energy is not worth a look. */
export const worthOfL1 = ({ rules }: Plan, { ofPes, leastL1 }: Buffers, ranks: Int32Array): Int32Array => {
  const holding = ranks.subarray(countBelow(ranks, leastL1))
  if (!rules.l1) return holding
  let least = Number.POSITIVE_INFINITY
  return holding.filter((rank) => {
    if (ofPes[rank]! >= least) return false
    least = ofPes[rank]!
    return true
  })
}

/** The same for the shared buffer, which may also save off-chip time; that never grows with capacity. */
export const worthOfL2 = (
  { rules }: Plan,
  { besides, offChip, leastL2 }: Buffers,
  ranks: Int32Array,
): Int32Array => {
  const holding = ranks.subarray(countBelow(ranks, leastL2))
  if (!rules.l2) return holding
  let least = Number.POSITIVE_INFINITY
  let cycles = Number.POSITIVE_INFINITY
  return holding.filter((rank) => {
    if (offChip[rank]! >= cycles && besides[rank]! >= least) return false
    least = Math.min(least, besides[rank]!)
    cycles = offChip[rank]!
    return true
  })
}

/** The largest; Infinity if one is no number. */
const largest = (values: Float64Array): number => {
  let most = 0
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) return Number.POSITIVE_INFINITY
    if (values[i]! > most) most = values[i]!
  }
  return most
}

/** Whether the buffers of the clusters hold what they must. */
const doClustersFit = ({ hardware }: Plan): boolean => {
  for (let level = 0; level < tape.levels - 1; level++) {
    const capacity = elementsOf(hardware.clusters[level]!, hardware)
    if (capacity !== null && required[1 + level]! > capacity) return false
  }
  return true
}

/** The profile of a schedule, or null if it is too complex. */
export const profileOf = (plan: Plan, levels: readonly Level[], simd: number): Profile | null => {
  const { problem, hardware, rules, l1, l2, bandwidth } = plan
  if (!walk(problem, levels, simd)) return null
  countTraffic(problem.tensors, hardware.networks)
  const buffers = buffersOf(plan)
  const onChip = new Float64Array(bandwidth.sorted.length).fill(Number.NaN)
  for (let rank = 0; rank < (rules.curve ? 1 : onChip.length); rank++) onChip[rank] = timeAt(plan, rank)
  const mostRuntime = Math.max(onChip[0]!, largest(buffers.offChip))
  const profile: Profile = {
    ...buffers,
    levels,
    simd,
    onChip,
    clustersFit: doClustersFit(plan),
    clusterBytes: Array.from(bytes.subarray(1, tape.levels)),
    worthL1: worthOfL1(plan, buffers, l1.ranks),
    worthL2: worthOfL2(plan, buffers, l2.ranks),
    mostRuntime,
    mostEdp: (largest(buffers.besides) + largest(buffers.ofPes)) * mostRuntime,
  }
  tape.loaded = profile
  return profile
}

/** Whether all counts are exact and every runtime is. */
export const isExact = ({ inexact, mostRuntime }: Profile): boolean =>
  !inexact.includes(1) && mostRuntime <= largestCount
