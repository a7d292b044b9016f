/**
 * Many estimates in one call, with figures in columns: one layer and dataflow on many accelerators, or one layer and
 * accelerator under many dataflows.
 */
import type { Either } from 'fp-ts/Either'
import { canonicalize } from '../dataflow/canonical'
import type { DataflowFor } from '../dataflow/dataflow-for'
import { type ReadDataflow, readDataflow } from '../dataflow/read-directives'
import { attempt } from '../error/attempt'
import type { EstimateErrors, Report } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { type ResolvedHardware, readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { areSameRules } from '../hardware/transfer-rules'
import { largestCount } from '../internal/arithmetic'
import { mostRows } from '../internal/limits'
import { readList } from '../internal/read'
import { checkLayer } from '../operator/check-layer'
import type { Layer } from '../operator/layer'
import type { Problem } from '../operator/problem'
import { steps } from '../profile/steps'
import { costSchedule } from './cost-schedule'
import { newProfile, type Profile } from './counts'
import { forSchedule } from './for-tensors'
import { overflowed } from './overflow'
import { type Costed, costDataflow, prepareInputs } from './prepare'
import { profileOn } from './profile-on'
import { fitAll } from './requirements'
import { lazyWorkspace } from './workspace'

/**
 * Figures of many estimates: one column for each figure, one row for each estimate. Inputs that cannot be estimated have no
 * row. They are listed in `failures`.
 *
 * @since 0.2.0
 * @category estimates
 */
export type EstimateColumns = {
  /** The number of rows: inputs that have an estimate. */
  readonly rows: number
  /** The position in the given list of the entry that a row belongs to, in increasing order. */
  readonly index: Uint32Array
  /** Cycles. */
  readonly runtime: Float64Array
  /** The energy, in the unit of the energy table. */
  readonly energy: Float64Array
  /** Energy-delay product: energy times runtime. */
  readonly edp: Float64Array
  /** The utilization of all PEs and SIMD lanes: macs / (runtime · pes · simd). */
  readonly utilization: Float64Array
  /** The area, in µm²; 0 where the hardware has no area table. */
  readonly area: Float64Array
  /** The peak dynamic power in mW; 0 where the hardware has no area table. */
  readonly power: Float64Array
  /** The energy divided by the time, in mW; 0 where the energy table is not in pJ or the hardware has no clock. */
  readonly averagePower: Float64Array
  /** 1 where every buffer has the capacity that it requires, else 0. */
  readonly fits: Uint8Array
  /** The inputs that have no estimate. */
  readonly failures: readonly {
    /** The position of the input in the given list, from 0. */
    readonly index: number
    /** The reasons why the input has no estimate. */
    readonly errors: EstimateErrors
  }[]
}

type Failure = EstimateColumns['failures'][number]

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

/** The columns without the rows that were not filled. */
const cut = (columns: Columns, rows: number, failures: readonly Failure[]): EstimateColumns => ({
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

/** Writes the figures of a costed schedule to a row. */
const writeRow = (
  columns: Columns,
  row: number,
  index: number,
  { profile: { counts }, costs, hardware }: Costed,
): void => {
  const { time, energy, requirements, totals } = costs
  columns.index[row] = index
  columns.runtime[row] = time.runtime
  columns.energy[row] = energy.total
  columns.edp[row] = totals.edp
  columns.utilization[row] = counts.macs / (time.runtime * hardware.pes * hardware.simd)
  columns.area[row] = totals.area
  columns.power[row] = totals.power
  columns.averagePower[row] = totals.averagePower
  columns.fits[row] = fitAll(counts, requirements, hardware) ? 1 : 0
}

/** Fills a row for every entry that `estimateRow` can estimate. */
const fillRows = (
  list: readonly unknown[],
  estimateRow: (columns: Columns, row: number, index: number, report: Report) => true | undefined,
): EstimateColumns => {
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

const resolve = (value: unknown, levels: number, report: Report): ResolvedHardware | undefined => {
  const record = readHardware(value, report)
  return record && resolveHardware(record, readUnits(record, report), levels, report)
}

/** What a profile was made for: PEs, SIMD lanes and how inputs arrive. */
type Profiled = Pick<ResolvedHardware, 'pes' | 'simd' | 'perTensor'>

const isMadeFor = (held: Profiled, { pes, simd, perTensor }: Profiled): boolean =>
  held.pes === pes &&
  held.simd === simd &&
  areSameRules(held.perTensor?.rules ?? null, perTensor?.rules ?? null)

/** Profiles the schedule for the hardware, unless the profile was made for hardware that is alike in what counts. */
const profileOnce = (
  profile: Profile,
  held: Profiled | null,
  problem: Problem,
  read: ReadDataflow,
  hardware: ResolvedHardware,
  report: Report,
): Profiled | null => {
  if (held !== null && isMadeFor(held, hardware)) return held
  const canonical = canonicalize(problem, read, hardware.pes, report)
  if (canonical === undefined) return null
  const schedule = { problem, canonical, dataflow: read.name }
  return profileOn(hardware, profile, schedule, report) === undefined ? null : hardware
}

const workspace = /* @__PURE__ */ lazyWorkspace()

/**
 * One layer and dataflow on many accelerators, in columns: the schedule is analysed once for each run of accelerators with
 * the same PEs, SIMD lanes, `keep` and `contiguous`. Each row has the figures of {@link estimate}. The list has at most 1,000,000 accelerators.
 * The result is a Left if the layer, the dataflow or the list itself is faulty. Faulty accelerators are listed in `failures`.
 *
 * @param layer - The layer to estimate: a built-in kind, an einsum or a custom operator.
 * @param dataflow - The dataflow that maps the layer to every one of the accelerators.
 * @param hardwares - The accelerators, at most 1,000,000. Those with equal PEs, SIMD lanes, `keep` and
 *   `contiguous` are fastest next to each other.
 *
 * @example
 * ```ts
 * import { conv2d, dataflow, estimateAccelerators, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
 * const weights = dataflow('weights', [temporalMap('C'), spatialMap('K')])
 * const hardwares = [1, 4, 0, 16].map((bandwidth) => ({ pes: 16, noc: { bandwidth } }))
 * const { runtime, index, failures } = orThrow(estimateAccelerators(layer, weights, hardwares))
 * runtime // => Float64Array.of(12876788, 7238765, 7228700)
 * index // => Uint32Array.of(0, 1, 3)
 * failures[0]?.errors[0].path // => 'hardware.noc.bandwidth'
 * ```
 * @since 0.1.0
 * @category estimates
 */
export const estimateAccelerators = <L extends Layer, Dimension extends string>(
  layer: L,
  dataflow: DataflowFor<L, Dimension>,
  hardwares: readonly Accelerator[],
): Either<EstimateErrors, EstimateColumns> =>
  attempt((report) => {
    const list = readList(hardwares, 'hardwares', mostRows, 'Malformed', report) ?? []
    const problem = checkLayer(layer, report)
    const read = readDataflow(dataflow, problem, report)
    // Faults that all accelerators share are reported once.
    const canonical = problem && read && canonicalize(problem, read, largestCount, report)
    if (problem === undefined || read === undefined || canonical === undefined) return undefined
    if (report.length > 0) return undefined
    // The call has its own profile, because reading the next accelerator may run code of the caller.
    const profile = newProfile()
    const { costs } = workspace()
    let held: Profiled | null = null
    const figures = fillRows(list, (columns, row, index, faults) => {
      const resolved = resolve(list[index], canonical.levels.length, faults)
      if (resolved === undefined || faults.length > 0) return undefined
      const hardware = forSchedule(resolved, { problem, canonical }, faults)
      if (faults.length > 0) return undefined
      const before = held
      held = null // until the profile is complete: profiling may end early where the call stack is full
      held = profileOnce(profile, before, problem, read, hardware, faults)
      if (held === null) return undefined
      const overflow = costSchedule(profile, hardware, 'timed', costs)
      if (overflow === null) writeRow(columns, row, index, { profile, costs, hardware })
      else faults.push(overflowed(overflow))
      return overflow === null ? true : undefined
    })
    steps().releaseStepTable(profile.table)
    return figures
  })

/**
 * One layer on one accelerator under many dataflows, in columns, as a mapper needs it. The layer and the accelerator are
 * checked once. Each row has the figures of {@link estimate}. The list has at most 1,000,000 dataflows. The result is a Left
 * if the layer, the accelerator or the list itself is faulty. Dataflows that cannot be estimated are listed in `failures`.
 *
 * @param layer - The layer to estimate: a built-in kind, an einsum or a custom operator.
 * @param dataflows - The dataflows to compare, at most 1,000,000.
 * @param hardware - The accelerator that every dataflow runs on.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, estimateDataflows, gemm, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 *
 * const tiled = (tile: number) => dataflow(`tile ${tile}`, [spatialMap('M'), temporalMap('N', tile)])
 * const layer = gemm({ M: 64, N: 64, K: 64 })
 * const { energy, rows } = orThrow(estimateDataflows(layer, [1, 8, 64].map(tiled), accelerator({ pes: 64 })))
 * rows // => 3
 * energy[2] === Math.min(...energy) // => true
 * ```
 * @since 0.1.0
 * @category estimates
 */
export const estimateDataflows = <L extends Layer, Dimension extends string>(
  layer: L,
  dataflows: readonly DataflowFor<L, Dimension>[],
  hardware: Accelerator,
): Either<EstimateErrors, EstimateColumns> =>
  attempt((report) => {
    const list = readList(dataflows, 'dataflows', mostRows, 'Malformed', report) ?? []
    const prepared = prepareInputs(layer, hardware, false, report)
    if (prepared === undefined || report.length > 0) return undefined
    return fillRows(list, (columns, row, index, faults) => {
      const costed = costDataflow(prepared, list[index], faults)
      if (costed === undefined) return undefined
      writeRow(columns, row, index, costed)
      return true
    })
  })
