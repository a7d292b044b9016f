/** Checks a dataflow for a layer: layer + dataflow → canonical form. */
import type { Report } from '../error/error'
import { largestCount } from '../internal/arithmetic'
import { isConstant, recollection } from '../internal/constant'
import { frozen } from '../internal/frozen'
import { checkLayer, isKept } from '../operator/check-layer'
import type { Problem } from '../operator/problem'
import { type Canonical, canonicalize } from './canonical'
import { readDataflow } from './read-directives'

/** A layer with a dataflow that is legal for it on a given number of PEs. */
export type Schedule = { readonly problem: Problem; readonly canonical: Canonical; readonly dataflow: string }

type Kept = { readonly pes: number; readonly schedule: Schedule }

/** The schedules of constant dataflows for constant layers, each for the number of PEs of the last call. */
const schedules = /* @__PURE__ */ recollection<WeakMap<Problem, Kept>>()

const keep = (dataflow: unknown, pes: number, schedule: Schedule): void => {
  const { problem } = schedule
  const ofDataflow = schedules.recall(dataflow)
  if (ofDataflow === undefined && !isConstant(dataflow)) return
  // Every estimate of the schedule hands out its warnings.
  frozen(schedule.canonical.warnings)
  if (ofDataflow !== undefined) ofDataflow.set(problem, { pes, schedule })
  else schedules.keep(dataflow, new WeakMap([[problem, { pes, schedule }]]))
}

const readSchedule = (
  problem: Problem | undefined,
  dataflow: unknown,
  pes: number | null,
  report: Report,
): Schedule | undefined => {
  const before = report.length
  const read = readDataflow(dataflow, problem, report)
  if (problem === undefined || read === undefined) return undefined
  const canonical = canonicalize(problem, read, pes ?? largestCount, report)
  return canonical && report.length === before ? { problem, canonical, dataflow: read.name } : undefined
}

/**
 * Checks a dataflow for a problem on a given number of PEs. The schedule of a constant dataflow is kept for as long as the
 * problem is reachable. `isLasting` says that the problem is kept, so that later calls may ask for it again.
 */
export const scheduleFor = (
  problem: Problem,
  dataflow: unknown,
  pes: number,
  isLasting: boolean,
  report: Report,
): Schedule | undefined => {
  const kept = schedules.recall(dataflow)?.get(problem)
  if (kept !== undefined && kept.pes === pes) return kept.schedule
  const schedule = readSchedule(problem, dataflow, pes, report)
  if (schedule !== undefined && isLasting) keep(dataflow, pes, schedule)
  return schedule
}

/**
 * Checks a layer and a dataflow for a given number of PEs. If the number of PEs is itself faulty (null), the sizes of clusters
 * are not checked against it.
 */
export const scheduleOf = (
  layer: unknown,
  dataflow: unknown,
  pes: number | null,
  report: Report,
): Schedule | undefined => {
  const problem = checkLayer(layer, report)
  return problem === undefined || pes === null
    ? readSchedule(problem, dataflow, pes, report)
    : scheduleFor(problem, dataflow, pes, isKept(layer, problem), report)
}
