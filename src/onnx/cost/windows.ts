/** Layers with a window: convolutions, transposed convolutions and pools. */
import { chain, type Either, left, map, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  conv2d,
  depthwiseConv2d,
  groupedConv2d,
  type Layer,
  layer,
  type Padding,
  pool2d,
  transposedConv2d,
} from '../../operator/layer'
import { type Operator, operator } from '../../operator/operator'
import { type Call, shapeAt } from '../shape/call'
import type { FoldedAxes } from '../shape/reduce'
import { elementsOf, type Shape } from '../shape/shape'
import {
  type Axis,
  type Convolution,
  convolutionOf,
  poolAxes,
  type TransposedConvolution,
  transposedConvolutionOf,
} from '../shape/window'

const unitAxis: Axis = { input: 1, window: 1, stride: 1, dilation: 1, before: 0, after: 0, output: 1 }

/** A window over rows and columns. */
type Plane = {
  readonly R: number
  readonly S: number
  readonly Y: number
  readonly X: number
  readonly stride: { readonly y: number; readonly x: number }
  readonly dilation: { readonly y: number; readonly x: number }
  readonly padding: Padding
}

const tooManyAxes = (axes: number): Either<string, never> =>
  left(`It slides over ${axes} axes; the cost model's convolutions and pools have one or two.`)

/** One axis is columns of a single row. */
const planeOf = (axes: readonly Axis[]): Either<string, Plane> => {
  const [y, x] = axes.length === 1 ? [unitAxis, axes[0]] : axes
  if (axes.length > 2 || y === undefined || x === undefined) return tooManyAxes(axes.length)
  return right({
    R: y.window,
    S: x.window,
    Y: y.input,
    X: x.input,
    stride: { y: y.stride, x: x.stride },
    dilation: { y: y.dilation, x: x.dilation },
    padding: { top: y.before, bottom: y.after, left: x.before, right: x.after },
  })
}

/** Groups of one channel and one filter are a depthwise convolution. */
const convolution = (
  name: string,
  { batch: N, groups: G, channels, filters }: Omit<Convolution, 'axes'>,
  plane: Plane,
): Layer => {
  if (G === 1) return conv2d({ name, N, K: filters, C: channels, ...plane })
  if (G === channels && G === filters) return depthwiseConv2d({ name, N, C: channels, ...plane })
  return groupedConv2d({ name, N, G, K: filters / G, C: channels / G, ...plane })
}

export const convolutionLayer = (
  call: Call,
  name: string,
  inputAt: number,
  filterAt: number,
): Either<string, readonly Layer[]> =>
  pipe(
    convolutionOf(call, inputAt, filterAt),
    chain((found) =>
      pipe(
        planeOf(found.axes),
        map((plane) => [convolution(name, found, plane)]),
      ),
    ),
  )

export const poolLayer = (call: Call, name: string): Either<string, readonly Layer[]> =>
  pipe(
    shapeAt(call, 0),
    chain(([N = 0, C = 0]) =>
      pipe(
        poolAxes(call),
        chain(planeOf),
        map((plane) => [pool2d({ name, N, C, ...plane })]),
      ),
    ),
  )

/** Transposed convolutions in groups, which are none of the built-in operators. */
const groupedTransposedConv2d = (stride: readonly number[], dilation: readonly number[]): Operator =>
  operator({
    name: 'groupedTransposedConv2d',
    dimensions: ['N', 'G', 'K', 'C', 'R', 'S', 'Y', 'X'],
    tensors: [
      { name: 'input', role: 'input', axes: ['N', 'G', 'C', 'Y', 'X'].map((dimension) => [{ dimension }]) },
      { name: 'filter', role: 'input', axes: ['G', 'K', 'C', 'R', 'S'].map((dimension) => [{ dimension }]) },
      {
        name: 'output',
        role: 'output',
        axes: [
          [{ dimension: 'N' }],
          [{ dimension: 'G' }],
          [{ dimension: 'K' }],
          [
            { dimension: 'Y', coefficient: stride[0]! },
            { dimension: 'R', coefficient: dilation[0]! },
          ],
          [
            { dimension: 'X', coefficient: stride[1]! },
            { dimension: 'S', coefficient: dilation[1]! },
          ],
        ],
      },
    ],
  })

const onPlane = (numbers: readonly number[]): readonly [number, number] =>
  numbers.length === 1 ? [1, numbers[0]!] : [numbers[0]!, numbers[1]!]

/** The uncropped layer: the cost model has no cropped one. */
const transposed = (name: string, found: TransposedConvolution): Either<string, readonly Layer[]> => {
  const { batch: N, groups: G, channels, filters, extents, window } = found
  if (extents.length > 2) return tooManyAxes(extents.length)
  const [R, S] = onPlane(window)
  const [Y, X] = onPlane(extents)
  const [strideY, strideX] = onPlane(found.strides)
  const [dilationY, dilationX] = onPlane(found.dilations)
  const sizes = { N, K: filters / G, C: channels / G, R, S, Y, X }
  if (G !== 1)
    return right([
      layer(groupedTransposedConv2d([strideY, strideX], [dilationY, dilationX]), { G, ...sizes }, name),
    ])
  const stride = { y: strideY, x: strideX }
  const dilation = { y: dilationY, x: dilationX }
  return right([transposedConv2d({ name, ...sizes, stride, dilation })])
}

export const transposedLayer = (call: Call, name: string): Either<string, readonly Layer[]> =>
  pipe(
    transposedConvolutionOf(call),
    chain((found) => transposed(name, found)),
  )

/** Folding axes is a pool whose window is all of them: rows and columns of an image, or else one long row. */
const foldingPool = (name: string, input: Shape, axes: readonly number[]): Layer => {
  const [N = 1, C = 1, Y = 1, X = 1] = input
  const isImage = input.length === 4 && axes.length === 2 && axes.includes(2) && axes.includes(3)
  if (isImage) return pool2d({ name, N, C, R: Y, S: X, Y, X })
  const folded = elementsOf(axes.map((axis) => input[axis]!))
  return pool2d({ name, C: elementsOf(input) / folded, R: 1, S: folded, Y: 1, X: folded })
}

export const foldingLayer = (
  call: Call,
  name: string,
  foldedAxes: FoldedAxes,
): Either<string, readonly Layer[]> =>
  pipe(
    shapeAt(call, 0),
    chain((input) =>
      pipe(
        foldedAxes(call, input),
        map((axes) => [foldingPool(name, input, axes)]),
      ),
    ),
  )
