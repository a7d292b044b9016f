/** What tests of quantities ask of a result. */
import { type Either, isLeft } from 'fp-ts/Either'
import { expect } from 'vitest'
import type { EstimateError, EstimateErrors } from '../../src/index'

export const errorsOf = (result: Either<EstimateErrors, unknown>): readonly EstimateError[] =>
  isLeft(result) ? result.left : []

/** The first error; a result without one fails the test. */
export const errorOf = (result: Either<EstimateErrors, unknown>): EstimateError => {
  const [error] = errorsOf(result)
  expect(error).toBeDefined()
  return error!
}

/** A value that the types would not let a test pass. */
export const junk = <A>(value: unknown): A => value as A
