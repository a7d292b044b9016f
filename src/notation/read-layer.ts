/** One layer of a network as text. */
import type { Dataflow } from '../dataflow/directive'
import { byName } from '../internal/by-name'
import { hasWindow } from '../operator/layer-kinds'
import type { Operands } from '../operator/shapes'
import { type Constants, numberOf } from './constants'
import { type FoundElements, isElementBlock, readElements } from './elements'
import { type Entries, readEntries, setEntry } from './entries'
import { readExpression } from './expression'
import { type Declared, layerType, type TypedLayer, typeNames } from './layer-types'
import { readOperands } from './operands'
import { type FoundPlaces, type Places, placeIn } from './places'
import {
  isMark,
  keywordOf,
  type Name,
  next,
  opens,
  passes,
  peek,
  placeOf,
  type Reader,
  readName,
  report,
  skipAssignment,
  skipSeparators,
  skipStatement,
  startsStatement,
  unclosed,
  unexpected,
  unknownWord,
  warn,
} from './reader'
import type { Token } from './scan'
import {
  closeFlow,
  type Flow,
  type FlowBlock,
  type Inherited,
  inherit,
  readFlow,
  swappedFlow,
} from './shared-dataflow'
import { paddingOf, perAxis, type WindowEntries, warnOfWindow } from './window'

export type ReadLayer = {
  readonly layer: TypedLayer
  readonly dataflow: Dataflow | null
  readonly layerPlaces: Places
  readonly dataflowPlaces: Places | undefined
}

type Body = WindowEntries & {
  readonly opened: Token
  readonly name: Name | undefined
  readonly sizes: Entries
  /** Where the blocks start, for errors about a block as a whole. */
  readonly blocks: Map<string, Token>
  type: Token | undefined
  operands: Operands | undefined
  readonly elements: FoundElements
  flow: FlowBlock
}

const startedBody = (opened: Token, name: Name | undefined): Body => ({
  opened,
  name,
  sizes: new Map(),
  stride: new Map(),
  dilation: new Map(),
  padding: new Map(),
  blocks: new Map(),
  type: undefined,
  operands: undefined,
  elements: { values: {}, places: {} },
  flow: 'nothing',
})

const readType = (reader: Reader, body: Body): void => {
  skipAssignment(reader)
  const token = peek(reader)
  if (token.kind !== 'word' || startsStatement(token)) {
    unexpected(reader, token, 'a type of layer', `Write one of ${typeNames.join(', ')}.`)
    return
  }
  next(reader)
  if (layerType(token.text) === undefined)
    unknownWord(reader, token, 'type of layer', typeNames, `Write one of ${typeNames.join(', ')}.`)
  else if (body.type !== undefined && body.type.text.toUpperCase() !== token.text.toUpperCase())
    report(reader, 'RepeatedEntry', token, {
      expected: 'one Type',
      given: `${body.type.text} before and ${token.text} here`,
      hint: 'Remove one of the two.',
    })
  body.type = token
}

/** A block such as `Stride { Y: 2, X: 2 }`, or one number for both axes: `Stride: 2`. */
const readPerAxis = (
  reader: Reader,
  what: string,
  keyword: Token,
  constants: Constants,
  entries: Entries,
) => {
  skipAssignment(reader)
  if (isMark(peek(reader), '{')) {
    readEntries(reader, what, keyword, constants, entries)
    return
  }
  const read = readExpression(reader, () => ({
    what: `\`{\` after ${what}`,
    hint: `Write ${what} { Y: 2, X: 2 }.`,
  }))
  const value = read === undefined ? undefined : numberOf(reader, read, constants)
  if (read === undefined) skipStatement(reader)
  if (value === undefined) return
  for (const axis of ['Y', 'X']) setEntry(reader, entries, keyword, axis, value)
}

const outsideDataflow = (reader: Reader, token: Token): void =>
  report(reader, 'Syntax', token, {
    expected: 'directives within a Dataflow',
    given: `${token.text} outside of one`,
    hint: 'Write Dataflow { … } around the directives.',
    message: `${token.text} is outside of a Dataflow.`,
  })

const words: readonly string[] = [
  'Type',
  'Stride',
  'Dilation',
  'Padding',
  'Dimensions',
  'Operands',
  'Precision',
  'Density',
  'Dataflow',
]

/** Constructors take sizes beside a name. */
const refuseName = (reader: Reader, sizes: Entries): void => {
  const name = sizes.get('name')
  if (name !== undefined)
    unknownWord(reader, name.key, 'dimension', [], 'A layer is named behind its keyword: Layer CONV1 { … }.')
}

/** Something that does not belong into a layer; its statement is passed. */
const refuseStatement = (reader: Reader, token: Token): void => {
  if (token.kind !== 'word')
    unexpected(reader, token, 'a part of the layer', `Write one of ${words.join(', ')}.`)
  else if (startsStatement(token)) outsideDataflow(reader, token)
  else unknownWord(reader, token, 'part of a layer', words, 'Write one of these.')
  skipStatement(reader)
}

const readOwnFlow = (reader: Reader, keyword: Token, body: Body, constants: Constants): void => {
  const first = body.blocks.get('dataflow')
  if (first !== undefined && first !== keyword)
    report(reader, 'RepeatedEntry', keyword, {
      expected: 'one Dataflow in a Layer',
      given: 'another one',
      hint: 'Write all directives in one Dataflow { … }, or remove one of the two.',
      message: `This Layer has a Dataflow in line ${placeOf(reader, first).line} already.`,
    })
  body.flow = readFlow(reader, keyword, constants)
}

