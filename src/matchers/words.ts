/** Figures and values in words. */
import { show } from '../error/show'
import { boundPercent } from '../report/numbers'

/** `1,234,567.89`: at most four digits of a fraction. */
export const shown = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 10 ? 4 : 2 })

const inPercent = (value: number, digits: number): string =>
  `${value.toLocaleString('en-US', { maximumFractionDigits: digits })} %`

/** `23.4 %` */
export const percent = (share: number, digits = 1): string => inPercent(share * 100, digits)

/** Two texts of shares with as many digits as it takes to tell them apart. */
const apart = (
  one: (digits: number) => string,
  other: (digits: number) => string,
): readonly [string, string] => {
  const digits = [1, 2, 4, 8].find((count) => one(count) !== other(count)) ?? 1
  return [one(digits), other(digits)]
}

/** Two shares that can be told apart. */
export const percents = (share: number, other: number): readonly [string, string] =>
  apart(
    (digits) => percent(share, digits),
    (digits) => percent(other, digits),
  )

/** A share, and a bound of another one, which is rounded so that it holds. */
export const percentsOfBound = (
  share: number,
  bound: number,
  way: 'up' | 'down',
): readonly [string, string] =>
  apart(
    (digits) => percent(share, digits),
    (digits) => inPercent(boundPercent(Math.max(0, bound), way, digits), digits),
  )

/** How a figure stands to another: `23.4 % less`, `12 times as much`. */
export const beside = (value: number, other: number): string => {
  if (value === other) return 'the same'
  if (other === 0) return value < other ? 'less' : 'more'
  const ratio = value / other
  if (ratio >= 10) return `${shown(Math.round(ratio))} times as much`
  const share = Math.abs(ratio - 1)
  const amount = share < 0.001 ? 'less than 0.1 %' : percent(share)
  return `${amount} ${value < other ? 'less' : 'more'}`
}

/** A value as it would be written: a text in quotes. */
export const written = (value: unknown): string =>
  value === undefined ? 'undefined' : show(value).replace('the text ', '')

/** What to say of a level that a dataflow does not have. */
export const noLevel = (level: unknown, levels: number): string =>
  `The dataflow has no level ${written(level)}: ${levels === 1 ? 'its only level is 0' : `its levels are 0 to ${levels - 1}`}.`

/** Lines set off from what surrounds them. */
export const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n')

/** `1 cycle`, `1,200 cycles`. */
export const cyclesOf = (cycles: number): string => `${shown(cycles)} ${cycles === 1 ? 'cycle' : 'cycles'}`
