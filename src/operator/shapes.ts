/** What constructors of layers take: extents and options. */
import type { Densities, Precision } from './elements'
import type { SpatialExtents } from './spatial-extents'

/**
 * One number for both axes, or one for each.
 *
 * @since 0.1.0
 * @category layers
 */
export type PerAxis =
  | number
  | {
      /** Along rows. */
      readonly y: number
      /** Along columns. */
      readonly x: number
    }

/**
 * Rows and columns of zeros around the input: one number for every side, one per axis, or one per side.
 *
 * @since 0.1.0
 * @category layers
 */
export type Padding =
  | PerAxis
  | {
      /** Rows of zeros above the input. */
      readonly top: number
      /** Rows of zeros below the input. */
      readonly bottom: number
      /** Columns of zeros to the left of the input. */
      readonly left: number
      /** Columns of zeros to the right of the input. */
      readonly right: number
    }

/**
 * The operands of an elementwise layer: a number of operands as large as the output, or the dimensions of each operand. An
 * operand without one of the dimensions is the same along it (it is broadcast); one without any is a scalar.
 *
 * @since 0.2.0
 * @category layers
 */
export type Operands = number | readonly (readonly ('N' | 'C' | 'Y' | 'X')[])[]

/**
 * Options of every layer.
 *
 * @since 0.2.0
 * @category layers
 */
export interface LayerOptions {
  /** The name of the layer, which results and reports show; `''` by default. */
  readonly name?: string
  /** Bits of each tensor's elements; by default those of the accelerator, and without those its word. */
  readonly precision?: Precision
  /** The share of nonzeros in each input, from 0 to 1; by default no element counts as zero. */
  readonly density?: Densities
}

/**
 * Options of a layer with a sliding window.
 *
 * @since 0.2.0
 * @category layers
 */
export interface WindowOptions extends LayerOptions {
  /** Input elements from one window to the next, for both axes or `{ y, x }`; 1 by default. */
  readonly stride?: PerAxis
  /** Input elements from one element of the window to the next, for both axes or `{ y, x }`; 1 by default. */
  readonly dilation?: PerAxis
  /** Rows and columns of zeros on each side of the input: a number, `{ y, x }` or one per side; 0 by default. */
  readonly padding?: Padding
}

/**
 * The numbers of rows (`R`) and columns (`S`) of the filter or window.
 *
 * @since 0.2.0
 * @category layers
 */
export interface FilterExtents {
  /** Rows of the filter or of the window. */
  readonly R: number
  /** Columns of the filter or of the window. */
  readonly S: number
}

/**
 * The number of samples in the batch.
 *
 * @since 0.2.0
 * @category layers
 */
export interface BatchExtent {
  /** Samples in the batch; 1 by default. */
  readonly N?: number
}

/**
 * The arguments of {@link conv2d} other than rows and columns.
 *
 * @since 0.2.0
 * @category layers
 */
export interface Conv2dSizes extends WindowOptions, BatchExtent, FilterExtents {
  /** Output channels: the number of filters, per group where there are groups. */
  readonly K: number
  /** Input channels, per group where there are groups. */
  readonly C: number
}

/**
 * The argument of {@link conv2d}: input extents `Y`, `X` or output extents `Y'`, `X'`.
 *
 * @since 0.1.0
 * @category layers
 */
export type Conv2dShape = Conv2dSizes & SpatialExtents

/**
 * The arguments of {@link depthwiseConv2d} and {@link pool2d} other than rows and columns.
 *
 * @since 0.2.0
 * @category layers
 */
export interface ChannelwiseSizes extends WindowOptions, BatchExtent, FilterExtents {
  /** Channels, of the input and of the output alike. */
  readonly C: number
}

/**
 * The argument of {@link depthwiseConv2d} and of {@link pool2d}.
 *
 * @since 0.1.0
 * @category layers
 */
export type ChannelwiseShape = ChannelwiseSizes & SpatialExtents

/**
 * The arguments of {@link groupedConv2d} other than rows and columns: K and C are per group.
 *
 * @since 0.2.0
 * @category layers
 */
export interface GroupedConv2dSizes extends Conv2dSizes {
  /** Groups, each with K filters over C channels of its own. */
  readonly G: number
}

/**
 * The argument of {@link groupedConv2d}: K and C are per group.
 *
 * @since 0.1.0
 * @category layers
 */
export type GroupedConv2dShape = GroupedConv2dSizes & SpatialExtents

/**
 * The argument of {@link transposedConv2d}: the extents of its input; the output is uncropped.
 *
 * @since 0.1.0
 * @category layers
 */
export interface TransposedConv2dShape extends WindowOptions, BatchExtent, FilterExtents {
  /** Output channels: the number of filters. */
  readonly K: number
  /** Input channels. */
  readonly C: number
  /** Rows of the input. */
  readonly Y: number
  /** Columns of the input. */
  readonly X: number
}

/**
 * The argument of {@link gemm}: the extents of `C[M, N] += A[M, K] · B[K, N]`.
 *
 * @since 0.2.0
 * @category layers
 */
export interface GemmShape extends LayerOptions {
  /** Rows of A and of the output C. */
  readonly M: number
  /** Columns of B and of the output C. */
  readonly N: number
  /** Columns of A and rows of B: the dimension that is summed. */
  readonly K: number
}

/**
 * The argument of {@link fullyConnected}.
 *
 * @since 0.2.0
 * @category layers
 */
export interface FullyConnectedShape extends LayerOptions, BatchExtent {
  /** Output features. */
  readonly K: number
  /** Input features. */
  readonly C: number
}

/**
 * The argument of {@link elementwise}: the extents of its output.
 *
 * @since 0.2.0
 * @category layers
 */
export interface ElementwiseShape extends LayerOptions, BatchExtent {
  /** Channels of the output. */
  readonly C: number
  /** Rows of the output. */
  readonly Y: number
  /** Columns of the output. */
  readonly X: number
  /** The number of operands (1 to 7), or the dimensions of each; two operands of the output's size by default. */
  readonly operands?: Operands
}
