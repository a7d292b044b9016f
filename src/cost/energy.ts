/** Energy (cost model, section 7): accesses of every buffer times the energy of one, MACs, networks and off-chip. */
import { tape } from '../analysis/kernel/tape'
import { energyAt, type ReadWrite } from '../hardware/energy'
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { byName } from '../internal/by-name'
import { accessCluster, accessPes, accessShared, reads, writes } from './accesses'
import type { BufferBytes } from './area'
import type { EnergyPart, Estimate } from './estimate-type'
import { offchipReads, offchipWrites } from './offchip'
import { at, crossing, type Role } from './traffic'

/** The energy of a buffer's accesses; null if there are more than can be counted exactly. */
const energyOfAccesses = (
  tensors: readonly Role[],
  ofReads: Float64Array,
  ofWrites: Float64Array,
  { read, write }: ReadWrite,
  bytes: number,
): EnergyPart | null => {
  const perRead = energyAt(read, bytes)
  const perWrite = energyAt(write, bytes)
  let total = 0
  let allReads = 0
  let allWrites = 0
  for (let t = 0; t < tensors.length; t++) {
    total += ofReads[t]! * perRead + ofWrites[t]! * perWrite
    allReads += ofReads[t]!
    allWrites += ofWrites[t]!
  }
  if (allReads > largestCount || allWrites > largestCount) return null
  return { total, tensors: byName(tensors, (t) => ofReads[t]! * perRead + ofWrites[t]! * perWrite) }
}

const networkEnergy = (tensors: readonly Role[], { networks, energy }: ResolvedHardware): number => {
  let total = 0
  if (energy.hop === 0) return total
  for (let level = 0; level < tape.levels; level++) {
    let elements = 0
    for (let t = 0; t < tensors.length; t++) elements += crossing[at(level, t)]!
    total += networks[level]!.hops * energy.hop * elements
  }
  return total
}

/** The energy of the schedule on the tape; null if some buffer is accessed more often than can be counted exactly. */
export const energyOf = (
  tensors: readonly Role[],
  macs: number,
  hardware: ResolvedHardware,
  bytes: BufferBytes,
): Estimate['energy'] | null => {
  const { energy } = hardware
  const offchip = energyOfAccesses(tensors, offchipReads, offchipWrites, energy.offchip, 0)
  accessShared(tensors.length)
  const l2 = energyOfAccesses(tensors, reads, writes, energy.l2, bytes.l2)
  const clusters: EnergyPart[] = []
  let inClusters = 0
  for (let level = 0; level < tape.levels - 1; level++) {
    accessCluster(tensors.length, level)
    const part = energyOfAccesses(tensors, reads, writes, energy.clusters[level]!, bytes.clusters[level]!)
    if (part === null) return null
    clusters.push(part)
    inClusters += part.total
  }
  // Last, so that the PEs' accesses are what the report finds.
  accessPes(tensors.length, macs)
  const l1 = energyOfAccesses(tensors, reads, writes, energy.l1, bytes.l1)
  if (offchip === null || l2 === null || l1 === null) return null
  const mac = macs * energy.mac
  const network = networkEnergy(tensors, hardware)
  const total = mac + network + offchip.total + l2.total + inClusters + l1.total
  return { total, mac, network, offchip, l2, clusters, l1 }
}
