/** The public functions of mapping search: a whole search, a shard of it, or a piece at a time. */
import { type Either, isLeft, left, right } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'

import { integer } from '../internal/readers'
import { answerOf } from './answer'
import { advanceTo, areDone, startBlocks } from './blocks'
import type { Mapping } from './mapping-type'
import { type Plan, readPlan } from './read-request'
import type { MapOptions, MapRequest } from './request'

/** Runs a plan for all of its nodes, some of which are the same in every shard. */
export const runPlan = (plan: Plan, shared?: number): Mapping => {
  const blocks = startBlocks(plan, shared)
  advanceTo(blocks, plan.nodes)
  return answerOf(blocks)
}

/**
 * The best dataflow of one or two levels for a layer on an accelerator, over every integer tile, every order of loops, every
 * spatial dimension and every cluster size, and a bound that proves how good it is: no feasible mapping of the space costs
 * less than `lower` (energies and energy-delay products within 1e-9). The search ends when the gap between the two is as small
 * as asked for, or after a number of boxes of mappings. Equal inputs give equal answers.
 *
 * The result is a Left if the request is invalid. If no mapping is feasible, `best` is null and `why` has the reason.
 *
 * @param request - The layer, the accelerator, the objective, and the restrictions of the mappings.
 * @param options - The end of the search: the gap that is good enough, and how many boxes of mappings it works on
 *   at most.
 *
 * @example
 * ```ts
 * import { accelerator, estimate, gemm, orThrow } from 'maestro-dataflow'
 * import { map } from 'maestro-dataflow/map'
 *
 * const layer = gemm({ M: 8, N: 8, K: 8 })
 * const hardware = accelerator({ pes: 4, l1: { capacity: 32 }, clusters: [{ capacity: 96 }], noc: { bandwidth: 4 } })
 * const { best, gap, proven } = orThrow(map({ layer, hardware, objective: 'runtime' }, { gap: 0 }))
 * proven // => true
 * gap // => 0
 * best === null ? null : orThrow(estimate(layer, best.dataflow, hardware)).runtime === best.runtime // => true
 * ```
 * @since 0.2.0
 * @category mapping
 */
export const map = (request: MapRequest, options: MapOptions = {}): Either<EstimateErrors, Mapping> =>
  attempt((report) => {
    const plan = readPlan(request, options, report)
    return plan === undefined || report.length > 0 ? undefined : runPlan(plan)
  })

/**
 * {@link MapOptions}, and how many boxes to work on between two answers: a hundredth of `nodes` when absent.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapChunkOptions = MapOptions & {
  /** Boxes of mappings to work on between two answers; a hundredth of `nodes` by default. */
  readonly chunk?: number
}

/**
 * The progress of a search: the boxes examined by all shards together, and the result of `map` with that number of `nodes`.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapProgress = {
  /** Boxes of mappings that were worked on, of all shards together. */
  readonly done: number
  /** The answer so far. */
  readonly mapping: Mapping
}

const readChunk = /* @__PURE__ */ integer(
  1,
  'Malformed',
  'Give the number of boxes to work on before the next answer.',
)

/** The options without what is the generator's own. */
const splitOptions = (options: unknown): { readonly own: unknown; readonly rest: unknown } => {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    return { own: undefined, rest: options }
  const { chunk, ...rest }: { readonly chunk?: unknown } = options
  return { own: chunk, rest }
}

/**
 * {@link map} in pieces: for progress, time limits, and to cancel. Nothing runs between two pieces, and the last piece is the
 * whole answer. An invalid request yields one Left.
 *
 * @param request - The layer, the accelerator, the objective, and the restrictions of the mappings.
 * @param options - The end of the search, and the number of boxes of mappings that it works on between two answers.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { mapInChunks } from 'maestro-dataflow/map'
 *
 * const request = {
 *   layer: gemm({ M: 48, N: 64, K: 56 }),
 *   hardware: accelerator({ pes: 12, l1: { capacity: 64 }, clusters: [{ capacity: 512 }], noc: { bandwidth: 4 } }),
 * }
 * const gaps = [...mapInChunks(request, { nodes: 120, chunk: 40 })].map((each) => orThrow(each).mapping.gap ?? 1)
 * gaps.length // => 3
 * gaps[2]! <= gaps[0]! // => true
 * ```
 * @since 0.2.0
 * @category mapping
 */
export function* mapInChunks(
  request: MapRequest,
  options: MapChunkOptions = {},
): Generator<Either<EstimateErrors, MapProgress>, void, undefined> {
  const read = attempt((report) => {
    const { own, rest } = splitOptions(options)
    const plan = readPlan(request, rest, report)
    const chunk =
      own === undefined ? Math.ceil((plan?.nodes ?? 1) / 100) : readChunk(own, 'options', '.chunk', report)
    return plan === undefined || report.length > 0 ? undefined : { plan, chunk }
  })
  if (isLeft(read)) {
    yield left(read.left)
    return
  }
  const { plan, chunk } = read.right
  const blocks = startBlocks(plan)
  let done = 0
  do {
    done = Math.min(plan.nodes, done + chunk)
    advanceTo(blocks, done)
    yield right({ done, mapping: answerOf(blocks) })
  } while (done < plan.nodes && !areDone(blocks))
}
