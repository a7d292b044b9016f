/** The rules that a dataflow must keep: each broken alone, found once, at its place, with a readable error. */
import { describe, expect, it } from 'vitest'
import { attentionScores, paperDataflows, toolDataflows } from '../../src/catalog'
import {
  cluster,
  conv2d,
  type Dataflow,
  type Directive,
  dataflow,
  divideFloor,
  type Expression,
  elementwise,
  estimate,
  gemm,
  type Layer,
  layer,
  orThrow,
  param,
  plus,
  spatialMap,
  sz,
  temporalMap,
  transposedConv2d,
} from '../../src/index'
import { conv, hardware, inShort, junk, refusal, refusalOfDirectives, stumbles } from '../support/errors'

type Row = readonly [rule: string, directives: readonly Directive[], errors: readonly string[], layer?: Layer]

const at = (i: number, tag: string, part = ''): readonly string[] => [
  `${tag} dataflow.directives[${i}]${part}`,
]
const transposed = transposedConv2d({ K: 2, C: 2, R: 3, S: 3, Y: 6, X: 6 })
const T = temporalMap
const S = spatialMap
const nonsense = (value: unknown): Directive => junk(value)
const size = (value: unknown): Directive => T(junk<Expression>(value), 4, 'C')

const checks = (rows: readonly Row[]): void => {
  for (const [rule, directives, errors, of = conv] of rows)
    it(rule, () => {
      const found = refusalOfDirectives(directives, of)
      expect(inShort(found)).toEqual(errors)
      expect(found.flatMap(stumbles)).toEqual([])
    })
}

describe('sizes and offsets', () => {
  checks([
    ['are positive', [T(1, -1, 'C')], at(0, 'InvalidSize', '.offset')],
    ['are whole', [T(1.5, 2, 'C')], at(0, 'InvalidSize', '.size')],
    ['are numbers', [T(Number.NaN, 1, 'C')], at(0, 'InvalidSize', '.size')],
    ['are finite', [T(1, Number.POSITIVE_INFINITY, 'C')], at(0, 'InvalidSize', '.offset')],
    ['are exact', [T(2 ** 53, 1, 'C')], at(0, 'InvalidSize', '.size')],
    ['are positive where the offset does not matter', [T(4, 0, 'C')], at(0, 'InvalidSize', '.offset')],
    ['are valid on dropped maps', [T(1, 1, 'K'), T(0, 1, 'G')], at(1, 'InvalidSize', '.size')],
    ['of a Cluster are positive', [T(1, 1, 'K'), cluster(0)], at(1, 'InvalidSize', '.size')],
    ['of a Cluster are whole', [T(1, 1, 'K'), cluster(2.5)], at(1, 'InvalidSize', '.size')],
    ['are positive as expressions', [T(plus(sz('R'), -3), 1, 'C')], at(0, 'InvalidSize', '.size')],
    ['do not divide by zero', [T(divideFloor(4, plus(sz('R'), -3)), 1, 'C')], at(0, 'InvalidSize', '.size')],
    ['name dimensions of the layer', [T(sz('Q'), 1, 'C')], at(0, 'UnknownDimension', '.size')],
    [
      'name dimensions, not what objects have',
      [T(sz('constructor'), 1, 'C')],
      at(0, 'UnknownDimension', '.size'),
    ],
    ['have parameters with values', [T(1, param('tile'), 'C')], at(0, 'UnboundParameter', '.offset')],
    [
      'have parameters, not what objects have',
      [T(param('toString'), 1, 'C')],
      at(0, 'UnboundParameter', '.size'),
    ],
    [
      'are present',
      [nonsense({ _tag: 'TemporalMap', size: 1, dimension: 'C' })],
      at(0, 'Malformed', '.offset'),
    ],
    ['are no text', [size('Sz(R)')], at(0, 'Malformed', '.size')],
    ['are no list', [size([1])], at(0, 'Malformed', '.size')],
    ['are no unknown operation', [size({ _tag: 'Power', terms: [2, 2] })], at(0, 'Malformed', '.size')],
    ['are no operation of nothing', [size({ _tag: 'Min', terms: [] })], at(0, 'Malformed', '.size')],
    ['are no difference of three', [size({ _tag: 'Minus', terms: [9, 2, 3] })], at(0, 'Malformed', '.size')],
    ['are no operation without terms', [size({ _tag: 'Plus' })], at(0, 'Malformed', '.size')],
    ['are no extent of a number', [size({ _tag: 'Sz', dimension: 3 })], at(0, 'Malformed', '.size')],
    ['are no parameter without a name', [size({ _tag: 'Param' })], at(0, 'Malformed', '.size')],
    ['have no other property', [size({ _tag: 'Sz', dimension: 'C', of: 1 })], at(0, 'Malformed', '.size')],
  ])

  it('say that the division by zero is one', () => {
    const [error] = refusalOfDirectives([T(divideFloor(4, 0), 1, 'C')])
    expect(`${error?.message} ${error?.hint}`).toMatch(/zero|by 0/i)
  })

  it('suggest the parameter that was meant', () => {
    const [error] = refusal({ dataflow: dataflow('tiles', [T(param('tileC'), 1, 'C')], { tileK: 2 }) })
    expect(error?.hint).toContain('tileK')
  })
})

