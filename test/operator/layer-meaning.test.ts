/** What a layer means: its MACs, the distinct elements of its tensors, padding, and extents in inputs or outputs. */
import { describe, expect, it } from 'vitest'
import {
  analyze,
  cluster,
  conv2d,
  dataflow,
  depthwiseConv2d,
  elementwise,
  estimate,
  fullyConnected,
  gemm,
  groupedConv2d,
  type Layer,
  orThrow,
  pool2d,
  spatialMap,
  temporalMap,
  transposedConv2d,
  type WindowLayer,
} from '../../src/index'
import { hardware, junk } from '../support/errors'

const shape = { K: 2, C: 3, R: 3, S: 2, Y: 8, X: 7 }

type Used = Readonly<Record<string, number>>

/** MACs and distinct elements of each tensor: what a layer means. */
const meaning = (of: Layer): readonly [macs: number, used: Used] => {
  const name = 'N' in of.sizes ? 'N' : Object.keys(of.sizes)[0]
  const { macs, tensors } = orThrow(
    analyze(of, dataflow('any', [temporalMap(1, 1, name ?? 'N')]), { pes: 1 }),
  )
  return [macs, Object.fromEntries(tensors.map((tensor) => [tensor.name, tensor.used]))]
}

const square = { K: 1, C: 1, R: 3, S: 3 }

describe('the meaning of a layer', () => {
  const rows: readonly (readonly [what: string, layer: Layer, macs: number, used: Used])[] = [
    [
      'conv2d',
      conv2d(shape),
      2 * 3 * 3 * 2 * 6 * 6,
      { input: 3 * 8 * 7, filter: 2 * 3 * 3 * 2, output: 2 * 6 * 6 },
    ],
    [
      'depthwiseConv2d',
      depthwiseConv2d({ N: 2, C: 3, R: 3, S: 3, Y: 8, X: 8 }),
      2 * 3 * 9 * 36,
      { input: 2 * 3 * 64, filter: 3 * 9, output: 2 * 3 * 36 },
    ],
    [
      'groupedConv2d',
      groupedConv2d({ ...shape, G: 4 }),
      4 * 1296,
      { input: 4 * 168, filter: 4 * 36, output: 4 * 72 },
    ],
    [
      'transposedConv2d',
      transposedConv2d({ ...square, Y: 4, X: 2, stride: 2 }),
      9 * 8,
      { input: 8, filter: 9, output: 9 * 5 },
    ],
    [
      'transposedConv2d with holes',
      transposedConv2d({ K: 1, C: 1, R: 1, S: 2, Y: 4, X: 2, stride: 3 }),
      2 * 8,
      { input: 8, filter: 2, output: 4 * 4 },
    ],
    [
      'pool2d',
      pool2d({ C: 3, R: 2, S: 2, Y: 8, X: 8, stride: 2 }),
      3 * 4 * 16,
      { input: 3 * 64, output: 3 * 16 },
    ],
    [
      'pool2d, stride 1 unless given',
      pool2d({ C: 1, R: 2, S: 2, Y: 8, X: 8 }),
      4 * 49,
      { input: 64, output: 49 },
    ],
    ['gemm', gemm({ M: 2, N: 3, K: 5 }), 30, { A: 10, B: 15, C: 6 }],
    ['fullyConnected', fullyConnected({ N: 2, K: 3, C: 5 }), 30, { input: 10, filter: 15, output: 6 }],
    ['elementwise', elementwise({ C: 3, Y: 4, X: 5 }), 60, { a: 60, b: 60, output: 60 }],
    [
      'elementwise with one operand',
      elementwise({ C: 3, Y: 4, X: 5, operands: 1 }),
      60,
      { a: 60, output: 60 },
    ],
    [
      'elementwise with broadcast operands',
      elementwise({ N: 2, C: 3, Y: 4, X: 5, operands: [['N', 'C', 'Y', 'X'], ['C'], ['N', 'X'], []] }),
      120,
      { a: 120, b: 3, c: 10, d: 1, output: 120 },
    ],
    [
      'a stride that leaves a row over',
      conv2d({ ...square, Y: 8, X: 8, stride: 2 }),
      9 * 9,
      { input: 49, filter: 9, output: 9 },
    ],
    [
      'a stride beyond the window: holes',
      conv2d({ ...square, R: 1, S: 1, Y: 7, X: 7, stride: 3 }),
      9,
      { input: 9, filter: 1, output: 9 },
    ],
    [
      'a dilation',
      conv2d({ ...square, Y: 8, X: 5, dilation: { y: 2, x: 1 } }),
      9 * 12,
      { input: 40, filter: 9, output: 12 },
    ],
    [
      'a dilation with holes',
      conv2d({ ...square, R: 2, S: 1, "Y'": 2, "X'": 1, dilation: 5 }),
      4,
      { input: 4, filter: 2, output: 2 },
    ],
    [
      'stride and dilation per axis',
      conv2d({ ...square, Y: 9, X: 9, stride: { y: 2, x: 3 }, dilation: { y: 1, x: 2 } }),
      9 * 8,
      { input: 9 * 6, filter: 9, output: 8 },
    ],
  ]
  for (const [what, of, macs, used] of rows)
    it(`of ${what}`, () => {
      expect(meaning(of)).toEqual([macs, used])
    })
})

