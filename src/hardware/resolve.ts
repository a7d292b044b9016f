/**
 * From an untrusted hardware description to one with every default filled in and one entry per level, or the faults that
 * stand in the way.
 */
import { fault, type Report } from '../error/error'
import { show } from '../error/show'
import type { Warning } from '../error/warning'
import { isPositiveInteger, largestCount } from '../internal/arithmetic'
import { isConstant, numberedRecollection } from '../internal/constant'
import { frozen } from '../internal/frozen'
import { isRecord, type UnknownRecord } from '../internal/read'
import type { Read } from '../internal/readers'
import { tabulate } from '../internal/tabulate'
import { acceleratorKeys, type Overlap } from './accelerator'
import type { AreaTable } from './area'
import {
  noOutside,
  noShared,
  noUnitBuffer,
  type ResolvedOutside,
  type ResolvedShared,
  type ResolvedUnitBuffer,
  readOutside,
  readShared,
  readUnitBuffer,
} from './buffer'
import type { ResolvedEnergy } from './energy'
import { type Named, readNamedWidths, readSparse } from './named'
import { defaultNetwork, type ResolvedNetwork, readNetwork } from './network'
import type { PerTensor } from './per-tensor'
import { readAreaTable, readEnergyTable } from './read-tables'
import { isPositive, perLevel, positive, reader, readKnown } from './readers'

export type ResolvedHardware = {
  readonly pes: number
  readonly simd: number
  readonly networks: readonly ResolvedNetwork[]
  /** Capacities in bytes, or null: unlimited. */
  readonly l1: number | null
  readonly clusters: readonly (number | null)[]
  readonly l2: number | null
  readonly elementBytes: number
  readonly offchipBandwidth: number
  readonly overlap: Overlap
  readonly clock: number | null
  readonly energy: ResolvedEnergy
  readonly area: AreaTable | null
  /** What names tensors, and what that comes to for the tensors of a layer; null where nothing does. */
  readonly named: Named | null
  readonly perTensor: PerTensor | null
  readonly warnings: readonly Warning[]
}

const count: Read<number> = /* @__PURE__ */ reader(
  isPositiveInteger,
  1,
  'a positive integer',
  'Give a whole number, 1 or more.',
)

/** The PEs and SIMD lanes alone: all that `analyze` needs. */
export const readUnits = (
  record: UnknownRecord,
  report: Report,
): { readonly pes: number; readonly simd: number } => {
  const simd = record['simd']
  return {
    pes: count(record['pes'], 'hardware', '.pes', report),
    simd: simd === undefined ? 1 : count(simd, 'hardware', '.simd', report),
  }
}

const ofUnits = ['pes', 'simd']

const reportBeyondUnits = (key: string, value: unknown, report: Report): void => {
  if (value === undefined) return
  report.push(
    fault('InvalidHardware', `hardware.${key}`, {
      expected: 'absent, because only pes and simd count here',
      given: show(value),
      hint: 'Pass { pes: hardware.pes, simd: hardware.simd } here, and the whole accelerator to evaluate or estimate.',
    }),
  )
}

/** For what needs no more than the units: the rest of an accelerator is sent where it counts. */
export const readUnitsAlone = (value: unknown, report: Report): ReturnType<typeof readUnits> | undefined => {
  const record = readHardware(value, report)
  if (record === undefined) return undefined
  for (const key of acceleratorKeys) if (!ofUnits.includes(key)) reportBeyondUnits(key, record[key], report)
  return readUnits(record, report)
}

/** So few that bits of any exact count are finite. */
const isWordSize = (value: unknown): value is number => isPositive(value) && value <= largestCount

const elementBytes = /* @__PURE__ */ reader(
  isWordSize,
  1,
  'a positive number, at most 2^53 − 1',
  'Give bytes per element, or leave it out.',
  1,
)
const clock = /* @__PURE__ */ positive('Give the clock in Hz, or leave it out.', null)

const isOverlap = (value: unknown): value is Overlap =>
  value === 'within-runs' || value === 'across-runs' || value === 'none'

const overlap: Read<Overlap> = /* @__PURE__ */ reader<Overlap>(
  isOverlap,
  'within-runs',
  "'within-runs', 'across-runs' or 'none'",
  "Leave it out for 'within-runs'.",
  'within-runs',
)

const namesNone = ({ precision, keep }: ResolvedUnitBuffer): boolean => precision === null && keep === null

const hasNone = (networks: readonly ResolvedNetwork[], clusters: readonly ResolvedUnitBuffer[]): boolean => {
  for (let i = 0; i < networks.length; i++) if (networks[i]!.channels.length > 0) return false
  for (let i = 0; i < clusters.length; i++) if (!namesNone(clusters[i]!)) return false
  return true
}

