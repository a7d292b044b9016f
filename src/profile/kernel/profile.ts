/**
 * Profiles a schedule: writes all its kinds of step into a step table, level by level (cost model, section 9). The same
 * rules as `definition/profile.ts`, which states them in the open; a property test holds the two equal.
 *
 * A level works on boxes; a run steps through a box; an entry is the first step of a run, from the last tiles of the
 * parent's old box to the first of its new one. Boxes without short tiles take a short way: there all steps move tiles
 * of the same lengths, so that only which dimensions move matters.
 */
import { reserve } from './allocate'
import { loadExtents, mostRows, placeCoupling, TensorRecord, tensorAt, tensors, width } from './coupling'
import { addTo, emptySet, KeyedRow, KeyedSet, lengthOf, rowAt, rowOf } from './keyed-rows'
import { Input, Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, putI32, toI32 } from './memory'
import { LevelRecord, levelAt, Row, Run, Table, Totals } from './step-table'
import {
  enterNothing,
  forgetCovers,
  LevelLoop,
  loadBox,
  loadFullCovers,
  loopsEnd,
  Plan,
  planAt,
  planLevel,
  spatial,
  startsAt,
  TileSize,
  Trip,
  tripsAt,
} from './trips'
import { splitUnits, UnitClass } from './unit-classes'
import { drainRegular, moveRegular, movesInPart, moveTensors } from './volumes'

// What is being profiled: written at the start of each call, or of each level.
let entries: i32 = Scratch.Sets
let nextEntries: i32 = Scratch.Sets + KeyedSet.Bytes
let boxes: i32 = Scratch.Sets + 2 * KeyedSet.Bytes
let nextBoxes: i32 = Scratch.Sets + 3 * KeyedSet.Bytes
let table: i32 = 0
let rowBytes: i32 = 0
let rows: i32 = 0
let runs: i32 = 0
let boxCount: i32 = 0
let drains: i32 = 0
let level: i32 = 0
let isLast: boolean = false
/** This many entries come first in which nothing has executed yet; no other is like them. */
let initial: i32 = 0
let nextInitial: i32 = 0
/** The level's record, where the totals of its tensors are, and what is streamed; 0 below level 0. */
let record: i32 = 0
let totals: i32 = 0
let streamed: i32 = 0

/** The address of the next row. */
function nextRow(): i32 {
  return reserve(table + Table.RowRegion, (rows + 1) * rowBytes) + rows * rowBytes
}

/** Completes the row at `row`, whose volumes are written. */
function endRow(row: i32, compute: f64, active: f64): void {
  const times = f64At(Scratch.StepTotal)
  putF64(row + Row.Count, times)
  putF64(row + Row.PerRun, f64At(Scratch.StepPerRun))
  putF64(row + Row.Compute, compute)
  putI32(row + Row.RunEnd, runs)
  rows++
  putF64(record + LevelRecord.Steps, f64At(record + LevelRecord.Steps) + times)
  putF64(record + LevelRecord.ActiveUnitSteps, f64At(record + LevelRecord.ActiveUnitSteps) + times * active)
}

/** The next level's box with these lengths, but for `own` along the spatial dimension. */
function boxOf(lengths: i32, own: f64): i32 {
  for (let p: i32 = 0; p < width << 3; p += 8) putF64(Scratch.Key + p, f64At(lengths + p))
  if (spatial >= 0) putF64(Scratch.Key + spatial, own)
  return rowOf(nextBoxes, 0)
}

/** The next level's entry with the shifts in `Shift`; what an idle parent was shifted by makes no difference. */
function entryOf(from: i32, to: i32): i32 {
  putF64(Scratch.Key, from)
  putF64(Scratch.Key + 8, to)
  for (let p: i32 = 0; p < width << 3; p += 8)
    putF64(Scratch.Key + 16 + p, from < 0 ? 0 : f64At(Scratch.Shift + p))
  return rowOf(nextEntries, nextInitial)
}

