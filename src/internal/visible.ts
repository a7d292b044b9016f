/** Texts of others where people read them: what a terminal would obey, and what no XML can hold, is shown instead. */

/** Controls, line separators, marks that turn the direction of a text, halves of characters, and what is no character. */
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu

const escapeOf = (character: string): string => {
  const code = character.codePointAt(0)!.toString(16)
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** The text on one line, with everything unseen as its escape: `\n`, `\u001b`, `\u202e`. */
export const visible = (text: string): string =>
  text.replace(unseen, (character) => named[character] ?? escapeOf(character))

/** A text of several lines, each with everything unseen as its escape. */
export const visibleLines = (text: string): string => text.split('\n').map(visible).join('\n')
