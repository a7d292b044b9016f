/** The kernel of `../corner.ts`. */
import { ANY, type Box } from '../box'
import { leastOverTiles } from './critical'
import { isIn, type State } from './state'

const { ceil, floor, max, min } = Math

const shareOf = (whole: number, limit: number): number => max(0, whole - limit) / whole

/** Writes the favourable corner of a box; returns whether nothing is in it. */
export const writeCorner = (s: State, box: Box): boolean => {
  const { count, extents } = s
  const { levels, least, most, outer, inner, outerClass, innerClass, low, high } = box
  const isDeep = levels === 2
  const { pes } = s.target
  const unitsLeast = isDeep ? floor(pes / most) : pes
  const unitsMost = isDeep ? floor(pes / least) : pes
  s.unitsLeast = unitsLeast
  s.unitsMost = unitsMost
  s.mayMove = 0
  s.mayMoveInside = 0
  if (least > most || (outer >= 0 && unitsMost < 2) || (inner >= 0 && most < 2)) return true
  const isPlacedOuter = unitsLeast === unitsMost
  for (let l = 0; l < count; l++) {
    const extent = extents[l]!
    const isOuter = l === outer
    const isInner = isDeep && l === inner
    const mayBeInner = isDeep && (isInner || inner === ANY)
    const tl = max(low[l]!, isDeep ? low[count + l]! + (isInner ? 1 : 0) : 1)
    const th = high[l]!
    const il = isDeep ? low[count + l]! : tl
    const ih = isDeep ? min(high[count + l]!, th) : th
    if (tl > th || il > ih) return true
    const innerMost = mayBeInner ? most : 1
    const tiles = ceil(extent / th)
    const mostTiles = ceil(extent / tl)
    let steps = isOuter ? ceil(tiles / unitsMost) : tiles
    if (steps < 2 && outerClass !== null && isIn(outerClass.inner, l)) steps = 2
    const perTile = ceil(tl / ih)
    const innerTiles = max(ceil(extent / ih), (tiles - 1) * perTile + 1)
    let stepsInside = ceil(perTile / innerMost)
    if (stepsInside < 2 && innerClass !== null && isIn(innerClass.inner, l)) stepsInside = 2
    const isKnown = tl === th
    const last = isKnown ? extent - (tiles - 1) * tl : 1
    const isStill = isOuter ? mostTiles <= unitsLeast : tl === extent
    const isStillInside = isInner ? ceil(th / il) <= least : !mayBeInner && il >= th
    let critical = extent
    if (isOuter) {
      critical = max(ceil(extent / unitsMost), tl, (steps - 1) * tl + 1)
      if (isPlacedOuter) critical = max(critical, leastOverTiles(extent, tl, th, unitsMost, 1, 1))
    }
    const limit = ih * innerMost
    const share =
      stepsInside < 2
        ? 0
        : !isKnown
          ? shareOf(extent, limit)
          : last === tl || last > limit
            ? 1
            : ((tiles - 1) * tl) / extent
    const isPlaced = isKnown && (!isOuter || isPlacedOuter)
    let held = isStill ? extent : 1
    if (!isStill && (!isOuter || isPlacedOuter)) {
      const units = isOuter ? unitsLeast : 1
      const fewest = ceil(tiles / units)
      if (ceil(mostTiles / units) === fewest) held = extent - (fewest - 1) * units * th
    }
    const heldTile = min(tl, held)
    let criticalShare = share
    if (isOuter) {
      const full = (steps - 1) * tl
      criticalShare =
        stepsInside < 2
          ? 0
          : !isPlaced
            ? shareOf(critical, limit)
            : heldTile === tl || heldTile > limit
              ? 1
              : full / (full + heldTile)
    }
    const fullTiles = floor(extent / th)
    const shortMost = min(th - 1, extent - tl * fullTiles)
    const shortLeast = floor(extent / tl) === fullTiles ? max(1, extent - th * fullTiles) : 1
    let firstShortMost = shortMost
    let firstShortLeast = shortLeast
    if (isOuter) {
      firstShortMost = !isPlaced ? min(th - 1, critical) : heldTile === tl ? 0 : heldTile
      firstShortLeast = isPlaced ? heldTile : 1
    }
    let heldInside = 1
    if (isInner || !mayBeInner) {
      const together = isInner ? least : 1
      const longest = isPlaced ? heldTile : th
      const parts = ceil(longest / il)
      if (parts <= together) heldInside = heldTile
      else if (heldTile === longest && il === ih && (!isInner || least === most))
        heldInside = heldTile - (ceil(parts / together) - 1) * together * il
    }
    const busyInRun = isInner ? max(1, min(least, perTile)) : 1
    const busyInLast = isInner && isKnown ? max(1, min(least, ceil(last / ih))) : 1
    const busyInside = max((tiles - 1) * busyInRun + busyInLast, busyInRun)
    s.tileLeast[l] = tl
    s.tileMost[l] = th
    s.coverLeast[l] = isOuter ? min(extent, unitsLeast * tl) : tl
    s.coverMost[l] = isOuter ? min(extent, unitsMost * th) : th
    s.innerLeast[l] = il
    s.innerMost[l] = ih
    s.innerCoverLeast[l] = isInner ? min(tl, least * il) : il
    s.innerCoverMost[l] = min(th, innerMost * ih)
    s.tiles[l] = tiles
    s.mostTiles[l] = mostTiles
    s.steps[l] = steps
    s.mostSteps[l] = isOuter ? ceil(mostTiles / unitsLeast) : mostTiles
    s.busy[l] = isOuter ? max(1, min(unitsLeast, tiles)) : 1
    s.innerTiles[l] = innerTiles
    s.innerSteps[l] = mayBeInner
      ? max(tiles, ceil(innerTiles / innerMost), (tiles - 1) * stepsInside + 1)
      : innerTiles
    const mostInnerTiles = ceil(extent / il) + mostTiles
    s.mostInnerTiles[l] = mostInnerTiles
    s.stepsInside[l] = stepsInside
    s.busyInside[l] = busyInside
    s.visits[l] = isInner ? busyInside : tiles
    s.share[l] = share
    s.critical[l] = critical
    s.criticalSteps[l] =
      isDeep && inner === ANY
        ? steps
        : max(
            steps,
            ceil(ceil(innerTiles / (isOuter ? unitsMost : 1)) / innerMost),
            (steps - 1) * stepsInside + 1,
          )
    s.criticalShare[l] = criticalShare
    s.shortMost[l] = shortMost
    s.shortLeast[l] = shortLeast
    s.firstShortMost[l] = firstShortMost
    s.firstShortLeast[l] = firstShortLeast
    s.held[l] = held
    s.heldInside[l] = heldInside
    s.isStill[l] = isStill ? 1 : 0
    s.isStillInside[l] = isStill && isStillInside ? 1 : 0
    s.unitSweeps[l] = isOuter ? mostTiles : 1
    s.peSweeps[l] = isInner ? mostInnerTiles : mostTiles
    const isSpread = isInner && ceil(th / il) <= least
    s.runLeast[l] = isSpread ? il : tl
    s.runMost[l] = isSpread ? ih : th
    s.runPieces[l] = isSpread ? innerTiles : tiles
    s.isRunFlat[l] = l === inner ? 0 : 1
    if (isOuter ? mostTiles > unitsLeast : tl < extent) s.mayMove |= 1 << l
    if (isInner ? ceil(th / il) > least : il < th) s.mayMoveInside |= 1 << l
  }
  return false
}
