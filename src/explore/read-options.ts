/** From untrusted options to the range of indices that they mean. */
import { fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { isNonNegativeInteger, isPositiveInteger } from '../internal/arithmetic'
import { readList, readRecord, type UnknownRecord } from '../internal/read'
import type { Range } from './axis'
import { allRules, type Rule } from './rules'
import type { Shard } from './space'

/** Options as a record of known properties. */
export const readOptions = (value: unknown, known: readonly string[], report: Report): UnknownRecord =>
  value === undefined ? {} : (readRecord(value, 'options', known, 'Malformed', report) ?? {})

const isRule = (value: unknown): value is Rule => allRules.some((rule) => rule === value)

export const readWithout = (value: unknown, report: Report): readonly Rule[] => {
  if (value === undefined) return []
  const rules: Rule[] = []
  const list = readList(value, 'options.without', 100, 'Malformed', report) ?? []
  for (let i = 0; i < list.length; i++) {
    const rule = list[i]
    if (isRule(rule)) rules.push(rule)
    else
      report.push(
        fault('Malformed', `options.without[${i}]`, {
          expected: `one of the rules ${listed(allRules, 'or')}`,
          given: show(rule),
          hint: `${typeof rule === 'string' ? didYouMean(rule, allRules) : ''}Name rules to do without.`,
        }),
      )
  }
  return rules
}

const wholeSpace: Shard = { index: 0, count: 1 }

const readShard = (value: unknown, report: Report): Shard => {
  if (value === undefined) return wholeSpace
  const record = readRecord(value, 'options.shard', ['index', 'count'], 'Malformed', report)
  if (record === undefined) return wholeSpace
  const { index, count } = record
  const before = report.length
  if (!isPositiveInteger(count))
    report.push(
      fault('Malformed', 'options.shard.count', {
        expected: 'a positive integer',
        given: show(count),
        hint: 'Give the number of shards, 1 or more.',
      }),
    )
  if (!isNonNegativeInteger(index) || (isPositiveInteger(count) && index >= count))
    report.push(
      fault('Malformed', 'options.shard.index', {
        expected: `a non-negative integer${isPositiveInteger(count) ? ` below ${count}` : ''}`,
        given: show(index),
        hint: 'Number shards from 0.',
      }),
    )
  // Nothing was reported, so both are numbers.
  return report.length > before ? wholeSpace : { index: Number(index), count: Number(count) }
}

/** ⌊total · i / n⌋, whose product may exceed what a number holds. */
const share = (total: number, i: number, n: number): number => Number((BigInt(total) * BigInt(i)) / BigInt(n))

/** The indices of a shard of so many designs. */
export const readRange = (value: unknown, total: number, report: Report): Range => {
  const { index, count } = readShard(value, report)
  return [share(total, index, count), share(total, index + 1, count)]
}

/** Where to begin in a range of indices. */
export const readFrom = (value: unknown, [from, to]: Range, report: Report): number => {
  if (value === undefined) return from
  if (isNonNegativeInteger(value) && value >= from && value <= to) return value
  report.push(
    fault('Malformed', 'options.from', {
      expected: `an index of the shard, ${from} to ${to}`,
      given: show(value),
      hint: 'Give the index of the first design that is still to be done, or leave it out.',
    }),
  )
  return from
}

/** Designs at a time: a hundredth of the range if nothing is said. */
export const readChunk = (value: unknown, [from, to]: Range, report: Report): number => {
  if (value === undefined) return Math.max(1, Math.ceil((to - from) / 100))
  if (isPositiveInteger(value)) return value
  report.push(
    fault('Malformed', 'options.chunk', {
      expected: 'a positive integer',
      given: show(value),
      hint: 'Give the number of designs to look at before the next report.',
    }),
  )
  return 1
}
