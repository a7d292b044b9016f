/** From a text to the accelerators in it: every Accelerator block is one, and so are the properties outside of all blocks. */
import { didYouMean } from '../error/nearest'
import { type Constants, constantOf, constantsWithin, numberOf, readConstant } from './constants'
import { readExpression } from './expression'
import { ignoredPath, knownNames, meantBy, precisionPath, properties, stepsOfName } from './hardware-names'
import { readSteps, showPath } from './hardware-path'
import { type FoundPlaces, placeIn } from './places'
import {
  given,
  isMark,
  keywordOf,
  next,
  passes,
  peek,
  placeOf,
  type Reader,
  readName,
  readQuoted,
  report,
  skipAssignment,
  skipBlock,
  skipLine,
  skipSeparators,
  startsLine,
  unclosed,
  unexpected,
} from './reader'
import type { Token } from './scan'
import { dataOf, put, record, type Step, type Tree } from './tree'

/** What a text says of an accelerator, whether that makes one or not. */
export type ReadAccelerator = {
  readonly name: string
  /** The keyword of its block, or the first of its properties. */
  readonly opened: Token
  readonly isBlock: boolean
  readonly hardware: unknown
  readonly places: FoundPlaces
}

type Reading = { readonly tree: Tree; readonly places: FoundPlaces; readonly constants: Constants }

/** Blocks and lists nest so deep. */
const deepest = 8

const hint = 'Write, for instance, num_pes: 256.'

const leaf = (value: unknown): Tree => ({ _tag: 'Leaf', value })

const tooDeep = (reader: Reader, token: Token): undefined => {
  report(reader, 'TooComplex', token, {
    expected: `at most ${deepest} blocks or lists in one another`,
    given: 'more',
    hint: 'Write it flatter.',
  })
  return undefined
}

/** `[1024, 1.5]`, or a list of such lists; the reader stands behind its bracket. */
const readList = (reader: Reader, constants: Constants, depth: number): Tree | undefined => {
  const items: Tree[] = []
  if (depth > deepest) return tooDeep(reader, peek(reader))
  for (skipSeparators(reader); !passes(reader, ']'); skipSeparators(reader)) {
    const item = passes(reader, '[')
      ? readList(reader, constants, depth + 1)
      : readNumber(reader, constants, 'a number or a `]`')
    if (item === undefined) return undefined
    items.push(item)
  }
  return { _tag: 'List', items }
}

