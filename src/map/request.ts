/** What is asked of a mapping search, and its answer: plain data. */
import type { Dataflow } from '../dataflow/directive'
import type { Expression } from '../dataflow/expression'
import type { Warning } from '../error/warning'
import type { Accelerator } from '../hardware/accelerator'
import type { Layer } from '../operator/layer'

/**
 * What a mapping is chosen by: cycles, energy, their product, or the front of cycles and energy.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapObjective = 'runtime' | 'energy' | 'edp' | 'pareto'

/**
 * The tiles that a dimension may have: some sizes, the divisors of the extent that is tiled, or for each number of tiles the
 * smallest size that gives it.
 *
 * @since 0.2.0
 * @category mapping
 */
export type TileChoice = readonly number[] | 'divisors' | 'balanced'

/**
 * A line of a {@link PartialDataflow}: a directive; one with `'any'` in the place of its size; or `'any'`, which stands for any
 * maps of dimensions that the level does not name.
 *
 * @since 0.2.0
 * @category mapping
 */
export type PartialDirective =
  | {
      readonly _tag: 'SpatialMap' | 'TemporalMap'
      readonly size: Expression | 'any'
      /** The size when absent. */
      readonly offset?: Expression | 'any'
      readonly dimension: string
    }
  | { readonly _tag: 'Cluster'; readonly size: Expression | 'any' }
  | 'any'

/**
 * A dataflow with holes: the mappings that it becomes when the holes are filled. A dimension that a level does not name is not
 * tiled there, unless the level has an `'any'`: then it may be tiled, and its loop stands where an `'any'` does. One of
 * these dimensions may be spatial if no map of the level is. A spatial map of an open size has at least two tiles, on at least two units.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { map, type PartialDataflow } from 'maestro-dataflow/map'
 *
 * // K over the PEs, M outermost, all else open.
 * const dataflow: PartialDataflow = {
 *   directives: [
 *     { _tag: 'TemporalMap', size: 'any', dimension: 'M' },
 *     'any',
 *     { _tag: 'SpatialMap', size: 2, dimension: 'K' },
 *   ],
 * }
 * const request = { layer: gemm({ M: 8, N: 8, K: 8 }), hardware: accelerator({ pes: 4 }), space: { dataflow } }
 * orThrow(map(request)).best?.dataflow.directives.filter(({ _tag }) => _tag === 'SpatialMap').length // => 1
 * ```
 * @since 0.2.0
 * @category mapping
 */
export type PartialDataflow = {
  readonly name?: string
  readonly directives: readonly PartialDirective[]
  readonly parameters?: Readonly<Record<string, number>>
}

/**
 * The names of the paper's five dataflows: `paperDataflows` of `maestro-dataflow/catalog`.
 *
 * @since 0.2.0
 * @category mapping
 */
export type PaperDataflowName = 'C-P' | 'X-P' | 'YX-P' | 'YR-P' | 'KC-P'

/**
 * Restrictions of the space of mappings; whatever is absent is not restricted.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapRestrictions = {
  /** Numbers of levels: 1, 2 or both. */
  readonly levels?: readonly (1 | 2)[]
  /** Numbers of PEs to a cluster. */
  readonly clusters?: readonly number[]
  /** Per level, the dimensions that may be spatial; null stands for none of them. */
  readonly spatial?: readonly (readonly (string | null)[])[]
  /** By dimension, tiles at both levels, or one entry per level (null: any). */
  readonly tiles?: Readonly<Record<string, TileChoice | readonly (TileChoice | null)[]>>
  /** Loops of more than one step of a level, of which one stands outside the other. */
  readonly orders?: readonly { readonly level: number; readonly outside: string; readonly inside: string }[]
  /** A dataflow with holes; without any, the space is the one mapping that it is. */
  readonly dataflow?: PartialDataflow
  /** The levels, the spatial dimensions and the cluster size of a dataflow of the paper. */
  readonly fixed?: PaperDataflowName
}

/**
 * The most that a feasible mapping costs, and the least utilization of all PEs and SIMD lanes.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapLimits = {
  readonly runtime?: number
  readonly energy?: number
  readonly edp?: number
  readonly utilization?: number
}

/**
 * A layer, an accelerator, and what the best mapping is: the one of the least energy-delay product where `objective` is absent.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapRequest = {
  readonly layer: Layer
  readonly hardware: Accelerator
  readonly objective?: MapObjective
  readonly space?: MapRestrictions
  readonly limits?: MapLimits
}

/**
 * A part of a search: shard i of n searches an n-th of its blocks.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapShard = { readonly index: number; readonly count: number }

/**
 * A rule by which boxes of mappings are closed: nothing in them is better than what was found, nothing fits the buffers, or
 * everything is costed like other mappings: those of smaller clusters, or those with rows and columns or both operands exchanged.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapRule = 'bound' | 'capacity' | 'symmetry'

/**
 * How far a search goes.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapOptions = {
  /** The gap that is good enough: 0 when absent, 0.001 for runtimes, of which many are nearly equal. */
  readonly gap?: number
  /** Boxes to work on at most: 30,000 when absent. */
  readonly nodes?: number
  /** The number of distinct values of the objective to find: 1 when absent. */
  readonly top?: number
  /** A value of the objective that is known to be attainable: what is above it is not searched. */
  readonly below?: number
  readonly shard?: MapShard
  /** Rules of pruning to do without: the answer is the same, later. */
  readonly without?: readonly MapRule[]
}

/**
 * A dataflow with the figures that `estimate` gives for it.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MappedDataflow = {
  readonly dataflow: Dataflow
  /** Cycles. */
  readonly runtime: number
  /** In the unit of the energy table. */
  readonly energy: number
  readonly edp: number
}

/**
 * Why no mapping is feasible: the buffer that is too small for every one of them, with the least capacity that some mapping
 * fits, in elements; or what excludes all of them only together.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapRefusal =
  | { readonly buffer: 'l1' | 'clusters' | 'l2'; readonly capacity: number; readonly least: number }
  | { readonly together: readonly ('l1' | 'clusters' | 'l2' | 'limits')[] }

/**
 * How many mappings there are, what was done, and what closed how many mappings. Numbers of mappings are texts, because
 * they exceed what a number holds.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapCounts = {
  readonly mappings: string
  readonly nodes: number
  readonly bounds: number
  readonly estimates: number
  readonly closed: {
    readonly bound: string
    readonly capacity: string
    readonly symmetry: string
    readonly estimate: string
  }
}

/**
 * The answer of a mapping search.
 *
 * @since 0.2.0
 * @category mapping
 */
export type Mapping = {
  readonly objective: MapObjective
  /** The gap and the number of values that were asked for. */
  readonly asked: { readonly gap: number; readonly top: number }
  /** The best mapping; of a front, the one of the least energy-delay product. Null where nothing was found. */
  readonly best: MappedDataflow | null
  /** The best distinct values of the objective, in order; of a front, none. */
  readonly top: readonly MappedDataflow[]
  /** The nondominated points by increasing runtime; empty for other objectives. */
  readonly front: readonly MappedDataflow[]
  /** No feasible mapping costs less in the objective; null where none is feasible. Of a front, in each of both. */
  readonly lower: number | { readonly runtime: number; readonly energy: number } | null
  /** best / lower − 1; of a front, the least gap for which it is complete. Null where nothing was found. */
  readonly gap: number | null
  /** Whether the gap asked for is reached, for all values asked for; or that nothing is feasible. */
  readonly proven: boolean
  /** Why nothing is feasible, where that is proven. */
  readonly why: MapRefusal | null
  readonly counts: MapCounts
  readonly warnings: readonly Warning[]
}
