/** Codec of size expressions, which contain one another. */
import { isLeft } from 'fp-ts/Either'
import * as t from 'io-ts'
import type { ArithmeticOperation, Expression } from '../dataflow/expression'
import { mostParts } from '../internal/limits'
import { exact, list, tagged } from './collections'
import { guarded } from './guarded'
import { cases, number } from './primitives'
import { type Codec, type Described, type Description, describedCodec, failAsTooMany, seenBy } from './shape'
import type { Structure } from './structure'

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
type Arithmetic = Extract<Expression, { readonly _tag: ArithmeticOperation }>

const operationTagCodec = t.keyof({
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

/** A term of an operation, which is an expression; `validated` looks at it. */
const termCodec: Described<unknown> = describedCodec<unknown>(
  description,
  { _tag: 'Nested', of: () => expressionCodec },
  t.success,
)

/** An operation, whatever its terms are. */
const operationCodec = exact<Omit<Arithmetic, 'terms'> & { readonly terms: readonly unknown[] }>(place, {
  _tag: operationTagCodec,
  terms: list(termCodec, { most: mostParts }),
})

type Part = Sz | Param | t.TypeOf<typeof operationCodec>

const partCodec = tagged<Part, '_tag'>('_tag', {
  Sz: szCodec,
  Param: paramCodec,
  Plus: operationCodec,
  Minus: operationCodec,
  Times: operationCodec,
  DivideFloor: operationCodec,
  DivideCeil: operationCodec,
  Min: operationCodec,
  Max: operationCodec,
})

const kindsCodec = cases({ number, object: partCodec })

const formCodec = describedCodec<number | Part>(description, kindsCodec.structure, kindsCodec.validate)

const termsCodec = list(formCodec)

/**
 * An expression with a budget of parts, of which each takes one. It is a recursive function and not a recursive codec, because
 * a thousand nested sums would be too many codecs for the stack.
 */
const validated = (
  value: unknown,
  context: t.Context,
  budget: { parts: number },
): t.Validation<Expression> => {
  if (--budget.parts < 0) return t.failure(value, context)
  const form = formCodec.validate(value, context)
  if (isLeft(form)) return form
  const part = form.right
  if (typeof part === 'number' || !('terms' in part)) return t.success(part)
  const place = t.appendContext(seenBy(operationCodec, value, context), 'terms', termsCodec, part.terms)
  const terms: Expression[] = []
  const faults: t.ValidationError[] = []
  for (let i = 0; i < part.terms.length && budget.parts >= 0; i++) {
    const term = validated(part.terms[i], t.appendContext(place, String(i), formCodec, part.terms[i]), budget)
    if (isLeft(term)) faults.push(...term.left)
    else terms.push(term.right)
  }
  return faults.length === 0 ? t.success({ _tag: part._tag, terms }) : t.failures(faults)
}

const structure: Structure = {
  _tag: 'Ruled',
  of: formCodec.structure,
  rule: `An expression has at most ${mostParts.toLocaleString('en')} numbers, names and operations; this schema does not count them.`,
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
  describedCodec<Expression>(description, structure, (value, context) => {
    // Most sizes are numbers, which need no budget.
    if (typeof value === 'number') return number.validate(value, context)
    const budget = { parts: mostParts }
    const decoded = validated(value, context, budget)
    return budget.parts < 0
      ? failAsTooMany('an expression', mostParts, 'Compute part of it beforehand.', value, context)
      : decoded
  }),
)
