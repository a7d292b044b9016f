/**
 * From a point that is known to be reached in a box to the design: the one of the smallest index that reaches it. The search
 * knows only where; designs that it passed over may share the point and stand before the one that it looked at.
 */
import { totalEnergy } from '../cost/energy'
import { longerOf } from '../cost/time'
import { energyDelay, utilizationOf } from '../cost/totals'
import { largestCount } from '../internal/arithmetic'
import { countBelow, positionsWithin, type Range } from './axis'
import { type Buffers, groupAt } from './buffers'
import { averagePowerAt, type Box, coordinateOf, designAt, energyAt, type Figures, siliconAt } from './cell'
import { parametersOf } from './flow'
import { countWhile } from './pairs'
import { onChipAt } from './profile'
import { type Design, type DesignObjective, objectives } from './space'

/** Coordinates that a design must have. */
export type Wanted = { readonly [O in DesignObjective]?: number }

const figuresAt = (box: Box, bandwidth: number, l1: number, l2: number): Readonly<Figures> => {
  const { plan, profile, place } = box
  const shared = groupAt(profile.buffers.l2, l2)
  const runtime = longerOf(onChipAt(plan, profile, bandwidth), shared.offChip)
  const energy = energyAt(box, runtime, l1, l2)
  return {
    runtime,
    energy,
    edp: energyDelay(energy, runtime),
    utilization: utilizationOf(plan.macs, runtime, place.pes, place.simd),
    area: siliconAt(box, 'area', bandwidth, l1, l2),
    power: siliconAt(box, 'power', bandwidth, l1, l2),
  }
}

/** Whether `estimate` would give a design of these figures. */
const isExact = (box: Box, l2: number, figures: Figures): boolean => {
  const { runtime, edp, area, power } = figures
  const { clock } = box.plan.hardware
  const average = averagePowerAt(box.plan, figures) ?? 0
  const sum = edp + area + power + (clock === null ? 0 : runtime / clock) + average
  return groupAt(box.profile.buffers.l2, l2).isExact && runtime <= largestCount && Number.isFinite(sum)
}

/** The least and the largest of some ranks. */
type Span = readonly [least: number, most: number]

/** What is sought in a box: coordinates, within the ranks of L1 and L2 that hold what they must, and their energies. */
type Sought = {
  readonly box: Box
  readonly wanted: Wanted
  readonly l1: Span
  readonly l2: Span
  readonly energy: Span
}

/** The least and the largest energy of the groups that the ranks of a span are in. */
const energiesOf = (groups: Buffers['l1'], [least, most]: Span): Span => {
  const within = groups.filter(({ from }, i) => from <= most && (groups[i + 1]?.from ?? Infinity) > least)
  let low = Infinity
  let high = 0
  for (const { energy } of within) {
    low = Math.min(low, energy)
    high = Math.max(high, energy)
  }
  return [low, high]
}

const spanFrom = (ranks: Int32Array, least: number): Span => [
  ranks[countBelow(ranks, least)] ?? 0,
  ranks[ranks.length - 1]!,
]

/** Whether a design at a bandwidth, with an L1 within a span, may be within budget and have the area, or the power. */
const mayHave = ({ box, wanted, l2 }: Sought, of: 'area' | 'power', bandwidth: number, l1: Span): boolean => {
  const least = siliconAt(box, of, bandwidth, l1[0], l2[0])
  const exact = wanted[of]
  if (exact === undefined) return least <= box.plan.limits[of]
  return least <= exact && siliconAt(box, of, bandwidth, l1[1], l2[1]) >= exact
}

const isWithin = (coordinate: number | undefined, least: number, most: number): boolean =>
  coordinate === undefined || (least <= coordinate && coordinate <= most)

/**
 * Whether a design at a bandwidth may have the runtime, utilization and energy-delay product: only off-chip time, which
 * never grows with capacity, can raise the runtime, and the others are monotone in it.
 */
const mayReach = ({ box, wanted, l2, energy }: Sought, bandwidth: number): boolean => {
  const { plan, profile, place } = box
  const onChip = onChipAt(plan, profile, bandwidth)
  if (onChip > largestCount) return false
  const least = longerOf(onChip, groupAt(profile.buffers.l2, l2[1]).offChip)
  const most = longerOf(onChip, groupAt(profile.buffers.l2, l2[0]).offChip)
  const idleAt = (runtime: number) => -utilizationOf(plan.macs, runtime, place.pes, place.simd)
  return (
    isWithin(wanted.runtime, least, most) &&
    isWithin(wanted.utilization, idleAt(least), idleAt(most)) &&
    isWithin(wanted.edp, energyDelay(energy[0], least), energyDelay(energy[1], most))
  )
}

