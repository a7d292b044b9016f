/** Reading energy and area tables from untrusted data. */
import type { EstimateError, Report } from '../error/error'
import type { Warning } from '../error/warning'
import { entriesOf, isRecord, readList } from '../internal/read'
import type { AreaPower, AreaTable } from './area'
import {
  type AccessEnergy,
  type EnergyUnit,
  maestroEnergy,
  type ReadWrite,
  type ResolvedEnergy,
} from './energy'
import { invalid, optional, perLevel, type Read, reader, recordOf, repeated } from './readers'

const isEnergy = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value < Infinity && !Object.is(value, -0)

const number: Read<number> = /* @__PURE__ */ reader(
  isEnergy,
  0,
  'a non-negative number',
  'Give a finite number, 0 or more.',
)

const mostPoints = 1024

type Point = readonly [capacity: number, energy: number]

/** The numbers of a list of just so many, in a list of our own; undefined if it is none. */
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

const defaultEnergy = (levels: number): ResolvedEnergy => {
  const { mac, hop, l1, l2, offchip } = maestroEnergy
  return { unit: 'MAC', mac, hop, l1, clusters: repeated(free, levels), l2, offchip }
}

const isUnit = (value: unknown): value is EnergyUnit => value === 'MAC' || value === 'pJ'

const readUnit = /* @__PURE__ */ reader<EnergyUnit>(
  isUnit,
  'MAC',
  "'MAC' or 'pJ'",
  "Write 'pJ' if the energies are picojoules, or leave it out: they count in energies of one MAC.",
  'MAC',
)

type WithDefault = 'mac' | 'l1' | 'l2'

/** What a table counts for parts that it leaves out, by its unit: the default's energies are relative to one MAC. */
const absentParts: { readonly [U in EnergyUnit]: Pick<ResolvedEnergy, WithDefault> } = {
  MAC: maestroEnergy,
  pJ: { mac: 0, l1: free, l2: free },
}

/** A table in which parts may be absent whose default depends on its unit. */
type GivenEnergy = Omit<ResolvedEnergy, WithDefault> & {
  readonly [Part in WithDefault]: ResolvedEnergy[Part] | undefined
}

/** An energy table for so many levels of cluster buffers, with its defaults filled in. */
export const readEnergyTable = (
  value: unknown,
  levels: number,
  report: Report,
  warnings: Warning[],
): ResolvedEnergy => {
  if (value === undefined) return defaultEnergy(levels)
  const table = recordOf<GivenEnergy>({
    unit: readUnit,
    mac: optional(number, undefined),
    hop: optional(number, maestroEnergy.hop),
    l1: optional(readWrite, undefined),
    clusters: (value, path, key) => perLevel(readWrite, free, levels, value, path + key, report, warnings),
    l2: optional(readWrite, undefined),
    offchip: optional(offchip, maestroEnergy.offchip),
  })
  const { unit, mac, hop, l1, clusters, l2, offchip: outside } = table(value, 'hardware', '.energy', report)
  const absent = absentParts[unit]
  return {
    unit,
    mac: mac ?? absent.mac,
    hop,
    l1: l1 ?? absent.l1,
    clusters,
    l2: l2 ?? absent.l2,
    offchip: outside,
  }
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

/** An area table, whole or not at all. */
export const readAreaTable = (value: unknown, report: Report): AreaTable | null => {
  if (value === undefined) return null
  const areaPower = { area: number, power: number }
  const table = recordOf<AreaTable>({
    mac: recordOf<AreaPower>(areaPower),
    sram: recordOf<AreaPower>(areaPower),
    bus: recordOf<AreaTable['bus']>({ ...areaPower, scale: scale([0, 0]) }),
    arbiter: recordOf<AreaTable['arbiter']>({ ...areaPower, scale: scale([0, 0, 0]) }),
  })
  return table(value, 'hardware', '.area', report)
}
