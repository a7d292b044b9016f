/** The value of a size expression for a layer, read from untrusted data. */
import { type EstimateError, fault } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { ceilDivide, floorDivide, isPositiveInteger } from '../internal/arithmetic'
import { mostParts } from '../internal/limits'
import { isRecord, ownProperties, type UnknownRecord } from '../internal/read'
import { sizeOfName } from '../operator/names'
import type { Problem } from '../operator/problem'
import type { ArithmeticOperation } from './expression'
import { unboundParameter } from './unbound-parameter'

export type Scope = {
  /** The kind of the layer, where there is one. */
  readonly kind?: string
  /** Where names are noted that the layer has not. */
  readonly unknown?: string[]
  /** Where parameters are noted that have no value. */
  readonly unbound?: string[]
  readonly names: Problem['names']
  readonly extents: Problem['extents']
  readonly parameters: ReadonlyMap<string, number>
}

type Value = number | Refusal
/** Why an expression has no value; the error, once its place is known. */
export type Refusal = { readonly refuse: (path: string) => EstimateError }

const isRefusal = (value: Value): value is Refusal => typeof value !== 'number'

type Values = readonly number[]

const exactSum = (values: Values): number => Number(values.reduce((sum, value) => sum + BigInt(value), 0n))
const exactProduct = (values: Values): number =>
  Number(values.reduce((product, value) => product * BigInt(value), 1n))

/** Exact also where a partial sum is not; a result beyond 2^53 − 1 is refused. */
const sumOf = (values: Values): number => {
  let sum = 0
  for (const value of values) {
    sum += value
    if (!Number.isSafeInteger(sum)) return exactSum(values)
  }
  return sum
}
const productOf = (values: Values): number => {
  let product = 1
  for (const value of values) {
    product *= value
    if (!Number.isSafeInteger(product)) return exactProduct(values)
  }
  return product
}

const operations: {
  readonly [O in ArithmeticOperation]: { readonly arity: 2 | null; of(values: Values): number }
} = {
  Plus: { arity: null, of: sumOf },
  Times: { arity: null, of: productOf },
  Min: { arity: null, of: (values) => values.reduce((a, b) => Math.min(a, b)) },
  Max: { arity: null, of: (values) => values.reduce((a, b) => Math.max(a, b)) },
  Minus: { arity: 2, of: ([a, b]) => sumOf([a!, -b!]) },
  DivideFloor: { arity: 2, of: ([a, b]) => floorDivide(a!, b!) },
  DivideCeil: { arity: 2, of: ([a, b]) => ceilDivide(a!, b!) },
}

const isOperation = (tag: unknown): tag is ArithmeticOperation =>
  typeof tag === 'string' && Object.hasOwn(operations, tag)

const malformed = (expected: string, given: unknown, hint: string): Refusal => ({
  refuse: (path) => fault('Malformed', path, { expected, given: show(given), hint }),
})

const unbound = (name: string, scope: Scope): Refusal => ({
  refuse: (path) => unboundParameter(path, name, [...scope.parameters.keys()]),
})

/** The names that mean something for the layer; the family's others are understood, but need not be suggested. */
export const namesOf = ({ names }: Scope): readonly string[] =>
  [...names].filter(([, { _tag }]) => _tag !== 'Absent').map(([name]) => name)

const unknownName = (name: string, scope: Scope): Refusal => ({
  refuse: (path) =>
    fault('UnknownDimension', path, {
      expected: `the size of one of ${listed(namesOf(scope), 'or')}`,
      given: `sz('${name.slice(0, 40)}')`,
      hint: `${didYouMean(name, [...scope.names.keys()])}Name a dimension of the layer.`,
      message: `sz('${name.slice(0, 40)}') names no dimension of this ${scope.kind === undefined ? '' : `${scope.kind} `}layer.`,
    }),
})

const notInteger = (value: number): Refusal => ({
  refuse: (path) =>
    fault('InvalidSize', path, {
      expected: 'made of integers up to 2^53 − 1',
      given: show(value),
      hint: 'Use whole numbers; divideFloor and divideCeil divide to whole numbers.',
    }),
})

const dividedByZero: Refusal = {
  refuse: (path) =>
    fault('InvalidSize', path, {
      expected: 'a quotient by something else than 0',
      given: 'a division by zero',
      hint: 'Divide by max(1, …) if the divisor may be 0.',
    }),
}

const tooLong: Refusal = {
  refuse: (path) =>
    fault('TooComplex', path, {
      expected: `an expression of at most ${mostParts} parts`,
      given: 'a longer or endless one',
      hint: 'Compute part of it before building the dataflow.',
    }),
}

