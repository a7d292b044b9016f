/** The kernel of `../bound.ts`, `../time-bound.ts`, `../energy-bound.ts`, `../compute-bound.ts` and `../coupled.ts`. */
import type { ResolvedNetwork } from '../../hardware/network'
import { ANY, type Box } from '../box'
import type { Excluded } from '../general-bound'
import { leastOnHyperbola } from '../hyperbola'
import type { Machine } from '../target'
import { writeCorner } from './corner'
import { leastOverTiles } from './critical'
import { leastMoved } from './moved'
import { isIn, type KernelTensor, roundingOfSums, type State, tileOf, tilesOf, windowSize } from './state'
import { fillsByCases } from './still'
import { writeVolumes } from './volumes'

const { ceil, max, min } = Math

const transfer = (elements: number, { bandwidth, latency }: ResolvedNetwork): number => {
  if (elements === 0) return 0
  return latency - 1 + (bandwidth === Number.POSITIVE_INFINITY ? 1 : ceil(elements / bandwidth))
}

const transfers = (
  elements: number,
  fewest: number,
  most: number,
  { bandwidth, latency }: ResolvedNetwork,
): number => {
  if (elements === 0) return 0
  if (bandwidth === Number.POSITIVE_INFINITY) return fewest * latency
  const flowing = elements / bandwidth
  return latency >= 1 ? flowing + fewest * (latency - 1) : max(0, flowing - most)
}

const product = (count: number, of: Float64Array): number => {
  let result = 1
  for (let l = 0; l < count; l++) result *= of[l]!
  return result
}

const firstShare = (extent: number, tile: number, units: number): number => {
  const folds = ceil(ceil(extent / tile) / units)
  return (folds - 1) * tile + min(tile, extent - (folds - 1) * units * tile)
}

/** What the busiest PE works through along a loop. */
const criticalLength = (s: State, box: Box, l: number): number => {
  const isOuter = l === box.outer
  const isInner = l === box.inner
  const extent = s.extents[l]!
  const tile = s.tileLeast[l]!
  const inner = s.innerLeast[l]!
  const units = isOuter ? s.unitsMost : 1
  const pes = isInner ? box.most : 1
  const isKnown =
    tile === s.tileMost[l]! &&
    (!isInner || (inner === s.innerMost[l]! && box.least === box.most)) &&
    (!isOuter || s.unitsLeast === s.unitsMost)
  if (isKnown) {
    const steps = ceil(ceil(extent / tile) / units)
    const last = min(tile, extent - (steps - 1) * tile * units)
    return isInner
      ? (steps - 1) * firstShare(tile, inner, pes) + firstShare(last, inner, pes)
      : (steps - 1) * tile + last
  }
  if (!isOuter && !isInner) return extent
  if (!isInner) return s.critical[l]!
  const inTile = max(ceil(tile / pes), inner)
  const steps = s.steps[l]!
  const areKnown = (!isOuter || s.unitsLeast === s.unitsMost) && box.least === box.most
  const best = areKnown ? leastOverTiles(extent, tile, s.tileMost[l]!, units, pes) : 0
  return max(ceil(extent / (units * pes)), steps, (steps - 1) * inTile + 1, inTile, best)
}

const rounding = 1e-6

const computeCycles = (s: State, box: Box): number => {
  const { pes, simd } = s.target
  let critical = 1
  let steps = 1
  for (let l = 0; l < s.count; l++) {
    critical *= criticalLength(s, box, l)
    steps *= s.criticalSteps[l]!
  }
  if (box.inner === ANY) critical /= box.most
  return max(steps, ceil(max(s.macs / pes, critical) / simd - rounding))
}

/** Whether all tiles of level 0 along a loop, and the units that share them, are known. */
const isPlaced = (s: State, l: number): boolean =>
  s.tileLeast[l] === s.tileMost[l] && s.unitsLeast === s.unitsMost

