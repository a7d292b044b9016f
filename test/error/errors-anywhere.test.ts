/** null, NaN, Infinity and unknown properties at every place of sound inputs: an error there, never an answer. */
import { isRight } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  accelerator,
  cluster,
  conv2d,
  dataflow,
  divideCeil,
  divideFloor,
  type EstimateError,
  estimate,
  gemm,
  layer,
  maestroEnergy,
  max,
  min,
  minus,
  param,
  plus,
  spatialMap,
  sz,
  temporalMap,
  times,
} from '../../src/index'
import { conv, errorsOf, flow, hardware, type Inputs, slidingOperator, stumbles } from '../support/errors'

type Place = readonly (string | number)[]
type Tree = { readonly [key: string]: unknown }

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

const childrenOf = (value: Tree): readonly (readonly [string | number, unknown])[] =>
  Array.isArray(value) ? value.map((entry, i) => [i, entry] as const) : Object.entries(value)

const places = (value: unknown, keep: (value: unknown) => boolean, at: Place = []): readonly Place[] => [
  ...(keep(value) ? [at] : []),
  ...(isTree(value) ? childrenOf(value).flatMap(([key, child]) => places(child, keep, [...at, key])) : []),
]

/** A copy with another value at one place. */
const replaced = (value: unknown, [key, ...rest]: Place, by: unknown): unknown => {
  if (key === undefined || !isTree(value)) return by
  if (Array.isArray(value)) return value.map((entry, i) => (i === key ? replaced(entry, rest, by) : entry))
  return { ...value, [key]: replaced(value[String(key)], rest, by) }
}

/** `layer.stride.y`, `dataflow.directives[3].size` */
const written = (root: string, at: Place): string =>
  at.reduce<string>((path, key) => (typeof key === 'number' ? `${path}[${key}]` : `${path}.${key}`), root)

const isAround = (path: string, place: string): boolean =>
  path !== '' && (place.startsWith(path) || path.startsWith(place))

const constants = [min(3, max(1, 2)), times(1, minus(3, 1)), plus(divideFloor(3, 2), divideCeil(1, 2))]
const sizes = dataflow(
  'sizes',
  [
    spatialMap(1, 1, 'K'),
    ...constants.map((size, i) => temporalMap(size, size, ['C', 'N', "Y'"][i] ?? 'C')),
    cluster(param('width')),
    temporalMap(sz('R'), sz('R'), 'R'),
  ],
  { width: 2 },
)
const table = { area: 1, power: 1 }
const everything = accelerator({
  pes: 16,
  simd: 2,
  l1: { capacity: 512 },
  clusters: [{ capacity: 4096 }],
  l2: { capacity: 110592 },
  elementBytes: 2,
  noc: [
    { bandwidth: 32, latency: 1, multicast: true, reduction: false },
    { latency: { hops: 2, hopLatency: 3 } },
  ],
  offchip: { bandwidth: 16 },
  overlap: 'none',
  clock: 1e9,
  energy: {
    ...maestroEnergy,
    l1: {
      read: {
        points: [
          [4, 1],
          [64, 3],
        ],
      },
      write: 2,
    },
  },
  area: {
    mac: table,
    sram: table,
    bus: { ...table, scale: [14.6, 28.8] },
    arbiter: { ...table, scale: [1.2, 5.5, -23.7] },
  },
})
const sliding = layer(slidingOperator, { W: 5, F: 3, K: 2 }, 'sliding')
const matrices = gemm({ M: 4, N: 4, K: 4, name: 'gemm' })
const overW = dataflow('W', [spatialMap(1, 1, 'W'), temporalMap(1, 1, 'K')])

