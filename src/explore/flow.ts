/** The dataflow of one combination of parameters, for any number of PEs. */
import { isLeft } from 'fp-ts/Either'
import { canonicalize, type Level } from '../dataflow/canonical'
import { readDataflow } from '../dataflow/read-directives'
import { attempt } from '../error/attempt'
import { largestCount, product } from '../internal/arithmetic'
import { mostResidues } from '../internal/limits'
import type { Problem } from '../operator/problem'
import { tooManyResidues } from '../profile/complexity'
import type { Plan } from './plan'

export type Flow = {
  readonly levels: readonly Level[]
  /** PEs of a unit of level 0. */
  readonly clusterPes: number
  /** Units of the levels below level 0. */
  readonly innerUnits: readonly number[]
  /** Tiles that level 0 spreads over its units: more units stand idle. 1 where it spreads none. */
  readonly tiles: number
  /** More units of level 0 than this are too complex. */
  readonly mostUnits: number
}

/** The parameters of a combination, the last the fastest. */
export const parametersOf = (
  { parameters, firstParameters }: Plan,
  combination: number,
): Readonly<Record<string, number>> => {
  // A copy has all names already, in order: adding them one by one takes longer.
  const values: Record<string, number> = { ...firstParameters }
  let rest = combination
  for (let i = parameters.length - 1; i >= 0; i--) {
    const { name, values: given } = parameters[i]!
    const outer = Math.floor(rest / given.length)
    values[name] = given[rest - outer * given.length]!
    rest = outer
  }
  return values
}

export const withUnits = ([outermost, ...inner]: readonly Level[], units: number): readonly Level[] => [
  { units, loops: outermost!.loops },
  ...inner,
]

const tilesOf = ({ extents }: Problem, { loops }: Level): number => {
  const spread = loops.find(({ spatial }) => spatial)
  return spread === undefined ? 1 : Math.ceil(extents[spread.dimension]! / spread.tile)
}

const mostUnitsOf = ({ tensors }: Problem, levels: readonly Level[]): number => {
  if (!tooManyResidues(tensors, withUnits(levels, mostResidues + 1))) return largestCount
  return tooManyResidues(tensors, withUnits(levels, 1)) ? 0 : mostResidues
}

/** The levels of a combination's dataflow on a number of PEs, or null if it is illegal, whatever the caller's function did. */
export const levelsOf = (plan: Plan, combination: number, pes: number): readonly Level[] | null => {
  const { problem, dataflow, mostLevels } = plan
  const result = attempt((report) => {
    const read = readDataflow(dataflow(parametersOf(plan, combination)), problem, report)
    return read && canonicalize(problem, read, pes, report)
  })
  return isLeft(result) || result.right.levels.length > mostLevels ? null : result.right.levels
}

/** A dataflow for any number of PEs. */
export const flowFrom = ({ problem }: Plan, levels: readonly Level[]): Flow => {
  const innerUnits = levels.slice(1).map(({ units }) => units)
  return {
    levels,
    clusterPes: product(innerUnits),
    innerUnits,
    tiles: tilesOf(problem, levels[0]!),
    mostUnits: mostUnitsOf(problem, levels),
  }
}

/** The dataflow of a combination, or null if none of its designs can be estimated. */
export const flowOf = (plan: Plan, combination: number): Flow | null => {
  // Nothing in it depends on the PEs but whether the clusters exceed them.
  const levels = levelsOf(plan, combination, largestCount)
  return levels && flowFrom(plan, levels)
}
