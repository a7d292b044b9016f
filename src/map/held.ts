/**
 * What runs bring of a tensor because the PEs of a cluster cannot hold it. A run on a tile of level 0 uses all of it, whatever moves
 * inside, and finds of it no more than what the PEs hold at its beginning.
 */
import { acquiredTogether, criticalRunsView, unitsView, type View } from './amount'
import { ANY } from './box'
import type { Corner, LoopCorner, Short } from './corner'
import { hasBit, type LoopTensor, tileOf, tilesOf } from './loops'
import { productOver } from './moved'
import type { Target } from './target'

/** Elements of a tensor inside clusters: the PEs of each together, each PE by itself, and the PEs of cluster 0. */
export type Inside = { readonly clusters: number; readonly pes: number; readonly critical: number }

/**
 * The most elements of a tensor that the PEs of a cluster hold together: as large a tile of all of them as there can be, and no more
 * than their buffers have room for beside the smallest tiles of the other tensors.
 */
const mostHeld = (tensor: LoopTensor, { loops, machines, buffers }: Target, corner: Corner): number => {
  const { box, innerUnits, loops: corners } = corner
  const size = tileOf(tensor, (loop) => corners[loop]!.innerCover.most)
  const others = loops.tensors.filter((each) => each !== tensor)
  const room =
    machines[box.levels - 1]!.l1Room / buffers - tilesOf(others, (loop) => corners[loop]!.inner.least)
  // PEs that spread no loop of the tensor hold the same.
  const isSpread = box.inner === ANY || (box.inner >= 0 && hasBit(tensor.relevant, box.inner))
  return Math.min(size, (isSpread ? innerUnits.most : 1) * room)
}

/** What is beyond so much in all runs. There are as many runs as tiles of the loops of the tensor, for each visit. */
const beyond = (tensor: LoopTensor, view: View, runs: number, held: number, corner: Corner): number =>
  Math.max(0, acquiredTogether(tensor, 0, view, view, corner) - runs * held)

/**
 * What runs bring of a tensor if one of its loops moves inside a full tile of level 0, each of its loops being alone on an axis. Nothing
 * that is held is then used again before it comes anew: a run brings all of its tile where that is full along the loop that moves.
 */
export const broughtWhole = (
  { plain }: LoopTensor,
  corner: Corner,
  extentOf: (loop: LoopCorner) => number,
  shortOf: (loop: LoopCorner) => Short,
): number => {
  const whole = plain.reduce((each, loop) => each * extentOf(corner.loops[loop]!), 1)
  return plain.reduce((least, loop) => {
    const extent = extentOf(corner.loops[loop]!)
    return Math.min(least, (whole * (extent - shortOf(corner.loops[loop]!).most)) / extent)
  }, whole)
}

/**
 * The same if not all of a full tile is held, so that one of its loops moves. If a tile that is short along a loop is still more than
 * what is held, then one moves in that as well: all tiles count along that loop, and full ones along the others.
 */
const broughtBeyond = (
  tensor: LoopTensor,
  held: number,
  corner: Corner,
  extentOf: (loop: LoopCorner) => number,
  shortOf: (loop: LoopCorner) => Short,
): number => {
  const { plain, windows } = tensor
  if (windows.length > 0) return 0
  let size = plain.reduce((each, loop) => each * corner.loops[loop]!.tile.least, 1)
  if (size <= held) return 0
  let brought = 1
  for (const loop of plain) {
    const each = corner.loops[loop]!
    const short = shortOf(each)
    const withShort = (size / each.tile.least) * short.least
    const countsAll = short.most === 0 || withShort > held
    if (countsAll && short.most > 0) size = Math.min(size, withShort)
    brought *= countsAll ? extentOf(each) : extentOf(each) - short.most
  }
  return Math.max(brought, broughtWhole(tensor, corner, extentOf, shortOf))
}

/** What runs bring beyond what is held of a tensor, over all runs. */
export const unheld = (tensor: LoopTensor, target: Target, corner: Corner): Inside => {
  const { box, loops } = corner
  const { relevant } = tensor
  const irrelevant = target.loops.all & ~relevant
  const held = mostHeld(tensor, target, corner)
  const times = (bits: number, of: (loop: LoopCorner, number: number) => number): number =>
    productOver(bits, (number) => of(loops[number]!, number))
  const each = Math.max(
    beyond(
      tensor,
      unitsView(corner),
      times(relevant, ({ mostTiles }) => mostTiles),
      held,
      corner,
    ),
    broughtBeyond(
      tensor,
      held,
      corner,
      ({ extent }) => extent,
      ({ short }) => short,
    ),
  )
  const first = Math.max(
    beyond(
      tensor,
      criticalRunsView,
      times(relevant, ({ mostSteps }) => mostSteps),
      held,
      corner,
    ),
    broughtBeyond(
      tensor,
      held,
      corner,
      ({ critical }) => critical,
      ({ criticalShort }) => criticalShort,
    ),
  )
  return {
    clusters: each * times(irrelevant, ({ tiles }) => tiles),
    pes:
      each *
      times(irrelevant, ({ tiles, busyInside }, number) => (number === box.inner ? busyInside : tiles)),
    critical: first * times(irrelevant, ({ steps }) => steps),
  }
}
