/** What constructors of layers take: extents and options. */
import type { Densities, Precision } from './elements'

/**
 * One number for both axes, or one for each.
 *
 * @since 0.1.0
 * @category layers
 */
export type PerAxis = number | { readonly y: number; readonly x: number }

/**
 * Rows and columns of zeros around the input: one number for every side, one per axis, or one per side.
 *
 * @since 0.1.0
 * @category layers
 */
export type Padding =
  | PerAxis
  | { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }

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
export type LayerOptions = {
  /** It is shown in results, and is '' when absent. */
  readonly name?: string
  /** Bits of the elements; those of the accelerator, else its word, when absent. */
  readonly precision?: Precision
  /** Shares of nonzeros of the inputs; all elements when absent. */
  readonly density?: Densities
}
/**
 * Options of a layer with a sliding window: stride 1, dilation 1 and padding 0 when absent.
 *
 * @since 0.2.0
 * @category layers
 */
export type WindowOptions = LayerOptions & {
  readonly stride?: PerAxis
  readonly dilation?: PerAxis
  readonly padding?: Padding
}
/**
 * The number of rows, of the input (`Y`) or of the output (`Y'`); both only if they agree.
 *
 * @since 0.2.0
 * @category layers
 */
export type RowExtent =
  | { readonly Y: number; readonly "Y'"?: number }
  | { readonly Y?: number; readonly "Y'": number }
/**
 * The number of columns, of the input (`X`) or of the output (`X'`); both only if they agree.
 *
 * @since 0.2.0
 * @category layers
 */
export type ColumnExtent =
  | { readonly X: number; readonly "X'"?: number }
  | { readonly X?: number; readonly "X'": number }
/**
 * The numbers of rows (`R`) and columns (`S`) of the filter or window.
 *
 * @since 0.2.0
 * @category layers
 */
export type FilterExtents = { readonly R: number; readonly S: number }
/**
 * The number of samples in the batch; 1 when absent.
 *
 * @since 0.2.0
 * @category layers
 */
export type BatchExtent = { readonly N?: number }

/**
 * The argument of {@link conv2d}: input extents `Y`, `X` or output extents `Y'`, `X'`.
 *
 * @since 0.1.0
 * @category layers
 */
export type Conv2dShape = WindowOptions &
  BatchExtent &
  FilterExtents &
  RowExtent &
  ColumnExtent & { readonly K: number; readonly C: number }
/**
 * The argument of {@link depthwiseConv2d} and of {@link pool2d}.
 *
 * @since 0.1.0
 * @category layers
 */
export type ChannelwiseShape = WindowOptions &
  BatchExtent &
  FilterExtents &
  RowExtent &
  ColumnExtent & { readonly C: number }
/**
 * The argument of {@link groupedConv2d}: K and C are per group.
 *
 * @since 0.1.0
 * @category layers
 */
export type GroupedConv2dShape = Conv2dShape & { readonly G: number }
/**
 * The argument of {@link transposedConv2d}: the extents of its input; the output is uncropped.
 *
 * @since 0.1.0
 * @category layers
 */
export type TransposedConv2dShape = WindowOptions &
  BatchExtent &
  FilterExtents & { readonly K: number; readonly C: number; readonly Y: number; readonly X: number }
