/** Codec of size expressions, which contain one another. */
import * as t from 'io-ts'
import type { Expression, Operation } from '../dataflow/expression'
import { exact, list, tagged } from './collections'
import { cases, number } from './primitives'
import { type Codec, type Described, type Description, describedCodec, failAsTooMany, guarded, seenBy } from './shape'

/** No estimate takes an expression of more parts; shared or cyclic ones count each time they are met. */
const mostParts = 1000

const description: Description = {
  expected: "a number, sz('R'), param('name') or arithmetic on these",
  hint: (given) =>
    typeof given === 'string'
      ? "Write it as data, such as { _tag: 'Sz', dimension: 'R' }; maestro-dataflow/notation reads texts."
      : 'Write it as a number, or build it with the expression functions, such as plus and sz.',
  place: 'expression',
}

type Sz = Extract<Expression, { readonly _tag: 'Sz' }>
type Param = Extract<Expression, { readonly _tag: 'Param' }>
type Arithmetic = Extract<Expression, { readonly _tag: Operation }>

const operationCodec = t.keyof({
  Plus: null,
  Minus: null,
  Times: null,
  DivideFloor: null,
  DivideCeil: null,
  Min: null,
  Max: null,
})

const place = 'expression'

const szCodec = exact<Sz>(place, {
  _tag: t.keyof({ Sz: null }),
  dimension: t.string,
})

const paramCodec = exact<Param>(place, {
  _tag: t.keyof({ Param: null }),
  name: t.string,
})

/** Expressions of so many parts in all: everyone that is met is taken off the budget. */
const within = (budget: { parts: number }): Described<Expression> => {
  const part: Described<Expression> = describedCodec<Expression>(description, (value, context) =>
    --budget.parts < 0 ? t.failure(value, context) : forms.validate(value, seenBy(forms, value, context)),
  )
  const arithmetic = exact<Arithmetic>(place, {
    _tag: operationCodec,
    terms: list(part, { most: mostParts }),
  })
  const forms: Described<Expression> = describedCodec<Expression>(
    description,
    cases({
      number,
      object: tagged<Exclude<Expression, number>, '_tag'>('_tag', {
        Sz: szCodec,
        Param: paramCodec,
        Plus: arithmetic,
        Minus: arithmetic,
        Times: arithmetic,
        DivideFloor: arithmetic,
        DivideCeil: arithmetic,
        Min: arithmetic,
        Max: arithmetic,
      }),
    }).validate,
  )
  return part
}

/**
 * Sizes, offsets and cluster sizes: a number, `Sz`, `Param` or arithmetic on these, of at most 1,000 parts.
 *
 * @example
 * ```ts
 * import { orThrow, plus, sz } from 'maestro-dataflow'
 * import { decode, expressionCodec } from 'maestro-dataflow/codec'
 *
 * orThrow(decode(expressionCodec)({ _tag: 'Plus', terms: [8, { _tag: 'Sz', dimension: 'S' }] })) // => plus(8, sz('S'))
 * ```
 * @since 0.1.0
 * @category input codecs
 */
export const expressionCodec: Codec<Expression> = guarded(
  describedCodec<Expression>(description, (value, context) => {
    // Most sizes are numbers, which need no budget.
    if (typeof value === 'number') return number.validate(value, context)
    const budget = { parts: mostParts }
    const decoded = within(budget).validate(value, context)
    return budget.parts < 0
      ? failAsTooMany('an expression', mostParts, 'Compute part of it beforehand.', value, context)
      : decoded
  }),
)
