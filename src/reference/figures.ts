/** The counts, times and bandwidths that the published tool prints for a layer. */

/**
 * A 64-bit integer of the tool: a number where a double holds it exactly, else its digits as text. `BigInt(count)` is
 * exact for both, `Number(count)` the nearest double.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceCount = number | `${bigint}`

/**
 * A double of the tool; NaN and infinities, which JSON lacks, are text.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceDouble = number | 'nan' | 'inf' | '-inf'

/**
 * Cycles of a transfer or computation over the steps of level 0: smallest, largest and (truncated) average.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceDelay = readonly [min: ReferenceCount, max: ReferenceCount, average: ReferenceCount]

/**
 * Elements of a tensor in the shared (L2) and the PEs' (L1) buffers. Sizes count double buffers. For inputs `l2Read` is
 * the traffic and `l2Write` the size of the tensor; for outputs it is the other way round.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceTensor = {
  /** Elements that the shared buffer (L2) must hold, double buffers included. */
  readonly l2Size: ReferenceCount
  /** Elements that a PE's buffer (L1) must hold, double buffers included. */
  readonly l1Size: ReferenceCount
  /** Writes of the shared buffer (L2), in elements. */
  readonly l2Write: ReferenceCount
  /** Reads of the shared buffer (L2), in elements. */
  readonly l2Read: ReferenceCount
  /** Writes of the PEs' buffers (L1), in elements. */
  readonly l1Write: ReferenceCount
  /** Reads of the PEs' buffers (L1), in elements. */
  readonly l1Read: ReferenceCount
}

/**
 * The figures of the published tool for one layer, including its faults: counts in elements, times in cycles, bandwidths in
 * elements per cycle. The tool's energy, area and power are not among them. `docs/reference-tool.md` lists where the figures
 * are wrong.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceFigures = {
  /** MACs of the layer. */
  readonly macs: ReferenceCount
  /** Cycles. */
  readonly runtime: ReferenceCount
  /** The most that a step demands of the network, in elements per cycle. */
  readonly peakBw: ReferenceCount
  /** The average demand of the network, in elements per cycle. */
  readonly avgBw: ReferenceDouble
  /** The demand of the off-chip memory, in elements per cycle. */
  readonly offchipBw: ReferenceCount
  /** PEs at work on average. */
  readonly avgActivePes: ReferenceDouble
  /** MACs per element of traffic. */
  readonly arithmeticIntensity: ReferenceDouble
  /** Cycles to bring the inputs of a step. */
  readonly ingressDelay: ReferenceDelay
  /** Cycles to take the outputs of a step away. */
  readonly egressDelay: ReferenceDelay
  /** Cycles of computation in a step. */
  readonly computeDelay: ReferenceDelay
  /** Accesses and sizes of each tensor. */
  readonly tensors: {
    /** The input activations. */
    readonly input: ReferenceTensor
    /** The weights. */
    readonly filter: ReferenceTensor
    /** The output activations. */
    readonly output: ReferenceTensor
  }
}