describe('maps', () => {
  checks([
    ['name a dimension', [T(1, 1, junk(7))], at(0, 'Malformed', '.dimension')],
    [
      'name a dimension of the layer',
      [T(1, 1, 'C')],
      at(0, 'UnknownDimension', '.dimension'),
      gemm({ M: 2, N: 2, K: 2 }),
    ],
    [
      'name a dimension, not what objects have',
      [T(1, 1, '__proto__')],
      at(0, 'UnknownDimension', '.dimension'),
    ],
    ['name a dimension once', [T(1, 1, 'C'), T(2, 2, 'C')], at(1, 'RepeatedDimension')],
    ['name an input coordinate once', [T(3, 1, 'Y'), T(3, 1, 'Y')], at(1, 'RepeatedDimension')],
    [
      "name Y or Y' once where they are one loop",
      [T(1, 1, 'Y'), T(1, 1, "Y'")],
      at(1, 'RepeatedDimension'),
      transposed,
    ],
    [
      "name X or X' once on elementwise",
      [T(1, 1, "X'"), T(1, 1, 'X')],
      at(1, 'RepeatedDimension'),
      elementwise({ C: 2, Y: 2, X: 2 }),
    ],
    ['are in inputs or in outputs', [T(1, 1, "X'"), T(3, 1, 'X')], at(1, 'MixedNotation')],
    [
      'do not overlap',
      [T(4, 2, 'C')],
      at(0, 'OverlappingMap'),
      conv2d({ K: 1, C: 8, R: 1, S: 1, Y: 1, X: 1 }),
    ],
    ['do not skip', [T(2, 3, 'C')], at(0, 'SkippingMap')],
    ['do not overlap in space', [S(2, 1, 'K')], at(0, 'OverlappingMap')],
    ['do not overlap on outputs', [T(2, 1, "Y'")], at(0, 'OverlappingMap')],
    ['do not overlap on a window', [T(2, 1, 'R')], at(0, 'OverlappingMap')],
    ['do not overlap in inputs', [T(5, 1, 'Y')], at(0, 'OverlappingMap')],
    ['do not skip in inputs', [T(4, 3, 'Y')], at(0, 'SkippingMap')],
    ['hold a window', [T(2, 1, 'X')], at(0, 'WindowTooSmall')],
    ['hold the tile of a window', [T(1, 1, 'X'), T(2, 2, 'S')], at(0, 'WindowTooSmall')],
    [
      'hold a dilated window',
      [T(3, 1, 'Y')],
      at(0, 'WindowTooSmall'),
      conv2d({ K: 1, C: 1, R: 3, S: 1, Y: 9, X: 1, dilation: 2 }),
    ],
    ['are judged in the tile above', [T(2, 2, 'C'), cluster(2), T(1, 2, 'C')], at(2, 'SkippingMap')],
    ['spread one dimension', [S(1, 1, 'K'), S(1, 1, 'C')], at(1, 'TwoSpatialMaps')],
    [
      'have one diagonal pair',
      [S(8, 1, 'Y'), S(1, 1, 'R'), S(8, 1, 'X'), S(1, 1, 'S')],
      at(3, 'TwoSpatialMaps'),
    ],
    [
      'spread nothing beside a diagonal pair',
      [S(8, 1, 'Y'), S(1, 1, 'R'), S(1, 1, 'K')],
      at(2, 'TwoSpatialMaps'),
    ],
    [
      'of a diagonal pair move together',
      [T(3, 1, 'Y'), cluster(3), S(1, 2, 'Y'), S(1, 1, 'R')],
      at(2, 'DiagonalMismatch'),
    ],
    ['of a diagonal pair share all outputs', [S(1, 1, 'Y'), S(1, 1, 'R')], at(0, 'DiagonalMismatch')],
    [
      'of a diagonal pair hold the tile of the window',
      [S(1, 2, 'Y'), S(2, 2, 'R')],
      at(0, 'DiagonalMismatch'),
    ],
    ['have no other property', [nonsense({ ...T(1, 1, 'C'), tile: 1 })], at(0, 'Malformed', '.tile')],
  ])
})

