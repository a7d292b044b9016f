/**
 * An algebra on dataflows: small pure functions, data last, for `pipe`. All of them keep MACs, because every legal
 * dataflow executes each MAC once. What else they keep is said with each.
 */
import { attempt } from '../error/attempt'
import { isRight } from '../internal/either'
import { entriesOf, isRecord } from '../internal/read'
import type { DimensionName } from '../operator/dimension-name'
import type { Cluster, Dataflow, Directive, SpatialMap, TemporalMap } from './directive'
import type { Expression } from './expression'

/**
 * A function from dataflows to dataflows.
 *
 * @since 0.1.0
 * @category algebra
 */
export type Transformation = (dataflow: Dataflow) => Dataflow

type AnyMap = SpatialMap | TemporalMap

/** Longer lists are none that could be estimated. */
const mostDirectives = 100_000

/** The entries of a list of ours or of a caller's; anything else stays as it is, for the estimate to refuse. */
const listOf = (value: unknown): readonly unknown[] => {
  const copy = attempt(() => {
    if (!Array.isArray(value)) return undefined
    const { length } = value
    return length <= mostDirectives ? entriesOf(value, length) : undefined
  })
  return isRight(copy) ? copy.right : [value]
}

/** A copy of a dataflow and of its directives, each property read once; undefined if it is none. */
const copied = (dataflow: unknown): Dataflow | undefined => {
  if (!isRecord(dataflow)) return undefined
  const copy = { ...dataflow }
  if (!Array.isArray(copy['directives'])) return undefined
  const directives = listOf(copy['directives']).map((each) => (isRecord(each) ? { ...each } : each))
  return { ...copy, directives } as unknown as Dataflow // rewriting looks at tags and dimensions only, which may be anything
}

/** Rewrites the directives of a dataflow. What is none stays what it is, for the estimate to refuse. */
const onDirectives =
  (rewrite: (directives: readonly Directive[]) => readonly Directive[]): Transformation =>
  (dataflow) => {
    const copy = attempt(() => copied(dataflow))
    return isRight(copy) ? { ...copy.right, directives: rewrite(copy.right.directives) } : dataflow
  }

const isCluster = (directive: unknown): directive is Cluster =>
  isRecord(directive) && directive['_tag'] === 'Cluster'

const isMapOf = (map: unknown, dimension: string): boolean => isRecord(map) && map['dimension'] === dimension

/** Rewrites the maps of one level; a level that is not there changes nothing. */
const onLevel = (level: number, rewrite: (maps: readonly AnyMap[]) => readonly AnyMap[]): Transformation =>
  onDirectives((given) => {
    const levels: AnyMap[][] = [[]]
    const clusters: Cluster[] = []
    for (const directive of given) {
      if (isCluster(directive)) {
        clusters.push(directive)
        levels.push([])
      } else levels[levels.length - 1]!.push(directive)
    }
    return levels.flatMap((maps, i): readonly Directive[] => {
      const rewritten = i === level ? rewrite(maps) : maps
      return i === 0 ? rewritten : [clusters[i - 1]!, ...rewritten]
    })
  })

const onMap = (level: number, dimension: string, rewrite: (map: AnyMap) => AnyMap): Transformation =>
  onLevel(level, (maps) => maps.map((map) => (isMapOf(map, dimension) ? rewrite(map) : map)))

/**
 * Puts the maps of a level in the given order of dimensions, outermost first; those that are not named follow in the
 * order they had. Keeps MACs, tiles and so what the units' buffers must hold; traffic changes, and with it what is worth
 * keeping in the shared buffer.
 *
 * @param level - The level to reorder: 0 is the outermost, and each `Cluster` begins the next.
 * @param order - Dimensions, outermost first; names without a map at this level change nothing.
 *
 * @example
 * ```ts
 * import { dataflow, reorder, temporalMap } from 'maestro-dataflow'
 *
 * const kc = dataflow('KC', [temporalMap('K'), temporalMap('C')])
 * reorder(0, ['C', 'K'])(kc).directives[0] // => temporalMap('C')
 * ```
 * @since 0.1.0
 * @category algebra
 */