const readNumber = (reader: Reader, constants: Constants, what: string): Tree | undefined => {
  const read = readExpression(reader, () => ({ what, hint }))
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

const readValue = (reader: Reader, constants: Constants): Tree | undefined => {
  const token = peek(reader)
  if (token.kind === 'text') return leaf(readQuoted(reader, next(reader)))
  if (passes(reader, '[')) return readList(reader, constants, 1)
  const computes = ['(', '+', '*', '/'].some((mark) => isMark(peek(reader, 1), mark))
  const isWord = token.kind === 'word' && !computes && constantOf(constants, token.text) === undefined
  if (isWord && !startsLine(reader)) return readWords(reader)
  if (isWord) unexpected(reader, token, 'a value on the line before', hint)
  if (isWord) return undefined
  return readNumber(reader, constants, 'a value')
}

/** The networks of single levels, where a text has set some. */
const levelsSet = ({ tree }: Reading): number => {
  const networks = tree._tag === 'Record' ? tree.entries.get('noc') : undefined
  return networks?._tag === 'List' ? networks.items.length : 0
}

/** A network of all levels beside networks of single ones, in whatever order. */
const reportMixedNetworks = (reader: Reader, key: Token, path: string, levels: number): void => {
  const each = levels === 1 ? 'level 0' : `levels 0 to ${levels - 1}`
  report(reader, 'RepeatedEntry', key, {
    expected: 'one network for all levels, or one for each',
    given: levels === 0 ? `${path} beside a network for all levels` : `${path} beside networks of ${each}`,
    hint: `Keep ${path} or the other networks, and remove the rest.`,
    message:
      levels === 0
        ? `${path} sets the network of one level, but the network of all levels is set already: keep one of the two.`
        : `${path} sets all networks, but those of ${each} are set already: keep one of the two.`,
  })
}

const reportTaken = (
  reader: Reader,
  key: Token,
  path: string,
  steps: readonly Step[],
  reading: Reading,
): void => {
  const levels = levelsSet(reading)
  const ofLevel = typeof steps[1] === 'number'
  if (steps[0] === 'noc' && ofLevel === (levels === 0)) {
    reportMixedNetworks(reader, key, path, levels)
    return
  }
  report(reader, 'RepeatedEntry', key, {
    expected: `one value of ${path}`,
    given: 'another one, or a place in a list that comes too early',
    hint: 'Give every property once, and lists from [0] on.',
    message: `${path} cannot be given here (again).`,
  })
}

/** Names are written with bw for bandwidth. */
const shortened = (name: string): string => name.replace(/_band\w*$/i, '_bw')

const reportUnknown = (reader: Reader, key: Token, name: string): void =>
  report(reader, 'UnknownWord', key, {
    expected: knownNames.join(', '),
    given: name,
    hint: `${didYouMean(shortened(name), knownNames)}${hint}`,
    message: `${name} is not a property of hardware.`,
  })

/** The bytes of a precision such as INT16. */
const bytesOf = (tree: Tree): Tree => {
  const bits = tree._tag === 'Leaf' ? /^[a-z]+(\d+)$/i.exec(String(tree.value))?.[1] : undefined
  return bits === undefined ? tree : leaf(Number(bits) / 8)
}

/** A bare number, or a list of them, where there should be a part with properties. */
const inFull = (steps: readonly Step[], value: Tree): readonly [steps: readonly Step[], value: Tree] => {
  const key = meantBy(steps[0])
  const isPart = steps.length === 1 || (steps.length === 2 && typeof steps[1] === 'number')
  if (key === undefined || !isPart) return [steps, value]
  if (value._tag === 'Leaf' && typeof value.value === 'number') return [[...steps, key], value]
  if (value._tag !== 'List') return [steps, value]
  return [steps, { _tag: 'List', items: value.items.map((item) => partOf(key, item)) }]
}

const partOf = (key: string, item: Tree): Tree =>
  item._tag === 'Leaf' ? { _tag: 'Record', entries: new Map([[key, item]]) } : item

/** The place of a property is also that of all around it, unless they have one already. */
const notePlaces = (reader: Reader, key: Token, steps: readonly Step[], { places }: Reading): void => {
  const place = placeOf(reader, key)
  for (let length = 1; length < steps.length; length++) {
    const around = `hardware.${showPath(steps.slice(0, length))}`
    if (placeIn(places, around) === undefined) places[around] = place
  }
  places[`hardware.${showPath(steps)}`] = place
}

/** The places in a list before one that a name of its own stands for: such names come in any order. */
const putBefore = (tree: Tree, steps: readonly Step[]): void => {
  const at = steps.findIndex((step) => typeof step === 'number')
  for (let i = 0; at >= 0 && i < Number(steps[at]); i++) put(tree, [...steps.slice(0, at), i], record())
}

const putValue = (
  reader: Reader,
  key: Token,
  steps: readonly Step[],
  value: Tree,
  reading: Reading,
): void => {
  const name = showPath(steps)
  const lower = name.toLowerCase()
  if (lower === ignoredPath) return
  const isPrecision = lower === precisionPath
  const known = isPrecision ? ['elementBytes'] : (stepsOfName(name) ?? steps)
  if (known !== steps) putBefore(reading.tree, known)
  if (!properties.includes(String(known[0]))) {
    reportUnknown(reader, key, name.slice(0, 60))
    return
  }
  const [full, meant] = inFull(known, isPrecision ? bytesOf(value) : value)
  notePlaces(reader, key, full, reading)
  if (!put(reading.tree, full, meant)) reportTaken(reader, key, name.slice(0, 60), full, reading)
}

/** Behind a value there is no unit: a word on its line starts another property. */
const endsValue = (reader: Reader): boolean => {
  const [token, after] = [peek(reader), peek(reader, 1)]
  const isKey = [':', '=', '.', '[', '{'].some((mark) => isMark(after, mark))
  if (token.kind !== 'word' || isKey || knownNames.includes(token.text) || startsLine(reader)) return true
  unexpected(
    reader,
    token,
    'a number without a unit',
    'Write bytes, elements per cycle, cycles or Hz, as numbers.',
  )
  return false
}

/** A property with its value, or with a block of properties of its own. */
const readProperty = (reader: Reader, around: readonly Step[], depth: number, reading: Reading): void => {
  const key = next(reader)
  if (key.kind !== 'word') {
    unexpected(reader, key, 'the name of a property', hint)
    return
  }
  const named = readSteps(reader, key)
  if (named === undefined) {
    skipLine(reader)
    return
  }
  const steps = [...around, ...named]
  if (steps.length > deepest) {
    tooDeep(reader, key)
    skipLine(reader)
    return
  }
  skipAssignment(reader)
  if (passes(reader, '{')) {
    readProperties(reader, key, steps, depth + 1, reading)
    return
  }
  const value = readValue(reader, reading.constants)
  if (value === undefined || !endsValue(reader)) skipLine(reader)
  else putValue(reader, key, steps, value, reading)
}

/** The properties of a block; the reader stands behind its brace. */
const readProperties = (
  reader: Reader,
  opened: Token,
  around: readonly Step[],
  depth: number,
  reading: Reading,
): void => {
  if (depth > deepest) {
    tooDeep(reader, opened)
    reader.at -= 1
    skipBlock(reader)
    return
  }
  skipSeparators(reader)
  if (isMark(peek(reader), '}') && around.length > 0) putValue(reader, opened, around, record(), reading)
  for (; !passes(reader, '}'); skipSeparators(reader)) {
    if (peek(reader).kind === 'end') {
      unclosed(reader, given(opened), opened)
      return
    }
    readProperty(reader, around, depth, reading)
  }
}

/** Blocks of a network may stand in the same text; they are read by parseNetwork. */
const networkBlocks: readonly string[] = ['network', 'layer', 'dataflow']

type Started = Reading & Pick<ReadAccelerator, 'name' | 'opened' | 'isBlock'>

type Found = {
  readonly constants: Constants
  readonly accelerators: Started[]
  /** The accelerator of the properties outside of all blocks, as long as no block follows them. */
  bare: Started | undefined
}

const start = (
  { constants, accelerators }: Found,
  opened: Token,
  name: string,
  isBlock: boolean,
): Started => {
  const started = { name, opened, isBlock, constants, tree: record(), places: {} }
  accelerators.push(started)
  return started
}

const readBlock = (reader: Reader, opened: Token, found: Found): void => {
  const name = readName(reader, opened)?.value ?? ''
  found.bare = undefined
  const started = start(found, opened, name, true)
  if (passes(reader, '{')) readProperties(reader, opened, [], 1, started)
  else unexpected(reader, peek(reader), '`{` after Accelerator', 'Write Accelerator { num_pes: 256 }.')
}

const readStatement = (reader: Reader, found: Found): void => {
  const token = peek(reader)
  const keyword = keywordOf(token)
  if (keyword === 'constant') {
    next(reader)
    readConstant(reader, found.constants)
  } else if (networkBlocks.includes(keyword)) {
    readName(reader, next(reader))
    if (isMark(peek(reader), '{')) skipBlock(reader)
  } else if (keyword === 'accelerator') readBlock(reader, next(reader), found)
  else {
    found.bare ??= start(found, token, '', false)
    readProperty(reader, [], 0, found.bare)
  }
}

/** The accelerators of a text: each block is one, and so are the properties outside of all blocks. */
export const readAccelerators = (reader: Reader): readonly ReadAccelerator[] => {
  const found: Found = { constants: constantsWithin(undefined), accelerators: [], bare: undefined }
  for (skipSeparators(reader); peek(reader).kind !== 'end'; skipSeparators(reader))
    readStatement(reader, found)
  const { accelerators } = found
  if (accelerators.every(({ places }) => Object.keys(places).length === 0) && reader.errors.length === 0)
    report(reader, 'MissingEntry', peek(reader), {
      expected: 'properties of hardware',
      given: 'none',
      hint,
      message: 'The text describes no hardware.',
    })
  return accelerators.map(({ tree, ...accelerator }) => ({ ...accelerator, hardware: dataOf(tree) }))
}
