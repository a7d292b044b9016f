/** The rules that an operator of one's own must keep: each broken alone, found once, at its place, readably. */
import { describe, expect, it } from 'vitest'
import { dataflow, type Layer, layer, operator, temporalMap } from '../../src/index'
import { inShort, nonsenseLayer, refusal, stumbles } from '../support/errors'

type Row = readonly [rule: string, layer: Layer, errors: readonly string[]]

const at = (tag: string, ...paths: readonly string[]): readonly string[] =>
  paths.map((path) => `${tag} layer.${path}`)
const overI = dataflow('I', [temporalMap(1, 1, 'I')])

const checks = (rows: readonly Row[]): void => {
  for (const [rule, of, errors] of rows)
    it(rule, () => {
      const found = refusal({ layer: of, dataflow: overI })
      expect(inShort(found)).toEqual(errors)
      expect(found.flatMap(stumbles)).toEqual([])
    })
}

const plainOutput = { name: 'sum', role: 'output', axes: [] }
const tensor = (more: object): object => ({ name: 'a', role: 'input', axes: [[{ dimension: 'I' }]], ...more })
const own = (of: object): Layer =>
  nonsenseLayer({ name: 'own', dimensions: ['I'], tensors: [tensor({}), plainOutput], ...of })
const axes = (...list: readonly unknown[]): Layer =>
  nonsenseLayer(
    { name: 'own', dimensions: ['I', 'J', 'L'], tensors: [tensor({ axes: list }), plainOutput] },
    { I: 2, J: 2, L: 2 },
  )
const names = Array.from({ length: 17 }, (_entry, i) => `D${i}`)

