/** What crosses the networks of both levels of each tensor, at least (docs/spec.md, section 4). */
import {
  acquiredApart,
  acquiredBy,
  acquiredTogether,
  clustersView,
  criticalRunsView,
  criticalView,
  pesView,
  runsView,
  sharedView,
  unitsView,
  type View,
  wholeView,
} from './amount'
import type { Corner, LoopCorner } from './corner'
import { type Inside, unheld } from './held'
import { distinctValues, hasBit, type LoopTensor } from './loops'
import { leastOver, type Movement, movementOf, productOver } from './moved'
import { usedByEachPe, usedByEachUnit } from './spread'
import type { Target } from './target'

/** Elements of one tensor. */
export type Volumes = {
  /** Level 0: all units together, and each by itself. */
  readonly shared: number
  readonly units: number
  /** Level 1: the PEs of each cluster together, and each by itself; of one level, as at level 0. */
  readonly clusters: number
  readonly pes: number
  /** Level 1, cluster 0 alone. */
  readonly critical: number
  readonly outer: Movement
  readonly inner: Movement | null
  /** What is in proportion to how often the tensor comes: at level 0 of all units together, at level 1 of each PE. */
  readonly again: Repeated
  readonly anew: Repeated
}

/** A volume in proportion to the steps or tiles of some loops, and their product in it. */
export type Repeated = { readonly volume: number; readonly loops: number; readonly times: number }

const notRepeated: Repeated = { volume: 0, loops: 0, times: 1 }

type Factor = (loop: LoopCorner, number: number) => number

const repeats = (corner: Corner, bits: number, of: Factor): number =>
  productOver(bits, (number) => of(corner.loops[number]!, number))

const leastAcquired = (tensor: LoopTensor, by: number, view: View, corner: Corner): number =>
  leastOver(by, (innermost) => acquiredBy(tensor, innermost, view, corner))

/** The least that is acquired by what the class says. */
const leastMoving = (
  tensor: LoopTensor,
  { by, together, inside }: Movement,
  view: View,
  around: View,
  corner: Corner,
): number => {
  const least = leastAcquired(tensor, by, view, corner)
  if (together) return Math.max(least, acquiredTogether(tensor, by, view, around, corner))
  return inside ? Math.max(least, acquiredApart(tensor, by, view, around, corner)) : least
}

const moves = (corner: Corner, of: (loop: LoopCorner) => boolean): number =>
  corner.loops.reduce((bits, loop, number) => (of(loop) ? bits | (1 << number) : bits), 0)

/** Level 0: each visit outside of what the tensor stays over brings it anew. */
const outerVolumes = (
  tensor: LoopTensor,
  outer: Movement,
  all: number,
  corner: Corner,
): Pick<Volumes, 'shared' | 'units' | 'again'> => {
  const { by, over } = outer
  const irrelevant = all & ~tensor.relevant
  // Units that share the tensor use all of it, each of them.
  const copies = usedByEachUnit(tensor, corner) * repeats(corner, irrelevant, ({ busy }) => busy)
  if (by === 0) return { shared: tensor.used, units: copies, again: notRepeated }
  const busy = repeats(corner, over, ({ busy }) => busy)
  const again = irrelevant & ~over
  const times = repeats(corner, again, ({ steps }) => steps)
  const volume = leastMoving(tensor, outer, sharedView, wholeView, corner) * times
  const shared = Math.max(tensor.used, volume)
  const each =
    leastMoving(tensor, outer, unitsView(corner), wholeView, corner) *
    repeats(corner, again, ({ tiles }) => tiles)
  return {
    shared,
    units: Math.max(shared, copies, each * busy),
    again: { volume, loops: again, times },
  }
}

/** Distinct elements that cluster 0 uses of a tensor: at least as many as its values of each loop give. */
const usedByCritical = ({ plain, windows }: LoopTensor, { loops, box }: Corner): number => {
  let amount = 1
  for (const loop of plain) amount *= loops[loop]!.critical
  for (const axis of windows) {
    const [a, b] = [loops[axis.a]!.critical, loops[axis.b]!.critical]
    // Values that lie apart may share more than neighbours do: of two sets of integers, the sums are a + b − 1 at least.
    const isApart = (box.outer === axis.a && axis.dilation > 1) || (box.outer === axis.b && axis.stride > 1)
    amount *= isApart ? a + b - 1 : distinctValues(axis, a, b)
  }
  return amount
}

