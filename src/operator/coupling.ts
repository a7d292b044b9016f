/**
 * The built-in operators (cost model, section 1): nothing here but the table, in terms that users have too.
 */
import type { LayerKind } from './layer'
import type { AxisTerm, Operator, TensorCoupling } from './operator'

/** Stride and dilation along both axes: the coefficients of the window axes. */
export type Geometry = {
  readonly strideY: number
  readonly strideX: number
  readonly dilationY: number
  readonly dilationX: number
}

const plain = (...dimensions: readonly string[]): readonly (readonly AxisTerm[])[] =>
  dimensions.map((dimension) => [{ dimension }])

const windows = (y: string, x: string, g: Geometry): readonly (readonly AxisTerm[])[] => [
  [
    { dimension: y, coefficient: g.strideY },
    { dimension: 'R', coefficient: g.dilationY },
  ],
  [
    { dimension: x, coefficient: g.strideX },
    { dimension: 'S', coefficient: g.dilationX },
  ],
]

const input = (name: string, axes: TensorCoupling['axes']): TensorCoupling => ({ name, role: 'input', axes })
const output = (name: string, axes: TensorCoupling['axes']): TensorCoupling => ({
  name,
  role: 'output',
  axes,
})

export const coupling: { readonly [K in LayerKind]: (geometry: Geometry) => Operator } = {
  conv2d: (g) => ({
    name: 'conv2d',
    dimensions: ['N', 'K', 'C', 'R', 'S', "Y'", "X'"],
    tensors: [
      input('input', [...plain('N', 'C'), ...windows("Y'", "X'", g)]),
      input('filter', plain('K', 'C', 'R', 'S')),
      output('output', plain('N', 'K', "Y'", "X'")),
    ],
  }),
  depthwiseConv2d: (g) => ({
    name: 'depthwiseConv2d',
    dimensions: ['N', 'C', 'R', 'S', "Y'", "X'"],
    tensors: [
      input('input', [...plain('N', 'C'), ...windows("Y'", "X'", g)]),
      input('filter', plain('C', 'R', 'S')),
      output('output', plain('N', 'C', "Y'", "X'")),
    ],
  }),
  groupedConv2d: (g) => ({
    name: 'groupedConv2d',
    dimensions: ['N', 'G', 'K', 'C', 'R', 'S', "Y'", "X'"],
    tensors: [
      input('input', [...plain('N', 'G', 'C'), ...windows("Y'", "X'", g)]),
      input('filter', plain('G', 'K', 'C', 'R', 'S')),
      output('output', plain('N', 'G', 'K', "Y'", "X'")),
    ],
  }),
  transposedConv2d: (g) => ({
    name: 'transposedConv2d',
    dimensions: ['N', 'K', 'C', 'R', 'S', 'Y', 'X'],
    tensors: [
      input('input', plain('N', 'C', 'Y', 'X')),
      input('filter', plain('K', 'C', 'R', 'S')),
      output('output', [...plain('N', 'K'), ...windows('Y', 'X', g)]),
    ],
  }),
  gemm: () => ({
    name: 'gemm',
    dimensions: ['M', 'N', 'K'],
    tensors: [input('A', plain('M', 'K')), input('B', plain('K', 'N')), output('C', plain('M', 'N'))],
  }),
  fullyConnected: () => ({
    name: 'fullyConnected',
    dimensions: ['N', 'K', 'C'],
    tensors: [
      input('input', plain('N', 'C')),
      input('filter', plain('K', 'C')),
      output('output', plain('N', 'K')),
    ],
  }),
  pool2d: (g) => ({
    name: 'pool2d',
    dimensions: ['N', 'C', 'R', 'S', "Y'", "X'"],
    tensors: [
      input('input', [...plain('N', 'C'), ...windows("Y'", "X'", g)]),
      output('output', plain('N', 'C', "Y'", "X'")),
    ],
  }),
  elementwise: () => ({
    name: 'elementwise',
    dimensions: ['N', 'C', 'Y', 'X'],
    tensors: [
      input('a', plain('N', 'C', 'Y', 'X')),
      input('b', plain('N', 'C', 'Y', 'X')),
      output('output', plain('N', 'C', 'Y', 'X')),
    ],
  }),
}

/** The dimension names that the convolution family shares, so that one dataflow serves a whole network. */
export const familyNames = ['N', 'G', 'K', 'C', 'R', 'S', 'Y', 'X', "Y'", "X'"] as const
