/** The kernel of `../compute-bound.ts`. */
import { ANY, type Box } from '../box'
import { leastOverTiles } from './critical'
import type { State } from './state'

const { ceil, max, min } = Math

/** What a quotient of doubles may be too large by, before it is rounded up. */
export const rounding = 1e-6

const firstShare = (extent: number, tile: number, units: number): number => {
  const folds = ceil(ceil(extent / tile) / units)
  return (folds - 1) * tile + min(tile, extent - (folds - 1) * units * tile)
}

const isKnown = (s: State, box: Box, l: number): boolean =>
  s.tileLeast[l]! === s.tileMost[l]! &&
  (l !== box.inner || (s.innerLeast[l]! === s.innerMost[l]! && box.least === box.most)) &&
  (l !== box.outer || s.unitsLeast === s.unitsMost)

/** What the busiest PE works through along a loop. */
const criticalLength = (s: State, box: Box, l: number): number => {
  const isOuter = l === box.outer
  const isInner = l === box.inner
  const extent = s.extents[l]!
  const tile = s.tileLeast[l]!
  const inner = s.innerLeast[l]!
  const units = isOuter ? s.unitsMost : 1
  const pes = isInner ? box.most : 1
  if (isKnown(s, box, l)) {
    const steps = ceil(ceil(extent / tile) / units)
    const last = min(tile, extent - (steps - 1) * tile * units)
    return isInner
      ? (steps - 1) * firstShare(tile, inner, pes) + firstShare(last, inner, pes)
      : (steps - 1) * tile + last
  }
  if (!isOuter && !isInner) return extent
  if (!isInner) return s.critical[l]!
  const inTile = max(ceil(tile / pes), inner)
  const steps = s.steps[l]!
  const areKnown = (!isOuter || s.unitsLeast === s.unitsMost) && box.least === box.most
  const best = areKnown ? leastOverTiles(extent, tile, s.tileMost[l]!, units, pes, inner) : 0
  return max(ceil(extent / (units * pes)), steps, (steps - 1) * inTile + 1, inTile, best)
}

/** The part of it in the first step of level 0, at most. */
export const firstPart = (s: State, box: Box, l: number): number => {
  const isSpread = l === box.inner
  if (isKnown(s, box, l) && box.inner !== ANY) {
    const tile = s.tileLeast[l]!
    return (isSpread ? firstShare(tile, s.innerLeast[l]!, box.most) : tile) / s.lengths[l]!
  }
  if (!isSpread && box.inner !== ANY) return min(1, s.tileMost[l]! / s.critical[l]!)
  return 1 / max(1, s.steps[l]! - 1)
}

/** The part of it in the first steps of level 1 of all runs, at most. */
export const firstInsidePart = (s: State, box: Box, l: number): number => {
  const inner = s.innerLeast[l]!
  const length = s.lengths[l]!
  if (!isKnown(s, box, l) || inner !== s.innerMost[l]!)
    return min(1, (s.mostSteps[l]! * s.innerMost[l]!) / length)
  const extent = s.extents[l]!
  const tile = s.tileLeast[l]!
  const units = l === box.outer ? s.unitsMost : 1
  const steps = ceil(ceil(extent / tile) / units)
  const last = min(tile, extent - (steps - 1) * tile * units)
  return ((steps - 1) * inner + min(inner, last)) / length
}

/** Writes the cycles that the busiest PE computes, and what it works through along each loop. */
export const writeCompute = (s: State, box: Box): void => {
  const { pes, simd } = s.target
  let critical = 1
  let steps = 1
  for (let l = 0; l < s.count; l++) {
    s.lengths[l] = criticalLength(s, box, l)
    critical *= s.lengths[l]!
    steps *= s.criticalSteps[l]!
  }
  if (box.inner === ANY) critical /= box.most
  s.compute = max(steps, ceil(max(s.macs / pes, critical) / simd - rounding))
}
