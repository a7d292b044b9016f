/** The best way to fuse a network, against every way to cut it and every nest of tiles, each estimated by itself. */
import { isRight } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { estimateFused, type FuseNetworkOptions, fuse, fuseNetwork } from '../../src/fusion'
import {
  type Accelerator,
  accelerator,
  conv2d,
  type Dataflow,
  dataflow,
  elementwise,
  type Layer,
  pool2d,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { random } from '../map/seeds'
import { scaled } from '../support/generators/bulk'
import { pick } from '../support/generators/random'

type Objective = 'runtime' | 'energy' | 'edp'

type Cost = { readonly runtime: number; readonly energy: number }

type Network = {
  readonly layers: readonly Layer[]
  readonly flow: Dataflow
  readonly hardware: Accelerator
  readonly options: FuseNetworkOptions & { readonly objective: Objective; readonly mostTiles: number }
}

const flows = [
  dataflow('rows', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")]),
  dataflow('channels', [spatialMap(1, 1, 'C'), temporalMap(2, 2, "Y'")]),
  dataflow('three rows', [temporalMap(3, 3, "Y'"), spatialMap(1, 1, 'C')]),
]

const networkFrom = (seed: string): Network => {
  const int = random(seed)
  const one = <T>(items: readonly T[]): T => pick(int, items)
  let [channels, extent] = [int(1, 3), int(6, 9)]
  const isPrecise = int(0, 1) === 1
  const layers = Array.from({ length: int(2, 4) }, (): Layer => {
    // What a layer takes has the width of the layer before, inside a group only.
    const precision = isPrecise
      ? { inputs: one([4, 8, 16]), outputs: { partial: 32, final: one([8, 16]) } }
      : 8
    const kind = one(['conv', 'conv', 'pool', 'add'] as const)
    if (kind === 'add')
      return elementwise({ N: 1, C: channels, Y: extent, X: extent, operands: 2, precision })
    const window = extent < 3 ? 1 : int(1, 3)
    const padding = window === 3 ? int(0, 1) : 0
    const Y = extent
    extent = Y + 2 * padding - window + 1
    const shape = { R: window, S: window, Y, X: Y, padding, precision }
    if (kind === 'pool') return pool2d({ C: channels, ...shape })
    const C = channels
    channels = int(1, 3)
    return conv2d({ K: channels, C, ...shape })
  })
  return {
    layers,
    flow: one(flows),
    hardware: accelerator({
      pes: int(1, 4),
      offchip: { bandwidth: one([0.25, 1, 4]) },
      noc: { bandwidth: one([1, 8]) },
      ...(int(0, 3) === 0 ? {} : { l2: { capacity: int(60, 240) } }),
      energy: {
        mac: 1,
        hop: 0,
        l1: { read: 1, write: 1 },
        clusters: { read: 1, write: 1 },
        l2: { read: 4, write: 4 },
        offchip: { read: int(0, 60), write: int(0, 60) },
      },
    }),
    options: {
      objective: one(['runtime', 'energy', 'edp'] as const),
      halo: one(['retain', 'recompute'] as const),
      mostTiles: int(2, 4),
      mostLayers: int(2, 4),
      mostDimensions: pick(int, [0, 1, 1, 2]),
    },
  }
}

/** ⌈extent / n⌉ for every number of tiles. */
const sizesOf = (extent: number, most: number): readonly number[] => [
  ...new Set(
    Array.from({ length: Math.min(extent, most) }, (_, n) => Math.ceil(extent / (n + 1))).filter(
      (size) => size < extent,
    ),
  ),
]

const paddingOf = (layer: Layer): number =>
  'padding' in layer && typeof layer.padding === 'object' && 'top' in layer.padding ? layer.padding.top : 0

/** The dimensions of a layer that might be tiled; what may not be is refused. */
const extentsOf = (layer: Layer): Readonly<Record<string, number>> => {
  const { sizes, kind } = layer
  if (kind === 'elementwise') return { ...sizes }
  const extent = (sizes['Y'] ?? 0) + 2 * paddingOf(layer) - (sizes['R'] ?? 1) + 1
  return { N: 1, K: sizes['K'] ?? 1, C: sizes['C'] ?? 1, "Y'": extent, "X'": extent }
}

const nestsOf = (last: Layer, { mostTiles, mostDimensions = 2 }: Network['options']) => {
  const tiles = Object.entries(extentsOf(last)).flatMap(([name, extent]) =>
    sizesOf(extent, mostTiles).map((size) => [name, size] as const),
  )
  return [
    [],
    ...(mostDimensions > 0 ? tiles.map((tile) => [tile]) : []),
    ...(mostDimensions > 1
      ? tiles.flatMap((outer) => tiles.filter(([name]) => name !== outer[0]).map((inner) => [outer, inner]))
      : []),
  ]
}

/** What every nest of a group costs that is allowed and fits. */
const costsOf = (layers: readonly Layer[], { flow, hardware, options }: Network): readonly Cost[] =>
  nestsOf(layers[layers.length - 1]!, options).flatMap((tile): readonly Cost[] => {
    const halo = Object.fromEntries(tile.map(([name]) => [name, options.halo ?? 'retain']))
    const fused = estimateFused(fuse(layers, { tile, halo }), flow, hardware)
    if (!isRight(fused) || !fused.right.buffers.fits) return []
    return [{ runtime: fused.right.runtime, energy: fused.right.energy.total }]
  })

type Way = Cost & { readonly ends: readonly number[] }

/** Every way to cut the layers from a position on, with every choice of nests that no other one beats in both figures. */
const waysFrom = (network: Network, from: number): readonly Way[] => {
  const { layers, options } = network
  if (from === layers.length) return [{ runtime: 0, energy: 0, ends: [] }]
  const ways: Way[] = []
  for (let end = from + 1; end <= Math.min(layers.length, from + (options.mostLayers ?? 8)); end++) {
    const costs = unbeaten(costsOf(layers.slice(from, end), network))
    for (const later of waysFrom(network, end))
      for (const { runtime, energy } of costs)
        ways.push({
          runtime: runtime + later.runtime,
          energy: energy + later.energy,
          ends: [end, ...later.ends],
        })
  }
  return ways
}

const unbeaten = (costs: readonly Cost[]): readonly Cost[] =>
  costs.filter(
    (each, i) =>
      !costs.some(
        (other, j) =>
          other.runtime <= each.runtime &&
          other.energy <= each.energy &&
          (other.runtime < each.runtime || other.energy < each.energy || j < i),
      ),
  )

const worthOf = ({ runtime, energy }: Cost, objective: Objective): number =>
  objective === 'runtime' ? runtime : objective === 'energy' ? energy : runtime * energy

const leastOf = (ways: readonly Way[], objective: Objective): number | null =>
  ways.length === 0 ? null : Math.min(...ways.map((way) => worthOf(way, objective)))

const runs = Number(process.env['FUSION_RUNS'] ?? scaled(48, 24))

/** Sums of energies are rounded in the last place, in an order that is nobody's business. */
const expectSame = (found: number | null, expected: number | null): void => {
  if (found === null || expected === null) expect(found).toEqual(expected)
  else expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected))
}

