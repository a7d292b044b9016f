/** Products and quotients of numbers, as files write sizes (`1024*64*8`). */
import { numberOf } from '../source/counts'

const isInfinite = (text: string): boolean => /^\s*\+?(?:inf|\.inf|infinity)\s*$/i.test(text)

/** The number that a text comes to, `inf` included; undefined if it is anything else, or too large for a number. */
export const productOf = (text: string): number | undefined => {
  if (isInfinite(text)) return Number.POSITIVE_INFINITY
  const parts = text.split(/([*/])/).map((part) => part.trim())
  let result: number | undefined
  for (const [i, part] of parts.entries()) {
    if (i % 2 === 1) continue
    const value = part.length > 40 ? undefined : numberOf(part)
    if (value === undefined) return undefined
    result = result === undefined ? value : parts[i - 1] === '/' ? result / value : result * value
  }
  return Number.isFinite(result) ? result : undefined
}
