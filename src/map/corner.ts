/**
 * The favourable corner of a box, loop by loop: the fewest tiles and steps, and the smallest and largest tiles that any mapping in
 * it can have. Tiles partition extents, so what is summed over tiles of one loop does not depend on the others, and
 * products of these numbers bound what any mapping of the box takes.
 */
import { ANY, type Box, unitsOf } from './box'
import { leastOverTiles } from './critical'
import { hasBit } from './loops'
import { NONE } from './mapping'
import type { Target } from './target'

/** Elements along a loop in a last tile that is short, at most, and at least if there is one. */
export type Short = { readonly most: number; readonly least: number }

/** Sizes of the tiles that partition an extent: full ones from `least` to `most`, and perhaps one short one. */
export type Sizes = { readonly least: number; readonly most: number }

export type LoopCorner = {
  readonly extent: number
  /** Tiles of level 0 of one unit, and of all units together in a step. */
  readonly tile: Sizes
  readonly cover: Sizes
  /** Tiles of level 1 of one PE, and of all PEs of a cluster together in a step. */
  readonly inner: Sizes
  readonly innerCover: Sizes
  /** Fewest and most tiles of level 0; fewest and most steps. */
  readonly tiles: number
  readonly mostTiles: number
  readonly steps: number
  readonly mostSteps: number
  /** Units of level 0 that hold a tile of it in a full step, at least. */
  readonly busy: number
  /** Fewest tiles, and fewest steps, of level 1 over all tiles of level 0. */
  readonly innerTiles: number
  readonly innerSteps: number
  readonly mostInnerTiles: number
  /** Fewest steps of level 1 in a full tile of level 0. */
  readonly stepsInside: number
  /** PEs that hold a tile of it in the first step of a run, summed over the tiles of level 0, at least. */
  readonly busyInside: number
  /** The part of the extent that is in tiles of level 0 with at least two steps of level 1. */
  readonly share: number
  /** The short last tile of level 0, and that of cluster 0. */
  readonly short: Short
  readonly criticalShort: Short
  /** Whether all units keep one tile (or cover) throughout at level 0; and inside clusters as well. */
  readonly isStill: boolean
  readonly isStillInside: boolean
  /** Whether the loop may, and whether it surely does, take more than one step at each level. */
  readonly mayMove: boolean
  readonly mayMoveInside: boolean
  /** What cluster 0 works through: elements, fewest steps of its level 1, and most runs that it has along the loop. */
  readonly critical: number
  readonly criticalSteps: number
  /** The part of that in tiles with at least two steps of level 1. */
  readonly criticalShare: number
  /** What is held at the very end: by all units together at level 0, and by the PEs of cluster 0, at least. */
  readonly held: number
  readonly heldInside: number
}

export type Corner = {
  readonly box: Box
  /** Least and most units of level 0, and of a cluster. */
  readonly units: Sizes
  readonly innerUnits: Sizes
  readonly loops: readonly LoopCorner[]
}

const ceil = (a: number, b: number): number => Math.ceil(a / b)

const forced = (steps: number, isForced: boolean): number => (isForced && steps < 2 ? 2 : steps)

/** The part of an extent in tiles of level 0 that surely take two steps inside. */
const shareOf = (
  extent: number,
  { least, most }: Sizes,
  tiles: number,
  stepsInside: number,
  limit: number,
): number => {
  if (stepsInside < 2) return 0
  // A last tile that is no longer than the limit may take one step; the full tiles take two or more.
  if (least !== most) return Math.max(0, extent - limit) / extent
  const last = extent - (tiles - 1) * least
  return last === least || last > limit ? 1 : ((tiles - 1) * least) / extent
}

/** The same of what cluster 0 works through: full tiles, and the last one if it is known. */
const criticalShareOf = (
  known: { readonly full: number; readonly last: number } | null,
  tile: number,
  critical: number,
  stepsInside: number,
  limit: number,
): number => {
  if (stepsInside < 2) return 0
  if (known === null) return Math.max(0, critical - limit) / critical
  const { full, last } = known
  return last === tile || last > limit ? 1 : full / (full + last)
}

