/** The result of an estimate of a chain: plain data, in cycles, elements, bits and the unit of the energy table. */
import type { BottleneckCause, Estimate } from '../cost/estimate-type'
import type { Warning } from '../error/warning'
import type { UncountedPart } from '../hardware/energy'

/**
 * The way in which a tensor crosses the border of the chip: the first input as it is needed (`'fetched'`), the last output
 * once (`'written'`), and any other input once (`'kept'`), the elements that the run before did not have (`'held'`), what
 * each run uses (`'per run'`), as its runs stream it (`'streamed'`, the last output too), or past the shared buffer
 * (`'bypassed'`).
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedChoice = 'fetched' | 'written' | 'kept' | 'held' | 'per run' | 'streamed' | 'bypassed'

/**
 * The off-chip traffic of a tensor. `layer` is an index into the layers of the chain.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedTraffic = {
  /** The position of the layer in the chain, from 0. */
  readonly layer: number
  /** The name of the tensor in its layer. */
  readonly tensor: string
  /** The way in which the tensor crosses the border of the chip. */
  readonly choice: FusedChoice
  /** Elements read from off-chip. */
  readonly reads: number
  /** Elements written off-chip. */
  readonly writes: number
  /** Bits of all these elements. */
  readonly bits: number
}

/**
 * Bits that a buffer must hold at most, those that it can hold (null: unlimited), and whether that is enough.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedBuffer = {
  /** The contents of the buffer at its fullest moment. */
  readonly required: {
    /** Bits. */
    readonly bits: number
  }
  /** Bits that the buffer holds; null where it is unlimited. */
  readonly capacity: number | null
  /** True if the capacity is at least the required one. */
  readonly fits: boolean
}

/**
 * The contents of the shared buffer at its first peak: the layer that runs, and bits by tensor.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedPeak = {
  /** The position of the layer that runs then, from 0. */
  readonly layer: number
  /** The share of each tensor in the buffer at that moment. */
  readonly tensors: readonly {
    /** The position of the tensor's layer in the chain, from 0. */
    readonly layer: number
    /** The name of the tensor in its layer. */
    readonly tensor: string
    /** Bits that the tensor takes. */
    readonly bits: number
  }[]
}

/**
 * A kind of box that a layer runs on: its lengths by dimension, how often it runs, and the estimate of the box by itself.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedRuns = {
  /** The length of the box along each dimension. */
  readonly box: Readonly<Record<string, number>>
  /** The number of runs of the layer on a box of this kind. */
  readonly times: number
  /** The estimate of the box by itself. Its off-chip traffic is not that of the chain. */
  readonly estimate: Estimate
}

/**
 * The result of `estimateFused` (docs/spec.md, section 16).
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedEstimate = {
  /** MACs of all layers, recomputed ones included. */
  readonly macs: number
  /** MACs beyond those that compute each element once. */
  readonly recomputed: number
  /** Cycles: the longer of `onChipRuntime` and `offChipTime`; never below `floor`. */
  readonly runtime: number
  /** Cycles that computation and on-chip networks take, with unlimited off-chip bandwidth. */
  readonly onChipRuntime: number
  /** Cycles that the off-chip traffic takes at the off-chip bandwidth; 0 where that is unlimited. */
  readonly offChipTime: number
  /** The least cycles that the chain can take on this hardware. */
  readonly floor: number
  /** Steps of the outer nest. */
  readonly steps: number
  /** Runtime in seconds, if the hardware has a clock. */
  readonly seconds: number | null
  /** The causes of the runtime, and the bottleneck: the cause with most cycles. */
  readonly bound: {
    /** The cause with most cycles. */
    readonly by: BottleneckCause
    /** Cycles charged to each cause. Together they are the runtime. */
    readonly cycles: Readonly<Record<BottleneckCause, number>>
  }
  /** Energy by component, in the unit of the energy table. */
  readonly energy: {
    /** The sum of all components. */
    readonly total: number
    /** Energy of the MACs. */
    readonly mac: number
    /** Energy of accesses to the PEs' buffers (L1). */
    readonly l1: number
    /** By level, outermost first. */
    readonly clusters: readonly number[]
    /** Energy of accesses to the shared buffer (L2). */
    readonly l2: number
    /** Energy of moving elements over the on-chip networks. */
    readonly network: number
    /** Energy of off-chip accesses. */
    readonly offchip: number
    /** Energy that every cycle takes, whatever happens in it. */
    readonly static: number
    /** Components that are used and that the table puts at 0. */
    readonly uncounted: readonly UncountedPart[]
  }
  /** Energy-delay product. */
  readonly edp: number
  /** Off-chip traffic. */
  readonly offchip: {
    /** The traffic of each tensor that crosses the border of the chip. */
    readonly tensors: readonly FusedTraffic[]
    /** Bits that cross in all. */
    readonly bits: number
  }
  /** The required and the available capacity of each kind of buffer. */
  readonly buffers: {
    /** The buffer of each PE (L1). */
    readonly l1: FusedBuffer
    /** The buffer of each cluster, level by level, outermost first. */
    readonly clusters: readonly FusedBuffer[]
    /** The shared buffer (L2). */
    readonly l2: FusedBuffer & {
      /** The most bits of the first input and the intermediate tensors that are kept from one step to the next. */
      readonly retained: {
        /** Bits. */
        readonly bits: number
      }
      /** The contents of the shared buffer at its fullest moment. */
      readonly peak: FusedPeak
    }
    /** True if all buffers fit. */
    readonly fits: boolean
  }
  /** The layers of the chain, in their order. */
  readonly layers: readonly {
    /** The name of the layer, `''` if it has none. */
    readonly name: string
    /** MACs of the layer, recomputed ones included. */
    readonly macs: number
    /** MACs beyond those that compute each element once. */
    readonly recomputed: number
    /** On-chip cycles of all its runs. */
    readonly runtime: number
    /** The number of runs of the layer: one for each box. */
    readonly runs: number
    /** The kinds of box, in the order of their first run. */
    readonly kinds: readonly FusedRuns[]
  }[]
  /** Warnings about inputs that are legal but may not be intended. */
  readonly warnings: readonly Warning[]
}

/**
 * The layers of a chain estimated one by one, and their sums. `offchip` counts elements; padding that `estimate` would fetch
 * with an input that crosses once is left out, as it is in a chain.
 *
 * @since 0.2.0
 * @category fusion
 */
export type LayerByLayer = {
  /** The estimate of each layer. */
  readonly layers: readonly Estimate[]
  /** Cycles of all layers, one after the other. */
  readonly runtime: number
  /** On-chip cycles of all layers. */
  readonly onChipRuntime: number
  /** Off-chip cycles of all layers. */
  readonly offChipTime: number
  /** Elements that cross the border of the chip. */
  readonly offchip: number
  /** Bits that cross the border of the chip. */
  readonly bits: number
  /** Energy of all layers, in the unit of the energy table. */
  readonly energy: number
  /** Energy-delay product: the sum of energies times the sum of runtimes. */
  readonly edp: number
}

/**
 * A chain fused and layer by layer.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedComparison = {
  /** The chain with its layers fused. */
  readonly fused: FusedEstimate
  /** The same layers one by one. */
  readonly alone: LayerByLayer
}
