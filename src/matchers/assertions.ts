/** Hypotheses about accelerators as plain assertions: functions that throw what `node:assert` throws. */
import { AssertionError } from 'node:assert'
import type { Bottleneck } from '../cost/estimate-type'
import type { Dataflow } from '../dataflow/directive'
import type { Accelerator } from '../hardware/accelerator'
import type { Layer } from '../operator/layer'
import type { Objectives } from './compare'
import type { Comparison } from './comparison'
import type { Figure } from './figures'
import type { FasterFused } from './fused'
import type { FusedSubject } from './fused-subject'
import { matchers } from './matchers'
import type { Optimum } from './optimum'
import type { ExpectedReuse } from './reuse'
import type { Mapping, Subject } from './subject'
import type { Context, Verdict } from './verdict'

/**
 * An assertion about a subject: it throws an `AssertionError` of `node:assert` with the message of the matcher unless the
 * hypothesis holds; `not` throws unless the opposite holds. What cannot be judged throws either way.
 *
 * @since 0.2.0
 * @category assertions
 */
export interface Assertion<S, Given extends readonly unknown[]> {
  (subject: S, ...given: Given): void
  /** Asserts the opposite. */
  readonly not: (subject: S, ...given: Given) => void
}

const assertion = <S, Given extends readonly unknown[]>(
  operator: string,
  matcher: (this: Context, subject: unknown, ...given: Given) => Verdict,
): Assertion<S, Given> => {
  const asserting = (isNot: boolean, name: string) => {
    const assert = (subject: S, ...given: Given): void => {
      const { pass, message } = matcher.call({ isNot }, subject, ...given)
      // Throwing is what an assertion is for.
      if (pass === isNot)
        throw new AssertionError({ message: message(), operator: name, stackStartFn: assert })
    }
    return assert
  }
  return Object.assign(asserting(false, operator), { not: asserting(true, `${operator}.not`) })
}

/**
 * Asserts that a dataflow executes each MAC of the layer exactly once.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { assertLegalOn } from 'maestro-dataflow/assert'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const [layer] = vgg16
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * assertLegalOn(kcPartitioned, layer, hardware)
 * ```
 * @since 0.2.0
 * @category assertions
 */
export const assertLegalOn: Assertion<Dataflow | Mapping, [layer: Layer, hardware: Accelerator]> = assertion(
  'assertLegalOn',
  matchers.toBeLegalOn,
)

/**
 * Asserts that every buffer has its required capacity, on the given hardware or the mapping's.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { assertFits } from 'maestro-dataflow/assert'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const [layer] = vgg16
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const kcp = { layer, dataflow: kcPartitioned, hardware }
 * assertFits(kcp)
 * ```
 * @since 0.2.0
 * @category assertions
 */
export const assertFits: Assertion<Subject | FusedSubject, [hardware?: Accelerator]> = assertion(
  'assertFits',
  matchers.toFit,
)

/**
 * Asserts that the runtime is at most `cycles`.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { assertRunsWithin } from 'maestro-dataflow/assert'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const [layer] = vgg16
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const kcp = { layer, dataflow: kcPartitioned, hardware }
 * assertRunsWithin(kcp, 1e8)
 * ```
 * @since 0.2.0
 * @category assertions
 */
export const assertRunsWithin: Assertion<Subject, [cycles: number]> = assertion(
  'assertRunsWithin',
  matchers.toRunWithin,
)

/**
 * Asserts that the utilization is at least this value, above 0 and at most 1.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { assertReaches } from 'maestro-dataflow/assert'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const [layer] = vgg16
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const kcp = { layer, dataflow: kcPartitioned, hardware }
 * assertReaches.not(kcp, 0.5)
 * ```
 * @since 0.2.0
 * @category assertions
 */
export const assertReaches: Assertion<Subject, [utilization: number]> = assertion(
  'assertReaches',
  matchers.toReach,
)

/**
 * Asserts the bottleneck of the runtime, at this level if one is given.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { assertBoundBy } from 'maestro-dataflow/assert'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const [layer] = vgg16
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const kcp = { layer, dataflow: kcPartitioned, hardware }
 * assertBoundBy(kcp, 'compute')
 * ```
 * @since 0.2.0
 * @category assertions
 */