export const reorder = (level: number, order: readonly DimensionName[]): Transformation => {
  const names = listOf(order)
  const rank = (map: unknown): number => {
    const at = isRecord(map) ? names.indexOf(map['dimension']) : -1
    return at < 0 ? names.length : at
  }
  return onLevel(level, (maps) => [...maps].sort((a, b) => rank(a) - rank(b)))
}

/**
 * Gives the map of a dimension another size; its offset is the size unless given. Keeps MACs.
 *
 * @param level - The level of the map: 0 is the outermost, and each `Cluster` begins the next.
 * @param dimension - The dimension whose map is changed; without such a map nothing changes.
 * @param size - The new size, in indices: a positive integer or an expression.
 * @param offset - The new offset, in indices; the size by default.
 *
 * @example
 * ```ts
 * import { dataflow, retile, temporalMap } from 'maestro-dataflow'
 *
 * retile(0, 'C', 64)(dataflow('C', [temporalMap('C')])).directives // => [temporalMap('C', 64)]
 * ```
 * @since 0.1.0
 * @category algebra
 */
export const retile = (
  level: number,
  dimension: DimensionName,
  size: Expression,
  offset: Expression = size,
): Transformation => onMap(level, dimension, (map) => ({ ...map, size, offset }))

/**
 * Spreads a dimension over the units of its level, in place of the one that was. Keeps MACs and tiles.
 *
 * @param level - The level to change: 0 is the outermost, and each `Cluster` begins the next.
 * @param dimension - The dimension to spread over the units; without a map of it nothing changes.
 *
 * @example
 * ```ts
 * import { dataflow, spatialMap, spatialize, temporalMap } from 'maestro-dataflow'
 *
 * const k = dataflow('K', [spatialMap('K'), temporalMap('C')])
 * spatialize(0, 'C')(k).directives // => [temporalMap('K'), spatialMap('C')]
 * ```
 * @since 0.1.0
 * @category algebra
 */
export const spatialize = (level: number, dimension: DimensionName): Transformation =>
  onLevel(level, (maps) =>
    maps.some((map) => isMapOf(map, dimension))
      ? maps.map((map) => ({ ...map, _tag: isMapOf(map, dimension) ? 'SpatialMap' : 'TemporalMap' }))
      : maps,
  )

/**
 * Steps through a dimension in time instead of spreading it. Keeps MACs and tiles; undoes `spatialize` where nothing
 * else was spatial.
 *
 * @param level - The level to change: 0 is the outermost, and each `Cluster` begins the next.
 * @param dimension - The dimension to step through in time; without a map of it nothing changes.
 *
 * @example
 * ```ts
 * import { dataflow, spatialMap, temporalMap, temporalize } from 'maestro-dataflow'
 *
 * temporalize(0, 'K')(dataflow('K', [spatialMap('K')])).directives // => [temporalMap('K')]
 * ```
 * @since 0.1.0
 * @category algebra
 */
export const temporalize = (level: number, dimension: DimensionName): Transformation =>
  onMap(level, dimension, (map) => ({ ...map, _tag: 'TemporalMap' }))

/**
 * Groups the units of the innermost level into clusters of `size` that run the given maps. Keeps MACs; with size 1 and
 * no maps also every count of the levels above.
 *
 * @param size - Units per cluster: a positive integer or an expression.
 * @param maps - The maps that run inside each cluster, outermost first.
 *
 * @example
 * ```ts
 * import { cluster, clusterize, dataflow, spatialMap } from 'maestro-dataflow'
 *
 * const kc = clusterize(8, [spatialMap('C')])(dataflow('KC', [spatialMap('K')]))
 * kc.directives // => [spatialMap('K'), cluster(8), spatialMap('C')]
 * ```
 * @since 0.1.0
 * @category algebra
 */
export const clusterize = (size: Expression, maps: readonly (SpatialMap | TemporalMap)[]): Transformation => {
  const inner = listOf(maps) as readonly Directive[] // what is none is refused by the estimate
  return onDirectives((directives) => [...directives, { _tag: 'Cluster', size }, ...inner])
}
