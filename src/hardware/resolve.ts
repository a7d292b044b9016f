/**
 * From an untrusted hardware description to one with every default filled in and one entry per level, or the faults that
 * stand in the way.
 */
import { fault, type Report } from '../error/error'
import { show } from '../error/show'
import type { Warning } from '../error/warning'
import { isNonNegativeInteger, isPositiveInteger } from '../internal/arithmetic'
import { isRecord, type UnknownRecord } from '../internal/read'
import type { Overlap } from './accelerator'
import type { AreaTable } from './area'
import type { ResolvedEnergy } from './energy'
import { readAreaTable, readEnergyTable } from './read-tables'
import { perLevel, type Read, reader, readKnown, recordOf } from './readers'

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
  for (const key of hardwareKeys) if (!ofUnits.includes(key)) reportBeyondUnits(key, record[key], report)
  return readUnits(record, report)
}

const isPositive = (value: unknown): value is number =>
  typeof value === 'number' && value > 0 && value < Infinity

const positive = <B>(hint: string, absent: B): Read<number | B> =>
  reader(isPositive, 1, 'a positive number', hint, absent)

const bandwidth = /* @__PURE__ */ positive(
  'Give elements per cycle, or leave it out: absent is unlimited.',
  Infinity,
)
const elementBytes = /* @__PURE__ */ positive('Give bytes per element, or leave it out.', 1)
const clock = /* @__PURE__ */ positive('Give the clock in Hz, or leave it out.', null)

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'

const flag: Read<boolean> = /* @__PURE__ */ reader(
  isFlag,
  true,
  'true or false',
  'Write true or false, without quotes.',
  true,
)

const cycles: Read<number> = /* @__PURE__ */ reader(
  isNonNegativeInteger,
  0,
  'a non-negative integer',
  'Give whole cycles, 0 for none.',
)

const hopwise = /* @__PURE__ */ recordOf({ hops: cycles, hopLatency: cycles })

const readLatency = (value: unknown, path: string, report: Report) => {
  if (value === undefined) return { latency: 1, hops: 1 }
  const key = '.latency'
  if (!isRecord(value)) return { latency: cycles(value, path, key, report), hops: 1 }
  const { hops, hopLatency } = hopwise(value, path, key, report)
  return { latency: cycles(hops * hopLatency, path, key, report), hops }
}

const networkKeys = ['bandwidth', 'latency', 'multicast', 'reduction']

const defaultNetwork: ResolvedNetwork = {
  bandwidth: Infinity,
  latency: 1,
  hops: 1,
  multicast: true,
  reduction: true,
}

const readNetwork: Read<ResolvedNetwork> = (value, path, key, report) => {
  const place = path + key
  const record = readKnown(value, place, networkKeys, report) ?? {}
  const { latency, hops } = readLatency(record['latency'], place, report)
  return {
    bandwidth: bandwidth(record['bandwidth'], place, '.bandwidth', report),
    latency,
    hops,
    multicast: flag(record['multicast'], place, '.multicast', report),
    reduction: flag(record['reduction'], place, '.reduction', report),
  }
}

const bytes = /* @__PURE__ */ reader(
  isNonNegativeInteger,
  0,
  'a non-negative integer',
  'Give whole bytes, or leave it out: absent is unlimited.',
  null,
)

const capacityKeys = ['capacity']

const readCapacity: Read<number | null> = (value, path, key, report) => {
  const place = path + key
  const record = readKnown(value, place, capacityKeys, report)
  return record === undefined ? null : bytes(record['capacity'], place, '.capacity', report)
}

const isOverlap = (value: unknown): value is Overlap =>
  value === 'within-runs' || value === 'across-runs' || value === 'none'

const overlap: Read<Overlap> = /* @__PURE__ */ reader<Overlap>(
  isOverlap,
  'within-runs',
  "'within-runs', 'across-runs' or 'none'",
  "Leave it out for 'within-runs'.",
  'within-runs',
)

const offchip = /* @__PURE__ */ recordOf({ bandwidth })

/** The hardware as an object of known properties. */
export const readHardware = (value: unknown, report: Report): UnknownRecord | undefined => {
  if (isRecord(value)) return readKnown(value, 'hardware', hardwareKeys, report)
  report.push(
    fault('InvalidHardware', 'hardware', {
      expected: 'an accelerator, of which only pes is required',
      given: show(value),
      hint: 'Write it as an object, such as accelerator({ pes: 256 }).',
    }),
  )
  return undefined
}

/** The units, and everything else for so many levels. The units are read first: the dataflow is judged on them. */
export const resolveHardware = (
  record: UnknownRecord,
  { pes, simd }: { readonly pes: number; readonly simd: number },
  levels: number,
  report: Report,
): ResolvedHardware => {
  const warnings: Warning[] = []
  const inner = levels - 1
  const path = 'hardware'
  const { noc, l1, clusters, l2, offchip: outside } = record
  return {
    pes,
    simd,
    networks: perLevel(readNetwork, defaultNetwork, levels, noc, 'hardware.noc', report, warnings),
    l1: l1 === undefined ? null : readCapacity(l1, path, '.l1', report),
    clusters: perLevel(readCapacity, null, inner, clusters, 'hardware.clusters', report, warnings),
    l2: l2 === undefined ? null : readCapacity(l2, path, '.l2', report),
    elementBytes: elementBytes(record['elementBytes'], path, '.elementBytes', report),
    offchipBandwidth: outside === undefined ? Infinity : offchip(outside, path, '.offchip', report).bandwidth,
    overlap: overlap(record['overlap'], path, '.overlap', report),
    clock: clock(record['clock'], path, '.clock', report),
    energy: readEnergyTable(record['energy'], inner, report, warnings),
    area: readAreaTable(record['area'], report),
    warnings,
  }
}
