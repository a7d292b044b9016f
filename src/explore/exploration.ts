/** Explorations as a commutative monoid: counts add up, fronts unite and are cut back, the better of two bests stays. */
import { attempt } from '../error/attempt'
import { isRight } from '../internal/either'
import { mostMerged } from '../internal/limits'
import { isRecord, readList } from '../internal/read'
import { snapshot } from '../internal/snapshot'
import { coordinateOf, type Figures } from './cell'
import { joinedBasis } from './energy-basis'
import { paretoFront } from './pareto'
import { readExploration } from './read-exploration'
import {
  type Design,
  type DesignObjective,
  type Exploration,
  type Invalid,
  objectives,
  type Space,
} from './space'

/** Area and power are there wherever they are objectives. */
const figuresOf = ({ area, power, ...rest }: Design): Figures => ({
  ...rest,
  area: area ?? 0,
  power: power ?? 0,
})

const coordinateIn = (design: Design, objective: DesignObjective): number =>
  coordinateOf(figuresOf(design), objective)

/** The designs as rows of coordinates. */
const rowsOf = (designs: readonly Design[], chosen: readonly DesignObjective[]): Float64Array => {
  const rows = new Float64Array(designs.length * chosen.length)
  designs.forEach((design, i) => {
    const figures = figuresOf(design)
    for (let c = 0; c < chosen.length; c++) rows[i * chosen.length + c] = coordinateOf(figures, chosen[c]!)
  })
  return rows
}

const objectivesOf = ({ best }: Exploration): readonly DesignObjective[] =>
  objectives.filter((objective) => best[objective] !== undefined)

/** Made anew for each answer: what one caller does to its own shows in no other. */
const noneInvalid = (): Invalid => ({
  ...{ dataflow: 0, l1: 0, clusters: 0, l2: 0 },
  ...{ area: 0, power: 0, averagePower: 0 },
})

const addInvalid = (a: Invalid, b: Invalid): Invalid => ({
  dataflow: a.dataflow + b.dataflow,
  l1: a.l1 + b.l1,
  clusters: a.clusters + b.clusters,
  l2: a.l2 + b.l2,
  area: a.area + b.area,
  power: a.power + b.power,
  averagePower: a.averagePower + b.averagePower,
})

export const byIndex = (a: Design, b: Design): number => a.index - b.index

/** The front of designs, one for each point, by index. */
export const frontOf = (
  designs: readonly Design[],
  chosen: readonly DesignObjective[],
): readonly Design[] => {
  const sorted = [...designs].sort(byIndex)
  return paretoFront(rowsOf(sorted, chosen), sorted.length, chosen.length)
    .map((row) => sorted[row]!)
    .sort(byIndex)
}

const better = (a: Design | null, b: Design | null, objective: DesignObjective): Design | null => {
  if (a === null || b === null) return a ?? b
  const difference = coordinateIn(a, objective) - coordinateIn(b, objective)
  return difference < 0 || (difference === 0 && a.index <= b.index) ? a : b
}

export const bestOf = (
  chosen: readonly DesignObjective[],
  of: (objective: DesignObjective) => Design | null,
): Exploration['best'] => Object.fromEntries(chosen.map((objective) => [objective, of(objective)]))

/**
 * The exploration of two disjoint sets of designs of the same space together. Associative and commutative, with
 * {@link emptyExploration} as its identity: shards that were computed anywhere, merged in any order, are the same, to the
 * last character of their JSON, as all at once. An argument that is not an exploration counts as one without designs, so that
 * `designs.total` falls short of the space.
 *
 * @param a - The exploration of some designs of a space.
 * @param b - The exploration of other designs of the same space.
 *
 * @example
 * ```ts
 * import { dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { explore, mergeExplorations, range } from 'maestro-dataflow/explore'
 *
 * const space = {
 *   layer: gemm({ M: 64, N: 64, K: 64 }),
 *   dataflow: () => dataflow('rows', [spatialMap('M')]),
 *   pes: range(1, 100),
 * }
 * const [a, b] = [0, 1].map((index) => orThrow(explore(space, { shard: { index, count: 2 } })))
 * JSON.stringify(mergeExplorations(b, a)) === JSON.stringify(orThrow(explore(space))) // => true
 * ```
 * @since 0.1.0
 * @category exploration
 */
