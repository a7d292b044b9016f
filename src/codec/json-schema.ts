/** JSON Schemas of codecs, from the structure that they decode with. */
import type * as t from 'io-ts'
import { describe } from './describe'
import type { Property, Structure, Value } from './structure'
import { structureOf } from './structure-of'

/**
 * A JSON Schema, as far as codecs have one: draft 2020-12.
 *
 * @see {@link https://json-schema.org/draft/2020-12/schema}
 * @since 0.2.0
 * @category schemas
 */
export type JsonSchema = {
  /** The version of JSON Schema that the schema is in. */
  readonly $schema?: string
  /** The place of the referenced schema, such as `#/$defs/Expression`. */
  readonly $ref?: string
  /** A name for people. */
  readonly title?: string
  /** A description of the value for people. */
  readonly description?: string
  /** The JSON type of the value, or several. */
  readonly type?: string | readonly string[]
  /** The only value. */
  readonly const?: string | number | boolean | null
  /** All values. */
  readonly enum?: readonly (string | number | boolean | null)[]
  /** The regular expression that a text matches. */
  readonly pattern?: string
  /** The most characters of a text. */
  readonly maxLength?: number
  /** The schema of each property, by name. */
  readonly properties?: Readonly<Record<string, JsonSchema>>
  /** The properties that an object must have. */
  readonly required?: readonly string[]
  /** The least number of properties of an object. */
  readonly minProperties?: number
  /** The schema of properties that are not named, or whether there may be any. */
  readonly additionalProperties?: boolean | JsonSchema
  /** The schema of the entries of a list, or whether there may be more than `prefixItems`. */
  readonly items?: boolean | JsonSchema
  /** The schemas of the first entries of a list. */
  readonly prefixItems?: readonly JsonSchema[]
  /** The least number of entries of a list. */
  readonly minItems?: number
  /** The most entries of a list. */
  readonly maxItems?: number
  /** Schemas of which at least one must hold. */
  readonly anyOf?: readonly JsonSchema[]
  /** Schemas that must all hold. */
  readonly allOf?: readonly JsonSchema[]
  /** A schema that must not hold. */
  readonly not?: JsonSchema
  /** The value in place of an absent one. */
  readonly default?: unknown
  /** Schemas that others refer to, by name. */
  readonly $defs?: Readonly<Record<string, JsonSchema>>
}

const dialect = 'https://json-schema.org/draft/2020-12/schema'

const partsOf = (structure: Structure): readonly t.Mixed[] => {
  switch (structure._tag) {
    case 'Object':
      return structure.properties.map(({ codec }) => codec)
    case 'Dictionary':
    case 'List':
      return [structure.of]
    case 'Tuple':
    case 'Variants':
    case 'Unlike':
    case 'Kinds':
    case 'All':
      return structure.of
    case 'Nested':
      return [structure.of()]
    case 'Ruled':
      return partsOf(structure.of)
    default:
      return []
  }
}

/** The name of a structure in the schema where it occurs twice; others have none, and most are as short as a name. */
const nameOf = (structure: Structure, codec: t.Mixed): string => {
  const isLong = structure._tag === 'Object' || structure._tag === 'Variants' || structure._tag === 'Ruled'
  return isLong ? (describe(codec).place ?? '').replace(/\W+/g, '-') : ''
}

type Use = { readonly codec: t.Mixed; readonly times: number }

/**
 * The structures inside a codec in the order of their first use, each with the first codec that has it. What is inside a
 * structure without a name is written out at each of its uses.
 */
const usesIn = (root: t.Mixed): ReadonlyMap<Structure, Use> => {
  const uses = new Map<Structure, Use>()
  const visit = (codec: t.Mixed): void => {
    const structure = structureOf(codec)
    const before = uses.get(structure)
    uses.set(structure, { codec: before?.codec ?? codec, times: (before?.times ?? 0) + 1 })
    if (before === undefined || nameOf(structure, before.codec) === '') partsOf(structure).forEach(visit)
  }
  visit(root)
  return uses
}

type Definition = { readonly name: string; readonly codec: t.Mixed }
type Definitions = ReadonlyMap<Structure, Definition>

/** What is used twice, by its place; the second of a name has a number. */
const definitionsIn = (root: t.Mixed): Definitions => {
  const definitions = new Map<Structure, Definition>()
  const taken = new Map<string, number>()
  for (const [structure, { codec, times }] of usesIn(root)) {
    const name = nameOf(structure, codec)
    if (times === 1 || name === '') continue
    const count = (taken.get(name) ?? 0) + 1
    taken.set(name, count)
    definitions.set(structure, { name: count === 1 ? name : `${name}${count}`, codec })
  }
  return definitions
}

const ofValues = (values: readonly Value[]): JsonSchema => {
  const [only = null] = values
  if (values.length !== 1) return { enum: values }
  return only === null ? { type: 'null' } : { const: only }
}

/** The type of a schema that says nothing else. */
const plainType = (schema: JsonSchema): string | undefined =>
  Object.keys(schema).length === 1 && typeof schema.type === 'string' ? schema.type : undefined

/** The alternatives of a schema that is nothing but alternatives. */
const alternativesIn = (schema: JsonSchema): readonly JsonSchema[] =>
  schema.anyOf !== undefined && Object.keys(schema).length === 1 ? schema.anyOf : [schema]

