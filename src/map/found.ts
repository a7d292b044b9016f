/** What a search has found: the best mappings by an objective, or the front. */
import type { Costs } from './cost'
import type { Mapping } from './mapping'

export type Objective = 'runtime' | 'energy' | 'edp'

/** A mapping with its exact costs. */
export type Found = { readonly mapping: Mapping; readonly costs: Costs }

/** What decides between equal objectives: runtime for energy, energy for the others. */
const otherOf = (objective: Objective, { runtime, energy }: Costs): number =>
  objective === 'energy' ? runtime : energy

export const isBetter = (objective: Objective, a: Costs, b: Costs): boolean =>
  a[objective] < b[objective] ||
  (a[objective] === b[objective] && otherOf(objective, a) < otherOf(objective, b))

/** Whether two values of an objective are one: sums of doubles differ by rounding. */
export const areEqual = (objective: Objective, a: number, b: number): boolean =>
  objective === 'runtime' ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(a, b)

/** The best `most` distinct values, best first, with one more mapping: of equal values the one of the least other figure. */
export const withFound = (
  list: readonly Found[],
  found: Found,
  objective: Objective,
  most: number,
): readonly Found[] => {
  const value = found.costs[objective]
  const same = list.findIndex(({ costs }) => areEqual(objective, costs[objective], value))
  if (same >= 0) return isBetter(objective, found.costs, list[same]!.costs) ? list.with(same, found) : list
  const at = list.findIndex(({ costs }) => value < costs[objective])
  if (at < 0) return list.length < most ? [...list, found] : list
  return list.toSpliced(at, 0, found).slice(0, most)
}

/** A point of the front is no worse than a mapping in runtime and in energy, but for a factor. */
const covers = ({ costs }: Found, runtime: number, energy: number, factor: number): boolean =>
  costs.runtime <= runtime * factor && costs.energy <= energy * factor

/** Whether a front, by increasing runtime, has a point that is no worse than a runtime and an energy. */
export const isCovered = (
  front: readonly Found[],
  runtime: number,
  energy: number,
  factor: number,
): boolean => {
  // Of the points that are fast enough, the last has the least energy.
  let [from, to] = [0, front.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (front[middle]!.costs.runtime <= runtime * factor) from = middle + 1
    else to = middle
  }
  return from > 0 && covers(front[from - 1]!, runtime, energy, factor)
}

/** The front with one more mapping. */
export const withPoint = (front: readonly Found[], found: Found): readonly Found[] => {
  const { runtime, energy } = found.costs
  if (isCovered(front, runtime, energy, 1)) return front
  const rest = front.filter(({ costs }) => costs.runtime < runtime || costs.energy < energy)
  const at = rest.findIndex(({ costs }) => costs.runtime > runtime)
  return at < 0 ? [...rest, found] : rest.toSpliced(at, 0, found)
}

/** How many times a bound a cost is; without any energies, both are 0. */
const timesBound = (cost: number, bound: number): number => (cost === bound ? 1 : cost / bound)

/** The factor by which a front would have to be better for nothing to be below it, less 1. */
export const gapOf = (front: readonly Found[], runtime: number, energy: number): number =>
  front.reduce(
    (least, { costs }) =>
      Math.min(least, Math.max(timesBound(costs.runtime, runtime), timesBound(costs.energy, energy)) - 1),
    Number.POSITIVE_INFINITY,
  )
