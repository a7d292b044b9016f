/** What the first PE, which is the busiest, works through along a loop. */
import type { Sizes } from './corner'

const ceil = (a: number, b: number): number => Math.ceil(a / b)

/** Where a loop is spread twice, ranges with more tiles of every PE than this are not searched for the best one. */
export const widestSearch = 64

/** Of a tile of level 0, what the first of some PEs works through at least: its part of all of it, and one of its own tiles. */
const leastWithin = (length: number, pes: number, inner: number): number =>
  Math.max(ceil(length, pes), Math.min(length, inner))

/**
 * Of the tiles of a range, the least that the first PE works through, its own tiles being the best ones: in each step but the last
 * one it has its part of a full tile.
 */
export const leastOverTiles = (
  extent: number,
  { least, most }: Sizes,
  units: number,
  pes: number,
  inner: number,
): number => {
  if (units > 1 && pes > 1 && most - least > widestSearch * pes) return ceil(extent, units * pes)
  let shortest = Number.POSITIVE_INFINITY
  for (let tile = least; tile <= most; tile++) {
    const steps = ceil(ceil(extent, tile), units)
    const last = Math.min(tile, extent - (steps - 1) * units * tile)
    const work = (steps - 1) * leastWithin(tile, pes, inner) + leastWithin(last, pes, inner)
    shortest = Math.min(shortest, work)
  }
  return shortest
}
