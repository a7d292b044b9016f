/** Operators that ONNX Runtime contributes: their products by the formula, their elementwise work step by step. */
import { describe, expect, test } from 'vitest'
import { elementwise, fullyConnected } from '../../src/index'
import type { OnnxLayers } from '../../src/onnx'
import type { Attributes, Model } from './build'
import { layersOf, read, reasonOf, shapeAfter, single } from './support'

type Operands = Parameters<typeof single>[1]

const runtime = (op: string, operands: Operands, attributes: Attributes = {}, outputs = 1): Model => {
  const given = single(op, operands, attributes, outputs)
  return { ...given, nodes: given.nodes.map((node) => ({ ...node, domain: 'com.microsoft' })) }
}

const totalsOf = (all: OnnxLayers) => {
  expect([all.uncosted, all.free]).toEqual([[], []])
  return all.totals
}

/** Scale and softmax: six operations for each score; two products of `width` each. */
const attended = (batch: number, heads: number, length: number, total: number, width: number, more = 0) => ({
  macs: 2 * batch * heads * length * total * width,
  operations: batch * heads * length * total * (6 + more),
})

describe('products', () => {
  test('MatMulNBits has the extents of its attributes, and says that its weights are unpacked beforehand', () => {
    const given = runtime('MatMulNBits', [[2, 16, 64], [128, 2, 16], [256]], {
      K: 64,
      N: 128,
      bits: 4,
      block_size: 32,
    })
    const all = read(given)
    expect(all.layers).toEqual([fullyConnected({ name: 'node', N: 32, K: 128, C: 64 })])
    expect(all.assumed[0]!.reason).toContain('dequantized beforehand')
    expect(shapeAfter(given)).toEqual([2, 16, 1, 128])
    expect(reasonOf(runtime('MatMulNBits', [[2, 16, 64], [128, 2, 16], [256]], { K: 60, N: 128 }))).toContain(
      'inner extents differ',
    )
  })

  test.each([
    [{}, [4, 5, 7], [4, 7, 3], [4, 5, 1, 3]],
    [{ transA: 1 }, [4, 7, 5], [4, 7, 3], [4, 5, 1, 3]],
    [{ transB: 1 }, [4, 5, 7], [4, 3, 7], [4, 5, 1, 3]],
    // The batch stands between rows and depth: [rows, batch, depth].
    [{ transBatchA: 1 }, [5, 4, 7], [4, 7, 3], [4, 5, 1, 3]],
    [{ transBatchB: 1, transB: 1 }, [4, 5, 7], [3, 4, 7], [4, 5, 1, 3]],
  ] as const)('FusedMatMul with %j', (attributes, a, b, shape) => {
    const given = runtime('FusedMatMul', [a, b], attributes)
    expect(totalsOf(read(given))).toEqual({ macs: 4 * 5 * 7 * 3, operations: 0 })
    expect(shapeAfter(given)).toEqual(shape)
  })

  test('with an activation or a quantization', () => {
    const gemm = [
      [5, 7],
      [7, 3],
    ]
    expect(totalsOf(read(runtime('FusedGemm', gemm, { activation: 'Relu' })))).toEqual({
      macs: 105,
      operations: 15,
    })
    expect(totalsOf(read(runtime('FusedGemm', gemm)))).toEqual({ macs: 105, operations: 0 })
    expect(totalsOf(read(runtime('DynamicQuantizeMatMul', gemm)))).toEqual({ macs: 105, operations: 3 * 35 })
    expect(totalsOf(read(runtime('MatMulIntegerToFloat', gemm)))).toEqual({ macs: 105, operations: 0 })
    const convolution = [[1, 2, 6, 6], [3, 2, 3, 3], null, [1, 3, 4, 4]]
    expect(totalsOf(read(runtime('FusedConv', convolution, { activation: 'Relu' })))).toEqual({
      macs: 3 * 2 * 9 * 16,
      operations: 2 * 48,
    })
  })
})

