/** The kernel of `../spread.ts`. */
import type { Box } from '../box'
import { mostBeyond } from './amount'
import { type KernelTensor, type State, windowSize } from './state'

const { ceil, floor, max } = Math

/** Elements along a window that units of level 0 use, or PEs, each by itself. */
const usedAlong = (s: State, windows: Int32Array, w: number, box: Box, ofPes: boolean): number => {
  const a = windows[w]!
  const b = windows[w + 1]!
  const stride = windows[w + 2]!
  const dilation = windows[w + 3]!
  const extent = s.extents[a]!
  const second = s.extents[b]!
  const isApart =
    s.isStill[a] === 1 || stride * ((s.unitsLeast - 1) * s.tileLeast[a]! + 1) > dilation * (second - 1)
  const first = box.outer === a && isApart ? mostBeyond(s.unitsView, a, dilation) : max(0, extent - dilation)
  const others =
    box.outer === b && s.isStill[b] === 1 ? mostBeyond(s.unitsView, b, stride) : max(0, second - stride)
  const used = extent * second - first * others
  if (!ofPes) return used
  if (box.inner === a) return max(used, whereFirstIsSpread(s, a, second, stride, dilation, others, box))
  if (box.inner === b) return max(used, whereSecondIsSpread(s, b, extent, stride, first, box))
  return used
}

const isOneFold = (s: State, l: number, box: Box): boolean =>
  ceil(s.tileMost[l]! / s.innerLeast[l]!) <= box.least

const whereFirstIsSpread = (
  s: State,
  a: number,
  second: number,
  stride: number,
  dilation: number,
  others: number,
  box: Box,
): number => {
  const inner = s.innerLeast[a]!
  const runs = s.mostTiles[a]!
  if (!isOneFold(s, a, box) && stride * ((box.least - 1) * inner + 1) <= dilation * (second - 1)) return 0
  const reach = floor((dilation * (second - 1)) / stride)
  if (runs > 1 && s.tileLeast[a]! < reach) return 0
  const overlap = max(0, dilation * (second - 1) + 1 - stride)
  const ends = reach === 0 ? 0 : 1 + ceil((reach - 1) / inner)
  return s.extents[a]! * second - mostBeyond(s.pesView, a, dilation) * others - (runs - 1) * ends * overlap
}

const whereSecondIsSpread = (
  s: State,
  b: number,
  extent: number,
  stride: number,
  first: number,
  box: Box,
): number => {
  const second = s.extents[b]!
  if (s.tileLeast[b]! < second || !isOneFold(s, b, box)) return 0
  return extent * second - first * mostBeyond(s.pesView, b, stride)
}

export const usedByEachUnit = (s: State, { whole, windows }: KernelTensor, box: Box): number => {
  let amount = whole
  for (let w = 0; w < windows.length; w += windowSize) amount *= usedAlong(s, windows, w, box, false)
  return amount
}

export const usedByEachPe = (s: State, { whole, windows }: KernelTensor, box: Box): number => {
  let amount = whole
  for (let w = 0; w < windows.length; w += windowSize) amount *= usedAlong(s, windows, w, box, true)
  return amount
}
