/** A text that holds one dataflow. */
import type { Either } from 'fp-ts/Either'
import type { Dataflow } from '../dataflow/directive'
import { type Constants, constantsWithin, readConstant } from './constants'
import { asDataflow, type Found, nothingFound, type ReadDataflow, readDirectives } from './directives'
import { optionOf, readText, type TextOptions } from './input'
import type { NotationErrors, NotationWarning } from './notation-error'
import type { Places } from './places'
import {
  keywordOf,
  type Name,
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
import { onlyOne } from './repeated'
import type { Token } from './scan'
import { warnOfUnbound } from './shared-dataflow'

/**
 * Options for reading a dataflow: `file`, the name of its file, for the places in errors; `name`, its own name if the text
 * gives none.
 *
 * @since 0.1.0
 * @category notation
 */
export type DataflowOptions = TextOptions & {
  /** The name of the dataflow if the text gives none; `''` by default. */
  readonly name?: string
}

/**
 * A dataflow of a text that holds several: with its places, for {@link locateErrors}.
 *
 * @since 0.2.0
 * @category notation
 */
export type NotatedDataflow = {
  /** The dataflow. */
  readonly dataflow: Dataflow
  /** The place of the dataflow in the text, for {@link locateErrors}. */
  readonly places: {
    /** The place of each part of the dataflow. */
    readonly dataflow: Places
    /** The name of the file, if it was given. */
    readonly file?: string
  }
  /** Warnings about parts that may not mean what the author intends. */
  readonly warnings: readonly NotationWarning[]
}

/** A dataflow as it stands in a text; `opened` is the token that it starts with. */
type Block = { readonly opened: Token; readonly name: Name | undefined; readonly found: Found }

type Reading = {
  readonly constants: Constants
  readonly blocks: Block[]
  /** The directives that nothing encloses, as long as no block follows them. */
  bare: Found | undefined
}

const refuse = (reader: Reader): void => {
  const token = next(reader)
  const keyword = keywordOf(token)
  const isNetwork = keyword === 'network' || keyword === 'layer'
  const hint = isNetwork ? 'Read a network with parseNetwork.' : 'Write Dataflow { … } around the directives.'
  unexpected(reader, token, 'a Dataflow', hint)
  skipStatement(reader)
}

const readBlock = (reader: Reader, { constants, blocks }: Reading): void => {
  const opened = next(reader)
  skipAssignment(reader)
  const name = readName(reader, opened)
  opens(reader, 'Dataflow')
  const found = nothingFound(constants)
  readDirectives(reader, opened, found)
  found.places['dataflow'] = placeOf(reader, opened)
  if (name !== undefined) found.places['dataflow.name'] = placeOf(reader, name)
  blocks.push({ opened, name, found })
}

/** Directives that nothing encloses. */
const readBare = (reader: Reader, reading: Reading): void => {
  const opened = peek(reader)
  if (reading.bare === undefined) {
    reading.bare = nothingFound(reading.constants)
    reading.blocks.push({ opened, name: undefined, found: reading.bare })
  }
  readDirectives(reader, undefined, reading.bare)
}

const reportEmpty = (reader: Reader): void =>
  report(reader, 'MissingEntry', peek(reader), {
    expected: 'a Dataflow',
    given: 'no directive',
    hint: 'Write Dataflow { SpatialMap(1, 1) K; }.',
    message: 'The text has no Dataflow.',
  })

const bare: readonly string[] = ['temporalmap', 'spatialmap', 'cluster']

const readBlocks = (reader: Reader): readonly Block[] => {
  const reading: Reading = { constants: constantsWithin(undefined), blocks: [], bare: undefined }
  for (skipSeparators(reader); peek(reader).kind !== 'end'; skipSeparators(reader)) {
    const keyword = keywordOf(peek(reader))
    if (bare.includes(keyword)) readBare(reader, reading)
    else if (keyword === 'constant') {
      next(reader)
      readConstant(reader, reading.constants)
    } else if (keyword === 'dataflow') {
      reading.bare = undefined
      readBlock(reader, reading)
    } else refuse(reader)
  }
  if (reading.blocks.length === 0 && reader.errors.length === 0) reportEmpty(reader)
  return reading.blocks
}

/** Reads a text of one dataflow, whose name is `name` unless the text gives one. */
export const readDataflow = (reader: Reader, name: string): ReadDataflow | undefined => {
  const blocks = readBlocks(reader)
  onlyOne(reader, blocks, 'Dataflow', { one: 'parseDataflow', all: 'parseDataflows' })
  const [first] = blocks
  return first === undefined ? undefined : asDataflow(first.name?.value ?? name, first.found)
}

const nothing: Dataflow = { name: '', directives: [], parameters: {} }

/**
 * Reads a dataflow in MAESTRO's notation, `Dataflow { … }` or its directives alone. Constants that it uses become its
 * parameters; a name that no constant binds stays a parameter to be bound. A text of several dataflows is rejected:
 * {@link parseDataflows} reads it.
 *
 * @param text - The text of the dataflow.
 * @param options - The name of the file, and a name for the dataflow.
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

/**
 * Reads every dataflow of a text, as {@link parseDataflow} reads one: each Dataflow block by itself, and directives outside
 * of all blocks as a dataflow without a name. `warnings` name the sizes that no Constant binds.
 *
 * @param text - The text of the dataflows.
 * @param options - The name of the file, for the places in errors.
 *
 * @example
 * ```ts
 * import { orThrow, spatialMap } from 'maestro-dataflow'
 * import { parseDataflows } from 'maestro-dataflow/notation'
 *
 * const text = `Dataflow filters { SpatialMap(1,1) K; }
 * Dataflow rows { SpatialMap(1,1) Y'; }`
 * const candidates = orThrow(parseDataflows(text)).map(({ dataflow }) => dataflow)
 * candidates.map(({ name }) => name) // => ['filters', 'rows']
 * candidates[1]?.directives // => [spatialMap("Y'")]
 * ```
 * @since 0.2.0
 * @category notation
 */
export const parseDataflows = (
  text: string,
  options: TextOptions = {},
): Either<NotationErrors, readonly NotatedDataflow[]> =>
  readText(text, options, (reader) =>
    readBlocks(reader).map(({ name, found }): NotatedDataflow => {
      const { dataflow, places, unbound } = asDataflow(name?.value ?? '', found)
      const before = reader.warnings.length
      warnOfUnbound(reader, unbound)
      const { file } = reader
      return {
        dataflow,
        places: { dataflow: places, ...(file === undefined ? {} : { file }) },
        warnings: reader.warnings.slice(before),
      }
    }),
  )
