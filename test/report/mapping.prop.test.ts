/** Mapping views are what enumeration finds. */
import { expect, it } from 'vitest'
import { estimate, orThrow } from '../../src/index'
import { type MappingView, mappingView } from '../../src/report'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { deep, type Problem, simulable, simulated } from '../support/generators/problems'
import type { Random } from '../support/generators/random'
import type { SimProblem } from '../support/simulator/types'
import { cellsAt, familiesAt, runsAt, stepsAt } from './enumerated'

const runs = runsOr(1000, 400)
/** Deep problems take long, and a few share enough to see it. */
const deepRuns = Math.max(Math.min(12, runs), Math.ceil(runs / 80))

const stretch = (random: Random, total: number, most: number) => {
  const from = random(0, total - 1)
  return { from, count: random(1, most) }
}

/** The cells that are shown, by unit and by the positions of all loops. */
const shown = (
  { units, cells }: MappingView,
  steps: readonly (readonly number[])[],
): ReadonlyMap<string, unknown> => {
  const unitAt = new Map(units.shown.map(({ number, at }) => [number, at.join('.')]))
  return new Map(
    cells.map(({ unit, step, ...cell }) => [`${unitAt.get(unit)} ${steps[step]?.join('.')}`, cell]),
  )
}

/** What tiles have in common, added up over the cells of views. */
type Features = { multicast: number; reduced: number; reused: number }

const countFeatures = ({ cells }: MappingView, features: Features): void => {
  for (const { tensors } of cells)
    for (const holding of Object.values(tensors)) {
      features.multicast += holding.multicast ?? 0
      features.reduced += holding.reduced ?? 0
      features.reused += holding.reused
    }
}

/** A window of a level is what enumeration finds, at a place that the random numbers choose. */
const checkWindow = (
  problem: Problem,
  simulation: SimProblem,
  level: number,
  random: Random,
): MappingView => {
  const { subject, dataflow, hardware } = problem
  const families = familiesAt(simulation, level)
  const steps = stepsAt(families)
  const allUnits = simulation.levels.slice(0, level + 1).reduce((product, { units }) => product * units, 1)
  const window = {
    pes: hardware.pes,
    level,
    // Of the hundreds of thousands of a deep level, the first have most to do.
    units: stretch(random, Math.min(allUnits, 16), 12),
    steps: stretch(random, steps.length, 40),
  }
  const view = orThrow(mappingView(subject.layer, dataflow, window))
  expect(view.steps.total).toBe(steps.length)
  expect(view.units.total).toBe(allUnits)
  expect(view.steps.shown.map(({ at }) => at)).toEqual(
    runsAt(families).slice(window.steps.from, window.steps.from + window.steps.count),
  )
  expect(JSON.parse(JSON.stringify(view))).toEqual(view)
  const expected = cellsAt(simulation, families)
  const found = shown(view, steps)
  for (const { at: unit } of view.units.shown)
    for (const { number } of view.steps.shown) {
      const key = `${unit.join('.')} ${steps[number]?.join('.')}`
      expect(found.get(key), key).toEqual(expected.get(key))
    }
  return view
}

it(`every cell of a window is what enumeration finds, in ${runs} small problems`, () => {
  const features: Features = { multicast: 0, reduced: 0, reused: 0 }
  const check: Check = (problem, random) => {
    const simulation = simulated(problem)
    const level = random(0, simulation.levels.length - 1)
    countFeatures(checkWindow(problem, simulation, level, random), features)
    return []
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
  expect(Math.min(...Object.values(features))).toBeGreaterThan(runs)
})

it('every cell of a window is what enumeration finds, in deep problems', () => {
  const features: Features = { multicast: 0, reduced: 0, reused: 0 }
  const check: Check = (problem, random) => {
    const simulation = simulated(problem)
    // The features of one level alone depend on the seed too much for so few problems.
    for (const level of simulation.levels.keys())
      countFeatures(checkWindow(problem, simulation, level, random), features)
    return []
  }
  expect(failuresOf(deepRuns, deep, check)).toBe('')
  // Deep levels share a lot, but little of it leaves within a window.
  expect(Math.min(features.multicast, features.reused)).toBeGreaterThan(3 * deepRuns)
})

it(`what is new and what leaves adds up to the traffic of the estimate, on ${runs} problems`, () => {
  let whole = 0
  const check: Check = (problem) => {
    const { subject, dataflow, hardware } = problem
    const { levels, macs } = orThrow(estimate(subject.layer, dataflow, hardware))
    levels.forEach((figures, level) => {
      const window = { pes: hardware.pes, level, units: { count: 64 }, steps: { count: 64 } }
      const view = orThrow(mappingView(subject.layer, dataflow, window))
      if (view.units.shown.length < view.units.total || view.steps.shown.length < view.steps.total) return
      whole += 1
      expect(view.cells.length).toBe(figures.activeUnitSteps)
      expect(view.cells.reduce((sum, cell) => sum + cell.macs, 0)).toBe(macs)
      for (const { name, role } of view.tensors) {
        const all = view.cells.map(({ tensors }) => tensors[name]!)
        const { fills, evictions, unitTile } = figures.tensors[name]!
        const moved = all.reduce((sum, { fresh, leaving }) => sum + (leaving ?? fresh), 0)
        expect(moved).toBe(role === 'input' ? fills : evictions)
        expect(all.reduce((most, { elements }) => Math.max(most, elements), 0)).toBe(unitTile)
      }
    })
    return []
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
  expect(whole).toBeGreaterThan(runs / 4)
})