describe('attention', () => {
  test.each([
    ['alone', [], {}, 16, 1],
    ['with rotary embeddings', [], { do_rotary: 1 }, 16, 1],
    [
      'with a past',
      [
        [2, 2, 6, 64],
        [2, 2, 6, 64],
      ],
      {},
      22,
      1,
    ],
    [
      'with a total that is known',
      [[2, 2, 99, 64], [2, 2, 99, 64], [2], { dims: [], ints: [30] }],
      {},
      30,
      1,
    ],
    ['with a cap', [], { softcap: 0.5 }, 16, 4],
  ] as const)('GroupQueryAttention %s', (_, more, attributes, total, extra) => {
    const operands = [[2, 16, 512], [2, 16, 128], [2, 16, 128], ...more]
    const given = runtime('GroupQueryAttention', operands, { num_heads: 8, kv_num_heads: 2, ...attributes })
    const { macs, operations } = attended(2, 8, 16, total, 64, extra)
    // Turning the query and the key takes three operations for each element of theirs.
    const turned = 'do_rotary' in attributes ? 3 * 2 * 16 * (512 + 128) : 0
    expect(totalsOf(read(given))).toEqual({ macs, operations: operations + turned })
    expect(shapeAfter(given)).toEqual([2, 16, 1, 512])
    expect(read(given).assumed).toHaveLength(total === 22 ? 1 : 0)
  })

  test('GroupQueryAttention of a packed operand, with a window', () => {
    const attributes = { num_heads: 8, kv_num_heads: 2, local_window_size: 4 }
    const all = read(runtime('GroupQueryAttention', [[2, 16, 12 * 64]], attributes))
    expect(totalsOf(all)).toEqual(attended(2, 8, 16, 16, 64, 1))
    expect(all.assumed[0]!.reason).toContain('Its window of 4 keys is not followed')
  })

  test.each([
    [
      'of three operands',
      [
        [2, 10, 96],
        [2, 12, 96],
        [2, 12, 96],
      ],
      attended(2, 6, 10, 12, 16),
    ],
    [
      'of keys with heads',
      [
        [2, 10, 96],
        [2, 6, 12, 16],
        [2, 6, 12, 16],
      ],
      attended(2, 6, 10, 12, 16),
    ],
    [
      'of packed keys and values',
      [
        [2, 10, 96],
        [2, 12, 6, 2, 16],
      ],
      attended(2, 6, 10, 12, 16),
    ],
    ['of one packed operand', [[2, 10, 6, 3, 16]], attended(2, 6, 10, 10, 16)],
    ['with a mask', [[2, 10, 96], [2, 12, 96], [2, 12, 96], null, [2, 12]], attended(2, 6, 10, 12, 16, 1)],
    [
      'with a bias of the scores and a past',
      [[2, 10, 96], [2, 12, 96], [2, 12, 96], null, null, [1, 6, 10, 17], [2, 6, 5, 16], [2, 6, 5, 16]],
      attended(2, 6, 10, 17, 16, 1),
    ],
  ] as const)('MultiHeadAttention %s', (_, operands, totals) => {
    const given = runtime('MultiHeadAttention', operands, { num_heads: 6 })
    expect(totalsOf(read(given))).toEqual(totals)
    expect(shapeAfter(given)).toEqual([2, 10, 1, 96])
  })

  test('MultiHeadAttention adds biases to query, key and value', () => {
    const operands = [[2, 10, 96], [2, 12, 96], [2, 12, 96], [288]]
    const { operations } = totalsOf(read(runtime('MultiHeadAttention', operands, { num_heads: 6 })))
    expect(operations - attended(2, 6, 10, 12, 16).operations).toBe(2 * 96 * (10 + 12 + 12))
    expect(reasonOf(runtime('MultiHeadAttention', [[2, 10, 96]], { num_heads: 6 }))).toContain('not packed')
  })

  test.each([
    ['Attention', [[2, 10, 32], [32, 288], [288]], 1],
    ['Attention', [[2, 10, 32], [32, 288], [288], [2, 10]], 2],
    ['QAttention', [[2, 10, 32], [32, 288], [288], [], [], [2, 10]], 2],
  ] as const)('%s projects its input, %#', (op, operands, passes) => {
    const given = runtime(op, operands, { num_heads: 6 })
    const { macs, operations } = attended(2, 6, 10, 10, 16, passes - 1)
    expect(totalsOf(read(given))).toEqual({
      macs: macs + 2 * 10 * 32 * 288,
      operations: operations + 2 * 10 * 288,
    })
    expect(shapeAfter(given)).toEqual([2, 10, 1, 96])
  })

  test('Attention with a past and sizes of its own', () => {
    const operands = [[2, 10, 32], [32, 96 + 96 + 48], null, null, [2, 2, 6, 5, 16]]
    const given = runtime(
      'Attention',
      operands,
      { num_heads: 6, qkv_hidden_sizes: [96, 96, 48], unidirectional: 1 },
      2,
    )
    expect(totalsOf(read(given))).toEqual({
      macs: 2 * 10 * 32 * 240 + 2 * 6 * 10 * 15 * (16 + 8),
      operations: 2 * 6 * 10 * 15 * 7,
    })
    expect(shapeAfter(given)).toEqual([2, 10, 1, 48])
    expect(
      reasonOf(
        runtime(
          'Attention',
          [
            [2, 10, 32],
            [32, 100],
          ],
          { num_heads: 6 },
        ),
      ),
    ).toContain('do not divide')
  })
})

