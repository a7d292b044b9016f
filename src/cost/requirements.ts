/**
 * What every buffer must hold (docs/spec.md, sections 5 and 6), and whether it can. Buffers are numbered: 0 is the shared
 * one, 1 + level that of each unit of a level; the last level's is L1.
 */
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { mostLevels, mostTensors } from '../profile/steps'
import { at, type Counts } from './counts'
import { SHARED } from './places'
import { buffersPerTile, bytesOf, elementsOf, type Residency, roomOf } from './residency'
import { declare } from './stage'
import type { Weights } from './weights'

/** Per buffer. */
export type Requirements = {
  /** What elements in all weigh: where they are words, elements. */
  readonly weight: Float64Array
  areWords: boolean
  /** Units of 1/32 bit in a word, where they are not. */
  word: number
  /** Elements in all, and of each tensor at {@link at}(buffer, tensor). */
  readonly elements: Float64Array
  readonly tensors: Float64Array
  /** The capacity, or else what the buffer must hold. */
  readonly bytes: Float64Array
}

/** Bytes are the capacity where there is one; whether a buffer fits is 0 or 1. */
export const requirementsDeclared = {
  l1Bytes: declare({ l1: 'rises' }, { counts: 'varies' }),
  clusterBytes: declare({}, { counts: 'varies' }),
  l2Bytes: declare({ l2: 'rises' }, { counts: 'varies' }),
  l1Fits: declare({ l1: 'rises' }, { counts: 'varies' }),
  clustersFit: declare({}, { counts: 'varies' }),
  l2Fits: declare({ l2: 'rises' }, { counts: 'varies' }),
}

export const newRequirements = (): Requirements => ({
  weight: new Float64Array(mostLevels + 1),
  areWords: true,
  word: 1,
  elements: new Float64Array(mostLevels + 1),
  tensors: new Float64Array((mostLevels + 1) * mostTensors),
  bytes: new Float64Array(mostLevels + 1),
})

/** The capacity of a buffer in bytes; null: unlimited. */
export const bytesAt = (
  { l1, clusters, l2 }: ResolvedHardware,
  levels: number,
  buffer: number,
): number | null => {
  if (buffer === SHARED) return l2
  return buffer === levels ? l1 : clusters[buffer - 1]!
}

/** The capacity of a buffer in elements; null: unlimited. */
export const capacityAt = (hardware: ResolvedHardware, levels: number, buffer: number): number | null =>
  elementsOf(bytesAt(hardware, levels, buffer), hardware)

export const requireBuffers = (
  { levels, tensors, unitTile }: Counts,
  residency: Residency,
  { areWords, word, buffers: weights }: Weights,
  hardware: ResolvedHardware,
  into: Requirements,
): Requirements => {
  const { elements, weight, tensors: each, bytes } = into
  const buffers = buffersPerTile(hardware)
  into.areWords = areWords
  into.word = word
  elements[SHARED] = residency.totalSpace
  weight[SHARED] = residency.spaceWeight
  for (let t = 0; t < tensors; t++) each[at(SHARED, t)] = residency.space[t]!
  for (let level = 0; level < levels; level++) {
    let total = 0
    let all = 0
    for (let t = 0; t < tensors; t++) {
      const space = buffers * unitTile[at(level, t)]!
      each[at(1 + level, t)] = space
      total += space
      if (!areWords) all += space * weights[at(1 + level, t)]!
    }
    elements[1 + level] = total
    weight[1 + level] = areWords ? total : all
  }
  for (let buffer = 0; buffer <= levels; buffer++)
    bytes[buffer] =
      bytesAt(hardware, levels, buffer) ??
      (areWords ? elements[buffer]! * hardware.elementBytes : bytesOf(weight[buffer]!))
  return into
}

/** Whether what each buffer must hold, and what crosses the border of the chip, are counted exactly. */
export const areExact = (
  { levels }: Counts,
  { streamedSpace, trafficWeight }: Residency,
  { elements, weight }: Requirements,
): boolean => {
  for (let buffer = 0; buffer <= levels; buffer++)
    if (elements[buffer]! > largestCount || weight[buffer]! > largestCount) return false
  return streamedSpace <= largestCount && trafficWeight <= largestCount
}

/** Whether a buffer holds what it must. */
export const fits = (
  { levels }: Counts,
  { weight, areWords }: Requirements,
  hardware: ResolvedHardware,
  buffer: number,
): boolean => weight[buffer]! <= roomOf(bytesAt(hardware, levels, buffer), hardware, areWords)

/** Whether the buffers of all clusters hold what they must. */
export const doClustersFit = (
  counts: Counts,
  requirements: Requirements,
  hardware: ResolvedHardware,
): boolean => {
  for (let buffer = 1; buffer < counts.levels; buffer++)
    if (!fits(counts, requirements, hardware, buffer)) return false
  return true
}

/** True if every buffer has the required capacity. */
export const fitAll = (counts: Counts, requirements: Requirements, hardware: ResolvedHardware): boolean =>
  fits(counts, requirements, hardware, SHARED) &&
  doClustersFit(counts, requirements, hardware) &&
  fits(counts, requirements, hardware, counts.levels)
