/** The 64-bit integers of the tool: exact, and wrapped where it wraps. */

/** A number where a double holds it exactly, else a bigint. Zero has one sign. */
export type Int64 = number | bigint

const largest = Number.MAX_SAFE_INTEGER

const isSafe = (value: number): boolean => value <= largest && value >= -largest

const compact = (value: bigint): Int64 => {
  const near = Number(value)
  return isSafe(near) ? near : value
}

const wrapped = (value: bigint): Int64 => compact(BigInt.asIntN(64, value))

export const times = (a: Int64, b: Int64): Int64 => {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (isSafe(product)) return product + 0
  }
  return wrapped(BigInt(a) * BigInt(b))
}

export const plus = (a: Int64, b: Int64): Int64 => {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (isSafe(sum)) return sum
  }
  return wrapped(BigInt(a) + BigInt(b))
}

/** `sum + count · value`. */
export const plusTimes = (sum: Int64, count: number, value: Int64): Int64 => {
  if (typeof sum === 'number' && typeof value === 'number') {
    const product = count * value
    const result = sum + product
    if (isSafe(product) && isSafe(result)) return result
  }
  return plus(sum, times(count, value))
}

/** The sum that does not wrap. */
export const exactSum = (a: Int64, b: Int64): Int64 => {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (isSafe(sum)) return sum
  }
  return compact(BigInt(a) + BigInt(b))
}

/** Rounded toward zero, as C++ divides. */
export const quotient = (a: Int64, b: Int64): Int64 =>
  // Below 2^53 the double quotient cannot reach the next integer by rounding.
  typeof a === 'number' && typeof b === 'number' ? Math.trunc(a / b) + 0 : wrapped(BigInt(a) / BigInt(b))

export const larger = (a: Int64, b: Int64): Int64 => (a > b ? a : b)

export const smaller = (a: Int64, b: Int64): Int64 => (a < b ? a : b)

/** A double that is an integer, as the integer that it is. */
export const ofDouble = (value: number): Int64 => (isSafe(value) ? value + 0 : wrapped(BigInt(value)))

export const lowest: Int64 = /* @__PURE__ */ wrapped(-(2n ** 63n))
