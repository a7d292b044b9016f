/** The definition of tokens: each kind is a pattern, tried in order. What reads texts is faster, and says the same. */
import type { Token, TokenKind } from '../../src/notation/scan'

/** Every alternative is one run of characters, so that no text takes more than one look at each of them. */
const space = /[\s\uFEFF]+/y
const number = /(?:\d|\.(?=\d))(?:[eE][+-](?=\d)|[\w.])*/y
const word = /[A-Za-z_]\w*['’′‘ʼʹ´`]?/y
const mark = /[{}()[\],;:=+\-*/.]/y
const line = /[^\r\n]*/y
const other = /[^\s\uFEFF\w"{}()[\],;:=+\-*/.]+/y

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/** The end of the text in quotes that starts at an offset, or of its line if the quotes do not close. */
const quoted = (text: string, start: number): { readonly kind: TokenKind; readonly end: number } => {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]
    if (character === '"') return { kind: 'text', end: at + 1 }
    if (character === '\n' || character === '\r') return { kind: 'unclosed', end: at }
    if (character === '\\') at++
  }
  return { kind: 'unclosed', end: text.length }
}

/** What starts here and means nothing: spaces, or a comment; its end, or undefined if something else starts here. */
const skipped = (text: string, start: number): number | undefined => {
  const length = matchAt(space, text, start)?.length
  if (length !== undefined) return start + length
  if (text.startsWith('//', start)) return start + (matchAt(line, text, start)?.length ?? 0)
  if (!text.startsWith('/*', start)) return undefined
  const end = text.indexOf('*/', start + 2)
  return end < 0 ? text.length : end + 2
}

const isOpenComment = (text: string, start: number, end: number): boolean =>
  end === text.length && text.startsWith('/*', start) && (end < start + 4 || !text.endsWith('*/'))

const plain = (found: string): string => found.replace(/['’′‘ʼʹ´`]$/, "'")

const tokenAt = (text: string, start: number): Token => {
  if (text[start] === '"') {
    const { kind, end } = quoted(text, start)
    return { kind, text: text.slice(start, end), start, end }
  }
  const patterns = { number, word, mark, other } as const
  for (const kind of ['word', 'number', 'mark', 'other'] as const) {
    const found = matchAt(patterns[kind], text, start)
    if (found === undefined) continue
    return { kind, text: kind === 'word' ? plain(found) : found, start, end: start + found.length }
  }
  return { kind: 'other', text: text.slice(start, start + 1), start, end: start + 1 }
}

/** The tokens of a text; the last is its end. */
export const scanByPatterns = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const start = at
    const end = skipped(text, start)
    if (end === undefined) tokens.push(tokenAt(text, start))
    else if (isOpenComment(text, start, end))
      tokens.push({ kind: 'unclosed', text: '/*', start, end: start + 2 })
    at = end ?? tokens[tokens.length - 1]!.end
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
  return tokens
}
