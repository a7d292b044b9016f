/** The values of hardware properties: numbers, words, and lists of them. */
import { type Constants, constantOf, numberOf } from './constants'
import { readExpression } from './expression'
import {
  isMark,
  next,
  passes,
  peek,
  type Reader,
  readQuoted,
  report,
  skipSeparators,
  startsLine,
  unexpected,
} from './reader'
import type { Token } from './scan'
import type { Tree } from './tree'

/** Blocks and lists nest so deep. */
export const deepest = 8

export const hardwareHint = 'Write, for instance, num_pes: 256.'

export const leaf = (value: unknown): Tree => ({ _tag: 'Leaf', value })

export const tooDeep = (reader: Reader, token: Token): undefined => {
  report(reader, 'TooComplex', token, {
    expected: `at most ${deepest} blocks or lists in one another`,
    given: 'more',
    hint: 'Write it flatter.',
  })
  return undefined
}

/** Whether the next token is a word that stands for itself: no constant, and no part of arithmetic. */
const isWordAhead = (reader: Reader, constants: Constants): boolean => {
  const [token, after] = [peek(reader), peek(reader, 1)]
  const computes = ['(', '+', '*', '/'].some((mark) => isMark(after, mark))
  return token.kind === 'word' && !computes && constantOf(constants, token.text) === undefined
}

/** Where a list has not been closed, the name of the next property is no word of the list. */
const isName = (reader: Reader, constants: Constants): boolean => {
  const isKey = [':', '=', '.', '[', '{'].some((mark) => isMark(peek(reader, 1), mark))
  return !isKey && isWordAhead(reader, constants)
}

const isNumber = (item: Tree): boolean => item._tag === 'Leaf' && typeof item.value === 'number'

/** Beside numbers, a word is a constant: a list holds numbers or names. */
const readItem = (
  reader: Reader,
  constants: Constants,
  depth: number,
  before: readonly Tree[],
): Tree | undefined => {
  if (passes(reader, '[')) return readList(reader, constants, depth + 1)
  if (peek(reader).kind === 'text') return leaf(readQuoted(reader, next(reader)))
  if (!before.some(isNumber) && isName(reader, constants)) return readWords(reader)
  return readNumber(reader, constants, 'a number, a name or a `]`')
}

/** An item, with the span of the tokens that it is made of. */
const readPlacedItem = (
  reader: Reader,
  constants: Constants,
  depth: number,
  before: readonly Tree[],
): Tree | undefined => {
  const { start } = peek(reader)
  const item = readItem(reader, constants, depth, before)
  return item && { ...item, at: { start, end: peek(reader, -1).end } }
}

/** `[1024, 1.5]`, `[filter, outputs]`, or a list of such lists; the reader stands behind its bracket. */
const readList = (reader: Reader, constants: Constants, depth: number): Tree | undefined => {
  const items: Tree[] = []
  if (depth > deepest) return tooDeep(reader, peek(reader))
  for (skipSeparators(reader); !passes(reader, ']'); skipSeparators(reader)) {
    const item = readPlacedItem(reader, constants, depth, items)
    if (item === undefined) return undefined
    items.push(item)
  }
  return { _tag: 'List', items }
}

const readNumber = (reader: Reader, constants: Constants, what: string): Tree | undefined => {
  const read = readExpression(reader, () => ({ what, hint: hardwareHint }))
  const value = read === undefined ? undefined : numberOf(reader, read, constants)
  return value === undefined ? undefined : leaf(value)
}

/** `true` or `True`, or a word such as within-runs. */
const readWords = (reader: Reader): Tree => {
  let text = next(reader).text
  if (/^(?:true|false)$/i.test(text)) return leaf(text.toLowerCase() === 'true')
  while (isMark(peek(reader), '-') && peek(reader, 1).kind === 'word') {
    next(reader)
    text += `-${next(reader).text}`
  }
  return leaf(text)
}

export const readValue = (reader: Reader, constants: Constants): Tree | undefined => {
  const token = peek(reader)
  if (token.kind === 'text') return leaf(readQuoted(reader, next(reader)))
  if (passes(reader, '[')) return readList(reader, constants, 1)
  const isWord = isWordAhead(reader, constants)
  if (isWord && !startsLine(reader)) return readWords(reader)
  if (isWord) unexpected(reader, token, 'a value on the line before', hardwareHint)
  if (isWord) return undefined
  return readNumber(reader, constants, 'a value')
}
