/** Which designs of a box are within the budget of area and power. */
import type { Box } from './cell'
import { amountAt, type Sum } from './silicon'

/**
 * How many of the bandwidths of a box keep within a limit at these capacities: as they ascend, the first so many. It is
 * known to be at least `low` and at most `high`.
 */
const countWithin = (
  { plan: { rules }, profile, bandwidthRanks: ranks, l1Ranks, l2Ranks }: Box,
  sum: Sum,
  [i, j]: readonly [l1: number, l2: number],
  low: number,
  high: number,
): number => {
  const l1 = profile.buffers.l1Bytes[l1Ranks[i]!]!
  const l2 = profile.buffers.l2Bytes[l2Ranks[j]!]!
  let most = high
  let least = low
  if (!rules.budget) {
    least = 0
    for (const rank of ranks) if (amountAt(sum, rank, l1, l2) <= sum.limit) least++
    return least
  }
  while (least < most) {
    const middle = (least + most) >> 1
    if (amountAt(sum, ranks[middle]!, l1, l2) <= sum.limit) least = middle + 1
    else most = middle
  }
  return least
}

/** How many bandwidths of a box keep within both limits, at places in its lists of ranks of L1 and L2: the lowest. */
export const countAffordable = (box: Box, l1: number, l2: number): number => {
  const { silicon, bandwidthRanks } = box
  if (silicon === null) return bandwidthRanks.length
  const within = countWithin(box, silicon.area, [l1, l2], 0, bandwidthRanks.length)
  return Math.min(within, countWithin(box, silicon.power, [l1, l2], 0, bandwidthRanks.length))
}

/** Places in the lists of ranks of L1 and L2, all included. */
type Pairs = { readonly l1: number; readonly l2: number; readonly endL1: number; readonly endL2: number }

type Count = (l1: number, l2: number, low: number, high: number) => number

/**
 * The sum of a count over pairs of capacities, which does not rise with either: where it is the same at the smallest pair
 * and at the largest, it is the same at all.
 */
const sumOver = (count: Count, pairs: Pairs, highest: number, lowest: number): number => {
  const { l1, l2, endL1, endL2 } = pairs
  const rows = endL1 - l1 + 1
  const columns = endL2 - l2 + 1
  if (highest === lowest) return highest * rows * columns
  if (rows === 1 && columns === 2) return highest + lowest
  if (rows === 2 && columns === 1) return highest + lowest
  const [lastL1, nextL1] = rows < columns ? [endL1, l1] : [(l1 + endL1) >> 1, ((l1 + endL1) >> 1) + 1]
  const [lastL2, nextL2] = rows < columns ? [(l2 + endL2) >> 1, ((l2 + endL2) >> 1) + 1] : [endL2, l2]
  return (
    sumOver(
      count,
      { l1, l2, endL1: lastL1, endL2: lastL2 },
      highest,
      count(lastL1, lastL2, lowest, highest),
    ) +
    sumOver(count, { l1: nextL1, l2: nextL2, endL1, endL2 }, count(nextL1, nextL2, lowest, highest), lowest)
  )
}

const sumEach = (count: Count, { l1, l2, endL1, endL2 }: Pairs, bandwidths: number): number => {
  let total = 0
  for (let i = l1; i <= endL1; i++) for (let j = l2; j <= endL2; j++) total += count(i, j, 0, bandwidths)
  return total
}

const sumOf = (box: Box, count: Count, pairs: Pairs): number => {
  const bandwidths = box.bandwidthRanks.length
  if (!box.plan.rules.budget) return sumEach(count, pairs, bandwidths)
  const lowest = count(pairs.endL1, pairs.endL2, 0, bandwidths)
  if (lowest === bandwidths) return sumOver(count, pairs, bandwidths, bandwidths)
  return sumOver(count, pairs, count(pairs.l1, pairs.l2, lowest, bandwidths), lowest)
}

/** Designs of a box from these places on that are within the limit of area, and of those also within that of power. */
export const countWithinBudget = (
  box: Box,
  l1: number,
  l2: number,
): readonly [area: number, both: number] => {
  const { silicon, bandwidthRanks, l1Ranks, l2Ranks } = box
  const pairs = { l1, l2, endL1: l1Ranks.length - 1, endL2: l2Ranks.length - 1 }
  const all = (l1Ranks.length - l1) * (l2Ranks.length - l2) * bandwidthRanks.length
  if (silicon === null) return [all, all]
  const { area, power } = silicon
  const inArea: Count = (i, j, low, high) => countWithin(box, area, [i, j], low, high)
  const inBoth: Count = (i, j, low, high) =>
    Math.min(inArea(i, j, 0, bandwidthRanks.length), countWithin(box, power, [i, j], low, high))
  return [sumOf(box, inArea, pairs), sumOf(box, inBoth, pairs)]
}
