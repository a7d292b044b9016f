/** What can be said of the answer of a mapping search: a sentence, and the figures that it is made of. */
import type { MappedDataflow, MapRefusal } from '../../map/request'

/**
 * A kind of mapping: how many levels it has, and which dimension is spread over the units of level 0 (null: none; undefined:
 * any).
 *
 * @since 0.2.0
 * @category explanations
 */
export type MappingKind = { readonly levels: 1 | 2; readonly spatial: string | null | undefined }

/**
 * What another kind of mapping costs: the best of it that was found (null: none), and what none of it costs less than (null:
 * none of it is feasible). Both are in the objective of the request; for fronts, energy-delay products.
 *
 * @since 0.2.0
 * @category explanations
 */
export type KindCost = {
  readonly kind: MappingKind
  readonly best: MappedDataflow | null
  readonly lower: number | null
}

/**
 * One thing that a {@link MappingExplanation} says: the sentence for people, and every figure in it.
 *
 * - `Best`: what the best mapping costs.
 * - `Front`: how many points the front has, and its ends.
 * - `Proof`: how good the best is known to be, among how many mappings (a text, because it exceeds what a number holds).
 * - `Infeasible`: why nothing was found.
 * - `Floor`: the tightest of the bounds that no mapping escapes in time: MACs over PEs, or compulsory traffic over the
 *   bandwidth on or off the chip; each of them in cycles.
 * - `EnergyPart`: a part of the energy, beside the least that any mapping spends on this part alone.
 * - `OtherKind`: what the best of another kind of mapping costs.
 * - `Remark`: a warning of the search.
 *
 * @since 0.2.0
 * @category explanations
 */
export type MappingFinding = { readonly sentence: string } & (
  | { readonly _tag: 'Best'; readonly numbers: { readonly [F in 'runtime' | 'energy' | 'edp']: number } }
  | {
      readonly _tag: 'Front'
      readonly numbers: { readonly points: number; readonly gap: number }
      readonly fastest: MappedDataflow
      readonly thriftiest: MappedDataflow
    }
  | {
      readonly _tag: 'Proof'
      readonly mappings: string
      readonly numbers: { readonly lower: number; readonly gap: number; readonly nodes: number }
    }
  | { readonly _tag: 'Infeasible'; readonly why: MapRefusal | null }
  | {
      readonly _tag: 'Floor'
      readonly by: 'compute' | 'network' | 'offchip'
      readonly numbers: {
        readonly runtime: number
        readonly compute: number
        readonly network: number
        readonly offchip: number
      }
    }
  | {
      readonly _tag: 'EnergyPart'
      readonly part: string
      readonly numbers: { readonly energy: number; readonly least: number; readonly total: number }
    }
  | { readonly _tag: 'OtherKind'; readonly cost: KindCost; readonly numbers: { readonly best: number } }
  | { readonly _tag: 'Remark'; readonly path: string }
)

export type MappingFindingOf<Tag extends MappingFinding['_tag']> = Extract<
  MappingFinding,
  { readonly _tag: Tag }
>
