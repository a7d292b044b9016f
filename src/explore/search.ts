/**
 * Searches a box for what may be on the front or best. What it passes over is matched or beaten, in every objective, by
 * a design that it looked at or that was found before: all objectives are monotone in runtime, energy, area and power.
 */
import { type Archive, addPoint, isMatched } from './archive'
import { countBelow } from './axis'
import type { Allowance } from './budget'
import { type Box, siliconAt } from './cell'
import { setPoint } from './point'
import { onChipAt, worthOfL1, worthOfL2 } from './profile'

/** What is being searched: a box at capacities, by rank; so much energy everything takes there. */
type Group = {
  readonly archive: Archive
  readonly box: Box
  readonly l1: number
  readonly l2: number
  readonly energy: number
}

const runtimeAt = ({ box: { plan, profile }, l2 }: Group, bandwidth: number): number =>
  Math.max(onChipAt(plan, profile, bandwidth), profile.offChip[l2]!)

/** Puts into the archive's point what a design of this runtime, with the area and power at a rank of bandwidth, would be. */
const aim = ({ archive, box, l1, l2, energy }: Group, runtime: number, bandwidth: number): void => {
  const { comparesSilicon } = box.plan
  const area = comparesSilicon ? siliconAt(box, 'area', bandwidth, l1, l2) : 0
  const power = comparesSilicon ? siliconAt(box, 'power', bandwidth, l1, l2) : 0
  setPoint(archive.point, box, runtime, energy, area, power)
}

const consider = (group: Group, bandwidth: number): void => {
  const { archive, box } = group
  aim(group, runtimeAt(group, bandwidth), bandwidth)
  if (!isMatched(archive)) addPoint(archive, box.place)
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
  const middle = (from + to) >> 1
  searchSpan(group, from, middle)
  searchSpan(group, middle + 1, to)
}

const searchGroup = (group: Group, bandwidths: number): void => {
  const { rules, comparesSilicon } = group.box.plan
  const ranks = group.box.bandwidthRanks
  if (!rules.bandwidth) for (let i = 0; i < bandwidths; i++) consider(group, ranks[i]!)
  else if (comparesSilicon) searchSpan(group, 0, bandwidths - 1)
  else consider(group, ranks[bandwidths - 1]!)
}

/** Searches the valid designs of a box. */
export const searchBox = (archive: Archive, box: Box, allowance: Allowance): void => {
  const { plan, profile, l1Ranks, l2Ranks } = box
  if (!profile.clustersFit) return
  const worthL1 = l1Ranks === plan.l1.ranks ? profile.worthL1 : worthOfL1(plan, profile, l1Ranks)
  const worthL2 = l2Ranks === plan.l2.ranks ? profile.worthL2 : worthOfL2(plan, profile, l2Ranks)
  for (const l1 of worthL1)
    for (const l2 of worthL2) {
      const bandwidths = allowance.withinAt(countBelow(l1Ranks, l1), countBelow(l2Ranks, l2))
      if (bandwidths === 0) continue
      searchGroup({ archive, box, l1, l2, energy: profile.besides[l2]! + profile.ofPes[l1]! }, bandwidths)
    }
}
