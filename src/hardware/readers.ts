/** Readers of hardware: the combinators of all readers, with faults of hardware, and lists of one entry per level. */
import type { EstimateError, Report } from '../error/error'
import type { Warning } from '../error/warning'
import { mostPerLevel } from '../internal/limits'
import { readRecord, type UnknownRecord } from '../internal/read'
import { ofKind, type Read, recordOf as recordWith, unwanted } from '../internal/readers'

const tag = 'InvalidHardware'

export const invalid = (path: string, expected: string, value: unknown, hint: string): EstimateError =>
  unwanted(path, { tag, expected, hint }, value)

/** A value of one kind; `instead` stands for any other, and `absent`, if given, for none. */
export const reader = <A, B = A>(
  is: (value: unknown) => value is A,
  instead: A,
  expected: string,
  hint: string,
  absent?: B,
): Read<A | B> => ofKind(is, instead, { tag, expected, hint }, absent)

/** The properties of an object that has none but the known ones. */
export const readKnown = (
  value: unknown,
  path: string,
  known: readonly string[],
  report: Report,
): UnknownRecord | undefined => readRecord(value, path, known, tag, report)

/** An object with a reader for each of its properties. */
export const recordOf = <A>(readers: { readonly [K in keyof A]: Read<A[K]> }): Read<A> =>
  recordWith(tag, readers)

const unusedEntries = (path: string, given: number, used: number): Warning => ({
  _tag: 'UnusedEntry',
  path: `${path}[${used}]`,
  message: `${path} has ${given} ${given === 1 ? 'entry' : 'entries'}, but the dataflow uses ${used === 0 ? 'none' : `only ${used}`}.`,
})

/** The same entry for every level. */
export const repeated = <A>(entry: A, times: number): readonly A[] => {
  const entries: A[] = []
  for (let i = 0; i < times; i++) entries.push(entry)
  return entries
}

/** One entry for every level: of a list, the last entry is repeated, and entries beyond the levels are warned of. */
export const perLevel = <A>(
  read: Read<A>,
  absent: A,
  levels: number,
  value: unknown,
  path: string,
  report: Report,
  warnings: Warning[],
): readonly A[] => {
  if (value === undefined) return repeated(absent, levels)
  if (!Array.isArray(value)) return repeated(read(value, path, '', report), levels)
  const { length } = value
  if (length > mostPerLevel || (length === 0 && levels > 0)) {
    const expected = `one entry or a list of 1 to ${mostPerLevel}`
    report.push(invalid(path, expected, value, 'Give one entry for all levels, or one per level.'))
    return []
  }
  const entries = Array.from({ length }, (_, i) => read(value[i], path, `[${i}]`, report))
  if (length > levels) warnings.push(unusedEntries(path, length, levels))
  return Array.from({ length: levels }, (_, i) => entries[Math.min(i, length - 1)]!)
}

export const isPositive = (value: unknown): value is number =>
  typeof value === 'number' && value > 0 && value < Infinity

/** A positive number; `absent` where there is none. */
export const positive = <B>(hint: string, absent: B): Read<number | B> =>
  reader(isPositive, 1, 'a positive number', hint, absent)
