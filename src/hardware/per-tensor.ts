/** What an accelerator says of each tensor of one layer, in the order of its operator: see `cost/for-tensors.ts`. */

import type { TransferRules } from './transfer-rules'

/** Widths in units of 1/32 bit (docs/spec.md, section 10). Buffers are numbered as in `cost/places.ts`. */
export type TensorWidths = {
  /** Of a word. */
  readonly word: number
  /** Of inputs in each buffer, per buffer and tensor, but for L1; and per tensor in L1, whatever the number of levels. */
  readonly inputs: Float64Array
  readonly l1: Float64Array
  /** Of an element of an input that is read for a MAC. */
  readonly operands: Float64Array
  /** Of outputs. */
  readonly partial: Float64Array
  readonly final: Float64Array
}

/** A channel that a tensor of the layer rides on; the network itself is one. */
export type RiddenChannel = {
  readonly bandwidth: number
  readonly latency: number
  readonly hops: number
  readonly sharedPort: boolean
}

/**
 * Which channel of a level each tensor rides on (docs/spec.md, section 11). The first one is the network itself, whose bandwidth
 * may be swept, unless no tensor rides on that.
 */
export type LevelChannels = {
  readonly hasOwn: boolean
  readonly others: readonly RiddenChannel[]
  /** The number of each tensor's channel. */
  readonly of: Uint8Array
}

export const countChannels = ({ hasOwn, others }: LevelChannels): number => others.length + (hasOwn ? 1 : 0)

/** A channel by its number. */
export const channelAt = (
  { hasOwn, others }: LevelChannels,
  network: RiddenChannel,
  channel: number,
): RiddenChannel => (hasOwn && channel === 0 ? network : others[channel - (hasOwn ? 1 : 0)]!)

/** What zeros save (docs/spec.md, section 15). */
export type Sparsity = {
  /** The shares of the MACs that take energy, and that take time. */
  readonly effective: number
  readonly executed: number
  /** Per input 1 where it is read to find out whether a MAC is gated. */
  readonly isLookedAt: Uint8Array
}

export type PerTensor = {
  /** Null where no width is given: then elements are words. */
  readonly widths: TensorWidths | null
  /** Per level; null where every tensor rides on the network itself. */
  readonly channels: readonly LevelChannels[] | null
  /** A bit for each tensor that bypasses the shared buffer. */
  readonly bypassed: number
  /** Null where no density counts. */
  readonly sparsity: Sparsity | null
  /** Null where units keep what they need again, and only what is touched is moved. */
  readonly rules: TransferRules | null
}
