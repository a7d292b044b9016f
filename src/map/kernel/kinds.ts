/** The kernel of `../kinds.ts`. */
import type { ResolvedNetwork } from '../../hardware/network'
import { ANY, type Box } from '../box'
import { transfer, transfers } from '../transfer'
import { firstInsidePart, firstPart } from './compute'
import { isIn, type KernelTensor, productOver, type State } from './state'

const { max } = Math

const computeOfRest = (s: State, box: Box, inner: number): number => {
  const { pes, simd } = s.target
  let critical = 1
  for (let l = 0; l < s.count; l++) critical *= s.lengths[l]!
  if (box.inner === ANY) critical /= box.most
  let ofFirst = 1
  let ofAll = 1
  for (let l = 0; l < s.count; l++) {
    if (!isIn(inner, l)) continue
    ofFirst *= firstPart(s, box, l)
    ofAll *= s.coverMost[l]! / s.extents[l]!
  }
  return max(critical * (1 - ofFirst), (s.macs / pes) * (1 - ofAll)) / simd
}

const movedInRest = (s: State, { relevant, used }: KernelTensor, inner: number): number => {
  let moving = 1
  for (let l = 0; l < s.count; l++) if (isIn(inner & relevant, l)) moving *= s.coverMost[l]! / s.extents[l]!
  const first = moving / productOver(inner & ~relevant, s.steps)
  return used * productOver(s.all & ~relevant, s.steps) * (1 - first)
}

const movedAtFirst = (s: State, { relevant }: KernelTensor, inner: number): number =>
  productOver(s.all & ~inner & relevant, s.extents) *
  productOver(inner & relevant, s.coverLeast) *
  productOver(s.all & ~inner & ~relevant, s.steps)

/** Whether every step moves a tensor that is not the one that stays, all of it. */
const isCounted = (s: State, t: number, stays: number, isInput: boolean): boolean =>
  t !== stays &&
  s.tensors[t]!.isInput === isInput &&
  s.tensors[t]!.windows.length === 0 &&
  s.outerAlways[t] === 1

const inRest = (s: State, inner: number, stays: number, isInput: boolean): number => {
  let sum = 0
  for (let t = 0; t < s.tensors.length; t++)
    if (isCounted(s, t, stays, isInput)) sum += movedInRest(s, s.tensors[t]!, inner)
  return sum
}

const atFirst = (s: State, inner: number, stays: number): number => {
  let sum = 0
  for (let t = 0; t < s.tensors.length; t++)
    if (isCounted(s, t, stays, true)) sum += movedAtFirst(s, s.tensors[t]!, inner)
  return sum
}

/** Cycles that runs show in the steps in which only the inner loops move. */
const exposedInRest = (
  s: State,
  inner: number,
  rest: number,
  entry: number,
  network: ResolvedNetwork,
): number => {
  if (entry === 0) return 0
  const outside = productOver(s.all & ~inner, s.full)
  const full = max(0, outside * (productOver(inner, s.full) - 1))
  return full * transfer(entry, network) + (rest - full) * transfer(1, network)
}

/** Cycles of both kinds of steps together. Ends are those of `../kinds.ts`: the first two sums, and both drains. */
export const cyclesOfKinds = (
  s: State,
  box: Box,
  network: ResolvedNetwork,
  fill: number,
  begun: number,
  drain: number,
  innerDrain: number,
  entry: number,
  innerNetwork: ResolvedNetwork,
): number => {
  const { all, tensors, target } = s
  const of = box.outerClass
  if (of === null || of.stays < 0) return 0
  const { inner, stays } = of
  const own = tensors[stays]!
  const outside = all & ~inner
  const moving = productOver(outside, s.steps)
  const rest = moving * (productOver(inner, s.steps) - 1)
  const mostMoving = productOver(outside, s.mostSteps)
  const mostSteps = productOver(all, s.mostSteps)
  const computing = computeOfRest(s, box, inner) + exposedInRest(s, inner, rest, entry, innerNetwork)
  if (!own.isInput) {
    const isShared = network.reduction || (box.outer >= 0 && isIn(inner, box.outer))
    const crossing = isShared ? s.shared[stays]! : s.units[stays]!
    const leaving = transfers(crossing, own.windows.length === 0 ? moving : 1, mostMoving + 1, network)
    const arriving = transfers(inRest(s, inner, stays, true), rest, mostSteps, network)
    return fill + begun + max(computing, arriving) + leaving + innerDrain
  }
  const crossing = (network.multicast ? s.shared[stays]! : s.units[stays]!) + atFirst(s, inner, stays)
  const brought = transfers(crossing, target.feeds ? moving : 1, mostMoving, network)
  const leaving = transfers(inRest(s, inner, stays, false), 1, mostSteps, network)
  return brought + begun + max(computing, leaving) + drain + innerDrain
}

/** The same of the steps of level 1 of cluster 0. */
export const cyclesOfKindsInside = (
  s: State,
  box: Box,
  network: ResolvedNetwork,
  fill: number,
  innerFill: number,
  drain: number,
  innerDrain: number,
  firstStep: number,
  exposedSteps: number,
): number => {
  const { all, tensors, target } = s
  const { innerClass } = box
  if (innerClass === null || innerClass.stays < 0 || box.inner === ANY) return 0
  const { stays, inner } = innerClass
  let length = 1
  for (let l = 0; l < s.count; l++) length *= s.lengths[l]!
  let first = 1
  for (let l = 0; l < s.count; l++) if (isIn(inner, l)) first *= firstInsidePart(s, box, l)
  const computing = (length * (1 - first)) / target.simd
  const most = productOver(all, s.mostInnerTiles)
  const critical = s.firstCluster[stays]!
  if (!tensors[stays]!.isInput)
    return fill + innerFill + firstStep + computing + transfers(critical, 1, most + 1, network) + drain
  const moving = productOver(all & ~inner, s.criticalSteps) * productOver(inner, s.steps)
  const brought = transfers(critical, target.feeds ? moving : 1, most, network)
  return fill + brought + exposedSteps + computing + drain + innerDrain
}
