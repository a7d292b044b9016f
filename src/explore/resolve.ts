/**
 * From a point that is known to be reached in a box to the design: the one of the smallest index that reaches it. The search
 * knows only where; designs that it passed over may share the point and stand before the one that it looked at.
 */
import { largestCount } from '../internal/arithmetic'
import type { Range } from './axis'
import { type Box, coordinateOf, designAt, type Figures, siliconAt, utilizationOf } from './cell'
import { parametersOf } from './flow'
import { onChipAt } from './profile'
import type { Design, Objective } from './space'

/** Coordinates that a design must have. */
export type Wanted = { readonly [O in Objective]?: number }

const figuresAt = (box: Box, bandwidth: number, l1: number, l2: number): Readonly<Figures> => {
  const { plan, profile, place } = box
  const runtime = Math.max(onChipAt(plan, profile, bandwidth), profile.offChip[l2]!)
  const energy = profile.besides[l2]! + profile.ofPes[l1]!
  return {
    runtime,
    energy,
    edp: energy * runtime,
    utilization: utilizationOf(plan.macs, runtime, place.pes, place.simd),
    area: siliconAt(box, 'area', bandwidth, l1, l2),
    power: siliconAt(box, 'power', bandwidth, l1, l2),
  }
}

/** Whether `estimate` would give a design of these figures. */
const isExact = (
  { profile, plan: { hardware } }: Box,
  l2: number,
  { runtime, edp, area, power }: Figures,
): boolean => {
  const seconds = hardware.clock === null ? 0 : runtime / hardware.clock
  return profile.inexact[l2] === 0 && runtime <= largestCount && Number.isFinite(edp + area + power + seconds)
}

const last = (ranks: Int32Array): number => ranks[ranks.length - 1]!

/** Whether some capacities of the box may give the area, or the power, at a bandwidth: they lie between two corners. */
const mayHave = (box: Box, of: 'area' | 'power', bandwidth: number, wanted: number | undefined): boolean =>
  wanted === undefined ||
  (siliconAt(box, of, bandwidth, box.l1Ranks[0]!, box.l2Ranks[0]!) <= wanted &&
    siliconAt(box, of, bandwidth, last(box.l1Ranks), last(box.l2Ranks)) >= wanted)

/** Whether some capacities of the box may give the runtime at a bandwidth: only off-chip time can raise it. */
const mayTake = ({ plan, profile, l2Ranks }: Box, bandwidth: number, wanted: number | undefined): boolean => {
  if (wanted === undefined) return true
  const onChip = onChipAt(plan, profile, bandwidth)
  // The least capacity that holds what it must has the most off-chip traffic.
  return (
    onChip === wanted ||
    (onChip < wanted && profile.offChip[Math.max(profile.leastL2, l2Ranks[0]!)]! >= wanted)
  )
}

/** The pair of positions of L1 and L2 at a bandwidth, the first by index that fits, is within budget and has the coordinates. */
const firstPairWith = (
  box: Box,
  bandwidth: number,
  wanted: Wanted,
  isWanted: (figures: Figures) => boolean,
) => {
  const { plan, profile, place } = box
  const { limits, l1, l2 } = plan
  const each = (
    [from, to]: Range,
    rank: Int32Array,
    least: number,
    see: (position: number, rank: number) => boolean,
  ) => {
    for (let position = from; position < to; position++)
      if (rank[position]! >= least && see(position, rank[position]!)) return true
    return false
  }
  let found: { readonly l1: number; readonly l2: number; readonly figures: Figures } | undefined
  each(place.l1, l1.rank, profile.leastL1, (p1, r1) =>
    each(place.l2, l2.rank, profile.leastL2, (p2, r2) => {
      if (wanted.energy !== undefined && profile.besides[r2]! + profile.ofPes[r1]! !== wanted.energy)
        return false
      const figures = figuresAt(box, bandwidth, r1, r2)
      if (figures.area > limits.area || figures.power > limits.power) return false
      if (!isWanted(figures) || !isExact(box, r2, figures)) return false
      found = { l1: p1, l2: p2, figures }
      return true
    }),
  )
  return found
}

/** The design of the smallest index in the box that is valid and has the coordinates. */
export const firstWith = (box: Box, wanted: Wanted): Design | null => {
  const { plan, place } = box
  const compared = plan.objectives.filter((objective) => wanted[objective] !== undefined)
  const isWanted = (figures: Figures) =>
    compared.every((objective) => coordinateOf(figures, objective) === wanted[objective])
  const [from, to] = place.bandwidth
  for (let position = from; position < to; position++) {
    const rank = plan.bandwidth.rank[position]!
    if (!mayTake(box, rank, wanted.runtime)) continue
    if (!mayHave(box, 'area', rank, wanted.area) || !mayHave(box, 'power', rank, wanted.power)) continue
    const found = firstPairWith(box, rank, wanted, isWanted)
    if (found === undefined) continue
    return designAt(box, parametersOf(plan, place.combination), [position, found.l1, found.l2], found.figures)
  }
  return null
}
