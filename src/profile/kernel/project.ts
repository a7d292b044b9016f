/**
 * Projects the volumes per tensor of a step table to what timing reads: the words that each row moves in and out over each
 * channel. A projection says per level and tensor which volume counts (union or sum), how much an element weighs, and over
 * which channel it travels. Like a step table, it lives in the kernel's memory.
 *
 * A volume in words is the sum of elements × weight over the tensors of a channel, divided once by the divisor. The sum is
 * exact, because weights are integers, as long as it is at most 2^53 − 1: so the largest one is kept.
 */
import { allocate, release, reserve } from './allocate'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, putI32 } from './memory'
import { execute } from './pe-cycles'
import { LevelRecord, levelAt, Row, Table, VolumeRow, volumeBytes } from './step-table'
import { Volume } from './volumes'

/** Words over a channel. Those of the first one stand in the row, those of the others in the table's region of words. */
export const enum Words {
  In = 0,
  Out = 8,
  Shift = 4,
}

/** Words over a channel of the row at `row`; those of the second channel are at `others`. */
export function wordsAt(row: i32, others: i32, channel: i32): i32 {
  return channel === 0 ? row + Row.In : others + ((channel - 1) << Words.Shift)
}

/**
 * How volumes become words: the number of channels, the weight of a word (0 where words are elements), and a way for each
 * level and tensor.
 */
export const enum Projection {
  Channels = 0,
  Divisor = 8,
  Ways = 16,
  /** Of the ways of a level. */
  LevelBytes = 128,
  /** Room for sixteen levels. */
  Bytes = Ways + 16 * LevelBytes,
}

/** A tensor at a level: what an element weighs, which volume counts, and the channel. */
export const enum Way {
  Weight = 0,
  /** 0 for the union, 8 for the sum. */
  Volume = 8,
  Channel = 12,
  Bytes = 16,
  Shift = 4,
}

/** Makes a projection: words are elements, those of each unit count, and there is one channel. */
export function newProjection(): i32 {
  const projection = allocate(Projection.Bytes)
  putI32(projection + Projection.Channels, 1)
  putF64(projection + Projection.Divisor, 0)
  for (let way = projection + Projection.Ways; way < projection + Projection.Bytes; way += Way.Bytes) {
    putF64(way + Way.Weight, 1)
    putI32(way + Way.Volume, Volume.Sum)
    putI32(way + Way.Channel, 0)
  }
  return projection
}

export function releaseProjection(projection: i32): void {
  release(projection, Projection.Bytes)
}

/** Bytes of a row's words over the channels after the first, in the present call: written at its start. */
let otherBytes: i32 = 0

/** The largest sum that was divided in the present call: 0 at its start. */
let largest: f64 = 0

/** Adds a column of volumes, times their weight, to a column of words. */
function addColumn(words: i32, end: i32, wordBytes: i32, volumes: i32, rowBytes: i32, weight: f64): void {
  let volume = volumes
  for (let at = words; at < end; at += wordBytes) {
    putF64(at, f64At(at) + weight * f64At(volume))
    volume += rowBytes
  }
}

function clearColumns(words: i32, end: i32, wordBytes: i32): void {
  for (let at = words; at < end; at += wordBytes) {
    putF64(at + Words.In, 0)
    putF64(at + Words.Out, 0)
  }
}

function divideColumns(words: i32, end: i32, wordBytes: i32, divisor: f64): void {
  for (let at = words; at < end; at += wordBytes) {
    const into = f64At(at + Words.In)
    const out = f64At(at + Words.Out)
    if (into > largest) largest = into
    if (out > largest) largest = out
    putF64(at + Words.In, into / divisor)
    putF64(at + Words.Out, out / divisor)
  }
}

/** Projects the rows of a level, from number `first` to before `end`, to a channel. */
function projectRows(table: i32, first: i32, end: i32, ways: i32, channel: i32, divisor: f64): void {
  const tensors = i32At(table + Table.Tensors)
  const inputs = i32At(table + Table.Inputs)
  const wordBytes: i32 = channel === 0 ? Row.Bytes : otherBytes
  const all = wordsAt(i32At(table + Table.RowRegion), i32At(table + Table.WordRegion), channel)
  const words = all + first * wordBytes
  const wordsEnd = all + end * wordBytes
  const rowBytes = volumeBytes(tensors)
  const volumes = i32At(table + Table.VolumeRegion) + first * rowBytes + VolumeRow.Volumes
  clearColumns(words, wordsEnd, wordBytes)
  for (let t: i32 = 0; t < tensors; t++) {
    const way = ways + (t << Way.Shift)
    if (i32At(way + Way.Channel) !== channel) continue
    const side: i32 = ((inputs >> t) & 1) !== 0 ? Words.In : Words.Out
    const column = volumes + (t << Volume.Shift) + i32At(way + Way.Volume)
    addColumn(words + side, wordsEnd + side, wordBytes, column, rowBytes, f64At(way + Way.Weight))
  }
  if (divisor !== 0) divideColumns(words, wordsEnd, wordBytes, divisor)
}

/** Words that leave over a channel in a final drain. */
function drainWords(drain: i32, tensors: i32, inputs: i32, ways: i32, channel: i32): f64 {
  let sum: f64 = 0
  for (let t: i32 = 0; t < tensors; t++) {
    const way = ways + (t << Way.Shift)
    if (((inputs >> t) & 1) === 0 && i32At(way + Way.Channel) === channel)
      sum += f64At(way + Way.Weight) * f64At(drain + (t << Volume.Shift) + i32At(way + Way.Volume))
  }
  return sum
}

/** The largest final drain of the level's parents over a channel. */
function projectDrains(table: i32, record: i32, ways: i32, channel: i32, divisor: f64): void {
  const tensors = i32At(table + Table.Tensors)
  const inputs = i32At(table + Table.Inputs)
  const bytes = tensors << Volume.Shift
  const drains = i32At(table + Table.DrainRegion)
  const end = drains + i32At(record + LevelRecord.Bytes + LevelRecord.DrainStart) * bytes
  let most: f64 = 0
  for (let drain = drains + i32At(record + LevelRecord.DrainStart) * bytes; drain < end; drain += bytes) {
    const words = drainWords(drain, tensors, inputs, ways, channel)
    if (words > most) most = words
  }
  if (divisor !== 0 && most > largest) largest = most
  putF64(record + LevelRecord.DrainWords + (channel << 3), divisor === 0 ? most : most / divisor)
}

/** Projects a table, of whose MACs a share is executed. */
export function project(table: i32, projection: i32, share: f64): void {
  if (f64At(table + Table.Share) !== share) execute(table, f64At(table + Table.Lanes), share)
  const channels = i32At(projection + Projection.Channels)
  const divisor = f64At(projection + Projection.Divisor)
  const levels = i32At(table + Table.Levels)
  putI32(table + Table.Channels, 0)
  largest = 0
  otherBytes = (channels - 1) << Words.Shift
  reserve(table + Table.WordRegion, i32At(table + Table.Rows) * otherBytes)
  for (let level: i32 = 0; level < levels; level++) {
    const record = levelAt(table, level)
    const first = i32At(record + LevelRecord.RowStart)
    const end = i32At(record + LevelRecord.Bytes + LevelRecord.RowStart)
    const ways = projection + Projection.Ways + level * Projection.LevelBytes
    for (let channel: i32 = 0; channel < channels; channel++) {
      projectRows(table, first, end, ways, channel, divisor)
      projectDrains(table, record, ways, channel, divisor)
    }
  }
  putF64(table + Table.Largest, largest)
  putI32(table + Table.Channels, channels)
}
