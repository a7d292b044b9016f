/** Numbers as files write them, and counts that are multiplied while a file is read. */
import { isPositiveInteger } from '../../internal/arithmetic'
import { report, type Source, type Span } from './source'

/** The number that digits say, perhaps with a fraction or an exponent; forms such as `0x10` are none. */
export const numberOf = (text: string): number | undefined =>
  text.length <= 400 && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined

/** That a number of units or words is larger than what is kept exactly. */
export const reportCount = (source: Source, at: Span, what: string, given: string): void =>
  report(source, 'InvalidNumber', at, {
    expected: `at most 2^53 − 1 ${what}`,
    given,
    hint: 'Use smaller numbers.',
    message: `${given} ${what} are more than 2^53 − 1, which is the most that is counted.`,
  })

/** A size as a whole number of words or bytes; too many to count are reported. */
export const wholeCount = (source: Source, at: Span, what: string, size: number): number => {
  const whole = Math.floor(size)
  if (Number.isSafeInteger(whole)) return whole
  reportCount(source, at, what, String(whole))
  return 0
}

/** The product of two counts. One that is not kept exactly is reported at its place, and the first of them stands in. */
export const timesCount = (source: Source, at: Span, what: string, a: number, b: number): number => {
  const result = a * b
  if (isPositiveInteger(result)) return result
  reportCount(source, at, what, `${a} × ${b}`)
  return a
}
