import type { SimAxis, SimTensor } from './types'

/** The layer types of the cases, the table of section 1 written out once more. */
export type LayerType =
  | 'conv2d'
  | 'depthwiseConv2d'
  | 'groupedConv2d'
  | 'transposedConv2d'
  | 'gemm'
  | 'fullyConnected'
  | 'pool2d'
  | 'elementwise'

export type YX = { readonly y: number; readonly x: number }

export type SimOperator = { readonly dimensions: readonly string[]; readonly tensors: readonly SimTensor[] }

const plain = (dimension: string): SimAxis => [{ dimension, coefficient: 1 }]

/** Where a filter tap reaches: stride times the position plus dilation times the tap. */
const window = (position: string, stride: number, tap: string, dilation: number): SimAxis => [
  { dimension: position, coefficient: stride },
  { dimension: tap, coefficient: dilation },
]

const axes = (list: string): readonly SimAxis[] => list.split(' ').map(plain)

const input = (name: string, ofAxes: readonly SimAxis[]): SimTensor => ({ name, role: 'input', axes: ofAxes })
const output = (name: string, ofAxes: readonly SimAxis[]): SimTensor => ({
  name,
  role: 'output',
  axes: ofAxes,
})

export const operatorOf = (type: LayerType, stride: YX, dilation: YX): SimOperator => {
  const read = [window("Y'", stride.y, 'R', dilation.y), window("X'", stride.x, 'S', dilation.x)]
  const written = [window('Y', stride.y, 'R', dilation.y), window('X', stride.x, 'S', dilation.x)]
  switch (type) {
    case 'conv2d':
      return {
        dimensions: ['N', 'K', 'C', 'R', 'S', "Y'", "X'"],
        tensors: [
          input('input', [...axes('N C'), ...read]),
          input('filter', axes('K C R S')),
          output('output', axes("N K Y' X'")),
        ],
      }
    case 'depthwiseConv2d':
      return {
        dimensions: ['N', 'C', 'R', 'S', "Y'", "X'"],
        tensors: [
          input('input', [...axes('N C'), ...read]),
          input('filter', axes('C R S')),
          output('output', axes("N C Y' X'")),
        ],
      }
    case 'groupedConv2d':
      return {
        dimensions: ['N', 'G', 'K', 'C', 'R', 'S', "Y'", "X'"],
        tensors: [
          input('input', [...axes('N G C'), ...read]),
          input('filter', axes('G K C R S')),
          output('output', axes("N G K Y' X'")),
        ],
      }
    case 'transposedConv2d':
      return {
        dimensions: ['N', 'K', 'C', 'R', 'S', 'Y', 'X'],
        tensors: [
          input('input', axes('N C Y X')),
          input('filter', axes('K C R S')),
          output('output', [...axes('N K'), ...written]),
        ],
      }
    case 'gemm':
      return {
        dimensions: ['M', 'N', 'K'],
        tensors: [input('A', axes('M K')), input('B', axes('K N')), output('C', axes('M N'))],
      }
    case 'fullyConnected':
      return {
        dimensions: ['N', 'K', 'C'],
        tensors: [input('input', axes('N C')), input('filter', axes('K C')), output('output', axes('N K'))],
      }
    case 'pool2d':
      return {
        dimensions: ['N', 'C', 'R', 'S', "Y'", "X'"],
        tensors: [input('input', [...axes('N C'), ...read]), output('output', axes("N C Y' X'"))],
      }
    case 'elementwise':
      return {
        dimensions: ['N', 'C', 'Y', 'X'],
        tensors: [
          input('a', axes('N C Y X')),
          input('b', axes('N C Y X')),
          output('output', axes('N C Y X')),
        ],
      }
  }
}

type Sides = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }

/** What the constructor of a layer gets, as in `conv2d({ K: 64, …, stride: 1 })`. */
export type GivenLayer = {
  readonly name?: string
  readonly stride?: number | YX
  readonly dilation?: number | YX
  readonly padding?: number | YX | Sides
} & { readonly [extent: string]: unknown }

const both = (value: number | YX | undefined, byDefault: number): YX =>
  typeof value === 'object' ? value : { y: value ?? byDefault, x: value ?? byDefault }

/** Rows and columns of padding, above and below together, left and right together. */
const paddingOf = (padding: GivenLayer['padding']): YX => {
  if (typeof padding === 'object' && 'top' in padding) {
    return { y: padding.top + padding.bottom, x: padding.left + padding.right }
  }
  const oneSide = both(padding, 0)
  return { y: 2 * oneSide.y, x: 2 * oneSide.x }
}

/** The operator of a layer and the extent of every dimension of it. */
export const layerOf = (type: LayerType, given: GivenLayer) => {
  const stride = both(given.stride, 1)
  const dilation = both(given.dilation, 1)
  const padding = paddingOf(given.padding)
  const operator = operatorOf(type, stride, dilation)

  const number = (name: string): number => {
    const value = given[name]
    if (typeof value !== 'number') throw new Error(`the layer has no extent ${name}`)
    return value
  }
  const outputs = (dim: string, around: number, tap: string, s: number, d: number): number =>
    Math.floor((number(dim) + around - d * (number(tap) - 1) - 1) / s) + 1
  const extent = (dimension: string): number => {
    if (given[dimension] !== undefined) return number(dimension)
    if (dimension === 'N' && type !== 'gemm') return 1
    if (dimension === "Y'") return outputs('Y', padding.y, 'R', stride.y, dilation.y)
    if (dimension === "X'") return outputs('X', padding.x, 'S', stride.x, dilation.x)
    return number(dimension)
  }
  return { operator, extents: Object.fromEntries(operator.dimensions.map((name) => [name, extent(name)])) }
}
