/** Mappings to make hypotheses about, and what a matcher says when one fails. */
import { expect } from 'vitest'
import { kcPartitioned, vgg16, yxPartitioned } from '../../src/catalog'
import { accelerator, conv2d } from '../../src/index'
import type { Mapping } from '../../src/vitest'
import '../../src/vitest'

export const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })
const [, second] = vgg16
export const layer = second ?? conv2d({ K: 1, C: 1, R: 1, S: 1, Y: 1, X: 1 })
export const kcp: Mapping = { layer, dataflow: kcPartitioned, hardware }
export const yxp: Mapping = { layer, dataflow: yxPartitioned, hardware }

/** `expect` for values and arguments that its types forbid. */
export const loosely = (
  subject: unknown,
): Record<string, (...given: readonly unknown[]) => void> & {
  readonly not: Record<string, (...given: readonly unknown[]) => void>
} => expect(subject) as never // exactly to escape the types

/** What an expectation says when it fails; fails itself if it holds, or is not an assertion's failure. */
export const messageOf = (expectation: () => unknown): string => {
  try {
    expectation()
  } catch (error) {
    if (error instanceof Error && error.name === 'Error') return error.message
    throw error
  }
  throw new TypeError('the expectation holds')
}
