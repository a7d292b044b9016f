/** The result of the analysis: plain data that `evaluate` turns into an estimate for any hardware of the same PEs. */
import type { Warning } from '../error/warning'
import type { ProfiledLevel } from '../profile/steps'

/** The version of an analysis' shape, which changes whenever the shape does. */
export const analysisVersion = 3

/**
 * A tensor of an {@link Analysis}: `used` distinct elements in all. If the shared buffer keeps only the current tiles,
 * `streamed` elements of an input are read from off-chip memory, or `streamed` elements of an output are written to it.
 *
 * @since 0.1.0
 * @category results
 */
export type AnalysedTensor = {
  /** The tensor's name in the operator, such as `'filter'`. */
  readonly name: string
  /** The role of the tensor: the operator reads an input and computes an output. */
  readonly role: 'input' | 'output'
  /** Distinct elements of the tensor that the layer touches. */
  readonly used: number
  /** Off-chip reads of an input, or writes of an output, if the shared buffer keeps only the current tiles. */
  readonly streamed: number
  /** Bits that the layer gives, of partial sums and of complete elements; absent where it gives none. */
  readonly precision?: {
    /** Bits of a partial sum; null where the layer gives none. */
    readonly partial: number | null
    /** Bits of a complete element; null where the layer gives none. */
    readonly final: number | null
  }
  /** The share of nonzeros that the layer gives, the size of blocks, and whether tiles along them are multiples of it. */
  readonly density?: {
    /** The share of elements that are nonzero, above 0 and at most 1. */
    readonly share: number
    /** Elements of a block of structured sparsity; null where nonzeros are independent. */
    readonly block: number | null
    /** True if every tile along the blocked dimension is a multiple of the block. */
    readonly aligned: boolean
  }
}

/**
 * Everything that a layer and a dataflow determine for a number of PEs: counts, volumes and the kinds of step. `evaluate` adds
 * the rest of the hardware. Plain data: it survives JSON. The lists of one that `analyze` made are written when they are first
 * read; `console.log` shows them as getters, and as they are once they went through JSON or `structuredClone`.
 *
 * @since 0.1.0
 * @category results
 */
export type Analysis = {
  readonly _tag: 'Analysis'
  /** The version of the shape: 3. `evaluate` rejects an analysis of another version. */
  readonly version: number
  /** The name of the layer, `''` if it has none. */
  readonly layer: string
  /** The name of the dataflow. */
  readonly dataflow: string
  /** Processing elements (PEs) that were analysed; `evaluate` takes hardware with as many. */
  readonly pes: number
  /** MACs per PE and cycle that were analysed; `evaluate` takes hardware with as many. */
  readonly simd: number
  /** Multiply-accumulate operations (MACs) of the layer; of layers that do not multiply, their operations. */
  readonly macs: number
  /** Distinct transitions that were analysed; independent of extents. */
  readonly transitions: number
  /** The tensors of the operator, in its order. */
  readonly tensors: readonly AnalysedTensor[]
  /** The levels of the dataflow, outermost first. */
  readonly levels: readonly ProfiledLevel[]
  /** Warnings about a dataflow that is legal but may not be intended. */
  readonly warnings: readonly Warning[]
  /** Guards a revived analysis against edits. */
  readonly checksum: number
}
