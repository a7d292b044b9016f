/** Random layers of every kind, together with what the cost model (sections 1 and 2) says about their loops. */

import type { Layer, Operands } from '../../../src/index'
import * as maestro from '../../../src/index'
import { type GivenLayer, type LayerType, layerOf, operatorOf, type YX } from '../simulator/operators'
import type { SimTensor } from '../simulator/types'
import { customOperator } from './custom-operators'
import { chance, pick, type Random, shuffled, some } from './random'

/** How large problems may be. */
export type Scale = {
  readonly macs: number
  readonly extent: number
  readonly units: number
  /** How many levels a dataflow has: one of these; 1 to 4 if absent. */
  readonly depths?: readonly number[]
}

export type Extents = Readonly<Record<string, number>>

/** A coordinate that a map may name in place of the loop that reads it. */
export type Slide = {
  readonly coordinate: string
  readonly loop: string
  /** The dimension that slides along it; null where the operator has none. */
  readonly window: string | null
  readonly stride: number
  readonly dilation: number
  /** 'input': rows of an input with halo. 'plain': another name of the loop, though window notation is understood. */
  readonly form: 'input' | 'plain'
}

export type Subject = {
  readonly layer: Layer
  readonly kind: Kind
  readonly tensors: readonly SimTensor[]
  /** The extent of every loop, in the operator's order. */
  readonly extents: Extents
  readonly slides: readonly Slide[]
  /** What Sz of every name is that a dataflow may use. */
  readonly sizes: Extents
  /** Names of the family that the operator lacks. */
  readonly lacking: readonly string[]
}

type Kind = LayerType | 'custom'

export const familyKinds: readonly Kind[] = [
  'conv2d',
  'conv2d',
  'depthwiseConv2d',
  'groupedConv2d',
  'transposedConv2d',
  'pool2d',
  'gemm',
  'fullyConnected',
  'elementwise',
]
const allKinds: readonly Kind[] = [...familyKinds, 'custom', 'custom', 'custom']

const family = ['N', 'G', 'K', 'C', 'R', 'S', 'Y', 'X', "Y'", "X'"]

/** The most that an extent should be: filters, batches and groups are small, or a window would never slide. */
const mostOf = (dimension: string, { extent }: Scale): number => {
  if (dimension === 'R' || dimension === 'S') return Math.min(extent, extent > 50 ? 11 : 5)
  return dimension === 'N' || dimension === 'G' ? Math.min(extent, 3) : extent
}

/** Extents whose product is within the scale's MACs; dimensions take their share in random order. */
export const extentsWithin = (random: Random, dimensions: readonly string[], scale: Scale): Extents => {
  let left = Math.max(1, Math.floor(scale.macs / random(1, 12)))
  const taken = new Map<string, number>()
  for (const dimension of shuffled(random, dimensions)) {
    const extent = random(1, Math.min(left, mostOf(dimension, scale)))
    left = Math.floor(left / extent)
    taken.set(dimension, extent)
  }
  return Object.fromEntries(dimensions.map((dimension) => [dimension, taken.get(dimension) ?? 1]))
}

const perAxis = (random: Random, { y, x }: YX): number | YX => (y === x && chance(random, 50) ? y : { y, x })

const strideOf = (random: Random): number => pick(random, [1, 1, 1, 2, 2, 3, 4, 7])
const dilationOf = (random: Random): number => pick(random, [1, 1, 1, 2, 3, 5])

type Side = { readonly before: number; readonly after: number }

/** Rows that the layer reads along an axis, padding included. */
const rowsOf = (extents: Extents, output: string, window: string, stride: number, dilation: number): number =>
  stride * ((extents[output] ?? 1) - 1) + dilation * ((extents[window] ?? 1) - 1) + 1

const paddingOf = (random: Random, rows: number): Side => {
  const before = random(0, Math.min(2, rows - 1))
  return { before, after: random(0, Math.min(2, rows - 1 - before)) }
}

