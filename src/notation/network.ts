/** Networks as text: model files, and mapping files, whose layers have dataflows. */
import type { Either } from 'fp-ts/Either'
import type { Dataflow } from '../dataflow/directive'
import type { BuiltInLayer } from '../operator/layer'
import { type Constants, constantsWithin, readConstant } from './constants'
import type { PlacesByPath } from './directives'
import { closeFlow, type Inherited, inherit, readFlow } from './flow'
import { readText, type TextOptions } from './input'
import type { NotationErrors, NotationWarning } from './notation-error'
import type { Place } from './place'
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
  skipBlock,
  skipSeparators,
  skipStatement,
  unclosed,
  unexpected,
  unknownWord,
  warn,
} from './reader'
import type { Token } from './scan'

/**
 * Where the parts of an input stand in its text, by the paths that errors have (`layer.sizes.K`,
 * `dataflow.directives[3].size`).
 *
 * @since 0.1.0
 * @category notation
 */
export type Places = Readonly<Record<string, Place>>

/**
 * A layer of a network as text: with its dataflow, its own or that of the layer before, or null; and where both stand, in
 * which file if its name was given.
 *
 * @since 0.1.0
 * @category notation
 */
export type NotatedLayer = {
  readonly layer: BuiltInLayer
  readonly dataflow: Dataflow | null
  readonly places: { readonly layer: Places; readonly dataflow: Places; readonly file?: string }
}

/**
 * A network as text.
 *
 * @since 0.1.0
 * @category notation
 */
export type NotatedNetwork = {
  readonly name: string
  readonly layers: readonly NotatedLayer[]
  readonly warnings: readonly NotationWarning[]
}

type Found = {
  readonly constants: Constants
  readonly inherited: Inherited
  readonly layers: ReadLayer[]
  /** How many Networks and Layers there were, readable or not. */
  blocks: number
  name: string
}

const readOneLayer = (reader: Reader, found: Found): void => {
  const layer = readLayer(reader, next(reader), found.constants, found.inherited)
  if (layer !== undefined) found.layers.push(layer)
}

const skipHardware = (reader: Reader): void => {
  const keyword = next(reader)
  warn(reader, 'IgnoredEntry', keyword, 'The Accelerator is not part of the network: parseHardware reads it.')
  if (isMark(peek(reader), '{')) skipBlock(reader)
  else skipStatement(reader)
}

/** A dataflow outside of a layer is that of the layers after it that have none. */
const readDefault = (reader: Reader, { constants, inherited }: Found): void => {
  const flow = readFlow(reader, next(reader), constants)
  if (flow === 'none') inherit(reader, inherited, undefined)
  else if (flow !== 'nothing') inherit(reader, inherited, closeFlow(reader, flow))
}

/** What may stand both in a network and around it; false if the next token starts none of it. */
const readCommon = (reader: Reader, found: Found): boolean => {
  switch (keywordOf(peek(reader))) {
    case 'layer':
      readOneLayer(reader, found)
      return true
    case 'constant':
      next(reader)
      readConstant(reader, found.constants)
      return true
    case 'dataflow':
      readDefault(reader, found)
      return true
    case 'accelerator':
      skipHardware(reader)
      return true
    default:
      return false
  }
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
  found.name = readName(reader, opened)?.value ?? found.name
  opens(reader, 'Network')
  for (;;) {
    skipSeparators(reader)
    if (passes(reader, '}')) return
    const token = peek(reader)
    if (token.kind === 'end' || keywordOf(token) === 'network') {
      unclosed(reader, 'Network', opened)
      return
    }
    found.blocks += keywordOf(token) === 'layer' ? 1 : 0
    if (!readCommon(reader, found)) refuse(reader, inNetwork)
  }
}

const readNetworks = (reader: Reader, found: Found): void => {
  for (;;) {
    skipSeparators(reader)
    const token = peek(reader)
    if (token.kind === 'end') return
    const keyword = keywordOf(token)
    found.blocks += keyword === 'network' || keyword === 'layer' ? 1 : 0
    if (keyword === 'network') readNetwork(reader, next(reader), found)
    else if (!readCommon(reader, found)) refuse(reader, atTop)
  }
}

const reportEmpty = (reader: Reader, { inherited }: Found): void =>
  report(reader, 'MissingEntry', peek(reader), {
    expected: 'a Network with its Layers',
    given: inherited.flow === undefined ? 'no statement' : 'a Dataflow only',
    hint:
      inherited.flow === undefined
        ? 'Write Network { Layer { … } }.'
        : 'Read it with parseDataflow, or add a Network.',
    message: 'The text has no Network.',
  })

const asPlaces = (places: PlacesByPath | undefined): Places => Object.fromEntries(places ?? [])

/** Layers that share a dataflow share its places, too. */
const notatedLayers = (layers: readonly ReadLayer[], file: string | undefined): readonly NotatedLayer[] => {
  const known = new Map<PlacesByPath | undefined, Places>()
  return layers.map(({ layer, dataflow, layerPlaces, dataflowPlaces }) => {
    const inDataflow = known.get(dataflowPlaces) ?? asPlaces(dataflowPlaces)
    known.set(dataflowPlaces, inDataflow)
    const places = {
      layer: asPlaces(layerPlaces),
      dataflow: inDataflow,
      ...(file === undefined ? {} : { file }),
    }
    return { layer, dataflow, places }
  })
}

/**
 * Reads a network in MAESTRO's notation, with or without dataflows; all faults are reported together, each with its line.
 * Sizes may be expressions, constants become parameters of the dataflows that use them, a layer without a dataflow gets
 * that of the layer before, and types of layer are the true operators: `warnings` say where the public tool computes
 * something else.
 *
 * @example
 * ```ts
 * import { estimate, orThrow } from 'maestro-dataflow'
 * import { parseNetwork } from 'maestro-dataflow/notation'
 *
 * const text = `Network tiny {
 *   Layer CONV1 {
 *     Type: CONV
 *     Dimensions { K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 }
 *     Dataflow { SpatialMap(1,1) K; TemporalMap(Sz(R),1) Y; Cluster(4, P); SpatialMap(1,1) C; }
 *   }
 * }`
 * const [first] = orThrow(parseNetwork(text)).layers
 * first?.layer.name // => 'CONV1'
 * orThrow(estimate(first!.layer, first!.dataflow!, { pes: 16 })).macs // => 18432
 * ```
 * @since 0.1.0
 * @category notation
 */
export const parseNetwork = (
  text: string,
  options: TextOptions = {},
): Either<NotationErrors, NotatedNetwork> =>
  readText(text, options, (reader) => {
    const inherited: Inherited = { flow: undefined }
    const found: Found = { constants: constantsWithin(undefined), inherited, layers: [], blocks: 0, name: '' }
    readNetworks(reader, found)
    if (found.blocks === 0 && reader.errors.length === 0) reportEmpty(reader, found)
    inherit(reader, inherited, undefined)
    const warnings = reader.warnings.toSorted((a, b) => a.line - b.line || a.column - b.column)
    return { name: found.name, layers: notatedLayers(found.layers, reader.file), warnings }
  })