export const mergeExplorations = (a: Exploration, b: Exploration): Exploration => mergeAllExplorations([a, b])

/**
 * The explorations of any number of disjoint sets of designs of the same space together: the result of {@link mergeExplorations}
 * of one after the other, with one pass over all their fronts. Of none, an exploration without objectives.
 *
 * @param explorations - Explorations of disjoint sets of designs of one space, in any order.
 *
 * @example
 * ```ts
 * import { dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { explore, mergeAllExplorations, range } from 'maestro-dataflow/explore'
 *
 * const space = {
 *   layer: gemm({ M: 64, N: 64, K: 64 }),
 *   dataflow: () => dataflow('rows', [spatialMap('M')]),
 *   pes: range(1, 100),
 * }
 * const shards = range(0, 7).map((index) => orThrow(explore(space, { shard: { index, count: 8 } })))
 * mergeAllExplorations(shards).designs.total // => 100
 * ```
 * @since 0.2.0
 * @category exploration
 */
export const mergeAllExplorations = (explorations: readonly Exploration[]): Exploration => {
  const given = attempt((report) => readList(explorations, 'explorations', mostMerged, 'Malformed', report))
  const read = (isRight(given) ? given.right : []).map(readExploration)
  return merged(read.filter((each) => each !== null))
}

const merged = (explorations: readonly Exploration[]): Exploration => {
  const [first, ...others] = explorations
  const chosen =
    first === undefined
      ? []
      : objectivesOf(first).filter((objective) => others.every(({ best }) => best[objective] !== undefined))
  return {
    designs: {
      total: explorations.reduce((sum, { designs }) => sum + designs.total, 0),
      valid: explorations.reduce((sum, { designs }) => sum + designs.valid, 0),
      invalid: explorations.reduce((sum, { designs }) => addInvalid(sum, designs.invalid), noneInvalid()),
    },
    energy: explorations.reduce<Exploration['energy']>(
      (basis, { energy }) => joinedBasis(basis, energy),
      null,
    ),
    front: frontOf(
      explorations.flatMap(({ front }) => front),
      chosen,
    ),
    best: bestOf(chosen, (objective) =>
      explorations.reduce<Design | null>(
        (best, { best: given }) => better(best, given[objective] ?? null, objective),
        null,
      ),
    ),
  }
}

/**
 * The exploration of no design of a space: where merging begins.
 *
 * @param space - The space whose objectives the exploration has.
 *
 * @example
 * ```ts
 * import { dataflow, gemm, spatialMap } from 'maestro-dataflow'
 * import { emptyExploration } from 'maestro-dataflow/explore'
 *
 * const layer = gemm({ M: 64, N: 64, K: 64 })
 * const rows = dataflow('rows', [spatialMap('M')])
 * emptyExploration({ layer, dataflow: () => rows, pes: [16], objectives: ['runtime'] }).best // => { runtime: null }
 * ```
 * @since 0.1.0
 * @category exploration
 */
export const emptyExploration = <P extends string>(space: Space<P>): Exploration => {
  const given = attempt(() => (isRecord(space) ? { objectives: snapshot(space.objectives) } : undefined))
  const asked = isRight(given) ? (given.right.objectives ?? ['runtime', 'energy']) : []
  return none(objectives.filter((objective) => Array.isArray(asked) && asked.includes(objective)))
}

const none = (chosen: readonly DesignObjective[]): Exploration => ({
  designs: { total: 0, valid: 0, invalid: noneInvalid() },
  energy: null,
  front: [],
  best: bestOf(chosen, () => null),
})
