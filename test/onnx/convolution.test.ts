/** Convolutions and pools as layers, by hand and against brute-force output sizes. */
import { describe, expect, it, test } from 'vitest'
import {
  type CustomLayer,
  conv2d,
  dataflow,
  depthwiseConv2d,
  estimate,
  groupedConv2d,
  orThrow,
  pool2d,
  temporalMap,
  transposedConv2d,
} from '../../src/index'
import type { Model } from './build'
import { layerOf, macsOf, read, reasonOf, shapeAfter, single } from './support'

describe('Conv', () => {
  test('in two dimensions, with everything at its default', () => {
    const layer = layerOf(
      single('Conv', [
        [2, 3, 8, 9],
        [4, 3, 3, 2],
      ]),
    )
    expect(layer).toEqual(conv2d({ name: 'node', N: 2, K: 4, C: 3, R: 3, S: 2, Y: 8, X: 9 }))
    expect(macsOf(layer)).toBe(2 * 4 * 3 * 3 * 2 * 6 * 8)
  })

  test('with strides, dilations and pads that differ on every side', () => {
    const given = single(
      'Conv',
      [
        [1, 3, 20, 21],
        [4, 3, 3, 2],
      ],
      {
        strides: [2, 3],
        dilations: [3, 2],
        pads: [1, 2, 3, 4],
        kernel_shape: [3, 2],
      },
    )
    // ONNX lists the beginnings of all axes first, then the ends.
    const padding = { top: 1, bottom: 3, left: 2, right: 4 }
    expect(layerOf(given)).toEqual(
      conv2d({
        name: 'node',
        N: 1,
        K: 4,
        C: 3,
        R: 3,
        S: 2,
        Y: 20,
        X: 21,
        stride: { y: 2, x: 3 },
        dilation: { y: 3, x: 2 },
        padding,
      }),
    )
    // ⌊(20 + 4 − 7) / 2⌋ + 1 = 9 rows, ⌊(21 + 6 − 3) / 3⌋ + 1 = 9 columns
    expect(shapeAfter(given)).toEqual([1, 4, 9, 9])
    expect(macsOf(layerOf(given))).toBe(4 * 3 * 3 * 2 * 9 * 9)
  })

  test('in one dimension is columns of a single row', () => {
    const given = single(
      'Conv',
      [
        [2, 3, 16],
        [4, 3, 5],
      ],
      { pads: [2, 1], strides: [2], dilations: [2] },
    )
    expect(layerOf(given)).toEqual(
      conv2d({
        name: 'node',
        N: 2,
        K: 4,
        C: 3,
        R: 1,
        S: 5,
        Y: 1,
        X: 16,
        stride: { y: 1, x: 2 },
        dilation: { y: 1, x: 2 },
        padding: { top: 0, bottom: 0, left: 2, right: 1 },
      }),
    )
    expect(shapeAfter(given)).toEqual([2, 4, 1, 6])
  })

  test('in groups of one channel and one filter is depthwise', () => {
    const given = single(
      'Conv',
      [
        [1, 8, 10, 10],
        [8, 1, 3, 3],
      ],
      { group: 8, pads: [1, 1, 1, 1] },
    )
    expect(layerOf(given)).toEqual(
      depthwiseConv2d({ name: 'node', N: 1, C: 8, R: 3, S: 3, Y: 10, X: 10, padding: 1 }),
    )
    expect(macsOf(layerOf(given))).toBe(8 * 9 * 100)
  })

  test.each([
    ['two filters for each channel', [16, 1, 3, 3], 8, { K: 2, C: 1 }],
    ['two groups', [6, 4, 3, 3], 2, { K: 3, C: 4 }],
  ] as const)('in groups: %s', (_, filter, group, { K, C }) => {
    const layer = layerOf(single('Conv', [[1, 8, 10, 10], filter], { group }))
    expect(layer).toEqual(groupedConv2d({ name: 'node', N: 1, G: group, K, C, R: 3, S: 3, Y: 10, X: 10 }))
    expect(macsOf(layer)).toBe(group * K * C * 9 * 64)
  })

  test('one channel and one filter is no depthwise convolution', () => {
    expect(
      layerOf(
        single('Conv', [
          [1, 1, 5, 5],
          [1, 1, 3, 3],
        ]),
      ).kind,
    ).toBe('conv2d')
  })

  test('quantized: the operands stand elsewhere', () => {
    const scalar: readonly number[] = []
    const filter = [4, 3, 3, 3]
    const operands = [[1, 3, 8, 8], scalar, scalar, filter, scalar, scalar, scalar, scalar]
    expect(layerOf(single('QLinearConv', operands)).sizes).toMatchObject({ K: 4, C: 3, R: 3, Y: 8 })
    expect(layerOf(single('ConvInteger', [[1, 3, 8, 8], filter])).sizes).toMatchObject({ K: 4, C: 3 })
  })

  test.each([
    [
      'four axes',
      [
        [1, 3, 8, 8, 8, 8],
        [4, 3, 3, 3, 3, 3],
      ],
      {},
      'It slides over 4 axes',
    ],
    [
      'channels that do not fit',
      [
        [1, 4, 8, 8],
        [4, 3, 3, 3],
      ],
      {},
      'do not fit 4 channels',
    ],
    [
      'filters that groups do not divide',
      [
        [1, 4, 8, 8],
        [3, 2, 3, 3],
      ],
      { group: 2 },
      'do not fit 4 channels',
    ],
    [
      'a window beyond the input',
      [
        [1, 3, 2, 8],
        [4, 3, 3, 3],
      ],
      {},
      'Its window reaches over 3 of axis 2',
    ],
    [
      'pads below zero',
      [
        [1, 3, 8, 8],
        [4, 3, 3, 3],
      ],
      { pads: [-1, 0, 0, 0] },
      'Its pads [-1, 0, 0, 0]',
    ],
    [
      'too few strides',
      [
        [1, 3, 8, 8],
        [4, 3, 3, 3],
      ],
      { strides: [1] },
      'Its strides [1] must be 2 numbers',
    ],
    [
      'a stride of zero',
      [
        [1, 3, 8, 8],
        [4, 3, 3, 3],
      ],
      { strides: [0, 1] },
      'Its strides [0, 1]',
    ],
    ['no filter', [[1, 3, 8, 8]], {}, 'Its input 2 is missing.'],
  ] as const)('that cannot be costed says why: %s', (_, operands, attributes, reason) => {
    expect(reasonOf(single('Conv', operands, attributes))).toContain(reason)
  })

  test('that is empty is free', () => {
    expect(
      read(
        single('Conv', [
          [0, 3, 8, 8],
          [4, 3, 3, 3],
        ]),
      ).free,
    ).toEqual([{ node: 'node', op: 'Conv', reason: 'empty' }])
  })
})

