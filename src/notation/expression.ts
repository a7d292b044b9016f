/** Size expressions: which tokens belong to one, and what they say. */
import { parseFormula } from './arithmetic'
import { isOperand, mostTokens, passTokens, type ReadExpression } from './expression-tokens'
import { readPlainSum } from './plain-sum'
import { given, isMark, peek, type Reader, report, short, unexpected } from './reader'
import type { Token } from './scan'
import { type Walk, walkNode } from './walk-formula'

/** The most parentheses or signs around a part of an expression. */
const deepest = 50

const decimal = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** The digits that a number begins with say more than 0. */
const isWritten = (text: string): boolean => /[1-9]/.test(text.split(/e/i, 1)[0] ?? '')

/**
 * Numbers as written: whole ones that a double cannot hold, and numbers beyond it or below its least, are refused, not
 * rounded.
 */
const isSound = (text: string): boolean => {
  if (!decimal.test(text)) return false
  const value = Number(text)
  if (!Number.isFinite(value) || (value === 0 && isWritten(text))) return false
  return !/^\d+$/.test(text) || Number.isSafeInteger(value) || String(value) === text
}

/** What a size with a unit is in bytes, in powers of 1000 and of 1024. */
const inBytes = (text: string): string | undefined => {
  const [, digits, prefix, binary] = /^(\d+(?:\.\d+)?)([kmg])(i?)b$/i.exec(text) ?? []
  if (digits === undefined || prefix === undefined) return undefined
  const power = ['k', 'm', 'g'].indexOf(prefix.toLowerCase()) + 1
  const [decimals, binaries] = [1000, 1024].map((base) => Math.round(Number(digits) * base ** power))
  return binary === '' ? `Write bytes: ${decimals} or ${binaries}.` : `Write bytes: ${binaries}.`
}

const reportNumber = (reader: Reader, token: Token): void => {
  const readable = decimal.test(token.text)
  const shown = short(token.text)
  report(reader, 'InvalidNumber', token, {
    expected: readable ? 'a number that a double holds exactly' : 'a number such as 64 or 0.5',
    given: shown,
    hint: readable
      ? 'Use a whole number up to 2^53 − 1, or write it as 1e30.'
      : (inBytes(token.text) ?? 'Write the number in decimal digits.'),
    message: readable ? `${shown} cannot be kept exactly.` : `${shown} is not a number.`,
  })
}

/** The formula as mathjs gets it: every name is n, so that none of its own words gets in the way. */
const formulaOf = (tokens: readonly Token[]) => {
  const starts: number[] = []
  let formula = ''
  for (const token of tokens) {
    starts.push(formula.length)
    formula += `${token.kind === 'word' ? 'n' : token.text} `
  }
  return { formula, starts }
}

const tooComplex = (reader: Reader, span: { start: number; end: number }, length: number): undefined => {
  report(reader, 'TooComplex', span, {
    expected: `an expression of at most ${mostTokens} parts, in at most ${deepest} parentheses or signs`,
    given: length > mostTokens ? `${length} parts` : 'more parentheses or signs',
    hint: 'Compute part of it beforehand, or name part of it as a Constant.',
  })
  return undefined
}

const reportUnreadable = (
  reader: Reader,
  tokens: readonly Token[],
  end: number,
  token?: Token,
): undefined => {
  const last = tokens[tokens.length - 1]!
  if (token !== undefined && token.end < end)
    report(reader, 'Syntax', token, {
      expected: 'an expression such as 8 + Sz(S) - 1',
      given: given(token),
      hint: 'Check the parentheses and operators around it.',
      message: `${given(token)} is not allowed here.`,
    })
  else
    report(reader, 'Syntax', last, {
      expected: 'the rest of the expression',
      given: 'its end',
      hint: 'Add the operand or the ) that is missing.',
      message: `The expression ends too early, after ${given(last)}.`,
    })
  return undefined
}

/** What tokens say; undefined if they say nothing, which has then been reported. */
const expressionOf = (
  reader: Reader,
  tokens: readonly Token[],
  depth: number,
): ReadExpression | undefined => {
  const first = tokens[0]!
  const last = tokens[tokens.length - 1]!
  const span = { start: first.start, end: last.end }
  if (tokens.length > mostTokens || depth > deepest) return tooComplex(reader, span, tokens.length)
  const unsound = tokens.find(({ kind, text }) => kind === 'number' && !isSound(text))
  if (unsound !== undefined) {
    reportNumber(reader, unsound)
    return undefined
  }
  const { formula, starts } = formulaOf(tokens)
  const tree = parseFormula(formula)
  if ('at' in tree) {
    const { at } = tree
    if (at === null) return tooComplex(reader, span, tokens.length)
    return reportUnreadable(
      reader,
      tokens,
      last.end,
      tokens.find((_, i) => (starts[i + 1] ?? Infinity) > at),
    )
  }
  const walk: Walk = { reader, operands: tokens.filter(isOperand), parameters: [], size: undefined, next: 0 }
  const expression = walkNode(tree, walk)
  return expression === undefined
    ? undefined
    : { expression, ...span, parameters: walk.parameters, size: walk.size }
}

/** Two parts of an expression stand beside each other; the second is at the token. */
export const reportMissingOperator = (reader: Reader, token: Token): void =>
  report(reader, 'Syntax', token, {
    expected: 'an operator',
    given: given(token),
    hint: 'Write a * b.',
    message: `Before ${given(token)} an operator is missing.`,
  })

/** What should stand here, for the message if nothing that can be read does. */
export type Wanted = { readonly what: string; readonly hint: string }

/** Any expression, read by way of its formula. */
const readFormula = (reader: Reader, { what, hint }: Wanted): ReadExpression | undefined => {
  const before = reader.tokens[reader.at]!
  const { tokens, deepest: depth } = passTokens(reader)
  if (tokens.length === 0) {
    unexpected(reader, before, what, hint)
    return undefined
  }
  const read = expressionOf(reader, tokens, depth)
  // Nothing that may follow an expression starts with a parenthesis.
  if (read === undefined || !isMark(peek(reader), '(')) return read
  reportMissingOperator(reader, peek(reader))
  return undefined
}

/**
 * Reads an expression; undefined if there is none, or none that can be read, which has then been reported. What is wanted is
 * asked for then only: to word it takes longer than to read a number.
 */
export const readExpression = (reader: Reader, wanted: () => Wanted): ReadExpression | undefined =>
  readPlainSum(reader) ?? readFormula(reader, wanted())
