/**
 * From bytes to a {@link Graph}: the field numbers of the ONNX specification (onnx.proto), and nothing else of it.
 * No message is read deeper than the shapes of this graph, so that nesting cannot exhaust the stack.
 */
import { type Either, tryCatch } from 'fp-ts/Either'
import type { Attribute, Dimension, Graph, Node, ValueInfo } from './model'
import { readSparseTensor, readTensor } from './read-tensor'
import {
  chunkOf,
  chunksOf,
  type Fields,
  floatOf,
  floatsOf,
  intOf,
  intsOf,
  readFields,
  textOf,
  textsOf,
} from './wire'

const modelField = { graph: 7 } as const
const graphField = { node: 1, initializer: 5, input: 11, output: 12, valueInfo: 13, sparse: 15 } as const
const nodeField = { input: 1, output: 2, name: 3, op: 4, attribute: 5, domain: 7 } as const
const attributeField = {
  name: 1,
  float: 2,
  int: 3,
  text: 4,
  tensor: 5,
  graph: 6,
  floats: 7,
  ints: 8,
  texts: 9,
  graphs: 11,
} as const

const read = (bytes: Uint8Array, fields: Readonly<Record<string, number>>): Fields =>
  readFields(bytes, Object.values(fields))

const readAttribute = (bytes: Uint8Array): Attribute => {
  const fields = read(bytes, attributeField)
  const tensor = chunkOf(fields, attributeField.tensor)
  const text = chunkOf(fields, attributeField.text)
  return {
    name: textOf(fields, attributeField.name),
    int: intOf(fields, attributeField.int),
    float: floatOf(fields, attributeField.float),
    text: text === undefined ? undefined : textOf(fields, attributeField.text),
    ints: intsOf(fields, attributeField.ints),
    floats: floatsOf(fields, attributeField.floats),
    texts: textsOf(fields, attributeField.texts),
    tensor: tensor === undefined ? undefined : readTensor(tensor),
    isGraph:
      chunkOf(fields, attributeField.graph) !== undefined ||
      chunkOf(fields, attributeField.graphs) !== undefined,
  }
}

const readNode = (bytes: Uint8Array): Node => {
  const fields = read(bytes, nodeField)
  return {
    name: textOf(fields, nodeField.name),
    op: textOf(fields, nodeField.op),
    domain: textOf(fields, nodeField.domain),
    inputs: textsOf(fields, nodeField.input),
    outputs: textsOf(fields, nodeField.output),
    attributes: chunksOf(fields, nodeField.attribute).map(readAttribute),
  }
}

/** TensorShapeProto.Dimension: `dim_value` 1, `dim_param` 2. */
const readDimension = (bytes: Uint8Array): Dimension => {
  const fields = readFields(bytes, [1, 2])
  const value = intOf(fields, 1)
  if (value !== undefined) return value
  const name = textOf(fields, 2)
  return name === '' ? undefined : name
}

/** ValueInfoProto: `name` 1, `type` 2; TypeProto: `tensor_type` 1; of that `shape` 2; of that `dim` 1. */
const readValueInfo = (bytes: Uint8Array): ValueInfo => {
  const fields = readFields(bytes, [1, 2])
  const type = chunkOf(fields, 2)
  const tensor = type === undefined ? undefined : chunkOf(readFields(type, [1]), 1)
  const shape = tensor === undefined ? undefined : chunkOf(readFields(tensor, [2]), 2)
  return {
    name: textOf(fields, 1),
    isTensor: type === undefined || tensor !== undefined,
    dims: shape === undefined ? undefined : chunksOf(readFields(shape, [1]), 1).map(readDimension),
  }
}

const readGraph = (bytes: Uint8Array): Graph => {
  const fields = read(bytes, graphField)
  return {
    nodes: chunksOf(fields, graphField.node).map(readNode),
    initializers: [
      ...chunksOf(fields, graphField.initializer).map(readTensor),
      ...chunksOf(fields, graphField.sparse).map(readSparseTensor),
    ],
    inputs: chunksOf(fields, graphField.input).map(readValueInfo),
    known: [
      ...chunksOf(fields, graphField.valueInfo).map(readValueInfo),
      ...chunksOf(fields, graphField.output).map(readValueInfo),
    ],
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unreadable bytes')

/** The graph of a model, undefined if the model has none; Left says what is wrong with the bytes. */
export const readModel = (bytes: Uint8Array): Either<string, Graph | undefined> =>
  tryCatch(() => {
    const graph = chunkOf(read(bytes, modelField), modelField.graph)
    return graph === undefined ? undefined : readGraph(graph)
  }, reasonOf)