const padding = (random: Random, y: Side, x: Side): GivenLayer['padding'] => {
  const sides = { top: y.before, bottom: y.after, left: x.before, right: x.after }
  const symmetric = y.before === y.after && x.before === x.after
  if (!symmetric || chance(random, 30)) return sides
  return perAxis(random, { y: y.before, x: x.before })
}

/** The extents of an axis as the constructor gets them: of the input, of the output, or both, which must agree. */
const axisExtents = (random: Random, axis: Slide, extents: Extents, rows: number, sides: Side): Extents => {
  const unread = random(0, axis.stride - 1)
  const input = { [axis.coordinate]: rows + unread - sides.before - sides.after }
  const output = { [axis.loop]: extents[axis.loop] ?? 1 }
  return pick(random, [input, output, { ...input, ...output }])
}

const convolutionSlides = (stride: YX, dilation: YX): readonly Slide[] => [
  { coordinate: 'Y', loop: "Y'", window: 'R', stride: stride.y, dilation: dilation.y, form: 'input' },
  { coordinate: 'X', loop: "X'", window: 'S', stride: stride.x, dilation: dilation.x, form: 'input' },
]

/** Transposed convolutions and elementwise layers: Y and Y' name the same plain loop. */
const plainSlides = (windows: readonly [string, string] | null, dilation: YX): readonly Slide[] =>
  ['Y', "Y'", 'X', "X'"].map((coordinate) => {
    const isY = coordinate.startsWith('Y')
    const window = windows === null ? null : windows[isY ? 0 : 1]
    const shared = { coordinate, window, stride: 1, form: 'plain' } as const
    return { ...shared, loop: isY ? 'Y' : 'X', dilation: isY ? dilation.y : dilation.x }
  })

const slidesOf = (kind: LayerType, stride: YX, dilation: YX): readonly Slide[] => {
  if (kind === 'gemm' || kind === 'fullyConnected') return []
  if (kind === 'elementwise') return plainSlides(null, { y: 1, x: 1 })
  return kind === 'transposedConv2d' ? plainSlides(['R', 'S'], dilation) : convolutionSlides(stride, dilation)
}

const dimensionsOf = (kind: LayerType): readonly string[] =>
  operatorOf(kind, { y: 1, x: 1 }, { y: 1, x: 1 }).dimensions

// A constructor takes any shape here: the given one is made for it, and estimate checks it again.
const constructors: Readonly<Record<LayerType, (given: never) => Layer>> = maestro

const isSliding = (kind: LayerType): boolean => kind.includes('onv2d') || kind === 'pool2d'

/** What the constructor gets for an operator with a window. */
const slidingLayer = (random: Random, extents: Extents, slides: readonly Slide[]): GivenLayer => {
  const input = slides.filter(({ form }) => form === 'input')
  const given = Object.fromEntries(
    Object.entries(extents).filter(([dimension]) => !input.some(({ loop }) => loop === dimension)),
  )
  const rows = input.map(({ loop, window, stride, dilation }) =>
    rowsOf(extents, loop, window ?? '', stride, dilation),
  )
  const sides = rows.map((count) => (chance(random, 40) ? paddingOf(random, count) : { before: 0, after: 0 }))
  const axes = input.map((axis, i) => axisExtents(random, axis, extents, rows[i] ?? 1, sides[i] ?? noPadding))
  const padded = sides.some(({ before, after }) => before + after > 0)
  return Object.assign(
    given,
    ...axes,
    padded ? { padding: padding(random, sides[0] ?? noPadding, sides[1] ?? noPadding) } : {},
  )
}

const noPadding: Side = { before: 0, after: 0 }

