/** From a text to the networks in it: every Network block is one, and so are the Layers outside of all blocks. */
import { type Constants, constantsWithin, readConstant } from './constants'
import { type ReadLayer, readLayer } from './read-layer'
import {
  isMark,
  keywordOf,
  next,
  opens,
  passes,
  peek,
  type Reader,
  readName,
  report,
  skipAssignment,
  skipBlock,
  skipSeparators,
  skipStatement,
  startsLine,
  startsStatement,
  unclosed,
  unexpected,
  unknownWord,
  warn,
} from './reader'
import type { Token } from './scan'
import { closeFlow, type Inherited, inherit, readFlow } from './shared-dataflow'

/** A network as it was read; `opened` is the keyword that it starts with. */
export type ReadNetwork = {
  readonly name: string
  readonly opened: Token
  readonly layers: readonly ReadLayer[]
}

/** A part of the text in which constants and dataflows are declared: the whole, or a network. */
type Place = { readonly constants: Constants; readonly inherited: Inherited }

type Started = Place & { readonly name: string; readonly opened: Token; readonly layers: ReadLayer[] }

type Found = {
  readonly text: Place
  readonly networks: Started[]
  /** The network of the layers that stand outside of all blocks, as long as no block follows them. */
  bare: Started | undefined
}

/** What is declared around a network holds within it; what it declares holds in no other. */
const start = (found: Found, opened: Token, name: string, constants: Constants): Started => {
  const { flow } = found.text.inherited
  const started = { name, opened, layers: [], constants, inherited: { flow, outer: flow } }
  found.networks.push(started)
  return started
}

const readOneLayer = (reader: Reader, { constants, inherited, layers }: Started): void => {
  const layer = readLayer(reader, next(reader), constants, inherited)
  if (layer !== undefined) layers.push(layer)
}

const skipHardware = (reader: Reader): void => {
  const keyword = next(reader)
  warn(reader, 'IgnoredEntry', keyword, 'The Accelerator is not part of the network: parseHardware reads it.')
  if (isMark(peek(reader), '{')) skipBlock(reader)
  else skipStatement(reader)
}

/** What XRBench says of a network in a scenario: how often it runs, after which others, how likely. */
const scenario: readonly string[] = ['fps', 'dependency', 'probability']

const skipScenario = (reader: Reader): void => {
  const keyword = next(reader)
  warn(
    reader,
    'IgnoredEntry',
    keyword,
    `${keyword.text} describes how a scenario runs the network, not the network itself: it is skipped.`,
  )
  skipAssignment(reader)
  for (;;) {
    const token = peek(reader)
    const starts = startsStatement(token) || scenario.includes(keywordOf(token)) || startsLine(reader)
    if (token.kind === 'end' || isMark(token, '}') || isMark(token, ';') || starts) return
    if (isMark(token, '{')) {
      skipBlock(reader)
      return
    }
    next(reader)
  }
}

/** A dataflow outside of a layer is that of the layers after it that have none. */
const readDefault = (reader: Reader, { constants, inherited }: Place): 'declared' | 'nothing' => {
  const flow = readFlow(reader, next(reader), constants)
  if (flow === 'nothing') return flow
  inherit(reader, inherited, flow === 'none' ? undefined : closeFlow(reader, flow))
  return 'declared'
}

/** The same outside of all blocks, where it also holds for the bare layers that follow. */
const readOuterDefault = (reader: Reader, { text, bare }: Found): void => {
  if (readDefault(reader, text) === 'nothing' || bare === undefined) return
  const { flow } = text.inherited
  bare.inherited.flow = flow
  bare.inherited.outer = flow
}

/** What may stand both in a network and around it; false if the next token starts none of it. */
const readCommon = (reader: Reader, { constants }: Place): boolean => {
  const keyword = keywordOf(peek(reader))
  if (keyword === 'constant') {
    next(reader)
    readConstant(reader, constants)
  } else if (keyword === 'accelerator') skipHardware(reader)
  else if (scenario.includes(keyword)) skipScenario(reader)
  else return false
  return true
}

const refuse = (reader: Reader, words: readonly string[]): void => {
  const token = next(reader)
  if (token.kind === 'word') unknownWord(reader, token, 'statement', words, 'Write one of these.')
  else unexpected(reader, token, words.join(', '), `Start with one of ${words.join(', ')}.`)
  skipStatement(reader)
}

const inNetwork: readonly string[] = ['Layer', 'Constant', 'Dataflow']
const atTop: readonly string[] = ['Network', ...inNetwork]

const readNetwork = (reader: Reader, opened: Token, found: Found): void => {
  const name = readName(reader, opened)?.value ?? ''
  const network = start(found, opened, name, constantsWithin(found.text.constants))
  opens(reader, 'Network')
  for (;;) {
    skipSeparators(reader)
    if (passes(reader, '}')) break
    const keyword = keywordOf(peek(reader))
    if (peek(reader).kind === 'end' || keyword === 'network') {
      unclosed(reader, 'Network', opened)
      break
    }
    if (keyword === 'layer') readOneLayer(reader, network)
    else if (keyword === 'dataflow') readDefault(reader, network)
    else if (!readCommon(reader, network)) refuse(reader, inNetwork)
  }
  inherit(reader, network.inherited, undefined)
}

const readBareLayer = (reader: Reader, found: Found): void => {
  found.bare ??= start(found, peek(reader), '', found.text.constants)
  readOneLayer(reader, found.bare)
}

const readStatement = (reader: Reader, found: Found): void => {
  const { text } = found
  const keyword = keywordOf(peek(reader))
  if (keyword === 'network') {
    found.bare = undefined
    readNetwork(reader, next(reader), found)
  } else if (keyword === 'layer') readBareLayer(reader, found)
  else if (keyword === 'dataflow') readOuterDefault(reader, found)
  else if (!readCommon(reader, text)) refuse(reader, atTop)
}

const reportEmpty = (reader: Reader, { text }: Found): void => {
  const isEmpty = text.inherited.flow === undefined
  report(reader, 'MissingEntry', peek(reader), {
    expected: 'a Network with its Layers',
    given: isEmpty ? 'no statement' : 'a Dataflow only',
    hint: isEmpty ? 'Write Network { Layer { … } }.' : 'Read it with parseDataflow, or add a Network.',
    message: 'The text has no Network.',
  })
}

/** The networks of a text, in its order; none if it has none, which is then reported. */
export const readNetworks = (reader: Reader): readonly ReadNetwork[] => {
  const text: Place = {
    constants: constantsWithin(undefined),
    inherited: { flow: undefined, outer: undefined },
  }
  const found: Found = { text, networks: [], bare: undefined }
  for (skipSeparators(reader); peek(reader).kind !== 'end'; skipSeparators(reader))
    readStatement(reader, found)
  if (found.networks.length === 0 && reader.errors.length === 0) reportEmpty(reader, found)
  inherit(reader, text.inherited, undefined)
  return found.networks
}
