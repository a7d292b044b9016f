/** Energy (cost model, section 7): accesses of every buffer times the energy of one, MACs, networks and off-chip. */
import { mostLevels, mostTensors, tape } from '../analysis/kernel/tape'
import { energyAt, type ReadWrite, uncountedOf } from '../hardware/energy'
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { byName } from '../internal/by-name'
import { accessCluster, accessPes, accessShared, reads, writes } from './accesses'
import { bytes, SHARED } from './buffers'
import type { EnergyPart, Estimate } from './estimate-type'
import { offchipReads, offchipWrites } from './offchip'
import { at, crossing, type Role } from './traffic'

/** The outside, numbered after the buffers (see `buffers.ts`). */
const OUTSIDE = mostLevels + 1

/** Energy of the accesses to each buffer, and of each tensor at buffer · mostTensors + tensor. */
const ofBuffer = /* @__PURE__ */ new Float64Array(mostLevels + 2)
const ofTensor = /* @__PURE__ */ new Float64Array((mostLevels + 2) * mostTensors)

/** Energies besides the buffers', and all together. */
const parts = /* @__PURE__ */ new Float64Array(4)
const MAC = 0
const NETWORK = 1
const TOTAL = 2
const BESIDES_PES = 3

/** Spends the energy of a buffer's accesses; false if there are more than can be counted exactly. */
const spend = (
  tensors: number,
  buffer: number,
  ofReads: Float64Array,
  ofWrites: Float64Array,
  { read, write }: ReadWrite,
): boolean => {
  const size = buffer === OUTSIDE ? 0 : bytes[buffer]!
  const perRead = energyAt(read, size)
  const perWrite = energyAt(write, size)
  let total = 0
  let allReads = 0
  let allWrites = 0
  for (let t = 0; t < tensors; t++) {
    const energy = ofReads[t]! * perRead + ofWrites[t]! * perWrite
    ofTensor[buffer * mostTensors + t] = energy
    total += energy
    allReads += ofReads[t]!
    allWrites += ofWrites[t]!
  }
  ofBuffer[buffer] = total
  return allReads <= largestCount && allWrites <= largestCount
}

const networkEnergy = (tensors: number, { networks, energy }: ResolvedHardware): number => {
  let total = 0
  if (energy.hop === 0) return total
  for (let level = 0; level < tape.levels; level++) {
    let elements = 0
    for (let t = 0; t < tensors; t++) elements += crossing[at(level, t)]!
    total += networks[level]!.hops * energy.hop * elements
  }
  return total
}

/**
 * Spends the energy of the schedule on the tape; false if some buffer is accessed more often than can be counted exactly.
 * The PEs come last, so that their accesses are what the report finds.
 */
export const spendEnergy = (tensors: number, macs: number, hardware: ResolvedHardware): boolean => {
  const { energy } = hardware
  const last = tape.levels - 1
  let exact = spend(tensors, OUTSIDE, offchipReads, offchipWrites, energy.offchip)
  accessShared(tensors)
  exact = spend(tensors, SHARED, reads, writes, energy.l2) && exact
  let inClusters = 0
  for (let level = 0; level < last; level++) {
    accessCluster(tensors, level)
    exact = spend(tensors, 1 + level, reads, writes, energy.clusters[level]!) && exact
    inClusters += ofBuffer[1 + level]!
  }
  accessPes(tensors, macs)
  exact = spend(tensors, 1 + last, reads, writes, energy.l1) && exact
  parts[MAC] = macs * energy.mac
  parts[NETWORK] = networkEnergy(tensors, hardware)
  parts[BESIDES_PES] = parts[MAC]! + parts[NETWORK]! + ofBuffer[OUTSIDE]! + ofBuffer[SHARED]! + inClusters
  parts[TOTAL] = parts[BESIDES_PES]! + ofBuffer[1 + last]!
  return exact
}

/** The energy that was spent last. */
export const totalEnergy = (): number => parts[TOTAL]!

/** The two terms of {@link totalEnergy}: the accesses to the PEs' buffers, and everything else. */
export const energyOfPes = (): number => ofBuffer[tape.levels]!
export const energyBesidesPes = (): number => parts[BESIDES_PES]!

const partOf = (tensors: readonly Role[], buffer: number): EnergyPart => ({
  total: ofBuffer[buffer]!,
  tensors: byName(tensors, (t) => ofTensor[buffer * mostTensors + t]!),
})

/** The energy that was spent last, in full. */
export const energyOf = (tensors: readonly Role[], { energy }: ResolvedHardware): Estimate['energy'] => {
  const clusters: EnergyPart[] = []
  for (let level = 0; level < tape.levels - 1; level++) clusters.push(partOf(tensors, 1 + level))
  return {
    total: parts[TOTAL]!,
    mac: parts[MAC]!,
    network: parts[NETWORK]!,
    offchip: partOf(tensors, OUTSIDE),
    l2: partOf(tensors, SHARED),
    clusters,
    l1: partOf(tensors, tape.levels),
    unit: energy.unit,
    uncounted: uncountedOf(energy),
  }
}
