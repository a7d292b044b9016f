/** Runs the body of a public function: a Left has the reported faults, or says that a getter of the input threw. */
import type { Either } from 'fp-ts/Either'
import { left, right } from '../internal/either'
import { rethrowIfExhausted } from '../internal/exhausted'
import { type EstimateError, type EstimateErrors, fault, type Report } from './error'
import { inOrder } from './order'

const unreadable = (): EstimateError =>
  fault('Malformed', '', {
    expected: 'plain data',
    given: 'something that cannot be read',
    hint: 'Pass plain objects, such as the constructors build.',
    message: 'The input could not be read: a property of it fails when it is looked at.',
  })

/**
 * Runs a check that reports faults; a result counts only if nothing was reported. Throws only where the call stack is full,
 * as every function does there, because that says nothing about the input.
 */
export const attempt = <A>(check: (report: Report) => A | undefined): Either<EstimateErrors, A> => {
  const report: Report = []
  try {
    const result = check(report)
    if (result !== undefined && report.length === 0) return right(result)
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return left([unreadable()])
  }
  const [first, ...others] = inOrder(report)
  return left(first === undefined ? [unreadable()] : [first, ...others])
}
