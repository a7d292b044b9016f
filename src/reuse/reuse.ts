/** Reuse inference (docs/spec.md, section 8): which data stays, which is shared, and the hardware that exploits it. */
import type { Either } from 'fp-ts/Either'
import type { Level } from '../dataflow/canonical'
import type { DataflowFor } from '../dataflow/dataflow-for'
import { type Schedule, scheduleOf } from '../dataflow/schedule'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import { readUnitsAlone } from '../hardware/resolve'
import type { Layer } from '../operator/layer'
import type { Tensor } from '../operator/problem'
import { axisOverlap } from '../profile/definition/footprint'
import { tripsOf } from '../profile/definition/schedule'
import type { Move } from '../profile/definition/transition'

/**
 * The reuse of a tensor: an input by multicast, an output by reduction, either in part where sliding windows overlap.
 *
 * @since 0.1.0
 * @category reuse
 */
export type ReuseKind = 'multicast' | 'reduction' | 'partial' | 'none'

/**
 * Hardware that exploits a form of reuse (paper, section 4).
 *
 * @since 0.1.0
 * @category reuse
 */
export type ReuseHardware =
  | 'fan-out'
  | 'store-and-forward'
  | 'fan-in'
  | 'reduce-and-forward'
  | 'buffer'
  | 'read-modify-write buffer'

/**
 * The reuse of one tensor at one level: across units (spatial) and across steps (temporal). Any one of the `hardware`
 * for a form of reuse exploits it: a fan-out bus or tree, or forwarding from unit to unit.
 *
 * @since 0.2.0
 * @category reuse
 */
export type TensorReuse = {
  /** The level: 0 is the outermost. */
  readonly level: number
  /** The name of the tensor. */
  readonly tensor: string
  /** The spatial reuse of the tensor: between units of the level in one step. */
  readonly spatial: ReuseKind
  /** The temporal reuse of the tensor: from step to step in one unit. */
  readonly temporal: ReuseKind
  /** Hardware that exploits the reuse; any one of each form suffices. */
  readonly hardware: readonly ReuseHardware[]
}

/** A tile of a dimension, and the one after it. */
type Neighbour = {
  readonly dimension: number
  readonly tile: number
  readonly next: number
  readonly shift: number
}

/** What going from a tile to its neighbour keeps of a tensor, when all else stands still. */
const kept = (tensor: Tensor, box: readonly number[], neighbour: Neighbour): ReuseKind => {
  const axis = tensor.axes.find((terms) => terms.some(({ dimension }) => dimension === neighbour.dimension))
  if (axis === undefined) return tensor.role === 'input' ? 'multicast' : 'reduction'
  const moves = box.map((length, dimension): Move => {
    if (dimension !== neighbour.dimension) return { from: length, to: length, shift: 0 }
    return { from: neighbour.tile, to: neighbour.next, shift: neighbour.shift }
  })
  return axisOverlap(axis, moves) > 0 ? 'partial' : 'none'
}

/** Between the first two units of a level; nothing without a spatial map or with a single tile. */
const spatialNeighbour = ({ loops }: Level, extents: readonly number[]): Neighbour | undefined => {
  const spatial = loops.find((loop) => loop.spatial)
  if (spatial === undefined) return undefined
  const { dimension, tile } = spatial
  const next = Math.min(tile, extents[dimension]! - tile)
  return next > 0 ? { dimension, tile, next, shift: tile } : undefined
}

/** Between two steps of the innermost loop that has several; a spatial loop has as many as it has folds. */
const temporalNeighbour = (level: Level, extents: readonly number[]): Neighbour | undefined => {
  const trips = tripsOf(level, extents)
  const at = trips.findLastIndex(({ steps }) => steps > 1)
  if (at < 0) return undefined
  const { tile } = level.loops[at]!
  const { dimension, full, lastStart, last } = trips[at]!
  return { dimension, tile, next: Math.min(tile, lastStart === full ? last : full), shift: full }
}

const hardwareFor = (
  role: Tensor['role'],
  spatial: ReuseKind,
  temporal: ReuseKind,
): readonly ReuseHardware[] => {
  const across: readonly ReuseHardware[] =
    role === 'input' ? ['fan-out', 'store-and-forward'] : ['fan-in', 'reduce-and-forward']
  const over: readonly ReuseHardware[] = role === 'input' ? ['buffer'] : ['read-modify-write buffer']
  return [...(spatial === 'none' ? [] : across), ...(temporal === 'none' ? [] : over)]
}

const reuseOf = ({ problem, canonical }: Schedule): readonly TensorReuse[] => {
  let extents = problem.extents
  return canonical.levels.flatMap((level, i) => {
    const box = [...extents]
    for (const { dimension, tile } of level.loops) box[dimension] = Math.min(tile, box[dimension]!)
    const across = spatialNeighbour(level, extents)
    const over = temporalNeighbour(level, extents)
    extents = box
    return problem.tensors.map((tensor): TensorReuse => {
      const stationary: ReuseKind = tensor.role === 'input' ? 'multicast' : 'reduction'
      const spatial = across === undefined ? 'none' : kept(tensor, box, across)
      const temporal = over === undefined ? stationary : kept(tensor, box, over)
      return {
        level: i,
        tensor: tensor.name,
        spatial,
        temporal,
        hardware: hardwareFor(tensor.role, spatial, temporal),
      }
    })
  })
}

/**
 * The reuse that a dataflow offers, level by level and tensor by tensor, in full boxes.
 *
 * @param layer - The layer: a built-in kind, an einsum or a custom operator.
 * @param dataflow - The dataflow that maps the layer to the PEs.
 * @param units - The numbers of PEs and SIMD lanes; an accelerator has both, and may be passed as it is.
 *
 * @example
 * ```ts
 * import { conv2d, dataflow, inferReuse, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
 * const weightStationary = dataflow('WS', [spatialMap('K'), temporalMap("X'")])
 * const [input, filter] = orThrow(inferReuse(layer, weightStationary, { pes: 16 }))
 * input?.spatial // => 'multicast'
 * filter?.temporal // => 'multicast'
 * ```
 * @since 0.1.0
 * @category reuse
 */
export const inferReuse = <L extends Layer, Dimension extends string>(
  layer: L,
  dataflow: DataflowFor<L, Dimension>,
  units: {
    /** Processing elements (PEs): a positive integer. */
    readonly pes: number
    /** MACs per PE and cycle: a positive integer, 1 by default. */
    readonly simd?: number
  },
): Either<EstimateErrors, readonly TensorReuse[]> =>
  attempt((report) => {
    const read = readUnitsAlone(units, report)
    const schedule = scheduleOf(layer, dataflow, report.length === 0 ? (read?.pes ?? null) : null, report)
    return schedule && report.length === 0 ? reuseOf(schedule) : undefined
  })
