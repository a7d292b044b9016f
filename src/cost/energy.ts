/** Energy (cost model, section 7): accesses of every buffer times the energy of one, MACs, networks and off-chip. */
import { energyAt, type ReadWrite } from '../hardware/energy'
import type { ResolvedHardware } from '../hardware/resolve'
import { mostLevels, mostTensors } from '../profile/steps'
import { type Accesses, OFF_CHIP } from './accesses'
import { at, type Counts } from './counts'
import { type Requirements, SHARED } from './requirements'
import type { Traffic } from './traffic'

export type Energy = {
  /** Of the accesses to each buffer, numbered as in `accesses.ts`, and of each tensor there. */
  readonly buffers: Float64Array
  readonly tensors: Float64Array
  mac: number
  network: number
  /** The two terms of the total: the accesses to the PEs' buffers, and everything else. */
  pes: number
  besidesPes: number
  total: number
}

export const newEnergy = (): Energy => ({
  buffers: new Float64Array(mostLevels + 2),
  tensors: new Float64Array((mostLevels + 2) * mostTensors),
  mac: 0,
  network: 0,
  pes: 0,
  besidesPes: 0,
  total: 0,
})

/** Adds up the energy of a buffer's accesses. */
const accumulateBuffer = (
  tensors: number,
  buffer: number,
  { reads, writes }: Accesses,
  bytes: number,
  { read, write }: ReadWrite,
  into: Energy,
): number => {
  const perRead = energyAt(read, bytes)
  const perWrite = energyAt(write, bytes)
  let total = 0
  for (let t = 0; t < tensors; t++) {
    const i = at(buffer, t)
    const energy = reads[i]! * perRead + writes[i]! * perWrite
    into.tensors[i] = energy
    total += energy
  }
  into.buffers[buffer] = total
  return total
}

const networkEnergy = (
  { levels, tensors }: Counts,
  { crossing }: Traffic,
  { networks, energy }: ResolvedHardware,
): number => {
  let total = 0
  if (energy.hop === 0) return total
  for (let level = 0; level < levels; level++) {
    let elements = 0
    for (let t = 0; t < tensors; t++) elements += crossing[at(level, t)]!
    total += networks[level]!.hops * energy.hop * elements
  }
  return total
}

/** Adds up the energy of all accesses, MACs and transfers. */
export const accumulateEnergy = (
  counts: Counts,
  traffic: Traffic,
  { bytes }: Requirements,
  accesses: Accesses,
  hardware: ResolvedHardware,
  into: Energy,
): Energy => {
  const { levels, tensors, macs } = counts
  const { energy } = hardware
  const offChip = accumulateBuffer(tensors, OFF_CHIP, accesses, 0, energy.offchip, into)
  const shared = accumulateBuffer(tensors, SHARED, accesses, bytes[SHARED]!, energy.l2, into)
  let inClusters = 0
  for (let buffer = 1; buffer < levels; buffer++)
    inClusters += accumulateBuffer(
      tensors,
      buffer,
      accesses,
      bytes[buffer]!,
      energy.clusters[buffer - 1]!,
      into,
    )
  into.mac = macs * energy.mac
  into.network = networkEnergy(counts, traffic, hardware)
  into.besidesPes = into.mac + into.network + offChip + shared + inClusters
  into.pes = accumulateBuffer(tensors, levels, accesses, bytes[levels]!, energy.l1, into)
  into.total = into.besidesPes + into.pes
  return into
}
