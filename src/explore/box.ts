/** Boxes: products of ranges of digits. A range of indices is a few of them, in ascending order. */
import { floorDivide, modulo } from '../internal/arithmetic'
import type { Range } from './axis'

/** A range of each digit, the last the fastest. */
export type Digits = readonly Range[]

const whole = (sizes: readonly number[]): Digits => sizes.map((size) => [0, size] as const)

/** The boxes that make up the indices from `from` up to but not including `to` over digits, each with its number of values. */
export const boxesWithin = (sizes: readonly number[], from: number, to: number): readonly Digits[] => {
  const [, ...inner] = sizes
  if (from >= to) return []
  if (inner.length === 0) return [[[from, to]]]
  const size = inner.reduce((product, digit) => product * digit, 1)
  const first = floorDivide(from, size)
  const last = floorDivide(to, size)
  const under = (digit: number, low: number, high: number): readonly Digits[] =>
    boxesWithin(inner, low, high).map((rest) => [[digit, digit + 1], ...rest])
  const low = modulo(from, size)
  const high = modulo(to, size)
  if (first === last) return under(first, low, high)
  const start = low === 0 ? first : first + 1
  return [
    ...(low === 0 ? [] : under(first, low, size)),
    ...(start === last ? [] : [[[start, last] as const, ...whole(inner)]]),
    ...under(last, 0, high),
  ]
}
