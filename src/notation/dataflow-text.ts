/** A text that holds one dataflow. */
import type { Either } from 'fp-ts/Either'
import type { Dataflow } from '../dataflow/directive'
import { type Constants, constantsWithin, readConstant } from './constants'
import { asDataflow, type Found, nothingFound, type ReadDataflow, readDirectives } from './directives'
import { optionOf, readText, type TextOptions } from './input'
import type { NotationErrors } from './notation-error'
import {
  keywordOf,
  next,
  opens,
  peek,
  placeOf,
  type Reader,
  readName,
  report,
  skipAssignment,
  skipSeparators,
  skipStatement,
  unexpected,
} from './reader'

/**
 * What a dataflow may be read with: `file`, the name of its file, for the places in errors; `name`, its own name if the
 * text gives none.
 *
 * @since 0.1.0
 * @category notation
 */
export type DataflowOptions = TextOptions & { readonly name?: string }

type Reading = { readonly constants: Constants; found: Found | undefined; name: string | undefined }

const refuse = (reader: Reader): void => {
  const token = next(reader)
  const keyword = keywordOf(token)
  const isNetwork = keyword === 'network' || keyword === 'layer'
  const hint = isNetwork ? 'Read a network with parseNetwork.' : 'Write Dataflow { … } around the directives.'
  unexpected(reader, token, 'one Dataflow', hint)
  skipStatement(reader)
}

const readBlock = (reader: Reader, reading: Reading): void => {
  const keyword = next(reader)
  if (reading.found !== undefined)
    report(reader, 'RepeatedEntry', keyword, {
      expected: 'one Dataflow',
      given: 'another one',
      hint: 'Keep one of them; a network may hold one for each Layer.',
    })
  skipAssignment(reader)
  const name = readName(reader, keyword)
  opens(reader, 'Dataflow')
  const found = nothingFound(reading.constants)
  readDirectives(reader, keyword, found)
  found.places.set('dataflow', placeOf(reader, keyword))
  if (name !== undefined) found.places.set('dataflow.name', placeOf(reader, name))
  reading.name = name?.value
  reading.found = found
}

/** Directives that nothing encloses. */
const readBare = (reader: Reader, reading: Reading): void => {
  reading.found ??= nothingFound(reading.constants)
  readDirectives(reader, undefined, reading.found)
}

const reportEmpty = (reader: Reader): void =>
  report(reader, 'MissingEntry', peek(reader), {
    expected: 'a Dataflow',
    given: 'no directive',
    hint: 'Write Dataflow { SpatialMap(1, 1) K; }.',
    message: 'The text has no Dataflow.',
  })

const bare: readonly string[] = ['temporalmap', 'spatialmap', 'cluster']

/** Reads a text of one dataflow, whose name is `name` unless the text gives one. */
export const readDataflow = (reader: Reader, name: string): ReadDataflow | undefined => {
  const reading: Reading = { constants: constantsWithin(undefined), found: undefined, name: undefined }
  for (skipSeparators(reader); peek(reader).kind !== 'end'; skipSeparators(reader)) {
    const keyword = keywordOf(peek(reader))
    if (keyword === 'dataflow') readBlock(reader, reading)
    else if (bare.includes(keyword)) readBare(reader, reading)
    else if (keyword === 'constant') {
      next(reader)
      readConstant(reader, reading.constants)
    } else refuse(reader)
  }
  if (reading.found === undefined) {
    if (reader.errors.length === 0) reportEmpty(reader)
    return undefined
  }
  return asDataflow(reading.name ?? name, reading.found)
}

const nothing: Dataflow = { name: '', directives: [], parameters: {} }

/**
 * Reads a dataflow in MAESTRO's notation, `Dataflow { … }` or its directives alone. Constants that it uses become its
 * parameters; a name that no constant binds stays a parameter to be bound.
 *
 * @example
 * ```ts
 * import { cluster, orThrow, param, plus, spatialMap, sz, temporalMap } from 'maestro-dataflow'
 * import { parseDataflow } from 'maestro-dataflow/notation'
 *
 * const text = `Constant width 8;
 * Dataflow {
 *   TemporalMap(width+Sz(S)-1, width) X;  // eight columns and their halo
 *   Cluster(width, P);
 *   SpatialMap(Sz(S), 1) X;
 * }`
 * const { parameters, directives } = orThrow(parseDataflow(text, { name: 'columns' }))
 * parameters // => { width: 8 }
 * directives[0] // => temporalMap(plus(param('width'), sz('S'), -1), param('width'), 'X')
 * ```
 * @since 0.1.0
 * @category notation
 */
export const parseDataflow = (
  text: string,
  options: DataflowOptions = {},
): Either<NotationErrors, Dataflow> =>
  readText(
    text,
    options,
    (reader) => readDataflow(reader, optionOf(options, 'name') ?? '')?.dataflow ?? nothing,
  )
