/**
 * Projects the volumes per tensor of a step table to what timing reads: the words that each row moves in and out over each
 * channel. A projection says per level and tensor which volume counts (union or sum), how much an element weighs, and over
 * which channel it travels. Like a step table, it lives in the kernel's memory.
 *
 * A volume in words is the sum of elements × weight over the tensors of a channel, divided once by the divisor. The sum is
 * exact, because weights are integers.
 */
import { allocate, release, reserve } from './allocate'
import { Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, putI32 } from './memory'
import { LevelRecord, levelAt, Row, Table } from './step-table'
import { Volume } from './volumes'

/** Words of a row, per channel. */
export const enum Words {
  In = 0,
  Out = 8,
  Bytes = 16,
  Shift = 4,
}

/** How volumes become words: the number of channels, the weight of a word, and a way for each level and tensor. */
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
}

/** Makes a projection: elements of each unit count, all weigh 1, and there is one channel. */
export function newProjection(): i32 {
  const projection = allocate(Projection.Bytes)
  putI32(projection + Projection.Channels, 1)
  putF64(projection + Projection.Divisor, 1)
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

/** A tensor of the level that is projected: where its volume is in a row, where its words go, and its weight. */
const enum Route {
  From = 0,
  To = 4,
  Weight = 8,
  Bytes = 16,
}

/** Writes the routes of a level's tensors, inputs before outputs; returns where those of outputs begin. */
function planRoutes(ways: i32, tensors: i32, inputs: i32): i32 {
  let into: i32 = Scratch.Routes
  let out: i32 = Scratch.Routes + tensors * Route.Bytes
  for (let t: i32 = 0; t < tensors; t++) {
    const way = ways + t * Way.Bytes
    const isInput = ((inputs >> t) & 1) !== 0
    if (!isInput) out -= Route.Bytes
    const at = isInput ? into : out
    if (isInput) into += Route.Bytes
    putI32(at + Route.From, Row.Volumes + (t << Volume.Shift) + i32At(way + Way.Volume))
    putI32(at + Route.To, (i32At(way + Way.Channel) << Words.Shift) + (isInput ? Words.In : Words.Out))
    putF64(at + Route.Weight, f64At(way + Way.Weight))
  }
  return into
}

function weighted(row: i32, from: i32, to: i32): f64 {
  let sum: f64 = 0
  for (let route = from; route < to; route += Route.Bytes)
    sum += f64At(route + Route.Weight) * f64At(row + i32At(route + Route.From))
  return sum
}

/** Projects the rows of a level to one channel. */
function projectToOne(
  row: i32,
  rowsEnd: i32,
  rowBytes: i32,
  words: i32,
  outputs: i32,
  end: i32,
  divisor: f64,
): void {
  let at = words
  for (let r = row; r < rowsEnd; r += rowBytes) {
    putF64(at + Words.In, weighted(r, Scratch.Routes, outputs) / divisor)
    putF64(at + Words.Out, weighted(r, outputs, end) / divisor)
    at += Words.Bytes
  }
}

/** Projects the rows of a level to several channels. */
function projectToMany(
  row: i32,
  rowsEnd: i32,
  rowBytes: i32,
  words: i32,
  wordBytes: i32,
  end: i32,
  divisor: f64,
): void {
  let at = words
  for (let r = row; r < rowsEnd; r += rowBytes) {
    for (let i: i32 = 0; i < wordBytes; i += 8) putF64(at + i, 0)
    for (let route: i32 = Scratch.Routes; route < end; route += Route.Bytes) {
      const to = at + i32At(route + Route.To)
      putF64(to, f64At(to) + f64At(route + Route.Weight) * f64At(r + i32At(route + Route.From)))
    }
    for (let i: i32 = 0; i < wordBytes; i += 8) putF64(at + i, f64At(at + i) / divisor)
    at += wordBytes
  }
}

/** The largest final drain of the level's parents, per channel. */
function projectDrains(table: i32, level: i32, channels: i32, divisor: f64, outputs: i32, end: i32): void {
  const record = levelAt(table, level)
  const bytes = i32At(table + Table.Tensors) << 4
  const drains = i32At(table + Table.DrainRegion)
  const drainsEnd = drains + i32At(record + LevelRecord.Bytes + LevelRecord.DrainStart) * bytes
  for (let c: i32 = 0; c < channels; c++) putF64(record + LevelRecord.DrainWords + (c << 3), 0)
  for (let drain = drains + i32At(record + LevelRecord.DrainStart) * bytes; drain < drainsEnd; drain += bytes)
    for (let c: i32 = 0; c < channels; c++) {
      let sum: f64 = 0
      for (let route = outputs; route < end; route += Route.Bytes)
        if (i32At(route + Route.To) === (c << Words.Shift) + Words.Out)
          sum += f64At(route + Route.Weight) * f64At(drain - Row.Volumes + i32At(route + Route.From))
      const words = sum / divisor
      const most = record + LevelRecord.DrainWords + (c << 3)
      if (words > f64At(most)) putF64(most, words)
    }
}

/** Projects a table. */
export function project(table: i32, projection: i32): void {
  const channels = i32At(projection + Projection.Channels)
  putI32(table + Table.Channels, 0)
  const tensors = i32At(table + Table.Tensors)
  const inputs = i32At(table + Table.Inputs)
  const levels = i32At(table + Table.Levels)
  const rowBytes = i32At(table + Table.RowBytes)
  const wordBytes = channels << Words.Shift
  const divisor = f64At(projection + Projection.Divisor)
  const rows = i32At(table + Table.RowRegion)
  const words = reserve(table + Table.WordRegion, i32At(table + Table.Rows) * wordBytes)
  const end: i32 = Scratch.Routes + tensors * Route.Bytes
  for (let level: i32 = 0; level < levels; level++) {
    const record = levelAt(table, level)
    const start = i32At(record + LevelRecord.RowStart)
    const first = rows + start * rowBytes
    const rowsEnd = rows + i32At(record + LevelRecord.Bytes + LevelRecord.RowStart) * rowBytes
    const into = words + start * wordBytes
    const outputs = planRoutes(projection + Projection.Ways + level * Projection.LevelBytes, tensors, inputs)
    if (channels === 1) projectToOne(first, rowsEnd, rowBytes, into, outputs, end, divisor)
    else projectToMany(first, rowsEnd, rowBytes, into, wordBytes, end, divisor)
    projectDrains(table, level, channels, divisor, outputs, end)
  }
  putI32(table + Table.Channels, channels)
}
