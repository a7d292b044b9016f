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
  /** A bit for each tensor that is an input. */
  Inputs = 28,
  // Regions.
  LevelRegion = 32,
  RowRegion = 40,
  /** Per row: {@link VolumeRow}. */
  VolumeRegion = 48,
  RunRegion = 56,
  BoxRegion = 64,
  /** Per tensor what the final drain of a box moves, union and sum. */
  DrainRegion = 72,
  /** Words of the channels after the first: per row and channel in and out. */
  WordRegion = 80,
  /** Per tensor: streamed and used elements. */
  Streamed = 88,
  /** Lanes of a PE, and the share of the MACs that is executed: what the last level's cycles were worked out for. */
  Lanes = 216,
  Share = 224,
  /** The largest sum of elements × weight of a transfer when the volumes were projected; 0 where words are elements. */
  Largest = 232,
  Bytes = 240,
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

/**
 * What timing reads and writes of a row, a line of cache. Projecting writes the words of the first channel, and timing the
 * cycles. The runs that a row starts begin where those of the row before end.
 */
export const enum Row {
  PerRun = 0,
  /** Cycles of the inner work: of the busiest PE at the last level, elsewhere those of the longest run, once timed. */
  Inner = 8,
  RunEnd = 16,
  /** Words that arrive and that leave, and the cycles that this takes. */
  In = 32,
  Out = 40,
  Ingress = 48,
  Egress = 56,
  /** Cycles of the step. */
  Step = 24,
  Bytes = 64,
  Shift = 6,
}

/** What timing does not read of a row: how often the step happens, the MACs, and per tensor union and sum of what it moves. */
export const enum VolumeRow {
  Count = 0,
  /** MACs of the busiest PE at the last level; 0 elsewhere. */
  Macs = 8,
  Volumes = 16,
}

/** Bytes of a {@link VolumeRow}. */
export function volumeBytes(tensors: i32): i32 {
  return VolumeRow.Volumes + (tensors << 4)
}

/** A run of the next level: the row of its first step and its box, both counted from where those of the level begin. */
export const enum Run {
  Entry = 0,
  Box = 4,
  Bytes = 8,
  Shift = 3,
}

/** A box: the row after the last of its steps, and the cycles of these steps in a run, once timed. */
export const enum Box {
  RowEnd = 0,
  Cycles = 8,
  Bytes = 16,
  Shift = 4,
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
  reserve(table + Table.LevelRegion, (levels + 1) * LevelRecord.Bytes)
  reserve(table + Table.RowRegion, rows << Row.Shift)
  reserve(table + Table.VolumeRegion, rows * volumeBytes(tensors))
  reserve(table + Table.RunRegion, runs << Run.Shift)
  reserve(table + Table.BoxRegion, boxes << Box.Shift)
  reserve(table + Table.DrainRegion, drains * (tensors << 4))
  putI32(table + Table.Tensors, tensors)
  putI32(table + Table.Inputs, inputs)
  putI32(table + Table.Rows, rows)
  putI32(table + Table.Runs, runs)
  putI32(table + Table.Boxes, boxes)
  putI32(table + Table.Drains, drains)
}
