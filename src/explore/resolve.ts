/**
 * From a point that is known to be reached in a box to the design: the one of the smallest index that reaches it. The search
 * knows only where; designs that it passed over may share the point and stand before the one that it looked at.
 */
import { largestCount } from '../internal/arithmetic'
import { groupAt } from './buffers'
import { type Box, coordinateOf, designAt, type Figures, siliconAt, utilizationOf } from './cell'
import { parametersOf } from './flow'
import { onChipAt } from './profile'
import type { Design, Objective } from './space'

/** Coordinates that a design must have. */
export type Wanted = { readonly [O in Objective]?: number }

const figuresAt = (box: Box, bandwidth: number, l1: number, l2: number): Readonly<Figures> => {
  const { plan, profile, place } = box
  const shared = groupAt(profile.buffers.l2, l2)
  const runtime = Math.max(onChipAt(plan, profile, bandwidth), shared.offChip)
  const energy = shared.energy + groupAt(profile.buffers.l1, l1).energy
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
const isExact = (box: Box, l2: number, { runtime, edp, area, power }: Figures): boolean => {
  const { clock } = box.plan.hardware
  const sum = edp + area + power + (clock === null ? 0 : runtime / clock)
  return groupAt(box.profile.buffers.l2, l2).isExact && runtime <= largestCount && Number.isFinite(sum)
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
  const { buffers } = profile
  // The least capacity that holds what it must has the most off-chip traffic.
  return (
    onChip === wanted ||
    (onChip < wanted && groupAt(buffers.l2, Math.max(buffers.leastL2, l2Ranks[0]!)).offChip >= wanted)
  )
}

/** At a position of bandwidth: the design of the smallest index that is valid and as wanted. */
const firstAt = (
  box: Box,
  position: number,
  energy: number | undefined,
  isWanted: (of: Figures) => boolean,
) => {
  const { plan, place, profile } = box
  const { limits, l1, l2, bandwidth } = plan
  const { buffers } = profile
  for (let i = place.l1[0]; i < place.l1[1]; i++) {
    const rankL1 = l1.rank[i]!
    if (rankL1 < buffers.leastL1) continue
    const ofPes = groupAt(buffers.l1, rankL1).energy
    for (let j = place.l2[0]; j < place.l2[1]; j++) {
      const rankL2 = l2.rank[j]!
      if (rankL2 < buffers.leastL2) continue
      if (energy !== undefined && groupAt(buffers.l2, rankL2).energy + ofPes !== energy) continue
      const figures = figuresAt(box, bandwidth.rank[position]!, rankL1, rankL2)
      if (figures.area > limits.area || figures.power > limits.power || !isWanted(figures)) continue
      if (!isExact(box, rankL2, figures)) continue
      return designAt(box, parametersOf(plan, place.combination), [position, i, j], figures)
    }
  }
  return null
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
    const design = firstAt(box, position, wanted.energy, isWanted)
    if (design !== null) return design
  }
  return null
}
