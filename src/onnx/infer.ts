/** Facts about the tensors that a node makes; where no rule helps, what the file says. */
import { type Either, isRight, left } from 'fp-ts/Either'
import type { Dimension, Graph, Node, ValueInfo } from './format/model'
import { movement, random, roundingIsOpen } from './operators'
import type { CheckedOptions } from './options'
import type { Call, Fact } from './shape/call'
import { shapeRuleOf } from './shape/rules'
import { elementsOf, isShape, quoted, type Shape, showShape } from './shape/shape'
import { type ValueAllowance, valuesOf } from './shape/values'
import { workRuleOf } from './work/rules'

/** A node with what is known about its inputs and outputs. */
export type Known = {
  readonly call: Call
  readonly label: string
  readonly outputs: readonly Fact[]
}

/** A node by its name, or by what it makes. */
export const labelOf = ({ name, outputs, op }: Node, at: number): string =>
  name || outputs.find((output) => output !== '') || `${op}_${at}`

export const unknown = (why: string, constant = false): Fact => ({ _tag: 'Unknown', why, constant })

/** A dimension's extent, where the file or the options have it. */
export const extentOf = (dimension: Dimension, { dimensions }: CheckedOptions): number | undefined =>
  typeof dimension === 'string' ? dimensions.get(dimension) : dimension

const statedShape = ({ dims }: ValueInfo, options: CheckedOptions): Shape | undefined => {
  const shape = dims?.map((dimension) => extentOf(dimension, options))
  return shape?.every((extent) => extent !== undefined) && isShape(shape) ? shape : undefined
}

/** What the file says about tensors of a graph. */
export const statedShapes = (graph: Graph, options: CheckedOptions): ReadonlyMap<string, Shape> => {
  const shapes = new Map<string, Shape>()
  for (const info of [...graph.known, ...graph.inputs]) {
    const shape = statedShape(info, options)
    if (shape !== undefined) shapes.set(info.name, shape)
  }
  return shapes
}

/** Operators of which it is known what they do: those of other domains may do anything. */
const isKnownOperator = (op: string): boolean =>
  !op.includes(':') || movement.has(op) || workRuleOf(op) !== undefined

/** Nothing but the model itself decides what a constant node makes; `Shape` needs no data either. */
const isConstant = ({ node, op, inputs }: Call): boolean => {
  if (node.attributes.some(({ isGraph }) => isGraph) || random.has(op) || !isKnownOperator(op)) return false
  if (op === 'Constant') return true
  const there = inputs.filter((fact) => fact !== undefined)
  if (op === 'Shape' || op === 'Size') return there.every(({ _tag }) => _tag === 'Known')
  return there.length > 0 && there.every(({ constant }) => constant)
}

const inferredShapes = (call: Call): Either<string, readonly Shape[]> => {
  const rule = shapeRuleOf(call.op)
  return rule === undefined
    ? left('The shape of its output is not known without running it; give it in the option `shapes`.')
    : rule(call)
}

/** The reason as an unknown input has it, or as this node itself gives it. */
const reasonFor = (output: string, reason: string, { inputs, node }: Call, label: string): string =>
  inputs.some((fact) => fact?._tag === 'Unknown' && fact.why === reason)
    ? reason
    : `The shape of ${quoted(output)} is not known. ${node.op} ${quoted(label)}: ${reason}`

/** Where the specification leaves the rounding open, what the file says may be one off. */
const isRoundedOtherwise = (op: string, own: Shape, stated: Shape | undefined): stated is Shape =>
  roundingIsOpen.has(op) &&
  stated?.length === own.length &&
  stated.every((extent, axis) => Math.abs(extent - own[axis]!) <= 1)

const shapeOf = (
  op: string,
  own: Shape | undefined,
  stated: Shape | undefined,
  given: Shape | undefined,
): Shape | undefined => {
  if (given !== undefined) return given
  if (own === undefined || !isShape(own)) return stated
  return isRoundedOtherwise(op, own, stated) ? stated : own
}

/** What is known about the outputs of one node. */
export const outputsOf = (
  call: Call,
  label: string,
  stated: ReadonlyMap<string, Shape>,
  { shapes: given }: CheckedOptions,
  allowance: ValueAllowance,
): readonly Fact[] => {
  const inferred = inferredShapes(call)
  const shapes = isRight(inferred) ? inferred.right : []
  const values = valuesOf(call, shapes, allowance)
  const constant = isConstant(call)
  return call.node.outputs.map((output, at): Fact => {
    const own = shapes[at]
    const shape = shapeOf(call.op, own, stated.get(output), given.get(output))
    if (shape !== undefined) {
      const known = values[at]?.data.length === elementsOf(shape) ? values[at] : undefined
      return { _tag: 'Known', shape, values: known, constant }
    }
    const reason = isRight(inferred)
      ? own === undefined
        ? 'Only its first outputs are followed.'
        : `It would be ${showShape(own)}, which is not a shape.`
      : inferred.left
    return unknown(reasonFor(output, reason, call, label), constant)
  })
}

/** What is known about the inputs of the whole model. */
export const inputFacts = (
  graph: Graph,
  stated: ReadonlyMap<string, Shape>,
  { shapes }: CheckedOptions,
): ReadonlyMap<string, Fact> => {
  const facts = new Map<string, Fact>()
  for (const { name } of graph.inputs) {
    const shape = shapes.get(name) ?? stated.get(name)
    facts.set(
      name,
      shape === undefined
        ? unknown(`The input ${quoted(name)} is not a tensor.`)
        : { _tag: 'Known', shape, values: undefined, constant: false },
    )
  }
  return facts
}

/** What is known about the constants that a graph holds. */
export const initializerFacts = ({ initializers }: Graph): ReadonlyMap<string, Fact> =>
  new Map(
    initializers.map(({ name, dims, values }) => [
      name,
      isShape(dims)
        ? { _tag: 'Known', shape: dims, values, constant: true }
        : unknown(`The extents ${showShape(dims)} of ${quoted(name)} are not a shape.`, true),
    ]),
  )
