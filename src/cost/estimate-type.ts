/** The result of an estimate: plain data, in cycles, elements and the unit of the energy table. */
import type { Warning } from '../error/warning'
import type { EnergyUnit, UncountedPart } from '../hardware/energy'

/**
 * The smallest, largest and average delay over all steps of a level, in cycles.
 *
 * @since 0.2.0
 * @category results
 */
export type DelayStats = { readonly min: number; readonly max: number; readonly average: number }

/**
 * Traffic of a tensor at a level, in elements over the whole run (docs/spec.md, section 4). Inputs have `ingress` and
 * `fills`, outputs `egress`, `evictions` and `accumulations`; `streamed` is at level 0.
 *
 * @since 0.1.0
 * @category results
 */
export type LevelTensor = {
  /** Reads of the parent's buffer. */
  readonly ingress?: number
  /** Writes into the units' buffers. */
  readonly fills?: number
  /** Writes into the parent's buffer. */
  readonly egress?: number
  /** Reads of the units' buffers. */
  readonly evictions?: number
  /** Reads of the parent's buffer to add to a partial sum that is already there. */
  readonly accumulations?: number
  /** Largest tile of one unit. */
  readonly unitTile: number
  /** Largest union of one parent's tiles in a step. */
  readonly levelTile: number
  /** Elements that cross if the shared buffer keeps only the present tiles. */
  readonly streamed?: number
}

/**
 * One level of an {@link Estimate}.
 *
 * @since 0.1.0
 * @category results
 */
export type LevelEstimate = {
  readonly units: number
  readonly steps: number
  readonly activeUnitSteps: number
  readonly tensors: Readonly<Record<string, LevelTensor>>
  readonly delay: { readonly ingress: DelayStats; readonly egress: DelayStats; readonly compute: DelayStats }
  /**
   * Elements per cycle of inner work that the steps demand of the level's network, in its busier direction: the most, and
   * on average.
   */
  readonly bandwidth: { readonly peak: number; readonly average: number }
}

/**
 * A cause that cycles of a runtime are charged to: the PEs' work (`compute`), inputs that start a run and cannot be hidden
 * (`fill`), other inputs (`ingress`) and outputs (`egress`) on a level's network, or the connection off-chip (`offchip`).
 *
 * @since 0.2.0
 * @category results
 */
export type BottleneckCause = 'compute' | 'fill' | 'ingress' | 'egress' | 'offchip'

/**
 * The bottleneck that sets an estimate's runtime, and what the runtime is spent on (docs/spec.md, section 5). Every cycle along the critical path is charged to one
 * cause: `cycles`, summed over levels, add up to the runtime. A cause without cycles cannot be improved to any effect.
 *
 * @since 0.2.0
 * @category results
 */
export type Bottleneck = {
  /** The cause that is charged most cycles; of equals the first, in the order of {@link BottleneckCause}. */
  readonly by: BottleneckCause
  /** The level that is charged most of these, of equals the outermost; the last one for compute, null for off-chip. */
  readonly level: number | null
  readonly cycles: Readonly<Record<BottleneckCause, number>>
}

/**
 * Energy of a buffer, in all and per tensor.
 *
 * @since 0.1.0
 * @category results
 */
export type EnergyPart = { readonly total: number; readonly tensors: Readonly<Record<string, number>> }

/**
 * Elements that a buffer must hold, what it can hold (null: unlimited), and whether that is enough.
 *
 * @since 0.1.0
 * @category results
 */
export type BufferNeed = {
  readonly required: { readonly total: number; readonly tensors: Readonly<Record<string, number>> }
  readonly capacity: number | null
  /** The same in bits, which decide whether it fits where there are widths. */
  readonly bits: { readonly required: number; readonly capacity: number | null }
  readonly fits: boolean
}

/**
 * What `estimate` and `evaluate` answer. Absent figures are null.
 *
 * @since 0.1.0
 * @category results
 */
export type Estimate = {
  readonly layer: string
  readonly dataflow: string
  readonly macs: number
  /** MACs that take energy: fewer where zeros are gated or skipped. An expectation, not rounded. */
  readonly effective: { readonly macs: number }
  /** Cycles: the longer of `onChipRuntime` and `offChipTime`; never below `floor`. */
  readonly runtime: number
  readonly onChipRuntime: number
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
  readonly bound: Bottleneck
  readonly energy: {
    readonly total: number
    readonly mac: number
    readonly network: number
    /** What every cycle takes, whatever happens in it; 0 without static energies. */
    readonly static: number
    readonly offchip: EnergyPart
    readonly l2: EnergyPart
    readonly clusters: readonly EnergyPart[]
    readonly l1: EnergyPart
    /** What the energies are counted in: `'MAC'` (the energy of one MAC) or `'pJ'`, as the hardware's table says. */
    readonly unit: EnergyUnit
    /**
     * The parts that are used and that the table puts at 0, in this order: `mac`, `l1`, `clusters`, `l2`, `network`,
     * `offchip`. The total does not include them.
     */
    readonly uncounted: readonly UncountedPart[]
  }
  /** Energy-delay product: `energy.total · runtime`. */
  readonly edp: number
  readonly levels: readonly LevelEstimate[]
  /** Accesses of all PEs' buffers: expectations, not rounded, where zeros are gated or skipped. */
  readonly pe: {
    readonly tensors: Readonly<Record<string, { readonly reads: number; readonly writes: number }>>
  }
  readonly offchip: {
    readonly tensors: Readonly<
      Record<
        string,
        {
          readonly reads: number
          readonly writes: number
          readonly resident: boolean
          readonly bits: { readonly reads: number; readonly writes: number }
        }
      >
    >
    /** Bits that cross in all. */
    readonly bits: number
  }
  readonly buffers: {
    readonly l1: BufferNeed
    readonly clusters: readonly BufferNeed[]
    readonly l2: BufferNeed & { readonly minimum: number }
    readonly fits: boolean
  }
  /** µm², if the hardware has an area table. */
  readonly area: number | null
  /**
   * Peak dynamic power in mW, if the hardware has an area table: every part of the chip busy in every cycle. It leaves
   * out off-chip accesses and networks of unlimited bandwidth, so `averagePower` can be larger.
   */
  readonly power: number | null
  /** `energy.total` over `seconds`, off-chip included, in mW, if the energy table is in pJ and the hardware has a clock. */
  readonly averagePower: number | null
  readonly warnings: readonly Warning[]
}