/** The part of a tensor in level-0 tiles in which its innermost loop inside clusters surely moves, and the loop that says so. */
const holding = (
  tensor: LoopTensor,
  { by }: Movement,
  innerClass: number,
  corner: Corner,
  of: (loop: LoopCorner) => number,
): { readonly share: number; readonly loop: number } => {
  const isCertain = (by & ~innerClass) === 0
  let best = { share: isCertain ? 0 : 1, loop: -1 }
  corner.loops.forEach((each, loop) => {
    if (!hasBit(by, loop)) return
    const share = of(each)
    const isBetter = isCertain
      ? share > best.share || (share === best.share && hasBit(tensor.plainBits, loop))
      : share < best.share || (share === best.share && hasBit(tensor.windowBits, loop))
    if (isBetter || best.loop < 0) best = { share, loop }
  })
  return best
}

/** A part of what is strong where something holds, and of the weaker bound elsewhere. */
const weighed = (share: number, strong: number, weak: number): number =>
  Math.max(weak, share * strong + (1 - share) * Math.min(strong, weak))

/**
 * A run on a tile of level 0 begins with the first tiles of all loops inside it, while the PEs hold the last ones. If a loop that is
 * alone on an axis has two of them, nothing that is held is used again before it comes anew: each run brings the whole tile,
 * whatever the order inside. The loop that does so in the largest part of the layer is looked at.
 */
const entered = (tensor: LoopTensor, weak: Inside, used: number, all: number, corner: Corner): Inside => {
  const { box } = corner
  const irrelevant = all & ~tensor.relevant
  const shareOf = (of: (loop: LoopCorner) => number): number =>
    tensor.plain.reduce((most, loop) => Math.max(most, of(corner.loops[loop]!)), 0)
  const runs = repeats(corner, irrelevant, ({ tiles }) => tiles)
  const visits = repeats(corner, irrelevant, ({ tiles, busyInside }, number) =>
    number === box.inner ? busyInside : tiles,
  )
  const share = shareOf((loop) => loop.share)
  const criticalShare = shareOf((loop) => loop.criticalShare)
  const { clusters, pes, critical } = weak
  return {
    clusters:
      share === 0
        ? clusters
        : weighed(share, leastAcquired(tensor, tensor.plainBits, unitsView(corner), corner) * runs, clusters),
    pes:
      share === 0
        ? pes
        : weighed(share, leastAcquired(tensor, tensor.plainBits, runsView(corner), corner) * visits, pes),
    critical:
      criticalShare === 0
        ? critical
        : weighed(criticalShare, used * repeats(corner, irrelevant, ({ steps }) => steps), critical),
  }
}

const most = (a: Inside, b: Inside): Inside => ({
  clusters: Math.max(a.clusters, b.clusters),
  pes: Math.max(a.pes, b.pes),
  critical: Math.max(a.critical, b.critical),
})

