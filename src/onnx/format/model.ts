/** An ONNX model as far as shapes need it (the specification's messages, without what nothing here looks at). */

/** The numbers of a small tensor. */
export type Values = { readonly data: readonly number[]; readonly integer: boolean }

/** A tensor of the file: its extents, and its numbers where it is small enough to say a shape. */
export type Tensor = {
  readonly name: string
  readonly dims: readonly number[]
  readonly values: Values | undefined
}

/** An extent, the name of one, or neither. */
export type Dimension = number | string | undefined

/** What the file says about a tensor that flows through the graph. */
export type ValueInfo = {
  readonly name: string
  readonly isTensor: boolean
  readonly dims: readonly Dimension[] | undefined
}

export type Attribute = {
  readonly name: string
  readonly int: number | undefined
  readonly float: number | undefined
  readonly text: string | undefined
  readonly ints: readonly number[]
  readonly floats: readonly number[]
  readonly texts: readonly string[]
  readonly tensor: Tensor | undefined
  readonly isGraph: boolean
}

/** An operator applied to tensors; '' stands for an input or output that is left out. */
export type Node = {
  readonly name: string
  readonly op: string
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: readonly Attribute[]
}

export type Graph = {
  readonly nodes: readonly Node[]
  readonly initializers: readonly Tensor[]
  readonly inputs: readonly ValueInfo[]
  readonly known: readonly ValueInfo[]
}
