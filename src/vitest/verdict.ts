/** What a matcher answers, in the form that vitest asks for. */
import { type Either, isRight } from 'fp-ts/Either'
import type { Unclear } from './subject'

/** What a matcher knows of the expectation it is called by. */
export type Context = { readonly isNot: boolean }

/**
 * Whether an expectation holds, and why it failed if it did.
 *
 * @since 0.1.0
 * @category matchers
 */
export type Verdict = { readonly pass: boolean; readonly message: () => string }

/** What was expected, as in `KC-P to run within 100 cycles`; and what is, said either way. */
export type Judgement = {
  readonly pass: boolean
  readonly subject: string
  /** An infinitive. */
  readonly claim: string
  /** Made only if the expectation fails. */
  readonly finding: () => string
}

/**
 * A judgement as a verdict. What cannot be judged fails whether it is negated or not: a hypothesis about nothing is not
 * confirmed by `.not`.
 */
export const verdictOf = ({ isNot }: Context, judgement: Either<Unclear, Judgement>): Verdict => {
  if (!isRight(judgement)) return { pass: isNot, message: () => judgement.left }
  const { pass, subject, claim, finding } = judgement.right
  const message = () => `Expected ${subject} ${isNot ? 'not ' : ''}${claim}.\n\n${finding()}`
  return { pass, message }
}