describe('auto_pad', () => {
  const inputs = [1, 2, 5, 7, 8, 16, 17]
  const cases = inputs.flatMap((X) =>
    [1, 2, 3, 5].flatMap((S) =>
      [1, 2, 3].flatMap((stride) => [1, 2].map((dilation) => ({ X, S, stride, dilation }))),
    ),
  )
  it.each(['SAME_UPPER', 'SAME_LOWER'] as const)('%s keeps ⌈input / stride⌉ outputs', (auto_pad) => {
    for (const { X, S, stride, dilation } of cases) {
      const attributes = { auto_pad, strides: [stride], dilations: [dilation] }
      const layer = layerOf(
        single(
          'Conv',
          [
            [1, 1, X],
            [1, 1, S],
          ],
          attributes,
        ),
      )
      const outputs = Math.ceil(X / stride)
      expect(macsOf(layer), JSON.stringify({ X, S, stride, dilation })).toBe(outputs * S)
      const { left, right } =
        'padding' in layer ? (layer.padding as { left: number; right: number }) : expect.unreachable()
      // The least padding that serves so many windows, and the odd one at the named end.
      const covered = (zeros: number) => X + zeros >= (outputs - 1) * stride + dilation * (S - 1) + 1
      expect(covered(left + right)).toBe(true)
      expect(left + right === 0 || !covered(left + right - 1)).toBe(true)
      expect((auto_pad === 'SAME_UPPER' ? right - left : left - right) === (left + right) % 2).toBe(true)
    }
  })

  test('VALID pads nothing, NOTSET pads what pads says', () => {
    const at = (auto_pad: string) =>
      layerOf(
        single(
          'Conv',
          [
            [1, 1, 8],
            [1, 1, 3],
          ],
          { auto_pad, pads: [2, 2] },
        ),
      )
    expect(macsOf(at('VALID'))).toBe(6 * 3)
    expect(macsOf(at('NOTSET'))).toBe(10 * 3)
  })
})

