/** Steps of any kind, where tiles may be short and units idle: their tiles' lengths are in `Before` and `After`. */
import { reserve } from './allocate'
import { placeBytes } from './coupling'
import { addDrain, addRun, beginStep, countSteps, endStep, isTooComplex } from './fill-table'
import { areSameFours } from './fours'
import { KeyedRow, rowAt } from './keyed-rows'
import { Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, putI32 } from './memory'
import { boxBelow, boxes, countRuns, drainBelow, enterBelow, entriesBelow } from './next-level'
import { macsOf } from './pe-cycles'
import {
  forgetCovers,
  LevelLoop,
  loadBox,
  loadFullCovers,
  loopsEnd,
  planAt,
  standStill,
  Trip,
  tripsAt,
} from './trips'
import { splitUnits, UnitClass } from './unit-classes'
import { moveTensors } from './volumes'

/** Whether the level is the last one: written before its steps. */
let isLast: boolean = false

export function openRaggedLevel(last: boolean): void {
  isLast = last
}

/** Up to this many loops, the boxes of the next level that a box leads to are remembered. */
const mostRemembered: i32 = 6
/**
 * For each choice of loops that stand at a short last tile, a bit of each, the boxes of the next level for a full and for a
 * short tile of a unit; −1 until they are asked for. 0 where nothing is remembered.
 */
let children: i32 = 0

/** Forgets the boxes that another box has led to. */
function openChildren(): void {
  const loops = (loopsEnd - Scratch.LevelLoops) >> LevelLoop.Shift
  if (isLast || loops > mostRemembered) {
    children = 0
    return
  }
  const bytes: i32 = 8 << loops
  children = reserve(Scratch.Children, bytes)
  for (let at = children; at < children + bytes; at += 4) putI32(at, -1)
}

function childrenAt(short: i32): i32 {
  return children === 0 ? 0 : children + (short << 3)
}

/** The box of the next level for a unit's tile, of covers of these lengths; `known` is where it may be remembered, or 0. */
function childOf(known: i32, lengths: i32, own: f64): i32 {
  if (known === 0) return boxBelow(lengths, own)
  const at: i32 = own === f64At(Scratch.SpatialTile) ? known : known + 4
  const child = i32At(at)
  if (child >= 0) return child
  const found = boxBelow(lengths, own)
  putI32(at, found)
  return found
}

/** A step; the boxes of the next level before and after may be remembered at `knownFrom` and `knownTo`. */
function step(held: i32, moving: i32, times: f64, perRun: f64, knownFrom: i32, knownTo: i32): void {
  const classesEnd = splitUnits(held, 1)
  moveTensors(beginStep(), classesEnd, held, 1, moving, times)
  let active: f64 = 0
  let most: f64 = 0
  // Most steps move on to tiles of the same lengths: the box below is then the same before and after.
  const alike = !isLast && areSameFours(Scratch.Before, Scratch.After, placeBytes)
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes) {
    const units = f64At(unit + UnitClass.Count)
    const before = f64At(unit + UnitClass.Before)
    const after = f64At(unit + UnitClass.After)
    if (after > 0) active += units
    if (isLast) {
      const macs: f64 = after > 0 ? macsOf(after) : 0
      if (macs > most) most = macs
      continue
    }
    const from: i32 = before > 0 ? childOf(knownFrom, Scratch.Before, before) : -1
    if (after === 0) drainBelow(from, times * units, 0)
    else {
      const to: i32 = alike && before === after ? from : childOf(knownTo, Scratch.After, after)
      countRuns(to, times * units)
      addRun(enterBelow(from, to, times * units, entriesBelow()), to)
    }
  }
  endStep(times, perRun, most)
  countSteps(times, active)
}

/** Replaces the lengths of the loops' places in `Before` by those of the last tiles of a box. */
function standAtEnd(box: i32): void {
  let trip = tripsAt(planAt(box))
  for (let loop: i32 = Scratch.LevelLoops; loop < loopsEnd; loop += LevelLoop.Bytes) {
    putF64(Scratch.Before + i32At(loop + LevelLoop.Place), f64At(trip + Trip.Last))
    trip += Trip.Bytes
  }
}

