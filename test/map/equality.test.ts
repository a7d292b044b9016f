/** Answers of small problems against brute force: every mapping through the estimate of its dataflow. */
import { describe, expect, it } from 'vitest'
import { type Accelerator, estimate, type Layer, orThrow, prepare } from '../../src/index'
import { product } from '../../src/internal/arithmetic'
import { type MapOptions, type Mapping, type MapRequest, map } from '../../src/map'
import { pick } from '../property/random'
import { enumerateMappings, plainDataflow } from './enumerate'
import { dimensionsOf, problemOf, randomAccelerator, randomLayer, roughSize } from './problems'
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

const drawn = (runs: number, purpose: string, size: number) => {
  const random = seeds(purpose)
  const problems: { readonly layer: Layer; readonly hardware: Accelerator }[] = []
  while (problems.length < runs) {
    const layer = randomLayer(random, random(2, 5))
    const problem = problemOf(layer)
    const pes = random(1, 7)
    const macs = product(problem.extents)
    if (macs < 4 || roughSize(problem, pes) > size) continue
    problems.push({ layer, hardware: randomAccelerator(random, pes, 4 * macs) })
  }
  return problems
}

const solve = (request: MapRequest, options: MapOptions = { gap: 0 }): Mapping =>
  orThrow(map(request, options))

const isNear = (a: number, b: number): boolean => a === b || Math.abs(a / b - 1) < 1e-9

const frontOf = (costs: readonly Costs[]): readonly Costs[] => {
  const front: Costs[] = []
  for (const each of costs.toSorted((a, b) => a.runtime - b.runtime || a.energy - b.energy))
    if (front.length === 0 || each.energy < front.at(-1)!.energy) front.push(each)
  return front
}

const sumClosed = ({ counts: { closed } }: Mapping): bigint =>
  Object.values(closed).reduce((sum, each) => sum + BigInt(each), 0n)

const runs = Number(process.env['MAP_RUNS'] ?? 25)

describe('a mapping search', { timeout: runs * 4_000 }, () => {
  const problems = drawn(runs, 'equality', 8_000).map((problem) => ({
    ...problem,
    all: enumerate(problem.layer, problem.hardware),
  }))
  const said = (problem: (typeof problems)[number], mapping: Mapping): string =>
    JSON.stringify({ layer: problem.layer, hardware: problem.hardware, mapping })

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
      const front = frontOf(all.costs)
      expect(mapping.front.length, said(problem, mapping)).toBe(front.length)
      mapping.front.forEach((point, i) => {
        expect(point.runtime, said(problem, mapping)).toBe(front[i]!.runtime)
        expect(isNear(point.energy, front[i]!.energy), said(problem, mapping)).toBe(true)
      })
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

  it('is true when it is stopped early', () => {
    for (const problem of problems)
      for (const nodes of [1, 8, 40]) {
        const { layer, hardware, all } = problem
        const mapping = solve({ layer, hardware }, { gap: 0, nodes })
        const least = all.costs.reduce((best, each) => Math.min(best, each.edp), Infinity)
        if (mapping.best !== null) expect(mapping.best.edp).toBeGreaterThanOrEqual(least * (1 - 1e-9))
        if (typeof mapping.lower === 'number')
          expect(mapping.lower, said(problem, mapping)).toBeLessThanOrEqual(least * (1 + 1e-9))
        if (mapping.proven) expect(isNear(mapping.best?.edp ?? Infinity, least)).toBe(true)
        expect(mapping.counts.nodes).toBeLessThanOrEqual(nodes)
      }
  })
})
