/** Faults of files of other tools, and what of such a file is left aside, as data. */
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray'
import { type DescribedError, described, type FaultDetails } from '../../error/error'
import { excerptOf, type Lines, type Place, showPlace } from '../../error/place'

/**
 * The kind of a {@link FormatError}.
 *
 * - `NotText`: the input is not a text.
 * - `Syntax`: the text is not YAML, or a line does not follow the format.
 * - `UnknownWord`: a name that the format, or another part of the file, does not have.
 * - `MissingEntry`: something that the format needs is absent.
 * - `RepeatedEntry`: a name is given two values.
 * - `InvalidNumber`: a number that cannot be read, or is not allowed here.
 * - `Mismatch`: two parts of the files contradict each other.
 * - `NotExpressible`: the file has an entry that no layer, dataflow or accelerator of this library can express.
 * - `TooComplex`: longer or more deeply nested than what is read.
 *
 * @since 0.2.0
 * @category errors
 */
export type FormatTag =
  | 'NotText'
  | 'Syntax'
  | 'UnknownWord'
  | 'MissingEntry'
  | 'RepeatedEntry'
  | 'InvalidNumber'
  | 'Mismatch'
  | 'NotExpressible'
  | 'TooComplex'

/**
 * One fault of a file of another tool. `path` is the place in words (`mapping, line 12, column 5`, or `file:12:5` where the
 * name of the file was given), `excerpt` the line with carets under the place. `renderErrors` prints it.
 *
 * @since 0.2.0
 * @category errors
 */
export type FormatError = DescribedError & {
  /** The kind of fault. */
  readonly _tag: FormatTag
  /** The line, from 1. */
  readonly line: number
  /** The column, from 1. */
  readonly column: number
  /** The line with carets under the place. */
  readonly excerpt: string
}

/**
 * At least one fault, in the order of the files.
 *
 * @since 0.2.0
 * @category errors
 */
export type FormatErrors = NonEmptyArray<FormatError>

/**
 * A part of another tool's file that is left aside or read with a changed meaning.
 *
 * - `LeftAside`: it does not influence the estimate.
 * - `ReadAs`: it was read as the closest counterpart; `why` gives the difference, or the assumption.
 *
 * `place` is the place in words, `line` and `column` count from 1.
 *
 * @since 0.2.0
 * @category formats
 */
export type FormatNote = {
  readonly _tag: 'LeftAside' | 'ReadAs'
  /** The place in words. */
  readonly place: string
  /** The line, from 1. */
  readonly line: number
  /** The column, from 1. */
  readonly column: number
  /** The difference, or the assumption. */
  readonly why: string
}

/** The place in words: with the name of the file, or else with what the file is, where several are read together. */
export const placeInWords = (place: Place, file: string | undefined, part: string): string =>
  file === undefined && part !== '' ? `${part}, ${showPlace(place, file)}` : showPlace(place, file)

export const formatError = (
  tag: FormatTag,
  lines: Lines,
  place: Place,
  words: string,
  details: FaultDetails,
): FormatError => {
  const message = details.message ?? `Expected ${details.expected}, found ${details.given}.`
  return {
    ...described(tag, words, { ...details, message }),
    line: place.line,
    column: place.column,
    excerpt: excerptOf(lines, place),
  }
}
