/** Shapes that the file does not state: each operator by hand, and chains that compute shapes. */
import { describe, expect, test } from 'vitest'
import type { Model, Tensor } from './build'
import { read, reasonOf, shapeAfter, single } from './support'

const ints = (...values: readonly number[]): Omit<Tensor, 'name'> => ({ dims: [values.length], ints: values })
const int = (value: number): Omit<Tensor, 'name'> => ({ dims: [], ints: [value] })
const floats = (...values: readonly number[]): Omit<Tensor, 'name'> => ({
  dims: [values.length],
  floats: values,
})

type Case = readonly [name: string, given: Model, shape: readonly number[]]

const cases: readonly Case[] = [
  ['Reshape', single('Reshape', [[2, 3, 4, 5], ints(0, -1, 10)]), [2, 6, 1, 10]],
  ['Reshape with 0 for what is there', single('Reshape', [[6, 4], ints(0, 4)]), [6, 4, 1, 1]],
  ['Reshape with an attribute', single('Reshape', [[6, 4]], { shape: [3, 8] }), [3, 8, 1, 1]],
  ['Flatten', single('Flatten', [[2, 3, 4, 5]]), [2, 60, 1, 1]],
  ['Flatten from the back', single('Flatten', [[2, 3, 4, 5]], { axis: -1 }), [24, 5, 1, 1]],
  ['Transpose', single('Transpose', [[2, 3, 4, 5]], { perm: [0, 2, 3, 1] }), [2, 4, 5, 3]],
  ['Transpose all', single('Transpose', [[2, 3, 4, 5]]), [5, 4, 3, 2]],
  ['Squeeze', single('Squeeze', [[2, 1, 4, 1]], { axes: [-1] }), [2, 1, 1, 4]],
  ['Squeeze all', single('Squeeze', [[2, 1, 4, 1]]), [2, 4, 1, 1]],
  ['Unsqueeze', single('Unsqueeze', [[2, 3], ints(0, -1)]), [1, 2, 3, 1]],
  ['Expand', single('Expand', [[3, 1], ints(2, 1, 4)]), [2, 3, 1, 4]],
  ['Tile', single('Tile', [[2, 3], ints(2, 5)]), [4, 15, 1, 1]],
  [
    'Concat',
    single(
      'Concat',
      [
        [2, 3, 4],
        [2, 5, 4],
      ],
      { axis: -2 },
    ),
    [2, 8, 1, 4],
  ],
  ['Slice', single('Slice', [[10, 20], ints(1, -5), ints(9, 1000), ints(0, 1), ints(3, 1)]), [3, 5, 1, 1]],
  [
    'Slice backwards from before the beginning, which is the first element',
    single('Slice', [[10, 4], ints(-100), ints(-(2 ** 31)), ints(0), ints(-1)]),
    [1, 4, 1, 1],
  ],
  [
    'Slice backwards from beyond the end',
    single('Slice', [[10], ints(99), ints(0), ints(0), ints(-1)]),
    [1, 9, 1, 1],
  ],
  ['Slice backwards', single('Slice', [[10], ints(-1), ints(-1000), ints(0), ints(-2)]), [1, 5, 1, 1]],
  [
    'Slice with attributes',
    single('Slice', [[10, 20]], { starts: [2], ends: [-2], axes: [1] }),
    [10, 16, 1, 1],
  ],
  ['Pad', single('Pad', [[2, 3, 4, 5], ints(0, 0, 1, 2, 0, 0, 3, 4)]), [2, 3, 8, 11]],
  ['Pad of some axes', single('Pad', [[2, 3], ints(1, 2), null, ints(-1)]), [2, 6, 1, 1]],
  ['Pad with an attribute', single('Pad', [[2, 3]], { pads: [0, 1, 0, 1] }), [2, 5, 1, 1]],
  [
    'Gather',
    single(
      'Gather',
      [
        [2, 3, 5],
        [7, 4],
      ],
      { axis: 1 },
    ),
    [2, 7, 4, 5],
  ],
  ['Gather of a scalar', single('Gather', [[2, 3, 5], int(1)]), [3, 5, 1, 1]],
  [
    'GatherElements',
    single('GatherElements', [
      [2, 3],
      [4, 3],
    ]),
    [4, 3, 1, 1],
  ],
  [
    'GatherND',
    single('GatherND', [
      [2, 3, 5, 7],
      [4, 2],
    ]),
    [4, 5, 1, 7],
  ],
  ['DepthToSpace', single('DepthToSpace', [[1, 12, 4, 5]], { blocksize: 2 }), [1, 3, 8, 10]],
  ['SpaceToDepth', single('SpaceToDepth', [[1, 3, 8, 10]], { blocksize: 2 }), [1, 12, 4, 5]],
  // 0.7 in single precision is a little less, so that 10 · 0.7 is a little less than 7.
  ['Resize by scales', single('Resize', [[1, 3, 8, 10], null, floats(1, 1, 2.5, 0.7)]), [1, 3, 20, 6]],
  ['Resize by sizes', single('Resize', [[1, 3, 8, 10], null, null, ints(1, 3, 9, 9)]), [1, 3, 9, 9]],
  ['Resize of two inputs', single('Resize', [[1, 3, 8, 10], floats(1, 1, 2, 2)]), [1, 3, 16, 20]],
  ['Upsample', single('Upsample', [[1, 3, 8, 10]], { scales: { floats: [1, 1, 2, 2] } }), [1, 3, 16, 20]],
  ['OneHot', single('OneHot', [[2, 3], int(10), floats(0, 1)]), [2, 3, 1, 10]],
  ['TopK', single('TopK', [[2, 30], ints(5)]), [2, 5, 1, 1]],
  ['TopK of operator set 1', single('TopK', [[2, 30]], { axis: 1, k: 5 }), [2, 5, 1, 1]],
  [
    'GridSample',
    single('GridSample', [
      [2, 3, 9, 9],
      [2, 4, 5, 2],
    ]),
    [2, 3, 4, 5],
  ],
  [
    'RoiAlign',
    single('RoiAlign', [[1, 3, 9, 9], [6, 4], [6]], { output_height: 4, output_width: 5 }),
    [6, 3, 4, 5],
  ],
  [
    'DeformConv',
    single('DeformConv', [
      [1, 3, 9, 9],
      [4, 3, 3, 3],
      [1, 18, 7, 7],
    ]),
    [1, 4, 7, 7],
  ],
  ['Softmax', single('Softmax', [[2, 3, 4, 5]]), [2, 3, 4, 5]],
  ['LayerNormalization', single('LayerNormalization', [[2, 3, 4], [4]]), [2, 3, 1, 4]],
  [
    'LSTM',
    single(
      'LSTM',
      [
        [9, 2, 8],
        [2, 64, 8],
        [2, 64, 16],
      ],
      { hidden_size: 16, direction: 'bidirectional' },
    ),
    [9, 2, 2, 16],
  ],
]

