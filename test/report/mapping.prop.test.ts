/** Mapping views are what enumeration finds. */
import { expect, it } from 'vitest'
import { estimate, orThrow } from '../../src/index'
import { type MappingView, mappingView } from '../../src/report'
import { type Check, failuresOf, runsOr } from '../property/bulk'
import { simulable, simulated } from '../property/problems'
import type { Random } from '../property/random'
import { cellsAt, familiesAt, stepsAt } from './enumerated'

const runs = runsOr(1000)

const stretch = (random: Random, total: number, most: number) => {
  const from = random(0, total - 1)
  return { from, count: random(1, most) }
}

const shown = ({ units, steps, cells }: MappingView): ReadonlyMap<string, unknown> => {
  const unitAt = new Map(units.shown.map(({ number, at }) => [number, at.join('.')]))
  const stepAt = new Map(steps.shown.map(({ number, at }) => [number, at.join('.')]))
  return new Map(cells.map(({ unit, step, ...cell }) => [`${unitAt.get(unit)} ${stepAt.get(step)}`, cell]))
}

it(`every cell of a window is what enumeration finds, on ${runs} problems`, () => {
  let multicast = 0
  let reduced = 0
  let reused = 0
  const check: Check = (problem, random) => {
    const { subject, dataflow, hardware } = problem
    const simulation = simulated(problem)
    const level = random(0, simulation.levels.length - 1)
    const families = familiesAt(simulation, level)
    const steps = stepsAt(families)
    const allUnits = simulation.levels.slice(0, level + 1).reduce((product, { units }) => product * units, 1)
    const window = {
      pes: hardware.pes,
      level,
      units: stretch(random, allUnits, 12),
      steps: stretch(random, steps.length, 40),
    }
    const view = orThrow(mappingView(subject.layer, dataflow, window))
    expect(view.steps.total).toBe(steps.length)
    expect(view.units.total).toBe(allUnits)
    expect(view.steps.shown.map(({ at }) => at)).toEqual(
      steps.slice(window.steps.from, window.steps.from + window.steps.count),
    )
    expect(JSON.parse(JSON.stringify(view))).toEqual(view)
    const expected = cellsAt(simulation, families)
    const found = shown(view)
    for (const { at: unit } of view.units.shown)
      for (const { at: step } of view.steps.shown) {
        const key = `${unit.join('.')} ${step.join('.')}`
        expect(found.get(key), key).toEqual(expected.get(key))
      }
    for (const { tensors } of view.cells)
      for (const holding of Object.values(tensors)) {
        multicast += holding.multicast ?? 0
        reduced += holding.reduced ?? 0
        reused += holding.reused
      }
    return []
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
  expect(Math.min(multicast, reduced, reused)).toBeGreaterThan(runs)
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
