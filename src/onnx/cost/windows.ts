/** Layers with a window: convolutions, transposed convolutions and pools. */
import { type Either, left, right } from 'fp-ts/Either'
import type { Layer } from '../../operator/layer'
import { conv2d, depthwiseConv2d, groupedConv2d, pool2d, transposedConv2d } from '../../operator/make-layer'
import type { Padding } from '../../operator/shapes'
import { elementsOf, type Shape } from '../shape/shape'
import type { Axis, Convolution } from '../shape/window'
import { mostCustomAxes, slidingLayer, slidingPool, transposedLayer } from './own-windows'

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

const planeOf = (y: Axis, x: Axis): Plane => ({
  R: y.window,
  S: x.window,
  Y: y.input,
  X: x.input,
  stride: { y: y.stride, x: x.stride },
  dilation: { y: y.dilation, x: x.dilation },
  padding: { top: y.before, bottom: y.after, left: x.before, right: x.after },
})

/** A window of one element that skips nothing does the same for each entry of its axis, as for each of a batch. */
const isPlain = ({ window, stride, before, after }: Axis): boolean =>
  window === 1 && stride === 1 && before === 0 && after === 0

type Batched = { readonly batch: number; readonly axes: readonly Axis[] }

/** Of more than two axes, plain ones are part of the batch, the outermost first; one axis is columns of a single row. */
const planar = ({ batch, axes }: Batched): Batched => {
  if (axes.length === 1) return { batch, axes: [unitAxis, ...axes] }
  const plain = axes.findIndex(isPlain)
  return axes.length <= 2 || plain < 0
    ? { batch, axes }
    : planar({ batch: batch * axes[plain]!.input, axes: axes.filter((_, at) => at !== plain) })
}

const tooManyAxes = (axes: number): Either<string, never> =>
  left(`It slides over ${axes} axes; convolutions and pools over at most ${mostCustomAxes} are costed.`)

/** Groups of one channel and one filter are a depthwise convolution. */
const planeConvolution = (
  name: string,
  N: number,
  { groups: G, channels, filters }: Convolution,
  plane: Plane,
): Layer => {
  if (G === 1) return conv2d({ name, N, K: filters, C: channels, ...plane })
  if (G === channels && G === filters) return depthwiseConv2d({ name, N, C: channels, ...plane })
  return groupedConv2d({ name, N, G, K: filters / G, C: channels / G, ...plane })
}

export const convolutionLayer = (name: string, given: Convolution): Either<string, Layer> => {
  const { batch, axes } = planar(given)
  const [y, x] = axes
  if (axes.length === 2 && y !== undefined && x !== undefined)
    return right(planeConvolution(name, batch, given, planeOf(y, x)))
  return axes.length > mostCustomAxes
    ? tooManyAxes(axes.length)
    : right(slidingLayer(name, { ...given, batch, axes }))
}

/** The uncropped layer: the cost model has no cropped one. */
export const transposedConvolutionLayer = (name: string, given: Convolution): Either<string, Layer> => {
  const { batch, axes } = planar(given)
  const [y, x] = axes
  if (axes.length > mostCustomAxes) return tooManyAxes(axes.length)
  if (given.groups !== 1 || axes.length !== 2 || y === undefined || x === undefined)
    return right(transposedLayer(name, { ...given, batch, axes }))
  const { R, S, Y, X, stride, dilation } = planeOf(y, x)
  const sizes = { N: batch, K: given.filters, C: given.channels, R, S, Y, X }
  return right(transposedConv2d({ name, ...sizes, stride, dilation }))
}

export const poolLayer = (
  name: string,
  batch: number,
  channels: number,
  given: readonly Axis[],
): Either<string, Layer> => {
  const { batch: N, axes } = planar({ batch, axes: given })
  const [y, x] = axes
  if (axes.length === 2 && y !== undefined && x !== undefined)
    return right(pool2d({ name, N, C: channels, ...planeOf(y, x) }))
  return axes.length > mostCustomAxes
    ? tooManyAxes(axes.length)
    : right(slidingPool(name, { batch: N, channels, axes }))
}

/** Folding axes is a pool whose window is all of them: rows and columns of an image, or else one long row. */
export const foldingLayer = (name: string, input: Shape, axes: readonly number[]): Layer => {
  const [N = 1, C = 1, Y = 1, X = 1] = input
  const isImage = input.length === 4 && axes.length === 2 && axes.includes(2) && axes.includes(3)
  if (isImage) return pool2d({ name, N, C, R: Y, S: X, Y, X })
  const folded = elementsOf(axes.map((axis) => input[axis]!))
  const kept = elementsOf(input.filter((_, axis) => !axes.includes(axis)))
  return pool2d({ name, C: kept, R: 1, S: folded, Y: 1, X: folded })
}
