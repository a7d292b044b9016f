/** Which tokens belong to an expression. */
import type { Expression } from '../dataflow/expression'
import type { Reader } from './reader'
import type { Token } from './scan'

/** An expression, where it stands, and the names in it with their places. */
export type ReadExpression = {
  readonly expression: Expression
  readonly start: number
  readonly end: number
  readonly parameters: readonly Token[]
  /** The first name within Sz(), if there is one. */
  readonly size: Token | undefined
}

/** The most tokens of an expression. */
export const mostTokens = 6000

const operators: readonly string[] = ['+', '-', '*', '/']

export const isOperand = ({ kind }: Token): boolean => kind === 'number' || kind === 'word'

type Extent = { depth: number; signs: number; deepest: number; wantsOperand: boolean }

/** Whether a token goes on with the expression; `before` is the token before it. */
const goesOn = (token: Token, before: Token | undefined, extent: Extent): boolean => {
  const nested = extent.depth > 0
  if (isOperand(token)) return nested || extent.wantsOperand
  if (token.kind !== 'mark') return false
  if (token.text === '(') return nested || extent.wantsOperand || before?.kind === 'word'
  if (token.text === ')' || token.text === ',') return nested
  return operators.includes(token.text)
}

const take = (token: Token, extent: Extent): void => {
  const { text } = token
  const sign = extent.wantsOperand && (text === '+' || text === '-')
  extent.signs = sign ? extent.signs + 1 : 0
  if (text === '(') extent.depth += 1
  if (text === ')') extent.depth -= 1
  extent.deepest = Math.max(extent.deepest, extent.depth + extent.signs)
  extent.wantsOperand = !isOperand(token) && text !== ')'
}

/**
 * Passes the tokens of one expression. It ends where its parentheses are closed and an operand is followed by something
 * other than an operator, so that `64 R` are two entries even without a comma.
 */
export const passTokens = (
  reader: Reader,
): { readonly tokens: readonly Token[]; readonly deepest: number } => {
  const first = reader.at
  const extent: Extent = { depth: 0, signs: 0, deepest: 0, wantsOperand: true }
  for (;;) {
    const token = reader.tokens[reader.at]
    if (token === undefined || !goesOn(token, reader.tokens[reader.at - 1], extent)) break
    take(token, extent)
    reader.at += 1
  }
  return { tokens: reader.tokens.slice(first, reader.at), deepest: extent.deepest }
}
