/**
 * What every buffer must hold (cost model, sections 5 and 6), and whether it can. Buffers are numbered: 0 is the shared
 * one, 1 + level that of each unit of a level; the last level's is L1.
 */
import { mostLevels, tape } from '../analysis/kernel/tape'
import type { Warning } from '../error/warning'
import type { ResolvedHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { byName } from '../internal/by-name'
import type { BufferNeed, Estimate } from './estimate-type'
import { offchip, offchipSpace, SPACE, SPACE_STREAMED } from './offchip'
import { at, type Role } from './traffic'

export const SHARED = 0

/** Elements that each buffer must hold, and its bytes: its capacity, or else what it must hold. */
export const required = /* @__PURE__ */ new Float64Array(mostLevels + 1)
export const bytes = /* @__PURE__ */ new Float64Array(mostLevels + 1)

/** Double buffering needs every tile twice. */
export const buffersPerTile = ({ overlap }: ResolvedHardware): number => (overlap === 'none' ? 1 : 2)

export const elementsOf = (of: number | null, { elementBytes }: ResolvedHardware): number | null =>
  of === null ? null : Math.min(largestCount, Math.floor(of / elementBytes))

const capacityOf = ({ l1, clusters, l2 }: ResolvedHardware, buffer: number): number | null => {
  if (buffer === SHARED) return l2
  return buffer === tape.levels ? l1 : clusters[buffer - 1]!
}

/** Elements that the shared buffer has room for. */
export const sharedCapacity = (hardware: ResolvedHardware): number =>
  elementsOf(hardware.l2, hardware) ?? largestCount

const fits = (hardware: ResolvedHardware, buffer: number): boolean => {
  const capacity = elementsOf(capacityOf(hardware, buffer), hardware)
  return capacity === null || required[buffer]! <= capacity
}

/** Works out {@link required} and {@link bytes}; the off-chip choice is made. */
export const requireBuffers = (tensors: number, hardware: ResolvedHardware): void => {
  const buffers = buffersPerTile(hardware)
  required[SHARED] = offchip[SPACE]!
  for (let level = 0; level < tape.levels; level++) {
    let total = 0
    for (let t = 0; t < tensors; t++) total += buffers * tape.unitTile[at(level, t)]!
    required[1 + level] = total
  }
  for (let buffer = 0; buffer <= tape.levels; buffer++)
    bytes[buffer] = capacityOf(hardware, buffer) ?? required[buffer]! * hardware.elementBytes
}

/** Whether what each buffer must hold is counted exactly. */
export const areExact = (): boolean => {
  for (let buffer = 0; buffer <= tape.levels; buffer++) if (required[buffer]! > largestCount) return false
  return offchip[SPACE_STREAMED]! <= largestCount
}

/** Whether every buffer holds what it must. */
export const fitAll = (hardware: ResolvedHardware): boolean => {
  for (let buffer = 0; buffer <= tape.levels; buffer++) if (!fits(hardware, buffer)) return false
  return true
}

/** The buffer of each unit of a level: the largest tile of every tensor. */
const unitBuffer = (tensors: readonly Role[], level: number, hardware: ResolvedHardware): BufferNeed => {
  const buffers = buffersPerTile(hardware)
  return {
    required: {
      total: required[1 + level]!,
      tensors: byName(tensors, (t) => buffers * tape.unitTile[at(level, t)]!),
    },
    capacity: elementsOf(capacityOf(hardware, 1 + level), hardware),
    fits: fits(hardware, 1 + level),
  }
}

export const buffersOf = (tensors: readonly Role[], hardware: ResolvedHardware): Estimate['buffers'] => {
  const clusters: BufferNeed[] = []
  for (let level = 0; level < tape.levels - 1; level++) clusters.push(unitBuffer(tensors, level, hardware))
  return {
    l1: unitBuffer(tensors, tape.levels - 1, hardware),
    clusters,
    l2: {
      required: { total: required[SHARED]!, tensors: byName(tensors, (t) => offchipSpace[t]!) },
      capacity: elementsOf(hardware.l2, hardware),
      fits: fits(hardware, SHARED),
      minimum: offchip[SPACE_STREAMED]!,
    },
    fits: fitAll(hardware),
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
const beyondShared = (hardware: ResolvedHardware, capacity: number): readonly Together[] => {
  const found: Together[] = []
  let buffers = 1
  for (let level = 0; level < tape.levels - 1; level++) {
    buffers *= tape.units[level]!
    const elements = buffers * required[1 + level]!
    if (hardware.clusters[level] === null && elements > capacity) found.push({ level, buffers, elements })
  }
  return found
}

/** A warning of cluster buffers that are larger than any that were meant, because they have no capacity. */
export const unlimitedClusters = (hardware: ResolvedHardware): readonly Warning[] => {
  if (hardware.l2 === null) return []
  const capacity = sharedCapacity(hardware)
  const found = beyondShared(hardware, capacity)
  if (found.length === 0) return []
  const each = found.map(
    ({ level, buffers, elements }) => `the ${buffers} of level ${level} must hold ${elements} elements`,
  )
  const message = `Cluster buffers without a capacity are unlimited: ${each.join(', ')}, but the shared buffer has room for ${capacity}. Give hardware.clusters a capacity.`
  return [{ _tag: 'UnlimitedBuffer', path: 'hardware.clusters', message }]
}
