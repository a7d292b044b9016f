/** Reading a whole accelerator from texts with units. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import type { EstimateErrors, Report } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { partsWithDefault } from '../hardware/read-tables'
import { invalid } from '../hardware/readers'
import { readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { byName } from '../internal/by-name'
import { mostPoints } from '../internal/limits'
import { isRecord, own, type UnknownRecord } from '../internal/read'
import type { Datasheet } from './datasheet-type'
import { type Decimal, decimal } from './mathjs'
import { readIn } from './read-quantity'
import {
  readClock,
  readCycles,
  readElementBytes,
  readElementsPerCycle,
  readEnergyPerCycle,
  type Timing,
} from './read-rate'
import { accepted, type Refusal } from './refusal'

/** Replaces texts by numbers, at any depth. Everything else stays as it is, and is checked with the hardware. */
type Conversion = (value: unknown, path: string) => unknown

/** Replaces a text that could not be read. It is valid everywhere, so that the text is reported once. */
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

const entries =
  (convert: Conversion): Conversion =>
  (value, path) =>
    Array.isArray(value) && value.length <= mostPoints
      ? Array.from(value, (entry, i) => convert(entry, `${path}[${i}]`))
      : value

const oneOrMore =
  (convert: Conversion): Conversion =>
  (value, path) =>
    Array.isArray(value) ? entries(convert)(value, path) : convert(value, path)

/** What is said of tensors by their names. */
const eachEntry =
  (convert: Conversion): Conversion =>
  (value, path) => {
    if (!isRecord(value)) return value
    const names = Object.keys(value)
    if (names.length > mostPoints) return value
    const given = names.map((name) => ({ name, value: own(value, name) }))
    return byName(given, (i) => convert(given[i]!.value, `${path}.${given[i]!.name}`))
  }

const inTurn =
  (...conversions: readonly Conversion[]): Conversion =>
  (value, path) =>
    conversions.reduce((converted, convert) => convert(converted, path), value)

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

/** Energies per cycle; powers need the clock. */
const staticParts = (timing: Timing, report: Report): Conversion => {
  const perCycle = text((given) => readEnergyPerCycle(given, timing), report)
  return fields({ pe: perCycle, l1: perCycle, clusters: oneOrMore(perCycle), l2: perCycle })
}

const energyParts = (timing: Timing, report: Report): Conversion => {
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
    static: staticParts(timing, report),
  })
}

/** An energy table; texts become pJ, so that where there is one, so is the unit. */
const energyTable = (timing: Timing, report: Report): Conversion => {
  const parts = energyParts(timing, report)
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

/** The clock and the element's size as far as they can be read; faults in them are reported where they stand. */
const timingOf = (record: UnknownRecord): Timing => {
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

const eachFormat = (convert: Conversion): Conversion =>
  fields({ offchip: convert, l2: convert, clusters: convert, l1: convert })

const hardware = (record: UnknownRecord, report: Report): Conversion => {
  const timing = timingOf(record)
  const capacity = text((given) => readIn(given, 'capacity', 'B'), report)
  const bandwidth = text((given) => readElementsPerCycle(given, timing), report)
  const latency = text((given) => readCycles(given, timing), report)
  const inCycles = inTurn(fields({ hopLatency: latency }), latency)
  const width = text((given) => readIn(given, 'width', 'b'), report)
  const widths = inTurn(width, eachEntry(inTurn(width, fields({ partial: width, final: width }))))
  const buffer = shortFor('capacity', capacity, { precision: widths })
  const network = shortFor('bandwidth', bandwidth, {
    latency: inCycles,
    skew: latency,
    channels: entries(fields({ bandwidth, latency: inCycles })),
  })
  const coordinates = fields({ coordinate: width })
  const formats = inTurn(coordinates, eachFormat(coordinates))
  return fields({
    l1: buffer,
    clusters: oneOrMore(buffer),
    l2: buffer,
    elementBytes: text(readElementBytes, report),
    precision: widths,
    noc: oneOrMore(network),
    offchip: shortFor('bandwidth', bandwidth, { precision: widths }),
    sparse: fields({ format: eachEntry(formats) }),
    clock: text(readClock, report),
    energy: energyTable(timing, report),
    area: areaTable(report),
  })
}

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
 * An accelerator from a datasheet: capacities in bytes, widths in bits, bandwidths in elements per cycle, latencies in cycles,
 * the clock in Hz, energies in pJ (static ones also from a power and the clock), areas in µm² and powers in mW, from texts with any unit of the kind; numbers stay as they are. The
 * hardware is checked as `estimate` would, and all faults are reported together.
 *
 * @param given - The quantities of the accelerator, as texts with units or as numbers in base units.
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
    // Each property is read once, so that the value that was checked is the value that is converted.
    const record: unknown = isRecord(given) ? { ...given } : given
    const converted = isRecord(record) ? hardware(record, report)(record, 'hardware') : record
    if (isRecord(record)) checkEnergyUnit(own(record, 'energy'), report)
    const checked = readHardware(converted, report)
    if (checked === undefined) return undefined
    resolveHardware(checked, readUnits(checked, report), 1, report)
    // If the check of the hardware reported anything, `attempt` drops this value.
    return checked as unknown as Accelerator
  })
