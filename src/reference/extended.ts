/**
 * Rounding as the tool's x87 arithmetic does it: results are kept with 64 significant bits before they are stored as
 * doubles of 53, so a few of them differ from plain doubles in the last digit (section 14 of the tool's description).
 */

/** mantissa · 2^exponent: what doubles, their sums and their products are, exactly. */
type Dyadic = { readonly mantissa: bigint; readonly exponent: number }

const ofDouble = (value: number): Dyadic => {
  let scaled = value
  let exponent = 0
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    exponent -= 1
  }
  return { mantissa: BigInt(scaled), exponent }
}

const bitsOf = (value: bigint): number => (value < 0n ? -value : value).toString(2).length

/** To the nearest multiple of 2^dropped, ties to even, in units of it. */
const nearest = (mantissa: bigint, dropped: number): bigint => {
  const shift = BigInt(dropped)
  const low = mantissa >> shift
  const rest = mantissa - (low << shift)
  const half = 1n << (shift - 1n)
  return rest > half || (rest === half && low % 2n !== 0n) ? low + 1n : low
}

const rounded = ({ mantissa, exponent }: Dyadic, bits: number): Dyadic => {
  const dropped = bitsOf(mantissa) - bits
  return dropped <= 0
    ? { mantissa, exponent }
    : { mantissa: nearest(mantissa, dropped), exponent: exponent + dropped }
}

const extendedBits = 64
const doubleBits = 53

/** A double for a value that was first kept in an extended register. */
const stored = (value: Dyadic): number => {
  const { mantissa, exponent } = rounded(rounded(value, extendedBits), doubleBits)
  return Number(mantissa) * 2 ** exponent
}

const plus = (a: Dyadic, b: Dyadic): Dyadic => {
  const exponent = Math.min(a.exponent, b.exponent)
  const at = ({ mantissa, exponent: given }: Dyadic): bigint => mantissa << BigInt(given - exponent)
  return { mantissa: at(a) + at(b), exponent }
}

const times = (a: Dyadic, b: Dyadic): Dyadic => ({
  mantissa: a.mantissa * b.mantissa,
  exponent: a.exponent + b.exponent,
})

/** Whether doubles compute with it exactly: an integer, and results that stay below 2^53. */
const isPlain = (value: number): boolean => Number.isSafeInteger(value)

/** `sum + (a + b) · count`, every step in an extended register, the result stored as a double. */
export const addProduct = (sum: number, a: number, b: number, count: number): number => {
  const plain = sum + (a + b) * count
  if (isPlain(sum) && isPlain(a) && isPlain(b) && isPlain(plain) && isPlain((a + b) * count)) return plain
  const weight = rounded(plus(ofDouble(a), ofDouble(b)), extendedBits)
  const product = rounded(times(weight, ofDouble(count)), extendedBits)
  return stored(plus(ofDouble(sum), product))
}

/** A quotient of integers. */
export const ratio = (numerator: number | bigint, denominator: number | bigint): number => {
  if (typeof numerator === 'number' && typeof denominator === 'number' && numerator % denominator === 0)
    return numerator / denominator
  const [a, b] = [BigInt(numerator), BigInt(denominator)]
  // Two bits beyond the register, and a last one that says whether anything is left, decide every rounding.
  const shift = Math.max(0, extendedBits + 2 + bitsOf(b) - bitsOf(a))
  const scaled = a << BigInt(shift)
  const inexact = scaled % b === 0n ? 0n : 1n
  const whole = scaled / b
  const sticky = a < 0n !== b < 0n ? -inexact : inexact
  return stored({ mantissa: whole * 2n + sticky, exponent: -shift - 1 })
}
