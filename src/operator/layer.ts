/** Layers as plain data, as constructors build them and as JSON holds them. */
import type { Densities, Precision } from './elements'
import type { Operator } from './operator'
import type { Operands, Padding, PerAxis } from './shapes'

/**
 * The kinds of layer that have constructors of their own.
 *
 * @since 0.1.0
 * @category layers
 */
export type LayerKind =
  | 'conv2d'
  | 'depthwiseConv2d'
  | 'groupedConv2d'
  | 'transposedConv2d'
  | 'pool2d'
  | 'gemm'
  | 'fullyConnected'
  | 'elementwise'

/**
 * A layer with a sliding window, as its constructor builds it and as JSON holds it.
 *
 * @since 0.1.0
 * @category layers
 */
export type WindowLayer = {
  /** The kind of layer, which is the name of its constructor. */
  readonly kind: 'conv2d' | 'depthwiseConv2d' | 'groupedConv2d' | 'transposedConv2d' | 'pool2d'
  /** The name that results and reports show; `''` if there is none. */
  readonly name: string
  /** The extent of each dimension that was given, by name. */
  readonly sizes: Readonly<Record<string, number>>
  /** Input elements from one window to the next. */
  readonly stride: PerAxis
  /** Input elements from one element of the window to the next. */
  readonly dilation: PerAxis
  /** Rows and columns of zeros around the input. */
  readonly padding: Padding
  /** Bits of each tensor's elements; by default those of the accelerator, and without those its word. */
  readonly precision?: Precision
  /** The share of nonzeros in each input; by default no element counts as zero. */
  readonly density?: Densities
}

/**
 * A matrix product, as its constructor builds it and as JSON holds it. `Kind` is its constructor, where the compiler knows it.
 *
 * @since 0.1.0
 * @category layers
 */
export type PlainLayer<Kind extends 'gemm' | 'fullyConnected' = 'gemm' | 'fullyConnected'> = {
  /** The kind of layer, which is the name of its constructor. */
  readonly kind: Kind
  /** The name that results and reports show; `''` if there is none. */
  readonly name: string
  /** The extent of each dimension, by name. */
  readonly sizes: Readonly<Record<string, number>>
  /** Bits of each tensor's elements; by default those of the accelerator, and without those its word. */
  readonly precision?: Precision
  /** The share of nonzeros in each input; by default no element counts as zero. */
  readonly density?: Densities
}

/**
 * An elementwise layer, as its constructor builds it and as JSON holds it. Without `operands` it reads two of the
 * output's size.
 *
 * @since 0.2.0
 * @category layers
 */
export type ElementwiseLayer = {
  /** The kind of layer, which is the name of its constructor. */
  readonly kind: 'elementwise'
  /** The name that results and reports show; `''` if there is none. */
  readonly name: string
  /** The extent of each dimension of the output, by name. */
  readonly sizes: Readonly<Record<string, number>>
  /** The number of operands, or the dimensions of each; two of the output's size by default. */
  readonly operands?: Operands
  /** Bits of each tensor's elements; by default those of the accelerator, and without those its word. */
  readonly precision?: Precision
  /** The share of nonzeros in each input; by default no element counts as zero. */
  readonly density?: Densities
}

/**
 * A layer of an operator of your own. `Dimension` is every dimension of the operator, where the compiler knows them all.
 *
 * @since 0.1.0
 * @category layers
 */
export type CustomLayer<Dimension extends string = string> = {
  /** Says that the layer has an operator of its own. */
  readonly kind: 'custom'
  /** The name that results and reports show; `''` if there is none. */
  readonly name: string
  /** The dimensions and tensors of the layer, and how they are coupled. */
  readonly operator: Operator<Dimension>
  /** The extent of each of the operator's dimensions, by name. */
  readonly sizes: Readonly<Record<Dimension, number>>
  /** Bits of each tensor's elements; by default those of the accelerator, and without those its word. */
  readonly precision?: Precision
  /** The share of nonzeros in each input; by default no element counts as zero. */
  readonly density?: Densities
}

/**
 * A layer: an operator and the extent of each of its dimensions.
 *
 * @since 0.1.0
 * @category layers
 */
export type Layer = BuiltInLayer | CustomLayer

/**
 * A layer of an operator that has a constructor.
 *
 * @since 0.2.0
 * @category layers
 */
export type BuiltInLayer = WindowLayer | PlainLayer | ElementwiseLayer