/** The last tile of cluster 0 along a loop, at least. */
const lastTile = (s: State, box: Box, l: number): number => {
  if (!isPlaced(s, l)) return 1
  const tile = s.tileLeast[l]!
  return min(tile, s.extents[l]! - (s.steps[l]! - 1) * (l === box.outer ? s.unitsLeast : 1) * tile)
}

/** Elements along a loop in the first steps of all runs. */
const firstSteps = (s: State, box: Box, l: number, each: number): number =>
  (s.steps[l]! - 1) * each + min(each, lastTile(s, box, l))

const fullSteps = (s: State, box: Box): number => {
  let full = 1
  for (let l = 0; l < s.count; l++)
    full *= lastTile(s, box, l) === s.tileLeast[l] ? s.steps[l]! : s.steps[l]! - 1
  return full
}

const entersAlways = (s: State, t: number): boolean =>
  s.outerAlways[t] === 1 && s.outerBy[t] !== 0 && (s.outerBy[t]! & ~s.tensors[t]!.plainBits) === 0

const allEntriesOf = (s: State, box: Box, tensor: KernelTensor): number => {
  const { plain, windows, relevant } = tensor
  let all = 1
  for (let i = 0; i < plain.length; i++) all *= firstSteps(s, box, plain[i]!, s.innerCoverLeast[plain[i]!]!)
  for (let w = 0; w < windows.length; w += windowSize) {
    const a = windows[w]!
    const b = windows[w + 1]!
    all *= max(
      firstSteps(s, box, a, s.innerCoverLeast[a]!) * s.steps[b]!,
      firstSteps(s, box, b, s.innerCoverLeast[b]!) * s.steps[a]!,
    )
  }
  for (let l = 0; l < s.count; l++) if (!isIn(relevant, l)) all *= s.steps[l]!
  return all
}

