/** Time (cost model, section 5): the runtime of a schedule, and what its cycles are charged to. */
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { type ProjectedTable, type StepTable, steps, type TimeDetail } from '../profile/steps'
import type { Counts } from './counts'
import { offchipTime } from './floor'
import { type KernelNetworks, setNetworks } from './networks'
import type { Residency } from './residency'

/** Cycles. */
export type Time = { onChip: number; offChip: number; runtime: number }

export const newTime = (): Time => ({ onChip: 0, offChip: 0, runtime: 0 })

/** Works out what each step moves over the networks of the hardware. */
export const projectVolumes = (
  table: StepTable,
  counts: Counts,
  { networks }: ResolvedHardware,
  into: KernelNetworks,
): ProjectedTable => steps().project(table, setNetworks(counts, networks, into).projection)

/** On-chip cycles over the networks of the hardware. */
export const timeOnChip = (
  table: ProjectedTable,
  { links }: KernelNetworks,
  { overlap }: ResolvedHardware,
): number => steps().time(table, links, overlap)

/** The same cycles, each charged to its cause, with the delays of the steps. */
export const chargeOnChip = (
  table: ProjectedTable,
  { links }: KernelNetworks,
  { overlap }: ResolvedHardware,
  into: TimeDetail,
): number => steps().timeInDetail(table, links, overlap, into).cycles

/** The runtime: the longer of on-chip and off-chip time. */
export const combineTime = (
  onChip: number,
  { traffic }: Residency,
  hardware: ResolvedHardware,
  into: Time,
): Time => {
  into.onChip = onChip
  into.offChip = offchipTime(traffic, hardware)
  into.runtime = Math.max(onChip, into.offChip)
  return into
}

export const isRuntimeExact = ({ runtime }: Time): boolean => runtime <= largestCount
