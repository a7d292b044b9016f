/**
 * Which designs of a box are within the budget of area, power and average power: at every pair of capacities the lowest
 * bandwidths, because none of the three falls with bandwidth; at every bandwidth the smallest capacities, because area and
 * power do not fall with these either.
 */
import { type AreaSum, amountFrom, type BytesWithin, baseOf, bytesWithin } from '../cost/area'
import { totalEnergy } from '../cost/energy'
import { longerOf } from '../cost/time'
import { countBelow, type Range } from './axis'
import { groupAt } from './buffers'
import { averagePowerAt, type Box } from './cell'
import {
  type Capacities,
  countPairs,
  countStaircase,
  countWhile,
  type Grid,
  isLattice,
  type Pairs,
  stepOf,
} from './pairs'
import { onChipAt } from './profile'

/** A limit of area or power. */
type Limit = { readonly sum: AreaSum; readonly limit: number }

const limitsOf = ({
  silicon,
  plan: { limits },
}: Box): { readonly area: readonly Limit[]; readonly both: readonly Limit[] } => {
  const finite = (sum: AreaSum | undefined, limit: number): readonly Limit[] =>
    sum === undefined || limit === Number.POSITIVE_INFINITY ? [] : [{ sum, limit }]
  const area = finite(silicon?.area, limits.area)
  return { area, both: [...area, ...finite(silicon?.power, limits.power)] }
}

const capacitiesOf = (bytes: Float64Array, ranks: Int32Array, step: number): Capacities => {
  if (ranks.length === bytes.length) return { values: bytes, step }
  const values = Float64Array.from(ranks, (rank) => bytes[rank]!)
  return { values, step: stepOf(values) }
}

const gridOf = ({ plan, place, profile: { buffers }, l1Ranks, l2Ranks }: Box): Grid => ({
  pes: place.pes,
  l1: capacitiesOf(buffers.l1Bytes, l1Ranks, plan.l1.step),
  l2: capacitiesOf(buffers.l2Bytes, l2Ranks, plan.l2.step),
})

/** What is left for the bytes of buffers within a limit: set anew by each use, which calls nothing of a caller's. */
const left: BytesWithin = { surely: 0, hardly: 0 }

/** Limits over the pairs of capacities of a box, and the bandwidths by place in its list of ranks. */
type Border = { readonly box: Box; readonly limits: readonly Limit[]; readonly grid: Grid }

const bandwidthAt = ({ plan, bandwidthRanks }: Box, place: number): number =>
  plan.busBandwidths[bandwidthRanks[place]!]!

/** Whether a design is within the limits. */
const isWithin = ({ box, limits, grid }: Border, place: number, i: number, j: number): boolean => {
  const bandwidth = bandwidthAt(box, place)
  for (const { sum, limit } of limits) {
    const base = baseOf(sum, grid.l1.values[i]!, grid.l2.values[j]!)
    if (!(amountFrom(sum, base, bandwidth) <= limit)) return false
  }
  return true
}

/** Pairs that are within at a bandwidth. */
const countAt = (border: Border, pairs: Pairs, place: number): number => {
  const { box, limits, grid } = border
  let surely = Number.POSITIVE_INFINITY
  let hardly = Number.POSITIVE_INFINITY
  for (const { sum, limit } of limits) {
    bytesWithin(sum, bandwidthAt(box, place), limit, left)
    surely = Math.min(surely, left.surely)
    hardly = Math.min(hardly, left.hardly)
  }
  return countPairs(grid, pairs, surely, hardly, (i, j) => isWithin(border, place, i, j))
}

/** Designs of some bandwidths that are within, pair by pair. */
const countByPairs = (border: Border, { l1, l2 }: Pairs, bandwidths: Range): number => {
  let total = 0
  for (let i = l1[0]; i < l1[1]; i++)
    total += countStaircase((j, place) => isWithin(border, place, i, j), l2, bandwidths)
  return total
}

/** Designs of some bandwidths that are within, bandwidth by bandwidth. */
const countByBandwidth = (border: Border, pairs: Pairs, [from, to]: Range): number => {
  let total = 0
  for (let place = from; place < to; place++) total += countAt(border, pairs, place)
  return total
}

