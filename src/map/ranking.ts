/** Which of several mappings are best: the same for those of one search and for those of several answers. */
import { areEqual } from './found'
import type { MappedDataflow } from './mapping-type'
import type { MapObjective } from './request'

/** One figure. */
export type ScalarObjective = Exclude<MapObjective, 'pareto'>

const otherOf = (objective: ScalarObjective, { runtime, energy }: MappedDataflow): number =>
  objective === 'energy' ? runtime : energy

/** A total order: by the objective, then by the other figure, then by the dataflow's text. */
const compare = (objective: ScalarObjective, a: MappedDataflow, b: MappedDataflow): number => {
  const difference = a[objective] - b[objective] || otherOf(objective, a) - otherOf(objective, b)
  if (difference !== 0) return difference
  const [first, second] = [JSON.stringify(a.dataflow), JSON.stringify(b.dataflow)]
  return first < second ? -1 : first > second ? 1 : 0
}

/** The best distinct values of both, in order. */
export const mergedTop = (
  objective: ScalarObjective,
  lists: readonly MappedDataflow[],
  most: number,
): readonly MappedDataflow[] => {
  const top: MappedDataflow[] = []
  for (const each of lists.toSorted((a, b) => compare(objective, a, b))) {
    if (top.length === most) break
    const last = top.at(-1)
    if (last === undefined || !areEqual(objective, last[objective], each[objective])) top.push(each)
  }
  return top
}

/** The nondominated points, by increasing runtime. */
export const mergedFront = (points: readonly MappedDataflow[]): readonly MappedDataflow[] => {
  const front: MappedDataflow[] = []
  for (const each of points.toSorted((a, b) => a.runtime - b.runtime || compare('energy', a, b)))
    if (front.length === 0 || each.energy < front.at(-1)!.energy) front.push(each)
  return front
}

/** The point of the least energy-delay product. */
export const leastEdp = (points: readonly MappedDataflow[]): MappedDataflow | null =>
  points.reduce<MappedDataflow | null>(
    (best, each) => (best === null || compare('edp', each, best) < 0 ? each : best),
    null,
  )

/** Sums of doubles differ by rounding: a bound so near the best one is met. */
export const metBy = (lower: number, best: number): number => (lower >= best * (1 - 2e-9) ? best : lower)

export const gapBetween = (best: number, lower: number): number =>
  best === lower ? 0 : lower === 0 ? Number.MAX_VALUE : best / lower - 1

/** A search that has hardly begun only has 0 as a bound, and the largest number as a gap: JSON has no Infinity. */
export const isBounded = (gap: number): boolean => gap < Number.MAX_VALUE
