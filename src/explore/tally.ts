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

export const areSame = (a: Readonly<Tally>, b: Readonly<Tally>): boolean =>
  a.valid === b.valid &&
  a.dataflow === b.dataflow &&
  a.l1 === b.l1 &&
  a.clusters === b.clusters &&
  a.l2 === b.l2 &&
  a.area === b.area &&
  a.power === b.power &&
  a.averagePower === b.averagePower

/** Adds a multiple of what another tally counts. */
export const addTally = (tally: Tally, other: Readonly<Tally>, times: number): void => {
  tally.valid += times * other.valid
  tally.dataflow += times * other.dataflow
  tally.l1 += times * other.l1
  tally.clusters += times * other.clusters
  tally.l2 += times * other.l2
  tally.area += times * other.area
  tally.power += times * other.power
  tally.averagePower += times * other.averagePower
}

/** Counts the designs of a box, all of which have exact estimates, without looking at each. */
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
  const within = countWithinBudget(box, smallL1, smallL2)
  tally.area += largeL1 * largeL2 * bandwidths - within.area
  tally.power += within.area - within.power
  tally.averagePower += within.power - within.averagePower
  tally.valid += within.averagePower
}
