/**
 * The least that is acquired of a tensor while all its tiles come by, if a given loop is the innermost one that moves it.
 *
 * Where that loop is alone on an axis, every move brings a tile of new elements: the sum of all tiles' sizes. Where it slides
 * on a window, the elements that neighbours share stay, and each of its values brings at least what it does not share.
 */
import type { Corner, LoopCorner, Sizes } from './corner'
import { distinctValues, hasBit, type LoopTensor, type WindowAxis } from './loops'

/** Whose tiles are looked at. */
export type View = {
  /** Elements along a loop. */
  readonly extent: (loop: LoopCorner) => number
  readonly sizes: (loop: LoopCorner, number: number) => Sizes
  /** The fewest tiles. */
  readonly pieces: (loop: LoopCorner, number: number) => number
  /** The most runs through a loop's tiles that begin anew, where they may meet what is there already. */
  readonly sweeps: (loop: LoopCorner, number: number) => number
  readonly isStill: (loop: LoopCorner) => boolean
  /** Whether full tiles follow one another through the whole extent. */
  readonly isFlat: (number: number) => boolean
}

/** Level 0, all units together: the covers of the steps. */
export const sharedView: View = {
  extent: ({ extent }) => extent,
  sizes: ({ cover }) => cover,
  pieces: ({ steps }) => steps,
  sweeps: () => 1,
  isStill: ({ isStill }) => isStill,
  isFlat: () => true,
}

/** Level 0, each unit by itself. */
export const unitsView = ({ box }: Corner): View => ({
  extent: ({ extent }) => extent,
  sizes: ({ tile }) => tile,
  pieces: ({ tiles }) => tiles,
  sweeps: ({ mostTiles }, number) => (number === box.outer ? mostTiles : 1),
  isStill: ({ isStill }) => isStill,
  isFlat: () => true,
})

/** Level 1, the PEs of each cluster together. */
export const clustersView: View = {
  extent: ({ extent }) => extent,
  sizes: ({ innerCover }) => innerCover,
  pieces: ({ innerSteps }) => innerSteps,
  sweeps: ({ mostTiles }) => mostTiles,
  isStill: ({ isStillInside }) => isStillInside,
  isFlat: () => false,
}

/** Level 1, each PE by itself. */
export const pesView = ({ box }: Corner): View => ({
  extent: ({ extent }) => extent,
  sizes: ({ inner }) => inner,
  pieces: ({ innerTiles }) => innerTiles,
  sweeps: ({ mostTiles, mostInnerTiles }, number) => (number === box.inner ? mostInnerTiles : mostTiles),
  isStill: ({ isStillInside }) => isStillInside,
  isFlat: () => false,
})

/**
 * Level 1, each PE by itself, as far as the level's order does not matter: what it works on during a run. Where the PEs
 * spread a loop in one fold, that is one of its tiles.
 */
export const runsView = ({ box, innerUnits }: Corner): View => {
  const isSpread = ({ tile, inner }: LoopCorner, number: number): boolean =>
    number === box.inner && Math.ceil(tile.most / inner.least) <= innerUnits.least
  return {
    extent: ({ extent }) => extent,
    sizes: (loop, number) => (isSpread(loop, number) ? loop.inner : loop.tile),
    pieces: (loop, number) => (isSpread(loop, number) ? loop.innerTiles : loop.tiles),
    sweeps: ({ mostTiles }) => mostTiles,
    isStill: ({ isStill }) => isStill,
    isFlat: (number) => number !== box.inner,
  }
}

/** Level 1, the PEs of cluster 0 together. */
export const criticalView: View = {
  extent: ({ critical }) => critical,
  sizes: ({ innerCover }) => innerCover,
  pieces: ({ criticalSteps }) => criticalSteps,
  sweeps: ({ mostSteps }) => mostSteps,
  isStill: ({ isStillInside }) => isStillInside,
  isFlat: () => false,
}

/** What is around the tiles of another view: the whole extent, or the tile of level 0 that cluster 0 works on. */
export const wholeView: View = {
  extent: ({ extent }) => extent,
  sizes: ({ extent }) => ({ least: extent, most: extent }),
  pieces: () => 1,
  sweeps: () => 1,
  isStill: () => true,
  isFlat: () => true,
}

export const criticalRunsView: View = {
  ...criticalView,
  sizes: ({ tile }) => tile,
  pieces: ({ steps }) => steps,
}

/**
 * Σ over the tiles of a loop of the elements beyond the first k of each, at most. The tiles hold all elements; of those within
 * the first k each tile has one at least, and a part of k / size of its own.
 */
export const mostBeyond = (view: View, { loops }: Corner, number: number, k: number): number => {
  const loop = loops[number]!
  const extent = view.extent(loop)
  const isFlat = view.isFlat(number)
  const { least, most } = view.sizes(loop, number)
  if (isFlat && least === most) {
    const full = Math.floor(extent / most)
    return full * Math.max(0, most - k) + Math.max(0, extent - full * most - k)
  }
  const pieces = view.pieces(loop, number)
  const within = isFlat ? (pieces - 1) * Math.min(least, k) + 1 : pieces
  return Math.max(0, extent - Math.max(within, extent * Math.min(1, k / most)))
}

