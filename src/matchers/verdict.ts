/** What a matcher answers, in the form that vitest and Jest ask for. */

import { type Either, isRight, left } from 'fp-ts/Either'
import { rethrowIfExhausted } from '../internal/exhausted'
import { visibleLines } from '../internal/visible'
import type { Undecidable } from './subject'
import { written } from './words'

/**
 * The state of an expectation, as a matcher gets it.
 *
 * @since 0.1.0
 * @category matchers
 */
export type Context = {
  /** True if the matcher is negated by `.not`. */
  readonly isNot?: boolean | undefined
}

/**
 * The result of an expectation, with the reason if it failed.
 *
 * @since 0.1.0
 * @category matchers
 */
export type Verdict = {
  /** True if the expectation holds. */
  readonly pass: boolean
  /** The message for an expectation that fails. */
  readonly message: () => string
}

/** What was expected, as in `KC-P to run within 100 cycles`; and what is, said either way. */
export type Judgement = {
  readonly pass: boolean
  readonly subject: string
  /** An infinitive. */
  readonly claim: string
  /** Made only if the expectation fails. */
  readonly finding: () => string
}

/** An expectation about values that only look like what they should be is none. */
const unreadable = (error: unknown): Undecidable =>
  `This cannot be judged: ${error instanceof Error ? error.message : written(error)}.`

const judged = (judge: () => Either<Undecidable, Judgement>): Either<Undecidable, Judgement> => {
  try {
    return judge()
  } catch (error) {
    rethrowIfExhausted(error)
    // A subject's getter, or a figure's function, may throw whatever it likes.
    return left(unreadable(error))
  }
}

const findingOf = (judgement: Judgement): string => {
  try {
    return judgement.finding()
  } catch (error) {
    rethrowIfExhausted(error)
    return unreadable(error)
  }
}

/**
 * A judgement as a verdict. What cannot be judged fails whether it is negated or not: a hypothesis about nothing is not
 * confirmed by `.not`.
 */
export const verdictOf = (
  { isNot = false }: Context,
  judge: () => Either<Undecidable, Judgement>,
): Verdict => {
  const judgement = judged(judge)
  if (!isRight(judgement)) return { pass: isNot, message: () => visibleLines(judgement.left) }
  const { pass, subject, claim } = judgement.right
  const message = () =>
    visibleLines(`Expected ${subject} ${isNot ? 'not ' : ''}${claim}.\n\n${findingOf(judgement.right)}`)
  return { pass, message }
}
