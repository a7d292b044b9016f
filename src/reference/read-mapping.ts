/** The tool's own reader of mapping files (section 3.2): strict where it is, and careless where it is. */
import { failure, isFailure, type ReferenceFailure } from './failure'
import { largestSize, type PlainDirective, type PlainLayer, type PlainMap, type ReferenceType } from './layer'
import { lineOf, nextWord, numberIn, type Words } from './tokens'
import { breaksWeightTileRule, weightTileFault } from './weight-tile-rule'

/** Where the reader is. */
type Reader = {
  readonly words: Words
  readonly constants: Map<string, number>
  /** The name that the next layer takes: the last one read, of a layer, a dimension or a constant. */
  name: string | undefined
  /** A cluster with a wrong letter kills the tool only after it has read the file. */
  wrongCluster: ReferenceFailure | undefined
  readonly layers: PlainLayer[]
}

type Body = {
  name: string
  type: ReferenceType | undefined
  readonly dims: (readonly [string, number])[]
  readonly stride: Map<string, number>
  readonly directives: PlainDirective[]
}

type Fault = ReferenceFailure | undefined

const lineAt = ({ words }: Reader): string => `line ${lineOf(words)}`

const parseError = (reader: Reader, given: string): ReferenceFailure =>
  failure('PARSE_ERROR', lineAt(reader), given)

const next = ({ words }: Reader): string | undefined => nextWord(words)

const unexpected = (reader: Reader, text: string | undefined): ReferenceFailure =>
  parseError(
    reader,
    text === undefined ? 'the file ends too early' : `there is a stray ${JSON.stringify(text)}`,
  )

/** The last word before the opening brace. */
const readName = (reader: Reader): { readonly name: string | undefined } | ReferenceFailure => {
  let name: string | undefined
  for (;;) {
    const text = next(reader)
    if (text === undefined) return unexpected(reader, text)
    if (text === '{') return { name }
    name = text
  }
}

/** Entries up to the closing brace, each read from its first word on. */
const readEntries = (reader: Reader, entry: (first: string) => Fault): Fault => {
  for (;;) {
    const first = next(reader)
    if (first === '}') return undefined
    if (first === undefined) return unexpected(reader, first)
    const fault = entry(first)
    if (fault !== undefined) return fault
  }
}

/** Entries between braces. */
const readBlock = (reader: Reader, entry: (first: string) => Fault): Fault => {
  const brace = next(reader)
  return brace === '{' ? readEntries(reader, entry) : unexpected(reader, brace)
}

/** A number of at least 1; constants hide numbers of the same name. */
const positive = (reader: Reader, text: string | undefined, constants?: ReadonlyMap<string, number>) => {
  if (text === undefined) return unexpected(reader, text)
  const value = constants?.get(text) ?? numberIn(text)
  if (value > largestSize) return failure('UNDEFINED_IN_TOOL', lineAt(reader), `${text} exceeds 32 bits`)
  return value >= 1 ? value : parseError(reader, `${text} is not a number of 1 or more`)
}

const sizesOf = ({ dims }: Body, dim: string): readonly number[] =>
  dims.filter(([name]) => name === dim).map(([, size]) => size)

/** A size in the dataflow: a number, a constant, or `Sz(dim)` of what the layer has declared so far. */
const readSize = (reader: Reader, body: Body): number | ReferenceFailure => {
  const text = next(reader)
  if (text !== 'Sz') return positive(reader, text, reader.constants)
  const dim = next(reader)
  const declared = dim === undefined ? undefined : sizesOf(body, dim).at(-1)
  return declared ?? parseError(reader, `Sz(${dim ?? ''}) is not declared before`)
}

const readMap = (reader: Reader, body: Body, _tag: PlainMap['_tag']): Fault => {
  const size = readSize(reader, body)
  if (typeof size !== 'number') return size
  const offset = readSize(reader, body)
  if (typeof offset !== 'number') return offset
  const dimension = next(reader)
  if (dimension === undefined) return unexpected(reader, dimension)
  const map = { _tag, size, offset, dimension }
  body.directives.push(map)
  const sizes = sizesOf(body, dimension)
  return breaksWeightTileRule(map, sizes) ? weightTileFault(map, sizes, lineAt(reader)) : undefined
}

const readCluster = (reader: Reader, body: Body): Fault => {
  const size = readSize(reader, body)
  if (typeof size !== 'number') return size
  const letter = next(reader)
  if (letter !== 'L' && letter !== 'P')
    reader.wrongCluster ??= failure(
      'BAD_CLUSTER_TYPE',
      lineAt(reader),
      `the letter is ${letter ?? 'missing'}`,
    )
  body.directives.push({ _tag: 'Cluster', size })
  return undefined
}

