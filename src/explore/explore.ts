/** The public functions of exploration: a whole space, a shard of it, or a piece at a time. */
import { type Either, isLeft, left, right } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import { readChunk, readFrom, readOptions, readRange, readWithout } from './read-options'
import { readSpace } from './read-space'
import type { Rule } from './rules'
import { advance, snapshot, startRun } from './run'
import type { Exploration, Shard, Space } from './space'

/**
 * The part of a space to explore, which is all of it unless a shard is given, and the pruning rules to disable.
 *
 * @since 0.1.0
 * @category exploration
 */
export type ExploreOptions = {
  /** The part of the space to explore; the whole space by default. */
  readonly shard?: Shard
  /** Rules of pruning to do without: the answer is the same, later. */
  readonly without?: readonly Rule[]
}

/**
 * {@link ExploreOptions}, and how to go about it in pieces.
 *
 * @since 0.1.0
 * @category exploration
 */
export type ChunkOptions = ExploreOptions & {
  /** Designs in a piece; a hundredth of the shard when absent. */
  readonly chunk?: number
  /** The index in the whole space to begin at; that of the shard's first design when absent. */
  readonly from?: number
}

/**
 * The progress of an exploration: `done` of `total` designs of the shard (those before `from` count as done), and the answer
 * over the designs since `from`.
 *
 * @since 0.1.0
 * @category exploration
 */
export type Progress = {
  /** Designs of the shard that are done, those before `from` included. */
  readonly done: number
  /** Designs of the shard. */
  readonly total: number
  /** The answer over the designs since `from`. */
  readonly exploration: Exploration
}

/**
 * Every design of a space, or of a shard of it: how many are valid, which are on the Pareto front, which is best. The
 * answer is the one of calling `estimate` on each design; those that provably cannot change it are only counted.
 *
 * Returns Left if the space itself is invalid: an axis that is empty or has a value that no hardware can have, an unknown
 * objective, a budget without the tables or the clock that it needs, more designs than can be numbered. A dataflow that is
 * illegal for some parameters, or a function that throws for them, only makes their designs invalid.
 *
 * @param space - The designs to explore: their layer, dataflow, axes, budget and objectives.
 * @param options - The shard to explore, and rules of pruning to do without; the whole space and all rules by
 *   default.
 *
 * @example
 * ```ts
 * import { conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { explore, powersOfTwo, range } from 'maestro-dataflow/explore'
 *
 * const { designs, best } = orThrow(
 *   explore({
 *     layer: conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 }),
 *     dataflow: ({ tile }) => dataflow('K', [temporalMap('C', tile), spatialMap('K')]),
 *     parameters: { tile: [1, 4, 16] },
 *     pes: range(1, 64),
 *     bandwidth: powersOfTwo(1, 64),
 *     l1: powersOfTwo(1024, 65536),
 *   }),
 * )
 * designs.total // => 9408
 * designs.valid // => 1792
 * designs.invalid.l1 // => 7616
 * best.runtime?.pes // => 64
 * ```
 * @since 0.1.0
 * @category exploration
 */
export const explore = <P extends string>(
  space: Space<P>,
  options: ExploreOptions = {},
): Either<EstimateErrors, Exploration> =>
  attempt((report) => {
    const given = readOptions(options, ['shard', 'without'], report)
    const plan = readSpace(space, readWithout(given['without'], report), report)
    const [from, to] = readRange(given['shard'], plan?.total ?? 1, report)
    if (plan === undefined || report.length > 0) return undefined
    const run = startRun(plan)
    advance(run, from, to)
    return snapshot(run)
  })

/**
 * {@link explore} in pieces: for progress bars, and to pause, cancel and go on. What is yielded last is the whole answer;
 * between two pieces nothing runs. To go on another time, keep the answer and begin at the first design that is not done:
 * the two merged are the answer to all. `done` counts from the first design of the shard, and `from` is an index of the whole
 * space: that of the shard's first design, ⌊N·i/n⌋ in shard i of n of N designs, plus `done`.
 *
 * An invalid space yields one Left.
 *
 * @param space - The designs to explore: their layer, dataflow, axes, budget and objectives.
 * @param options - The shard, where to begin, and how many designs a piece has.
 *
 * @example
 * ```ts
 * import { dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { exploreInChunks, range } from 'maestro-dataflow/explore'
 *
 * const space = {
 *   layer: gemm({ M: 64, N: 64, K: 64 }),
 *   dataflow: () => dataflow('rows', [spatialMap('M')]),
 *   pes: range(1, 1000),
 * }
 * const pieces = [...exploreInChunks(space, { chunk: 400 })].map(orThrow)
 * pieces.map(({ done, total }) => `${done} of ${total}`) // => ['400 of 1000', '800 of 1000', '1000 of 1000']
 * ```
 * @since 0.1.0
 * @category exploration
 */
export function* exploreInChunks<P extends string>(
  space: Space<P>,
  options: ChunkOptions = {},
): Generator<Either<EstimateErrors, Progress>, void, undefined> {
  const read = attempt((report) => {
    const given = readOptions(options, ['shard', 'without', 'chunk', 'from'], report)
    const plan = readSpace(space, readWithout(given['without'], report), report)
    const range = readRange(given['shard'], plan?.total ?? 1, report)
    const chunk = readChunk(given['chunk'], range, report)
    // Without a plan, nobody can tell which index it would have.
    const from = plan === undefined ? 0 : readFrom(given['from'], range, report)
    return plan && { plan, range, chunk, from }
  })
  if (isLeft(read)) {
    yield left(read.left)
    return
  }
  const { plan, range, chunk, from } = read.right
  const [first, end] = range
  const run = startRun(plan)
  let done = from
  do {
    const next = Math.min(end, done + chunk)
    advance(run, done, next)
    done = next
    yield right({ done: done - first, total: end - first, exploration: snapshot(run) })
  } while (done < end)
}
