/** Matrix products as layers, and their MACs against a loop over everything. */
import { describe, expect, test } from 'vitest'
import {
  batchedMatrixProduct,
  batchedWeightStationary,
  nvdlaLike,
  transformerDataflow,
} from '../../src/catalog'
import {
  layer as batchedProduct,
  einsum,
  elementwise,
  estimate,
  estimateNetwork,
  fullyConnected,
  gemm,
  groupedConv2d,
  type Layer,
  orThrow,
} from '../../src/index'
import type { OnnxLayers } from '../../src/onnx'
import { encoder } from './models'
import { layerOf, layersOf, macsOf, read, reasonOf, shapeAfter, single } from './support'

describe('Gemm', () => {
  test.each([
    [0, 0, [5, 7], [7, 3]],
    [1, 0, [7, 5], [7, 3]],
    [0, 1, [5, 7], [3, 7]],
    [1, 1, [7, 5], [3, 7]],
  ] as const)('with transA %i and transB %i', (transA, transB, a, b) => {
    const given = single('Gemm', [a, b, [3]], { transA, transB, alpha: 0.5 })
    expect(layerOf(given)).toEqual(fullyConnected({ name: 'node', N: 5, K: 3, C: 7 }))
    expect(layerOf(given, { matrixProducts: 'gemm' })).toEqual(gemm({ name: 'node', M: 5, N: 3, K: 7 }))
    expect(macsOf(layerOf(given))).toBe(5 * 7 * 3)
    expect(shapeAfter(given)).toEqual([5, 3, 1, 1])
  })

  test('that does not fit says why', () => {
    expect(
      reasonOf(
        single('Gemm', [
          [5, 7],
          [3, 7],
        ]),
      ),
    ).toContain('their inner extents differ')
    expect(
      reasonOf(
        single('Gemm', [
          [1, 5, 7],
          [7, 3],
        ]),
      ),
    ).toContain('must be matrices')
  })
})

/** MACs of a batched product: one for each element of the output and of the inner extent. */
const bruteForceMacs = (a: readonly number[], b: readonly number[]): number => {
  const batchA = a.slice(0, -2)
  const batchB = b.slice(0, -2)
  const rank = Math.max(batchA.length, batchB.length)
  let macs = (a.at(-2) ?? 1) * a.at(-1)! * (b.length === 1 ? 1 : b.at(-1)!)
  for (let i = 1; i <= rank; i++) macs *= Math.max(batchA.at(-i) ?? 1, batchB.at(-i) ?? 1)
  return macs
}

