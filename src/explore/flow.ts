/** The dataflow of one combination of parameters, for any number of PEs. */
import { isLeft } from 'fp-ts/Either'
import { canonicalize, type Level } from '../dataflow/canonical'
import { readDataflow } from '../dataflow/read-directives'
import { attempt } from '../error/attempt'
import { floorDivide, largestCount, modulo, product } from '../internal/arithmetic'
import { byName } from '../internal/by-name'
import type { Problem } from '../operator/problem'
import { mostResidues, tooManyResidues } from '../profile/complexity'
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
export const parametersOf = ({ parameters }: Plan, combination: number): Readonly<Record<string, number>> => {
  const values = parameters.map(() => 0)
  let rest = combination
  for (let i = parameters.length - 1; i >= 0; i--) {
    const { values: given } = parameters[i]!
    values[i] = given[modulo(rest, given.length)]!
    rest = floorDivide(rest, given.length)
  }
  return byName(parameters, (i) => values[i]!)
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
  if (tooManyResidues(tensors, withUnits(levels, 1))) return 0
  return tooManyResidues(tensors, withUnits(levels, mostResidues + 1)) ? mostResidues : largestCount
}

/** The dataflow of a combination, or null if none of its designs can be estimated, whatever the caller's function did. */
export const flowOf = (plan: Plan, combination: number): Flow | null => {
  const { problem, dataflow } = plan
  const result = attempt((report) => {
    const read = readDataflow(dataflow(parametersOf(plan, combination)), problem, report)
    // Nothing in it depends on the PEs but whether the clusters exceed them.
    return read && canonicalize(problem, read, largestCount, report)
  })
  if (isLeft(result)) return null
  const { levels } = result.right
  if (levels.length > plan.mostLevels) return null
  const innerUnits = levels.slice(1).map(({ units }) => units)
  return {
    levels,
    clusterPes: product(innerUnits),
    innerUnits,
    tiles: tilesOf(problem, levels[0]!),
    mostUnits: mostUnitsOf(problem, levels),
  }
}
