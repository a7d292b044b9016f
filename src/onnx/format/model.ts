/** An ONNX model as far as shapes and work need it (the specification's messages, without what nothing here looks at). */

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
  /** In a function's body, the attribute of the call that stands here; '' for one that has a value of its own. */
  readonly refersTo: string
  readonly int: number | undefined
  readonly float: number | undefined
  readonly text: string | undefined
  readonly ints: readonly number[]
  readonly floats: readonly number[]
  readonly texts: readonly string[]
  readonly tensor: Tensor | undefined
  /** A body of its own; undefined where it has none, or one that is nested too deep to be read. */
  readonly graph: Graph | undefined
  readonly isGraph: boolean
}

/** An operator applied to tensors; '' stands for an input or output that is left out. */
export type Node = {
  readonly name: string
  readonly op: string
  readonly domain: string
  readonly overload: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: readonly Attribute[]
}

export type Graph = {
  readonly nodes: readonly Node[]
  readonly initializers: readonly Tensor[]
  readonly inputs: readonly ValueInfo[]
  readonly outputs: readonly string[]
  readonly known: readonly ValueInfo[]
}

/** A function of the model: a body, and the values of attributes that a call leaves out. */
export type LocalFunction = { readonly body: Graph; readonly defaults: readonly Attribute[] }

export type Model = {
  readonly graph: Graph
  readonly functions: ReadonlyMap<string, LocalFunction>
}

export const defaultDomains: readonly string[] = ['', 'ai.onnx']

/** What a call and a function have in common. */
export const functionKey = (domain: string, name: string, overload: string): string =>
  JSON.stringify([defaultDomains.includes(domain) ? '' : domain, name, overload])