describe('MatMul', () => {
  const grouped = (N: number, G: number, K: number, C: number): Layer =>
    groupedConv2d({ name: 'node', N, G, K, C, R: 1, S: 1, Y: 1, X: 1 })

  test.each([
    ['of matrices', [5, 7], [7, 3], fullyConnected({ name: 'node', N: 5, K: 3, C: 7 })],
    [
      'of a batch with one matrix: its rows',
      [2, 4, 5, 7],
      [7, 3],
      fullyConnected({ name: 'node', N: 40, K: 3, C: 7 }),
    ],
    [
      'of one matrix with a batch: its columns',
      [5, 7],
      [2, 7, 3],
      fullyConnected({ name: 'node', N: 5, K: 6, C: 7 }),
    ],
    ['of two batches: groups', [2, 4, 5, 7], [2, 4, 7, 3], grouped(5, 8, 3, 7)],
    ['of batches that stretch each other', [2, 1, 6, 5, 7], [4, 6, 7, 3], grouped(2 * 5, 6, 4 * 3, 7)],
    ['of a batch where one operand has 1', [2, 1, 5, 7], [2, 4, 7, 3], grouped(5, 2, 4 * 3, 7)],
    ['of a vector', [7], [7, 3], fullyConnected({ name: 'node', N: 1, K: 3, C: 7 })],
    ['with a vector', [2, 5, 7], [7], fullyConnected({ name: 'node', N: 10, K: 1, C: 7 })],
  ] as const)('%s', (_, a, b, layer) => {
    const made = layerOf(single('MatMul', [a, b]))
    expect(made).toEqual(layer)
    expect(macsOf(made)).toBe(bruteForceMacs(a, b))
    expect(macsOf(layerOf(single('MatMul', [a, b]), { matrixProducts: 'gemm' }))).toBe(bruteForceMacs(a, b))
  })

  test.each([
    [
      [2, 4, 5, 7],
      [4, 7, 3],
      [2, 4, 5, 3],
    ],
    [
      [4, 1, 5, 7],
      [6, 7, 3],
      [4, 6, 5, 3],
    ],
    [[7], [2, 7, 3], [2, 3, 1, 1]],
    [[2, 4, 5, 7], [7], [2, 4, 1, 5]],
  ] as const)('of %j and %j makes %j', (a, b, shape) => {
    expect(shapeAfter(single('MatMul', [a, b]))).toEqual(shape)
  })

  test('of two batches, in terms of matrices, is the catalog’s batched product, which transformerDataflow serves', () => {
    const layer = layerOf(
      single('MatMul', [
        [8, 5, 7],
        [8, 7, 3],
      ]),
      { matrixProducts: 'gemm' },
    )
    expect(layer).toEqual(batchedProduct(batchedMatrixProduct, { B: 8, M: 5, N: 3, K: 7 }, 'node'))
    expect(transformerDataflow(layer)).toBe(batchedWeightStationary)
    expect(orThrow(estimate(layer, transformerDataflow(layer), nvdlaLike)).macs).toBe(8 * 5 * 3 * 7)
  })

  test('an encoder in terms of matrices is complete under transformerDataflow', () => {
    const { layers } = read(encoder(64, 4, 128), {
      matrixProducts: 'gemm',
      dimensions: { batch: 2, sequence: 8 },
    })
    expect(layers.filter(({ kind }) => kind === 'custom').length).toBeGreaterThan(0)
    expect(orThrow(estimateNetwork(layers, transformerDataflow, nvdlaLike)).complete).toBe(true)
  })

  test('quantized: the operands stand elsewhere', () => {
    const scalar: readonly number[] = []
    const operands = [[5, 7], scalar, scalar, [7, 3], scalar, scalar, scalar, scalar]
    expect(macsOf(layerOf(single('QLinearMatMul', operands)))).toBe(105)
    expect(
      macsOf(
        layerOf(
          single('MatMulInteger', [
            [5, 7],
            [7, 3],
          ]),
        ),
      ),
    ).toBe(105)
  })

  test('that does not fit says why', () => {
    expect(
      reasonOf(
        single('MatMul', [
          [5, 7],
          [5, 7],
        ]),
      ),
    ).toContain('their inner extents differ')
    expect(
      reasonOf(
        single('MatMul', [
          [2, 5, 7],
          [3, 7, 3],
        ]),
      ),
    ).toContain('do not broadcast')
    expect(reasonOf(single('MatMul', [[], [7]]))).toContain('at least one axis')
  })

  test('over nothing is free', () => {
    expect(
      read(
        single('MatMul', [
          [5, 0],
          [0, 3],
        ]),
      ).free,
    ).toEqual([{ node: 'node', op: 'MatMul', reason: 'empty' }])
  })

  test('too large to be counted says so', () => {
    const giant = 2 ** 40
    expect(
      reasonOf(
        single('MatMul', [
          [giant, giant, 2],
          [2, 3],
        ]),
      ),
    ).toContain('too large to be counted')
  })
})

