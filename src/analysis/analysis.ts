/** The result of the analysis: plain data that `evaluate` turns into an estimate for any hardware of the same PEs. */
import type { Warning } from '../error/warning'

/**
 * The kinds of step of a level as columns: row r of every column belongs to the same kind of step. The first
 * `entries` rows are first steps of runs, the first `initial` of these where nothing has executed yet; the others are
 * grouped by the box their runs work on.
 *
 * @since 0.1.0
 * @category results
 */
export type StepTable = {
  readonly initial: number
  readonly entries: number
  /** How often the step happens in all, and within one run. */
  readonly count: readonly number[]
  readonly perRun: readonly number[]
  /** Elements of all inputs acquired and of all outputs lost: shared ones once (union), or per unit (sum). */
  readonly ingressUnion: readonly number[]
  readonly ingressSum: readonly number[]
  readonly egressUnion: readonly number[]
  readonly egressSum: readonly number[]
  /** Cycles of the busiest PE, at the last level; 0 elsewhere. */
  readonly compute: readonly number[]
  /** The runs of the next level that a step starts: up to row `runEnd[r]` of pairs (entry row, box). */
  readonly runEnd: readonly number[]
  readonly runEntry: readonly number[]
  readonly runBox: readonly number[]
  /** The inner steps of box b are the rows from `boxEnd[b − 1]` (or `entries`) to `boxEnd[b]`. */
  readonly boxEnd: readonly number[]
}

/**
 * A tensor's traffic into or out of the units of a level, over the whole run.
 *
 * @since 0.1.0
 * @category results
 */
export type LevelTraffic = {
  /** Shared elements counted once per parent (the network multicasts, or reduces). */
  readonly union: number
  /** Every unit's counted: fills of an input, evictions of an output. */
  readonly sum: number
  readonly unitTile: number
  readonly levelTile: number
}

/**
 * One level of an {@link Analysis}.
 *
 * @since 0.1.0
 * @category results
 */
export type AnalysedLevel = {
  readonly units: number
  readonly steps: number
  readonly activeUnitSteps: number
  /** In the order of the analysis' tensors. */
  readonly traffic: readonly LevelTraffic[]
  /** The largest final drain of a parent. */
  readonly drain: { readonly union: number; readonly sum: number }
  readonly table: StepTable
}

/**
 * A tensor of an {@link Analysis}: `used` distinct elements in all, `streamed` over the levels' boundary to the outside if
 * the shared buffer keeps only the present tiles, the largest of which has `levelTile` elements at level 0.
 *
 * @since 0.1.0
 * @category results
 */
export type AnalysedTensor = {
  readonly name: string
  readonly role: 'input' | 'output'
  readonly used: number
  readonly streamed: number
}

/**
 * Everything that a layer and a dataflow decide on so many PEs: counts, volumes and the kinds of step. `evaluate` adds
 * the rest of the hardware. Plain data: it survives JSON.
 *
 * @since 0.1.0
 * @category results
 */
export type Analysis = {
  readonly _tag: 'Analysis'
  readonly layer: string
  readonly dataflow: string
  readonly pes: number
  readonly simd: number
  readonly macs: number
  /** Distinct transitions that were analysed; independent of extents. */
  readonly transitions: number
  readonly tensors: readonly AnalysedTensor[]
  readonly levels: readonly AnalysedLevel[]
  readonly warnings: readonly Warning[]
  /** Guards a revived analysis against edits. */
  readonly checksum: number
}

/** An analysis that has not left the house: nobody can have edited it. */
export type Analysed = Omit<Analysis, 'checksum'>
