/** Pareto fronts: the points that no other beats. */
import { boundsOf, findNoWorse } from './bounds'

/** Rows of `width` numbers, smaller is better: lexicographically, equal ones by number. */
const sortedRows = (rows: Float64Array, count: number, width: number): readonly number[] =>
  Array.from({ length: count }, (_, row) => row).sort((a, b) => {
    for (let c = 0; c < width; c++) {
      const difference = rows[a * width + c]! - rows[b * width + c]!
      if (difference !== 0) return difference
    }
    return a - b
  })

const areEqual = (rows: Float64Array, a: number, b: number, width: number): boolean => {
  for (let c = 0; c < width; c++) if (rows[a * width + c] !== rows[b * width + c]) return false
  return true
}

const gather = (rows: Float64Array, numbers: readonly number[], width: number): Float64Array => {
  const gathered = new Float64Array(numbers.length * width)
  for (let i = 0; i < numbers.length; i++)
    for (let c = 0; c < width; c++) gathered[i * width + c] = rows[numbers[i]! * width + c]!
  return gathered
}

/**
 * The numbers of the rows that no other beats; of equal rows the one with the least number. The first `front` rows are known
 * not to beat one another, and not to match any row after them.
 */
export const paretoFront = (
  rows: Float64Array,
  count: number,
  width: number,
  front = 0,
): readonly number[] => {
  const later = sortedRows(rows.subarray(front * width), count - front, width).map((row) => row + front)
  const distinct = later.filter((row, i) => i === 0 || !areEqual(rows, row, later[i - 1]!, width))
  const bounds = boundsOf(gather(rows, distinct, width), distinct.length, width)
  const isBeaten = (row: number): boolean =>
    findNoWorse(bounds, rows.subarray(row * width, (row + 1) * width), true) >= 0
  const kept = Array.from({ length: front }, (_, row) => row).filter((row) => !isBeaten(row))
  return kept.concat(distinct.filter((row) => !isBeaten(row)))
}
