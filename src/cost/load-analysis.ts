/** From an untrusted analysis and hardware to a profile of the schedule and the hardware for its levels. */
import { readAnalysis } from '../analysis/checksum'
import { type Facts, factsOf, revivedFacts } from '../analysis/made'
import { refusedAnalysis } from '../analysis/refused'
import { isSound } from '../analysis/sound'
import { type EstimateError, fault, type Report } from '../error/error'
import { show } from '../error/show'
import type { Named } from '../hardware/named'
import { type ResolvedHardware, readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { areSameRules } from '../hardware/transfer-rules'
import { isRecord, own, type UnknownRecord } from '../internal/read'
import { type SavedSchedule, steps } from '../profile/steps'
import { type Profile, readCounts } from './counts'
import { forTensors } from './for-tensors'
import { lazyWorkspace, type Workspace } from './workspace'

/** What an analysis says that `analyze` made, or one revived from JSON, of which every value is read once. */
const checkAnalysis = (value: unknown, report: Report): Facts | undefined => {
  const facts = factsOf(value)
  if (facts !== undefined) return facts
  const read = readAnalysis(value)
  if (
    read !== null &&
    isRecord(value) &&
    own(value, 'checksum') === read.fingerprint &&
    isSound(read.analysis)
  )
    return revivedFacts(read.analysis)
  report.push(refusedAnalysis(value, read !== null))
  return undefined
}

const mismatched = (what: 'pes' | 'simd', analysed: number, given: number): EstimateError =>
  fault('MismatchedAnalysis', `hardware.${what}`, {
    expected: `${analysed}, as analysed`,
    given: show(given),
    hint: `Call analyze again with ${what}: ${given}. An analysis is valid only for its pes and simd.`,
  })

/** An analysis counts inputs that buffers keep and that arrive element by element. */
const otherArrivals = (named: Named | null): EstimateError => {
  const entry = [named?.contiguous, ...(named?.keptInClusters ?? []), named?.keptInL1].find(Boolean)
  return fault('MismatchedAnalysis', entry?.path ?? 'hardware', {
    expected: 'absent here, because it changes the counts of an analysis',
    given: 'inputs that are reloaded, or moved in whole intervals',
    hint: 'Call estimate, which accepts keep and contiguous.',
    message:
      'The analysis counts inputs that buffers keep and that arrive element by element, but this accelerator reloads inputs or moves whole intervals.',
  })
}

const workspaceOfAnalyses = /* @__PURE__ */ lazyWorkspace()

/** The schedule that the profile of this workspace holds. It is cleared before the profile is filled, and set when all of it is there. */
let loaded: SavedSchedule | null = null

/** Restores the schedule of an analysis, unless it is the one that was evaluated last. */
const loadOnce = ({ schedule, tensors, macs, arrivals }: Facts, profile: Profile): void => {
  if (loaded === schedule) return
  loaded = null
  steps().restoreSchedule(profile.table, schedule)
  const { whole } = readCounts(profile, tensors, macs)
  if (arrivals !== null) whole.set(arrivals.whole)
  loaded = schedule
}

/** What an analysis says, the hardware as it was given and for its levels, and a workspace with the profile. */
export type LoadedAnalysis = {
  readonly facts: Facts
  readonly record: UnknownRecord
  readonly resolved: ResolvedHardware
  readonly workspace: Workspace
}

/** Checks an analysis and hardware with the PEs and SIMD lanes that were analysed, and loads the profile. */
export const loadAnalysis = (
  analysis: unknown,
  hardware: unknown,
  report: Report,
): LoadedAnalysis | undefined => {
  const facts = checkAnalysis(analysis, report)
  const record = readHardware(hardware, report)
  if (record === undefined) return undefined
  const resolved = resolveHardware(record, readUnits(record, report), facts?.schedule.levels ?? 1, report)
  if (facts === undefined || report.length > 0) return undefined
  if (resolved.pes !== facts.pes) report.push(mismatched('pes', facts.pes, resolved.pes))
  if (resolved.simd !== facts.simd) report.push(mismatched('simd', facts.simd, resolved.simd))
  if (report.length > 0) return undefined
  const fitted = forTensors(resolved, facts.elements, report)
  if (!areSameRules(fitted.perTensor?.rules ?? null, facts.arrivals?.rules ?? null))
    report.push(otherArrivals(fitted.named))
  if (report.length > 0) return undefined
  const workspace = workspaceOfAnalyses()
  loadOnce(facts, workspace.profile)
  return { facts, record, resolved: fitted, workspace }
}
