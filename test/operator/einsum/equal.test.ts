/** Einsums in place of layers with constructors: every figure is the same. */
import { describe, expect, it } from 'vitest'
import * as catalog from '../../../src/catalog'
import { attentionContext, attentionScores, batchedMatrixProduct, kcPartitioned } from '../../../src/catalog'
import {
  accelerator,
  conv2d,
  type Dataflow,
  dataflow,
  depthwiseConv2d,
  type Estimate,
  einsum,
  elementwise,
  estimate,
  fullyConnected,
  gemm,
  groupedConv2d,
  type Layer,
  layer,
  type Operator,
  orThrow,
  outputCentric,
  pool2d,
  spatialMap,
  temporalMap,
  toEinsum,
  transposedConv2d,
} from '../../../src/index'
import type { OnnxOptions } from '../../../src/onnx'
import type { Model } from '../../onnx/build'
import { bodies, bottleneck, encoder, resnet } from '../../onnx/models'
import { read, single } from '../../onnx/support'
import { couplingOf, operatorOf, printedAgain } from './support'

const hardware = accelerator({
  pes: 64,
  noc: { bandwidth: 8 },
  l2: { capacity: 4096 },
  offchip: { bandwidth: 4 },
})

const estimated = (of: Layer, by: Dataflow): Estimate => orThrow(estimate(of, by, hardware))

describe('the estimate of an einsum is that of', () => {
  it('gemm', () => {
    const sizes = { M: 40, N: 24, K: 56 }
    const flow = dataflow('tiles', [spatialMap(2, 2, 'M'), temporalMap(8, 8, 'N'), temporalMap(16, 16, 'K')])
    const product = gemm({ ...sizes, name: 'product' })
    const named = einsum('C[M, N] = A[M, K] * B[K, N]', sizes, 'product')
    expect(estimated(named, flow)).toEqual(estimated(product, flow))
  })

  it('conv2d with stride and dilation, under the dataflow in terms of outputs', () => {
    const conv = conv2d({
      K: 16,
      C: 8,
      R: 3,
      S: 3,
      Y: 21,
      X: 23,
      stride: 2,
      dilation: { y: 1, x: 3 },
      name: 'conv',
    })
    const named = einsum(
      "output[N, K, Y', X'] = input[N, C, 2Y'+R, 2X'+3S] * filter[K, C, R, S]",
      { N: 1, K: 16, C: 8, R: 3, S: 3, "Y'": 10, "X'": 9 },
      'conv',
    )
    const flow = orThrow(outputCentric(conv, kcPartitioned))
    const mapped = {
      ...flow,
      directives: flow.directives.filter((each) => !('dimension' in each) || each.dimension !== 'G'),
    }
    expect(estimated(named, mapped)).toEqual(estimated(conv, mapped))
  })
})

const windows = { stride: { y: 2, x: 3 }, dilation: { y: 3, x: 1 }, padding: 1 }

const printed: readonly (readonly [Layer, arrow: string, tensors: string])[] = [
  [
    conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 9, X: 9, ...windows }),
    "N C 2Y'+3R 3X'+S, K C R S -> N K Y' X'",
    "output[N, K, Y', X'] = input[N, C, 2Y'+3R, 3X'+S] * filter[K, C, R, S]",
  ],
  [
    depthwiseConv2d({ C: 4, R: 3, S: 3, Y: 9, X: 9 }),
    "N C Y'+R X'+S, C R S -> N C Y' X'",
    "output[N, C, Y', X'] = input[N, C, Y'+R, X'+S] * filter[C, R, S]",
  ],
  [
    groupedConv2d({ G: 2, K: 4, C: 4, R: 3, S: 3, Y: 9, X: 9, stride: 2 }),
    "N G C 2Y'+R 2X'+S, G K C R S -> N G K Y' X'",
    "output[N, G, K, Y', X'] = input[N, G, C, 2Y'+R, 2X'+S] * filter[G, K, C, R, S]",
  ],
  [
    transposedConv2d({ K: 4, C: 4, R: 2, S: 2, Y: 9, X: 9, stride: 2 }),
    'N C Y X, K C R S -> N K 2Y+R 2X+S',
    'output[N, K, 2Y+R, 2X+S] = input[N, C, Y, X] * filter[K, C, R, S]',
  ],
  [
    pool2d({ C: 4, R: 2, S: 2, Y: 8, X: 8, stride: 2 }),
    "N C 2Y'+R 2X'+S -> N C Y' X'",
    "output[N, C, Y', X'] = input[N, C, 2Y'+R, 2X'+S]",
  ],
  [gemm({ M: 2, N: 3, K: 4 }), 'M K, K N -> M N', 'C[M, N] = A[M, K] * B[K, N]'],
  [fullyConnected({ K: 2, C: 3 }), 'N C, K C -> N K', 'output[N, K] = input[N, C] * filter[K, C]'],
  [
    elementwise({ C: 2, Y: 3, X: 4 }),
    'N C Y X, N C Y X -> N C Y X',
    'output[N, C, Y, X] = a[N, C, Y, X] * b[N, C, Y, X]',
  ],
  [
    elementwise({ C: 2, Y: 3, X: 4, operands: [['N', 'C', 'Y', 'X'], ['C'], []] }),
    'N C Y X, C, () -> N C Y X',
    'output[N, C, Y, X] = a[N, C, Y, X] * b[C] * c[]',
  ],
  [
    layer(batchedMatrixProduct, { B: 1, M: 2, N: 3, K: 4 }),
    'B M K, B K N -> B M N',
    'C[B, M, N] = A[B, M, K] * B[B, K, N]',
  ],
  [
    layer(attentionScores, { N: 1, H: 2, Q: 3, L: 4, E: 5 }),
    'N H Q E, N H L E -> N H Q L',
    'score[N, H, Q, L] = query[N, H, Q, E] * key[N, H, L, E]',
  ],
  [
    layer(attentionContext, { N: 1, H: 2, Q: 3, L: 4, E: 5 }),
    'N H Q L, N H L E -> N H Q E',
    'context[N, H, Q, E] = score[N, H, Q, L] * value[N, H, L, E]',
  ],
]

