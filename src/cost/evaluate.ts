/** The doors to the cost model: an analysis with hardware, or all in one call. */
import type { Either } from 'fp-ts/Either'
import type { Analysis } from '../analysis/analysis'
import { profileInto } from '../analysis/analyze'
import { readAnalysis } from '../analysis/checksum'
import { isMade } from '../analysis/made'
import { isSound } from '../analysis/sound'
import type { Dataflow } from '../dataflow/directive'
import { scheduleOf } from '../dataflow/schedule'
import { attempt } from '../error/attempt'
import { type EstimateError, type EstimateErrors, fault, type Report } from '../error/error'
import { show } from '../error/show'
import type { Accelerator } from '../hardware/accelerator'
import { type ResolvedHardware, readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { isRecord, own } from '../internal/read'
import type { Layer } from '../operator/layer'
import { steps } from '../profile/steps'
import { type Profile, readCounts } from './counts'
import { estimateSchedule, type Subject } from './estimate'
import type { Estimate } from './estimate-type'
import { overflowed } from './overflow'
import { lazyWorkspace, type Workspace } from './workspace'

/** The estimate of the schedule in a workspace's table, or a report of why it would not be exact. */
const exactEstimate = (
  { profile, costs }: Workspace,
  subject: Subject,
  hardware: ResolvedHardware,
  report: Report,
): Estimate | undefined => {
  const result = estimateSchedule(profile, subject, hardware, costs)
  if (typeof result !== 'string') return result
  report.push(overflowed(result))
  return undefined
}

const noAnalysis = (given: string): EstimateError =>
  fault('MismatchedAnalysis', 'analysis', {
    expected: 'a result of analyze, unchanged',
    given,
    hint: 'Call analyze(layer, dataflow, { pes }) and pass the value of its Right, or what JSON made of it.',
  })

/** The analysis that `analyze` made, or one revived from JSON; read once, so that nothing can change under way. */
const checkAnalysis = (value: unknown, report: Report): Analysis | undefined => {
  if (isMade(value)) return value
  const read = readAnalysis(value)
  if (
    read !== null &&
    isRecord(value) &&
    own(value, 'checksum') === read.fingerprint &&
    isSound(read.analysis)
  )
    return read.analysis
  report.push(noAnalysis(read === null ? show(value) : 'an analysis that was edited'))
  return undefined
}

const mismatched = (what: 'pes' | 'simd', analysed: number, given: number): EstimateError =>
  fault('MismatchedAnalysis', `hardware.${what}`, {
    expected: `${analysed}, as analysed`,
    given: show(given),
    hint: `Call analyze again with ${what}: ${given}; only the rest of the hardware can change between evaluations.`,
  })

const evaluation = /* @__PURE__ */ lazyWorkspace()

/** The analysis that the profile of `evaluate` holds. It is cleared before the profile is filled, and set when all of it is there. */
let loaded: Analysis | null = null

/** Loads an analysis, unless it is the one that was evaluated last. */
const loadOnce = (analysis: Analysis, profile: Profile): void => {
  if (loaded === analysis) return
  loaded = null
  const { tensors, levels, macs } = analysis
  steps().loadSchedule(profile.table, {
    roles: tensors.map(({ role }) => role),
    streamed: tensors.map(({ streamed }) => streamed),
    used: tensors.map(({ used }) => used),
    levels,
  })
  readCounts(profile, tensors, macs)
  loaded = analysis
}

/**
 * The estimate of an analysis on hardware with the PEs and SIMD lanes that were analysed: per-level cost reduction,
 * energy, buffers, area and power (cost model, sections 4 to 7).
 *
 * @example
 * ```ts
 * import { accelerator, analyze, dataflow, evaluate, gemm, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * const rows = dataflow('rows', [spatialMap(1, 1, 'M'), temporalMap(1, 1, 'N')])
 * const analysis = orThrow(analyze(gemm({ M: 64, N: 64, K: 64 }), rows, { pes: 64 }))
 * orThrow(evaluate(analysis, accelerator({ pes: 64 }))).utilization // => 0.9995119570522206
 * ```
 * @since 0.1.0
 * @category estimates
 */
export const evaluate = (analysis: Analysis, hardware: Accelerator): Either<EstimateErrors, Estimate> =>
  attempt((report) => {
    const checked = checkAnalysis(analysis, report)
    const record = readHardware(hardware, report)
    if (record === undefined) return undefined
    const resolved = resolveHardware(record, readUnits(record, report), checked?.levels.length ?? 1, report)
    if (checked === undefined || report.length > 0) return undefined
    if (resolved.pes !== checked.pes) report.push(mismatched('pes', checked.pes, resolved.pes))
    if (resolved.simd !== checked.simd) report.push(mismatched('simd', checked.simd, resolved.simd))
    if (report.length > 0) return undefined
    const workspace = evaluation()
    loadOnce(checked, workspace.profile)
    const estimate = exactEstimate(workspace, checked, resolved, report)
    if (estimate === undefined || estimate.runtime >= estimate.floor) return estimate
    report.push(noAnalysis('an analysis that was edited'))
    return undefined
  })

const estimation = /* @__PURE__ */ lazyWorkspace()

/**
 * Runtime, energy, buffers and traffic of a layer under a dataflow on an accelerator: `analyze`, then `evaluate`.
 * All faults of the three inputs are reported together.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, estimate, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
 * const weights = dataflow('weights', [temporalMap(1, 1, 'C'), spatialMap(1, 1, 'K')])
 * const { runtime, floor, bound } = orThrow(estimate(layer, weights, accelerator({ pes: 16, noc: { bandwidth: 32 } })))
 * runtime >= floor // => true
 * ```
 * @since 0.1.0
 * @category estimates
 */
export const estimate = (
  layer: Layer,
  dataflow: Dataflow,
  hardware: Accelerator,
): Either<EstimateErrors, Estimate> =>
  attempt((report) => {
    const record = readHardware(hardware, report)
    const units = record && readUnits(record, report)
    const schedule = scheduleOf(layer, dataflow, report.length === 0 && units ? units.pes : null, report)
    if (record === undefined || units === undefined) return undefined
    const resolved = resolveHardware(record, units, schedule?.canonical.levels.length ?? 1, report)
    if (schedule === undefined || report.length > 0) return undefined
    const workspace = estimation()
    const macs = profileInto(workspace.profile.table, schedule, units.simd, report)
    if (report.length > 0) return undefined
    const { problem, canonical, dataflow: name } = schedule
    readCounts(workspace.profile, problem.tensors, macs)
    const subject = {
      layer: problem.name,
      dataflow: name,
      macs,
      tensors: problem.tensors,
      warnings: canonical.warnings,
    }
    return exactEstimate(workspace, subject, resolved, report)
  })
