/** Facts about every tensor of a graph: from its inputs on, node by node; where no rule helps, what the file says. */
import { type Either, isRight, left } from 'fp-ts/Either'
import type { Dimension, Graph, Node, ValueInfo } from './format/model'
import { random } from './operators'
import type { CheckedOptions } from './options'
import type { Call, Fact } from './shape/call'
import { shapeRuleOf } from './shape/rules'
import { elementsOf, isShape, quoted, type Shape, showShape } from './shape/shape'
import { valuesOf } from './shape/values'

/** A node with what is known about its inputs and outputs. */
export type Known = {
  readonly call: Call
  readonly label: string
  readonly outputs: readonly Fact[]
}

export const defaultDomains: readonly string[] = ['', 'ai.onnx']

/** A node by its name, or by what it makes. */
export const labelOf = ({ name, outputs, op }: Node, at: number): string =>
  name || outputs.find((output) => output !== '') || `${op}_${at}`

export const hasSubgraph = ({ attributes }: Node): boolean => attributes.some(({ isGraph }) => isGraph)

const unknown = (why: string, constant = false): Fact => ({ _tag: 'Unknown', why, constant })

/** A dimension's extent, where the file or the options have it. */
export const extentOf = (dimension: Dimension, { dimensions }: CheckedOptions): number | undefined =>
  typeof dimension === 'string' ? dimensions.get(dimension) : dimension

const statedShape = ({ dims }: ValueInfo, options: CheckedOptions): Shape | undefined => {
  const shape = dims?.map((dimension) => extentOf(dimension, options))
  return shape?.every((extent) => extent !== undefined) && isShape(shape) ? shape : undefined
}

/** What the options or else the file say about tensors that no rule reaches. */
const statedShapes = (graph: Graph, options: CheckedOptions): ReadonlyMap<string, Shape> => {
  const shapes = new Map<string, Shape>()
  for (const info of [...graph.known, ...graph.inputs]) {
    const shape = statedShape(info, options)
    if (shape !== undefined) shapes.set(info.name, shape)
  }
  return shapes
}

/** Nothing but the model itself decides what a constant node makes; `Shape` needs no data either. */
const isConstant = ({ node, inputs }: Call): boolean => {
  if (hasSubgraph(node) || random.has(node.op)) return false
  if (node.op === 'Constant') return true
  const there = inputs.filter((fact) => fact !== undefined)
  if (node.op === 'Shape' || node.op === 'Size') return there.every(({ _tag }) => _tag === 'Known')
  return there.length > 0 && there.every(({ constant }) => constant)
}

const inferredShapes = (call: Call): Either<string, readonly Shape[]> => {
  const { op, domain } = call.node
  const rule = defaultDomains.includes(domain) ? shapeRuleOf(op) : undefined
  return rule === undefined
    ? left('What it makes is not known without running it; give its shape in the option `shapes`.')
    : rule(call)
}

/** The reason as an unknown input has it, or as this node itself gives it. */
const reasonFor = (output: string, reason: string, { inputs, node }: Call, label: string): string =>
  inputs.some((fact) => fact?._tag === 'Unknown' && fact.why === reason)
    ? reason
    : `The shape of ${quoted(output)} is not known. ${node.op} ${quoted(label)}: ${reason}`

/** What is known about the outputs of one node. */
const outputsOf = (
  call: Call,
  label: string,
  stated: ReadonlyMap<string, Shape>,
  { shapes: given }: CheckedOptions,
): readonly Fact[] => {
  const { node } = call
  const inferred = inferredShapes(call)
  const shapes = isRight(inferred) ? inferred.right : []
  const values = valuesOf(call, shapes)
  const constant = isConstant(call)
  return node.outputs.map((output, at): Fact => {
    const own = shapes[at]
    const shape = given.get(output) ?? (own !== undefined && isShape(own) ? own : stated.get(output))
    if (shape !== undefined) {
      const known = values[at]?.data.length === elementsOf(shape) ? values[at] : undefined
      return { _tag: 'Known', shape, values: known, constant }
    }
    const reason = isRight(inferred)
      ? own === undefined
        ? 'Only its first outputs are followed.'
        : `It would be ${showShape(own)}, which is no shape.`
      : inferred.left
    return unknown(reasonFor(output, reason, call, label), constant)
  })
}

const givenFacts = (graph: Graph, stated: ReadonlyMap<string, Shape>, { shapes }: CheckedOptions) => {
  const facts = new Map<string, Fact>()
  for (const { name } of graph.inputs) {
    const shape = shapes.get(name) ?? stated.get(name)
    facts.set(
      name,
      shape === undefined
        ? unknown(`The input ${quoted(name)} is no tensor.`)
        : { _tag: 'Known', shape, values: undefined, constant: false },
    )
  }
  for (const { name, dims, values } of graph.initializers)
    facts.set(
      name,
      isShape(dims)
        ? { _tag: 'Known', shape: dims, values, constant: true }
        : unknown(`The extents ${showShape(dims)} of ${quoted(name)} are no shape.`, true),
    )
  return facts
}

/** All nodes of a graph that is in order, with what is known about their inputs and outputs. */
export const infer = (graph: Graph, options: CheckedOptions): readonly Known[] => {
  const stated = statedShapes(graph, options)
  const facts = givenFacts(graph, stated, options)
  return graph.nodes.map((node, at) => {
    const label = labelOf(node, at)
    const call = { node, inputs: node.inputs.map((name) => (name === '' ? undefined : facts.get(name))) }
    const outputs = outputsOf(call, label, stated, options)
    node.outputs.forEach((name, i) => {
      if (name !== '') facts.set(name, outputs[i]!)
    })
    return { call, label, outputs }
  })
}
