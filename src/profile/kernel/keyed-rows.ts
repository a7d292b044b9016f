/**
 * Sets of rows that are told apart by what they hold, each kept once, with how often it came. There are two kinds:
 *
 * - boxes, that the runs of a level work on: their lengths along the iterated dimensions;
 * - entries, into those runs: the parent's old box (−1: it was idle), its new one, and the shifts between them.
 *
 * There are four sets, boxes and entries of the present level and of the next. A set is emptied before it is filled. What
 * is looked for is written as the row after the last, which becomes part of the set if no other row is like it.
 */
import { reserve } from './allocate'
import { areSameFours } from './fours'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, putI32, toI32 } from './memory'

export const enum KeyedSet {
  /** A region, then the number of rows, their size in bytes, and the size of the numbers in their keys. */
  Rows = 0,
  Capacity = 4,
  Length = 8,
  RowBytes = 12,
  KeyBytes = 16,
  /** The number of hash chains, a power of two, and a region with the last row of each chain, −1 where there is none. */
  Chains = 20,
  Heads = 24,
  HeadCapacity = 28,
  Bytes = 64,
}

export const enum KeyedRow {
  /** How often a box is run, or an entry happens. */
  Times = 0,
  /** Of boxes: units that go idle with it, and those that hold it at the very end. */
  Drains = 8,
  Finals = 16,
  /** The row before of the same hash chain, and the hash. */
  Previous = 24,
  Hash = 28,
  /** The key: two integers, the old and the new box of an entry (0 in boxes), and numbers. */
  From = 32,
  To = 36,
  Numbers = 40,
}

/** Up to this many rows, comparing each is faster than hashing. */
const few: i32 = 8
const fewChains: i32 = 32

/** Empties a set, whose keys will have `keyBytes` of numbers, in fours. */
export function emptySet(set: i32, keyBytes: i32): void {
  putI32(set + KeyedSet.Length, 0)
  putI32(set + KeyedSet.KeyBytes, keyBytes)
  putI32(set + KeyedSet.RowBytes, KeyedRow.Numbers + keyBytes)
}

export function lengthOf(set: i32): i32 {
  return i32At(set + KeyedSet.Length)
}

export function rowAt(set: i32, row: i32): i32 {
  return i32At(set + KeyedSet.Rows) + row * i32At(set + KeyedSet.RowBytes)
}

/** Begins the row after the last, and returns its address. The caller writes the numbers of its key. */
export function beginRow(set: i32, from: i32, to: i32): i32 {
  const bytes = i32At(set + KeyedSet.RowBytes)
  const at = lengthOf(set) * bytes
  const row = reserve(set, at + bytes) + at
  putF64(row + KeyedRow.Times, 0)
  putF64(row + KeyedRow.Drains, 0)
  putF64(row + KeyedRow.Finals, 0)
  putI32(row + KeyedRow.From, from)
  putI32(row + KeyedRow.To, to)
  return row
}

function hashOf(row: i32, keyBytes: i32): i32 {
  let hash: i32 = i32At(row + KeyedRow.From) * 37 + i32At(row + KeyedRow.To)
  const end = row + KeyedRow.Numbers + keyBytes
  for (let i = row + KeyedRow.Numbers; i < end; i += 8) hash = ((hash << 5) - hash + toI32(f64At(i))) | 0
  return hash ^ (hash >> 10) ^ (hash >> 20)
}

function headOf(set: i32, hash: i32): i32 {
  return i32At(set + KeyedSet.Heads) + ((hash & (i32At(set + KeyedSet.Chains) - 1)) << 2)
}

/** Links a row into its chain, once its hash is known. */
function link(set: i32, row: i32, hash: i32): void {
  const at = rowAt(set, row)
  const head = headOf(set, hash)
  putI32(at + KeyedRow.Hash, hash)
  putI32(at + KeyedRow.Previous, i32At(head))
  putI32(head, row)
}

/** Links all rows into a number of chains: when they are no longer few, and again when they have become many times as many. */
function linkAll(set: i32, rows: i32, chains: i32): void {
  const first = reserve(set + KeyedSet.Heads, chains << 2)
  putI32(set + KeyedSet.Chains, chains)
  for (let head = first; head < first + (chains << 2); head += 4) putI32(head, -1)
  const keyBytes = i32At(set + KeyedSet.KeyBytes)
  for (let row: i32 = 0; row < rows; row++) link(set, row, hashOf(rowAt(set, row), keyBytes))
}

function haveSameKey(a: i32, b: i32, keyBytes: i32): boolean {
  if (i32At(a + KeyedRow.From) !== i32At(b + KeyedRow.From)) return false
  if (i32At(a + KeyedRow.To) !== i32At(b + KeyedRow.To)) return false
  return areSameFours(a + KeyedRow.Numbers, b + KeyedRow.Numbers, keyBytes)
}

/** Among few rows. The new one is known to differ from all from number `end` on. */
function rowAmongFew(set: i32, begun: i32, first: i32, end: i32): i32 {
  const bytes = i32At(set + KeyedSet.RowBytes)
  const keyBytes = i32At(set + KeyedSet.KeyBytes)
  let at = i32At(set + KeyedSet.Rows) + first * bytes
  for (let row = first; row < end; row++) {
    if (haveSameKey(at, begun, keyBytes)) return row
    at += bytes
  }
  const row = lengthOf(set)
  putI32(set + KeyedSet.Length, row + 1)
  if (row === few) linkAll(set, row + 1, fewChains)
  return row
}

function rowAmongMany(set: i32, begun: i32, first: i32): i32 {
  const keyBytes = i32At(set + KeyedSet.KeyBytes)
  const hash = hashOf(begun, keyBytes)
  let row = i32At(headOf(set, hash))
  while (row >= first) {
    const at = rowAt(set, row)
    if (i32At(at + KeyedRow.Hash) === hash && haveSameKey(at, begun, keyBytes)) return row
    row = i32At(at + KeyedRow.Previous)
  }
  row = lengthOf(set)
  putI32(set + KeyedSet.Length, row + 1)
  const chains = i32At(set + KeyedSet.Chains)
  if (row === chains) linkAll(set, row + 1, chains << 2)
  else link(set, row, hash)
  return row
}

/**
 * The number of the row like the one that was begun, among those from number `first` on; of the new one if there is none.
 * Rows from number `end` on are known to differ.
 */
export function rowOf(set: i32, begun: i32, first: i32, end: i32): i32 {
  return lengthOf(set) <= few ? rowAmongFew(set, begun, first, end) : rowAmongMany(set, begun, first)
}

/** Adds to one of a row's counts. */
export function addTo(set: i32, row: i32, count: i32, amount: f64): void {
  const at = rowAt(set, row) + count
  putF64(at, f64At(at) + amount)
}
