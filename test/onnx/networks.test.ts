/** Models as exporters write them: every node accounted for, MACs by formula, layers that the cost model takes. */
import { describe, expect, test } from 'vitest'
import { kcPartitioned, paperDataflows, resnet50 } from '../../src/catalog'
import { estimateNetwork, type Layer, orThrow } from '../../src/index'
import type { Model } from './build'
import { bottleneck, conv, encoder, resnet, weights } from './models'
import { macsOf, read } from './support'

const isProduct = ({ kind }: Layer): boolean => !['pool2d', 'elementwise'].includes(kind)
const sum = (numbers: readonly number[]): number => numbers.reduce((so, number) => so + number, 0)
/** Of a convolution whose window keeps the image but for its stride. */
const outputElements = ({ sizes, ...layer }: Layer): number => {
  const stride = 'stride' in layer && typeof layer.stride === 'object' ? layer.stride.y : 1
  return sizes['K']! * Math.ceil(sizes['Y']! / stride) * Math.ceil(sizes['X']! / stride)
}
const productMacs = (layers: readonly Layer[]): number => sum(layers.filter(isProduct).map(macsOf))

describe('a residual block without stated shapes', () => {
  const { layers, sources, uncosted, free } = read(bottleneck, { dimensions: { N: 2 } })
  const sizes = Object.fromEntries(layers.map(({ sizes }, at) => [sources[at]!.node, sizes]))

  test('has the shapes of ResNet-50', () => {
    expect(uncosted).toEqual([])
    expect(free).toEqual([{ node: 'flat', op: 'Flatten', reason: 'no arithmetic' }])
    expect(sizes).toEqual({
      reduce: { N: 2, K: 128, C: 256, R: 1, S: 1, Y: 56, X: 56 },
      'reduce.out.relu': { N: 2, C: 128, Y: 56, X: 56 },
      spatial: { N: 2, K: 128, C: 128, R: 3, S: 3, Y: 56, X: 56 },
      'spatial.out.relu': { N: 2, C: 128, Y: 28, X: 28 },
      expand: { N: 2, K: 512, C: 128, R: 1, S: 1, Y: 28, X: 28 },
      project: { N: 2, K: 512, C: 256, R: 1, S: 1, Y: 56, X: 56 },
      sum: { N: 2, C: 512, Y: 28, X: 28 },
      'sum.relu': { N: 2, C: 512, Y: 28, X: 28 },
      pool: { N: 2, C: 512, R: 28, S: 28, Y: 28, X: 28 },
      classify: { N: 2, K: 1000, C: 512 },
    })
  })

  test('is estimated under each of the dataflows of the paper', () => {
    for (const flow of paperDataflows) {
      const network = orThrow(estimateNetwork(layers, flow, { pes: 256 }))
      expect(network.complete).toBe(true)
    }
  })
})

test('ResNet-50 has the MACs of the catalog, whatever else its file computes', () => {
  const { layers, totals, uncosted } = read(resnet)
  expect(uncosted).toEqual([])
  expect(totals.macs).toBe(sum(resnet50.map(macsOf)))
  // Normalizations and activations of all images, the residues, and windows of 3 × 3 and 7 × 7.
  const outputsOf = (op: string): number => sum(layers.filter(({ name }) => name.startsWith(op)).map(macsOf))
  const convolved = sum(layers.filter(({ kind }) => kind === 'conv2d').map(outputElements))
  expect(outputsOf('BatchNormalization')).toBe(convolved)
  expect(outputsOf('MaxPool')).toBe(64 * 56 * 56 * 9)
  expect(outputsOf('GlobalAveragePool')).toBe(2048 * 49)
  expect(totals.operations).toBe(
    sum(['BatchNormalization', 'Relu', 'Add', 'MaxPool', 'GlobalAveragePool'].map(outputsOf)),
  )
  const network = orThrow(estimateNetwork(layers, kcPartitioned, { pes: 256 }))
  expect([network.totals.macs, network.totals.operations]).toEqual([totals.macs, totals.operations])
})

