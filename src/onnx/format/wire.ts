/**
 * Protocol buffers as maps from field number to values. Only wanted fields are kept; bytes are views of the input, so
 * that hundreds of megabytes of weights are passed over without a copy. Throws on malformed bytes, like the reader below
 * it: `read-model.ts` is the one place that catches.
 */
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'

/** What may still be read of a file: a hostile one has millions of parts in a few megabytes. */
export type Allowance = { parts: number }

/** Fields, numbers and names that a whole file may have. */
export const mostParts = 2_000_000
/** Nodes, tensors, names or attributes that may stand in one message. */
export const mostRepeats = 131_072
/** Numbers that are read of one list; a longer one is cut off one number later, so that it is seen to be longer. */
export const mostNumbers = 65_536

const spend = (allowance: Allowance): void => {
  if (--allowance.parts < 0) throw new Error(`it has more than ${mostParts} parts`)
}

/** The wanted fields of one message: numbers by tag (field and wire type), everything with a length by field. */
export type Fields = {
  readonly numbers: ReadonlyMap<number, readonly number[]>
  readonly chunks: ReadonlyMap<number, readonly Uint8Array[]>
  readonly allowance: Allowance
}

const tagOf = (field: number, wireType: WireType): number => field * 8 + wireType

const readNumber = (reader: BinaryReader, wireType: WireType): number | undefined => {
  if (wireType === WireType.Varint) return Number(reader.int64())
  if (wireType === WireType.Bit32) return reader.float()
  return wireType === WireType.Bit64 ? reader.double() : undefined
}

const noFields: Fields['numbers'] & Fields['chunks'] = /* @__PURE__ */ new Map<number, never[]>()
const none: readonly never[] = []

const keep = <V>(into: Map<number, V[]>, key: number, value: V, most: number): void => {
  const list = into.get(key)
  if (list === undefined) into.set(key, [value])
  else if (list.length < most) list.push(value)
  else if (most >= mostRepeats) throw new Error(`a part of it has more than ${mostRepeats} entries`)
}

/** The fields of a message whose numbers are `wanted`; of each the first `most`, if that is what the reader needs. */
export const readFields = (
  bytes: Uint8Array,
  wanted: readonly number[],
  allowance: Allowance,
  most = mostRepeats,
): Fields => {
  if (bytes.length === 0) return { numbers: noFields, chunks: noFields, allowance }
  const reader = new BinaryReader(bytes)
  const numbers = new Map<number, number[]>()
  const chunks = new Map<number, Uint8Array[]>()
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag()
    if (!wanted.includes(field)) {
      reader.skip(wireType, field)
      continue
    }
    spend(allowance)
    if (wireType === WireType.LengthDelimited) keep(chunks, field, reader.bytes(), most)
    else {
      const number = readNumber(reader, wireType)
      if (number === undefined) reader.skip(wireType, field)
      else keep(numbers, tagOf(field, wireType), number, most)
    }
  }
  return { numbers, chunks, allowance }
}

const utf8 = /* @__PURE__ */ new TextDecoder()

export const chunksOf = ({ chunks }: Fields, field: number): readonly Uint8Array[] =>
  chunks.get(field) ?? none

/** A field that occurs once; of several the last one counts. */
export const chunkOf = (fields: Fields, field: number): Uint8Array | undefined =>
  chunksOf(fields, field).at(-1)

const decode = (chunk: Uint8Array): string => (chunk.length === 0 ? '' : utf8.decode(chunk))

export const textsOf = (fields: Fields, field: number): readonly string[] =>
  chunksOf(fields, field).map(decode)

export const textOf = (fields: Fields, field: number): string => {
  const chunk = chunkOf(fields, field)
  return chunk === undefined ? '' : decode(chunk)
}

/** The numbers of a packed field, at most `most`. */
const unpack = (
  chunk: Uint8Array,
  wireType: WireType,
  most: number,
  allowance: Allowance,
): readonly number[] => {
  const reader = new BinaryReader(chunk)
  const numbers: number[] = []
  while (reader.pos < reader.len && numbers.length < most) {
    spend(allowance)
    numbers.push(readNumber(reader, wireType)!)
  }
  return numbers
}

/** A repeated number, packed or not; a packed one is read up to `most`. */
export const numbersOf = (
  fields: Fields,
  field: number,
  wireType: WireType,
  most = mostNumbers + 1,
): readonly number[] => {
  const single = fields.numbers.get(tagOf(field, wireType)) ?? none
  const packed = chunksOf(fields, field)
  return packed.length === 0
    ? single
    : [...single, ...packed.flatMap((chunk) => unpack(chunk, wireType, most, fields.allowance))]
}

export const intsOf = (fields: Fields, field: number): readonly number[] =>
  numbersOf(fields, field, WireType.Varint)

export const intOf = ({ numbers }: Fields, field: number): number | undefined =>
  numbers.get(tagOf(field, WireType.Varint))?.at(-1)

export const floatsOf = (fields: Fields, field: number): readonly number[] =>
  numbersOf(fields, field, WireType.Bit32)

export const floatOf = ({ numbers }: Fields, field: number): number | undefined =>
  numbers.get(tagOf(field, WireType.Bit32))?.at(-1)
