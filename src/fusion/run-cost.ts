/** What a run of a layer on one kind of box costs (docs/spec.md, section 16): the phases of its estimate, less what is off-chip. */
import type { Costs } from '../cost/cost-schedule'
import { at, type Counts } from '../cost/counts'
import { estimateSchedule } from '../cost/estimate'
import type { Estimate } from '../cost/estimate-type'
import { forSchedule } from '../cost/for-tensors'
import { overflowed } from '../cost/overflow'
import { SHARED } from '../cost/places'
import { profileOn } from '../cost/profile-on'
import { withInputWidth } from '../cost/tensor-widths'
import { isBypassed, type Weights } from '../cost/weights'
import { lazyWorkspace } from '../cost/workspace'
import { scheduleFor } from '../dataflow/schedule'
import type { Report } from '../error/error'
import { type ResolvedHardware, withTensors } from '../hardware/resolve'
import { tabulate } from '../internal/tabulate'
import { readDensities } from '../operator/density'
import type { Problem } from '../operator/problem'
import type { ChainLayer } from './read-request'

/** Words that are read and written. */
export type Words = { readonly read: number; readonly written: number }

/** What a run costs. Buffers are those of the units of each level, outermost first; the last is L1. */
export type RunCost = {
  readonly estimate: Estimate
  readonly onChip: number
  readonly cycles: Readonly<Record<'compute' | 'fill' | 'ingress' | 'egress', number>>
  readonly macEnergy: number
  readonly networkEnergy: number
  readonly buffers: readonly (Words & {
    /** What it must hold: in elements where elements are words, else in units of 1/32 bit. */
    readonly required: number
    /** How many of them there are. */
    readonly count: number
  })[]
  readonly areWords: boolean
  /** Level 0's side of the shared buffer. */
  readonly shared: Words
  /** Per tensor: elements that cross if it is streamed, its largest tile, and what level 0 takes or gives. */
  readonly streamed: readonly number[]
  readonly levelTile: readonly number[]
  readonly crossing: readonly number[]
  readonly hardware: ResolvedHardware
}

/** What gives the cost of a run on a box of these lengths; faults are reported as `estimate` reports them. */
export type CostOf = (layer: ChainLayer, lengths: readonly number[], report: Report) => RunCost | undefined

const workspace = /* @__PURE__ */ lazyWorkspace()

/** The problem of a layer on a box: its extents are the lengths of the box. */
const onBox = ({ problem, layer }: ChainLayer, extents: readonly number[], report: Report): Problem => {
  const { tensors, dimensions, density } = problem
  const isStructured = density?.some((of) => of !== null && of.block !== null) === true
  // Blocks have to divide the box as they divide the layer.
  if (isStructured)
    readDensities((layer as { readonly density: unknown }).density, tensors, { dimensions, extents }, report)
  return { ...problem, extents }
}

/** Of a tensor that the layer before makes, its width is what that layer says. */
const withMadeWidth = (hardware: ResolvedHardware, { taken, madeUnits }: ChainLayer): ResolvedHardware => {
  if (madeUnits === null) return hardware
  const of = hardware.perTensor
  const widths = withInputWidth(of?.widths ?? null, hardware, taken, madeUnits)
  if (widths === (of?.widths ?? null)) return hardware
  const perTensor = {
    widths,
    channels: of?.channels ?? null,
    bypassed: of?.bypassed ?? 0,
    sparsity: of?.sparsity ?? null,
    rules: of?.rules ?? null,
  }
  return withTensors(hardware, hardware.energy, perTensor, hardware.warnings)
}

const sumOf = (perLevel: Float64Array, levels: number): number => {
  let sum = 0
  for (let level = 0; level < levels; level++) sum += perLevel[level]!
  return sum
}

/** Words that are read and written in the buffers of units. */
const wordsIn = (counts: Counts, { accesses, weights }: Costs, buffer: number): Words => {
  const { areWords, word, buffers, operands } = weights
  let read = 0
  let written = 0
  for (let t = 0; t < counts.tensors; t++) {
    const i = at(buffer, t)
    const isOperand = buffer === counts.levels && counts.isInput[t] === 1
    read += accesses.reads[i]! * (areWords ? 1 : (isOperand ? operands[t]! : buffers[i]!) / word)
    written += accesses.writes[i]! * (areWords ? 1 : buffers[i]! / word)
  }
  return { read, written }
}

const inShared = ({ areWords, word, buffers }: Weights, elements: number, t: number): number =>
  areWords ? elements : (elements * buffers[at(SHARED, t)]!) / word

/** Words that level 0 reads and writes in the shared buffer. */
const wordsOfLevel0 = (counts: Counts, { traffic, weights }: Costs, hardware: ResolvedHardware): Words => {
  let read = 0
  let written = 0
  for (let t = 0; t < counts.tensors; t++) {
    if (isBypassed(hardware, t)) continue
    const isInput = counts.isInput[t] === 1
    read += inShared(weights, isInput ? traffic.crossing[t]! : traffic.accumulations[t]!, t)
    if (!isInput) written += inShared(weights, traffic.crossing[t]!, t)
  }
  return { read, written }
}

const buffersOf = (counts: Counts, costs: Costs, { pes }: ResolvedHardware): RunCost['buffers'] => {
  let count = 1
  return tabulate(counts.levels, (level) => {
    count *= counts.units[level]!
    const isL1 = level === counts.levels - 1
    return {
      ...wordsIn(counts, costs, 1 + level),
      required: costs.requirements.weight[1 + level]!,
      count: isL1 ? pes : count,
    }
  })
}

/** What a run costs under the layer's dataflow. */
export const runCostOf: CostOf = (of, lengths, report) => {
  const before = report.length
  const problem = onBox(of, lengths, report)
  const schedule = scheduleFor(problem, of.dataflow, of.units.pes, false, report)
  if (schedule === undefined || report.length > before) return undefined
  const resolved = of.hardwareFor(schedule.canonical.levels.length, report)
  const fitted = withMadeWidth(forSchedule(resolved, schedule, report), of)
  if (report.length > before) return undefined
  const { profile, costs } = workspace()
  const counts = profileOn(fitted, profile, schedule, report)
  if (counts === undefined) return undefined
  const subject = {
    layer: problem.name,
    dataflow: schedule.dataflow,
    macs: counts.macs,
    tensors: problem.tensors,
    warnings: schedule.canonical.warnings,
  }
  const estimate = estimateSchedule(profile, subject, fitted, costs)
  if (typeof estimate === 'string') {
    report.push(overflowed(estimate))
    return undefined
  }
  const { charges, energy, weights, traffic, time } = costs
  const { levels, tensors } = counts
  const perTensor = (numbers: ArrayLike<number>) => tabulate(tensors, (t) => numbers[t]!)
  return {
    estimate,
    onChip: time.onChip,
    cycles: {
      compute: charges.compute,
      fill: sumOf(charges.fill, levels),
      ingress: sumOf(charges.ingress, levels),
      egress: sumOf(charges.egress, levels),
    },
    macEnergy: energy.mac,
    networkEnergy: energy.network,
    buffers: buffersOf(counts, costs, fitted),
    areWords: weights.areWords,
    shared: wordsOfLevel0(counts, costs, fitted),
    streamed: perTensor(counts.streamed),
    levelTile: perTensor(counts.levelTile),
    crossing: perTensor(traffic.crossing),
    hardware: fitted,
  }
}