describe('pools', () => {
  test.each(['MaxPool', 'AveragePool', 'LpPool'])('%s is pool2d', (op) => {
    const given = single(op, [[2, 3, 9, 9]], { kernel_shape: [3, 2], strides: [2, 2], pads: [1, 0, 1, 0] })
    const padding = { top: 1, bottom: 1, left: 0, right: 0 }
    expect(layerOf(given)).toEqual(
      pool2d({ name: 'node', N: 2, C: 3, R: 3, S: 2, Y: 9, X: 9, stride: 2, padding }),
    )
    expect(shapeAfter(given)).toEqual([2, 3, 5, 4])
  })

  test('without kernel_shape cannot be costed', () => {
    expect(reasonOf(single('MaxPool', [[2, 3, 9, 9]]))).toContain('does not slide')
  })

  /** Windows start at every stride while they start inside the input and what is before it; the last may reach over. */
  const roundedUp = (X: number, S: number, stride: number, before: number, after: number): number => {
    let count = 0
    for (let start = 0; start < X + before && start < X + before + after - S + stride; start += stride)
      count++
    return count
  }

  test('with ceil_mode count windows that reach over the end', () => {
    for (const X of [3, 4, 5, 6, 7, 10])
      for (const S of [1, 2, 3])
        for (const stride of [1, 2, 3, 4])
          for (const [before, after] of [
            [0, 0],
            [1, 0],
            [0, 2],
            [1, 1],
          ] as const) {
            if (after >= S || before >= S) continue // frameworks refuse windows of padding alone
            const attributes = { kernel_shape: [S], strides: [stride], pads: [before, after], ceil_mode: 1 }
            const given = single('MaxPool', [[1, 1, X]], attributes)
            const outputs = roundedUp(X, S, stride, before, after)
            expect(shapeAfter(given), JSON.stringify({ X, S, stride, before, after })).toEqual([
              1,
              1,
              1,
              outputs,
            ])
            expect(macsOf(layerOf(given))).toBe(outputs * S)
          }
  })

  test('with ceil_mode may have a window that is longer than a small input', () => {
    const poolOf = (X: number, stride: number) =>
      single('MaxPool', [[1, 1, X]], { kernel_shape: [3], strides: [stride], ceil_mode: 1 })
    expect(shapeAfter(poolOf(2, 2))).toEqual([1, 1, 1, 1])
    expect(shapeAfter(poolOf(1, 3))).toEqual([1, 1, 1, 1])
    expect(macsOf(layerOf(poolOf(2, 2)))).toBe(3)
    expect(reasonOf(poolOf(2, 1))).toContain('Its window reaches over 3')
  })

  test.each(['GlobalAveragePool', 'GlobalMaxPool', 'GlobalLpPool'])('%s takes the whole image', (op) => {
    const given = single(op, [[2, 3, 7, 5]])
    expect(layerOf(given)).toEqual(pool2d({ name: 'node', N: 2, C: 3, R: 7, S: 5, Y: 7, X: 5 }))
    expect(shapeAfter(given)).toEqual([2, 3, 1, 1])
    expect(macsOf(layerOf(single(op, [[2, 3, 7, 5, 4]])))).toBe(2 * 3 * 7 * 5 * 4)
  })
})

