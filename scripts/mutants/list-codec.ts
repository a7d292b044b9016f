/** Mutants of what codecs are besides: JSON Schemas, and schemas of Standard Schema. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

const schemas = ['test/codec/json-schema.test.ts']
const standard = ['test/codec/standard.test.ts']

export const codecMutants: readonly Mutant[] = [
  ...triedWith(schemas, [
    ...mutantsOf('src/codec/json-schema.ts', [
      ['objects may have any property', '...(isOpen ? {} : { additionalProperties: false })', '...{}'],
      ['what is filled in must be given', '!isOptional && absent === undefined', '!isOptional'],
      ['what is filled in is not told', '{ default: absent }', '{}'],
      ['any list is long enough', '{ minItems: least }', '{}'],
      ['an empty object is the second of two', 'minProperties: 1, ...inside(second)', '...inside(second)'],
      ['rules are not told', 'return structure.rule', 'return undefined'],
      ['the second of a name takes the place of the first', 'count === 1 ? name :', 'count > 0 ? name :'],
      ['what is used twice is written twice', 'times === 1 ||', 'times > 0 ||'],
    ]),
    ...mutantsOf('src/codec/structure-of.ts', [
      ['what may be undefined must be given', 'isPartial || codec.is(undefined)', 'isPartial'],
      [
        'what a partial object may lack must be given',
        'propertiesOf(props, true)',
        'propertiesOf(props, false)',
      ],
    ]),
    ...mutantsOf('src/codec/collections.ts', [
      [
        'a schema knows one variant of each union',
        '[...new Set(Object.values(byWord))]',
        '[...new Set(Object.values(byWord))].slice(0, 1)',
      ],
    ]),
  ]),
  ...triedWith(standard, [
    ...mutantsOf('src/codec/report.ts', [
      ['indices are texts in issues', 'Number(key) : key', 'key : key'],
      [
        'issues say the place for the repair',
        'const { message, hint } = errorOf',
        'const { message, path: hint } = errorOf',
      ],
    ]),
  ]),
]
