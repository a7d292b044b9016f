/** A step table as plain data, and back. */

import type { ProfiledLevel, StepColumns, TensorTotals, VolumeColumns } from '../profiled-level'
import type { ProfiledSchedule } from '../step-types'
import type { Backend, Views } from './backend'
import { Box, LevelRecord, Row, Run, Table, Totals, VolumeRow, volumeBytes } from './step-table'

/** `length` numbers that are `bytes` apart. */
const column = ({ numbers }: Views, at: number, bytes: number, length: number): number[] =>
  Array.from({ length }, (_, i) => numbers[(at + i * bytes) >> 3]!)

const integerColumn = ({ integers }: Views, at: number, bytes: number, length: number, less = 0): number[] =>
  Array.from({ length }, (_, i) => integers[(at + i * bytes) >> 2]! - less)

const volumesOf = (
  views: Views,
  at: number,
  bytes: number,
  length: number,
  tensors: number,
): VolumeColumns[] =>
  Array.from({ length: tensors }, (_, t) => ({
    union: column(views, at + (t << 4), bytes, length),
    sum: column(views, at + (t << 4) + 8, bytes, length),
  }))

const columnsOf = (views: Views, table: number, record: number): StepColumns => {
  const { integers } = views
  const of = (field: number): number => integers[(table + field) >> 2]!
  const own = (field: number): number => integers[(record + field) >> 2]!
  const next = (field: number): number => integers[(record + LevelRecord.Bytes + field) >> 2]!
  const tensors = of(Table.Tensors)
  const bytes = volumeBytes(tensors)
  const start = own(LevelRecord.RowStart)
  const rows = next(LevelRecord.RowStart) - start
  const at = of(Table.RowRegion) + start * Row.Bytes
  const volumes = of(Table.VolumeRegion) + start * bytes
  const firstRun = start === 0 ? 0 : integers[(at - Row.Bytes + Row.RunEnd) >> 2]!
  const runs = integers[(at + (rows - 1) * Row.Bytes + Row.RunEnd) >> 2]! - firstRun
  const runsAt = of(Table.RunRegion) + firstRun * Run.Bytes
  const boxes = own(LevelRecord.BoxStart)
  const drains = own(LevelRecord.DrainStart)
  const drainBytes = tensors << 4
  return {
    initial: own(LevelRecord.Initial),
    entries: own(LevelRecord.EntryEnd) - start,
    count: column(views, volumes + VolumeRow.Count, bytes, rows),
    perRun: column(views, at + Row.PerRun, Row.Bytes, rows),
    macs: column(views, volumes + VolumeRow.Macs, bytes, rows),
    volumes: volumesOf(views, volumes + VolumeRow.Volumes, bytes, rows, tensors),
    runEnd: integerColumn(views, at + Row.RunEnd, Row.Bytes, rows, firstRun),
    runEntry: integerColumn(views, runsAt + Run.Entry, Run.Bytes, runs),
    runBox: integerColumn(views, runsAt + Run.Box, Run.Bytes, runs),
    boxEnd: integerColumn(
      views,
      of(Table.BoxRegion) + boxes * Box.Bytes + Box.RowEnd,
      Box.Bytes,
      next(LevelRecord.BoxStart) - boxes,
      start,
    ),
    drains: volumesOf(
      views,
      of(Table.DrainRegion) + drains * drainBytes,
      drainBytes,
      next(LevelRecord.DrainStart) - drains,
      tensors,
    ),
  }
}

const tensorTotals = ({ numbers }: Views, at: number): TensorTotals => ({
  union: numbers[(at + Totals.Union) >> 3]!,
  sum: numbers[(at + Totals.Sum) >> 3]!,
  unitTile: numbers[(at + Totals.UnitTile) >> 3]!,
  levelTile: numbers[(at + Totals.LevelTile) >> 3]!,
})

const levelOf = (views: Views, table: number, record: number, tensors: number): ProfiledLevel => ({
  units: views.numbers[(record + LevelRecord.Units) >> 3]!,
  steps: views.numbers[(record + LevelRecord.Steps) >> 3]!,
  activeUnitSteps: views.numbers[(record + LevelRecord.ActiveUnitSteps) >> 3]!,
  tensors: Array.from({ length: tensors }, (_, t) =>
    tensorTotals(views, record + LevelRecord.Tensors + (t << Totals.Shift)),
  ),
  columns: columnsOf(views, table, record),
})

export const readSchedule = (views: Views, table: number): ProfiledSchedule => {
  const { integers } = views
  const tensors = integers[(table + Table.Tensors) >> 2]!
  const inputs = integers[(table + Table.Inputs) >> 2]!
  const first = integers[(table + Table.LevelRegion) >> 2]!
  const levels = integers[(table + Table.Levels) >> 2]!
  return {
    simd: views.numbers[(table + Table.Lanes) >> 3]!,
    roles: Array.from({ length: tensors }, (_, t) => (((inputs >> t) & 1) === 1 ? 'input' : 'output')),
    streamed: column(views, table + Table.Streamed, 16, tensors),
    used: column(views, table + Table.Streamed + 8, 16, tensors),
    levels: Array.from({ length: levels }, (_, level) =>
      levelOf(views, table, first + level * LevelRecord.Bytes, tensors),
    ),
  }
}

const lengthOf = (levels: readonly ProfiledLevel[], count: (columns: StepColumns) => number): number =>
  levels.reduce((sum, { columns }) => sum + count(columns), 0)