describe('three axes', () => {
  const sizesOf = (given: Model) => layerOf(given).sizes
  const attributes = { strides: [1, 2, 2], pads: [1, 0, 1, 1, 2, 1], dilations: [2, 1, 1] }

  test('Conv is an operator of its own, with the outputs and MACs of the formula', () => {
    const given = single(
      'Conv',
      [
        [2, 4, 9, 10, 11],
        [6, 4, 3, 3, 3],
      ],
      attributes,
    )
    // ⌊(9 + 2 − 5) / 1⌋ + 1, ⌊(10 + 2 − 3) / 2⌋ + 1, ⌊(11 + 2 − 3) / 2⌋ + 1
    expect(sizesOf(given)).toEqual({ N: 2, K: 6, C: 4, T: 3, R: 3, S: 3, "Z'": 7, "Y'": 5, "X'": 6 })
    expect(read(given).totals).toEqual({ macs: 2 * 6 * 4 * 27 * 7 * 5 * 6, operations: 0 })
    expect(shapeAfter({ ...given })).toEqual([2, 6, 7 * 5, 6])
    const { operator } = layerOf(given) as CustomLayer // three axes are no built-in operator
    expect(operator.tensors[0]!.axes.slice(2)).toEqual([
      [
        { dimension: "Z'", coefficient: 1 },
        { dimension: 'T', coefficient: 2 },
      ],
      [
        { dimension: "Y'", coefficient: 2 },
        { dimension: 'R', coefficient: 1 },
      ],
      [
        { dimension: "X'", coefficient: 2 },
        { dimension: 'S', coefficient: 1 },
      ],
    ])
  })

  test.each([
    ['depthwise', [4, 1, 3, 3, 3], 4, { N: 2, C: 4 }, 4 * 27],
    ['in groups', [6, 2, 3, 3, 3], 2, { N: 2, G: 2, K: 3, C: 2 }, 6 * 2 * 27],
  ] as const)('Conv %s', (_, filter, group, sizes, perPlace) => {
    const given = single('Conv', [[2, 4, 9, 10, 11], filter], { group })
    expect(sizesOf(given)).toEqual({ ...sizes, T: 3, R: 3, S: 3, "Z'": 7, "Y'": 8, "X'": 9 })
    expect(read(given).totals.macs).toBe(2 * perPlace * 7 * 8 * 9)
  })

  test('an axis whose window is 1 is part of the batch, so that two axes are left', () => {
    const flat = single('Conv', [
      [2, 4, 9, 10, 11],
      [6, 4, 1, 3, 3],
    ])
    expect(layerOf(flat)).toEqual(conv2d({ name: 'node', N: 18, K: 6, C: 4, R: 3, S: 3, Y: 10, X: 11 }))
    const long = single('Conv', [
      [2, 4, 9, 10, 11],
      [6, 4, 3, 1, 1],
    ])
    expect(layerOf(long)).toEqual(conv2d({ name: 'node', N: 20, K: 6, C: 4, R: 3, S: 1, Y: 9, X: 11 }))
    expect(shapeAfter(flat)).toEqual([2, 6, 72, 9])
    const pool = single('MaxPool', [[2, 4, 9, 10, 11]], { kernel_shape: [1, 2, 2], strides: [1, 2, 2] })
    expect(layerOf(pool)).toEqual(pool2d({ name: 'node', N: 18, C: 4, R: 2, S: 2, Y: 10, X: 11, stride: 2 }))
  })

  test('pools and transposed convolutions', () => {
    const pool = single('MaxPool', [[2, 4, 9, 10, 11]], { kernel_shape: [3, 2, 2], strides: [2, 2, 2] })
    expect(read(pool).totals).toEqual({ macs: 0, operations: 2 * 4 * 12 * 4 * 5 * 5 })
    const transposed = single(
      'ConvTranspose',
      [
        [2, 4, 3, 5, 6],
        [4, 6, 2, 2, 2],
      ],
      { strides: [2, 2, 2] },
    )
    expect(sizesOf(transposed)).toEqual({ N: 2, K: 6, C: 4, T: 2, R: 2, S: 2, Z: 3, Y: 5, X: 6 })
    expect(shapeAfter(transposed)).toEqual([2, 6, 60, 12])
  })
})

