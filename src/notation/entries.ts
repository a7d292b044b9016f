/** Blocks of names and numbers, `{ K: 64, C: 3 }`, with any spacing. */
import { type Constants, numberOf } from './constants'
import { readExpression } from './expression'
import {
  isMark,
  next,
  passes,
  peek,
  placeOf,
  type Reader,
  report,
  short,
  skipAssignment,
  skipSeparators,
  skipStatement,
  startsStatement,
  unclosed,
  unexpected,
} from './reader'
import type { Token } from './scan'

/** A value and the name that it was given to. */
export type Entry = { readonly value: number; readonly key: Token }
export type Entries = Map<string, Entry>

type Block = {
  readonly what: string
  readonly opened: Token
  readonly constants: Constants
  readonly entries: Entries
}

const reportRepeated = (reader: Reader, key: Token, name: string, first: Entry, value: number): void => {
  const given = `${first.value} in line ${placeOf(reader, first.key).line} and ${value} here`
  report(reader, 'RepeatedEntry', key, {
    expected: `one value of ${name}`,
    given,
    hint: 'Remove one of the two.',
    message: `${name} is given twice: ${given}.`,
  })
}

export const setEntry = (reader: Reader, entries: Entries, key: Token, name: string, value: number): void => {
  const first = entries.get(name)
  if (first === undefined) entries.set(name, { value, key })
  else if (first.value !== value) reportRepeated(reader, key, short(name), first, value)
}

/** Passes the rest of an entry that cannot be read. */
const skipEntry = (reader: Reader): void => {
  for (;;) {
    const token = peek(reader)
    if (token.kind === 'end' || startsStatement(token)) return
    if ([',', ';', '}'].some((mark) => isMark(token, mark))) return
    reader.at += 1
  }
}

const readEntry = (reader: Reader, { what, constants, entries }: Block): void => {
  const key = next(reader)
  if (key.kind !== 'word') {
    unexpected(reader, key, 'the name of a dimension', `Write ${what} { K: 64, C: 3 }.`)
    skipEntry(reader)
    return
  }
  skipAssignment(reader)
  const read = readExpression(reader, () => {
    const name = short(key.text)
    return { what: `the value of ${name}`, hint: `Write ${name}: 64.` }
  })
  if (read === undefined) skipEntry(reader)
  const value = read === undefined ? undefined : numberOf(reader, read, constants)
  if (value !== undefined) setEntry(reader, entries, key, key.text, value)
}

/** Reads a block of entries; the reader stands behind its keyword. */
export const readEntries = (
  reader: Reader,
  what: string,
  opened: Token,
  constants: Constants,
  entries: Entries,
): void => {
  const block = { what, opened, constants, entries }
  if (!passes(reader, '{')) {
    unexpected(reader, peek(reader), `\`{\` after ${what}`, `Write ${what} { K: 64, C: 3 }.`)
    skipStatement(reader)
    return
  }
  for (;;) {
    skipSeparators(reader)
    const token = peek(reader)
    if (passes(reader, '}')) return
    if (token.kind === 'end' || startsStatement(token)) {
      unclosed(reader, what, opened)
      return
    }
    readEntry(reader, block)
  }
}
