/** The laws of the dataflow algebra, as its TSDoc states them. */
import { describe, it } from 'vitest'
import {
  clusterize,
  type Dataflow,
  type Estimate,
  type Interconnect,
  inputCentric,
  orThrow,
  outputCentric,
  reorder,
  retile,
  spatialize,
  type Transformation,
  temporalize,
} from '../../src/index'
import { estimated, unless, unlessEqual } from '../support/checks/answers'
import {
  type AnyMap,
  allTiles,
  countsAbove,
  figures,
  law,
  mapsByLevel,
  namesOnce,
  unitTiles,
} from '../support/checks/laws'
import { canonicalDataflow } from '../support/generators/directives'
import type { Problem } from '../support/generators/problems'
import { pick, type Random, shuffled, some } from '../support/generators/random'

type Place = { readonly level: number; readonly maps: readonly AnyMap[]; readonly map: AnyMap }

/** A level and one of its maps. */
const placeIn = (random: Random, dataflow: Dataflow): Place => {
  const levels = mapsByLevel(dataflow)
  const level = pick(
    random,
    [...levels.keys()].filter((i) => (levels[i]?.length ?? 0) > 0),
  )
  const maps = levels[level] ?? []
  return { level, maps, map: pick(random, maps) }
}

const beyond = ({ dataflow }: Problem): number => mapsByLevel(dataflow).length

const idempotent = (change: Transformation, dataflow: Dataflow): readonly string[] =>
  unlessEqual(change(change(dataflow)), change(dataflow), 'idempotent')

const identity = (change: Transformation, dataflow: Dataflow, why: string): readonly string[] =>
  unlessEqual(change(dataflow), dataflow, why)

const under = (problem: Problem, change: Transformation): Estimate =>
  estimated({ ...problem, dataflow: change(problem.dataflow) })

describe('reorder', () => {
  it('is idempotent, is undone by the order that was, and leaves other levels alone', () =>
    law((problem, random) => {
      const { dataflow } = problem
      const { level, maps } = placeIn(random, dataflow)
      const before = maps.map(({ dimension }) => dimension)
      const change = reorder(level, some(random, shuffled(random, before), 80))
      const restored = reorder(level, before)(change(dataflow))
      return [
        ...idempotent(change, dataflow),
        ...(namesOnce(maps) ? unlessEqual(restored, dataflow, 'undone') : []),
        ...identity(reorder(beyond(problem), before), dataflow, 'a level that is not there'),
      ]
    }))

  it('keeps MACs, tiles and buffer requirements', () =>
    law((problem, random) => {
      const { level, maps } = placeIn(random, problem.dataflow)
      const order = shuffled(random, maps).map(({ dimension }) => dimension)
      const [before, after] = [estimated(problem), under(problem, reorder(level, order))]
      return [
        ...unless(before.macs === after.macs, 'MACs'),
        ...unlessEqual(allTiles(before), allTiles(after), 'tiles'),
      ]
    }))
})

describe('retile', () => {
  it('is idempotent, the last one counts, is undone by the tile that was, and leaves other maps alone', () =>
    law((problem, random) => {
      const { dataflow } = problem
      const { level, maps, map } = placeIn(random, dataflow)
      const [first, second] = [random(1, 9), random(1, 9)]
      const change = retile(level, map.dimension, first)
      const both = retile(level, map.dimension, second)(change(dataflow))
      const restored = retile(level, map.dimension, map.size, map.offset)(change(dataflow))
      return [
        ...idempotent(change, dataflow),
        ...unlessEqual(both, retile(level, map.dimension, second)(dataflow), 'the last counts'),
        ...(namesOnce(maps) ? unlessEqual(restored, dataflow, 'undone') : []),
        ...identity(retile(level, 'no such dimension', first), dataflow, 'a dimension that is not there'),
        ...identity(retile(beyond(problem), map.dimension, first), dataflow, 'a level that is not there'),
      ]
    }))

  it('keeps MACs; in outputs every tile is legal', () =>
    law((problem, random) => {
      const inOutputs = { ...problem, dataflow: canonicalDataflow(problem) }
      const { level, map } = placeIn(random, inOutputs.dataflow)
      const after = under(inOutputs, retile(level, map.dimension, random(1, 20)))
      return unless(after.macs === estimated(problem).macs, 'MACs')
    }))
})

