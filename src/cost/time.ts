/** Time (docs/spec.md, section 5): the runtime of a schedule, and what its cycles are charged to. */
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { type ProjectedTable, type StepTable, steps, type TimeDetail } from '../profile/steps'
import type { Counts } from './counts'
import { type KernelNetworks, setNetworks } from './networks'
import type { Residency } from './residency'
import { type Declaration, declare } from './stage'
import type { Weights } from './weights'

/** Cycles. */
export type Time = { onChip: number; offChip: number; runtime: number }

const onChip: Declaration<'counts'> = {
  // Operands and sums travel along all units, busy or not.
  reads: ({ networks }) => ({
    simd: 'falls',
    bandwidth: 'falls',
    ...(networks.some(({ skew }) => skew > 0) ? { pes: 'rises' } : {}),
  }),
  of: { counts: 'varies' },
}

/**
 * Every operation on the way to a runtime (quotient, ceiling, maximum, sum of non-negative terms) is monotone, rounded or not:
 * faster PEs and networks never make it longer.
 */
export const timeDeclared = {
  onChip,
  offChip: declare({}, { offChipTraffic: 'rises' }),
  runtime: declare({}, { onChip: 'rises', offChip: 'rises' }),
}

/** The runtime of on-chip and off-chip cycles. */
export const longerOf = (onChip: number, offChip: number): number => (onChip > offChip ? onChip : offChip)

/** Cycles in which elements cross a connection without latency. */
export const cyclesAt = (elements: number, bandwidth: number): number =>
  bandwidth === Number.POSITIVE_INFINITY ? 0 : Math.ceil(elements / bandwidth)

/** Words of what weighs so much. */
export const wordsOf = (weight: number, { areWords, word }: Weights): number =>
  areWords ? weight : weight / word

/** Cycles in which words cross the border of the chip. */
export const offchipTime = (words: number, { offchipBandwidth }: ResolvedHardware): number =>
  cyclesAt(words, offchipBandwidth)

export const newTime = (): Time => ({ onChip: 0, offChip: 0, runtime: 0 })

/** Works out what each step moves over the networks of the hardware, and how long its PEs execute. */
export const projectVolumes = (
  table: StepTable,
  counts: Counts,
  weights: Weights,
  hardware: ResolvedHardware,
  into: KernelNetworks,
): ProjectedTable => {
  const { projection } = setNetworks(counts, weights, hardware, into)
  return steps().project(table, projection, hardware.perTensor?.sparsity?.executed ?? 1)
}

/** Whether the sums of elements × width of all transfers are exact. */
export const areTransfersExact = (table: ProjectedTable, { areWords }: Weights): boolean =>
  areWords || steps().largestTransfer(table) <= largestCount

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
  { trafficWeight }: Residency,
  weights: Weights,
  hardware: ResolvedHardware,
  into: Time,
): Time => {
  into.onChip = onChip
  into.offChip = offchipTime(wordsOf(trafficWeight, weights), hardware)
  into.runtime = longerOf(onChip, into.offChip)
  return into
}

export const isRuntimeExact = ({ runtime }: Time): boolean => runtime <= largestCount
