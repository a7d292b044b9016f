/** From loop nests to dataflows. */
import type { Either } from 'fp-ts/Either'
import {
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  spatialMap,
  temporalMap,
} from '../dataflow/directive'
import { checkLayer } from '../operator/check-layer'
import type { Layer } from '../operator/layer'
import type { LoopNest, ReadNest, ReadNestLevel } from './loop-nest'
import { attemptNest, type LoopNestErrors } from './loop-nest-error'
import { readLoopNest } from './read-loop-nest'

/**
 * A dataflow, and the number of PEs on which it is equivalent to the loop nest.
 *
 * @since 0.1.0
 * @category loop nests
 */
export type NestedDataflow = {
  /** The dataflow that is equivalent to the loop nest. */
  readonly dataflow: Dataflow
  /** The PEs on which it does so. */
  readonly pes: number
}

/** The maps of one level and what they leave to the levels above: `inside` holds the tiles that they step over. */
const mapsOf = (
  { temporal, spatial }: ReadNestLevel,
  names: readonly string[],
  inside: number[],
): readonly Directive[] => {
  const maps: Directive[] = []
  const isFolded = temporal.some(({ dimension }) => dimension === spatial?.dimension)
  const spread = spatial === null ? undefined : tileMap(spatialMap, spatial.dimension, names, inside)
  if (spatial !== null) grow(inside, spatial)
  if (spread !== undefined && !isFolded) maps.push(spread)
  for (const loop of [...temporal].reverse()) {
    const folds = spread !== undefined && loop.dimension === spatial?.dimension
    maps.push(folds ? spread : tileMap(temporalMap, loop.dimension, names, inside))
    grow(inside, loop)
  }
  return maps.reverse()
}

const grow = (inside: number[], loop: { readonly dimension: number; readonly factor: number }): void => {
  inside[loop.dimension] = (inside[loop.dimension] ?? 1) * loop.factor
}

const tileMap = (
  map: typeof temporalMap | typeof spatialMap,
  dimension: number,
  names: readonly string[],
  inside: readonly number[],
): Directive => {
  const tile = inside[dimension] ?? 1
  return map(tile, tile, names[dimension] ?? '')
}

/** Directives, built from the innermost level out: a tile is the product of the factors inside it. */
const directivesOf = ({ levels, tile }: ReadNest, names: readonly string[]): readonly Directive[] => {
  const inside = [...tile]
  let directives: readonly Directive[] = []
  for (const [i, level] of [...levels.entries()].reverse()) {
    const maps = mapsOf(level, names, inside)
    directives = i === 0 ? [...maps, ...directives] : [cluster(level.instances), ...maps, ...directives]
  }
  return directives
}

/** A dataflow has a map: one that covers its dimension, if there is nothing to step over. */
const orWhole = (
  directives: readonly Directive[],
  names: readonly string[],
  extents: readonly number[],
): readonly Directive[] => {
  const [name = ''] = names
  const [extent = 1] = extents
  const isEmpty = directives.every(({ _tag }) => _tag === 'Cluster')
  return isEmpty ? [temporalMap(extent, extent, name), ...directives] : directives
}

/**
 * The dataflow that is equivalent to a loop nest on a layer: on the PEs that come with it, every PE works on the same points
 * in the same steps. See {@link LoopNest} for the counterpart of each loop and of each storage.
 *
 * @param layer - The layer that the loop nest is of.
 * @param nest - The loop nest.
 *
 * @example
 * ```ts
 * import { cluster, gemm, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { fromLoopNest } from 'maestro-dataflow/notation'
 *
 * const nest = {
 *   name: 'weight stationary',
 *   levels: [
 *     { target: 'GlobalBuffer', temporal: { factors: { N: 4, K: 2 }, permutation: ['N', 'K'] }, spatial: { factors: { N: 8 } } },
 *     { target: 'Row', spatial: { factors: { K: 16 } } },
 *   ],
 *   tile: { M: 64 },
 * }
 * const { dataflow, pes } = orThrow(fromLoopNest(gemm({ M: 64, N: 32, K: 32 }), nest))
 * pes // => 128
 * dataflow.directives // => [spatialMap('N'), temporalMap('K', 16), cluster(16), spatialMap('K')]
 * ```
 * @since 0.1.0
 * @category loop nests
 */
export const fromLoopNest = (layer: Layer, nest: LoopNest): Either<LoopNestErrors, NestedDataflow> =>
  attemptNest((report): NestedDataflow | undefined => {
    const problem = checkLayer(layer, report.inputs)
    if (problem === undefined) return undefined
    const read = readLoopNest(nest, problem, report)
    if (read === undefined) return undefined
    const { dimensions, extents } = problem
    const directives = orWhole(directivesOf(read, dimensions), dimensions, extents)
    const pes = read.levels.reduce((product, { instances }) => product * instances, 1)
    return { dataflow: dataflow(read.name, directives), pes }
  })
