/** Random chains with dataflows and accelerators. */
import {
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  spatialMap,
  sz,
  temporalMap,
} from '../../src/index'
import { chance, pick, type Random, shuffled, some } from '../support/generators/random'
import { drawHardware } from './draw-hardware'
import { firstLayer, longLayer, nextLayer } from './draw-layers'
import { nestOf, otherInputs } from './links'
import { type ChainLayer, type ChainProblem, known, outputOf } from './problem'

const loopsOf = (random: Random, { extents, dimensions }: ChainLayer): readonly Directive[] => {
  const worthy = dimensions.filter((name) => (extents[name] ?? 1) > 1 || chance(random, 15))
  const named = shuffled(random, some(random, worthy, 50)).slice(0, 4)
  const spread = named.length > 0 && chance(random, 80) ? pick(random, named) : undefined
  return named.map((name) => {
    const size = chance(random, 15) ? sz(name) : random(1, Math.max(1, Math.ceil((extents[name] ?? 1) / 2)))
    return name === spread ? spatialMap(size, size, name) : temporalMap(size, size, name)
  })
}

type Flow = { readonly dataflow: Dataflow; readonly pes: number; readonly levels: number }

const flowOf = (random: Random, layer: ChainLayer, i: number): Flow => {
  const levels = pick(random, [1, 1, 1, 2, 2, 3])
  const clusters = Array.from({ length: levels - 1 }, () => random(1, 3))
  const first = loopsOf(random, layer)
  const known = first.length > 0 ? first : [temporalMap(1, 1, layer.dimensions[0] ?? '')]
  const directives = [...known, ...clusters.flatMap((n) => [cluster(n), ...loopsOf(random, layer)])]
  const pes = clusters.reduce((a, b) => a * b, 1)
  return { dataflow: dataflow(`flow ${i}`, directives), pes, levels }
}

const sizeOf = ({ extents }: ChainLayer): number => Object.values(extents).reduce((a, b) => a * b, 1)

const elementsOf = (layer: ChainLayer): number =>
  outputOf(layer)
    .axes.flat()
    .reduce((count, { dimension }) => count * known(layer.extents[dimension]), 1)

/** Layers that each take what the one before puts out. */
const layersFrom = (random: Random, first: ChainLayer, count: number): readonly ChainLayer[] => {
  const layers = [first]
  while (layers.length < count) {
    const { extents } = known(layers.at(-1))
    const produced = outputOf(known(layers.at(-1))).axes.map(([term]) =>
      known(extents[known(term).dimension]),
    )
    layers.push(nextLayer(random, produced, layers.length + 1 === count, `layer ${layers.length}`))
  }
  return layers
}

const drawLayers = (random: Random): readonly ChainLayer[] => {
  const count = pick(random, [1, 2, 2, 2, 3, 3, 3, 4, 5])
  for (;;) {
    const layers = layersFrom(random, firstLayer(random, count === 1), count)
    const isSmall = layers.every((layer) => sizeOf(layer) <= 5000 && elementsOf(layer) <= 240)
    if (isSmall) return layers
  }
}

const mostSteps = 48

const tilesOf = (random: Random, { layers }: ChainProblem, limit: number): ChainProblem['tile'] => {
  const last = known(layers.at(-1))
  const possible = last.dimensions.filter((name) => known(last.extents[name]) > 1 || chance(random, 15))
  const named = shuffled(random, possible).slice(0, pick(random, [0, 1, 1, 2, 2, 3]))
  let steps = 1
  return named.map((name) => {
    const extent = known(last.extents[name])
    const least = Math.ceil(extent / Math.max(1, Math.floor(limit / steps)))
    const parts = pick(random, limit > mostSteps ? [2, 20, 100, 400] : [2, 2, 8])
    const size = Math.max(
      least,
      chance(random, 10) ? extent + random(0, 2) : random(1, Math.ceil(extent / parts)),
    )
    steps *= Math.ceil(extent / size)
    return [name, size] as const
  })
}

/** Tiles that are not allowed are drawn as well, but seldom. */
const withTiles = (
  random: Random,
  problem: ChainProblem,
  isAllowed: (of: ChainProblem) => boolean,
  limit = mostSteps,
): ChainProblem => {
  let drawn = { ...problem, tile: tilesOf(random, problem, limit) }
  const isDull = (): boolean =>
    nestOf(drawn).loops.every(({ tiles }) => tiles < limit / 200) && !chance(random, 25)
  for (let tries = 0; tries < 12 && (isDull() || !isAllowed(drawn)) && !chance(random, 4); tries++)
    drawn = { ...problem, tile: tilesOf(random, problem, limit) }
  const last = known(problem.layers.at(-1))
  const retain = pick(random, [80, 50, 10])
  const halo = Object.fromEntries(
    last.dimensions.flatMap((name) =>
      chance(random, 70)
        ? [[name, chance(random, retain) ? ('retain' as const) : ('recompute' as const)]]
        : [],
    ),
  )
  return { ...drawn, halo }
}

const inputsOf = (random: Random, layers: readonly ChainLayer[]): ChainProblem['inputs'] => {
  if (chance(random, 50)) return null
  return layers.map(({ tensors }, i) => {
    const inputs = tensors.filter(({ role }) => role === 'input')
    // Of the first layer any input will do; of the others, the one that the generator fitted.
    return i === 0 && chance(random, 40) ? pick(random, inputs).name : null
  })
}

export const drawChain = (random: Random, isAllowed: (of: ChainProblem) => boolean): ChainProblem => {
  const layers = drawLayers(random)
  const flows = layers.map((layer, i) => flowOf(random, layer, i))
  const least = flows.reduce((most, { pes }) => Math.max(most, pes), 1)
  const pes = least * random(1, 4) + (chance(random, 10) ? 1 : 0)
  const levels = flows.reduce((most, of) => Math.max(most, of.levels), 1)
  const plain: ChainProblem = {
    ...{ layers, tile: [], halo: {}, inputs: inputsOf(random, layers) },
    ...{ dataflows: flows.map((flow) => flow.dataflow), hardware: { pes } },
  }
  const tiled = withTiles(random, plain, isAllowed)
  const { taken } = nestOf(tiled)
  const handed = layers.flatMap((layer, k) => [known(taken[k]).tensor.name, outputOf(layer).name])
  const others = layers.flatMap((layer, k) => otherInputs(layer, known(taken[k])).map(({ name }) => name))
  const names = [...new Set(others)].filter((name) => !handed.includes(name))
  return { ...tiled, ...drawHardware(random, layers, pes, levels, names) }
}

/** A chain of long axes, of which loops have many tiles; nothing is said of what it runs on. */
export const drawLongChain = (random: Random, isAllowed: (of: ChainProblem) => boolean): ChainProblem => {
  const count = random(1, 5)
  const layers = layersFrom(random, longLayer(random, count === 1), count)
  const flow = dataflow('one step', [temporalMap(1, 1, 'any')])
  const plain: ChainProblem = {
    ...{ layers, tile: [], halo: {}, inputs: inputsOf(random, layers) },
    ...{ dataflows: layers.map(() => flow), hardware: { pes: 1 } },
  }
  return withTiles(random, plain, isAllowed, 4000)
}