/** Elements along a loop that the PEs of cluster 0 hold at the end of its last run, at least; its last tile has some size. */
const heldInside = (
  tile: Sizes,
  inner: Sizes,
  isInner: boolean,
  mayBeInner: boolean,
  units: Sizes,
): number => {
  if (!isInner && mayBeInner) return 1
  const together = isInner ? units.least : 1
  if (ceil(tile.most, inner.least) <= together) return tile.least
  const isKnown = isOne(tile) && isOne(inner) && (!isInner || isOne(units))
  return isKnown ? lastCover(tile.least, inner.least, together) : 1
}

/** What all units hold at the end of level 0: the cover of the last step, which is least with the largest tiles if steps are as many. */
const heldAtEnd = (extent: number, { least, most }: Sizes, units: number): number =>
  ceil(ceil(extent, least), units) === ceil(ceil(extent, most), units) ? lastCover(extent, most, units) : 1

/** The cover of the last step over an extent, if tiles and units are known. */
const lastCover = (extent: number, tile: number, units: number): number => {
  const steps = ceil(ceil(extent, tile), units)
  return extent - (steps - 1) * units * tile
}

/** The short last tile over an extent, behind as many full ones as there are. */
const shortOf = (extent: number, { least, most }: Sizes): Short => {
  const full = Math.floor(extent / most)
  const longest = Math.min(most - 1, extent - least * full)
  const isSame = Math.floor(extent / least) === full
  return { most: longest, least: isSame ? Math.max(1, extent - most * full) : 1 }
}

export const isOne = ({ least, most }: Sizes): boolean => least === most

