/** A text of another tool while it is read: faults and notes are written down on the way, and reading goes on. */
import type { Either } from 'fp-ts/Either'
import type { FaultDetails } from '../../error/error'
import { type Lines, linesOf, type Place, placeAt } from '../../error/place'
import { shorten, show } from '../../error/show'
import { left, right } from '../../internal/either'
import { rethrowIfExhausted } from '../../internal/exhausted'
import { isRecord, own } from '../../internal/read'
import {
  type FormatError,
  type FormatErrors,
  type FormatNote,
  type FormatTag,
  formatError,
  placeInWords,
} from './format-error'

/** A piece of a text, by offsets. */
export type Span = { readonly start: number; readonly end: number }

/** The text of one file; `part` says what it is, where several are read together. */
export type Source = {
  readonly lines: Lines
  readonly file: string | undefined
  readonly part: string
  readonly errors: FormatError[]
  readonly notes: FormatNote[]
}

/** The longest text that is read, in characters and in lines: far more than networks have, and read in a second. */
const longest = 2 ** 20
const mostLines = 10_000

/** The most faults and notes of a text that are listed; junk may have millions. */
const mostListed = 100

/** A line end at the end of a text begins no other line. */
const linesIn = ({ lines }: Source): number =>
  lines.starts.length - (lines.starts.at(-1) === lines.text.length ? 1 : 0)

export const placeOf = ({ lines }: Source, { start, end }: Span): Place => placeAt(lines, start, end)

export const report = (source: Source, tag: FormatTag, span: Span, details: FaultDetails): void => {
  const { lines, file, part, errors } = source
  if (errors.length >= mostListed) return
  const place = placeOf(source, span)
  errors.push(formatError(tag, lines, place, placeInWords(place, file, part), details))
}

/** That a file says what this library does not. */
export const refuse = (source: Source, span: Span, given: string, message: string, hint: string): void =>
  report(source, 'NotExpressible', span, {
    expected: 'something that can be expressed here',
    given,
    message,
    hint,
  })

/** An entry that is almost one that is read: it would silently change nothing. `meant` ends in a space. */
export const reportMeant = (
  source: Source,
  span: Span,
  { key, meant, what }: { readonly key: string; readonly meant: string; readonly what: string },
): void =>
  report(source, 'UnknownWord', span, {
    expected: 'an entry that is known here',
    given: `\`${shorten(key)}\``,
    hint: `${meant}Rename or remove it.`,
    message: `${what} has no entry \`${shorten(key)}\`.`,
  })

const note = (tag: FormatNote['_tag'], source: Source, span: Span, why: string): void => {
  const { file, part, notes } = source
  if (notes.length >= mostListed) return
  const place = placeOf(source, span)
  const { line, column } = place
  notes.push({ _tag: tag, place: placeInWords(place, file, part), line, column, why })
}

export const leaveAside = (source: Source, span: Span, why: string): void =>
  note('LeftAside', source, span, why)

export const readAs = (source: Source, span: Span, why: string): void => note('ReadAs', source, span, why)

const nowhere: Span = { start: 0, end: 0 }

/** Some editors begin a file with a mark of the order of its bytes, which is no part of the text. */
const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text)

/** A text that can be read; of anything else, an empty one that says so. */
export const sourceOf = (text: unknown, file: string | undefined, part: string): Source => {
  const sound = typeof text === 'string' && text.length <= longest
  const source: Source = { lines: linesOf(sound ? withoutMark(text) : ''), file, part, errors: [], notes: [] }
  const what = part === '' ? 'The input' : `The ${part}`
  if (typeof text !== 'string')
    report(source, 'NotText', nowhere, {
      expected: 'a text',
      given: show(text),
      hint: 'Pass the content of the file as a string.',
      message: `${what} is ${show(text)}, not a text.`,
    })
  else if (!sound)
    report(source, 'TooComplex', nowhere, {
      expected: `a text of at most ${longest} characters`,
      given: `${text.length} characters`,
      hint: 'Split the file.',
      message: `${what} has ${text.length} characters; the limit is ${longest}.`,
    })
  else if (linesIn(source) > mostLines)
    report(source, 'TooComplex', nowhere, {
      expected: `a text of at most ${mostLines} lines`,
      given: `${linesIn(source)} lines`,
      hint: 'Split the file.',
      message: `${what} has ${linesIn(source)} lines; the limit is ${mostLines}.`,
    })
  return source
}

export const isSound = ({ errors }: Source): boolean => errors.length === 0

/** What was read, with its notes; or the faults of all sources. */
export const answerOf = <A>(sources: readonly Source[], result: A | undefined): Either<FormatErrors, A> => {
  const [first, ...others] = sources.flatMap(({ errors }) =>
    [...errors].sort((a, b) => a.line - b.line || a.column - b.column),
  )
  if (first !== undefined) return left([first, ...others])
  if (result !== undefined) return right(result)
  // A reader that finds nothing has said why; this is what is left.
  const empty = sourceOf('', undefined, '')
  report(empty, 'MissingEntry', nowhere, {
    expected: 'a file',
    given: 'none',
    hint: 'Pass the text of a file.',
  })
  const [missing] = empty.errors
  return missing === undefined ? left([unread]) : left([missing])
}

const unread: FormatError = /* @__PURE__ */ formatError(
  'NotText',
  /* @__PURE__ */ linesOf(''),
  { line: 1, column: 1, length: 1 },
  '',
  {
    expected: 'plain data',
    given: 'something that cannot be read',
    hint: 'Pass texts in a plain object.',
    message: 'The input could not be read: a property of it fails when it is looked at.',
  },
)

export const notesOf = (sources: readonly Source[]): readonly FormatNote[] =>
  sources.flatMap(({ notes }) => [...notes].sort((a, b) => a.line - b.line || a.column - b.column))

/** Properties of an input that may be anything, each read once; undefined where even that fails. */
export const propertiesOf = <K extends string>(
  input: unknown,
  keys: readonly K[],
): Readonly<Record<K, unknown>> | undefined => {
  // A hostile getter may throw.
  try {
    const record = isRecord(input) ? input : {}
    return Object.fromEntries(keys.map((key) => [key, own(record, key)])) as Record<K, unknown> // one entry per key
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return undefined
  }
}

export const unreadable = (): Either<FormatErrors, never> => left([unread])

export const fileNameOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined
