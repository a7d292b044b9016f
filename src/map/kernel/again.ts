/** The kernel of `../again.ts`. */
import { ANY, type Box } from '../box'
import { acquiredTogether, allTiles, noLoop } from './amount'
import { type KernelTensor, type State, windowSize } from './state'

const { floor, max, min } = Math

const mostKept = (s: State, windows: Int32Array, w: number, box: Box): number => {
  const b = windows[w + 1]!
  const stride = windows[w + 2]!
  const dilation = windows[w + 3]!
  const extent = s.extents[b]!
  const reach = dilation * (extent - 1) + 1
  const each = max(0, reach - stride)
  let kept = each
  if (box.inner === ANY || box.inner === b)
    kept = max(kept, s.tileLeast[b] === extent ? dilation * extent : s.tileMost[b]! * each)
  if (box.inner === ANY || box.inner === windows[w]!) kept = max(kept, floor((reach * reach) / (4 * stride)))
  return kept
}

const fullPart = (s: State, l: number): number => {
  const full = floor(s.extents[l]! / s.tileMost[l]!)
  return s.shortMost[l]! > 0 ? full / (full + 1) : 1
}

/** Elements that come in all runs for one visit of each tile of level 0. */
export const broughtAgain = (s: State, tensor: KernelTensor, box: Box): number => {
  const { plain, windows } = tensor
  let part = 1
  for (let i = 0; i < plain.length; i++) part = min(part, fullPart(s, plain[i]!))
  for (let w = 0; w < windows.length; w += windowSize) {
    const a = windows[w]!
    const all = allTiles(s.unitsView, windows, w)
    const kept = mostKept(s, windows, w, box) * s.mostTiles[a]! * s.mostTiles[windows[w + 1]!]!
    part = min(part, (max(0, all - kept) / all) * fullPart(s, a))
  }
  return acquiredTogether(tensor, 0, s.unitsView, s.unitsView, noLoop) * part
}
