/** From mathjs's tree to an expression of this library; whatever else the tree holds is refused at its place. */
import { type ArithmeticOperation, type Expression, sz } from '../dataflow/expression'
import type { Node } from './arithmetic'
import { given, type Reader, report, short } from './reader'
import type { Token } from './scan'
import { joinTerm, sumFrom } from './sum'

/** What is known while a tree is walked: its leaves are the operands of the text, in order. */
export type Walk = {
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

const functions: Readonly<Record<string, ArithmeticOperation>> = {
  min: 'Min',
  max: 'Max',
  sum: 'Plus',
  prod: 'Times',
}

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
  _tag: ArithmeticOperation,
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
    return refuse(walk, name, 'Only a function is allowed before parentheses.', known)
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

const sumOf = ({ first, rest }: Chain, walk: Walk): Expression | undefined => {
  const start = walkNode(first, walk)
  if (start === undefined) return undefined
  const sum = sumFrom(start)
  for (const { fn, args } of rest) {
    const right = args[1]!
    const term = walkNode(right, walk)
    if (term === undefined) return undefined
    joinTerm(sum, fn === 'add', term, right.type === 'ConstantNode')
  }
  return sum.expression
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

/** The place is that of the part behind it. */
const missingOperator = ({ args }: OperatorNode, walk: Walk): undefined => {
  if (walkNode(args[0]!, walk) === undefined) return undefined
  const behind = here(walk)
  return refuse(walk, behind, `Before ${given(behind)} an operator is missing.`, 'Write a * b.')
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
      return missingOperator(node, walk)
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

export const walkNode = (node: Node, walk: Walk): Expression | undefined => {
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
      return refuse(walk, here(walk), 'This is not arithmetic on sizes.', known)
  }
}
