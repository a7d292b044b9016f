/**
 * The combinators that readers of untrusted data are made of. A reader hands on what is sound; it reports anything else, and
 * hands on a harmless value in its place, so that the rest of the input is read too.
 */
import { type ErrorTag, type EstimateError, fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { isNonNegativeInteger, isPositiveInteger } from './arithmetic'
import { isRecord, own, readList, readRecord } from './read'

/** Reads the property `key` of what is at `path`. They are joined only where something is wrong. */
export type Read<A> = (value: unknown, path: string, key: string, report: Report) => A

/** What is wanted at a place, and the repair of anything else. */
export type Wanted = { readonly tag: ErrorTag; readonly expected: string; readonly hint: string }

export const unwanted = (path: string, { tag, expected, hint }: Wanted, value: unknown): EstimateError =>
  fault(tag, path, { expected, given: show(value), hint })

/** A value of one kind; `instead` stands for any other, and `absent`, if given, for none. */
export const ofKind =
  <A, B = A>(is: (value: unknown) => value is A, instead: A, wanted: Wanted, absent?: B): Read<A | B> =>
  (value, path, key, report) => {
    // Most properties of most inputs are absent.
    if (value === undefined && absent !== undefined) return absent
    if (is(value)) return value
    report.push(unwanted(path + key, wanted, value))
    return instead
  }

export const optional =
  <A, B>(read: Read<A>, absent: B): Read<A | B> =>
  (value, path, key, report) =>
    value === undefined ? absent : read(value, path, key, report)

/** An integer, `least` or more; `absent`, if given, where the value is absent. */
export const integer = (least: 0 | 1, tag: ErrorTag, hint: string, absent?: number): Read<number> =>
  ofKind(
    least === 0 ? isNonNegativeInteger : isPositiveInteger,
    absent ?? least,
    { tag, expected: least === 0 ? 'a non-negative integer' : 'a positive integer', hint },
    absent,
  )

const quoted = (words: readonly string[]): string =>
  listed(
    words.map((word) => `'${word}'`),
    'or',
  )

/** One of several words. A misspelt one is recognized; the first stands for any other. */
export const wordOf =
  <W extends string>(words: readonly [W, ...W[]], hint: string): Read<W> =>
  (value, path, key, report) => {
    const word = words.find((each) => each === value)
    if (word !== undefined) return word
    const meant = typeof value === 'string' ? didYouMean(value, words) : ''
    const wanted: Wanted = { tag: 'Malformed', expected: quoted(words), hint: meant + hint }
    report.push(unwanted(path + key, wanted, value))
    return words[0]
  }

/** One of several words, of which the first is the default. */
export const optionalWord = <W extends string>(words: readonly [W, ...W[]]): Read<W> =>
  optional(wordOf(words, `Leave it out for '${words[0]}'.`), words[0])

/** An object with a reader for each of its properties, and no other properties. */
export const recordOf =
  <A>(tag: ErrorTag, readers: { readonly [K in keyof A]: Read<A[K]> }): Read<A> =>
  (value, path, key, report) => {
    const place = path + key
    const record = readRecord(value, place, Object.keys(readers), tag, report)
    // Where there is no object, its properties are not reported as missing.
    const inside = record === undefined ? [] : report
    const result: Partial<A> = {}
    for (const name in readers) result[name] = readers[name](record?.[name], place, `.${name}`, inside)
    return result as A // each of its properties has been read
  }

/** Options: an object of which every property may be absent, and which may be absent itself. */
export const optionsOf = <A>(readers: { readonly [K in keyof A]: Read<A[K]> }): Read<A> => {
  const read = recordOf('Malformed', readers)
  return (value, path, key, report) => read(value === undefined ? {} : value, path, key, report)
}

/** A list of at most `most` entries. */
export const listOf =
  <A>(tag: ErrorTag, most: number, read: Read<A>): Read<readonly A[]> =>
  (value, path, key, report) => {
    const place = path + key
    const entries = readList(value, place, most, tag, report) ?? []
    return entries.map((entry, i) => read(entry, place, `[${i}]`, report))
  }

const longestName = 60

/** A name as far as it is shown in a path or a text: a caller's may be of any length. */
export const shownName = (name: string): string => name.slice(0, longestName)

/** As many faults of lists and objects of names are reported; junk may have millions. */
export const mostFaults = 50

/** Whether so much is wrong already that no more names are looked at. */
export const isFull = (report: Report): boolean => report.length >= mostFaults

/** The properties of an object whose names are the caller's; those that are faulty are left out. */
export const mapOf =
  <A>(read: Read<A>): Read<ReadonlyMap<string, A>> =>
  (value, path, key, report) => {
    const place = path + key
    if (!isRecord(value)) {
      const hint = `Write ${place} as an object, by name.`
      report.push(unwanted(place, { tag: 'Malformed', expected: 'an object', hint }, value))
      return new Map()
    }
    const found = new Map<string, A>()
    for (const name of Object.keys(value)) {
      const before = report.length
      const entry = read(own(value, name), place, `.${shownName(name)}`, report)
      if (report.length === before) found.set(name, entry)
      else if (before >= mostFaults) report.length = before
    }
    return found
  }
