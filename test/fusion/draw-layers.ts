/** Random layers that take a tensor of given extents, with what they compute written out. */

import type { Layer, LayerOptions } from '../../src/index'
import * as maestro from '../../src/index'
import { withOperands } from '../support/generators/layers'
import { chance, pick, type Random, shuffled } from '../support/generators/random'
import { type GivenLayer, type LayerType, layerOf, type YX } from '../support/simulator/operators'
import type { SimAxis, SimTensor } from '../support/simulator/types'
import { type ChainLayer, type Extents, known, type Operands, type Side } from './problem'

// A constructor takes any shape here: the given one is made for it, and estimate checks it again.
const constructors: Readonly<Record<LayerType, (given: never) => Layer>> = maestro

const unpadded: Side = { before: 0, after: 0, extent: null }

/** An axis with a window: extents along it, and what is said of them. */
type Window = {
  readonly out: number
  readonly taps: number
  readonly stride: number
  readonly dilation: number
  readonly side: Side
}

const reachOf = (out: number, taps: number, stride: number, dilation: number): number =>
  stride * (out - 1) + dilation * (taps - 1) + 1

/** A window over so many elements. */
const windowOver = (random: Random, extent: number): Window => {
  for (;;) {
    const taps = random(1, 4)
    const [stride, dilation] = [pick(random, [1, 1, 1, 2, 3]), pick(random, [1, 1, 1, 2])]
    const [before, after] = chance(random, 45) ? [random(0, 2), random(0, 2)] : [0, 0]
    const padded = extent + before + after
    const out = Math.floor((padded - dilation * (taps - 1) - 1) / stride) + 1
    if (out < 1) continue
    // A row of padding that no window leaves would be padding alone.
    const said = chance(random, 60) ? extent : null
    if (said === null && reachOf(out, taps, stride, dilation) - before - after < 1) continue
    return { out, taps, stride, dilation, side: { before, after, extent: said } }
  }
}

/** What the constructor gets of an axis. */
const shapeOf = (window: Window, [input, output]: readonly [string, string]): Extents => {
  const { extent } = window.side
  return extent === null ? { [output]: window.out } : { [input]: extent }
}

const windowLayer = (
  type: LayerType,
  sizes: Extents,
  [y, x]: readonly [Window, Window],
  name: string,
): ChainLayer => {
  const given = {
    ...sizes,
    ...{ R: y.taps, S: x.taps },
    ...shapeOf(y, ['Y', "Y'"]),
    ...shapeOf(x, ['X', "X'"]),
    stride: { y: y.stride, x: x.stride },
    dilation: { y: y.dilation, x: x.dilation },
    padding: { top: y.side.before, bottom: y.side.after, left: x.side.before, right: x.side.after },
    name,
  }
  const { operator, extents } = layerOf(type, given as GivenLayer) // extents and strides, as it takes them
  const input = known(operator.tensors.find((tensor) => tensor.name === 'input'))
  const sides = input.axes.map(([first], a) =>
    known(input.axes[a]).length === 1 ? unpadded : first?.dimension === "Y'" ? y.side : x.side,
  )
  const shape = { stride: given.stride, dilation: given.dilation, name }
  return {
    ...{ layer: constructors[type](given as never), name },
    ...{ dimensions: operator.dimensions, extents, tensors: operator.tensors, sides: { input: sides } },
    operands: {},
    onBox: (box, operands) => constructors[type]({ ...shape, ...box, ...operands } as never),
  }
}

const plainLayer = (
  type: LayerType,
  sizes: Extents,
  name: string,
  more: object = {},
  stride?: YX,
  dilation?: YX,
): ChainLayer => {
  const strides = stride === undefined ? {} : { stride, dilation }
  const { operator, extents } = layerOf(type, { ...sizes, ...strides } as GivenLayer) // extents, as it takes them
  return {
    ...{ layer: constructors[type]({ ...sizes, ...strides, ...more, name } as never), name },
    ...{ dimensions: operator.dimensions, extents, tensors: operator.tensors, sides: {}, operands: {} },
    onBox: (box, operands) => constructors[type]({ ...box, ...strides, ...more, ...operands, name } as never),
  }
}

const channels = (random: Random): number => random(1, 4)

