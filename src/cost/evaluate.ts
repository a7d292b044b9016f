/** The public functions of the cost model: `evaluate` for an analysis and hardware, `estimate` for all in one call. */
import type { Either } from 'fp-ts/Either'
import type { Analysis } from '../analysis/analysis'
import { refusedAnalysis } from '../analysis/refused'
import type { DataflowFor } from '../dataflow/dataflow-for'
import { scheduleOf } from '../dataflow/schedule'
import { attempt } from '../error/attempt'
import type { EstimateErrors, Report } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { type ResolvedHardware, readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import type { Layer } from '../operator/layer'
import { estimateSchedule, type Subject } from './estimate'
import type { Estimate } from './estimate-type'
import { forSchedule } from './for-tensors'
import { loadAnalysis } from './load-analysis'
import { overflowed } from './overflow'
import { profileOn } from './profile-on'
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

/**
 * The estimate of an analysis on hardware with the PEs and SIMD lanes that were analysed: per-level cost reduction,
 * energy, buffers, area and power (docs/spec.md, sections 4 to 7).
 *
 * @param analysis - The result of {@link analyze}, made here or revived from JSON.
 * @param hardware - The accelerator; its `pes` and `simd` must be those of the analysis. If it reloads inputs or moves
 *   whole intervals, call {@link estimate}.
 *
 * @example
 * ```ts
 * import { accelerator, analyze, dataflow, evaluate, gemm, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * const rows = dataflow('rows', [spatialMap('M'), temporalMap('N')])
 * const analysis = orThrow(analyze(gemm({ M: 64, N: 64, K: 64 }), rows, { pes: 64 }))
 * orThrow(evaluate(analysis, accelerator({ pes: 64 }))).utilization // => 0.9995119570522206
 * ```
 * @since 0.1.0
 * @category estimates
 */
export const evaluate = (analysis: Analysis, hardware: Accelerator): Either<EstimateErrors, Estimate> =>
  attempt((report) => {
    const loaded = loadAnalysis(analysis, hardware, report)
    if (loaded === undefined) return undefined
    const { facts, resolved, workspace } = loaded
    const estimate = exactEstimate(workspace, facts, resolved, report)
    if (estimate === undefined || estimate.runtime >= estimate.floor) return estimate
    report.push(refusedAnalysis(analysis, true))
    return undefined
  })

const estimation = /* @__PURE__ */ lazyWorkspace()

/**
 * Runtime, energy, buffers and traffic of a layer under a dataflow on an accelerator: `analyze`, then `evaluate`.
 * The faults of all three inputs are reported together. A dataflow is checked against its layer once the layer is valid.
 *
 * @param layer - The layer to estimate: a built-in kind, an einsum or a custom operator.
 * @param dataflow - The dataflow that maps the layer to the PEs.
 * @param hardware - The accelerator. Only `pes` is required; what is absent is unlimited or has its default.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, estimate, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
 * const weights = dataflow('weights', [temporalMap('C'), spatialMap('K')])
 * const { runtime, floor, bound } = orThrow(estimate(layer, weights, accelerator({ pes: 16, noc: { bandwidth: 32 } })))
 * runtime >= floor // => true
 * ```
 * @since 0.1.0
 * @category estimates
 */
export const estimate = <L extends Layer, Dimension extends string>(
  layer: L,
  dataflow: DataflowFor<L, Dimension>,
  hardware: Accelerator,
): Either<EstimateErrors, Estimate> =>
  attempt((report) => {
    const record = readHardware(hardware, report)
    const units = record && readUnits(record, report)
    const schedule = scheduleOf(layer, dataflow, report.length === 0 && units ? units.pes : null, report)
    if (record === undefined || units === undefined) return undefined
    const resolved = resolveHardware(record, units, schedule?.canonical.levels.length ?? 1, report)
    if (schedule === undefined || report.length > 0) return undefined
    const fitted = forSchedule(resolved, schedule, report)
    if (report.length > 0) return undefined
    const workspace = estimation()
    const counts = profileOn(fitted, workspace.profile, schedule, report)
    if (counts === undefined) return undefined
    const { problem, canonical, dataflow: name } = schedule
    const subject = {
      layer: problem.name,
      dataflow: name,
      macs: counts.macs,
      tensors: problem.tensors,
      warnings: canonical.warnings,
    }
    return exactEstimate(workspace, subject, fitted, report)
  })
