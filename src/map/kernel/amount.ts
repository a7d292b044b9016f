/** The kernel of `../amount.ts`. */
import { firstIn, isIn, type KernelTensor, type State, windowSize } from './state'
import type { KernelView } from './views'

const { floor, max, min } = Math

export const mostBeyond = (view: KernelView, l: number, k: number): number => {
  const extent = view.extent[l]!
  const most = view.most[l]!
  if (view.isFlat[l] === 1) {
    const least = view.least[l]!
    if (least === most) {
      const full = floor(extent / most)
      return full * max(0, most - k) + max(0, extent - full * most - k)
    }
    const within = (view.pieces[l]! - 1) * min(least, k) + 1
    return max(0, extent - max(within, extent * min(1, k / most)))
  }
  return max(0, extent - max(view.pieces[l]!, extent * min(1, k / most)))
}

const slidingFirst = (
  s: State,
  view: KernelView,
  a: number,
  b: number,
  stride: number,
  dilation: number,
): number => {
  const extent = view.extent[a]!
  const each = view.extent[b]! - mostBeyond(view, b, stride)
  if (view.isStill[b] === 1) {
    const first = s.extents[a]!
    const second = s.extents[b]!
    const steps = s.steps[a]!
    const isApart =
      view.isShared && steps > 2 && stride * ((steps - 2) * s.coverLeast[a]! + 1) > dilation * (second - 1)
    return isApart ? first * second - max(0, first - dilation) * max(0, second - stride) : extent * each
  }
  const reach = floor((dilation * (s.extents[b]! - 1)) / stride)
  return max(0, extent - view.sweeps[a]! * min(view.most[a]!, reach)) * each
}

/** Values of b that come after another one of the same sweep, at least. */
const followers = (view: KernelView, b: number): number =>
  max(0, view.extent[b]! - view.sweeps[b]! * view.most[b]!)

const slidingSecond = (view: KernelView, a: number, b: number, stride: number, dilation: number): number => {
  const extent = view.extent[b]!
  const each = view.extent[a]! - mostBeyond(view, a, dilation)
  if (2 * view.most[b]! <= stride) {
    const all = followers(view, b) * view.extent[a]!
    return view.isStill[a] === 1 ? max(extent * each, all) : all
  }
  return view.isStill[a] === 1 ? extent * each : followers(view, b) * each
}

/** The sum of the sizes of all tiles on a window axis. */
export const allTiles = (view: KernelView, windows: Int32Array, w: number): number => {
  const a = windows[w]!
  const b = windows[w + 1]!
  return (
    view.extent[a]! * view.extent[b]! -
    mostBeyond(view, a, windows[w + 3]!) * mostBeyond(view, b, windows[w + 2]!)
  )
}

/** New elements on one window axis if a loop is the innermost one. */
const onAxis = (s: State, view: KernelView, windows: Int32Array, w: number, innermost: number): number => {
  const a = windows[w]!
  const b = windows[w + 1]!
  const stride = windows[w + 2]!
  const dilation = windows[w + 3]!
  if (a === innermost) return slidingFirst(s, view, a, b, stride, dilation)
  if (b === innermost) return slidingSecond(view, a, b, stride, dilation)
  return allTiles(view, windows, w)
}

export const noLoop = -1

/** The product of the extents of the loops that are alone on an axis. */
const wholeOf = ({ plain, whole }: KernelTensor, { extent, isWhole }: KernelView): number => {
  if (isWhole) return whole
  let product = 1
  for (let i = 0; i < plain.length; i++) product *= extent[plain[i]!]!
  return product
}

/** The least that is acquired, whichever of some loops is the innermost one that moves the tensor. */
export const leastAcquired = (s: State, tensor: KernelTensor, by: number, view: KernelView): number => {
  const { windows, plainBits } = tensor
  const base = wholeOf(tensor, view)
  if (windows.length === 0) return base
  let least = Number.POSITIVE_INFINITY
  // All loops that are alone on an axis are alike.
  const alone = by & plainBits
  for (let rest = (by & ~alone) | (alone & -alone); rest !== 0; rest &= rest - 1) {
    const l = firstIn(rest)
    const innermost = isIn(plainBits, l) ? noLoop : l
    let amount = base
    for (let w = 0; w < windows.length; w += windowSize) amount *= onAxis(s, view, windows, w, innermost)
    if (amount < least) least = amount
  }
  return least
}

/** What is acquired at least if all of some loops are inside all others: see `../amount.ts`. Without one of the axes. */
export const acquiredTogether = (
  tensor: KernelTensor,
  inner: number,
  view: KernelView,
  around: KernelView,
  without: number,
): number => {
  const { windows } = tensor
  let amount = wholeOf(tensor, view)
  for (let w = 0; w < windows.length; w += windowSize) {
    if (w === without) continue
    const a = windows[w]!
    const b = windows[w + 1]!
    amount *=
      view.extent[a]! * view.extent[b]! -
      mostBeyond(isIn(inner, a) ? around : view, a, windows[w + 3]!) *
        mostBeyond(isIn(inner, b) ? around : view, b, windows[w + 2]!)
  }
  return amount
}

const acquiredApart = (tensor: KernelTensor, inner: number, view: KernelView, around: KernelView): number => {
  const { windows } = tensor
  let most = 0
  for (let w = 0; w < windows.length; w += windowSize) {
    const b = windows[w + 1]!
    if (!isIn(inner, b) || 2 * view.most[b]! > windows[w + 2]!) continue
    const amount = view.extent[windows[w]!]! * followers(view, b)
    most = max(most, amount * acquiredTogether(tensor, inner, view, around, w))
  }
  return most
}

/** The least that is acquired by what the class says. */
export const leastMoving = (
  s: State,
  tensor: KernelTensor,
  by: number,
  together: boolean,
  inside: boolean,
  view: KernelView,
  around: KernelView,
): number => {
  const least = leastAcquired(s, tensor, by, view)
  if (tensor.windows.length === 0) return least
  if (together) return max(least, acquiredTogether(tensor, by, view, around, noLoop))
  return inside ? max(least, acquiredApart(tensor, by, view, around)) : least
}
