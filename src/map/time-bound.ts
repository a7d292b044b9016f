/**
 * Cycles that every schedule of a box takes (docs/spec.md, section 5). A step takes no less than each of its terms, and no less than
 * its first unit; so a runtime is no less than each chain of terms through all steps, and the longest chain is the bound.
 */
import type { ResolvedNetwork } from '../hardware/network'
import { ANY } from './box'
import { computeCycles } from './compute-bound'
import type { Corner, LoopCorner } from './corner'
import { coupledIngress, leastMoved } from './coupled'
import { cyclesOfKinds, cyclesOfKindsInside, type Ends } from './kinds'
import { distinctValues, hasBit, type LoopTensor } from './loops'
import type { Target } from './target'
import { transfer, transfers } from './transfer'
import type { Volumes } from './volumes'

const productOf = (corner: Corner, of: (loop: LoopCorner, number: number) => number): number =>
  corner.loops.reduce((product, loop, number) => product * of(loop, number), 1)

/** The least size of a tile of a tensor. */
const tileOf = (tensor: LoopTensor, corner: Corner, of: (loop: LoopCorner) => number): number => {
  let size = 1
  for (const loop of tensor.plain) size *= of(corner.loops[loop]!)
  for (const axis of tensor.windows)
    size *= distinctValues(axis, of(corner.loops[axis.a]!), of(corner.loops[axis.b]!))
  return size
}

const sumOver = (
  tensors: readonly LoopTensor[],
  isInput: boolean,
  of: (tensor: LoopTensor, number: number) => number,
): number => tensors.reduce((sum, tensor, t) => (tensor.isInput === isInput ? sum + of(tensor, t) : sum), 0)

/** The least that the PEs of a cluster take in at the first step of a run because level 0 moved the tensor. */
const entryOf = (tensor: LoopTensor, { outer }: Volumes, corner: Corner): number => {
  if (!outer.always || outer.by === 0) return 0
  if ((outer.by & ~tensor.plainBits) !== 0) return 0
  return tileOf(tensor, corner, ({ innerCover }) => innerCover.least)
}

/** Cycles that PE 0 computes in the first step of level 0. */
const firstTile = (corner: Corner, simd: number): number => {
  const { box, innerUnits } = corner
  const macs = productOf(corner, ({ tile, inner }, number) =>
    number === box.inner ? Math.max(Math.ceil(tile.least / innerUnits.most), inner.least) : tile.least,
  )
  return Math.ceil((box.inner === ANY ? macs / innerUnits.most : macs) / simd)
}

/** The last tile of cluster 0 along a loop, at least. */
const lastTile = ({ tile, held }: LoopCorner): number => Math.min(tile.least, held)

/** Cycles that PE 0 computes in the first steps of all runs. */
const firstStepsOf = (corner: Corner, runs: number, simd: number): number => {
  const macs = productOf(
    corner,
    (loop) => (loop.steps - 1) * loop.inner.least + Math.min(loop.inner.least, lastTile(loop)),
  )
  return Math.max(runs, macs / simd)
}

/** Elements along a loop in the first steps of all runs of cluster 0, at least. */
const firstCovers = (loop: LoopCorner): number => {
  const { least } = loop.innerCover
  return (loop.steps - 1) * least + Math.min(least, lastTile(loop))
}

/** What the PEs of cluster 0 take in at the first steps of all runs because level 0 moved the tensor, at least. */
const allEntriesOf = (tensor: LoopTensor, of: Volumes, corner: Corner): number => {
  if (entryOf(tensor, of, corner) === 0) return 0
  const covers = (loop: number): number => firstCovers(corner.loops[loop]!)
  const steps = (loop: number): number => corner.loops[loop]!.steps
  let all = 1
  for (const loop of tensor.plain) all *= covers(loop)
  for (const { a, b } of tensor.windows) all *= Math.max(covers(a) * steps(b), covers(b) * steps(a))
  corner.loops.forEach((_, loop) => {
    if (!hasBit(tensor.relevant, loop)) all *= steps(loop)
  })
  return all
}

/** What is held of all outputs at the end, at least: of those with windows one element. */
const heldOf = (tensors: readonly LoopTensor[], corner: Corner, of: (loop: LoopCorner) => number): number =>
  sumOver(tensors, false, ({ plain, windows }) =>
    windows.length > 0 ? 1 : plain.reduce((held, loop) => held * of(corner.loops[loop]!), 1),
  )

/** Full tiles of level 0 along a loop among the steps of cluster 0, at least. */
const fullAlong = (loop: LoopCorner): number =>
  lastTile(loop) === loop.tile.least ? loop.steps : loop.steps - 1

/** First steps of runs, each of which shows what arrives for it: of all runs, but for the transfer of the first one. */
const exposures = (
  tensors: readonly LoopTensor[],
  volumes: readonly Volumes[],
  entry: number,
  first: number,
  runs: number,
  corner: Corner,
  network: ResolvedNetwork,
): number => {
  const initial = transfer(first, network)
  if (entry === 0) return initial
  const full = Math.max(1, productOf(corner, fullAlong))
  // A run on a short tile takes in something at least.
  const counted = initial + (full - 1) * transfer(entry, network) + (runs - full) * transfer(1, network)
  const all = sumOver(tensors, true, (tensor, t) => allEntriesOf(tensor, volumes[t]!, corner))
  const { latency } = network
  return latency < 1 ? counted : Math.max(counted, transfers(all, runs, runs, network))
}

