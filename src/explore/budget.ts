/** Which designs of a box are within the budget of area and power. */
import type { Box } from './cell'
import type { Plan } from './plan'
import { amountAt, type Silicon, type Sum } from './silicon'

/** How many of the bandwidths keep within a limit: as they ascend, the first so many. */
const countWithin = ({ rules }: Plan, sum: Sum, ranks: Int32Array, l1: number, l2: number): number => {
  const { limit } = sum
  if (!rules.budget) return ranks.reduce((n, rank) => (amountAt(sum, rank, l1, l2) <= limit ? n + 1 : n), 0)
  let low = 0
  let high = ranks.length
  if (limit === Number.POSITIVE_INFINITY) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if (amountAt(sum, ranks[middle]!, l1, l2) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** Counts of designs by place in the list of ranks, of L1 and of L2. */
export type Allowance = {
  /** Bandwidths within both limits: the lowest so many. */
  readonly withinAt: (l1: number, l2: number) => number
  /** Designs with at least these capacities that are over the limit of area, or else over that of power. */
  readonly overArea: (l1: number, l2: number) => number
  readonly overPower: (l1: number, l2: number) => number
}

const whole = (bandwidths: number): Allowance => ({
  withinAt: () => bandwidths,
  overArea: () => 0,
  overPower: () => 0,
})

type Pair = readonly [area: number, both: number]

const pairOf = (box: Box, { area, power }: Silicon, l1: number, l2: number): Pair => {
  const { plan, profile, bandwidthRanks, l1Ranks, l2Ranks } = box
  const bytes = [profile.l1Bytes[l1Ranks[l1]!]!, profile.l2Bytes[l2Ranks[l2]!]!] as const
  const within = countWithin(plan, area, bandwidthRanks, ...bytes)
  return [within, Math.min(within, countWithin(plan, power, bandwidthRanks, ...bytes))]
}

/** For more pairs of capacities than can be remembered: each is worked out when it is asked for. */
const forgetful = (box: Box, silicon: Silicon): Allowance => {
  const bandwidths = box.bandwidthRanks.length
  const sum = (l1: number, l2: number, over: (pair: Pair) => number): number => {
    let total = 0
    for (let i = l1; i < box.l1Ranks.length; i++)
      for (let j = l2; j < box.l2Ranks.length; j++) total += over(pairOf(box, silicon, i, j))
    return total
  }
  return {
    withinAt: (l1, l2) => pairOf(box, silicon, l1, l2)[1],
    overArea: (l1, l2) => sum(l1, l2, ([area]) => bandwidths - area),
    overPower: (l1, l2) => sum(l1, l2, ([area, both]) => area - both),
  }
}

/** Everything worked out beforehand, summed up from the largest capacities down. */
const remembering = (box: Box, silicon: Silicon): Allowance => {
  const bandwidths = box.bandwidthRanks.length
  const l1s = box.l1Ranks.length
  const l2s = box.l2Ranks.length
  const width = l2s + 1
  const within = new Int32Array(l1s * width)
  const area = new Float64Array((l1s + 1) * width)
  const power = new Float64Array((l1s + 1) * width)
  for (let l1 = l1s - 1; l1 >= 0; l1--)
    for (let l2 = l2s - 1; l2 >= 0; l2--) {
      const [ofArea, both] = pairOf(box, silicon, l1, l2)
      const at = l1 * width + l2
      within[at] = both
      area[at] = bandwidths - ofArea + area[at + 1]! + area[at + width]! - area[at + width + 1]!
      power[at] = ofArea - both + power[at + 1]! + power[at + width]! - power[at + width + 1]!
    }
  return {
    withinAt: (l1, l2) => within[l1 * width + l2]!,
    overArea: (l1, l2) => area[l1 * width + l2]!,
    overPower: (l1, l2) => power[l1 * width + l2]!,
  }
}

const largestOf = (ranks: Int32Array): number => ranks[ranks.length - 1]!

/** Whether every design keeps within both limits: the largest does. */
const areAllWithin = (
  { area, power }: Silicon,
  { profile, bandwidthRanks, l1Ranks, l2Ranks }: Box,
): boolean => {
  const bandwidth = largestOf(bandwidthRanks)
  const l1 = profile.l1Bytes[largestOf(l1Ranks)]!
  const l2 = profile.l2Bytes[largestOf(l2Ranks)]!
  return amountAt(area, bandwidth, l1, l2) <= area.limit && amountAt(power, bandwidth, l1, l2) <= power.limit
}

const mostPairs = 2 ** 16

export const allowanceOf = (box: Box): Allowance => {
  const { plan, silicon, bandwidthRanks, l1Ranks, l2Ranks } = box
  if (silicon === null || (plan.rules.budget && areAllWithin(silicon, box)))
    return whole(bandwidthRanks.length)
  return l1Ranks.length * l2Ranks.length > mostPairs ? forgetful(box, silicon) : remembering(box, silicon)
}
