/** The JSON Schemas of codecs: what they say, and what they leave to the codec. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { schemaDocuments, schemaText } from '../../scripts/schema-documents'
import {
  acceleratorCodec,
  decode,
  eitherCodec,
  expressionCodec,
  type JsonSchema,
  jsonDocument,
  jsonSchemaOf,
  layerCodec,
  listOf,
  mapOptionsCodec,
  operatorCodec,
  warningCodec,
} from '../../src/codec'
import { type Expression, plus } from '../../src/index'

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
const isValid = (schema: JsonSchema, value: unknown): boolean => ajv.validate(schema, value)
const dialect = 'https://json-schema.org/draft/2020-12/schema'

describe('a schema says', () => {
  it('properties, which of them must be there, and that there are no others', () => {
    const shard = {
      type: 'object',
      properties: { index: { type: 'number' }, count: { type: 'number' } },
      required: ['index', 'count'],
      additionalProperties: false,
    }
    expect(jsonSchemaOf(mapOptionsCodec)).toEqual({
      $schema: dialect,
      type: 'object',
      properties: {
        ...{ gap: { type: 'number' }, nodes: { type: 'number' } },
        ...{ top: { type: 'number' }, below: { type: 'number' } },
        shard,
        without: {
          type: 'array',
          items: { enum: ['bound', 'capacity', 'symmetry'] },
          maxItems: 1_000_000,
        },
      },
      additionalProperties: false,
    })
  })

  it('what an absent property is decoded as', () => {
    const [window] = jsonSchemaOf(layerCodec).anyOf ?? []
    expect(window?.properties?.['stride']?.default).toEqual({ y: 1, x: 1 })
    expect(window?.required).toEqual(['kind', 'sizes'])
  })

  it('what is used twice once, by its name, and what contains itself', () => {
    const { anyOf, $defs } = jsonSchemaOf(expressionCodec).$defs?.['expression'] ?? {}
    expect($defs).toBeUndefined()
    expect(anyOf?.[3]?.properties?.['terms']?.items).toEqual({ $ref: '#/$defs/expression' })
    const two = jsonSchemaOf(jsonDocument({ a: warningCodec, b: listOf(warningCodec) }))
    expect(two.properties?.['a']).toEqual({ $ref: '#/$defs/warning' })
    expect(two.properties?.['b']?.items).toEqual({ $ref: '#/$defs/warning' })
    const list = listOf(warningCodec)
    const lists = jsonSchemaOf(jsonDocument({ a: list, b: list }))
    expect(lists.properties?.['a']?.items).toEqual({ $ref: '#/$defs/warning' })
    expect(lists.properties?.['b']?.items).toEqual({ $ref: '#/$defs/warning' })
  })

  it('different things of one name apart', () => {
    const named = (document: string): readonly string[] => {
      const found = schemaDocuments.find(({ name }) => name === document)
      return Object.keys(jsonSchemaOf(found?.codec ?? t.unknown).$defs ?? {})
    }
    expect(named('fused-comparison')).toEqual(expect.arrayContaining(['buffer', 'buffer2']))
  })

  it('that an Either has errors or a value', () => {
    const schema = jsonSchemaOf(eitherCodec(warningCodec))
    expect(isValid(schema, { _tag: 'Left', left: [] })).toBe(false)
    expect(isValid(schema, { _tag: 'Right', right: { _tag: 'IdlePes', path: '', message: '' } })).toBe(true)
  })

  it('what a nested object may not be: empty, where its properties tell it from another', () => {
    const sparse = (format: unknown) => ({ pes: 1, sparse: { format: { filter: format } } })
    const formats = [{}, { coordinate: 8 }, { l2: 'bitmask' }, { coordinate: 8, l2: 'bitmask' }, 'bitmask']
    const schema = jsonSchemaOf(acceleratorCodec)
    const taken = [false, true, true, false, true]
    expect(formats.map((format) => isValid(schema, sparse(format)))).toEqual(taken)
    expect(formats.map((format) => acceleratorCodec.is(sparse(format)))).toEqual(taken)
  })
})

describe('a schema leaves to the codec, and says so,', () => {
  it('whether a text is an einsum', () => {
    const schema = jsonSchemaOf(operatorCodec)
    expect(JSON.stringify(schema)).toContain('this schema does not check how it is written')
    expect(isValid(schema, 'm k, -> n')).toBe(true)
    expect(decode(operatorCodec)('m k, -> n')._tag).toBe('Left')
  })

  it('how large an expression is', () => {
    const sum = Array.from({ length: 600 }).reduce<Expression>((terms) => plus(terms, 1), 1)
    const schema = jsonSchemaOf(expressionCodec)
    expect(JSON.stringify(schema)).toContain('at most 1,000 numbers, names and operations')
    const large = { _tag: 'Min', terms: [sum, sum] }
    expect(isValid(schema, large)).toBe(true)
    expect(decode(expressionCodec)(large)._tag).toBe('Left')
  })

  it('what codecs of others decide', () => {
    const whole = t.refinement(t.number, Number.isInteger, 'Whole')
    const text = new t.Type<string>('Upper', t.string.is, t.string.validate, t.identity)
    expect(jsonSchemaOf(jsonDocument({ whole, text })).properties).toEqual({
      whole: { type: 'number', description: expect.stringContaining('Whole') },
      text: { description: expect.stringContaining('Upper') },
    })
  })
})

describe("codecs of io-ts's own have schemas", () => {
  const schemaOf = (codec: t.Mixed): JsonSchema => {
    const { $schema, ...schema } = jsonSchemaOf(codec)
    expect($schema).toBe(dialect)
    return schema
  }

  it('of values', () => {
    expect([t.string, t.number, t.boolean, t.null, t.unknown].map(schemaOf)).toEqual([
      ...[{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'null' }, {}],
    ])
    expect(schemaOf(t.literal(4))).toEqual({ const: 4 })
    expect(schemaOf(t.union([t.string, t.null]))).toEqual({ type: ['string', 'null'] })
  })

  it('of objects, which may have other properties, and of lists', () => {
    const part = t.intersection([t.type({ a: t.string }), t.partial({ b: t.readonlyArray(t.number) })])
    expect(schemaOf(t.exact(part))).toEqual({
      allOf: [
        { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
        { type: 'object', properties: { b: { type: 'array', items: { type: 'number' } } } },
      ],
    })
    expect(schemaOf(t.type({ a: t.union([t.undefined, t.string]) }))).not.toHaveProperty('required')
  })

  it('that agree with them', () => {
    const codec = t.readonly(t.type({ a: t.union([t.literal('x'), t.null]), b: t.array(t.boolean) }))
    const schema = jsonSchemaOf(codec)
    for (const value of [{ a: 'x', b: [] }, { a: null, b: [true], c: 1 }, { a: 'y', b: [] }, { a: 'x' }, 4])
      expect(isValid(schema, value)).toBe(codec.is(value))
  })
})

describe('the schema file of every document', () => {
  it.each(schemaDocuments)('$name has a title, and is a sound schema', (document) => {
    const schema: JsonSchema = JSON.parse(schemaText(document)) as JsonSchema // what was written
    expect(schema).toMatchObject({ $schema: dialect, title: document.title })
    expect(ajv.validateSchema(schema)).toBe(true)
    ajv.compile(schema)
  })
})
