/** Faults of loop nests, and what they share with other errors. */

import { type Either, isLeft, left, right } from 'fp-ts/Either'
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray'
import { attempt } from '../error/attempt'
import {
  type DescribedError,
  described,
  type EstimateError,
  type FaultDetails,
  type Report,
} from '../error/error'

/**
 * The kind of a {@link LoopNestError}.
 *
 * - `EmptyNest`: no level.
 * - `UnknownDimension`: a loop over a dimension that the layer does not have.
 * - `InvalidFactor`: a factor that is not a positive integer.
 * - `FactorsMismatch`: the factors of a dimension do not multiply to its extent.
 * - `InvalidPermutation`: the order names a dimension twice, or not at all.
 * - `TwoSpatialLoops`: two dimensions spread over the units of one level.
 * - `InvalidInstances`: fewer instances than the spatial factor, or other ones where a dimension is folded over them.
 * - `ImperfectTile`: tiles of a dataflow that do not divide their extents, so that factors cannot express them.
 *
 * @since 0.1.0
 * @category loop nests
 */
export type LoopNestTag =
  | 'EmptyNest'
  | 'UnknownDimension'
  | 'InvalidFactor'
  | 'FactorsMismatch'
  | 'InvalidPermutation'
  | 'TwoSpatialLoops'
  | 'InvalidInstances'
  | 'ImperfectTile'

/**
 * The reason why a loop nest is not a dataflow, or a dataflow not a loop nest. `path` is the place in the input, as in
 * `nest.levels[1].temporal.factors.K`.
 *
 * @since 0.1.0
 * @category loop nests
 */
export type LoopNestError = DescribedError & {
  /** The kind of fault. */
  readonly _tag: LoopNestTag
}

/**
 * At least one fault: of the nest, or of the layer or the dataflow that come with it.
 *
 * @since 0.1.0
 * @category loop nests
 */
export type LoopNestErrors = NonEmptyArray<LoopNestError | EstimateError>

export const nestFault: (_tag: LoopNestTag, path: string, details: FaultDetails) => LoopNestError = described

/** What checks write their faults to: those of any input, and those of nests. */
export type NestReport = { readonly inputs: Report; readonly nest: LoopNestError[] }

/** Runs the check of a public function. It returns undefined only if it reports a fault; a result counts only if it reports none. */
export const attemptNest = <A>(check: (report: NestReport) => A | undefined): Either<LoopNestErrors, A> => {
  const nest: LoopNestError[] = []
  const result = attempt((inputs): { readonly value: A | undefined } => ({ value: check({ inputs, nest }) }))
  if (isLeft(result)) {
    const [first, ...others] = result.left
    return left([first, ...others, ...nest])
  }
  const [first, ...others] = nest
  if (first !== undefined) return left([first, ...others])
  return right(result.right.value as A) // there are no faults, so there is a value
}
