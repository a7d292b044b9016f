/** The words of a mapping file (section 3.1). */

const separators = /* @__PURE__ */ Uint8Array.from({ length: 256 }, (_, code) =>
  ' \t\n,->():;'.includes(String.fromCharCode(code)) ? 1 : 0,
)

const isSeparator = (text: string, at: number): boolean => separators[text.charCodeAt(at)] === 1

const slash = '/'.charCodeAt(0)

/** A place in a file. */
export type Words = { readonly text: string; at: number }

/** Past separators and comments. */
const skip = (text: string, start: number): number => {
  let at = start
  for (;;) {
    while (at < text.length && isSeparator(text, at)) at++
    if (text.charCodeAt(at) !== slash || text.charCodeAt(at + 1) !== slash) return at
    const end = text.indexOf('\n', at)
    at = end < 0 ? text.length : end
  }
}

/**
 * The next word between separators; undefined at the end. `//` at the start of a word ends the line. Separators are
 * dropped, so there are no negative numbers. Braces and carriage returns are not among them: a brace counts only where it
 * stands alone.
 */
export const nextWord = (words: Words): string | undefined => {
  const { text } = words
  const from = skip(text, words.at)
  let to = from
  while (to < text.length && !isSeparator(text, to)) to++
  words.at = to
  return to === from ? undefined : text.slice(from, to)
}

/** The line of the word that was read last. */
export const lineOf = ({ text, at }: Words): number => text.slice(0, at).split('\n').length

/** C's `atoi`: digits at the start, 0 without any. */
export const numberIn = (word: string): number => Number.parseInt(word, 10) || 0
