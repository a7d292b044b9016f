/**
 * Loop nests in the form of mapping tools (Timeloop): per storage level the factors of its loops in time, their order, and
 * the factors of its loops in space.
 *
 * The exact correspondence:
 *
 * | loop nest | dataflow |
 * |---|---|
 * | level i | level i; `Cluster(instances)` between level i − 1 and level i |
 * | a temporal loop of factor f over tiles of t | `TemporalMap(t, t)` |
 * | the spatial loop of factor f over tiles of t | `SpatialMap(t, t)`, one step of f units |
 * | a temporal and the spatial loop over one dimension in one level | `SpatialMap(t, t)` in folds, at the temporal loop's place |
 * | `tile` | what one PE holds in a step |
 * | storage of level 0; of level i; of the PE | shared buffer (L2); buffer of each unit of level i − 1; L1 |
 *
 * t is the product of the factors of the dimension in all loops inside.
 */

/**
 * Loops in time: the number of steps over each dimension, and their order, outermost first. A dimension that is not there has
 * factor 1. The order names every dimension of a factor above 1; it may be absent if there is at most one.
 *
 * Timeloop writes its `permutation` the other way round, innermost first.
 *
 * @since 0.1.0
 * @category loop nests
 */
export type TemporalLoops = {
  /** The number of steps over each dimension; 1 for dimensions that are absent. */
  readonly factors: Readonly<Record<string, number>>
  /** The dimensions, outermost first; needed if more than one has a factor above 1. */
  readonly permutation?: readonly string[]
}

/**
 * The loop in space, from a level's storage to the storages (or PEs) below it: at most one factor above 1, and how many
 * of them there are for each storage of this level, which may be more than have work. `instances` is the factor if absent.
 *
 * @since 0.1.0
 * @category loop nests
 */
export type SpatialLoop = {
  /** The number of units over each dimension; at most one is above 1. */
  readonly factors: Readonly<Record<string, number>>
  /** Storages (or PEs) below each storage of this level; the factor by default. */
  readonly instances?: number
}

/**
 * The loops of one storage level: those in time, and inside them the one in space. `target` names the storage; nothing
 * depends on it.
 *
 * @since 0.1.0
 * @category loop nests
 */
export type NestLevel = {
  /** The name of the storage; nothing depends on it. */
  readonly target?: string
  /** The loops in time; none by default. */
  readonly temporal?: TemporalLoops
  /** The loop in space, inside the loops in time; none by default. */
  readonly spatial?: SpatialLoop
}

/**
 * A loop nest: storage levels, outermost first, and the `tile` that one PE works on in a step, as factors without an
 * order (1 each if absent). Of each dimension, the factors of all levels and of the tile multiply to the extent.
 *
 * The loops of a PE's own storage (`RegisterFile` in Timeloop) are the `tile`, and that storage is L1: a dataflow does not
 * order them, and the order changes no figure. To keep their order, give them as one more level with a tile of 1: then L1
 * stands for the operand registers, and the storage above is a cluster's buffer.
 *
 * @since 0.1.0
 * @category loop nests
 */
export type LoopNest = {
  /** The name of the loop nest. */
  readonly name: string
  /** The storage levels, outermost first. */
  readonly levels: readonly NestLevel[]
  /** The tile of one PE in a step, in indices by dimension; 1 each by default. */
  readonly tile?: Readonly<Record<string, number>>
}

/** A loop with its dimension by number; factors of 1 are no loops. */
export type NestLoop = { readonly dimension: number; readonly factor: number }

/** A level that was read: loops in time, outermost first, and the one in space. */
export type ReadNestLevel = {
  readonly temporal: readonly NestLoop[]
  readonly spatial: NestLoop | null
  readonly instances: number
}

/** A nest that was read: `tile` has a factor for each dimension. */
export type ReadNest = {
  readonly name: string
  readonly levels: readonly ReadNestLevel[]
  readonly tile: readonly number[]
}
