/** The structure of any codec, ours and those of io-ts. */
import type * as t from 'io-ts'
import { isDescribed } from './shape'
import type { Property, Structure, Value } from './structure'

/** What io-ts says of its own codecs; what each part is depends on the tag. */
type Tagged = {
  readonly _tag: string
  readonly name: string
  readonly type: t.Mixed
  readonly types: readonly t.Mixed[]
  readonly props: Readonly<Record<string, t.Mixed>>
  readonly keys: Readonly<Record<string, unknown>>
  readonly value: Value
}

const propertiesOf = (props: Readonly<Record<string, t.Mixed>>, isPartial: boolean): readonly Property[] =>
  Object.entries(props).map(([key, codec]) => ({
    key,
    codec,
    isOptional: isPartial || codec.is(undefined),
  }))

const unknown = (name: string): Structure => ({
  _tag: 'Ruled',
  of: { _tag: 'Anything' },
  rule: `The codec ${name} checks this value; this schema does not.`,
})

const byTag: Readonly<Record<string, (codec: Tagged) => Structure>> = {
  StringType: () => ({ _tag: 'Text' }),
  NumberType: () => ({ _tag: 'Number' }),
  BooleanType: () => ({ _tag: 'Boolean' }),
  NullType: () => ({ _tag: 'Values', values: [null] }),
  // JSON has no undefined.
  UndefinedType: () => ({ _tag: 'Nothing' }),
  VoidType: () => ({ _tag: 'Nothing' }),
  UnknownType: () => ({ _tag: 'Anything' }),
  KeyofType: ({ keys }) => ({ _tag: 'Values', values: Object.keys(keys) }),
  LiteralType: ({ value }) => ({ _tag: 'Values', values: [value] }),
  ArrayType: ({ type }) => ({ _tag: 'List', of: type }),
  ReadonlyArrayType: ({ type }) => ({ _tag: 'List', of: type }),
  ReadonlyType: ({ type }) => structureOf(type),
  // It removes other properties, and does not refuse them.
  ExactType: ({ type }) => structureOf(type),
  InterfaceType: ({ props }) => ({ _tag: 'Object', properties: propertiesOf(props, false), isOpen: true }),
  PartialType: ({ props }) => ({ _tag: 'Object', properties: propertiesOf(props, true), isOpen: true }),
  UnionType: ({ types }) => ({ _tag: 'Kinds', of: types }),
  IntersectionType: ({ types }) => ({ _tag: 'All', of: types }),
  RefinementType: ({ type, name }) => ({
    _tag: 'Ruled',
    of: structureOf(type),
    rule: `The codec ${name} has another rule, which this schema does not check.`,
  }),
}

const isTagged = (codec: object): codec is Tagged => '_tag' in codec && typeof codec._tag === 'string'

export const structureOf = (codec: t.Mixed): Structure => {
  if (isDescribed(codec)) return codec.structure
  const known = isTagged(codec) && Object.hasOwn(byTag, codec._tag) ? byTag[codec._tag] : undefined
  return known !== undefined && isTagged(codec) ? known(codec) : unknown(codec.name)
}
