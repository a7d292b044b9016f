/**
 * From bytes to a {@link Model}: the field numbers of the ONNX specification (onnx.proto), and nothing else of it.
 * Bodies in bodies are read to a fixed depth, so that nesting cannot exhaust the stack.
 */
import { type Either, tryCatch } from 'fp-ts/Either'
import { rethrowIfExhausted } from '../../internal/exhausted'
import {
  type Attribute,
  type Dimension,
  functionKey,
  type Graph,
  type LocalFunction,
  type Model,
  type Node,
  type ValueInfo,
} from './model'
import { readSparseTensor, readTensor } from './read-tensor'
import {
  type Allowance,
  chunkOf,
  chunksOf,
  type Fields,
  floatOf,
  floatsOf,
  intOf,
  intsOf,
  mostParts,
  readFields,
  textOf,
  textsOf,
} from './wire'

/** Bodies of If, Loop and Scan within each other. */
const deepest = 16

const modelField = { graph: 7, function: 25 } as const
const graphField = { node: 1, initializer: 5, input: 11, output: 12, valueInfo: 13, sparse: 15 } as const
const functionField = {
  name: 1,
  input: 4,
  output: 5,
  node: 7,
  domain: 10,
  defaults: 11,
  valueInfo: 12,
  overload: 13,
} as const
const nodeField = { input: 1, output: 2, name: 3, op: 4, attribute: 5, domain: 7, overload: 8 } as const
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
  refersTo: 21,
} as const

/** The numbers that a kind of message is read for. */
const wanted = {
  model: Object.values(modelField),
  graph: Object.values(graphField),
  function: Object.values(functionField),
  node: Object.values(nodeField),
  attribute: Object.values(attributeField),
} as const

const read = (bytes: Uint8Array, kind: keyof typeof wanted, allowance: Allowance): Fields =>
  readFields(bytes, wanted[kind], allowance)

const readAttribute = (bytes: Uint8Array, allowance: Allowance, depth: number): Attribute => {
  const fields = read(bytes, 'attribute', allowance)
  const tensor = chunkOf(fields, attributeField.tensor)
  const text = chunkOf(fields, attributeField.text)
  const graph = chunkOf(fields, attributeField.graph)
  return {
    name: textOf(fields, attributeField.name),
    refersTo: textOf(fields, attributeField.refersTo),
    int: intOf(fields, attributeField.int),
    float: floatOf(fields, attributeField.float),
    text: text === undefined ? undefined : textOf(fields, attributeField.text),
    ints: intsOf(fields, attributeField.ints),
    floats: floatsOf(fields, attributeField.floats),
    texts: textsOf(fields, attributeField.texts),
    tensor: tensor === undefined ? undefined : readTensor(tensor, allowance),
    graph: graph === undefined || depth >= deepest ? undefined : readGraph(graph, allowance, depth + 1),
    isGraph: graph !== undefined || chunkOf(fields, attributeField.graphs) !== undefined,
  }
}

const readNode = (bytes: Uint8Array, allowance: Allowance, depth: number): Node => {
  const fields = read(bytes, 'node', allowance)
  return {
    name: textOf(fields, nodeField.name),
    op: textOf(fields, nodeField.op),
    domain: textOf(fields, nodeField.domain),
    overload: textOf(fields, nodeField.overload),
    inputs: textsOf(fields, nodeField.input),
    outputs: textsOf(fields, nodeField.output),
    attributes: chunksOf(fields, nodeField.attribute).map((each) => readAttribute(each, allowance, depth)),
  }
}

/** TensorShapeProto.Dimension: `dim_value` 1, `dim_param` 2. */
const readDimension = (bytes: Uint8Array, allowance: Allowance): Dimension => {
  const fields = readFields(bytes, [1, 2], allowance)
  const value = intOf(fields, 1)
  if (value !== undefined) return value
  const name = textOf(fields, 2)
  return name === '' ? undefined : name
}

/** ValueInfoProto: `name` 1, `type` 2; TypeProto: `tensor_type` 1; of that `shape` 2; of that `dim` 1. */
const readValueInfo = (bytes: Uint8Array, allowance: Allowance): ValueInfo => {
  const within = (chunk: Uint8Array, field: number) => readFields(chunk, [field], allowance)
  const fields = readFields(bytes, [1, 2], allowance)
  const type = chunkOf(fields, 2)
  const tensor = type === undefined ? undefined : chunkOf(within(type, 1), 1)
  const shape = tensor === undefined ? undefined : chunkOf(within(tensor, 2), 2)
  return {
    name: textOf(fields, 1),
    isTensor: type === undefined || tensor !== undefined,
    dims:
      shape === undefined
        ? undefined
        : chunksOf(within(shape, 1), 1).map((each) => readDimension(each, allowance)),
  }
}

const readGraph = (bytes: Uint8Array, allowance: Allowance, depth: number): Graph => {
  const fields = read(bytes, 'graph', allowance)
  const infos = (field: number) => chunksOf(fields, field).map((each) => readValueInfo(each, allowance))
  const outputs = infos(graphField.output)
  return {
    nodes: chunksOf(fields, graphField.node).map((each) => readNode(each, allowance, depth)),
    initializers: [
      ...chunksOf(fields, graphField.initializer).map((each) => readTensor(each, allowance)),
      ...chunksOf(fields, graphField.sparse).map((each) => readSparseTensor(each, allowance)),
    ],
    inputs: infos(graphField.input),
    outputs: outputs.map(({ name }) => name),
    known: [...infos(graphField.valueInfo), ...outputs],
  }
}

const named = (name: string): ValueInfo => ({ name, isTensor: true, dims: undefined })

const readFunction = (bytes: Uint8Array, allowance: Allowance): readonly [string, LocalFunction] => {
  const fields = read(bytes, 'function', allowance)
  const text = (field: number) => textOf(fields, field)
  const body: Graph = {
    nodes: chunksOf(fields, functionField.node).map((each) => readNode(each, allowance, 0)),
    initializers: [],
    inputs: textsOf(fields, functionField.input).map(named),
    outputs: textsOf(fields, functionField.output),
    known: chunksOf(fields, functionField.valueInfo).map((each) => readValueInfo(each, allowance)),
  }
  const defaults = chunksOf(fields, functionField.defaults).map((each) => readAttribute(each, allowance, 0))
  const key = functionKey(text(functionField.domain), text(functionField.name), text(functionField.overload))
  return [key, { body, defaults }]
}

const reasonOf = (error: unknown): string => {
  rethrowIfExhausted(error)
  return error instanceof Error ? error.message : 'unreadable bytes'
}

/** A model, undefined if it has no graph; Left says what is wrong with the bytes. */
export const readModel = (bytes: Uint8Array): Either<string, Model | undefined> =>
  tryCatch(() => {
    const allowance = { parts: mostParts }
    const fields = read(bytes, 'model', allowance)
    const graph = chunkOf(fields, modelField.graph)
    if (graph === undefined) return undefined
    return {
      graph: readGraph(graph, allowance, 0),
      functions: new Map(chunksOf(fields, modelField.function).map((each) => readFunction(each, allowance))),
    }
  }, reasonOf)
