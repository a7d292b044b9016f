/** Transformers in ONNX files as the layers of `transformerBlock`, where they are the same. */
import { describe, expect, test } from 'vitest'
import {
  attentionContext,
  attentionScores,
  batchedMatrixProduct,
  groupedContext,
  groupedScores,
  groupedSoftmax,
  type LanguageModelShape,
  languageModelDataflow,
  nvdlaLike,
  softmax,
  transformerBlock,
  transformerEncoderLayer,
} from '../../src/catalog'
import {
  elementwise,
  estimate,
  estimateNetwork,
  fullyConnected,
  type Layer,
  layer,
  orThrow,
} from '../../src/index'
import type { OnnxLayers } from '../../src/onnx'
import type { Attributes, Model, Node, Tensor } from './build'
import { encoder } from './models'
import { read, single } from './support'

const transformer = { matrixProducts: 'transformer' } as const

type Operands = Parameters<typeof single>[1]

const runtime = (op: string, operands: Operands, attributes: Attributes = {}): OnnxLayers => {
  const given = single(op, operands, attributes)
  const nodes = given.nodes.map((node) => ({ ...node, domain: 'com.microsoft' }))
  return read({ ...given, nodes }, transformer)
}

/** The three layers of attention, in the order of their parts. */
const grouped = (sizes: {
  N: number
  H: number
  G: number
  Q: number
  L: number
  E: number
}): readonly Layer[] => {
  const { E: _, ...scores } = sizes
  return [
    layer(groupedScores, sizes, 'node.scores'),
    layer(groupedSoftmax, scores, 'node.softmax'),
    layer(groupedContext, sizes, 'node.context'),
  ]
}

describe('operators of attention', () => {
  const plain = { N: 2, H: 8, Q: 10, L: 12 }
  const ofHeads = [
    layer(attentionScores, { ...plain, E: 16 }, 'node.scores'),
    layer(softmax, plain, 'node.softmax'),
    layer(attentionContext, { ...plain, E: 20 }, 'node.context'),
  ]

  test('Attention of heads with keys of their own; its scale and its causal mask are part of the softmax', () => {
    const operands = [
      [2, 8, 10, 16],
      [2, 8, 12, 16],
      [2, 8, 12, 20],
    ]
    const options = [{}, { is_causal: 1 }]
    for (const attributes of options)
      expect(read(single('Attention', operands, attributes), transformer).layers).toEqual(ofHeads)
  })

  test('Attention with a mask that is an input, and a cap', () => {
    const operands = [
      [2, 8, 10, 16],
      [2, 8, 12, 16],
      [2, 8, 12, 20],
      [10, 12],
    ]
    const { layers } = read(single('Attention', operands, { softcap: 0.5 }), transformer)
    expect(layers.filter(({ kind }) => kind === 'custom')).toEqual(ofHeads)
    expect(layers.filter(({ kind }) => kind !== 'custom').map(({ name }) => name)).toEqual(
      ['capDivide', 'capTanh', 'capMultiply', 'mask'].map((part) => `node.${part}`),
    )
  })

  test('Attention of packed heads, grouped queries and a past', () => {
    const past = [2, 2, 6, 16]
    const operands = [[2, 10, 8 * 16], [2, 12, 2 * 16], [2, 12, 2 * 16], null, past, past]
    const given = single('Attention', operands, { q_num_heads: 8, kv_num_heads: 2 })
    expect(read(given, transformer).layers).toEqual(grouped({ N: 2, H: 2, G: 4, Q: 10, L: 18, E: 16 }))
  })

  test('GroupQueryAttention, with rotary embeddings as one layer each', () => {
    const all = runtime(
      'GroupQueryAttention',
      [
        [2, 16, 512],
        [2, 16, 128],
        [2, 16, 128],
      ],
      {
        ...{ num_heads: 8, kv_num_heads: 2, do_rotary: 1 },
      },
    )
    const table: readonly ('Y' | 'X')[] = ['Y', 'X']
    const turned = (name: string, C: number) =>
      elementwise({ name, N: 2, C, Y: 64, X: 16, operands: [['N', 'C', 'Y', 'X'], table, table] })
    expect(all.layers).toEqual([
      turned('node.rotateQ', 8),
      turned('node.rotateK', 2),
      ...grouped({ N: 2, H: 2, G: 4, Q: 16, L: 16, E: 64 }),
    ])
    expect(all.totals.macs).toBe(2 * 2 * 8 * 16 * 16 * 64)
  })

  test('MultiHeadAttention, and ONNX Runtime’s Attention with its projection', () => {
    const heads = { N: 2, H: 6, Q: 10, L: 10 }
    const names = (layers: readonly Layer[]) => layers.map(({ name, sizes }) => [name, sizes])
    const attended = [
      ['node.scores', { ...heads, E: 16 }],
      ['node.softmax', heads],
      ['node.context', { ...heads, E: 16 }],
    ]
    expect(
      names(
        runtime(
          'MultiHeadAttention',
          [
            [2, 10, 96],
            [2, 10, 96],
            [2, 10, 96],
          ],
          { num_heads: 6 },
        ).layers,
      ),
    ).toEqual(attended)
    expect(
      names(
        runtime(
          'Attention',
          [
            [2, 10, 32],
            [32, 288],
          ],
          { num_heads: 6 },
        ).layers,
      ),
    ).toEqual([['node.project', { N: 20, K: 288, C: 32 }], ...attended])
  })
})