const innerVolumes = (
  tensor: LoopTensor,
  outer: Movement,
  inner: Movement,
  innerClass: number | null,
  units: number,
  target: Target,
  corner: Corner,
): Inside & Pick<Volumes, 'anew'> => {
  const { all } = target.loops
  const irrelevant = all & ~tensor.relevant
  const { box } = corner
  // A PE of a cluster that shares the tensor has a copy of its own.
  const copies = box.inner >= 0 && hasBit(irrelevant, box.inner) ? corner.loops[box.inner]! : null
  const perCopy = copies === null ? 1 : copies.busyInside / copies.tiles
  const again = irrelevant & ~outer.over
  const visited = repeats(corner, again, ({ tiles, busyInside }, number) =>
    number === box.inner ? busyInside : tiles,
  )
  // Nothing that a PE holds is used again after a move of level 0.
  const isFresh = outer.together || (outer.by !== 0 && (outer.by & ~tensor.plainBits) === 0)
  const weakPes = Math.max(
    units * perCopy,
    usedByEachPe(tensor, corner) * repeats(corner, irrelevant, ({ busy }) => busy),
    isFresh && outer.always ? leastMoving(tensor, outer, runsView(corner), wholeView, corner) * visited : 0,
  )
  const used = usedByCritical(tensor, corner)
  const weakCritical = isFresh ? used * repeats(corner, again, ({ steps }) => steps) : used
  const weak = { clusters: units, pes: Math.max(units, weakPes), critical: weakCritical }
  const least = most(entered(tensor, weak, used, all, corner), unheld(tensor, target, corner))
  if (innerClass === null || inner.by === 0) return { ...least, anew: notRepeated }
  const anew = irrelevant & ~inner.over
  const kept = irrelevant & inner.over
  let repeated = notRepeated
  /** Both parts: where the class holds, and where only what level 0 moves is certain. */
  const mixed = (
    view: View,
    around: View,
    of: keyof Inside,
    outside: Factor,
    inside: Factor,
    isEach = false,
  ): number => {
    const shareOf = (each: LoopCorner): number => (of === 'critical' ? each.criticalShare : each.share)
    const times = repeats(corner, anew, inside)
    const often = times * repeats(corner, kept, outside)
    const part = (share: number, acquired: number): number => {
      const strong = acquired * often
      if (isEach && share * strong > repeated.volume)
        repeated = { volume: share * strong, loops: anew, times }
      return weighed(share, strong, weak[of])
    }
    const { share, loop } = holding(tensor, inner, innerClass, corner, shareOf)
    // Along a loop that is alone on an axis, both parts are in proportion to the elements.
    const isHeld = loop >= 0 && (share === 1 || hasBit(tensor.plainBits, loop))
    const byOne = isHeld ? part(share, leastAcquired(tensor, inner.by, view, corner)) : 0
    if (!inner.together) return Math.max(least[of], byOne)
    const plain = tensor.plain.filter((each) => hasBit(inner.by, each))
    const plainShare = Math.max(...plain.map((each) => shareOf(corner.loops[each]!)))
    const byAll = part(plainShare, acquiredTogether(tensor, inner.by, view, around, corner))
    return Math.max(least[of], byOne, byAll)
  }
  const volumes = {
    clusters: mixed(
      clustersView,
      unitsView(corner),
      'clusters',
      ({ tiles }) => tiles,
      ({ innerSteps }) => innerSteps,
    ),
    pes: mixed(
      pesView(corner),
      runsView(corner),
      'pes',
      ({ tiles, busyInside }, number) => (number === box.inner ? busyInside : tiles),
      ({ innerTiles }) => innerTiles,
      true,
    ),
    critical: mixed(
      criticalView,
      criticalRunsView,
      'critical',
      ({ steps }) => steps,
      ({ criticalSteps }) => criticalSteps,
    ),
  }
  return { ...volumes, anew: repeated }
}

/** The least volumes of every tensor over a box. */
export const volumesOf = (target: Target, corner: Corner): readonly Volumes[] => {
  const { loops } = target
  const { all } = loops
  const { box } = corner
  const mayMove = moves(corner, (loop) => loop.mayMove)
  const mayMoveInside = moves(corner, (loop) => loop.mayMoveInside)
  return loops.tensors.map((tensor, number): Volumes => {
    const outer = movementOf(tensor, number, box.outerClass, mayMove, all)
    const { shared, units, again } = outerVolumes(tensor, outer, all, corner)
    if (box.levels === 1)
      return {
        shared,
        units,
        clusters: shared,
        pes: units,
        critical: shared,
        outer,
        inner: null,
        again,
        anew: notRepeated,
      }
    const inner = movementOf(tensor, number, box.innerClass, mayMoveInside, all)
    const innerClass = box.innerClass === null ? null : box.innerClass.inner
    const within = innerVolumes(tensor, outer, inner, innerClass, units, target, corner)
    return { shared, units, again, ...within, outer, inner }
  })
}
