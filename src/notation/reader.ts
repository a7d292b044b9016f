/** Reading tokens one after the other; faults and warnings are noted on the way, and reading goes on. */

import type { FaultDetails } from '../error/error'
import { didYouMean } from '../error/nearest'
import { type Lines, linesOf, type Place, placeAt, showPlace } from '../error/place'
import { show } from '../error/show'
import { rethrowIfExhausted } from '../internal/exhausted'
import { type NotationError, type NotationTag, type NotationWarning, notationError } from './notation-error'
import { type Span, scan, type Token } from './scan'

/** The state of reading one text; `at` is the number of the next token. */
export type Reader = {
  readonly lines: Lines
  readonly file: string | undefined
  readonly tokens: readonly Token[]
  readonly errors: NotationError[]
  readonly warnings: NotationWarning[]
  at: number
  /** The line of the place that was asked for last, from 0 on: the next is often there. */
  line: number
  /** Paths of sizes by dimension. */
  readonly sizePaths: Map<string, string>
}

/** The number of faults after which the rest of a text is not read. */
const mostErrors = 50

export const readerOf = (text: string, file: string | undefined): Reader => ({
  lines: linesOf(text),
  file,
  tokens: scan(text),
  errors: [],
  warnings: [],
  at: 0,
  line: 0,
  sizePaths: new Map(),
})

export const peek = (reader: Reader, ahead = 0): Token =>
  reader.tokens[Math.min(reader.at + ahead, reader.tokens.length - 1)]!

export const next = (reader: Reader): Token => {
  const token = peek(reader)
  if (token.kind !== 'end') reader.at += 1
  return token
}

export const placeOf = (reader: Reader, { start, end }: Span): Place => {
  const place = placeAt(reader.lines, start, end, reader.line)
  reader.line = place.line - 1
  return place
}

export const report = (reader: Reader, tag: NotationTag, span: Span, fault: FaultDetails): void => {
  const { lines, file, errors } = reader
  // Two faults at one place are one fault seen twice.
  const place = placeOf(reader, span)
  const last = errors[errors.length - 1]
  if (last?.line === place.line && last.column === place.column) return
  errors.push(notationError(tag, lines, place, file, fault))
  if (errors.length >= mostErrors) reader.at = reader.tokens.length - 1
}

export const warn = (reader: Reader, _tag: NotationWarning['_tag'], span: Span, message: string): void => {
  const place = placeOf(reader, span)
  const { line, column } = place
  reader.warnings.push({ _tag, path: showPlace(place, reader.file), line, column, message })
}

/** A name of any length, for a message. */
export const short = (text: string): string =>
  (text.length > 40 ? `${text.slice(0, 39)}…` : text).replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (hidden) => `\\u${hidden.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** A token in words. */
export const given = ({ kind, text }: Token): string => {
  if (kind === 'end') return 'the end of the text'
  return kind === 'text' ? show(text.slice(1, -1)) : `\`${short(text)}\``
}

const unclosedHint = (token: Token): string =>
  token.text === '/*' ? 'Close the comment with */.' : 'Close the quotes on the same line.'

/** The next token is one of another line. */
const passLineOf = (reader: Reader, { line }: Place): void => {
  while (peek(reader).kind !== 'end' && placeOf(reader, peek(reader)).line <= line) reader.at += 1
}

/** Of a comment as other languages have it, nothing else is read: one fault is one error. */
const reportForeignComment = (reader: Reader, token: Token, expected: string): void => {
  report(reader, 'Syntax', token, { expected, given: given(token), hint: 'Comments start with //.' })
  passLineOf(reader, placeOf(reader, token))
}

export const unexpected = (reader: Reader, token: Token, expected: string, hint: string): void => {
  if (token.text.startsWith('#')) reportForeignComment(reader, token, expected)
  else if (token.kind !== 'unclosed') report(reader, 'Syntax', token, { expected, given: given(token), hint })
  else
    report(reader, 'Syntax', token, {
      expected: 'something that ends',
      given: token.text === '/*' ? 'a comment without an end' : 'quotes without an end',
      hint: unclosedHint(token),
    })
}

export const unknownWord = (
  reader: Reader,
  token: Token,
  what: string,
  known: readonly string[],
  hint: string,
): void =>
  report(reader, 'UnknownWord', token, {
    expected: known.length === 0 ? 'another word' : known.join(', '),
    given: given(token),
    hint: `${didYouMean(token.text, known)}${hint}`,
    message: `${given(token)} is not a ${what}.`,
  })

export const isMark = ({ kind, text }: Token, mark: string): boolean => kind === 'mark' && text === mark

/** Passes a mark if it is there. */
export const passes = (reader: Reader, mark: string): boolean => {
  if (!isMark(peek(reader), mark)) return false
  reader.at += 1
  return true
}

