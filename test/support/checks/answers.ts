/** Asking the package about a problem: a refusal is a fault of the generator or of the package, never an answer. */
import { isDeepStrictEqual } from 'node:util'
import {
  type Accelerator,
  type Analysis,
  analyze,
  type Estimate,
  estimate,
  evaluate,
  orThrow,
} from '../../../src/index'
import { differences } from '../../cases/differences'
import type { Problem } from '../generators/problems'

export const estimated = ({ subject, dataflow, hardware }: Problem): Estimate =>
  orThrow(estimate(subject.layer, dataflow, hardware))

export const analyzed = ({ subject, dataflow, hardware: { pes, simd } }: Problem): Analysis =>
  orThrow(analyze(subject.layer, dataflow, simd === undefined ? { pes } : { pes, simd }))

export const evaluated = (analysis: Analysis, hardware: Accelerator): Estimate =>
  orThrow(evaluate(analysis, hardware))

export const revived = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T // JSON of plain data is of the same type

/** A line about what should hold, unless it does. */
export const unless = (holds: boolean, what: string): readonly string[] => (holds ? [] : [what])

const mostDifferences = 5

/** Equal in every field, the sign of a zero included. */
export const unlessEqual = (a: unknown, b: unknown, what: string): readonly string[] => {
  if (isDeepStrictEqual(a, b)) return []
  return [what, ...differences(a, b).slice(0, mostDifferences)]
}
