/** The structure of a formula, by mathjs: it only parses here, and nothing of it is ever evaluated. */

import { create, type FactoryFunctionMap, parseDependencies } from 'mathjs/number'
import { rethrowIfExhausted } from '../internal/exhausted'

/** What this library looks at in mathjs's tree; everything else it has is refused by its type. */
export type Node =
  | { readonly type: 'ConstantNode' | 'SymbolNode' }
  | { readonly type: 'ParenthesisNode'; readonly content: Node }
  | { readonly type: 'FunctionNode'; readonly fn: Node; readonly args: readonly Node[] }
  | {
      readonly type: 'OperatorNode'
      readonly fn: string
      readonly args: readonly Node[]
      readonly implicit: boolean
    }

type Parser = ReturnType<typeof parserOf>

// The declared type of the dependencies includes undefined; the package has them.
const parserOf = () => create({ parseDependencies: parseDependencies as FactoryFunctionMap })

/** Made for the first formula: making it takes longer than loading it, and most texts need none. */
let made: Parser | undefined

const parser = (): Parser => {
  made ??= parserOf()
  return made
}

/** Where a formula cannot be read: the number of its character, or null if it is too deep for the parser's stack. */
export type Unreadable = { readonly at: number | null }

const charOf = (thrown: unknown): number | null => {
  if (typeof thrown !== 'object' || thrown === null || !('char' in thrown)) return null
  return typeof thrown.char === 'number' ? thrown.char - 1 : null
}

export const parseFormula = (formula: string): Node | Unreadable => {
  const { parse } = parser()
  // mathjs says by throwing that it cannot read a formula.
  try {
    return parse(formula) as unknown as Node // its declarations leave open which nodes there are
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return { at: charOf(thrown) }
  }
}
