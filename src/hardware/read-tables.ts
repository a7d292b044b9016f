/** Reading energy and area tables from untrusted data. */
import type { Report } from '../error/error'
import type { Warning } from '../error/warning'
import { isRecord, own, readList, readRecord } from '../internal/read'
import type { AreaPower, AreaTable } from './area'
import { type AccessEnergy, maestroEnergy, type ReadWrite, type ResolvedEnergy } from './energy'
import { invalid, perLevel, repeated } from './per-level'

const isEnergy = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value) && !Object.is(value, -0)

const readNumber = (value: unknown, path: string, report: Report): number => {
  if (isEnergy(value)) return value
  report.push(invalid(path, 'a non-negative number', value, 'Give a finite number, 0 or more.'))
  return 0
}

const mostPoints = 1024

const isPoint = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && isEnergy(value[0]) && isEnergy(value[1])

const faultyPoint = (points: readonly unknown[], path: string) => {
  const at = points.findIndex((point, i) => {
    const before = points[i - 1]
    return !isPoint(point) || (isPoint(before) && point[0] <= before[0])
  })
  if (at < 0) return undefined
  const expected = isPoint(points[at])
    ? 'a point of a larger capacity than the one before'
    : 'a pair of non-negative numbers'
  return invalid(
    `${path}[${at}]`,
    expected,
    points[at],
    'Write [capacity in bytes, energy], capacities increasing.',
  )
}

const readPoints = (value: unknown, path: string, report: Report): AccessEnergy => {
  const points = readList(value, path, mostPoints, 'InvalidHardware', report)
  if (points === value && points.length === 0)
    report.push(invalid(path, 'at least one point', value, 'Write points: [[capacity in bytes, energy], …].'))
  const error = faultyPoint(points, path)
  if (error !== undefined) report.push(error)
  const pairs = points.filter(isPoint).map(([capacity, energy]) => [capacity, energy] as const)
  return pairs.length === 0 ? 0 : { points: pairs }
}

const readAccessEnergy = (value: unknown, path: string, report: Report): AccessEnergy => {
  if (!isRecord(value)) return readNumber(value, path, report)
  const record = readRecord(value, path, ['points'], 'InvalidHardware', report) ?? {}
  return readPoints(record['points'], `${path}.points`, report)
}

const readReadWrite = (value: unknown, path: string, report: Report): ReadWrite => {
  const record = readRecord(value, path, ['read', 'write'], 'InvalidHardware', report)
  if (record === undefined) return { read: 0, write: 0 }
  return {
    read: readAccessEnergy(record['read'], `${path}.read`, report),
    write: readAccessEnergy(record['write'], `${path}.write`, report),
  }
}

const readOffchip = (value: unknown, path: string, report: Report) => {
  const record = readRecord(value, path, ['read', 'write'], 'InvalidHardware', report) ?? {
    read: 0,
    write: 0,
  }
  return {
    read: readNumber(record['read'], `${path}.read`, report),
    write: readNumber(record['write'], `${path}.write`, report),
  }
}

const energyKeys = ['mac', 'hop', 'l1', 'clusters', 'l2', 'offchip']

const free: ReadWrite = { read: 0, write: 0 }

const defaultEnergy = (levels: number): ResolvedEnergy => {
  const { mac, hop, l1, l2, offchip } = maestroEnergy
  return { mac, hop, l1, clusters: repeated(free, levels), l2, offchip }
}

/** An energy table for so many levels of cluster buffers; a part that is absent keeps its default. */
export const readEnergyTable = (
  value: unknown,
  levels: number,
  context: { readonly report: Report; readonly warnings: Warning[] },
): ResolvedEnergy => {
  const { report } = context
  const path = 'hardware.energy'
  if (value === undefined) return defaultEnergy(levels)
  const record = readRecord(value, path, energyKeys, 'InvalidHardware', report) ?? {}
  const part = <A>(key: string, absent: A, read: (value: unknown, path: string, report: Report) => A): A => {
    const given = own(record, key)
    return given === undefined ? absent : read(given, `${path}.${key}`, report)
  }
  const cluster = (entry: unknown, place: string) => readReadWrite(entry, place, report)
  return {
    mac: part('mac', maestroEnergy.mac, readNumber),
    hop: part('hop', maestroEnergy.hop, readNumber),
    l1: part('l1', maestroEnergy.l1, readReadWrite),
    clusters: perLevel(record['clusters'], `${path}.clusters`, levels, free, cluster, context),
    l2: part('l2', maestroEnergy.l2, readReadWrite),
    offchip: part('offchip', maestroEnergy.offchip, readOffchip),
  }
}

const readScale = (value: unknown, path: string, length: number, report: Report): readonly number[] => {
  const isScale =
    Array.isArray(value) &&
    value.length === length &&
    value.every((c) => typeof c === 'number' && Number.isFinite(c))
  if (isScale) return [...value]
  report.push(
    invalid(path, `a list of ${length} numbers`, value, 'Give the coefficients, highest power first.'),
  )
  return Array.from({ length }, () => 0)
}

const readAreaPower = (value: unknown, path: string, more: readonly string[], report: Report): AreaPower => {
  const record = readRecord(value, path, ['area', 'power', ...more], 'InvalidHardware', report)
  if (record === undefined) return { area: 0, power: 0 }
  return {
    area: readNumber(record['area'], `${path}.area`, report),
    power: readNumber(record['power'], `${path}.power`, report),
  }
}

/** An area table, whole or not at all. */
export const readAreaTable = (value: unknown, report: Report): AreaTable | null => {
  if (value === undefined) return null
  const path = 'hardware.area'
  const record = readRecord(value, path, ['mac', 'sram', 'bus', 'arbiter'], 'InvalidHardware', report)
  if (record === undefined) return null
  const bus = record['bus']
  const arbiter = record['arbiter']
  const scaleOf = (entry: unknown, key: string, length: number) =>
    isRecord(entry) ? readScale(own(entry, 'scale'), `${path}.${key}.scale`, length, report) : []
  const [b1, b0] = scaleOf(bus, 'bus', 2)
  const [a2, a1, a0] = scaleOf(arbiter, 'arbiter', 3)
  return {
    mac: readAreaPower(record['mac'], `${path}.mac`, [], report),
    sram: readAreaPower(record['sram'], `${path}.sram`, [], report),
    bus: { ...readAreaPower(bus, `${path}.bus`, ['scale'], report), scale: [b1 ?? 0, b0 ?? 0] },
    arbiter: {
      ...readAreaPower(arbiter, `${path}.arbiter`, ['scale'], report),
      scale: [a2 ?? 0, a1 ?? 0, a0 ?? 0],
    },
  }
}
