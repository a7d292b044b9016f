/** The estimate of a profiled schedule: its costs, and what lies behind them (cost model, sections 4 to 7). */
import type { Warning } from '../error/warning'
import { uncountedOf } from '../hardware/energy'
import type { ResolvedHardware } from '../hardware/resolve'
import { byName } from '../internal/by-name'
import type { DelayColumns } from '../profile/steps'
import { OFF_CHIP } from './accesses'
import { boundOf } from './bound'
import { buffersOf, misfits, unlimitedClusters } from './buffers'
import { type Costs, costSchedule } from './cost-schedule'
import { at, type Counts, type Profile, type Role } from './counts'
import type { EnergyPart, Estimate, LevelEstimate, LevelTensor, Spread } from './estimate-type'
import { floorOf } from './floor'
import type { Overflow } from './overflow'
import { hasAveragePower } from './power'
import { SHARED } from './requirements'
import type { Traffic } from './traffic'

/** What an estimate says of its inputs. */
export type Subject = {
  readonly layer: string
  readonly dataflow: string
  readonly macs: number
  readonly tensors: readonly Role[]
  readonly warnings: readonly Warning[]
}

const levelTensor = (counts: Counts, traffic: Traffic, level: number, t: number): LevelTensor => {
  const i = at(level, t)
  const unitTile = counts.unitTile[i]!
  const levelTile = counts.levelTile[i]!
  const streamed = counts.streamed[t]!
  // Whole literals, though they repeat themselves: a property after a spread costs a microsecond.
  if (counts.isInput[t] === 1) {
    const ingress = traffic.crossing[i]!
    const fills = counts.sum[i]!
    return level === 0
      ? { ingress, fills, unitTile, levelTile, streamed }
      : { ingress, fills, unitTile, levelTile }
  }
  const egress = traffic.crossing[i]!
  const evictions = counts.sum[i]!
  const accumulations = traffic.accumulations[i]!
  return level === 0
    ? { egress, evictions, accumulations, unitTile, levelTile, streamed }
    : { egress, evictions, accumulations, unitTile, levelTile }
}

const spread = ({ least, most, total }: DelayColumns, level: number, steps: number): Spread => ({
  min: least[level]!,
  max: most[level]!,
  average: total[level]! / steps,
})

const levelOf = (
  tensors: readonly Role[],
  level: number,
  counts: Counts,
  { traffic, charges }: Costs,
): LevelEstimate => {
  const steps = counts.steps[level]!
  return {
    units: counts.units[level]!,
    steps,
    activeUnitSteps: counts.activeUnitSteps[level]!,
    tensors: byName(tensors, (t) => levelTensor(counts, traffic, level, t)),
    delay: {
      ingress: spread(charges.ingressDelay, level, steps),
      egress: spread(charges.egressDelay, level, steps),
      compute: spread(charges.innerDelay, level, steps),
    },
    bandwidth: {
      peak: charges.peakDemand[level]!,
      average: charges.demanded[level]! / charges.innerDelay.total[level]!,
    },
  }
}

const levelsOf = (tensors: readonly Role[], counts: Counts, costs: Costs): readonly LevelEstimate[] => {
  const levels: LevelEstimate[] = []
  for (let level = 0; level < counts.levels; level++) levels.push(levelOf(tensors, level, counts, costs))
  return levels
}

const activePes = ({ levels, steps, activeUnitSteps }: Counts): number => {
  let active = 1
  for (let level = 0; level < levels; level++) active *= activeUnitSteps[level]! / steps[level]!
  return active
}

const energyPart = (tensors: readonly Role[], buffer: number, { energy }: Costs): EnergyPart => ({
  total: energy.buffers[buffer]!,
  tensors: byName(tensors, (t) => energy.tensors[at(buffer, t)]!),
})

const energyOf = (
  tensors: readonly Role[],
  counts: Counts,
  costs: Costs,
  { energy: table }: ResolvedHardware,
): Estimate['energy'] => {
  const { energy } = costs
  const clusters: EnergyPart[] = []
  for (let buffer = 1; buffer < counts.levels; buffer++) clusters.push(energyPart(tensors, buffer, costs))
  return {
    total: energy.total,
    mac: energy.mac,
    network: energy.network,
    offchip: energyPart(tensors, OFF_CHIP, costs),
    l2: energyPart(tensors, SHARED, costs),
    clusters,
    l1: energyPart(tensors, counts.levels, costs),
    unit: table.unit,
    uncounted: uncountedOf(table),
  }
}

const allWarnings = (
  { warnings }: Subject,
  counts: Counts,
  { requirements }: Costs,
  hardware: ResolvedHardware,
  buffers: Estimate['buffers'],
): readonly Warning[] => {
  const unlimited = unlimitedClusters(counts, requirements, hardware)
  return warnings.length === 0 && hardware.warnings.length === 0 && buffers.fits && unlimited.length === 0
    ? []
    : [...warnings, ...hardware.warnings, ...misfits(buffers), ...unlimited]
}

/** The estimate that the records of a costed schedule amount to. */
const assembleEstimate = (
  subject: Subject,
  counts: Counts,
  costs: Costs,
  hardware: ResolvedHardware,
): Estimate => {
  const { macs, tensors } = subject
  const { residency, accesses, time, totals } = costs
  const { runtime } = time
  const buffers = buffersOf(tensors, counts, residency, costs.requirements, hardware)
  return {
    layer: subject.layer,
    dataflow: subject.dataflow,
    macs,
    runtime,
    onChipRuntime: time.onChip,
    offChipTime: time.offChip,
    floor: floorOf(counts, hardware),
    throughput: macs / runtime,
    utilization: macs / (runtime * hardware.pes * hardware.simd),
    activePes: activePes(counts),
    seconds: hardware.clock === null ? null : totals.seconds,
    bound: boundOf(time, costs.charges, counts.levels),
    energy: energyOf(tensors, counts, costs, hardware),
    edp: totals.edp,
    levels: levelsOf(tensors, counts, costs),
    pe: {
      tensors: byName(tensors, (t) => ({
        reads: accesses.reads[at(counts.levels, t)]!,
        writes: accesses.writes[at(counts.levels, t)]!,
      })),
    },
    offchip: {
      tensors: byName(tensors, (t) => ({
        reads: residency.reads[t]!,
        writes: residency.writes[t]!,
        resident: residency.isResident[t] === 1,
      })),
    },
    buffers,
    area: hardware.area === null ? null : totals.area,
    power: hardware.area === null ? null : totals.power,
    averagePower: hasAveragePower(hardware) ? totals.averagePower : null,
    warnings: allWarnings(subject, counts, costs, hardware, buffers),
  }
}

/** The estimate of a profiled schedule, or what stands in the way of an exact one. */
export const estimateSchedule = (
  profile: Profile,
  subject: Subject,
  hardware: ResolvedHardware,
  costs: Costs,
): Estimate | Overflow =>
  costSchedule(profile, hardware, 'charged', costs) ??
  assembleEstimate(subject, profile.counts, costs, hardware)
