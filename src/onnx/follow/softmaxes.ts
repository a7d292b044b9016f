/** Which products stand before a softmax, whose scores they make, and which after it, whose weights they take. */
import type { Graph, Node } from '../format/model'
import { operatorOf } from '../operators'

/** Operators between a product and a softmax that scale, mask, cap or convert scores. */
const passing: ReadonlySet<string> = /* @__PURE__ */ new Set(
  'Add Cast CastLike Clip Div Dropout Identity Mul Sub Tanh Where'.split(' '),
)
/** Those that stand between a softmax and the product with values. */
const keeping: ReadonlySet<string> = /* @__PURE__ */ new Set(
  'Cast CastLike Dropout Identity Mul Where'.split(' '),
)
const products: ReadonlySet<string> = /* @__PURE__ */ new Set(
  'Einsum MatMul com.microsoft:FusedMatMul com.microsoft:TransposeMatMul'.split(' '),
)

export type Attending = ReadonlyMap<Node, 'scores' | 'context'>

/** Nodes stand in an order in which each reads what those before it made: one pass in each direction finds all. */
export const attending = ({ nodes }: Graph): Attending => {
  const found = new Map<Node, 'scores' | 'context'>()
  const scores = new Set<string>()
  const weights = new Set<string>()
  for (const node of nodes) {
    const op = operatorOf(node)
    const [first = '', ...others] = node.inputs
    if (products.has(op) && weights.has(first)) found.set(node, 'context')
    const carries = keeping.has(op) && [first, ...others].some((name) => weights.has(name))
    if (op === 'Softmax' || carries) for (const name of node.outputs) weights.add(name)
  }
  for (const node of [...nodes].reverse()) {
    const op = operatorOf(node)
    const isRead = node.outputs.some((name) => scores.has(name))
    if (products.has(op) && isRead && !found.has(node)) found.set(node, 'scores')
    if (op === 'Softmax' || (passing.has(op) && isRead)) for (const name of node.inputs) scores.add(name)
  }
  return found
}
