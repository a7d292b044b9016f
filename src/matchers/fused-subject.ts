/** The subject of a hypothesis about a fused chain, as matchers are given it. */
import type { Either } from 'fp-ts/Either'
import type { EstimateErrors } from '../error/error'
import type { FusedComparison, FusedEstimate } from '../fusion/fused-estimate'
import { isRecord } from '../internal/read'
import type { FusedProblem } from '../report/fusion/explain-fused'
import { givenOf } from '../report/fusion/fused-words'

/**
 * A fused chain that an expectation is about: with its dataflow and hardware, or the result of `compareFused` or `estimateFused`, an
 * `Either` or its value.
 *
 * @since 0.2.0
 * @category subjects
 */
export type FusedSubject =
  | FusedProblem
  | FusedComparison
  | FusedEstimate
  | Either<EstimateErrors, FusedComparison>
  | Either<EstimateErrors, FusedEstimate>

export const isProblem = (value: unknown): value is Partial<FusedProblem> =>
  isRecord(value) && 'chain' in value

/** The value of a Right, or what is no Either. */
export const answerIn = (value: unknown): unknown =>
  isRecord(value) && value['_tag'] === 'Right' ? value['right'] : value

/** Whether an expectation is about a chain. */
export const isFusedSubject = (subject: unknown): boolean =>
  isProblem(subject) || givenOf(answerIn(subject)) !== undefined