function startRun(from: i32, to: i32, units: f64): void {
  const times = f64At(Scratch.StepTotal) * units
  addTo(nextBoxes, to, KeyedRow.Times, times)
  const entry = entryOf(from, to)
  addTo(nextEntries, entry, KeyedRow.Times, times)
  const run = reserve(table + Table.RunRegion, (runs + 1) * Run.Bytes) + runs * Run.Bytes
  putI32(run + Run.Entry, entry)
  putI32(run + Run.Box, to)
  runs++
}

function drainUnits(box: i32, units: f64, idle: f64, finals: f64): void {
  addTo(nextBoxes, box, KeyedRow.Drains, idle * units)
  addTo(nextBoxes, box, KeyedRow.Finals, finals * units)
}

/** The box of a unit's full tile. */
function childOf(box: i32): i32 {
  const plan = planAt(box)
  const known = i32At(plan + Plan.Child)
  if (known >= 0) return known
  loadFullCovers(boxes, box)
  const child = boxOf(Scratch.After, f64At(Scratch.SpatialTile))
  putI32(plan + Plan.Child, child)
  return child
}

/** Cycles of a PE for a tile whose lengths are in `After`, but for `own` along the spatial dimension. */
function cyclesOf(own: f64): f64 {
  let macs = f64At(Scratch.FixedMacs)
  for (let p: i32 = 0; p < width << 3; p += 8) macs *= p === spatial ? own : f64At(Scratch.After + p)
  // At least one, however small the share that is executed.
  const cycles = Math.ceil((macs * f64At(Scratch.Share)) / f64At(Scratch.Lanes))
  return cycles > 1 ? cycles : 1
}

/** Cycles of a PE for its full tile of a box. */
function fullCyclesOf(box: i32): f64 {
  const plan = planAt(box)
  const known = f64At(plan + Plan.Cycles)
  if (known !== 0) return known
  loadFullCovers(boxes, box)
  const cycles = cyclesOf(f64At(Scratch.SpatialTile))
  putF64(plan + Plan.Cycles, cycles)
  return cycles
}

/** A step in a box without short tiles; `moving` are the bits of the places that move. */
function stepRegular(box: i32, held: i32, moving: i32): void {
  const plan = planAt(box)
  const units = f64At(plan + Plan.Units)
  if (held !== 0 && movesInPart(moving)) loadFullCovers(boxes, box)
  const row = nextRow()
  moveRegular(row + Row.Volumes, plan, held, moving, totals, streamed)
  if (isLast) endRow(row, fullCyclesOf(box), units)
  else {
    const child = childOf(box)
    startRun(held !== 0 ? child : -1, child, units)
    endRow(row, 0, units)
  }
}

/** A step of any kind, whose covers are in `Before`, `After` and `Shift`. */
function step(held: i32, moving: i32): void {
  const row = nextRow()
  const classesEnd = splitUnits(held, 1)
  moveTensors(row + Row.Volumes, classesEnd, held, 1, moving, totals, streamed)
  let active: f64 = 0
  let compute: f64 = 0
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes) {
    const units = f64At(unit + UnitClass.Count)
    const before = f64At(unit + UnitClass.Before)
    const after = f64At(unit + UnitClass.After)
    if (after > 0) active += units
    if (isLast) {
      const cycles: f64 = after > 0 ? cyclesOf(after) : 0
      if (cycles > compute) compute = cycles
      continue
    }
    const from: i32 = before > 0 ? boxOf(Scratch.Before, before) : -1
    if (after === 0) drainUnits(from, units, f64At(Scratch.StepTotal), 0)
    else startRun(from, boxOf(Scratch.After, after), units)
  }
  endRow(row, compute, active)
}

/** Replaces the lengths of the loops' places in `Before` by those of the last tiles of a box. */
function standAtEnd(box: i32): void {
  let trip = tripsAt(planAt(box))
  for (let loop: i32 = Scratch.LevelLoops; loop < loopsEnd; loop += LevelLoop.Bytes) {
    putF64(Scratch.Before + i32At(loop + LevelLoop.Place), f64At(trip + Trip.Last))
    trip += Trip.Bytes
  }
}