describe('products around a softmax', () => {
  const product = (op: string, attributes: Attributes = {}): Pick<Node, 'op' | 'attributes'> => ({
    op,
    attributes,
  })

  /** Scores from q and k, scaled, masked and weighed, and the context from these and v. */
  const attention = (
    first: Pick<Node, 'op' | 'attributes'>,
    second: Pick<Node, 'op' | 'attributes'>,
    q: readonly number[],
    k: readonly number[],
    v: readonly number[],
  ): readonly Layer[] =>
    read(
      {
        inputs: [
          { name: 'q', dims: q },
          { name: 'k', dims: k },
          { name: 'v', dims: v },
        ],
        initializers: [
          { name: 'root', dims: [] },
          { name: 'mask', dims: [10, 12] },
        ],
        nodes: [
          { ...first, name: 'scores', inputs: ['q', 'k'], outputs: ['s'] },
          { op: 'Div', inputs: ['s', 'root'], outputs: ['scaled'] },
          { op: 'Add', inputs: ['scaled', 'mask'], outputs: ['masked'] },
          { op: 'Softmax', name: 'softmax', inputs: ['masked'], outputs: ['w'] },
          { op: 'Cast', inputs: ['w'], outputs: ['half'], attributes: { to: 10 } },
          { ...second, name: 'context', inputs: ['half', 'v'], outputs: ['c'] },
        ],
      },
      transformer,
    ).layers.filter(({ kind }) => kind === 'custom')

  const matMul = product('MatMul')
  const einsumOf = (equation: string) => product('Einsum', { equation })

  test.each([
    ['MatMul', matMul, matMul, [2, 8, 10, 16], [2, 8, 16, 12], [2, 8, 12, 20]],
    [
      'FusedMatMul',
      { ...product('FusedMatMul', { transB: 1 }), domain: 'com.microsoft' },
      matMul,
      [2, 8, 10, 16],
      [2, 8, 12, 16],
      [2, 8, 12, 20],
    ],
    [
      'Einsum',
      einsumOf('bhqd,bhkd->bhqk'),
      einsumOf('bhqk,bhkd->bhqd'),
      [2, 8, 10, 16],
      [2, 8, 12, 16],
      [2, 8, 12, 20],
    ],
    [
      'Einsum of heads behind',
      einsumOf('bqhd,bkhd->bhqk'),
      einsumOf('bhqk,bkhd->bqhd'),
      [2, 10, 8, 16],
      [2, 12, 8, 16],
      [2, 12, 8, 20],
    ],
  ] as const)('%s of heads', (_, first, second, q, k, v) => {
    const sizes = { N: 2, H: 8, Q: 10, L: 12 }
    expect(attention(first, second, q, k, v)).toEqual([
      layer(attentionScores, { ...sizes, E: 16 }, 'scores'),
      layer(softmax, sizes, 'softmax'),
      layer(attentionContext, { ...sizes, E: 20 }, 'context'),
    ])
  })

  test.each([
    ['MatMul', matMul, matMul, [2, 2, 4, 10, 16], [2, 2, 1, 16, 12], [2, 2, 1, 12, 20]],
    [
      'Einsum',
      einsumOf('bhgqd,bhkd->bhgqk'),
      einsumOf('bhgqk,bhkd->bhgqd'),
      [2, 2, 4, 10, 16],
      [2, 2, 12, 16],
      [2, 2, 12, 20],
    ],
    [
      'Einsum of heads behind',
      einsumOf('bqhgd,bkhd->bhgqk'),
      einsumOf('bhgqk,bkhd->bqhgd'),
      [2, 10, 2, 4, 16],
      [2, 12, 2, 16],
      [2, 12, 2, 20],
    ],
  ] as const)('%s of heads that share keys', (_, first, second, q, k, v) => {
    const sizes = { N: 2, H: 2, G: 4, Q: 10, L: 12 }
    expect(attention(first, second, q, k, v)).toEqual([
      layer(groupedScores, { ...sizes, E: 16 }, 'scores'),
      layer(groupedSoftmax, sizes, 'softmax'),
      layer(groupedContext, { ...sizes, E: 20 }, 'context'),
    ])
  })

  test('MatMul of one key head, and of sequences and heads in one axis', () => {
    const [shared] = attention(matMul, matMul, [2, 8, 10, 16], [2, 1, 16, 12], [2, 1, 12, 16])
    expect(shared).toEqual(layer(groupedScores, { N: 2, H: 1, G: 8, Q: 10, L: 12, E: 16 }, 'scores'))
    const [joined] = attention(matMul, matMul, [16, 10, 16], [16, 16, 12], [16, 12, 16])
    expect(joined).toEqual(layer(attentionScores, { N: 1, H: 16, Q: 10, L: 12, E: 16 }, 'scores'))
  })

  test('a product without a softmax is a batched matrix product; with weights it is fully connected', () => {
    const only = (...operands: Operands) => read(single('MatMul', operands), transformer).layers
    expect(only([2, 8, 10, 16], [2, 8, 16, 12])).toEqual([
      layer(batchedMatrixProduct, { B: 16, M: 10, N: 12, K: 16 }, 'node'),
    ])
    expect(only([2, 10, 16], [16, 12])).toEqual([fullyConnected({ name: 'node', N: 20, K: 12, C: 16 })])
  })

  test.each([
    ['MatMul', matMul, [2, 10, 16], 20],
    ['Einsum', einsumOf('bte,ek->btk'), [2, 10, 16], 20],
    ['Einsum of one sequence', einsumOf('te,ek->tk'), [10, 16], 10],
  ] as const)('a router before a softmax is fully connected: %s', (_, router, dims, N) => {
    const model: Model = {
      inputs: [{ name: 'x', dims }],
      initializers: [{ name: 'w', dims: [16, 4] }],
      nodes: [
        { ...router, name: 'router', inputs: ['x', 'w'], outputs: ['s'] },
        { op: 'Softmax', name: 'softmax', inputs: ['s'], outputs: ['p'] },
      ],
    }
    expect(read(model, transformer).layers).toEqual([
      fullyConnected({ name: 'router', N, K: 4, C: 16 }),
      elementwise({ name: 'softmax', N, C: 4, Y: 1, X: 1, operands: 1 }),
    ])
  })

  test.each([
    ['MatMul', matMul, [2, 10, 12], 20],
    ['Einsum', einsumOf('bqk,ke->bqe'), [2, 10, 12], 20],
    ['Einsum of one sequence', einsumOf('qk,ke->qe'), [10, 12], 10],
  ] as const)('the output of a softmax times weights is fully connected: %s', (_, mixer, dims, N) => {
    const model: Model = {
      inputs: [{ name: 's', dims }],
      initializers: [{ name: 'w', dims: [12, 16] }],
      nodes: [
        { op: 'Softmax', name: 'softmax', inputs: ['s'], outputs: ['p'] },
        { ...mixer, name: 'mixer', inputs: ['p', 'w'], outputs: ['y'] },
      ],
    }
    expect(read(model, transformer).layers).toEqual([
      elementwise({ name: 'softmax', N, C: 12, Y: 1, X: 1, operands: 1 }),
      fullyConnected({ name: 'mixer', N, K: 16, C: 12 }),
    ])
  })
})

