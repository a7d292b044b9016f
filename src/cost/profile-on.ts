/** The profile of a schedule on an accelerator: what its buffers do not keep decides the counts (docs/spec.md, section 17). */
import { profileInto } from '../analysis/analyze'
import type { Schedule } from '../dataflow/schedule'
import type { Report } from '../error/error'
import type { ResolvedHardware } from '../hardware/resolve'
import { type Counts, type Profile, readCountsUnder } from './counts'

/** Profiles a schedule with its counts, or reports why it cannot be analysed. */
export const profileOn = (
  { simd, perTensor }: ResolvedHardware,
  profile: Profile,
  schedule: Schedule,
  report: Report,
): Counts | undefined => {
  const before = report.length
  const rules = perTensor === null ? null : perTensor.rules
  const macs = profileInto(profile.table, schedule, simd, report, rules)
  return report.length > before ? undefined : readCountsUnder(rules, profile, schedule.problem, macs)
}
