/** The monoid of answers: shards of a search, merged in any order, give the answer of the whole search. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import type { MapCounts, Mapping, MapRefusal } from './mapping-type'
import { gapBetween, leastEdp, mergedFront, mergedTop, metBy, type ScalarObjective } from './ranking'
import { readPlan } from './read-request'
import type { MapOptions, MapRequest } from './request'

const noCounts: MapCounts = {
  mappings: '0',
  nodes: 0,
  bounds: 0,
  estimates: 0,
  closed: { bound: '0', capacity: '0', symmetry: '0', estimate: '0' },
}

/**
 * The answer of a search that has done nothing: the unit of {@link mergeMappings}. The result is a Left if the request is invalid.
 *
 * @param request - The request of the search.
 * @param options - The options of the search.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { emptyMapping } from 'maestro-dataflow/map'
 *
 * const request = { layer: gemm({ M: 4, N: 4, K: 4 }), hardware: accelerator({ pes: 2, clusters: [{ capacity: 64 }] }) }
 * orThrow(emptyMapping(request)).counts.mappings // => '0'
 * ```
 * @since 0.2.0
 * @category mapping
 */
export const emptyMapping = (
  request: MapRequest,
  options: MapOptions = {},
): Either<EstimateErrors, Mapping> =>
  attempt((report) => {
    const plan = readPlan(request, options, report)
    if (plan === undefined || report.length > 0) return undefined
    const { objective, gap, top } = plan.goal
    return {
      objective,
      asked: { gap, top },
      best: null,
      top: [],
      front: [],
      lower: null,
      gap: null,
      proven: true,
      why: null,
      counts: noCounts,
      warnings: [],
    }
  })

const plus = (a: string, b: string): string => String(BigInt(a) + BigInt(b))

const sumOfCounts = (a: MapCounts, b: MapCounts): MapCounts => ({
  mappings: plus(a.mappings, b.mappings),
  nodes: a.nodes + b.nodes,
  bounds: a.bounds + b.bounds,
  estimates: a.estimates + b.estimates,
  closed: {
    bound: plus(a.closed.bound, b.closed.bound),
    capacity: plus(a.closed.capacity, b.closed.capacity),
    symmetry: plus(a.closed.symmetry, b.closed.symmetry),
    estimate: plus(a.closed.estimate, b.closed.estimate),
  },
})

const leastLower = (a: Mapping['lower'], b: Mapping['lower']): Mapping['lower'] => {
  if (a === null) return b
  if (b === null) return a
  if (typeof a === 'number') return typeof b === 'number' ? Math.min(a, b) : b
  if (typeof b === 'number') return a
  return { runtime: Math.min(a.runtime, b.runtime), energy: Math.min(a.energy, b.energy) }
}

const mergedWhy = (a: MapRefusal | null, b: MapRefusal | null): MapRefusal | null => {
  if (a === null || b === null) return a ?? b
  if ('buffer' in a) return a
  if ('buffer' in b) return b
  const causes = ['l1', 'clusters', 'l2', 'limits'] as const
  return { together: causes.filter((cause) => a.together.includes(cause) || b.together.includes(cause)) }
}

const isNothing = ({ best, lower, counts }: Mapping): boolean =>
  best === null && lower === null && counts.mappings === '0'

const mergeScalar = (objective: ScalarObjective, a: Mapping, b: Mapping): Mapping => {
  const top = mergedTop(objective, [...a.top, ...b.top], a.asked.top)
  const best = top[0] ?? null
  const both = leastLower(a.lower, b.lower)
  const least = typeof both === 'number' ? both : null
  const lower =
    best === null ? least : metBy(Math.min(best[objective], least ?? best[objective]), best[objective])
  const gap = best === null || lower === null ? null : gapBetween(best[objective], lower)
  const reached = a.asked.top === 1 && gap !== null && gap <= a.asked.gap
  return { ...a, top, best, lower, gap, proven: (a.proven && b.proven) || reached }
}

const mergeFronts = (a: Mapping, b: Mapping): Mapping => {
  const front = mergedFront([...a.front, ...b.front])
  const gaps = [a.gap, b.gap].flatMap((gap) => (gap === null ? [] : [gap]))
  return {
    ...a,
    front,
    best: leastEdp(front),
    lower: leastLower(a.lower, b.lower),
    gap: gaps.length === 0 ? null : Math.max(...gaps),
    proven: a.proven && b.proven,
  }
}

/**
 * The answer of two shards of one search together: the better of both, the lesser of their bounds, the sums of their counts.
 * It is commutative and associative, with {@link emptyMapping} as its unit; the shards of a whole partition, merged in any
 * order, give the answer of the whole search.
 *
 * @param a - The answer of one shard.
 * @param b - The answer of another shard of the same search.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { map, mergeMappings } from 'maestro-dataflow/map'
 *
 * const request = {
 *   layer: gemm({ M: 16, N: 12, K: 20 }),
 *   hardware: accelerator({ pes: 6, l1: { capacity: 64 }, clusters: [{ capacity: 256 }], noc: { bandwidth: 4 } }),
 * }
 * const shards = [0, 1, 2].map((index) => orThrow(map(request, { shard: { index, count: 3 } })))
 * const merged = shards.reduce(mergeMappings)
 * JSON.stringify(merged) === JSON.stringify(orThrow(map(request))) // => true
 * ```
 * @since 0.2.0
 * @category mapping
 */
export const mergeMappings = (a: Mapping, b: Mapping): Mapping => {
  if (isNothing(a)) return b
  if (isNothing(b)) return a
  const { objective } = a
  const merged = objective === 'pareto' ? mergeFronts(a, b) : mergeScalar(objective, a, b)
  const why = merged.best === null && merged.lower === null ? mergedWhy(a.why, b.why) : null
  return { ...merged, why, counts: sumOfCounts(a.counts, b.counts) }
}