export const assertBoundBy: Assertion<
  Subject,
  [
    by: Bottleneck['by'],
    where?: {
      /** The level that must be the bottleneck; any by default. */
      readonly level?: number
    },
  ]
> = assertion('assertBoundBy', matchers.toBeBoundBy)

/**
 * Asserts that a mapping reuses a tensor in all these ways at one level.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { assertReuses } from 'maestro-dataflow/assert'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const [layer] = vgg16
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const kcp = { layer, dataflow: kcPartitioned, hardware }
 * assertReuses(kcp, 'filter', { temporal: 'multicast' })
 * ```
 * @since 0.2.0
 * @category assertions
 */
export const assertReuses: Assertion<Mapping, [tensor: string, expected: ExpectedReuse]> = assertion(
  'assertReuses',
  matchers.toReuse,
)

/**
 * Asserts that a figure is less than that of each other subject, by a fraction of the other's if `by` is given.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { assertUsesLess } from 'maestro-dataflow/assert'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const [layer] = vgg16
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const kcp = { layer, dataflow: kcPartitioned, hardware }
 * assertUsesLess(kcp, 'runtime', { than: 1e8 })
 * ```
 * @since 0.2.0
 * @category assertions
 */
export const assertUsesLess: Assertion<Subject, [figure: Figure, comparison: Comparison]> = assertion(
  'assertUsesLess',
  matchers.toUseLess,
)

/**
 * Asserts that a figure is more than that of each other subject, by a fraction of the other's if `by` is given.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { assertUsesMore } from 'maestro-dataflow/assert'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const [layer] = vgg16
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const kcp = { layer, dataflow: kcPartitioned, hardware }
 * assertUsesMore(kcp, 'runtime', { than: 1 })
 * ```
 * @since 0.2.0
 * @category assertions
 */
export const assertUsesMore: Assertion<Subject, [figure: Figure, comparison: Comparison]> = assertion(
  'assertUsesMore',
  matchers.toUseMore,
)

/**
 * Asserts that no objective is worse and at least one is better. The default objectives are runtime and energy.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { assertDominates } from 'maestro-dataflow/assert'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const [layer] = vgg16
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const kcp = { layer, dataflow: kcPartitioned, hardware }
 * assertDominates.not(kcp, kcp)
 * ```
 * @since 0.2.0
 * @category assertions
 */
export const assertDominates: Assertion<Subject, [other: Subject, options?: Objectives]> = assertion(
  'assertDominates',
  matchers.toDominate,
)

/**
 * Asserts that a figure exceeds the minimum over the mappings that `space` and `limits` allow by at most a fraction, 0.05 for
 * 5 %.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { assertComesWithin } from 'maestro-dataflow/assert'
 * import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const [layer] = vgg16
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const kcp = { layer, dataflow: kcPartitioned, hardware }
 * assertComesWithin.not(kcp, 0.05, { ofOptimum: 'edp' })
 * ```
 * @since 0.2.0
 * @category assertions
 */
export const assertComesWithin: Assertion<Mapping, [share: number, optimum: Optimum]> = assertion(
  'assertComesWithin',
  matchers.toComeWithin,
)

/**
 * Asserts that the runtime of a fused chain is less than that of its layers one by one, by a fraction of theirs if `by` is given.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, spatialMap } from 'maestro-dataflow'
 * import { assertFasterFused } from 'maestro-dataflow/assert'
 * import { fuse } from 'maestro-dataflow/fusion'
 *
 * const chain = fuse([gemm({ M: 64, N: 64, K: 8 }), gemm({ M: 64, N: 8, K: 64 })], { tile: { M: 8 } })
 * const hardware = accelerator({ pes: 64, offchip: { bandwidth: 0.1 } })
 * assertFasterFused({ chain, dataflow: dataflow('M-P', [spatialMap('M')]), hardware })
 * ```
 * @since 0.2.0
 * @category assertions
 */
export const assertFasterFused: Assertion<FusedSubject, [options?: FasterFused]> = assertion(
  'assertFasterFused',
  matchers.toBeFasterFused,
)
