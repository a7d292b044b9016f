/**
 * The step table that is being filled: rows, the runs they start, boxes and final drains are appended to it, level after
 * level, and what they move is added to the totals of the level.
 */
import { reserve } from './allocate'
import { mostRows, TensorRecord, tensorAt, tensors } from './coupling'
import { Input } from './layout'
import { areLooksSpent } from './looks'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, putI32 } from './memory'
import { Box, LevelRecord, levelAt, Row, Run, Table, Totals, VolumeRow, volumeBytes } from './step-table'

let table: i32 = 0
export let rows: i32 = 0
let runs: i32 = 0
let boxes: i32 = 0
let drains: i32 = 0
/** Bytes of a row's volumes; rows that there is room for; and where the next row and its volumes go. */
let rowVolumeBytes: i32 = 0
let room: i32 = 0
let rowAddress: i32 = 0
let volumeAddress: i32 = 0
/** The level's record, where the totals of its tensors are, and what is streamed; 0 below level 0. */
let record: i32 = 0
export let totals: i32 = 0
export let streamed: i32 = 0

/** Empties a table. Until it is closed, it does not hold a schedule. */
export function openTable(into: i32, levels: i32): void {
  table = into
  putI32(table + Table.Levels, 0)
  putI32(table + Table.Channels, 0)
  rows = 0
  runs = 0
  boxes = 0
  drains = 0
  room = 0
  rowVolumeBytes = volumeBytes(tensors)
  reserve(table + Table.LevelRegion, (levels + 1) * LevelRecord.Bytes)
  for (let t: i32 = 0; t < tensors; t++) {
    const own = table + Table.Streamed + (t << 4)
    putF64(own, 0)
    putF64(own + 8, f64At(tensorAt(t) + TensorRecord.Used))
  }
}

function markStarts(own: i32): void {
  putI32(own + LevelRecord.RowStart, rows)
  putI32(own + LevelRecord.BoxStart, boxes)
  putI32(own + LevelRecord.DrainStart, drains)
}

/** Begins a level, of whose entries the first `initial` are those in which nothing has executed yet. */
export function openLevel(level: i32, initial: i32): void {
  record = levelAt(table, level)
  putF64(record + LevelRecord.Units, f64At(Input.Units + (level << 3)))
  putF64(record + LevelRecord.Steps, 0)
  putF64(record + LevelRecord.ActiveUnitSteps, 0)
  putI32(record + LevelRecord.Initial, initial)
  markStarts(record)
  totals = record + LevelRecord.Tensors
  streamed = level === 0 ? table + Table.Streamed : 0
}

/** Begins the totals of a tensor at the level with its largest tiles. */
export function openTotals(t: i32, unitTile: f64, levelTile: f64): void {
  const own = totals + (t << Totals.Shift)
  putF64(own + Totals.Union, 0)
  putF64(own + Totals.Sum, 0)
  putF64(own + Totals.UnitTile, unitTile)
  putF64(own + Totals.LevelTile, levelTile)
}

function makeRoom(): void {
  const wanted: i32 = rows < 16 ? 16 : rows << 1
  rowAddress = reserve(table + Table.RowRegion, wanted << Row.Shift) + (rows << Row.Shift)
  volumeAddress = reserve(table + Table.VolumeRegion, wanted * rowVolumeBytes) + rows * rowVolumeBytes
  room = wanted
}

/** Begins a row; returns where its volumes go. */
export function beginStep(): i32 {
  if (rows >= room) makeRoom()
  return volumeAddress + VolumeRow.Volumes
}

/** Completes the row, whose volumes are written and whose runs are started. */
export function endStep(times: f64, perRun: f64, macs: f64): void {
  putF64(volumeAddress + VolumeRow.Count, times)
  putF64(volumeAddress + VolumeRow.Macs, macs)
  putF64(rowAddress + Row.PerRun, perRun)
  putI32(rowAddress + Row.RunEnd, runs)
  volumeAddress += rowVolumeBytes
  rowAddress += Row.Bytes
  rows++
}

/** Counts steps of the level with a number of active units. */
export function countSteps(times: f64, active: f64): void {
  putF64(record + LevelRecord.Steps, f64At(record + LevelRecord.Steps) + times)
  putF64(record + LevelRecord.ActiveUnitSteps, f64At(record + LevelRecord.ActiveUnitSteps) + times * active)
}

export function addRun(entry: i32, box: i32): void {
  const at = runs << Run.Shift
  const run = reserve(table + Table.RunRegion, at + Run.Bytes) + at
  putI32(run + Run.Entry, entry)
  putI32(run + Run.Box, box)
  runs++
}

/** All rows so far are entries; those of boxes follow. */
export function endEntries(): void {
  putI32(record + LevelRecord.EntryEnd, rows)
}

/** All rows of the next box are there. */
export function endBox(): void {
  const at = boxes << Box.Shift
  putI32(reserve(table + Table.BoxRegion, at + Box.Bytes) + at + Box.RowEnd, rows)
  boxes++
}

/** Where the volumes of a final drain go. */
export function addDrain(): i32 {
  const bytes = tensors << 4
  const at = drains * bytes
  drains++
  return reserve(table + Table.DrainRegion, at + bytes) + at
}

/** Whether the schedule has too many kinds of step, or takes too many looks. */
export function isTooComplex(): boolean {
  return rows >= mostRows || areLooksSpent()
}

/** Completes the table: from now on it holds a schedule. */
export function closeTable(levels: i32): void {
  let inputs: i32 = 0
  for (let t: i32 = 0; t < tensors; t++) if (i32At(tensorAt(t) + TensorRecord.IsInput) !== 0) inputs |= 1 << t
  markStarts(levelAt(table, levels))
  putI32(table + Table.Tensors, tensors)
  putI32(table + Table.Inputs, inputs)
  putI32(table + Table.Rows, rows)
  putI32(table + Table.Runs, runs)
  putI32(table + Table.Boxes, boxes)
  putI32(table + Table.Drains, drains)
  putI32(table + Table.Levels, levels)
}
