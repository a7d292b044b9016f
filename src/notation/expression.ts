/** Size expressions: which tokens belong to one, and what they say. */
import { type Expression, type Operation, sz } from '../dataflow/expression'
import { type Node, parseFormula } from './arithmetic'
import { isOperand, passTokens } from './expression-tokens'
import { given, type Reader, report, short, unexpected } from './reader'
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

/** An expression may have so many tokens, and so many parentheses or signs around a part. */
const mostTokens = 6000
const deepest = 50

const decimal = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** Numbers as written: whole ones that a double cannot hold, and numbers beyond it, are refused, not rounded. */
const isSound = (text: string): boolean => {
  if (!decimal.test(text)) return false
  const value = Number(text)
  if (!Number.isFinite(value)) return false
  return !/^\d+$/.test(text) || Number.isSafeInteger(value) || String(value) === text
}

const reportNumber = (reader: Reader, token: Token): void => {
  const readable = decimal.test(token.text)
  const shown = short(token.text)
  report(reader, 'InvalidNumber', token, {
    expected: readable ? 'a number that a double holds exactly' : 'a number such as 64 or 0.5',
    given: shown,
    hint: readable
      ? 'Use a whole number up to 2^53 − 1, or write it as 1e30.'
      : 'Write the number in decimal digits.',
    message: readable ? `${shown} cannot be kept exactly.` : `${shown} is no number.`,
  })
}

/** What is known while a tree is walked: its leaves are the operands of the text, in order. */
type Walk = {
  readonly reader: Reader
  readonly operands: readonly Token[]
  readonly parameters: Token[]
  size: Token | undefined
  next: number
}

const refuse = (walk: Walk, token: Token, message: string, hint: string): undefined => {
  report(walk.reader, 'Syntax', token, {
    expected: 'arithmetic on numbers, names and Sz(D)',
    given: given(token),
    hint,
    message,
  })
  return undefined
}

/** The operand that the walk is at, or the last one. */
const here = ({ operands, next }: Walk): Token => operands[Math.min(next, operands.length - 1)]!

const functions: Readonly<Record<string, Operation>> = { min: 'Min', max: 'Max', sum: 'Plus', prod: 'Times' }

const known = 'The functions are Sz(D), min(…), max(…), floor(a / b), ceil(a / b), sum(…) and prod(…).'

const walkAll = (nodes: readonly Node[], walk: Walk): readonly Expression[] | undefined => {
  const terms: Expression[] = []
  for (const node of nodes) {
    const term = walkNode(node, walk)
    if (term === undefined) return undefined
    terms.push(term)
  }
  return terms
}

const sizeOf = (name: Token, args: readonly Node[], walk: Walk): Expression | undefined => {
  const [argument] = args
  if (args.length !== 1 || argument?.type !== 'SymbolNode')
    return refuse(walk, name, 'Sz takes the name of one dimension.', 'Write, for instance, Sz(R).')
  const dimension = here(walk)
  walk.next += 1
  walk.size ??= dimension
  return sz(dimension.text)
}

const withoutParentheses = (node: Node): Node =>
  node.type === 'ParenthesisNode' ? withoutParentheses(node.content) : node

const quotientOf = (
  name: Token,
  args: readonly Node[],
  _tag: Operation,
  walk: Walk,
): Expression | undefined => {
  const [argument] = args.map(withoutParentheses)
  if (args.length !== 1 || argument?.type !== 'OperatorNode' || argument.fn !== 'divide')
    return refuse(walk, name, `${name.text} takes one quotient.`, `Write ${name.text}(a / b).`)
  const terms = walkAll(argument.args, walk)
  return terms && { _tag, terms }
}

const callOf = (fn: Node, args: readonly Node[], walk: Walk): Expression | undefined => {
  const name = here(walk)
  walk.next += 1
  if (fn.type !== 'SymbolNode' || name.kind !== 'word')
    return refuse(walk, name, 'Only a function can stand before parentheses.', known)
  const called = name.text.toLowerCase()
  if (called === 'sz') return sizeOf(name, args, walk)
  if (called === 'floor') return quotientOf(name, args, 'DivideFloor', walk)
  if (called === 'ceil') return quotientOf(name, args, 'DivideCeil', walk)
  const _tag = Object.hasOwn(functions, called) ? functions[called] : undefined
  if (_tag === undefined) return refuse(walk, name, `There is no function ${short(name.text)}.`, known)
  if (args.length === 0)
    return refuse(walk, name, `${name.text} takes at least one part.`, `Write ${name.text}(a, b).`)
  const terms = walkAll(args, walk)
  return terms && { _tag, terms }
}

