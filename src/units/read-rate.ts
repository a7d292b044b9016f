/** Quantities that depend on the clock: elements per cycle, cycles, and energies per cycle. */
import { show } from '../error/show'
import { type Decimal, decimal, isSameKind, valueIn } from './mathjs'
import { inRange, readIn, readQuantity, splitQuantity } from './read-quantity'
import { isRefusal, quoted, type Refusal } from './refusal'
import { didYouMeanUnit, isCycles, isElements } from './spelling'

/** The clock and the size of an element, as far as they could be read; absent if unknown. */
export type Timing = { readonly clock: Decimal | undefined; readonly elementBytes: Decimal }

const positive = (value: unknown, what: string, sample: string): Decimal | Refusal => {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return decimal(value)
  const expected = `${what}: a positive number or a text such as '${sample}'`
  return {
    expected,
    given: show(value),
    hint: `Give a positive number, or a text such as '${sample}'.`,
    message: `A positive number or a text such as '${sample}' is expected, but it is ${show(value)}.`,
  }
}

const notZero = (value: Decimal | Refusal, what: string, sample: string): Decimal | Refusal =>
  !isRefusal(value) && value.isZero() ? positive(0, what, sample) : value

/** A clock in Hz: a number, or a text such as '1 GHz'. */
export const readClock = (value: unknown): Decimal | Refusal =>
  typeof value === 'string'
    ? notZero(readIn(value, 'frequency', 'Hz'), 'a clock in Hz', '1 GHz')
    : positive(value, 'a clock in Hz', '1 GHz')

/** The size of an element in bytes: a number, or a text such as '16 b'. */
export const readElementBytes = (value: unknown): Decimal | Refusal =>
  typeof value === 'string'
    ? notZero(readIn(value, 'elementSize', 'B'), 'bytes per element', '2 B')
    : positive(value, 'bytes per element', '2 B')

const clockless = (text: string, instead: string): Refusal => ({
  expected: `a clock, to read ${quoted(text)} with`,
  given: 'no clock',
  hint: `Give a clock, such as '1 GHz', or write ${instead}.`,
  message: `${quoted(text)} needs a clock, but none is given.`,
})

const perCycle = /^(.*?) ?\/ ?cycles?$/

/** A word for what this library calls something else. */
const otherWord = (text: string, expected: string, meant: string): Refusal => ({
  expected,
  given: `${quoted(text)}, whose unit cannot be read`,
  hint: `Did you mean ${meant}? Write ${meant} as the unit.`,
  message: `The unit of ${quoted(text)} cannot be read; ${expected} is expected.`,
})

/** The meaning of a rate per cycle in another spelling. */
const meantRate = (unit: string): string | undefined => {
  const [counted = '', per = '', ...others] = unit.split(/ ?\/ ?/)
  if (others.length > 0 || !(isCycles(per) || /^cycles?$/.test(per))) return undefined
  if (isElements(counted)) return 'elements/cycle'
  return isCycles(per) ? `${counted}/cycle` : undefined
}

/** The numerator of a rate per cycle is neither elements nor a volume of data. */
const countless = (text: string, unit: string): Refusal => {
  const expected = "a bandwidth, such as '32 elements/cycle' or '64 B/cycle'"
  return {
    expected,
    given: `${quoted(text)}, which is neither elements nor a volume of data per cycle`,
    hint: `${didYouMeanUnit(unit, 'capacity')}Write elements or bytes per cycle, such as '32 elements/cycle'.`,
    message: `${quoted(text)} is neither elements nor a volume of data per cycle; ${expected} is expected.`,
  }
}

/** The numerator of a rate per cycle in elements: a number of elements, or a volume of data over the size of an element. */
const perCycleRate = (text: string, amount: Decimal, unit: string, { elementBytes }: Timing) => {
  if (/^elements?$/.test(unit)) return inRange(amount, text, 'bandwidth')
  if (isRefusal(readIn(`1 ${unit}`, 'capacity', 'B'))) return countless(text, unit)
  const volume = readIn(`${amount} ${unit}`, 'capacity', 'B')
  return isRefusal(volume) ? volume : inRange(volume.div(elementBytes), text, 'bandwidth')
}

/** A bandwidth in elements per cycle. */
export const readElementsPerCycle = (given: unknown, timing: Timing): Decimal | Refusal => {
  const split = splitQuantity(given, 'bandwidth')
  if (isRefusal(split)) return split
  const { text, amount, unit } = split
  const [, counted] = perCycle.exec(unit) ?? []
  const meant = meantRate(unit)
  if (meant !== undefined) return otherWord(text, "a bandwidth, such as '32 elements/cycle'", meant)
  if (counted !== undefined) return perCycleRate(text, amount, counted, timing)
  const rate = readIn(text, 'bandwidth', 'B/s')
  if (isRefusal(rate)) return rate
  const { clock, elementBytes } = timing
  return clock === undefined
    ? clockless(text, "elements per cycle, such as '32 elements/cycle'")
    : inRange(rate.div(clock).div(elementBytes), text, 'bandwidth')
}

/** A time in whole cycles: what arrives within a cycle is there at its end. */
export const readCycles = (given: unknown, { clock }: Timing): Decimal | Refusal => {
  const split = splitQuantity(given, 'time')
  if (isRefusal(split)) return split
  const { text, amount, unit } = split
  if (/^cycles?$/.test(unit)) return inRange(amount.ceil(), text, 'time')
  if (isCycles(unit)) return otherWord(text, "a time, such as '5 ns' or '2 cycles'", 'cycles')
  const time = readIn(text, 'time', 's')
  if (isRefusal(time)) return time
  return clock === undefined
    ? clockless(text, "cycles, such as '2 cycles'")
    : inRange(time.times(clock).ceil(), text, 'time')
}

/** An energy per cycle in pJ: an energy, or a power over the clock. */
export const readEnergyPerCycle = (given: unknown, { clock }: Timing): Decimal | Refusal => {
  const read = readQuantity(given, 'energyPerCycle')
  if (isRefusal(read)) return read
  const { text, quantity } = read
  const isPower = isSameKind(quantity, 'W')
  const value = inRange(valueIn(quantity, isPower ? 'pW' : 'pJ'), text, 'energyPerCycle')
  if (isRefusal(value) || !isPower) return value
  return clock === undefined
    ? clockless(text, "an energy per cycle, such as '0.5 pJ'")
    : inRange(value.div(clock), text, 'energyPerCycle')
}
