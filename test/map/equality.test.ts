/** Answers of small problems against brute force: every mapping through the estimate of its dataflow. */
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  conv2d,
  depthwiseConv2d,
  estimate,
  gemm,
  type Layer,
  orThrow,
  prepare,
} from '../../src/index'
import { product } from '../../src/internal/arithmetic'
import { type MapOptions, type Mapping, type MapRequest, map } from '../../src/map'
import { scaled } from '../support/generators/bulk'
import { pick, type Random } from '../support/generators/random'
import { enumerateMappings, plainDataflow } from './enumerate'
import { frontDifferences, isNear } from './front'
import { dimensionsOf, problemOf, randomAccelerator, randomLayer, roughSize, withFeature } from './problems'
import { reported } from './report'
import { random as seeds } from './seeds'

type Costs = { readonly runtime: number; readonly energy: number; readonly edp: number }

/** The costs of every feasible mapping, and how many mappings there are. */
const enumerate = (layer: Layer, hardware: Accelerator) => {
  const dimensions = dimensionsOf(problemOf(layer))
  const totals = orThrow(prepare(layer, hardware))
  const costs: Costs[] = []
  let count = 0
  for (const mapping of enumerateMappings(dimensions, hardware.pes)) {
    count++
    const each = totals(plainDataflow(mapping, dimensions))
    if (each._tag === 'Right' && each.right.fits) costs.push(each.right)
  }
  return { costs, count }
}

const drawn = (
  runs: number,
  purpose: string,
  size: number,
  layerOf = (random: Random): Layer => randomLayer(random, random(2, 5)),
) => {
  const random = seeds(purpose)
  const problems: { readonly layer: Layer; readonly hardware: Accelerator }[] = []
  while (problems.length < runs) {
    const layer = layerOf(random)
    const problem = problemOf(layer)
    const pes = random(1, 7)
    const macs = product(problem.extents)
    if (macs < 4 || roughSize(problem, pes) > size) continue
    problems.push({ layer, hardware: randomAccelerator(random, pes, 4 * macs) })
  }
  return problems
}

/** Layers that look the same with rows and columns, or both operands, exchanged. */
const square = (random: Random): Layer => {
  const side = random(2, 4)
  switch (random(1, 4)) {
    case 1:
      return gemm({ M: side, N: side, K: random(1, 4) })
    case 2:
      return conv2d({ K: random(1, 2), C: random(1, 2), R: 1, S: 1, "Y'": side, "X'": side })
    case 3:
      return conv2d({ K: 1, C: random(1, 2), R: 2, S: 2, "Y'": 2, "X'": 2, stride: random(1, 2) })
    default:
      return depthwiseConv2d({ C: random(1, 2), R: 2, S: 2, "Y'": side, "X'": side, stride: random(1, 2) })
  }
}

const solve = (request: MapRequest, options: MapOptions = { gap: 0 }): Mapping =>
  orThrow(map(request, options))

const frontOf = (costs: readonly Costs[]): readonly Costs[] => {
  const front: Costs[] = []
  for (const each of costs.toSorted((a, b) => a.runtime - b.runtime || a.energy - b.energy))
    if (front.length === 0 || each.energy < front.at(-1)!.energy) front.push(each)
  return front
}

const sumClosed = ({ counts: { closed } }: Mapping): bigint =>
  Object.values(closed).reduce((sum, each) => sum + BigInt(each), 0n)

const runs = Number(process.env['MAP_RUNS'] ?? scaled(25, 10))

