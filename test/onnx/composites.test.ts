/**
 * Operators of several steps against their definitions in the ONNX specification: these are run here on numbers that
 * count what is done to them.
 */
import { describe, expect, test } from 'vitest'
import { elementwise, type Layer, pool2d } from '../../src/index'
import type { OnnxLayers } from '../../src/onnx'
import { layersOf, macsOf, read, reasonOf, shapeAfter, single } from './support'

const sum = (numbers: readonly number[]): number => numbers.reduce((so, number) => so + number, 0)
const partsOf = (layers: readonly Layer[]): readonly (readonly [string, number])[] =>
  layers.map((layer) => [layer.name.replace('node.', ''), macsOf(layer)])

/** Operations on elements, each counted where the definition has it. */
const counter = () => {
  let count = 0
  const each = <T>(over: readonly T[]): readonly T[] => {
    count += over.length
    return over
  }
  return { each, count: () => count }
}

/** Rows of `length` elements. */
const rowsOf = (rows: number, length: number): readonly (readonly number[])[] =>
  Array.from({ length: rows }, () => Array.from({ length }, (_, i) => i))

describe('Softmax', () => {
  test.each([
    ['Softmax', [2, 3, 5, 7], -1, 30, 7],
    ['Softmax', [2, 3, 5, 7], 1, 70, 3],
    ['LogSoftmax', [4, 6], 1, 4, 6],
  ] as const)('%s of %j along %i is five operations for each element', (op, shape, axis, rows, length) => {
    const { each, count } = counter()
    for (const row of rowsOf(rows, length)) {
      each(row) // the largest
      each(row) // differences from it
      each(row) // exponentials
      each(row) // their sum
      each(op === 'Softmax' ? row : [...row, 0]) // quotients, or the differences from one logarithm
    }
    const { totals } = read(single(op, [shape], { axis }))
    expect(totals).toEqual({ macs: 0, operations: count() })
  })

  test('reads the largest and the sum of a row once for the row', () => {
    const layers = layersOf(single('Softmax', [[2, 3, 5, 7]]))
    expect(partsOf(layers).map(([part]) => part)).toEqual(['max', 'subtract', 'exp', 'sum', 'divide'])
    const [max, subtract, exp] = layers
    expect(max).toEqual(pool2d({ name: 'node.max', C: 30, R: 1, S: 7, Y: 1, X: 7 }))
    const sizes = { N: 2, C: 3, Y: 5, X: 7 }
    expect(subtract).toEqual(
      elementwise({
        name: 'node.subtract',
        ...sizes,
        operands: [
          ['N', 'C', 'Y', 'X'],
          ['N', 'C', 'Y'],
        ],
      }),
    )
    expect(exp).toEqual(elementwise({ name: 'node.exp', ...sizes, operands: 1 }))
  })

  test('Hardmax, LpNormalization and DynamicQuantizeLinear', () => {
    expect(read(single('Hardmax', [[4, 6]])).totals.operations).toBe(24)
    expect(read(single('LpNormalization', [[4, 6]])).totals.operations).toBe(3 * 24 + 4)
    expect(read(single('LpNormalization', [[4, 6]], { p: 1 })).totals.operations).toBe(3 * 24)
    expect(read(single('DynamicQuantizeLinear', [[4, 6]], {}, 3)).totals.operations).toBe(3 * 24)
  })
})

