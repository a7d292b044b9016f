/** Reading energy and area tables from untrusted data. */
import type { EstimateError, Report } from '../error/error'
import type { Warning } from '../error/warning'
import { numberedRecollection, recollection } from '../internal/constant'
import { mostPoints } from '../internal/limits'
import { entriesOf, isRecord, readList } from '../internal/read'
import { optional, type Read } from '../internal/readers'
import type { AreaPower, AreaTable } from './area'
import {
  type AccessEnergy,
  type EnergyUnit,
  maestroEnergy,
  type ReadWrite,
  type ResolvedEnergy,
  type ResolvedStatic,
  uncountedOf,
} from './energy'
import { invalid, perLevel, reader, recordOf } from './readers'

const isEnergy = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value < Infinity && !Object.is(value, -0)

const number: Read<number> = /* @__PURE__ */ reader(
  isEnergy,
  0,
  'a non-negative number',
  'Give a finite number, 0 or more.',
)

type Point = readonly [capacity: number, energy: number]

/** A copy of a list of `length` numbers; undefined for anything else. */
const numbersOf = (
  value: unknown,
  length: number,
  isNumber: (entry: unknown) => entry is number,
): readonly number[] | undefined => {
  if (!Array.isArray(value) || value.length !== length) return undefined
  const entries = entriesOf(value, length)
  return entries.every(isNumber) ? entries : undefined
}

const pointOf = (value: unknown): Point | undefined => {
  const numbers = numbersOf(value, 2, isEnergy)
  return numbers && [numbers[0]!, numbers[1]!]
}

const faultyPoint = (
  points: readonly unknown[],
  read: readonly (Point | undefined)[],
  path: string,
): EstimateError | undefined => {
  const at = read.findIndex((point, i) => {
    const before = read[i - 1]
    return point === undefined || (before !== undefined && point[0] <= before[0])
  })
  if (at < 0) return undefined
  const expected = read[at]
    ? 'a point of a larger capacity than the one before'
    : 'a pair of non-negative numbers'
  return invalid(
    `${path}[${at}]`,
    expected,
    points[at],
    'Write [capacity in bytes, energy], capacities increasing.',
  )
}

const readPoints: Read<readonly Point[]> = (value, path, key, report) => {
  const place = path + key
  const points = readList(value, place, mostPoints, 'InvalidHardware', report)
  if (points === undefined) return []
  if (points.length === 0)
    report.push(
      invalid(place, 'at least one point', value, 'Write points: [[capacity in bytes, energy], …].'),
    )
  const read = points.map(pointOf)
  const error = faultyPoint(points, read, place)
  if (error !== undefined) report.push(error)
  return read.filter((point) => point !== undefined)
}

const pointTable = /* @__PURE__ */ recordOf({ points: readPoints })

const accessEnergy: Read<AccessEnergy> = (value, path, key, report) =>
  (isRecord(value) ? pointTable : number)(value, path, key, report)

const readWrite: Read<ReadWrite> = /* @__PURE__ */ recordOf({ read: accessEnergy, write: accessEnergy })
const offchip = /* @__PURE__ */ recordOf({ read: number, write: number })

const free: ReadWrite = { read: 0, write: 0 }

const isUnit = (value: unknown): value is EnergyUnit => value === 'MAC' || value === 'pJ'

const readUnit = /* @__PURE__ */ reader<EnergyUnit>(
  isUnit,
  'MAC',
  "'MAC' or 'pJ'",
  "Write 'pJ' if the energies are picojoules, or leave it out: they count in energies of one MAC.",
  'MAC',
)

/** The parts that every estimate uses and whose default is not 0. */
export const partsWithDefault = ['mac', 'l1', 'l2'] as const

type WithDefault = (typeof partsWithDefault)[number]

/** What a table counts for parts that it leaves out, by its unit: the default's energies are relative to one MAC. */
const absentParts: { readonly [U in EnergyUnit]: Pick<ResolvedEnergy, WithDefault> } = {
  MAC: maestroEnergy,
  pJ: { mac: 0, l1: free, l2: free },
}

/** A table in which parts may be absent whose default depends on its unit. */
type GivenEnergy = Omit<ResolvedEnergy, WithDefault | 'clusters' | 'static' | 'uncounted'> & {
  readonly clusters: unknown
  readonly static: unknown
} & {
  readonly [Part in WithDefault]: ResolvedEnergy[Part] | undefined
}

