/** Random requests and options of mapping searches. */
import { sz } from '../../src/index'
import type { MapObjective, MapOptions, MapRequest, MapRestrictions, PartialDataflow } from '../../src/map'
import { dimensionsOf, problemOf, randomAccelerator, randomLayer } from '../map/problems'
import { chance, pick, type Random, some } from '../support/generators/random'

const objectives: readonly MapObjective[] = ['runtime', 'energy', 'edp', 'pareto']

type Tiles = NonNullable<MapRestrictions['tiles']>[string]

const randomTiles = (random: Random, extent: number): Tiles => {
  const word = () => pick(random, ['divisors', 'balanced'] as const)
  const sizes = () => [extent, random(1, extent)]
  const either = () => (chance(random, 50) ? word() : sizes())
  return chance(random, 50) ? either() : [pick(random, [null, word(), sizes()]), either()]
}

export const randomRequest = (random: Random): MapRequest => {
  const layer = randomLayer(random, 6)
  const dimensions = dimensionsOf(problemOf(layer))
  const names = dimensions.map(({ name }) => name)
  const pes = random(2, 9)
  const restricted = <A>(percent: number, key: string, value: () => A) =>
    chance(random, percent) ? { [key]: value() } : {}
  const space: MapRestrictions = {
    ...restricted(30, 'levels', () => [pick(random, [1, 2] as const)]),
    ...restricted(30, 'clusters', () => [1, random(1, pes)]),
    ...restricted(30, 'spatial', () => [[null, ...some(random, names, 60)], [pick(random, names)]]),
    ...restricted(50, 'tiles', () =>
      Object.fromEntries(
        some(random, dimensions, 60).map(({ name, extent }) => [name, randomTiles(random, extent)]),
      ),
    ),
    ...restricted(30, 'orders', () =>
      names.length < 2 ? [] : [{ level: random(0, 1), outside: names[0], inside: names[1] }],
    ),
  }
  const size = () => pick(random, ['any' as const, sz(names[0]!), 1])
  const dataflow: PartialDataflow = {
    directives: [
      { _tag: 'TemporalMap', size: 'any', dimension: pick(random, names) },
      'any',
      { _tag: 'Cluster', size: pick(random, ['any' as const, 2]) },
      { _tag: 'SpatialMap', size: size(), dimension: names[0]! },
      'any',
    ],
    ...restricted(30, 'name', () => 'mine'),
    ...restricted(30, 'parameters', () => ({ t: 2 })),
  }
  return {
    layer,
    hardware: randomAccelerator(random, pes, pick(random, [3, 200, 200])),
    ...restricted(80, 'objective', () => pick(random, [...objectives, 'pareto', 'pareto', 'pareto'])),
    ...restricted(60, 'space', () => (chance(random, 25) ? { dataflow } : space)),
    ...restricted(20, 'limits', () => ({ runtime: 1e6, utilization: random(0, 10) / 1000 })),
  }
}

export const randomOptions = (random: Random, { objective }: MapRequest): MapOptions => ({
  nodes: random(1, 200),
  ...(chance(random, 50) ? { gap: pick(random, [0, 0.01, 0.5]) } : {}),
  ...(chance(random, 30) && objective !== 'pareto' ? { top: random(1, 4) } : {}),
  ...(chance(random, 10) && objective !== 'pareto' ? { below: random(1, 1e6) } : {}),
  ...(chance(random, 20) ? { shard: { index: 1, count: 3 } } : {}),
  ...(chance(random, 20) ? { without: ['symmetry'] as const } : {}),
})