describe('spatialize and temporalize', () => {
  it('are idempotent; temporalize undoes spatialize where nothing was spatial', () =>
    law((problem, random) => {
      const { dataflow } = problem
      const { level, maps, map } = placeIn(random, dataflow)
      const spread = spatialize(level, map.dimension)
      const gather = temporalize(level, map.dimension)
      const nothingSpatial = maps.every(({ _tag }) => _tag === 'TemporalMap')
      return [
        ...idempotent(spread, dataflow),
        ...idempotent(gather, dataflow),
        ...(nothingSpatial ? unlessEqual(gather(spread(dataflow)), dataflow, 'undone') : []),
        ...identity(spatialize(level, 'no such dimension'), dataflow, 'a dimension that is not there'),
        ...identity(temporalize(beyond(problem), map.dimension), dataflow, 'a level that is not there'),
      ]
    }))

  it('keep MACs and the tiles of every unit', () =>
    law((problem, random) => {
      const { level, map } = placeIn(random, problem.dataflow)
      const before = estimated(problem)
      return [spatialize(level, map.dimension), temporalize(level, map.dimension)].flatMap((change) => {
        const after = under(problem, change)
        return [
          ...unless(before.macs === after.macs, 'MACs'),
          ...unlessEqual(unitTiles(before), unitTiles(after), 'tiles'),
        ]
      })
    }))
})

describe('clusterize', () => {
  it('keeps MACs', () =>
    law((problem, random) => {
      const size = random(1, 4)
      const name = pick(random, Object.keys(problem.subject.extents))
      const tile = random(1, 4)
      const map: AnyMap = { _tag: 'SpatialMap', size: tile, offset: tile, dimension: name }
      const hardware = { ...problem.hardware, pes: problem.hardware.pes * size }
      const after = under({ ...problem, hardware }, clusterize(size, [map]))
      return unless(after.macs === estimated(problem).macs, 'MACs')
    }))

  // Not delay and bandwidth: the network of the new level takes time, and the steps above take longer by that.
  it('of size 1 without maps keeps the counts of the levels above', () =>
    law((problem) => {
      const before = estimated(problem)
      const after = under(problem, clusterize(1, []))
      const depth = before.levels.length
      return unlessEqual(countsAbove(before, depth), countsAbove(after, depth), 'counts')
    }))

  it('of size 1 without maps keeps every figure of the levels above, if its network takes no time', () =>
    law((problem) => {
      const depth = problem.canonical.levels.length
      const { noc = {} } = problem.hardware
      const list: readonly Interconnect[] = 'length' in noc ? noc : [noc]
      const networks = Array.from({ length: depth }, (_, i) => list[i] ?? list.at(-1) ?? {})
      const hardware = { ...problem.hardware, noc: [...networks, { latency: 0 }] }
      const before = estimated(problem)
      const after = under({ ...problem, hardware }, clusterize(1, []))
      return [
        ...unlessEqual(before.levels, after.levels.slice(0, depth), 'levels'),
        ...unless(before.onChipRuntime === after.onChipRuntime, 'on-chip runtime'),
      ]
    }))
})

describe('outputCentric and inputCentric', () => {
  const rewrites =
    (rewrite: typeof outputCentric, { subject: { layer } }: Problem) =>
    (dataflow: Dataflow) =>
      orThrow(rewrite(layer, dataflow))

  const isNumeric = ({ directives, parameters }: Dataflow): boolean =>
    Object.keys(parameters).length === 0 &&
    directives.every(
      (directive) =>
        typeof directive.size === 'number' &&
        (directive._tag === 'Cluster' || typeof directive.offset === 'number'),
    )

  /** Whether something is left of the dataflow once maps on lacking dimensions are dropped. */
  const hasLoops = ({ canonical: { levels } }: Problem): boolean =>
    levels.some(({ loops }) => loops.length > 0)

  const changedFigures = (problem: Problem): readonly string[] => {
    const before = figures(estimated(problem))
    return [
      ...unlessEqual(before, figures(under(problem, rewrites(outputCentric, problem))), 'outputs'),
      ...unlessEqual(before, figures(under(problem, rewrites(inputCentric, problem))), 'inputs'),
    ]
  }

  it('keep every figure', () => law((problem) => (hasLoops(problem) ? changedFigures(problem) : [])))

  it('keep every figure where all maps are dropped', () =>
    law((problem) => (hasLoops(problem) ? [] : changedFigures(problem))))

  it('write numbers, are idempotent and undo each other', () =>
    law((problem) => {
      if (!hasLoops(problem)) return []
      const outputs = rewrites(outputCentric, problem)
      const inputs = rewrites(inputCentric, problem)
      const { dataflow } = problem
      return [
        ...unless(isNumeric(outputs(dataflow)) && isNumeric(inputs(dataflow)), 'numbers'),
        ...unlessEqual(outputs(outputs(dataflow)), outputs(dataflow), 'outputs idempotent'),
        ...unlessEqual(inputs(inputs(dataflow)), inputs(dataflow), 'inputs idempotent'),
        ...unlessEqual(outputs(inputs(dataflow)), outputs(dataflow), 'outputs after inputs'),
        ...unlessEqual(inputs(outputs(dataflow)), inputs(dataflow), 'inputs after outputs'),
      ]
    }))
})
