/**
 * A problem: a checked layer. Dimensions and tensors are numbered, every value is sound, and the names that a dataflow
 * may use for the loops are resolved. Everything after the checks works from this alone.
 */
import type { TensorDensity } from './density'
import type { Widths } from './widths'

/** One summand of an axis: the dimension's number and its coefficient. */
export type Term = { readonly dimension: number; readonly coefficient: number }

/** One or two terms. Two terms are a sliding window. */
export type Axis = readonly Term[]

/** From the first to the last element of an axis, holes included, in a box of these lengths. */
export const intervalSize = (axis: Axis, lengths: readonly number[]): number =>
  axis.reduce((size, { dimension, coefficient }) => size + coefficient * (lengths[dimension]! - 1), 1)

export type Tensor = {
  readonly name: string
  readonly role: 'input' | 'output'
  readonly axes: readonly Axis[]
}

/** The window that slides over an input coordinate: input = stride · output + dilation · window. */
export type Window = {
  /** Number of the window dimension (R or S); null where the operator has none. */
  readonly dimension: number | null
  readonly stride: number
  readonly dilation: number
}

/** What a name in a dataflow means for this operator (docs/spec.md, section 2). */
export type NameBinding =
  /** An output or plain dimension. */
  | { readonly _tag: 'Loop'; readonly dimension: number }
  /** Y or X of a convolution: input rows or columns, read by the loop Y' or X'. */
  | { readonly _tag: 'InputCoordinate'; readonly dimension: number; readonly window: Window }
  /** Y or X where they are plain loops, though a map in window notation is understood. */
  | { readonly _tag: 'PlainCoordinate'; readonly dimension: number; readonly window: Window }
  /** A name of the convolution family that this operator lacks: a loop of one step. */
  | { readonly _tag: 'Absent' }

export type Problem = {
  readonly name: string
  /** The layer's kind, for errors to name. */
  readonly kind: string
  readonly dimensions: readonly string[]
  readonly extents: readonly number[]
  readonly tensors: readonly Tensor[]
  readonly names: ReadonlyMap<string, NameBinding>
  /** Per tensor, what the layer says of its elements; null where it says nothing of any. */
  readonly precision: readonly Widths[] | null
  readonly density: readonly (TensorDensity | null)[] | null
}
