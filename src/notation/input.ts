/** Checks that an input is a text that can be read, and turns what was read into a result. */

import { type Either, left, right } from 'fp-ts/Either'
import { linesOf } from '../error/place'
import { show } from '../error/show'
import { rethrowIfExhausted } from '../internal/exhausted'
import { isRecord, own } from '../internal/read'
import { type NotationErrors, notationError } from './notation-error'
import { type Reader, readerOf } from './reader'

/**
 * Options for reading a text: `file`, its name, for the places in errors.
 *
 * @since 0.1.0
 * @category notation
 */
export type TextOptions = {
  /** The name of the file, for the places in errors; none by default. */
  readonly file?: string
}

/** The longest text that is read: 16 MiB of characters. */
const longest = 2 ** 24

const notText = (value: unknown, file: string | undefined): NotationErrors => [
  notationError('NotText', linesOf(''), { line: 1, column: 1, length: 1 }, file, {
    expected: 'a text',
    given: show(value),
    hint: 'Pass the content of the file as a string.',
    message: `The input is ${show(value)}, not a text.`,
  }),
]

const tooLong = (text: string, file: string | undefined): NotationErrors => [
  notationError('TooComplex', linesOf(''), { line: 1, column: 1, length: 1 }, file, {
    expected: `a text of at most ${longest} characters`,
    given: `${text.length} characters`,
    hint: 'Split the file.',
    message: `The text has ${text.length} characters; the limit is ${longest}.`,
  }),
]

/** A text among options that may be anything. */
export const optionOf = (options: unknown, key: string): string | undefined => {
  // A hostile getter may throw; then the option is absent.
  try {
    const value = isRecord(options) ? own(options, key) : undefined
    return typeof value === 'string' ? value : undefined
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return undefined
  }
}

/** Reads a text; a result counts only if nothing was reported. */
export const readText = <A>(
  text: unknown,
  options: unknown,
  read: (reader: Reader) => A,
): Either<NotationErrors, A> => {
  const file = optionOf(options, 'file')
  if (typeof text !== 'string') return left(notText(text, file))
  if (text.length > longest) return left(tooLong(text, file))
  const reader = readerOf(text, file)
  const result = read(reader)
  const [first, ...others] = [...reader.errors].sort((a, b) => a.line - b.line || a.column - b.column)
  return first === undefined ? right(result) : left([first, ...others])
}
