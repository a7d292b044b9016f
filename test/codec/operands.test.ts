/** Elementwise layers keep what they read. */
import { expect, test } from 'vitest'
import { decode, layerCodec, parseJson } from '../../src/codec'
import { elementwise, type Layer, orThrow } from '../../src/index'

const read = (layer: Layer): Layer => orThrow(parseJson(layerCodec)(JSON.stringify(layer)))

test.each([1, 3, [['N', 'C', 'Y', 'X'], ['C'], []]] as const)('operands %j', (operands) => {
  const layer = elementwise({ C: 4, Y: 5, X: 6, operands, name: 'sum' })
  expect(read(layer)).toEqual(layer)
})

test('absent operands stay absent', () => {
  expect(read(elementwise({ C: 4, Y: 5, X: 6 }))).not.toHaveProperty('operands')
})

test.each([
  ['two', 'layer.operands'],
  [[['C'], 'X'], 'layer.operands[1]'],
  [[['C', 'K']], 'layer.operands[0][1]'],
])('operands %j are refused at %s', (operands, path) => {
  const result = decode(layerCodec)({ kind: 'elementwise', sizes: { N: 1, C: 4, Y: 5, X: 6 }, operands })
  expect(result._tag === 'Left' && result.left.map((error) => error.path)).toEqual([path])
})
