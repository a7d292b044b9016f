/**
 * From an untrusted hardware description to one with every default filled in and one entry per level, or the faults that
 * stand in the way.
 */
import type { Report } from '../error/error'
import type { Warning } from '../error/warning'
import { isNonNegativeInteger, isPositiveInteger } from '../internal/arithmetic'
import { isRecord, readRecord, type UnknownRecord } from '../internal/read'
import type { Overlap } from './accelerator'
import type { AreaTable } from './area'
import type { ResolvedEnergy } from './energy'
import { invalid, perLevel } from './per-level'
import { readAreaTable, readEnergyTable } from './read-tables'

/** A network with its defaults; an unlimited bandwidth is Infinity. */
export type ResolvedNetwork = {
  readonly bandwidth: number
  /** Cycles until the first element arrives. */
  readonly latency: number
  readonly hops: number
  readonly multicast: boolean
  readonly reduction: boolean
}

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
  readonly warnings: readonly Warning[]
}

const hardwareKeys = [
  'pes',
  'simd',
  'l1',
  'clusters',
  'l2',
  'elementBytes',
  'noc',
  'offchip',
  'overlap',
  'clock',
  'energy',
  'area',
] as const

const readCount = (value: unknown, path: string, report: Report): number => {
  if (isPositiveInteger(value)) return value
  report.push(invalid(path, 'a positive integer', value, 'Give a whole number, 1 or more.'))
  return 1
}

/** The PEs and SIMD lanes alone: all that `analyze` needs. */
export const readUnits = (
  record: UnknownRecord,
  report: Report,
): { readonly pes: number; readonly simd: number } => {
  const simd = record['simd']
  return {
    pes: readCount(record['pes'], 'hardware.pes', report),
    simd: simd === undefined ? 1 : readCount(simd, 'hardware.simd', report),
  }
}

const readPositive = (
  value: unknown,
  path: string,
  key: string,
  absent: number,
  what: string,
  report: Report,
): number => {
  if (value === undefined) return absent
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value
  report.push(
    invalid(
      `${path}.${key}`,
      'a positive number',
      value,
      `Give ${what}, or leave it out${absentMeans(absent)}.`,
    ),
  )
  return 1
}

const absentMeans = (absent: number): string => (absent === Infinity ? ': absent is unlimited' : '')

const readFlag = (value: unknown, path: string, key: string, report: Report): boolean => {
  if (value === undefined) return true
  if (typeof value === 'boolean') return value
  report.push(invalid(`${path}.${key}`, 'true or false', value, 'Write true or false, without quotes.'))
  return true
}

const readCycles = (value: unknown, path: string, report: Report): number => {
  if (isNonNegativeInteger(value)) return value
  report.push(invalid(path, 'a non-negative integer', value, 'Give whole cycles, 0 for none.'))
  return 0
}

const readLatency = (value: unknown, of: string, report: Report) => {
  if (value === undefined) return { latency: 1, hops: 1 }
  if (isNonNegativeInteger(value)) return { latency: value, hops: 1 }
  const path = `${of}.latency`
  if (!isRecord(value)) return { latency: readCycles(value, path, report), hops: 1 }
  const record = readRecord(value, path, ['hops', 'hopLatency'], 'InvalidHardware', report) ?? {}
  const hops = readCycles(record['hops'], `${path}.hops`, report)
  const latency = hops * readCycles(record['hopLatency'], `${path}.hopLatency`, report)
  return { latency: readCycles(latency, path, report), hops }
}

const networkKeys = ['bandwidth', 'latency', 'multicast', 'reduction']

const defaultNetwork: ResolvedNetwork = {
  bandwidth: Infinity,
  latency: 1,
  hops: 1,
  multicast: true,
  reduction: true,
}

const readNetwork = (value: unknown, path: string, report: Report): ResolvedNetwork => {
  const record = readRecord(value, path, networkKeys, 'InvalidHardware', report) ?? {}
  const bandwidth = record['bandwidth']
  const { latency, hops } = readLatency(record['latency'], path, report)
  return {
    bandwidth: readPositive(bandwidth, path, 'bandwidth', Infinity, 'elements per cycle', report),
    latency,
    hops,
    multicast: readFlag(record['multicast'], path, 'multicast', report),
    reduction: readFlag(record['reduction'], path, 'reduction', report),
  }
}

export const readCapacity = (value: unknown, path: string, report: Report): number | null => {
  if (value === undefined) return null
  const record = readRecord(value, path, ['capacity'], 'InvalidHardware', report) ?? {}
  const capacity = record['capacity']
  if (capacity === undefined || isNonNegativeInteger(capacity)) return capacity ?? null
  const hint = 'Give whole bytes, or leave it out: absent is unlimited.'
  report.push(invalid(`${path}.capacity`, 'a non-negative integer', capacity, hint))
  return null
}

const readOverlap = (value: unknown, report: Report): Overlap => {
  if (value === 'within-runs' || value === 'across-runs' || value === 'none') return value
  if (value !== undefined)
    report.push(
      invalid(
        'hardware.overlap',
        "'within-runs', 'across-runs' or 'none'",
        value,
        "Leave it out for 'within-runs'.",
      ),
    )
  return 'within-runs'
}

const readOffchip = (value: unknown, report: Report): number => {
  if (value === undefined) return Infinity
  const path = 'hardware.offchip'
  const record = readRecord(value, path, ['bandwidth'], 'InvalidHardware', report) ?? {}
  const absent = Infinity
  return readPositive(record['bandwidth'], path, 'bandwidth', absent, 'elements per cycle', report)
}

/** The hardware as an object of known properties. */
export const readHardware = (value: unknown, report: Report): UnknownRecord | undefined =>
  readRecord(value, 'hardware', hardwareKeys, 'InvalidHardware', report)

/** The units, and everything else for so many levels. The units are read first: the dataflow is judged on them. */
export const resolveHardware = (
  record: UnknownRecord,
  units: { readonly pes: number; readonly simd: number },
  levels: number,
  report: Report,
): ResolvedHardware => {
  const warnings: Warning[] = []
  const context = { report, warnings }
  const network = (value: unknown, path: string) => readNetwork(value, path, report)
  const capacity = (value: unknown, path: string) => readCapacity(value ?? null, path, report)
  const inner = levels - 1
  const noc = record['noc']
  const networks = perLevel(noc, 'hardware.noc', levels, defaultNetwork, network, context)
  const clock = record['clock']
  return {
    pes: units.pes,
    simd: units.simd,
    networks,
    l1: readCapacity(record['l1'], 'hardware.l1', report),
    clusters: perLevel<number | null>(
      record['clusters'],
      'hardware.clusters',
      inner,
      null,
      capacity,
      context,
    ),
    l2: readCapacity(record['l2'], 'hardware.l2', report),
    elementBytes: readPositive(
      record['elementBytes'],
      'hardware',
      'elementBytes',
      1,
      'bytes per element',
      report,
    ),
    offchipBandwidth: readOffchip(record['offchip'], report),
    overlap: readOverlap(record['overlap'], report),
    clock:
      clock === undefined ? null : readPositive(clock, 'hardware', 'clock', 1, 'the clock in Hz', report),
    energy: readEnergyTable(record['energy'], inner, context),
    area: readAreaTable(record['area'], report),
    warnings,
  }
}