const isWanted = ({ plan }: Box, figures: Figures, wanted: Wanted): boolean => {
  for (const objective of objectives)
    if (wanted[objective] !== undefined && coordinateOf(figures, objective) !== wanted[objective])
      return false
  const { area, power, averagePower } = plan.limits
  return (
    figures.area <= area && figures.power <= power && (averagePowerAt(plan, figures) ?? 0) <= averagePower
  )
}

/** The position of L2 of the first design with a bandwidth and an L1 that is as wanted, and its figures. */
const firstInRow = ({ box, wanted, l2 }: Sought, bandwidth: number, l1: number) => {
  const { plan, place, profile } = box
  const { energy: ofPes } = groupAt(profile.buffers.l1, l1)
  for (let position = place.l2[0]; position < place.l2[1]; position++) {
    const rank = plan.l2.rank[position]!
    if (rank < l2[0]) continue
    if (
      box.perCycle === null &&
      wanted.energy !== undefined &&
      totalEnergy(groupAt(profile.buffers.l2, rank).energy, ofPes) !== wanted.energy
    )
      continue
    const figures = figuresAt(box, bandwidth, l1, rank)
    if (isWanted(box, figures, wanted) && isExact(box, rank, figures)) return { position, figures }
  }
  return null
}

/** The first design at a position of bandwidth that is as wanted. */
const firstAt = (sought: Sought, position: number): Design | null => {
  const { box, l1 } = sought
  const { plan, place } = box
  const bandwidth = plan.bandwidth.rank[position]!
  for (let i = place.l1[0]; i < place.l1[1]; i++) {
    const rank = plan.l1.rank[i]!
    if (rank < l1[0]) continue
    const alone: Span = [rank, rank]
    if (!mayHave(sought, 'area', bandwidth, alone) || !mayHave(sought, 'power', bandwidth, alone)) continue
    const found = firstInRow(sought, bandwidth, rank)
    if (found === null) continue
    const parameters = parametersOf(plan, place.combination)
    return designAt(box, parameters, [position, i, found.position], found.figures)
  }
  return null
}

/**
 * The ranks of bandwidth, from the first up to but not including the second, at which a design may have the runtime. A
 * runtime never grows with bandwidth, so the ranks before take longer and those after take less.
 */
const ranksReaching = ({ box, wanted: { runtime }, l2 }: Sought): Range => {
  const { plan, profile } = box
  const count = plan.bandwidth.sorted.length
  if (runtime === undefined || !plan.rules.curve) return [0, count]
  const runtimeAt = (rank: number, ofL2: number): number =>
    longerOf(onChipAt(plan, profile, rank), groupAt(profile.buffers.l2, ofL2).offChip)
  const slower = countWhile(0, count, (rank) => runtimeAt(rank, l2[1]) > runtime)
  return [slower, slower + countWhile(slower, count, (rank) => runtimeAt(rank, l2[0]) >= runtime)]
}

/** The design of the smallest index in the box that is valid and has the coordinates. */
export const firstWith = (box: Box, wanted: Wanted): Design | null => {
  const { plan, place, profile } = box
  const l1 = spanFrom(box.l1Ranks, profile.buffers.leastL1)
  const l2 = spanFrom(box.l2Ranks, profile.buffers.leastL2)
  const [pesLeast, pesMost] = energiesOf(profile.buffers.l1, l1)
  const [sharedLeast, sharedMost] = energiesOf(profile.buffers.l2, l2)
  const sought = {
    box,
    wanted,
    l1,
    l2,
    // Static energy depends on the runtime too.
    energy: [
      totalEnergy(sharedLeast, pesLeast),
      box.perCycle === null ? totalEnergy(sharedMost, pesMost) : Number.POSITIVE_INFINITY,
    ],
  } as const
  const [first, end] = place.bandwidth
  for (const position of positionsWithin(plan.bandwidth, ranksReaching(sought))) {
    if (position < first || position >= end) continue
    const rank = plan.bandwidth.rank[position]!
    if (!mayReach(sought, rank)) continue
    if (!mayHave(sought, 'area', rank, l1) || !mayHave(sought, 'power', rank, l1)) continue
    const design = firstAt(sought, position)
    if (design !== null) return design
  }
  return null
}
