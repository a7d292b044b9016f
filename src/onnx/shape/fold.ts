/** Operators that fold axes into one number each: which axes, and what is left. */
import { type Either, map, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { axesAt, axisAttribute, type Call, intOf } from './call'
import type { Shape } from './shape'

/** Axes that a Reduce operator folds: all of them by default. */
export const reducedAxes = (call: Call, input: Shape): Either<string, readonly number[]> =>
  pipe(
    axesAt(call, 1, input.length),
    map((axes) => {
      if (axes !== undefined && axes.length > 0) return axes
      return intOf(call, 'noop_with_empty_axes', 0) === 0 ? input.map((_, axis) => axis) : []
    }),
  )

/** The one axis of ArgMax and ArgMin. */
export const searchedAxes = (call: Call, input: Shape): Either<string, readonly number[]> =>
  pipe(
    axisAttribute(call, 0, input.length),
    map((axis) => [axis]),
  )

/** What folding leaves: axes of extent 1, or none. */
export const remaining = (call: Call, input: Shape, axes: readonly number[]): Shape =>
  intOf(call, 'keepdims', 1) === 0
    ? input.filter((_, axis) => !axes.includes(axis))
    : input.map((extent, axis) => (axes.includes(axis) ? 1 : extent))

export type FoldedAxes = (call: Call, input: Shape) => Either<string, readonly number[]>

/** Everything behind the channels. */
export const spatialAxes = (_: Call, input: Shape): Either<string, readonly number[]> =>
  right(input.map((_, axis) => axis).slice(2))

const reductions: readonly string[] = [
  'ReduceL1',
  'ReduceL2',
  'ReduceLogSum',
  'ReduceLogSumExp',
  'ReduceMax',
  'ReduceMean',
  'ReduceMin',
  'ReduceProd',
  'ReduceSum',
  'ReduceSumSquare',
]
const searches: readonly string[] = ['ArgMax', 'ArgMin']
const globalPools: readonly string[] = ['GlobalAveragePool', 'GlobalMaxPool', 'GlobalLpPool']

/** The operators that fold axes, with the axes that they fold. */
export const foldedAxesOf = (op: string): FoldedAxes | undefined => {
  if (reductions.includes(op)) return reducedAxes
  if (searches.includes(op)) return searchedAxes
  return globalPools.includes(op) ? spatialAxes : undefined
}
