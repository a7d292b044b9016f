/** Figures and values in words. */
import { show } from '../error/show'

/** `1,234,567.89`: at most four digits of a fraction. */
export const shown = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 10 ? 4 : 2 })

/** `23.4 %` */
export const percent = (share: number, digits = 1): string =>
  `${(share * 100).toLocaleString('en-US', { maximumFractionDigits: digits })} %`

/** Two shares with as many digits as it takes to tell them apart. */
export const percents = (share: number, other: number): readonly [string, string] => {
  const digits = [1, 2, 4, 8].find((count) => percent(share, count) !== percent(other, count)) ?? 1
  return [percent(share, digits), percent(other, digits)]
}

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