/** A sound input, and the one of its three values in which places are spoilt. */
const inputs: readonly (readonly [
  name: string,
  root: 'layer' | 'dataflow' | 'hardware',
  whole: Required<Inputs>,
])[] = [
  [
    'a convolution',
    'layer',
    {
      layer: conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8, padding: { y: 1, x: 2 } }),
      dataflow: flow,
      hardware,
    },
  ],
  [
    'a convolution as JSON may have it',
    'layer',
    { layer: { ...conv, stride: 1, padding: { y: 1, x: 0 } }, dataflow: flow, hardware },
  ],
  [
    'a matrix product',
    'layer',
    { layer: matrices, dataflow: dataflow('M', [spatialMap(1, 1, 'M')]), hardware },
  ],
  ['an own operator', 'layer', { layer: sliding, dataflow: overW, hardware }],
  ['a dataflow', 'dataflow', { layer: conv, dataflow: sizes, hardware }],
  ['an accelerator', 'hardware', { layer: conv, dataflow: sizes, hardware: everything }],
]

type Spoil = (value: unknown, place: Place) => unknown

const answer = (
  [, root, whole]: (typeof inputs)[number],
  place: Place,
  spoil: Spoil,
): readonly EstimateError[] => {
  const spoilt: Required<Inputs> = { ...whole, [root]: spoil(whole[root], place) }
  return errorsOf(estimate(spoilt.layer, spoilt.dataflow, spoilt.hardware))
}

/** Places where the error is missing or elsewhere. */
const unnoticed = (of: (typeof inputs)[number], at: readonly Place[], spoil: Spoil): readonly string[] =>
  at.flatMap((place) => {
    const errors = answer(of, place, spoil)
    const where = written(of[1], place)
    if (errors.length === 0) return [`${where}: accepted`]
    const elsewhere = errors.every(({ path }) => !isAround(path, where))
    return elsewhere ? [`${where}: reported at ${errors.map(({ path }) => path)}`] : []
  })

const otherKinds = [Symbol('x'), 3n, () => 1, new Date(0)]

const isLeaf = (value: unknown): boolean => !isTree(value)
const isNumber = (value: unknown): boolean => typeof value === 'number'
const isPlainObject = (value: unknown): boolean => isTree(value) && !Array.isArray(value)
/** Any name is a parameter's. */
const isClosed = (place: Place): boolean => place[0] !== 'parameters'
/** Inside a size, where expressions nest. */
const isExpression = (place: Place): boolean => place[0] === 'directives' && place.length > 2

describe.each(inputs)('%s', (name, root, whole) => {
  const of = [name, root, whole] as const
  const everywhere = places(whole[root], () => true)

  it('is sound as it is', () => {
    expect(isRight(estimate(whole.layer, whole.dataflow, whole.hardware))).toBe(true)
  })

  it('is refused with null in any place', () => {
    expect(unnoticed(of, everywhere, (value, place) => replaced(value, place, null))).toEqual([])
  })

  it('is refused with another kind of value in any place', () => {
    for (const other of otherKinds)
      expect(
        unnoticed(of, places(whole[root], isLeaf), (value, place) => replaced(value, place, other)),
      ).toEqual([])
  })

  it('is refused in words that read well', () => {
    const errors = [null, Number.NaN, ...otherKinds].flatMap((other) =>
      everywhere.flatMap((place) => answer(of, place, (value, at) => replaced(value, at, other))),
    )
    expect([...new Set(errors.flatMap(stumbles))]).toEqual([])
  })

  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, '3', true])
    it(`is refused with ${typeof wrong} ${wrong} for any number`, () => {
      expect(
        unnoticed(of, places(whole[root], isNumber), (value, place) => replaced(value, place, wrong)),
      ).toEqual([])
    })

  const objects = places(whole[root], isPlainObject)
  const surprised: Spoil = (value, place) => replaced(value, [...place, 'surprise'], 1)

  it('is refused with an unknown property in any object', () => {
    const closed = objects.filter((place) => isClosed(place) && !isExpression(place))
    expect(unnoticed(of, closed, surprised)).toEqual([])
  })

  it('takes an absent property for one that is undefined', () => {
    const absent: Spoil = (value, place) => replaced(value, [...place, 'surprise'], undefined)
    expect(objects.filter(isClosed).flatMap((place) => answer(of, place, absent))).toEqual([])
  })

  if (root === 'dataflow')
    it('is refused with an unknown property inside an expression', () => {
      expect(unnoticed(of, objects.filter(isExpression), surprised)).toEqual([])
    })
})
