/**
 * Accesses of every buffer (cost model, section 7), per tensor. Buffers are numbered as in `requirements.ts`; what is
 * off-chip comes after them.
 */
import { largestCount } from '../internal/arithmetic'
import { mostLevels, mostTensors } from '../profile/steps'
import { at, type Counts } from './counts'
import { SHARED } from './requirements'
import type { Residency } from './residency'
import type { Traffic } from './traffic'

export const OFF_CHIP = mostLevels + 1

/** Per buffer and tensor, at {@link at}(buffer, tensor). */
export type Accesses = { readonly reads: Float64Array; readonly writes: Float64Array }

export const newAccesses = (): Accesses => ({
  reads: new Float64Array((mostLevels + 2) * mostTensors),
  writes: new Float64Array((mostLevels + 2) * mostTensors),
})

/** The shared buffer feeds level 0 and exchanges elements with the outside. */
const accessShared = (
  { tensors, isInput }: Counts,
  { crossing, accumulations }: Traffic,
  residency: Residency,
  { reads, writes }: Accesses,
): void => {
  for (let t = 0; t < tensors; t++) {
    const below = at(0, t)
    const own = at(SHARED, t)
    const outside = at(OFF_CHIP, t)
    const fromOutside = residency.reads[t]!
    const toOutside = residency.writes[t]!
    reads[outside] = fromOutside
    writes[outside] = toOutside
    reads[own] = (isInput[t] === 1 ? crossing[below]! : accumulations[below]!) + toOutside
    writes[own] = fromOutside + (isInput[t] === 1 ? 0 : crossing[below]!)
  }
}

/** A cluster's buffer feeds the level below it and exchanges elements with the one above. */
const accessClusters = (
  { levels, tensors, isInput, sum }: Counts,
  { crossing, accumulations }: Traffic,
  { reads, writes }: Accesses,
): void => {
  for (let level = 0; level < levels - 1; level++)
    for (let t = 0; t < tensors; t++) {
      const own = at(level, t)
      const below = at(level + 1, t)
      const buffer = at(1 + level, t)
      reads[buffer] = isInput[t] === 1 ? crossing[below]! : accumulations[below]! + sum[own]!
      writes[buffer] = isInput[t] === 1 ? sum[own]! : crossing[below]!
    }
}

/** A PE's buffer: per MAC one operand of an input, or one partial sum written and, but for the first, read. */
const accessPes = ({ levels, tensors, isInput, sum, macs }: Counts, { reads, writes }: Accesses): void => {
  for (let t = 0; t < tensors; t++) {
    const acquired = sum[at(levels - 1, t)]!
    const buffer = at(levels, t)
    reads[buffer] = isInput[t] === 1 ? macs : macs - acquired + acquired
    writes[buffer] = isInput[t] === 1 ? acquired : macs
  }
}

export const countAccesses = (
  counts: Counts,
  traffic: Traffic,
  residency: Residency,
  into: Accesses,
): Accesses => {
  accessShared(counts, traffic, residency, into)
  accessClusters(counts, traffic, into)
  accessPes(counts, into)
  return into
}

const isCountedExactly = (of: Float64Array, buffer: number, tensors: number): boolean => {
  let total = 0
  for (let t = 0; t < tensors; t++) total += of[at(buffer, t)]!
  return total <= largestCount
}

/** Whether no buffer is accessed more often than can be counted exactly. */
export const areAccessesExact = ({ levels, tensors }: Counts, { reads, writes }: Accesses): boolean => {
  for (let buffer = 0; buffer <= levels; buffer++)
    if (!isCountedExactly(reads, buffer, tensors) || !isCountedExactly(writes, buffer, tensors)) return false
  return isCountedExactly(reads, OFF_CHIP, tensors) && isCountedExactly(writes, OFF_CHIP, tensors)
}
