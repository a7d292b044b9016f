/**
 * Counting on a sliding axis s·a + d·b. With s and d coprime (a common divisor changes no count), the numbers
 * a = α + d·i and b = ρ + s·j give s·a + d·b = s·α + d·ρ + s·d·(i + j), and the value determines (α, ρ): so in each
 * class of residues the elements are numbered by i + j, and a range of a with a range of b is one interval of numbers.
 * Ranges look alike in all residues between two boundaries, so the classes fall into a few pieces, whatever the extents.
 */
import { ceilDivide, floorDivide, modulo } from '../../internal/arithmetic'

/** `length` consecutive integers from `start` on. */
export type Range = { readonly start: number; readonly length: number }

/** Consecutive numbers from `first` to `last`; nothing if last < first. */
export type Interval = { readonly first: number; readonly last: number }

/** Residues that look alike: one of them, and how many there are. */
export type Piece = { readonly residue: number; readonly width: number }

/** The pieces into which the residues fall: ranges change only where one of them starts or ends. */
export const piecesOf = (modulus: number, ranges: readonly Range[]): readonly Piece[] => {
  if (modulus === 1) return [{ residue: 0, width: 1 }]
  const boundaries = ranges.flatMap(({ start, length }) => [
    modulo(start, modulus),
    modulo(start + length, modulus),
  ])
  const starts = [...new Set([0, ...boundaries])].sort((a, b) => a - b)
  return starts.map((residue, i) => ({ residue, width: (starts[i + 1] ?? modulus) - residue }))
}

/** The numbers i for which residue + modulus·i lies in the range. */
export const numbersIn = ({ start, length }: Range, modulus: number, residue: number): Interval => ({
  first: ceilDivide(start - residue, modulus),
  last: floorDivide(start + length - 1 - residue, modulus),
})

export const isEmpty = ({ first, last }: Interval): boolean => last < first

/** The numbers i + j. */
export const sum = (a: Interval, b: Interval): Interval =>
  isEmpty(a) || isEmpty(b) ? { first: 0, last: -1 } : { first: a.first + b.first, last: a.last + b.last }

export const overlap = (a: Interval, b: Interval): number =>
  isEmpty(a) || isEmpty(b) ? 0 : Math.max(0, Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1)
