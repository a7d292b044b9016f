/**
 * What profiling, projecting and timing take and return. Arrays per level and tensor are indexed by
 * level · {@link mostTensors} + tensor.
 */
import type { Level } from '../dataflow/canonical'
import type { Overlap } from '../hardware/accelerator'
import type { TransferRules } from '../hardware/transfer-rules'
import { mostLevels, mostTensors } from '../internal/limits'
import type { Problem } from '../operator/problem'
import type { ProfiledLevel } from './profiled-level'

export { mostLevels, mostTensors }

export const mostChannels = 8

/**
 * All kinds of step of a schedule, in the kernel's memory. A table is filled by `profileSchedule`, any number of times; its
 * memory is given back when the handle is no longer reachable, or by `releaseStepTable`.
 */
export type StepTable = {
  readonly address: number
}

declare const projected: unique symbol

/** A step table whose volumes were projected. It is the same table: a new profile or a new projection replaces the old one. */
export type ProjectedTable = StepTable & { readonly [projected]: true }

/**
 * How volumes per tensor become words on channels, in the kernel's memory: which volume counts, what an element weighs, and
 * where it travels. Any number may be alive. A new one counts elements for each unit, on one channel.
 */
export type Projection = { readonly address: number }

/**
 * The networks of a machine, in the kernel's memory. Any number may be alive. New ones have unlimited bandwidths, latencies
 * of one cycle, separate ports and no skew.
 */
export type Links = { readonly address: number }

/** Counts of a schedule over the whole run, copied from a step table. */
export type StepTotals = {
  levels: number
  /** Distinct kinds of step, over all levels. */
  rows: number
  /** Per level. */
  readonly units: Float64Array
  readonly steps: Float64Array
  readonly activeUnitSteps: Float64Array
  /** Per level and tensor: elements acquired (inputs) or lost (outputs), shared ones once or for each unit. */
  readonly union: Float64Array
  readonly sum: Float64Array
  /** Per level and tensor: elements of the largest tile of a unit, and of all units of a parent together. */
  readonly unitTile: Float64Array
  readonly levelTile: Float64Array
  /** Per tensor. */
  readonly streamed: Float64Array
  readonly used: Float64Array
}

const perLevel = (): Float64Array => new Float64Array(mostLevels)
const perLevelAndTensor = (): Float64Array => new Float64Array(mostLevels * mostTensors)

export const newStepTotals = (): StepTotals => ({
  levels: 0,
  rows: 0,
  units: perLevel(),
  steps: perLevel(),
  activeUnitSteps: perLevel(),
  union: perLevelAndTensor(),
  sum: perLevelAndTensor(),
  unitTile: perLevelAndTensor(),
  levelTile: perLevelAndTensor(),
  streamed: new Float64Array(mostTensors),
  used: new Float64Array(mostTensors),
})

/** Cycles per level over its steps. */
export type DelayColumns = {
  readonly least: Float64Array
  readonly most: Float64Array
  /** Over all steps of the level. */
  readonly total: Float64Array
}

/** Where the on-chip cycles go. */
export type TimeDetail = {
  /** On-chip cycles in all: the sum of everything charged. */
  cycles: number
  /** Cycles charged along the critical path (docs/spec.md, section 5): to compute, and per level to the other causes. */
  compute: number
  readonly fill: Float64Array
  readonly ingress: Float64Array
  readonly egress: Float64Array
  readonly ingressDelay: DelayColumns
  readonly egressDelay: DelayColumns
  /** Inner work: the longest run, or the busiest PE. */
  readonly innerDelay: DelayColumns
  /** Per level: the largest demand of a step in words per cycle of its inner work, and the words demanded in all. */
  readonly peakDemand: Float64Array
  readonly demanded: Float64Array
}

const delayColumns = (): DelayColumns => ({ least: perLevel(), most: perLevel(), total: perLevel() })

export const newTimeDetail = (): TimeDetail => ({
  cycles: 0,
  compute: 0,
  fill: perLevel(),
  ingress: perLevel(),
  egress: perLevel(),
  ingressDelay: delayColumns(),
  egressDelay: delayColumns(),
  innerDelay: delayColumns(),
  peakDemand: perLevel(),
  demanded: perLevel(),
})

