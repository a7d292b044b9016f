/**
 * What a layer says of the elements of its tensors: `Precision: 8`, `Precision { inputs: 8, output { partial: 32 } }`,
 * `Density { filter { n: 2, m: 4, along: C } }`.
 */
import { byName } from '../internal/by-name'
import { isRecord } from '../internal/read'
import { type Constants, numberOf } from './constants'
import { readExpression } from './expression'
import type { FoundPlaces } from './places'
import { printNumber } from './print-expression'
import {
  isMark,
  next,
  passes,
  peek,
  placeOf,
  type Reader,
  readQuoted,
  report,
  short,
  skipAssignment,
  skipBlock,
  skipSeparators,
  skipStatement,
  startsStatement,
  unclosed,
  unexpected,
} from './reader'
import type { Token } from './scan'

/** What is said of the elements of tensors, as it was read: the check of the layer judges it. */
export type Elements = { readonly precision?: unknown; readonly density?: unknown }

/** What a layer has said so far, and where. */
export type FoundElements = { values: Elements; readonly places: FoundPlaces }

/** The properties of a layer that are written this way, with their keywords. */
const elementBlocks = { precision: 'Precision', density: 'Density' } as const

type ElementBlock = keyof typeof elementBlocks

/** Whether a keyword starts such a block. */
export const isElementBlock = (keyword: string): keyword is ElementBlock =>
  Object.hasOwn(elementBlocks, keyword)

const hints: { readonly [B in ElementBlock]: string } = {
  precision: 'Write Precision: 8, or Precision { inputs: 8, output { partial: 32, final: 8 } }.',
  density: 'Write Density { filter: 0.5 }, or Density { filter { n: 2, m: 4, along: C } }.',
}

/** A block as it is read: which, the constants in force, and where its parts stand. */
type Reading = {
  readonly reader: Reader
  readonly block: ElementBlock
  readonly constants: Constants
  readonly places: FoundPlaces
}

/** Tensors, and within them what is said of one. */
const deepest = 2

const reportRepeated = ({ reader }: Reading, key: Token, name: string): void =>
  report(reader, 'RepeatedEntry', key, {
    expected: `one value of ${short(name)}`,
    given: 'another one',
    hint: 'Remove one of the two.',
  })

/** Blocks of structured sparsity lie along a dimension, which is a name. */
const readDimension = ({ reader, block }: Reading): string | undefined => {
  const token = peek(reader)
  if (token.kind === 'word' && !startsStatement(token)) return next(reader).text
  if (token.kind === 'text') return readQuoted(reader, next(reader))
  unexpected(reader, token, 'the name of a dimension', hints[block])
  return undefined
}

const readNumber = ({ reader, block, constants }: Reading, name: string): number | undefined => {
  const read = readExpression(reader, () => ({ what: `the value of ${short(name)}`, hint: hints[block] }))
  return read === undefined ? undefined : numberOf(reader, read, constants)
}

/** Passes the rest of an entry that cannot be read. */
const skipEntry = (reader: Reader): void => {
  for (;;) {
    const token = peek(reader)
    if (token.kind === 'end' || startsStatement(token)) return
    if ([',', ';', '}'].some((mark) => isMark(token, mark))) return
    if (isMark(token, '{')) skipBlock(reader)
    else reader.at += 1
  }
}

type Entry = { readonly name: string; readonly value: unknown }

const readEntry = (reading: Reading, path: string, depth: number, entries: Entry[]): void => {
  const { reader, block, places } = reading
  const key = next(reader)
  if (key.kind !== 'word' && key.kind !== 'text') {
    unexpected(reader, key, 'the name of a tensor', hints[block])
    skipEntry(reader)
    return
  }
  const name = key.kind === 'text' ? readQuoted(reader, key) : key.text
  if (entries.some((entry) => entry.name === name)) reportRepeated(reading, key, name)
  skipAssignment(reader)
  const place = `${path}.${name.slice(0, 60)}`
  places[place] = placeOf(reader, key)
  const value = readValue(reading, key, name, place, depth)
  if (value === undefined) skipEntry(reader)
  else entries.push({ name, value })
}

const readEntries = (reading: Reading, opened: Token, path: string, depth: number): unknown => {
  const { reader } = reading
  const entries: Entry[] = []
  for (;;) {
    skipSeparators(reader)
    if (passes(reader, '}')) return byName(entries, (i) => entries[i]!.value)
    const token = peek(reader)
    if (token.kind === 'end' || startsStatement(token)) {
      unclosed(reader, short(opened.text), opened)
      return byName(entries, (i) => entries[i]!.value)
    }
    readEntry(reading, path, depth, entries)
  }
}

const readValue = (reading: Reading, key: Token, name: string, path: string, depth: number): unknown => {
  const { reader } = reading
  if (depth < deepest && passes(reader, '{')) return readEntries(reading, key, path, depth + 1)
  return name === 'along' && depth === deepest ? readDimension(reading) : readNumber(reading, name)
}

const reportBlock = (reader: Reader, block: ElementBlock, keyword: Token): void =>
  report(reader, 'RepeatedEntry', keyword, {
    expected: `one ${elementBlocks[block]} in a Layer`,
    given: 'another one',
    hint: 'Write all of it in one block, or remove one of the two.',
  })

/** Reads the block; the reader stands behind its keyword. What is right in it is for the check of the layer to say. */
export const readElements = (
  reader: Reader,
  block: ElementBlock,
  keyword: Token,
  constants: Constants,
  found: FoundElements,
): void => {
  const { values, places } = found
  if (values[block] !== undefined) reportBlock(reader, block, keyword)
  skipAssignment(reader)
  const path = `layer.${block}`
  places[path] ??= placeOf(reader, keyword)
  const value = readValue({ reader, block, constants, places }, keyword, elementBlocks[block], path, 0)
  if (value === undefined) skipStatement(reader)
  else found.values = { ...values, [block]: value }
}

const word = /^[A-Za-z_]\w*'?$/

const printWord = (text: string): string =>
  word.test(text) && !startsStatement({ kind: 'word', text, start: 0, end: 0 }) ? text : JSON.stringify(text)

const printEntry = (key: string, value: unknown): string => {
  if (isRecord(value)) return `${key} ${printRecord(value)}`
  if (typeof value === 'number') return `${key}: ${printNumber(value)}`
  return `${key}: ${typeof value === 'string' ? printWord(value) : String(value)}`
}

const printRecord = (value: object): string => {
  const entries = Object.entries(value).flatMap(([name, entry]) =>
    entry === undefined ? [] : [printEntry(printWord(name), entry)],
  )
  return entries.length === 0 ? '{ }' : `{ ${entries.join(', ')} }`
}

/** The blocks of a layer as text; none where nothing is said. */
export const printElements = (layer: Elements): readonly string[] =>
  (['precision', 'density'] as const).flatMap((block) =>
    layer[block] === undefined ? [] : [printEntry(elementBlocks[block], layer[block])],
  )