/** Layers over [N, C, Y, X]. */
const overMaps = (
  random: Random,
  [n, c, y, x]: readonly number[],
  isLast: boolean,
  name: string,
): ChainLayer => {
  const [N, C, Y, X] = [known(n), known(c), known(y), known(x)]
  const kinds = [
    'conv2d',
    'conv2d',
    'conv2d',
    'depthwiseConv2d',
    'pool2d',
    'pool2d',
    'elementwise',
    'filter',
  ] as const
  const kind = isLast && chance(random, 12) ? 'transposedConv2d' : pick(random, kinds)
  if (kind === 'elementwise') return elementwiseLayer(random, { N, C, Y, X }, name)
  if (kind === 'transposedConv2d') {
    const yx = (of: readonly number[]): YX => ({ y: pick(random, of), x: pick(random, of) })
    const sizes = { N, K: channels(random), C, R: random(1, 3), S: random(1, 3), Y, X }
    return plainLayer(kind, sizes, name, {}, yx([1, 2, 3]), yx([1, 1, 2]))
  }
  if (kind === 'filter') return withTakenFilter(random, [N, C, Y, X], name)
  const windows = [windowOver(random, Y), windowOver(random, X)] as const
  return windowLayer(kind, kind === 'conv2d' ? { N, K: channels(random), C } : { N, C }, windows, name)
}

/** A convolution whose filter has these extents, over maps that are another input. */
const withTakenFilter = (random: Random, [K, C, R, S]: readonly number[], name: string): ChainLayer => {
  const window = (taps: number): Window => {
    const [stride, dilation] = [pick(random, [1, 1, 2]), pick(random, [1, 1, 2])]
    const out = random(1, 6)
    const reach = reachOf(out, taps, stride, dilation)
    const [before, after] = chance(random, 60) ? [random(0, 2), random(0, 2)] : [0, 0]
    if (reach - before - after < 1) return window(taps)
    const extent = chance(random, 50) ? reach - before - after + random(0, stride - 1) : null
    return { out, taps, stride, dilation, side: { before, after, extent } }
  }
  const sizes = { N: random(1, 2), K: known(K), C: known(C) }
  return windowLayer('conv2d', sizes, [window(known(R)), window(known(S))], name)
}

const elementwiseLayer = (random: Random, sizes: Extents, name: string): ChainLayer => {
  if (chance(random, 40)) return plainLayer('elementwise', sizes, name)
  const all = ['N', 'C', 'Y', 'X'] as const
  const operands = shuffled(random, [all, all.filter(() => chance(random, 50)), ['C'] as const]).slice(0, 3)
  const has = operands.some((each) => each.length === 4)
  const listed = has ? operands : [all, ...operands]
  const layer = plainLayer('elementwise', sizes, name, { operands: listed })
  return { ...layer, tensors: withOperands(layer.tensors, listed) }
}

const grouped = (random: Random, [n, g, c, y, x]: readonly number[], name: string): ChainLayer =>
  windowLayer(
    'groupedConv2d',
    { N: known(n), G: known(g), K: channels(random), C: known(c) },
    [windowOver(random, known(y)), windowOver(random, known(x))],
    name,
  )

const overMatrix = (random: Random, [a, b]: readonly number[], name: string): ChainLayer => {
  const [one, two] = [known(a), known(b)]
  const other = random(1, 8)
  return pick(random, [
    () => plainLayer('gemm', { M: one, K: two, N: other }, name),
    () => plainLayer('gemm', { M: other, K: one, N: two }, name),
    () => plainLayer('fullyConnected', { N: one, C: two, K: other }, name),
    () => plainLayer('fullyConnected', { N: other, K: one, C: two }, name),
  ])()
}

const term = (dimension: string, coefficient = 1) => ({ dimension, coefficient })

/** One of a user's own: axes by themselves, at strides, and with windows of one or two dimensions of the output. */
export const ownLayer = (random: Random, extents: readonly number[], name: string): ChainLayer => {
  const sizes: Record<string, number> = {}
  const mayBeOut: string[] = []
  const add = (extent: number, isOut = true): string => {
    const dimension = `d${Object.keys(sizes).length}`
    sizes[dimension] = extent
    if (isOut) mayBeOut.push(dimension)
    return dimension
  }
  const onOut = new Set<string>()
  const axes = extents.map((extent): SimAxis => {
    const form = random(1, 100)
    // Long axes are there for windows to slide along.
    if (form <= (extent > 9 ? 20 : 55) || extent < 2) {
      const dimension = add(extent)
      if (chance(random, 70)) onOut.add(dimension)
      return [term(dimension)]
    }
    if (form <= 62) {
      const dimension = add(Math.floor((extent - 1) / 2) + 1)
      if (extent % 2 === 1 && chance(random, 40)) return [term(dimension, 2)]
      onOut.add(dimension)
      return [term(dimension, 2)]
    }
    const { out, taps, stride, dilation } = unpaddedWindow(random, extent)
    const [moving, tap] = [add(out), add(taps)]
    onOut.add(moving)
    const isExact = reachOf(out, taps, stride, dilation) === extent
    if (isExact && chance(random, 25)) onOut.add(tap)
    return shuffled(random, [term(moving, stride), term(tap, dilation)])
  })
  const fresh = chance(random, 60) ? [add(channels(random))] : []
  for (const each of fresh) onOut.add(each)
  const output = shuffled(random, [...onOut]).map((dimension): SimAxis => [term(dimension)])
  const taken: SimTensor = { name: 'from', role: 'input', axes }
  const others = Array.from({ length: random(fresh.length > 0 ? 1 : 0, 2) }, (_, i) =>
    otherTensor(random, Object.keys(sizes), `side${i}`),
  )
  const tensors = shuffled(random, [taken, ...others]).concat({ name: 'to', role: 'output', axes: output })
  return ownOf(tensors, sizes, name)
}