/** The first step of a run in the box `to`, from the end of the box `from`, if the parent was active (`held`). */
export function stepIntoRagged(from: i32, to: i32, held: i32, moving: i32, times: f64): void {
  loadFullCovers(boxes, to)
  forgetCovers()
  if (held !== 0) {
    loadBox(boxes, from, Scratch.Before)
    standAtEnd(from)
  }
  step(held, moving, times, 1, 0, 0)
}

function bitOf(loop: i32): i32 {
  return 1 << ((loop - Scratch.LevelLoops) >> LevelLoop.Shift)
}

/**
 * The loop at `loop` moves on to a tile of `length`, and the loops inside it wrap from their last tile to their first. The
 * bits of `short` are those of the loops around it that stand at a short tile.
 */
function moveOn(box: i32, loop: i32, trip: i32, length: f64, perRun: f64, short: i32): void {
  let moving: i32 = 0
  let shortBefore = short
  let inner = trip + Trip.Bytes
  for (let j = loop + LevelLoop.Bytes; j < loopsEnd; j += LevelLoop.Bytes) {
    const place = i32At(j + LevelLoop.Place)
    putF64(Scratch.Before + place, f64At(inner + Trip.Last))
    putF64(Scratch.After + place, f64At(inner + Trip.Full))
    putF64(Scratch.Shift + place, -f64At(inner + Trip.LastStart))
    if (f64At(inner + Trip.Steps) > 1) moving |= 1 << (place >> 3)
    if (f64At(inner + Trip.Last) !== f64At(inner + Trip.Full)) shortBefore |= bitOf(j)
    inner += Trip.Bytes
  }
  const place = i32At(loop + LevelLoop.Place)
  const full = f64At(trip + Trip.Full)
  putF64(Scratch.Before + place, full)
  putF64(Scratch.After + place, length)
  putF64(Scratch.Shift + place, full)
  const times = perRun * f64At(rowAt(boxes, box) + KeyedRow.Times)
  const shortAfter: i32 = length === full ? short : short | bitOf(loop)
  step(1, moving | (1 << (place >> 3)), times, perRun, childrenAt(shortBefore), childrenAt(shortAfter))
}

function standAt(loop: i32, length: f64): void {
  const place = i32At(loop + LevelLoop.Place)
  putF64(Scratch.Before + place, length)
  putF64(Scratch.After + place, length)
  putF64(Scratch.Shift + place, 0)
}

/** All steps but the first of a run: a loop moves on, or stands at a full tile or at its short last one. */
function stepThrough(box: i32, loop: i32, trip: i32, perRun: f64, short: i32): void {
  if (loop === loopsEnd || isTooComplex()) return
  const full = f64At(trip + Trip.Full)
  const last = f64At(trip + Trip.Last)
  let fullSteps = f64At(trip + Trip.Steps)
  if (last !== full) fullSteps--
  if (fullSteps > 1) moveOn(box, loop, trip, full, perRun * (fullSteps - 1), short)
  if (last !== full) {
    moveOn(box, loop, trip, last, perRun, short)
    standAt(loop, last)
    stepThrough(box, loop + LevelLoop.Bytes, trip + Trip.Bytes, perRun, short | bitOf(loop))
  }
  standAt(loop, full)
  stepThrough(box, loop + LevelLoop.Bytes, trip + Trip.Bytes, perRun * fullSteps, short)
}

/** All steps but the first of a run in a box. */
export function stepThroughRagged(box: i32): void {
  loadFullCovers(boxes, box)
  forgetCovers()
  standStill()
  openChildren()
  stepThrough(box, Scratch.LevelLoops, tripsAt(planAt(box)), 1, 0)
}

/** The end of a box: everything that its units hold is lost. */
export function drainRaggedBox(box: i32, idle: f64, finals: f64): void {
  forgetCovers()
  loadBox(boxes, box, Scratch.Before)
  standAtEnd(box)
  const classesEnd = splitUnits(1, 0)
  const at: i32 = finals > 0 ? addDrain() : Scratch.Discard
  moveTensors(at, classesEnd, 1, 0, 0, idle + finals)
  if (isLast) return
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes) {
    const units = f64At(unit + UnitClass.Count)
    drainBelow(boxBelow(Scratch.Before, f64At(unit + UnitClass.Before)), idle * units, finals * units)
  }
}
