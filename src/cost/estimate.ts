/**
 * The estimate of the schedule on the tape: the figures, and what lies behind them (cost model, sections 4 to 7).
 */
import { tape } from '../analysis/kernel/tape'
import type { Warning } from '../error/warning'
import type { ResolvedHardware } from '../hardware/resolve'
import { byName } from '../internal/by-name'
import { reads, writes } from './accesses'
import { buffersOf, misfits, unlimitedClusters } from './buffers'
import { energyOf } from './energy'
import type { Bound, Estimate, LevelEstimate, LevelTensor } from './estimate-type'
import {
  AREA,
  AVERAGE_POWER,
  EDP,
  figures,
  OFF_CHIP,
  ON_CHIP,
  POWER,
  RUNTIME,
  reduce,
  SECONDS,
} from './figures'
import { floorOf } from './floor'
import {
  DEMANDED,
  EGRESS_MIN,
  gatherSpent,
  INGRESS_MIN,
  INNER_MIN,
  INNER_TOTAL,
  PEAK,
  spent,
  spentWidth,
  TO_EGRESS,
  TO_INGRESS,
  TO_INNER,
} from './kernel/time'
import { isResident, offchipReads, offchipWrites } from './offchip'
import type { Overflow } from './overflow'
import { hasAveragePower } from './power'
import { accumulations, at, crossing, isInput, type Role } from './traffic'

/** What an estimate says of its inputs. */
export type Subject = {
  readonly layer: string
  readonly dataflow: string
  readonly macs: number
  readonly tensors: readonly Role[]
  readonly warnings: readonly Warning[]
}

/** The level whose work the runtime is spent on: where inner work weighs most, the next level decides. */
const boundOf = (): Bound => {
  for (let level = 0; level < tape.levels; level++) {
    const i = level * spentWidth
    const ingress = spent[i + TO_INGRESS]!
    const egress = spent[i + TO_EGRESS]!
    if (spent[i + TO_INNER]! >= ingress && spent[i + TO_INNER]! >= egress) continue
    return { by: ingress >= egress ? 'ingress' : 'egress', level }
  }
  return { by: 'compute', level: tape.levels - 1 }
}

const levelTensor = (level: number, t: number): LevelTensor => {
  const i = at(level, t)
  const unitTile = tape.unitTile[i]!
  const levelTile = tape.levelTile[i]!
  const streamed = tape.streamed[t]!
  // Whole literals, though they repeat themselves: a property after a spread costs a microsecond.
  if (isInput[t] === 1) {
    const ingress = crossing[i]!
    const fills = tape.sum[i]!
    return level === 0
      ? { ingress, fills, unitTile, levelTile, streamed }
      : { ingress, fills, unitTile, levelTile }
  }
  const egress = crossing[i]!
  const evictions = tape.sum[i]!
  const accumulated = accumulations[i]!
  return level === 0
    ? { egress, evictions, accumulations: accumulated, unitTile, levelTile, streamed }
    : { egress, evictions, accumulations: accumulated, unitTile, levelTile }
}

const spread = (from: number, steps: number) => ({
  min: spent[from]!,
  max: spent[from + 1]!,
  average: spent[from + 2]! / steps,
})

const levelOf = (tensors: readonly Role[], level: number): LevelEstimate => {
  const i = level * spentWidth
  const steps = tape.steps[level]!
  return {
    units: tape.units[level]!,
    steps,
    activeUnitSteps: tape.activeUnitSteps[level]!,
    tensors: byName(tensors, (t) => levelTensor(level, t)),
    delay: {
      ingress: spread(i + INGRESS_MIN, steps),
      egress: spread(i + EGRESS_MIN, steps),
      compute: spread(i + INNER_MIN, steps),
    },
    bandwidth: {
      peak: spent[i + PEAK]!,
      average: spent[i + DEMANDED]! / spent[i + INNER_TOTAL]!,
    },
  }
}

const levelsOf = (tensors: readonly Role[]): readonly LevelEstimate[] => {
  const levels: LevelEstimate[] = []
  for (let level = 0; level < tape.levels; level++) levels.push(levelOf(tensors, level))
  return levels
}

const activePes = (): number => {
  let active = 1
  for (let level = 0; level < tape.levels; level++)
    active *= tape.activeUnitSteps[level]! / tape.steps[level]!
  return active
}

const allWarnings = (
  { warnings }: Subject,
  hardware: ResolvedHardware,
  buffers: Estimate['buffers'],
): readonly Warning[] => {
  const unlimited = unlimitedClusters(hardware)
  return warnings.length === 0 && hardware.warnings.length === 0 && buffers.fits && unlimited.length === 0
    ? []
    : [...warnings, ...hardware.warnings, ...misfits(buffers), ...unlimited]
}

/** The estimate of the schedule on the tape, or what stands in the way of an exact one. */
export const costOf = (subject: Subject, hardware: ResolvedHardware): Estimate | Overflow => {
  const { macs, tensors } = subject
  const overflow = reduce(tensors, macs, hardware)
  if (overflow !== null) return overflow
  gatherSpent(hardware.overlap)
  const runtime = figures[RUNTIME]!
  const onChipRuntime = figures[ON_CHIP]!
  const offChipTime = figures[OFF_CHIP]!
  const buffers = buffersOf(tensors, hardware)
  return {
    layer: subject.layer,
    dataflow: subject.dataflow,
    macs,
    runtime,
    onChipRuntime,
    offChipTime,
    floor: floorOf(tensors.length, macs, hardware),
    throughput: macs / runtime,
    utilization: macs / (runtime * hardware.pes * hardware.simd),
    activePes: activePes(),
    seconds: hardware.clock === null ? null : figures[SECONDS]!,
    bound: offChipTime > onChipRuntime ? { by: 'offchip', level: null } : boundOf(),
    energy: energyOf(tensors, hardware),
    edp: figures[EDP]!,
    levels: levelsOf(tensors),
    pe: { tensors: byName(tensors, (t) => ({ reads: reads[t]!, writes: writes[t]! })) },
    offchip: {
      tensors: byName(tensors, (t) => ({
        reads: offchipReads[t]!,
        writes: offchipWrites[t]!,
        resident: isResident[t] === 1,
      })),
    },
    buffers,
    area: hardware.area === null ? null : figures[AREA]!,
    power: hardware.area === null ? null : figures[POWER]!,
    averagePower: hasAveragePower(hardware) ? figures[AVERAGE_POWER]! : null,
    warnings: allWarnings(subject, hardware, buffers),
  }
}
