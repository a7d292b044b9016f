/** What the published tool prints for a layer. */

/**
 * A 64-bit integer of the tool: a number where a double holds it exactly, else its digits as text. `BigInt(count)` is
 * exact for both, `Number(count)` the nearest double.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceCount = number | `${bigint}`

/**
 * A double of the tool; what JSON has no number for is text.
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
  readonly l2Size: ReferenceCount
  readonly l1Size: ReferenceCount
  readonly l2Write: ReferenceCount
  readonly l2Read: ReferenceCount
  readonly l1Write: ReferenceCount
  readonly l1Read: ReferenceCount
}

/**
 * What the published tool computes for one layer, its faults included: counts in elements, times in cycles, bandwidths
 * in elements per cycle. See `docs/reference-tool.md` for where these differ from what happens.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceFigures = {
  readonly macs: ReferenceCount
  readonly runtime: ReferenceCount
  readonly peakBw: ReferenceCount
  readonly avgBw: ReferenceDouble
  readonly offchipBw: ReferenceCount
  readonly avgActivePes: ReferenceDouble
  readonly arithmeticIntensity: ReferenceDouble
  readonly ingressDelay: ReferenceDelay
  readonly egressDelay: ReferenceDelay
  readonly computeDelay: ReferenceDelay
  readonly tensors: {
    readonly input: ReferenceTensor
    readonly filter: ReferenceTensor
    readonly output: ReferenceTensor
  }
}
