/** The kernel of `../critical.ts`. */
import { widestSearch } from '../critical'

const { ceil, max, min } = Math

const leastWithin = (length: number, pes: number, inner: number): number =>
  max(ceil(length / pes), min(length, inner))

/** What the first PE works through with a tile. */
const shareWith = (
  extent: number,
  tile: number,
  steps: number,
  units: number,
  pes: number,
  inner: number,
): number => {
  const last = min(tile, extent - (steps - 1) * units * tile)
  if (pes === 1) return (steps - 1) * tile + last
  const ofLast = leastWithin(last, pes, inner)
  return steps === 1 ? ofLast : (steps - 1) * leastWithin(tile, pes, inner) + ofLast
}

/**
 * Tiles of the same number of steps, and of the same part of a full tile where PEs share it, are looked at together: between the
 * first and the last of them the work first grows and then falls, so that it is least at one of both.
 */
export const leastOverTiles = (
  extent: number,
  low: number,
  high: number,
  units: number,
  pes: number,
  inner: number,
): number => {
  const least = ceil(extent / (units * pes))
  if (units > 1 && pes > 1 && high - low > widestSearch * pes) return least
  let shortest = Number.POSITIVE_INFINITY
  for (let tile = low; tile <= high; ) {
    const steps = ceil(ceil(extent / tile) / units)
    let end = steps === 1 ? high : min(high, ceil(extent / (units * (steps - 1))) - 1)
    if (pes > 1) end = min(end, ceil(tile / pes) * pes)
    shortest = min(
      shortest,
      shareWith(extent, tile, steps, units, pes, inner),
      shareWith(extent, end, steps, units, pes, inner),
    )
    if (shortest <= least) break
    tile = end + 1
  }
  return shortest
}