const asGiven: Read<unknown> = (value) => value

/** All of a table but the entries of its levels, of which there may be any number. */
const givenEnergy = /* @__PURE__ */ recordOf<GivenEnergy>({
  unit: readUnit,
  mac: optional(number, undefined),
  hop: optional(number, maestroEnergy.hop),
  l1: optional(readWrite, undefined),
  clusters: asGiven,
  l2: optional(readWrite, undefined),
  offchip: optional(offchip, maestroEnergy.offchip),
  static: asGiven,
})

const staticParts = /* @__PURE__ */ recordOf<
  Omit<ResolvedStatic, 'clusters'> & { readonly clusters: unknown }
>({
  pe: optional(number, 0),
  l1: optional(number, 0),
  clusters: asGiven,
  l2: optional(number, 0),
})

/** Static energies; null where all of them are 0. */
const readStatic = (
  value: unknown,
  levels: number,
  report: Report,
  warnings: Warning[],
): ResolvedStatic | null => {
  const { clusters: given, ...parts } = staticParts(value, 'hardware.energy', '.static', report)
  const clusters = perLevel(number, 0, levels, given, 'hardware.energy.static.clusters', report, warnings)
  const { pe, l1, l2 } = parts
  return pe + l1 + l2 === 0 && clusters.every((each) => each === 0) ? null : { ...parts, clusters }
}

const readEnergy = (value: unknown, levels: number, report: Report, warnings: Warning[]): ResolvedEnergy => {
  const given = givenEnergy(value, 'hardware', '.energy', report)
  const { unit, hop, offchip: outside } = given
  const absent = absentParts[unit]
  const mac = given.mac ?? absent.mac
  const l1 = given.l1 ?? absent.l1
  const l2 = given.l2 ?? absent.l2
  const path = 'hardware.energy.clusters'
  const clusters = perLevel(readWrite, free, levels, given.clusters, path, report, warnings)
  const uncounted = uncountedOf({ mac, hop, l1, clusters, l2, offchip: outside })
  const perCycle = given.static === undefined ? null : readStatic(given.static, levels, report, warnings)
  return { unit, mac, hop, l1, clusters, l2, offchip: outside, static: perCycle, uncounted }
}

/** What was read of tables that cannot change, for each number of levels. */
const energies = /* @__PURE__ */ numberedRecollection<ResolvedEnergy>()

/** An energy table for `levels` levels of cluster buffers, with its defaults filled in. */
export const readEnergyTable = (
  value: unknown,
  levels: number,
  report: Report,
  warnings: Warning[],
): ResolvedEnergy => {
  const table = value === undefined ? maestroEnergy : value
  const kept = energies.recall(table, levels)
  if (kept !== undefined) return kept
  const before = report.length + warnings.length
  const read = readEnergy(table, levels, report, warnings)
  if (report.length + warnings.length === before) energies.keep(table, levels, read)
  return read
}

const isCoefficient = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** As many coefficients as `zeros`. */
const scale =
  <Z extends readonly number[]>(zeros: Z): Read<Z> =>
  (value, path, key, report) => {
    const numbers = numbersOf(value, zeros.length, isCoefficient)
    if (numbers !== undefined) return numbers as unknown as Z // as many numbers as Z has
    const expected = `a list of ${zeros.length} numbers`
    report.push(invalid(path + key, expected, value, 'Give the coefficients, highest power first.'))
    return zeros
  }

const areaPower = /* @__PURE__ */ recordOf<AreaPower>({ area: number, power: number })

const areaTable = /* @__PURE__ */ recordOf<AreaTable>({
  mac: areaPower,
  sram: areaPower,
  bus: /* @__PURE__ */ recordOf<AreaTable['bus']>({ area: number, power: number, scale: scale([0, 0]) }),
  arbiter: /* @__PURE__ */ recordOf<AreaTable['arbiter']>({
    area: number,
    power: number,
    scale: scale([0, 0, 0]),
  }),
})

const areas = /* @__PURE__ */ recollection<AreaTable>()

/** An area table, whole or not at all. */
export const readAreaTable = (value: unknown, report: Report): AreaTable | null => {
  if (value === undefined) return null
  const kept = areas.recall(value)
  if (kept !== undefined) return kept
  const before = report.length
  const read = areaTable(value, 'hardware', '.area', report)
  if (report.length === before) areas.keep(value, read)
  return read
}