const separators: readonly string[] = [',', ';']

export const skipSeparators = (reader: Reader): void => {
  while (peek(reader).kind === 'mark' && separators.includes(peek(reader).text)) reader.at += 1
}

/** What may stand between a key and its value. */
export const skipAssignment = (reader: Reader): void => {
  if (!passes(reader, ':')) passes(reader, '=')
}

/** Passes the opening brace of a block; where it is missing, reading goes on as if it stood there. */
export const opens = (reader: Reader, what: string): void => {
  if (passes(reader, '{')) return
  unexpected(reader, peek(reader), `\`{\`, which opens the ${what}`, 'Write { after it.')
}

/** Passes a block in braces, whatever is in it; the reader stands on its opening brace. */
export const skipBlock = (reader: Reader): void => {
  let depth = 0
  do {
    const token = next(reader)
    if (isMark(token, '{')) depth += 1
    if (isMark(token, '}')) depth -= 1
  } while (depth > 0 && peek(reader).kind !== 'end')
}

export const keywordOf = ({ kind, text }: Token): string => (kind === 'word' ? text.toLowerCase() : '')

/** Words that start a statement: where one of them turns up, whatever was being read has ended. */
const statements: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'network',
  'layer',
  'constant',
  'accelerator',
  'type',
  'stride',
  'dilation',
  'padding',
  'dimensions',
  'operands',
  'precision',
  'density',
  'dataflow',
  'temporalmap',
  'spatialmap',
  'cluster',
])

/** No keyword is as short as nearly all names of dimensions. */
const shortest = 4

export const startsStatement = (token: Token): boolean =>
  token.text.length >= shortest && statements.has(keywordOf(token))

/** Passes the rest of a statement that cannot be read. */
export const skipStatement = (reader: Reader): void => {
  for (;;) {
    const token = peek(reader)
    if (token.kind === 'end' || isMark(token, '}') || startsStatement(token)) return
    if (isMark(token, '{')) {
      skipBlock(reader)
      return
    }
    reader.at += 1
    if (isMark(token, ';')) return
  }
}

/** A block that never closes, because the text or what surrounds it ends. */
export const unclosed = (reader: Reader, what: string, opened: Token): void => {
  const { line } = placeOf(reader, opened)
  const token = peek(reader)
  report(reader, 'Syntax', token, {
    expected: `\`}\`, which closes the ${what} of line ${line}`,
    given: given(token),
    hint: `Close the ${what} with } before this.`,
  })
}

const breaksLine = ({ lines: { text } }: Reader, from: Token, to: Token): boolean =>
  /[\r\n]/.test(text.slice(from.end, to.start))

/** Whether the next token is the first on its line. */
export const startsLine = (reader: Reader): boolean => {
  const before = reader.tokens[reader.at - 1]
  return before === undefined || breaksLine(reader, before, peek(reader))
}

/** Passes the rest of a line that cannot be read, or of an entry on it, or the block that it opens. */
export const skipLine = (reader: Reader): void => {
  for (;;) {
    const token = peek(reader)
    if (token.kind === 'end' || isMark(token, '}') || startsLine(reader)) return
    if (isMark(token, '{')) {
      skipBlock(reader)
      return
    }
    reader.at += 1
    if (isMark(token, ';')) return
  }
}

/** What a name in quotes says; undefined if its escapes are none. */
const unquoted = (text: string): string | undefined => {
  // JSON.parse throws on escapes that JSON does not have; that is its answer.
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : undefined
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return undefined
  }
}

export const readQuoted = (reader: Reader, token: Token): string => {
  const value = unquoted(token.text)
  if (value === undefined)
    report(reader, 'Syntax', token, {
      expected: 'a text as JSON writes it',
      given: given(token),
      hint: 'Write a backslash before quotes inside, and before a backslash.',
    })
  return value ?? ''
}

export type Name = { readonly value: string; readonly start: number; readonly end: number }

const belongsToName = (token: Token): boolean =>
  !isMark(token, '{') && !isMark(token, '}') && token.kind !== 'unclosed' && token.kind !== 'end'

/** The name after a keyword: in quotes, or what stands between it and the brace on its line. */
export const readName = (reader: Reader, keyword: Token): Name | undefined => {
  passes(reader, ':')
  const first = peek(reader)
  if (first.kind === 'text') {
    reader.at += 1
    return { value: readQuoted(reader, first), start: first.start, end: first.end }
  }
  const { text } = reader.lines
  let value = ''
  let last = keyword
  for (let token = first; belongsToName(token); ) {
    if (breaksLine(reader, last, token)) break
    value += `${value !== '' && token.start > last.end ? ' ' : ''}${text.slice(token.start, token.end)}`
    last = next(reader)
    token = peek(reader)
  }
  return value === '' ? undefined : { value, start: first.start, end: last.end }
}
