/** The exact costs of one mapping, through the pipeline of `estimate`. */
import { costSchedule } from '../cost/cost-schedule'
import { forSchedule } from '../cost/for-tensors'
import { profileOn } from '../cost/profile-on'
import { fitAll } from '../cost/requirements'
import { lazyWorkspace } from '../cost/workspace'
import type { Report } from '../error/error'
import { canonicalOf, type Mapping } from './mapping'
import type { Target } from './target'

/** Cycles, and energy in the unit of the table. */
export type Costs = { readonly runtime: number; readonly energy: number; readonly edp: number }

const workspace = /* @__PURE__ */ lazyWorkspace()

/** The costs of a mapping; null where it has no exact figures or a buffer is too small for it. */
export const costOf = ({ problem, loops, machines }: Target, mapping: Mapping): Costs | null => {
  const canonical = canonicalOf(mapping, loops)
  const schedule = { problem, canonical, dataflow: '' }
  const hardware = forSchedule(machines[mapping.length - 1]!.hardware, schedule, [])
  const { profile, costs } = workspace()
  const faults: Report = []
  const counts = profileOn(hardware, profile, schedule, faults)
  if (counts === undefined) return null
  if (costSchedule(profile, hardware, 'timed', costs) !== null) return null
  if (!fitAll(counts, costs.requirements, hardware)) return null
  return { runtime: costs.time.runtime, energy: costs.energy.total, edp: costs.totals.edp }
}
