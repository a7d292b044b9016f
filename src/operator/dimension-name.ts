/** The names that an editor offers where a dimension is expected. */

/**
 * The name of a dimension. Editors offer those of the built-in layers; an operator of your own may have any other name.
 *
 * - `N`: samples of the batch; rows of the activations in a fully connected layer; columns of the output of `gemm`.
 * - `G`: groups of a grouped convolution.
 * - `K`: output channels (filters); the summed dimension of `gemm`.
 * - `C`: input channels.
 * - `R`, `S`: rows and columns of the filter.
 * - `Y`, `X`: rows and columns of the input.
 * - `Y'`, `X'`: rows and columns of the output.
 * - `M`: rows of the output of `gemm`.
 *
 * @since 0.2.0
 * @category dataflows
 */
export type DimensionName =
  | 'N'
  | 'G'
  | 'K'
  | 'C'
  | 'R'
  | 'S'
  | 'Y'
  | 'X'
  | "Y'"
  | "X'"
  | 'M'
  // Other names are allowed, and the literals stay apart for completion.
  | (string & Record<never, never>)