const readDataflow = (reader: Reader, body: Body): Fault =>
  readBlock(reader, (first) => {
    if (first === 'TemporalMap' || first === 'SpatialMap') return readMap(reader, body, first)
    return first === 'Cluster' ? readCluster(reader, body) : unexpected(reader, first)
  })

const readStride = (reader: Reader, { dims, stride }: Body): Fault => {
  if (dims.length > 0) return parseError(reader, 'Stride comes after Dimensions')
  return readBlock(reader, (dim) => {
    const value = positive(reader, next(reader))
    if (typeof value !== 'number') return value
    stride.set(dim, value)
    return undefined
  })
}

const readDimensions = (reader: Reader, { dims }: Body): Fault =>
  readBlock(reader, (dim) => {
    reader.name = dim
    const value = positive(reader, next(reader), reader.constants)
    if (typeof value !== 'number') return value
    dims.push([dim, value])
    return undefined
  })

const types: Readonly<Record<string, ReferenceType | 'none'>> = {
  CONV: 'CONV',
  DSCONV: 'DSCONV',
  NGCONV: 'NGCONV',
  TRCONV: 'TRCONV',
  GEMM: 'GEMM',
  // Read, but no layer is made of them.
  FC: 'none',
  LSTM: 'none',
  POOL: 'none',
}

const readType = (reader: Reader, body: Body): Fault => {
  const text = next(reader) ?? ''
  const type = Object.hasOwn(types, text) ? types[text] : undefined
  if (type === undefined) return parseError(reader, `there is no layer type ${JSON.stringify(text)}`)
  body.type = type === 'none' ? undefined : type
  body.name = reader.name ?? 'Layer'
  reader.name = undefined
  return undefined
}

const parts: Readonly<Record<string, (reader: Reader, body: Body) => Fault>> = {
  Type: readType,
  Stride: readStride,
  Dimensions: readDimensions,
  Dataflow: readDataflow,
}

const readLayer = (reader: Reader): Fault => {
  const named = readName(reader)
  if (isFailure(named)) return named
  reader.name = named.name ?? reader.name
  const body: Body = { name: '', type: undefined, dims: [], stride: new Map(), directives: [] }
  const fault = readEntries(reader, (first) => {
    const part = Object.hasOwn(parts, first) ? parts[first] : undefined
    return part === undefined ? unexpected(reader, first) : part(reader, body)
  })
  if (fault !== undefined) return fault
  const { type } = body
  if (type === undefined) return parseError(reader, 'a layer ends without a type that makes one')
  reader.layers.push({ ...body, type })
  return undefined
}

const readNetwork = (reader: Reader): Fault => {
  const named = readName(reader)
  if (isFailure(named)) return named
  return readEntries(reader, (first) => (first === 'Layer' ? readLayer(reader) : unexpected(reader, first)))
}

const readConstant = (reader: Reader): Fault => {
  const name = next(reader)
  const value = next(reader)
  if (name === undefined || value === undefined) return unexpected(reader, undefined)
  reader.name = name
  reader.constants.set(name, numberIn(value))
  return undefined
}

const readTop = (reader: Reader, first: string): Fault => {
  if (first === 'Constant') return readConstant(reader)
  if (first === 'Network') return readNetwork(reader)
  return first === 'Accelerator' ? parseError(reader, 'there is a hardware section') : undefined
}

const readAll = (text: string): readonly PlainLayer[] | ReferenceFailure => {
  const reader: Reader = {
    words: { text, at: 0 },
    constants: new Map(),
    name: undefined,
    wrongCluster: undefined,
    layers: [],
  }
  for (let first = next(reader); first !== undefined; first = next(reader)) {
    const fault = readTop(reader, first)
    if (fault !== undefined) return fault
  }
  return reader.wrongCluster ?? reader.layers
}

const carriageReturns =
  'Save the file with LF line ends: the tool reads a carriage return as part of the word before it.'

/** The layers of a mapping file. */
export const readMapping = (text: string): readonly PlainLayer[] | ReferenceFailure => {
  const read = readAll(text)
  if (!isFailure(read) || !text.includes('\r')) return read
  const withoutThem = readAll(text.replaceAll('\r', ''))
  const isTheirFault = !isFailure(withoutThem) || withoutThem.message !== read.message
  return isTheirFault ? { ...read, hint: carriageReturns } : read
}
