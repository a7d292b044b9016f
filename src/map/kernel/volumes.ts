/** The kernel of `../volumes.ts`. */
import type { Box } from '../box'
import type { OrderClass } from '../order-class'
import { acquiredTogether, leastAcquired, leastMoving, noLoop } from './amount'
import { mostHeld, unheldBy, unheldByFirst } from './held'
import { usedByEachPe, usedByEachUnit } from './spread'
import { isIn, type KernelTensor, productOver, type State, windowSize } from './state'

const { max, min } = Math

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
  busy: number,
): void => {
  const { all } = s
  const { inner, innerClass } = box
  const irrelevant = all & ~tensor.relevant
  const runs = productOver(irrelevant, s.tiles)
  const visits = productOver(irrelevant, s.visits)
  const steps = productOver(irrelevant, s.steps)
  const units = s.units[t]!
  const perCopy = inner >= 0 && isIn(irrelevant, inner) ? s.busyInside[inner]! / s.tiles[inner]! : 1
  const again = irrelevant & ~outerOver
  const isAll = again === irrelevant
  const isFresh = outerTogether || (outerBy !== 0 && (outerBy & ~tensor.plainBits) === 0)
  let pes = max(units, units * perCopy, usedByEachPe(s, tensor, box) * busy)
  if (isFresh && outerAlways)
    pes = max(
      pes,
      leastMoving(s, tensor, outerBy, outerTogether, outerInside, s.runsView, s.wholeView) *
        (isAll ? visits : productOver(again, s.visits)),
    )
  let clusters = units
  const used = usedByCritical(s, tensor, box.outer)
  let critical = isFresh ? used * (isAll ? steps : productOver(again, s.steps)) : used
  let leastClusters = clusters
  let leastPes = pes
  let leastCritical = critical
  const entering = mostOf(tensor, s.share, all)
  if (entering > 0) {
    const { plainBits } = tensor
    leastClusters = weighed(entering, leastAcquired(s, tensor, plainBits, s.unitsView) * runs, clusters)
    leastPes = weighed(entering, leastAcquired(s, tensor, plainBits, s.runsView) * visits, pes)
  }
  const enteringFirst = mostOf(tensor, s.criticalShare, all)
  if (enteringFirst > 0) leastCritical = weighed(enteringFirst, used * steps, critical)
  const held = mostHeld(s, tensor, t, box)
  const unheld = unheldBy(s, tensor, held)
  if (unheld > 0) {
    leastClusters = max(leastClusters, unheld * runs)
    leastPes = max(leastPes, unheld * visits)
  }
  const unheldFirst = unheldByFirst(s, tensor, held)
  if (unheldFirst > 0) leastCritical = max(leastCritical, unheldFirst * steps)
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
    const ofClusters = productOver(anew, s.innerSteps) * productOver(kept, s.tiles)
    const times = productOver(anew, s.innerTiles)
    const ofPes = times * productOver(kept, s.visits)
    const ofCritical = productOver(anew, s.criticalSteps) * productOver(kept, s.steps)
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
  const { all, tensors } = s
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
    const busy = productOver(irrelevant, s.busy)
    let units = usedByEachUnit(s, tensor, box) * busy
    s.againVolume[t] = 0
    s.againTimes[t] = 1
    s.againLoops[t] = 0
    if (outerBy !== 0) {
      const again = irrelevant & ~outerOver
      const times = productOver(again, s.steps)
      const volume =
        leastMoving(s, tensor, outerBy, outerTogether, outerInside, s.sharedView, s.wholeView) * times
      shared = max(shared, volume)
      const each =
        leastMoving(s, tensor, outerBy, outerTogether, outerInside, s.unitsView, s.wholeView) *
        productOver(again, s.tiles)
      units = max(shared, units, each * productOver(outerOver, s.busy))
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
    } else writeInner(s, tensor, t, box, outerBy, outerOver, outerAlways, outerTogether, outerInside, busy)
  }
}
