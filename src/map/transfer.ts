/** How long transfers take over a network, at least (docs/spec.md, section 5). */
import type { ResolvedNetwork } from '../hardware/network'

/** Cycles of one transfer of so much, at least. */
export const transfer = (elements: number, { bandwidth, latency }: ResolvedNetwork): number => {
  if (elements === 0) return 0
  return latency - 1 + (bandwidth === Number.POSITIVE_INFINITY ? 1 : Math.ceil(elements / bandwidth))
}

/** Cycles of transfers of so much in all, in `fewest` to `most` of them. */
export const transfers = (
  elements: number,
  fewest: number,
  most: number,
  { bandwidth, latency }: ResolvedNetwork,
): number => {
  if (elements === 0) return 0
  if (bandwidth === Number.POSITIVE_INFINITY) return fewest * latency
  const flowing = elements / bandwidth
  return latency >= 1 ? flowing + fewest * (latency - 1) : Math.max(0, flowing - most)
}
