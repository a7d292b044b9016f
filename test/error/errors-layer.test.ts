/** The rules that layers and operators must keep: each broken alone, found once, at its place, with a readable error. */
import { describe, expect, it } from 'vitest'
import {
  type Conv2dShape,
  conv2d,
  dataflow,
  elementwise,
  gemm,
  type Layer,
  pool2d,
  temporalMap,
  transposedConv2d,
} from '../../src/index'
import { conv, inShort, junk, refusal, stumbles } from '../support/errors'

type Row = readonly [rule: string, layer: Layer, errors: readonly string[]]

const shape = { K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 }
const { K: _, ...withoutK } = shape
const given = (more: { readonly [key: string]: unknown }): Layer =>
  conv2d(junk<Conv2dShape>({ ...shape, ...more }))
const at = (tag: string, ...paths: readonly string[]): readonly string[] =>
  paths.map((path) => `${tag} layer.${path}`)
const sides = (tag: string): readonly string[] =>
  at(tag, 'padding.top', 'padding.bottom', 'padding.left', 'padding.right')

/** A map of N, which every family has. */
const overN = dataflow('N', [temporalMap(1, 1, 'N')])

const checks = (rows: readonly Row[]): void => {
  for (const [rule, of, errors] of rows)
    it(rule, () => {
      const found = refusal({ layer: of, dataflow: overN })
      expect(inShort(found)).toEqual(errors)
      expect(found.flatMap(stumbles)).toEqual([])
    })
}

describe('extents', () => {
  for (const wrong of [
    0,
    -1,
    2.5,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    '4',
    true,
    [],
    {},
    4n,
  ])
    checks([
      [
        `are no ${typeof wrong} ${JSON.stringify(wrong, (_key, value) => String(value))}`,
        given({ K: wrong }),
        at('InvalidExtent', 'sizes.K'),
      ],
    ])

  checks([
    ['are required but for N', conv2d(junk(withoutK)), at('InvalidExtent', 'sizes.K')],
    ['of N may not be null', given({ N: null }), at('InvalidExtent', 'sizes.N')],
    ['of the window are checked once', given({ R: 0 }), at('InvalidExtent', 'sizes.R')],
    ['of rows are needed in inputs or outputs', given({ Y: undefined }), at('InvalidExtent', 'sizes.Y')],
    ['of outputs are positive', given({ Y: undefined, "Y'": 0 }), at('InvalidExtent', "sizes.Y'")],
    ['leave at least one row of outputs', given({ Y: 2 }), at('EmptyOutput', 'sizes.Y')],
    ['leave at least one row with a stride', given({ Y: 2, stride: 2 }), at('EmptyOutput', 'sizes.Y')],
    [
      'leave at least one column of outputs',
      given({ S: 5, X: 8, dilation: 2 }),
      at('EmptyOutput', 'sizes.X'),
    ],
    ['leave outputs with padding too', given({ R: 7, Y: 4, padding: 1 }), at('EmptyOutput', 'sizes.Y')],
    ['of inputs and outputs agree', given({ "X'": 5 }), at('ConflictingExtents', "sizes.X'")],
    [
      'of inputs and outputs agree with a stride',
      given({ stride: 2, "Y'": 6 }),
      at('ConflictingExtents', "sizes.Y'"),
    ],
    ['have no other name', given({ Z: 3 }), at('Malformed', 'sizes.Z')],
    ['of a matrix product include N', gemm(junk({ M: 4, K: 4 })), at('InvalidExtent', 'sizes.N')],
    [
      'of an elementwise layer are its inputs',
      elementwise(junk({ C: 4, Y: 4, X: 4, "X'": 4 })),
      at('Malformed', "sizes.X'"),
    ],
  ])
})

describe('operands of an elementwise layer', () => {
  const reading = (operands: unknown) => elementwise(junk({ C: 4, Y: 4, X: 4, operands }))
  checks([
    ['are at least one', reading(0), at('Malformed', 'operands')],
    ['are at most seven', reading(8), at('Malformed', 'operands')],
    ['are no text', reading('NCYX'), at('Malformed', 'operands')],
    ['are not none', reading([]), at('Malformed', 'operands')],
    ['are at most seven in a list', reading(Array(8).fill(['C'])), at('TooComplex', 'operands')],
    ['are lists', reading(['C']), at('Malformed', 'operands[0]')],
    ['have dimensions of the layer', reading([['C'], ['C', 'K']]), at('UnknownDimension', 'operands[1][1]')],
    ['have each dimension once', reading([['C', 'C']]), at('Malformed', 'operands[0][1]')],
    [
      'are of elementwise layers alone',
      gemm(junk({ M: 4, N: 4, K: 4, operands: 1 })),
      at('Malformed', 'sizes.operands'),
    ],
  ])
})

