/** The result of an estimate: plain data, in cycles, elements and the unit of the energy table. */
import type { Warning } from '../error/warning'
import type { EnergyUnit, UncountedPart } from '../hardware/energy'

/**
 * The smallest, largest and average delay over all steps of a level, in cycles.
 *
 * @since 0.2.0
 * @category results
 */
export type DelayStats = {
  /** The smallest delay of a step, in cycles. */
  readonly min: number
  /** The largest delay of a step, in cycles. */
  readonly max: number
  /** The average delay of a step, in cycles. */
  readonly average: number
}

/**
 * Traffic of a tensor at a level, in elements over the whole run (docs/spec.md, section 4). Inputs have `ingress` and
 * `fills`, outputs `egress`, `evictions` and `accumulations`; `streamed` is at level 0.
 *
 * @since 0.1.0
 * @category results
 */
export type LevelTensor = {
  /** Inputs only: reads of the parent's buffer. */
  readonly ingress?: number
  /** Inputs only: writes into the units' buffers. */
  readonly fills?: number
  /** Outputs only: writes into the parent's buffer. */
  readonly egress?: number
  /** Outputs only: reads of the units' buffers. */
  readonly evictions?: number
  /** Outputs only: reads of the parent's buffer to add to a partial sum that is already there. */
  readonly accumulations?: number
  /** Largest tile of one unit. */
  readonly unitTile: number
  /** Largest union of one parent's tiles in a step. */
  readonly levelTile: number
  /** Level 0 only: off-chip reads of an input, or writes of an output, if the shared buffer keeps only the current tiles. */
  readonly streamed?: number
}

/**
 * One level of an {@link Estimate}.
 *
 * @since 0.1.0
 * @category results
 */
export type LevelEstimate = {
  /** Units of the level under each parent: clusters, or PEs at the innermost level. */
  readonly units: number
  /** Steps of the level over the whole layer, summed over all parents. */
  readonly steps: number
  /** Active units summed over all steps; divided by `steps`, the average number of active units. */
  readonly activeUnitSteps: number
  /** Traffic and tiles of each tensor at this level, in elements, by the tensor's name. */
  readonly tensors: Readonly<Record<string, LevelTensor>>
  /** Delays of the level's steps, in cycles. Zeros are included; writing the last outputs is not. */
  readonly delay: {
    /** Cycles to bring the inputs of a step. */
    readonly ingress: DelayStats
    /** Cycles to take the outputs of a step away. */
    readonly egress: DelayStats
    /** Cycles of work in a step: of MACs, or of the level inside. */
    readonly compute: DelayStats
  }
  /**
   * Words per cycle of inner work that the steps demand of the level's network, in its busier direction: the most, and
   * on average.
   */
  readonly bandwidth: {
    /** The most that a step demands, in words per cycle. */
    readonly peak: number
    /** The average over all steps, in words per cycle. */
    readonly average: number
  }
}

/**
 * A cause that cycles of a runtime are charged to: the PEs' work (`compute`), inputs that start a run and cannot be hidden
 * (`fill`), other inputs (`ingress`) and outputs (`egress`) on a level's network, or the connection off-chip (`offchip`).
 * With `overlap: 'none'`, all inputs are `ingress`. The cycles of skew are `fill`.
 *
 * @since 0.2.0
 * @category results
 */
export type BottleneckCause = 'compute' | 'fill' | 'ingress' | 'egress' | 'offchip'

/**
 * The bottleneck that sets an estimate's runtime, and the cycles of each cause (docs/spec.md, section 5). Every cycle along
 * the critical path is charged to one cause: `cycles`, summed over levels, add up to the runtime. Removing a cause without
 * cycles does not shorten the runtime.
 *
 * @since 0.2.0
 * @category results
 */
export type Bottleneck = {
  /** The cause that is charged most cycles; of equals the first, in the order of {@link BottleneckCause}. */
  readonly by: BottleneckCause
  /** The level that is charged most of these, of equals the outermost; the last one for compute, null for off-chip. */
  readonly level: number | null
  /** Cycles charged to each cause. Together they are the runtime. */
  readonly cycles: Readonly<Record<BottleneckCause, number>>
}

/**
 * Energy of a buffer, in all and per tensor.
 *
 * @since 0.1.0
 * @category results
 */
export type EnergyPart = {
  /** Energy of all tensors together, in the estimate's `energy.unit`. */
  readonly total: number
  /** Energy of each tensor by its name, in the estimate's `energy.unit`. */
  readonly tensors: Readonly<Record<string, number>>
}

/**
 * Elements that a buffer must hold, what it can hold (null: unlimited), and whether that is enough.
 *
 * @since 0.1.0
 * @category results
 */
export type BufferNeed = {
  /** The capacity that the buffer needs, in elements. */
  readonly required: {
    /** Elements of all tensors together. */
    readonly total: number
    /** Elements of each tensor, by its name. */
    readonly tensors: Readonly<Record<string, number>>
  }
  /** The capacity of the buffer, in elements; null where it is unlimited. */
  readonly capacity: number | null
  /** The same in bits, which decide whether it fits where there are widths. */
  readonly bits: {
    /** The capacity that the buffer needs, in bits. */
    readonly required: number
    /** The capacity of the buffer, in bits; null where it is unlimited. */
    readonly capacity: number | null
  }
  /** True if the capacity is at least the required one. An unlimited buffer always fits. */
  readonly fits: boolean
}