describe('normalizations', () => {
  test.each([
    ['SkipLayerNormalization', [[4, 6, 8], [4, 6, 8], [8]], 1 + 5 + 1, 3],
    ['SkipLayerNormalization', [[4, 6, 8], [4, 6, 8], [8], [8], [8]], 1 + 1 + 5 + 2, 3],
    ['SkipSimplifiedLayerNormalization', [[4, 6, 8], [4, 6, 8], [8]], 1 + 3 + 1, 2],
    ['SkipSimplifiedLayerNormalization', [[4, 6, 8], [4, 6, 8], [8], [8]], 1 + 1 + 3 + 1, 2],
    ['SimplifiedLayerNormalization', [[4, 6, 8], [8]], 3 + 1, 2],
  ] as const)('%s, %#', (op, operands, perElement, perRow) => {
    const given = runtime(op, operands, {}, 4)
    expect(totalsOf(read(given))).toEqual({ macs: 0, operations: perElement * 192 + perRow * 24 })
    expect(shapeAfter(given)).toEqual([4, 6, 1, 8])
    if (op.startsWith('Skip')) expect(shapeAfter(given, {}, 'out3')).toEqual([4, 6, 1, 8])
  })

  test('EmbedLayerNormalization adds embeddings and normalizes them', () => {
    const given = runtime(
      'EmbedLayerNormalization',
      [[2, 6], [2, 6], [50, 8], [9, 8], [2, 8], [8], [8]],
      {},
      2,
    )
    expect(totalsOf(read(given))).toEqual({ macs: 0, operations: (2 + 5 + 2) * 96 + 3 * 12 })
    expect(shapeAfter(given)).toEqual([2, 6, 1, 8])
  })
})

describe('others', () => {
  test.each([
    [
      'com.microsoft',
      [
        [2, 5, 96],
        [2, 5],
        [99, 8],
        [99, 8],
      ],
      { num_heads: 6 },
    ],
    [
      '',
      [
        [2, 6, 5, 16],
        [99, 8],
        [99, 8],
        [2, 5],
      ],
      {},
    ],
  ] as const)(
    'RotaryEmbedding of the domain "%s" is three operations for each element',
    (domain, operands, attributes) => {
      const given = single('RotaryEmbedding', operands, attributes)
      const nodes = given.nodes.map((node) => ({ ...node, domain }))
      expect(totalsOf(read({ ...given, nodes }))).toEqual({ macs: 0, operations: 3 * 2 * 5 * 96 })
      const [cos] = layersOf({ ...given, nodes })
      // Angles are the same for all heads and both halves of them.
      expect(cos).toEqual(
        elementwise({
          name: 'node.rotate.cos',
          N: 2,
          C: 5,
          Y: 12,
          X: 8,
          operands: [
            ['N', 'C', 'Y', 'X'],
            ['C', 'X'],
          ],
        }),
      )
    },
  )

  test('QLinearAdd, QLinearMul, QLinearConcat, QLinearGlobalAveragePool, BiasGelu, Gelu and QuickGelu', () => {
    const scalar: readonly number[] = []
    const added = [[2, 3, 4, 5], scalar, scalar, [3, 1, 1], scalar, scalar, scalar, scalar]
    for (const op of ['QLinearAdd', 'QLinearMul'])
      expect(layersOf(runtime(op, added))[0]).toMatchObject({ operands: [['N', 'C', 'Y', 'X'], ['C']] })
    const joined = [scalar, scalar, [2, 3], scalar, scalar, [2, 5], scalar, scalar]
    expect(shapeAfter(runtime('QLinearConcat', joined, { axis: 1 }))).toEqual([2, 8, 1, 1])
    expect(totalsOf(read(runtime('QLinearGlobalAveragePool', [[2, 3, 4, 5], scalar]))).operations).toBe(120)
    expect(totalsOf(read(runtime('BiasGelu', [[2, 3, 5], [5]]))).operations).toBe(60)
    expect(totalsOf(read(runtime('FastGelu', [[2, 3, 5]]))).operations).toBe(30)
    for (const op of ['Gelu', 'QuickGelu'])
      expect(totalsOf(read(runtime(op, [[2, 3, 5]]))).operations).toBe(30)
  })

  test('that are not known say so, also on constants', () => {
    expect(reasonOf(runtime('BeamSearch', [[2, 3]]))).toContain('of the domain "com.microsoft"')
    expect(reasonOf(runtime('Inverse', [{ dims: [2, 2] }]))).toContain('for which there is no rule')
  })
})
