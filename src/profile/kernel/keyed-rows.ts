/**
 * Sets of rows that are told apart by what they hold, each kept once, with how often it came. There are two kinds:
 *
 * - boxes, that the runs of a level work on: their lengths along the iterated dimensions;
 * - entries, into those runs: the parent's old box (−1: it was idle), its new one, and the shifts between them.
 *
 * There are four sets, boxes and entries of the present level and of the next. A set is emptied before it is filled.
 */
import { reserve } from './allocate'
import { Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, putI32, toI32 } from './memory'

export const enum KeyedSet {
  /** A region, then the number of rows, their size in bytes, and the size of their keys. */
  Rows = 0,
  Capacity = 4,
  Length = 8,
  RowBytes = 12,
  KeyBytes = 16,
  /** The last row of each hash chain, −1 where there is none. */
  Heads = 64,
  Bytes = 4160,
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
  Key = 32,
}

/** Up to this many rows, comparing each is faster than hashing. */
const few: i32 = 8
const heads: i32 = 1024

/** Empties a set, whose keys will have `keyLength` numbers. */
export function emptySet(set: i32, keyLength: i32): void {
  putI32(set + KeyedSet.Length, 0)
  putI32(set + KeyedSet.KeyBytes, keyLength << 3)
  putI32(set + KeyedSet.RowBytes, KeyedRow.Key + (keyLength << 3))
}

export function lengthOf(set: i32): i32 {
  return i32At(set + KeyedSet.Length)
}

export function rowAt(set: i32, row: i32): i32 {
  return i32At(set + KeyedSet.Rows) + row * i32At(set + KeyedSet.RowBytes)
}

function hashOf(key: i32, bytes: i32): i32 {
  let hash: i32 = 0
  for (let i = key; i < key + bytes; i += 8) hash = ((hash << 5) - hash + toI32(f64At(i))) | 0
  return hash ^ (hash >> 10) ^ (hash >> 20)
}

function link(set: i32, row: i32): void {
  const at = rowAt(set, row)
  const hash = hashOf(at + KeyedRow.Key, i32At(set + KeyedSet.KeyBytes))
  const head = set + KeyedSet.Heads + ((hash & (heads - 1)) << 2)
  putI32(at + KeyedRow.Hash, hash)
  putI32(at + KeyedRow.Previous, i32At(head))
  putI32(head, row)
}

function linkAll(set: i32, rows: i32): void {
  for (let head = set + KeyedSet.Heads; head < set + KeyedSet.Heads + (heads << 2); head += 4)
    putI32(head, -1)
  for (let row: i32 = 0; row < rows; row++) link(set, row)
}

function addRow(set: i32): i32 {
  const row = lengthOf(set)
  const bytes = i32At(set + KeyedSet.RowBytes)
  const at = reserve(set, (row + 1) * bytes) + row * bytes
  putF64(at + KeyedRow.Times, 0)
  putF64(at + KeyedRow.Drains, 0)
  putF64(at + KeyedRow.Finals, 0)
  const keyBytes = i32At(set + KeyedSet.KeyBytes)
  for (let i: i32 = 0; i < keyBytes; i += 8) putF64(at + KeyedRow.Key + i, f64At(Scratch.Key + i))
  putI32(set + KeyedSet.Length, row + 1)
  if (row === few) linkAll(set, row + 1)
  else if (row > few) link(set, row)
  return row
}

function isKey(key: i32, bytes: i32): boolean {
  for (let i: i32 = 0; i < bytes; i += 8) if (f64At(key + i) !== f64At(Scratch.Key + i)) return false
  return true
}

/** The number of the row whose key is in `Key`, among those from number `first` on; a new one if there is none. */
export function rowOf(set: i32, first: i32): i32 {
  const rows = i32At(set + KeyedSet.Rows)
  const length = lengthOf(set)
  const bytes = i32At(set + KeyedSet.RowBytes)
  const keyBytes = i32At(set + KeyedSet.KeyBytes)
  if (length <= few) {
    for (let row = first; row < length; row++)
      if (isKey(rows + row * bytes + KeyedRow.Key, keyBytes)) return row
    return addRow(set)
  }
  const hash = hashOf(Scratch.Key, keyBytes)
  let row = i32At(set + KeyedSet.Heads + ((hash & (heads - 1)) << 2))
  while (row >= first) {
    const at = rows + row * bytes
    if (i32At(at + KeyedRow.Hash) === hash && isKey(at + KeyedRow.Key, keyBytes)) return row
    row = i32At(at + KeyedRow.Previous)
  }
  return addRow(set)
}

/** Adds to one of a row's counts. */
export function addTo(set: i32, row: i32, count: i32, amount: f64): void {
  const at = rowAt(set, row) + count
  putF64(at, f64At(at) + amount)
}
