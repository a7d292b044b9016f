/** Faults of a text as data: what every error says, and where in the text it is. */

import type { NonEmptyArray } from 'fp-ts/NonEmptyArray'
import { type DescribedError, described, type EstimateError, type FaultDetails } from '../error/error'
import { excerptOf, type Lines, type Place, showPlace } from '../error/place'

/**
 * The kind of a {@link NotationError}.
 *
 * - `NotText`: the input is not a text.
 * - `Syntax`: the text has something else in the expected place.
 * - `UnknownWord`: a statement, a type of layer or a property that the notation does not have.
 * - `MissingEntry`: a layer without a type, a file without a layer.
 * - `RepeatedEntry`: a name is given two values.
 * - `InvalidNumber`: a number that cannot be read, or not exactly.
 * - `UnboundParameter`: a constant that is needed here is not declared before.
 * - `InvalidHardware`: a property of hardware that no estimate would take.
 * - `TooComplex`: longer or more deeply nested than what is read.
 *
 * @since 0.1.0
 * @category errors
 */
export type NotationTag =
  | 'NotText'
  | 'Syntax'
  | 'UnknownWord'
  | 'MissingEntry'
  | 'RepeatedEntry'
  | 'InvalidNumber'
  | 'UnboundParameter'
  | 'InvalidHardware'
  | 'TooComplex'

/**
 * One fault of a text. `path` is the place in words (`line 12, column 5`, or `file:12:5` where the name of the file was
 * given), `excerpt` the line with carets under the place. `renderErrors` prints it.
 *
 * @since 0.1.0
 * @category errors
 */
export type NotationError = DescribedError & {
  /** The kind of fault. */
  readonly _tag: NotationTag
  /** The line, from 1. */
  readonly line: number
  /** The column, from 1. */
  readonly column: number
  /** The line with carets under the place. */
  readonly excerpt: string
}

/**
 * At least one fault of a text, in its order.
 *
 * @since 0.1.0
 * @category errors
 */
export type NotationErrors = NonEmptyArray<NotationError>

/**
 * An error of the estimate together with the line that it comes from; `excerpt` starts with the file, if it has a name.
 *
 * @since 0.1.0
 * @category errors
 */
export type LocatedError = EstimateError & {
  /** The line, from 1. */
  readonly line: number
  /** The column, from 1. */
  readonly column: number
  /** The line of the text, after the name of the file if it has one. */
  readonly excerpt: string
}

/**
 * Something in a text that was read, though it may not mean what its author or the public tool means.
 *
 * - `ToolDiffers`: the public MAESTRO tool computes something else for this type of layer.
 * - `UnboundParameter`: a size uses a name that no `Constant` declares; bind it before the estimate.
 * - `IgnoredEntry`: an entry has no meaning in its place.
 * - `TotalChannels`: a number of channels is per group, though it may have been meant to count those of all groups.
 *
 * @since 0.1.0
 * @category errors
 */
export type NotationWarning = {
  readonly _tag: 'ToolDiffers' | 'UnboundParameter' | 'IgnoredEntry' | 'TotalChannels'
  /** The place in words. */
  readonly path: string
  /** The line, from 1. */
  readonly line: number
  /** The column, from 1. */
  readonly column: number
  /** A description of the part that may not be intended, in one sentence. */
  readonly message: string
}

export const notationError = (
  _tag: NotationTag,
  lines: Lines,
  place: Place,
  file: string | undefined,
  details: FaultDetails,
): NotationError => {
  const message = details.message ?? `Expected ${details.expected}, found ${details.given}.`
  return {
    ...described(_tag, showPlace(place, file), { ...details, message }),
    line: place.line,
    column: place.column,
    excerpt: excerptOf(lines, place),
  }
}
