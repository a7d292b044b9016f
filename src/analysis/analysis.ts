/** The result of the analysis: plain data that `evaluate` turns into an estimate for any hardware of the same PEs. */
import type { Warning } from '../error/warning'
import type { ProfiledLevel } from '../profile/steps'

/** The version of an analysis' shape, which changes whenever the shape does. */
export const analysisVersion = 3

/**
 * A tensor of an {@link Analysis}: `used` distinct elements in all, `streamed` over the levels' boundary to the outside if
 * the shared buffer keeps only the present tiles, the largest of which has `levelTile` elements at level 0.
 *
 * @since 0.1.0
 * @category results
 */
export type AnalysedTensor = {
  readonly name: string
  readonly role: 'input' | 'output'
  readonly used: number
  readonly streamed: number
  /** Bits that the layer gives, of partial sums and of complete elements; absent where it gives none. */
  readonly precision?: { readonly partial: number | null; readonly final: number | null }
  /** The share of nonzeros that the layer gives, the size of blocks, and whether tiles along them are multiples of it. */
  readonly density?: { readonly share: number; readonly block: number | null; readonly aligned: boolean }
}

/**
 * Everything that a layer and a dataflow decide on so many PEs: counts, volumes and the kinds of step. `evaluate` adds
 * the rest of the hardware. Plain data: it survives JSON. The lists of one that `analyze` made are written when they are first
 * read; `console.log` shows them as getters, and as they are once they went through JSON or `structuredClone`.
 *
 * @since 0.1.0
 * @category results
 */
export type Analysis = {
  readonly _tag: 'Analysis'
  /** Of the shape: 3. An analysis of another version is refused by `evaluate`. */
  readonly version: number
  readonly layer: string
  readonly dataflow: string
  readonly pes: number
  readonly simd: number
  readonly macs: number
  /** Distinct transitions that were analysed; independent of extents. */
  readonly transitions: number
  readonly tensors: readonly AnalysedTensor[]
  readonly levels: readonly ProfiledLevel[]
  readonly warnings: readonly Warning[]
  /** Guards a revived analysis against edits. */
  readonly checksum: number
}