/** Designs with some pairs of capacities and the bandwidths up to a place that are within limits. */
const countWithin = (box: Box, limits: readonly Limit[], pairs: Pairs, bandwidths: number): number => {
  const { l1, l2 } = pairs
  const rows = l1[1] - l1[0]
  const columns = l2[1] - l2[0]
  const size = rows * columns
  if (size === 0 || limits.length === 0) return size * bandwidths
  const border = { box, limits, grid: gridOf(box) }
  if (bandwidths === 0 || !isWithin(border, 0, l1[0], l2[0])) return 0
  if (isWithin(border, bandwidths - 1, l1[1] - 1, l2[1] - 1)) return size * bandwidths
  const whole = countWhile(0, bandwidths, (place) => isWithin(border, place, l1[1] - 1, l2[1] - 1))
  if (size === 1) return whole
  const some = countWhile(whole, bandwidths, (place) => isWithin(border, place, l1[0], l2[0]))
  const cut: Range = [whole, whole + some]
  // The longer of the axes is the one along which ends are found, not gone through.
  const ofBandwidth = isLattice(border.grid, pairs) ? 1 : Math.min(rows, columns)
  const under =
    some * ofBandwidth < size ? countByBandwidth(border, pairs, cut) : countByPairs(border, pairs, cut)
  return whole * size + under
}

/** How many bandwidths of a box keep within the limit of average power, at capacities by rank: the lowest. */
const countWithinAverage = (
  { plan, profile, bandwidthRanks }: Box,
  l1: number,
  l2: number,
  bandwidths: number,
): number => {
  const limit = plan.limits.averagePower
  if (limit === Number.POSITIVE_INFINITY) return bandwidths
  const { energy: besides, offChip } = groupAt(profile.buffers.l2, l2)
  const energy = totalEnergy(besides, groupAt(profile.buffers.l1, l1).energy)
  return countWhile(0, bandwidths, (place) => {
    const runtime = longerOf(onChipAt(plan, profile, bandwidthRanks[place]!), offChip)
    return (averagePowerAt(plan, { runtime, energy }) ?? 0) <= limit
  })
}

/** The pairs of capacities from some on that have the same energies and off-chip time. */
const alikeIn = (
  { profile: { buffers }, l1Ranks, l2Ranks }: Box,
  l1: number,
  l2: number,
): readonly Pairs[] => {
  const rows = rangesOf(buffers.l1, l1Ranks, l1)
  const columns = rangesOf(buffers.l2, l2Ranks, l2)
  return rows.flatMap((row) => columns.map((column) => ({ l1: row, l2: column })))
}

/** Where the groups are in a list of ranks, from a place on. */
const rangesOf = (
  groups: readonly { readonly from: number }[],
  ranks: Int32Array,
  first: number,
): readonly Range[] => {
  const ranges: Range[] = []
  groups.forEach((_, i) => {
    const from = Math.max(first, countBelow(ranks, groups[i]!.from))
    const next = groups[i + 1]
    const to = next === undefined ? ranks.length : countBelow(ranks, next.from)
    if (from < to) ranges.push([from, to])
  })
  return ranges
}

/** How many bandwidths of a box keep within all limits, at places in its lists of ranks of L1 and L2: the lowest. */
export const countAffordable = (box: Box, l1: number, l2: number): number => {
  const bandwidths = box.bandwidthRanks.length
  const pair: Pairs = { l1: [l1, l1 + 1], l2: [l2, l2 + 1] }
  const within = countWithin(box, limitsOf(box).both, pair, bandwidths)
  return countWithinAverage(box, box.l1Ranks[l1]!, box.l2Ranks[l2]!, within)
}

/** Designs within the limit of area, of these within that of power, and of these within that of average power. */
export type Within = { readonly area: number; readonly power: number; readonly averagePower: number }

/** Of the designs of a box from some places of L1 and L2 on. */
export const countWithinBudget = (box: Box, l1: number, l2: number): Within => {
  const { plan, bandwidthRanks, l1Ranks, l2Ranks } = box
  const bandwidths = bandwidthRanks.length
  const pairs: Pairs = { l1: [l1, l1Ranks.length], l2: [l2, l2Ranks.length] }
  const limits = limitsOf(box)
  const area = countWithin(box, limits.area, pairs, bandwidths)
  const power =
    area === 0 || limits.both.length === limits.area.length
      ? area
      : countWithin(box, limits.both, pairs, bandwidths)
  if (plan.limits.averagePower === Number.POSITIVE_INFINITY) return { area, power, averagePower: power }
  let averagePower = 0
  for (const alike of alikeIn(box, l1, l2)) {
    const within = countWithinAverage(box, l1Ranks[alike.l1[0]]!, l2Ranks[alike.l2[0]]!, bandwidths)
    averagePower += countWithin(box, limits.both, alike, within)
  }
  return { area, power, averagePower }
}
