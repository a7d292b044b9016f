/** What can be said of the answer of a mapping search: a sentence, and the figures that it is made of. */
import type { MappedDataflow, MapRefusal } from '../../map/mapping-type'

/**
 * A kind of mapping: how many levels it has, and which dimension is spread over the units of level 0 (null: none; undefined:
 * any).
 *
 * @since 0.2.0
 * @category explanations
 */
export type MappingKind = {
  /** The number of levels. */
  readonly levels: 1 | 2
  /** The dimension that is spread over the units of level 0: null for none, undefined for any. */
  readonly spatial: string | null | undefined
}

/**
 * The cost of another kind of mapping: the best one found (null: none), and the lower bound (null: none is feasible). Both are
 * in the objective of the request; for fronts, energy-delay products.
 *
 * @since 0.2.0
 * @category explanations
 */
export type KindCost = {
  /** The kind of mapping. */
  readonly kind: MappingKind
  /** The best mapping of the kind that was found; null if none was. */
  readonly best: MappedDataflow | null
  /** No mapping of the kind costs less in the objective; null if none is feasible. */
  readonly lower: number | null
}

/**
 * A finding of a {@link MappingExplanation}: the sentence for people, and every figure in it.
 *
 * - `Best`: the cost of the best mapping.
 * - `Front`: the number of points of the front, and its ends.
 * - `Proof`: the proven quality of the best, and the number of mappings (a text, because it can exceed the integers that a
 *   number holds exactly).
 * - `Infeasible`: the reason why nothing was found.
 * - `Floor`: the tightest of the bounds that no mapping escapes in time: MACs over PEs, or compulsory traffic over the
 *   bandwidth on or off the chip; each of them in cycles.
 * - `EnergyPart`: a part of the energy, next to a lower bound of what any mapping spends on this part.
 * - `OtherKind`: the cost of the best mapping found of another kind, and a lower bound.
 * - `Remark`: a warning of the search.
 *
 * @since 0.2.0
 * @category explanations
 */
export type MappingFinding = {
  /** The finding in one sentence. */
  readonly sentence: string
} & (
  | {
      readonly _tag: 'Best'
      /** The cost of the best mapping. */
      readonly numbers: { readonly [F in 'runtime' | 'energy' | 'edp']: number }
    }
  | {
      readonly _tag: 'Front'
      /** The figures of the finding. */
      readonly numbers: {
        /** Points on the front. */
        readonly points: number
        /** The least gap for which the front is complete. */
        readonly gap: number
      }
      /** The mapping with the fewest cycles. */
      readonly fastest: MappedDataflow
      /** The mapping with the least energy. */
      readonly thriftiest: MappedDataflow
    }
  | {
      readonly _tag: 'Proof'
      /** The number of mappings of the space, as text. */
      readonly mappings: string
      /** The figures of the finding. */
      readonly numbers: {
        /** No feasible mapping costs less in the objective. */
        readonly lower: number
        /** The gap: the largest distance of the best from the optimum, as a share of the optimum. */
        readonly gap: number
        /** Boxes of mappings that were worked on. */
        readonly nodes: number
      }
    }
  | {
      readonly _tag: 'Infeasible'
      /** The reason that excludes every mapping; null where that is not proven. */
      readonly why: MapRefusal | null
    }
  | {
      readonly _tag: 'Floor'
      /** The tightest of the bounds. */
      readonly by: 'compute' | 'network' | 'offchip'
      /** The figures of the finding, in cycles. */
      readonly numbers: {
        /** The runtime of the best mapping. */
        readonly runtime: number
        /** MACs over PEs and SIMD lanes. */
        readonly compute: number
        /** Compulsory traffic over the bandwidth of the on-chip network. */
        readonly network: number
        /** Compulsory traffic over the off-chip bandwidth. */
        readonly offchip: number
      }
    }
  | {
      readonly _tag: 'EnergyPart'
      /** The component of the energy. */
      readonly part: string
      /** The figures of the finding, in the unit of the energy table. */
      readonly numbers: {
        /** The energy that the best mapping spends on the component. */
        readonly energy: number
        /** No mapping spends less on the component. */
        readonly least: number
        /** The whole energy of the best mapping. */
        readonly total: number
      }
    }
  | {
      readonly _tag: 'OtherKind'
      /** The cost of the other kind of mapping. */
      readonly cost: KindCost
      /** The figures of the finding. */
      readonly numbers: {
        /** The cost of the best mapping of the search, in the objective. */
        readonly best: number
      }
    }
  | {
      readonly _tag: 'Remark'
      /** The path of the cause in the request. */
      readonly path: string
    }
)

export type MappingFindingOf<Tag extends MappingFinding['_tag']> = Extract<
  MappingFinding,
  { readonly _tag: Tag }
>
