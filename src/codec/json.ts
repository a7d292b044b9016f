/** From JSON text to this library's data, with the place of what is no JSON. */
import { type Either, isLeft, left } from 'fp-ts/Either'
import type * as t from 'io-ts'
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser'
import { attempt } from '../error/attempt'
import { type EstimateError, type EstimateErrors, fault } from '../error/error'
import { show } from '../error/show'
import { decode } from './decode'

type InWords = { readonly what: string; readonly hint: string }

/** What the parser misses, and what people mostly did. */
const words: Readonly<Record<string, InWords>> = {
  CommaExpected: { what: 'a comma is missing', hint: 'Write a comma between two entries.' },
  ColonExpected: { what: 'a colon is missing', hint: 'Write a colon between a name and its value.' },
  PropertyNameExpected: {
    what: 'a name is missing',
    hint: 'Write the name in double quotes, and no comma after the last property.',
  },
  ValueExpected: { what: 'a value is missing', hint: 'Write the value, and no comma after the last entry.' },
  CloseBraceExpected: { what: 'a } is missing', hint: 'Close every { with a }.' },
  CloseBracketExpected: { what: 'a ] is missing', hint: 'Close every [ with a ].' },
  EndOfFileExpected: { what: 'something follows the value', hint: 'Give one value; put several in a list.' },
  InvalidCommentToken: { what: 'there is a comment', hint: 'Remove the comment: JSON has none.' },
  UnexpectedEndOfString: {
    what: 'a text does not end on its line',
    hint: 'Close the text with a double quote, and write line breaks in it as \\n.',
  },
  UnexpectedEndOfNumber: { what: 'a number does not end', hint: 'Write digits after a point or an e.' },
  InvalidUnicode: { what: 'an escape is wrong', hint: 'Write four hexadecimal digits after \\u.' },
  InvalidEscapeCharacter: { what: 'an escape is wrong', hint: 'Write a backslash as \\\\.' },
  InvalidCharacter: { what: 'a text holds a control character', hint: 'Write a tab as \\t.' },
}

const symbol: InWords = {
  what: 'something is no JSON',
  hint: 'Write names and texts in double quotes, and only numbers, true, false and null without.',
}

const longest = 24

const shownAt = (text: string, { offset, length }: ParseError): string =>
  offset >= text.length ? 'the end of the text' : show(text.slice(offset, offset + Math.min(length, longest)))

const syntaxError = (text: string, error: ParseError): EstimateError => {
  const before = text.slice(0, error.offset).split('\n')
  const place = `line ${before.length}, column ${(before[before.length - 1]?.length ?? 0) + 1}`
  const { what, hint } = words[printParseErrorCode(error.error)] ?? symbol
  return fault('Malformed', place, {
    expected: 'JSON',
    given: shownAt(text, error),
    hint,
    message: `The text is no JSON: at ${place}, ${what}.`,
  })
}

const noJson = (given: unknown): EstimateError =>
  fault('Malformed', '', {
    expected: 'JSON',
    given: show(given),
    hint: 'Give JSON as a text.',
    message: `The input must be JSON, but it is ${show(given)}.`,
  })

/** Where a text stops being JSON; only asked of one that is none. */
const firstError = (text: string): EstimateError => {
  const found = attempt(() => {
    const errors: ParseError[] = []
    parse(text, errors, { disallowComments: true, allowTrailingComma: false })
    return errors[0]
  })
  // A text that is nested too deep for the parser has no place that it can tell.
  return isLeft(found) ? noJson(text) : syntaxError(text, found.right)
}

/**
 * Decodes JSON text. A text that is no JSON is answered with the place where it stops being so; what is JSON but not what
 * the codec describes, as by `decode`.
 *
 * @example
 * ```ts
 * import { parseJson, acceleratorCodec } from 'maestro-dataflow/codec'
 *
 * const result = parseJson(acceleratorCodec)('{\n  "pes": 16\n  "simd": 2\n}')
 * const [error] = result._tag === 'Left' ? result.left : []
 * error?.message // => 'The text is no JSON: at line 3, column 3, a comma is missing.'
 * ```
 * @since 0.1.0
 * @category decoding
 */
export const parseJson =
  <A>(codec: t.Decoder<unknown, A>) =>
  (text: string): Either<EstimateErrors, A> => {
    if (typeof text !== 'string') return left([noJson(text)])
    const parsed = attempt(() => ({ value: JSON.parse(text) as unknown }))
    return isLeft(parsed) ? left([firstError(text)]) : decode(codec)(parsed.right.value)
  }
