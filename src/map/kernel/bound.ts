/** The kernel of `../bound.ts`, `../time-bound.ts` and `../compute-bound.ts`. */
import type { ResolvedNetwork } from '../../hardware/network'
import { ANY, type Box } from '../box'
import type { Cap, Excluded } from '../general-bound'
import type { Machine } from '../target'
import { transfer, transfers } from '../transfer'
import { rounding, writeCompute } from './compute'
import { writeCorner } from './corner'
import { excess } from './coupled'
import { fitsShared, onChipEnergy, writeOutside } from './energy'
import { cyclesOfKinds, cyclesOfKindsInside } from './kinds'
import { leastMoved } from './moved'
import { isIn, type KernelTensor, roundingOfSums, type State, tileOf, windowSize, writeTiles } from './state'
import { fillsByCases } from './still'
import { writeVolumes } from './volumes'

const { ceil, max, min } = Math

const product = (count: number, of: Float64Array): number => {
  let result = 1
  for (let l = 0; l < count; l++) result *= of[l]!
  return result
}

/** The last tile of cluster 0 along a loop, at least. */
const lastTile = (s: State, l: number): number => min(s.tileLeast[l]!, s.held[l]!)

/** Elements along a loop in the first steps of all runs. */
const firstSteps = (s: State, l: number, each: number): number =>
  (s.steps[l]! - 1) * each + min(each, lastTile(s, l))

/** Writes the full tiles among the steps of cluster 0 along each loop; returns those along all of them. */
const writeFull = (s: State): number => {
  let full = 1
  for (let l = 0; l < s.count; l++) {
    s.full[l] = lastTile(s, l) === s.tileLeast[l] ? s.steps[l]! : s.steps[l]! - 1
    full *= s.full[l]!
  }
  return full
}

const entersAlways = (s: State, t: number): boolean =>
  s.outerAlways[t] === 1 && s.outerBy[t] !== 0 && (s.outerBy[t]! & ~s.tensors[t]!.plainBits) === 0

const allEntriesOf = (s: State, tensor: KernelTensor): number => {
  const { plain, windows, relevant } = tensor
  let all = 1
  for (let i = 0; i < plain.length; i++) all *= firstSteps(s, plain[i]!, s.innerCoverLeast[plain[i]!]!)
  for (let w = 0; w < windows.length; w += windowSize) {
    const a = windows[w]!
    const b = windows[w + 1]!
    all *= max(
      firstSteps(s, a, s.innerCoverLeast[a]!) * s.steps[b]!,
      firstSteps(s, b, s.innerCoverLeast[b]!) * s.steps[a]!,
    )
  }
  for (let l = 0; l < s.count; l++) if (!isIn(relevant, l)) all *= s.steps[l]!
  return all
}

/** What level 0 moves of all inputs at the first step of a run. */
const entryOf = (s: State): number => {
  let entry = 0
  for (let t = 0; t < s.tensors.length; t++)
    if (s.tensors[t]!.isInput && entersAlways(s, t)) entry += tileOf(s.tensors[t]!, s.innerCoverLeast)
  return max(s.target.feeds ? 1 : 0, entry)
}

const exposures = (
  s: State,
  entry: number,
  first: number,
  runs: number,
  network: ResolvedNetwork,
): number => {
  const initial = transfer(first, network)
  if (entry === 0) return initial
  let all = 0
  for (let t = 0; t < s.tensors.length; t++)
    if (s.tensors[t]!.isInput && entersAlways(s, t)) all += allEntriesOf(s, s.tensors[t]!)
  const full = max(1, writeFull(s))
  const counted = initial + (full - 1) * transfer(entry, network) + (runs - full) * transfer(1, network)
  return network.latency < 1 ? counted : max(counted, transfers(all, runs, runs, network))
}

const heldOf = (s: State, of: Float64Array): number => {
  let held = 0
  for (let t = 0; t < s.tensors.length; t++) {
    const { isInput, plain, windows } = s.tensors[t]!
    if (isInput) continue
    let each = 1
    if (windows.length === 0) for (let i = 0; i < plain.length; i++) each *= of[plain[i]!]!
    held += each
  }
  return held
}

/** Sums over inputs or outputs of what crosses level 0's network. */
const crossing = (s: State, { multicast, reduction }: ResolvedNetwork, isInput: boolean): number => {
  let sum = 0
  const of = (isInput ? multicast : reduction) ? s.shared : s.units
  for (let t = 0; t < s.tensors.length; t++)
    if (s.tensors[t]!.isInput === isInput) sum += of[t]! * s.tensors[t]!.width
  return sum
}

/** What cluster 0 takes in or hands out of all of them. */
const criticalOf = (s: State, isInput: boolean): number => {
  let sum = 0
  for (let t = 0; t < s.tensors.length; t++)
    if (s.tensors[t]!.isInput === isInput) sum += s.firstCluster[t]! * s.tensors[t]!.width
  return sum
}

const sumOf = (s: State, of: Float64Array, isInput: boolean): number => {
  let sum = 0
  for (let t = 0; t < s.tensors.length; t++) if (s.tensors[t]!.isInput === isInput) sum += of[t]!
  return sum
}

const inputTiles = (s: State, of: Float64Array): number => {
  let sum = 0
  for (let t = 0; t < s.tensors.length; t++) if (s.tensors[t]!.isInput) sum += tileOf(s.tensors[t]!, of)
  return sum
}

