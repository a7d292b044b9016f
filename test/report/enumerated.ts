/** Mapping views by enumeration, written from the cost model's text: every step, unit and element. */
import { type Box, elementSpace, pointsIn, stepsOf, wholeBox } from '../support/simulator/elements'
import type { SimLevel, SimProblem } from '../support/simulator/types'

/**
 * What a unit works on, one entry for each step of its schedule (null: idle, for this step or all of the parent's); `at`
 * are the positions of all loops, `runs` the numbers of the steps in the runs of each level.
 */
type Entry = { readonly at: readonly number[]; readonly runs: readonly number[]; readonly box: Box | null }

/** The units of one parent, each with its schedule; entries with the same index are the same step. */
type Family = { readonly at: readonly number[]; readonly units: readonly (readonly Entry[])[] }

/** Where the loops of a level stand in a step of a run on a box: the last one moves first. */
const positionsOf = (
  problem: SimProblem,
  { loops, units }: SimLevel,
  box: Box,
  step: number,
): readonly number[] => {
  const names = Object.keys(problem.extents)
  const positions = loops.map(() => 0)
  let left = step
  for (let i = loops.length - 1; i >= 0; i--) {
    const { dim, kind, size } = loops[i]!
    const tiles = Math.ceil(box[names.indexOf(dim)]!.length / size)
    const steps = kind === 'temporal' ? tiles : Math.ceil(tiles / units)
    positions[i] = left % steps
    left = Math.floor(left / steps)
  }
  return positions
}

const childrenOf = (problem: SimProblem, level: SimLevel, parent: readonly Entry[]) => {
  const schedules: Entry[][] = Array.from({ length: level.units }, () => [])
  for (const { at, runs, box } of parent) {
    const steps = box === null ? [new Map<number, Box>()] : stepsOf(problem.extents, level, box)
    for (const [step, boxes] of steps.entries()) {
      const positions = box === null ? [] : positionsOf(problem, level, box, step)
      for (const [unit, schedule] of schedules.entries())
        schedule.push({ at: [...at, ...positions], runs: [...runs, step], box: boxes.get(unit) ?? null })
    }
  }
  return schedules
}

/** The families of a level, all of its units below all parents. */
export const familiesAt = (problem: SimProblem, level: number): readonly Family[] => {
  const root: Family = { at: [], units: [[{ at: [], runs: [], box: wholeBox(problem) }]] }
  let families: readonly Family[] = [root]
  for (const [depth, each] of problem.levels.slice(0, level + 1).entries())
    families = families.flatMap(({ at, units }) =>
      units.map((parent, unit) => ({
        at: depth === 0 ? [] : [...at, unit],
        units: childrenOf(problem, each, parent),
      })),
    )
  return families
}

const compare = (a: readonly number[], b: readonly number[]): number => {
  const differs = a.findIndex((value, i) => value !== b[i])
  return differs < 0 ? 0 : a[differs]! - b[differs]!
}

/** The steps in which any unit works, in order, by the positions of all loops. */
export const stepsAt = (families: readonly Family[]): readonly (readonly number[])[] => {
  const seen = new Map<string, readonly number[]>()
  for (const { units } of families)
    for (const { at, box } of units.flat()) if (box !== null) seen.set(at.join('.'), at)
  return [...seen.values()].sort(compare)
}

/** The steps of the first unit of all, by their numbers in the runs of each level. */
export const runsAt = (families: readonly Family[]): readonly (readonly number[])[] =>
  (families[0]?.units[0] ?? []).flatMap(({ box, runs }) => (box === null ? [] : [runs]))

const rangesOf = (problem: SimProblem, tensor: number, box: Box) => {
  const names = Object.keys(problem.extents)
  return problem.tensors[tensor]!.axes.map((axis) => {
    let coordinates = [0]
    for (const { dimension, coefficient } of axis) {
      const { start, length } = box[names.indexOf(dimension)]!
      coordinates = coordinates.flatMap((sum) => [
        sum + coefficient * start,
        sum + coefficient * (start + length - 1),
      ])
    }
    return [Math.min(...coordinates), Math.max(...coordinates)]
  })
}

/** Every cell of a level by `unit step`, as a view must show it. */
export const cellsAt = (problem: SimProblem, families: readonly Family[]): ReadonlyMap<string, unknown> => {
  const spaces = problem.tensors.map((tensor) => elementSpace(tensor, problem.extents))
  const names = Object.keys(problem.extents)
  const cells = new Map<string, unknown>()
  const add = ({ at, units }: Family, index: number): void => {
    const touched = (t: number, unit: number, i: number) => {
      const box = units[unit]?.[i]?.box ?? null
      return box === null ? [] : spaces[t]!.touchedBy(box)
    }
    /** What each unit gets on coming from another step, or gives up on going there. */
    const changes = (t: number, other: number) =>
      units.map((_, unit) => spaces[t]!.without(touched(t, unit, index), touched(t, unit, other)))
    for (const [unit, schedule] of units.entries()) {
      const { at: step, box } = schedule[index]!
      if (box === null) continue
      const tensors = problem.tensors.map(({ name, role }, t) => {
        const sharedIn = (all: readonly (readonly number[])[]): number => {
          const others = new Set(all.flatMap((elements, other) => (other === unit ? [] : elements)))
          return all[unit]!.filter((id) => others.has(id)).length
        }
        const elements = touched(t, unit, index).length
        const gets = changes(t, index - 1)
        const loses = changes(t, index + 1)
        const fresh = gets[unit]!.length
        const held = { ranges: rangesOf(problem, t, box), elements, fresh, reused: elements - fresh }
        return [
          name,
          role === 'input'
            ? { ...held, multicast: sharedIn(gets) }
            : { ...held, leaving: loses[unit]!.length, reduced: sharedIn(loses) },
        ] as const
      })
      cells.set(`${[...at, unit].join('.')} ${step.join('.')}`, {
        macs: pointsIn(box),
        box: Object.fromEntries(
          names.map((name, d) => [name, [box[d]!.start, box[d]!.start + box[d]!.length - 1]]),
        ),
        tensors: Object.fromEntries(tensors),
      })
    }
  }
  for (const family of families) for (const index of family.units[0]!.keys()) add(family, index)
  return cells
}