const exposures = (s: State, box: Box, first: number, runs: number, network: ResolvedNetwork): number => {
  let entry = 0
  let all = 0
  for (let t = 0; t < s.tensors.length; t++) {
    const tensor = s.tensors[t]!
    if (!tensor.isInput || !entersAlways(s, t)) continue
    entry += tileOf(tensor, s.innerCoverLeast)
    all += allEntriesOf(s, box, tensor)
  }
  const initial = transfer(first, network)
  if (entry === 0) return initial
  const full = max(1, fullSteps(s, box))
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

/** The excess of the pair of tensors that costs most together: see `../coupled.ts`. */
const excess = (s: State, box: Box, machine: Machine, isInner: boolean, isTime: boolean): number => {
  const of = isInner ? box.innerClass : box.outerClass
  const capacity = isInner || box.levels === 1 ? machine.l1Room : machine.clusterRoom
  if (of === null || of.stays < 0 || capacity === Number.POSITIVE_INFINITY) return 0
  if (isInner && box.levels === 1) return 0
  const { tensors } = s
  const always = isInner ? s.innerAlways : s.outerAlways
  const volume = isInner ? s.anewVolume : s.againVolume
  const times = isInner ? s.anewTimes : s.againTimes
  const counted = isInner ? s.pes : s.shared
  let most = 0
  for (let i = 0; i < tensors.length; i++) {
    if (i === of.stays || always[i] === 0 || volume[i] === 0) continue
    const p = weightOf(machine, tensors[i]!, isInner, isTime)
    if (p === 0) continue
    for (let j = i + 1; j < tensors.length; j++) {
      if (j === of.stays || always[j] === 0 || volume[j] === 0) continue
      const q = weightOf(machine, tensors[j]!, isInner, isTime)
      if (q === 0) continue
      const together = leastOnHyperbola(
        (p * volume[i]!) / times[i]!,
        (q * volume[j]!) / times[j]!,
        times[i]!,
        times[j]!,
        leastProduct(s, box, of.stays, i, j, capacity, isInner),
      )
      most = max(most, together - p * counted[i]! - q * counted[j]!)
    }
  }
  return most
}

const weightOf = (
  { networks, shared, l1, hardware }: Machine,
  { isInput }: KernelTensor,
  isInner: boolean,
  isTime: boolean,
): number => {
  if (isInner) return isInput ? l1.write : 0
  const { multicast, reduction, hops } = networks[0]!
  if (isTime) return isInput && multicast ? 1 : 0
  if (!(isInput ? multicast : reduction)) return 0
  const hop = hops * hardware.energy.hop
  return isInput ? hop + shared.read : hop + shared.read + shared.write
}

const leastProduct = (
  s: State,
  box: Box,
  stays: number,
  i: number,
  j: number,
  capacity: number,
  isInner: boolean,
): number => {
  const { tensors } = s
  const own = tensors[stays]!
  const least = isInner ? s.innerLeast : s.tileLeast
  const most = isInner ? s.innerMost : s.tileMost
  const steps = isInner ? s.innerTiles : s.steps
  const first = (isInner ? s.anewLoops : s.againLoops)[i]!
  const second = (isInner ? s.anewLoops : s.againLoops)[j]!
  let room = capacity / s.target.buffers - tilesOf(tensors, least, stays)
  let result = 1
  let largest = 1
  let filters = 0
  for (let w = 1; w < own.windows.length; w += windowSize) filters |= 1 << own.windows[w]!
  for (let l = 0; l < s.count; l++) {
    const inFirst = isIn(first, l)
    const inSecond = isIn(second, l)
    const isInTile = isIn(own.relevant, l) && !isIn(filters, l)
    if (isInTile && inFirst !== inSecond) {
      result *= s.extents[l]! / (!isInner && l === box.outer ? s.unitsMost : 1)
      largest *= most[l]!
      continue
    }
    if (isInTile) room /= least[l]!
    if (inFirst) result *= steps[l]!
    if (inSecond) result *= steps[l]!
  }
  return result / min(largest, room)
}

/** Sums over inputs or outputs of what crosses level 0's network. */
const crossing = (s: State, { multicast, reduction }: ResolvedNetwork, isInput: boolean): number => {
  let sum = 0
  const of = (isInput ? multicast : reduction) ? s.shared : s.units
  for (let t = 0; t < s.tensors.length; t++) if (s.tensors[t]!.isInput === isInput) sum += of[t]!
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
  const { count, target } = s
  const { simd, feeds } = target
  const { networks, hardware } = machine
  const { overlap } = hardware
  const outer = networks[0]!
  const steps = product(count, s.steps)
  const mostSteps = product(count, s.mostSteps)
  const compute = computeCycles(s, box)
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
    innerIngress = transfers(max(sumOf(s, s.firstCluster, true), moved), fewest, most, inner)
    innerEgress = transfers(sumOf(s, s.firstCluster, false), 1, most + 1, inner)
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
    )
  const inner = networks[1]!
  const innerFill = transfer(firstInner, inner)
  const innerDrain = transfer(heldOf(s, s.heldInside), inner)
  const drains = drain + innerDrain
  const firstStep = ceil(product(count, s.innerLeast) / simd)
  let shown = innerFill
  let computing = firstStep
  if (overlap === 'within-runs') {
    let macs = 1
    for (let l = 0; l < count; l++) macs *= firstSteps(s, box, l, s.innerLeast[l]!)
    computing = max(steps, macs / simd)
    shown = exposures(s, box, firstInner, steps, inner)
  }
  return max(
    fill + compute + shown + drains,
    ingress + innerFill + firstTile + drains,
    fill + innerFill + firstTile + egress + innerDrain,
    fill + innerIngress + computing + drains,
    fill + innerFill + firstStep + innerEgress + drain,
  )
}

