/** Axes of a space: values in the order given, and sorted, for what is monotone in them. */
import { largestCount } from '../internal/arithmetic'
import { tabulate } from '../internal/tabulate'
import { stepOf } from './pairs'

/** `range` makes longer lists, so that an axis of them is refused for what it is. */
const mostInRange = 2 ** 24

/** Positions from the first up to but not including the second. */
export type Range = readonly [from: number, to: number]

/** An axis. Rank r is the r-th smallest value; a value that is absent (unlimited) is NaN and alone. */
export type Axis = {
  /** By position. */
  readonly given: Float64Array
  /** By rank. */
  readonly sorted: Float64Array
  /** The position of each rank; of equal values in the order given. */
  readonly position: Int32Array
  /** The rank of each position. */
  readonly rank: Int32Array
  /** All ranks, ascending, and all positions. */
  readonly ranks: Int32Array
  readonly all: Range
  /** As `stepOf` says of the sorted values. */
  readonly step: number
}

/** 0, 1, … */
const numbersBelow = (count: number): Int32Array => {
  const numbers = new Int32Array(count)
  for (let i = 0; i < count; i++) numbers[i] = i
  return numbers
}

const isAscending = (values: Float64Array): boolean => {
  for (let i = 1; i < values.length; i++) if (!(values[i - 1]! <= values[i]!)) return false
  return true
}

export const axisOf = (values: readonly number[]): Axis => {
  const given = Float64Array.from(values)
  const all: Range = [0, given.length]
  const ranks = numbersBelow(given.length)
  // Most axes are: a million values take as long to sort as to explore.
  if (isAscending(given))
    return { given, sorted: given, position: ranks, rank: ranks, ranks, all, step: stepOf(given) }
  const position = ranks.slice().sort((a, b) => given[a]! - given[b]! || a - b)
  const rank = new Int32Array(given.length)
  for (let r = 0; r < rank.length; r++) rank[position[r]!] = r
  const sorted = Float64Array.from(position, (i) => given[i]!)
  return { given, sorted, position, rank, ranks, all, step: stepOf(sorted) }
}

/** The ranks of the positions of a range, ascending. */
export const ranksWithin = ({ rank, ranks }: Axis, [from, to]: Range): Int32Array =>
  to - from === ranks.length ? ranks : rank.slice(from, to).sort()

/** The positions of the ranks of a range, ascending. */
export const positionsWithin = ({ position, ranks }: Axis, [from, to]: Range): Int32Array =>
  position === ranks ? ranks.subarray(from, to) : position.slice(from, to).sort()

/** How many of the ranks, ascending, are below one. */
export const countBelow = (ranks: Int32Array, bound: number): number => {
  let low = 0
  let high = ranks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ranks[middle]! < bound) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The integers from `first` to `last`, both included, `step` apart. Empty if there are none, more than an axis may have
 * (2²⁴), or some beyond 2^53 − 1, which are not exact.
 *
 * @param first - The first value.
 * @param last - The largest value that may be in the list.
 * @param step - The distance between values; 1 by default.
 *
 * @example
 * ```ts
 * import { range } from 'maestro-dataflow/explore'
 *
 * range(1, 4) // => [1, 2, 3, 4]
 * range(16, 64, 16) // => [16, 32, 48, 64]
 * ```
 * @since 0.1.0
 * @category exploration
 */
export const range = (first: number, last: number, step = 1): readonly number[] => {
  if (!Number.isSafeInteger(first) || typeof last !== 'number' || typeof step !== 'number') return []
  const count = Math.floor((last - first) / step) + 1
  if (!(step > 0) || !(count > 0 && count <= mostInRange)) return []
  if (!(first + (count - 1) * step <= largestCount)) return []
  return tabulate(count, (i) => first + i * step)
}

/**
 * The powers of two from `least` to `most`, both included. Empty if there are none.
 *
 * @param least - The smallest value that may be in the list.
 * @param most - The largest value that may be in the list.
 *
 * @example
 * ```ts
 * import { powersOfTwo } from 'maestro-dataflow/explore'
 *
 * powersOfTwo(32, 256) // => [32, 64, 128, 256]
 * powersOfTwo(5, 20) // => [8, 16]
 * ```
 * @since 0.1.0
 * @category exploration
 */
export const powersOfTwo = (least: number, most: number): readonly number[] => {
  const powers: number[] = []
  if (typeof least !== 'number' || typeof most !== 'number') return powers
  for (let power = 1; power <= Math.min(most, 2 ** 52); power *= 2) if (power >= least) powers.push(power)
  return powers
}
