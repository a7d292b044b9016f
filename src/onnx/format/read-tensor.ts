/** TensorProto: extents always, numbers only of tensors small enough to be shapes, axes, scales or sizes. */
import { WireType } from '@bufbuild/protobuf/wire'
import { product } from '../../internal/arithmetic'
import type { Tensor, Values } from './model'
import { type Allowance, chunkOf, type Fields, intOf, intsOf, numbersOf, readFields, textOf } from './wire'

/** Shapes, axes and scales have a few numbers; a tensor with more than these is data. */
export const mostValues = 1024

const field = {
  dims: 1,
  dataType: 2,
  floatData: 4,
  int32Data: 5,
  int64Data: 7,
  name: 8,
  rawData: 9,
  doubleData: 10,
  dataLocation: 14,
} as const
const fieldNumbers: readonly number[] = /* @__PURE__ */ Object.values(field)

/** A type of element: where its numbers stand if not in raw bytes, and how they are read from those. */
type ElementType = {
  readonly field: number
  readonly wireType: WireType
  readonly bytes: number
  readonly integer: boolean
  readonly read: (view: DataView, at: number) => number
}

const integers = (of: number, bytes: number, read: ElementType['read']): ElementType => ({
  field: of,
  wireType: WireType.Varint,
  bytes,
  integer: true,
  read,
})

/** The specification's numbers of element types that shapes are computed with. */
const elementTypes: { readonly [dataType: number]: ElementType } = {
  1: {
    field: field.floatData,
    wireType: WireType.Bit32,
    bytes: 4,
    integer: false,
    read: (view, at) => view.getFloat32(at, true),
  },
  2: integers(field.int32Data, 1, (view, at) => view.getUint8(at)),
  3: integers(field.int32Data, 1, (view, at) => view.getInt8(at)),
  6: integers(field.int32Data, 4, (view, at) => view.getInt32(at, true)),
  7: integers(field.int64Data, 8, (view, at) => Number(view.getBigInt64(at, true))),
  9: integers(field.int32Data, 1, (view, at) => view.getUint8(at)),
  11: {
    field: field.doubleData,
    wireType: WireType.Bit64,
    bytes: 8,
    integer: false,
    read: (view, at) => view.getFloat64(at, true),
  },
}

const integerTypes: readonly number[] = [2, 3, 4, 5, 6, 7, 12, 13]

/** Whether numbers of an element type have no fractions (BOOL included). */
export const isIntegerType = (dataType: number): boolean => integerTypes.includes(dataType) || dataType === 9

const fromRaw = (raw: Uint8Array, count: number, type: ElementType): readonly number[] | undefined => {
  if (raw.length !== count * type.bytes) return undefined
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
  return Array.from({ length: count }, (_, i) => type.read(view, i * type.bytes))
}

const valuesOf = (fields: Fields, dims: readonly number[]): Values | undefined => {
  const type = elementTypes[intOf(fields, field.dataType) ?? 0]
  const count = product(dims)
  const external = (intOf(fields, field.dataLocation) ?? 0) !== 0
  if (type === undefined || external || !(count >= 0 && count <= mostValues)) return undefined
  const raw = chunkOf(fields, field.rawData)
  const data =
    raw === undefined ? numbersOf(fields, type.field, type.wireType, count + 1) : fromRaw(raw, count, type)
  return data?.length === count ? { data, integer: type.integer } : undefined
}

export const readTensor = (bytes: Uint8Array, allowance: Allowance): Tensor => {
  const fields = readFields(bytes, fieldNumbers, allowance, mostValues + 1)
  const dims = intsOf(fields, field.dims)
  return { name: textOf(fields, field.name), dims, values: valuesOf(fields, dims) }
}

/** SparseTensorProto: named for its values, with extents of its own. */
export const readSparseTensor = (bytes: Uint8Array, allowance: Allowance): Tensor => {
  const fields = readFields(bytes, [1, 3], allowance)
  const values = chunkOf(fields, 1)
  const name = values === undefined ? '' : readTensor(values, allowance).name
  return { name, dims: intsOf(fields, 3), values: undefined }
}
