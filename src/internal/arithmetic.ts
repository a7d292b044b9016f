/** Exact integer arithmetic on doubles: all arguments are integers of at most 2^53 − 1 in magnitude. */

/** 2^53 − 1: up to here every integer is exact. */
export const largestCount = 9_007_199_254_740_991

export const isPositiveInteger = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0

/** Zero has one sign only: JSON keeps no other. */
export const isNonNegativeInteger = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)

export const floorDivide = (a: number, b: number): number => {
  const remainder = a % b
  return (a - remainder) / b - (remainder !== 0 && remainder < 0 !== b < 0 ? 1 : 0)
}

export const ceilDivide = (a: number, b: number): number => -floorDivide(-a, b) + 0

export const modulo = (a: number, b: number): number => {
  const remainder = a % b
  return remainder < 0 ? remainder + b : remainder + 0
}

export const gcd = (a: number, b: number): number => {
  let [larger, smaller] = [a, b]
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller]
  return larger
}

export const product = (factors: readonly number[]): number => {
  let result = 1
  for (let i = 0; i < factors.length; i++) result *= factors[i]!
  return result
}

/**
 * Σ ⌊(slope · i + start) / divisor⌋ over i from 0 up to but not including `count`, in as many steps as Euclid's algorithm takes:
 * lattice points under a line, whose axes are exchanged again and again. Nothing is negative, and the divisor is positive.
 */
export const floorSum = (count: number, divisor: number, slope: number, start: number): number => {
  let [n, m, a, b] = [count, divisor, slope, start]
  let sum = 0
  while (n > 0) {
    const wholeSlope = Math.floor(a / m)
    const wholeStart = Math.floor(b / m)
    sum += ((n * (n - 1)) / 2) * wholeSlope + n * wholeStart
    a -= wholeSlope * m
    b -= wholeStart * m
    const end = a * n + b
    n = Math.floor(end / m)
    b = end - n * m
    const exchanged = a
    a = m
    m = exchanged
  }
  return sum
}
