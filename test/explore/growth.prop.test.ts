/**
 * Small versions of the spaces of bench/explore-growth.ts, of every kind that is counted instead of looked at: the answer is
 * that of calling `estimate` on every design.
 */
import { describe, expect, it } from 'vitest'
import { nvdlaArea28nm } from '../../src/catalog'
import { type DesignObjective, explore, range, type Space } from '../../src/explore'
import {
  type Accelerator,
  type AreaTable,
  cluster,
  conv2d,
  dataflow,
  estimate,
  gemm,
  orThrow,
  type ReadWrite,
  spatialMap,
  sz,
  temporalMap,
} from '../../src/index'
import { differences } from '../cases/differences'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { chance, pick, type Random, seeded, shuffled, some } from '../support/generators/random'
import { explored } from './brute'
import { printedSpace } from './spaces'

const wide: AreaTable = {
  mac: { area: 40, power: 1.5 },
  sram: { area: 0.7, power: 0.004 },
  bus: { area: 3, power: 0.8, scale: [1.25, 2] },
  arbiter: { area: 5, power: 0.34, scale: [0.5, 1.5, -3] },
}

/** Its networks get smaller as their units get more. */
const shrinking: AreaTable = {
  ...wide,
  mac: { area: 0.5, power: 0.01 },
  bus: { area: 9, power: 0.8, scale: [-0.5, 40] },
  arbiter: { area: 90, power: 9, scale: [0, -1, 60] },
}

const tables = [nvdlaArea28nm, wide, wide, shrinking]

const layers = [
  { layer: gemm({ M: 12, N: 10, K: 18 }), dimensions: ['M', 'K', 'N'] },
  { layer: conv2d({ K: 6, C: 8, R: 3, S: 3, Y: 7, X: 7 }), dimensions: ['K', 'C', "Y'"] },
] as const

/** Tiles of a parameter, perhaps in clusters. */
const mappingOf = (random: Random): Pick<Space<'tile'>, 'layer' | 'dataflow'> => {
  const { layer, dimensions } = pick(random, layers)
  const [spread, ...rest] = shuffled(random, dimensions)
  const isClustered = chance(random, 50)
  return {
    layer,
    dataflow: ({ tile }) =>
      dataflow('tiles', [
        spatialMap(tile, tile, spread!),
        temporalMap(2, 2, rest[0]!),
        ...(isClustered
          ? [cluster(2), spatialMap(1, 1, rest[0]!)]
          : [temporalMap(sz(rest[1]!), sz(rest[1]!), rest[1]!)]),
      ]),
  }
}

const points = (random: Random, most: number): ReadWrite['read'] => ({
  points: Array.from({ length: 4 }, (_, i) => [40 * (i + 1) * (i + 1), random(0, most) / 4] as const),
})

const sized = (random: Random): Partial<Accelerator> => ({
  energy: {
    unit: 'pJ',
    mac: 1,
    l1: { read: points(random, 12), write: 1 },
    l2: { read: points(random, 40), write: points(random, 40) },
    offchip: { read: random(0, 60), write: random(0, 60) },
  },
  offchip: { bandwidth: random(1, 60) / 2 },
})

/** Around what some design takes. */
const budgetFor = (random: Random, space: Space<'tile'>): NonNullable<Space['budget']> => {
  const hardware = { ...space.hardware, pes: pick(random, space.pes ?? [4]), noc: { bandwidth: 4 } }
  const capacities = {
    l1: { capacity: pick(random, space.l1 ?? [64]) },
    l2: { capacity: pick(random, space.l2 ?? [512]) },
  }
  const layer = typeof space.layer === 'function' ? space.layer({ tile: 2 }) : space.layer
  const result = estimate(layer, space.dataflow({ tile: 2 }), { ...hardware, ...capacities })
  if (result._tag === 'Left') return { area: 4000 }
  const { area, power, averagePower } = result.right
  const around = (amount: number) => amount * (1 + random(-3, 5) / 10)
  return {
    ...(area !== null && chance(random, 60) ? { area: around(area) } : {}),
    ...(power !== null && chance(random, 60) ? { power: around(power) } : {}),
    ...(averagePower !== null && chance(random, 60) ? { averagePower: around(averagePower) } : {}),
  }
}

const capacities = (random: Random, least: number, most: number): readonly number[] => {
  const count = random(1, 7)
  const step = Math.ceil((most - least) / count)
  if (chance(random, 60)) return range(least, least + step * (count - 1), step)
  return Array.from({ length: count }, () => random(least, most))
}

const objectivesOf = (random: Random): readonly DesignObjective[] => {
  const chosen = some(random, ['runtime', 'energy', 'edp', 'area', 'power', 'utilization'] as const, 45)
  return chosen.length === 0 ? ['runtime'] : chosen
}

const machineOf = (random: Random): Partial<Accelerator> => ({
  area: pick(random, tables),
  clock: 1e9,
  ...(chance(random, 50)
    ? sized(random)
    : { energy: { unit: 'pJ', mac: 1, l1: { read: 1, write: 1 }, l2: { read: 9, write: 9 } } }),
})

type Kind = readonly [name: string, make: (random: Random) => Space<'tile'>]

const spaceOf = (random: Random, axes: Partial<Space<'tile'>>): Space<'tile'> => {
  const space = {
    ...mappingOf(random),
    hardware: machineOf(random),
    parameters: { tile: some(random, [1, 2, 5], 70).concat([3]) },
    pes: [8],
    objectives: objectivesOf(random),
    ...axes,
  }
  return chance(random, 70) ? { ...space, budget: budgetFor(random, space) } : space
}

