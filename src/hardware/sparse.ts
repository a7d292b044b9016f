/** The treatment of zeros by an accelerator, as it is described (docs/spec.md, section 15). */

/**
 * A format of a sparse tensor: a bit for every element and the nonzeros (`'bitmask'`); the nonzeros with a number of bits of
 * coordinate each; or, of structured sparsity, the nonzeros with their places in the block (`'structured'`).
 *
 * @since 0.2.0
 * @category hardware
 */
export type SparseFormat =
  | 'bitmask'
  | 'structured'
  | {
      /** Bits of the coordinate that is stored with each nonzero. */
      readonly coordinate: number
    }

/**
 * Formats of a tensor in single buffers; `clusters` are the buffers of all cluster levels. In buffers that are not named it is
 * dense.
 *
 * @since 0.2.0
 * @category hardware
 */
export type BufferFormats = {
  /** The format off-chip; dense by default. */
  readonly offchip?: SparseFormat
  /** The format in the shared buffer; dense by default. */
  readonly l2?: SparseFormat
  /** The format in the cluster buffers of all levels; dense by default. */
  readonly clusters?: SparseFormat
  /** The format in the PEs' buffers; dense by default. */
  readonly l1?: SparseFormat
}

/**
 * The treatment of zeros in inputs to which a layer gives a density. Tensors are given by name or as `inputs`; a name takes
 * precedence. A tensor without a density is dense.
 *
 * @since 0.2.0
 * @category hardware
 */
export type SparseSupport = {
  /**
   * Zeros of these tensors save the energy of the MAC, the accesses to its partial sum and the reads of operands that are
   * not listed here. They do not save the cycle.
   */
  readonly gate?: readonly string[]
  /** Zeros of these tensors save the cycle too. */
  readonly skip?: readonly string[]
  /** The formats in which tensors are stored and travel: in all buffers, or in single ones. */
  readonly format?: Readonly<Record<string, SparseFormat | BufferFormats>>
}
