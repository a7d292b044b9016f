/**
 * Profiling and timing for the rest of the package: one file in front of the kernel.
 *
 *     const table = newStepTable()
 *     if (!profileSchedule(table, problem, levels, simd)) …   // too complex
 *     const projected = project(table, projection)            // union or sum, weights, channels
 *     const cycles = time(projected, links, overlap)          // as often as there are networks to compare
 *
 * The kernel is started at the first call, as WebAssembly where that can be compiled and as JavaScript elsewhere.
 */
import { assemblyBackend, javascriptBackend } from './kernel/backend'
import { stepsOver } from './kernel/host'
import type { Steps, StepTable } from './step-types'

export type * from './profiled-level'
export * from './step-types'

let started: Steps | null = null

/** The kernel of this realm. */
export const steps = (): Steps => {
  started ??= stepsOver(assemblyBackend() ?? javascriptBackend())
  return started
}

/** Calls a function with a step table that is given back afterwards. */
export const withStepTable = <A>(use: (table: StepTable) => A): A => {
  const table = steps().newStepTable()
  const result = use(table)
  // If the function throws, the table is given back when the handle is collected.
  steps().releaseStepTable(table)
  return result
}
