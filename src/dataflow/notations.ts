/**
 * The two notations of a convolution's dataflow: in outputs (Y', X') or in inputs (Y, X, with halo). Both say the same;
 * which rows a map of outputs reads depends on the layer.
 */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import { reach } from '../operator/extents'
import type { Layer } from '../operator/layer'
import type { NameBinding, Problem } from '../operator/problem'
import type { Canonical, Level, Loop } from './canonical'
import type { DataflowFor } from './dataflow-for'
import type { Dataflow, Directive } from './directive'
import { type Schedule, scheduleOf } from './schedule'

type Coordinate = {
  readonly name: string
  readonly meaning: Extract<NameBinding, { readonly _tag: 'InputCoordinate' }>
}

const coordinatesOf = ({ names }: Problem): readonly Coordinate[] =>
  [...names].flatMap(([name, meaning]) => (meaning._tag === 'InputCoordinate' ? [{ name, meaning }] : []))

const inOutputs = ({ dimension, spatial, tile }: Loop, { dimensions }: Problem): Directive => ({
  _tag: spatial ? 'SpatialMap' : 'TemporalMap',
  size: tile,
  offset: tile,
  dimension: dimensions[dimension]!,
})

/** A map of outputs as the rows that it reads, where the level's window (whole, or a tile of it) slides over them. */
const inInputs = (loop: Loop, level: Level, extents: readonly number[], problem: Problem): Directive => {
  const coordinate = coordinatesOf(problem).find(({ meaning }) => meaning.dimension === loop.dimension)
  if (coordinate === undefined) return inOutputs(loop, problem)
  const { dimension: window, stride, dilation } = coordinate.meaning.window
  const tile = level.loops.find(({ dimension }) => dimension === window)?.tile ?? extents[window!]!
  return {
    _tag: loop.spatial ? 'SpatialMap' : 'TemporalMap',
    size: stride * (loop.tile - 1) + reach(tile, dilation),
    offset: stride * loop.tile,
    dimension: coordinate.name,
  }
}

type Write = (loop: Loop, level: Level, extents: readonly number[], problem: Problem) => Directive

const written = ({ levels }: Canonical, problem: Problem, write: Write): readonly Directive[] => {
  const extents = [...problem.extents]
  return levels.flatMap((level, i): readonly Directive[] => {
    const maps = level.loops.map((loop) => write(loop, level, extents, problem))
    for (const { dimension, tile } of level.loops) extents[dimension] = tile
    return i === 0 ? maps : [{ _tag: 'Cluster', size: level.units }, ...maps]
  })
}

/** A dataflow lists a map: where all were dropped, one of a whole extent says the same. */
const listingMap = (
  directives: readonly Directive[],
  { dimensions, extents }: Problem,
): readonly Directive[] => {
  if (directives.some(({ _tag }) => _tag !== 'Cluster')) return directives
  const size = extents[0] ?? 1
  return [{ _tag: 'TemporalMap', size, offset: size, dimension: dimensions[0] ?? '' }, ...directives]
}

const rewrite =
  (write: Write) =>
  (layer: Layer, dataflow: Dataflow): Either<EstimateErrors, Dataflow> =>
    attempt((report) => {
      const schedule: Schedule | undefined = scheduleOf(layer, dataflow, null, report)
      if (schedule === undefined) return undefined
      const directives = listingMap(written(schedule.canonical, schedule.problem, write), schedule.problem)
      return { name: schedule.dataflow, directives, parameters: {} }
    })

/**
 * The dataflow in outputs, with numbers for this layer: maps of Y and X become maps of Y' and X', a diagonal pair one
 * map of the window, tiles are clipped to their extents and maps on lacking dimensions left out. Keeps every figure of
 * the estimate.
 *
 * @param layer - The layer that the dataflow maps: its extents and strides give the numbers.
 * @param dataflow - The dataflow to rewrite, in inputs or in outputs.
 *
 * @example
 * ```ts
 * import { conv2d, dataflow, orThrow, outputCentric, plus, sz, temporalMap } from 'maestro-dataflow'
 *
 * const layer = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 58, X: 58 })
 * const rows = dataflow('eight rows', [temporalMap(plus(8, sz('R'), -1), 8, 'Y')])
 * orThrow(outputCentric(layer, rows)).directives // => [temporalMap("Y'", 8)]
 * ```
 * @function
 * @since 0.1.0
 * @category algebra
 */
export const outputCentric: <L extends Layer, Dimension extends string>(
  layer: L,
  dataflow: DataflowFor<L, Dimension>,
) => Either<EstimateErrors, Dataflow> = /* @__PURE__ */ rewrite((loop, _level, _extents, problem) =>
  inOutputs(loop, problem),
)

/**
 * The dataflow in inputs, with numbers for this layer: maps of Y' and X' become maps of the rows and columns that they
 * read. Keeps every figure of the estimate; `outputCentric` undoes it.
 *
 * @param layer - The layer that the dataflow maps: its extents and strides give the numbers.
 * @param dataflow - The dataflow to rewrite, in inputs or in outputs.
 *
 * @example
 * ```ts
 * import { conv2d, dataflow, inputCentric, orThrow, temporalMap } from 'maestro-dataflow'
 *
 * const layer = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 58, X: 58 })
 * orThrow(inputCentric(layer, dataflow('rows', [temporalMap("Y'", 8)]))).directives // => [temporalMap(10, 8, 'Y')]
 * ```
 * @function
 * @since 0.1.0
 * @category algebra
 */
export const inputCentric: <L extends Layer, Dimension extends string>(
  layer: L,
  dataflow: DataflowFor<L, Dimension>,
) => Either<EstimateErrors, Dataflow> = /* @__PURE__ */ rewrite(inInputs)
