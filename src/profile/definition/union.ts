/** The size of a union of intervals that repeat at equal distances: neighbouring units do so with their tiles. */
import { type Interval, isEmpty, numbersIn, piecesOf } from './residue'

/** An interval and its copies: `count` of them, `spacing` apart. */
export type Progression = { readonly interval: Interval; readonly count: number }

const lengthOf = ({ first, last }: Interval): number => last - first + 1

/** Distinct numbers in a handful of intervals. */
const unionOfIntervals = (intervals: readonly Interval[]): number => {
  const sorted = [...intervals].sort((a, b) => a.first - b.first)
  let size = 0
  let end = -Infinity
  for (const { first, last } of sorted) {
    size += Math.max(0, last - Math.max(first, end + 1) + 1)
    end = Math.max(end, last)
  }
  return size
}

/**
 * Distinct numbers in progressions of one spacing p. For the numbers φ + p·m of one phase φ, an interval and its copies
 * is again one interval of m, and phases between two boundaries look alike.
 */
export const unionOfProgressions = (given: readonly Progression[], spacing: number): number => {
  const progressions = given.filter(({ interval }) => !isEmpty(interval))
  const [only, ...others] = progressions
  if (only === undefined) return 0
  if (others.length === 0)
    return (only.count - 1) * Math.min(lengthOf(only.interval), spacing) + lengthOf(only.interval)
  const ranges = progressions.map(({ interval }) => ({ start: interval.first, length: lengthOf(interval) }))
  let size = 0
  for (const { residue, width } of piecesOf(spacing, ranges)) {
    const intervals = ranges.flatMap((range, i) => {
      const { first, last } = numbersIn(range, spacing, residue)
      return last < first ? [] : [{ first, last: last + progressions[i]!.count - 1 }]
    })
    size += width * unionOfIntervals(intervals)
  }
  return size
}
