/** How far a mapping is from the optimum: what holds, what is not decided, and what is said of it. */
import { describe, expect, test } from 'vitest'
import { kcPartitioned, nvdlaLike, vgg16 } from '../../src/catalog'
import {
  accelerator,
  conv2d,
  dataflow,
  estimate,
  gemm,
  orThrow,
  prepare,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { map } from '../../src/map'
import { percentsOfBound } from '../../src/matchers/words'
import type { Mapping } from '../../src/vitest'
import { enumerateMappings, plainDataflow } from '../map/enumerate'
import { dimensionsOf, problemOf } from '../map/problems'
import { loosely, messageOf } from './support'

const layer = gemm({ M: 4, N: 3, K: 3, name: 'product' })
const hardware = accelerator({
  pes: 4,
  l1: { capacity: 24 },
  clusters: [{ capacity: 60 }],
  noc: { bandwidth: 2, latency: 1 },
})
const columns = dataflow('columns', [temporalMap(1, 1, 'K'), spatialMap(1, 1, 'N')])
const subject: Mapping = { layer, dataflow: columns, hardware }
const cost = orThrow(estimate(layer, columns, hardware))
const shown = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 })

/** The least of every mapping that fits, by enumeration. */
const totals = orThrow(prepare(layer, hardware))
const dimensions = dimensionsOf(problemOf(layer))
const all = [...enumerateMappings(dimensions, hardware.pes)].flatMap((mapping) => {
  const flow = plainDataflow(mapping, dimensions)
  const { runtime, energy, edp, fits } = orThrow(totals(flow))
  return fits ? [{ runtime, energy, edp }] : []
})
const least = {
  runtime: Math.min(...all.map(({ runtime }) => runtime)),
  energy: Math.min(...all.map(({ energy }) => energy)),
  edp: Math.min(...all.map(({ edp }) => edp)),
}

describe('the share above the optimum that enumeration finds', () => {
  const mine = { runtime: cost.runtime, energy: cost.energy.total, edp: cost.edp }

  test.each(['runtime', 'energy', 'edp'] as const)('of %s decides', (ofOptimum) => {
    const share = mine[ofOptimum] / least[ofOptimum] - 1
    expect(share).toBeGreaterThan(0.001)
    expect(subject).toComeWithin(share * 1.001, { ofOptimum })
    expect(subject).not.toComeWithin(share * 0.999, { ofOptimum })
  })

  test('is 0 for the best mapping itself', () => {
    const best = orThrow(map({ layer, hardware }, { gap: 0 })).best!
    expect({ layer, hardware, dataflow: best.dataflow }).toComeWithin(0, { ofOptimum: 'edp' })
  })

  test('counts the restricted space only', () => {
    const space = { levels: [1], spatial: [['N']] } as const
    const { best } = orThrow(map({ layer, hardware, space, objective: 'runtime' }, { gap: 0 }))
    const share = mine.runtime / best!.runtime - 1
    expect(subject).toComeWithin(share + 1e-6, { ofOptimum: 'runtime', space })
    expect(best!.runtime).toBeGreaterThan(least.runtime)
  })
})

describe('a failure', () => {
  test('says how far it is, the optimum, and the better dataflow', () => {
    const { best } = orThrow(map({ layer, hardware }, { gap: 0 }))
    const message = messageOf(() => expect(subject).toComeWithin(0.01, { ofOptimum: 'edp' }))
    expect(message).toMatch(
      /^Expected the energy-delay product of columns on product to come within 1 % of the optimum\.\n/,
    )
    const above = cost.edp / best!.edp - 1
    expect(message).toContain(`It is at least ${String(Math.floor(above * 1000) / 10)} % above the optimum.`)
    expect(message).toContain(`columns on product  ${shown(cost.edp)}\n`)
    expect(message).toContain(`the best found      ${shown(best!.edp)}\n`)
    expect(message).toContain('The best found is the optimum: no mapping of the space costs less.')
    for (const directive of best!.dataflow.directives)
      if (directive._tag !== 'Cluster')
        expect(message).toContain(
          `  ${directive._tag}(${String(directive.size)}, ${String(directive.offset)}) ${directive.dimension}\n`,
        )
      else expect(message).toContain(`  Cluster(${String(directive.size)})\n`)
    expect(message).toContain('About columns on product:')
  })

  test('of the negation says how near it is at most', () => {
    const message = messageOf(() => expect(subject).not.toComeWithin(9, { ofOptimum: 'edp' }))
    expect(message).toMatch(/not to come within 900 % of the optimum\.\n\nIt is at most [\d.]+ % above/)
    expect(message).not.toContain('The best found:\n')
  })

  test('names cluster buffers without a capacity', () => {
    const open = accelerator({ pes: 6, noc: { bandwidth: 2 } })
    const message = messageOf(() =>
      expect({ ...subject, hardware: open }).toComeWithin(0.0001, { ofOptimum: 'edp' }),
    )
    expect(message).toContain('Cluster buffers have no capacity')
  })
})