/** A step table as plain data that outlives the kernel. */
export type ProfiledSchedule = {
  /** Lanes of a PE. */
  readonly simd: number
  readonly roles: readonly ('input' | 'output')[]
  /** Per tensor. */
  readonly streamed: readonly number[]
  readonly used: readonly number[]
  readonly levels: readonly ProfiledLevel[]
}

declare const saved: unique symbol

/** What a step table held, outside the kernel's memory: to be restored into a table, as often as needed. */
export type SavedSchedule = { readonly levels: number; readonly rows: number; readonly [saved]: true }

/** Profiling, projecting and timing. */
export type Steps = {
  readonly newStepTable: () => StepTable
  /** Gives the table's memory back. The handle must not be used afterwards. */
  readonly releaseStepTable: (table: StepTable) => void
  /**
   * Writes the schedule of a problem under a canonical dataflow into a table, on hardware of these rules (of none unless
   * given). Returns false, and leaves the table empty, if
   * the schedule is too complex.
   */
  readonly profileSchedule: (
    into: StepTable,
    problem: Pick<Problem, 'extents' | 'tensors'>,
    levels: readonly Level[],
    simd: number,
    rules?: TransferRules | null,
  ) => boolean
  readonly newProjection: () => Projection
  readonly releaseProjection: (projection: Projection) => void
  /**
   * Sets the number of channels, 1 to 8, and the weight of a word: words are the sum of elements · weight, divided by it. At a
   * weight of 0 they are the sum itself.
   */
  readonly setWords: (projection: Projection, channels: number, divisor: number) => void
  /**
   * Sets how a tensor travels at a level: whether elements that units share count once (the network multicasts, or reduces),
   * the integer that an element weighs (1 unless given), and the channel (0 unless given).
   */
  readonly setWay: (
    projection: Projection,
    level: number,
    tensor: number,
    takesUnion: boolean,
    weight?: number,
    channel?: number,
  ) => void
  /** Sets what an element weighs at all levels, per level and tensor; the rest of the ways stays. */
  readonly setWeights: (
    projection: Projection,
    levels: number,
    tensors: number,
    weights: Float64Array,
  ) => void
  /** Projects a profiled table. Of the MACs a share is executed: all (1) unless given, fewer where zeros are skipped. */
  readonly project: (table: StepTable, projection: Projection, share?: number) => ProjectedTable
  /** The largest sum of elements · weight of a transfer, which is exact up to 2^53 − 1; 0 at a weight of 0. */
  readonly largestTransfer: (table: ProjectedTable) => number
  readonly newLinks: () => Links
  readonly releaseLinks: (links: Links) => void
  /** Sets the cycles from one unit of a level to the next. */
  readonly setSkew: (links: Links, level: number, skew: number) => void
  /**
   * Sets a channel of a level: words per cycle (Infinity where unlimited), cycles until the first word arrives, and whether
   * inputs and outputs take turns at one port (not unless given).
   */
  readonly setChannel: (
    links: Links,
    level: number,
    channel: number,
    bandwidth: number,
    latency: number,
    sharedPort?: boolean,
  ) => void
  /** On-chip cycles. */
  readonly time: (table: ProjectedTable, links: Links, overlap: Overlap) => number
  /**
   * On-chip cycles for each bandwidth of channel 0 on the levels whose bits are set, into `cycles`. The links keep the last
   * bandwidth.
   */
  readonly sweep: (
    table: ProjectedTable,
    links: Links,
    overlap: Overlap,
    levelBits: number,
    bandwidths: Float64Array,
    cycles: Float64Array,
  ) => void
  /** On-chip cycles with what they are spent on. */
  readonly timeInDetail: (
    table: ProjectedTable,
    links: Links,
    overlap: Overlap,
    into: TimeDetail,
  ) => TimeDetail
  readonly readTotals: (table: StepTable, into: StepTotals) => StepTotals
  readonly readSchedule: (table: StepTable) => ProfiledSchedule
  readonly loadSchedule: (into: StepTable, schedule: ProfiledSchedule) => void
  readonly saveSchedule: (table: StepTable) => SavedSchedule
  readonly restoreSchedule: (into: StepTable, schedule: SavedSchedule) => void
}