describe('an encoder layer of a transformer', () => {
  test.each([
    [1, 128, 768, 12, 3072],
    [4, 10, 64, 4, 128],
    [2, 7, 30, 5, 11],
  ])(
    'of batch %i, sequence %i, width %i, %i heads, hidden %i has the MACs of the formula',
    (B, L, E, H, F) => {
      const options = { dimensions: { batch: B, sequence: L } }
      const { layers, totals, uncosted } = read(encoder(E, H, F), options)
      // Four projections, query · key and scores · value, two layers of the perceptron.
      const macs = B * (4 * L * E * E + 2 * L * L * E + 2 * L * E * F)
      // Biases, residues, Gelu and the scale; five operations of the softmax; seven of each normalization, three per row.
      const simple = 3 * L * E + H * L * L + 3 * L * E + 2 * L * F + L * E
      const operations = B * (simple + 5 * H * L * L + 2 * (7 * L * E + 3 * L))
      expect(totals).toEqual({ macs, operations })
      expect(productMacs(layers)).toBe(macs)
      expect(sum(layers.map(macsOf))).toBe(macs + operations)
      expect(uncosted).toEqual([])
      expect(read(encoder(E, H, F), { ...options, matrixProducts: 'gemm' }).totals).toEqual(totals)
    },
  )

  test('is estimated under one dataflow for the whole network', () => {
    const { layers } = read(encoder(768, 12, 3072), { dimensions: { batch: 1, sequence: 128 } })
    const network = orThrow(estimateNetwork(layers, kcPartitioned, { pes: 256 }))
    expect(network.layers.map(({ result }) => result._tag)).toEqual(layers.map(() => 'Right'))
  })
})

describe('a mobile block', () => {
  /** MobileNetV2: expansion, depthwise with stride 2 and TensorFlow's padding, projection. */
  const mobile: Model = {
    inputs: [{ name: 'x', dims: [1, 16, 112, 112] }],
    initializers: [
      ...weights('expand', 96, 16, 1, 1),
      ...weights('depthwise', 96, 1, 3, 3),
      ...weights('project', 24, 96, 1, 1),
    ],
    nodes: [
      conv('expand', 'x', 0, 1),
      { op: 'Clip', inputs: ['expand.out'], outputs: ['clipped'] },
      {
        op: 'Conv',
        name: 'depthwise',
        inputs: ['clipped', 'depthwise.weight', 'depthwise.bias'],
        outputs: ['depthwise.out'],
        attributes: { auto_pad: 'SAME_UPPER', strides: [2, 2], group: 96 },
      },
      conv('project', 'depthwise.out', 0, 1),
    ],
  }

  test('has the MACs of its three convolutions', () => {
    const { layers } = read(mobile)
    expect(layers.map((layer) => [layer.kind, macsOf(layer)])).toEqual([
      ['conv2d', 96 * 16 * 112 * 112],
      ['elementwise', 96 * 112 * 112],
      ['depthwiseConv2d', 96 * 9 * 56 * 56],
      ['conv2d', 24 * 96 * 56 * 56],
    ])
    expect(layers[2]).toMatchObject({ padding: { top: 0, bottom: 1, left: 0, right: 1 } })
  })
})

test('every node is in one of the lists, in the order of the graph', () => {
  const { layers, sources, uncosted, free } = read(encoder(8, 2, 16), {
    dimensions: { batch: 1, sequence: 4 },
  })
  const { nodes } = encoder(8, 2, 16)
  const order = nodes.map(({ name, outputs }) => name ?? outputs[0])
  expect(sources).toHaveLength(layers.length)
  const listed = [...sources, ...uncosted, ...free].map(({ node }) => node)
  expect(new Set(listed)).toEqual(new Set(order))
  for (const list of [sources, uncosted, free]) {
    const places = list.map(({ node }) => order.indexOf(node))
    expect(places).toEqual([...places].sort((a, b) => a - b))
  }
})