const expressionForms = "a number, sz('R'), param('name') or arithmetic on these"

/** What an expression of this kind has beside its tag. */
const partOf = (tag: string): string => {
  if (tag === 'Sz') return 'dimension'
  return tag === 'Param' ? 'name' : 'terms'
}

const extraPart = (expression: UnknownRecord, part: string): string | undefined => {
  for (const key in expression)
    if (key !== '_tag' && key !== part && expression[key] !== undefined) return key
  return undefined
}

/** An operation whose terms are being evaluated; the list's length is read once. */
type Open = {
  readonly tag: ArithmeticOperation
  readonly terms: readonly unknown[]
  readonly length: number
  readonly values: number[]
}

const isOpen = (part: Value | Open): part is Open => typeof part !== 'number' && 'terms' in part

/** A part of an expression: its value, or the operation that it opens. */
const readPart = (expression: unknown, scope: Scope): Value | Open => {
  if (typeof expression === 'number')
    return Number.isSafeInteger(expression) ? expression : notInteger(expression)
  const record = isRecord(expression) ? ownProperties(expression) : undefined
  const tag = record?.['_tag']
  if (record === undefined || typeof tag !== 'string')
    return malformed(
      expressionForms,
      expression,
      'Write the size as a number or with the expression functions.',
    )
  const part = partOf(tag)
  const extra = extraPart(record, part)
  if (extra !== undefined)
    return malformed(
      `an expression with _tag and ${part} only`,
      { [extra]: 0 },
      `Remove ${extra.slice(0, 40)}.`,
    )
  if (tag === 'Sz') return sizeOf(record[part], scope)
  if (tag === 'Param') return parameterOf(record[part], scope)
  if (!isOperation(tag))
    return malformed(expressionForms, tag, 'Use the expression functions, such as plus or sz.')
  return opened(tag, record[part])
}

/**
 * Evaluates an expression, operation by operation on a stack of its own: a deeply nested one takes no more of the call
 * stack than a number.
 */
const numberOf = (expression: unknown, scope: Scope): Value => {
  let part = readPart(expression, scope)
  if (!isOpen(part)) return part
  const open: Open[] = []
  for (let parts = 1; ; ) {
    if (isOpen(part)) open.push(part)
    else if (isRefusal(part)) return part
    else if (open.length === 0) return part
    else open[open.length - 1]!.values.push(part)
    const operation = open[open.length - 1]!
    const { terms, values, length } = operation
    if (values.length === length) {
      open.pop()
      part = resultOf(operation)
    } else if (++parts > mostParts) return tooLong
    else part = readPart(terms[values.length], scope)
  }
}

const sizeOf = (name: unknown, scope: Scope): Value => {
  if (typeof name !== 'string') return malformed('the name of a dimension', name, "Write sz('R').")
  const meaning = scope.names.get(name)
  if (meaning !== undefined) return sizeOfName(meaning, scope.extents)
  scope.unknown?.push(name)
  return unknownName(name, scope)
}

const parameterOf = (name: unknown, scope: Scope): Value => {
  if (typeof name !== 'string') return malformed('the name of a parameter', name, "Write param('width').")
  const value = scope.parameters.get(name)
  if (value !== undefined) return value
  scope.unbound?.push(name)
  return unbound(name, scope)
}

const opened = (tag: ArithmeticOperation, terms: unknown): Open | Refusal => {
  const { arity } = operations[tag]
  const length = Array.isArray(terms) ? terms.length : 0
  if (!Array.isArray(terms) || length === 0 || (arity !== null && length !== arity))
    return malformed(`${tag} of ${arity ?? 'one or more'} terms`, terms, 'Use the expression functions.')
  return { tag, terms, length, values: [] }
}

const resultOf = ({ tag, values }: Open): Value => {
  if ((tag === 'DivideFloor' || tag === 'DivideCeil') && values[1] === 0) return dividedByZero
  const result = operations[tag].of(values)
  return Number.isSafeInteger(result) ? result : notInteger(result)
}

const notPositive = (value: number, expression: unknown): Refusal => ({
  refuse: (path) =>
    fault('InvalidSize', path, {
      expected: 'a positive integer',
      given:
        typeof expression === 'number' ? show(value) : `an expression that is ${show(value)} for this layer`,
      hint: 'Sizes, offsets and clusters are 1 or more; max(1, …) keeps an expression positive.',
    }),
})

/** A size, an offset or a cluster size: a positive integer, or why it is none. */
export const evaluateExpression = (expression: unknown, scope: Scope): number | Refusal => {
  const value = typeof expression === 'number' ? expression : numberOf(expression, scope)
  return isRefusal(value) || isPositiveInteger(value) ? value : notPositive(value, expression)
}
