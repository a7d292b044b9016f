/**
 * The tape: all kinds of step of a schedule as rows of numbers, level after level, which the walk writes and the timing
 * reads. It is scratch memory of this module, used from the beginning of a call to its end and grown when needed: an
 * allocation per call would cost more than the analysis.
 */

export const mostLevels = 16
export const mostDimensions = 16
export const mostTensors = 8

/** A row: how often the step happens in all and in one run, what it moves, its PEs' cycles, and where its runs end. */
export const rowWidth = 8
export const COUNT = 0
export const PER_RUN = 1
export const INGRESS_UNION = 2
export const INGRESS_SUM = 3
export const EGRESS_UNION = 4
export const EGRESS_SUM = 5
/** Cycles of the busiest PE, at the last level; 0 elsewhere. */
export const COMPUTE = 6
/** The runs that a row starts begin where those of the row before end. */
export const RUN_END = 7

const firstRows = 256

/** Scratch memory; `runs` has pairs (row of the run's first step, its box), `boxEnd` the last row of each box. */
export type Tape = {
  /** The analysis that the tape was loaded from and still holds, if so. */
  loaded: object | null
  rows: Float64Array
  runs: Int32Array
  boxEnd: Int32Array
  levels: number
  rowCount: number
  runCount: number
  boxCount: number
  readonly units: Float64Array
  readonly steps: Float64Array
  readonly activeUnitSteps: Float64Array
  /** Rows of a level: where they begin, where its entries end, how many of these are initial. */
  readonly rowStart: Int32Array
  readonly entryEnd: Int32Array
  readonly initial: Int32Array
  readonly boxStart: Int32Array
  readonly drainUnion: Float64Array
  readonly drainSum: Float64Array
  /** Per level and tensor, at level · mostTensors + tensor. */
  readonly union: Float64Array
  readonly sum: Float64Array
  readonly unitTile: Float64Array
  readonly levelTile: Float64Array
  /** Per tensor. */
  readonly streamed: Float64Array
  readonly used: Float64Array
}

// Made by functions, so that bundlers may leave them out: arithmetic on names might have effects, for all they know.
/** Numbers per level and tensor, at level · mostTensors + tensor. */
export const perLevelAndTensor = (): Float64Array => new Float64Array(mostLevels * mostTensors)
/** Where what belongs to each of so many begins, and where the last one's ends. */
export const endsOf = (most: number): Int32Array => new Int32Array(most + 1)

const emptyTape = (): Tape => ({
  loaded: null,
  rows: new Float64Array(firstRows * rowWidth),
  runs: new Int32Array(4 * firstRows),
  boxEnd: new Int32Array(firstRows),
  levels: 0,
  rowCount: 0,
  runCount: 0,
  boxCount: 0,
  units: new Float64Array(mostLevels),
  steps: new Float64Array(mostLevels),
  activeUnitSteps: new Float64Array(mostLevels),
  rowStart: endsOf(mostLevels),
  entryEnd: new Int32Array(mostLevels),
  initial: new Int32Array(mostLevels),
  boxStart: endsOf(mostLevels),
  drainUnion: new Float64Array(mostLevels),
  drainSum: new Float64Array(mostLevels),
  union: perLevelAndTensor(),
  sum: perLevelAndTensor(),
  unitTile: perLevelAndTensor(),
  levelTile: perLevelAndTensor(),
  streamed: new Float64Array(mostTensors),
  used: new Float64Array(mostTensors),
})

export const tape: Tape = /* @__PURE__ */ emptyTape()

/** The array with room for `length` entries, and for as many again. */
export const withRoom = <A extends Float64Array | Int32Array | Uint8Array>(array: A, length: number): A => {
  if (length <= array.length) return array
  // The constructor of an array makes one of its own kind.
  const larger = new (array.constructor as new (length: number) => A)(2 * length)
  larger.set(array)
  return larger
}