describe('ConvTranspose', () => {
  test('with SAME padding crops to a multiple of the input, unless less is there', () => {
    const shapeFor = (window: number, stride: number) =>
      shapeAfter(
        single(
          'ConvTranspose',
          [
            [1, 1, 5, 5],
            [1, 1, window, window],
          ],
          {
            auto_pad: 'SAME_UPPER',
            strides: [stride, stride],
          },
        ),
      )
    expect(shapeFor(1, 3)).toEqual([1, 1, 13, 13])
    expect(shapeFor(3, 3)).toEqual([1, 1, 15, 15])
    expect(shapeFor(5, 2)).toEqual([1, 1, 10, 10])
  })

  test('is transposedConv2d, uncropped, whose output is cropped', () => {
    const attributes = { strides: [2, 2], pads: [1, 1, 1, 1], output_padding: [1, 1] }
    const given = single(
      'ConvTranspose',
      [
        [1, 8, 5, 6],
        [8, 4, 3, 3],
      ],
      attributes,
    )
    expect(layerOf(given)).toEqual(
      transposedConv2d({ name: 'node', N: 1, K: 4, C: 8, R: 3, S: 3, Y: 5, X: 6, stride: 2 }),
    )
    expect(macsOf(layerOf(given))).toBe(4 * 8 * 9 * 30)
    expect(shapeAfter(given)).toEqual([1, 4, 10, 12])
  })

  test.each([
    [{ auto_pad: 'SAME_UPPER', strides: [3, 2] }, [1, 4, 15, 12]],
    [{ output_shape: [11, 13], strides: [2, 2] }, [1, 4, 11, 13]],
    [{ dilations: [2, 1] }, [1, 4, 9, 8]],
  ] as const)('makes an output of the right shape with %j', (attributes, shape) => {
    expect(
      shapeAfter(
        single(
          'ConvTranspose',
          [
            [1, 8, 5, 6],
            [8, 4, 3, 3],
          ],
          attributes,
        ),
      ),
    ).toEqual(shape)
  })

  test('in one dimension is columns of a single row', () => {
    const layer = layerOf(
      single(
        'ConvTranspose',
        [
          [1, 8, 6],
          [8, 4, 3],
        ],
        { strides: [2] },
      ),
    )
    expect(layer).toMatchObject({ sizes: { R: 1, S: 3, Y: 1, X: 6 }, stride: { y: 1, x: 2 } })
  })

  test('in groups is an operator of its own, which counts and couples like its groups one by one', () => {
    const attributes = { group: 2, strides: [2, 3], dilations: [1, 2] }
    const grouped = layerOf(
      single(
        'ConvTranspose',
        [
          [1, 8, 5, 6],
          [8, 3, 3, 3],
        ],
        attributes,
      ),
    )
    const alone = layerOf(
      single(
        'ConvTranspose',
        [
          [1, 4, 5, 6],
          [4, 3, 3, 3],
        ],
        { ...attributes, group: 1 },
      ),
    )
    expect(grouped.kind).toBe('custom')
    const flow = dataflow('one row', [temporalMap(1, 1, 'K'), temporalMap(1, 1, 'Y')])
    const [all, one] = [grouped, alone].map((layer) => orThrow(estimate(layer, flow, { pes: 1 })))
    expect(all!.macs).toBe(2 * one!.macs)
    for (const tensor of ['input', 'filter', 'output']) {
      const [ofAll, ofOne] = [all!, one!].map(({ offchip }) => offchip.tensors[tensor]!)
      expect(ofAll!.reads + ofAll!.writes).toBe(2 * (ofOne!.reads + ofOne!.writes))
    }
  })

  test('whose filters do not fit says why', () => {
    expect(
      reasonOf(
        single('ConvTranspose', [
          [1, 8, 5, 6],
          [7, 4, 3, 3],
        ]),
      ),
    ).toContain('do not fit 8 channels')
  })
})