const loopCorner = (
  extent: number,
  loop: number,
  box: Box,
  index: readonly [outer: number, inner: number],
  units: Sizes,
  innerUnits: Sizes,
): LoopCorner => {
  const [o, i] = index
  const hasInner = box.levels === 2
  // A tile holds the tiles inside it, and two of them where the PEs of a cluster spread the loop.
  const leastInside = hasInner ? box.low[i]! + (loop === box.inner ? 1 : 0) : 1
  const tile = { least: Math.max(box.low[o]!, leastInside), most: box.high[o]! }
  const inner = hasInner
    ? { least: box.low[i]!, most: Math.min(box.high[i]!, tile.most) }
    : { least: tile.least, most: tile.most }
  const isOuter = loop === box.outer
  const isInner = hasInner && loop === box.inner
  const mayBeInner = hasInner && (isInner || box.inner === ANY)
  const innerMost = mayBeInner ? innerUnits.most : 1
  const innerLeast = isInner ? innerUnits.least : 1
  const tiles = ceil(extent, tile.most)
  const mostTiles = ceil(extent, tile.least)
  const isForced = box.outerClass !== null && hasBit(box.outerClass.inner, loop)
  const isForcedInside = box.innerClass !== null && hasBit(box.innerClass.inner, loop)
  const steps = forced(isOuter ? ceil(tiles, units.most) : tiles, isForced)
  const mostSteps = isOuter ? ceil(mostTiles, units.least) : mostTiles
  const perTile = ceil(tile.least, inner.most)
  const innerTiles = Math.max(ceil(extent, inner.most), (tiles - 1) * perTile + 1)
  const stepsInside = forced(ceil(perTile, innerMost), isForcedInside)
  const innerSteps = mayBeInner
    ? Math.max(tiles, ceil(innerTiles, innerMost), (tiles - 1) * stepsInside + 1)
    : innerTiles
  const cover = {
    least: isOuter ? Math.min(extent, units.least * tile.least) : tile.least,
    most: isOuter ? Math.min(extent, units.most * tile.most) : tile.most,
  }
  const innerCover = {
    least: isInner ? Math.min(tile.least, innerLeast * inner.least) : inner.least,
    most: Math.min(tile.most, innerMost * inner.most),
  }
  const busyInRun = isInner ? Math.max(1, Math.min(innerUnits.least, perTile)) : 1
  const isKnown = isOne(tile)
  const last = isKnown ? extent - (tiles - 1) * tile.least : 1
  const busyInLast = isInner && isKnown ? Math.max(1, Math.min(innerUnits.least, ceil(last, inner.most))) : 1
  const isStill = isOuter ? mostTiles <= units.least : tile.least === extent
  const isStillInside = isInner
    ? ceil(tile.most, inner.least) <= innerUnits.least
    : !mayBeInner && inner.least >= tile.most
  const critical = isOuter
    ? Math.max(
        ceil(extent, units.most),
        tile.least,
        (steps - 1) * tile.least + 1,
        isOne(units) ? leastOverTiles(extent, tile, units.most, 1, 1) : 0,
      )
    : extent
  const criticalSteps =
    hasInner && box.inner === ANY
      ? steps
      : Math.max(
          steps,
          ceil(ceil(innerTiles, isOuter ? units.most : 1), innerMost),
          (steps - 1) * stepsInside + 1,
        )
  const isPlaced = isKnown && (!isOuter || isOne(units))
  const areUnitsKnown = !isOuter || isOne(units)
  const held = isStill ? extent : areUnitsKnown ? heldAtEnd(extent, tile, isOuter ? units.least : 1) : 1
  const heldTile = Math.min(tile.least, held)
  const limit = inner.most * innerMost
  return {
    criticalShare: isOuter
      ? criticalShareOf(
          isPlaced ? { full: (steps - 1) * tile.least, last: heldTile } : null,
          tile.least,
          critical,
          stepsInside,
          limit,
        )
      : shareOf(extent, tile, tiles, stepsInside, limit),
    short: shortOf(extent, tile),
    criticalShort: !isOuter
      ? shortOf(extent, tile)
      : isPlaced
        ? { most: heldTile === tile.least ? 0 : heldTile, least: heldTile }
        : { most: Math.min(tile.most - 1, critical), least: 1 },
    held,
    heldInside: heldInside(
      { least: heldTile, most: isPlaced ? heldTile : tile.most },
      inner,
      isInner,
      mayBeInner,
      innerUnits,
    ),
    extent,
    tile,
    cover,
    inner,
    innerCover,
    tiles,
    mostTiles,
    steps,
    mostSteps,
    busy: isOuter ? Math.max(1, Math.min(units.least, tiles)) : 1,
    innerTiles,
    innerSteps,
    mostInnerTiles: ceil(extent, inner.least) + mostTiles,
    stepsInside,
    busyInside: Math.max((tiles - 1) * busyInRun + busyInLast, busyInRun),
    share: shareOf(extent, tile, tiles, stepsInside, inner.most * innerMost),
    isStill,
    isStillInside: isStill && isStillInside,
    mayMove: isOuter ? mostTiles > units.least : tile.least < extent,
    mayMoveInside: isInner ? ceil(tile.most, inner.least) > innerUnits.least : inner.least < tile.most,
    critical,
    criticalSteps,
  }
}

/** The favourable corner of a box whose outer spatial loop is decided. */
export const cornerOf = ({ loops, pes }: Target, box: Box): Corner => {
  const { count, extents } = loops
  const units = { least: unitsOf(pes, box, box.most), most: unitsOf(pes, box, box.least) }
  const innerUnits = { least: box.least, most: box.most }
  return {
    box,
    units,
    innerUnits,
    loops: extents.map((extent, loop) =>
      loopCorner(extent, loop, box, [loop, count + loop], units, innerUnits),
    ),
  }
}

/** Whether a box has no spatial loop where its units are too few for one. */
export const lacksUnits = ({ box, units, innerUnits }: Corner): boolean =>
  (box.outer !== NONE && units.most < 2) || (box.inner >= 0 && innerUnits.most < 2)