const onChip = (s: State, box: Box, machine: Machine): number => {
  const { count, target, compute } = s
  const { simd, feeds } = target
  const { networks, hardware } = machine
  const { overlap } = hardware
  const outer = networks[0]!
  const steps = product(count, s.steps)
  const mostSteps = product(count, s.mostSteps)
  const ingress = transfers(
    crossing(s, outer, true) + excess(s, box, machine, false, true),
    feeds ? steps : 1,
    mostSteps,
    outer,
  )
  const egress = transfers(crossing(s, outer, false), 1, mostSteps + 1, outer)
  const isDeep = box.levels === 2
  let innerIngress = 0
  let innerEgress = 0
  let firstInner = 0
  if (isDeep) {
    const inner = networks[1]!
    const most = product(count, s.mostInnerTiles)
    const fewest = feeds ? product(count, s.criticalSteps) : 1
    const moved = leastMoved(s, product(count, s.critical), s.innerCoverMost)
    innerIngress = transfers(max(criticalOf(s, true), moved), fewest, most, inner)
    innerEgress = transfers(criticalOf(s, false), 1, most + 1, inner)
    firstInner = inputTiles(s, s.innerCoverLeast)
  }
  if (overlap === 'none') return compute + ingress + egress + innerIngress + innerEgress
  const fill = transfer(inputTiles(s, s.coverLeast), outer)
  const drain = transfer(heldOf(s, s.held), outer)
  let tileMacs = 1
  for (let l = 0; l < count; l++)
    tileMacs *= l === box.inner ? max(ceil(s.tileLeast[l]! / box.most), s.innerLeast[l]!) : s.tileLeast[l]!
  const firstTile = ceil((box.inner === ANY ? tileMacs / box.most : tileMacs) / simd)
  if (!isDeep)
    return max(
      fill + compute + drain,
      ingress + firstTile + drain,
      fill + firstTile + egress,
      fill + firstTile + drain,
      cyclesOfKinds(s, box, outer, fill, firstTile, drain, 0, 0, outer),
    )
  const inner = networks[1]!
  const innerFill = transfer(firstInner, inner)
  const innerDrain = transfer(heldOf(s, s.heldInside), inner)
  const drains = drain + innerDrain
  const firstStep = ceil(product(count, s.innerLeast) / simd)
  let shown = innerFill
  let computing = firstStep
  let entry = 0
  if (overlap === 'within-runs') {
    entry = entryOf(s)
    let macs = 1
    for (let l = 0; l < count; l++) macs *= firstSteps(s, l, s.innerLeast[l]!)
    computing = max(steps, macs / simd)
    shown = exposures(s, entry, firstInner, steps, inner)
  }
  return max(
    fill + compute + shown + drains,
    ingress + innerFill + firstTile + drains,
    fill + innerFill + firstTile + egress + innerDrain,
    fill + innerIngress + computing + drains,
    fill + innerFill + firstStep + innerEgress + drain,
    cyclesOfKinds(s, box, outer, fill, innerFill + firstTile, drain, innerDrain, entry, inner),
    cyclesOfKindsInside(s, box, inner, fill, innerFill, drain, innerDrain, firstStep, computing),
  )
}

/** What a bound says: something, or what excludes all of the box. */
export type Verdict = 'bounded' | Excluded

/** Writes the corner of a box and the cycles that the busiest PE computes in it. */
const writeStart = (s: State, box: Box, machine: Machine): Verdict => {
  if (writeCorner(s, box)) return 'empty'
  const { buffers } = s.target
  writeTiles(s)
  const outerNeed = buffers * s.tileNeed
  if (box.levels === 1) {
    if (outerNeed > machine.l1Room) return 'l1'
  } else {
    if (buffers * s.innerNeed > machine.l1Room) return 'l1'
    if (outerNeed > machine.clusterRoom) return 'clusters'
  }
  if (!fitsShared(s, machine)) return 'l2'
  writeCompute(s, box)
  return 'bounded'
}

/** Writes the least energy but for that of cycles, and what runtimes are bounded by. */
const writeEnergy = (s: State, box: Box, machine: Machine): void => {
  writeVolumes(s, box)
  writeOutside(s, box, machine)
  const filled = sumOf(s, s.pes, true)
  const fills = max(
    excess(s, box, machine, true, false),
    machine.l1.write *
      (max(machine.leastFills, leastMoved(s, s.macs, s.innerMost), fillsByCases(s, box, filled)) - filled),
  )
  s.energy = onChipEnergy(s, box, machine) + s.outsideEnergy + (excess(s, box, machine, false, false) + fills)
}

/** The least energy if the runtime is at least so much. */
const energyWith = (s: State, { perCycle }: Machine, runtime: number): number =>
  (s.energy + perCycle * runtime) * (1 - roundingOfSums)

/**
 * Writes the bounds of a box to the state: those of `boundOf` for a target with derived bounds. Where what is known before the
 * runtime is bounded says that the box is worse than a cap, nothing more is written.
 */
export const writeBound = (s: State, box: Box, cap: Cap): Verdict | 'worse' => {
  const machine = s.machines[box.levels - 1]!
  const verdict = writeStart(s, box, machine)
  if (verdict !== 'bounded') return verdict
  const fewest = max(cap.above.runtime, s.compute)
  if (fewest >= cap.runtime || cap.above.energy * fewest >= cap.edp) return 'worse'
  writeEnergy(s, box, machine)
  const least = energyWith(s, machine, fewest)
  if (least >= cap.energy || least * fewest >= cap.edp) return 'worse'
  const { offchipBandwidth } = machine.hardware
  const outside = offchipBandwidth === Number.POSITIVE_INFINITY ? 0 : s.outsideTraffic / offchipBandwidth
  s.runtime = ceil(max(onChip(s, box, machine), outside) - rounding)
  s.energy = energyWith(s, machine, s.runtime)
  return 'bounded'
}
