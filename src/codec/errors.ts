/** Codecs of errors and warnings. */
import { isLeft } from 'fp-ts/Either'
import * as t from 'io-ts'
import type { ErrorTag, EstimateError, EstimateErrors } from '../error/error'
import type { Warning } from '../error/warning'
import { mostEntries } from '../internal/limits'
import { exact, list, optional } from './collections'
import { guarded } from './guarded'
import { type Codec, type Described, describedCodec } from './shape'

const errorTagCodec: t.Type<ErrorTag> = t.keyof({
  Malformed: null,
  InvalidExtent: null,
  ConflictingExtents: null,
  EmptyOutput: null,
  UnsupportedCoupling: null,
  InvalidSize: null,
  UnboundParameter: null,
  UnknownDimension: null,
  RepeatedDimension: null,
  OverlappingMap: null,
  SkippingMap: null,
  WindowTooSmall: null,
  TwoSpatialMaps: null,
  MixedNotation: null,
  DiagonalMismatch: null,
  EmptyDataflow: null,
  ClustersExceedPes: null,
  InvalidHardware: null,
  MismatchedAnalysis: null,
  CountOverflow: null,
  TooComplex: null,
  NothingFits: null,
  BrokenChain: null,
})

/**
 * One error.
 *
 * @example
 * ```ts
 * import { decode, errorCodec } from 'maestro-dataflow/codec'
 *
 * const result = decode(errorCodec)({ _tag: 'Malformd' })
 * result._tag === 'Left' ? result.left.length : 0 // => 6
 * ```
 * @since 0.1.0
 * @category result codecs
 */
export const errorCodec: Codec<EstimateError> = guarded(
  exact<EstimateError>('error', {
    _tag: errorTagCodec,
    path: t.string,
    expected: t.string,
    given: t.string,
    hint: t.string,
    message: t.string,
    excerpt: optional(t.string),
  }),
)

const anyErrors = list(errorCodec)

const nonEmpty: Described<EstimateErrors> = describedCodec<EstimateErrors>(
  { expected: 'a list of at least one error', hint: anyErrors.description.hint, place: 'errors' },
  { _tag: 'List', of: errorCodec, least: 1, most: mostEntries },
  (value, context) => {
    const decoded = anyErrors.validate(value, context)
    if (isLeft(decoded)) return decoded
    const [first, ...others] = decoded.right
    return first === undefined ? t.failure(value, context) : t.success([first, ...others])
  },
)

/**
 * The errors of a Left: at least one.
 *
 * @example
 * ```ts
 * import { estimate, gemm, dataflow, orThrow } from 'maestro-dataflow'
 * import { decode, errorsCodec } from 'maestro-dataflow/codec'
 *
 * const refused = estimate(gemm({ M: 4, N: 4, K: 4 }), dataflow('nothing', []), { pes: 4 })
 * const errors = refused._tag === 'Left' ? refused.left : []
 * orThrow(decode(errorsCodec)(errors)) // => errors
 * ```
 * @since 0.1.0
 * @category result codecs
 */
export const errorsCodec: Codec<EstimateErrors> = guarded(nonEmpty)

/**
 * One warning of an analysis or an estimate.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { decode, warningCodec } from 'maestro-dataflow/codec'
 *
 * const idle = { _tag: 'IdlePes', path: 'dataflow.directives[2]', message: '2 of 16 PEs stay idle.' }
 * orThrow(decode(warningCodec)(idle)) // => idle
 * ```
 * @since 0.1.0
 * @category result codecs
 */
export const warningCodec: Codec<Warning> = guarded(
  exact<Warning>('warning', {
    _tag: t.keyof({
      NoSpatialMap: null,
      IdlePes: null,
      DroppedMap: null,
      UnusedEntry: null,
      DoesNotFit: null,
      UnlimitedBuffer: null,
      ExpectedTime: null,
      UnsearchedLevels: null,
      FusionDoesNotPay: null,
    }),
    path: t.string,
    message: t.string,
  }),
)