/**
 * The result of `estimate` and `evaluate`. Figures that are not available are null.
 *
 * @since 0.1.0
 * @category results
 */
export type Estimate = {
  /** The name of the layer, `''` if it has none. */
  readonly layer: string
  /** The name of the dataflow. */
  readonly dataflow: string
  /** Multiply-accumulate operations (MACs) of the layer; of layers that do not multiply, their operations. */
  readonly macs: number
  /** MACs that take energy: fewer where zeros are gated or skipped. An expectation, not rounded. */
  readonly effective: {
    /** The expected number of MACs that take energy. */
    readonly macs: number
  }
  /** Cycles: the longer of `onChipRuntime` and `offChipTime`; never below `floor`. */
  readonly runtime: number
  /** Cycles that computation and on-chip networks take, with unlimited off-chip bandwidth. */
  readonly onChipRuntime: number
  /** Cycles that the off-chip traffic takes at the off-chip bandwidth; 0 where that is unlimited. */
  readonly offChipTime: number
  /** The runtime that no dataflow can beat on this hardware. */
  readonly floor: number
  /** MACs per cycle. */
  readonly throughput: number
  /** MACs per cycle over the most that the PEs could do, 0 to 1; more where zeros are skipped, whose MACs count too. */
  readonly utilization: number
  /** PEs at work in a step, on average. */
  readonly activePes: number
  /** Runtime in seconds, if the hardware has a clock. */
  readonly seconds: number | null
  /** The causes of the runtime, and the bottleneck: the cause with most cycles. */
  readonly bound: Bottleneck
  /** Energy by component, in `energy.unit`. */
  readonly energy: {
    /** The sum of all components. */
    readonly total: number
    /** Energy of the MACs. */
    readonly mac: number
    /** Energy of moving elements over the on-chip networks. */
    readonly network: number
    /** The static energy, which every cycle takes whatever happens in it; 0 without static energies. */
    readonly static: number
    /** Energy of off-chip accesses. */
    readonly offchip: EnergyPart
    /** Energy of accesses to the shared buffer (L2). */
    readonly l2: EnergyPart
    /** Energy of accesses to the cluster buffers of each level, outermost first. */
    readonly clusters: readonly EnergyPart[]
    /** Energy of accesses to the PEs' buffers (L1). */
    readonly l1: EnergyPart
    /** The unit of the energies, from the hardware's table: `'MAC'` (the energy of one MAC) or `'pJ'`. */
    readonly unit: EnergyUnit
    /**
     * The parts that are used and that the table puts at 0, in this order: `mac`, `l1`, `clusters`, `l2`, `network`,
     * `offchip`. The total does not include them.
     */
    readonly uncounted: readonly UncountedPart[]
  }
  /** Energy-delay product: `energy.total · runtime`. */
  readonly edp: number
  /** Traffic, steps and delays of each level of the dataflow, outermost first. */
  readonly levels: readonly LevelEstimate[]
  /** Accesses of all PEs' buffers: expectations, not rounded, where zeros are gated or skipped. */
  readonly pe: {
    /** Accesses of each tensor by its name, in elements. */
    readonly tensors: Readonly<
      Record<
        string,
        {
          /** Reads of the PEs' buffers, in elements. */
          readonly reads: number
          /** Writes of the PEs' buffers, in elements. */
          readonly writes: number
        }
      >
    >
  }
  /** Off-chip traffic. */
  readonly offchip: {
    /** Off-chip traffic of each tensor, by its name. */
    readonly tensors: Readonly<
      Record<
        string,
        {
          /** Elements read from off-chip. */
          readonly reads: number
          /** Elements written off-chip. */
          readonly writes: number
          /** True if the tensor is resident in the shared buffer, so that each of its elements crosses once. */
          readonly resident: boolean
          /** The same traffic in bits, as wide as the elements are off-chip. */
          readonly bits: {
            /** Bits read from off-chip. */
            readonly reads: number
            /** Bits written off-chip. */
            readonly writes: number
          }
        }
      >
    >
    /** Bits that cross in all. */
    readonly bits: number
  }
  /** The required and the available capacity of each kind of buffer. */
  readonly buffers: {
    /** The buffer of each PE (L1). */
    readonly l1: BufferNeed
    /** The buffer of each cluster, level by level, outermost first. */
    readonly clusters: readonly BufferNeed[]
    /** The shared buffer (L2). */
    readonly l2: BufferNeed & {
      /** Elements that the shared buffer must hold if every tensor is streamed and none is resident. */
      readonly minimum: number
    }
    /** True if all buffers fit. Counts and cycles of an estimate that does not fit are those of large enough buffers. */
    readonly fits: boolean
  }
  /** µm², if the hardware has an area table, without networks of unlimited bandwidth. */
  readonly area: number | null
  /**
   * Peak dynamic power in mW, if the hardware has an area table: every part of the chip busy in every cycle. It leaves
   * out off-chip accesses and networks of unlimited bandwidth, so `averagePower` can be larger.
   */
  readonly power: number | null
  /** `energy.total` over `seconds`, off-chip included, in mW, if the energy table is in pJ and the hardware has a clock. */
  readonly averagePower: number | null
  /** Warnings about inputs that are legal but may not be intended. */
  readonly warnings: readonly Warning[]
}
