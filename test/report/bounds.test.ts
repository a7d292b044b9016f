/** Bounds in sentences hold as they are printed, and are as near as their digits allow. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderTable } from '../../src/report'
import { atMost, boundPercent, timesAtLeast } from '../../src/report/numbers'

/** Shares of all sizes, and those at the edges of their digits. */
const shares = fc.oneof(
  fc.double({ min: 0, max: 40, noNaN: true }),
  fc.double({ min: 0, max: 0.01, noNaN: true }),
  fc.integer({ min: 0, max: 40_000 }).map((thousandths) => thousandths / 1000),
)

/** A number of percent as a share, without the rounding of a division. */
const asShare = (percent: number): number => Number(`${percent}e-2`)

describe('a bound of a share', () => {
  it('is rounded to the side on which it holds, by less than its last digit', () => {
    fc.assert(
      fc.property(shares, fc.constantFrom(1, 2, 4), (share, digits) => {
        const [up, down] = (['up', 'down'] as const).map((way) => asShare(boundPercent(share, way, digits)))
        const last = 0.01 / 10 ** digits
        expect(up).toBeGreaterThanOrEqual(share)
        expect(down).toBeLessThanOrEqual(share)
        expect(up! - share).toBeLessThan(last + 1e-12)
        expect(share - down!).toBeLessThan(last + 1e-12)
      }),
    )
  })

  it.each([
    [0.0021222, 1, 'at most 0.3 %'],
    [0.1, 1, 'at most 10.0 %'],
    [0.029, 1, 'at most 2.9 %'],
    [0.0290001, 1, 'at most 3.0 %'],
    [0.0005, 1, 'at most 0.1 %'],
    [0.000499, 1, 'less than 0.1 %'],
    [0.000049, 2, 'less than 0.01 %'],
    [0.00123, 2, 'at most 0.13 %'],
    [0, 1, 'at most 0.0 %'],
  ] as const)('of %d with %i digits reads %s', (share, digits, words) => {
    expect(atMost(share, digits)).toBe(words)
  })

  it('is rounded up in a column of bounds', () => {
    const columns = [{ name: 'gap', format: 'bound' }] as const
    const lines = renderTable({ columns, rows: [[0.0021222], [0.0001], [0], [null]] }).split('\n')
    expect(lines.slice(2).map((line) => line.trim())).toEqual(['0.3 %', 'less than 0.1 %', '0.0 %', '–'])
  })
})

it.each([
  [4.5678, '4.56'],
  [4.56, '4.56'],
  [9.999, '9.99'],
  [128.6, '128'],
  [5, '5'],
] as const)('%d times at least reads %s', (factor, words) => {
  expect(timesAtLeast(factor)).toBe(words)
})