type OperatorNode = Extract<Node, { readonly type: 'OperatorNode' }>
type Chain = { readonly first: Node; readonly rest: readonly OperatorNode[] }

/** Operators of one rank that stand beside each other without parentheses, from left to right. */
const chainOf = (node: OperatorNode, operators: readonly string[]): Chain => {
  const rest: OperatorNode[] = []
  let first: Node = node
  while (first.type === 'OperatorNode' && operators.includes(first.fn) && !first.implicit) {
    rest.push(first)
    first = first.args[0]!
  }
  return { first, rest: rest.reverse() }
}

/** `a + b + c` is one sum, `a + b − 1` the sum of a, b and −1, `a − 1` the difference of a and 1. */
const sumOf = ({ first, rest }: Chain, walk: Walk): Expression | undefined => {
  let sum = walkNode(first, walk)
  let terms: Expression[] | undefined
  for (const { fn, args } of rest) {
    const right = args[1]!
    const term: Expression | undefined = sum === undefined ? undefined : walkNode(right, walk)
    if (sum === undefined || term === undefined) return undefined
    const literal = right.type === 'ConstantNode' && typeof term === 'number' ? term : undefined
    if (terms !== undefined && fn === 'add') terms.push(term)
    else if (terms !== undefined && literal !== undefined) terms.push(0 - literal)
    else {
      terms = fn === 'add' ? [sum, term] : undefined
      sum = terms === undefined ? { _tag: 'Minus', terms: [sum, term] } : { _tag: 'Plus', terms }
    }
  }
  return sum
}

const productOf = ({ first, rest }: Chain, walk: Walk): Expression | undefined => {
  const terms = walkAll([first, ...rest.map(({ args }) => args[1]!)], walk)
  return terms && { _tag: 'Times', terms }
}

const negative = (argument: Node, walk: Walk): Expression | undefined => {
  const value = walkNode(argument, walk)
  if (value === undefined) return undefined
  return typeof value === 'number' ? 0 - value : { _tag: 'Times', terms: [-1, value] }
}

const operationOf = (node: OperatorNode, walk: Walk): Expression | undefined => {
  const place = here(walk)
  switch (node.implicit ? 'implicit' : node.fn) {
    case 'add':
    case 'subtract':
      return sumOf(chainOf(node, ['add', 'subtract']), walk)
    case 'multiply':
      return productOf(chainOf(node, ['multiply']), walk)
    case 'unaryMinus':
      return negative(node.args[0]!, walk)
    case 'unaryPlus':
      return walkNode(node.args[0]!, walk)
    case 'divide':
      return refuse(
        walk,
        place,
        'A quotient may not be whole, and sizes are.',
        'Write floor(a / b) or ceil(a / b).',
      )
    case 'implicit':
      return refuse(walk, place, 'Between two parts of an expression an operator is missing.', 'Write a * b.')
    default:
      return refuse(walk, place, 'This operation has no meaning here.', known)
  }
}

const leafOf = (walk: Walk): Expression => {
  const token = here(walk)
  walk.next += 1
  if (token.kind === 'number') return Number(token.text)
  walk.parameters.push(token)
  return { _tag: 'Param', name: token.text }
}

const walkNode = (node: Node, walk: Walk): Expression | undefined => {
  switch (node.type) {
    case 'ConstantNode':
    case 'SymbolNode':
      return leafOf(walk)
    case 'ParenthesisNode':
      return walkNode(node.content, walk)
    case 'FunctionNode':
      return callOf(node.fn, node.args, walk)
    case 'OperatorNode':
      return operationOf(node, walk)
    default:
      return refuse(walk, here(walk), 'This is no arithmetic on sizes.', known)
  }
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
      message: `${given(token)} cannot stand here.`,
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
  if (tokens.length === 1 && first.kind === 'number')
    return { expression: Number(first.text), ...span, parameters: [], size: undefined }
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

/** Reads an expression; undefined if there is none, or none that can be read, which has then been reported. */
export const readExpression = (reader: Reader, what: string, hint: string): ReadExpression | undefined => {
  const before = reader.tokens[reader.at]!
  const { tokens, deepest: depth } = passTokens(reader)
  if (tokens.length > 0) return expressionOf(reader, tokens, depth)
  unexpected(reader, before, what, hint)
  return undefined
}
