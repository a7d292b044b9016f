/** Energy (docs/spec.md, section 7): accesses of every buffer times the energy of one, MACs, networks and off-chip. */
import { energyAt, type ReadWrite } from '../hardware/energy'
import { channelAt } from '../hardware/per-tensor'
import type { ResolvedHardware } from '../hardware/resolve'
import { mostLevels, mostTensors } from '../profile/steps'
import type { Accesses } from './accesses'
import { at, type Counts } from './counts'
import { OFF_CHIP, SHARED } from './places'
import type { Requirements } from './requirements'
import { type Declaration, declare } from './stage'
import type { Traffic } from './traffic'
import { onNetwork, type Weights, weightOfReads, weightOfWrites } from './weights'

export type Energy = {
  /** Of the accesses to each buffer, numbered as in `accesses.ts`, and of each tensor there. */
  readonly buffers: Float64Array
  readonly tensors: Float64Array
  mac: number
  network: number
  /** The two terms of the total: the accesses to the PEs' buffers, and everything else. */
  pes: number
  besidesPes: number
  /** What every cycle takes, whatever happens in it: a part of the total, once the runtime is known. */
  static: number
  total: number
}

const isConstant = ({ read, write }: ReadWrite): boolean =>
  typeof read === 'number' && typeof write === 'number'

const otherThanPes: Declaration<'otherAccesses' | 'crossing' | 'counts'> = {
  reads: ({ energy }) => (isConstant(energy.l2) ? {} : { l2: 'varies' }),
  of: { otherAccesses: 'varies', crossing: 'varies', counts: 'varies' },
}

const ofPes: Declaration<'pesAccesses' | 'counts'> = {
  reads: ({ energy }) => (isConstant(energy.l1) ? {} : { l1: 'varies' }),
  of: { pesAccesses: 'varies', counts: 'varies' },
}

/** A table may give an access any energy at any capacity. */
export const energyDeclared = {
  pesEnergy: ofPes,
  otherEnergy: otherThanPes,
  energy: declare({}, { pesEnergy: 'rises', otherEnergy: 'rises', staticEnergy: 'rises' }),
}

/** The energy of everything, from its two terms. */
export const totalEnergy = (besidesPes: number, pes: number): number => besidesPes + pes

export const newEnergy = (): Energy => ({
  buffers: new Float64Array(mostLevels + 2),
  tensors: new Float64Array((mostLevels + 2) * mostTensors),
  mac: 0,
  network: 0,
  pes: 0,
  besidesPes: 0,
  static: 0,
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

/** Adds up the energy of a buffer's accesses, which is that of words: an access of an element is its width's part of one. */
const accumulateWeighted = (
  { levels, tensors, isInput }: Counts,
  buffer: number,
  { reads, writes }: Accesses,
  { word, buffers, operands }: Weights,
  bytes: number,
  of: ReadWrite,
  into: Energy,
): number => {
  const perRead = energyAt(of.read, bytes)
  const perWrite = energyAt(of.write, bytes)
  const isL1 = buffer === levels
  let total = 0
  for (let t = 0; t < tensors; t++) {
    const i = at(buffer, t)
    const weight = buffers[i]!
    const read = reads[i]! * (isL1 && isInput[t] === 1 ? operands[t]! : weight)
    const energy = (read / word) * perRead + ((writes[i]! * weight) / word) * perWrite
    into.tensors[i] = energy
    total += energy
  }
  into.buffers[buffer] = total
  return total
}

/** The same for what is off-chip. */
const accumulateOutside = (
  counts: Counts,
  { reads, writes }: Accesses,
  weights: Weights,
  of: ReadWrite,
  into: Energy,
): number => {
  const perRead = energyAt(of.read, 0)
  const perWrite = energyAt(of.write, 0)
  const { word } = weights
  let total = 0
  for (let t = 0; t < counts.tensors; t++) {
    const i = at(OFF_CHIP, t)
    const read = weightOfReads(counts, weights, reads[i]!, t)
    const written = weightOfWrites(counts, weights, writes[i]!, t)
    const energy = (read / word) * perRead + (written / word) * perWrite
    into.tensors[i] = energy
    total += energy
  }
  into.buffers[OFF_CHIP] = total
  return total
}

/** The hops of each tensor's channel times the words that cross. */
const channelEnergy = (
  counts: Counts,
  { crossing }: Traffic,
  weights: Weights,
  hardware: ResolvedHardware,
): number => {
  const { perTensor, networks, energy } = hardware
  const { areWords, word } = weights
  let total = 0
  for (let level = 0; level < counts.levels; level++) {
    const ridden = perTensor?.channels?.[level]
    for (let t = 0; t < counts.tensors; t++) {
      const elements = crossing[at(level, t)]!
      const words = areWords ? elements : (elements * onNetwork(weights, counts, hardware, level, t)) / word
      const { hops } =
        ridden === undefined ? networks[level]! : channelAt(ridden, networks[level]!, ridden.of[t]!)
      total += hops * energy.hop * words
    }
  }
  return total
}

const networkEnergy = (
  counts: Counts,
  traffic: Traffic,
  weights: Weights,
  hardware: ResolvedHardware,
): number => {
  const { networks, energy, perTensor } = hardware
  let total = 0
  if (energy.hop === 0) return total
  if (perTensor !== null) return channelEnergy(counts, traffic, weights, hardware)
  const { levels, tensors } = counts
  const { crossing } = traffic
  for (let level = 0; level < levels; level++) {
    let elements = 0
    for (let t = 0; t < tensors; t++) elements += crossing[at(level, t)]!
    total += networks[level]!.hops * energy.hop * elements
  }
  return total
}

/** Adds up the energy of a buffer's accesses, of words or of what elements weigh. */
const accumulate = (
  counts: Counts,
  buffer: number,
  accesses: Accesses,
  weights: Weights,
  bytes: number,
  of: ReadWrite,
  into: Energy,
): number =>
  weights.areWords
    ? accumulateBuffer(counts.tensors, buffer, accesses, bytes, of, into)
    : accumulateWeighted(counts, buffer, accesses, weights, bytes, of, into)

/** Adds up the energy of all accesses, MACs and transfers. */
export const accumulateEnergy = (
  counts: Counts,
  traffic: Traffic,
  { bytes }: Requirements,
  accesses: Accesses,
  weights: Weights,
  hardware: ResolvedHardware,
  into: Energy,
): Energy => {
  const { levels, macs } = counts
  const { energy, perTensor } = hardware
  const offChip = weights.areWords
    ? accumulateBuffer(counts.tensors, OFF_CHIP, accesses, 0, energy.offchip, into)
    : accumulateOutside(counts, accesses, weights, energy.offchip, into)
  const shared = accumulate(counts, SHARED, accesses, weights, bytes[SHARED]!, energy.l2, into)
  let inClusters = 0
  for (let buffer = 1; buffer < levels; buffer++) {
    const of = energy.clusters[buffer - 1]!
    inClusters += accumulate(counts, buffer, accesses, weights, bytes[buffer]!, of, into)
  }
  const pes = accumulate(counts, levels, accesses, weights, bytes[levels]!, energy.l1, into)
  const mac = macs * (perTensor?.sparsity?.effective ?? 1) * energy.mac
  const network = networkEnergy(counts, traffic, weights, hardware)
  const besidesPes = mac + network + offChip + shared + inClusters
  into.mac = mac
  into.network = network
  into.besidesPes = besidesPes
  into.pes = pes
  into.static = 0
  into.total = totalEnergy(besidesPes, pes)
  return into
}
