/** The exact costs of one mapping, through the pipeline of `estimate`. */
import { profileInto } from '../analysis/analyze'
import { costSchedule } from '../cost/cost-schedule'
import { readCounts } from '../cost/counts'
import { forSchedule } from '../cost/for-tensors'
import { fitAll } from '../cost/requirements'
import { lazyWorkspace } from '../cost/workspace'
import { canonicalOf, type Mapping } from './mapping'
import type { Target } from './target'

/** Cycles, and energy in the unit of the table. */
export type Costs = { readonly runtime: number; readonly energy: number; readonly edp: number }

const workspace = /* @__PURE__ */ lazyWorkspace()

/** The costs of a mapping; null where it has no exact figures or a buffer is too small for it. */
export const costOf = ({ problem, loops, simd, machines }: Target, mapping: Mapping): Costs | null => {
  const canonical = canonicalOf(mapping, loops)
  const schedule = { problem, canonical, dataflow: '' }
  const hardware = forSchedule(machines[mapping.length - 1]!.hardware, schedule, [])
  const { profile, costs } = workspace()
  const faults: Parameters<typeof profileInto>[3] = []
  const macs = profileInto(profile.table, schedule, simd, faults)
  if (faults.length > 0) return null
  const counts = readCounts(profile, problem.tensors, macs)
  if (costSchedule(profile, hardware, 'timed', costs) !== null) return null
  if (!fitAll(counts, costs.requirements, hardware)) return null
  return { runtime: costs.time.runtime, energy: costs.energy.total, edp: costs.totals.edp }
}