describe('the best way to fuse a network', () => {
  const seen = { fused: 0, refused: 0, tiled: 0, second: 0 }
  for (let run = 0; run < runs; run++)
    it(`is that of all ways, of network ${run}`, () => {
      const network = networkFrom(`fuse network ${run}`)
      const { layers, flow, hardware, options } = network
      const { objective } = options
      const ways = waysFrom(network, 0)
      const found = fuseNetwork(layers, flow, hardware, options)
      if (!isRight(found)) {
        seen.refused++
        expect(ways).toEqual([])
        return
      }
      const { best, second, cuts } = found.right
      const ends = best.groups.map(({ last }) => last + 1)
      expectSame(worthOf(best, objective), leastOf(ways, objective))
      const others = ways.filter((way) => way.ends.join() !== ends.join())
      expectSame(second && worthOf(second, objective), leastOf(others, objective))
      for (const { after, cut, joined } of cuts) {
        const isCut = ({ ends: of }: Way): boolean => of.includes(after + 1)
        expectSame(cut, leastOf(ways.filter(isCut), objective))
        expectSame(
          joined,
          leastOf(
            ways.filter((way) => !isCut(way)),
            objective,
          ),
        )
      }
      if (best.groups.length < layers.length) seen.fused++
      if (best.groups.some(({ estimate }) => estimate.steps > 1)) seen.tiled++
      if (second !== null) seen.second++
    })

  it('is tried where it matters', () => {
    expect(Math.min(seen.fused, seen.tiled, seen.second)).toBeGreaterThan(0)
  })
})
