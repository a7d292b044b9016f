/** Where a layer and a dataflow meet: layer + dataflow → canonical form. */
import type { Report } from '../error/error'
import { largestCount } from '../internal/arithmetic'
import { checkLayer } from '../operator/check-layer'
import type { Problem } from '../operator/problem'
import { type Canonical, canonicalize } from './canonical'
import { readDataflow } from './read-directives'

/** A layer and a dataflow that fit together, on so many PEs. */
export type Schedule = { readonly problem: Problem; readonly canonical: Canonical; readonly dataflow: string }

/**
 * Checks a layer and a dataflow for so many PEs (null: they are at fault themselves, and clusters are not judged).
 */
export const scheduleOf = (
  layer: unknown,
  dataflow: unknown,
  pes: number | null,
  report: Report,
): Schedule | undefined => {
  const before = report.length
  const problem = checkLayer(layer, report)
  const read = readDataflow(dataflow, problem, report)
  if (problem === undefined || read === undefined) return undefined
  const canonical = canonicalize(problem, read, pes ?? largestCount, report)
  return canonical && report.length === before ? { problem, canonical, dataflow: read.name } : undefined
}
