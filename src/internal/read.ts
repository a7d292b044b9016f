/**
 * Reading untrusted values: each property is read once, so that what was checked is what is used. A fault is written to
 * the report and a harmless value is handed on, so that the rest of the input is checked too.
 */
import { type ErrorTag, type EstimateError, fault, type Report } from '../error/error'
import { nearestTo } from '../error/nearest'
import { listed, show } from '../error/show'

export type UnknownRecord = { readonly [key: string]: unknown }

export const isRecord = (value: unknown): value is UnknownRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The object itself if it inherits nothing but what every object does, else a copy of its own properties: so that a
 * property can be read by its name, which takes a tenth of the time of asking whether the object has it.
 */
export const ownProperties = (record: UnknownRecord): UnknownRecord => {
  const prototype: unknown = Object.getPrototypeOf(record)
  return prototype === Object.prototype || prototype === null ? record : { ...record }
}

/** A property of the object itself under a name that a caller chose; inherited ones (`toString`) are absent. */
export const own = (record: UnknownRecord, key: string): unknown => {
  const value = record[key]
  return value === undefined || Object.hasOwn(record, key) ? value : undefined
}

const isLeft = (value: unknown): boolean =>
  isRecord(value) && own(value, '_tag') === 'Left' && Object.hasOwn(value, 'left')

/** Whether a value is an Either: what a function of this library returns, where the value inside it is meant. */
export const isUnopened = (value: unknown): value is UnknownRecord =>
  isLeft(value) || (isRecord(value) && own(value, '_tag') === 'Right' && Object.hasOwn(value, 'right'))

/** That an Either stands where its value is meant; `part` is the part of that value, as in `.layers`. */
export const unopened = (tag: ErrorTag, path: string, value: unknown, part = ''): EstimateError => {
  const subject = path === '' ? 'The input' : path
  return isLeft(value)
    ? fault(tag, path, {
        expected: 'a value',
        given: 'an Either that holds errors (a Left)',
        hint: 'Repair the input as its errors describe: renderErrors(….left) prints them, and orThrow(…) throws them.',
        message: `${subject} is an Either that holds errors (a Left), so there is no value to use.`,
      })
    : fault(tag, path, {
        expected: 'the value inside the Either',
        given: 'an Either (a Right)',
        hint: `This is an Either: pass orThrow(…)${part} of it.`,
        message: `${subject} is an Either (a Right), but the value inside it is needed.`,
      })
}

/** The number of unknown properties of one object that are reported. */
const mostUnknown = 20

/** What a misspelt property most likely means: one of the object, or one of the layer of which the object is a part. */
const meantBy = (key: string, known: readonly string[], ofLayer: readonly string[]): string => {
  const nearest = nearestTo(key, [...known, ...ofLayer])
  if (nearest === undefined) return ''
  return `Did you mean ${nearest}${known.includes(nearest) ? '' : ', a property of the layer'}? `
}

/** A property that an input object should not have; a misspelt one, or a misspelt one `ofLayer`, is recognized. */
export const unknownProperty = (
  tag: ErrorTag,
  path: string,
  key: string,
  known: readonly string[],
  ofLayer: readonly string[] = [],
): EstimateError => {
  const shown = show(key).replace('the text ', '')
  const name = key.slice(0, 60)
  return fault(tag, path === '' ? name : `${path}.${name}`, {
    expected: known.length === 0 ? 'absent' : `one of ${listed(known, 'or')}`,
    given: `the unknown property ${shown}`,
    hint: `${meantBy(key, known, ofLayer)}Rename or remove ${shown}.`,
    message: `${path === '' ? 'The input' : path} has no property ${shown}.`,
  })
}

/**
 * The own properties of an input object with none but `known`; anything else is reported, and a misspelt one `ofLayer`
 * is recognized.
 */
export const readRecord = (
  value: unknown,
  path: string,
  known: readonly string[],
  tag: ErrorTag,
  report: Report,
  ofLayer: readonly string[] = [],
): UnknownRecord | undefined => {
  if (!isRecord(value)) {
    const expected = known.length === 0 ? 'an object' : `an object with ${listed(known)}`
    report.push(fault(tag, path, { expected, given: show(value), hint: `Write ${path} as an object.` }))
    return undefined
  }
  const record = ownProperties(value)
  // Not Object.keys: sound records are the rule, and need no list.
  for (const key in record)
    if (!known.includes(key)) {
      if (isUnopened(record)) {
        report.push(unopened(tag, path, record))
        return undefined
      }
      reportUnknown(record, path, known, tag, report, ofLayer)
      break
    }
  return record
}

const reportUnknown = (
  record: UnknownRecord,
  path: string,
  known: readonly string[],
  tag: ErrorTag,
  report: Report,
  ofLayer: readonly string[],
): void => {
  let unknown = 0
  for (const key in record) {
    if (known.includes(key) || own(record, key) === undefined) continue
    if (++unknown > mostUnknown) break
    report.push(unknownProperty(tag, path, key, known, ofLayer))
  }
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

/** A copy of the first `length` entries of a list, each read once. */
export const entriesOf = (list: readonly unknown[], length: number): readonly unknown[] => {
  const entries: unknown[] = []
  for (let i = 0; i < length; i++) entries.push(list[i])
  return entries
}

/** A copy of an input list of at most `most` entries; undefined if it is not a list, or is longer. */
export const readList = (
  value: unknown,
  path: string,
  most: number,
  tag: ErrorTag,
  report: Report,
): readonly unknown[] | undefined => {
  if (isUnopened(value)) {
    report.push(unopened(tag, path, value))
    return undefined
  }
  if (!Array.isArray(value)) {
    report.push(
      fault(tag, path, { expected: 'a list', given: show(value), hint: `Write ${path} as a list […].` }),
    )
    return undefined
  }
  const { length } = value
  if (length <= most) return entriesOf(value, length)
  report.push(
    fault('TooComplex', path, {
      expected: `a list of at most ${most}`,
      given: show(value),
      hint: `Shorten ${path} to ${most} entries.`,
    }),
  )
  return undefined
}