type Chains = {
  readonly compute: number
  /** Cycles of all transfers of level 0 and of cluster 0: inputs, and outputs with what drains at the end. */
  readonly ingress: number
  readonly egress: number
  readonly innerIngress: number
  readonly innerEgress: number
  /** The first transfer of each level, the first exposures of all runs, the first step's computation, and the drains. */
  readonly fill: number
  readonly exposed: number
  readonly innerFill: number
  readonly firstTile: number
  readonly firstStep: number
  readonly allFirstSteps: number
  readonly drain: number
  readonly innerDrain: number
  /** Both kinds of steps of level 0 together. */
  readonly kinds: number
}

/** The longest chain under a rule of overlap. */
const longest = (overlap: string, chains: Chains): number => {
  const { compute, ingress, egress, innerIngress, innerEgress, fill, exposed, innerFill } = chains
  const { firstTile, firstStep, allFirstSteps, drain, innerDrain, kinds } = chains
  if (overlap === 'none') return compute + ingress + egress + innerIngress + innerEgress
  const drains = drain + innerDrain
  const isWithin = overlap === 'within-runs'
  const shown = isWithin ? exposed : innerFill
  const computing = isWithin ? allFirstSteps : firstStep
  return Math.max(
    fill + compute + shown + drains,
    ingress + innerFill + firstTile + drains,
    fill + innerFill + firstTile + egress + innerDrain,
    kinds,
    fill + innerIngress + computing + drains,
    fill + innerFill + firstStep + innerEgress + drain,
  )
}

/** On-chip cycles over a box, at least. */
export const onChipBound = (target: Target, corner: Corner, volumes: readonly Volumes[]): number => {
  const { loops, machines, simd, feeds } = target
  const { box } = corner
  const { tensors } = loops
  const { networks, hardware } = machines[box.levels - 1]!
  const outer = networks[0]!
  const isDeep = box.levels === 2
  const steps = productOf(corner, (loop) => loop.steps)
  const mostSteps = productOf(corner, (loop) => loop.mostSteps)
  const compute = computeCycles(target, corner)
  const crossing = (isInput: boolean): number =>
    sumOver(tensors, isInput, ({ width }, t) => {
      const shares = isInput ? outer.multicast : outer.reduction
      return (shares ? volumes[t]!.shared : volumes[t]!.units) * width
    })
  const fewest = feeds ? steps : 1
  const firstVolume = sumOver(tensors, true, (tensor) => tileOf(tensor, corner, ({ cover }) => cover.least))
  const chains = {
    compute,
    ingress: transfers(crossing(true) + coupledIngress(target, corner, volumes), fewest, mostSteps, outer),
    egress: transfers(crossing(false), 1, mostSteps + 1, outer),
    fill: transfer(firstVolume, outer),
    drain: transfer(
      heldOf(tensors, corner, ({ held }) => held),
      outer,
    ),
  }
  const ofTile = firstTile(corner, simd)
  const kindsOf = (ends: Omit<Ends, 'fill' | 'drain' | 'firstTile' | 'full'>): number =>
    cyclesOfKinds(target, corner, volumes, outer, {
      ...ends,
      fill: chains.fill,
      drain: chains.drain,
      firstTile: ofTile,
      full: fullAlong,
    })
  if (!isDeep)
    return longest(hardware.overlap, {
      ...chains,
      innerIngress: 0,
      innerEgress: 0,
      exposed: 0,
      innerFill: 0,
      firstTile: ofTile,
      firstStep: ofTile,
      allFirstSteps: 0,
      innerDrain: 0,
      kinds: kindsOf({ innerFill: 0, innerDrain: 0, entry: 0, inner: null }),
    })
  const inner = networks[1]!
  const innerSteps = productOf(corner, (loop) => loop.criticalSteps)
  const mostInnerSteps = productOf(corner, (loop) => loop.mostInnerTiles)
  const critical = (isInput: boolean): number =>
    sumOver(tensors, isInput, ({ width }, t) => volumes[t]!.critical * width)
  const firstInner = sumOver(tensors, true, (tensor) =>
    tileOf(tensor, corner, ({ innerCover }) => innerCover.least),
  )
  const ofCritical = productOf(corner, (loop) => loop.critical)
  const moved = leastMoved(target, corner, ofCritical, ({ innerCover }) => innerCover.most)
  // Where every step brings something, so does the first step of each run.
  const entry = Math.max(
    feeds ? 1 : 0,
    sumOver(tensors, true, (tensor, t) => entryOf(tensor, volumes[t]!, corner)),
  )
  const innerFill = transfer(firstInner, inner)
  const innerDrain = transfer(
    heldOf(tensors, corner, (loop) => loop.heldInside),
    inner,
  )
  const isWithin = hardware.overlap === 'within-runs'
  const firstStep = Math.ceil(productOf(corner, (loop) => loop.inner.least) / simd)
  const allFirstSteps = firstStepsOf(corner, steps, simd)
  const inside = cyclesOfKindsInside(target, corner, volumes, inner, {
    ...{ fill: chains.fill, innerFill, drain: chains.drain, innerDrain },
    firstStep,
    exposedSteps: isWithin ? allFirstSteps : firstStep,
  })
  return longest(hardware.overlap, {
    ...chains,
    innerIngress: transfers(Math.max(critical(true), moved), feeds ? innerSteps : 1, mostInnerSteps, inner),
    innerEgress: transfers(critical(false), 1, mostInnerSteps + 1, inner),
    exposed: exposures(tensors, volumes, entry, firstInner, steps, corner, inner),
    innerFill,
    firstTile: ofTile,
    firstStep,
    allFirstSteps,
    innerDrain,
    kinds: Math.max(inside, kindsOf({ innerFill, innerDrain, entry: isWithin ? entry : 0, inner })),
  })
}
