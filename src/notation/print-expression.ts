/** Size expressions as text. */
import type { Expression } from '../dataflow/expression'
import { mostParts } from '../internal/limits'
import { printed } from './printed'

/** In place of what has no notation; nothing reads it back. */
const unknown = '…'

type Budget = { parts: number }
type Compound = Exclude<Expression, number | { readonly _tag: 'Sz' | 'Param' }>

const isOneOf = (term: Expression, tags: readonly string[]): boolean =>
  typeof term === 'object' && tags.includes(term._tag)

const sums = ['Plus', 'Minus']

const enclosed = (term: Expression, tags: readonly string[], budget: Budget): string =>
  isOneOf(term, tags) ? `(${write(term, budget)})` : write(term, budget)

/** Between the terms of a sum: from the third on, a negative number is taken away. */
const addend = (term: Expression, i: number, budget: Budget): string => {
  if (i === 0) return enclosed(term, ['Plus'], budget)
  return typeof term === 'number' && term < 0 && i > 1 ? ` - ${-term}` : ` + ${enclosed(term, sums, budget)}`
}

/** `(a + b) - 1` is a difference; without parentheses it would be the sum of a, b and −1. */
const difference = ([a = 0, b = 0]: readonly Expression[], budget: Budget): string => {
  const ambiguous = typeof b === 'number' && b >= 0
  return `${enclosed(a, ambiguous ? ['Plus'] : [], budget)} - ${enclosed(b, sums, budget)}`
}

const quotient = ([a = 0, b = 1]: readonly Expression[], budget: Budget): string =>
  `${enclosed(a, sums, budget)} / ${enclosed(b, [...sums, 'Times'], budget)}`

const call = (name: string, terms: readonly Expression[], budget: Budget): string =>
  `${name}(${terms.map((term) => write(term, budget)).join(', ')})`

const compound = ({ _tag, terms }: Compound, budget: Budget): string => {
  switch (_tag) {
    case 'Plus':
      if (terms.length < 2) return call('sum', terms, budget)
      return terms.map((term, i) => addend(term, i, budget)).join('')
    case 'Times':
      if (terms.length < 2) return call('prod', terms, budget)
      return terms.map((term) => enclosed(term, [...sums, 'Times'], budget)).join(' * ')
    case 'Minus':
      return difference(terms, budget)
    case 'DivideFloor':
      return `floor(${quotient(terms, budget)})`
    case 'DivideCeil':
      return `ceil(${quotient(terms, budget)})`
    case 'Min':
      return call('min', terms, budget)
    case 'Max':
      return call('max', terms, budget)
    default:
      return unknown
  }
}

/** A number as text; zero has one sign only. */
export const printNumber = (value: number): string => String(value === 0 ? 0 : value)

const write = (expression: Expression, budget: Budget): string => {
  if (--budget.parts < 0) return unknown
  if (typeof expression === 'number') return printNumber(expression)
  if (expression._tag === 'Sz') return `Sz(${expression.dimension})`
  return expression._tag === 'Param' ? expression.name : compound(expression, budget)
}

/**
 * A size expression as text; `parseExpression` reads it back. Of an expression longer than what is evaluated the rest is
 * left out.
 *
 * @param expression - The expression to print.
 *
 * @example
 * ```ts
 * import { divideFloor, plus, sz } from 'maestro-dataflow'
 * import { printExpression } from 'maestro-dataflow/notation'
 *
 * printExpression(plus(8, sz('S'), -1)) // => '8 + Sz(S) - 1'
 * printExpression(divideFloor(sz('C'), 4)) // => 'floor(Sz(C) / 4)'
 * ```
 * @since 0.1.0
 * @category notation
 */
export const printExpression = (expression: Expression): string =>
  printed(() => write(expression, { parts: mostParts }))
