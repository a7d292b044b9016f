/**
 * A full call stack says nothing about an input: where exceptions are caught, it must not be reported as a fault of one.
 *
 * The exception itself does not tell: a hostile getter may throw a RangeError too, or fill the stack and be unwound. What
 * tells is whether the stack has room at the place that catches: more than any check of this library needs. If it has, the
 * exception came from the input.
 */

/** Words of stack that the library's own work stays far below. */
const mostWords = 16_000

let words: readonly number[] = []

/** Passing this many arguments takes a word of stack each, which the engine checks before the call. */
const hasRoom = (): boolean => {
  try {
    if (words.length === 0) words = Array.from({ length: mostWords }, () => 0)
    return Math.max.apply(null, words as number[]) === 0 // apply reads the list only
  } catch {
    return false
  }
}

/** Throws a caught exception on if the stack has no room left. */
export const rethrowIfExhausted = (thrown: unknown): void => {
  if (!hasRoom()) throw thrown
}
