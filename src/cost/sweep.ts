/** One analysis on one accelerator at many bandwidths: the schedule is loaded once, and only timed for each. */
import type { Either } from 'fp-ts/Either'
import type { Analysis } from '../analysis/analysis'
import { attempt } from '../error/attempt'
import { type EstimateErrors, fault, type Report } from '../error/error'
import { show } from '../error/show'
import type { Accelerator } from '../hardware/accelerator'
import { isSwept } from '../hardware/network'
import { type ResolvedHardware, withNetworks } from '../hardware/resolve'
import { largestCount } from '../internal/arithmetic'
import { mostRows } from '../internal/limits'
import { readList } from '../internal/read'
import { steps } from '../profile/steps'
import { costSchedule } from './cost-schedule'
import { type LoadedAnalysis, loadAnalysis } from './load-analysis'
import { overflowed } from './overflow'
import { fitAll } from './requirements'
import { longerOf, projectVolumes } from './time'
import { energyDelay, utilizationOf } from './totals'

/**
 * An analysis at many bandwidths: what depends on them in columns, one row for each bandwidth, and what does not.
 *
 * @since 0.2.0
 * @category results
 */
export type BandwidthSweep = {
  /** Elements per cycle, as given. */
  readonly bandwidth: Float64Array
  /** Cycles. */
  readonly runtime: Float64Array
  /** `energy · runtime`. */
  readonly edp: Float64Array
  /** macs / (runtime · pes · simd). */
  readonly utilization: Float64Array
  /** The energy, in the unit of the energy table. */
  readonly energy: number
  /** True if every buffer has the required capacity. */
  readonly fits: boolean
}

const isBandwidth = (value: unknown): value is number =>
  typeof value === 'number' && value > 0 && value < Number.POSITIVE_INFINITY

/** The list that was given, as an array of its own; one of numbers is copied whole, which runs no code of the caller's. */
const readColumn = (
  value: unknown,
  report: Report,
): Float64Array<ArrayBuffer> | readonly unknown[] | undefined => {
  const numbers = value instanceof Float64Array ? new Float64Array(value) : undefined
  if (numbers !== undefined && numbers.length <= mostRows) return numbers
  return readList(
    numbers === undefined ? value : Array.from(numbers),
    'bandwidths',
    mostRows,
    'Malformed',
    report,
  )
}

/** A copy of the bandwidths, in which one that is faulty is reported. */
const readBandwidths = (value: unknown, report: Report): Float64Array | undefined => {
  const given = readColumn(value, report)
  if (given === undefined) return undefined
  const bandwidths = new Float64Array(given.length)
  for (let i = 0; i < given.length; i++) {
    const bandwidth = given[i]
    if (!isBandwidth(bandwidth)) {
      report.push(
        fault('InvalidHardware', `bandwidths[${i}]`, {
          expected: 'a positive number',
          given: show(bandwidth),
          hint: 'Give elements per cycle.',
        }),
      )
      return undefined
    }
    bandwidths[i] = bandwidth
  }
  return bandwidths
}

/** The hardware with unlimited bandwidth on the levels that are swept, and a bit for each of them. */
const withoutLimit = (resolved: ResolvedHardware, noc: unknown) => {
  let bits = 0
  const networks = resolved.networks.map((network, level) => {
    if (!isSwept(level, noc, network) || resolved.perTensor?.channels?.[level]?.hasOwn === false)
      return network
    bits |= 1 << level
    return { ...network, bandwidth: Number.POSITIVE_INFINITY }
  })
  return { hardware: withNetworks(resolved, networks), bits }
}

const sweepLoaded = (
  { facts: { macs }, record, resolved, workspace: { profile, costs } }: LoadedAnalysis,
  bandwidth: Float64Array,
  report: Report,
): BandwidthSweep | undefined => {
  const { hardware, bits } = withoutLimit(resolved, record['noc'])
  const overflow = costSchedule(profile, hardware, 'timed', costs)
  if (overflow !== null) {
    report.push(overflowed(overflow))
    return undefined
  }
  const { networks, weights, time, requirements, energy } = costs
  const rows = bandwidth.length
  const runtime = new Float64Array(rows)
  const projected = projectVolumes(profile.table, profile.counts, weights, hardware, networks)
  steps().sweep(projected, networks.links, hardware.overlap, bits, bandwidth, runtime)
  const edp = new Float64Array(rows)
  const utilization = new Float64Array(rows)
  let areFinite = true
  for (let i = 0; i < rows; i++) {
    const cycles = longerOf(runtime[i]!, time.offChip)
    if (!(cycles <= largestCount)) {
      report.push({ ...overflowed('runtime'), path: `bandwidths[${i}]` })
      return undefined
    }
    runtime[i] = cycles
    edp[i] = energyDelay(energy.total, cycles)
    utilization[i] = utilizationOf(macs, cycles, hardware.pes, hardware.simd)
    areFinite &&= edp[i]! < Number.POSITIVE_INFINITY
  }
  if (!areFinite) report.push(overflowed('energy'))
  const fits = fitAll(profile.counts, requirements, hardware)
  return { bandwidth, runtime, edp, utilization, energy: energy.total, fits }
}

/**
 * An analysis on hardware with the PEs and SIMD lanes that were analysed, at many bandwidths, in columns: each row equals
 * the result of {@link evaluate}, in a fraction of the time. A bandwidth is that of level 0, and of every other level whose entry in
 * a list of networks (`hardware.noc`) has none; of all levels where there is no list. Left if anything is invalid; at most
 * 1,000,000 bandwidths.
 *
 * @param analysis - The result of {@link analyze}, made here or revived from JSON.
 * @param hardware - The accelerator; its `pes` and `simd` must be those of the analysis. It cannot reload inputs or
 *   move whole intervals.
 * @param bandwidths - Bandwidths to try, in words per cycle: positive finite numbers.
 *
 * @example
 * ```ts
 * import { accelerator, analyze, conv2d, dataflow, orThrow, spatialMap, sweep, temporalMap } from 'maestro-dataflow'
 *
 * const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
 * const weights = dataflow('weights', [temporalMap('C'), spatialMap('K')])
 * const analysis = orThrow(analyze(layer, weights, { pes: 16 }))
 * const { runtime } = orThrow(sweep(analysis, accelerator({ pes: 16 }), [1, 4, 16]))
 * runtime // => Float64Array.of(12876788, 7238765, 7228700)
 * ```
 * @since 0.2.0
 * @category estimates
 */
export const sweep = (
  analysis: Analysis,
  hardware: Accelerator,
  bandwidths: readonly number[] | Float64Array,
): Either<EstimateErrors, BandwidthSweep> =>
  attempt((report) => {
    // Read first: nothing of a caller may run once the schedule is loaded.
    const read = readBandwidths(bandwidths, report)
    const loaded = loadAnalysis(analysis, hardware, report)
    return loaded && read && sweepLoaded(loaded, read, report)
  })
