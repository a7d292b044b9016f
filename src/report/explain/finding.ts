/** What can be said of an estimate: a sentence, and the figures that it is made of. */
import type { Bottleneck } from '../../cost/estimate-type'
import type { EnergyUnit, UncountedPart } from '../../hardware/energy'
import type { DirectiveRef } from './annotated-schedule'
import type { Change } from './change'

/**
 * One thing that an {@link Explanation} says: the sentence for people, and every figure in it under its own name.
 *
 * - `Runtime`: cycles, beside the least that any dataflow needs on this hardware.
 * - `Bound`: what the cycles are spent on, and what would be left without it.
 * - `IdleUnits`: units of a level that have no tile to work on, and the map that leaves them idle.
 * - `SpatialReuse`: one read (or write) of the parent's buffer that serves several units, and the map it comes from.
 * - `TemporalReuse`: what units keep from step to step, and the innermost loop that moves, at this level or, from run to
 *   run, at one further out (null: nothing moves). Where that loop lets nothing stay, the sentence says what edges keep.
 * - `NoReuse`: a tensor of which every tile is new, for one unit only.
 * - `Width`: the bits of an element in each buffer, or of partial and of complete sums, where elements are not all words.
 * - `Channels`: which tensors have channels of their own at a level, or take turns on a port.
 * - `Skew`: cycles that a level takes because its units pass operands and sums on.
 * - `Sparsity`: MACs that zeros spare the energy of, or the time.
 * - `OffChip`: how often a tensor crosses the chip's border.
 * - `Buffering`: what double buffering saves over single buffers, in cycles.
 * - `Energy`: the energy, its largest parts, and the parts that are not counted.
 * - `Misfit`: a buffer that is smaller than what it must hold.
 * - `Remark`: a warning of the estimate.
 * - `Improvement`: a change, and what it gains.
 *
 * @since 0.1.0
 * @category explanations
 */
export type Finding = { readonly sentence: string } & (
  | {
      readonly _tag: 'Runtime'
      readonly numbers: {
        readonly runtime: number
        readonly floor: number
        readonly utilization: number
        readonly activePes: number
        readonly pes: number
      }
    }
  | {
      readonly _tag: 'Bound'
      readonly by: Bottleneck['by']
      readonly level: Bottleneck['level']
      /**
       * `charged`: the cycles that are charged to the cause, over all levels. `without`: the runtime with unlimited bandwidth
       * where it is bounded, or everywhere if compute bounds it; null if that could not be estimated.
       */
      readonly numbers: {
        readonly runtime: number
        readonly charged: number
        readonly without: number | null
      }
    }
  | {
      readonly _tag: 'IdleUnits'
      readonly level: number
      readonly directive: DirectiveRef | null
      /** Units of the level, how many of them work in an average step, and tiles to work on (null without a map). */
      readonly numbers: { readonly units: number; readonly active: number; readonly tiles: number | null }
    }
  | {
      readonly _tag: 'SpatialReuse'
      readonly level: number
      readonly tensor: string
      readonly kind: 'multicast' | 'reduction' | 'partial'
      readonly directive: DirectiveRef
      /** Whether the network does it; `parent` is what crosses if it does. */
      readonly used: boolean
      readonly numbers: { readonly units: number; readonly parent: number; readonly factor: number }
    }
  | {
      readonly _tag: 'TemporalReuse'
      readonly level: number
      readonly tensor: string
      readonly kind: 'multicast' | 'reduction' | 'partial'
      readonly directive: DirectiveRef | null
      /** Elements of all tiles of all steps, and those of them that were moved because they were not there. */
      readonly numbers: { readonly touched: number; readonly moved: number; readonly factor: number }
    }
  | {
      readonly _tag: 'NoReuse'
      readonly level: number
      readonly tensor: string
      readonly directive: DirectiveRef | null
      readonly numbers: { readonly moved: number }
    }
  | {
      readonly _tag: 'OffChip'
      readonly tensor: string
      readonly resident: boolean
      readonly numbers: {
        readonly reads: number
        readonly writes: number
        readonly used: number
        /** Of all reads and writes. */
        readonly bits: number
      }
    }
  | {
      readonly _tag: 'Width'
      readonly tensor: string
      /** Bits: of an input by buffer (offchip, l2, `clusters[0]`…, l1), of an output partial and final. */
      readonly numbers: Readonly<Record<string, number>>
    }
  | {
      readonly _tag: 'Channels'
      readonly level: number
      /** Words per cycle that each tensor's channel carries; tensors with unlimited bandwidth are absent. */
      readonly numbers: Readonly<Record<string, number>>
    }
  | {
      readonly _tag: 'Skew'
      readonly level: number
      /** Cycles from unit to unit, units, and cycles more in a run. */
      readonly numbers: { readonly skew: number; readonly units: number; readonly cycles: number }
    }
  | {
      readonly _tag: 'Sparsity'
      /** MACs: all, those that take energy, and those that take time; the last two are expectations. */
      readonly numbers: { readonly macs: number; readonly effective: number; readonly executed: number }
    }
  | {
      readonly _tag: 'Buffering'
      readonly numbers: { readonly single: number; readonly double: number }
    }
  | {
      readonly _tag: 'Energy'
      readonly unit: EnergyUnit
      /** What the energy table puts at 0, and the total leaves out. */
      readonly uncounted: readonly UncountedPart[]
      /** By part: mac, network, offchip, l2, `clusters[0]`…, l1, static. Parts that are not counted are absent. */
      readonly numbers: Readonly<Record<string, number>>
    }
  | {
      readonly _tag: 'Misfit'
      readonly buffer: string
      /** What the numbers count: bits where widths are given, which then decide. */
      readonly unit: 'elements' | 'bits'
      readonly numbers: { readonly required: number; readonly capacity: number }
    }
  | { readonly _tag: 'Remark'; readonly path: string; readonly numbers: Readonly<Record<string, never>> }
  | { readonly _tag: 'Improvement'; readonly change: Change; readonly numbers: Change['gain'] }
)

/**
 * A {@link Finding} of one kind.
 *
 * @since 0.1.0
 * @category explanations
 */
export type FindingOf<Tag extends Finding['_tag']> = Extract<Finding, { readonly _tag: Tag }>