/** What names tensors; null where nothing does. */
const readNamed = (
  { precision, sparse }: UnknownRecord,
  networks: readonly ResolvedNetwork[],
  l1: ResolvedUnitBuffer,
  clusters: readonly ResolvedUnitBuffer[],
  l2: ResolvedShared,
  offchip: ResolvedOutside,
  report: Report,
): Named | null => {
  if (
    precision === undefined &&
    sparse === undefined &&
    namesNone(l1) &&
    l2.precision === null &&
    l2.bypass === null &&
    l2.contiguous === null &&
    offchip.precision === null &&
    hasNone(networks, clusters)
  )
    return null
  return {
    precision: readNamedWidths(precision, 'hardware.precision', report),
    l1: l1.precision,
    clusters: clusters.map((buffer) => buffer.precision),
    l2: l2.precision,
    offchip: offchip.precision,
    bypass: l2.bypass,
    contiguous: l2.contiguous,
    keptInClusters: clusters.map((buffer) => buffer.keep),
    keptInL1: l1.keep,
    sparse: readSparse(sparse, 'hardware', '.sparse', report),
  }
}

/** What constant descriptions come to, for each number of levels; only what has no fault is kept. */
const descriptions = /* @__PURE__ */ numberedRecollection<ResolvedHardware>()

/** The hardware as an object of known properties. */
export const readHardware = (value: unknown, report: Report): UnknownRecord | undefined => {
  if (isRecord(value) && descriptions.has(value)) return value
  if (isRecord(value)) return readKnown(value, 'hardware', acceleratorKeys, report)
  report.push(
    fault('InvalidHardware', 'hardware', {
      expected: 'an accelerator, of which only pes is required',
      given: show(value),
      hint: 'Write it as an object, such as accelerator({ pes: 256 }).',
    }),
  )
  return undefined
}

const resolve = (
  record: UnknownRecord,
  { pes, simd }: { readonly pes: number; readonly simd: number },
  levels: number,
  report: Report,
): ResolvedHardware => {
  const warnings: Warning[] = []
  const inner = levels - 1
  const path = 'hardware'
  const { noc, l1: ofPes, clusters: ofClusters, l2: shared, offchip: outside } = record
  const networks = perLevel(readNetwork, defaultNetwork, levels, noc, 'hardware.noc', report, warnings)
  const l1 = ofPes === undefined ? noUnitBuffer : readUnitBuffer(ofPes, path, '.l1', report)
  const clusters = perLevel(
    readUnitBuffer,
    noUnitBuffer,
    inner,
    ofClusters,
    'hardware.clusters',
    report,
    warnings,
  )
  const l2 = shared === undefined ? noShared : readShared(shared, 'hardware.l2', report)
  const offchip = outside === undefined ? noOutside : readOutside(outside, 'hardware.offchip', report)
  return {
    pes,
    simd,
    networks,
    l1: l1.capacity,
    clusters: tabulate(clusters.length, (level) => clusters[level]!.capacity),
    l2: l2.capacity,
    elementBytes: elementBytes(record['elementBytes'], path, '.elementBytes', report),
    offchipBandwidth: offchip.bandwidth,
    overlap: overlap(record['overlap'], path, '.overlap', report),
    clock: clock(record['clock'], path, '.clock', report),
    energy: readEnergyTable(record['energy'], inner, report, warnings),
    area: readAreaTable(record['area'], report),
    named: readNamed(record, networks, l1, clusters, l2, offchip, report),
    perTensor: null,
    warnings,
  }
}

type Changes = Pick<ResolvedHardware, 'networks' | 'energy' | 'perTensor' | 'warnings'>

// Not a spread: each of those gets a shape of its own, and the phases read all hardware faster that has one shape.
const changed = (
  hardware: ResolvedHardware,
  { networks, energy, perTensor, warnings }: Changes,
): ResolvedHardware => ({
  pes: hardware.pes,
  simd: hardware.simd,
  networks,
  l1: hardware.l1,
  clusters: hardware.clusters,
  l2: hardware.l2,
  elementBytes: hardware.elementBytes,
  offchipBandwidth: hardware.offchipBandwidth,
  overlap: hardware.overlap,
  clock: hardware.clock,
  energy,
  area: hardware.area,
  named: hardware.named,
  perTensor,
  warnings,
})

/** The accelerator with what it comes to for the tensors of a layer. */
export const withTensors = (
  hardware: ResolvedHardware,
  energy: ResolvedEnergy,
  perTensor: PerTensor | null,
  warnings: readonly Warning[],
): ResolvedHardware => changed(hardware, { networks: hardware.networks, energy, perTensor, warnings })

/** The accelerator with other networks. */
export const withNetworks = (
  hardware: ResolvedHardware,
  networks: readonly ResolvedNetwork[],
): ResolvedHardware => {
  const { energy, perTensor, warnings } = hardware
  return changed(hardware, { networks, energy, perTensor, warnings })
}

/** The accelerator for a number of levels. Its units were read before, because the dataflow is checked against them. */
export const resolveHardware = (
  record: UnknownRecord,
  units: { readonly pes: number; readonly simd: number },
  levels: number,
  report: Report,
): ResolvedHardware => {
  const kept = descriptions.recall(record, levels)
  if (kept !== undefined) return kept
  const before = report.length
  const resolved = resolve(record, units, levels, report)
  if (report.length > before || !isConstant(record)) return resolved
  // Every estimate on the hardware hands out its warnings.
  frozen(resolved.warnings)
  descriptions.keep(record, levels, resolved)
  return resolved
}
