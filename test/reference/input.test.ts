/** What the door of the reference tool lets in: data of any kind ends in figures or in a failure that helps. */
import { describe, expect, it } from 'vitest'
import { param, plus, sz } from '../../src/index'
import { answer, cluster, code, failureOf, figures, layer, S, small, T } from './support'

const product = layer('GEMM', 'M8 N6 K4', 'S(1,1)M')
const given = { layers: [product], hardware: small }

describe('an input', () => {
  it('names the place of what is wrong', () => {
    expect(failureOf(null)).toBe('MALFORMED ')
    expect(failureOf({ ...given, layers: {} })).toBe('MALFORMED layers')
    expect(failureOf({ ...given, layers: [product, 7] })).toBe('MALFORMED layers[1]')
    expect(failureOf({ ...given, layers: [{ ...product, type: 'FC' }] })).toBe('PARSE_ERROR layers[0].type')
    expect(failureOf({ ...given, layers: [{ ...product, dims: { M: 0 } }] })).toBe(
      'PARSE_ERROR layers[0].dims.M',
    )
    expect(failureOf({ ...given, layers: [{ ...product, dims: { M: '8' } }] })).toBe(
      'MALFORMED layers[0].dims.M',
    )
    expect(failureOf({ ...given, layers: [{ ...product, stride: { X: 0 } }] })).toBe(
      'PARSE_ERROR layers[0].stride.X',
    )
    expect(failureOf({ ...given, layers: [{ ...product, directives: [{ _tag: 'Loop' }] }] })).toBe(
      'MALFORMED layers[0].directives[0]',
    )
    expect(failureOf({ ...given, hardware: { ...small, nocBw: 1.5 } })).toBe('MALFORMED hardware.nocBw')
    expect(failureOf({ ...given, hardware: { ...small, simd: 0 } })).toBe('UNDEFINED_IN_TOOL hardware.simd')
    expect(failureOf({ ...given, hardware: { ...small, nocBw: 0 } })).toBe('BAD_HARDWARE hardware.nocBw')
  })

  it('may hold expressions over its own extents', () => {
    const sized = {
      ...product,
      directives: [S(1, 1, 'M'), T(plus(sz('K'), -2), 2, 'K'), cluster(sz('N')), S(1, 1, 'N')],
    }
    const plain = layer('GEMM', 'M8 N6 K4', 'S(1,1)M T(2,2)K Cluster(6) S(1,1)N')
    expect(answer(sized, { numPes: 12 })).toEqual(answer(plain, { numPes: 12 }))
    expect(code({ ...product, directives: [S(sz('Q'), 1, 'M')] })).toBe('PARSE_ERROR')
    expect(code({ ...product, directives: [S(param('tile'), 1, 'M')] })).toBe('PARSE_ERROR')
    expect(code({ ...product, directives: [S(1.5, 1, 'M')] })).toBe('PARSE_ERROR')
  })

  it('may leave names and strides out', () => {
    expect(figures({ type: 'GEMM', dims: product.dims, directives: product.directives })).toEqual(
      figures(product),
    )
  })

  it('does not change from layer to layer', () => {
    const other = layer('GEMM', 'M3 N9 K7', 'S(2,1)M T(4,3)N Cluster(2) S(1,1)K')
    const both = answer([product, other, product])
    expect(both).toEqual({ _tag: 'Right', right: [figures(product), figures(other), figures(product)] })
  })

  it('is refused before it takes forever', () => {
    const many = Array.from({ length: 24 }, (_, i) => `D${i}`)
    const dims = { ...product.dims, ...Object.fromEntries(many.map((name) => [name, 3])) }
    const directives = [S(1, 1, 'M'), ...many.map((name) => T(2, 2, name))]
    expect(code({ type: 'GEMM', dims, directives })).toBe('TOO_COMPLEX')
    expect(code({ ...product, directives: Array.from({ length: 2000 }, () => T(1, 1, 'M')) })).toBe(
      'TOO_COMPLEX',
    )
  })
})
