/**
 * Reading untrusted values: each property is read once, so that what was checked is what is used. A fault is written to
 * the report and a harmless value is handed on, so that the rest of the input is checked too.
 */
import { type ErrorTag, fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'

export type UnknownRecord = { readonly [key: string]: unknown }

export const isRecord = (value: unknown): value is UnknownRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A property of the object itself; inherited ones (`toString`) are absent. */
export const own = (record: UnknownRecord, key: string): unknown => {
  const value = record[key]
  return value === undefined || Object.hasOwn(record, key) ? value : undefined
}

/** So many unknown properties are named; a junk object need not list them all. */
const mostUnknown = 20

/** An input object with no property but `known`; anything else is reported, and a misspelt `related` one recognized. */
export const readRecord = (
  value: unknown,
  path: string,
  known: readonly string[],
  tag: ErrorTag,
  report: Report,
  related: readonly string[] = [],
): UnknownRecord | undefined => {
  if (!isRecord(value)) {
    const expected = known.length === 0 ? 'an object' : `an object with ${listed(known)}`
    report.push(fault(tag, path, { expected, given: show(value), hint: `Write ${path} as an object.` }))
    return undefined
  }
  let unknown = 0
  // Not Object.keys: sound records are the rule, and need no list.
  for (const key in value) {
    if (known.includes(key) || own(value, key) === undefined) continue
    if (++unknown > mostUnknown) break
    const shown = show(key).replace('the text ', '')
    report.push(
      fault(tag, `${path}.${key.slice(0, 60)}`, {
        expected: known.length === 0 ? 'absent' : `one of ${listed(known, 'or')}`,
        given: `the unknown property ${shown}`,
        hint: `${didYouMean(key, [...known, ...related])}Rename or remove ${shown}.`,
        message: `${path} has no property ${shown}.`,
      }),
    )
  }
  return value
}

/** An input text; absent means the default. */
export const readText = (value: unknown, path: string, absent: string, report: Report): string => {
  if (value === undefined) return absent
  if (typeof value === 'string') return value
  report.push(
    fault('Malformed', path, {
      expected: 'a text',
      given: show(value),
      hint: 'Give the name as a text in quotes, before anything else.',
    }),
  )
  return absent
}

/** An input list of at most `most` entries. */
export const readList = (
  value: unknown,
  path: string,
  most: number,
  tag: ErrorTag,
  report: Report,
): readonly unknown[] => {
  if (!Array.isArray(value)) {
    report.push(
      fault(tag, path, { expected: 'a list', given: show(value), hint: `Write ${path} as a list […].` }),
    )
    return []
  }
  if (value.length <= most) return value
  report.push(
    fault('TooComplex', path, {
      expected: `a list of at most ${most}`,
      given: show(value),
      hint: `Shorten ${path} to ${most} entries.`,
    }),
  )
  return []
}
