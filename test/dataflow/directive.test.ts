import { describe, expect, it } from 'vitest'
import { kcPartitioned } from '../../src/catalog'
import {
  conv2d,
  type Directive,
  dataflow,
  type EstimateError,
  estimate,
  orThrow,
  plus,
  spatialMap,
  sz,
  temporalMap,
} from '../../src/index'

const layer = conv2d({ K: 8, C: 8, R: 3, S: 3, Y: 10, X: 10 })

/** What JavaScript may pass. */
const loose = (make: unknown, ...given: readonly unknown[]): Directive =>
  (make as (...given: readonly unknown[]) => Directive)(...given)

const errorsOf = (...directives: readonly Directive[]): readonly EstimateError[] => {
  const result = estimate(layer, dataflow('test', directives), { pes: 4 })
  return result._tag === 'Left' ? result.left : []
}

describe('a map without an offset', () => {
  it('has its size as its offset, and a size of 1 unless another is given', () => {
    expect(spatialMap('K')).toEqual(spatialMap(1, 1, 'K'))
    expect(spatialMap('K', 4)).toEqual(spatialMap(4, 4, 'K'))
    expect(temporalMap('C')).toEqual(temporalMap(1, 1, 'C'))
    expect(temporalMap('C', 64)).toEqual(temporalMap(64, 64, 'C'))
    expect(temporalMap('R', sz('R'))).toEqual(temporalMap(sz('R'), sz('R'), 'R'))
    expect(loose(spatialMap, 'K', undefined, undefined)).toEqual(spatialMap(1, 1, 'K'))
  })

  it('has the properties of JSON in their order, so that it prints like any other', () => {
    expect(Object.entries(spatialMap('K', 4))).toEqual(Object.entries(spatialMap(4, 4, 'K')))
  })

  it('estimates as the long form does', () => {
    const short = dataflow('test', [spatialMap('K'), temporalMap('C', 4)])
    const long = dataflow('test', [spatialMap(1, 1, 'K'), temporalMap(4, 4, 'C')])
    expect(estimate(layer, short, { pes: 4 })).toEqual(estimate(layer, long, { pes: 4 }))
    expect(orThrow(estimate(layer, kcPartitioned, { pes: 64 })).macs).toBeGreaterThan(0)
  })
})

describe('a map with arguments in the wrong order', () => {
  const rows: readonly (readonly [what: string, map: Directive, message: string, hint: string])[] = [
    [
      'the dimension first of three',
      loose(temporalMap, 'Y', 3, 1),
      'has its dimension first: the order is size, offset, dimension.',
      "Write temporalMap(3, 1, 'Y').",
    ],
    [
      'the dimension first, with an expression',
      loose(temporalMap, 'Y', plus(2, sz('R'), -1), 2),
      'has its dimension first: the order is size, offset, dimension.',
      "Write temporalMap(…, 2, 'Y').",
    ],
    [
      'the dimension in the middle',
      loose(spatialMap, 4, 'K', 2),
      'has its dimension in the middle: the order is size, offset, dimension.',
      "Write spatialMap(4, 2, 'K').",
    ],
    [
      'the size first of two',
      loose(spatialMap, 4, 'K'),
      'has its size first: without an offset, the order is dimension, size.',
      "Write spatialMap('K', 4).",
    ],
    [
      'a size alone',
      loose(spatialMap, 4),
      'has a size and no dimension: without an offset, the order is dimension, size.',
      "Write spatialMap('K', 4).",
    ],
  ]
  for (const [what, map, message, hint] of rows)
    it(`is one error: ${what}`, () => {
      const [error, ...others] = errorsOf(temporalMap('N'), map)
      expect(others).toEqual([])
      expect(error).toMatchObject({ _tag: 'Malformed', path: 'dataflow.directives[1]', hint })
      expect(error?.message).toBe(`dataflow.directives[1] ${message}`)
    })

  it('is repaired by what the error says', () => {
    for (const map of [temporalMap(3, 1, 'Y'), spatialMap(4, 4, 'K'), spatialMap('K', 4)])
      expect(errorsOf(temporalMap('N'), map)).toEqual([])
  })
})

describe('a map with wrong arguments', () => {
  it('names the dimension that may be meant', () => {
    const [error, ...others] = errorsOf(spatialMap('k'))
    expect(others).toEqual([])
    expect(error).toMatchObject({ _tag: 'UnknownDimension', path: 'dataflow.directives[0].dimension' })
    expect(error?.hint).toContain('Did you mean K?')
  })

  it('reports sizes that are none, and null in place of a default', () => {
    for (const size of ['4', null, 0, -1, 1.5])
      expect(errorsOf(loose(spatialMap, 'K', size)).map(({ path }) => path)).toEqual([
        'dataflow.directives[0].size',
        'dataflow.directives[0].offset',
      ])
  })
})
