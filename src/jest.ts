/**
 * Matchers for hypotheses about accelerators. Importing this entry teaches them to Jest's `expect`:
 * `import 'maestro-dataflow/jest'` in a test file, or in one that Jest's `setupFilesAfterEnv` names.
 *
 * @example
 * ```ts
 * import { expect } from '@jest/globals'
 * import { accelerator } from 'maestro-dataflow'
 * import { kcPartitioned, vgg16, yxPartitioned } from 'maestro-dataflow/catalog'
 * import 'maestro-dataflow/jest'
 *
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
 * const [early] = vgg16
 * const kcp = { layer: early, dataflow: kcPartitioned, hardware }
 * const yxp = { layer: early, dataflow: yxPartitioned, hardware }
 *
 * expect(yxp).toUseLess('runtime', { than: kcp })
 * expect(kcp).not.toReach(0.5)
 * ```
 * @packageDocumentation
 */
import { expect } from '@jest/globals'
import type {} from 'expect'
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

/** For `expect` of `@jest/globals`. */
declare module 'expect' {
  interface Matchers<R> extends MaestroMatchers<R> {}
  interface AsymmetricMatchers extends MaestroMatchers<void> {}
}

/** For the global `expect` of `@types/jest`, whose parameters these are. */
declare global {
  namespace jest {
    interface Matchers<R, T> extends MaestroMatchers<R> {}
  }
}
