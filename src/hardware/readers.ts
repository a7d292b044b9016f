/** What the readers of hardware are made of: each hands on what is sound, and reports and replaces what is not. */
import { type EstimateError, fault, type Report } from '../error/error'
import { show } from '../error/show'
import type { Warning } from '../error/warning'
import { readRecord, type UnknownRecord } from '../internal/read'

/** Reads the property `key` of what is at `path`. They are put together only where something is wrong. */
export type Read<A> = (value: unknown, path: string, key: string, report: Report) => A

export const invalid = (path: string, expected: string, value: unknown, hint: string): EstimateError =>
  fault('InvalidHardware', path, { expected, given: show(value), hint })

/** A value of one kind; `instead` stands for any other, and `absent`, if given, for none. */
export const reader =
  <A, B = A>(
    is: (value: unknown) => value is A,
    instead: A,
    expected: string,
    hint: string,
    absent?: B,
  ): Read<A | B> =>
  (value, path, key, report) => {
    if (is(value)) return value
    if (value === undefined && absent !== undefined) return absent
    report.push(invalid(path + key, expected, value, hint))
    return instead
  }

export const optional =
  <A, B>(read: Read<A>, absent: B): Read<A | B> =>
  (value, path, key, report) =>
    value === undefined ? absent : read(value, path, key, report)

/** The properties of an object that has none but the known ones. */
export const readKnown = (
  value: unknown,
  path: string,
  known: readonly string[],
  report: Report,
): UnknownRecord | undefined => readRecord(value, path, known, 'InvalidHardware', report)

/** An object with a reader for each of its properties. */
export const recordOf =
  <A>(readers: { readonly [K in keyof A]: Read<A[K]> }): Read<A> =>
  (value, path, key, report) => {
    const place = path + key
    const record = readKnown(value, place, Object.keys(readers), report)
    // What is no object need not be told what it lacks.
    const told = record === undefined ? [] : report
    const result: Partial<A> = {}
    for (const name in readers) result[name] = readers[name](record?.[name], place, `.${name}`, told)
    return result as A // each of its properties has been read
  }

const unusedEntries = (path: string, given: number, used: number): Warning => ({
  _tag: 'UnusedEntry',
  path: `${path}[${used}]`,
  message: `${path} has ${given} entries, but the dataflow uses ${used === 0 ? 'none' : `only ${used}`}.`,
})

/** The same entry for every level. */
export const repeated = <A>(entry: A, times: number): readonly A[] => {
  const entries: A[] = []
  for (let i = 0; i < times; i++) entries.push(entry)
  return entries
}

/** So many levels at most exist; a longer list need not be read further. */
const mostEntries = 64

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
  if (length > mostEntries || (length === 0 && levels > 0)) {
    const expected = `one entry or a list of 1 to ${mostEntries}`
    report.push(invalid(path, expected, value, 'Give one entry for all levels, or one per level.'))
    return []
  }
  const entries = Array.from({ length }, (_, i) => read(value[i], path, `[${i}]`, report))
  if (length > levels) warnings.push(unusedEntries(path, length, levels))
  return Array.from({ length: levels }, (_, i) => entries[Math.min(i, length - 1)]!)
}
