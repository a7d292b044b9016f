/**
 * Directives and dataflows: the data-centric notation of the paper (section 3), as plain data.
 */
import type { Expression } from './expression'

/**
 * Distributes tiles of a dimension over the units of a level.
 *
 * @since 0.1.0
 * @category dataflows
 */
export type SpatialMap = {
  readonly _tag: 'SpatialMap'
  readonly size: Expression
  readonly offset: Expression
  readonly dimension: string
}

/**
 * Steps through tiles of a dimension in time.
 *
 * @since 0.1.0
 * @category dataflows
 */
export type TemporalMap = {
  readonly _tag: 'TemporalMap'
  readonly size: Expression
  readonly offset: Expression
  readonly dimension: string
}

/**
 * Groups units: the directives after it describe what happens inside a cluster of `size` units.
 *
 * @since 0.1.0
 * @category dataflows
 */
export type Cluster = { readonly _tag: 'Cluster'; readonly size: Expression }

/**
 * One line of a dataflow.
 *
 * @since 0.1.0
 * @category dataflows
 */
export type Directive = SpatialMap | TemporalMap | Cluster

/**
 * A dataflow: directives, outermost first, and the values of the parameters that its sizes use.
 *
 * @since 0.1.0
 * @category dataflows
 */
export type Dataflow = {
  readonly name: string
  readonly directives: readonly Directive[]
  readonly parameters: Readonly<Record<string, number>>
}

/**
 * `SpatialMap(size, offset) dimension`: unit u works on the tile that starts at u · offset.
 *
 * @example
 * ```ts
 * import { spatialMap } from 'maestro-dataflow'
 *
 * spatialMap(1, 1, 'K') // => { _tag: 'SpatialMap', size: 1, offset: 1, dimension: 'K' }
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export const spatialMap = (size: Expression, offset: Expression, dimension: string): SpatialMap => ({
  _tag: 'SpatialMap',
  size,
  offset,
  dimension,
})

/**
 * `TemporalMap(size, offset) dimension`: each step works on the tile that starts `offset` further.
 *
 * @example
 * ```ts
 * import { temporalMap } from 'maestro-dataflow'
 *
 * temporalMap(64, 64, 'C').size // => 64
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export const temporalMap = (size: Expression, offset: Expression, dimension: string): TemporalMap => ({
  _tag: 'TemporalMap',
  size,
  offset,
  dimension,
})

/**
 * `Cluster(size)`: ends a level of the dataflow; the next level runs inside clusters of `size` units.
 *
 * @example
 * ```ts
 * import { cluster } from 'maestro-dataflow'
 *
 * cluster(64) // => { _tag: 'Cluster', size: 64 }
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export const cluster = (size: Expression): Cluster => ({ _tag: 'Cluster', size })

/**
 * A dataflow from its directives, outermost first. It only builds data: legality depends on the layer and is checked
 * when the dataflow meets one.
 *
 * @example
 * ```ts
 * import { cluster, dataflow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * dataflow('KC', [spatialMap(1, 1, 'K'), temporalMap(64, 64, 'C'), cluster(64), spatialMap(1, 1, 'C')]).name // => 'KC'
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export const dataflow = (
  name: string,
  directives: readonly Directive[],
  parameters: Readonly<Record<string, number>> = {},
): Dataflow => ({ name, directives, parameters })
