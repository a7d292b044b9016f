/** From an einsum to tokens, in one pass. Typographic arrows, signs and primes become plain ones. */
import { isName } from '../check-operator'

/** A part of a text, by offsets. */
export type Span = { readonly start: number; readonly end: number }

/** `word` is a name, `mark` a sign of the notation, `other` anything that the notation does not have. */
export type Token = Span & {
  readonly kind: 'word' | 'number' | 'mark' | 'other' | 'end'
  readonly text: string
}

const spaces = /\s+/uy
const words = /[\p{L}_][\p{L}\p{M}\p{N}_]*['’′‘ʼʹ´`]*/uy
const numbers = /\d+(?:\.\d+)?/uy
const marks = /->|→|⟶|\+=|=[=>]+|\.{2,}|…|[[\](){},;=+\-−*·⋅×]/uy
const others = /[^\s\p{L}_\d[\](){},;=+\-−*·⋅×]+/uy

const plainMarks: Readonly<Record<string, string>> = {
  '→': '->',
  '⟶': '->',
  '−': '-',
  '·': '*',
  '⋅': '*',
  '×': '*',
  '+=': '=',
  '..': '...',
  '…': '...',
}

/** What matches at an offset; nothing if it does not match there. */
const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

const wordOf = (written: string): Pick<Token, 'kind' | 'text'> => {
  const name = written.replace(/[’′‘ʼʹ´`]/g, "'")
  return isName(name) ? { kind: 'word', text: name } : { kind: 'other', text: written }
}

const tokenAt = (text: string, start: number): Token => {
  const read = (written: string, as: Pick<Token, 'kind' | 'text'>): Token => ({
    ...as,
    start,
    end: start + written.length,
  })
  const word = matchAt(words, text, start)
  if (word !== '') return read(word, wordOf(word))
  const number = matchAt(numbers, text, start)
  if (number !== '') return read(number, { kind: 'number', text: number })
  const mark = matchAt(marks, text, start)
  if (mark !== '') return read(mark, { kind: 'mark', text: plainMarks[mark] ?? mark })
  // Half of a character matches nothing.
  const rest = matchAt(others, text, start) || text.charAt(start)
  return read(rest, { kind: 'other', text: rest })
}

/** The tokens of an einsum; the last is its end. */
export const scanEinsum = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  let at = matchAt(spaces, text, 0).length
  while (at < text.length) {
    const token = tokenAt(text, at)
    tokens.push(token)
    at = token.end + matchAt(spaces, text, token.end).length
  }
  const end = text.trimEnd().length
  tokens.push({ kind: 'end', text: '', start: end, end })
  return tokens
}