/** A block of Llama in ONNX Runtime's operators, as its own exporter for language models writes it. */
type Sizes = {
  readonly width: number
  readonly heads: number
  readonly keyHeads: number
  readonly headWidth: number
  readonly hidden: number
}

const llamaBlock = ({ width, heads, keyHeads, headWidth, hidden }: Sizes, cached: number): Model => {
  const weight = (name: string, from: number, to: number): Tensor => ({ name: `${name}.w`, dims: [from, to] })
  const linear = (name: string, from: string): Node => ({
    op: 'MatMul',
    name,
    inputs: [from, `${name}.w`],
    outputs: [name],
  })
  const cache = ['batch', keyHeads, cached, headWidth]
  return {
    inputs: [
      { name: 'x', dims: ['batch', 'tokens', width] },
      { name: 'pastKeys', dims: cache },
      { name: 'pastValues', dims: cache },
    ],
    initializers: [
      weight('query', width, heads * headWidth),
      weight('key', width, keyHeads * headWidth),
      weight('value', width, keyHeads * headWidth),
      weight('output', heads * headWidth, width),
      weight('gate', width, hidden),
      weight('up', width, hidden),
      weight('down', hidden, width),
      { name: 'scale', dims: [width] },
      { name: 'lengths', dims: [1] },
    ],
    nodes: [
      {
        op: 'SimplifiedLayerNormalization',
        name: 'mixer normalization',
        inputs: ['x', 'scale'],
        outputs: ['n'],
      },
      linear('query', 'n'),
      linear('key', 'n'),
      linear('value', 'n'),
      {
        op: 'GroupQueryAttention',
        domain: 'com.microsoft',
        name: 'attention',
        inputs: ['query', 'key', 'value', 'pastKeys', 'pastValues'],
        outputs: ['mixed', 'keys', 'values'],
        attributes: { num_heads: heads, kv_num_heads: keyHeads, do_rotary: 1 },
      },
      linear('output', 'mixed'),
      {
        op: 'SkipSimplifiedLayerNormalization',
        domain: 'com.microsoft',
        name: 'skip',
        inputs: ['x', 'output', 'scale'],
        outputs: ['m', '', '', 'sum'],
      },
      linear('gate', 'm'),
      linear('up', 'm'),
      { op: 'Sigmoid', name: 'sigmoid', inputs: ['gate'], outputs: ['s'] },
      { op: 'Mul', name: 'activation', inputs: ['gate', 's'], outputs: ['a'] },
      { op: 'Mul', name: 'product', inputs: ['a', 'up'], outputs: ['p'] },
      linear('down', 'p'),
      { op: 'Add', name: 'feed forward addition', inputs: ['sum', 'down'], outputs: ['y'] },
    ],
  }
}

