/** Random accelerators and widths for a chain, with everything that docs/spec.md lets them say. */
import type { Accelerator, BufferSize } from '../../src/index'
import { randomHardware } from '../support/generators/hardware'
import { machineHardware } from '../support/generators/machine-hardware'
import { widthOf } from '../support/generators/machine-operands'
import { chance, pick, type Random, shuffled, some } from '../support/generators/random'
import type { Precision, Sparse } from '../support/simulator/hardware'
import type { Density } from '../support/simulator/sparsity'
import type { SimTensor } from '../support/simulator/types'
import { partsOf } from '../support/simulator/widths'
import { withOperandsOf } from './draw-layers'
import { reachOf } from './elements'
import type { ChainLayer, Operands } from './problem'

const tensorsOf = (layers: readonly ChainLayer[]): readonly SimTensor[] => {
  const all = new Map(
    layers.flatMap(({ tensors }) => tensors.map((tensor) => [tensor.name, tensor] as const)),
  )
  return [...all.values()]
}

const splitWidth = (random: Random) => {
  const [final, partial] = [widthOf(random), widthOf(random)].sort((a, b) => a - b)
  return { partial: partial ?? 8, final: final ?? 8 }
}

const precisionFor = (random: Random, tensors: readonly SimTensor[]): Precision =>
  chance(random, 15)
    ? widthOf(random)
    : Object.fromEntries([
        ...some(
          random,
          ['inputs', ...tensors.filter(({ role }) => role === 'input').map(({ name }) => name)],
          50,
        ).map((name) => [name, widthOf(random)] as const),
        ...some(
          random,
          ['outputs', ...tensors.filter(({ role }) => role === 'output').map(({ name }) => name)],
          60,
        ).map((name) => [name, splitWidth(random)] as const),
      ])

const isSound = (
  { tensors }: ChainLayer,
  layer: Precision | undefined,
  of: Precision | undefined,
  word: number,
) => {
  const { partial, final } = partsOf(tensors, layer, of, word)
  return tensors.every(({ name }) => (final[name] ?? 0) <= (partial[name] ?? 0))
}

const densityFor = (random: Random, { tensors, extents }: ChainLayer): Operands['density'] => {
  const inputs = some(
    random,
    tensors.filter(({ role }) => role === 'input'),
    60,
  )
  const uniform = (): Density => pick(random, [0.05, 0.25, 0.3, 0.5, 0.9, 1])
  const structured = ({ axes }: SimTensor): Density => {
    const even = axes.flatMap((axis) =>
      axis.length === 1 ? axis.filter(({ dimension }) => (extents[dimension] ?? 1) % 2 === 0) : [],
    )
    const along = even[0]?.dimension
    return along === undefined || chance(random, 40) ? uniform() : { n: 1, m: 2, along }
  }
  return Object.fromEntries(inputs.map((tensor) => [tensor.name, structured(tensor)]))
}

const sparseFor = (random: Random, tensors: readonly SimTensor[]): Sparse => {
  const names = ['inputs', ...tensors.filter(({ role }) => role === 'input').map(({ name }) => name)]
  const format = () =>
    pick(random, [
      'bitmask' as const,
      { coordinate: 3 },
      { offchip: 'bitmask' as const },
      { l1: 'bitmask' as const },
      {},
    ])
  return {
    ...(chance(random, 60) ? { gate: shuffled(random, some(random, names, 50)) } : {}),
    ...(chance(random, 60) ? { skip: shuffled(random, some(random, names, 50)) } : {}),
    ...(chance(random, 70)
      ? { format: Object.fromEntries(some(random, names, 50).map((name) => [name, format()])) }
      : {}),
  }
}

/** The layers with widths and densities, and what the accelerator says of both. */
const withElements = (random: Random, layers: readonly ChainLayer[], hardware: Accelerator) => {
  const word = 8 * (hardware.elementBytes ?? 1)
  const tensors = tensorsOf(layers)
  const hasWidths = chance(random, 55)
  const hasDensities = chance(random, 35)
  const drawn = hasWidths && chance(random, 60) ? precisionFor(random, tensors) : undefined
  const precision = layers.every((layer) => isSound(layer, undefined, drawn, word)) ? drawn : undefined
  const made = layers.map((layer) => {
    const own = hasWidths && chance(random, 70) ? precisionFor(random, layer.tensors) : undefined
    const density = hasDensities && chance(random, 70) ? densityFor(random, layer) : undefined
    return withOperandsOf(layer, {
      ...(own !== undefined && isSound(layer, own, precision, word) ? { precision: own } : {}),
      ...(density === undefined ? {} : { density }),
    })
  })
  return {
    layers: made,
    hardware: {
      ...hardware,
      ...(precision === undefined ? {} : { precision }),
      ...(hasDensities ? { sparse: sparseFor(random, tensors) } : {}),
    } as Accelerator, // undefined is absent
  }
}

const withoutWidths = <B extends BufferSize>({ precision: _, ...buffer }: B): Omit<B, 'precision'> => buffer

export type Drawn = { readonly layers: readonly ChainLayer[]; readonly hardware: Accelerator }

/** A shared buffer that holds all, or some part of it. */
const roomFor = (
  random: Random,
  layers: readonly ChainLayer[],
  elementBytes: number,
): Pick<Accelerator, 'l2'> => {
  const elements = layers.reduce(
    (sum, { tensors, extents }) =>
      sum +
      tensors.reduce(
        (all, { axes }) => all + axes.reduce((count, axis) => count * reachOf(axis, extents), 1),
        0,
      ),
    0,
  )
  const share = pick(random, [0.1, 0.3, 0.5, 0.7, 1, 1.5])
  return chance(random, 20) ? {} : { l2: { capacity: Math.ceil(share * elements * elementBytes) } }
}

/** `others` are names of inputs that no layer takes from another. */
export const drawHardware = (
  random: Random,
  layers: readonly ChainLayer[],
  pes: number,
  levels: number,
  others: readonly string[],
): Drawn => {
  const elements = layers.reduce(
    (sum, { extents }) => sum + Object.values(extents).reduce((a, b) => a * b, 1),
    0,
  )
  const scale = pick(random, [4, 12, 40])
  const plain = randomHardware(random, pes, levels, Math.ceil(elements / scale))
  const elementBytes = pick(random, [1, 1, 1, 2, 4, 0.5])
  const nice = { ...plain, elementBytes, ...roomFor(random, layers, elementBytes) }
  if (chance(random, 40)) return { layers, hardware: nice }
  const machine = machineHardware(random, nice, tensorsOf(layers), levels)
  const { l2, energy } = machine
  const bypass = chance(random, 40) ? some(random, others, 60) : []
  // A chain counts element by element.
  const { bypass: _, contiguous: __, ...shared } = l2 ?? {}
  const hardware: Accelerator = {
    ...machine,
    ...(l2 === undefined && bypass.length === 0
      ? {}
      : { l2: { ...shared, ...(bypass.length > 0 ? { bypass } : {}) } }),
    ...(energy === undefined ? {} : { energy }),
  }
  if (chance(random, 20)) {
    const { l1 } = hardware
    return { layers, hardware: { ...hardware, ...(l1 === undefined ? {} : { l1: withoutWidths(l1) }) } }
  }
  return withElements(random, layers, hardware)
}
