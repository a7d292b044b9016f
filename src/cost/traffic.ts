/** The reported counts of a level (cost model, section 4), once the networks' features are known. */
import type { AnalysedLevel, AnalysedTensor } from '../analysis/analysis'
import type { ResolvedNetwork } from '../hardware/resolve'

/** An input's traffic at a level has only arrivals, an output's only departures; the others are 0. */
export type Traffic = {
  readonly ingress: number
  readonly fills: number
  readonly egress: number
  readonly evictions: number
  readonly accumulations: number
}

/**
 * Traffic per level and tensor. Accumulations are egress less first arrivals: an element arrives first once each time
 * that the parent acquires it, and once in the shared buffer.
 */
export const trafficOf = (
  levels: readonly AnalysedLevel[],
  tensors: readonly AnalysedTensor[],
  networks: readonly ResolvedNetwork[],
): readonly (readonly Traffic[])[] =>
  levels.map(({ traffic }, level) =>
    tensors.map(({ role, used }, tensor) => {
      const { union, sum } = traffic[tensor]!
      const { multicast, reduction } = networks[level]!
      if (role === 'input')
        return { ingress: multicast ? union : sum, fills: sum, egress: 0, evictions: 0, accumulations: 0 }
      const egress = reduction ? union : sum
      const firstArrivals = level === 0 ? used : levels[level - 1]!.traffic[tensor]!.sum
      return { ingress: 0, fills: 0, egress, evictions: sum, accumulations: egress - firstArrivals }
    }),
  )
