/**
 * Entries into the runs of a level: first steps, told apart by the parent's old box and new one and the shifts between
 * them. Entries that are alike are one, with their times added up.
 */
import { shift } from './coupling'
import { withRoom } from './tape'

export type Entries = {
  length: number
  /** So many come first in which nothing has executed yet; they are kept apart. */
  initial: number
  /** The parent's old box (−1: it was idle), its new one, how often, and the shifts along the live dimensions. */
  from: Int32Array
  to: Int32Array
  times: Float64Array
  shifts: Float64Array
  /** Hash chains, once there are more than a few. */
  readonly heads: Int32Array
  chain: Int32Array
}

const hashSize = 1024
const fewEntries = 8

export const emptyEntries = (): Entries => ({
  length: 0,
  initial: 0,
  from: new Int32Array(64),
  to: new Int32Array(64),
  times: new Float64Array(64),
  shifts: new Float64Array(512),
  heads: new Int32Array(hashSize),
  chain: new Int32Array(64),
})

const mix = (hash: number, value: number): number => (Math.imul(hash, 31) + value) | 0
const slotOf = (hash: number): number => (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (hashSize - 1)

/** An idle parent held nothing: whatever it was shifted by makes no difference. */
const shiftFrom = (from: number, p: number): number => (from < 0 ? 0 : shift[p]!)

const isEntry = (entries: Entries, e: number, width: number, from: number, to: number): boolean => {
  if (entries.from[e] !== from || entries.to[e] !== to) return false
  const start = e * width
  for (let p = 0; p < width; p++) if (entries.shifts[start + p] !== shiftFrom(from, p)) return false
  return true
}

const chainEntry = (entries: Entries, e: number, width: number): void => {
  let hash = mix(entries.from[e]!, entries.to[e]!)
  for (let p = 0; p < width; p++) hash = mix(hash, entries.shifts[e * width + p]!)
  const slot = slotOf(hash)
  entries.chain[e] = entries.heads[slot]!
  entries.heads[slot] = e
}

const makeRoom = (entries: Entries, e: number, width: number): void => {
  if (e >= entries.times.length) {
    entries.from = withRoom(entries.from, e + 1)
    entries.to = withRoom(entries.to, e + 1)
    entries.times = withRoom(entries.times, e + 1)
    entries.chain = withRoom(entries.chain, e + 1)
  }
  if ((e + 1) * width > entries.shifts.length) entries.shifts = withRoom(entries.shifts, (e + 1) * width)
}

const newEntry = (entries: Entries, width: number, from: number, to: number): number => {
  const e = entries.length++
  makeRoom(entries, e, width)
  entries.from[e] = from
  entries.to[e] = to
  entries.times[e] = 0
  for (let p = 0; p < width; p++) entries.shifts[e * width + p] = shiftFrom(from, p)
  if (e === fewEntries) {
    entries.heads.fill(-1)
    for (let i = 0; i <= e; i++) chainEntry(entries, i, width)
  } else if (e > fewEntries) chainEntry(entries, e, width)
  return e
}

const find = (entries: Entries, width: number, from: number, to: number, first: number): number => {
  if (entries.length <= fewEntries) {
    for (let e = first; e < entries.length; e++) if (isEntry(entries, e, width, from, to)) return e
    return -1
  }
  let hash = mix(from, to)
  for (let p = 0; p < width; p++) hash = mix(hash, shiftFrom(from, p))
  for (let e = entries.heads[slotOf(hash)]!; e >= first; e = entries.chain[e]!)
    if (isEntry(entries, e, width, from, to)) return e
  return -1
}

/** The number of the entry with the shifts in `shift`: one of number `first` or higher that is alike, or a new one. */
export const addEntry = (
  entries: Entries,
  width: number,
  from: number,
  to: number,
  first: number,
): number => {
  const known = find(entries, width, from, to, first)
  return known < 0 ? newEntry(entries, width, from, to) : known
}