const given = (random: Random, kind: LayerType, extents: Extents, stride: YX, dilation: YX): GivenLayer => {
  const sizes = isSliding(kind) ? slidingLayer(random, extents, slidesOf(kind, stride, dilation)) : extents
  const { N, ...others } = sizes
  const batch = N === 1 && kind !== 'gemm' && chance(random, 50) ? {} : { N }
  const strides = stride.y === 1 && stride.x === 1 ? {} : { stride: perAxis(random, stride) }
  const dilations = dilation.y === 1 && dilation.x === 1 ? {} : { dilation: perAxis(random, dilation) }
  return { ...batch, ...others, ...strides, ...dilations, name: `${kind} layer` } as GivenLayer
}

/** Sz of every name, input coordinates included. */
const sizesOf = (extents: Extents, slides: readonly Slide[], lacking: readonly string[]): Extents => {
  const coordinates = slides.map(({ coordinate, loop, window, stride, dilation, form }) => {
    const rows = form === 'plain' ? extents[loop] : rowsOf(extents, loop, window ?? '', stride, dilation)
    return [coordinate, rows ?? 1] as const
  })
  return {
    ...extents,
    ...Object.fromEntries(coordinates),
    ...Object.fromEntries(lacking.map((name) => [name, 1])),
  }
}

/** What an elementwise layer reads: some operands, of which some are broadcast. */
const operandsOf = (random: Random): Operands =>
  chance(random, 30)
    ? random(1, 7)
    : Array.from({ length: random(1, 7) }, () => some(random, ['N', 'C', 'Y', 'X'], 60))

/** The tensors of an elementwise operator with other inputs. */
export const withOperands = (tensors: readonly SimTensor[], operands: Operands): readonly SimTensor[] => {
  const listed =
    typeof operands === 'number' ? Array.from({ length: operands }, () => ['N', 'C', 'Y', 'X']) : operands
  const inputs = listed.map(
    (dimensions, at): SimTensor => ({
      name: 'abcdefg'.charAt(at),
      role: 'input',
      axes: dimensions.map((dimension) => [{ dimension, coefficient: 1 }]),
    }),
  )
  return [...inputs, ...tensors.filter(({ role }) => role === 'output')]
}

/** The layer of a kind whose loops have these extents. */
export const familyLayer = (
  random: Random,
  kind: LayerType,
  extents: Extents,
  stride: YX,
  dilation: YX,
): Subject => {
  const shape = given(random, kind, extents, stride, dilation)
  const { operator, extents: derived } = layerOf(kind, shape)
  for (const [dimension, extent] of Object.entries(extents))
    if (derived[dimension] !== extent)
      throw new Error(`the generator made ${dimension} ${derived[dimension]}`)
  const slides = slidesOf(kind, stride, dilation)
  const known = [...operator.dimensions, ...slides.map(({ coordinate }) => coordinate)]
  const lacking = kind === 'gemm' ? [] : family.filter((name) => !known.includes(name))
  const operands = kind === 'elementwise' && chance(random, 60) ? operandsOf(random) : undefined
  const layer = constructors[kind]({ ...shape, ...(operands === undefined ? {} : { operands }) } as never)
  return {
    layer,
    kind,
    tensors: operands === undefined ? operator.tensors : withOperands(operator.tensors, operands),
    extents,
    slides,
    sizes: sizesOf(extents, slides, lacking),
    lacking,
  }
}

const customLayer = (random: Random, scale: Scale): Subject => {
  const { operator, tensors } = customOperator(random)
  const extents = extentsWithin(random, operator.dimensions, scale)
  const layer = maestro.layer(operator, extents, 'custom layer')
  return { layer, kind: 'custom', tensors, extents, slides: [], sizes: extents, lacking: [] }
}

export const randomLayer = (random: Random, scale: Scale, among = allKinds): Subject => {
  const kind = pick(random, among)
  if (kind === 'custom') return customLayer(random, scale)
  const unit = { y: 1, x: 1 }
  const stride = isSliding(kind) ? { y: strideOf(random), x: strideOf(random) } : unit
  const dilation = isSliding(kind) ? { y: dilationOf(random), x: dilationOf(random) } : unit
  return familyLayer(random, kind, extentsWithin(random, dimensionsOf(kind), scale), stride, dilation)
}
