/** Reading a whole accelerator from texts with units. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import type { EstimateErrors, Report } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { invalid } from '../hardware/readers'
import { readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { isRecord, own, type UnknownRecord } from '../internal/read'
import type { Datasheet } from './datasheet-type'
import { type Decimal, decimal } from './mathjs'
import { readIn } from './read-quantity'
import { readClock, readCycles, readElementBytes, readElementsPerCycle } from './read-rate'
import { accepted, type Refusal } from './refusal'

/** Puts numbers where texts are, at any depth; everything else stays as it is, for the check of the hardware to judge. */
type Conversion = (value: unknown, path: string) => unknown

/** Stands for a text that could not be read: fit for every place, so that nothing else is reported of it. */
const harmless = 1

const text =
  (read: (text: string) => Decimal | Refusal, report: Report): Conversion =>
  (value, path) => {
    if (typeof value !== 'string') return value
    return accepted(read(value), { tag: 'InvalidHardware', path, report })?.toNumber() ?? harmless
  }

const fields =
  (parts: Readonly<Record<string, Conversion>>): Conversion =>
  (value, path) => {
    if (!isRecord(value)) return value
    const copy: Record<string, unknown> = { ...value }
    for (const [key, convert] of Object.entries(parts))
      if (copy[key] !== undefined && Object.hasOwn(copy, key))
        copy[key] = convert(copy[key], `${path}.${key}`)
    return copy
  }

/** A longer list is refused as it is. */
const longestList = 1024

const entries =
  (convert: Conversion): Conversion =>
  (value, path) =>
    Array.isArray(value) && value.length <= longestList
      ? Array.from(value, (entry, i) => convert(entry, `${path}[${i}]`))
      : value

const oneOrMore =
  (convert: Conversion): Conversion =>
  (value, path) =>
    Array.isArray(value) ? entries(convert)(value, path) : convert(value, path)

const isQuantity = (value: unknown): value is number | string =>
  typeof value === 'number' || typeof value === 'string'

/** A bare quantity that stands for an object. */
const short =
  (convert: Conversion, full: (value: unknown) => unknown, inFull: Conversion): Conversion =>
  (value, path) =>
    isQuantity(value) ? full(convert(value, path)) : inFull(value, path)

/** A bare quantity that stands for an object with one property. */
const shortFor = (key: string, convert: Conversion, others: Readonly<Record<string, Conversion>> = {}) =>
  short(convert, (value) => ({ [key]: value }), fields({ [key]: convert, ...others }))

/** Whether there is a text anywhere in a part of an energy table. */
const hasText = (value: unknown, depth = 0): boolean => {
  if (typeof value === 'string') return true
  if (typeof value !== 'object' || value === null || depth > 6) return false
  return Object.values(value).some((part) => hasText(part, depth + 1))
}

const hasEnergyText = ({ unit: _, ...parts }: UnknownRecord): boolean => hasText(parts)

const energyParts = (report: Report): Conversion => {
  const energy = text((given) => readIn(given, 'energy', 'pJ'), report)
  const capacity = text((given) => readIn(given, 'capacity', 'B'), report)
  const point: Conversion = (value, path) =>
    Array.isArray(value) && value.length === 2
      ? [capacity(value[0], `${path}[0]`), energy(value[1], `${path}[1]`)]
      : value
  const points = fields({ points: entries(point) })
  const access: Conversion = (value, path) => {
    const before = report.length
    const converted = energy(points(value, path), path)
    return report.length > before ? harmless : converted
  }
  const both = (value: unknown) => ({ read: value, write: value })
  const readWrite = short(energy, both, fields({ read: access, write: access }))
  const offchip = short(energy, both, fields({ read: energy, write: energy }))
  return fields({
    mac: energy,
    hop: energy,
    l1: readWrite,
    clusters: oneOrMore(readWrite),
    l2: readWrite,
    offchip,
  })
}

/** An energy table; texts become pJ, so that where there is one, so is the unit. */
const energyTable = (report: Report): Conversion => {
  const parts = energyParts(report)
  return (value, path) => {
    const converted = parts(value, path)
    return isRecord(value) && isRecord(converted) && hasEnergyText(value) && own(value, 'unit') === undefined
      ? { unit: 'pJ', ...converted }
      : converted
  }
}

