/** Operators in JSON may be written as einsums. */
import { isRight } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { decode, jsonDocument, layerCodec, listOf, operatorCodec, parseJson } from '../../src/codec'
import { dataflow, einsum, estimate, orThrow, renderErrors, spatialMap } from '../../src/index'
import { errorsOf, stumbles } from '../support/errors'

const text = 'C[m, n] = A[m, k] * B[k, n]'
const sizes = { m: 4, n: 3, k: 2 }
const document = JSON.stringify({ kind: 'custom', name: 'product', operator: text, sizes })

describe('an operator that is a text', () => {
  it('is the operator of the einsum', () => {
    expect(orThrow(decode(operatorCodec)(text))).toEqual(einsum(text, sizes).operator)
    expect(orThrow(parseJson(layerCodec)(document))).toEqual(einsum(text, sizes, 'product'))
  })

  it('is encoded as what it makes, and only that is an operator', () => {
    const layer = orThrow(parseJson(layerCodec)(document))
    expect(orThrow(decode(layerCodec)(layerCodec.encode(layer)))).toEqual(layer)
    expect(operatorCodec.is(text)).toBe(false)
    expect(layerCodec.is(JSON.parse(document))).toBe(false)
    expect(layerCodec.is(layer)).toBe(true)
  })

  it('leaves its extents to the estimate', () => {
    const layer = orThrow(parseJson(layerCodec)(document.replace('"k":2', '"q":2')))
    const errors = errorsOf(estimate(layer, dataflow('m', [spatialMap(1, 1, 'm')]), { pes: 4 }))
    expect(errors.map(({ path }) => path).sort()).toEqual(['layer.sizes.k', 'layer.sizes.q'])
  })

  it('is refused in the words of the einsum, with its line', () => {
    const errors = errorsOf(parseJson(layerCodec)(document.replace(' * ', ' + ')))
    const [, ...lines] = renderErrors(errors).split('\n')
    expect(errors.map(({ path }) => path)).toEqual(['layer.operator'])
    expect(lines).toEqual([
      'Operands are joined by *, not by "+".',
      '  1 | C[m, n] = A[m, k] + B[k, n]',
      '    |                   ^',
      '  repair:   Write *: each point counts as one operation, whichever it is.',
    ])
    expect(errors.flatMap(stumbles)).toEqual([])
  })

  it('has all its faults at its place', () => {
    const batch = jsonDocument({ layers: listOf(layerCodec) })
    const wrong = { kind: 'custom', operator: 'm m, k k -> m', sizes: { m: 2, k: 2 } }
    expect(errorsOf(decode(batch)({ layers: [wrong] })).map(({ _tag, path }) => `${_tag} ${path}`)).toEqual([
      'UnsupportedCoupling layers[0].operator',
      'UnsupportedCoupling layers[0].operator',
    ])
  })

  it('that is neither a text nor an object is told of both', () => {
    const [error] = errorsOf(decode(operatorCodec)(5))
    expect(error?.message).toBe(
      'operator must be an object with name, dimensions and tensors or an einsum, but it is 5.',
    )
    expect(isRight(decode(operatorCodec)('x'.repeat(1_000_000)))).toBe(false)
  })
})
