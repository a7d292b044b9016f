/** What an estimate says of its buffers, and warnings of those that are too small or have no capacity. */
import type { Warning } from '../error/warning'
import type { ResolvedHardware } from '../hardware/resolve'
import { numbersByName } from '../internal/by-name'
import { tabulate } from '../internal/tabulate'
import { unitsPerBit } from '../operator/widths'
import { at, type Counts, type Role } from './counts'
import type { BufferNeed, Estimate } from './estimate-type'
import { SHARED } from './places'
import { bytesAt, capacityAt, fitAll, fits, type Requirements } from './requirements'
import { type Residency, roomOf } from './residency'

/** What a buffer must hold, and whether it can. */
const needOf = (
  tensors: readonly Role[],
  buffer: number,
  counts: Counts,
  requirements: Requirements,
  hardware: ResolvedHardware,
): BufferNeed => {
  const { elements, tensors: each } = requirements
  const bytes = bytesAt(hardware, counts.levels, buffer)
  return {
    required: { total: elements[buffer]!, tensors: numbersByName(tensors, each, at(buffer, 0)) },
    capacity: capacityAt(hardware, counts.levels, buffer),
    bits: {
      required: bitsOf(requirements.weight[buffer]!, requirements.areWords, hardware),
      capacity: bytes === null ? null : 8 * bytes,
    },
    fits: fits(counts, requirements, hardware, buffer),
  }
}

/** Bits of what weighs so much. */
export const bitsOf = (weight: number, areWords: boolean, { elementBytes }: ResolvedHardware): number =>
  areWords ? weight * (8 * elementBytes) : weight / unitsPerBit

export const buffersOf = (
  tensors: readonly Role[],
  counts: Counts,
  residency: Residency,
  requirements: Requirements,
  hardware: ResolvedHardware,
): Estimate['buffers'] => {
  const { levels } = counts
  const { required, capacity, bits, fits: holds } = needOf(tensors, SHARED, counts, requirements, hardware)
  return {
    l1: needOf(tensors, levels, counts, requirements, hardware),
    clusters: tabulate(levels - 1, (level) => needOf(tensors, 1 + level, counts, requirements, hardware)),
    l2: { required, capacity, bits, fits: holds, minimum: residency.streamedSpace },
    fits: fitAll(counts, requirements, hardware),
  }
}

const doesNotFit = (
  path: string,
  { required: needed, capacity, bits }: BufferNeed,
  areWords: boolean,
): Warning => ({
  _tag: 'DoesNotFit',
  path,
  message: areWords
    ? `${path} holds ${capacity} elements of the ${needed.total} that are required.`
    : `${path} holds ${bits.capacity} bits of the ${bits.required} that are required.`,
})

export const misfits = (
  { l1, clusters, l2 }: Estimate['buffers'],
  { areWords }: Requirements,
): readonly Warning[] => [
  ...(l1.fits ? [] : [doesNotFit('hardware.l1', l1, areWords)]),
  ...clusters.flatMap((buffer, i) =>
    buffer.fits ? [] : [doesNotFit(`hardware.clusters[${i}]`, buffer, areWords)],
  ),
  ...(l2.fits ? [] : [doesNotFit('hardware.l2', l2, areWords)]),
]

type Together = { readonly level: number; readonly buffers: number; readonly weight: number }

/** The levels whose cluster buffers have no capacity, and together hold more than the shared buffer can. */
const beyondShared = (
  { levels, units }: Counts,
  { weight: required }: Requirements,
  hardware: ResolvedHardware,
  room: number,
): readonly Together[] => {
  const found: Together[] = []
  let buffers = 1
  for (let level = 0; level < levels - 1; level++) {
    buffers *= units[level]!
    const weight = buffers * required[1 + level]!
    if (hardware.clusters[level] === null && weight > room) found.push({ level, buffers, weight })
  }
  return found
}

/** A warning of cluster buffers that are larger than any that were meant, because they have no capacity. */
export const unlimitedClusters = (
  counts: Counts,
  requirements: Requirements,
  hardware: ResolvedHardware,
): readonly Warning[] => {
  if (hardware.l2 === null) return []
  const { areWords } = requirements
  const room = roomOf(hardware.l2, hardware, areWords)
  const found = beyondShared(counts, requirements, hardware, room)
  if (found.length === 0) return []
  const shown = (weight: number): string => (areWords ? `${weight} elements` : `${weight / unitsPerBit} bits`)
  const each = found.map(
    ({ level, buffers, weight }) => `the ${buffers} of level ${level} must hold ${shown(weight)}`,
  )
  const message = `Cluster buffers without a capacity are unlimited: ${each.join(', ')}, but the shared buffer has room for ${areWords ? room : room / unitsPerBit}. Give hardware.clusters a capacity.`
  return [{ _tag: 'UnlimitedBuffer', path: 'hardware.clusters', message }]
}
