/** Rows and columns of layers with a sliding window, of the input or of the output. */

/**
 * The number of rows, of the input (`Y`) or of the output (`Y'`); both only if they agree.
 *
 * @since 0.2.0
 * @category layers
 */
export type RowExtent =
  | {
      /** Rows of the input, without padding. */
      readonly Y: number
      /** Rows of the output; derived from `Y` by default. */
      readonly "Y'"?: number
    }
  | {
      /** Rows of the input, without padding; derived from `Y'` by default. */
      readonly Y?: number
      /** Rows of the output. */
      readonly "Y'": number
    }

/**
 * The number of columns, of the input (`X`) or of the output (`X'`); both only if they agree.
 *
 * @since 0.2.0
 * @category layers
 */
export type ColumnExtent =
  | {
      /** Columns of the input, without padding. */
      readonly X: number
      /** Columns of the output; derived from `X` by default. */
      readonly "X'"?: number
    }
  | {
      /** Columns of the input, without padding; derived from `X'` by default. */
      readonly X?: number
      /** Columns of the output. */
      readonly "X'": number
    }

/**
 * The rows and columns of a layer in those of its output.
 *
 * @since 0.2.0
 * @category layers
 */
export interface OutputExtents {
  /** Rows of the input are derived from those of the output. */
  readonly Y?: undefined
  /** Rows of the output. */
  readonly "Y'": number
  /** Columns of the input are derived from those of the output. */
  readonly X?: undefined
  /** Columns of the output. */
  readonly "X'": number
}

/**
 * The rows of a layer in those of its output, the columns in those of its input.
 *
 * @since 0.2.0
 * @category layers
 */
export interface OutputRowsInputColumns {
  /** Rows of the input are derived from those of the output. */
  readonly Y?: undefined
  /** Rows of the output. */
  readonly "Y'": number
  /** Columns of the input, without padding. */
  readonly X: number
  /** Columns of the output; derived from `X` by default, and rejected if they disagree. */
  readonly "X'"?: number
}

/**
 * The rows of a layer in those of its input, the columns in those of its output.
 *
 * @since 0.2.0
 * @category layers
 */
export interface InputRowsOutputColumns {
  /** Rows of the input, without padding. */
  readonly Y: number
  /** Rows of the output; derived from `Y` by default, and rejected if they disagree. */
  readonly "Y'"?: number
  /** Columns of the input are derived from those of the output. */
  readonly X?: undefined
  /** Columns of the output. */
  readonly "X'": number
}

/**
 * The rows and columns of a layer in those of its input, which is how most tools give them.
 *
 * @since 0.2.0
 * @category layers
 */
export interface PlainExtents {
  /** Rows of the input, without padding. */
  readonly Y: number
  /** Rows of the output; derived from `Y` by default, and rejected if they disagree. */
  readonly "Y'"?: number
  /** Columns of the input, without padding. */
  readonly X: number
  /** Columns of the output; derived from `X` by default, and rejected if they disagree. */
  readonly "X'"?: number
}

/**
 * The rows and columns of a layer with a sliding window: each in extents of the input (`Y`, `X`) or of the output (`Y'`,
 * `X'`).
 *
 * @since 0.2.0
 * @category layers
 */
// Where an extent is missing, TypeScript reports the last of these, and TypeScript 7 the last of their names: X of the input.
export type SpatialExtents = OutputExtents | OutputRowsInputColumns | InputRowsOutputColumns | PlainExtents
