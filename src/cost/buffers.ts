/** What an estimate says of its buffers, and warnings of those that are too small or have no capacity. */
import type { Warning } from '../error/warning'
import type { ResolvedHardware } from '../hardware/resolve'
import { byName } from '../internal/by-name'
import { at, type Counts, type Role } from './counts'
import type { BufferNeed, Estimate } from './estimate-type'
import { capacityAt, fitAll, fits, type Requirements, SHARED } from './requirements'
import { buffersPerTile, type Residency, sharedCapacity } from './residency'

/** The buffer of each unit of a level: the largest tile of every tensor. */
const unitBuffer = (
  tensors: readonly Role[],
  level: number,
  counts: Counts,
  requirements: Requirements,
  hardware: ResolvedHardware,
): BufferNeed => {
  const buffers = buffersPerTile(hardware)
  return {
    required: {
      total: requirements.elements[1 + level]!,
      tensors: byName(tensors, (t) => buffers * counts.unitTile[at(level, t)]!),
    },
    capacity: capacityAt(hardware, counts.levels, 1 + level),
    fits: fits(counts, requirements, hardware, 1 + level),
  }
}

export const buffersOf = (
  tensors: readonly Role[],
  counts: Counts,
  residency: Residency,
  requirements: Requirements,
  hardware: ResolvedHardware,
): Estimate['buffers'] => {
  const { levels } = counts
  const clusters: BufferNeed[] = []
  for (let level = 0; level < levels - 1; level++)
    clusters.push(unitBuffer(tensors, level, counts, requirements, hardware))
  return {
    l1: unitBuffer(tensors, levels - 1, counts, requirements, hardware),
    clusters,
    l2: {
      required: {
        total: requirements.elements[SHARED]!,
        tensors: byName(tensors, (t) => residency.space[t]!),
      },
      capacity: capacityAt(hardware, levels, SHARED),
      fits: fits(counts, requirements, hardware, SHARED),
      minimum: residency.streamedSpace,
    },
    fits: fitAll(counts, requirements, hardware),
  }
}

const doesNotFit = (path: string, { required: needed, capacity }: BufferNeed): Warning => ({
  _tag: 'DoesNotFit',
  path,
  message: `${path} holds ${capacity} elements of the ${needed.total} that are required.`,
})

export const misfits = ({ l1, clusters, l2 }: Estimate['buffers']): readonly Warning[] => [
  ...(l1.fits ? [] : [doesNotFit('hardware.l1', l1)]),
  ...clusters.flatMap((buffer, i) => (buffer.fits ? [] : [doesNotFit(`hardware.clusters[${i}]`, buffer)])),
  ...(l2.fits ? [] : [doesNotFit('hardware.l2', l2)]),
]

type Together = { readonly level: number; readonly buffers: number; readonly elements: number }

/** The levels whose cluster buffers have no capacity, and together hold more than the shared buffer can. */
const beyondShared = (
  { levels, units }: Counts,
  { elements: required }: Requirements,
  hardware: ResolvedHardware,
  capacity: number,
): readonly Together[] => {
  const found: Together[] = []
  let buffers = 1
  for (let level = 0; level < levels - 1; level++) {
    buffers *= units[level]!
    const elements = buffers * required[1 + level]!
    if (hardware.clusters[level] === null && elements > capacity) found.push({ level, buffers, elements })
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
  const capacity = sharedCapacity(hardware)
  const found = beyondShared(counts, requirements, hardware, capacity)
  if (found.length === 0) return []
  const each = found.map(
    ({ level, buffers, elements }) => `the ${buffers} of level ${level} must hold ${elements} elements`,
  )
  const message = `Cluster buffers without a capacity are unlimited: ${each.join(', ')}, but the shared buffer has room for ${capacity}. Give hardware.clusters a capacity.`
  return [{ _tag: 'UnlimitedBuffer', path: 'hardware.clusters', message }]
}
