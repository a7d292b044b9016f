/** The pieces that all printing shares. */
import { rethrowIfExhausted } from '../internal/exhausted'

/** Printing is total: what cannot even be looked at (it is no such data, or a getter fails) prints as nothing. */
export const printed = (print: () => string): string => {
  try {
    return print()
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return ''
  }
}

/** Names that read back as they stand; others are put in quotes. */
const bare = /^\w[\w.+-]*$/

export const printName = (name: string): string => (bare.test(name) ? name : JSON.stringify(name))

export const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`)
