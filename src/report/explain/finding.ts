/** What can be said of an estimate: a sentence, and the figures that it is made of. */
import type { Bottleneck } from '../../cost/estimate-type'
import type { Objective } from '../../figures/objectives'
import type { EnergyUnit, UncountedPart } from '../../hardware/energy'
import type { DirectiveRef } from './annotated-schedule'
import type { Change } from './change'

/**
 * A finding of an {@link Explanation}: the sentence for people, and every figure in it under its own name.
 *
 * - `Runtime`: cycles, and the lower bound for every dataflow on this hardware.
 * - `Bound`: the bottleneck, and the runtime without it.
 * - `Optimum`: the best mapping of a search and its proof, compared with the present mapping.
 * - `IdleUnits`: units of a level that have no tile to work on, and the map that leaves them idle.
 * - `SpatialReuse`: one read (or write) of the parent's buffer that serves several units, and the map it comes from.
 * - `TemporalReuse`: the elements that units keep from step to step, and the innermost loop that moves, at this level or, from run to
 *   run, at one further out (null: nothing moves). Where that loop lets nothing stay, the sentence says what edges keep.
 * - `NoReuse`: a tensor of which every tile is new, for one unit only.
 * - `Width`: the bits of an element in each buffer, or of partial and of complete sums, where elements are not all words.
 * - `Channels`: which tensors have channels of their own at a level, or take turns on a port.
 * - `Skew`: cycles that a level takes because its units pass operands and sums on.
 * - `Sparsity`: MACs that zeros spare the energy of, or the time.
 * - `OffChip`: how often a tensor crosses the chip's border.
 * - `Buffering`: the cycles that double buffering saves over single buffers.
 * - `Energy`: the energy, its largest parts, and the parts that are not counted.
 * - `Misfit`: a buffer that is smaller than what it must hold.
 * - `Remark`: a warning of the estimate.
 * - `Improvement`: a change, and what it gains.
 *
 * @since 0.1.0
 * @category explanations
 */
