/** Elementwise operators, reductions, what is free, and what is not costed. */
import { describe, expect, test } from 'vitest'
import { elementwise, pool2d } from '../../src/index'
import { graph } from './build'
import { layerOf, layersOf, macsOf, read, reasonOf, shapeAfter, single } from './support'

describe('elementwise', () => {
  test.each(['Relu', 'Sigmoid', 'Tanh', 'Erf', 'Gelu', 'HardSwish', 'Clip', 'Exp', 'Sqrt', 'Not', 'CumSum'])(
    '%s is one operation per element',
    (op) => {
      const layer = layerOf(single(op, [[2, 3, 4, 5]]))
      expect(layer).toEqual(elementwise({ name: 'node', N: 2, C: 3, Y: 4, X: 5, operands: 1 }))
      expect(macsOf(layer)).toBe(120)
    },
  )

  test.each(['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Equal', 'Greater', 'And', 'Mod'])(
    '%s is one operation per element of what its operands stretch to',
    (op) => {
      expect(macsOf(layerOf(single(op, [[2, 3, 4, 5], [5]])))).toBe(120)
      expect(
        macsOf(
          layerOf(
            single(op, [
              [3, 1, 1],
              [2, 1, 4, 5],
            ]),
          ),
        ),
      ).toBe(120)
      expect(reasonOf(single(op, [[2, 3], [4]]))).toContain('[2, 3] and [4] do not broadcast')
    },
  )

  test.each([
    [[], { N: 1, C: 1, Y: 1, X: 1 }],
    [[7], { N: 1, C: 7, Y: 1, X: 1 }],
    [[2, 7], { N: 2, C: 7, Y: 1, X: 1 }],
    [[2, 7, 5], { N: 2, C: 7, Y: 1, X: 5 }],
    [[2, 7, 3, 5], { N: 2, C: 7, Y: 3, X: 5 }],
    [[2, 7, 3, 4, 5], { N: 2, C: 7, Y: 12, X: 5 }],
  ] as const)('a tensor of %j has %j', (shape, sizes) => {
    expect(layerOf(single('Relu', [shape])).sizes).toEqual(sizes)
  })

  test('Where, PRelu and BatchNormalization are one operation per element of their output', () => {
    expect(macsOf(layerOf(single('Where', [[3, 1], [4], []])))).toBe(12)
    // Before operator set 7, the slopes of PRelu were one per channel, without axes behind it.
    expect(macsOf(layerOf(single('PRelu', [[2, 3, 4, 5], [3]])))).toBe(120)
    const statistics = [[3], [3], [3], [3]] as const
    expect(macsOf(layerOf(single('BatchNormalization', [[2, 3, 4, 5], ...statistics])))).toBe(120)
    expect(
      reasonOf(single('BatchNormalization', [[2, 3, 4, 5], ...statistics], { training_mode: 1 })),
    ).toContain('In training')
  })

  test('old broadcasting adapts the second operand to the first', () => {
    expect(macsOf(layerOf(single('Add', [[2, 3, 4, 5], [3]], { broadcast: 1, axis: 1 })))).toBe(120)
  })

  test.each(['Sum', 'Max', 'Min', 'Mean'])('%s of three operands is two operations per element', (op) => {
    const layers = layersOf(single(op, [[2, 3], [3], []]))
    expect(layers.map(({ name, sizes }) => [name, sizes])).toEqual([
      ['node.0', { N: 2, C: 3, Y: 1, X: 1 }],
      ['node.1', { N: 2, C: 3, Y: 1, X: 1 }],
    ])
    expect(read(single(op, [[2, 3]])).free).toEqual([{ node: 'node', op, reason: 'no arithmetic' }])
  })
})

describe('reductions', () => {
  test('over an image are pools of the whole image', () => {
    const given = single('ReduceMean', [[2, 3, 7, 5]], { axes: [-1, 2], keepdims: 0 })
    expect(layerOf(given)).toEqual(pool2d({ name: 'node', N: 2, C: 3, R: 7, S: 5, Y: 7, X: 5 }))
    expect(shapeAfter(given)).toEqual([2, 3, 1, 1])
  })

  test.each([
    [{ axes: [1] }, [2, 1, 7, 1]],
    [{ axes: [0, 2], keepdims: 0 }, [1, 3, 1, 1]],
    [{}, [1, 1, 1, 1]],
  ] as const)('over any axes take one operation per element of the input: %j', (attributes, shape) => {
    const given = single('ReduceSum', [[2, 3, 7]], attributes)
    expect(layerOf(given).kind).toBe('pool2d')
    expect(macsOf(layerOf(given))).toBe(42)
    expect(shapeAfter(given)).toEqual(
      shape.length === 4 && shape[1] === 1 && shape[2] === 7 ? [2, 1, 1, 7] : shape,
    )
  })

  test('have axes in an input, too, or none on purpose', () => {
    const given = single('ReduceSum', [[2, 3, 7], { dims: [1], ints: [-2] }], { keepdims: 0 })
    expect(shapeAfter(given)).toEqual([2, 7, 1, 1])
    const none = single('ReduceSum', [[2, 3, 7]], { noop_with_empty_axes: 1 })
    expect(shapeAfter(none)).toEqual([2, 3, 1, 7])
  })

  test('ArgMax compares every element', () => {
    const given = single('ArgMax', [[2, 3, 7]], { axis: -1, keepdims: 0 })
    expect(macsOf(layerOf(given))).toBe(42)
    expect(shapeAfter(given)).toEqual([2, 3, 1, 1])
  })
})