/** Names in the catalog's block of what the file calls otherwise. */
const catalogNames: Readonly<Record<string, string>> = {
  'attention.rotateQ': 'query rotation',
  'attention.rotateK': 'key rotation',
  'attention.scores': 'scores',
  'attention.softmax': 'softmax',
  'attention.context': 'context',
  'skip.add': 'mixer addition',
  'skip.normalize': 'feed forward normalization',
}

describe('a block of Llama', () => {
  const sizes = { width: 256, heads: 8, keyHeads: 2, headWidth: 32, hidden: 512 }
  const shape: LanguageModelShape = {
    width: sizes.width,
    vocabulary: 1000,
    normalization: 'rms',
    tied: false,
    positions: 0,
    biases: false,
    blocks: [
      {
        name: '',
        count: 1,
        feedForward: { _tag: 'Gated', hidden: 512 },
        mixer: {
          _tag: 'Grouped',
          ...{ heads: 8, keyHeads: 2, headWidth: 32, rotary: true, headNormalization: false },
        },
      },
    ],
  }

  test.each([
    ['prompt', 2, 16, 0],
    ['step', 2, 1, 31],
  ] as const)(
    'of a %s has the layers of transformerBlock, and the activation of the gate besides',
    (_, batch, tokens, cached) => {
      const { layers, uncosted, free, totals } = read(llamaBlock(sizes, cached), {
        ...transformer,
        dimensions: { batch, tokens },
      })
      expect([uncosted, free]).toEqual([[], []])
      const block = transformerBlock({ model: shape, batch, tokens, cached }).map((each) => each.layer)
      const named = layers.map((each) => ({ ...each, name: catalogNames[each.name] ?? each.name }))
      const same = named.filter(({ name }) => name !== 'sigmoid' && name !== 'activation')
      expect(same.map(({ name, kind, sizes: extents }) => ({ name, kind, extents }))).toEqual(
        block.map(({ name, kind, sizes: extents }) => ({ name, kind, extents })),
      )
      // The operators are the same ones, and operands have the same sizes: every figure is the same.
      for (const [i, own] of same.entries()) {
        const other = block[i]!
        if (own.kind === 'custom' && other.kind === 'custom') expect(own.operator).toBe(other.operator)
        const flow = languageModelDataflow(other)
        expect(orThrow(estimate(own, flow, nvdlaLike))).toEqual(orThrow(estimate(other, flow, nvdlaLike)))
      }
      const figures = block.map((each) => orThrow(estimate(each, languageModelDataflow(each), nvdlaLike)))
      expect(totals.macs).toBe(
        block.reduce(
          (sum, { kind, name }, i) =>
            kind === 'elementwise' || name === 'softmax' ? sum : sum + figures[i]!.macs,
          0,
        ),
      )
    },
  )

  test('is complete under languageModelDataflow', () => {
    const { layers } = read(llamaBlock(sizes, 31), { ...transformer, dimensions: { batch: 2, tokens: 1 } })
    expect(orThrow(estimateNetwork(layers, languageModelDataflow, nvdlaLike)).complete).toBe(true)
  })
})

test('an encoder as PyTorch exports it has the products of the catalog’s encoder', () => {
  const { layers } = read(encoder(64, 4, 128), { ...transformer, dimensions: { batch: 1, sequence: 8 } })
  const isProduct = ({ kind, name }: Layer): boolean =>
    kind === 'fullyConnected' || (kind === 'custom' && name !== 'softmax')
  const products = layers.filter(isProduct).map(({ kind, sizes }) => ({ kind, sizes }))
  const catalog = transformerEncoderLayer({ length: 8, width: 64, heads: 4, hidden: 128 })
  for (const { kind, sizes } of catalog.filter((each) => each.kind === 'custom'))
    expect(products).toContainEqual({ kind, sizes })
  expect(orThrow(estimateNetwork(layers, languageModelDataflow, nvdlaLike)).complete).toBe(true)
})