test.each(cases)('%s', (_, given, shape) => expect(shapeAfter(given)).toEqual(shape))

test('of the second output, too', () => {
  expect(shapeAfter(single('Split', [[2, 10]], { axis: 1, split: [3, 7] }, 2), {}, 'out1')).toEqual([
    2, 7, 1, 1,
  ])
  expect(shapeAfter(single('Split', [[2, 10], ints(3, 7)], { axis: 1 }, 2), {}, 'out1')).toEqual([2, 7, 1, 1])
  // In equal parts, the last is shorter.
  expect(shapeAfter(single('Split', [[2, 10]], { axis: 1 }, 3), {}, 'out2')).toEqual([2, 2, 1, 1])
  expect(shapeAfter(single('MaxPool', [[1, 1, 8]], { kernel_shape: [3] }, 2), {}, 'out1')).toEqual([
    1, 1, 1, 6,
  ])
})

/** Why the shape of what a node makes is not known, as a ReLU behind it says. */
const whyUnknown = (given: Model): string => {
  const probe = { op: 'Relu', inputs: ['out0'], outputs: ['probe'], name: 'probe' }
  return read({ ...given, nodes: [...given.nodes, probe] }).uncosted.at(-1)!.reason
}

test.each([
  ['Reshape', single('Reshape', [[2, 3], ints(4)]), 'cannot be reshaped to [4]'],
  ['Reshape by halves', single('Reshape', [[2, 3], ints(-1, 4)]), 'cannot be reshaped to [-1, 4]'],
  ['Reshape with allowzero', single('Reshape', [[6, 4], ints(0, 4)], { allowzero: 1 }), 'cannot be reshaped'],
  ['Reshape by data', single('Reshape', [[2, 3], [2]]), 'Its shape, "in1", are computed from data.'],
  ['Transpose', single('Transpose', [[2, 3]], { perm: [0, 0] }), 'order [0, 0] does not fit [2, 3]'],
  [
    'Concat',
    single(
      'Concat',
      [
        [2, 3],
        [3, 3],
      ],
      { axis: 1 },
    ),
    'differ in axes other than 1',
  ],
  [
    'Concat on an axis that is none',
    single('Concat', [[2, 3]], { axis: 2 }),
    'Axis 2 is not one of its 2 axes',
  ],
  ['Split', single('Split', [[2, 3]], { split: [1, 2] }), 'do not add up to 2'],
  ['Squeeze', single('Squeeze', [[2, 3]], { axes: [0] }), 'are not all 1'],
  ['Pad', single('Pad', [[2, 3], ints(1, 1)]), 'do not fit [2, 3]'],
  ['Pad below zero', single('Pad', [[2], ints(-2, -1)]), 'It would be [-1], which is not a shape.'],
  ['TopK without a number', single('TopK', [[2, 30]]), 'Its k is missing'],
  ['TopK of no number', single('TopK', [[2, 30], ints()]), 'Its k is missing'],
  ['Slice in steps of 0', single('Slice', [[4], ints(0), ints(4), ints(0), ints(0)]), 'do not go together'],
  ['SpaceToDepth', single('SpaceToDepth', [[1, 1, 5, 5]], { blocksize: 2 }), 'which is not a shape'],
  ['NonZero', single('NonZero', [[2, 3]]), 'give it in the option `shapes`'],
])('that does not work out says why: %s', (_, given, reason) => {
  const said = whyUnknown(given)
  expect(said).toContain('The shape of "out0" is not known.')
  expect(said).toContain(reason)
})

