/**
 * What runs bring of a tensor with windows if one of its loops moves inside a full tile of level 0, which is not the second one of a
 * window. The first tiles inside then lie apart from the last ones, along that loop, and so do those of the next tile of level 0:
 * a run finds there no more than what reaches over the window from one to the other.
 */
import { acquiredTogether, allTiles, unitsView } from './amount'
import { ANY } from './box'
import type { Corner, LoopCorner } from './corner'
import type { LoopTensor, WindowAxis } from './loops'

/** The most elements along a window that the PEs of a cluster keep from run to run, all together. */
const mostKept = ({ a, b, stride, dilation }: WindowAxis, { loops, box }: Corner): number => {
  const { extent, tile } = loops[b]!
  const mayBeSpread = (loop: number): boolean => box.inner === ANY || box.inner === loop
  const reach = dilation * (extent - 1) + 1
  const each = Math.max(0, reach - stride)
  // PEs that spread the window keep its parts; if level 0 moves it as well, each may keep all that reaches over.
  const ofSecond = tile.least === extent ? dilation * extent : tile.most * each
  // The more PEs spread the first loop, the farther apart are the tiles of each: n of them keep n · (reach − n · stride).
  const ofFirst = Math.floor((reach * reach) / (4 * stride))
  return Math.max(each, mayBeSpread(b) ? ofSecond : 0, mayBeSpread(a) ? ofFirst : 0)
}

/** The part of what is in tiles that are full along a loop, at least. */
const fullPart = ({ extent, tile, short }: LoopCorner): number => {
  const full = Math.floor(extent / tile.most)
  return short.most > 0 ? full / (full + 1) : 1
}

/** Elements that come in all runs for one visit of each tile of level 0, whichever of these loops moves. */
export const broughtAgain = (tensor: LoopTensor, corner: Corner): number => {
  const { loops } = corner
  const { plain, windows } = tensor
  const view = unitsView(corner)
  const ofPlain = plain.map((loop) => fullPart(loops[loop]!))
  const ofWindows = windows.map((axis) => {
    const all = allTiles(view, axis, corner)
    const kept = mostKept(axis, corner) * loops[axis.a]!.mostTiles * loops[axis.b]!.mostTiles
    return (Math.max(0, all - kept) / all) * fullPart(loops[axis.a]!)
  })
  return acquiredTogether(tensor, 0, view, view, corner) * Math.min(1, ...ofPlain, ...ofWindows)
}