describe('maps that look illegal but are not', () => {
  const few = conv2d({ K: 4, C: 2, R: 3, S: 1, "Y'": 2, "X'": 1 })
  const rows: readonly (readonly [rule: string, directives: readonly Directive[]])[] = [
    ['a size that covers the extent, whatever the offset', [T(4, 1, 'K'), T(9, 5, 'C'), T(3, 7, 'R')]],
    ['a size in inputs that covers the outputs, whatever the offset', [T(4, 3, 'Y')]],
    ['a diagonal pair whose taps cover the window, whatever the offsets', [S(4, 5, 'Y'), S(3, 7, 'R')]],
    ['a diagonal pair in any order, with maps between', [S(1, 1, 'R'), T(1, 1, 'K'), S(2, 1, 'Y')]],
    ['a tile of the window that makes room for smaller maps', [T(2, 2, 'Y'), T(1, 1, 'R')]],
    ['the tile of a level above as the extent', [T(2, 2, 'K'), cluster(2), S(2, 1, 'K')]],
    ['a dropped map whose offset fits nothing', [T(1, 1, 'K'), T(3, 8, 'G')]],
    ['a second spatial map that is dropped', [S(1, 1, 'K'), S(1, 1, 'G')]],
  ]
  for (const [rule, directives] of rows)
    it(rule, () => {
      expect(refusalOfDirectives(directives, few)).toEqual([])
    })
})

it.each([
  ['no directives', []],
  ['Clusters only', [cluster(2)]],
])('a dataflow that has %s is told so', (given, directives) => {
  const [error] = refusalOfDirectives(directives)
  expect(error?.message).toBe(
    `The dataflow must have at least one SpatialMap or TemporalMap, but it has ${given}.`,
  )
})

describe('the list', () => {
  const many = Array.from({ length: 16 }, () => cluster(1))
  checks([
    ['has a map', [], ['EmptyDataflow dataflow']],
    ['has a map beside the Clusters', [cluster(2), cluster(2)], ['EmptyDataflow dataflow']],
    [
      'fits the PEs',
      [S(1, 1, 'K'), cluster(4), S(1, 1, 'C'), cluster(5), T(1, 1, 'R')],
      at(3, 'ClustersExceedPes'),
    ],
    ['fits the PEs by far', [S(1, 1, 'K'), cluster(2 ** 52), cluster(2 ** 52)], at(1, 'ClustersExceedPes')],
    ['has at most 16 levels', [S(1, 1, 'K'), ...many], ['TooComplex dataflow.directives']],
    ['has directives', [T(1, 1, 'K'), nonsense('spatialMap')], at(1, 'Malformed')],
    ['has known directives', [T(1, 1, 'K'), nonsense({ _tag: 'Map', size: 1 })], at(1, 'Malformed', '._tag')],
    ['has no holes', [T(1, 1, 'K'), nonsense(undefined)], at(1, 'Malformed')],
    [
      'has Clusters without other properties',
      [T(1, 1, 'K'), nonsense({ ...cluster(1), offset: 1 })],
      at(1, 'Malformed', '.offset'),
    ],
    ['has Clusters with a size', [T(1, 1, 'K'), nonsense({ _tag: 'Cluster' })], at(1, 'Malformed', '.size')],
  ])

  it('may have 16 levels, empty ones among them', () => {
    const flow = dataflow('deep', [...many.slice(1), temporalMap(1, 1, 'C')])
    expect(orThrow(estimate(conv, flow, hardware)).levels).toHaveLength(16)
  })

  it('may name a dimension of the family that the layer lacks, however often', () => {
    const maps = [S(1, 1, 'K'), T(1, 1, 'G'), T(2, 1, 'G'), cluster(1), S(3, 2, 'G')]
    const { warnings } = orThrow(estimate(conv, dataflow('G', maps), hardware))
    expect(warnings.map(({ _tag, path }) => `${_tag} ${path}`)).toEqual([
      'DroppedMap dataflow.directives[2]',
      'DroppedMap dataflow.directives[4]',
    ])
  })
})

