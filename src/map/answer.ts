/** From the state of a search to its answer. */
import type { Warning } from '../error/warning'
import { areDone, type Blocks, mappingsOf, searchesOf } from './blocks'
import { type Found, gapOf } from './found'
import { dataflowOf } from './mapping'
import type { MapCounts, MappedDataflow, Mapping } from './mapping-type'
import { gapBetween, leastEdp, mergedFront, mergedTop, metBy, type ScalarObjective } from './ranking'
import type { Plan } from './read-request'
import { countClosed, openBounds } from './search'
import type { Search } from './search-state'
import { whyInfeasible } from './why'

const mappedOf = ({ target, space }: Plan, { mapping, costs }: Found): MappedDataflow => ({
  dataflow: dataflowOf(mapping, space.loops, target.problem),
  ...costs,
})

/** Whatever was found, by this shard and before it began. */
const foundIn = ({ plan, common, parts }: Blocks): readonly MappedDataflow[] =>
  [common, ...(parts ?? []).map(({ search }) => search)].flatMap((search) =>
    search.found.map((each) => mappedOf(plan, each)),
  )

const countsOf = (blocks: Blocks): MapCounts => {
  const searches = searchesOf(blocks)
  const sum = (of: (search: Search) => number): number =>
    searches.reduce((total, each) => total + of(each), 0)
  const closedBy = searches.map(countClosed)
  const closed = (of: (closed: ReturnType<typeof countClosed>) => bigint): string =>
    String(closedBy.reduce((total, each) => total + of(each), 0n))
  return {
    mappings: String(mappingsOf(blocks)),
    nodes: sum(({ counts }) => counts.nodes),
    bounds: sum(({ counts }) => counts.bounds),
    estimates: sum(({ counts }) => counts.estimates),
    closed: {
      bound: closed(({ bound }) => bound),
      capacity: closed(({ capacity }) => capacity),
      symmetry: closed(({ symmetry }) => symmetry),
      estimate: closed(({ estimate }) => estimate),
    },
  }
}

/** A cluster buffer without a capacity makes one big cluster the best answer. */
const warningsOf = ({ space, target, warnings }: Plan): readonly Warning[] => {
  const isUnlimited = target.machines[1].hardware.clusters[0] === null
  if (!isUnlimited || !space.levels.includes(2)) return warnings
  return [
    ...warnings,
    {
      _tag: 'UnlimitedBuffer',
      path: 'hardware.clusters',
      message:
        'Cluster buffers have no capacity: the best mapping may be one big cluster whose buffer holds whatever it needs. Give hardware.clusters a capacity.',
    },
  ]
}

type Lower = Mapping['lower']

const scalarOf = (
  blocks: Blocks,
  objective: ScalarObjective,
  searches: readonly Search[],
): Pick<Mapping, 'best' | 'top' | 'front' | 'lower' | 'gap' | 'proven'> => {
  const { plan } = blocks
  const { goal } = plan
  const top = mergedTop(objective, foundIn(blocks), goal.top)
  const key = ({ runtime, energy }: { readonly runtime: number; readonly energy: number }): number =>
    objective === 'edp' ? runtime * energy : objective === 'runtime' ? runtime : energy
  const open = searches.flatMap(openBounds).reduce((least, bound) => Math.min(least, key(bound)), Infinity)
  const closed = searches.reduce((least, { closedBelow }) => Math.min(least, closedBelow), Infinity)
  const best = top[0]?.[objective] ?? Infinity
  const least = Math.min(open, closed, goal.below)
  const lower = best < Infinity ? metBy(Math.min(best, least), best) : least
  const isDone = areDone(blocks)
  const gap = best === Infinity ? null : gapBetween(best, lower)
  return {
    best: top[0] ?? null,
    top,
    front: [],
    lower: lower === Infinity ? null : lower,
    gap,
    proven: isDone || (goal.top === 1 && gap !== null && gap <= goal.gap),
  }
}

const leastOf = (values: readonly number[]): number =>
  values.reduce((least, value) => Math.min(least, value), Infinity)

const frontOf = (
  blocks: Blocks,
  searches: readonly Search[],
): Pick<Mapping, 'best' | 'top' | 'front' | 'lower' | 'gap' | 'proven'> => {
  const { plan } = blocks
  const front = mergedFront(foundIn(blocks))
  const open = searches.flatMap(openBounds)
  const ends = { runtime: front[0]?.runtime ?? Infinity, energy: front.at(-1)?.energy ?? Infinity }
  const runtime = Math.min(
    ends.runtime,
    leastOf(open.map((bound) => bound.runtime)),
    leastOf(searches.map(({ closedRuntime }) => closedRuntime)),
  )
  const energy = Math.min(
    ends.energy,
    leastOf(open.map((bound) => bound.energy)),
    leastOf(searches.map(({ closedEnergy }) => closedEnergy)),
  )
  // By the front that each part has found itself, so that the parts can be put together.
  const gaps = searches.map((search) =>
    openBounds(search).reduce(
      (most, { runtime, energy }) => Math.max(most, gapOf(search.found, runtime, energy)),
      search.closedGap,
    ),
  )
  const gap = Math.max(0, ...gaps)
  const best = leastEdp(front)
  // Without any bound yet it is the largest number, as gaps of one figure are: JSON has no Infinity.
  const shown = gap <= 2e-9 ? 0 : Math.min(gap, Number.MAX_VALUE)
  return {
    best,
    top: [],
    front,
    lower: runtime === Infinity ? null : { runtime, energy: metBy(energy, ends.energy) },
    gap: best === null ? null : shown,
    proven: areDone(blocks) || (best !== null && shown <= plan.goal.gap),
  }
}

/** The answer so far. */
export const answerOf = (blocks: Blocks): Mapping => {
  const { plan } = blocks
  const { objective, gap, top } = plan.goal
  const searches = searchesOf(blocks)
  const result = objective === 'pareto' ? frontOf(blocks, searches) : scalarOf(blocks, objective, searches)
  const isRefused = result.best === null && areDone(blocks) && plan.goal.below === Infinity
  const lower: Lower = isRefused ? null : result.lower
  return {
    objective,
    asked: { gap, top },
    ...result,
    lower,
    why: isRefused ? whyInfeasible(plan, searches) : null,
    counts: countsOf(blocks),
    warnings: warningsOf(plan),
  }
}