const unpaddedWindow = (random: Random, extent: number) => {
  for (;;) {
    const [taps, stride, dilation] = [random(1, 4), pick(random, [1, 1, 2, 3]), pick(random, [1, 1, 2])]
    const out = Math.floor((extent - dilation * (taps - 1) - 1) / stride) + 1
    if (out >= 1) return { out, taps, stride, dilation }
  }
}

const otherTensor = (random: Random, dimensions: readonly string[], name: string): SimTensor => {
  const rest = dimensions.filter(() => chance(random, 55))
  const axes: SimAxis[] = []
  while (rest.length > 0) {
    const [one, two] = rest.splice(0, chance(random, 35) ? 2 : 1)
    const coefficient = () => pick(random, [1, 1, 1, 2, 3])
    axes.push([
      term(known(one), chance(random, 80) ? 1 : coefficient()),
      ...(two === undefined ? [] : [term(two, coefficient())]),
    ])
  }
  return { name, role: 'input', axes }
}

const ownOf = (tensors: readonly SimTensor[], sizes: Extents, name: string): ChainLayer => {
  const dimensions = Object.keys(sizes)
  const operator = maestro.operator({ name: 'own', dimensions, tensors })
  const made = (extents: Extents, operands: Operands) =>
    maestro.layer(operator, extents, { name, ...operands } as LayerOptions) // undefined is absent
  return {
    ...{ layer: made(sizes, {}), name, dimensions, extents: sizes, tensors, sides: {}, operands: {} },
    onBox: made,
  }
}

/** A first layer, with a tensor of its own choice. */
export const firstLayer = (random: Random, isLast: boolean): ChainLayer => {
  const maps = () => [random(1, 2), channels(random), random(1, 9), random(1, 9)]
  return pick(random, [
    () => overMaps(random, maps(), isLast, 'first'),
    () => overMaps(random, maps(), isLast, 'first'),
    () => grouped(random, [1, random(1, 3), random(1, 3), random(1, 6), random(1, 6)], 'first'),
    () => overMatrix(random, [random(1, 8), random(1, 8)], 'first'),
    () =>
      ownLayer(
        random,
        Array.from({ length: random(1, 3) }, () => random(1, 14)),
        'first',
      ),
    () => ownLayer(random, [random(1, 12), random(1, 12)], 'first'),
    () => ownLayer(random, shuffled(random, [random(1, 2), random(12, 60)]), 'first'),
    () => ownLayer(random, [random(12, 80)], 'first'),
  ])()
}

/** A first layer with long axes. */
export const longLayer = (random: Random, isLast: boolean): ChainLayer =>
  pick(random, [
    () => ownLayer(random, [random(100, 3000)], 'first'),
    () => ownLayer(random, [random(1, 3), random(100, 3000)], 'first'),
    () => ownLayer(random, [random(30, 120), random(30, 120)], 'first'),
    () =>
      overMaps(random, [random(1, 2), channels(random), random(20, 200), random(20, 200)], isLast, 'first'),
  ])()

/** A layer that takes a tensor of these extents. */
export const nextLayer = (
  random: Random,
  extents: readonly number[],
  isLast: boolean,
  name: string,
): ChainLayer => {
  const isOwn = chance(random, 25)
  if (extents.length === 4 && !isOwn) return overMaps(random, extents, isLast, name)
  if (extents.length === 5 && !isOwn) return grouped(random, extents, name)
  if (extents.length === 2 && !isOwn) return overMatrix(random, extents, name)
  return ownLayer(random, extents, name)
}

export const withOperandsOf = (of: ChainLayer, operands: Operands): ChainLayer => ({
  ...of,
  operands,
  layer: { ...of.layer, ...operands } as Layer, // undefined is absent
})
