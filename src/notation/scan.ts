/** From text to tokens, in one pass: comments and spaces go, typographic primes become plain ones. */

/**
 * `word` is a name, `mark` a character of the notation, `text` is in quotes, `other` is a run of anything else,
 * `unclosed` a quote or a comment that does not end.
 */
export type TokenKind = 'word' | 'number' | 'text' | 'mark' | 'other' | 'unclosed' | 'end'

/** A part of a text, by offsets. */
export type Span = { readonly start: number; readonly end: number }

export type Token = Span & { readonly kind: TokenKind; readonly text: string }

const others = /[^\s\uFEFF\w"{}()[\],;:=+\-*/.]+/y
const primes = "'’′‘ʼʹ´`"
const marks = '{}()[],;:=+-*.'

/** The classes of characters; each starts another kind of token. */
const other = 0
const space = 1
const letter = 2
const digit = 3
const mark = 4
/** A mark that may begin a comment. */
const slash = 5

const classOf = (character: string): number => {
  if (/\s/.test(character)) return space
  if (/\d/.test(character)) return digit
  if (/\w/.test(character)) return letter
  if (character === '/') return slash
  return marks.includes(character) ? mark : other
}

/** The classes of ASCII by code: a look at this table is what makes reading fast. */
const classes = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) =>
  classOf(String.fromCharCode(code)),
)

/** The class of the character at an offset; beyond ASCII there are spaces and others. At the end, other. */
const classAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  if (code < 128) return classes[code]!
  return Number.isNaN(code) ? other : classOf(text[at]!)
}

const endOfSpaces = (text: string, start: number): number => {
  let at = start + 1
  while (classAt(text, at) === space) at += 1
  return at
}

const endOfOthers = (text: string, start: number): number => {
  others.lastIndex = start
  return others.test(text) ? others.lastIndex : start + 1
}

const isPartOfName = (of: number): boolean => of === letter || of === digit

const endOfName = (text: string, start: number): number => {
  let at = start + 1
  while (isPartOfName(classAt(text, at))) at += 1
  return at
}

/** A sign belongs to a number between its e and a digit. */
const isExponent = (text: string, at: number): boolean =>
  (text[at] === 'e' || text[at] === 'E') &&
  (text[at + 1] === '+' || text[at + 1] === '-') &&
  classAt(text, at + 2) === digit

/** A number takes all letters and points behind it: `64a` is one faulty number, not a number and a name. */
const endOfNumber = (text: string, start: number): number => {
  let at = start + 1
  for (;;) {
    const of = classAt(text, at)
    if (of === letter && isExponent(text, at)) at += 2
    else if (isPartOfName(of) || text[at] === '.') at += 1
    else return at
  }
}

const endOfLine = (text: string, start: number): number => {
  let at = start
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}

/** The text in quotes that starts at an offset; if the quotes do not close, up to the end of its line. */
const quoted = (text: string, start: number): Token => {
  const upTo = (kind: TokenKind, end: number): Token => ({ kind, text: text.slice(start, end), start, end })
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]
    if (character === '"') return upTo('text', at + 1)
    if (character === '\n' || character === '\r') return upTo('unclosed', at)
    if (character === '\\') at++
  }
  return upTo('unclosed', text.length)
}

const nameAt = (text: string, start: number): Token => {
  const end = endOfName(text, start)
  const name = text.slice(start, end)
  return end < text.length && primes.includes(text[end]!)
    ? { kind: 'word', text: `${name}'`, start, end: end + 1 }
    : { kind: 'word', text: name, start, end }
}

/** The token at an offset where neither a space nor a comment starts. */
const tokenAt = (text: string, start: number, of: number): Token => {
  if (of === letter) return nameAt(text, start)
  if (of === digit || (text[start] === '.' && classAt(text, start + 1) === digit)) {
    const end = endOfNumber(text, start)
    return { kind: 'number', text: text.slice(start, end), start, end }
  }
  if (of === mark || of === slash) return { kind: 'mark', text: text[start]!, start, end: start + 1 }
  if (text[start] === '"') return quoted(text, start)
  const end = endOfOthers(text, start)
  return { kind: 'other', text: text.slice(start, end), start, end }
}

/** The tokens of a text; the last is its end. */
export const scan = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const of = classAt(text, at)
    if (of === space) at = endOfSpaces(text, at)
    else if (of === slash && text[at + 1] === '/') at = endOfLine(text, at)
    else if (of === slash && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2)
      if (end < 0) tokens.push({ kind: 'unclosed', text: '/*', start: at, end: at + 2 })
      at = end < 0 ? text.length : end + 2
    } else {
      const token = tokenAt(text, at, of)
      tokens.push(token)
      at = token.end
    }
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
  return tokens
}
