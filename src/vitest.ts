/**
 * Matchers for hypotheses about accelerators. Importing this entry teaches them to vitest's `expect`:
 * `import 'maestro-dataflow/vitest'` in a test file, or in one that vitest's `setupFiles` names.
 *
 * @example
 * ```ts
 * import { expect } from 'vitest'
 * import { accelerator } from 'maestro-dataflow'
 * import { kcPartitioned, vgg16, yxPartitioned } from 'maestro-dataflow/catalog'
 * import 'maestro-dataflow/vitest'
 *
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const [early] = vgg16
 * const kcp = { layer: early, dataflow: kcPartitioned, hardware }
 * const yxp = { layer: early, dataflow: yxPartitioned, hardware }
 *
 * expect(yxp).toUseLess('runtime', { than: kcp })
 * expect(kcp).toReuse('filter', { temporal: 'multicast' })
 * expect(kcp).not.toReach(0.5)
 * expect(kcp).not.toComeWithin(0.05, { ofOptimum: 'edp' })
 * ```
 * @packageDocumentation
 */
import { expect } from 'vitest'
import { type MaestroMatchers, matchers } from './matchers/matchers'

export type { FigureName } from './figures/figures'
export type { Objectives } from './matchers/compare'
export type { Comparison, Others } from './matchers/comparison'
export type { Figure } from './matchers/figures'
export type { FasterFused } from './matchers/fused'
export type { FusedSubject } from './matchers/fused-subject'
export { type MaestroMatchers, type MatcherFunctions, matchers } from './matchers/matchers'
export type { Optimum } from './matchers/optimum'
export type { ExpectedReuse } from './matchers/reuse'
export type { Mapping, Subject } from './matchers/subject'
export type { Context, Verdict } from './matchers/verdict'

expect.extend(matchers)

// Interfaces without type parameters, because vitest 3, 4 and 5 disagree about those of its own; all three make their
// assertions from Chai's.
declare global {
  namespace Chai {
    interface Assertion extends MaestroMatchers<void> {}
  }
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: as vitest's own, so that one can stand wherever a value is expected
  interface AsymmetricMatchersContaining extends MaestroMatchers<any> {}
}
