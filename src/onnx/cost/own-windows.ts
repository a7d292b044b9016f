/** Windows over three axes, and in groups: operators of the same form as the built-in ones, which have two axes. */
import type { Layer } from '../../operator/layer'
import { layer } from '../../operator/make-layer'
import { type Operator, operator, type TensorCoupling } from '../../operator/operator'
import type { Axis, Convolution } from '../shape/window'

/** Extents along an axis: of its outputs (or inputs, where transposed) and its window. */
const namesOfAxes = [
  { place: 'Z', window: 'T' },
  { place: 'Y', window: 'R' },
  { place: 'X', window: 'S' },
] as const

export const mostCustomAxes = namesOfAxes.length

/** Axes have the last of the names. */
const namedAxes = (axes: readonly Axis[]) =>
  axes.map((axis, at) => ({ axis, ...namesOfAxes[namesOfAxes.length - axes.length + at]! }))

const plain = (dimensions: readonly string[]): TensorCoupling['axes'] =>
  dimensions.map((dimension) => [{ dimension }])

const tensor = (
  name: string,
  role: TensorCoupling['role'],
  dimensions: readonly string[],
  sliding: TensorCoupling['axes'] = [],
): TensorCoupling => ({ name, role, axes: [...plain(dimensions), ...sliding] })

const sizesOf = (pairs: readonly (readonly [string, number])[]): Readonly<Record<string, number>> =>
  Object.fromEntries(pairs)

/** A layer with exactly the extents listed. */
const made = (
  name: string,
  of: Omit<Operator, 'dimensions'>,
  extents: readonly (readonly [string, number])[],
): Layer =>
  layer(operator({ ...of, dimensions: extents.map(([dimension]) => dimension) }), sizesOf(extents), name)

type Channels = {
  readonly input: readonly string[]
  readonly filter: readonly string[]
  readonly output: readonly string[]
  readonly extents: readonly (readonly [string, number])[]
}

/** Filters and channels as one group has them; groups of one channel and one filter need no more than C. */
const channelsOf = ({ batch, groups: G, channels, filters }: Convolution): Channels => {
  const N = ['N', batch] as const
  if (G === 1)
    return {
      input: ['N', 'C'],
      filter: ['K', 'C'],
      output: ['N', 'K'],
      extents: [N, ['K', filters], ['C', channels]],
    }
  if (G === channels && G === filters)
    return { input: ['N', 'C'], filter: ['C'], output: ['N', 'C'], extents: [N, ['C', channels]] }
  return {
    input: ['N', 'G', 'C'],
    filter: ['G', 'K', 'C'],
    output: ['N', 'G', 'K'],
    extents: [N, ['G', G], ['K', filters / G], ['C', channels / G]],
  }
}

type Pooled = { readonly batch: number; readonly channels: number; readonly axes: readonly Axis[] }

/** The axes of an input over which windows slide, and all extents along them. */
const slides = (axes: readonly Axis[]) => {
  const named = namedAxes(axes)
  return {
    windows: named.map(({ window }) => window),
    outputs: named.map(({ place }) => `${place}'`),
    read: named.map(({ axis, place, window }) => [
      { dimension: `${place}'`, coefficient: axis.stride },
      { dimension: window, coefficient: axis.dilation },
    ]),
    extents: [
      ...named.map(({ axis, window }) => [window, axis.window] as const),
      ...named.map(({ axis, place }) => [`${place}'`, axis.output] as const),
    ],
  }
}

/** A convolution over up to three axes. */
export const slidingLayer = (name: string, given: Convolution): Layer => {
  const { input, filter, output, extents } = channelsOf(given)
  const axes = slides(given.axes)
  const tensors = [
    tensor('input', 'input', input, axes.read),
    tensor('filter', 'input', [...filter, ...axes.windows]),
    tensor('output', 'output', [...output, ...axes.outputs]),
  ]
  return made(name, { name: `conv${given.axes.length}d`, tensors }, [...extents, ...axes.extents])
}

/** A pool over up to three axes. */
export const slidingPool = (name: string, { batch, channels, axes: given }: Pooled): Layer => {
  const axes = slides(given)
  const tensors = [
    tensor('input', 'input', ['N', 'C'], axes.read),
    tensor('output', 'output', ['N', 'C', ...axes.outputs]),
  ]
  const extents = [['N', batch] as const, ['C', channels] as const, ...axes.extents]
  return made(name, { name: `pool${given.length}d`, tensors }, extents)
}

/** A transposed convolution over up to three axes, uncropped: windows slide over the output. */
export const transposedLayer = (name: string, given: Convolution): Layer => {
  const { input, filter, output, extents } = channelsOf(given)
  const named = namedAxes(given.axes)
  const places = named.map(({ place }) => place)
  const windows = named.map(({ window }) => window)
  const written = named.map(({ axis, place, window }) => [
    { dimension: place, coefficient: axis.stride },
    { dimension: window, coefficient: axis.dilation },
  ])
  const tensors = [
    tensor('input', 'input', [...input, ...places]),
    tensor('filter', 'input', [...filter, ...windows]),
    tensor('output', 'output', output, written),
  ]
  return made(name, { name: `transposedConv${given.axes.length}d`, tensors }, [
    ...extents,
    ...named.map(({ axis, window }) => [window, axis.window] as const),
    ...named.map(({ axis, place }) => [place, axis.input] as const),
  ])
}
