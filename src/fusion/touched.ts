/** Elements of an axis that a box touches (docs/spec.md, section 1): distinct sums of one or two terms within an extent. */
import { ceilDivide, floorDivide, floorSum, gcd } from '../internal/arithmetic'

/** Indices from `low` up to but not including `high`; empty where they are equal. */
export type Interval = { readonly low: number; readonly high: number }

export const lengthOf = ({ low, high }: Interval): number => Math.max(0, high - low)

export const overlapOf = (a: Interval, b: Interval): number =>
  Math.max(0, Math.min(a.high, b.high) - Math.max(a.low, b.low))

/** One summand of an axis, over an interval of its dimension. */
export type Summand = Interval & { readonly coefficient: number }

/** Where the elements of an axis are: coordinates from `padding` on are elements, as many as `extent`. */
export type Place = { readonly padding: number; readonly extent: number }

/** From the first to the last coordinate that terms reach, as elements, and no further than elements go. */
export const hullOf = (terms: readonly Summand[], { padding, extent }: Place): Interval => {
  let low = -padding
  let high = 1 - padding
  for (const { coefficient, low: first, high: end } of terms) {
    if (end <= first) return { low: 0, high: 0 }
    low += coefficient * first
    high += coefficient * (end - 1)
  }
  const clipped = { low: Math.max(0, low), high: Math.min(extent, high) }
  return clipped.low < clipped.high ? clipped : { low: 0, high: 0 }
}

/** Points (i, j) of `count` by `most` with slope·i + step·j < bound. */
const pointsBelow = (count: number, slope: number, most: number, step: number, bound: number): number => {
  // Rows that lie below the bound as a whole, and those that have some point below it.
  const whole = Math.min(count, Math.max(0, floorDivide(bound - 1 - step * (most - 1), slope) + 1))
  const some = Math.min(count, Math.max(0, ceilDivide(bound, slope)))
  const ragged = some - whole
  if (ragged <= 0) return whole * most
  // Of row i, ⌈(bound − slope·i) / step⌉; from the last of them down, so that no term is negative.
  const least = bound - slope * (some - 1)
  return whole * most + floorSum(ragged, step, slope, least + step - 1)
}

/** Distinct sums below a bound of a·i + b·j for i < n and j < m, where a and b have no common divisor. */
const sumsBelow = (a: number, n: number, b: number, m: number, bound: number): number => {
  if (bound <= 0 || n <= 0 || m <= 0) return 0
  // (i, j) and (i + b, j − a) are the same sum: the one with the larger i counts.
  const shifted = Math.max(0, n - b)
  if (shifted === 0 || m <= a) return pointsBelow(n, a, m, b, bound)
  return pointsBelow(shifted, a, a, b, bound) + pointsBelow(n - shifted, a, m, b, bound - a * shifted)
}

/** Elements that an axis of one or two terms touches: each sum once, without what is padding. */
export const touchedOf = (terms: readonly Summand[], place: Place): number => {
  const [one, two] = terms
  if (one === undefined) return 1
  if (two === undefined) return lengthOf(one)
  const [n, m] = [lengthOf(one), lengthOf(two)]
  if (n === 0 || m === 0) return 0
  const first = one.coefficient * one.low + two.coefficient * two.low - place.padding
  const divisor = gcd(one.coefficient, two.coefficient)
  const [a, b] = [one.coefficient / divisor, two.coefficient / divisor]
  const below = (coordinate: number): number => sumsBelow(a, n, b, m, ceilDivide(coordinate - first, divisor))
  return below(place.extent) - below(0)
}

/** Whether every coordinate from the first to the last is touched. */
const isDense = (one: Summand, two: Summand): boolean => {
  const [narrow, wide] = one.coefficient === 1 ? [one, two] : [two, one]
  return narrow.coefficient === 1 && (lengthOf(wide) === 1 || lengthOf(narrow) >= wide.coefficient)
}

const sumsOf = (one: Summand, two: Summand, { padding, extent }: Place): Set<number> => {
  const sums = new Set<number>()
  for (let i = one.low; i < one.high; i++)
    for (let j = two.low; j < two.high; j++) {
      const sum = one.coefficient * i + two.coefficient * j - padding
      if (sum >= 0 && sum < extent) sums.add(sum)
    }
  return sums
}

/** Sums of axes with gaps are listed up to this many. */
export const mostListed = 2 ** 20

/** Elements that both of two boxes touch along an axis; null where its gaps would have to be listed, and are too many. */
export const sharedOf = (
  these: readonly Summand[],
  those: readonly Summand[],
  place: Place,
): number | null => {
  const [a, b] = these
  const [c, d] = those
  if (a === undefined || c === undefined) return 1
  if (b === undefined || d === undefined) return overlapOf(a, c)
  if (lengthOf(a) === 0 || lengthOf(b) === 0 || lengthOf(c) === 0 || lengthOf(d) === 0) return 0
  if (isDense(a, b) && isDense(c, d)) return overlapOf(hullOf(these, place), hullOf(those, place))
  if (lengthOf(a) * lengthOf(b) + lengthOf(c) * lengthOf(d) > mostListed) return null
  const others = sumsOf(c, d, place)
  let shared = 0
  for (const sum of sumsOf(a, b, place)) if (others.has(sum)) shared++
  return shared
}