describe('every operator prints as an einsum', () => {
  it.each(printed)('$kind: %s', (of, arrow, tensors) => {
    expect(orThrow(toEinsum(of, { form: 'arrow' }))).toBe(arrow)
    expect(orThrow(toEinsum(of))).toBe(tensors)
  })
})

const networks: readonly (readonly [string, readonly Layer[]])[] = Object.entries(catalog).flatMap(
  ([name, value]) =>
    Array.isArray(value) && value.every((each: object) => 'kind' in each)
      ? [[name, value as unknown as readonly Layer[]] as const]
      : [],
)

/** A convolution over three axes, which is an operator of its own. */
const video = single(
  'Conv',
  [
    [1, 3, 8, 16, 16],
    [4, 3, 3, 3, 3],
  ],
  { strides: [2, 1, 1], dilations: [1, 2, 2] },
)

const isOperator = (value: unknown): value is Operator =>
  typeof value === 'object' && value !== null && 'tensors' in value && 'dimensions' in value

const operators: readonly Operator[] = Object.values<unknown>(catalog).filter(isOperator)

const languageModels = Object.keys(catalog.languageModels) as readonly catalog.LanguageModelKey[] // its own keys

const models: readonly (readonly [string, Model, OnnxOptions])[] = [
  ['bodies', bodies, {}],
  ['bottleneck', bottleneck, { dimensions: { N: 2 } }],
  ['encoder', encoder(16, 4, 32), { dimensions: { batch: 2, sequence: 8 } }],
  ['resnet', resnet, {}],
  ['video', video, {}],
]

const roundTrip = (of: Layer): void => {
  const again = printedAgain(of, 'tensors')
  expect(couplingOf(again.operator)).toEqual(couplingOf(operatorOf(of).operator))
  expect(again.sizes).toEqual(operatorOf(of).extents)
  const arrow = printedAgain(of, 'arrow')
  expect(printedAgain(arrow, 'arrow')).toEqual(arrow)
}

describe('printed and read again, the operators are the same', () => {
  it('of all kinds of layer', () => {
    for (const [of] of printed) roundTrip(of)
  })

  it('of the networks of the catalog', () => {
    expect(networks.length).toBeGreaterThan(8)
    for (const [, layers] of networks) for (const of of layers) roundTrip(of)
    const attention = { length: 16, heads: 4 }
    for (const of of catalog.transformerEncoderLayer(attention)) roundTrip(of)
    for (const of of catalog.transformerDecoderStep({ ...attention, memory: 8 })) roundTrip(of)
    for (const of of catalog.gnmt({ sourceLength: 4, targetLength: 5 })) roundTrip(of)
  })

  it.each(languageModels)('of the language model %s', (model) => {
    for (const step of [{ tokens: 64 }, { tokens: 1, cached: 63 }])
      for (const { layer: of } of catalog.languageModel({ model, ...step }).layers) roundTrip(of)
  })

  it('of all operators of the catalog by themselves', () => {
    expect(operators.length).toBeGreaterThan(8)
    for (const of of operators)
      for (const form of ['tensors', 'arrow'] as const) {
        const text = orThrow(toEinsum(of, { form }))
        const { operator: again } = einsum(text, Object.fromEntries(of.dimensions.map((name) => [name, 1])))
        expect(orThrow(toEinsum(again, { form }))).toBe(text)
        if (form === 'tensors') expect(couplingOf(again)).toEqual(couplingOf(of))
      }
  })

  it.each(models)('of the ONNX model %s', (_name, given, options) => {
    for (const matrixProducts of ['convolution', 'gemm', 'transformer'] as const) {
      const { layers } = read(given, { ...options, matrixProducts })
      expect(layers.length).toBeGreaterThan(0)
      for (const of of layers) roundTrip(of)
    }
  })
})
