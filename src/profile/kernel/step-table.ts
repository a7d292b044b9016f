/**
 * A step table in memory: all kinds of step of a schedule as rows, level after level. Each table owns its regions, so that
 * any number of tables may be alive. The address of the table is its name for the host.
 */
import { allocate, Region, release, reserve } from './allocate'
import type { i32 } from './memory'
import { i32At, putI32 } from './memory'

export const enum Table {
  /** Number of levels; 0 while the table does not hold a whole schedule. */
  Levels = 0,
  Tensors = 4,
  Rows = 8,
  Runs = 12,
  Boxes = 16,
  Drains = 20,
  /** Channels that the volumes were projected to; 0 while they were not. */
  Channels = 24,
  RowBytes = 28,
  /** A bit for each tensor that is an input. */
  Inputs = 32,
  // Regions.
  LevelRegion = 40,
  RowRegion = 48,
  RunRegion = 56,
  BoxRegion = 64,
  /** Per tensor what the final drain of a box moves, union and sum. */
  DrainRegion = 72,
  /** Projected volumes: per row and channel words in and out. */
  WordRegion = 80,
  /** Per tensor: streamed and used elements. */
  Streamed = 88,
  Bytes = 216,
}

/** A level; one more follows the last, where its rows, boxes and drains end. */
export const enum LevelRecord {
  /** Integers: where its rows, boxes and drains begin, where the rows of entries end, and how many of these are initial. */
  RowStart = 0,
  BoxStart = 4,
  DrainStart = 8,
  EntryEnd = 12,
  Initial = 16,
  Units = 24,
  Steps = 32,
  ActiveUnitSteps = 40,
  /** Per channel: words of the largest final drain. */
  DrainWords = 48,
  /** Per tensor: {@link Totals}. */
  Tensors = 112,
  Bytes = 368,
}

/** A tensor's traffic over the whole run and its largest tiles. */
export const enum Totals {
  Union = 0,
  Sum = 8,
  UnitTile = 16,
  LevelTile = 24,
  Shift = 5,
}

/** A row; then per tensor union and sum of what the step moves. The runs it starts begin where those of the row before end. */
export const enum Row {
  Count = 0,
  PerRun = 8,
  /** Cycles of the busiest PE, at the last level; 0 elsewhere. */
  Compute = 16,
  RunEnd = 24,
  Volumes = 32,
}

/** A run of the next level: the row of its first step and its box, both counted from where those of the level begin. */
export const enum Run {
  Entry = 0,
  Box = 4,
  Bytes = 8,
}

/** Makes an empty table. */
export function newTable(): i32 {
  const table = allocate(Table.Bytes)
  for (let i: i32 = 0; i < Table.Bytes; i += 4) putI32(table + i, 0)
  return table
}

/** Gives back all that a table owns. */
export function releaseTable(table: i32): void {
  putI32(table + Table.Levels, 0)
  for (let region = table + Table.LevelRegion; region <= table + Table.WordRegion; region += Region.Bytes) {
    const block = i32At(region)
    const capacity = i32At(region + Region.Capacity)
    putI32(region, 0)
    putI32(region + Region.Capacity, 0)
    if (block !== 0) release(block, capacity)
  }
  release(table, Table.Bytes)
}

export function levelAt(table: i32, level: i32): i32 {
  return i32At(table + Table.LevelRegion) + level * LevelRecord.Bytes
}

/** Prepares a table to be filled from outside with what another one held; `Levels` stays 0. */
export function reserveTable(
  table: i32,
  tensors: i32,
  inputs: i32,
  levels: i32,
  rows: i32,
  runs: i32,
  boxes: i32,
  drains: i32,
): void {
  putI32(table + Table.Levels, 0)
  putI32(table + Table.Channels, 0)
  const rowBytes = Row.Volumes + (tensors << 4)
  reserve(table + Table.LevelRegion, (levels + 1) * LevelRecord.Bytes)
  reserve(table + Table.RowRegion, rows * rowBytes)
  reserve(table + Table.RunRegion, runs * Run.Bytes)
  reserve(table + Table.BoxRegion, boxes << 2)
  reserve(table + Table.DrainRegion, drains * (tensors << 4))
  putI32(table + Table.Tensors, tensors)
  putI32(table + Table.Inputs, inputs)
  putI32(table + Table.RowBytes, rowBytes)
  putI32(table + Table.Rows, rows)
  putI32(table + Table.Runs, runs)
  putI32(table + Table.Boxes, boxes)
  putI32(table + Table.Drains, drains)
}
