/** What must not change an answer, or change it in one direction only, on random layers and accelerators. */
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  conv2d,
  type EnergyTable,
  estimate,
  fullyConnected,
  gemm,
  type Layer,
  layer,
  operator,
  orThrow,
} from '../../src/index'
import { product } from '../../src/internal/arithmetic'
import { type MapRestrictions, type MapRule, map } from '../../src/map'
import { runsOr } from '../support/generators/bulk'
import { pick, type Random } from '../support/generators/random'
import { frontDifferences, isNear } from './front'
import { dimensionsOf, problemOf, randomAccelerator, randomLayer } from './problems'
import { random as seeds } from './seeds'

const objectives = ['runtime', 'energy', 'edp'] as const
type Objective = (typeof objectives)[number]

/** What a search says of the optimum: it lies from `lower` to `best`, which are one if that is proven. */
type Optimum = { readonly lower: number; readonly best: number }

/** Some tiny problems take long to prove; what is said of them until then has to be true as well. */
const nodes = 4_000

const optimumOf = (
  of: Layer,
  hardware: Accelerator,
  objective: Objective,
  space?: MapRestrictions,
): Optimum => {
  const request = { layer: of, hardware, objective, ...(space === undefined ? {} : { space }) }
  const { lower, best } = orThrow(map(request, { gap: 0, nodes }))
  return {
    lower: typeof lower === 'number' ? lower : Infinity,
    best: best?.[objective] ?? Infinity,
  }
}

/** The optimum of one is no more than that of the other. */
const noMore = (one: Optimum, other: Optimum, said: unknown): void => {
  expect(one.lower, JSON.stringify(said)).toBeLessThanOrEqual(other.best * (1 + 1e-9))
}

const runs = runsOr(6)

const each = (purpose: string, check: (random: Random) => void): void => {
  const random = seeds(purpose)
  for (let run = 0; run < runs; run++) check(random)
}

const hardwareFor = (random: Random, of: Layer): Accelerator =>
  randomAccelerator(random, random(2, 8), 4 * product(problemOf(of).extents))

const sameIn = (a: Layer, b: Layer, hardware: Accelerator): void => {
  for (const objective of objectives) {
    const [first, second] = [optimumOf(a, hardware, objective), optimumOf(b, hardware, objective)]
    const said = { a, b, hardware, objective, first, second }
    noMore(first, second, said)
    noMore(second, first, said)
  }
}

const flat: EnergyTable = {
  mac: 1,
  hop: 0.5,
  l1: { read: 1, write: 1.2 },
  clusters: { read: 2, write: 2.5 },
  l2: { read: 6, write: 7 },
  offchip: { read: 200, write: 210 },
}

