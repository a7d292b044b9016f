/** Batches for callers in loops: one layer and dataflow on many accelerators, or many dataflows on one; figures in columns. */
import type { Either } from 'fp-ts/Either'
import { profileInto } from '../analysis/analyze'
import { type Canonical, canonicalize } from '../dataflow/canonical'
import type { Dataflow } from '../dataflow/directive'
import { type ReadDataflow, readDataflow } from '../dataflow/read-directives'
import type { Schedule } from '../dataflow/schedule'
import { attempt } from '../error/attempt'
import type { EstimateErrors, Report } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { type ResolvedHardware, readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { readList } from '../internal/read'
import { snapshot } from '../internal/snapshot'
import { checkLayer } from '../operator/check-layer'
import type { Layer } from '../operator/layer'
import type { Problem } from '../operator/problem'
import { steps } from '../profile/steps'
import { type Costs, costSchedule } from './cost-schedule'
import { newProfile, type Profile, readCounts } from './counts'
import { overflowed } from './overflow'
import { fitAll } from './requirements'
import { lazyWorkspace } from './workspace'

/**
 * Figures of many estimates, one row each, column by column. Inputs that cannot be estimated have no row; they are listed
 * in `failures`.
 *
 * @since 0.1.0
 * @category estimates
 */
export type Figures = {
  readonly rows: number
  /** Which entry of the list given a row is of; increasing. */
  readonly index: Uint32Array
  /** Cycles. */
  readonly runtime: Float64Array
  /** In the unit of the energy table. */
  readonly energy: Float64Array
  readonly edp: Float64Array
  /** Of all PEs and SIMD lanes: macs / (runtime · pes · simd). */
  readonly utilization: Float64Array
  /** µm², and peak dynamic power in mW; 0 where the hardware has no area table. */
  readonly area: Float64Array
  readonly power: Float64Array
  /** Energy over time, in mW; 0 where the energy table is not in pJ or the hardware has no clock. */
  readonly averagePower: Float64Array
  /** 1 where every buffer holds what it must. */
  readonly fits: Uint8Array
  readonly failures: readonly { readonly index: number; readonly errors: EstimateErrors }[]
}

const mostRows = 1_000_000

type Failure = Figures['failures'][number]

const columnsFor = (length: number) => ({
  index: new Uint32Array(length),
  runtime: new Float64Array(length),
  energy: new Float64Array(length),
  edp: new Float64Array(length),
  utilization: new Float64Array(length),
  area: new Float64Array(length),
  power: new Float64Array(length),
  averagePower: new Float64Array(length),
  fits: new Uint8Array(length),
})

type Columns = ReturnType<typeof columnsFor>

/** The columns cut to the rows that were filled. */
const cut = (columns: Columns, rows: number, failures: readonly Failure[]): Figures => ({
  rows,
  index: columns.index.slice(0, rows),
  runtime: columns.runtime.slice(0, rows),
  energy: columns.energy.slice(0, rows),
  edp: columns.edp.slice(0, rows),
  utilization: columns.utilization.slice(0, rows),
  area: columns.area.slice(0, rows),
  power: columns.power.slice(0, rows),
  averagePower: columns.averagePower.slice(0, rows),
  fits: columns.fits.slice(0, rows),
  failures,
})

/** Writes the figures of a profiled schedule, or reports why they would not be exact. */
const writeRow = (
  columns: Columns,
  row: number,
  index: number,
  profile: Profile,
  costs: Costs,
  hardware: ResolvedHardware,
  report: Report,
): true | undefined => {
  const { counts } = profile
  const overflow = costSchedule(profile, hardware, 'timed', costs)
  if (overflow !== null) {
    report.push(overflowed(overflow))
    return undefined
  }
  const { requirements, energy, time, totals } = costs
  columns.index[row] = index
  columns.runtime[row] = time.runtime
  columns.energy[row] = energy.total
  columns.edp[row] = totals.edp
  columns.utilization[row] = counts.macs / (time.runtime * hardware.pes * hardware.simd)
  columns.area[row] = totals.area
  columns.power[row] = totals.power
  columns.averagePower[row] = totals.averagePower
  columns.fits[row] = fitAll(counts, requirements, hardware) ? 1 : 0
  return true
}

/** Fills a row for every entry that `estimateRow` can estimate. */
const fillRows = (
  list: readonly unknown[],
  estimateRow: (columns: Columns, row: number, index: number, report: Report) => true | undefined,
): Figures => {
  const { length } = list
  const columns = columnsFor(length)
  const failures: Failure[] = []
  let rows = 0
  for (let index = 0; index < length; index++) {
    const result = attempt((report) => estimateRow(columns, rows, index, report))
    if (result._tag === 'Right') rows++
    else failures.push({ index, errors: result.left })
  }
  return rows === length ? { rows, ...columns, failures } : cut(columns, rows, failures)
}

type Units = ReturnType<typeof readUnits>

const resolve = (
  value: unknown,
  levels: number,
  report: Report,
  known?: Units,
): ResolvedHardware | undefined => {
  const record = readHardware(value, report)
  return record && resolveHardware(record, known ?? readUnits(record, report), levels, report)
}

/** Profiles a schedule with its counts, or reports why it cannot be analysed. */
const profileSchedule = (profile: Profile, schedule: Schedule, simd: number, report: Report): void => {
  const macs = profileInto(profile.table, schedule, simd, report)
  if (report.length === 0) readCounts(profile, schedule.problem.tensors, macs)
}

/** The PEs and SIMD lanes for which a profile holds the schedule. */
type Profiled = { readonly pes: number; readonly simd: number }

/** Profiles the schedule on so many PEs, unless the profile holds it already. */
const profileOnce = (
  profile: Profile,
  held: Profiled | null,
  problem: Problem,
  read: ReadDataflow,
  { pes, simd }: ResolvedHardware,
  report: Report,
): Profiled | null => {
  if (held !== null && held.pes === pes && held.simd === simd) return held
  const canonical = canonicalize(problem, read, pes, report)
  if (canonical === undefined) return null
  profileSchedule(profile, { problem, canonical, dataflow: read.name }, simd, report)
  return report.length > 0 ? null : { pes, simd }
}

const workspace = /* @__PURE__ */ lazyWorkspace()

/**
 * One layer and dataflow on many accelerators, in columns: the schedule is analysed once for each run of accelerators with
 * the same PEs and SIMD lanes. Each row equals what {@link estimate} says. Left if the layer, the dataflow or the list
 * itself is at fault, at most 1,000,000 long; a faulty accelerator is listed in `failures`.
 *
 * @example
 * ```ts
 * import { conv2d, dataflow, estimateMany, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
 * const weights = dataflow('weights', [temporalMap(1, 1, 'C'), spatialMap(1, 1, 'K')])
 * const hardwares = [1, 4, 0, 16].map((bandwidth) => ({ pes: 16, noc: { bandwidth } }))
 * const { runtime, index, failures } = orThrow(estimateMany(layer, weights, hardwares))
 * runtime // => Float64Array.of(12876788, 7238765, 7228700)
 * index // => Uint32Array.of(0, 1, 3)
 * failures[0]?.errors[0].path // => 'hardware.noc.bandwidth'
 * ```
 * @since 0.1.0
 * @category estimates
 */
export const estimateMany = (
  layer: Layer,
  dataflow: Dataflow,
  hardwares: readonly Accelerator[],
): Either<EstimateErrors, Figures> =>
  attempt((report) => {
    const list = readList(hardwares, 'hardwares', mostRows, 'Malformed', report) ?? []
    const problem = checkLayer(layer, report)
    const read = readDataflow(dataflow, problem, report)
    // Faults that every accelerator would share are told once.
    const canonical = problem && read && canonicalize(problem, read, largestCount, report)
    if (problem === undefined || read === undefined || canonical === undefined) return undefined
    if (report.length > 0) return undefined
    // A profile of its own, because reading the next accelerator may run code of the caller.
    const profile = newProfile()
    const { costs } = workspace()
    let held: Profiled | null = null
    const figures = fillRows(list, (columns, row, index, faults) => {
      const hardware = resolve(list[index], canonical.levels.length, faults)
      if (hardware === undefined || faults.length > 0) return undefined
      const before = held
      held = null // until all of it is there: a full call stack may end the profiling half-way
      held = profileOnce(profile, before, problem, read, hardware, faults)
      return held === null ? undefined : writeRow(columns, row, index, profile, costs, hardware, faults)
    })
    steps().releaseStepTable(profile.table)
    return figures
  })

/** The hardware for dataflows of so many levels, worked out once for each number. */
const byLevels = (hardware: unknown, units: Units) => {
  const known: (ResolvedHardware | undefined)[] = []
  return ({ levels }: Canonical, report: Report): ResolvedHardware | undefined => {
    known[levels.length] ??= resolve(hardware, levels.length, report, units)
    return known[levels.length]
  }
}

/**
 * One layer on one accelerator under many dataflows, in columns: what a mapper asks. The layer and the accelerator are
 * checked once. Each row equals what {@link estimate} says. Left if the layer, the accelerator or the list itself is at
 * fault, at most 1,000,000 long; a dataflow that cannot be estimated is listed in `failures`.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, estimateEach, gemm, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * const tiled = (tile: number) => dataflow(`tile ${tile}`, [spatialMap(1, 1, 'M'), temporalMap(tile, tile, 'N')])
 * const layer = gemm({ M: 64, N: 64, K: 64 })
 * const { energy, rows } = orThrow(estimateEach(layer, [1, 8, 64].map(tiled), accelerator({ pes: 64 })))
 * rows // => 3
 * energy[2] === Math.min(...energy) // => true
 * ```
 * @since 0.1.0
 * @category estimates
 */
export const estimateEach = (
  layer: Layer,
  dataflows: readonly Dataflow[],
  hardware: Accelerator,
): Either<EstimateErrors, Figures> =>
  attempt((report) => {
    const list = readList(dataflows, 'dataflows', mostRows, 'Malformed', report) ?? []
    const problem = checkLayer(layer, report)
    const given = snapshot(hardware) // it is resolved for each number of levels
    const units = resolve(given, 1, report)
    if (problem === undefined || units === undefined || report.length > 0) return undefined
    const hardwareFor = byLevels(given, units)
    return fillRows(list, (columns, row, index, faults) => {
      const read = readDataflow(list[index], problem, faults)
      const canonical = read && canonicalize(problem, read, units.pes, faults)
      if (canonical === undefined || faults.length > 0) return undefined
      const resolved = hardwareFor(canonical, faults)
      if (resolved === undefined || faults.length > 0) return undefined
      const { profile, costs } = workspace()
      profileSchedule(profile, { problem, canonical, dataflow: read?.name ?? '' }, units.simd, faults)
      return faults.length > 0 ? undefined : writeRow(columns, row, index, profile, costs, resolved, faults)
    })
  })
