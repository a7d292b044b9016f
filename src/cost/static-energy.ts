/** Static energy (docs/spec.md, section 13): what every cycle takes, whatever happens in it. */
import type { ResolvedStatic } from '../hardware/energy'
import type { ResolvedHardware } from '../hardware/resolve'
import type { Structure } from './area'
import type { Counts } from './counts'
import { type Energy, totalEnergy } from './energy'
import { SHARED } from './places'
import type { Requirements } from './requirements'
import { type Declaration, declare } from './stage'
import type { Time } from './time'

const perCycle: Declaration<'runtime' | 'l1Bytes' | 'clusterBytes' | 'l2Bytes'> = {
  reads: () => ({ pes: 'rises' }),
  of: { runtime: 'rises', l1Bytes: 'rises', clusterBytes: 'rises', l2Bytes: 'rises' },
}

export const staticDeclared = { staticEnergy: perCycle }

/** The declarations of hardware that has none. */
export const noStaticDeclared = { staticEnergy: declare({}) }

/** Energies of one cycle: of the PEs and the cluster buffers together, and of a byte of each L1 and of the shared buffer. */
export type PerCycle = { readonly fixed: number; readonly perL1Byte: number; readonly perL2Byte: number }

export const perCycleOf = (
  { pe, l1, clusters, l2 }: ResolvedStatic,
  pes: number,
  { levels, units, bytes }: Structure,
): PerCycle => {
  let fixed = pes * pe
  let buffers = 1
  for (let level = 0; level < levels - 1; level++) {
    buffers *= units[level]!
    fixed += buffers * bytes[1 + level]! * clusters[level]!
  }
  return { fixed, perL1Byte: pes * l1, perL2Byte: l2 }
}

/** The energy of cycles with buffers of given capacities in bytes. */
export const staticOver = (
  cycles: number,
  { fixed, perL1Byte, perL2Byte }: PerCycle,
  l1: number,
  l2: number,
): number => cycles * (fixed + l1 * perL1Byte + l2 * perL2Byte)

/** Adds what all cycles take to the total. */
export const addStatic = (
  { levels, units }: Counts,
  { bytes }: Requirements,
  { runtime }: Time,
  { pes, energy }: ResolvedHardware,
  into: Energy,
): Energy => {
  if (energy.static === null) return into
  const of = perCycleOf(energy.static, pes, { levels, units, bytes })
  into.static = staticOver(runtime, of, bytes[levels]!, bytes[SHARED]!)
  into.total = totalEnergy(into.besidesPes, into.pes) + into.static
  return into
}
