/** Constants: names for numbers, which become parameters of the dataflows that use them. */
import { evaluateExpression } from '../dataflow/evaluate-expression'
import { didYouMean } from '../error/nearest'
import type { Place } from '../error/place'
import { readExpression } from './expression'
import type { ReadExpression } from './expression-tokens'
import {
  next,
  peek,
  placeOf,
  type Reader,
  report,
  short,
  skipAssignment,
  skipStatement,
  unexpected,
} from './reader'
import type { Token } from './scan'

export type Constant = { readonly value: number; readonly place: Place }

/** The constants declared so far: those of a dataflow, and around them those of the file. */
export type Constants = { readonly own: Map<string, Constant>; readonly outer: Constants | undefined }

export const constantsWithin = (outer: Constants | undefined): Constants => ({ own: new Map(), outer })

export const constantOf = (constants: Constants | undefined, name: string): Constant | undefined =>
  constants === undefined ? undefined : (constants.own.get(name) ?? constantOf(constants.outer, name))

const hint = 'Write, for instance, Constant KTile 64.'

/** Names to suggest: those declared last, here or around here. */
const lastNames = (constants: Constants | undefined): readonly string[] =>
  constants === undefined
    ? []
    : [...lastNames(constants.outer), ...[...constants.own.keys()].slice(-100)].slice(-100)

const reportUnbound = (reader: Reader, name: Token, constants: Constants): void =>
  report(reader, 'UnboundParameter', name, {
    expected: 'a Constant that is declared before',
    given: short(name.text),
    hint: `${didYouMean(name.text, lastNames(constants))}Declare it first: Constant ${short(name.text)} 64.`,
    message: `There is no Constant ${short(name.text)} yet.`,
  })

const reportSize = (reader: Reader, name: Token): void =>
  report(reader, 'Syntax', name, {
    expected: 'a number or a Constant',
    given: `Sz(${short(name.text)})`,
    hint: 'Write the number; Sz has its place in a Dataflow.',
  })

/** The value of arithmetic on constants: as a size, it is a positive integer. */
const computed = (reader: Reader, read: ReadExpression, constants: Constants): number | undefined => {
  const parameters = new Map<string, number>()
  for (const { text } of read.parameters) parameters.set(text, constantOf(constants, text)?.value ?? 1)
  const scope = { names: new Map(), extents: [], parameters }
  const value = evaluateExpression(read.expression, scope)
  if (typeof value === 'number') return value
  const error = value.refuse('The value')
  const [expected, given, message] = [error.expected, error.given, error.message].map((text) =>
    text.replace(' for this layer', ''),
  ) as [string, string, string] // as many as go in
  report(reader, 'InvalidNumber', read, {
    expected,
    given,
    message,
    hint: 'Correct the expression, or write the number.',
  })
  return undefined
}

/** The number that an expression is where no layer is known; undefined if it is none, which has then been reported. */
export const numberOf = (reader: Reader, read: ReadExpression, constants: Constants): number | undefined => {
  const { expression, parameters, size } = read
  if (typeof expression === 'number') return expression
  const unbound = parameters.find(({ text }) => constantOf(constants, text) === undefined)
  if (size !== undefined) reportSize(reader, size)
  else if (unbound !== undefined) reportUnbound(reader, unbound, constants)
  else if (expression._tag === 'Param') return constantOf(constants, expression.name)?.value
  else return computed(reader, read, constants)
  return undefined
}

const reportRepeated = (reader: Reader, name: Token, first: Constant, value: number): void => {
  const given = `${first.value} in line ${first.place.line} and ${value} here`
  report(reader, 'RepeatedEntry', name, {
    expected: `one value of ${short(name.text)}`,
    given,
    hint: 'Remove one of the two, or rename it.',
    message: `The Constant ${short(name.text)} is declared twice: ${given}.`,
  })
}

/** Reads a declaration; the reader stands behind its keyword. */
export const readConstant = (reader: Reader, constants: Constants): void => {
  const name = peek(reader)
  if (name.kind !== 'word') {
    unexpected(reader, name, 'the name of a constant', hint)
    skipStatement(reader)
    return
  }
  next(reader)
  skipAssignment(reader)
  const read = readExpression(reader, () => ({ what: `the value of ${short(name.text)}`, hint }))
  if (read === undefined) skipStatement(reader)
  const value = read === undefined ? undefined : numberOf(reader, read, constants)
  const first = constants.own.get(name.text)
  if (first !== undefined && value !== undefined && first.value !== value)
    reportRepeated(reader, name, first, value)
  // A faulty constant counts as declared, so that one fault is not reported at every use as well.
  constants.own.set(name.text, { value: value ?? 1, place: placeOf(reader, name) })
}
