/**
 * Two kinds of steps of level 0. Where one tensor stays over the innermost loops, it crosses the network only when those begin anew:
 * these steps are bound by what it brings or takes away, the others by what they compute or by what moves in every step.
 */
import type { ResolvedNetwork } from '../hardware/network'
import { ANY } from './box'
import { criticalLength, firstInsidePart, firstPart } from './compute-bound'
import type { Corner, LoopCorner } from './corner'
import { hasBit, type LoopTensor } from './loops'
import type { Target } from './target'
import { transfer, transfers } from './transfer'
import type { Volumes } from './volumes'

type Factor = (loop: LoopCorner, number: number) => number

const productOver = (corner: Corner, bits: number, of: Factor): number =>
  corner.loops.reduce(
    (product, loop, number) => (hasBit(bits, number) ? product * of(loop, number) : product),
    1,
  )

/** Cycles that PEs compute in the steps in which only the inner loops move, at least. */
const computeOfRest = ({ loops, pes, simd }: Target, corner: Corner, inner: number): number => {
  const { box, innerUnits } = corner
  let critical = productOver(corner, loops.all, (loop, number) => criticalLength(loop, number, corner))
  if (box.inner === ANY) critical /= innerUnits.most
  const ofFirst = productOver(corner, inner, (loop, number) => firstPart(loop, number, corner))
  const ofAll = productOver(corner, inner, ({ cover, extent }) => cover.most / extent)
  return Math.max(critical * (1 - ofFirst), (loops.macs / pes) * (1 - ofAll)) / simd
}

/** Of the steps in which only the inner loops move, what arrives of a tensor that every step moves, at least. */
const movedInRest = ({ relevant, used }: LoopTensor, inner: number, all: number, corner: Corner): number => {
  const steps = ({ steps: each }: LoopCorner): number => each
  const first =
    productOver(corner, inner & relevant, ({ cover, extent }) => cover.most / extent) /
    productOver(corner, inner & ~relevant, steps)
  return used * productOver(corner, all & ~relevant, steps) * (1 - first)
}

/** Of the steps in which others move, what arrives of it. */
const movedAtFirst = ({ relevant }: LoopTensor, inner: number, all: number, corner: Corner): number =>
  productOver(corner, all & ~inner & relevant, ({ extent }) => extent) *
  productOver(corner, inner & relevant, ({ cover }) => cover.least) *
  productOver(corner, all & ~inner & ~relevant, ({ steps }) => steps)

/** What a chain has besides both kinds of steps: see `./time-bound.ts`. */
export type Ends = {
  /** The first transfers of both levels, the first step's computation, and the drains. */
  readonly fill: number
  readonly innerFill: number
  readonly firstTile: number
  readonly drain: number
  readonly innerDrain: number
  /** What a run shows where all inputs that always move enter, and its network; 0 if runs show nothing. */
  readonly entry: number
  readonly inner: ResolvedNetwork | null
  /** Full tiles among the steps of cluster 0 along a loop, at least. */
  readonly full: (loop: LoopCorner, number: number) => number
}

/** Cycles of both kinds of steps together, at least; 0 where nothing says which tensor stays. */
export const cyclesOfKinds = (
  target: Target,
  corner: Corner,
  volumes: readonly Volumes[],
  network: ResolvedNetwork,
  ends: Ends,
): number => {
  const { loops, feeds } = target
  const { all, tensors } = loops
  const of = corner.box.outerClass
  if (of === null || of.stays < 0) return 0
  const { inner, stays } = of
  const own = tensors[stays]!
  const outside = all & ~inner
  const moving = productOver(corner, outside, ({ steps }) => steps)
  const rest = moving * (productOver(corner, inner, ({ steps }) => steps) - 1)
  const mostMoving = productOver(corner, outside, ({ mostSteps }) => mostSteps)
  const mostSteps = productOver(corner, all, (loop) => loop.mostSteps)
  const isCounted = (tensor: LoopTensor, t: number, isInput: boolean): boolean =>
    t !== stays && tensor.isInput === isInput && tensor.windows.length === 0 && volumes[t]!.outer.always
  const sum = (isInput: boolean, each: (tensor: LoopTensor) => number): number =>
    tensors.reduce((total, tensor, t) => (isCounted(tensor, t, isInput) ? total + each(tensor) : total), 0)
  const full = productOver(corner, outside, ends.full) * (productOver(corner, inner, ends.full) - 1)
  const exposed =
    ends.entry === 0 || ends.inner === null
      ? 0
      : Math.max(0, full) * transfer(ends.entry, ends.inner) +
        (rest - Math.max(0, full)) * transfer(1, ends.inner)
  const computing = computeOfRest(target, corner, inner) + exposed
  const { shared, units } = volumes[stays]!
  const arriving = transfers(
    sum(true, (tensor) => movedInRest(tensor, inner, all, corner)),
    rest,
    mostSteps,
    network,
  )
  const begun = ends.innerFill + ends.firstTile
  if (!own.isInput) {
    // Units that share it go idle before the others, and lose it in steps of the other kind.
    const isShared = network.reduction || (corner.box.outer >= 0 && hasBit(inner, corner.box.outer))
    const crossing = isShared ? shared : units
    const events = own.windows.length === 0 ? moving : 1
    const leaving = transfers(crossing, events, mostMoving + 1, network)
    return ends.fill + begun + Math.max(computing, arriving) + leaving + ends.innerDrain
  }
  const crossing =
    (network.multicast ? shared : units) + sum(true, (tensor) => movedAtFirst(tensor, inner, all, corner))
  const brought = transfers(crossing, feeds ? moving : 1, mostMoving, network)
  const leaving = transfers(
    sum(false, (tensor) => movedInRest(tensor, inner, all, corner)),
    1,
    mostSteps,
    network,
  )
  return brought + begun + Math.max(computing, leaving) + ends.drain + ends.innerDrain
}

/** The ends of a chain through the steps of level 1: with what the first step computes, and what the exposed ones do together. */
export type InsideEnds = Pick<Ends, 'fill' | 'innerFill' | 'drain' | 'innerDrain'> & {
  readonly firstStep: number
  readonly exposedSteps: number
}

/** The same of the steps of level 1 of cluster 0: those that begin the innermost loops anew, and the others. */
export const cyclesOfKindsInside = (
  { loops, simd, feeds }: Target,
  corner: Corner,
  volumes: readonly Volumes[],
  network: ResolvedNetwork,
  ends: InsideEnds,
): number => {
  const { all, tensors } = loops
  const { innerClass, inner } = corner.box
  if (innerClass === null || innerClass.stays < 0 || inner === ANY) return 0
  const own = tensors[innerClass.stays]!
  const within = innerClass.inner
  const length = productOver(corner, all, (loop, number) => criticalLength(loop, number, corner))
  const first = productOver(corner, within, (loop, number) => firstInsidePart(loop, number, corner))
  const computing = (length * (1 - first)) / simd
  const most = productOver(corner, all, ({ mostInnerTiles }) => mostInnerTiles)
  const { critical } = volumes[innerClass.stays]!
  const { fill, innerFill, firstStep, exposedSteps, drain, innerDrain } = ends
  if (!own.isInput)
    return fill + innerFill + firstStep + computing + transfers(critical, 1, most + 1, network) + drain
  const moving =
    productOver(corner, all & ~within, ({ criticalSteps }) => criticalSteps) *
    productOver(corner, within, ({ steps }) => steps)
  const brought = transfers(critical, feeds ? moving : 1, most, network)
  return fill + brought + exposedSteps + computing + drain + innerDrain
}
