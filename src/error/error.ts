/**
 * Faults of an input as data: every fault says where it is, what would be right, what was given and how to repair it.
 */
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray'
import { bounded, show } from './show'

/**
 * The kind of an {@link EstimateError}.
 *
 * @since 0.1.0
 * @category errors
 */
export type ErrorTag =
  | 'Malformed'
  | 'InvalidExtent'
  | 'ConflictingExtents'
  | 'EmptyOutput'
  | 'UnsupportedCoupling'
  | 'InvalidSize'
  | 'UnboundParameter'
  | 'UnknownDimension'
  | 'RepeatedDimension'
  | 'OverlappingMap'
  | 'SkippingMap'
  | 'WindowTooSmall'
  | 'TwoSpatialMaps'
  | 'MixedNotation'
  | 'DiagonalMismatch'
  | 'EmptyDataflow'
  | 'ClustersExceedPes'
  | 'InvalidHardware'
  | 'MismatchedAnalysis'
  | 'CountOverflow'
  | 'TooComplex'
  | 'NothingFits'
  | 'BrokenChain'

/**
 * The part that all errors of the package have in common. For an input that is text, `excerpt` shows the line.
 *
 * @since 0.1.0
 * @category errors
 */
export type DescribedError = {
  /** The kind of fault. */
  readonly _tag: string
  /** The path of the invalid part of the input, such as `layer.sizes.K`; `''` for the whole input. */
  readonly path: string
  /** A description of a valid value. */
  readonly expected: string
  /** A description of the given value. */
  readonly given: string
  /** A repair of the input. */
  readonly hint: string
  /** The fault, in one sentence. */
  readonly message: string
  /** The line of the text with the fault marked, if the input is a text. */
  readonly excerpt?: string
}

/**
 * One fault of an input. `path` names the place (`dataflow.directives[3].size`), `hint` the repair, `message` is the
 * whole in one sentence. Of a layer that was made of a text, `excerpt` shows the place in it. The faults of an input are
 * reported together.
 *
 * @since 0.1.0
 * @category errors
 */
export type EstimateError = {
  /** The kind of fault. */
  readonly _tag: ErrorTag
  /** The path of the invalid part of the input, such as `layer.sizes.K`; `''` for the whole input. */
  readonly path: string
  /** A description of a valid value. */
  readonly expected: string
  /** A description of the given value. */
  readonly given: string
  /** A repair of the input. */
  readonly hint: string
  /** The fault, in one sentence. */
  readonly message: string
  /** The line of the text with the fault marked, if the layer was made of a text. */
  readonly excerpt?: string
}

/**
 * At least one fault, in the order of the input.
 *
 * @since 0.1.0
 * @category errors
 */
export type EstimateErrors = NonEmptyArray<EstimateError>

/** Collects the faults that checks find, for one call of a public function. */
export type Report = EstimateError[]

/** What is said of a fault besides its kind and its place; the message is made of these where there is none. */
export type FaultDetails = {
  readonly expected: string
  readonly given: string
  readonly hint: string
  readonly message?: string
}

/** What is wrong in one sentence, where a check has none of its own. */
const sentence = (path: string, expected: string, given: string): string => {
  const subject = path === '' ? 'The input' : path
  return given === show(undefined)
    ? `${subject} is required: ${expected}.`
    : `${subject} must be ${expected}, but it is ${given}.`
}

/** An error of any kind, with texts of bounded length. */
export const described = <T extends string>(
  _tag: T,
  path: string,
  { expected, given, hint, message }: FaultDetails,
): Omit<EstimateError, '_tag'> & { readonly _tag: T } => ({
  _tag,
  path: bounded(path),
  expected: bounded(expected),
  given: bounded(given),
  hint: bounded(hint),
  message: bounded(message ?? sentence(path, expected, given)),
})

export const fault: (_tag: ErrorTag, path: string, details: FaultDetails) => EstimateError = described
