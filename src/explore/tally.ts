/** Counts of designs, by what became of them. */
import { countBelow } from './axis'
import { countWithinBudget } from './budget'
import type { Box } from './cell'
import type { Exploration } from './space'

export type Tally = {
  valid: number
  dataflow: number
  l1: number
  clusters: number
  l2: number
  area: number
  power: number
  averagePower: number
}

export const emptyTally = (): Tally => ({
  valid: 0,
  dataflow: 0,
  l1: 0,
  clusters: 0,
  l2: 0,
  area: 0,
  power: 0,
  averagePower: 0,
})

export const countsOf = ({
  valid,
  dataflow,
  l1,
  clusters,
  l2,
  area,
  power,
  averagePower,
}: Tally): Exploration['designs'] => ({
  total: valid + dataflow + l1 + clusters + l2 + area + power + averagePower,
  valid,
  invalid: { dataflow, l1, clusters, l2, area, power, averagePower },
})

/** Counts the designs of a box, all of which have exact estimates, without looking at each: the average power has no limit. */
export const countBox = (tally: Tally, box: Box): void => {
  const { profile, bandwidthRanks, l1Ranks, l2Ranks } = box
  const bandwidths = bandwidthRanks.length
  const smallL1 = countBelow(l1Ranks, profile.buffers.leastL1)
  const largeL1 = l1Ranks.length - smallL1
  tally.l1 += smallL1 * l2Ranks.length * bandwidths
  if (!profile.clustersFit) {
    tally.clusters += largeL1 * l2Ranks.length * bandwidths
    return
  }
  const smallL2 = countBelow(l2Ranks, profile.buffers.leastL2)
  const largeL2 = l2Ranks.length - smallL2
  tally.l2 += largeL1 * smallL2 * bandwidths
  if (largeL1 === 0 || largeL2 === 0) return
  const [area, both] = countWithinBudget(box, smallL1, smallL2)
  tally.area += largeL1 * largeL2 * bandwidths - area
  tally.power += area - both
  tally.valid += both
}
