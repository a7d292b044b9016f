/** The estimate of a profiled schedule: its costs, and what lies behind them (docs/spec.md, sections 4 to 7). */
import type { Warning } from '../error/warning'
import type { ResolvedHardware } from '../hardware/resolve'
import { byName, numbersByName, threeByName } from '../internal/by-name'
import { tabulate } from '../internal/tabulate'
import type { DelayColumns } from '../profile/steps'
import type { Accesses } from './accesses'
import { hasAveragePower } from './average-power'
import { boundOf } from './bound'
import { bitsOf, buffersOf, misfits, unlimitedClusters } from './buffers'
import { type Costs, costSchedule } from './cost-schedule'
import { at, type Counts, type Profile, type Role } from './counts'
import type { DelayStats, EnergyPart, Estimate, LevelEstimate, LevelTensor } from './estimate-type'
import { floorOf } from './floor'
import type { Overflow } from './overflow'
import { OFF_CHIP, SHARED } from './places'
import type { Traffic } from './traffic'
import { weightOfReads, weightOfWrites } from './weights'

/** What an estimate says of its inputs. */
export type Subject = {
  readonly layer: string
  readonly dataflow: string
  readonly macs: number
  readonly tensors: readonly Role[]
  readonly warnings: readonly Warning[]
}

const inputTraffic = (counts: Counts, { crossing }: Traffic, level: number, t: number): LevelTensor => {
  const i = at(level, t)
  const ingress = crossing[i]!
  const fills = counts.sum[i]!
  const unitTile = counts.unitTile[i]!
  const levelTile = counts.levelTile[i]!
  // Whole literals, though they repeat themselves: a property after a spread costs a microsecond.
  return level === 0
    ? { ingress, fills, unitTile, levelTile, streamed: counts.streamed[t]! }
    : { ingress, fills, unitTile, levelTile }
}

const outputTraffic = (counts: Counts, traffic: Traffic, level: number, t: number): LevelTensor => {
  const i = at(level, t)
  const egress = traffic.crossing[i]!
  const evictions = counts.sum[i]!
  const accumulations = traffic.accumulations[i]!
  const unitTile = counts.unitTile[i]!
  const levelTile = counts.levelTile[i]!
  return level === 0
    ? { egress, evictions, accumulations, unitTile, levelTile, streamed: counts.streamed[t]! }
    : { egress, evictions, accumulations, unitTile, levelTile }
}

const levelTensor = (counts: Counts, traffic: Traffic, level: number, t: number): LevelTensor =>
  counts.isInput[t] === 1 ? inputTraffic(counts, traffic, level, t) : outputTraffic(counts, traffic, level, t)

const spread = ({ least, most, total }: DelayColumns, level: number, steps: number): DelayStats => ({
  min: least[level]!,
  max: most[level]!,
  average: total[level]! / steps,
})

const levelTensors = (
  tensors: readonly Role[],
  level: number,
  counts: Counts,
  traffic: Traffic,
): LevelEstimate['tensors'] =>
  tensors.length === 3
    ? threeByName(
        tensors,
        levelTensor(counts, traffic, level, 0),
        levelTensor(counts, traffic, level, 1),
        levelTensor(counts, traffic, level, 2),
      )
    : byName(tensors, (t) => levelTensor(counts, traffic, level, t))

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
    tensors: levelTensors(tensors, level, counts, traffic),
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

const levelsOf = (tensors: readonly Role[], counts: Counts, costs: Costs): readonly LevelEstimate[] =>
  tabulate(counts.levels, (level) => levelOf(tensors, level, counts, costs))

const activePes = ({ levels, steps, activeUnitSteps }: Counts): number => {
  let active = 1
  for (let level = 0; level < levels; level++) active *= activeUnitSteps[level]! / steps[level]!
  return active
}

const peTensor = ({ reads, writes }: Accesses, i: number) => ({ reads: reads[i]!, writes: writes[i]! })

const peTensors = (
  tensors: readonly Role[],
  buffer: number,
  accesses: Accesses,
): Estimate['pe']['tensors'] => {
  const i = at(buffer, 0)
  return tensors.length === 3
    ? threeByName(tensors, peTensor(accesses, i), peTensor(accesses, i + 1), peTensor(accesses, i + 2))
    : byName(tensors, (t) => peTensor(accesses, i + t))
}

const outsideTensor = (
  counts: Counts,
  { residency, weights }: Costs,
  hardware: ResolvedHardware,
  t: number,
) => {
  const reads = residency.reads[t]!
  const writes = residency.writes[t]!
  const { areWords } = weights
  return {
    reads,
    writes,
    resident: residency.isResident[t] === 1,
    bits: {
      reads: bitsOf(weightOfReads(counts, weights, reads, t), areWords, hardware),
      writes: bitsOf(weightOfWrites(counts, weights, writes, t), areWords, hardware),
    },
  }
}

const outsideTensors = (
  tensors: readonly Role[],
  counts: Counts,
  costs: Costs,
  hardware: ResolvedHardware,
): Estimate['offchip']['tensors'] =>
  tensors.length === 3
    ? threeByName(
        tensors,
        outsideTensor(counts, costs, hardware, 0),
        outsideTensor(counts, costs, hardware, 1),
        outsideTensor(counts, costs, hardware, 2),
      )
    : byName(tensors, (t) => outsideTensor(counts, costs, hardware, t))

const energyPart = (tensors: readonly Role[], buffer: number, { energy }: Costs): EnergyPart => ({
  total: energy.buffers[buffer]!,
  tensors: numbersByName(tensors, energy.tensors, at(buffer, 0)),
})

const energyOf = (
  tensors: readonly Role[],
  counts: Counts,
  costs: Costs,
  { energy: table }: ResolvedHardware,
): Estimate['energy'] => {
  const { energy } = costs
  return {
    total: energy.total,
    mac: energy.mac,
    network: energy.network,
    static: energy.static,
    offchip: energyPart(tensors, OFF_CHIP, costs),
    l2: energyPart(tensors, SHARED, costs),
    clusters: tabulate(counts.levels - 1, (level) => energyPart(tensors, 1 + level, costs)),
    l1: energyPart(tensors, counts.levels, costs),
    unit: table.unit,
    uncounted: table.uncounted.slice(),
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
    : [...warnings, ...hardware.warnings, ...misfits(buffers, requirements), ...unlimited]
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
    effective: { macs: macs * (hardware.perTensor?.sparsity?.effective ?? 1) },
    runtime,
    onChipRuntime: time.onChip,
    offChipTime: time.offChip,
    floor: floorOf(counts, costs.weights, hardware),
    throughput: macs / runtime,
    utilization: macs / (runtime * hardware.pes * hardware.simd),
    activePes: activePes(counts),
    seconds: hardware.clock === null ? null : totals.seconds,
    bound: boundOf(time, costs.charges, counts.levels),
    energy: energyOf(tensors, counts, costs, hardware),
    edp: totals.edp,
    levels: levelsOf(tensors, counts, costs),
    pe: {
      tensors: peTensors(tensors, counts.levels, accesses),
    },
    offchip: {
      tensors: outsideTensors(tensors, counts, costs, hardware),
      bits: bitsOf(residency.trafficWeight, costs.weights.areWords, hardware),
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
