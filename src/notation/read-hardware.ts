/** From a text to the accelerators in it: every Accelerator block is one, and so are the properties outside of all blocks. */
import { didYouMean } from '../error/nearest'
import { acceleratorKeys } from '../hardware/accelerator'
import { type Constants, constantsWithin, readConstant } from './constants'
import { ignoredPath, knownNames, meantBy, precisionPath, stepsOfName } from './hardware-names'
import { readSteps, showPath } from './hardware-path'
import { deepest, hardwareHint as hint, leaf, readValue, tooDeep } from './hardware-value'
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
import { reportTaken } from './taken'
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
  item._tag === 'Leaf'
    ? { _tag: 'Record', entries: new Map([[key, item]]), ...(item.at && { at: item.at }) }
    : item

/** The place of a property is also that of all around it, unless they have one already. */
const notePlaces = (reader: Reader, key: Token, steps: readonly Step[], { places }: Reading): void => {
  const place = placeOf(reader, key)
  for (let length = 1; length < steps.length; length++) {
    const around = `hardware.${showPath(steps.slice(0, length))}`
    if (placeIn(places, around) === undefined) places[around] = place
  }
  places[`hardware.${showPath(steps)}`] = place
}

/** Items of lists have places of their own. */
const noteItems = (reader: Reader, path: string, value: Tree, places: FoundPlaces): void => {
  if (value._tag !== 'List') return
  for (const [i, item] of value.items.entries()) {
    const place = `${path}[${i}]`
    if (item.at !== undefined) places[place] = placeOf(reader, item.at)
    noteItems(reader, place, item, places)
  }
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
  if (!acceleratorKeys.some((key) => key === known[0])) {
    reportUnknown(reader, key, name.slice(0, 60))
    return
  }
  const [full, meant] = inFull(known, isPrecision ? bytesOf(value) : value)
  notePlaces(reader, key, full, reading)
  noteItems(reader, `hardware.${showPath(full)}`, meant, reading.places)
  if (!put(reading.tree, full, meant)) reportTaken(reader, key, name.slice(0, 60), full, reading.tree)
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