test.each([
  [0.05, 0.03121, 'up', ['5 %', '3.2 %']],
  [0.05, 0.04996, 'up', ['5 %', '4.996 %']],
  [0.05, 0.0589, 'down', ['5 %', '5.8 %']],
  [0.05, 0.050009, 'down', ['5 %', '5.0009 %']],
  [0.05, -1e-10, 'up', ['5 %', '0 %']],
] as const)('beside a share of %d, a bound of %d is rounded %s', (share, bound, way, words) => {
  expect(percentsOfBound(share, bound, way)).toEqual(words)
})

describe('where the search was stopped', () => {
  const large = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58, name: 'conv' })
  const edge = accelerator({
    pes: 168,
    l1: { capacity: 512 },
    clusters: [{ capacity: 4096 }],
    l2: { capacity: 108_000 },
    noc: { bandwidth: 32, latency: 1 },
    offchip: { bandwidth: 16 },
  })
  const nodes = 60
  const stopped = orThrow(map({ layer: large, hardware: edge, objective: 'edp' }, { nodes, gap: 0 }))
  const near: Mapping = { layer: large, hardware: edge, dataflow: stopped.best!.dataflow }
  const { best, lower } = stopped
  const gap = best!.edp / Number(lower) - 1

  test('what the bound proves holds, and what a mapping refutes does not', () => {
    expect(stopped.proven).toBe(false)
    expect(near).toComeWithin(gap * 1.01, { ofOptimum: 'edp', nodes })
    const [, second] = vgg16
    const kcp = { layer: second!, hardware: accelerator({ pes: 256 }), dataflow: kcPartitioned }
    expect(kcp).not.toComeWithin(0.1, { ofOptimum: 'edp', nodes: 200 })
  })

  test('a search that has no bound yet says so', () => {
    const small = {
      layer: gemm({ M: 4, N: 4, K: 4 }),
      dataflow: dataflow('OS', [spatialMap('M'), temporalMap('N'), temporalMap('K')]),
      hardware: nvdlaLike,
    }
    const say = messageOf(() => expect(small).toComeWithin(0, { ofOptimum: 'runtime', nodes: 1 }))
    expect(say).toContain('costs less than 0: it is not bounded how far the best found is above the optimum.')
    expect(say).toContain('stopped after 1 box of mappings;')
  })

  test('what neither decides fails either way, and says between what the optimum is', () => {
    const say = (negated: boolean) =>
      messageOf(() =>
        (negated ? expect(near).not : expect(near)).toComeWithin(gap / 2, { ofOptimum: 'edp', nodes }),
      )
    expect(say(false)).toBe(say(true))
    expect(say(false)).toMatch(
      /^It is not decided whether mapping on conv comes within [\d.]+ % of the optimum\./,
    )
    expect(say(false)).toContain(`No mapping of the space costs less than ${shown(Number(lower))}`)
    const [, most] = /the best found is at most ([\d.]+) % above/.exec(say(false)) ?? []
    expect(Number(most)).toBeGreaterThanOrEqual(100 * gap)
    expect(Number(most)).toBeLessThan(100 * gap + 0.01)
    expect(say(false)).toContain(`stopped after ${nodes} boxes of mappings; give more { nodes }`)
  })
})

describe('what cannot be judged fails either way', () => {
  const cases: readonly (readonly [string, unknown, readonly unknown[], string | RegExp])[] = [
    ['no optimum', subject, [0.05], 'Name the objective of the optimum'],
    ['a share that is none', subject, ['5 %', { ofOptimum: 'edp' }], 'such as 0.05 for 5 %, not "5 %"'],
    ['a negative share', subject, [-1, { ofOptimum: 'edp' }], 'not -1'],
    ['another optimum', subject, [1, { ofOptimum: 'pareto' }], 'There is no optimum of "pareto"'],
    ['an unknown option', subject, [1, { ofOptimum: 'edp', node: 5 }], 'has no option "node"'],
    ['a wrong number of nodes', subject, [1, { ofOptimum: 'edp', nodes: 0 }], 'options.nodes'],
    ['a wrong space', subject, [1, { ofOptimum: 'edp', space: { tiles: { Q: [1] } } }], 'space.tiles.Q'],
    ['figures alone', cost, [1, { ofOptimum: 'edp' }], 'A result holds figures only'],
    ['a dataflow alone', columns, [1, { ofOptimum: 'edp' }], 'The subject has no layer or hardware'],
    [
      'a mapping that does not fit',
      { ...subject, hardware: { ...hardware, l1: { capacity: 1 } } },
      [1, { ofOptimum: 'edp' }],
      /\nEnlarge the buffers or make the tiles smaller\.$/,
    ],
    [
      'a space of which no mapping is feasible',
      subject,
      [1, { ofOptimum: 'edp', limits: { runtime: 1 } }],
      'There is no optimum: no mapping is feasible: the limits exclude all of them.',
    ],
  ]

  test.each(cases)('%s', (_, given, options, words) => {
    const say = (negated: boolean) =>
      messageOf(() => {
        const matchers = negated ? loosely(given).not : loosely(given)
        matchers['toComeWithin']!(...options)
      })
    expect(say(false)).toMatch(words)
    expect(say(true)).toBe(say(false))
  })
})
