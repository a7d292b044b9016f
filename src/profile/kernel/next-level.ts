/**
 * What the steps of a level hand down to the next one: the boxes that its runs work on, and the entries into these runs.
 * When a level is done, the sets of the next level become those of the present one.
 */
import { placeBytes } from './coupling'
import { copyFours } from './fours'
import { addTo, beginRow, emptySet, KeyedRow, KeyedSet, lengthOf, rowOf } from './keyed-rows'
import { Scratch } from './layout'
import type { f64, i32 } from './memory'
import { putF64 } from './memory'
import { spatial } from './trips'

export let entries: i32 = Scratch.Sets
export let boxes: i32 = Scratch.Sets + KeyedSet.Bytes
let nextEntries: i32 = Scratch.Sets + 2 * KeyedSet.Bytes
let nextBoxes: i32 = Scratch.Sets + 3 * KeyedSet.Bytes
/** The number of leading entries in which nothing has executed yet; no other is like them. */
export let initial: i32 = 0
let nextInitial: i32 = 0

/** Empties the sets of the next level. */
export function openNextLevel(): void {
  emptySet(nextEntries, placeBytes)
  emptySet(nextBoxes, placeBytes)
  nextInitial = 0
}

/** The initial entries of the next level are complete. */
export function endInitial(): void {
  nextInitial = lengthOf(nextEntries)
}

/** The next level becomes the present one. */
export function enterNextLevel(): void {
  const oldEntries = entries
  entries = nextEntries
  nextEntries = oldEntries
  const oldBoxes = boxes
  boxes = nextBoxes
  nextBoxes = oldBoxes
  initial = nextInitial
}

/** Entries into the next level so far. */
export function entriesBelow(): i32 {
  return lengthOf(nextEntries)
}

/** The next level's box with these lengths, but for `own` along the spatial dimension. */
export function boxBelow(lengths: i32, own: f64): i32 {
  const begun = beginRow(nextBoxes, 0, 0)
  const numbers = begun + KeyedRow.Numbers
  copyFours(numbers, lengths, placeBytes)
  if (spatial >= 0) putF64(numbers + spatial, own)
  return rowOf(nextBoxes, begun, 0, lengthOf(nextBoxes))
}

/** Counts runs on a box of the next level. */
export function countRuns(box: i32, times: f64): void {
  addTo(nextBoxes, box, KeyedRow.Times, times)
}

/**
 * Enters the next level's box `to` from the box `from`, with the shifts in `Shift`; what an idle parent was shifted by
 * makes no difference. Entries from number `end` on are known to differ. Returns the entry.
 */
export function enterBelow(from: i32, to: i32, times: f64, end: i32): i32 {
  const begun = beginRow(nextEntries, from, to)
  copyFours(begun + KeyedRow.Numbers, from < 0 ? Scratch.Zeros : Scratch.Shift, placeBytes)
  const entry = rowOf(nextEntries, begun, nextInitial, end)
  addTo(nextEntries, entry, KeyedRow.Times, times)
  return entry
}

/** Units of the next level that held a box go idle with it, or hold it at the very end. */
export function drainBelow(box: i32, idle: f64, finals: f64): void {
  addTo(nextBoxes, box, KeyedRow.Drains, idle)
  addTo(nextBoxes, box, KeyedRow.Finals, finals)
}
