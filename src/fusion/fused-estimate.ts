/** The result of an estimate of a chain: plain data, in cycles, elements, bits and the unit of the energy table. */
import type { BottleneckCause, Estimate } from '../cost/estimate-type'
import type { Warning } from '../error/warning'
import type { UncountedPart } from '../hardware/energy'

/**
 * How a tensor crosses the border of the chip: the first input as it is needed (`'fetched'`), the last output once
 * (`'written'`), and any other input once (`'kept'`), what the run before did not have (`'held'`), for every run (`'per run'`),
 * as its runs stream it (`'streamed'`, the last output too), or past the shared buffer (`'bypassed'`).
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedChoice = 'fetched' | 'written' | 'kept' | 'held' | 'per run' | 'streamed' | 'bypassed'

/**
 * What crosses the border of the chip of a tensor: `layer` is an index into the layers of the chain.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedTraffic = {
  readonly layer: number
  readonly tensor: string
  readonly choice: FusedChoice
  readonly reads: number
  readonly writes: number
  readonly bits: number
}

/**
 * Bits that a buffer must hold at most, those that it can hold (null: unlimited), and whether that is enough.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedBuffer = {
  readonly required: { readonly bits: number }
  readonly capacity: number | null
  readonly fits: boolean
}

/**
 * What fills the shared buffer at the first moment at which it is fullest: the layer that runs, and bits by tensor.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedPeak = {
  readonly layer: number
  readonly tensors: readonly { readonly layer: number; readonly tensor: string; readonly bits: number }[]
}

/**
 * A kind of box that a layer runs on: its lengths by dimension, how often it runs, and the estimate of the box by itself.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedRuns = {
  readonly box: Readonly<Record<string, number>>
  readonly times: number
  readonly estimate: Estimate
}

/**
 * What `estimateFused` answers (docs/spec.md, section 16).
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedEstimate = {
  readonly macs: number
  /** MACs beyond those that compute each element once. */
  readonly recomputed: number
  /** Cycles: the longer of `onChipRuntime` and `offChipTime`; never below `floor`. */
  readonly runtime: number
  readonly onChipRuntime: number
  readonly offChipTime: number
  readonly floor: number
  /** Steps of the outer nest. */
  readonly steps: number
  /** Runtime in seconds, if the hardware has a clock. */
  readonly seconds: number | null
  readonly bound: {
    readonly by: BottleneckCause
    readonly cycles: Readonly<Record<BottleneckCause, number>>
  }
  readonly energy: {
    readonly total: number
    readonly mac: number
    readonly l1: number
    /** By level, outermost first. */
    readonly clusters: readonly number[]
    readonly l2: number
    readonly network: number
    readonly offchip: number
    readonly static: number
    readonly uncounted: readonly UncountedPart[]
  }
  /** Energy-delay product. */
  readonly edp: number
  readonly offchip: { readonly tensors: readonly FusedTraffic[]; readonly bits: number }
  readonly buffers: {
    readonly l1: FusedBuffer
    readonly clusters: readonly FusedBuffer[]
    readonly l2: FusedBuffer & {
      /** The most bits that are kept from one step to the next. */
      readonly retained: { readonly bits: number }
      readonly peak: FusedPeak
    }
    readonly fits: boolean
  }
  readonly layers: readonly {
    readonly name: string
    readonly macs: number
    /** MACs beyond those that compute each element once. */
    readonly recomputed: number
    /** On-chip cycles of all its runs. */
    readonly runtime: number
    readonly runs: number
    /** In the order of their first run. */
    readonly kinds: readonly FusedRuns[]
  }[]
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
  readonly layers: readonly Estimate[]
  readonly runtime: number
  readonly onChipRuntime: number
  readonly offChipTime: number
  readonly offchip: number
  readonly bits: number
  readonly energy: number
  readonly edp: number
}

/**
 * A chain fused and layer by layer.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedComparison = { readonly fused: FusedEstimate; readonly alone: LayerByLayer }
