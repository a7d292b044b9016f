/**
 * Searches a box for what may be on the front or best. What it passes over is matched or beaten, in every objective, by
 * a design that it looked at or that was found before: all objectives are monotone in runtime, energy, area and power.
 */
import { totalEnergy } from '../cost/energy'
import { longerOf } from '../cost/time'
import { type Archive, isMatched, offerPoint } from './archive'
import { countAffordable } from './budget'
import { groupAt } from './buffers'
import { type Box, siliconAt } from './cell'
import { setPoint } from './point'
import { onChipAt, worthOfL1, worthOfL2 } from './profile'

/** What is being searched: a box at capacities, by rank, and what is the same there at all bandwidths. */
type Group = {
  readonly archive: Archive
  readonly box: Box
  readonly l1: number
  readonly l2: number
  readonly energy: number
  readonly offChip: number
}

const runtimeAt = ({ box: { plan, profile }, offChip }: Group, bandwidth: number): number =>
  longerOf(onChipAt(plan, profile, bandwidth), offChip)

/** Puts into the archive's point what a design of this runtime, with the area and power at a rank of bandwidth, would be. */
const aim = ({ archive, box, l1, l2, energy }: Group, runtime: number, bandwidth: number): void => {
  const { comparesSilicon } = box.plan
  const area = comparesSilicon ? siliconAt(box, 'area', bandwidth, l1, l2) : 0
  const power = comparesSilicon ? siliconAt(box, 'power', bandwidth, l1, l2) : 0
  setPoint(archive.point, box.plan, box.place, runtime, energy, area, power)
}

const consider = (group: Group, bandwidth: number): void => {
  const { archive, box } = group
  aim(group, runtimeAt(group, bandwidth), bandwidth)
  offerPoint(archive, box.place)
}

/** The bandwidths from one place in the list of ranks to another, both included: the least of each runtime. */
const searchSpan = (group: Group, from: number, to: number): void => {
  const { archive, box } = group
  const { bandwidthRanks: ranks, plan } = box
  const least = runtimeAt(group, ranks[to]!)
  if (plan.rules.ideal) {
    aim(group, least, ranks[from]!)
    if (isMatched(archive)) return
  }
  if (least === runtimeAt(group, ranks[from]!)) {
    consider(group, ranks[from]!)
    return
  }
  // The faster half first: it matches the slower one wherever bandwidth costs nothing.
  const middle = (from + to) >> 1
  searchSpan(group, middle + 1, to)
  searchSpan(group, from, middle)
}

const searchGroup = (group: Group, bandwidths: number): void => {
  const { rules, countsBandwidth } = group.box.plan
  const ranks = group.box.bandwidthRanks
  if (!rules.bandwidth) for (let i = 0; i < bandwidths; i++) consider(group, ranks[i]!)
  else if (countsBandwidth) searchSpan(group, 0, bandwidths - 1)
  else consider(group, ranks[bandwidths - 1]!)
}

/** Searches the valid designs of a box. */
export const searchBox = (archive: Archive, box: Box): void => {
  const { plan, profile, l1Ranks, l2Ranks } = box
  const { buffers, clustersFit } = profile
  if (!clustersFit) return
  const worthL1 = l1Ranks === plan.l1.ranks ? profile.worthL1 : worthOfL1(plan, buffers, l1Ranks)
  const worthL2 = l2Ranks === plan.l2.ranks ? profile.worthL2 : worthOfL2(plan, buffers, l2Ranks)
  for (const placeL1 of worthL1)
    for (const placeL2 of worthL2) {
      const bandwidths = countAffordable(box, placeL1, placeL2)
      // A larger shared buffer may save the energy that takes a smaller one over the budget.
      if (bandwidths === 0) continue
      const l1 = l1Ranks[placeL1]!
      const l2 = l2Ranks[placeL2]!
      const { energy: besides, offChip } = groupAt(buffers.l2, l2)
      const energy = totalEnergy(besides, groupAt(buffers.l1, l1).energy)
      searchGroup({ archive, box, l1, l2, energy, offChip }, bandwidths)
    }
}