describe('what the file or the options state', () => {
  const unknown = single('NonZero', [[2, 3]])

  test('is used where no rule helps', () => {
    expect(shapeAfter({ ...unknown, known: [{ name: 'out0', dims: [2, 6] }] })).toEqual([2, 6, 1, 1])
    expect(shapeAfter({ ...unknown, outputs: [{ name: 'out0', dims: [2, 5] }] })).toEqual([2, 5, 1, 1])
    const named = { ...unknown, known: [{ name: 'out0', dims: [2, 'found'] }] }
    expect(shapeAfter(named, { dimensions: { found: 4 } })).toEqual([2, 4, 1, 1])
    expect(whyUnknown(named)).toContain('is not known')
    expect(shapeAfter(unknown, { shapes: { out0: [2, 3] } })).toEqual([2, 3, 1, 1])
  })

  test('options win over the file, and rules over what the file says about inner tensors', () => {
    const given = { ...single('Identity', [[2, 3]]), known: [{ name: 'out0', dims: [9, 9] }] }
    expect(shapeAfter(given)).toEqual([2, 3, 1, 1])
    expect(shapeAfter(given, { shapes: { out0: [4, 4] } })).toEqual([4, 4, 1, 1])
    expect(shapeAfter(given, { shapes: { in0: [5, 6] } })).toEqual([5, 6, 1, 1])
  })

  test('a Resize by scales may be rounded otherwise, which the file says', () => {
    const given = single('Resize', [[1, 3, 8, 10], null, floats(1, 1, 1, 0.7)])
    const stated = (dims: readonly number[]) => ({ ...given, known: [{ name: 'out0', dims }] })
    expect(shapeAfter(stated([1, 3, 8, 7]))).toEqual([1, 3, 8, 7])
    expect(shapeAfter(stated([1, 3, 8, 9]))).toEqual([1, 3, 8, 6])
  })

  test('operators that are not costed pass on the shapes that they keep', () => {
    for (const op of ['Bernoulli', 'ScatterElements'])
      expect(
        shapeAfter(
          single(
            op,
            [
              [2, 3],
              [2, 3],
              [2, 3],
            ],
            { reduction: 'add' },
          ),
        ),
      ).toEqual([2, 3, 1, 1])
    const scaler = single('Scaler', [[2, 3]])
    const nodes = scaler.nodes.map((node) => ({ ...node, domain: 'ai.onnx.ml' }))
    expect(shapeAfter({ ...scaler, nodes })).toEqual([2, 3, 1, 1])
  })

  test('the reason travels from the node that has it', () => {
    const nodes = [
      ...unknown.nodes,
      { op: 'Transpose', inputs: ['out0'], outputs: ['t'] },
      { op: 'MatMul', name: 'product', inputs: ['t', 'in0'], outputs: ['p'] },
    ]
    const { uncosted } = read({ ...unknown, nodes })
    expect(uncosted.map(({ node }) => node)).toEqual(['node', 'product'])
    expect(uncosted[1]!.reason).toMatch(/^The shape of "out0" is not known\. NonZero "node":/)
  })

  test('numbers in files of their own are not read, but the extents are', () => {
    const elsewhere = { dims: [2], ints: [3, 2], external: true }
    expect(whyUnknown(single('Reshape', [[6], elsewhere]))).toContain('computed from data')
    expect(shapeAfter(single('Gather', [{ dims: [50, 8], external: true }, [2, 3]]))).toEqual([2, 3, 1, 8])
  })
})

