/** The coordinates that a box touches along an axis of a tensor. */
import { gcd } from '../../internal/arithmetic'
import type { Axis, Term } from '../../operator/problem'
import { type Interval, type Intervals, interval, unionOf } from './intervals'

/** Where a box starts along a dimension, and how long it is. */
export type Range = { readonly start: number; readonly length: number }

/** A part of the iteration space: a range of every dimension. */
export type Box = readonly Range[]

/** A sum of two terms without their common factor, the longer strides first. */
const reduced = ([a, b]: readonly [Term, Term]): readonly [Term, Term] => {
  const common = gcd(a.coefficient, b.coefficient)
  const over = ({ dimension, coefficient }: Term): Term => ({ dimension, coefficient: coefficient / common })
  return a.coefficient >= b.coefficient ? [over(a), over(b)] : [over(b), over(a)]
}

const isSolid = (far: Term, near: Term, lengthOf: (dimension: number) => number): boolean =>
  near.coefficient === 1 && far.coefficient <= lengthOf(near.dimension)

/** How many runs of coordinates {@link coordinatesOf} looks at for boxes of these lengths. */
export const runsOf = (axis: Axis, lengthOf: (dimension: number) => number): number => {
  const [a, b] = axis
  if (a === undefined || b === undefined) return 1
  const [far, near] = reduced([a, b])
  if (isSolid(far, near, lengthOf)) return 1
  return lengthOf(far.dimension) * (near.coefficient === 1 ? 1 : lengthOf(near.dimension))
}

const ofWindow = ([far, near]: readonly [Term, Term], box: Box): Intervals => {
  const across = box[far.dimension]!
  const along = box[near.dimension]!
  const origin = far.coefficient * across.start + near.coefficient * along.start
  if (isSolid(far, near, (dimension) => box[dimension]!.length))
    return interval(origin, far.coefficient * (across.length - 1) + along.length)
  const isDense = near.coefficient === 1
  const runs: Interval[] = []
  for (let a = 0; a < across.length; a++) {
    const start = origin + far.coefficient * a
    if (isDense) runs.push([start, start + along.length])
    else
      for (let b = 0; b < along.length; b++)
        runs.push([start + near.coefficient * b, start + near.coefficient * b + 1])
  }
  return unionOf(runs)
}

/**
 * The coordinates as a set that counts right: without the factor that all of them share. An axis without dimensions has
 * one coordinate.
 */
export const coordinatesOf = (axis: Axis, box: Box): Intervals => {
  const [a, b] = axis
  if (a === undefined) return interval(0, 1)
  if (b !== undefined) return ofWindow(reduced([a, b]), box)
  const { start, length } = box[a.dimension]!
  return interval(start, length)
}

/** The first and the last coordinate. */
export const spanOf = (axis: Axis, box: Box): readonly [first: number, last: number] => {
  let first = 0
  let last = 0
  for (const { dimension, coefficient } of axis) {
    const { start, length } = box[dimension]!
    first += coefficient * start
    last += coefficient * (start + length - 1)
  }
  return [first, last]
}
