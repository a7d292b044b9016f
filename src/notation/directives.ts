/** The directives of a dataflow as text. */
import { cluster, type Dataflow, type Directive } from '../dataflow/directive'
import { byName } from '../internal/by-name'
import { type Constants, constantOf, constantsWithin, readConstant } from './constants'
import { readExpression, reportMissingOperator } from './expression'
import { isOperand, type ReadExpression } from './expression-tokens'
import type { FoundPlaces } from './places'
import {
  isMark,
  keywordOf,
  next,
  passes,
  peek,
  placeOf,
  type Reader,
  skipSeparators,
  skipStatement,
  startsStatement,
  unclosed,
  unexpected,
  unknownWord,
} from './reader'
import type { Token } from './scan'

/** A dataflow as it stands in a text. */
export type ReadDataflow = {
  readonly dataflow: Dataflow
  readonly places: FoundPlaces
  /** The names in its sizes that no Constant binds. */
  readonly unbound: readonly Token[]
}

export type Found = {
  readonly directives: Directive[]
  readonly places: FoundPlaces
  readonly parameters: Token[]
  /** Constants that are declared among the directives, within those of the file. */
  readonly constants: Constants
}

export const nothingFound = (constants: Constants): Found => ({
  directives: [],
  places: {},
  parameters: [],
  constants: constantsWithin(constants),
})

const forms: readonly string[] = ['TemporalMap', 'SpatialMap', 'Cluster', 'Constant']
const hints = {
  TemporalMap: 'Write TemporalMap(size, offset) dimension.',
  SpatialMap: 'Write SpatialMap(size, offset) dimension.',
  Cluster: 'Write Cluster(size, P).',
} as const
const kinds = { temporalmap: 'TemporalMap', spatialmap: 'SpatialMap' } as const

type Paths = { readonly [K in 'whole' | 'size' | 'offset' | 'dimension']: string }

const pathsAt = (index: number): Paths => {
  const whole = `dataflow.directives[${index}]`
  return { whole, size: `${whole}.size`, offset: `${whole}.offset`, dimension: `${whole}.dimension` }
}

/** The paths of the first directives, which all dataflows have; to join them anew takes longer than to read the text. */
const firstPaths = /* @__PURE__ */ Array.from({ length: 32 }, (_, index) => pathsAt(index))

const pathsOf = ({ directives: { length } }: Found): Paths => firstPaths[length] ?? pathsAt(length)

const note = (reader: Reader, found: Found, key: 'size' | 'offset', read: ReadExpression): void => {
  found.places[pathsOf(found)[key]] = placeOf(reader, read)
  found.parameters.push(...read.parameters)
}

const opensArguments = (reader: Reader, keyword: Token, hint: string): boolean => {
  if (passes(reader, '(')) return true
  unexpected(reader, peek(reader), `\`(\` after ${keyword.text}`, hint)
  skipStatement(reader)
  return false
}

/** Behind the next parenthesis of this statement the dimension may still be found. */
const skipArguments = (reader: Reader): void => {
  for (let ahead = 0; ; ahead++) {
    const token = peek(reader, ahead)
    if (token.kind === 'end' || isMark(token, ';') || isMark(token, '}') || startsStatement(token)) return
    if (isMark(token, ')')) {
      reader.at += ahead + 1
      return
    }
  }
}

/** `separate` is what stands behind a part without a comma: with a third part, the first two are one without an operator. */
const closesArguments = (reader: Reader, hint: string, separate?: Token): void => {
  if (passes(reader, ')')) return
  if (separate !== undefined && isMark(peek(reader), ',')) reportMissingOperator(reader, separate)
  else unexpected(reader, peek(reader), 'a `)`', hint)
  skipArguments(reader)
}