const ordered = (random: Random, values: readonly number[]): readonly number[] =>
  chance(random, 60) ? values : shuffled(random, values)

const kinds: readonly Kind[] = [
  [
    'a budget over many capacities',
    (random) =>
      spaceOf(random, {
        pes: [random(1, 12), random(1, 12)],
        bandwidth: ordered(random, range(1, random(1, 8))),
        l1: capacities(random, 10, 260),
        l2: capacities(random, 60, 1800),
      }),
  ],
  [
    'many SIMD lanes',
    (random) =>
      spaceOf(random, {
        simd: ordered(random, [...range(1, 24), random(1, 60), random(1, 60)]),
        bandwidth: some(random, [0.5, 1, 2, 64], 60).concat([8]),
      }),
  ],
  [
    'many PEs',
    (random) =>
      spaceOf(random, {
        pes: ordered(random, [...range(1, 30), random(1, 200), random(1, 200)]),
        simd: ordered(random, [1, 2, 3, 18].slice(0, random(1, 4))),
        bandwidth: [random(1, 8)],
      }),
  ],
  [
    'mappings on one machine',
    (random) =>
      spaceOf(random, {
        parameters: { tile: shuffled(random, [...range(1, 20), 0, 1.5]) },
        pes: [random(1, 20)],
        bandwidth: [pick(random, [1e-13, 0.5, 2, 8])],
        ...(chance(random, 60) ? { l1: [random(10, 260)] } : {}),
        ...(chance(random, 60) ? { l2: [random(60, 1800)] } : {}),
      }),
  ],
  [
    'bandwidths that are too small',
    (random) =>
      spaceOf(random, {
        pes: [3, 8, 8],
        bandwidth: ordered(random, [1e-13, 2.5e-13, 7e-13, 1e-12, 1, 2, 3].slice(random(0, 3))),
        l1: capacities(random, 10, 260),
        l2: capacities(random, 60, 1800),
      }),
  ],
  [
    'counts that are too large',
    (random) => ({
      layer: gemm({ M: pick(random, [200_000, 190_000]), N: 200_000, K: random(60_000, 220_000) }),
      hardware: { area: wide, ...(chance(random, 50) ? { offchip: { bandwidth: 4 } } : {}) },
      dataflow: ({ tile }) => dataflow('rows', [spatialMap(tile, tile, 'M'), temporalMap(64, 64, 'K')]),
      parameters: { tile: [1, 1000] },
      pes: [4, 200],
      bandwidth: ordered(random, [1e-3, 1, 4]),
      l2: [0, 1e6, 1e11, 3e11, 1e15],
      objectives: objectivesOf(random),
    }),
  ],
  [
    'energies that are too large',
    (random) =>
      spaceOf(random, {
        hardware: {
          area: wide,
          clock: pick(random, [1e-290, 1e9]),
          energy: {
            unit: 'pJ',
            l1: {
              read: {
                points: [
                  [0, 0],
                  [200, 1e304],
                ],
              },
              write: 1,
            },
            l2: {
              read: {
                points: [
                  [0, 0],
                  [900, 1e304],
                ],
              },
              write: 1,
            },
          },
        },
        bandwidth: [1, 2, 3, 9],
        l1: capacities(random, 0, 260),
        l2: capacities(random, 0, 1800),
      }),
  ],
]

const failuresOf = (make: Kind[1], runs: number): string => {
  const failures: string[] = []
  for (let seed = firstSeed; seed < firstSeed + runs && failures.length < 2; seed++) {
    const space = make(seeded(seed))
    const [answer, expected] = [orThrow(explore(space)), explored(space)]
    if (JSON.stringify(answer) !== JSON.stringify(expected))
      failures.push(
        `seed ${seed}: ${printedSpace(space)}\n${differences(answer, expected).slice(0, 6).join('\n')}`,
      )
  }
  return failures.join('\n\n')
}

const runs = Math.ceil(runsOr(600) / 10)

describe('grows with what values change', () => {
  it.each(kinds)(`and is right: %s`, (_, make) => {
    expect(failuresOf(make, runs)).toBe('')
  })
})

it('finds a larger shared buffer that keeps within an average power which a smaller one exceeds', () => {
  const space = {
    layer: gemm({ M: 12, N: 10, K: 18 }),
    hardware: { clock: 1e9, energy: { unit: 'pJ', mac: 1, offchip: { read: 90, write: 90 } } },
    dataflow: () => dataflow('rows', [spatialMap(1, 1, 'M'), temporalMap(1, 1, 'N'), temporalMap(2, 2, 'K')]),
    pes: [4],
    bandwidth: [4],
    l2: [64, 2000],
  } as const
  const [small, large] = space.l2.map((capacity) => {
    const hardware = { ...space.hardware, pes: 4, noc: { bandwidth: 4 }, l2: { capacity } }
    return orThrow(estimate(space.layer, space.dataflow(), hardware))
  })
  expect(small!.buffers.fits && large!.averagePower! < small!.averagePower!).toBe(true)
  const limited = { ...space, budget: { averagePower: (small!.averagePower! + large!.averagePower!) / 2 } }
  expect(explored(limited).designs.valid).toBe(1)
  expect(orThrow(explore(limited))).toEqual(explored(limited))
})
