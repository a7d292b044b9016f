/** What is explored, and the answer: plain data. */
import type { Dataflow } from '../dataflow/directive'
import type { DesignObjective } from '../figures/objectives'
import type { Accelerator } from '../hardware/accelerator'
import type { EnergyBasis } from '../hardware/energy'
import type { Layer } from '../operator/layer'

export { type DesignObjective, designObjectives as objectives } from '../figures/objectives'

/**
 * A design space: every combination of one value per axis. Axes may be in any order and repeat values; an axis that is
 * absent has the one value that `hardware` gives it.
 *
 * @since 0.1.0
 * @category exploration
 */
export type Space<Parameter extends string = string> = {
  /**
   * The layer, or that of each combination of parameters, as for studies of precision and density. If the function throws or
   * its result is illegal, its designs count as invalid.
   */
  readonly layer: Layer | ((parameters: Readonly<Record<Parameter, number>>) => Layer)
  /** What is not swept. `pes` may be absent if there is an axis of it. */
  readonly hardware?: Partial<Accelerator>
  /** The dataflow of each combination of parameters. If it throws or its result is illegal, its designs count as invalid. */
  readonly dataflow: (parameters: Readonly<Record<Parameter, number>>) => Dataflow
  /** Values of the dataflow's parameters, the outermost digits of a design's index, in key order. */
  readonly parameters?: Readonly<Record<Parameter, readonly number[]>>
  readonly pes?: readonly number[]
  /** MACs per PE and cycle. */
  readonly simd?: readonly number[]
  /**
   * Elements per cycle of level 0's network, and of those inner levels that an array `hardware.noc` leaves without a
   * bandwidth; of all levels if `noc` is absent or one object.
   */
  readonly bandwidth?: readonly number[]
  /** Capacities in bytes of the PEs' buffers and of the shared one. */
  readonly l1?: readonly number[]
  readonly l2?: readonly number[]
  /**
   * The most that a valid design may have: area (µm²) and peak dynamic power (mW) need an area table, average power (mW)
   * an energy table in pJ and a clock.
   */
  readonly budget?: { readonly area?: number; readonly power?: number; readonly averagePower?: number }
  /** Runtime and energy when absent. */
  readonly objectives?: readonly DesignObjective[]
}

/**
 * A part of a space: shard i of n is the designs from ⌊N·i/n⌋ up to but not including ⌊N·(i + 1)/n⌋.
 *
 * @since 0.1.0
 * @category exploration
 */
export type Shard = { readonly index: number; readonly count: number }

/**
 * A design with its figures. Bandwidth and capacities are null where unlimited, area and power without an area table, the
 * average power without an energy table in pJ and a clock.
 *
 * @since 0.1.0
 * @category exploration
 */
export type Design = {
  /** Its number in the space: parameters in key order, pes, simd, bandwidth, l1, l2, the last the fastest. */
  readonly index: number
  readonly pes: number
  readonly simd: number
  readonly bandwidth: number | null
  readonly l1: number | null
  readonly l2: number | null
  readonly parameters: Readonly<Record<string, number>>
  readonly runtime: number
  readonly energy: number
  readonly edp: number
  readonly utilization: number
  /** µm² */
  readonly area: number | null
  /** Peak dynamic power, mW. */
  readonly power: number | null
  /** Energy over time, mW. */
  readonly averagePower: number | null
}

/**
 * Why designs are invalid, by the first reason in this order: the dataflow cannot be estimated, a PE's buffer, a
 * cluster's or the shared one is too small, area, power or average power is over the budget.
 *
 * @since 0.1.0
 * @category exploration
 */
export type Invalid = {
  readonly dataflow: number
  readonly l1: number
  readonly clusters: number
  readonly l2: number
  readonly area: number
  readonly power: number
  readonly averagePower: number
}

/** The reasons in the order in which the first of them counts. */
export const reasons: readonly (keyof Invalid)[] = [
  'dataflow',
  'l1',
  'clusters',
  'l2',
  'area',
  'power',
  'averagePower',
]

/**
 * The answer over a set of designs: how many there are, the Pareto front over the objectives by index (one design for
 * each distinct point, the one of the smallest index), and the best of each objective (ties: the smallest index), null
 * if no design is valid. With {@link mergeExplorations} a commutative monoid.
 *
 * @since 0.1.0
 * @category exploration
 */
export type Exploration = {
  readonly designs: { readonly total: number; readonly valid: number; readonly invalid: Invalid }
  /** What the energies of all valid designs are counted in, and the parts that some of them leave out; null if there is none. */
  readonly energy: EnergyBasis | null
  readonly front: readonly Design[]
  readonly best: { readonly [O in DesignObjective]?: Design | null }
}
