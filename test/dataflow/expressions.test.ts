/** Sizes as expressions: what each operation gives, in numbers of a layer, and where there is no integer to give. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  cluster,
  conv2d,
  dataflow,
  divideCeil,
  divideFloor,
  type Expression,
  elementwise,
  estimate,
  fullyConnected,
  gemm,
  type Layer,
  max,
  min,
  minus,
  orThrow,
  outputCentric,
  param,
  plus,
  spatialMap,
  sz,
  temporalMap,
  times,
  transposedConv2d,
} from '../../src/index'
import { hardware } from '../support/errors'

const largest = Number.MAX_SAFE_INTEGER
const strided = conv2d({
  K: 4,
  C: 5,
  R: 3,
  S: 2,
  Y: 20,
  X: 9,
  stride: { y: 2, x: 1 },
  dilation: { y: 3, x: 1 },
  padding: { y: 1, x: 0 },
})
const long = gemm({ M: 1, N: 1, K: largest })
const parameters = { one: 1, width: 8, negative: -3 }

/** The value of an expression, as the size that a map has once the dataflow is written in numbers; or the error's tag. */
const sizeOf = (expression: Expression, of: Layer = long): number | string => {
  const family = of.kind === 'gemm' ? 'K' : 'N'
  // A map of N shows sizes up to its extent only, so a gemm is used unless a layer's own extents are asked for.
  const result = outputCentric(
    of,
    dataflow('value', [temporalMap(expression, expression, family)], parameters),
  )
  if (isLeft(result)) return result.left[0]._tag
  const [directive] = result.right.directives
  return typeof directive?.size === 'number' ? directive.size : 'no number'
}

describe('operations', () => {
  const rows: readonly (readonly [what: string, expression: Expression, value: number])[] = [
    ['a number', 7, 7],
    ['the extent of a dimension', sz('M'), 1],
    ['a parameter', param('width'), 8],
    ['a sum', plus(1, 2, 3), 6],
    ['a sum of one', plus(4), 4],
    ['a sum with negative parts', plus(8, sz('M'), -1), 8],
    ['a difference', minus(9, 4), 5],
    ['a difference on the way that is negative', minus(4, minus(1, 3)), 6],
    ['a product', times(2, 3, 4), 24],
    ['a product of negatives', times(param('negative'), -2), 6],
    ['a quotient, rounded down', divideFloor(7, 2), 3],
    ['a quotient, rounded up', divideCeil(7, 2), 4],
    ['a quotient that is exact', plus(divideFloor(6, 3), divideCeil(6, 3)), 4],
    ['a negative quotient, rounded down', plus(10, divideFloor(-7, 2)), 6],
    ['a negative quotient, rounded up', plus(10, divideCeil(-7, 2)), 7],
    ['a quotient by a negative', plus(10, divideFloor(7, -2)), 6],
    ['a quotient by a negative, rounded up', plus(10, divideCeil(7, -2)), 7],
    ['a quotient of negatives', divideFloor(-7, -2), 3],
    ['a quotient of negatives, rounded up', divideCeil(-7, -2), 4],
    ['the smallest', min(9, 4, 6), 4],
    ['the largest', max(9, 4, 6), 9],
    ['a size that is kept positive', max(1, minus(2, 5)), 1],
    ['zero on the way', plus(times(0, -5), 3), 3],
    ['everything at once', divideCeil(times(plus(param('width'), sz('N')), 2), max(min(4, 5), sz('M'))), 5],
    ['the largest integer', largest, largest],
    ['the largest integer by arithmetic', plus(2 ** 52, -1, 2 ** 52), largest],
    ['exact quotients of large integers', divideFloor(largest, 3), 3002399751580330],
    ['exact quotients of large integers, rounded up', divideCeil(minus(largest, 1), 4), 2251799813685248],
  ]
  for (const [what, expression, value] of rows)
    it(`give ${what}`, () => {
      expect(sizeOf(expression)).toBe(value)
    })

  it('build plain data', () => {
    expect(plus(8, sz('S'), -1)).toEqual({ _tag: 'Plus', terms: [8, { _tag: 'Sz', dimension: 'S' }, -1] })
    expect(param('width')).toEqual({ _tag: 'Param', name: 'width' })
    const built = [minus(1, 2), times(1, 2), divideFloor(1, 2), divideCeil(1, 2), min(1, 2), max(1, 2)]
    const tags = ['Minus', 'Times', 'DivideFloor', 'DivideCeil', 'Min', 'Max']
    expect(built).toEqual(tags.map((_tag) => ({ _tag, terms: [1, 2] })))
  })
})