describe('normalizations', () => {
  /** Mean, deviation, square, variance, then the root of each row, and the quotient. */
  const standardized = (rows: number, length: number): number => {
    const { each, count } = counter()
    for (const row of rowsOf(rows, length)) {
      each(row) // the mean
      each(row) // deviations from it
      each(row) // their squares
      each(row) // the variance
      each([0, 0, 0]) // plus epsilon, root, reciprocal
      each(row) // the product
    }
    return count()
  }
  const byRoot = (rows: number, length: number): number => rows * (3 * length + 2)

  test.each([
    ['LayerNormalization', [[4, 5, 6], [6], [6]], {}, standardized(20, 6) + 2 * 120],
    ['LayerNormalization', [[4, 5, 6], [6]], {}, standardized(20, 6) + 120],
    [
      'LayerNormalization',
      [
        [4, 5, 6],
        [5, 6],
        [5, 6],
      ],
      { axis: 1 },
      standardized(4, 30) + 2 * 120,
    ],
    ['RMSNormalization', [[4, 5, 6], [6]], {}, byRoot(20, 6) + 120],
    ['SimplifiedLayerNormalization', [[4, 5, 6], [6]], {}, byRoot(20, 6) + 120],
    ['InstanceNormalization', [[2, 3, 4, 5], [3], [3]], {}, standardized(6, 20) + 2 * 120],
    ['GroupNormalization', [[2, 6, 4, 5], [6], [6]], { num_groups: 3 }, standardized(6, 40) + 2 * 240],
    ['GroupNormalization', [[2, 6, 4, 5], [3], [3]], { num_groups: 3 }, standardized(6, 40) + 2 * 240],
    ['BatchNormalization', [[2, 3, 4, 5], [3], [3], [3], [3]], {}, 120],
    ['MeanVarianceNormalization', [[2, 3, 4, 5]], {}, 5 * 120 + 4 * 3],
    ['LRN', [[2, 3, 4, 5]], { size: 3 }, (5 + 3) * 120],
  ] as const)('%s of %j %j', (op, operands, attributes, operations) => {
    const all = read(single(op, operands, attributes))
    expect(all.totals).toEqual({ macs: 0, operations })
    expect([all.uncosted, all.free]).toEqual([[], []])
    const [n, c, y = 1, x = 1] = operands[0]
    expect(shapeAfter(single(op, operands, attributes))).toEqual(
      operands[0].length === 3 ? [n, c, 1, y] : [n, c, y, x],
    )
  })

  test('scales and shifts have their own size', () => {
    const scale = layersOf(single('LayerNormalization', [[4, 5, 6], [6]])).at(-1)
    const whole = ['N', 'C', 'Y', 'X'] as const
    expect(scale).toEqual(
      elementwise({ name: 'node.scale', N: 4, C: 5, Y: 1, X: 6, operands: [whole, ['X']] }),
    )
    const [batch] = layersOf(single('BatchNormalization', [[2, 3, 4, 5], [3], [3], [3], [3]]))
    expect(batch).toEqual(
      elementwise({ name: 'node', N: 2, C: 3, Y: 4, X: 5, operands: [whole, ['C'], ['C']] }),
    )
    expect(reasonOf(single('GroupNormalization', [[2, 6, 4], [6], [6]], { num_groups: 4 }))).toContain(
      'do not divide into 4 groups',
    )
  })
})

describe('operands', () => {
  const operandsOf = (op: string, ...shapes: readonly (readonly number[])[]) => {
    const [layer] = layersOf(single(op, shapes))
    return layer?.kind === 'elementwise' ? layer.operands : undefined
  }
  const whole = ['N', 'C', 'Y', 'X']

  test.each([
    [
      'of the same size are counted',
      [
        [2, 3],
        [2, 3],
      ],
      undefined,
    ],
    ['along the last axis', [[2, 3, 4, 5], [5]], [whole, ['X']]],
    [
      'along the channels',
      [
        [2, 3, 4, 5],
        [3, 1, 1],
      ],
      [whole, ['C']],
    ],
    [
      'that stretch each other',
      [
        [3, 1, 1],
        [2, 1, 4, 5],
      ],
      [['C'], ['N', 'Y', 'X']],
    ],
    ['that are scalars', [[2, 3, 4, 5], []], [whole, []]],
    ['without axes', [[], []], undefined],
    [
      'of five axes',
      [
        [2, 3, 4, 5, 6],
        [3, 1, 1, 1],
      ],
      [whole, ['C']],
    ],
    [
      'of five axes, sorted by who has them',
      [
        [2, 3, 4, 5, 6],
        [4, 1, 1],
      ],
      [whole, ['C']],
    ],
  ] as const)('%s', (_, shapes, operands) => {
    expect(operandsOf('Add', ...shapes)).toEqual(operands)
    expect(macsOf(layersOf(single('Add', shapes))[0]!)).toBe(
      Math.max(
        ...shapes.map((shape) => shape.reduce<number>((so, extent) => so * extent, 1)),
        shapes[0].length === 3 ? 120 : 1,
      ),
    )
  })

  test('in more patterns than a layer has dimensions are taken to be larger', () => {
    expect(operandsOf('Add', [2, 3, 4, 5, 6], [2, 1, 4, 1, 6])).toEqual([whole, ['N', 'Y', 'X']])
  })

  test('of Where, PRelu and quantization', () => {
    expect(operandsOf('Where', [3, 1], [4], [])).toEqual([['N'], ['C'], []])
    expect(operandsOf('PRelu', [2, 3, 4, 5], [3])).toEqual([whole, ['C']])
    expect(operandsOf('QuantizeLinear', [2, 3, 4, 5], [3], [3])).toEqual([whole, ['C'], ['C']])
    expect(operandsOf('DequantizeLinear', [2, 3, 4, 5], [])).toEqual([whole, []])
    // Four blocks of three along the channels.
    const [blocks] = layersOf(
      single(
        'DequantizeLinear',
        [
          [2, 12, 5],
          [2, 4, 5],
        ],
        { block_size: 3 },
      ),
    )
    expect(blocks).toMatchObject({
      sizes: { N: 2, C: 4, Y: 3, X: 5 },
      operands: [whole, ['N', 'C', 'X']],
    })
    expect(operandsOf('Clip', [2, 3], [], [])).toBe(1)
  })
})