const loadVolumes = (
  { numbers }: Views,
  volumes: readonly VolumeColumns[],
  at: number,
  bytes: number,
): void =>
  volumes.forEach(({ union, sum }, t) => {
    for (let i = 0; i < union.length; i++) {
      const own = (at + i * bytes + (t << 4)) >> 3
      numbers[own] = union[i]!
      numbers[own + 1] = sum[i]!
    }
  })

/** Where the rows, runs, boxes and drains of a level begin. */
type Starts = { rows: number; runs: number; boxes: number; drains: number }

const loadColumns = (views: Views, table: number, columns: StepColumns, starts: Starts): void => {
  const { numbers, integers } = views
  const of = (field: number): number => integers[(table + field) >> 2]!
  const bytes = volumeBytes(of(Table.Tensors))
  const volumes = of(Table.VolumeRegion) + starts.rows * bytes
  for (let row = 0; row < columns.count.length; row++) {
    const own = of(Table.RowRegion) + (starts.rows + row) * Row.Bytes
    numbers[(volumes + row * bytes + VolumeRow.Count) >> 3] = columns.count[row]!
    numbers[(own + Row.PerRun) >> 3] = columns.perRun[row]!
    numbers[(volumes + row * bytes + VolumeRow.Macs) >> 3] = columns.macs[row]!
    integers[(own + Row.RunEnd) >> 2] = starts.runs + columns.runEnd[row]!
  }
  loadVolumes(views, columns.volumes, volumes + VolumeRow.Volumes, bytes)
  for (let run = 0; run < columns.runEntry.length; run++) {
    const own = of(Table.RunRegion) + (starts.runs + run) * Run.Bytes
    integers[(own + Run.Entry) >> 2] = columns.runEntry[run]!
    integers[(own + Run.Box) >> 2] = columns.runBox[run]!
  }
  columns.boxEnd.forEach((end, box) => {
    integers[(of(Table.BoxRegion) + (starts.boxes + box) * Box.Bytes + Box.RowEnd) >> 2] = starts.rows + end
  })
  const drainBytes = of(Table.Tensors) << 4
  loadVolumes(views, columns.drains, of(Table.DrainRegion) + starts.drains * drainBytes, drainBytes)
}

const markStarts = ({ integers }: Views, record: number, starts: Starts): void => {
  integers[(record + LevelRecord.RowStart) >> 2] = starts.rows
  integers[(record + LevelRecord.BoxStart) >> 2] = starts.boxes
  integers[(record + LevelRecord.DrainStart) >> 2] = starts.drains
}

const loadLevel = (
  views: Views,
  table: number,
  record: number,
  level: ProfiledLevel,
  starts: Starts,
): void => {
  const { numbers, integers } = views
  const { columns } = level
  markStarts(views, record, starts)
  integers[(record + LevelRecord.EntryEnd) >> 2] = starts.rows + columns.entries
  integers[(record + LevelRecord.Initial) >> 2] = columns.initial
  numbers[(record + LevelRecord.Units) >> 3] = level.units
  numbers[(record + LevelRecord.Steps) >> 3] = level.steps
  numbers[(record + LevelRecord.ActiveUnitSteps) >> 3] = level.activeUnitSteps
  level.tensors.forEach(({ union, sum, unitTile, levelTile }, t) => {
    const at = (record + LevelRecord.Tensors + (t << Totals.Shift)) >> 3
    numbers[at] = union
    numbers[at + 1] = sum
    numbers[at + 2] = unitTile
    numbers[at + 3] = levelTile
  })
  loadColumns(views, table, columns, starts)
}

/** Fills a table with what `readSchedule` read of another one. */
export const loadSchedule = ({ kernel, views }: Backend, table: number, schedule: ProfiledSchedule): void => {
  const { roles, levels } = schedule
  const inputs = roles.reduce((bits, role, t) => (role === 'input' ? bits | (1 << t) : bits), 0)
  kernel.reserveTable(
    table,
    roles.length,
    inputs,
    levels.length,
    lengthOf(levels, ({ count }) => count.length),
    lengthOf(levels, ({ runEntry }) => runEntry.length),
    lengthOf(levels, ({ boxEnd }) => boxEnd.length),
    lengthOf(levels, ({ drains }) => drains[0]?.union.length ?? 0),
  )
  const at = views()
  const record = at.integers[(table + Table.LevelRegion) >> 2]!
  const starts: Starts = { rows: 0, runs: 0, boxes: 0, drains: 0 }
  levels.forEach((level, i) => {
    loadLevel(at, table, record + i * LevelRecord.Bytes, level, starts)
    starts.rows += level.columns.count.length
    starts.runs += level.columns.runEntry.length
    starts.boxes += level.columns.boxEnd.length
    starts.drains += level.columns.drains[0]?.union.length ?? 0
  })
  markStarts(at, record + levels.length * LevelRecord.Bytes, starts)
  roles.forEach((_, t) => {
    at.numbers[(table + Table.Streamed + (t << 4)) >> 3] = schedule.streamed[t]!
    at.numbers[(table + Table.Streamed + (t << 4) + 8) >> 3] = schedule.used[t]!
  })
  // Only now does the table hold a schedule.
  at.integers[(table + Table.Levels) >> 2] = levels.length
  kernel.execute(table, schedule.simd, 1)
}
