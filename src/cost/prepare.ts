/** One layer on one accelerator, checked once: what a search for a mapping asks of one dataflow after the other. */
import type { Either } from 'fp-ts/Either'
import { alignedOf } from '../analysis/elements'
import type { Canonical } from '../dataflow/canonical'
import type { Dataflow } from '../dataflow/directive'
import { scheduleFor } from '../dataflow/schedule'
import { attempt } from '../error/attempt'
import type { EstimateErrors, Report } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { type ResolvedHardware, readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { mostTensors } from '../internal/limits'
import { snapshot } from '../internal/snapshot'
import { checkLayer, isKept } from '../operator/check-layer'
import type { Layer } from '../operator/layer'
import type { Problem } from '../operator/problem'
import { hasAveragePower } from './average-power'
import { costSchedule } from './cost-schedule'
import { forSchedule } from './for-tensors'
import { overflowed } from './overflow'
import { profileOn } from './profile-on'
import { fitAll } from './requirements'
import { lazyWorkspace, type Workspace } from './workspace'

type Units = ReturnType<typeof readUnits>

/** A layer and an accelerator that were checked. */
export type Prepared = {
  readonly problem: Problem
  /** Whether the problem will be asked for again. */
  readonly isLasting: boolean
  readonly units: Units
  /** The hardware for the layer's tensors under a dataflow. */
  readonly hardwareFor: (canonical: Canonical, report: Report) => ResolvedHardware | undefined
}

/** The hardware for dataflows of a number of levels, worked out once for each number and each choice of aligned blocks. */
const byLevels = (problem: Problem, hardware: unknown, units: Units): Prepared['hardwareFor'] => {
  const known = new Map<number, ResolvedHardware>()
  return (canonical, report) => {
    const { length } = canonical.levels
    const key = (length << mostTensors) | alignedOf(problem, canonical)
    const kept = known.get(key)
    if (kept !== undefined) return kept
    const record = readHardware(hardware, report)
    const resolved = record && resolveHardware(record, units, length, report)
    const fitted = resolved && forSchedule(resolved, { problem, canonical }, report)
    if (fitted !== undefined && report.length === 0) known.set(key, fitted)
    return fitted
  }
}

/** Checks a layer and an accelerator; `isLasting` says that the result will be asked more than once. */
export const prepareInputs = (
  layer: unknown,
  hardware: unknown,
  isLasting: boolean,
  report: Report,
): Prepared | undefined => {
  const problem = checkLayer(layer, report)
  const given = snapshot(hardware) // it is resolved for each number of levels
  const record = readHardware(given, report)
  const units = record && readUnits(record, report)
  if (record === undefined || units === undefined) return undefined
  resolveHardware(record, units, 1, report)
  if (problem === undefined || report.length > 0) return undefined
  const lasts = isLasting || isKept(layer, problem)
  return { problem, isLasting: lasts, units, hardwareFor: byLevels(problem, given, units) }
}

const workspace = /* @__PURE__ */ lazyWorkspace()

/** A schedule that was costed: its records, which the next one overwrites, and its hardware. */
export type Costed = Workspace & { readonly hardware: ResolvedHardware }

/** Costs a dataflow, or reports why it has no exact figures. */
export const costDataflow = (
  { problem, units, isLasting, hardwareFor }: Prepared,
  dataflow: unknown,
  report: Report,
): Costed | undefined => {
  const schedule = scheduleFor(problem, dataflow, units.pes, isLasting, report)
  if (schedule === undefined) return undefined
  const hardware = hardwareFor(schedule.canonical, report)
  if (hardware === undefined || report.length > 0) return undefined
  const { profile, costs } = workspace()
  if (profileOn(hardware, profile, schedule, report) === undefined) return undefined
  const overflow = costSchedule(profile, hardware, 'timed', costs)
  if (overflow === null) return { profile, costs, hardware }
  report.push(overflowed(overflow))
  return undefined
}

/**
 * The totals of an estimate, without the figures of levels, tensors and buffers. Absent figures are null.
 *
 * @since 0.2.0
 * @category results
 */
export type EstimateTotals = {
  /** Cycles. */
  readonly runtime: number
  /** The energy, in the unit of the energy table. */
  readonly energy: number
  /** `energy · runtime`. */
  readonly edp: number
  /** macs / (runtime · pes · simd). */
  readonly utilization: number
  /** Area in µm², if the hardware has an area table. */
  readonly area: number | null
  /** Peak dynamic power in mW, if the hardware has an area table. */
  readonly power: number | null
  /** Energy over time in mW, if the energy table is in pJ and the hardware has a clock. */
  readonly averagePower: number | null
  /** True if every buffer has the required capacity. */
  readonly fits: boolean
}

const totalsOf = ({ profile: { counts }, costs, hardware }: Costed): EstimateTotals => {
  const { time, energy, requirements, totals } = costs
  const { runtime } = time
  const hasArea = hardware.area !== null
  return {
    runtime,
    energy: energy.total,
    edp: totals.edp,
    utilization: counts.macs / (runtime * hardware.pes * hardware.simd),
    area: hasArea ? totals.area : null,
    power: hasArea ? totals.power : null,
    averagePower: hasAveragePower(hardware) ? totals.averagePower : null,
    fits: fitAll(counts, requirements, hardware),
  }
}

/**
 * The totals of a dataflow on the layer and the accelerator that were prepared, or what is wrong with it.
 *
 * @since 0.2.0
 * @category estimates
 */
export type PreparedEstimate = (dataflow: Dataflow) => Either<EstimateErrors, EstimateTotals>

/**
 * Checks a layer and an accelerator once, for a loop over dataflows: the function that it answers gives the totals that
 * {@link estimate} gives, in a fraction of the time. Left if the layer or the accelerator is invalid. A dataflow that is
 * frozen, with everything in it, is checked once too.
 *
 * @param layer - The layer that every dataflow will map: a built-in kind, an einsum or a custom operator.
 * @param hardware - The accelerator that every dataflow will run on.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, orThrow, prepare, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * const totals = orThrow(prepare(gemm({ M: 64, N: 64, K: 64 }), accelerator({ pes: 64 })))
 * const tiled = (tile: number) => dataflow(`tile ${tile}`, [spatialMap('M'), temporalMap('N', tile)])
 * const energies = [1, 8, 64].map((tile) => orThrow(totals(tiled(tile))).energy)
 * energies[2] === Math.min(...energies) // => true
 * ```
 * @since 0.2.0
 * @category estimates
 */
export const prepare = (layer: Layer, hardware: Accelerator): Either<EstimateErrors, PreparedEstimate> =>
  attempt((report) => {
    const prepared = prepareInputs(layer, hardware, true, report)
    if (prepared === undefined) return undefined
    return (dataflow: Dataflow) =>
      attempt((faults) => {
        const costed = costDataflow(prepared, dataflow, faults)
        return costed && totalsOf(costed)
      })
  })
