/** The words of a mapping file (section 3.1). */

export type Token = { readonly text: string; readonly line: number }

const separators = /[ \t,\->():;]+/

/**
 * Words between separators; `//` at the start of a word ends the line. Separators are dropped, so there are no negative
 * numbers. Braces and carriage returns are not among them: a brace counts only where it stands alone.
 */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i++)
    for (const word of lines[i]!.split(separators)) {
      if (word.startsWith('//')) break
      if (word !== '') tokens.push({ text: word, line: i + 1 })
    }
  return tokens
}

/** C's `atoi`: digits at the start, 0 without any. */
export const numberIn = (text: string): number => Number(/^\+?(\d+)/.exec(text)?.[1] ?? 0)
