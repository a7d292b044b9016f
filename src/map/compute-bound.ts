/**
 * Cycles that the busiest PE computes. PE 0 of cluster 0 has the largest tile of every step, so its MACs are a product over
 * the loops of what it works through along each of them.
 */
import { ANY } from './box'
import { type Corner, isOne, type LoopCorner, type Sizes } from './corner'
import { leastOverTiles } from './critical'
import type { Target } from './target'

const ceil = (a: number, b: number): number => Math.ceil(a / b)

/** What the first of some units works through along an extent in tiles. */
const firstShare = (extent: number, tile: number, units: number): number => {
  const folds = ceil(ceil(extent, tile), units)
  return (folds - 1) * tile + Math.min(tile, extent - (folds - 1) * units * tile)
}

/** Along a loop whose tiles are known. */
const exactShare = (
  { extent, tile, inner }: LoopCorner,
  isOuter: boolean,
  units: number,
  isInner: boolean,
  innerUnits: number,
): number => {
  const within = (length: number): number => (isInner ? firstShare(length, inner.least, innerUnits) : length)
  const steps = ceil(ceil(extent, tile.least), isOuter ? units : 1)
  const lastStart = (steps - 1) * tile.least * (isOuter ? units : 1)
  return (steps - 1) * within(tile.least) + within(Math.min(tile.least, extent - lastStart))
}

/**
 * Along a loop with ranges of tiles: no unit works on less than its part of the whole, of each full tile, and of the last; where the
 * numbers of units are known, on less than with the best tile of the range.
 */
const leastShare = (
  { extent, tile, inner, steps }: LoopCorner,
  isOuter: boolean,
  units: Sizes,
  isInner: boolean,
  innerUnits: Sizes,
): number => {
  if (!isOuter && !isInner) return extent
  const spread = isOuter ? units.most : 1
  const pes = isInner ? innerUnits.most : 1
  const inTile = isInner ? Math.max(ceil(tile.least, pes), inner.least) : tile.least
  const areKnown = (!isOuter || isOne(units)) && (!isInner || isOne(innerUnits))
  const best = areKnown ? leastOverTiles(extent, tile, spread, pes) : 0
  return Math.max(ceil(extent, spread * pes), steps, (steps - 1) * inTile + 1, inTile, best)
}

/** Elements along a loop that the busiest PE works through, at least. */
export const criticalLength = (
  loop: LoopCorner,
  number: number,
  { box, units, innerUnits }: Corner,
): number => {
  const isOuter = number === box.outer
  const isInner = number === box.inner
  const isKnown =
    isOne(loop.tile) &&
    (!isInner || isOne(loop.inner)) &&
    (!isOuter || isOne(units)) &&
    (!isInner || isOne(innerUnits))
  return isKnown
    ? exactShare(loop, isOuter, units.most, isInner, innerUnits.most)
    : leastShare(loop, isOuter, units, isInner, innerUnits)
}

/** What a quotient of doubles may be too large by, before it is rounded up. */
const rounding = 1e-6

/** Cycles that PEs compute: at least the floor, and what the busiest one has to do. */
export const computeCycles = ({ loops, pes, simd }: Target, corner: Corner): number => {
  const { box, innerUnits } = corner
  let critical = 1
  let steps = 1
  corner.loops.forEach((loop, number) => {
    critical *= criticalLength(loop, number, corner)
    steps *= loop.criticalSteps
  })
  // An undecided spatial loop divides the work among the PEs of a cluster at best.
  if (box.inner === ANY) critical /= innerUnits.most
  return Math.max(steps, Math.ceil(Math.max(loops.macs / pes, critical) / simd - rounding))
}