describe('padding and extents', () => {
  const outputsOf = (of: Layer): number => meaning(of)[1]['output'] ?? 0
  const padded = (padding: number | object): Layer =>
    conv2d({ ...square, Y: 8, X: 8, padding: junk(padding) })

  it('adds rows and columns of data on each side', () => {
    expect(meaning(padded(1))).toEqual([9 * 64, { input: 100, filter: 9, output: 64 }])
    expect(meaning(padded({ y: 1, x: 0 }))).toEqual([9 * 48, { input: 80, filter: 9, output: 48 }])
    expect(meaning(padded({ top: 1, bottom: 0, left: 2, right: 0 }))).toEqual([
      9 * 56,
      { input: 90, filter: 9, output: 56 },
    ])
  })

  it('is the same in every form', () => {
    const flow = dataflow('rows', [spatialMap(3, 1, 'Y'), temporalMap(4, 2, 'X')])
    const answers = [padded(2), padded({ y: 2, x: 2 }), padded({ top: 2, bottom: 2, left: 2, right: 2 })].map(
      (of) => estimate(of, flow, hardware),
    )
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  it('is the same in every form of the data that JSON may hold', () => {
    const flow = dataflow('rows', [spatialMap(3, 1, 'Y')])
    const base = conv2d({ ...square, Y: 8, X: 8, stride: 2, padding: 1 })
    const same = [
      { ...base, padding: 1 },
      { ...base, padding: { y: 1, x: 1 } },
      { ...base, stride: 2, dilation: 1 },
    ]
    for (const of of same) expect(estimate(of, flow, hardware)).toEqual(estimate(base, flow, hardware))
  })

  it('tells rows from columns in the data that JSON may hold', () => {
    const base = conv2d({ ...square, Y: 8, X: 6 })
    const macs = (padding: WindowLayer['padding']): number => meaning({ ...base, padding })[0]
    expect(macs({ y: 1, x: 0 })).toBe(9 * 8 * 4)
    expect(macs({ y: 0, x: 1 })).toBe(9 * 6 * 6)
    expect(macs({ top: 1, bottom: 1, left: 0, right: 0 })).toBe(9 * 8 * 4)
    expect(macs({ top: 0, bottom: 0, left: 1, right: 1 })).toBe(9 * 6 * 6)
  })

  it('may sum up to what the stride leaves over', () => {
    expect(
      outputsOf(
        conv2d({ ...square, Y: 8, X: 8, stride: 2, padding: { top: 1, bottom: 0, left: 0, right: 1 } }),
      ),
    ).toBe(16)
  })

  it('changes no figure where output extents are given', () => {
    const flow = dataflow('rows', [spatialMap(3, 1, 'Y')])
    const outputs = { ...square, "Y'": 6, "X'": 6 }
    expect(estimate(conv2d({ ...outputs, padding: 3 }), flow, hardware)).toEqual(
      estimate(conv2d(outputs), flow, hardware),
    )
  })

  it('allows inputs along one axis and outputs along the other', () => {
    expect(meaning(conv2d({ ...square, Y: 8, "X'": 6 }))).toEqual(meaning(conv2d({ ...square, Y: 8, X: 8 })))
    expect(meaning(conv2d({ ...square, "Y'": 3, X: 8, stride: 2 }))).toEqual(
      meaning(conv2d({ ...square, Y: 8, X: 8, stride: 2 })),
    )
  })

  it('allows both where they agree', () => {
    expect(meaning(conv2d({ ...square, Y: 8, X: 8, "Y'": 3, "X'": 3, stride: 2 }))).toEqual(
      meaning(conv2d({ ...square, Y: 8, X: 8, stride: 2 })),
    )
    expect(outputsOf(conv2d({ ...square, Y: 8, X: 8, "Y'": 8, "X'": 8, padding: 1 }))).toBe(64)
  })
})

describe('a tile in window notation on a plain coordinate', () => {
  // A size of 10 with offset 8 over a window of 3 is a tile of 8; the layer has 4 rows.
  it('is no larger than the extent, so that the level below may map what is left', () => {
    const layer = transposedConv2d({ K: 2, C: 2, R: 3, S: 3, Y: 4, X: 4 })
    const flow = dataflow('halo', [temporalMap(10, 8, 'Y'), cluster(2), temporalMap(6, 1, 'Y')])
    expect(orThrow(estimate(layer, flow, hardware)).macs).toBe(2 * 2 * 3 * 3 * 4 * 4)
  })
})
