/**
 * The choices of a loop's tiles in a box, where nothing restricts them: sums in doubles, which `count-free.ts` keeps exact, over all
 * sizes of clusters at once.
 */
import { type Box, unitsOf } from './box'
import type { MapSpace } from './space'

const { floor, max, min } = Math

/** Choices of a loop's tiles, by twice whether it is distinguished at level 0, and whether it is at level 1. */
export type TileChoices = Float64Array

/** Σ over inner tiles from `low` to `high` of how many outer tiles up to `end` are larger than n of them. */
const sumBelow = (end: number, low: number, high: number, n: number): number => {
  const last = min(high, floor((end - 1) / n))
  if (last < low) return 0
  const terms = last - low + 1
  return end * terms - (n * (low + last) * terms) / 2
}

/** The same, summed over all n from `least` to `most`: n and the inner tile may change places. */
const sumOverSizes = (end: number, low: number, high: number, least: number, most: number): number => {
  if (high - low < most - least) return sumOverSizes(end, least, most, low, high)
  let sum = 0
  const last = low === 0 ? most : min(most, floor((end - 1) / low))
  for (let n = least; n <= last; n++) sum += sumBelow(end, low, high, n)
  return sum
}

const lengthOf = (from: number, to: number): number => max(0, to - from + 1)

/** Adds inner choices for outer tiles from `from` to `to`, over cluster sizes from `least` to `most`: of one step, and of more. */
const addInner = (
  into: TileChoices,
  at: number,
  box: Box,
  inner: number,
  loop: number,
  count: number,
  from: number,
  to: number,
  least: number,
  most: number,
): void => {
  if (from > to) return
  const sizes = most - least + 1
  if (box.levels === 1) {
    into[at]! += lengthOf(from, to) * sizes
    return
  }
  const low = box.low[count + loop]!
  const high = box.high[count + loop]!
  const below = (sumBelow(to, low, high, 1) - sumBelow(from - 1, low, high, 1)) * sizes
  if (loop !== inner) {
    into[at]! += lengthOf(max(from, low), min(to, high)) * sizes
    into[at + 1]! += below
    return
  }
  const more = sumOverSizes(to, low, high, least, most) - sumOverSizes(from - 1, low, high, least, most)
  into[at]! += below - more
  into[at + 1]! += more
}

/** Adds the choices of a loop over cluster sizes that leave a number of units at level 0. */
export const addChoices = (
  into: TileChoices,
  { loops }: MapSpace,
  box: Box,
  inner: number,
  loop: number,
  units: number,
  least: number,
  most: number,
): void => {
  const extent = loops.extents[loop]!
  const low = box.low[loop]!
  const isOuter = loop === box.outer
  const lastOfMore = isOuter ? floor((extent - 1) / units) : extent - 1
  const last = isOuter ? min(box.high[loop]!, extent - 1) : box.high[loop]!
  addInner(into, 0, box, inner, loop, loops.count, max(low, lastOfMore + 1), last, least, most)
  addInner(into, 2, box, inner, loop, loops.count, low, min(last, lastOfMore), least, most)
}

/** Calls for each run of cluster sizes with the same number of units of level 0; all numbers of at least `enough` are alike. */
export const forUnits = (
  pes: number,
  box: Box,
  least: number,
  most: number,
  enough: number,
  call: (units: number, from: number, to: number) => void,
): void => {
  for (let from = least; from <= most; ) {
    const units = unitsOf(pes, box, from)
    const to = box.levels === 1 || enough === 0 ? most : min(most, floor(pes / min(units, enough)))
    call(units, from, to)
    from = to + 1
  }
}