describe('an answer', () => {
  it('is the same with rows and columns exchanged', () => {
    each('axes', (random) => {
      const [K, C, R, S] = [random(1, 2), random(1, 2), random(1, 3), random(1, 2)]
      const [height, width] = [random(1, 4), random(1, 3)]
      const [y, x] = [random(1, 2), random(1, 2)]
      const [down, across] = [random(1, 2), random(1, 2)]
      const upright = conv2d({
        ...{ K, C, R, S, "Y'": height, "X'": width },
        ...{ stride: { y, x }, dilation: { y: down, x: across } },
      })
      const lying = conv2d({
        ...{ K, C, R: S, S: R, "Y'": width, "X'": height },
        ...{ stride: { y: x, x: y }, dilation: { y: across, x: down } },
      })
      sameIn(upright, lying, hardwareFor(random, upright))
    })
  })

  it('is the same with the operands of a product exchanged', () => {
    each('operands', (random) => {
      const [M, N, K] = [random(1, 6), random(1, 6), random(1, 6)]
      sameIn(gemm({ M, N, K }), gemm({ M: N, N: M, K }), hardwareFor(random, gemm({ M, N, K })))
    })
  })

  it('is the same however a product is written', () => {
    const written = operator({
      name: 'product',
      dimensions: ['P', 'Q', 'S'],
      tensors: [
        { name: 'left', role: 'input', axes: [[{ dimension: 'P' }], [{ dimension: 'S' }]] },
        { name: 'right', role: 'input', axes: [[{ dimension: 'S' }], [{ dimension: 'Q' }]] },
        { name: 'sum', role: 'output', axes: [[{ dimension: 'P' }], [{ dimension: 'Q' }]] },
      ],
    })
    each('forms', (random) => {
      const [M, N, K] = [random(1, 5), random(1, 5), random(1, 5)]
      const given = gemm({ M, N, K })
      const hardware = hardwareFor(random, given)
      sameIn(given, conv2d({ K: N, C: K, R: 1, S: 1, "Y'": M, "X'": 1 }), hardware)
      sameIn(given, fullyConnected({ N: M, K: N, C: K }), hardware)
      sameIn(given, layer(written, { P: M, Q: N, S: K }), hardware)
    })
  })

  it('takes 2^k times the energy where every access does', () => {
    each('scale', (random) => {
      const given = randomLayer(random, 4)
      const hardware = hardwareFor(random, given)
      const factor = 2 ** pick(random, [-3, -1, 1, 2, 7])
      const times = ({ read, write }: { readonly read: number; readonly write: number }) => ({
        read: read * factor,
        write: write * factor,
      })
      const [l1, clusters, l2] = [
        times({ read: 1, write: 1.2 }),
        times({ read: 2, write: 2.5 }),
        times({ read: 6, write: 7 }),
      ]
      const offchip = times({ read: 200, write: 210 })
      const scaled: EnergyTable = { mac: factor, hop: 0.5 * factor, l1, clusters, l2, offchip }
      const [once, often] = [
        { ...hardware, energy: flat },
        { ...hardware, energy: scaled },
      ]
      // Powers of two change no rounding: the searches are the same, step by step.
      for (const objective of objectives) {
        const by = objective === 'runtime' ? 1 : factor
        const { lower, best } = optimumOf(given, once, objective)
        expect(optimumOf(given, often, objective)).toEqual({ lower: lower * by, best: best * by })
      }
    })
  })

  it('is no worse with more bandwidth or capacity', () => {
    each('better', (random) => {
      const given = randomLayer(random, 4)
      const hardware = { ...hardwareFor(random, given), energy: flat }
      const [outer = {}, inner = outer] = [hardware.noc ?? []].flat()
      const wider = (noc: typeof outer) => ({ ...noc, bandwidth: 2 * (noc.bandwidth ?? 1) })
      const limited = {
        ...hardware,
        noc: [
          { bandwidth: 1, ...outer },
          { bandwidth: 1, ...inner },
        ],
      }
      const better: readonly Accelerator[] = [
        { ...limited, noc: [wider(limited.noc[0]!), limited.noc[1]!] },
        { ...limited, noc: [limited.noc[0]!, wider(limited.noc[1]!)] },
        { ...limited, l1: { capacity: (hardware.l1?.capacity ?? 1e6) + random(1, 9) } },
        { ...limited, clusters: [{ capacity: 1e6 }] },
        { ...limited, l2: { capacity: (hardware.l2?.capacity ?? 1e6) + random(1, 40) } },
      ]
      const objective = pick(random, objectives)
      const worse = optimumOf(given, limited, objective)
      for (const one of better)
        noMore(optimumOf(given, one, objective), worse, { given, limited, one, objective })
    })
  })

  it('is no better in a restricted space', () => {
    each('restriction', (random) => {
      const given = randomLayer(random, 4)
      const hardware = hardwareFor(random, given)
      const names = dimensionsOf(problemOf(given)).map(({ name }) => name)
      const name = (): string => pick(random, names)
      const spaces: readonly MapRestrictions[] = [
        { levels: [pick(random, [1, 2] as const)] },
        { clusters: [random(1, hardware.pes)] },
        {
          spatial: [
            [name(), null],
            [name(), name()],
          ],
        },
        { tiles: { [name()]: pick(random, ['divisors', 'balanced'] as const) } },
        {
          dataflow: {
            directives: [
              'any',
              { _tag: 'Cluster', size: 'any' },
              { _tag: 'SpatialMap', size: 'any', dimension: name() },
              'any',
            ],
          },
        },
        { dataflow: { directives: [{ _tag: 'TemporalMap', size: 'any', dimension: name() }, 'any'] } },
      ]
      const objective = pick(random, objectives)
      const free = optimumOf(given, hardware, objective)
      for (const space of spaces)
        noMore(free, optimumOf(given, hardware, objective, space), { given, hardware, objective, space })
    })
  })

  it('is the estimate where the whole dataflow is fixed', () => {
    each('whole', (random) => {
      const given = randomLayer(random, 4)
      const hardware = hardwareFor(random, given)
      const best = orThrow(map({ layer: given, hardware }, { nodes: pick(random, [1, 5, 50]) })).best
      if (best === null) return
      const again = orThrow(map({ layer: given, hardware, space: { dataflow: best.dataflow } }, { gap: 0 }))
      const { runtime, energy, edp } = orThrow(estimate(given, best.dataflow, hardware))
      expect(again.counts.mappings).toBe('1')
      expect(again.best).toEqual({ dataflow: best.dataflow, runtime, energy: energy.total, edp })
    })
  })

  it('of the least energy-delay product is on the exact front, whose ends are the single optima', () => {
    each('front', (random) => {
      const given = randomLayer(random, 4)
      const hardware = hardwareFor(random, given)
      const request = { layer: given, hardware, objective: 'pareto' as const }
      const { front, proven } = orThrow(map(request, { gap: 0, nodes }))
      const ends: { readonly [O in Objective]: number } = {
        runtime: front[0]?.runtime ?? Infinity,
        energy: front.at(-1)?.energy ?? Infinity,
        edp: Math.min(...front.map(({ edp }) => edp)),
      }
      for (const objective of objectives) {
        const single = optimumOf(given, hardware, objective)
        const end = { lower: proven ? ends[objective] : 0, best: ends[objective] }
        noMore(single, end, { given, hardware, objective })
        noMore(end, single, { given, hardware, objective })
      }
    })
  })

  it('is the same without several rules of pruning', () => {
    const rules: readonly MapRule[] = ['bound', 'capacity', 'symmetry']
    let compared = 0
    each('rules', (random) => {
      const given = randomLayer(random, 2)
      const hardware = randomAccelerator(random, random(2, 3), 4 * product(problemOf(given).extents))
      for (const objective of [...objectives, 'pareto'] as const) {
        const request = { layer: given, hardware, objective }
        const expected = orThrow(map(request, { gap: 0, nodes: 1e5 }))
        for (const without of [rules, rules.slice(1), rules.slice(0, 2)]) {
          const found = orThrow(map(request, { gap: 0, nodes: 2_000, without }))
          if (!found.proven || !expected.proven) continue
          compared++
          const text = JSON.stringify({ request, without })
          if (objective === 'pareto') expect(frontDifferences(found.front, expected.front), text).toEqual([])
          else {
            const [own, other] = [found, expected].map(({ best }) => best?.[objective] ?? Infinity)
            expect(isNear(own!, other!), text).toBe(true)
          }
        }
      }
    })
    expect(compared).toBeGreaterThan(runs)
  })
})