/** The first step of a run: from the last tiles of the parent's old box to the first of its new one. */
function stepIntoRun(entry: i32): void {
  const at = rowAt(entries, entry)
  const from = toI32(f64At(at + KeyedRow.Key))
  const to = toI32(f64At(at + KeyedRow.Key + 8))
  const held: i32 = from >= 0 ? 1 : 0
  const starts: i32 = held !== 0 ? startsAt(planAt(from)) : 0
  let moving: i32 = 0
  let bit: i32 = 1
  for (let p: i32 = 0; p < width << 3; p += 8) {
    let by = f64At(at + KeyedRow.Key + 16 + p)
    if (held !== 0) by -= f64At(starts + p)
    putF64(Scratch.Shift + p, by)
    if (by !== 0) moving |= bit
    bit <<= 1
  }
  putF64(Scratch.StepTotal, f64At(at + KeyedRow.Times))
  putF64(Scratch.StepPerRun, 1)
  if (i32At(planAt(to) + Plan.IsRegular) !== 0 && (from === to || held === 0)) {
    stepRegular(to, held, moving)
    return
  }
  loadFullCovers(boxes, to)
  forgetCovers()
  if (held !== 0) {
    loadBox(boxes, from, Scratch.Before)
    standAtEnd(from)
  }
  step(held, moving)
}

function standStill(): void {
  for (let p: i32 = 0; p < width << 3; p += 8) putF64(Scratch.Shift + p, 0)
}

/** All steps but the first of a run without short tiles: from the innermost loop out, one moves on, those inside wrap. */
function stepThroughRegular(box: i32): void {
  const first = tripsAt(planAt(box))
  const all = f64At(rowAt(boxes, box) + KeyedRow.Times)
  let around: f64 = 1
  standStill()
  const loops = (loopsEnd - Scratch.LevelLoops) >> 4
  for (let l: i32 = 0; l < loops; l++) around *= f64At(first + l * Trip.Bytes + Trip.Steps)
  let moving: i32 = 0
  for (let l = loops - 1; l >= 0; l--) {
    const trip = first + l * Trip.Bytes
    const steps = f64At(trip + Trip.Steps)
    if (steps === 1) continue
    const place = i32At(Scratch.LevelLoops + l * LevelLoop.Bytes)
    around /= steps
    moving |= 1 << (place >> 3)
    putF64(Scratch.Shift + place, f64At(trip + Trip.Full))
    const perRun = around * (steps - 1)
    putF64(Scratch.StepPerRun, perRun)
    putF64(Scratch.StepTotal, perRun * all)
    stepRegular(box, 1, moving)
    putF64(Scratch.Shift + place, -f64At(trip + Trip.LastStart))
  }
}

/** The loop at `loop` moves on to a tile of `length`, and the loops inside it wrap from their last tile to their first. */
function moveOn(box: i32, loop: i32, trip: i32, length: f64, perRun: f64): void {
  let moving: i32 = 0
  let inner = trip + Trip.Bytes
  for (let j = loop + LevelLoop.Bytes; j < loopsEnd; j += LevelLoop.Bytes) {
    const place = i32At(j + LevelLoop.Place)
    putF64(Scratch.Before + place, f64At(inner + Trip.Last))
    putF64(Scratch.After + place, f64At(inner + Trip.Full))
    putF64(Scratch.Shift + place, -f64At(inner + Trip.LastStart))
    if (f64At(inner + Trip.Steps) > 1) moving |= 1 << (place >> 3)
    inner += Trip.Bytes
  }
  const place = i32At(loop + LevelLoop.Place)
  const full = f64At(trip + Trip.Full)
  putF64(Scratch.Before + place, full)
  putF64(Scratch.After + place, length)
  putF64(Scratch.Shift + place, full)
  putF64(Scratch.StepPerRun, perRun)
  putF64(Scratch.StepTotal, perRun * f64At(rowAt(boxes, box) + KeyedRow.Times))
  step(1, moving | (1 << (place >> 3)))
}

function standAt(loop: i32, length: f64): void {
  const place = i32At(loop + LevelLoop.Place)
  putF64(Scratch.Before + place, length)
  putF64(Scratch.After + place, length)
  putF64(Scratch.Shift + place, 0)
}

