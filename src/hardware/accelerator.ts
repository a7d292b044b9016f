/**
 * Accelerators: processing elements, the networks and buffers of each level, and what accesses and area cost.
 */
import type { AreaTable } from './area'
import type { EnergyTable } from './energy'

/**
 * The network that feeds the units of a level.
 *
 * @since 0.1.0
 * @category hardware
 */
export type Network = {
  /** Elements per cycle; unlimited when absent. May be a fraction. */
  readonly bandwidth?: number
  /** Cycles until the first element arrives (one hop), or hops and cycles per hop; 1 when absent. */
  readonly latency?: number | { readonly hops: number; readonly hopLatency: number }
  /** Whether one read of the parent's buffer can serve several units; true when absent. */
  readonly multicast?: boolean
  /** Whether partial sums of several units are added on their way to the parent; true when absent. */
  readonly reduction?: boolean
}

/**
 * A buffer: its capacity in bytes, unlimited when absent.
 *
 * @since 0.1.0
 * @category hardware
 */
export type BufferSize = { readonly capacity?: number }

/**
 * What hides what (cost model, section 5): `'within-runs'` (the paper's rule, the default), `'across-runs'` (perfect
 * prefetch), or `'none'` (single buffers).
 *
 * @since 0.1.0
 * @category hardware
 */
export type Overlap = 'within-runs' | 'across-runs' | 'none'

/**
 * A hardware description. Everything but `pes` is optional. One network or cluster buffer serves all levels; of a list,
 * outermost first, the last entry is repeated.
 *
 * @since 0.1.0
 * @category hardware
 */
export type Accelerator = {
  readonly pes: number
  /** MACs per PE and cycle; 1 when absent. */
  readonly simd?: number
  /** The buffer of a PE. */
  readonly l1?: BufferSize
  /** The buffers of each unit of level 0, 1, … (but the last level's, which are L1). */
  readonly clusters?: BufferSize | readonly BufferSize[]
  /** The shared buffer above level 0. */
  readonly l2?: BufferSize
  /** Bytes per element; 1 when absent. */
  readonly elementBytes?: number
  readonly noc?: Network | readonly Network[]
  /** Elements per cycle between the shared buffer and the outside; unlimited when absent. */
  readonly offchip?: { readonly bandwidth?: number }
  readonly overlap?: Overlap
  /** Hz; adds `seconds` to the estimate, and `averagePower` if energies are in pJ. */
  readonly clock?: number
  readonly energy?: Partial<EnergyTable>
  /** Adds `area` and `power`, the peak dynamic power, to the estimate. */
  readonly area?: AreaTable
}

/**
 * A hardware description. It only builds data; `analyze`, `evaluate` and `estimate` check it.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 *
 * accelerator({ pes: 256, noc: { bandwidth: 32, latency: 1 }, l1: { capacity: 512 }, l2: { capacity: 110592 } }).pes // => 256
 * ```
 * @since 0.1.0
 * @category hardware
 */
export const accelerator = (given: Accelerator): Accelerator => given