const ofKinds = (schemas: readonly JsonSchema[]): JsonSchema => {
  const types = schemas.map(plainType).filter((type) => type !== undefined)
  return types.length === schemas.length ? { type: types } : { anyOf: schemas.flatMap(alternativesIn) }
}

/** The schema of a part, wherever it stands. */
type Inside = (part: t.Mixed) => JsonSchema

const isRequired = ({ isOptional, absent }: Property): boolean => !isOptional && absent === undefined

const ofObject = (properties: readonly Property[], isOpen: boolean, inside: Inside): JsonSchema => {
  const required = properties.filter(isRequired).map(({ key }) => key)
  const entries = properties.map(({ key, codec, absent }) => {
    const filled = absent === undefined ? {} : { default: absent }
    return [key, { ...inside(codec), ...filled }] as const
  })
  return {
    type: 'object',
    properties: Object.fromEntries(entries),
    ...(required.length === 0 ? {} : { required }),
    ...(isOpen ? {} : { additionalProperties: false }),
  }
}

type Of<Tag extends Structure['_tag']> = Extract<Structure, { readonly _tag: Tag }>

const ofText = ({ pattern, most }: Of<'Text'>): JsonSchema => ({
  type: 'string',
  ...(pattern === undefined ? {} : { pattern }),
  ...(most === undefined ? {} : { maxLength: most }),
})

const ofList = ({ of, least, most }: Of<'List'>, inside: Inside): JsonSchema => ({
  type: 'array',
  items: inside(of),
  ...(least === undefined ? {} : { minItems: least }),
  ...(most === undefined ? {} : { maxItems: most }),
})

const ofTuple = ({ of }: Of<'Tuple'>, inside: Inside): JsonSchema => ({
  type: 'array',
  prefixItems: of.map(inside),
  items: false,
  minItems: of.length,
})

const ofUnlike = ({ of: [first, second] }: Of<'Unlike'>, inside: Inside): JsonSchema => ({
  anyOf: [inside(first), { type: 'object', minProperties: 1, ...inside(second) }],
})

const ofStructure = (structure: Structure, inside: Inside): JsonSchema => {
  switch (structure._tag) {
    case 'Number':
      return { type: 'number' }
    case 'Boolean':
      return { type: 'boolean' }
    case 'Text':
      return ofText(structure)
    case 'Values':
      return ofValues(structure.values)
    case 'Object':
      return ofObject(structure.properties, structure.isOpen ?? false, inside)
    case 'Dictionary':
      return { type: 'object', additionalProperties: inside(structure.of) }
    case 'List':
      return ofList(structure, inside)
    case 'Tuple':
      return ofTuple(structure, inside)
    case 'Variants':
      return { anyOf: structure.of.map(inside) }
    case 'Unlike':
      return ofUnlike(structure, inside)
    case 'Kinds':
      return ofKinds(structure.of.map(inside))
    case 'All':
      return { allOf: structure.of.map(inside) }
    case 'Nested':
      return inside(structure.of())
    case 'Ruled':
      return ofStructure(structure.of, inside)
    case 'Anything':
      return {}
    case 'Nothing':
      return { not: {} }
  }
}

/** What a schema cannot say, or does not say of what is in an object or list, in a sentence. */
const descriptionOf = (structure: Structure, codec: t.Mixed): string | undefined => {
  if (structure._tag === 'Ruled') return structure.rule
  if (structure._tag !== 'Dictionary' && structure._tag !== 'Tuple') return undefined
  const { expected } = describe(codec)
  return `${expected.charAt(0).toUpperCase()}${expected.slice(1)}.`
}

const inFull = (codec: t.Mixed, inside: Inside): JsonSchema => {
  const structure = structureOf(codec)
  const description = descriptionOf(structure, codec)
  return { ...(description === undefined ? {} : { description }), ...ofStructure(structure, inside) }
}

/**
 * The JSON Schema (draft 2020-12) of the values of a codec, made of the structure that it decodes with: for editors, for other
 * languages, for forms. Every value that the codec takes is valid. The codec takes every valid value, except where a description
 * in the schema names a rule that it does not check.
 *
 * The package has the schemas of its documents as files, `maestro-dataflow/schema/layer.schema.json` and others.
 *
 * @param codec - The codec whose values the schema describes.
 *
 * @example
 * ```ts
 * import { directiveCodec, jsonSchemaOf, listOf } from 'maestro-dataflow/codec'
 *
 * const schema = jsonSchemaOf(listOf(directiveCodec))
 * schema.type // => 'array'
 * Object.keys(schema.$defs ?? {}) // => ['expression']
 * ```
 * @since 0.2.0
 * @category schemas
 */
export const jsonSchemaOf = (codec: t.Mixed): JsonSchema => {
  const definitions = definitionsIn(codec)
  const inside: Inside = (part) => {
    const definition = definitions.get(structureOf(part))
    return definition === undefined ? inFull(part, inside) : { $ref: `#/$defs/${definition.name}` }
  }
  const defined = [...definitions.values()].map((each) => [each.name, inFull(each.codec, inside)] as const)
  return {
    $schema: dialect,
    ...inside(codec),
    ...(defined.length === 0 ? {} : { $defs: Object.fromEntries(defined) }),
  }
}
