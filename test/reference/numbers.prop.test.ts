/** The tool's integers and its extended doubles against BigInt arithmetic. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addProduct, ratio } from '../../src/reference/extended'
import {
  exactSum,
  type Int64,
  larger,
  lowest,
  ofDouble,
  plus,
  plusTimes,
  quotient,
  times,
} from '../../src/reference/int64'
import { scaled } from '../support/generators/bulk'

const wide = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
/** Small ones too, and those around the largest integer that a double holds. */
const integers = fc
  .oneof(
    wide,
    fc.bigInt({ min: -1000n, max: 1000n }),
    fc.bigInt({ min: 2n ** 53n - 9n, max: 2n ** 53n + 9n }),
  )
  .map((value): readonly [bigint, Int64] => [value, plus(0, value)])
const counts = fc.integer({ min: 1, max: 2 ** 31 - 1 })

const wrapped = (value: bigint): bigint => BigInt.asIntN(64, value)

describe('64-bit integers', () => {
  it('are what BigInt says, and bigints only where a double would round', () => {
    const is = (value: Int64, exact: bigint): void => {
      expect(BigInt(value)).toBe(exact)
      expect(typeof value === 'number').toBe(Number.isSafeInteger(Number(exact)))
      expect(Object.is(value, -0)).toBe(false)
    }
    fc.assert(
      fc.property(integers, integers, counts, ([a, x], [b, y], n) => {
        is(plus(x, y), wrapped(a + b))
        is(times(x, y), wrapped(a * b))
        is(plusTimes(x, n, y), wrapped(a + wrapped(BigInt(n) * b)))
        is(exactSum(x, y), a + b)
        is(quotient(x, n), a / BigInt(n))
        is(larger(x, y), a > b ? a : b)
      }),
      { numRuns: scaled(2000) },
    )
  })

  it('take doubles that are integers as they are', () => {
    expect([ofDouble(-0), ofDouble(5), ofDouble(2 ** 60)]).toEqual([0, 5, 2n ** 60n])
    expect(BigInt(lowest)).toBe(-(2n ** 63n))
  })
})

/** The nearest of the doubles around a quotient, judged exactly: once to 64 bits, then to 53, ties to even. */
const nearest = (numerator: bigint, denominator: bigint, bits: number): readonly [bigint, bigint] => {
  let [a, b] = [numerator, denominator]
  const [low, high] = [2n ** BigInt(bits - 1), 2n ** BigInt(bits)]
  let scale = 0n
  for (; a < low * b; scale -= 1n) a *= 2n
  for (; a >= high * b; scale += 1n) b *= 2n
  const [whole, rest] = [a / b, a % b]
  const isUp = 2n * rest > b || (2n * rest === b && whole % 2n === 1n)
  const mantissa = isUp ? whole + 1n : whole
  return scale < 0n ? [mantissa, 2n ** -scale] : [mantissa * 2n ** scale, 1n]
}

const twiceRounded = (a: bigint, b: bigint): number => {
  const [mantissa, scale] = nearest(...nearest(a, b, 64), 53)
  return Number(mantissa) / Number(scale)
}

describe('extended doubles', () => {
  it('divide with 64 bits before 53', () => {
    // Just above the middle between 1 and the next double, but not in 64 bits: the tie goes to 1.
    const [a, b] = [2n ** 65n + 2n ** 12n + 1n, 2n ** 65n]
    expect(ratio(a, b)).toBe(1)
    expect(Number(nearest(a, b, 53)[0]) / 2 ** 52).toBe(1 + 2 ** -52)
  })

  it('are rounded twice, as the definition says', () => {
    const positive = fc.bigInt({ min: 1n, max: 2n ** 53n })
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const expected = twiceRounded(a, b)
        expect(ratio(Number(a), Number(b))).toBe(expected)
        expect(ratio(-Number(a), Number(b))).toBe(-expected)
        expect(ratio(a, b)).toBe(expected)
      }),
      { numRuns: scaled(2000) },
    )
  })

  it('differ from plain doubles about once in 4000, and in the last bit only', () => {
    const pairs = Array.from({ length: 40_000 }, (_, i) => [(i * 7919 + 1) ** 2, i * 104_729 + 3] as const)
    const differing = pairs.filter(([a, b]) => ratio(a, b) !== a / b)
    expect(differing.length).toBeGreaterThan(0)
    expect(differing.length).toBeLessThan(40)
    for (const [a, b] of differing) expect(Math.abs(ratio(a, b) / (a / b) - 1)).toBeLessThan(2.3e-16)
  })

  it('add products exactly where doubles do', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), fc.nat(10_000), counts, (sum, a, b, n) => {
        expect(addProduct(sum, a, b, n)).toBe(sum + (a + b) * n)
        expect(addProduct(sum, a / 2, b / 4, n)).toBe(sum + (a / 2 + b / 4) * n)
      }),
    )
  })

  it('keep 64 bits of sums', () => {
    // 2^53 + 1 fits a register; with 2^-11 more it is rounded back, and the double is then a tie to even.
    expect(addProduct(2 ** 53, 1, 0, 1)).toBe(2 ** 53)
    expect(addProduct(2 ** 53, 1, 2 ** -10, 1)).toBe(2 ** 53 + 2)
    expect(addProduct(2 ** 53, 1, 2 ** -12, 1)).toBe(2 ** 53)
  })
})
