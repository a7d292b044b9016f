/** Footprints: how many distinct elements of a tensor a box touches, and how many two boxes share. */
import { gcd } from '../../internal/arithmetic'
import { type Axis, intervalSize, type Tensor } from '../../operator/problem'
import { type Interval, numbersIn, overlap, piecesOf, type Range, sum } from './residue'
import type { Move, Transition } from './transition'

/** Distinct values of s·a + d·b over `a` consecutive a and `b` consecutive b: a·b − max(a−d, 0)·max(b−s, 0). */
const slidingSize = (a: number, b: number, s: number, d: number): number =>
  // In this form no intermediate exceeds the result.
  a <= d || b <= s ? a * b : s * a + d * (b - s)

/** Coefficients without their common divisor. */
export const coprime = (s: number, d: number): readonly [number, number] => {
  const divisor = gcd(s, d)
  return [s / divisor, d / divisor]
}

export const axisSize = (axis: Axis, lengths: readonly number[]): number => {
  const [first, second] = axis
  if (second === undefined) return lengths[first!.dimension]!
  const [s, d] = coprime(first!.coefficient, second.coefficient)
  return slidingSize(lengths[first!.dimension]!, lengths[second.dimension]!, s, d)
}

/** How elements of an axis are counted: of a tile, and of two tiles what they share. */
export type Measure = {
  readonly size: (axis: Axis, lengths: readonly number[]) => number
  readonly overlap: (axis: Axis, moves: readonly Move[]) => number
}

/** Distinct elements of the tensor in a box of these lengths. */
export const tileSize = (
  tensor: Tensor,
  lengths: readonly number[],
  { size }: Measure = touchedElements,
): number => tensor.axes.reduce((product, axis) => product * size(axis, lengths), 1)

const rangeAfter = ({ to }: Move): Range => ({ start: 0, length: to })
const rangeBefore = ({ from, shift }: Move): Range => ({ start: -shift, length: from })

/** Values of s·a + d·b that are there before and after. */
export const slidingOverlap = (a: Move, b: Move, s: number, d: number): number => {
  let shared = 0
  for (const pieceA of piecesOf(d, [rangeAfter(a), rangeBefore(a)])) {
    const afterA = numbersIn(rangeAfter(a), d, pieceA.residue)
    const beforeA = numbersIn(rangeBefore(a), d, pieceA.residue)
    for (const pieceB of piecesOf(s, [rangeAfter(b), rangeBefore(b)])) {
      const after = sum(afterA, numbersIn(rangeAfter(b), s, pieceB.residue))
      const before = sum(beforeA, numbersIn(rangeBefore(b), s, pieceB.residue))
      shared += pieceA.width * pieceB.width * overlap(before, after)
    }
  }
  return shared
}

/** Elements of an axis that are there before and after. */
export const axisOverlap = (axis: Axis, moves: readonly Move[]): number => {
  const [first, second] = axis
  const a = moves[first!.dimension]!
  if (second === undefined) return a.shift === 0 ? a.to : 0
  const b = moves[second.dimension]!
  const [s, d] = coprime(first!.coefficient, second.coefficient)
  return a.shift === 0 && b.shift === 0 ? slidingSize(a.to, b.to, s, d) : slidingOverlap(a, b, s, d)
}

/** Only elements that are touched count. */
export const touchedElements: Measure = { size: axisSize, overlap: axisOverlap }

export const intervalAfter = (axis: Axis, moves: readonly Move[]): Interval => ({
  first: 0,
  last:
    intervalSize(
      axis,
      moves.map(({ to }) => to),
    ) - 1,
})

export const intervalBefore = (axis: Axis, moves: readonly Move[]): Interval => {
  const first = -axis.reduce(
    (by, { dimension, coefficient }) => by + coefficient * moves[dimension]!.shift,
    0,
  )
  const size = intervalSize(
    axis,
    moves.map(({ from }) => from),
  )
  return { first, last: first + size - 1 }
}

/** Tiles are whole intervals along each axis (docs/spec.md, section 17). */
export const wholeIntervals: Measure = {
  size: intervalSize,
  overlap: (axis, moves) => overlap(intervalBefore(axis, moves), intervalAfter(axis, moves)),
}

/** Elements of the tensor in the tile after that were not in the tile before: |A ∖ B|. */
export const newElements = (
  tensor: Tensor,
  { before, after, moves }: Transition,
  measure: Measure = touchedElements,
): number => {
  if (!after) return 0
  let size = 1
  let kept = before ? 1 : 0
  for (const axis of tensor.axes) {
    size *= measure.size(
      axis,
      moves.map(({ to }) => to),
    )
    kept *= kept === 0 ? 0 : measure.overlap(axis, moves)
  }
  return size - kept
}
