/** The state of reading an einsum: the tokens, how far they are read, and the faults that were found. */
import type { ErrorTag } from '../../error/error'
import { show } from '../../error/show'
import type { Span, Token } from './scan'

/** A fault of an einsum: where it is, and what is said of it. */
export type EinsumFault = Span & {
  readonly tag: ErrorTag
  readonly message: string
  readonly expected: string
  readonly given: string
  readonly hint: string
}

/** What is said of a fault; it is `Malformed` unless it says otherwise, and what was given is the token itself. */
export type Told = {
  readonly message: string
  readonly expected: string
  readonly hint: string
  readonly given?: string
  readonly tag?: ErrorTag
}

export type Reader = {
  readonly text: string
  readonly tokens: readonly Token[]
  at: number
  readonly faults: EinsumFault[]
}

/** A token from here on; one before the first is the first, and one behind the last is the last. */
export const peek = (reader: Reader, ahead = 0): Token =>
  reader.tokens[Math.max(0, Math.min(reader.at + ahead, reader.tokens.length - 1))]!

export const isMark = (token: Token, ...marks: readonly string[]): boolean =>
  token.kind === 'mark' && marks.includes(token.text)

/** Reads a mark if it comes next. */
export const takeMark = (reader: Reader, mark: string): boolean => {
  const isNext = isMark(peek(reader), mark)
  if (isNext) reader.at += 1
  return isNext
}

/** A token in words, with the text as it was written. */
export const wordsOf = ({ text }: Reader, { kind, start, end }: Token): string =>
  kind === 'end' ? 'the end of the text' : show(text.slice(start, end)).replace('the text ', '')

export const faultAt = (span: Span, told: Told & { readonly given: string }): EinsumFault => ({
  ...{ tag: 'Malformed', start: span.start, end: span.end },
  ...told,
})

/** Notes a fault at a token; reading ends there, so the answer is always undefined. */
export const refuse = (reader: Reader, token: Token, told: Told): undefined => {
  reader.faults.push(faultAt(token, { given: wordsOf(reader, token), ...told }))
  return undefined
}
