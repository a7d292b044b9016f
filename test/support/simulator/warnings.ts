/** Tags of the warnings, each once, in alphabetical order. */
import type { Account, Simulated } from './account'
import type { GivenHardware, SimHardware } from './hardware'
import type { Sparsity } from './sparsity'
import type { SimProblem } from './types'

/** Entries that a list has beyond the levels. */
const hasUnused = (list: unknown, levels: number): boolean => Array.isArray(list) && list.length > levels

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : []

/** Everywhere that an accelerator may name tensors; entries that serve no level are not looked at. */
const namesOn = ({
  precision,
  bufferPrecisions,
  noc,
  bypass,
  contiguous,
  keep,
  sparse,
}: SimHardware): readonly string[] => [
  ...[precision, bufferPrecisions.l1, bufferPrecisions.l2, bufferPrecisions.offchip].flatMap(keysOf),
  ...bufferPrecisions.clusters.flatMap(keysOf),
  ...noc.flatMap(({ channels }) => channels.flatMap(({ tensors }) => tensors)),
  ...bypass,
  ...contiguous,
  ...keep.flatMap(keysOf),
  ...(sparse.gate ?? []),
  ...(sparse.skip ?? []),
  ...keysOf(sparse.format),
]

const hasUnusedEntry = (given: GivenHardware, { problem, hardware }: Simulated): boolean => {
  const { tensors, levels } = problem
  const { noc, clusters, energy } = given
  const known = ['inputs', 'outputs', ...tensors.map(({ name }) => name)]
  return (
    hasUnused(noc, levels.length) ||
    hasUnused(clusters, levels.length - 1) ||
    hasUnused(energy?.clusters, levels.length - 1) ||
    hasUnused(energy?.static?.clusters, levels.length - 1) ||
    namesOn(hardware).some((name) => !known.includes(name))
  )
}

/** Whether all cluster buffers of some level, which has no capacity, need more room than the shared buffer has. */
const isUnlimited = ({ problem, hardware }: Simulated, { buffers }: Account): boolean =>
  buffers.clusters.some(({ bits }, level) => {
    const copies = problem.levels.slice(0, level + 1).reduce((all, { units }) => all * units, 1)
    return bits.capacity === null && hardware.l2 !== null && copies * bits.required > 8 * hardware.l2
  })

/** Whether the time of a step depends on the data: more than whole blocks of one tensor decide it. */
const isExpectation = ({ tensors }: Sparsity, { levels }: SimProblem): boolean => {
  const skipping = tensors.filter(({ skips, share }) => skips && share < 1)
  if (skipping.length === 0) return false
  const [{ density } = { density: 0 }, ...others] = skipping
  if (others.length > 0 || typeof density === 'number') return true
  const tiles = levels.flatMap(({ loops }) => loops.filter(({ dim }) => dim === density.along))
  return tiles.some(({ size }) => size % density.m !== 0)
}

export type WarningTag =
  | 'DoesNotFit'
  | 'DroppedMap'
  | 'ExpectedTime'
  | 'IdlePes'
  | 'NoSpatialMap'
  | 'UnlimitedBuffer'
  | 'UnusedEntry'

export const warningsOf = (
  of: Simulated,
  figures: Account,
  given: GivenHardware,
  hasDroppedMap: boolean,
): readonly WarningTag[] => {
  const { problem, sparsity } = of
  const { levels } = problem
  const busy = levels.reduce((units, level) => units * level.units, 1)
  const isUnspread = levels.some(
    ({ units, loops }) => units > 1 && !loops.some(({ kind }) => kind === 'spatial'),
  )
  const found: Readonly<Record<WarningTag, boolean>> = {
    DoesNotFit: !figures.buffers.fits,
    DroppedMap: hasDroppedMap,
    ExpectedTime: isExpectation(sparsity, problem),
    IdlePes: busy < given.pes,
    NoSpatialMap: isUnspread,
    UnlimitedBuffer: isUnlimited(of, figures),
    UnusedEntry: hasUnusedEntry(given, of),
  }
  return (Object.keys(found) as readonly WarningTag[]).filter((tag) => found[tag]) // the keys of found
}
