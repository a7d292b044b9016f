/**
 * Counts pairs of capacities within a bound on the bytes of all buffers together: that of each PE as often as there are PEs,
 * and the shared one. The bound is a staircase over the two axes; where these are evenly spaced, a closed form counts the
 * points under it.
 */
import { floorSum, largestCount } from '../internal/arithmetic'
import type { Range } from './axis'

/** Capacities in ascending order. `step` is the distance from each to the next if that is always the same, else 0. */
export type Capacities = { readonly values: Float64Array; readonly step: number }

/** Places in the lists of capacities of L1 and L2. */
export type Pairs = { readonly l1: Range; readonly l2: Range }

/** A grid of pairs on a number of PEs. */
export type Grid = { readonly pes: number; readonly l1: Capacities; readonly l2: Capacities }

export const bytesOfPair = ({ pes, l1, l2 }: Grid, i: number, j: number): number =>
  pes * l1.values[i]! + l2.values[j]!

/** The distance between values that are evenly spaced whole numbers, else 0. One value is as far from the next as you like. */
export const stepOf = (values: Float64Array): number => {
  const step = values.length > 1 ? values[1]! - values[0]! : 1
  for (let i = 0; i < values.length; i++)
    if (!Number.isSafeInteger(values[i]!) || (i > 0 && values[i]! - values[i - 1]! !== step)) return 0
  return step
}

/** How many places from one on are within, where only the first ones are. */
export const countWhile = (from: number, to: number, isWithin: (place: number) => boolean): number => {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if (isWithin(middle)) low = middle + 1
    else high = middle
  }
  return low - from
}

const clamped = (count: number, most: number): number => Math.max(0, Math.min(most, count))

/** Whether the closed form is exact: everything in it is an integer. */
export const isLattice = (grid: Grid, { l1, l2 }: Pairs): boolean =>
  grid.l1.step > 0 && grid.l2.step > 0 && bytesOfPair(grid, l1[1] - 1, l2[1] - 1) <= largestCount

/** Pairs of at most a number of bytes, where both axes are evenly spaced: rows of L1 that are within as a whole, and those under a line. */
const countLattice = (grid: Grid, { l1: [from, to], l2: [first, end] }: Pairs, bytes: number): number => {
  const { pes, l1, l2 } = grid
  const rowStep = pes * l1.step
  const rowsUpTo = (room: number): number => clamped(Math.floor(room / rowStep) + 1, to - from)
  const whole = rowsUpTo(bytes - bytesOfPair(grid, from, end - 1))
  const some = rowsUpTo(bytes - bytesOfPair(grid, from, first))
  const under = some - whole
  const atLast = under === 0 ? 0 : bytes - bytesOfPair(grid, from + some - 1, first)
  return whole * (end - first) + under + floorSum(under, l2.step, rowStep, atLast)
}

/** Whether a pair is within; if one is, so is every pair of smaller capacities. */
export type IsWithin = (i: number, j: number) => boolean

/** The end of the columns of a row that are within, which is at least `low` and at most `high`: near `high`, if it can be. */
const endOfRow = (isWithin: IsWithin, row: number, low: number, high: number): number => {
  let beyond = high
  let step = 1
  while (beyond - step >= low && !isWithin(row, beyond - step)) {
    beyond -= step
    step *= 2
  }
  const within = Math.max(low, beyond - step)
  return within + countWhile(within, beyond, (column) => isWithin(row, column))
}

/** Pairs under a staircase. */
export const countStaircase = (isWithin: IsWithin, [from, to]: Range, [low, high]: Range): number => {
  let end = high
  let total = 0
  for (let row = from; row < to && end > low; row++) {
    end = endOfRow(isWithin, row, low, end)
    total += end - low
  }
  return total
}

/** How many pairs are within, along the axis with fewer places. */
const countOneByOne = (isWithin: IsWithin, { l1, l2 }: Pairs): number =>
  l1[1] - l1[0] <= l2[1] - l2[0]
    ? countStaircase(isWithin, l1, l2)
    : countStaircase((j, i) => isWithin(i, j), l2, l1)

/**
 * How many pairs are within: those of up to `surely` bytes are, those beyond `hardly` are not, and of those between,
 * `isWithin` tells.
 */
export const countPairs = (
  grid: Grid,
  pairs: Pairs,
  surely: number,
  hardly: number,
  isWithin: IsWithin,
): number => {
  const bytes = Math.min(Math.floor(hardly), largestCount)
  if (bytes <= surely && isLattice(grid, pairs)) return countLattice(grid, pairs, bytes)
  return countOneByOne((i, j) => {
    const ofPair = bytesOfPair(grid, i, j)
    return ofPair <= surely || (ofPair <= hardly && isWithin(i, j))
  }, pairs)
}
