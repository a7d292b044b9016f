/** Products and quotients of numbers, as files write sizes (`1024*64*8`). */

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** The number that a text comes to, `inf` included; undefined if it is anything else. */
export const productOf = (text: string): number | undefined => {
  if (/^\s*\+?(?:inf|\.inf|infinity)\s*$/i.test(text)) return Number.POSITIVE_INFINITY
  const parts = text.split(/([*/])/).map((part) => part.trim())
  let result: number | undefined
  for (const [i, part] of parts.entries()) {
    if (i % 2 === 1) continue
    if (part.length > 40 || !number.test(part)) return undefined
    const value = Number(part)
    result = result === undefined ? value : parts[i - 1] === '/' ? result / value : result * value
  }
  return result
}
