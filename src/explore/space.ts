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
  /** The fixed part of the hardware. `pes` may be absent if there is an axis of it. */
  readonly hardware?: Partial<Accelerator>
  /** The dataflow of each combination of parameters. If it throws or its result is illegal, its designs count as invalid. */
  readonly dataflow: (parameters: Readonly<Record<Parameter, number>>) => Dataflow
  /** Values of the dataflow's parameters, the outermost digits of a design's index, in key order. */
  readonly parameters?: Readonly<Record<Parameter, readonly number[]>>
  /** Numbers of processing elements (PEs): positive integers. */
  readonly pes?: readonly number[]
  /** MACs per PE and cycle. */
  readonly simd?: readonly number[]
  /**
   * Words per cycle of level 0's network, and of those inner levels that an array `hardware.noc` leaves without a
   * bandwidth; of all levels if `noc` is absent or one object.
   */
  readonly bandwidth?: readonly number[]
  /** Capacities in bytes of the PEs' buffers. */
  readonly l1?: readonly number[]
  /** Capacities in bytes of the shared buffer. */
  readonly l2?: readonly number[]
  /**
   * The most that a valid design may have: area (µm²) and peak dynamic power (mW) need an area table, average power (mW)
   * an energy table in pJ and a clock.
   */
  readonly budget?: {
    /** The largest area, in µm²; unlimited by default. */
    readonly area?: number
    /** The most peak dynamic power, in mW; unlimited by default. */
    readonly power?: number
    /** The most average power, in mW; unlimited by default. */
    readonly averagePower?: number
  }
  /** Runtime and energy when absent. */
  readonly objectives?: readonly DesignObjective[]
}

/**
 * A part of a space: shard i of n is the designs from ⌊N·i/n⌋ up to but not including ⌊N·(i + 1)/n⌋.
 *
 * @since 0.1.0
 * @category exploration
 */
export type Shard = {
  /** The number of the shard, from 0. */
  readonly index: number
  /** The number of shards that the space is divided into. */
  readonly count: number
}

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
  /** Processing elements (PEs). */
  readonly pes: number
  /** MACs per PE and cycle. */
  readonly simd: number
  /** Words per cycle of the network of level 0. */
  readonly bandwidth: number | null
  /** Capacity of a PE's buffer, in bytes. */
  readonly l1: number | null
  /** Capacity of the shared buffer, in bytes. */
  readonly l2: number | null
  /** The value of each parameter of the dataflow, by name. */
  readonly parameters: Readonly<Record<string, number>>
  /** Cycles. */
  readonly runtime: number
  /** Energy in the unit of the energy table. */
  readonly energy: number
  /** Energy-delay product: energy times runtime. */
  readonly edp: number
  /** The share of the PEs' peak throughput that is used, 0 to 1. */
  readonly utilization: number
  /** µm² */
  readonly area: number | null
  /** Peak dynamic power, mW. */
  readonly power: number | null
  /** Energy over time, mW. */
  readonly averagePower: number | null
}

/**
 * The number of invalid designs by reason. The first reason in this order counts: the dataflow cannot be estimated, a PE's
 * buffer, a cluster's or the shared one is too small, area, power or average power is over the budget.
 *
 * @since 0.1.0
 * @category exploration
 */
export type Invalid = {
  /** Designs whose layer or dataflow cannot be estimated. */
  readonly dataflow: number
  /** Designs whose PE buffers are too small. */
  readonly l1: number
  /** Designs whose cluster buffers are too small. */
  readonly clusters: number
  /** Designs whose shared buffer is too small. */
  readonly l2: number
  /** Designs whose area is over the budget. */
  readonly area: number
  /** Designs whose peak dynamic power is over the budget. */
  readonly power: number
  /** Designs whose average power is over the budget. */
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
  /** The number of designs, and of those that are valid. */
  readonly designs: {
    /** All designs that were looked at. */
    readonly total: number
    /** Designs that can be estimated, fit their buffers and keep to the budget. */
    readonly valid: number
    /** Invalid designs, by the first reason. */
    readonly invalid: Invalid
  }
  /** The unit of the energies of all valid designs, and the parts that some of them leave out; null without a valid design. */
  readonly energy: EnergyBasis | null
  /** The Pareto-optimal designs, by index; one for each distinct point of the objectives. */
  readonly front: readonly Design[]
  /** The best design of each objective; null if no design is valid. */
  readonly best: { readonly [O in DesignObjective]?: Design | null }
}