describe('Einsum', () => {
  test.each([
    ['ij,jk->ik', [5, 7], [7, 3], { N: 5, K: 3, C: 7 }, [5, 3, 1, 1]],
    ['ij,jk', [5, 7], [7, 3], { N: 5, K: 3, C: 7 }, [5, 3, 1, 1]],
    ['bhqd,bhkd->bhqk', [2, 4, 5, 7], [2, 4, 6, 7], { N: 5, G: 8, K: 6, C: 7 }, [2, 4, 5, 6]],
    ['i, j -> ij', [5], [3], { N: 5, K: 3, C: 1 }, [5, 3, 1, 1]],
  ] as const)('%s', (equation, a, b, sizes, shape) => {
    const given = single('Einsum', [a, b], { equation })
    expect(layerOf(given).sizes).toMatchObject(sizes)
    expect(shapeAfter(given)).toEqual(shape)
  })

  test('of one operand that is only transposed is free', () => {
    const given = single('Einsum', [[5, 7]], { equation: 'ij->ji' })
    expect(read(given).free).toEqual([{ node: 'node', op: 'Einsum', reason: 'no arithmetic' }])
    expect(shapeAfter(given)).toEqual([7, 5, 1, 1])
  })

  test.each([
    ['...ij,jk->...ik', [2, 4, 5, 7], [7, 3], { N: 40, K: 3, C: 7 }, [2, 4, 5, 3]],
    ['b...qd,b...kd', [2, 4, 5, 7], [2, 4, 6, 7], { N: 5, G: 4, K: 6, C: 14 }, [4, 6, 1, 5]],
    ['...qd,...kd->...qk', [1, 5, 7], [4, 6, 7], { N: 5, K: 24, C: 7 }, [4, 5, 1, 6]],
    ['ij...,jk...->ik...', [5, 7, 4], [7, 3, 4], { N: 5, G: 4, K: 3, C: 7 }, [5, 3, 1, 4]],
  ] as const)(
    '%s has an ellipsis, which stands for the axes that are left',
    (equation, a, b, sizes, shape) => {
      const given = single('Einsum', [a, b], { equation })
      const layer = layerOf(given)
      expect(layer.sizes).toMatchObject(sizes)
      expect(shapeAfter(given)).toEqual(shape)
    },
  )

  test('an ellipsis and no arrow: its axes first, then the labels that occur once', () => {
    expect(
      shapeAfter(
        single(
          'Einsum',
          [
            [4, 5, 7],
            [7, 3],
          ],
          { equation: '...zj,ja' },
        ),
      ),
    ).toEqual([4, 3, 1, 5])
  })

  test('of one operand that is summed is a reduction', () => {
    const given = single('Einsum', [[5, 7]], { equation: 'ij->i' })
    expect(layerOf(given)).toEqual(layerOf({ ...single('ReduceSum', [[5, 7], { dims: [1], ints: [1] }]) }))
    expect(shapeAfter(given)).toEqual([1, 5, 1, 1])
  })

  test.each([
    [
      'ij,jk,kl->il',
      [
        [5, 7],
        [7, 3],
        [3, 2],
      ],
      'i j, j k, k l -> i l',
      { i: 5, j: 7, k: 3, l: 2 },
    ],
    [
      'ij,jk->k',
      [
        [5, 7],
        [7, 3],
      ],
      'i j, j k -> k',
      { i: 5, j: 7, k: 3 },
    ],
    ['...i,...j,...k->...', [[4, 5], [1, 3], [2]], 'e1 i, j, k -> e1', { e1: 4, i: 5, j: 3, k: 2 }],
    [',i,ij->j', [[], [5], [5, 3]], '(), i, i j -> j', { i: 5, j: 3 }],
  ] as const)('%s is no matrix product: the layer that einsum makes', (equation, operands, text, sizes) => {
    const all = read(single('Einsum', operands, { equation }))
    expect(all.layers.map((layer) => ({ ...layer, name: 'node' }))).toEqual([einsum(text, sizes, 'node')])
    expect(all.assumed[0]!.reason).toContain('one loop nest')
    expect(all.uncosted).toEqual([])
    expect(all.totals.macs).toBe(Object.values(sizes).reduce((product, extent) => product * extent, 1))
  })

  test.each([
    [
      'i.j,jk->ik',
      [
        [5, 7],
        [7, 3],
      ],
      'not labels',
    ],
    [
      'i......j,jk->ik',
      [
        [5, 7],
        [7, 3],
      ],
      'not labels',
    ],
    ['ij->i->j', [[5, 7]], 'not labels'],
    ['ii->i', [[5, 5]], 'diagonal'],
    [
      'ij,jk->ik',
      [
        [5, 7],
        [6, 3],
      ],
      'two extents',
    ],
    [
      '...ij,...jk->...ik',
      [
        [2, 5, 7],
        [3, 7, 3],
      ],
      'two extents',
    ],
    [
      'ij,jk->il',
      [
        [5, 7],
        [7, 3],
      ],
      'no operand has',
    ],
    [
      'ij,jk->ik',
      [
        [5, 7, 1],
        [7, 3],
      ],
      'does not fit',
    ],
    ['...ij,jk->ik', [[5], [7, 3]], 'does not fit'],
    ['a,b,c,d,e,f,g,h->', [[1], [1], [1], [1], [1], [1], [1], [1]], '8 operands; at most 7'],
    [
      'abcdefgh,ijklmnop,q->',
      [[1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1], [1]],
      '17 labels; at most 16',
    ],
  ] as const)('%s cannot be costed: %s', (equation, operands, reason) => {
    expect(reasonOf(single('Einsum', operands, { equation }))).toContain(reason)
  })
})