const windowBlocks = { stride: 'Stride', dilation: 'Dilation', padding: 'Padding' } as const

const readStatement = (reader: Reader, body: Body, constants: Constants): void => {
  const token = next(reader)
  const keyword = keywordOf(token)
  if (!body.blocks.has(keyword)) body.blocks.set(keyword, token)
  if (keyword === 'type') readType(reader, body)
  else if (keyword === 'stride' || keyword === 'dilation' || keyword === 'padding')
    readPerAxis(reader, windowBlocks[keyword], token, constants, body[keyword])
  else if (keyword === 'dimensions') {
    skipAssignment(reader)
    readEntries(reader, 'Dimensions', token, constants, body.sizes)
    refuseName(reader, body.sizes)
  } else if (keyword === 'operands') body.operands = readOperands(reader)
  else if (isElementBlock(keyword)) readElements(reader, keyword, token, constants, body.elements)
  else if (keyword === 'dataflow') readOwnFlow(reader, token, body, constants)
  else refuseStatement(reader, token)
}

const endsLayer: readonly string[] = ['network', 'layer', 'constant', 'accelerator']

const readBody = (reader: Reader, body: Body, constants: Constants): void => {
  for (;;) {
    skipSeparators(reader)
    const token = peek(reader)
    if (passes(reader, '}')) return
    if (token.kind === 'end' || endsLayer.includes(keywordOf(token))) {
      unclosed(reader, 'Layer', body.opened)
      return
    }
    readStatement(reader, body, constants)
  }
}

const recordOf = (entries: Entries): Readonly<Record<string, number>> => {
  const listed = [...entries].map(([name, { value }]) => ({ name, value }))
  return byName(listed, (i) => listed[i]!.value)
}

const declaredOf = (reader: Reader, body: Body, places: FoundPlaces): Declared => ({
  name: body.name?.value ?? '',
  sizes: recordOf(body.sizes),
  operands: body.operands,
  elements: body.elements.values,
  window: {
    stride: perAxis(reader, 'Stride', body.stride, places),
    dilation: perAxis(reader, 'Dilation', body.dilation, places),
    padding: paddingOf(reader, body.padding, places),
  },
})

/** Joined once for all layers of a text, which takes longer than to read a size. */
const pathOfSize = ({ sizePaths }: Reader, dimension: string): string => {
  const known = sizePaths.get(dimension)
  if (known !== undefined) return known
  const path = `layer.sizes.${dimension.slice(0, 60)}`
  sizePaths.set(dimension, path)
  return path
}

const notePlaces = (
  reader: Reader,
  { opened, name, type, blocks, sizes, elements }: Body,
  places: FoundPlaces,
): void => {
  Object.assign(places, elements.places)
  places['layer'] = placeOf(reader, name ?? opened)
  if (name !== undefined) places['layer.name'] = placeOf(reader, name)
  if (type !== undefined) places['layer.kind'] = placeOf(reader, type)
  const dimensions = blocks.get('dimensions')
  if (dimensions !== undefined) places['layer.sizes'] = placeOf(reader, dimensions)
  const operands = blocks.get('operands')
  if (operands !== undefined) places['layer.operands'] = placeOf(reader, operands)
  for (const [dimension, { key }] of sizes) places[pathOfSize(reader, dimension)] = placeOf(reader, key)
}

const missingType = (reader: Reader, { opened }: Body): void =>
  report(reader, 'MissingEntry', opened, {
    expected: 'a Layer with a Type',
    given: 'one without',
    hint: `Write Type: and one of ${typeNames.join(', ')}.`,
    message: 'This layer has no Type.',
  })

/** The dataflow of a layer: its own, none, or that of the layer before. */
const flowOf = (reader: Reader, { flow }: Body, inherited: Inherited): Flow | undefined => {
  if (flow === 'nothing') return inherited.flow
  return flow === 'none' ? undefined : closeFlow(reader, flow)
}

/** Reads a layer; the reader stands behind its keyword. Undefined if its type is not known. */
export const readLayer = (
  reader: Reader,
  opened: Token,
  constants: Constants,
  inherited: Inherited,
): ReadLayer | undefined => {
  const name = readName(reader, opened)
  opens(reader, 'Layer')
  const body = startedBody(opened, name)
  readBody(reader, body, constants)
  const flow = flowOf(reader, body, inherited)
  if (flow !== undefined) flow.isUsed = true
  inherit(reader, inherited, flow)
  if (body.type === undefined) missingType(reader, body)
  const type = body.type === undefined ? undefined : layerType(body.type.text)
  if (body.type === undefined || type === undefined) return undefined
  const layerPlaces: FoundPlaces = {}
  notePlaces(reader, body, layerPlaces)
  const built = type.build(declaredOf(reader, body, layerPlaces))
  for (const { _tag, size = '', message } of built.warnings)
    warn(reader, _tag, body.sizes.get(size)?.key ?? body.type, message)
  if (!hasWindow(built.layer.kind)) warnOfWindow(reader, body)
  const groups = placeIn(layerPlaces, 'layer.sizes.C')
  if (built.swaps && groups !== undefined) layerPlaces['layer.sizes.G'] = groups
  const dataflow = flow === undefined ? null : built.swaps ? swappedFlow(flow) : flow.read.dataflow
  return { layer: built.layer, dataflow, layerPlaces, dataflowPlaces: flow?.read.places }
}
