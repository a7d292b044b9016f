/** What is asked of a mapping search: plain data. */
import type { Expression } from '../dataflow/expression'
import type { Accelerator } from '../hardware/accelerator'
import type { Layer } from '../operator/layer'

/**
 * The objective of a mapping search: cycles, energy, their product, or the front of cycles and energy.
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
      /** Indices per unit or per step, or `'any'` for a size that the search chooses. */
      readonly size: Expression | 'any'
      /** The size when absent. */
      readonly offset?: Expression | 'any'
      /** The dimension of the layer that the map is of. */
      readonly dimension: string
    }
  | {
      readonly _tag: 'Cluster'
      /** Units per cluster, or `'any'` for a size that the search chooses. */
      readonly size: Expression | 'any'
    }
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
  /** A name for readers. The dataflows that are found are called `'mapping'`. */
  readonly name?: string
  /** The directives and holes, outermost first. */
  readonly directives: readonly PartialDirective[]
  /** The value of each parameter that a size uses as `param(name)`; none by default. */
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
  readonly orders?: readonly {
    /** The level of the two loops: 0 is the outermost. */
    readonly level: number
    /** The dimension of the outer loop. */
    readonly outside: string
    /** The dimension of the inner loop. */
    readonly inside: string
  }[]
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
  /** The most cycles; unlimited by default. */
  readonly runtime?: number
  /** The most energy, in the unit of the energy table; unlimited by default. */
  readonly energy?: number
  /** The largest energy-delay product; unlimited by default. */
  readonly edp?: number
  /** The least utilization of all PEs and SIMD lanes, 0 to 1; 0 by default. */
  readonly utilization?: number
}

/**
 * A layer, an accelerator, and the objective of the best mapping: the energy-delay product when absent.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapRequest = {
  /** The layer to map: a built-in kind, an einsum or a custom operator. */
  readonly layer: Layer
  /** The accelerator to map it to. */
  readonly hardware: Accelerator
  /** The figure that the best mapping minimizes, or `'pareto'` for the whole front; `'edp'` by default. */
  readonly objective?: MapObjective
  /** Restrictions of the mappings; none by default. */
  readonly space?: MapRestrictions
  /** Upper limits of the cost of a feasible mapping; none by default. */
  readonly limits?: MapLimits
}

/**
 * A part of a search: shard i of n searches about an n-th of its 16 blocks.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapShard = {
  /** The number of the shard, from 0. */
  readonly index: number
  /** The number of shards that the search is divided into. */
  readonly count: number
}

/**
 * A rule by which boxes of mappings are closed: nothing in them is better than the best mapping found by more than the gap,
 * nothing fits the buffers, or everything is costed like other mappings: those of smaller clusters, or those with rows and
 * columns or both operands exchanged.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapRule = 'bound' | 'capacity' | 'symmetry'

/**
 * The limits of a search.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapOptions = {
  /** The gap that is good enough: 0 when absent, 0.001 for runtimes, of which many are nearly equal. */
  readonly gap?: number
  /** Boxes to work on at most: 30,000 when absent. */
  readonly nodes?: number
  /** The number of distinct values of the objective to find, to within the gap: 1 when absent. */
  readonly top?: number
  /** A value of the objective that is known to be attainable: mappings above it are not searched. */
  readonly below?: number
  /** The part of the search to do; all of it by default. */
  readonly shard?: MapShard
  /** Rules of pruning to do without: the answer is the same, later. */
  readonly without?: readonly MapRule[]
}
