/**
 * What fills the PEs' buffers, by what becomes of one input inside clusters. Either one of its loops moves inside a full tile of
 * level 0, so that each run brings all of its tile; or the PEs hold its full tiles as they are. Then tiles inside are as large as those
 * of level 0, but along one loop that the PEs spread, and leave little room for what would let other inputs come seldom.
 */
import { broughtAgain } from './again'
import { ANY } from './box'
import type { Corner } from './corner'
import { broughtWhole } from './held'
import { hasBit, type LoopTensor, tilesOf } from './loops'
import { NONE } from './mapping'
import { productOver } from './moved'
import type { Target } from './target'
import type { Volumes } from './volumes'

const ceil = (a: number, b: number): number => Math.ceil(a / b)

/** Tiles of level 1 along a loop, at least, if none is longer than so much. */
const fewestTiles = (corner: Corner, loop: number, longest: number): number => {
  const { extent, tile, tiles } = corner.loops[loop]!
  return Math.max(ceil(extent, longest), (tiles - 1) * ceil(tile.least, longest) + 1)
}

/** The loops that do not move inside where a tensor is held: all of its own, but the second ones of windows, which bring little. */
const heldLoops = ({ relevant, windows }: LoopTensor): number =>
  windows.reduce((bits, { b }) => bits & ~(1 << b), relevant)

/** The least tiles inside if all full tiles of a tensor are held, a loop being spread; null where they are too large. */
const leastTiles = (
  held: number,
  spread: number,
  { loops, innerUnits }: Corner,
): readonly number[] | null => {
  const least = loops.map(({ tile, inner }, loop) => {
    if (!hasBit(held, loop)) return inner.least
    return Math.max(inner.least, loop === spread ? ceil(tile.least, innerUnits.most) : tile.least)
  })
  return least.some((each, loop) => each > loops[loop]!.inner.most) ? null : least
}

/** The longest tile along a loop that fits a PE beside the least ones along the others. */
const longestTile = (
  { loops }: Target,
  least: readonly number[],
  loop: number,
  room: number,
  most: number,
): number => {
  if (hasBit(loops.bent, loop)) return most
  const needed = (size: number): number =>
    tilesOf(loops.tensors, (each) => (each === loop ? size : least[each]!))
  const size = least[loop]!
  const need = needed(size)
  return Math.min(most, size + Math.floor((room - need) / (needed(size + 1) - need)))
}

/** Fills of an input that comes anew in each step of level 0, at least, where a loop is spread in a number of tiles. */
const fillsOf = (
  { relevant, used }: LoopTensor,
  all: number,
  spread: number,
  tiles: number,
  corner: Corner,
): number =>
  used * productOver(all & ~relevant, (loop) => (loop === spread ? tiles : corner.loops[loop]!.tiles))

/** Fills of all inputs if all full tiles of one of them are held; Infinity where they cannot be. */
const fillsWhereHeld = (
  target: Target,
  corner: Corner,
  volumes: readonly Volumes[],
  held: number,
  spread: number,
): number => {
  const { loops, machines, buffers } = target
  const least = leastTiles(held, spread, corner)
  if (least === null) return Number.POSITIVE_INFINITY
  const room = machines[corner.box.levels - 1]!.l1Room / buffers
  if (tilesOf(loops.tensors, (loop) => least[loop]!) > room) return Number.POSITIVE_INFINITY
  const isSpread = spread >= 0 && hasBit(held, spread)
  const tiles = isSpread
    ? fewestTiles(corner, spread, longestTile(target, least, spread, room, corner.loops[spread]!.inner.most))
    : 0
  return loops.tensors.reduce((sum, tensor, t) => {
    if (!tensor.isInput) return sum
    const { pes, outer } = volumes[t]!
    const isCounted =
      isSpread && !hasBit(tensor.relevant, spread) && tensor.windows.length === 0 && outer.always
    return sum + (isCounted ? Math.max(pes, fillsOf(tensor, loops.all, spread, tiles, corner)) : pes)
  }, 0)
}

/** What an input brings if one of the loops moves inside that would have to stand for it to be held, at least. */
const broughtWhereMoved = (tensor: LoopTensor, all: number, corner: Corner): number => {
  const visits = productOver(all & ~tensor.relevant, (loop) => {
    const { tiles, busyInside } = corner.loops[loop]!
    return loop === corner.box.inner ? busyInside : tiles
  })
  if (tensor.windows.length > 0) return broughtAgain(tensor, corner) * visits
  const whole = broughtWhole(
    tensor,
    corner,
    ({ extent }) => extent,
    ({ short }) => short,
  )
  return whole * visits
}

/** Fills of all inputs together, at least. */
export const fillsByCases = (target: Target, corner: Corner, volumes: readonly Volumes[]): number => {
  const { loops, machines } = target
  const { box } = corner
  const { tensors, all, count } = loops
  const filled = tensors.reduce((sum, { isInput }, t) => (isInput ? sum + volumes[t]!.pes : sum), 0)
  if (box.levels === 1 || machines[1].l1Room === Number.POSITIVE_INFINITY) return filled
  const spreads = box.inner === ANY ? Array.from({ length: count + 1 }, (_, i) => i + NONE) : [box.inner]
  let most = filled
  tensors.forEach((tensor, t) => {
    if (!tensor.isInput) return
    const { pes } = volumes[t]!
    const whereMoved = filled + Math.max(0, broughtWhereMoved(tensor, all, corner) - pes)
    if (whereMoved <= most) return
    const held = heldLoops(tensor)
    const whereHeld = Math.min(
      ...spreads.map((spread) => fillsWhereHeld(target, corner, volumes, held, spread)),
    )
    most = Math.max(most, Math.min(whereMoved, whereHeld))
  })
  return most
}
