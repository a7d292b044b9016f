/**
 * A model from its inputs on, node by node: what each costs, and what is known about what it makes. Bodies are followed:
 * those of local functions, of the branch of an If that is taken, of Loop and Scan as often as they run.
 */
import { costOf } from '../cost/cost'
import { functionKey, type Graph, type LocalFunction, type Model, type Node } from '../format/model'
import { initializerFacts, inputFacts, labelOf, outputsOf, statedShapes, unknown } from '../infer'
import { operatorOf } from '../operators'
import type { CheckedOptions } from '../options'
import type { Call, Fact } from '../shape/call'
import { quoted, type Shape } from '../shape/shape'
import { mostWorkInAll } from '../shape/values'
import { branch } from './branch'
import {
  type Assumption,
  type Context,
  type Entry,
  type Followed,
  followed,
  known,
  mostNodes,
  type Progress,
  refusalOf,
  refused,
  type Scope,
  within,
} from './followed'
import { loop, scan } from './loop'
import { attending } from './softmaxes'

const lookUp = (scope: Scope | undefined, name: string): Fact | undefined => {
  for (let at = scope; at !== undefined; at = at.outer) if (at.facts.has(name)) return at.facts.get(name)
  return unknown(`No node makes ${quoted(name)} before it is read.`)
}

/** A node of a function's body with the attributes of the call in place of references to them. */
const resolved = (node: Node, { attributes }: Context): Node =>
  node.attributes.every(({ refersTo }) => refersTo === '')
    ? node
    : {
        ...node,
        attributes: node.attributes.flatMap((attribute) => {
          if (attribute.refersTo === '') return [attribute]
          const value = attributes.get(attribute.refersTo)
          return value === undefined ? [] : [{ ...value, name: attribute.name }]
        }),
      }

/** A node without a body. */
const single = (
  call: Call,
  label: string,
  stated: ReadonlyMap<string, Shape>,
  context: Context,
): Followed => {
  const outputs = outputsOf(call, label, stated, context.options, context.progress)
  const outcome = costOf({ call, label, outputs }, context.options.matrixProducts)
  const { op } = call.node
  return {
    entries: [{ node: label, op, outcome, times: 1 }],
    assumed:
      outcome._tag === 'Layers' && outcome.assumed !== undefined
        ? [{ node: label, op, reason: outcome.assumed }]
        : [],
    outputs,
  }
}

const hasShape = (fact: Fact | undefined, shape: Shape): boolean =>
  fact?._tag === 'Known' &&
  fact.shape.length === shape.length &&
  fact.shape.every((extent, axis) => extent === shape[axis])

/** All nodes of a graph whose inputs are in the scope. */
const walk = (graph: Graph, scope: Scope, context: Context): Followed => {
  context.progress.nodes -= graph.nodes.length
  const stated = statedShapes(graph, context.options)
  const roles = attending(graph)
  for (const [name, fact] of initializerFacts(graph)) scope.facts.set(name, fact)
  const entries: Entry[] = []
  const assumed: Assumption[] = []
  graph.nodes.forEach((given, at) => {
    const node = resolved(given, context)
    const label = `${context.prefix}${labelOf(node, at)}`
    const inputs = node.inputs.map((name) => (name === '' ? undefined : lookUp(scope, name)))
    const call = { node, op: operatorOf(node), inputs, attends: roles.get(given) }
    const made = step(call, label, stated, scope, context)
    for (const entry of made.entries) entries.push(entry)
    for (const assumption of made.assumed) assumed.push(assumption)
    node.outputs.forEach((name, i) => {
      const fact = made.outputs[i]
      const shape = context.options.shapes.get(name)
      // Of a node without a body, the shape that the options give is in its facts already.
      if (name !== '')
        scope.facts.set(name, shape === undefined || hasShape(fact, shape) ? fact : known(shape))
    })
  })
  const outputs = graph.outputs.map(
    (name) => lookUp(scope, name) ?? unknown(`The call leaves out ${quoted(name)}.`),
  )
  return { entries, assumed, outputs }
}

const step = (
  call: Call,
  label: string,
  stated: ReadonlyMap<string, Shape>,
  scope: Scope,
  context: Context,
): Followed => {
  const { op, domain, overload } = call.node
  const local = context.model.functions.get(functionKey(domain, op, overload))
  if (local !== undefined) return callFunction(call, label, local, context)
  switch (call.op) {
    case 'If':
      return branch(call, label, scope, context)
    case 'Loop':
      return loop(call, label, scope, context)
    case 'Scan':
      return scan(call, label, scope, context)
    default:
      return call.node.attributes.some(({ isGraph }) => isGraph)
        ? refused(call, label, `${op} runs a body that is not followed.`)
        : single(call, label, stated, context)
  }
}

const callFunction = (
  call: Call,
  label: string,
  { body, defaults }: LocalFunction,
  context: Context,
): Followed => {
  const refusal = refusalOf(body, context)
  if (refusal !== undefined) return refused(call, label, refusal)
  const facts = new Map(body.inputs.map(({ name }, at) => [name, call.inputs[at]] as const))
  const attributes = new Map(
    [...defaults, ...call.node.attributes].map((attribute) => [attribute.name, attribute] as const),
  )
  return followed(
    call,
    label,
    walk(body, { facts, outer: undefined }, { ...within(context, label), attributes }),
  )
}

/** The whole model; `facts` are those of the tensors of its graph. */
export const follow = (model: Model, options: CheckedOptions) => {
  const progress: Progress = { nodes: mostNodes, values: mostWorkInAll, branching: new Set() }
  const stated = statedShapes(model.graph, options)
  const facts = new Map<string, Fact | undefined>(inputFacts(model.graph, stated, options))
  const context: Context = { model, options, progress, attributes: new Map(), prefix: '', depth: 0, walk }
  const { entries, assumed } = walk(model.graph, { facts, outer: undefined }, context)
  return { entries, assumed, facts, branching: progress.branching }
}