describe('operators', () => {
  const path = 'operator.tensors[0]'
  checks([
    [
      'have at least one output',
      own({ tensors: [tensor({})] }),
      at('UnsupportedCoupling', 'operator.tensors'),
    ],
    [
      'have one though something else is wrong',
      own({ tensors: [tensor({ axes: [[{ dimension: 'I', coefficient: 0 }]] })] }),
      [
        ...at('UnsupportedCoupling', `${path}.axes[0][0].coefficient`),
        ...at('UnsupportedCoupling', 'operator.tensors'),
      ],
    ],
    [
      'name each tensor once',
      own({ tensors: [tensor({ name: 'sum' }), plainOutput] }),
      at('UnsupportedCoupling', 'operator.tensors[1].name'),
    ],
    [
      'name each dimension once',
      own({ dimensions: ['I', 'I'] }),
      at('UnsupportedCoupling', 'operator.dimensions[1]'),
    ],
    [
      'have dimensions with names',
      own({ dimensions: ['I', '1st'] }),
      at('Malformed', 'operator.dimensions[1]'),
    ],
    ['have a list of tensors', own({ tensors: 'sum' }), at('Malformed', 'operator.tensors')],
    [
      'have a list of dimensions',
      nonsenseLayer({ name: 'own', dimensions: 'I', tensors: [plainOutput] }, {}),
      at('Malformed', 'operator.dimensions'),
    ],
    [
      'have tensors with names',
      own({ tensors: [tensor({ name: 'a b' }), plainOutput] }),
      at('Malformed', `${path}.name`),
    ],
    [
      'have tensors with roles',
      own({ tensors: [tensor({ role: 'both' }), plainOutput] }),
      at('Malformed', `${path}.role`),
    ],
    ['have no other property', own({ kind: 'x' }), at('Malformed', 'operator.kind')],
    [
      'have tensors without other properties',
      own({ tensors: [tensor({ size: 1 }), plainOutput] }),
      at('Malformed', `${path}.size`),
    ],
    ['have a text for a name', own({ name: 7 }), at('Malformed', 'operator.name')],
    [
      'couple with coefficients of at least 1',
      axes([{ dimension: 'I', coefficient: 0 }]),
      at('UnsupportedCoupling', `${path}.axes[0][0].coefficient`),
    ],
    [
      'couple with whole coefficients',
      axes([{ dimension: 'I', coefficient: 1.5 }]),
      at('UnsupportedCoupling', `${path}.axes[0][0].coefficient`),
    ],
    [
      'couple with numbers',
      axes([{ dimension: 'I', coefficient: '2' }]),
      at('Malformed', `${path}.axes[0][0].coefficient`),
    ],
    [
      'do not couple with null',
      axes([{ dimension: 'I', coefficient: null }]),
      at('Malformed', `${path}.axes[0][0].coefficient`),
    ],
    [
      'couple dimensions that they have',
      axes([{ dimension: 'Q' }]),
      at('UnknownDimension', `${path}.axes[0][0].dimension`),
    ],
    [
      'couple dimensions that they have, by full names',
      axes([{ dimension: 'height' }]),
      at('UnknownDimension', `${path}.axes[0][0].dimension`),
    ],
    [
      'couple a dimension once per axis',
      axes([{ dimension: 'I' }, { dimension: 'I' }]),
      at('UnsupportedCoupling', `${path}.axes[0][1]`),
    ],
    [
      'couple a dimension to one axis',
      axes([{ dimension: 'I' }], [{ dimension: 'I' }]),
      at('UnsupportedCoupling', `${path}.axes[1][0]`),
    ],
    [
      'couple at most two dimensions to an axis',
      axes(['I', 'J', 'L'].map((dimension) => ({ dimension }))),
      at('UnsupportedCoupling', `${path}.axes[0]`),
    ],
    ['couple at least one dimension to an axis', axes([]), at('UnsupportedCoupling', `${path}.axes[0]`)],
    [
      'have terms without other properties',
      axes([{ dimension: 'I', stride: 2 }]),
      at('Malformed', `${path}.axes[0][0].stride`),
    ],
    ['have lists of axes', axes('I'), at('Malformed', `${path}.axes[0]`)],
    [
      'have at most 16 dimensions',
      nonsenseLayer({ name: 'many', dimensions: names, tensors: [plainOutput] }, {}),
      at('TooComplex', 'operator.dimensions'),
    ],
    [
      'have at most 8 tensors',
      own({ tensors: [plainOutput, ...names.slice(0, 8).map((name) => tensor({ name }))] }),
      at('TooComplex', 'operator.tensors'),
    ],
    ['are objects', nonsenseLayer('conv2d', {}), at('Malformed', 'operator')],
    [
      'take an extent for each dimension',
      nonsenseLayer({ name: 'own', dimensions: ['I'], tensors: [plainOutput] }, {}),
      at('InvalidExtent', 'sizes.I'),
    ],
    [
      'take no other extent',
      nonsenseLayer({ name: 'own', dimensions: ['I'], tensors: [plainOutput] }, { I: 2, N: 1 }),
      at('Malformed', 'sizes.N'),
    ],
  ])

  it.each(['1st', 'ρ', 'a b', "I'2"])(
    'have no dimension named %s, and learn which names they may have',
    (name) => {
      const [first] = refusal({ layer: own({ dimensions: ['I', name] }), dataflow: overI })
      expect(first?.expected).toBe(
        "a name of the letters A to Z and a to z, digits and _, with no digit first, perhaps with a ' at its end",
      )
    },
  )

  it('have tensors that are objects', () => {
    const [first] = refusal({ layer: own({ tensors: [plainOutput, 'a'] }), dataflow: overI })
    expect(first?.path).toBe('layer.operator.tensors[1]')
  })

  it('may have scalars and dimensions that couple to no tensor', () => {
    const of = operator({
      name: '',
      dimensions: ['I', 'J'],
      tensors: [{ name: 'sum', role: 'output', axes: [] }],
    })
    expect(refusal({ layer: layer(of, { I: 2, J: 3 }), dataflow: overI })).toEqual([])
  })

  it('may have a name of any length', () => {
    const name = 'a'.repeat(150)
    const of = operator({ name: '', dimensions: ['I', name], tensors: [{ name, role: 'output', axes: [] }] })
    expect(inShort(refusal({ layer: layer(of, { I: 2, [name]: 3 }), dataflow: overI }))).toEqual([])
  })
})
