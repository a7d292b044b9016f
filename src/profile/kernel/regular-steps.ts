/**
 * Steps in a box without short tiles. All move tiles of the same lengths, so that only which dimensions move matters; and
 * from the innermost loop out, more and more of them do.
 */
import { addDrain, addRun, beginStep, countSteps, endStep } from './fill-table'
import { KeyedRow, rowAt } from './keyed-rows'
import { Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, putI32 } from './memory'
import { boxBelow, boxes, countRuns, drainBelow, enterBelow, entriesBelow } from './next-level'
import { fullMacsOf } from './pe-cycles'
import { LevelLoop, loadFullCovers, loopsEnd, Plan, planAt, standStill, Trip, tripsAt } from './trips'
import { moveRegular, moveRole } from './volumes'

/** The next level's box of a unit's full tile. */
function childOf(box: i32): i32 {
  const plan = planAt(box)
  const known = i32At(plan + Plan.Child)
  if (known >= 0) return known
  loadFullCovers(boxes, box)
  const child = boxBelow(Scratch.After, f64At(Scratch.SpatialTile))
  putI32(plan + Plan.Child, child)
  return child
}

/** The first step of a run, `moving` the bits of the places that move into it; `held` if the parent held this box before. */
export function stepIntoRegular(box: i32, held: i32, moving: i32, times: f64, isLast: boolean): void {
  const units = f64At(planAt(box) + Plan.Units)
  const volumes = beginStep()
  if (held !== 0) moveRegular(volumes, box, moving, times, times, 0)
  else moveRole(volumes, planAt(box), 1, times)
  if (!isLast) {
    const child = childOf(box)
    countRuns(child, times * units)
    addRun(enterBelow(held !== 0 ? child : -1, child, times * units, entriesBelow()), child)
  }
  endStep(times, 1, isLast ? fullMacsOf(box) : 0)
  countSteps(times, units)
}

/** All steps but the first of a run: from the innermost loop out, one moves on, those inside wrap. */
export function stepThroughRegular(box: i32, isLast: boolean): void {
  const plan = planAt(box)
  const runs = f64At(rowAt(boxes, box) + KeyedRow.Times)
  const units = f64At(plan + Plan.Units)
  const child: i32 = isLast ? -1 : childOf(box)
  const macs: f64 = isLast ? fullMacsOf(box) : 0
  // Each of the steps shifts a dimension that those before leave where it is.
  const entriesBefore = entriesBelow()
  standStill()
  let moving: i32 = 0
  let whole: i32 = 0
  let loop = loopsEnd - LevelLoop.Bytes
  let trip = tripsAt(plan) + ((loop - Scratch.LevelLoops) >> LevelLoop.Shift) * Trip.Bytes
  for (; loop >= Scratch.LevelLoops; loop -= LevelLoop.Bytes) {
    const steps = f64At(trip + Trip.Steps)
    if (steps > 1) {
      const place = i32At(loop + LevelLoop.Place)
      const around = f64At(trip + Trip.Around)
      const perRun = around * (steps - 1)
      const times = perRun * runs
      moving |= 1 << (place >> 3)
      putF64(Scratch.Shift + place, f64At(trip + Trip.Full))
      whole = moveRegular(beginStep(), box, moving, times, (around * steps - 1) * runs, whole)
      if (!isLast) addRun(enterBelow(child, child, times * units, entriesBefore), child)
      endStep(times, perRun, macs)
      putF64(Scratch.Shift + place, -f64At(trip + Trip.LastStart))
    }
    trip -= Trip.Bytes
  }
  const all = (f64At(plan + Plan.Steps) - 1) * runs
  if (!isLast) countRuns(child, all * units)
  countSteps(all, units)
}

/** The end of a box: everything that its units hold is lost. Without short tiles, the last tiles are like the first. */
export function drainRegularBox(box: i32, idle: f64, finals: f64, isLast: boolean): void {
  const plan = planAt(box)
  moveRole(finals > 0 ? addDrain() : Scratch.Discard, plan, 0, idle + finals)
  if (isLast) return
  const units = f64At(plan + Plan.Units)
  drainBelow(childOf(box), idle * units, finals * units)
}
