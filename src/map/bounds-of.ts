/** The bounds of a box of mappings, for whoever wants to test or to search by them. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import type { Layer } from '../operator/layer'
import { type Bounds, boundsFor } from './bounds'
import { ANY, type Box } from './box'
import { type Bound, noCap } from './general-bound'
import type { Loops } from './loops'
import { NONE } from './mapping'
import { narrow } from './narrow'
import { classOf, type OrderClass } from './order-class'
import { readPlan } from './read-request'
import { type MapSpace, spatialChoices } from './space'
import type { Target } from './target'

/**
 * A set of mappings: ranges of cluster sizes and tiles, the spatial dimension of each level (null: none; undefined: any),
 * and the order of the loops of more than one step of each level, outermost first (null: any). A dimension that `tiles` does
 * not name has any tiles.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapBox = {
  /** Levels of the mappings. */
  readonly levels: 1 | 2
  /** The least and the largest number of PEs per cluster. */
  readonly clusters: readonly [least: number, most: number]
  /** The spatial dimension of each level: null for none, undefined for any. */
  readonly spatial: readonly (string | null | undefined)[]
  /** The least and the largest tile of each dimension, one pair per level, in indices. */
  readonly tiles: Readonly<Record<string, readonly (readonly [least: number, most: number])[]>>
  /** The order of each level's loops of more than one step, outermost first; null for any. */
  readonly orders: readonly (readonly string[] | null)[]
}

/**
 * Lower bounds of the costs of all feasible mappings of a box; null if nothing in it is feasible.
 *
 * @since 0.2.0
 * @category mapping
 */
export type BoxBounds = (box: MapBox) => {
  /** No feasible mapping of the box takes fewer cycles. */
  readonly runtime: number
  /** No feasible mapping of the box takes less energy, in the unit of the energy table. */
  readonly energy: number
} | null

const clamped = (value: number | undefined, least: number, most: number): number =>
  value === undefined || Number.isNaN(value) ? least : Math.min(most, Math.max(least, value))

/** The spatial loops that a level of a box may have. */
const spatialIn = (space: MapSpace, level: number, name: string | null | undefined): readonly number[] => {
  if (name === undefined) return spatialChoices(space, level)
  // A dimension of one step, or an unknown one, is never spatial: then nothing is in the box.
  return name === null ? [NONE] : [space.loops.names.indexOf(name)].filter((loop) => loop >= 0)
}

const classIn = (order: readonly string[] | null | undefined, loops: Loops): OrderClass | null =>
  order === null || order === undefined
    ? null
    : classOf(
        order.map((name) => loops.names.indexOf(name)).filter((loop) => loop >= 0),
        loops,
      )

/** The boxes of the search that a box is made of. */
export const boxesOf = (box: MapBox, space: MapSpace): readonly Box[] => {
  const { loops, pes } = space
  const levels = box.levels === 1 ? 1 : 2
  const rangesOf = (level: number, end: 0 | 1): readonly number[] =>
    loops.names.map((name, loop) => {
      const extent = loops.extents[loop]!
      const range = box.tiles[name]?.[level]
      return range === undefined
        ? end === 0
          ? 1
          : extent
        : clamped(range[end], end === 0 ? 1 : 0, end === 0 ? extent + 1 : extent)
    })
  const both = (end: 0 | 1): readonly number[] =>
    levels === 1 ? rangesOf(0, end) : [...rangesOf(0, end), ...rangesOf(1, end)]
  const inner =
    levels === 1 ? [NONE] : box.spatial[1] === undefined ? [ANY] : spatialIn(space, 1, box.spatial[1])
  return spatialIn(space, 0, box.spatial[0]).flatMap((outer) =>
    inner.map(
      (each): Box => ({
        levels,
        least: levels === 1 ? 1 : clamped(box.clusters[0], 1, pes),
        most: levels === 1 ? 1 : clamped(box.clusters[1], 0, pes),
        outer,
        inner: each,
        outerClass: classIn(box.orders[0], loops),
        innerClass: levels === 1 ? null : classIn(box.orders[1], loops),
        low: both(0),
        high: both(1),
      }),
    ),
  )
}

const leastOf = (target: Target, bounds: Bounds, space: MapSpace, box: MapBox): Bound | null =>
  boxesOf(box, space).reduce<Bound | null>((least, each) => {
    const left = narrow(target, space, each)
    const bound = typeof left === 'string' ? left : bounds(left, noCap)
    if (typeof bound === 'string') return least
    return {
      runtime: Math.min(bound.runtime, least?.runtime ?? Number.POSITIVE_INFINITY),
      energy: Math.min(bound.energy, least?.energy ?? Number.POSITIVE_INFINITY),
    }
  }, null)

/**
 * The lower bounds that a mapping search uses, for any box of mappings of a layer on an accelerator: no feasible mapping in the
 * box has fewer cycles or less energy (within 1e-9, as sums of doubles). The result is a Left if the layer or the accelerator
 * is invalid.
 *
 * @param request - The layer and the accelerator that the mappings are for.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { boundsOf } from 'maestro-dataflow/map'
 *
 * const bounds = orThrow(boundsOf({ layer: gemm({ M: 8, N: 8, K: 8 }), hardware: accelerator({ pes: 4 }) }))
 * const everything = { levels: 1, clusters: [1, 1], spatial: [], tiles: {}, orders: [null] } as const
 * (bounds(everything)?.runtime ?? 0) >= 128 // => true
 * ```
 * @since 0.2.0
 * @category mapping
 */
export const boundsOf = (request: {
  /** The layer to map: a built-in kind, an einsum or a custom operator. */
  readonly layer: Layer
  /** The accelerator to map it to. */
  readonly hardware: Accelerator
}): Either<EstimateErrors, BoxBounds> =>
  attempt((report) => {
    const plan = readPlan(request, undefined, report)
    if (plan === undefined || report.length > 0) return undefined
    const { target, space } = plan
    const bounded = target.bounded ?? target
    const bounds = boundsFor(bounded)
    // Levels under which the accelerator is faulty have no feasible mapping.
    return (box: MapBox) => (space.levels.includes(box.levels) ? leastOf(bounded, bounds, space, box) : null)
  })
