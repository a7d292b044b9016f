/** From JSON text to this library's data. Errors of syntax name their place. */
import { type Either, isLeft, left } from 'fp-ts/Either'
import type * as t from 'io-ts'
import { type ParseError, parse, printParseErrorCode, visit } from 'jsonc-parser'
import { attempt } from '../error/attempt'
import { type EstimateError, type EstimateErrors, type FaultDetails, fault } from '../error/error'
import { excerptOf, type Lines, linesOf, placeAt, showPlace } from '../error/place'
import { show } from '../error/show'
import { decode } from './decode'

type InWords = { readonly what: string; readonly hint: string }

/** The words for an error of the parser, with the repair of its usual cause. */
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
  what: 'something is not JSON',
  hint: 'Write names and texts in double quotes, and only numbers, true, false and null without.',
}

const leadingZero: InWords = {
  what: 'a number starts with a zero',
  hint: 'Write the number without leading zeros.',
}

type Span = { readonly offset: number; readonly length: number }

const longest = 24

const shownAt = ({ text }: Lines, { offset, length }: Span): string =>
  offset >= text.length ? 'the end of the text' : show(text.slice(offset, offset + Math.min(length, longest)))

const placeOf = (lines: Lines, { offset, length }: Span) => placeAt(lines, offset, offset + length)

type Details = Omit<FaultDetails, 'message'>

/** An error together with its line, as errors of the notation have it, so that it can be shown. */
const located = (
  lines: Lines,
  span: Span,
  details: Details,
  message: (place: string) => string,
): EstimateError => {
  const place = placeOf(lines, span)
  const { line, column } = place
  const shown = showPlace(place, undefined)
  const error = fault('Malformed', shown, { ...details, message: message(shown) })
  return Object.assign(error, { line, column, excerpt: excerptOf(lines, place) })
}

/** The parser ends a number behind its leading zero, and misses something there. */
const zeroBefore = ({ text }: Lines, { offset, length }: Span): Span | undefined =>
  /(?:^|[^\w.+-])-?0\d$/.test(text.slice(Math.max(0, offset - 3), offset + 1))
    ? { offset: offset - 1, length: length + 1 }
    : undefined

const syntaxError = (text: string, error: ParseError): EstimateError => {
  const lines = linesOf(text)
  const zero = zeroBefore(lines, error)
  const span = zero ?? error
  const { what, hint } = zero ? leadingZero : (words[printParseErrorCode(error.error)] ?? symbol)
  const details = { expected: 'JSON', given: shownAt(lines, span), hint }
  return located(lines, span, details, (place) => `The text is not JSON: at ${place}, ${what}.`)
}

const notJson = (given: unknown): EstimateError =>
  fault('Malformed', '', {
    expected: 'JSON',
    given: show(given),
    hint: ArrayBuffer.isView(given)
      ? "Read the file as a text: readFileSync(file, 'utf8')."
      : 'Give JSON as a text.',
    message: `The input must be JSON, but it is ${show(given)}.`,
  })

/** Where a text that is not JSON stops being JSON. */
const firstError = (text: string): EstimateError => {
  const found = attempt(() => {
    const errors: ParseError[] = []
    parse(text, errors, { disallowComments: true, allowTrailingComma: false })
    return errors[0]
  })
  // The parser reports no place for a text that is nested too deep for it.
  return isLeft(found) ? notJson(text) : syntaxError(text, found.right)
}

const repeatedName = (lines: Lines, name: string, first: Span, again: Span): EstimateError => {
  const shown = show(name).replace('the text ', '')
  const before = showPlace(placeOf(lines, first), undefined)
  const details = {
    expected: `one ${shown} in an object`,
    given: 'another one',
    hint: 'Remove one of the two.',
  }
  return located(lines, again, details, (place) => `${shown} is given twice: at ${before}, and at ${place}.`)
}

/** The number of repeated names that are reported. */
const mostRepeated = 20

/** Reports names that an object has twice, of which JSON.parse would silently keep the last. */
const repeatedNames = (text: string): readonly EstimateError[] => {
  const lines = linesOf(text)
  const found: EstimateError[] = []
  const objects: Map<string, Span>[] = []
  const onObjectProperty = (name: string, offset: number, length: number): void => {
    const names = objects[objects.length - 1]
    const first = names?.get(name)
    if (first === undefined) names?.set(name, { offset, length })
    else if (found.length < mostRepeated) found.push(repeatedName(lines, name, first, { offset, length }))
  }
  // No codec reads anything that is nested too deep for this parser.
  attempt(() => {
    const onObjectBegin = () => void objects.push(new Map())
    visit(text, { onObjectBegin, onObjectProperty, onObjectEnd: () => void objects.pop() })
  })
  return found
}

/** The byte order mark, which some editors put before the text. */
const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text)

/**
 * Decodes JSON text. A text that is not JSON is rejected with the place where it stops being JSON. JSON that the codec does
 * not describe is rejected as by `decode`, and so is a name that an object has twice. Errors about the text have `line`,
 * `column` and `excerpt`, as those of the notation.
 *
 * @param codec - The codec of the value, such as `layerCodec`.
 *
 * @example
 * ```ts
 * import { parseJson, acceleratorCodec } from 'maestro-dataflow/codec'
 *
 * const result = parseJson(acceleratorCodec)('{\n  "pes": 16\n  "simd": 2\n}')
 * const [error] = result._tag === 'Left' ? result.left : []
 * error?.message // => 'The text is not JSON: at line 3, column 3, a comma is missing.'
 * ```
 * @since 0.1.0
 * @category decoding
 */
export const parseJson =
  <A>(codec: t.Decoder<unknown, A>) =>
  (text: string): Either<EstimateErrors, A> => {
    if (typeof text !== 'string') return left([notJson(text)])
    const json = withoutMark(text)
    const parsed = attempt(() => ({ value: JSON.parse(json) as unknown }))
    if (isLeft(parsed)) return left([firstError(json)])
    const [first, ...others] = repeatedNames(json)
    return first === undefined ? decode(codec)(parsed.right.value) : left([first, ...others])
  }
