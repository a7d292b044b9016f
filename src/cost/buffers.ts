/** What every buffer must hold (cost model, sections 5 and 6), and whether it can. */
import { tape } from '../analysis/kernel/tape'
import type { Warning } from '../error/warning'
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { byName } from '../internal/by-name'
import type { BufferBytes } from './area'
import type { BufferNeed, Estimate } from './estimate-type'
import { type Offchip, offchipSpace } from './offchip'
import { at, type Role } from './traffic'

/** Double buffering needs every tile twice. */
export const buffersPerTile = ({ overlap }: ResolvedHardware): number => (overlap === 'none' ? 1 : 2)

export const elementsOf = (bytes: number | null, { elementBytes }: ResolvedHardware): number | null =>
  bytes === null ? null : Math.min(largestCount, Math.floor(bytes / elementBytes))

/** The buffer of each unit of a level: the largest tile of every tensor. */
const unitBuffer = (
  tensors: readonly Role[],
  level: number,
  bytes: number | null,
  hardware: ResolvedHardware,
): BufferNeed => {
  const buffers = buffersPerTile(hardware)
  const capacity = elementsOf(bytes, hardware)
  let total = 0
  for (let t = 0; t < tensors.length; t++) total += buffers * tape.unitTile[at(level, t)]!
  return {
    required: { total, tensors: byName(tensors, (t) => buffers * tape.unitTile[at(level, t)]!) },
    capacity,
    fits: total <= (capacity ?? largestCount),
  }
}

export const buffersOf = (
  tensors: readonly Role[],
  hardware: ResolvedHardware,
  { required, minimum, fits }: Offchip,
): Estimate['buffers'] => {
  const l1 = unitBuffer(tensors, tape.levels - 1, hardware.l1, hardware)
  const clusters: BufferNeed[] = []
  let allFit = l1.fits && fits
  for (let level = 0; level < tape.levels - 1; level++) {
    const buffer = unitBuffer(tensors, level, hardware.clusters[level]!, hardware)
    allFit = allFit && buffer.fits
    clusters.push(buffer)
  }
  const l2 = {
    required: { total: required, tensors: byName(tensors, (t) => offchipSpace[t]!) },
    capacity: elementsOf(hardware.l2, hardware),
    fits,
    minimum,
  }
  return { l1, clusters, l2, fits: allFit }
}

export const bytesOf = (buffers: Estimate['buffers'], hardware: ResolvedHardware): BufferBytes => {
  const bytes = (given: number | null, { required }: BufferNeed) =>
    given ?? required.total * hardware.elementBytes
  return {
    l1: bytes(hardware.l1, buffers.l1),
    clusters: buffers.clusters.map((buffer, level) => bytes(hardware.clusters[level]!, buffer)),
    l2: bytes(hardware.l2, buffers.l2),
  }
}

const doesNotFit = (path: string, { required, capacity }: BufferNeed): Warning => ({
  _tag: 'DoesNotFit',
  path,
  message: `${path} holds ${capacity} elements, but ${required.total} are required.`,
})

export const misfits = ({ l1, clusters, l2 }: Estimate['buffers']): readonly Warning[] => [
  ...(l1.fits ? [] : [doesNotFit('hardware.l1', l1)]),
  ...clusters.flatMap((buffer, i) => (buffer.fits ? [] : [doesNotFit(`hardware.clusters[${i}]`, buffer)])),
  ...(l2.fits ? [] : [doesNotFit('hardware.l2', l2)]),
]