describe('shapes computed from shapes', () => {
  const raw = (...values: readonly number[]): Omit<Tensor, 'name'> => ({
    dims: [values.length],
    ints: [],
    raw: new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer),
  })

  test('as exporters flatten heads: Shape, Gather, Mul, Unsqueeze, Concat, Reshape', () => {
    const given: Model = {
      inputs: [{ name: 'x', dims: ['batch', 'sequence', 4, 16] }],
      initializers: [
        { name: 'zero', ...int(0) },
        { name: 'one', ...int(1) },
        { name: 'axes', ...raw(0) },
        { name: 'rest', ...raw(-1) },
      ],
      nodes: [
        { op: 'Shape', inputs: ['x'], outputs: ['s'] },
        { op: 'Gather', inputs: ['s', 'zero'], outputs: ['b'] },
        { op: 'Gather', inputs: ['s', 'one'], outputs: ['l'] },
        { op: 'Mul', inputs: ['b', 'l'], outputs: ['bl'] },
        { op: 'Unsqueeze', inputs: ['bl', 'axes'], outputs: ['u'] },
        { op: 'Concat', inputs: ['u', 'rest'], outputs: ['target'], attributes: { axis: 0 } },
        { op: 'Reshape', inputs: ['x', 'target'], outputs: ['out0'] },
      ],
    }
    const options = { dimensions: { batch: 2, sequence: 10 } }
    expect(shapeAfter(given, options)).toEqual([20, 64, 1, 1])
    // None of it is work: the multiplication is of constants.
    const { layers, free } = read(given, options)
    expect([layers, free.map(({ reason }) => reason)]).toEqual([
      [],
      ['no arithmetic', 'no arithmetic', 'no arithmetic', 'constant', ...Array(3).fill('no arithmetic')],
    ])
  })

  test('as exporters halve images: Shape, Slice, Cast, Mul, Floor, Cast, Concat, Resize', () => {
    const given: Model = {
      inputs: [{ name: 'x', dims: [1, 3, 15, 21] }],
      initializers: [
        { name: 'two', ...ints(2) },
        { name: 'four', ...ints(4) },
        { name: 'zero', ...ints(0) },
        { name: 'half', ...floats(0.5) },
      ],
      nodes: [
        { op: 'Shape', inputs: ['x'], outputs: ['s'] },
        { op: 'Slice', inputs: ['s', 'zero', 'two'], outputs: ['channels'] },
        { op: 'Slice', inputs: ['s', 'two', 'four'], outputs: ['image'] },
        { op: 'Cast', inputs: ['image'], outputs: ['f'], attributes: { to: 1 } },
        { op: 'Mul', inputs: ['f', 'half'], outputs: ['h'] },
        { op: 'Floor', inputs: ['h'], outputs: ['r'] },
        { op: 'Cast', inputs: ['r'], outputs: ['i'], attributes: { to: 7 } },
        { op: 'Concat', inputs: ['channels', 'i'], outputs: ['sizes'], attributes: { axis: 0 } },
        { op: 'Resize', inputs: ['x', '', '', 'sizes'], outputs: ['out0'] },
      ],
    }
    expect(shapeAfter(given)).toEqual([1, 3, 7, 10])
  })

  test('as exporters expand masks: ConstantOfShape, Equal, Where, Expand', () => {
    const given: Model = {
      inputs: [{ name: 'x', dims: [1, 5] }],
      initializers: [
        { name: 'wanted', ...ints(3, -1) },
        { name: 'minus', ...int(-1) },
        { name: 'rank', ...ints(2) },
      ],
      nodes: [
        {
          op: 'ConstantOfShape',
          inputs: ['rank'],
          outputs: ['ones'],
          attributes: { value: { tensor: ints(1) } },
        },
        { op: 'Equal', inputs: ['wanted', 'minus'], outputs: ['keeps'] },
        { op: 'Where', inputs: ['keeps', 'ones', 'wanted'], outputs: ['target'] },
        { op: 'Expand', inputs: ['x', 'target'], outputs: ['out0'] },
      ],
    }
    expect(shapeAfter(given)).toEqual([3, 5, 1, 1])
  })

  /** A node whose numbers are the target of a Reshape that cannot be: the reason then says them. */
  const refused = (op: string, inputs: readonly string[], attributes = {}): Model => ({
    inputs: [{ name: 'x', dims: [1000003] }],
    initializers: [
      { name: 'a', ...ints(7, 12) },
      { name: 'b', ...ints(2, 5) },
      { name: 'none', ...int(0) },
      { name: 'step', ...int(2) },
      { name: 'end', ...int(5) },
    ],
    nodes: [
      { op, inputs, outputs: ['n'], attributes },
      { op: 'Reshape', inputs: ['x', 'n'], outputs: ['y'] },
      { op: 'Relu', inputs: ['y'], outputs: ['z'] },
    ],
  })

  test.each([
    ['Add', ['a', 'b'], {}, [9, 17]],
    ['Sub', ['a', 'b'], {}, [5, 7]],
    ['Mul', ['a', 'step'], {}, [14, 24]],
    ['Div', ['a', 'b'], {}, [3, 2]],
    ['Mod', ['a', 'b'], {}, [1, 2]],
    ['Pow', ['b', 'step'], {}, [4, 25]],
    ['Max', ['a', 'b', 'end'], {}, [7, 12]],
    ['Min', ['a', 'b', 'end'], {}, [2, 5]],
    ['Greater', ['a', 'b'], {}, [1, 1]],
    ['LessOrEqual', ['b', 'end'], {}, [1, 1]],
    ['Range', ['none', 'end', 'step'], {}, [0, 2, 4]],
    ['ReduceProd', ['a'], {}, [84]],
    ['ReduceSum', ['a'], { keepdims: 1 }, [19]],
    ['Constant', [], { value_ints: [4, 5] }, [4, 5]],
    ['Constant', [], { value: { tensor: ints(6, 7) } }, [6, 7]],
    ['Neg', ['a'], {}, [-7, -12]],
    ['Gather', ['a', 'none'], {}, [7]],
    ['Slice', ['a', 'minus', 'zeros', 'zeros', 'minus'], {}, [12]],
    ['Identity', ['a'], {}, [7, 12]],
    ['Concat', ['a', 'b'], { axis: 0 }, [7, 12, 2, 5]],
  ] as const)('%s of %j %j is %j', (op, inputs, attributes, numbers) => {
    const given = refused(op, inputs, attributes)
    const more = [
      { name: 'minus', ...ints(-1) },
      { name: 'zeros', ...ints(0) },
    ]
    const { uncosted } = read({ ...given, initializers: [...(given.initializers ?? []), ...more] })
    expect(uncosted[0]!.reason).toContain(`cannot be reshaped to [${numbers.join(', ')}]`)
  })
})

test('an operator whose own input is missing says so', () => {
  expect(reasonOf(single('Relu', []))).toContain('Its input 1 is missing.')
})
