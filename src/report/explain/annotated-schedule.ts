/** A schedule with names: the loops of each level, and the directive that each is written as. */

import type { Canonical, Level } from '../../dataflow/canonical'
import { printMap } from '../../dataflow/print'
import { pathOf, type ReadLevel, type ReadMap, readDataflow } from '../../dataflow/read-directives'
import { scheduleOf } from '../../dataflow/schedule'
import type { Report } from '../../error/error'
import { product } from '../../internal/arithmetic'
import type { Problem, Tensor } from '../../operator/problem'
import { tileSize } from '../../profile/definition/footprint'
import { tripsOf } from '../../profile/definition/schedule'

/**
 * A directive by its place in the list and its text, as in `dataflow.directives[3]` and `TemporalMap(1, 1) X'`.
 *
 * @since 0.2.0
 * @category explanations
 */
export type DirectiveRef = {
  /** The place of the directive, such as `dataflow.directives[3]`. */
  readonly path: string
  /** The directive in the paper's notation, such as `TemporalMap(1, 1) X'`. */
  readonly text: string
}

/** A loop of a level in full boxes. */
export type AnnotatedLoop = {
  readonly map: ReadMap
  readonly directive: DirectiveRef
  readonly dimension: number
  readonly spatial: boolean
  readonly tile: number
  /** What it tiles. */
  readonly extent: number
  readonly tiles: number
  /** Steps; of a spatial loop, its folds. */
  readonly steps: number
  /** The lengths of all boxes that it tiles, the full ones and those at edges. */
  readonly boxes: readonly number[]
}

export type AnnotatedLevel = {
  readonly units: number
  readonly loops: readonly AnnotatedLoop[]
  /** The Cluster that opened the level; null at level 0. */
  readonly cluster: { readonly path: string; readonly size: number } | null
}

export type AnnotatedSchedule = {
  readonly problem: Problem
  readonly canonical: Canonical
  readonly levels: readonly AnnotatedLevel[]
}

const directiveOf = (map: ReadMap): DirectiveRef => ({ path: pathOf(map.index), text: printMap(map) })

const loopsOf = (
  level: Level,
  { maps }: ReadLevel,
  extents: readonly number[],
  lengths: readonly Lengths[],
): readonly AnnotatedLoop[] => {
  const trips = tripsOf(level, extents)
  return level.loops.flatMap(({ dimension, spatial, tile }, i) => {
    const map = maps.find(({ meaning }) => meaning.dimension === dimension)
    const extent = extents[dimension]!
    if (map === undefined) return []
    const tiles = Math.ceil(extent / tile)
    const directive = directiveOf(map)
    const boxes = [...lengths[dimension]!.keys()]
    return [{ map, directive, dimension, spatial, tile, extent, tiles, steps: trips[i]!.steps, boxes }]
  })
}

/** The schedule of a layer under a dataflow on a number of PEs, or faults in the report. */
export const annotateSchedule = (
  layer: unknown,
  dataflow: unknown,
  pes: number,
  report: Report,
): AnnotatedSchedule | undefined => {
  const schedule = scheduleOf(layer, dataflow, pes, report)
  const read = schedule && readDataflow(dataflow, schedule.problem, report)
  if (schedule === undefined || read === undefined) return undefined
  const { problem, canonical } = schedule
  const extents = [...problem.extents]
  let lengths = wholeLengths(problem)
  const levels = canonical.levels.map((level, i): AnnotatedLevel => {
    const { index, units } = read.levels[i]!
    const loops = loopsOf(level, read.levels[i]!, extents, lengths)
    lengths = cutByLevel(lengths, level)
    for (const { dimension, tile } of level.loops) extents[dimension] = tile
    return { units: level.units, loops, cluster: index < 0 ? null : { path: pathOf(index), size: units } }
  })
  return { problem, canonical, levels }
}

/** How many tiles of each length a dimension is cut into. */
type Lengths = ReadonlyMap<number, number>

const cutInto = (lengths: Lengths, tile: number): Lengths => {
  const cut = new Map<number, number>()
  const add = (length: number, times: number) => cut.set(length, (cut.get(length) ?? 0) + times)
  for (const [length, times] of lengths) {
    const full = Math.floor(length / tile)
    if (full > 0) add(tile, full * times)
    if (length > full * tile) add(length - full * tile, times)
  }
  return cut
}

const wholeLengths = ({ extents }: Problem): readonly Lengths[] =>
  extents.map((extent) => new Map([[extent, 1]]))

/** The lengths that a level leaves to the one below. */
const cutByLevel = (lengths: readonly Lengths[], { loops }: Level): readonly Lengths[] =>
  lengths.map((of, d) => {
    const loop = loops.find(({ dimension }) => dimension === d)
    return loop === undefined ? of : cutInto(of, loop.tile)
  })

/** Elements of all tiles of a tensor: axes are independent, and dimensions that it lacks repeat it. */
const elementsOf = (tensor: Tensor, lengths: readonly Lengths[]): number => {
  const coupled = new Set(tensor.axes.flatMap((axis) => axis.map(({ dimension }) => dimension)))
  const repeats = lengths.map((of, d) => (coupled.has(d) ? 1 : sumOf(of.values())))
  const axes = tensor.axes.map((axis) => {
    const alone: Tensor = { ...tensor, axes: [axis] }
    const box = lengths.map(() => 1)
    const over = (terms: typeof axis): number => {
      const [first, ...others] = terms
      if (first === undefined) return tileSize(alone, box)
      let sum = 0
      for (const [length, times] of lengths[first.dimension]!) {
        box[first.dimension] = length
        sum += times * over(others)
      }
      return sum
    }
    return over(axis)
  })
  return product(repeats) * product(axes)
}

const sumOf = (values: Iterable<number>): number => {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

/**
 * Per level and tensor, the elements of all tiles that all units work on: what they would acquire if no buffer kept
 * anything from one step to the next.
 */
export const touchedElements = ({
  problem,
  canonical,
}: AnnotatedSchedule): readonly (readonly number[])[] => {
  let lengths = wholeLengths(problem)
  return canonical.levels.map((level) => {
    lengths = cutByLevel(lengths, level)
    return problem.tensors.map((tensor) => elementsOf(tensor, lengths))
  })
}