/** All steps but the first of a run: a loop moves on, or stands at a full tile or at its short last one. */
function stepThrough(box: i32, loop: i32, trip: i32, perRun: f64): void {
  if (loop === loopsEnd || rows >= mostRows) return
  const full = f64At(trip + Trip.Full)
  const last = f64At(trip + Trip.Last)
  let fullSteps = f64At(trip + Trip.Steps)
  if (last !== full) fullSteps--
  if (fullSteps > 1) moveOn(box, loop, trip, full, perRun * (fullSteps - 1))
  if (last !== full) {
    moveOn(box, loop, trip, last, perRun)
    standAt(loop, last)
    stepThrough(box, loop + LevelLoop.Bytes, trip + Trip.Bytes, perRun)
  }
  standAt(loop, full)
  stepThrough(box, loop + LevelLoop.Bytes, trip + Trip.Bytes, perRun * fullSteps)
}

/**
 * The end of a box: everything that its units hold is lost, one event per parent. What the final drains move is kept, one
 * record per box, because the largest is not known before the tensors' volumes are weighed.
 */
function drainBox(box: i32): void {
  const row = rowAt(boxes, box)
  const finals = f64At(row + KeyedRow.Finals)
  const idle = f64At(row + KeyedRow.Drains)
  if (idle + finals === 0) return
  putF64(Scratch.StepTotal, idle + finals)
  const bytes = tensors << 4
  let at: i32 = Scratch.Discard
  if (finals > 0) at = reserve(table + Table.DrainRegion, (drains + 1) * bytes) + drains++ * bytes
  const plan = planAt(box)
  if (i32At(plan + Plan.IsRegular) !== 0) {
    // Without short tiles, the last tiles are like the first.
    drainRegular(at, plan, totals, streamed)
    if (!isLast) drainUnits(childOf(box), f64At(plan + Plan.Units), idle, finals)
    return
  }
  forgetCovers()
  loadBox(boxes, box, Scratch.Before)
  standAtEnd(box)
  const classesEnd = splitUnits(1, 0)
  moveTensors(at, classesEnd, 1, 0, 0, totals, streamed)
  if (isLast) return
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes)
    drainUnits(
      boxOf(Scratch.Before, f64At(unit + UnitClass.Before)),
      f64At(unit + UnitClass.Count),
      idle,
      finals,
    )
}

/** Starts the record of the level. Footprints grow with lengths and the first box is the full one: its tiles are largest. */
function beginLevel(): void {
  record = levelAt(table, level)
  putF64(record + LevelRecord.Units, f64At(Input.Units + (level << 3)))
  putF64(record + LevelRecord.Steps, 0)
  putF64(record + LevelRecord.ActiveUnitSteps, 0)
  putI32(record + LevelRecord.Initial, initial)
  markStarts(record)
  totals = record + LevelRecord.Tensors
  streamed = level === 0 ? table + Table.Streamed : 0
  const sizes = planAt(0) + Plan.Tensors
  for (let t: i32 = 0; t < tensors; t++) {
    const own = totals + (t << Totals.Shift)
    putF64(own + Totals.Union, 0)
    putF64(own + Totals.Sum, 0)
    putF64(own + Totals.UnitTile, f64At(sizes + (t << TileSize.Shift) + TileSize.Unit))
    putF64(own + Totals.LevelTile, f64At(sizes + (t << TileSize.Shift) + TileSize.Cover))
  }
}

function markStarts(own: i32): void {
  putI32(own + LevelRecord.RowStart, rows)
  putI32(own + LevelRecord.BoxStart, boxCount)
  putI32(own + LevelRecord.DrainStart, drains)
}

