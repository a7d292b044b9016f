import { describe, expect, test } from 'vitest'
import { cPartitioned, resnet50, vgg16 } from '../../src/catalog'
import { type Estimate, estimate, type Layer, orThrow } from '../../src/index'

const estimates = (layers: readonly Layer[]): readonly Estimate[] =>
  layers.map((layer) => orThrow(estimate(layer, cPartitioned, { pes: 1 })))

const macs = (layers: readonly Layer[]): number => estimates(layers).reduce((sum, each) => sum + each.macs, 0)

/** Elements of all filters: with one PE and unlimited memory each crosses once. */
const weights = (layers: readonly Layer[]): number =>
  estimates(layers).reduce((sum, each) => sum + each.offchip.tensors['filter']!.reads, 0)

describe('published totals', () => {
  test('VGG16: 15.47 G MACs; 138,357,544 parameters, less 13,416 biases', () => {
    expect(vgg16).toHaveLength(16)
    expect(macs(vgg16)).toBe(15_470_264_320)
    expect(weights(vgg16)).toBe(138_357_544 - 13_416)
  })

  test('ResNet-50: 3.86 G MACs; 25,557,032 parameters, less 53,120 of normalization and 1,000 biases', () => {
    expect(resnet50).toHaveLength(54)
    expect(macs(resnet50)).toBe(3_857_973_248)
    expect(weights(resnet50)).toBe(25_557_032 - 53_120 - 1_000)
  })

  test('every layer has a name of its own', () => {
    for (const network of [vgg16, resnet50])
      expect(new Set(network.map(({ name }) => name)).size).toBe(network.length)
  })
})