describe('recurrent operators', () => {
  type Counts = { macs: number; operations: number }
  const shape = { steps: 5, batch: 3, depth: 4, hidden: 6 }

  /** The equations of the specification, element by element. */
  const run = (
    directions: number,
    gates: number,
    perElement: number,
    { steps, batch, depth, hidden } = shape,
  ): Counts => {
    const counts = { macs: 0, operations: 0 }
    for (let d = 0; d < directions; d++)
      for (let t = 0; t < steps; t++)
        for (let b = 0; b < batch; b++)
          for (let h = 0; h < hidden; h++) {
            for (let gate = 0; gate < gates; gate++) counts.macs += depth + hidden
            counts.operations += perElement
          }
    return counts
  }
  const given = (
    op: string,
    gates: number,
    directions: number,
    attributes = {},
    more: readonly (readonly number[] | null)[] = [],
  ) => {
    const { steps, batch, depth, hidden } = shape
    return single(
      op,
      [
        [steps, batch, depth],
        [directions, gates * hidden, depth],
        [directions, gates * hidden, hidden],
        ...more,
      ],
      { hidden_size: hidden, ...(directions === 2 ? { direction: 'bidirectional' } : {}), ...attributes },
      2,
    )
  }
  const bias = (gates: number, directions: number) => [directions, 2 * gates * shape.hidden]

  test.each([
    // Per element of the state: a sum and an activation for each gate, f ⊙ C, i ⊙ c, their sum, h(C), o ⊙ h(C).
    ['LSTM', 4, 1, {}, [], 4 + 4 + 5],
    ['LSTM', 4, 2, {}, [bias(4, 2)], 4 + 4 + 4 + 5],
    ['LSTM', 4, 1, {}, [bias(4, 1), null, null, null, [1, 18]], 4 + 4 + 6 + 4 + 5],
    // A sum and an activation for each gate, r ⊙ H, 1 − z, two products and their sum.
    ['GRU', 3, 1, {}, [], 3 + 3 + 1 + 4],
    ['GRU', 3, 2, {}, [bias(3, 2)], 3 + 3 + 3 + 1 + 4],
    ['GRU', 3, 1, { linear_before_reset: 1 }, [bias(3, 1)], 3 + 3 + 1 + 3 + 1 + 4],
    ['RNN', 1, 2, {}, [bias(1, 2)], 3],
  ] as const)('%s of %i gates in %i directions', (op, gates, directions, attributes, more, perElement) => {
    const all: OnnxLayers = read(given(op, gates, directions, attributes, more))
    expect(all.totals).toEqual(run(directions, gates, perElement))
    expect([all.uncosted, all.assumed]).toEqual([[], []])
    expect(sum(all.layers.map(macsOf))).toBe(all.totals.macs + all.totals.operations)
  })

  test('have the products with their state once for each step', () => {
    const products = layersOf(given('LSTM', 4, 1)).filter(({ kind }) => kind === 'fullyConnected')
    expect(products.map(({ name, sizes }) => [name, sizes])).toEqual([
      ['node.project', { N: 15, K: 24, C: 4 }],
      ...Array(5).fill(['node.recur', { N: 3, K: 24, C: 6 }]),
    ])
  })

  test('make their states, also with the batch first, and say what they assume', () => {
    expect(shapeAfter(given('LSTM', 4, 2))).toEqual([5, 2, 3, 6])
    expect(shapeAfter(given('LSTM', 4, 2), {}, 'out1')).toEqual([2, 3, 1, 6])
    expect(shapeAfter(given('GRU', 3, 1, { layout: 1 }))).toEqual([5, 3, 1, 6])
    const lengths = read(given('LSTM', 4, 1, {}, [bias(4, 1), [3]]))
    expect(lengths.assumed[0]!.reason).toContain('5 steps long')
    expect(reasonOf(single('LSTM', [[2, 3, 4, 5]]))).toContain('Its input 3 is missing')
  })
})
