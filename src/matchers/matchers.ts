/** The vocabulary of hypotheses about accelerators, as the `expect` of vitest and of Jest are given it. */
import type { Bottleneck } from '../cost/estimate-type'
import type { Accelerator } from '../hardware/accelerator'
import type { Layer } from '../operator/layer'
import { type Objectives, toDominate, toUseLess, toUseMore } from './compare'
import type { Comparison } from './comparison'
import type { Figure } from './figures'
import { toFit } from './fitting'
import { type FasterFused, toBeFasterFused } from './fused'
import { toBeLegalOn } from './legality'
import { type Optimum, toComeWithin } from './optimum'
import { type ExpectedReuse, toReuse } from './reuse'
import { toBeBoundBy, toReach, toRunWithin } from './speed'
import type { Subject } from './subject'
import type { Context, Verdict } from './verdict'

/**
 * The matchers. `expect(…).toFit()` returns nothing, and `expect.toFit()` returns a matcher for use inside `toEqual`. The
 * subject of each is a {@link Subject}. An expectation that cannot be judged (an illegal mapping, a misspelt tensor, a
 * comparison with a mapping that does not fit the buffers) fails with and without `.not`. Matchers without a comparison do
 * not check the buffers: add `toFit`.
 *
 * @since 0.1.0
 * @category matchers
 */
export interface MaestroMatchers<R> {
  /**
   * Expects that a dataflow executes each MAC of the layer exactly once. In place of the dataflow, a mapping may be given, whose
   * layer and hardware are ignored. `.not` passes only if the dataflow is illegal, not if the layer or the hardware is invalid.
   */
  toBeLegalOn(layer: Layer, hardware: Accelerator): R
  /** Expects that every buffer has its required capacity, on the given hardware or the mapping's. It takes fused chains, too. */
  toFit(hardware?: Accelerator): R
  /** Expects the runtime to be at most `cycles`. */
  toRunWithin(cycles: number): R
  /** Expects the utilization to be at least this value, above 0 and at most 1: MACs over those that all PEs could execute in the runtime. */
  toReach(utilization: number): R
  /** Expects this bottleneck of the runtime, at this level if one is given. */
  toBeBoundBy(
    by: Bottleneck['by'],
    where?: {
      /** The level that must be the bottleneck; any by default. */
      readonly level?: number
    },
  ): R
  /** Expects that a mapping reuses a tensor in all these ways at one level. */
  toReuse(tensor: string, expected: ExpectedReuse): R
  /** Expects a figure to be less than that of each other subject, by a fraction of the other's if `by` is given. */
  toUseLess(figure: Figure, comparison: Comparison): R
  /** Expects a figure to be more than that of each other subject, by a fraction of the other's if `by` is given. */
  toUseMore(figure: Figure, comparison: Comparison): R
  /** Expects that no objective is worse than the other's and at least one is better. The default objectives are runtime and energy. */
  toDominate(other: Subject, options?: Objectives): R
  /**
   * Expects that a figure of a mapping exceeds the minimum over the mappings that `space` and `limits` allow by at most a fraction,
   * 0.05 for 5 %. A search finds or bounds the minimum. If it was stopped too early to decide, the expectation fails with and without `.not`.
   */
  toComeWithin(share: number, optimum: Optimum): R
  /**
   * Expects the runtime of a fused chain to be less than that of its layers one by one, by a fraction of theirs if `by` is given.
   * The subject is a {@link FusedSubject}.
   */
  toBeFasterFused(options?: FasterFused): R
}

/**
 * The matchers as functions of the subject of `expect` and their own arguments.
 *
 * @since 0.1.0
 * @category matchers
 */
export type MatcherFunctions = {
  readonly [Name in keyof MaestroMatchers<void>]: (
    this: Context,
    subject: unknown,
    ...given: Parameters<MaestroMatchers<void>[Name]>
  ) => Verdict
}

/**
 * The matchers as functions, for an `expect` of your own: `expect.extend(matchers)`. Importing the entry of a test runner does
 * that for the runner's.
 *
 * @since 0.1.0
 * @category matchers
 */
export const matchers: MatcherFunctions = {
  toBeLegalOn,
  toFit,
  toRunWithin,
  toReach,
  toBeBoundBy,
  toReuse,
  toUseLess,
  toUseMore,
  toDominate,
  toComeWithin,
  toBeFasterFused,
}
