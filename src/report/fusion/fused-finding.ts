/** What can be said of a fused chain: a sentence, and the figures that it is made of. */
import type { BottleneckCause } from '../../cost/estimate-type'
import type { FusedChoice, FusedPeak } from '../../fusion/fused-estimate'
import type { EnergyUnit, UncountedPart } from '../../hardware/energy'

/**
 * One thing that a {@link FusedExplanation} says: the sentence for people, and every figure in it. Layers are numbered from 0.
 *
 * - `Runtime`: cycles, beside the least that they can be; the steps of the outer nest.
 * - `Bound`: what the cycles are spent on, and which layer takes most of those on the chip.
 * - `Peak`: what fills the shared buffer when it is fullest, in bits, and which layer runs then.
 * - `Retained`: the most bits that stay in the shared buffer from one step to the next.
 * - `Crossing`: how a tensor crosses the border of the chip: elements, the bits of all of them, and runs of its layer.
 * - `Inside`: the tensors that never leave the chip; the bits that their layers write one by one (null where that is unknown).
 * - `Recomputation`: MACs that compute again what was there before, and what the chain would cost with everything retained
 *   (null where only the estimate is known).
 * - `Pays`: what the chain and its layers one by one cost.
 * - `Energy`: the energy and its parts, in `unit`.
 * - `Misfit`: a buffer that is smaller than what it must hold, in bits.
 * - `Remark`: a warning of the estimate.
 *
 * @since 0.2.0
 * @category explanations
 */
export type FusedFinding = { readonly sentence: string } & (
  | {
      readonly _tag: 'Runtime'
      readonly numbers: { readonly runtime: number; readonly floor: number; readonly steps: number }
    }
  | {
      readonly _tag: 'Bound'
      readonly by: BottleneckCause
      /** The layer with most on-chip cycles. */
      readonly layer: number
      readonly numbers: {
        readonly runtime: number
        readonly charged: number
        readonly onChip: number
        readonly offChip: number
        readonly ofLayer: number
      }
    }
  | {
      readonly _tag: 'Peak'
      readonly layer: number
      readonly tensors: FusedPeak['tensors']
      readonly numbers: { readonly required: number; readonly capacity: number | null }
    }
  | { readonly _tag: 'Retained'; readonly numbers: { readonly retained: number } }
  | {
      readonly _tag: 'Crossing'
      readonly layer: number
      readonly tensor: string
      readonly choice: FusedChoice
      readonly numbers: {
        readonly reads: number
        readonly writes: number
        readonly bits: number
        readonly total: number
        readonly runs: number
      }
    }
  | {
      readonly _tag: 'Inside'
      readonly tensors: readonly { readonly layer: number; readonly tensor: string }[]
      readonly numbers: { readonly alone: number | null }
    }
  | {
      readonly _tag: 'Recomputation'
      /** The layer that computes most again; null where none does. */
      readonly layer: number | null
      readonly numbers: {
        readonly macs: number
        readonly recomputed: number
        readonly ofLayer: number
      }
      readonly retained: RetainedCosts | null
    }
  | { readonly _tag: 'Pays'; readonly pays: boolean; readonly numbers: PayingNumbers }
  | {
      readonly _tag: 'Energy'
      readonly unit: EnergyUnit
      readonly uncounted: readonly UncountedPart[]
      readonly numbers: Readonly<Record<string, number>>
    }
  | {
      readonly _tag: 'Misfit'
      readonly buffer: string
      readonly numbers: { readonly required: number; readonly capacity: number }
    }
  | { readonly _tag: 'Remark'; readonly path: string; readonly numbers: Readonly<Record<string, never>> }
)

/**
 * What a chain would cost if nothing were computed again that can be kept, and what it costs as it is (`present…`).
 *
 * @since 0.2.0
 * @category explanations
 */
export type RetainedCosts = {
  readonly fits: boolean
  readonly macs: number
  readonly runtime: number
  readonly bits: number
  readonly required: number
  readonly presentRuntime: number
  readonly presentBits: number
  readonly presentRequired: number
}

/**
 * Cycles, energies and off-chip bits, fused and layer by layer.
 *
 * @since 0.2.0
 * @category explanations
 */
export type PayingNumbers = {
  readonly runtime: number
  readonly energy: number
  readonly bits: number
  readonly aloneRuntime: number
  readonly aloneEnergy: number
  readonly aloneBits: number
}

export type FusedFindingOf<Tag extends FusedFinding['_tag']> = Extract<FusedFinding, { readonly _tag: Tag }>
