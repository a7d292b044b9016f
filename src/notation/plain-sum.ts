/**
 * The sizes that nearly all texts have, read without a parser of formulas: a number, a name or Sz(D), and sums of them
 * such as `8 + Sz(S) - 1`. What they say is what the formula says.
 */
import { type Expression, sz } from '../dataflow/expression'
import { mostTokens, type ReadExpression } from './expression-tokens'
import { isMark, peek, type Reader } from './reader'
import type { Token } from './scan'
import { joinTerm, type Sum, sumFrom } from './sum'

/** What has been read, and how many tokens that took. */
type Plain = { sum: Sum | undefined; length: number; parameters: Token[]; size: Token | undefined }

/** Digits that a double holds whatever they are. */
const wholeNumber = /^\d{1,15}$/

/** Sz(D), whose four tokens start here; undefined if something else does. */
const sizeHere = (reader: Reader, plain: Plain): Expression | undefined => {
  const dimension = peek(reader, plain.length + 2)
  const isSize = peek(reader, plain.length).text.toLowerCase() === 'sz' && dimension.kind === 'word'
  if (!isSize || !isMark(peek(reader, plain.length + 3), ')')) return undefined
  plain.length += 4
  plain.size ??= dimension
  return sz(dimension.text)
}

/** The operand that starts here; undefined if there is none that is plain. */
const operandHere = (reader: Reader, plain: Plain): Expression | undefined => {
  const token = peek(reader, plain.length)
  if (token.kind === 'word' && isMark(peek(reader, plain.length + 1), '(')) return sizeHere(reader, plain)
  if (token.kind !== 'word' && !(token.kind === 'number' && wholeNumber.test(token.text))) return undefined
  plain.length += 1
  if (token.kind === 'number') return Number(token.text)
  plain.parameters.push(token)
  return { _tag: 'Param', name: token.text }
}

/** Another term joins with + or −. With another operator, or a parenthesis, it is no plain sum. */
const operatorHere = (token: Token): '+' | '-' | 'other' | 'end' => {
  if (token.kind !== 'mark') return 'end'
  if (token.text === '+' || token.text === '-') return token.text
  return token.text === '*' || token.text === '/' || token.text === '(' ? 'other' : 'end'
}

/** Reads a plain sum; undefined, with nothing read or reported, if the next expression is none. */
export const readPlainSum = (reader: Reader): ReadExpression | undefined => {
  const plain: Plain = { sum: undefined, length: 0, parameters: [], size: undefined }
  for (let operator: '+' | '-' = '+'; ; ) {
    const operand = operandHere(reader, plain)
    if (operand === undefined || plain.length > mostTokens) return undefined
    if (plain.sum === undefined) plain.sum = sumFrom(operand)
    else joinTerm(plain.sum, operator === '+', operand, true)
    const behind = operatorHere(peek(reader, plain.length))
    if (behind === 'other') return undefined
    if (behind === 'end') break
    operator = behind
    plain.length += 1
  }
  const { start } = peek(reader)
  const { end } = peek(reader, plain.length - 1)
  reader.at += plain.length
  return { expression: plain.sum.expression, start, end, parameters: plain.parameters, size: plain.size }
}
