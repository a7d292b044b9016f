/**
 * Profiles a schedule: writes all its kinds of step into a step table, level by level (docs/spec.md, section 9). The same
 * rules as `definition/profile.ts`, which states them in the open; a property test holds the two equal.
 *
 * A level works on boxes; a run steps through a box; an entry is the first step of a run, from the last tiles of the
 * parent's old box to the first of its new one. Boxes without short tiles take a short way, see `regular-steps.ts`.
 */
import { beginArrivals, endArrivals } from './arrival'
import { loadExtents, placeBytes, placeCoupling, tensors } from './coupling'
import {
  closeTable,
  endBox,
  endEntries,
  isTooComplex,
  openLevel,
  openTable,
  openTotals,
  rows,
} from './fill-table'
import { subtractFours } from './fours'
import { KeyedRow, lengthOf, rowAt } from './keyed-rows'
import { Input, Scratch } from './layout'
import { openLooks } from './looks'
import type { f64, i32 } from './memory'
import { f64At, i32At } from './memory'
import {
  boxBelow,
  boxes,
  countRuns,
  drainBelow,
  endInitial,
  enterBelow,
  enterNextLevel,
  entries,
  initial,
  openNextLevel,
} from './next-level'
import { execute } from './pe-cycles'
import { drainRaggedBox, openRaggedLevel, stepIntoRagged, stepThroughRagged } from './ragged-steps'
import { drainRegularBox, stepIntoRegular, stepThroughRegular } from './regular-steps'
import { enterNothing, Plan, planAt, planLevel, startsAt, TileSize } from './trips'

function isRegular(box: i32): boolean {
  return i32At(planAt(box) + Plan.IsRegular) !== 0
}

/** The first step of a run: from the last tiles of the parent's old box to the first of its new one. */
function stepIntoRun(entry: i32, isLast: boolean): void {
  const at = rowAt(entries, entry)
  const from = i32At(at + KeyedRow.From)
  const to = i32At(at + KeyedRow.To)
  const held: i32 = from >= 0 ? 1 : 0
  const starts: i32 = held !== 0 ? startsAt(planAt(from)) : Scratch.Zeros
  const moving = subtractFours(Scratch.Shift, at + KeyedRow.Numbers, starts, placeBytes)
  const times = f64At(at + KeyedRow.Times)
  if ((from === to || held === 0) && isRegular(to)) stepIntoRegular(to, held, moving, times, isLast)
  else stepIntoRagged(from, to, held, moving, times)
}

/** The end of a box, one event per parent. What the final drains move is kept, because their words are not known yet. */
function drainBox(box: i32, isLast: boolean): void {
  const row = rowAt(boxes, box)
  const finals = f64At(row + KeyedRow.Finals)
  const idle = f64At(row + KeyedRow.Drains)
  if (idle + finals === 0) return
  if (isRegular(box)) drainRegularBox(box, idle, finals, isLast)
  else drainRaggedBox(box, idle, finals)
}

/** Footprints grow with lengths and the first box is the full one: its tiles are largest. */
function beginTotals(): void {
  let sizes = planAt(0) + Plan.Tensors
  for (let t: i32 = 0; t < tensors; t++) {
    openTotals(t, f64At(sizes + TileSize.Unit), f64At(sizes + TileSize.Cover))
    sizes += TileSize.Bytes
  }
}

function profileLevel(level: i32, isLast: boolean): void {
  beginArrivals(level)
  planLevel(level, boxes)
  openLevel(level, initial)
  beginTotals()
  openNextLevel()
  openRaggedLevel(isLast)
  const allEntries = lengthOf(entries)
  for (let e: i32 = 0; e < allEntries && !isTooComplex(); e++) {
    if (e === initial) endInitial()
    stepIntoRun(e, isLast)
  }
  if (initial === allEntries) endInitial()
  endEntries()
  const allBoxes = lengthOf(boxes)
  for (let b: i32 = 0; b < allBoxes && !isTooComplex(); b++) {
    if (isRegular(b)) stepThroughRegular(b, isLast)
    else stepThroughRagged(b)
    endBox()
  }
  for (let b: i32 = 0; b < allBoxes && !isTooComplex(); b++) drainBox(b, isLast)
  endArrivals(i32At(Input.Iterated))
}

/** The one run of level 0: on the whole problem, from nothing, to be drained at the end. */
function startFirstRun(): void {
  loadExtents()
  openNextLevel()
  enterNothing()
  const whole = boxBelow(Scratch.After, 1)
  countRuns(whole, 1)
  enterBelow(-1, whole, 1, 0)
  drainBelow(whole, 0, 1)
  endInitial()
}

/** Writes the schedule that the host wrote into a table. Returns the number of its rows; 0 if it is too complex. */
export function profileSchedule(into: i32, lanes: f64): i32 {
  const levels = i32At(Input.Levels)
  placeCoupling(i32At(Input.Iterated))
  openTable(into, levels)
  openLooks()
  startFirstRun()
  for (let level: i32 = 0; level < levels; level++) {
    enterNextLevel()
    profileLevel(level, level === levels - 1)
    if (isTooComplex()) return 0
  }
  closeTable(levels)
  execute(into, lanes, 1)
  return rows
}