function profileLevel(): void {
  planLevel(level, boxes)
  beginLevel()
  emptySet(nextEntries, width + 2)
  emptySet(nextBoxes, width)
  nextInitial = 0
  const allEntries = lengthOf(entries)
  for (let e: i32 = 0; e < allEntries && rows < mostRows; e++) {
    if (e === initial) nextInitial = lengthOf(nextEntries)
    stepIntoRun(e)
  }
  if (initial === allEntries) nextInitial = lengthOf(nextEntries)
  putI32(record + LevelRecord.EntryEnd, rows)
  const allBoxes = lengthOf(boxes)
  const boxEnds = reserve(table + Table.BoxRegion, (boxCount + allBoxes) << 2)
  for (let b: i32 = 0; b < allBoxes && rows < mostRows; b++) {
    const plan = planAt(b)
    if (i32At(plan + Plan.IsRegular) !== 0) stepThroughRegular(b)
    else {
      loadFullCovers(boxes, b)
      forgetCovers()
      standStill()
      stepThrough(b, Scratch.LevelLoops, tripsAt(plan), 1)
    }
    putI32(boxEnds + (boxCount << 2), rows)
    boxCount++
  }
  for (let b: i32 = 0; b < allBoxes && rows < mostRows; b++) drainBox(b)
}

/** Bits of the iterated dimensions: those that some level moves or spreads. */
function iteratedBits(levels: i32): i32 {
  let bits: i32 = 0
  const end = i32At(Input.LoopEnd + (levels << 2))
  for (let l: i32 = 0; l < end; l++) {
    const signed = i32At(Input.LoopDimension + (l << 2))
    const dimension: i32 = signed < 0 ? -1 - signed : signed
    if (f64At(Input.LoopTile + (l << 3)) < f64At(Input.Extents + (dimension << 3))) bits |= 1 << dimension
  }
  return bits
}

/** The one run of level 0: on the whole problem, from nothing, to be drained at the end. */
function startFirstRun(): void {
  loadExtents()
  emptySet(nextEntries, width + 2)
  emptySet(nextBoxes, width)
  nextInitial = 0
  enterNothing()
  const whole = boxOf(Scratch.After, 1)
  addTo(nextBoxes, whole, KeyedRow.Times, 1)
  addTo(nextBoxes, whole, KeyedRow.Finals, 1)
  addTo(nextEntries, entryOf(-1, whole), KeyedRow.Times, 1)
  nextInitial = 1
}

function nextLevel(): void {
  const oldEntries = entries
  entries = nextEntries
  nextEntries = oldEntries
  const oldBoxes = boxes
  boxes = nextBoxes
  nextBoxes = oldBoxes
  initial = nextInitial
}

/** Writes the schedule that the host wrote into a table. Returns the number of its rows; 0 if it is too complex. */
export function profileSchedule(into: i32, lanes: f64, share: f64): i32 {
  table = into
  // Until the end, the table does not hold a schedule.
  putI32(table + Table.Levels, 0)
  putI32(table + Table.Channels, 0)
  const levels = i32At(Input.Levels)
  placeCoupling(iteratedBits(levels))
  putF64(Scratch.Lanes, lanes)
  putF64(Scratch.Share, share)
  rowBytes = Row.Volumes + (tensors << 4)
  rows = 0
  runs = 0
  drains = 0
  boxCount = 0
  reserve(table + Table.LevelRegion, (levels + 1) * LevelRecord.Bytes)
  let inputs: i32 = 0
  for (let t: i32 = 0; t < tensors; t++) {
    if (i32At(tensorAt(t) + TensorRecord.IsInput) !== 0) inputs |= 1 << t
    putF64(table + Table.Streamed + (t << 4), 0)
    putF64(table + Table.Streamed + (t << 4) + 8, f64At(tensorAt(t) + TensorRecord.Used))
  }
  startFirstRun()
  for (level = 0; level < levels; level++) {
    nextLevel()
    isLast = level === levels - 1
    profileLevel()
    if (rows >= mostRows) return 0
  }
  markStarts(levelAt(table, levels))
  putI32(table + Table.Tensors, tensors)
  putI32(table + Table.Inputs, inputs)
  putI32(table + Table.RowBytes, rowBytes)
  putI32(table + Table.Rows, rows)
  putI32(table + Table.Runs, runs)
  putI32(table + Table.Boxes, boxCount)
  putI32(table + Table.Drains, drains)
  putI32(table + Table.Levels, levels)
  return rows
}
