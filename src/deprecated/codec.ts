/** Names of 0.1 at `/codec`. They are removed in 0.4. */
import { jsonDocument } from '../codec/document'
import { eitherCodec } from '../codec/estimate'
import { toEstimateErrors } from '../codec/report'

/**
 * The name of {@link jsonDocument} in 0.1.
 *
 * @deprecated Use jsonDocument. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export const document: typeof jsonDocument = jsonDocument

/**
 * The name of {@link toEstimateErrors} in 0.1.
 *
 * @deprecated Use toEstimateErrors. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export const report: typeof toEstimateErrors = toEstimateErrors

/**
 * The name of {@link eitherCodec} in 0.1.
 *
 * @deprecated Use eitherCodec. Removed in 0.4.
 * @since 0.1.0
 * @category deprecated
 */
export const resultOf: typeof eitherCodec = eitherCodec
