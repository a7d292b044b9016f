/**
 * Rows of numbers that are told apart by what they hold, each kept once, with how often it came. There are two kinds:
 *
 * - boxes, that the runs of a level work on: their lengths along the live dimensions;
 * - entries, into those runs: the parent's old box (−1: it was idle), its new one, and the shifts between them.
 */
import { mostDimensions, withRoom } from './tape'

export type Rows = {
  length: number
  /** Row after row, as many numbers each as the kind has. */
  keys: Float64Array
  /** How often a box is run, or an entry happens. */
  times: Float64Array
  /** Of boxes: units that go idle with it, and those that hold it at the very end. */
  drains: Float64Array
  finals: Float64Array
  /** Hash chains, once there are more than a few rows. */
  readonly heads: Int32Array
  chain: Int32Array
}

const hashSize = 1024
const few = 8

export const emptyRows = (): Rows => ({
  length: 0,
  keys: new Float64Array(512),
  times: new Float64Array(64),
  drains: new Float64Array(64),
  finals: new Float64Array(64),
  heads: new Int32Array(hashSize),
  chain: new Int32Array(64),
})

const longestRow = (): Float64Array => new Float64Array(mostDimensions + 2)

/** The row that is looked for. */
export const key = /* @__PURE__ */ longestRow()

const isKey = (keys: Float64Array, from: number, width: number): boolean => {
  for (let i = 0; i < width; i++) if (keys[from + i] !== key[i]) return false
  return true
}

const slotOf = (keys: Float64Array, from: number, width: number): number => {
  let hash = 0
  for (let i = 0; i < width; i++) hash = (Math.imul(hash, 31) + keys[from + i]!) | 0
  return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (hashSize - 1)
}

const link = (rows: Rows, row: number, width: number): void => {
  const slot = slotOf(rows.keys, row * width, width)
  rows.chain[row] = rows.heads[slot]!
  rows.heads[slot] = row
}

const addRow = (rows: Rows, width: number): number => {
  const row = rows.length++
  const from = row * width
  if (from + width > rows.keys.length) rows.keys = withRoom(rows.keys, from + width)
  if (row >= rows.times.length) {
    rows.drains = withRoom(rows.drains, row + 1)
    rows.finals = withRoom(rows.finals, row + 1)
    rows.chain = withRoom(rows.chain, row + 1)
    rows.times = withRoom(rows.times, row + 1) // last: its length says that all have room
  }
  for (let i = 0; i < width; i++) rows.keys[from + i] = key[i]!
  rows.times[row] = 0
  rows.drains[row] = 0
  rows.finals[row] = 0
  if (row === few) {
    rows.heads.fill(-1)
    for (let i = 0; i <= row; i++) link(rows, i, width)
  } else if (row > few) link(rows, row, width)
  return row
}

/** The row among many that is `key`, if its number is at least `first`; −1 if there is none. */
const findLinked = (rows: Rows, width: number, first: number): number => {
  for (let row = rows.heads[slotOf(key, 0, width)]!; row >= first; row = rows.chain[row]!)
    if (isKey(rows.keys, row * width, width)) return row
  return -1
}

/** The number of the row that is `key`, from number `first` on; a new one if need be. */
export const rowOf = (rows: Rows, width: number, first: number): number => {
  const { length, keys } = rows
  if (length > few) {
    const linked = findLinked(rows, width, first)
    return linked < 0 ? addRow(rows, width) : linked
  }
  for (let row = first; row < length; row++) if (isKey(keys, row * width, width)) return row
  return addRow(rows, width)
}

/** The number of the box with these lengths, but for `own` along the spatial dimension. */
export const boxOf = (
  boxes: Rows,
  width: number,
  lengths: Float64Array,
  spatial: number,
  own: number,
): number => {
  for (let p = 0; p < width; p++) key[p] = lengths[p]!
  if (spatial >= 0) key[spatial] = own
  return rowOf(boxes, width, 0)
}