describe('stride, dilation and padding', () => {
  checks([
    ['stride is at least 1', given({ stride: 0 }), at('InvalidExtent', 'stride.y', 'stride.x')],
    ['stride is whole', given({ stride: { y: 1.5, x: 1 } }), at('InvalidExtent', 'stride.y')],
    ['stride has both axes', given({ stride: { y: 2 } }), at('InvalidExtent', 'stride.x')],
    ['stride has no other axis', given({ stride: { y: 1, x: 1, z: 1 } }), at('Malformed', 'stride.z')],
    ['stride is no text', given({ stride: 'two' }), at('InvalidExtent', 'stride')],
    ['dilation is at least 1', given({ dilation: { y: 1, x: 0 } }), at('InvalidExtent', 'dilation.x')],
    ['dilation is no list', given({ dilation: [1, 1] }), at('InvalidExtent', 'dilation')],
    ['padding is not negative', given({ padding: -1 }), sides('InvalidExtent')],
    [
      'padding is whole',
      given({ padding: { y: 0.5, x: 0 } }),
      at('InvalidExtent', 'padding.top', 'padding.bottom'),
    ],
    [
      'padding has all sides',
      given({ padding: { top: 1, bottom: 1, left: 1 } }),
      at('InvalidExtent', 'padding.right'),
    ],
    [
      'padding is per axis or per side',
      given({ padding: { y: 1, x: 1, top: 1 } }),
      at('Malformed', 'padding.top'),
    ],
    [
      'a pool has them too',
      pool2d({ C: 4, R: 2, S: 2, Y: 8, X: 8, stride: 0 }),
      at('InvalidExtent', 'stride.y', 'stride.x'),
    ],
    [
      'a matrix product has no stride',
      gemm(junk({ M: 4, N: 4, K: 4, stride: 2 })),
      at('Malformed', 'sizes.stride'),
    ],
    [
      'a matrix product has none in JSON either',
      junk<Layer>({ ...gemm({ M: 4, N: 4, K: 4 }), stride: 2 }),
      at('Malformed', 'stride'),
    ],
    [
      'the rows read are countable',
      conv2d({ K: 1, C: 1, R: 1, S: 1, "Y'": 2 ** 40, "X'": 1, stride: 2 ** 20 }),
      ['CountOverflow layer.sizes'],
    ],
  ])
})

describe('transposed convolutions', () => {
  const transposed = { K: 2, C: 2, R: 3, S: 3, Y: 4, X: 4 }
  checks([
    ['are uncropped', transposedConv2d({ ...transposed, padding: 1 }), at('InvalidExtent', 'padding')],
    [
      'are uncropped on every side',
      transposedConv2d({ ...transposed, padding: { top: 0, bottom: 0, left: 0, right: 2 } }),
      at('InvalidExtent', 'padding'),
    ],
    [
      "have no Y' as an extent",
      transposedConv2d(junk({ ...transposed, "Y'": 9 })),
      at('ConflictingExtents', "sizes.Y'"),
    ],
    [
      "have no X' as an extent",
      transposedConv2d(junk({ ...transposed, "X'": 9 })),
      at('ConflictingExtents', "sizes.X'"),
    ],
  ])
})

describe('the shape of a layer', () => {
  checks([
    ['has a kind', junk<Layer>({ ...conv, kind: undefined }), at('Malformed', 'kind')],
    ['has a known kind', junk<Layer>({ ...conv, kind: 'conv3d' }), at('Malformed', 'kind')],
    ['has a kind near none', junk<Layer>({ ...conv, kind: 'something else' }), at('Malformed', 'kind')],
    [
      'has no kind that every object has',
      junk<Layer>({ ...conv, kind: 'toString' }),
      at('Malformed', 'kind'),
    ],
    ['has a name that is a text', given({ name: 5 }), at('Malformed', 'name')],
    ['has no other property', junk<Layer>({ ...conv, group: 2 }), at('Malformed', 'group')],
    ['is an object', junk<Layer>([conv]), ['Malformed layer']],
  ])

  it('suggests the kind and the property that were meant', () => {
    expect(refusal({ layer: junk({ ...conv, kind: 'Conv2D' }) })[0]?.hint).toMatch(/did you mean conv2d\?/i)
    expect(refusal({ layer: junk({ ...conv, stryde: 2 }) })[0]?.hint).toMatch(/did you mean stride\?/i)
  })

  it('suggests nothing where nothing is near', () => {
    for (const name of ['Q', 'J']) {
      const [error] = refusal({ dataflow: dataflow('far', [temporalMap(1, 1, name)]) })
      expect(error?.hint).not.toMatch(/did you mean/i)
    }
  })

  it('suggests the extent that was meant', () => {
    expect(refusal({ layer: given({ K: '4' }) })[0]?.hint).toMatch(/without quotes/)
    expect(refusal({ layer: given({ K: 4.2 }) })[0]?.hint).toContain('K: 4')
    expect(refusal({ layer: given({ "Y'": 5 }) })[0]?.hint).toContain("Y': 6")
  })

  it('says in the same terms how many rows are there and how many are needed', () => {
    const [error] = refusal({ layer: conv2d({ ...shape, R: 7, Y: 4, padding: 1 }) })
    const [needed, there] = [error?.expected, error?.given].map((text) => Number(/\d+/.exec(text ?? '')))
    // 4 rows and 2 of padding, 7 needed: one too few, however it is counted.
    expect((needed ?? 0) - (there ?? 0)).toBe(1)
  })
})

describe('names of other frameworks', () => {
  it.each([
    ['H', 'Y'],
    ['W', 'X'],
    ['OC', 'K'],
    ['IC', 'C'],
    ['pad', 'padding, a property of the layer'],
  ])('%s: %s is suggested', (name, meant) => {
    expect(refusal({ layer: given({ [name]: 4 }) })[0]?.hint).toContain(`Did you mean ${meant}?`)
  })
})

describe('an extent that is close to one', () => {
  it.each([
    [-4, 'Write K: 4, '],
    [0, 'Write K: 1, '],
    [4.5, 'Write K: 4 or K: 5, '],
    [0.5, 'Write K: 1, '],
  ])('%d', (K, hint) => {
    expect(refusal({ layer: given({ K }) })[0]?.hint).toContain(hint)
  })
})
