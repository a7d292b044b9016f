/**
 * Accesses of every buffer (docs/spec.md, section 7), per tensor. Buffers are numbered as in `requirements.ts`; what is
 * off-chip comes after them.
 */
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { mostLevels, mostTensors } from '../profile/steps'
import { at, type Counts } from './counts'
import { OFF_CHIP, SHARED } from './places'
import type { Residency } from './residency'
import { declare } from './stage'
import type { Traffic } from './traffic'
import { isBypassed } from './weights'

/** Per buffer and tensor, at {@link at}(buffer, tensor). */
export type Accesses = {
  readonly reads: Float64Array
  readonly writes: Float64Array
  /** Of all buffers and tensors. */
  total: number
  /** Private to the count. */
  readonly power: Power
}

type Power = { base: number; exponent: number; value: number }

export const accessesDeclared = {
  pesAccesses: declare({}, { counts: 'varies' }),
  otherAccesses: declare({}, { counts: 'varies', crossing: 'varies', residency: 'varies' }),
}

export const newAccesses = (): Accesses => ({
  reads: new Float64Array((mostLevels + 2) * mostTensors),
  writes: new Float64Array((mostLevels + 2) * mostTensors),
  total: 0,
  power: { base: 1, exponent: 0.5, value: 1 },
})

/** Sets the accesses to a buffer for a tensor; returns their sum. */
const set = (reads: Float64Array, writes: Float64Array, i: number, read: number, written: number): number => {
  reads[i] = read
  writes[i] = written
  return read + written
}

/** Reads of an operand: for each MAC that takes energy, or for each that takes time where it is looked at first. */
const operandReads = (macs: number, { perTensor }: ResolvedHardware, t: number): number => {
  const sparsity = perTensor === null ? null : perTensor.sparsity
  if (sparsity === null) return macs
  return macs * (sparsity.isLookedAt[t] === 1 ? sparsity.executed : sparsity.effective)
}

/** A power. It takes as long as a phase, and schedules of a layer mostly ask for the same one again: so the last is kept. */
const powerOf = (base: number, exponent: number, last: Power): number => {
  if (last.base !== base || last.exponent !== exponent) {
    last.value = base ** exponent
    last.base = base
    last.exponent = exponent
  }
  return last.value
}

/**
 * Reads of partial sums if a share of the MACs is effective: to add to a sum, for each but the first of a stay, if that has an
 * effective one; and for what leaves, as often as it stays.
 */
const sumReads = (macs: number, stays: number, effective: number, last: Power): number =>
  macs * effective - stays * (1 - powerOf(1 - effective, macs / stays, last)) + stays

/**
 * The shared buffer and those of clusters are read for the network below them, and written with what arrives from above. A
 * PE's buffer is read for each MAC.
 */
const accessInput = (
  t: number,
  { levels, sum, macs }: Counts,
  { crossing }: Traffic,
  { reads: outside }: Residency,
  hardware: ResolvedHardware,
  { reads, writes }: Accesses,
): number => {
  const arriving = outside[t]!
  const passes = isBypassed(hardware, t)
  let total =
    set(reads, writes, at(OFF_CHIP, t), arriving, 0) +
    set(reads, writes, at(SHARED, t), passes ? 0 : crossing[t]!, passes ? 0 : arriving)
  for (let level = 1; level < levels; level++)
    total += set(reads, writes, at(level, t), crossing[at(level, t)]!, sum[at(level - 1, t)]!)
  return total + set(reads, writes, at(levels, t), operandReads(macs, hardware, t), sum[at(levels - 1, t)]!)
}

/**
 * The shared buffer and those of clusters are written with what arrives from below. They are read to add to sums that are
 * there already, and for what leaves upwards. A PE's buffer is written for each MAC; it is read to add to a sum, each time
 * but the first, and for what leaves: as often in all.
 */
const accessOutput = (
  t: number,
  { levels, sum, macs }: Counts,
  { crossing, accumulations }: Traffic,
  { reads: outside, writes: leaving }: Residency,
  hardware: ResolvedHardware,
  { reads, writes, power }: Accesses,
): number => {
  const back = outside[t]!
  const left = leaving[t]!
  const passes = isBypassed(hardware, t)
  let total =
    set(reads, writes, at(OFF_CHIP, t), back, left) +
    set(reads, writes, at(SHARED, t), passes ? 0 : accumulations[t]! + left, passes ? 0 : back + crossing[t]!)
  for (let level = 1; level < levels; level++) {
    const i = at(level, t)
    total += set(reads, writes, i, accumulations[i]! + sum[at(level - 1, t)]!, crossing[i]!)
  }
  const evicted = sum[at(levels - 1, t)]!
  const { perTensor } = hardware
  const sparsity = perTensor === null ? null : perTensor.sparsity
  if (sparsity === null) return total + set(reads, writes, at(levels, t), macs, macs)
  const written = macs * sparsity.effective
  return (
    total + set(reads, writes, at(levels, t), sumReads(macs, evicted, sparsity.effective, power), written)
  )
}

export const countAccesses = (
  counts: Counts,
  traffic: Traffic,
  residency: Residency,
  hardware: ResolvedHardware,
  into: Accesses,
): Accesses => {
  let total = 0
  for (let t = 0; t < counts.tensors; t++)
    total +=
      counts.isInput[t] === 1
        ? accessInput(t, counts, traffic, residency, hardware, into)
        : accessOutput(t, counts, traffic, residency, hardware, into)
  into.total = total
  return into
}

const isCountedExactly = (of: Float64Array, buffer: number, tensors: number): boolean => {
  let total = 0
  for (let t = 0; t < tensors; t++) total += of[at(buffer, t)]!
  return total <= largestCount
}

/** Whether no buffer is accessed more often than can be counted exactly; what is off-chip is judged by `areExact`. */
export const areAccessesExact = (
  { levels, tensors }: Counts,
  { reads, writes, total }: Accesses,
): boolean => {
  if (total <= largestCount) return true
  for (let buffer = 0; buffer <= levels; buffer++)
    if (!isCountedExactly(reads, buffer, tensors) || !isCountedExactly(writes, buffer, tensors)) return false
  return true
}