describe('expressions without a positive integer', () => {
  const rows: readonly (readonly [what: string, expression: Expression, tag: string])[] = [
    ['zero', 0, 'InvalidSize'],
    ['a negative number', -1, 'InvalidSize'],
    ['a fraction', 0.5, 'InvalidSize'],
    ['a fraction that would cancel out', plus(0.5, 0.5), 'InvalidSize'],
    ['a fraction that rounding would hide', divideFloor(2.5, 1), 'InvalidSize'],
    ['not a number', Number.NaN, 'InvalidSize'],
    ['infinity', min(3, Number.POSITIVE_INFINITY), 'InvalidSize'],
    ['a division by zero', divideFloor(4, 0), 'InvalidSize'],
    ['a division by zero, rounded up', divideCeil(4, minus(2, 2)), 'InvalidSize'],
    ['zero by zero', max(1, divideFloor(0, 0)), 'InvalidSize'],
    ['a sum that is too large', plus(largest, 1), 'InvalidSize'],
    ['a product that is too large', times(2 ** 30, 2 ** 30), 'InvalidSize'],
    ['a product that is too large on the way', divideFloor(times(2 ** 40, 2 ** 40), 2 ** 60), 'InvalidSize'],
    [
      'a sum that is too large on the way, by a difference',
      minus(plus(largest, largest), largest),
      'InvalidSize',
    ],
    ['no parameter of that name', param('height'), 'UnboundParameter'],
    ['no parameter inside', plus(1, times(2, param('constructor'))), 'UnboundParameter'],
    ['no dimension of that name', sz('C'), 'UnknownDimension'],
    ['a smallest of nothing', min(), 'Malformed'],
    ['a sum of nothing', plus(), 'Malformed'],
  ]
  for (const [what, expression, tag] of rows)
    it(`refuse ${what}`, () => {
      expect(sizeOf(expression)).toBe(tag)
    })

  it('never give a rounded number: a sum is exact or refused', () => {
    // The sum is 2^53 − 1; from left to right it passes 2^53 + 1, which is no double.
    expect([largest, 'InvalidSize']).toContain(sizeOf(plus(largest, 1, 1, -2)))
  })
})

/** The extent that a layer gives a name. */
const sizeIn = (of: Layer, name: string): number | string => {
  const over = { ...of, sizes: { ...of.sizes, N: largest } }
  return sizeOf(sz(name), over)
}

describe('extents', () => {
  const rows: readonly (readonly [what: string, of: Layer, sizes: Readonly<Record<string, number>>])[] = [
    // 20 rows and 2 of padding, a window that reaches over 7: 8 outputs, which read 2 · 7 + 7 = 21 rows.
    ['a convolution', strided, { K: 4, C: 5, R: 3, S: 2, Y: 21, X: 9, "Y'": 8, "X'": 8, G: 1 }],
    [
      'a convolution by its outputs',
      conv2d({ K: 1, C: 1, R: 3, S: 1, "Y'": 4, "X'": 2, stride: 2 }),
      { Y: 9, X: 3, "Y'": 4, "X'": 2 },
    ],
    [
      'a transposed convolution',
      transposedConv2d({ K: 1, C: 1, R: 3, S: 3, Y: 4, X: 5, stride: 2 }),
      { Y: 4, "Y'": 4, X: 5, "X'": 5, G: 1 },
    ],
    [
      'an elementwise layer',
      elementwise({ C: 3, Y: 4, X: 5 }),
      { Y: 4, "Y'": 4, X: 5, "X'": 5, K: 1, R: 1, S: 1 },
    ],
    ['a fully connected layer', fullyConnected({ K: 3, C: 5 }), { K: 3, C: 5, Y: 1, "X'": 1, R: 1 }],
  ]
  for (const [what, of, sizes] of rows)
    it(`of ${what}`, () => {
      // Products stay countable because N is the only other large extent; the analysis is not run.
      for (const [name, size] of Object.entries(sizes)) expect([name, sizeIn(of, name)]).toEqual([name, size])
    })

  it('are the layer’s, whatever tiles the levels above have', () => {
    const flow = dataflow('inside', [spatialMap(2, 2, 'C'), cluster(2), temporalMap(sz('C'), 1, 'C')])
    const { levels } = orThrow(estimate(strided, flow, hardware))
    expect(levels[1]?.tensors['filter']?.unitTile).toBe(levels[0]?.tensors['filter']?.unitTile)
  })

  it('serve offsets and Clusters too', () => {
    const flow = dataflow(
      'rows',
      [spatialMap(sz('R'), minus(sz('R'), 2), "Y'"), cluster(times(2, param('two'))), temporalMap(1, 1, 'C')],
      { two: 2 },
    )
    expect(isLeft(estimate(conv2d({ K: 1, C: 1, R: 3, S: 1, "Y'": 3, "X'": 1 }), flow, hardware))).toBe(false)
  })
})
