/** What can be said of an estimate: a sentence, and the figures that it is made of. */
import type { Bound } from '../../cost/estimate-type'
import type { EnergyUnit, UncountedPart } from '../../hardware/energy'
import type { Change } from './change'
import type { DirectiveAt } from './placed'

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
      readonly by: Bound['by']
      readonly level: Bound['level']
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
      readonly directive: DirectiveAt | null
      /** Units of the level, how many of them work in an average step, and tiles to work on (null without a map). */
      readonly numbers: { readonly units: number; readonly active: number; readonly tiles: number | null }
    }
  | {
      readonly _tag: 'SpatialReuse'
      readonly level: number
      readonly tensor: string
      readonly kind: 'multicast' | 'reduction' | 'partial'
      readonly directive: DirectiveAt
      /** Whether the network does it; `parent` is what crosses if it does. */
      readonly used: boolean
      readonly numbers: { readonly units: number; readonly parent: number; readonly factor: number }
    }
  | {
      readonly _tag: 'TemporalReuse'
      readonly level: number
      readonly tensor: string
      readonly kind: 'multicast' | 'reduction' | 'partial'
      readonly directive: DirectiveAt | null
      /** Elements of all tiles of all steps, and those of them that were moved because they were not there. */
      readonly numbers: { readonly touched: number; readonly moved: number; readonly factor: number }
    }
  | {
      readonly _tag: 'NoReuse'
      readonly level: number
      readonly tensor: string
      readonly directive: DirectiveAt | null
      readonly numbers: { readonly moved: number }
    }
  | {
      readonly _tag: 'OffChip'
      readonly tensor: string
      readonly resident: boolean
      readonly numbers: { readonly reads: number; readonly writes: number; readonly used: number }
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
      /** By part: mac, network, offchip, l2, `clusters[0]`…, l1. Parts that are not counted are absent. */
      readonly numbers: Readonly<Record<string, number>>
    }
  | {
      readonly _tag: 'Misfit'
      readonly buffer: string
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