describe('free', () => {
  test.each([
    'Identity',
    'Reshape',
    'Flatten',
    'Transpose',
    'Concat',
    'Slice',
    'Gather',
    'Squeeze',
    'Unsqueeze',
    'Expand',
    'Pad',
    'Cast',
    'Dropout',
    'Split',
    'Tile',
    'Resize',
  ])('%s moves data, whether its shape is known or not', (op) => {
    expect(read(single(op, [[2, 3, 4, 5]])).free).toEqual([{ node: 'node', op, reason: 'no arithmetic' }])
  })

  test('constants are computed once', () => {
    const weights = { dims: [4, 4] }
    expect(read(single('Mul', [weights, weights])).free).toEqual([
      { node: 'node', op: 'Mul', reason: 'constant' },
    ])
    expect(read(single('DequantizeLinear', [weights, { dims: [] }])).free).toHaveLength(1)
    expect(read(single('Mul', [weights, [4, 4]])).free).toEqual([])
  })

  test('an initializer that is an input, too, as in old models, is constant', () => {
    const given = single('Mul', [{ dims: [4] }, { dims: [4] }])
    expect(read({ ...given, inputs: [{ name: 'in0', dims: [4] }] }).free).toHaveLength(1)
  })

  test('random numbers are not constant', () => {
    expect(read(single('RandomNormalLike', [{ dims: [4] }])).free).toEqual([])
  })
})

describe('not costed', () => {
  test.each([
    ['NonZero', 'depends on the data'],
    ['TopK', 'depends on the data'],
    ['DeformConv', 'There is no rule that makes a layer of "DeformConv"'],
    ['constructor', 'There is no rule'],
    ['__proto__', 'There is no rule'],
  ])('%s says why', (op, reason) => {
    expect(reasonOf(single(op, [[2, 3, 4, 5]]))).toContain(reason)
  })

  test('interpolation, accumulation and dropout in training', () => {
    expect(reasonOf(single('Resize', [[1, 1, 4, 4]], { mode: 'linear' }))).toContain('interpolates')
    expect(reasonOf(single('ScatterND', [[4], [1, 1], [1]], { reduction: 'add' }))).toContain('accumulates')
    const training = { dims: [], ints: [1] }
    expect(reasonOf(single('Dropout', [[4], null, training]))).toContain('In training')
    expect(read(single('Dropout', [[4], null, { dims: [], ints: [0] }])).free).toHaveLength(1)
  })

  test('operators of other domains, whatever their name', () => {
    const given = single('Relu', [[4]])
    const nodes = given.nodes.map((node) => ({ ...node, domain: 'com.example' }))
    expect(reasonOf({ ...given, nodes })).toContain('"com.example"')
    for (const op of ['Constant', 'Shape', 'Size', 'Identity', 'Add']) {
      const inputs = op === 'Constant' ? [] : [{ dims: [4] }]
      const foreign = single(op, inputs)
      expect(
        reasonOf({ ...foreign, nodes: foreign.nodes.map((node) => ({ ...node, domain: 'com.example' })) }),
      ).toContain('com.example')
    }
    expect(
      read({ ...given, nodes: given.nodes.map((node) => ({ ...node, domain: 'ai.onnx' })) }).layers,
    ).toHaveLength(1)
  })

  test('bodies of operators that are not followed', () => {
    expect(reasonOf(single('SequenceMap', [[]], { body: { graph: graph({ nodes: [] }) } }))).toContain(
      'runs a body that is not followed',
    )
  })

  test('a name that nobody gave is that of the first output', () => {
    const given = single('Relu', [[4]])
    const nodes = given.nodes.map(({ name: _, ...node }) => node)
    expect(read({ ...given, nodes }).sources).toEqual([{ node: 'out0', op: 'Relu' }])
  })
})
