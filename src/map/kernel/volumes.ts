/** The kernel of `../amount.ts` and `../volumes.ts`. */
import type { Box } from '../box'
import type { OrderClass } from '../order-class'
import { isIn, type KernelTensor, type KernelView, type State, windowSize } from './state'

const { floor, max, min } = Math

const mostBeyond = (view: KernelView, l: number, k: number): number => {
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

/** New elements on one window axis if a loop is the innermost one. */
const onAxis = (s: State, view: KernelView, windows: Int32Array, w: number, innermost: number): number => {
  const a = windows[w]!
  const b = windows[w + 1]!
  const stride = windows[w + 2]!
  const dilation = windows[w + 3]!
  if (a === innermost) return slidingFirst(s, view, a, b, stride, dilation)
  if (b === innermost) return slidingSecond(view, a, b, stride, dilation)
  return view.extent[a]! * view.extent[b]! - mostBeyond(view, a, dilation) * mostBeyond(view, b, stride)
}

const noLoop = -1

/** The least that is acquired, whichever of some loops is the innermost one that moves the tensor. */
const leastAcquired = (s: State, tensor: KernelTensor, by: number, view: KernelView): number => {
  const { plain, windows, plainBits } = tensor
  let base = 1
  for (let i = 0; i < plain.length; i++) base *= view.extent[plain[i]!]!
  if (windows.length === 0) return base
  let least = Number.POSITIVE_INFINITY
  let isPlainSeen = false
  for (let l = 0; l < s.count; l++) {
    if (!isIn(by, l)) continue
    const isPlain = isIn(plainBits, l)
    if (isPlain && isPlainSeen) continue
    if (isPlain) isPlainSeen = true
    let amount = base
    for (let w = 0; w < windows.length; w += windowSize)
      amount *= onAxis(s, view, windows, w, isPlain ? noLoop : l)
    if (amount < least) least = amount
  }
  return least
}

/** What is acquired at least if all of some loops are inside all others: see `../amount.ts`. Without one of the axes. */
const acquiredTogether = (
  { plain, windows }: KernelTensor,
  inner: number,
  view: KernelView,
  around: KernelView,
  without: number,
): number => {
  let amount = 1
  for (let i = 0; i < plain.length; i++) amount *= view.extent[plain[i]!]!
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
const leastMoving = (
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

const productOver = (count: number, bits: number, of: Float64Array): number => {
  let result = 1
  if (bits === 0) return result
  for (let l = 0; l < count; l++) if (isIn(bits, l)) result *= of[l]!
  return result
}

/** What the class of a level says of a tensor: see `../moved.ts`. */
const setMovement = (
  s: State,
  { relevant, plainBits }: KernelTensor,
  number: number,
  of: OrderClass | null,
  mayMove: number,
): void => {
  const irrelevant = s.all & ~relevant
  s.moveAlways = false
  s.moveTogether = false
  s.moveInside = false
  s.moveOver = irrelevant
  s.moveBy = 0
  if (of === null) s.moveBy = relevant & mayMove
  else if (of.inner !== 0) {
    const moving = of.inner & relevant
    if (moving !== 0) {
      s.moveBy = moving
      s.moveOver = of.inner & irrelevant
      s.moveAlways = s.moveOver === 0
      s.moveTogether = (moving & plainBits) !== 0
      s.moveInside = true
    } else {
      s.moveBy = relevant & mayMove
      if (of.stays === number) s.moveOver = of.inner
    }
  }
}

const usedByCritical = (s: State, { plain, windows }: KernelTensor, outer: number): number => {
  let amount = 1
  for (let i = 0; i < plain.length; i++) amount *= s.critical[plain[i]!]!
  for (let w = 0; w < windows.length; w += windowSize) {
    const a = windows[w]!
    const b = windows[w + 1]!
    const stride = windows[w + 2]!
    const dilation = windows[w + 3]!
    const first = s.critical[a]!
    const second = s.critical[b]!
    const isApart = (outer === a && dilation > 1) || (outer === b && stride > 1)
    amount *= isApart
      ? first + second - 1
      : first * second - max(0, first - dilation) * max(0, second - stride)
  }
  return amount
}

/** The part in which the innermost loop surely moves; 0 where that says nothing. */
const holding = (
  s: State,
  tensor: KernelTensor,
  inner: number,
  innerClass: number,
  of: Float64Array,
): number => {
  const isCertain = (inner & ~innerClass) === 0
  let share = isCertain ? 0 : 1
  let loop = noLoop
  for (let l = 0; l < s.count; l++) {
    if (!isIn(inner, l)) continue
    const each = of[l]!
    const isBetter = isCertain
      ? each > share || (each === share && isIn(tensor.plainBits, l))
      : each < share || (each === share && isIn(tensor.windowBits, l))
    if (isBetter || loop === noLoop) {
      share = each
      loop = l
    }
  }
  return loop === noLoop || (share < 1 && !isIn(tensor.plainBits, loop)) ? 0 : share
}

/** The most over the loops that are alone on an axis. */
const mostOf = ({ plain }: KernelTensor, of: Float64Array, among: number): number => {
  let most = 0
  for (let i = 0; i < plain.length; i++) if (isIn(among, plain[i]!)) most = max(most, of[plain[i]!]!)
  return most
}

/** What is in proportion to how often a tensor comes, if it is more than before. */
const writeAnew = (s: State, t: number, volume: number, loops: number, times: number): void => {
  if (volume <= s.anewVolume[t]!) return
  s.anewVolume[t] = volume
  s.anewTimes[t] = times
  s.anewLoops[t] = loops
}

/** A part of what is strong where something holds, and of the weaker bound elsewhere. */
const weighed = (share: number, strong: number, weak: number): number =>
  max(weak, share * strong + (1 - share) * min(strong, weak))

/** The most elements of a tensor that the PEs of a cluster hold together. */
const mostHeld = (s: State, { plain, windows }: KernelTensor): number => {
  const of = s.innerCoverMost
  let size = 1
  for (let i = 0; i < plain.length; i++) size *= of[plain[i]!]!
  for (let w = 0; w < windows.length; w += windowSize) {
    const a = of[windows[w]!]!
    const b = of[windows[w + 1]!]!
    size *= a * b - max(0, a - windows[w + 3]!) * max(0, b - windows[w + 2]!)
  }
  return size
}

/** What runs use beyond what the PEs hold at their beginning. */
const beyondHeld = (tensor: KernelTensor, view: KernelView, runs: number, held: number): number =>
  max(0, acquiredTogether(tensor, 0, view, view, noLoop) - runs * held)

const writeInner = (
  s: State,
  tensor: KernelTensor,
  t: number,
  box: Box,
  outerBy: number,
  outerOver: number,
  outerAlways: boolean,
  outerTogether: boolean,
  outerInside: boolean,
): void => {
  const { count, all } = s
  const { inner, innerClass } = box
  const irrelevant = all & ~tensor.relevant
  const units = s.units[t]!
  const perCopy = inner >= 0 && isIn(irrelevant, inner) ? s.busyInside[inner]! / s.tiles[inner]! : 1
  const again = irrelevant & ~outerOver
  const isFresh = outerTogether || (outerBy !== 0 && (outerBy & ~tensor.plainBits) === 0)
  let pes = max(units, units * perCopy)
  if (isFresh && outerAlways)
    pes = max(
      pes,
      leastMoving(s, tensor, outerBy, outerTogether, outerInside, s.runsView, s.wholeView) *
        productOver(count, again, s.visits),
    )
  let clusters = units
  const used = usedByCritical(s, tensor, box.outer)
  let critical = isFresh ? used * productOver(count, again, s.steps) : used
  let leastClusters = clusters
  let leastPes = pes
  let leastCritical = critical
  const entering = mostOf(tensor, s.share, all)
  if (entering > 0) {
    const { plainBits } = tensor
    const runs = productOver(count, irrelevant, s.tiles)
    leastClusters = weighed(entering, leastAcquired(s, tensor, plainBits, s.unitsView) * runs, clusters)
    const visits = productOver(count, irrelevant, s.visits)
    leastPes = weighed(entering, leastAcquired(s, tensor, plainBits, s.runsView) * visits, pes)
  }
  const enteringFirst = mostOf(tensor, s.criticalShare, all)
  if (enteringFirst > 0)
    leastCritical = weighed(enteringFirst, used * productOver(count, irrelevant, s.steps), critical)
  const held = mostHeld(s, tensor)
  const unheld = beyondHeld(tensor, s.unitsView, productOver(count, tensor.relevant, s.mostTiles), held)
  if (unheld > 0) {
    leastClusters = max(leastClusters, unheld * productOver(count, irrelevant, s.tiles))
    leastPes = max(leastPes, unheld * productOver(count, irrelevant, s.visits))
  }
  const unheldFirst = beyondHeld(
    tensor,
    s.criticalRunsView,
    productOver(count, tensor.relevant, s.mostSteps),
    held,
  )
  if (unheldFirst > 0)
    leastCritical = max(leastCritical, unheldFirst * productOver(count, irrelevant, s.steps))
  s.anewVolume[t] = 0
  s.anewTimes[t] = 1
  s.anewLoops[t] = 0
  setMovement(s, tensor, t, innerClass, s.mayMoveInside)
  const by = s.moveBy
  const over = s.moveOver
  s.innerAlways[t] = s.moveAlways ? 1 : 0
  if (innerClass !== null && by !== 0) {
    const together = s.moveTogether
    const anew = irrelevant & ~over
    const kept = irrelevant & over
    const weakClusters = clusters
    const weakPes = pes
    const weakCritical = critical
    const ofClusters = productOver(count, anew, s.innerSteps) * productOver(count, kept, s.tiles)
    const times = productOver(count, anew, s.innerTiles)
    const ofPes = times * productOver(count, kept, s.visits)
    const ofCritical = productOver(count, anew, s.criticalSteps) * productOver(count, kept, s.steps)
    const share = holding(s, tensor, by, innerClass.inner, s.share)
    if (share > 0) {
      clusters = weighed(share, leastAcquired(s, tensor, by, s.clustersView) * ofClusters, weakClusters)
      const each = leastAcquired(s, tensor, by, s.pesView) * ofPes
      pes = weighed(share, each, weakPes)
      writeAnew(s, t, share * each, anew, times)
    }
    const part = holding(s, tensor, by, innerClass.inner, s.criticalShare)
    if (part > 0)
      critical = weighed(part, leastAcquired(s, tensor, by, s.criticalView) * ofCritical, weakCritical)
    if (together && tensor.windows.length > 0) {
      const plainShare = mostOf(tensor, s.share, by)
      const union = acquiredTogether(tensor, by, s.clustersView, s.unitsView, noLoop) * ofClusters
      clusters = max(clusters, weighed(plainShare, union, weakClusters))
      const each = acquiredTogether(tensor, by, s.pesView, s.runsView, noLoop) * ofPes
      pes = max(pes, weighed(plainShare, each, weakPes))
      writeAnew(s, t, plainShare * each, anew, times)
      const first = acquiredTogether(tensor, by, s.criticalView, s.criticalRunsView, noLoop) * ofCritical
      critical = max(critical, weighed(mostOf(tensor, s.criticalShare, by), first, weakCritical))
    }
  }
  s.clusters[t] = max(leastClusters, clusters)
  s.pes[t] = max(leastPes, pes)
  s.firstCluster[t] = max(leastCritical, critical)
}

/** Writes the least volumes of every tensor over the box whose corner was written. */
export const writeVolumes = (s: State, box: Box): void => {
  const { count, all, tensors } = s
  for (let t = 0; t < tensors.length; t++) {
    const tensor = tensors[t]!
    const irrelevant = all & ~tensor.relevant
    setMovement(s, tensor, t, box.outerClass, s.mayMove)
    const outerBy = s.moveBy
    const outerOver = s.moveOver
    const outerAlways = s.moveAlways
    const outerTogether = s.moveTogether
    const outerInside = s.moveInside
    let shared = tensor.used
    let units = tensor.used * productOver(count, irrelevant, s.busy)
    s.againVolume[t] = 0
    s.againTimes[t] = 1
    s.againLoops[t] = 0
    if (outerBy !== 0) {
      const again = irrelevant & ~outerOver
      const times = productOver(count, again, s.steps)
      const volume =
        leastMoving(s, tensor, outerBy, outerTogether, outerInside, s.sharedView, s.wholeView) * times
      shared = max(shared, volume)
      const each =
        leastMoving(s, tensor, outerBy, outerTogether, outerInside, s.unitsView, s.wholeView) *
        productOver(count, again, s.tiles)
      units = max(shared, units, each * productOver(count, outerOver, s.busy))
      s.againVolume[t] = volume
      s.againTimes[t] = times
      s.againLoops[t] = again
    }
    s.shared[t] = shared
    s.units[t] = units
    s.outerBy[t] = outerBy
    s.outerAlways[t] = outerAlways ? 1 : 0
    if (box.levels === 1) {
      s.clusters[t] = shared
      s.pes[t] = units
      s.firstCluster[t] = shared
      s.anewVolume[t] = 0
      s.innerAlways[t] = 0
    } else writeInner(s, tensor, t, box, outerBy, outerOver, outerAlways, outerTogether, outerInside)
  }
}