describe('a mapping search', () => {
  const squares = drawn(Math.ceil(runs / 4), 'square', 8_000, square)
  const problems = [...drawn(runs, 'equality', 8_000), ...squares].map((problem) => ({
    ...problem,
    all: enumerate(problem.layer, problem.hardware),
  }))
  const said = (problem: (typeof problems)[number], mapping: Mapping): string =>
    JSON.stringify({ layer: problem.layer, hardware: problem.hardware, mapping })

  reported(
    `equality: ${problems.length} problems, ${problems.reduce((sum, { all }) => sum + all.count, 0)} mappings enumerated, ${problems.filter(({ all }) => all.costs.length === 0).length} without any that is feasible;`,
  )
  reported(
    '  the least runtime, energy and EDP, the front and the best distinct values are those of all mappings',
  )

  it.each(['runtime', 'energy', 'edp'] as const)('finds the least %s of all mappings', (objective) => {
    for (const problem of problems) {
      const { layer, hardware, all } = problem
      const mapping = solve({ layer, hardware, objective })
      const least = all.costs.reduce((best, each) => Math.min(best, each[objective]), Infinity)
      expect(mapping.proven, said(problem, mapping)).toBe(true)
      expect(mapping.counts.mappings).toBe(String(all.count))
      expect(sumClosed(mapping), said(problem, mapping)).toBe(BigInt(all.count))
      if (mapping.best === null) expect(least).toBe(Infinity)
      else {
        expect(isNear(mapping.best[objective], least), said(problem, mapping)).toBe(true)
        expect(mapping.gap).toBe(0)
        const { runtime, energy, edp, buffers } = orThrow(estimate(layer, mapping.best.dataflow, hardware))
        expect({ runtime, energy: energy.total, edp, fits: buffers.fits }).toEqual({
          runtime: mapping.best.runtime,
          energy: mapping.best.energy,
          edp: mapping.best.edp,
          fits: true,
        })
      }
    }
  })

  it('finds the whole front', () => {
    for (const problem of problems) {
      const { layer, hardware, all } = problem
      const mapping = solve({ layer, hardware, objective: 'pareto' })
      expect(frontDifferences(mapping.front, frontOf(all.costs)), said(problem, mapping)).toEqual([])
      expect(sumClosed(mapping)).toBe(BigInt(all.count))
      expect(mapping.proven).toBe(true)
    }
  })

  it('finds the best distinct values', () => {
    const random = seeds('top')
    for (const problem of problems) {
      const objective = pick(random, ['runtime', 'energy', 'edp'] as const)
      const top = random(2, 6)
      const { layer, hardware } = problem
      const mapping = solve({ layer, hardware, objective }, { gap: 0, top })
      const values = problem.all.costs.map((each) => each[objective]).sort((a, b) => a - b)
      const distinct = values.filter((value, i) => i === 0 || !isNear(value, values[i - 1]!)).slice(0, top)
      expect(mapping.top.length, said(problem, mapping)).toBe(distinct.length)
      mapping.top.forEach((each, i) => {
        expect(isNear(each[objective], distinct[i]!), said(problem, mapping)).toBe(true)
      })
    }
  })

  it.each(['capacity', 'symmetry', 'bound'] as const)('answers the same without closing by %s', (rule) => {
    for (const problem of problems.filter(({ all }) => all.count < 2_000)) {
      const { layer, hardware, all } = problem
      const mapping = solve({ layer, hardware }, { gap: 0, without: [rule] })
      const least = all.costs.reduce((best, each) => Math.min(best, each.edp), Infinity)
      expect(isNear(mapping.best?.edp ?? Infinity, least), said(problem, mapping)).toBe(true)
      expect(sumClosed(mapping), said(problem, mapping)).toBe(BigInt(all.count))
      expect(mapping.counts.closed[rule]).toBe('0')
    }
  })

  const isTrue = (problem: (typeof problems)[number], mapping: Mapping): void => {
    const { objective, lower, best, gap, proven, front, why } = mapping
    const { costs } = problem.all
    const leastOf = (figure: 'runtime' | 'energy' | 'edp'): number =>
      costs.reduce((least, each) => Math.min(least, each[figure]), Infinity)
    const text = said(problem, mapping)
    const atMost = (a: number, b: number): void => expect(a, text).toBeLessThanOrEqual(b * (1 + 1e-9))
    if (!proven) {
      expect(lower, text).not.toBeNull()
      expect(why, text).toBeNull()
    }
    if (lower === null) expect(costs.length, text).toBe(0)
    else if (typeof lower === 'object') {
      atMost(lower.runtime, leastOf('runtime'))
      atMost(lower.energy, leastOf('energy'))
    } else if (objective !== 'pareto') {
      atMost(lower, leastOf(objective))
      if (best !== null && lower > 0) atMost(best[objective], lower * (1 + gap!))
    }
    if (objective !== 'pareto') return
    // Every mapping has a point of the front that is within the gap of it.
    const distances = (best === null ? [] : costs).map((each) =>
      front.reduce(
        (least, point) => Math.min(least, Math.max(point.runtime / each.runtime, point.energy / each.energy)),
        Infinity,
      ),
    )
    atMost(
      distances.reduce((a, b) => Math.max(a, b), 0),
      1 + (gap ?? 0),
    )
  }

  it.each(['runtime', 'energy', 'edp', 'pareto'] as const)(
    'of %s is true when it is stopped early',
    (objective) => {
      for (const problem of problems)
        for (const nodes of [1, 8, 40, 1_000]) {
          const { layer, hardware } = problem
          const mapping = solve({ layer, hardware, objective }, { gap: 0, nodes })
          isTrue(problem, mapping)
          expect(mapping.counts.nodes).toBeLessThanOrEqual(nodes)
          if (mapping.proven) expect(mapping.gap ?? 0, said(problem, mapping)).toBe(0)
        }
    },
  )

  it.each(['runtime', 'energy', 'edp', 'pareto'] as const)(
    'of %s is true within the gap that is asked for',
    (objective) => {
      for (const problem of problems)
        for (const gap of [0.02, 0.3]) {
          const { layer, hardware } = problem
          const mapping = solve({ layer, hardware, objective }, { gap })
          isTrue(problem, mapping)
          expect(mapping.proven, said(problem, mapping)).toBe(true)
          expect(mapping.gap ?? 0, said(problem, mapping)).toBeLessThanOrEqual(gap * (1 + 1e-9))
        }
    },
  )
})

describe('a mapping search of what says more of its tensors', () => {
  it('finds the least of all mappings', () => {
    const random = seeds('features')
    let compared = 0
    for (const { layer: plain, hardware: given } of drawn(Math.ceil(runs / 2), 'features', 1_500)) {
      const { layer, hardware } = withFeature(random, plain, given)
      const { costs, count } = enumerate(layer, hardware)
      for (const objective of ['runtime', 'energy', 'edp'] as const) {
        const mapping = solve({ layer, hardware, objective }, { gap: 0, nodes: 1e6 })
        const text = JSON.stringify({ layer, hardware, mapping })
        const least = costs.reduce((best, each) => Math.min(best, each[objective]), Infinity)
        expect(mapping.counts.mappings, text).toBe(String(count))
        expect(isNear(mapping.best?.[objective] ?? Infinity, least), text).toBe(true)
        compared++
      }
    }
    expect(compared).toBe(3 * Math.ceil(runs / 2))
  })
})
