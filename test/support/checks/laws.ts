/** Laws over random problems that fast-check draws, so that a counterexample shrinks. */
import fc from 'fast-check'
import type { Dataflow, Directive, Estimate, SpatialMap, TemporalMap } from '../../../src/index'
import { type Check, checked, firstSeed, runsOr } from '../generators/bulk'
import { printedProblem, randomProblem, simulable } from '../generators/problems'
import type { Random } from '../generators/random'

const runs = runsOr(500)

/** Fails with the problem and what is wrong with it; the seed makes a failure happen again. */
export const law = (holds: Check): void =>
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const random: Random = (least, most) => draw(fc.integer, { min: least, max: most })
      const problem = randomProblem(random, simulable)
      const wrong = checked(holds, problem, random)
      if (wrong.length > 0) throw new Error([printedProblem(problem), ...wrong].join('\n'))
    }),
    { numRuns: runs, seed: firstSeed, verbose: 0 },
  )

export type AnyMap = SpatialMap | TemporalMap

const isMap = (directive: Directive): directive is AnyMap => directive._tag !== 'Cluster'

/** The maps of each level. */
export const mapsByLevel = ({ directives }: Dataflow): readonly (readonly AnyMap[])[] => {
  const levels: AnyMap[][] = [[]]
  for (const directive of directives)
    if (isMap(directive)) levels.at(-1)?.push(directive)
    else levels.push([])
  return levels
}

/** Whether no two maps of the level name the same dimension, as only dropped ones may. */
export const namesOnce = (maps: readonly AnyMap[]): boolean =>
  new Set(maps.map(({ dimension }) => dimension)).size === maps.length

/** The largest tiles of every unit, and what has to be held for them. */
export const unitTiles = ({ levels, buffers }: Estimate): unknown => ({
  tiles: levels.map(({ tensors }) => Object.entries(tensors).map(([name, { unitTile }]) => [name, unitTile])),
  l1: buffers.l1,
  clusters: buffers.clusters,
})

/**
 * The same, and the largest unions of a level's tiles. Of the shared buffer only what it needs to stream everything: which
 * tensors are worth keeping depends on the traffic, and so on the order of loops.
 */
export const allTiles = (estimate: Estimate): unknown => ({
  units: unitTiles(estimate),
  levels: estimate.levels.map(({ tensors }) =>
    Object.entries(tensors).map(([name, { levelTile }]) => [name, levelTile]),
  ),
  minimum: estimate.buffers.l2.minimum,
})

/** Every figure, and the tags of the warnings but for maps that were dropped: these are no longer there to be dropped. */
export const figures = ({ warnings, ...all }: Estimate): unknown => ({
  ...all,
  dataflow: '',
  warnings: warnings.map(({ _tag }) => _tag).filter((tag) => tag !== 'DroppedMap'),
})

/** The figures of the outermost levels that do not tell of time. */
export const countsAbove = ({ levels }: Estimate, count: number): unknown =>
  levels
    .slice(0, count)
    .map(({ units, steps, activeUnitSteps, tensors }) => ({ units, steps, activeUnitSteps, tensors }))
