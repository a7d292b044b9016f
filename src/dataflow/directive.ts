/**
 * Directives and dataflows: the data-centric notation of the paper (section 3), as plain data.
 */

import type { DimensionName } from '../operator/dimension-name'
import type { Expression } from './expression'

/**
 * Distributes tiles of a dimension over the units of a level.
 *
 * @since 0.1.0
 * @category dataflows
 */
export type SpatialMap<Dimension extends string = string> = {
  readonly _tag: 'SpatialMap'
  /** Indices per unit: a positive integer or an expression. */
  readonly size: Expression
  /** Indices from the start of one unit's tile to that of the next: a positive integer or an expression. */
  readonly offset: Expression
  /** The dimension that is distributed, such as `'K'`. */
  readonly dimension: Dimension
}

/**
 * Steps through tiles of a dimension in time.
 *
 * @since 0.1.0
 * @category dataflows
 */
export type TemporalMap<Dimension extends string = string> = {
  readonly _tag: 'TemporalMap'
  /** Indices per step: a positive integer or an expression. */
  readonly size: Expression
  /** Indices from the start of one step's tile to that of the next: a positive integer or an expression. */
  readonly offset: Expression
  /** The dimension that is stepped through, such as `'C'`. */
  readonly dimension: Dimension
}

/**
 * Groups units: the directives after it describe what happens inside a cluster of `size` units.
 *
 * @since 0.1.0
 * @category dataflows
 */
export type Cluster = {
  readonly _tag: 'Cluster'
  /** Units per cluster: a positive integer or an expression. */
  readonly size: Expression
}

/**
 * One line of a dataflow. `Dimension` is the name that it maps, where the compiler knows it.
 *
 * @since 0.1.0
 * @category dataflows
 */
export type Directive<Dimension extends string = string> =
  | SpatialMap<Dimension>
  | TemporalMap<Dimension>
  | Cluster

/**
 * A dataflow: directives, outermost first, and the values of the parameters that its sizes use. `Dimension` is every name that
 * the dataflow maps, where the compiler knows them all, as in `Dataflow<'K' | 'C'>`; a plain `Dataflow` maps any names.
 *
 * @since 0.1.0
 * @category dataflows
 */
export type Dataflow<Dimension extends string = string> = {
  /** The name that results and reports show. */
  readonly name: string
  /** The directives, outermost first. Each `Cluster` ends a level and begins the next. */
  readonly directives: readonly Directive<Dimension>[]
  /** The value of each parameter that a size uses as `param(name)`: integers. */
  readonly parameters: Readonly<Record<string, number>>
}

type MapOf<T, D> = {
  readonly _tag: T
  readonly size: Expression
  readonly offset: Expression
  readonly dimension: D
}

/** A map of either form. Whatever the arguments are, the check of the dataflow reports what is wrong with them. */
const mapOf = <const T extends string, D extends string>(
  _tag: T,
  first: D | Expression,
  second: Expression | undefined,
  third: D | undefined,
): MapOf<T, D> => {
  if (typeof first !== 'string' || third !== undefined)
    return { _tag, size: first, offset: second, dimension: third } as MapOf<T, D> // as the signatures below say
  const size = second === undefined ? 1 : second
  return { _tag, size, offset: size, dimension: first }
}

/**
 * `SpatialMap(size, size) dimension`: unit u works on the indices from u · size, so that the units share the dimension without
 * overlap. `spatialMap('K')` gives one index to each unit, `spatialMap('K', 4)` four.
 *
 * @param dimension - The dimension to distribute: one of the layer's, such as `'K'`.
 * @param size - Indices per unit: a positive integer or an expression, 1 by default. It is also the offset between units.
 *
 * @example
 * ```ts
 * import { spatialMap } from 'maestro-dataflow'
 *
 * spatialMap('K') // => { _tag: 'SpatialMap', size: 1, offset: 1, dimension: 'K' }
 * spatialMap('K', 4) // => { _tag: 'SpatialMap', size: 4, offset: 4, dimension: 'K' }
 * spatialMap(3, 1, 'Y') // => { _tag: 'SpatialMap', size: 3, offset: 1, dimension: 'Y' }
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export function spatialMap<Dimension extends DimensionName>(
  dimension: Dimension,
  size?: Expression,
): SpatialMap<Dimension>
/**
 * `SpatialMap(size, offset) dimension`: unit u works on the tile that starts at index u · offset. Tiles overlap where the
 * offset is below the size, as those of a sliding window do.
 *
 * @param size - Indices per unit: a positive integer or an expression.
 * @param offset - Indices from the start of one unit's tile to that of the next: a positive integer or an expression.
 * @param dimension - The dimension to distribute: one of the layer's, such as `'K'`.
 * @since 0.1.0
 * @category dataflows
 */
