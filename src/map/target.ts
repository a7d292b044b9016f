/** A layer on an accelerator, as bounds and search see it: capacities in elements, least energies, and what is derived of them. */

import { buffersPerTile, elementsOf } from '../cost/residency'
import type { AccessEnergy, ReadWrite } from '../hardware/energy'
import { energyAt } from '../hardware/energy'
import type { ResolvedNetwork } from '../hardware/network'
import type { ResolvedHardware } from '../hardware/resolve'
import type { Problem } from '../operator/problem'
import { leastFills } from './least-fills'
import { withLeastWidths } from './least-widths'
import { hasBit, type Loops } from './loops'

/** Least energies of an access, whatever a buffer without a capacity turns out to hold. */
export type LeastEnergy = { readonly read: number; readonly write: number }

/** The accelerator under dataflows of a number of levels. */
export type Machine = {
  readonly hardware: ResolvedHardware
  readonly networks: readonly ResolvedNetwork[]
  /** Elements that fit each buffer: L1, that of a cluster (Infinity where there is none) and the shared one. */
  readonly l1Room: number
  readonly clusterRoom: number
  readonly sharedRoom: number
  readonly l1: LeastEnergy
  readonly clusters: LeastEnergy
  readonly shared: LeastEnergy
  readonly offchip: LeastEnergy
  /** Fills of the PEs' buffers of all inputs, at least. */
  readonly leastFills: number
  /** Static energy of a cycle, at least. */
  readonly perCycle: number
}

export type Target = {
  readonly problem: Problem
  readonly loops: Loops
  readonly pes: number
  readonly simd: number
  /** How often a buffer holds a tile. */
  readonly buffers: number
  /** By number of levels less one. */
  readonly machines: readonly [Machine, Machine]
  /** Whether bounds of traffic and time are derived; else only compute, compulsory traffic and capacity count. */
  readonly isDerived: boolean
  /** Whether capacities are counted in elements: nothing is said of the widths of tensors. */
  readonly countsElements: boolean
  /** Whether idle units cost nothing: no skew, and no energy of cycles. */
  readonly idleIsFree: boolean
  /** Whether every step of a level brings at least one element of an input. */
  readonly feeds: boolean
  /** Another target of which bounds are derived, under which no mapping costs more or fits less; null where there is none. */
  readonly bounded: Target | null
}

const leastAccess = (energy: AccessEnergy, bytes: number | null): number => {
  if (typeof energy === 'number') return energy
  if (bytes !== null) return energyAt(energy, bytes)
  return Math.min(...energy.points.map(([, each]) => each))
}

const leastOf = ({ read, write }: ReadWrite, bytes: number | null): LeastEnergy => ({
  read: leastAccess(read, bytes),
  write: leastAccess(write, bytes),
})

const noEnergy: LeastEnergy = { read: 0, write: 0 }

const roomOf = (bytes: number | null | undefined, hardware: ResolvedHardware): number =>
  elementsOf(bytes ?? null, hardware) ?? Number.POSITIVE_INFINITY

const perCycleOf = ({ energy, pes, l1, l2 }: ResolvedHardware): number =>
  energy.static === null
    ? 0
    : pes * energy.static.pe + (l1 ?? 0) * pes * energy.static.l1 + (l2 ?? 0) * energy.static.l2

const machineOf = (hardware: ResolvedHardware, fills: number): Machine => {
  const { energy, networks, l1, l2, clusters } = hardware
  return {
    hardware,
    networks,
    l1Room: roomOf(l1, hardware),
    clusterRoom: roomOf(clusters[0], hardware),
    sharedRoom: roomOf(l2, hardware),
    l1: leastOf(energy.l1, l1),
    clusters: energy.clusters[0] === undefined ? noEnergy : leastOf(energy.clusters[0], clusters[0] ?? null),
    shared: leastOf(energy.l2, l2),
    offchip: leastOf(energy.offchip, 0),
    leastFills: fills,
    perCycle: perCycleOf(hardware),
  }
}

/** Whether nothing is said of the tensors of the layer but widths, nor of ports or skews. What is said of others does not matter. */
const isPlainMachine = ({ perTensor, networks }: ResolvedHardware): boolean =>
  (perTensor === null ||
    (perTensor.channels === null &&
      perTensor.bypassed === 0 &&
      perTensor.sparsity === null &&
      perTensor.rules === null)) &&
  networks.every(({ skew, sharedPort }) => skew === 0 && !sharedPort)

const hasWords = ({ perTensor }: ResolvedHardware): boolean => perTensor === null || perTensor.widths === null

/**
 * A step moves at least one loop. One that is alone on an axis of an input brings new elements; so does one that slides on a
 * window whose partner stands still, and a partner that moves is itself alone on an axis of another input.
 */
const alwaysFeeds = ({ count, tensors }: Loops): boolean => {
  const inputs = tensors.filter(({ isInput }) => isInput)
  const plain = inputs.reduce((bits, { plainBits }) => bits | plainBits, 0)
  return Array.from({ length: count }, (_, loop) => loop).every(
    (loop) =>
      hasBit(plain, loop) ||
      inputs.some(({ windows }) =>
        windows.some(({ a, b }) => (a === loop && hasBit(plain, b)) || (b === loop && hasBit(plain, a))),
      ),
  )
}

export const targetOf = (
  problem: Problem,
  loops: Loops,
  ofOne: ResolvedHardware,
  ofTwo: ResolvedHardware,
): Target => {
  const isPlain = isPlainMachine(ofOne) && isPlainMachine(ofTwo) && problem.density === null
  const areWords = hasWords(ofOne) && hasWords(ofTwo)
  const isDerived = isPlain && areWords
  const buffers = buffersPerTile(ofOne)
  // PEs are the same under any number of levels.
  const fills = isDerived ? leastFills(loops, roomOf(ofOne.l1, ofOne) / buffers) : 0
  const target: Target = {
    problem,
    loops,
    pes: ofOne.pes,
    simd: ofOne.simd,
    buffers,
    machines: [machineOf(ofOne, fills), machineOf(ofTwo, fills)],
    isDerived,
    countsElements: ofOne.perTensor === null && ofTwo.perTensor === null && problem.density === null,
    idleIsFree: ofTwo.energy.static === null && ofTwo.networks.every(({ skew }) => skew === 0),
    feeds: alwaysFeeds(loops),
    bounded: null,
  }
  return isPlain && !areWords ? { ...target, bounded: withLeastWidths(target) } : target
}

/** The same with buffers that hold anything. */
export const withoutCapacities = (target: Target): Target => {
  const unlimited = (machine: Machine): Machine => ({
    ...machine,
    l1Room: Number.POSITIVE_INFINITY,
    clusterRoom: Number.POSITIVE_INFINITY,
    sharedRoom: Number.POSITIVE_INFINITY,
    leastFills: 0,
  })
  const [one, two] = target.machines
  return { ...target, machines: [unlimited(one), unlimited(two)] }
}
