import { describe, expect, it, test } from 'vitest'
import { didYouMean } from '../../src/error/nearest'
import { conv2d, dataflow, estimate, spatialMap, temporalMap } from '../../src/index'

const extents = ['N', 'G', 'K', 'C', 'R', 'S', 'Y', 'X', "Y'", "X'", 'padding', 'stride', 'dilation']

test.each([
  ['H', 'Y'],
  ['W', 'X'],
  ['height', 'Y'],
  ['width', 'X'],
  ['OH', "Y'"],
  ['OW', "X'"],
  ['kH', 'R'],
  ['kW', 'S'],
  ['OC', 'K'],
  ['IC', 'C'],
  ['in_channels', 'C'],
  ['inChannels', 'C'],
  ['out_features', 'K'],
  ['filters', 'K'],
  ['batch_size', 'N'],
  ['groups', 'G'],
  ['pad', 'padding'],
  ['strides', 'stride'],
])('%s of another framework is %s here', (name, meant) => {
  expect(didYouMean(name, extents)).toBe(`Did you mean ${meant}? `)
})

test.each(['bias', '__proto__', 'constructor', '', 'kernel'])('%s is nothing here', (name) => {
  expect(didYouMean(name, extents)).toBe('')
})

test('a name that is known here is not what it means elsewhere', () => {
  expect(didYouMean('Width', ['width', 'X'])).toBe('Did you mean width? ')
})

describe('a layer with the names of another framework', () => {
  const hints = (layer: object): readonly string[] => {
    // JavaScript may give any names.
    const result = estimate(
      conv2d(layer as Parameters<typeof conv2d>[0]),
      dataflow('K', [spatialMap('K'), temporalMap('C')]),
      {
        pes: 4,
      },
    )
    return result._tag === 'Left' ? result.left.map(({ hint }) => hint) : []
  }

  it('is told the names that it needs here', () => {
    const found = hints({ OC: 4, IC: 4, kH: 3, kW: 3, H: 8, W: 8, pad: 1 })
    for (const meant of ['K', 'C', 'R', 'S', 'Y', 'X', 'padding, a property of the layer'])
      expect(found.some((hint) => hint.startsWith(`Did you mean ${meant}? Rename or remove`))).toBe(true)
  })
})
