/** Which input takes what the layer before puts out, and what the loops of the outer nest move, read off the text. */
import type { SimAxis, SimTensor } from '../support/simulator/types'
import { ownPlaces, type Place, reachOf } from './elements'
import { type ChainLayer, type ChainProblem, known, outputOf } from './problem'

/** A tensor T₀ … Tₙ₋₁ as the input that a layer takes. */
export type Taken = { readonly tensor: SimTensor; readonly places: readonly Place[] }

/** A loop of more than one tile. */
export type NestLoop = {
  readonly dimension: string
  readonly extent: number
  readonly size: number
  readonly tiles: number
  readonly recomputes: boolean
  /** Per tensor T₀ … Tₙ₋₁, the axis that it moves, or −1; and the dimension of the layer that takes it, or none. */
  readonly axes: readonly number[]
  readonly dimensions: readonly (string | null)[]
}

export type Nest = { readonly taken: readonly Taken[]; readonly loops: readonly NestLoop[] }

const has = (axis: SimAxis, dimension: string): boolean => axis.some((term) => term.dimension === dimension)

const axisWith = ({ axes }: SimTensor, dimension: string): number =>
  axes.findIndex((axis) => has(axis, dimension))

const isPlain = (axis: SimAxis | undefined): boolean => axis?.length === 1 && axis[0]?.coefficient === 1

/** Extents of the axes of an output, all of which are plain. */
const producedBy = (layer: ChainLayer): readonly number[] =>
  outputOf(layer).axes.map((axis) => reachOf(axis, layer.extents))

const matches = (layer: ChainLayer, tensor: SimTensor, produced: readonly number[]): boolean =>
  tensor.axes.length === produced.length &&
  tensor.axes.every((axis, a) => {
    const { before, after, extent } = layer.sides[tensor.name]?.[a] ?? { before: 0, after: 0, extent: null }
    const elements = known(produced[a])
    if (extent !== null && extent !== elements) return false
    const onOutput = axis.filter(({ dimension }) => axisWith(outputOf(layer), dimension) >= 0)
    const [only] = onOutput
    const least = onOutput.length === 1 && only !== undefined ? only.coefficient : 1
    const left = elements + before + after - reachOf(axis, layer.extents)
    return left >= 0 && left < least
  })

const takenBy = ({ layers, inputs }: ChainProblem, k: number): Taken => {
  const layer = known(layers[k])
  const name = inputs?.[k] ?? null
  const candidates = layer.tensors.filter(
    (tensor) => tensor.role === 'input' && (name === null || tensor.name === name),
  )
  const before = layers[k - 1]
  if (before === undefined) {
    const tensor = known(candidates[0])
    return { tensor, places: ownPlaces(layer, tensor) }
  }
  const produced = producedBy(before)
  const tensor = known(candidates.find((each) => matches(layer, each, produced)))
  const sides = layer.sides[tensor.name]
  return {
    tensor,
    places: produced.map((extent, a) => ({ extent, before: sides?.[a]?.before ?? 0 })),
  }
}

const follow = (layers: readonly ChainLayer[], taken: readonly Taken[], last: string) => {
  const axes = layers.map(() => -1)
  const dimensions: (string | null)[] = layers.map(() => null)
  let dimension = last
  for (let k = layers.length - 1; k >= 0; k--) {
    dimensions[k] = dimension
    const axis = axisWith(known(taken[k]).tensor, dimension)
    if (axis < 0) break
    axes[k] = axis
    const before = layers[k - 1]
    if (before === undefined) break
    dimension = known(outputOf(before).axes[axis]?.[0]).dimension
  }
  return { axes, dimensions }
}

/** In elementwise and transposed layers, Y' and X' name the same loops as Y and X. */
export const dimensionNamed = ({ dimensions }: ChainLayer, name: string): string => {
  const plain = name.replace("'", '')
  return dimensions.includes(name) || !dimensions.includes(plain) ? name : plain
}

export const nestOf = (problem: ChainProblem): Nest => {
  const { layers, tile, halo } = problem
  const taken = layers.map((_, k) => takenBy(problem, k))
  const last = known(layers.at(-1))
  const halos = new Map(Object.entries(halo).map(([name, how]) => [dimensionNamed(last, name), how]))
  const loops = tile.map(([name, given]) => {
    const dimension = dimensionNamed(last, name)
    const extent = known(last.extents[dimension])
    const size = Math.min(given, extent)
    return {
      ...{ dimension, extent, size, tiles: Math.ceil(extent / size) },
      recomputes: halos.get(dimension) === 'recompute',
      ...follow(layers, taken, dimension),
    }
  })
  return { taken, loops: loops.filter(({ tiles }) => tiles > 1) }
}

/** Whether the windows of a layer lie further apart along a moved axis than they reach. */
const leavesHoles = (layer: ChainLayer, axis: SimAxis, moving: string): boolean => {
  const step = known(axis.find(({ dimension }) => dimension === moving)).coefficient
  const rest = axis.filter(({ dimension }) => dimension !== moving)
  return step > reachOf(rest, layer.extents)
}

/** Dimensions of the tiles that may not be. */
export const wrongTiles = (problem: ChainProblem, { taken, loops }: Nest): ReadonlySet<string> => {
  const { layers, tile } = problem
  const last = known(layers.at(-1))
  const wrong = new Set<string>()
  for (const [name] of tile) {
    const dimension = dimensionNamed(last, name)
    const onOutput = axisWith(outputOf(last), dimension)
    const onTaken = axisWith(known(taken.at(-1)).tensor, dimension)
    const axis = onOutput >= 0 ? outputOf(last).axes[onOutput] : known(taken.at(-1)).tensor.axes[onTaken]
    if (!isPlain(axis)) wrong.add(dimension)
  }
  if (wrong.size > 0) return wrong
  for (const loop of loops)
    loop.axes.forEach((axis, k) => {
      if (axis < 0) return
      if (loops.some((other) => other !== loop && other.axes[k] === axis)) wrong.add(loop.dimension)
      const { tensor } = known(taken[k])
      const moving = known(loop.dimensions[k] ?? undefined)
      if (leavesHoles(known(layers[k]), known(tensor.axes[axis]), moving)) wrong.add(loop.dimension)
    })
  return wrong
}

export const otherInputs = (layer: ChainLayer, { tensor }: Taken): readonly SimTensor[] =>
  layer.tensors.filter((each) => each.role === 'input' && each.name !== tensor.name)
