/** Explorations as a commutative monoid: counts add up, fronts unite and are cut back, the better of two bests stays. */
import { coordinateOf, type Figures } from './cell'
import { paretoFront } from './pareto'
import { type Design, type Exploration, type Invalid, type Objective, objectives, type Space } from './space'

/** Area and power are there wherever they are objectives. */
const figuresOf = ({ area, power, ...rest }: Design): Figures => ({
  ...rest,
  area: area ?? 0,
  power: power ?? 0,
})

const coordinateIn = (design: Design, objective: Objective): number =>
  coordinateOf(figuresOf(design), objective)

const objectivesOf = ({ best }: Exploration): readonly Objective[] =>
  objectives.filter((objective) => best[objective] !== undefined)

const noneInvalid: Invalid = { dataflow: 0, l1: 0, clusters: 0, l2: 0, area: 0, power: 0 }

const addInvalid = (a: Invalid, b: Invalid): Invalid => ({
  dataflow: a.dataflow + b.dataflow,
  l1: a.l1 + b.l1,
  clusters: a.clusters + b.clusters,
  l2: a.l2 + b.l2,
  area: a.area + b.area,
  power: a.power + b.power,
})

export const byIndex = (a: Design, b: Design): number => a.index - b.index

/** The front of designs, one for each point, by index. */
export const frontOf = (designs: readonly Design[], chosen: readonly Objective[]): readonly Design[] => {
  const sorted = [...designs].sort(byIndex)
  const width = chosen.length
  const rows = Float64Array.from({ length: sorted.length * width }, (_, i) =>
    coordinateIn(sorted[Math.floor(i / width)]!, chosen[i % width]!),
  )
  return paretoFront(rows, sorted.length, width)
    .map((row) => sorted[row]!)
    .sort(byIndex)
}

const better = (a: Design | null, b: Design | null, objective: Objective): Design | null => {
  if (a === null || b === null) return a ?? b
  const difference = coordinateIn(a, objective) - coordinateIn(b, objective)
  return difference < 0 || (difference === 0 && a.index <= b.index) ? a : b
}

export const bestOf = (
  chosen: readonly Objective[],
  of: (objective: Objective) => Design | null,
): Exploration['best'] => Object.fromEntries(chosen.map((objective) => [objective, of(objective)]))

/**
 * The exploration of two disjoint sets of designs of the same space together. Associative and commutative, with
 * {@link emptyExploration} as its identity: shards that were computed anywhere, merged in any order, are the same, to the
 * last character of their JSON, as all at once.
 *
 * @example
 * ```ts
 * import { dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { explore, mergeExplorations, range } from 'maestro-dataflow/explore'
 *
 * const space = {
 *   layer: gemm({ M: 64, N: 64, K: 64 }),
 *   dataflow: () => dataflow('rows', [spatialMap(1, 1, 'M')]),
 *   pes: range(1, 100),
 * }
 * const [a, b] = [0, 1].map((index) => orThrow(explore(space, { shard: { index, count: 2 } })))
 * JSON.stringify(mergeExplorations(b, a)) === JSON.stringify(orThrow(explore(space))) // => true
 * ```
 * @since 0.1.0
 * @category exploration
 */
export const mergeExplorations = (a: Exploration, b: Exploration): Exploration => {
  const chosen = objectivesOf(a).filter((objective) => b.best[objective] !== undefined)
  return {
    designs: {
      total: a.designs.total + b.designs.total,
      valid: a.designs.valid + b.designs.valid,
      invalid: addInvalid(a.designs.invalid, b.designs.invalid),
    },
    front: frontOf([...a.front, ...b.front], chosen),
    best: bestOf(chosen, (objective) =>
      better(a.best[objective] ?? null, b.best[objective] ?? null, objective),
    ),
  }
}

/**
 * The exploration of no design of a space: where merging begins.
 *
 * @example
 * ```ts
 * import { dataflow, gemm, spatialMap } from 'maestro-dataflow'
 * import { emptyExploration } from 'maestro-dataflow/explore'
 *
 * const layer = gemm({ M: 64, N: 64, K: 64 })
 * const rows = dataflow('rows', [spatialMap(1, 1, 'M')])
 * emptyExploration({ layer, dataflow: () => rows, pes: [16], objectives: ['runtime'] }).best // => { runtime: null }
 * ```
 * @since 0.1.0
 * @category exploration
 */
export const emptyExploration = <P extends string>({
  objectives: given = ['runtime', 'energy'],
}: Space<P>): Exploration => ({
  designs: { total: 0, valid: 0, invalid: noneInvalid },
  front: [],
  best: bestOf(
    objectives.filter((objective) => Array.isArray(given) && given.includes(objective)),
    () => null,
  ),
})
