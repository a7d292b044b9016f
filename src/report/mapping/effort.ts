/** What a view takes to compute, and which views take too long. */
import type { Level } from '../../dataflow/canonical'
import { fault, type Report } from '../../error/error'
import type { Axis, Problem } from '../../operator/problem'
import { runsOf } from './coordinates'

/** Looks at a run of coordinates of a neighbour: about a second's worth. */
const mostLooks = 2 ** 22

/** The lengths of full boxes at the last of these levels. */
const fullLengths = ({ extents }: Problem, levels: readonly Level[]): readonly number[] => {
  const lengths = [...extents]
  for (const { dimension, tile } of levels.flatMap(({ loops }) => loops))
    lengths[dimension] = Math.min(tile, lengths[dimension]!)
  return lengths
}

/** How many units beside a unit may have coordinates in common with it. */
const neighboursOf = (axis: Axis, { loops, units }: Level, lengths: readonly number[]): number => {
  const spatial = loops.find((loop) => loop.spatial)
  const spread = axis.find(({ dimension }) => dimension === spatial?.dimension)
  if (spatial === undefined || spread === undefined || axis.length === 1) return 0
  const span = axis.reduce((sum, { dimension, coefficient }) => sum + coefficient * lengths[dimension]!, 0)
  return Math.min(units - 1, 2 * Math.ceil(span / (spread.coefficient * spatial.tile)))
}

/** Reports a view whose tiles have too many holes, or too many neighbours, for its number of cells. */
export const checkEffort = (
  problem: Problem,
  levels: readonly Level[],
  cells: number,
  report: Report,
): void => {
  const lengths = fullLengths(problem, levels)
  const level = levels.at(-1)
  const axes = problem.tensors.flatMap((tensor) => tensor.axes)
  const looks = axes.map((axis) => {
    const neighbours = level === undefined ? 0 : neighboursOf(axis, level, lengths)
    return cells * (1 + neighbours) * runsOf(axis, (dimension) => lengths[dimension]!)
  })
  if (looks.every((each) => each <= mostLooks)) return
  report.push(
    fault('TooComplex', 'window', {
      expected: 'a window that can be looked at in about a second',
      given: 'one whose tiles have more holes or more neighbours than that',
      hint: 'Show fewer units or steps, or a deeper level, where tiles are smaller.',
    }),
  )
}
