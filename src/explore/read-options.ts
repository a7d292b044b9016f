/** From untrusted options to the range of indices that they mean. */
import type { Report } from '../error/error'
import { isNonNegativeInteger } from '../internal/arithmetic'
import { readRecord, type UnknownRecord } from '../internal/read'
import {
  integer,
  listOf,
  ofKind,
  type Read,
  recordOf,
  unwanted,
  type Wanted,
  wordOf,
} from '../internal/readers'
import type { Range } from './axis'
import { allRules, type Rule } from './rules'
import type { Shard } from './space'

/** Options as a record of known properties. */
export const readOptions = (value: unknown, known: readonly string[], report: Report): UnknownRecord =>
  value === undefined ? {} : (readRecord(value, 'options', known, 'Malformed', report) ?? {})

const readRules = /* @__PURE__ */ listOf(
  'Malformed',
  100,
  /* @__PURE__ */ wordOf(allRules, 'Name rules to do without.'),
)

export const readWithout = (value: unknown, report: Report): readonly Rule[] =>
  value === undefined ? [] : readRules(value, 'options', '.without', report)

const wholeSpace: Shard = { index: 0, count: 1 }

const shardOf: Read<Shard> = /* @__PURE__ */ recordOf<Shard>('Malformed', {
  count: /* @__PURE__ */ integer(1, 'Malformed', 'Give the number of shards, 1 or more.'),
  index: /* @__PURE__ */ integer(0, 'Malformed', 'Number shards from 0.'),
})

const readShard = (value: unknown, report: Report): Shard => {
  if (value === undefined) return wholeSpace
  const before = report.length
  const shard = shardOf(value, 'options', '.shard', report)
  if (report.length > before) return wholeSpace
  if (shard.index < shard.count) return shard
  const expected = `a non-negative integer below ${shard.count}`
  const wanted: Wanted = { tag: 'Malformed', expected, hint: 'Number shards from 0.' }
  report.push(unwanted('options.shard.index', wanted, shard.index))
  return wholeSpace
}

/** ⌊total · i / n⌋, whose product may exceed what a number holds. */
const share = (total: number, i: number, n: number): number => Number((BigInt(total) * BigInt(i)) / BigInt(n))

/** The indices of a shard of a space of `total` designs. */
export const readRange = (value: unknown, total: number, report: Report): Range => {
  const { index, count } = readShard(value, report)
  return [share(total, index, count), share(total, index + 1, count)]
}

/** Where to begin in a range of indices. */
export const readFrom = (value: unknown, [from, to]: Range, report: Report): number => {
  const isWithin = (index: unknown): index is number =>
    isNonNegativeInteger(index) && index >= from && index <= to
  const wanted: Wanted = {
    tag: 'Malformed',
    expected: `an index of the shard, ${from} to ${to}`,
    hint: 'Give the index, in the whole space, of the first design that is still to be done, or leave it out.',
  }
  return ofKind(isWithin, from, wanted, from)(value, 'options', '.from', report)
}

const chunkOf = /* @__PURE__ */ integer(
  1,
  'Malformed',
  'Give the number of designs to look at before the next report.',
)

/** Designs at a time: by default a hundredth of the range. */
export const readChunk = (value: unknown, [from, to]: Range, report: Report): number =>
  value === undefined
    ? Math.max(1, Math.ceil((to - from) / 100))
    : chunkOf(value, 'options', '.chunk', report)