describe('Attention', () => {
  const attend = (operands: Parameters<typeof single>[1], attributes = {}) =>
    read(single('Attention', operands, attributes))

  const parts = (given: OnnxLayers) =>
    given.layers.map((layer) => [layer.name.replace('node.', ''), macsOf(layer)])

  test('is two products, a scale and a softmax', () => {
    const given = attend([
      [2, 8, 10, 16],
      [2, 8, 12, 16],
      [2, 8, 12, 20],
    ])
    const scores = 2 * 8 * 10 * 12
    expect(parts(given)).toEqual([
      ['scores', scores * 16],
      ...['scale', 'max', 'subtract', 'exp', 'sum', 'divide'].map((part) => [part, scores]),
      ['values', scores * 20],
    ])
    expect(given.layers[0]!.sizes).toEqual({ N: 10, G: 16, K: 12, C: 16, R: 1, S: 1, Y: 1, X: 1 })
    expect(given.totals).toEqual({ macs: scores * 36, operations: scores * 6 })
    expect([given.uncosted, given.free, given.assumed]).toEqual([[], [], []])
  })

  test('with a mask, a cap, or causal', () => {
    const operands = [
      [2, 8, 10, 16],
      [2, 8, 12, 16],
      [2, 8, 12, 16],
    ] as const
    const scores = 2 * 8 * 10 * 12
    const operations = (given: OnnxLayers): number => given.totals.operations / scores
    expect(operations(attend([...operands, [10, 12]]))).toBe(7)
    expect(operations(attend(operands, { is_causal: 1 }))).toBe(7)
    expect(operations(attend(operands, { softcap: 0.5 }))).toBe(9)
    const masked = attend([...operands, [2, 1, 1, 12]]).layers.find(({ name }) => name === 'node.mask')
    expect(masked).toEqual(
      elementwise({
        name: 'node.mask',
        N: 2,
        C: 8,
        Y: 10,
        X: 12,
        operands: [
          ['N', 'C', 'Y', 'X'],
          ['N', 'X'],
        ],
      }),
    )
    expect(attend([...operands, [3, 12]]).uncosted[0]!.reason).toContain('does not stretch')
  })

  test('of packed heads, grouped queries and a past', () => {
    const past = [2, 2, 6, 16]
    const operands = [[2, 10, 8 * 16], [2, 12, 2 * 16], [2, 12, 2 * 20], null, past, [2, 2, 6, 20]]
    const given = single('Attention', operands, { q_num_heads: 8, kv_num_heads: 2 })
    expect(read(given).totals.macs).toBe(2 * 8 * 10 * 18 * (16 + 20))
    expect(shapeAfter(given)).toEqual([2, 10, 1, 8 * 20])
  })

  test.each([
    [
      [
        [2, 10, 100],
        [2, 12, 32],
        [2, 12, 32],
      ],
      'does not divide',
    ],
    [
      [
        [2, 8, 10, 16],
        [2, 8, 12, 15],
        [2, 8, 12, 20],
      ],
      'do not multiply',
    ],
    [
      [
        [2, 8, 10, 16],
        [2, 8, 12, 16],
        [2, 8, 11, 16],
      ],
      'differ',
    ],
  ] as const)('that does not fit says why', (operands, reason) => {
    expect(attend(operands, { q_num_heads: 8, kv_num_heads: 2 }).uncosted[0]!.reason).toContain(reason)
  })
})

test('a node of several layers names the part of each', () => {
  const given = single('Attention', [
    [1, 1, 2, 3],
    [1, 1, 2, 3],
    [1, 1, 2, 3],
  ])
  expect(
    read(given)
      .layers.map(({ name }) => name)
      .slice(0, 2),
  ).toEqual(['node.scores', 'node.scale'])
  expect(
    layersOf(
      single('MatMul', [
        [2, 3],
        [3, 2],
      ]),
    ).map(({ name }) => name),
  ).toEqual(['node'])
})
