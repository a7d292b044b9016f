/** The kernel of `../critical.ts`. */
import { widestSearch } from '../critical'

const { ceil, min } = Math

/** What the first PE works through with a tile. */
const shareWith = (extent: number, tile: number, steps: number, units: number, pes: number): number =>
  (steps - 1) * ceil(tile / pes) + ceil(min(tile, extent - (steps - 1) * units * tile) / pes)

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
      shareWith(extent, tile, steps, units, pes),
      shareWith(extent, end, steps, units, pes),
    )
    if (shortest <= least) break
    tile = end + 1
  }
  return shortest
}