const onChipEnergy = (s: State, box: Box, machine: Machine): number => {
  const { networks, l1, clusters, shared, hardware } = machine
  const { macs, tensors } = s
  const { mac, hop } = hardware.energy
  const outerNetwork = networks[0]!
  const innerNetwork = networks[1]
  let energy = macs * mac
  for (let t = 0; t < tensors.length; t++) {
    const { isInput, used } = tensors[t]!
    const outer = (isInput ? outerNetwork.multicast : outerNetwork.reduction) ? s.shared[t]! : s.units[t]!
    energy += outerNetwork.hops * hop * outer
    energy += isInput ? outer * shared.read : (outer - used) * shared.read + outer * shared.write
    energy += macs * l1.read
    if (!isInput) energy += macs * l1.write
    if (box.levels === 1 || innerNetwork === undefined) {
      if (isInput) energy += s.units[t]! * l1.write
      continue
    }
    const inner = (isInput ? innerNetwork.multicast : innerNetwork.reduction) ? s.clusters[t]! : s.pes[t]!
    energy += innerNetwork.hops * hop * inner
    if (isInput) energy += inner * clusters.read + s.units[t]! * clusters.write + s.pes[t]! * l1.write
    else energy += inner * (clusters.read + clusters.write)
  }
  return energy
}

/** Writes the least traffic and energy outside to the state; false if no choice fits. */
const writeOutside = (s: State, machine: Machine): boolean => {
  const { tensors, target } = s
  const inward = machine.offchip.read + machine.shared.write
  const outward = machine.offchip.write + machine.shared.read
  let used = 0
  let keptEnergy = 0
  for (let t = 0; t < tensors.length; t++) {
    const tensor = tensors[t]!
    used += tensor.used
    keptEnergy += tensor.used * (tensor.isInput ? inward : outward)
  }
  s.outsideTraffic = used
  s.outsideEnergy = keptEnergy
  if (used <= machine.sharedRoom) return true
  let traffic = Number.POSITIVE_INFINITY
  let energy = Number.POSITIVE_INFINITY
  for (let t = 0; t < tensors.length; t++) s.covers[t] = target.buffers * tileOf(tensors[t]!, s.coverLeast)
  for (let choice = 0; choice < 1 << tensors.length; choice++) {
    let space = 0
    let moved = 0
    let spent = 0
    for (let t = 0; t < tensors.length; t++) {
      const tensor = tensors[t]!
      const streams = ((choice >> t) & 1) === 1
      space += streams ? s.covers[t]! : tensor.used
      const crosses = streams ? s.shared[t]! : tensor.used
      const back = tensor.isInput ? 0 : crosses - tensor.used
      moved += crosses + back
      spent += tensor.isInput ? crosses * inward : back * inward + crosses * outward
    }
    if (space > machine.sharedRoom) continue
    traffic = min(traffic, moved)
    energy = min(energy, spent)
  }
  s.outsideTraffic = traffic
  s.outsideEnergy = energy
  return traffic < Number.POSITIVE_INFINITY
}

/** What a bound says: something, or what excludes all of the box. */
export type Verdict = 'bounded' | Excluded

/** Writes the bounds of a box to the state: those of `boundOf` for a target with derived bounds. */
export const writeBound = (s: State, box: Box): Verdict => {
  if (writeCorner(s, box)) return 'empty'
  const machine = s.machines[box.levels - 1]!
  const { tensors, target } = s
  const outerNeed = target.buffers * tilesOf(tensors, s.tileLeast, -1)
  if (box.levels === 1) {
    if (outerNeed > machine.l1Room) return 'l1'
  } else {
    if (target.buffers * tilesOf(tensors, s.innerLeast, -1) > machine.l1Room) return 'l1'
    if (outerNeed > machine.clusterRoom) return 'clusters'
  }
  writeVolumes(s, box)
  if (!writeOutside(s, machine)) return 'l2'
  const { offchipBandwidth } = machine.hardware
  const outside = offchipBandwidth === Number.POSITIVE_INFINITY ? 0 : s.outsideTraffic / offchipBandwidth
  s.runtime = ceil(max(onChip(s, box, machine), outside) - rounding)
  const filled = sumOf(s, s.pes, true)
  const fills = max(
    excess(s, box, machine, true, false),
    machine.l1.write *
      (max(machine.leastFills, leastMoved(s, s.macs, s.innerMost), fillsByCases(s, box, filled)) - filled),
  )
  const energy =
    onChipEnergy(s, box, machine) + s.outsideEnergy + (excess(s, box, machine, false, false) + fills)
  s.energy = (energy + machine.perCycle * s.runtime) * (1 - roundingOfSums)
  return 'bounded'
}