describe('a dataflow for another kind of operator', () => {
  const product = gemm({ M: 4, N: 4, K: 4 })
  const convolution = [
    S(1, 1, 'K'),
    T(1, 1, 'C'),
    T(sz('R'), sz('R'), 'R'),
    T(sz('S'), 1, 'X'),
    T(sz('R'), 1, 'Y'),
  ]
  const messageOf = (name: string, directives: readonly Directive[], layer: Layer) =>
    refusal({ dataflow: dataflow(name, directives), layer }).map(({ path, message }) => `${path}: ${message}`)

  it('is one error, that names it and what it is for', () => {
    expect(messageOf('KC-P', convolution, product)).toEqual([
      'dataflow: KC-P maps C, R, S, X and Y, which this layer (gemm: M, N and K) lacks: it is a dataflow for two-axis convolutions.',
    ])
    expect(messageOf('', [S(1, 1, 'B'), T(1, 1, 'M'), T(1, 1, 'N')], conv)).toEqual([
      "dataflow: The dataflow maps B and M, which this layer (conv2d: N, K, C, R, S, Y', X', Y and X) lacks: it is a dataflow for matrix products.",
    ])
    expect(messageOf('MK', [S(1, 1, 'K'), T(sz('M'), 1, 'M'), T(1, 1, 'N')], conv)).toEqual([
      "dataflow: MK maps M, which this layer (conv2d: N, K, C, R, S, Y', X', Y and X) lacks: it is a dataflow for matrix products.",
    ])
    expect(messageOf('NK', [S(1, 1, 'N'), T(1, 1, 'K'), T(1, 1, 'C')], product)).toEqual([
      'dataflow: NK maps C, which this layer (gemm: M, N and K) lacks: it is a dataflow for fully connected layers.',
    ])
    expect(messageOf('QL', [S(1, 1, 'Q'), T(1, 1, 'L'), T(1, 1, 'N')], product)).toEqual([
      'dataflow: QL maps Q and L, which this layer (gemm: M, N and K) lacks: it is a dataflow for another operator.',
    ])
  })

  it('asks for no other dimensions, because the dataflow maps some of the layer already', () => {
    const [error] = refusal({ dataflow: dataflow('KC-P', convolution), layer: product })
    expect([error?.expected, error?.hint]).toEqual([
      'a dataflow that maps no dimensions but M, N and K',
      'Choose a dataflow that maps no dimensions but M, N and K.',
    ])
  })

  it('is so for every dataflow of the catalog on every layer that it does not serve', () => {
    const layers = [product, layer(attentionScores, { N: 1, H: 2, Q: 4, L: 4, E: 4 })]
    for (const of of [...paperDataflows, ...toolDataflows.filter(({ name }) => name !== 'MK-P')])
      for (const each of layers) {
        const found = refusal({ dataflow: of, layer: each })
        expect(inShort(found)).toEqual(['UnknownDimension dataflow'])
        expect(found[0]?.message.startsWith(`${of.name} maps `)).toBe(true)
        expect(found.flatMap(stumbles)).toEqual([])
      }
  })

  it('is none with one wrong name, which stands where it is, with the nearest name', () => {
    const found = refusalOfDirectives([S(1, 1, 'k'), T(1, 1, 'C'), T(sz('k'), 1, 'k')])
    expect(inShort(found)).toEqual(['UnknownDimension dataflow.directives[0].dimension'])
    expect(found[0]?.hint).toMatch(/^Did you mean K\?/)
    expect(found[0]?.message).toBe('This conv2d layer has no dimension k. 2 directives use this name.')
  })

  it('is none with several slips, or if most names are right', () => {
    expect(refusalOfDirectives([S(1, 1, 'k'), T(1, 1, 'c')]).map(({ path }) => path)).toEqual([
      'dataflow.directives[0].dimension',
      'dataflow.directives[1].dimension',
    ])
    expect(refusalOfDirectives([S(1, 1, 'K'), T(1, 1, 'C'), T(1, 1, 'Q'), T(1, 1, 'L')]).length).toBe(2)
  })

  it('leaves the other faults that are seen whatever the layer', () => {
    expect(inShort(refusalOfDirectives([...convolution, T(0, 1, 'K')], product))).toEqual([
      'InvalidSize dataflow.directives[5].size',
      'UnknownDimension dataflow',
    ])
  })
})

describe('the dataflow', () => {
  const whole = { name: 'K', directives: [S(1, 1, 'K')], parameters: {} }
  const rows: readonly (readonly [rule: string, of: unknown, errors: readonly string[]])[] = [
    ['is an object', 'K', ['Malformed dataflow']],
    ['has a name', { ...whole, name: 1 }, ['Malformed dataflow.name']],
    ['has a list', { ...whole, directives: {} }, ['Malformed dataflow.directives']],
    ['has parameters by name', { ...whole, parameters: [1] }, ['Malformed dataflow.parameters']],
    [
      'has parameters that are numbers',
      { ...whole, parameters: { a: '1' } },
      ['Malformed dataflow.parameters.a'],
    ],
    [
      'has parameters that are whole',
      { ...whole, parameters: { a: 1.5 } },
      ['InvalidSize dataflow.parameters.a'],
    ],
    ['has no other property', { ...whole, levels: 1 }, ['Malformed dataflow.levels']],
  ]
  for (const [rule, of, errors] of rows)
    it(rule, () => {
      const found = refusal({ dataflow: junk<Dataflow>(of) })
      expect(inShort(found)).toEqual(errors)
      expect(found.flatMap(stumbles)).toEqual([])
    })

  it('needs neither name nor parameters', () => {
    expect(refusal({ dataflow: junk<Dataflow>({ directives: [S(1, 1, 'K')] }) })).toEqual([])
  })
})
