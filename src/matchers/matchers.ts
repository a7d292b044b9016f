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
 * The matchers, by what they answer: nothing as `expect(…).toFit()`, a matcher as `expect.toFit()` inside `toEqual`. The
 * subject of each is a {@link Subject}. What cannot be judged (an illegal mapping, a misspelt tensor, a comparison with a
 * mapping that does not fit the buffers) fails with and without `.not`. Those that compare nothing say nothing of the
 * buffers: expect `toFit` beside them.
 *
 * @since 0.1.0
 * @category matchers
 */
export interface MaestroMatchers<R> {
  /**
   * Of a dataflow (or a mapping, whose layer and hardware give way): that each MAC of the layer is executed exactly once.
   * `.not` holds only if the dataflow is illegal, not if the layer or the hardware is invalid.
   */
  toBeLegalOn(layer: Layer, hardware: Accelerator): R
  /** That every buffer holds what it must; on other hardware than the mapping's, if given. Of a fused chain as well. */
  toFit(hardware?: Accelerator): R
  /** That the runtime is at most so many cycles. */
  toRunWithin(cycles: number): R
  /** That the utilization is at least so high: MACs over the most that the PEs could do in the runtime, 0 to 1. */
  toReach(utilization: number): R
  /** What the runtime is spent on; at this level, if given. */
  toBeBoundBy(
    by: Bottleneck['by'],
    where?: {
      /** The level that must be the bottleneck; any by default. */
      readonly level?: number
    },
  ): R
  /** Of a mapping: that a tensor is reused in all these ways at one level. */
  toReuse(tensor: string, expected: ExpectedReuse): R
  /** That a figure is less than each of the others', by a share of theirs if given. */
  toUseLess(figure: Figure, comparison: Comparison): R
  /** That a figure is more than each of the others', by a share of theirs if given. */
  toUseMore(figure: Figure, comparison: Comparison): R
  /** That it is no worse in any objective (runtime and energy unless given), and better in one. */
  toDominate(other: Subject, options?: Objectives): R
  /**
   * Of a mapping: that a figure is at most so much above the least of all mappings, 0.05 for 5 %, which a search finds or
   * bounds. Where the search was stopped before it could tell, the expectation fails with and without `.not`.
   */
  toComeWithin(share: number, optimum: Optimum): R
  /**
   * Of a fused chain: that its runtime is less than that of its layers one by one, by a share of theirs if given. The subject
   * is a {@link FusedSubject}.
   */
  toBeFasterFused(options?: FasterFused): R
}

/**
 * The matchers as functions of what `expect` is given, and their own arguments.
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