const readMap = (reader: Reader, keyword: Token, kind: 'TemporalMap' | 'SpatialMap', found: Found): void => {
  const hint = hints[kind]
  if (!opensArguments(reader, keyword, hint)) return
  const size = readExpression(reader, () => ({ what: 'the size of the tile', hint }))
  const separate = passes(reader, ',') ? undefined : peek(reader)
  const what = `${separate === undefined ? '' : '`,` and '}the offset of the next tile`
  const offset = size && readExpression(reader, () => ({ what, hint }))
  if (size === undefined || offset === undefined) {
    skipStatement(reader)
    return
  }
  closesArguments(reader, hint, separate)
  const name = peek(reader)
  const isNext = startsStatement(name) && !isMark(peek(reader, 1), ';')
  if (name.kind !== 'word' || isNext) {
    unexpected(reader, name, 'the name of a dimension', hint)
    skipStatement(reader)
    return
  }
  next(reader)
  note(reader, found, 'size', size)
  note(reader, found, 'offset', offset)
  const { dimension, whole } = pathsOf(found)
  found.places[dimension] = placeOf(reader, name)
  found.places[whole] = placeOf(reader, keyword)
  found.directives.push({
    _tag: kind,
    size: size.expression,
    offset: offset.expression,
    dimension: name.text,
  })
}

/** `Cluster(n, P)`: the letter means nothing, here as in the public tool. */
const readCluster = (reader: Reader, keyword: Token, found: Found): void => {
  const hint = hints.Cluster
  if (!opensArguments(reader, keyword, hint)) return
  const size = readExpression(reader, () => ({ what: 'the size of the cluster', hint }))
  if (size === undefined) {
    skipStatement(reader)
    return
  }
  const comma = passes(reader, ',')
  const letter = peek(reader)
  if (/^[pl]$/i.test(letter.text)) next(reader)
  else if (!comma && isOperand(letter) && !isMark(peek(reader, 1), ')')) {
    reportMissingOperator(reader, letter)
    skipStatement(reader)
    return
  }
  closesArguments(reader, hint)
  note(reader, found, 'size', size)
  found.places[pathsOf(found).whole] = placeOf(reader, keyword)
  found.directives.push(cluster(size.expression))
}

const readStatement = (reader: Reader, found: Found): void => {
  const token = next(reader)
  const keyword = keywordOf(token)
  if (keyword === 'temporalmap' || keyword === 'spatialmap') readMap(reader, token, kinds[keyword], found)
  else if (keyword === 'cluster') readCluster(reader, token, found)
  else if (keyword === 'constant') readConstant(reader, found.constants)
  else {
    if (token.kind === 'word') unknownWord(reader, token, 'directive', forms, 'Write one of these.')
    else unexpected(reader, token, 'a directive', 'Write TemporalMap, SpatialMap or Cluster.')
    skipStatement(reader)
  }
}

const inDataflow: readonly string[] = ['temporalmap', 'spatialmap', 'cluster', 'constant']

/** Reads directives up to the brace that closes them, or up to the end of the text if nothing opened them. */
export const readDirectives = (reader: Reader, opened: Token | undefined, found: Found): void => {
  for (;;) {
    skipSeparators(reader)
    const token = peek(reader)
    const belongs = !startsStatement(token) || inDataflow.includes(keywordOf(token))
    if (opened !== undefined && passes(reader, '}')) return
    if (token.kind === 'end' || !belongs) {
      if (opened !== undefined) unclosed(reader, 'Dataflow', opened)
      return
    }
    readStatement(reader, found)
  }
}

const parameterPath = (name: string): string => `dataflow.parameters.${name.slice(0, 60)}`

/** What was found, as a dataflow: the constants that its sizes use, and those among its directives, are its parameters. */
export const asDataflow = (
  name: string,
  { directives, parameters, places, constants }: Found,
): ReadDataflow => {
  const bound = new Map(constants.own)
  const unbound: Token[] = []
  for (const token of parameters) {
    const constant = constantOf(constants, token.text)
    if (constant === undefined) unbound.push(token)
    else bound.set(token.text, constant)
  }
  const entries = [...bound].map(([parameter, { value, place }]) => {
    places[parameterPath(parameter)] = place
    return { name: parameter, value }
  })
  const values = byName(entries, (i) => entries[i]!.value)
  return { dataflow: { name, directives, parameters: values }, places, unbound }
}