export type Finding = {
  /** The finding in one sentence. */
  readonly sentence: string
} & (
  | {
      readonly _tag: 'Runtime'
      /** The figures of the finding. */
      readonly numbers: {
        /** Cycles. */
        readonly runtime: number
        /** The least cycles that any dataflow needs on this hardware. */
        readonly floor: number
        /** The share of the PEs' peak throughput that is used, 0 to 1. */
        readonly utilization: number
        /** PEs at work in a step, on average. */
        readonly activePes: number
        /** PEs of the accelerator. */
        readonly pes: number
      }
    }
  | {
      readonly _tag: 'Bound'
      /** The bottleneck. */
      readonly by: Bottleneck['by']
      /** The level that is charged most of it; null for off-chip. */
      readonly level: Bottleneck['level']
      /**
       * `charged`: the cycles that are charged to the cause, over all levels. `without`: the runtime with unlimited bandwidth
       * at the bottleneck, or everywhere if that is compute; null if that could not be estimated.
       */
      readonly numbers: {
        /** Cycles. */
        readonly runtime: number
        /** Cycles that are charged to the cause, over all levels. */
        readonly charged: number
        /** Cycles that would be left without the cause; null if that could not be estimated. */
        readonly without: number | null
      }
    }
  | {
      readonly _tag: 'Optimum'
      /** The subject of the comparison. */
      readonly objective: Objective
      /** Values of the objective, and how far the search went. */
      readonly numbers: {
        /** The cost of the explained mapping. */
        readonly present: number
        /** The cost of the best mapping of the search; null where it found none. */
        readonly best: number | null
        /** No mapping of the searched space costs less; null where the search minimized something else. */
        readonly lower: number | null
        /** best / lower − 1; null where `lower` is. */
        readonly gap: number | null
        /** Boxes of mappings that the search worked on. */
        readonly nodes: number
      }
    }
  | {
      readonly _tag: 'IdleUnits'
      /** The level: 0 is the outermost. */
      readonly level: number
      /** The map that leaves the units idle; null without one. */
      readonly directive: DirectiveRef | null
      /** Units of the level, how many of them work in an average step, and tiles to work on (null without a map). */
      readonly numbers: {
        /** Units of the level. */
        readonly units: number
        /** Units that work in an average step. */
        readonly active: number
        /** Tiles to work on; null without a map. */
        readonly tiles: number | null
      }
    }
  | {
      readonly _tag: 'SpatialReuse'
      /** The level: 0 is the outermost. */
      readonly level: number
      /** The name of the tensor. */
      readonly tensor: string
      /** The spatial reuse of the tensor: between units in one step. */
      readonly kind: 'multicast' | 'reduction' | 'partial'
      /** The map that the reuse comes from. */
      readonly directive: DirectiveRef
      /** True if the network does it; `parent` is the number of elements that cross if it does. */
      readonly used: boolean
      /** The figures of the finding. */
      readonly numbers: {
        /** Accesses of the units' buffers, in elements. */
        readonly units: number
        /** Accesses of the parent's buffer, in elements, if the network exploits the reuse. */
        readonly parent: number
        /** The factor by which reuse reduces the accesses of the parent's buffer. */
        readonly factor: number
      }
    }
  | {
      readonly _tag: 'TemporalReuse'
      /** The level: 0 is the outermost. */
      readonly level: number
      /** The name of the tensor. */
      readonly tensor: string
      /** The temporal reuse of the tensor: from step to step in one unit. */
      readonly kind: 'multicast' | 'reduction' | 'partial'
      /** The innermost loop that moves; null where nothing moves. */
      readonly directive: DirectiveRef | null
      /** Elements of all tiles of all steps, and those of them that were moved because they were not there. */
      readonly numbers: {
        /** Elements of all tiles of all steps. */
        readonly touched: number
        /** Elements that were moved because they were not there. */
        readonly moved: number
        /** `touched` over `moved`: how often an element is used for each time that it is moved. */
        readonly factor: number
      }
    }
  | {
      readonly _tag: 'NoReuse'
      /** The level: 0 is the outermost. */
      readonly level: number
      /** The name of the tensor. */
      readonly tensor: string
      /** The innermost loop that moves; null where nothing moves. */
      readonly directive: DirectiveRef | null
      /** The figures of the finding. */
      readonly numbers: {
        /** Elements that were moved. */
        readonly moved: number
      }
    }
  | {
      readonly _tag: 'OffChip'
      /** The name of the tensor. */
      readonly tensor: string
      /** True if the tensor is resident in the shared buffer. */
      readonly resident: boolean
      /** The figures of the finding. */
      readonly numbers: {
        /** Elements read from off-chip. */
        readonly reads: number
        /** Elements written off-chip. */
        readonly writes: number
        /** Distinct elements of the tensor. */
        readonly used: number
        /** The sum of all reads and writes. */
        readonly bits: number
      }
    }
  | {
      readonly _tag: 'Width'
      /** The name of the tensor. */
      readonly tensor: string
      /** Bits: of an input by buffer (offchip, l2, `clusters[0]`…, l1), of an output partial and final. */
      readonly numbers: Readonly<Record<string, number>>
    }
  | {
      readonly _tag: 'Channels'
      /** The level: 0 is the outermost. */
      readonly level: number
      /** Words per cycle that each tensor's channel carries; tensors with unlimited bandwidth are absent. */
      readonly numbers: Readonly<Record<string, number>>
    }
  | {
      readonly _tag: 'Skew'
      /** The level: 0 is the outermost. */
      readonly level: number
      /** Cycles from unit to unit, units, and cycles more in a run. */
      readonly numbers: {
        /** Cycles from one unit to the next. */
        readonly skew: number
        /** Units of the level. */
        readonly units: number
        /** Cycles that a run takes more. */
        readonly cycles: number
      }
    }
  | {
      readonly _tag: 'Sparsity'
      /** MACs: all, those that take energy, and those that take time; the last two are expectations. */
      readonly numbers: {
        /** All MACs. */
        readonly macs: number
        /** MACs that take energy; an expectation. */
        readonly effective: number
        /** MACs that take time; an expectation. */
        readonly executed: number
      }
    }
  | {
      readonly _tag: 'Buffering'
      /** The figures of the finding. */
      readonly numbers: {
        /** Cycles with single buffers. */
        readonly single: number
        /** Cycles with double buffers. */
        readonly double: number
      }
    }
  | {
      readonly _tag: 'Energy'
      /** The unit of the energies: `'MAC'` or `'pJ'`. */
      readonly unit: EnergyUnit
      /** The parts that the energy table sets to 0, and that the total leaves out. */
      readonly uncounted: readonly UncountedPart[]
      /** By part: mac, network, offchip, l2, `clusters[0]`…, l1, static. Parts that are not counted are absent. */
      readonly numbers: Readonly<Record<string, number>>
    }
  | {
      readonly _tag: 'Misfit'
      /** The place of the buffer in the hardware, such as `hardware.l1`. */
      readonly buffer: string
      /** The unit of the numbers: bits where widths are given, which then decide. */
      readonly unit: 'elements' | 'bits'
      /** The figures of the finding, in `unit`. */
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
  | {
      readonly _tag: 'Improvement'
      /** The change that gains. */
      readonly change: Change
      /** The saving of the change; negative where it costs. */
      readonly numbers: Change['gain']
    }
)

/**
 * A {@link Finding} of one kind.
 *
 * @since 0.1.0
 * @category explanations
 */
export type FindingOf<Tag extends Finding['_tag']> = Extract<
  Finding,
  {
    /** The kind of finding. */
    readonly _tag: Tag
  }
>