const areaTable = (report: Report): Conversion => {
  const area = text((given) => readIn(given, 'area', 'um^2'), report)
  const power = text((given) => readIn(given, 'power', 'mW'), report)
  const cost = fields({ area, power })
  return fields({ mac: cost, sram: cost, bus: cost, arbiter: cost })
}

/** The clock and the element's size as far as they can be read; what is wrong with them is told where they stand. */
const timingOf = (record: UnknownRecord) => {
  const part = (key: string, read: (value: unknown) => Decimal | Refusal): Decimal | undefined => {
    const value = own(record, key)
    const found = value === undefined ? undefined : read(value)
    if (found === undefined || !('expected' in found)) return found
    return decimal(harmless)
  }
  return {
    clock: part('clock', readClock),
    elementBytes: part('elementBytes', readElementBytes) ?? decimal(1),
  }
}

const hardware = (record: UnknownRecord, report: Report): Conversion => {
  const timing = timingOf(record)
  const capacity = text((given) => readIn(given, 'capacity', 'B'), report)
  const bandwidth = text((given) => readElementsPerCycle(given, timing), report)
  const latency = text((given) => readCycles(given, timing), report)
  const hops = fields({ hopLatency: latency })
  const buffer = shortFor('capacity', capacity)
  const network = shortFor('bandwidth', bandwidth, {
    latency: (value, path) => latency(hops(value, path), path),
  })
  return fields({
    l1: buffer,
    clusters: oneOrMore(buffer),
    l2: buffer,
    elementBytes: text(readElementBytes, report),
    noc: oneOrMore(network),
    offchip: shortFor('bandwidth', bandwidth),
    clock: text(readClock, report),
    energy: energyTable(report),
    area: areaTable(report),
  })
}

/** The parts that every estimate uses and whose default is not 0. */
const partsWithDefault = ['mac', 'l1', 'l2']

const checkEnergyUnit = (energy: unknown, report: Report): void => {
  if (!isRecord(energy) || !hasEnergyText(energy)) return
  for (const part of partsWithDefault)
    if (own(energy, part) === undefined)
      report.push(
        invalid(
          `hardware.energy.${part}`,
          'an energy, because others are given in joules',
          undefined,
          `Give it too, such as '0.5 pJ': its default counts in energies of one MAC.`,
        ),
      )
  if (own(energy, 'unit') === 'MAC')
    report.push(
      invalid(
        'hardware.energy.unit',
        "'pJ', because energies are given in joules",
        'MAC',
        "Leave it out, or write 'pJ'.",
      ),
    )
}

/**
 * An accelerator from a datasheet: capacities in bytes, bandwidths in elements per cycle, latencies in cycles, the clock in
 * Hz, energies in pJ, areas in µm² and powers in mW, from texts with any unit of the kind; numbers stay as they are. The
 * hardware is checked as `estimate` would, and all faults are reported together.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { datasheet } from 'maestro-dataflow/units'
 *
 * const eyeriss = orThrow(
 *   datasheet({ pes: 168, l1: '512 B', l2: '108 KiB', elementBytes: '16 b', clock: '200 MHz', offchip: '1.6 GB/s' }),
 * )
 * eyeriss.l2 // => { capacity: 110592 }
 * eyeriss.offchip // => { bandwidth: 4 }
 *
 * const wrong = datasheet({ pes: 168, l1: '512 B/s', l2: '108 KB', clock: '200 MHz' })
 * wrong._tag === 'Left' ? wrong.left.map(({ path }) => path) : [] // => ['hardware.l1', 'hardware.l2']
 * ```
 * @since 0.1.0
 * @category datasheets
 */
export const datasheet = (given: Datasheet): Either<EstimateErrors, Accelerator> =>
  attempt((report) => {
    // Read once: what is converted is what was looked at.
    const record: unknown = isRecord(given) ? { ...given } : given
    const converted = isRecord(record) ? hardware(record, report)(record, 'hardware') : record
    if (isRecord(record)) checkEnergyUnit(own(record, 'energy'), report)
    const checked = readHardware(converted, report)
    if (checked === undefined) return undefined
    resolveHardware(checked, readUnits(checked, report), 1, report)
    // The hardware's own check has found nothing, or this counts for nothing.
    return checked as unknown as Accelerator
  })
