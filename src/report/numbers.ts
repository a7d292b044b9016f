/** Numbers as people read them: the same everywhere, whatever the locale. */
import { visible } from '../internal/visible'

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** `1234567` as `1,234,567`; fractions keep two digits at most, or three that say something: `0.00123`. */
export const count = (value: number): string => {
  if (!Number.isFinite(value)) return String(value)
  if (value !== 0 && Math.abs(value) < 1) return String(Number(value.toPrecision(3)))
  if (Math.abs(value) >= 1e21) return value.toPrecision(3)
  const [whole = '', fraction = ''] = value.toFixed(Number.isInteger(value) ? 0 : 2).split('.')
  const sign = whole.startsWith('-') ? '-' : ''
  const kept = fraction.replace(/0+$/, '')
  return `${sign}${grouped(whole.slice(sign.length))}${kept === '' ? '' : `.${kept}`}`
}

const prefixes = ['', ' k', ' M', ' G', ' T', ' P', ' E']

const withPrefix = (value: number, power: number): string => `${value.toPrecision(3)}${prefixes[power]}`

/** `1234567` as `1.23 M`: three digits. */
export const short = (value: number): string => {
  const size = Math.abs(value)
  if (!Number.isFinite(value) || size >= 1e21) return count(value)
  if (size < 1000) return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)))
  const rounded = Number(value.toPrecision(3))
  const power = Math.min(prefixes.length - 1, Math.floor(Math.log10(Math.abs(rounded)) / 3 + 1e-9))
  const scaled = rounded / 1000 ** power
  return Math.abs(scaled) >= 100 ? `${Math.round(scaled)}${prefixes[power]}` : withPrefix(scaled, power)
}

/** `0.58` as `58.0 %`; a share that is there, however small, is not shown as none. */
export const percent = (share: number): string =>
  share > 0 && share < 0.0005 ? 'under 0.1 %' : `${(100 * share).toFixed(1)} %`

/** A share as a number of percent, rounded to a bound of it: up where it is the most that is possible, down where it is the least. */
export const boundPercent = (share: number, way: 'up' | 'down', digits = 1): number => {
  const units = 10 ** digits
  const nearest = Math.round(100 * share * units)
  // Compared as shares: products with 100 are inexact.
  const apart = nearest / (100 * units) - share
  const steps = way === 'up' ? Number(apart < 0) : -Number(apart > 0)
  return (nearest + steps) / units
}

const isUnshown = (share: number, digits: number): boolean => share > 0 && share < 0.005 / 10 ** digits

/** An upper bound of a share, rounded up so that it holds: `0.0213` as `2.2 %`, `0.0001` as `less than 0.1 %`. */
export const upperBound = (share: number, digits = 1): string =>
  isUnshown(share, digits)
    ? `less than ${(10 ** -digits).toFixed(digits)} %`
    : `${boundPercent(share, 'up', digits).toFixed(digits)} %`

/** An upper bound of a share in a sentence: `at most 2.2 %`, `less than 0.1 %`. */
export const atMost = (share: number, digits = 1): string =>
  isUnshown(share, digits) ? upperBound(share, digits) : `at most ${upperBound(share, digits)}`

/** `1.7234` as `1.72`, `128.4` as `128`: how many times. */
export const times = (factor: number): string => count(Number(factor.toPrecision(3)))

/** `1.7256` as `1.72`: how many times at least. */
export const timesAtLeast = (factor: number): string => {
  const nearest = Number(factor.toPrecision(3))
  const step = 10 ** (Math.floor(Math.log10(factor)) - 2)
  return times(nearest > factor ? nearest - step : nearest)
}

/** `1 bit`, `4.25 bits`: widths and sums of them, with all their digits below one. */
export const bits = (value: number): string => {
  const whole = Math.trunc(value)
  const fraction = String(value - whole).slice(1)
  return `${count(whole)}${value === whole ? '' : fraction} bit${value === 1 ? '' : 's'}`
}

/** `12.3456` as `12.3`: an average. */
export const mean = (value: number): string => count(Number(value.toFixed(1)))

/** `1 step`, `2 steps`. */
export const plural = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`

/** The name of a layer or a dataflow, or what to say where it has none. */
export const nameOr = (name: string, absent: string): string => (name === '' ? absent : visible(name))
