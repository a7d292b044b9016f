/**
 * Analyses that were made here. They are frozen, so nobody can have edited them, and `evaluate` need not read every number
 * of one again to believe it; a revived one is no such object and is read with care (see `checksum.ts`).
 */
import { frozen } from '../internal/frozen'
import type { Analysis } from './analysis'

const made = /* @__PURE__ */ new WeakSet<object>()

/** Freezes an analysis, for good. */
export const asMade = (analysis: Analysis): Analysis => {
  frozen(analysis)
  made.add(analysis)
  return analysis
}

/** Whether a value is an analysis that was made here. */
export const isMade = (value: unknown): value is Analysis =>
  typeof value === 'object' && value !== null && made.has(value)
