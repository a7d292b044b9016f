/** Logarithmic axes with readable ends and ticks: 1, 2 and 5 times a power of ten. */
import type { JsonObject } from './vega-lite'

export type Domain = readonly [from: number, to: number]

const mantissas = [1, 2, 5]

const powerOf = (value: number): number => Math.floor(Math.log10(value))

/** 10 to a power, exact where doubles are. */
const tenTo = (power: number): number => Number(`1e${power}`)

/** Numbers 1, 2, 5 times a power of ten that are in the domain. */
const steps = ([from, to]: Domain, of: readonly number[] = mantissas): readonly number[] => {
  const powers = Array.from({ length: powerOf(to) - powerOf(from) + 1 }, (_, i) => powerOf(from) + i)
  return powers
    .flatMap((power) => of.map((mantissa) => Number(`${mantissa}e${power}`)))
    .filter((step) => step >= from && step <= to)
}

/** The domain that has all of these values, and some room, between readable ends; 1 to 10 where there are none. */
export const domainOf = (values: readonly number[]): Domain => {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value))
  const least = positive.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) / 1.3
  const most = positive.reduce((a, b) => Math.max(a, b), 0) * 1.3
  if (positive.length === 0) return [1, 10]
  const around: Domain = [tenTo(powerOf(least)), tenTo(powerOf(most) + 1)]
  const from = steps(around).findLast((step) => step <= least) ?? around[0]
  const to = steps(around).find((step) => step >= most) ?? around[1]
  return [from, to]
}

const mostTicks = 9

const ticksIn = (domain: Domain): readonly number[] => {
  const all = steps(domain)
  if (all.length <= mostTicks) return all
  const decades = steps(domain, [1])
  const every = Math.ceil(decades.length / mostTicks)
  return decades.filter((_, i) => i % every === 0)
}

/** How far along a logarithmic axis, 0 to 1, and back. */
export const shareOf = (value: number, [from, to]: Domain): number =>
  Math.log(value / from) / Math.log(to / from)
export const valueAt = (share: number, [from, to]: Domain): number => from * (to / from) ** share

/** Numbers in short: `0.5`, `20`, `3k`, `1.5M`. */
export const numberExpression = "abs(datum.value) < 1 ? format(datum.value, '~g') : format(datum.value, '~s')"

/** The encoding of a field on a logarithmic axis. */
export const logarithmic = (field: string, title: string, domain: Domain): JsonObject => ({
  field,
  type: 'quantitative',
  title,
  scale: { type: 'log', domain, nice: false },
  axis: { values: ticksIn(domain), labelExpr: numberExpression },
})
