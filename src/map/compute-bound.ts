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
  const best = areKnown ? leastOverTiles(extent, tile, spread, pes, inner.least) : 0
  return Math.max(ceil(extent, spread * pes), steps, (steps - 1) * inTile + 1, inTile, best)
}

const isKnown = (loop: LoopCorner, number: number, { box, units, innerUnits }: Corner): boolean =>
  isOne(loop.tile) &&
  (number !== box.inner || (isOne(loop.inner) && isOne(innerUnits))) &&
  (number !== box.outer || isOne(units))

/** Elements along a loop that the busiest PE works through, at least. */
export const criticalLength = (loop: LoopCorner, number: number, corner: Corner): number => {
  const { box, units, innerUnits } = corner
  const isOuter = number === box.outer
  const isInner = number === box.inner
  return isKnown(loop, number, corner)
    ? exactShare(loop, isOuter, units.most, isInner, innerUnits.most)
    : leastShare(loop, isOuter, units, isInner, innerUnits)
}

/** The part of that in the first step of level 0, at most. */
export const firstPart = (loop: LoopCorner, number: number, corner: Corner): number => {
  const { box, innerUnits } = corner
  const { tile, inner } = loop
  if (isKnown(loop, number, corner) && box.inner !== ANY) {
    const first = number === box.inner ? firstShare(tile.least, inner.least, innerUnits.most) : tile.least
    return first / criticalLength(loop, number, corner)
  }
  // Without what the PEs of a cluster share, the first of all steps is no longer than the largest tile; else than each full one.
  if (number !== box.inner && box.inner !== ANY) return Math.min(1, tile.most / loop.critical)
  return 1 / Math.max(1, loop.steps - 1)
}

/** The part of it in the first steps of level 1 of all runs, at most. */
export const firstInsidePart = (loop: LoopCorner, number: number, corner: Corner): number => {
  const { tile, inner, extent, mostSteps } = loop
  const length = criticalLength(loop, number, corner)
  if (!isKnown(loop, number, corner) || !isOne(inner)) return Math.min(1, (mostSteps * inner.most) / length)
  const units = number === corner.box.outer ? corner.units.most : 1
  const steps = ceil(ceil(extent, tile.least), units)
  const last = Math.min(tile.least, extent - (steps - 1) * tile.least * units)
  return ((steps - 1) * inner.least + Math.min(inner.least, last)) / length
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
