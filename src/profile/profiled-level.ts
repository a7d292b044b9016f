/** The levels of a profile as plain data, in columns. */

/**
 * The transfers of one tensor in steps, a number for each row: elements that units share counted once (`union`), and for each
 * unit (`sum`).
 *
 * @since 0.2.0
 * @category results
 */
export type VolumeColumns = {
  /** Per row: elements, those that units share counted once. */
  readonly union: readonly number[]
  /** Per row: elements, counted for each unit that has them. */
  readonly sum: readonly number[]
}

/**
 * The kinds of step of a level as columns: row r of every column belongs to the same kind of step. The first `entries` rows
 * are first steps of runs, the first `initial` of these where nothing has executed yet; the others are grouped by the box
 * that their runs work on.
 *
 * @since 0.2.0
 * @category results
 */
export type StepColumns = {
  /** The number of the first rows that are first steps of runs where nothing has executed yet. */
  readonly initial: number
  /** The number of the first rows that are first steps of runs. */
  readonly entries: number
  /** The number of times that the step happens in all. */
  readonly count: readonly number[]
  /** The number of times that the step happens within one run. */
  readonly perRun: readonly number[]
  /** MACs of the busiest PE, at the last level; 0 elsewhere. */
  readonly macs: readonly number[]
  /** Per tensor: elements acquired (inputs) or lost (outputs). */
  readonly volumes: readonly VolumeColumns[]
  /** The runs of the next level that a step starts: up to row `runEnd[r]` of pairs (entry row, box). */
  readonly runEnd: readonly number[]
  /** The entry row of each run that a step starts. */
  readonly runEntry: readonly number[]
  /** The box of each run that a step starts. */
  readonly runBox: readonly number[]
  /** The inner steps of box b are the rows from `boxEnd[b − 1]` (or `entries`) to `boxEnd[b]`. */
  readonly boxEnd: readonly number[]
  /** Per tensor: what each parent loses at the very end, one row per distinct box that is held then. */
  readonly drains: readonly VolumeColumns[]
}

/**
 * A tensor's traffic into or out of the units of a level over the whole run, and its largest tiles, in elements.
 *
 * @since 0.2.0
 * @category results
 */
export type TensorTotals = {
  /** Shared elements counted once per parent (the network multicasts, or reduces). */
  readonly union: number
  /** Every unit's counted: fills of an input, evictions of an output. */
  readonly sum: number
  /** Elements of the largest tile of one unit. */
  readonly unitTile: number
  /** Elements of the largest union of one parent's tiles in a step. */
  readonly levelTile: number
}

/**
 * One level of an `Analysis`: its counts over the whole run, and its kinds of step.
 *
 * @since 0.2.0
 * @category results
 */
export type ProfiledLevel = {
  /** Units of the level under each parent. */
  readonly units: number
  /** Steps of the level over the whole layer, summed over all parents. */
  readonly steps: number
  /** Active units summed over all steps. */
  readonly activeUnitSteps: number
  /** The tensors, in the order of the operator. */
  readonly tensors: readonly TensorTotals[]
  /** The kinds of step, one row for each. */
  readonly columns: StepColumns
}
