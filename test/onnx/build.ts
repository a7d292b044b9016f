/** Builds the bytes of ONNX models, with the same field numbers of the specification but the other way round. */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

export type Attributes = {
  readonly [name: string]: number | string | readonly number[] | TensorOf | GraphMark | Floats | Reference
}
/** In the body of a function: the attribute of the call that has this name. */
export type Reference = { readonly refersTo: string }
export type TensorOf = { readonly tensor: Tensor }
export type Floats = { readonly floats: readonly number[] }
export type GraphMark = { readonly graph: Uint8Array }
export type Tensor = {
  readonly name?: string
  readonly dims: readonly number[]
  readonly ints?: readonly number[]
  readonly floats?: readonly number[]
  readonly raw?: Uint8Array
  readonly external?: boolean
}
export type Dim = number | string | null
export type Info = { readonly name: string; readonly dims?: readonly Dim[]; readonly isSequence?: boolean }
export type Node = {
  readonly op: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly name?: string
  readonly domain?: string
  readonly attributes?: Attributes
}
export type LocalFunction = {
  readonly name: string
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly nodes: readonly Node[]
  readonly defaults?: Attributes
}
export type Model = {
  readonly functions?: readonly LocalFunction[]
  readonly inputs?: readonly Info[]
  readonly outputs?: readonly Info[]
  readonly known?: readonly Info[]
  readonly initializers?: readonly Tensor[]
  readonly nodes: readonly Node[]
}

const message = (fill: (writer: BinaryWriter) => void): Uint8Array => {
  const writer = new BinaryWriter()
  fill(writer)
  return writer.finish()
}

const text = (writer: BinaryWriter, field: number, value: string): void => {
  writer.tag(field, WireType.LengthDelimited).string(value)
}
const bytes = (writer: BinaryWriter, field: number, value: Uint8Array): void => {
  writer.tag(field, WireType.LengthDelimited).bytes(value)
}
const int = (writer: BinaryWriter, field: number, value: number): void => {
  writer.tag(field, WireType.Varint).int64(value)
}

export const tensor = ({ name = '', dims, ints, floats, raw, external }: Tensor): Uint8Array =>
  message((w) => {
    for (const dim of dims) int(w, 1, dim)
    int(w, 2, ints === undefined ? 1 : 7)
    if (ints !== undefined && raw === undefined)
      bytes(
        w,
        7,
        message((packed) => {
          for (const value of ints) packed.int64(value)
        }),
      )
    if (floats !== undefined)
      bytes(
        w,
        4,
        message((packed) => {
          for (const value of floats) packed.float(value)
        }),
      )
    text(w, 8, name)
    if (raw !== undefined) bytes(w, 9, raw)
    if (external) int(w, 14, 1)
  })

const attribute = (name: string, value: Attributes[string]): Uint8Array =>
  message((w) => {
    text(w, 1, name)
    if (typeof value === 'number') {
      if (Number.isInteger(value)) int(w, 3, value)
      else w.tag(2, WireType.Bit32).float(value)
    } else if (typeof value === 'string') text(w, 4, value)
    else if ('tensor' in value) bytes(w, 5, tensor(value.tensor))
    else if ('refersTo' in value) text(w, 21, value.refersTo)
    else if ('graph' in value) bytes(w, 6, value.graph)
    else if ('floats' in value) for (const each of value.floats) w.tag(7, WireType.Bit32).float(each)
    else for (const each of value) int(w, 8, each)
  })

const node = ({ op, inputs, outputs, name, domain, attributes = {} }: Node): Uint8Array =>
  message((w) => {
    for (const input of inputs) text(w, 1, input)
    for (const output of outputs) text(w, 2, output)
    if (name !== undefined) text(w, 3, name)
    text(w, 4, op)
    if (domain !== undefined) text(w, 7, domain)
    for (const [key, value] of Object.entries(attributes)) bytes(w, 5, attribute(key, value))
  })

const dimension = (dim: Dim): Uint8Array =>
  message((w) => {
    if (typeof dim === 'number') int(w, 1, dim)
    if (typeof dim === 'string') text(w, 2, dim)
  })

const info = ({ name, dims, isSequence }: Info): Uint8Array =>
  message((w) => {
    text(w, 1, name)
    const tensorType = message((t) => {
      int(t, 1, 1)
      if (dims !== undefined)
        bytes(
          t,
          2,
          message((s) => {
            for (const dim of dims) bytes(s, 1, dimension(dim))
          }),
        )
    })
    bytes(
      w,
      2,
      message((t) => bytes(t, isSequence ? 4 : 1, tensorType)),
    )
  })

export const graph = ({
  inputs = [],
  outputs = [],
  known = [],
  initializers = [],
  nodes,
}: Model): Uint8Array =>
  message((w) => {
    for (const each of nodes) bytes(w, 1, node(each))
    text(w, 2, 'graph')
    for (const each of initializers) bytes(w, 5, tensor(each))
    for (const each of inputs) bytes(w, 11, info(each))
    for (const each of outputs) bytes(w, 12, info(each))
    for (const each of known) bytes(w, 13, info(each))
  })

const localFunction = ({ name, domain, inputs, outputs, nodes, defaults = {} }: LocalFunction): Uint8Array =>
  message((w) => {
    text(w, 1, name)
    for (const input of inputs) text(w, 4, input)
    for (const output of outputs) text(w, 5, output)
    for (const each of nodes) bytes(w, 7, node(each))
    text(w, 10, domain)
    for (const [key, value] of Object.entries(defaults)) bytes(w, 11, attribute(key, value))
  })

/** The bytes of a model, with some of what exporters write around its graph. */
export const model = (given: Model): Uint8Array =>
  message((w) => {
    int(w, 1, 8)
    text(w, 2, 'test')
    bytes(w, 7, graph(given))
    for (const each of given.functions ?? []) bytes(w, 25, localFunction(each))
    bytes(
      w,
      8,
      message((opset) => {
        text(opset, 1, '')
        int(opset, 2, 17)
      }),
    )
  })
