/** Sums as they are written, term after term. */
import type { Expression } from '../dataflow/expression'

/** The terms so far; `terms` are those that another one joins, or undefined if it does not. */
export type Sum = { expression: Expression; terms: Expression[] | undefined }

export const sumFrom = (first: Expression): Sum => ({ expression: first, terms: undefined })

/**
 * Adds or subtracts a term: `a + b + c` is one sum, `a + b − 1` the sum of a, b and −1, `a − 1` the difference of a and 1.
 * A number joins as its negative only where it is written as one.
 */
export const joinTerm = (sum: Sum, isAdded: boolean, term: Expression, isWritten: boolean): void => {
  const { expression, terms } = sum
  if (terms !== undefined && isAdded) terms.push(term)
  else if (terms !== undefined && isWritten && typeof term === 'number') terms.push(0 - term)
  else {
    sum.terms = isAdded ? [expression, term] : undefined
    sum.expression =
      sum.terms === undefined
        ? { _tag: 'Minus', terms: [expression, term] }
        : { _tag: 'Plus', terms: sum.terms }
  }
}
