/** What can be said of a fused chain: a sentence, and the figures that it is made of. */
import type { BottleneckCause } from '../../cost/estimate-type'
import type { FusedChoice, FusedPeak } from '../../fusion/fused-estimate'
import type { EnergyUnit, UncountedPart } from '../../hardware/energy'

/**
 * A finding of a {@link FusedExplanation}: the sentence for people, and every figure in it. Layers are numbered from 0.
 *
 * - `Runtime`: cycles, and their lower bound; the steps of the outer nest.
 * - `Bound`: the bottleneck, and the layer that takes most of the cycles on the chip.
 * - `Peak`: the contents of the shared buffer when it is fullest, in bits, and the layer that runs then.
 * - `Retained`: the most bits that stay in the shared buffer from one step to the next.
 * - `Crossing`: how a tensor crosses the border of the chip: elements, the bits of all of them, and runs of its layer.
 * - `Inside`: the tensors that never leave the chip; the bits that their layers write one by one (null where that is unknown).
 * - `Recomputation`: MACs that compute again what was there before, and what the chain would cost with everything retained
 *   (null where only the estimate is known).
 * - `Pays`: the cost of the chain, and that of its layers one by one.
 * - `Energy`: the energy and its parts, in `unit`.
 * - `Misfit`: a buffer that is smaller than what it must hold, in bits.
 * - `Remark`: a warning of the estimate.
 *
 * @since 0.2.0
 * @category explanations
 */
export type FusedFinding = {
  /** The finding in one sentence. */
  readonly sentence: string
} & (
  | {
      readonly _tag: 'Runtime'
      /** The figures of the finding. */
      readonly numbers: {
        /** Cycles. */
        readonly runtime: number
        /** The least cycles that the chain can take on this hardware. */
        readonly floor: number
        /** Steps of the outer nest. */
        readonly steps: number
      }
    }
  | {
      readonly _tag: 'Bound'
      /** The cause with most cycles. */
      readonly by: BottleneckCause
      /** The layer with most on-chip cycles. */
      readonly layer: number
      /** The figures of the finding, in cycles. */
      readonly numbers: {
        /** The longer of `onChip` and `offChip`. */
        readonly runtime: number
        /** Cycles that are charged to the cause. */
        readonly charged: number
        /** Cycles on the chip. */
        readonly onChip: number
        /** Cycles of the off-chip traffic. */
        readonly offChip: number
        /** On-chip cycles of `layer`. */
        readonly ofLayer: number
      }
    }
  | {
      readonly _tag: 'Peak'
      /** The position of the layer that runs then, from 0. */
      readonly layer: number
      /** The share of each tensor in the buffer at that moment. */
      readonly tensors: FusedPeak['tensors']
      /** The figures of the finding, in bits. */
      readonly numbers: {
        /** The capacity that the shared buffer needs. */
        readonly required: number
        /** The capacity of the shared buffer; null where it is unlimited. */
        readonly capacity: number | null
      }
    }
  | {
      readonly _tag: 'Retained'
      /** The figures of the finding. */
      readonly numbers: {
        /** The most bits that stay from one step to the next. */
        readonly retained: number
      }
    }
  | {
      readonly _tag: 'Crossing'
      /** The position of the tensor's layer in the chain, from 0. */
      readonly layer: number
      /** The name of the tensor in its layer. */
      readonly tensor: string
      /** The way in which the tensor crosses the border of the chip. */
      readonly choice: FusedChoice
      /** The figures of the finding. */
      readonly numbers: {
        /** Elements read from off-chip. */
        readonly reads: number
        /** Elements written off-chip. */
        readonly writes: number
        /** Bits of all these elements. */
        readonly bits: number
        /** Bits that cross in all, of every tensor. */
        readonly total: number
        /** The number of runs of the layer. */
        readonly runs: number
      }
    }
  | {
      readonly _tag: 'Inside'
      /** The tensors that never leave the chip. */
      readonly tensors: readonly {
        /** The position of the tensor's layer in the chain, from 0. */
        readonly layer: number
        /** The name of the tensor in its layer. */
        readonly tensor: string
      }[]
      /** The figures of the finding. */
      readonly numbers: {
        /** Bits that the layers write off-chip one by one; null where that is unknown. */
        readonly alone: number | null
      }
    }
  | {
      readonly _tag: 'Recomputation'
      /** The layer that computes most again; null where none does. */
      readonly layer: number | null
      /** The figures of the finding. */
      readonly numbers: {
        /** MACs of the chain, recomputed ones included. */
        readonly macs: number
        /** MACs beyond those that compute each element once. */
        readonly recomputed: number
        /** MACs that `layer` computes again. */
        readonly ofLayer: number
      }
      /** The cost of the chain with everything retained; null where only the estimate is known. */
      readonly retained: RetainedCosts | null
    }
  | {
      readonly _tag: 'Pays'
      /** True if the chain takes fewer cycles, less energy or less off-chip traffic than its layers one by one. */
      readonly pays: boolean
      /** The cost of the chain, and that of its layers one by one. */
      readonly numbers: PayingNumbers
    }
  | {
      readonly _tag: 'Energy'
      /** The unit of the energies: `'MAC'` or `'pJ'`. */
      readonly unit: EnergyUnit
      /** Components that are used and that the energy table puts at 0. */
      readonly uncounted: readonly UncountedPart[]
      /** Energy by component, in `unit`; components that are not counted are absent. */
      readonly numbers: Readonly<Record<string, number>>
    }
  | {
      readonly _tag: 'Misfit'
      /** The place of the buffer in the hardware, such as `hardware.l2`. */
      readonly buffer: string
      /** The figures of the finding, in bits. */
      readonly numbers: {
        /** The capacity that the buffer needs. */
        readonly required: number
        /** The capacity of the buffer. */
        readonly capacity: number
      }
    }
  | {
      readonly _tag: 'Remark'
      /** The path of the cause in the input. */
      readonly path: string
      /** A warning has no figures. */
      readonly numbers: Readonly<Record<string, never>>
    }
)

/**
 * The cost of a chain if everything that can be kept is kept, and its present cost (`present…`).
 *
 * @since 0.2.0
 * @category explanations
 */
export type RetainedCosts = {
  /** True if the chain with everything retained fits all buffers. */
  readonly fits: boolean
  /** MACs with everything retained. */
  readonly macs: number
  /** Cycles with everything retained. */
  readonly runtime: number
  /** Bits that cross the border of the chip with everything retained. */
  readonly bits: number
  /** Bits that the shared buffer must hold with everything retained. */
  readonly required: number
  /** Cycles of the chain as it is. */
  readonly presentRuntime: number
  /** Bits that cross the border of the chip as the chain is. */
  readonly presentBits: number
  /** Bits that the shared buffer must hold as the chain is. */
  readonly presentRequired: number
}

/**
 * Cycles, energies and off-chip bits, fused and layer by layer.
 *
 * @since 0.2.0
 * @category explanations
 */
export type PayingNumbers = {
  /** Cycles of the chain. */
  readonly runtime: number
  /** Energy of the chain, in the unit of the energy table. */
  readonly energy: number
  /** Bits that cross the border of the chip for the chain. */
  readonly bits: number
  /** Cycles of the layers one by one. */
  readonly aloneRuntime: number
  /** Energy of the layers one by one, in the unit of the energy table. */
  readonly aloneEnergy: number
  /** Bits that cross the border of the chip for the layers one by one. */
  readonly aloneBits: number
}

export type FusedFindingOf<Tag extends FusedFinding['_tag']> = Extract<FusedFinding, { readonly _tag: Tag }>
