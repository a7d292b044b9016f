/** Mappings: canonical dataflows of one or two levels, and the dataflow that each of them is written as. */
import type { Canonical, Level, Loop } from '../dataflow/canonical'
import {
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  spatialMap,
  temporalMap,
} from '../dataflow/directive'
import type { Problem } from '../operator/problem'
import type { Loops } from './loops'

/** No loop of the level is spatial. */
export const NONE = -1

/** A level of a mapping, in terms of the loops of `loops.ts`. */
export type MappedLevel = {
  readonly units: number
  /** The spatial loop, or {@link NONE}. */
  readonly spatial: number
  /** The tile of each loop. */
  readonly tiles: readonly number[]
  /** The loops of more than one step, outermost first. */
  readonly order: readonly number[]
}

export type Mapping = readonly MappedLevel[]

/** Tiles of an extent. */
export const tilesIn = (extent: number, tile: number): number => Math.ceil(extent / tile)

/** Steps of a loop: tiles, or folds of them over the units. */
export const stepsIn = (extent: number, tile: number, units: number): number =>
  Math.ceil(Math.ceil(extent / tile) / units)

/** The loops of a level in the order in which a dataflow names them: a spatial one of one fold first. */
const namedIn = ({ spatial, order }: MappedLevel): readonly number[] =>
  spatial === NONE || order.includes(spatial) ? order : [spatial, ...order]

/** The canonical form of a mapping. */
export const canonicalOf = (mapping: Mapping, { dimensions }: Loops): Canonical => ({
  levels: mapping.map(
    (level): Level => ({
      units: level.units,
      loops: namedIn(level).map(
        (loop): Loop => ({
          dimension: dimensions[loop]!,
          spatial: loop === level.spatial,
          tile: level.tiles[loop]!,
        }),
      ),
    }),
  ),
  warnings: [],
})

const directivesOf = (level: MappedLevel, { names }: Loops): readonly Directive[] =>
  namedIn(level).map((loop) => {
    const tile = level.tiles[loop]!
    const map = loop === level.spatial ? spatialMap : temporalMap
    return map(tile, tile, names[loop]!)
  })

/** A mapping without any loop is written as one map, because a dataflow needs one. */
const wholeMap = ({ dimensions, extents }: Problem): Directive =>
  temporalMap(extents[0]!, extents[0]!, dimensions[0]!)

/** The dataflow of a mapping. */
export const dataflowOf = (mapping: Mapping, loops: Loops, problem: Problem): Dataflow => {
  const directives = mapping.flatMap((level, i) => [
    ...(i === 0 ? [] : [cluster(level.units)]),
    ...directivesOf(level, loops),
  ])
  const hasMap = directives.some(({ _tag }) => _tag !== 'Cluster')
  return dataflow('mapping', hasMap ? directives : [wholeMap(problem), ...directives])
}
