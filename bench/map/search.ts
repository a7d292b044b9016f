/** Searches that are stopped after a time, which the library itself does not measure. */
import { orThrow } from 'maestro-dataflow'
import { type MapObjective, mapInChunks } from 'maestro-dataflow/map'
import { bertOnEdge, convolutionProblems, type Problem } from './problems'

export type Run = {
  readonly problem: Problem
  readonly objective: MapObjective
  /** What is known at the end of the time: null where nothing was found. */
  readonly gap: number | null
  readonly proven: boolean
  /** Processor time: of the proof, or until the search was stopped. */
  readonly seconds: number
  readonly nodes: number
  readonly bounds: number
  /** Points of the front. */
  readonly points: number
}

export type Limit = { readonly seconds: number; readonly nodes: number }

/** Nodes between two looks at the clock: an answer takes as long as many nodes, that of a front longer. */
const chunkOf = (objective: MapObjective): number => (objective === 'pareto' ? 2000 : 500)

const secondsOfProcess = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** What is known at the gap asked for, or when the time or the nodes are used up: what a piece that took longer found does not count. */
export const search = (problem: Problem, objective: MapObjective, gap: number, limit: Limit): Run => {
  const { layer, hardware } = problem
  const start = secondsOfProcess()
  let run: Run = {
    problem,
    objective,
    gap: null,
    proven: false,
    seconds: 0,
    nodes: 0,
    bounds: 0,
    points: 0,
  }
  const pieces = mapInChunks({ layer, hardware, objective }, { gap, nodes: 1e9, chunk: chunkOf(objective) })
  for (const piece of pieces) {
    const { mapping } = orThrow(piece)
    const seconds = secondsOfProcess() - start
    const { nodes, bounds } = mapping.counts
    if (seconds > limit.seconds) return { ...run, seconds, nodes, bounds }
    const points = mapping.front.length
    run = { problem, objective, gap: mapping.gap, proven: mapping.proven, seconds, nodes, bounds, points }
    if (run.proven || nodes > limit.nodes) break
  }
  return run
}

/** The first searches of a process take several times as long. */
export const warmUp = (): void => {
  for (const objective of ['edp', 'energy', 'runtime', 'pareto'] as const)
    for (const problem of [bertOnEdge, convolutionProblems[3]!])
      search(problem, objective, 0, { seconds: 0.3, nodes: Infinity })
}