/** Values of a that may meet an element of any other b: those less than a window apart. */
const reachOf = ({ b, stride, dilation }: WindowAxis, corner: Corner): number =>
  Math.floor((dilation * (corner.loops[b]!.extent - 1)) / stride)

/** The sum of the sizes of all tiles on a window axis. */
export const allTiles = (view: View, { a, b, stride, dilation }: WindowAxis, corner: Corner): number =>
  view.extent(corner.loops[a]!) * view.extent(corner.loops[b]!) -
  mostBeyond(view, corner, a, dilation) * mostBeyond(view, corner, b, stride)

/** New elements where `a` slides: each of its values brings `stride` at least, or all of a narrower window. */
const slidingFirst = (view: View, axis: WindowAxis, corner: Corner): number => {
  const { a, b, stride, dilation } = axis
  const [first, second] = [corner.loops[a]!, corner.loops[b]!]
  const extent = view.extent(first)
  const each = view.extent(second) - mostBeyond(view, corner, b, stride)
  if (view.isStill(second)) {
    const { steps, cover } = first
    // The first tile of a sweep shares nothing with the last one, which is more than a window away.
    const isApart =
      view === sharedView &&
      steps > 2 &&
      stride * ((steps - 2) * cover.least + 1) > dilation * (second.extent - 1)
    return isApart ? distinctValues(axis, first.extent, second.extent) : extent * each
  }
  const lost = view.sweeps(first, a) * Math.min(view.sizes(first, a).most, reachOf(axis, corner))
  return Math.max(0, extent - lost) * each
}

/** Values of b that come after another one of the same sweep, at least. */
const followers = (view: View, b: number, corner: Corner): number => {
  const second = corner.loops[b]!
  return Math.max(0, view.extent(second) - view.sweeps(second, b) * view.sizes(second, b).most)
}

/** Whether neighbouring tiles of b share nothing: values of b that bring the same elements lie a stride apart. */
const isApart = (view: View, { b, stride }: WindowAxis, corner: Corner): boolean =>
  2 * view.sizes(corner.loops[b]!, b).most <= stride

/**
 * New elements where `b` slides: each of its values brings `dilation` at least, or one for each a of fewer; one for each a if
 * neighbouring tiles share nothing.
 */
const slidingSecond = (view: View, axis: WindowAxis, corner: Corner): number => {
  const { a, b, dilation } = axis
  const [first, second] = [corner.loops[a]!, corner.loops[b]!]
  const each = view.extent(first) - mostBeyond(view, corner, a, dilation)
  const following = followers(view, b, corner)
  if (isApart(view, axis, corner)) {
    const all = following * view.extent(first)
    return view.isStill(first) ? Math.max(view.extent(second) * each, all) : all
  }
  return view.isStill(first) ? view.extent(second) * each : following * each
}

/** The least that is acquired if `innermost` is the innermost loop that moves the tensor. */
export const acquiredBy = (tensor: LoopTensor, innermost: number, view: View, corner: Corner): number => {
  let amount = 1
  for (const loop of tensor.plain) amount *= view.extent(corner.loops[loop]!)
  const slides = hasBit(tensor.windowBits, innermost)
  for (const axis of tensor.windows) {
    if (slides && axis.a === innermost) amount *= slidingFirst(view, axis, corner)
    else if (slides && axis.b === innermost) amount *= slidingSecond(view, axis, corner)
    else amount *= allTiles(view, axis, corner)
  }
  return amount
}

/**
 * What is acquired at least if all of some loops are inside all others, in any order, and one of them that is alone on an axis moves.
 * That one brings new tiles, so that a sweep over those that slide brings all that their tiles hold together: as if they were as large
 * as what is around them.
 */
export const acquiredTogether = (
  { plain, windows }: Pick<LoopTensor, 'plain' | 'windows'>,
  inner: number,
  view: View,
  around: View,
  corner: Corner,
): number => {
  const { loops } = corner
  const beyond = (loop: number, k: number): number =>
    mostBeyond(hasBit(inner, loop) ? around : view, corner, loop, k)
  let amount = 1
  for (const loop of plain) amount *= view.extent(loops[loop]!)
  for (const { a, b, stride, dilation } of windows)
    amount *= view.extent(loops[a]!) * view.extent(loops[b]!) - beyond(a, dilation) * beyond(b, stride)
  return amount
}

/**
 * The same if all of these loops slide, and one of them is the second of a window and so finely cut that neighbouring tiles share
 * nothing: but for the first tile of each of its sweeps, it brings new tiles as well.
 */
export const acquiredApart = (
  { plain, windows }: LoopTensor,
  inner: number,
  view: View,
  around: View,
  corner: Corner,
): number => {
  const { loops } = corner
  let most = 0
  for (const axis of windows) {
    if (!hasBit(inner, axis.b) || !isApart(view, axis, corner)) continue
    const others = { plain, windows: windows.filter((each) => each !== axis) }
    const amount = view.extent(loops[axis.a]!) * followers(view, axis.b, corner)
    most = Math.max(most, amount * acquiredTogether(others, inner, view, around, corner))
  }
  return most
}
