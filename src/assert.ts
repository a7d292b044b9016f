/**
 * Hypotheses about accelerators as plain assertions, for `node:test` and for every other test runner: they throw an
 * `AssertionError` of `node:assert`, with the messages of the matchers. Each has a `not`.
 *
 * @example
 * ```ts
 * import { test } from 'node:test'
 * import { accelerator } from 'maestro-dataflow'
 * import { assertFits, assertReaches } from 'maestro-dataflow/assert'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const [early] = vgg16
 * const kcp = { layer: early, dataflow: kcPartitioned, hardware: accelerator({ pes: 256 }) }
 *
 * test('KC-P fits an early layer, and leaves most PEs idle', () => {
 *   assertFits(kcp)
 *   assertReaches.not(kcp, 0.5)
 * })
 * ```
 * @packageDocumentation
 */

export type { FigureName } from './figures/figures'
export {
  type Assertion,
  assertBoundBy,
  assertComesWithin,
  assertDominates,
  assertFasterFused,
  assertFits,
  assertLegalOn,
  assertReaches,
  assertReuses,
  assertRunsWithin,
  assertUsesLess,
  assertUsesMore,
} from './matchers/assertions'
export type { Objectives } from './matchers/compare'
export type { Comparison, Others } from './matchers/comparison'
export type { Figure } from './matchers/figures'
export type { FasterFused } from './matchers/fused'
export type { FusedSubject } from './matchers/fused-subject'
export type { Optimum } from './matchers/optimum'
export type { ExpectedReuse } from './matchers/reuse'
export type { Mapping, Subject } from './matchers/subject'
