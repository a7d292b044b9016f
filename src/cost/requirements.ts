/**
 * What every buffer must hold (cost model, sections 5 and 6), and whether it can. Buffers are numbered: 0 is the shared
 * one, 1 + level that of each unit of a level; the last level's is L1.
 */
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { mostLevels } from '../profile/steps'
import { at, type Counts } from './counts'
import { buffersPerTile, elementsOf, type Residency } from './residency'

export const SHARED = 0

/** Per buffer. */
export type Requirements = {
  readonly elements: Float64Array
  /** The capacity, or else what the buffer must hold. */
  readonly bytes: Float64Array
}

export const newRequirements = (): Requirements => ({
  elements: new Float64Array(mostLevels + 1),
  bytes: new Float64Array(mostLevels + 1),
})

/** The capacity of a buffer in bytes; null: unlimited. */
const bytesAt = ({ l1, clusters, l2 }: ResolvedHardware, levels: number, buffer: number): number | null => {
  if (buffer === SHARED) return l2
  return buffer === levels ? l1 : clusters[buffer - 1]!
}

/** The capacity of a buffer in elements; null: unlimited. */
export const capacityAt = (hardware: ResolvedHardware, levels: number, buffer: number): number | null =>
  elementsOf(bytesAt(hardware, levels, buffer), hardware)

export const requireBuffers = (
  { levels, tensors, unitTile }: Counts,
  residency: Residency,
  hardware: ResolvedHardware,
  into: Requirements,
): Requirements => {
  const { elements, bytes } = into
  const buffers = buffersPerTile(hardware)
  elements[SHARED] = residency.totalSpace
  for (let level = 0; level < levels; level++) {
    let total = 0
    for (let t = 0; t < tensors; t++) total += buffers * unitTile[at(level, t)]!
    elements[1 + level] = total
  }
  for (let buffer = 0; buffer <= levels; buffer++)
    bytes[buffer] = bytesAt(hardware, levels, buffer) ?? elements[buffer]! * hardware.elementBytes
  return into
}

/** Whether what each buffer must hold, and what crosses the border of the chip, are counted exactly. */
export const areExact = (
  { levels }: Counts,
  { streamedSpace, traffic }: Residency,
  { elements }: Requirements,
): boolean => {
  for (let buffer = 0; buffer <= levels; buffer++) if (elements[buffer]! > largestCount) return false
  return streamedSpace <= largestCount && traffic <= largestCount
}

/** Whether a buffer holds what it must. */
export const fits = (
  { levels }: Counts,
  { elements }: Requirements,
  hardware: ResolvedHardware,
  buffer: number,
): boolean => {
  const capacity = capacityAt(hardware, levels, buffer)
  return capacity === null || elements[buffer]! <= capacity
}

/** Whether every buffer holds what it must. */
export const fitAll = (counts: Counts, requirements: Requirements, hardware: ResolvedHardware): boolean => {
  for (let buffer = 0; buffer <= counts.levels; buffer++)
    if (!fits(counts, requirements, hardware, buffer)) return false
  return true
}