export function spatialMap<Dimension extends DimensionName>(
  size: Expression,
  offset: Expression,
  dimension: Dimension,
): SpatialMap<Dimension>
// The compiler cannot call a choice between generic functions, so there are signatures for it which are not generic.
/**
 * `SpatialMap(size, size) dimension`, where the code chooses the kind of map: `(isSpatial ? spatialMap : temporalMap)('K')`.
 *
 * @param dimension - The dimension to distribute: one of the layer's, such as `'K'`.
 * @param size - Indices per unit: a positive integer or an expression, 1 by default. It is also the offset between units.
 * @hidden
 */
export function spatialMap(dimension: DimensionName, size?: Expression): SpatialMap
/**
 * `SpatialMap(size, offset) dimension`, where the code chooses the kind of map.
 *
 * @param size - Indices per unit: a positive integer or an expression.
 * @param offset - Indices from the start of one unit's tile to that of the next: a positive integer or an expression.
 * @param dimension - The dimension to distribute: one of the layer's, such as `'K'`.
 * @hidden
 */
export function spatialMap(size: Expression, offset: Expression, dimension: DimensionName): SpatialMap
export function spatialMap<Dimension extends DimensionName>(
  first: Dimension | Expression,
  second?: Expression,
  third?: Dimension,
): SpatialMap<Dimension> {
  return mapOf('SpatialMap', first, second, third)
}

/**
 * `TemporalMap(size, size) dimension`: step t works on the indices from t · size, so that the steps cover the dimension without
 * overlap. `temporalMap('C')` takes one index per step, `temporalMap('C', 64)` takes 64.
 *
 * @param dimension - The dimension to step through: one of the layer's, such as `'C'`.
 * @param size - Indices per step: a positive integer or an expression, 1 by default. It is also the offset between steps.
 *
 * @example
 * ```ts
 * import { plus, sz, temporalMap } from 'maestro-dataflow'
 *
 * temporalMap('C', 64) // => { _tag: 'TemporalMap', size: 64, offset: 64, dimension: 'C' }
 * temporalMap('R', sz('R')) // => { _tag: 'TemporalMap', size: sz('R'), offset: sz('R'), dimension: 'R' }
 * temporalMap(plus(8, sz('S'), -1), 8, 'X').offset // => 8
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export function temporalMap<Dimension extends DimensionName>(
  dimension: Dimension,
  size?: Expression,
): TemporalMap<Dimension>
/**
 * `TemporalMap(size, offset) dimension`: each step works on the tile that starts `offset` indices further. Tiles overlap where
 * the offset is below the size, as those of a sliding window do.
 *
 * @param size - Indices per step: a positive integer or an expression.
 * @param offset - Indices from the start of one step's tile to that of the next: a positive integer or an expression.
 * @param dimension - The dimension to step through: one of the layer's, such as `'C'`.
 * @since 0.1.0
 * @category dataflows
 */
export function temporalMap<Dimension extends DimensionName>(
  size: Expression,
  offset: Expression,
  dimension: Dimension,
): TemporalMap<Dimension>
// The compiler cannot call a choice between generic functions, so there are signatures for it which are not generic.
/**
 * `TemporalMap(size, size) dimension`, where the code chooses the kind of map: `(isSpatial ? spatialMap : temporalMap)('K')`.
 *
 * @param dimension - The dimension to step through: one of the layer's, such as `'K'`.
 * @param size - Indices per step: a positive integer or an expression, 1 by default. It is also the offset between steps.
 * @hidden
 */
export function temporalMap(dimension: DimensionName, size?: Expression): TemporalMap
/**
 * `TemporalMap(size, offset) dimension`, where the code chooses the kind of map.
 *
 * @param size - Indices per step: a positive integer or an expression.
 * @param offset - Indices from the start of one step's tile to that of the next: a positive integer or an expression.
 * @param dimension - The dimension to step through: one of the layer's, such as `'K'`.
 * @hidden
 */
export function temporalMap(size: Expression, offset: Expression, dimension: DimensionName): TemporalMap
export function temporalMap<Dimension extends DimensionName>(
  first: Dimension | Expression,
  second?: Expression,
  third?: Dimension,
): TemporalMap<Dimension> {
  return mapOf('TemporalMap', first, second, third)
}

/**
 * `Cluster(size)`: ends a level of the dataflow; the next level runs inside clusters of `size` units.
 *
 * @param size - Units per cluster: a positive integer or an expression.
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
 * when the dataflow meets one. The type has the names that the directives map, so that the compiler rejects a name which the
 * layer lacks. Declare a variable that holds one dataflow after another as `Dataflow`: `let best: Dataflow = …`.
 *
 * @param name - The name that results and reports show.
 * @param directives - The directives, outermost first.
 * @param parameters - The value of each parameter that a size uses as `param(name)`: integers, none by default.
 *
 * @example
 * ```ts
 * import { cluster, dataflow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * dataflow('KC', [spatialMap('K'), temporalMap('C', 64), cluster(64), spatialMap('C')]).name // => 'KC'
 * ```
 * @since 0.1.0
 * @category dataflows
 */
export const dataflow = <Dimension extends string>(
  name: string,
  directives: readonly Directive<Dimension>[],
  parameters: Readonly<Record<string, number>> = {},
): Dataflow<Dimension> => ({ name, directives, parameters })
