/**
 * The walk: writes a schedule on the tape, level by level (cost model, section 9). The same rules as `profile.ts`, which
 * states them in the open; a property test holds the two equal.
 *
 * Boxes without short tiles take a short way: there all steps move tiles of the same lengths, so that only which
 * dimensions move matters.
 */
import type { Level } from '../../dataflow/canonical'
import type { Problem } from '../../operator/problem'
import { after, before, coupling, loadCoupling, loadExtents, shift, usedSize } from './coupling'
import { enterLevel, level, loadBox, loadFullCovers, loopPlace, planTrips, trips } from './level'
import { boxOf, emptyRows, key, type Rows, rowOf } from './rows'
import {
  COMPUTE,
  COUNT,
  EGRESS_SUM,
  EGRESS_UNION,
  INGRESS_SUM,
  INGRESS_UNION,
  mostDimensions,
  mostTensors,
  PER_RUN,
  RUN_END,
  rowWidth,
  tape,
  withRoom,
} from './tape'
import {
  drainRegular,
  MOVED_IN_SUM,
  MOVED_IN_UNION,
  MOVED_OUT_SUM,
  MOVED_OUT_UNION,
  moved,
  moveRegular,
  movesInPart,
  moveTensors,
  now,
  ONCE,
  splitUnits,
  TIMES,
  unitAfter,
  unitBefore,
  unitCount,
} from './units'

let entries: Rows = /* @__PURE__ */ emptyRows()
let nextEntries: Rows = /* @__PURE__ */ emptyRows()
let boxes: Rows = /* @__PURE__ */ emptyRows()
let nextBoxes: Rows = /* @__PURE__ */ emptyRows()

/** The schedule that is being walked. */
let width = 0
let tensors = 0
let lanes = 1
/** More rows than this are too complex. */
let most = 0
let at = 0
let isLast = false
/** So many entries come first in which nothing has executed yet; no other is like them. */
let initial = 0
let nextInitial = 0
const fullBox = /* @__PURE__ */ new Float64Array(mostDimensions)

/** The entry with the shifts in `shift`; whatever an idle parent was shifted by makes no difference. */
const entryOf = (from: number, to: number): number => {
  key[0] = from
  key[1] = to
  for (let p = 0; p < width; p++) key[p + 2] = from < 0 ? 0 : shift[p]!
  return rowOf(nextEntries, width + 2, nextInitial)
}

const startRun = (from: number, to: number, units: number): void => {
  const times = now[TIMES]! * units
  nextBoxes.times[to]! += times
  const run = 2 * tape.runCount++
  if (run + 2 > tape.runs.length) tape.runs = withRoom(tape.runs, run + 2)
  // Rows of the next level begin where this level's end; until then its entries count from 0.
  const entry = entryOf(from, to)
  nextEntries.times[entry]! += times
  tape.runs[run] = entry
  tape.runs[run + 1] = to
}

const drainUnits = (box: number, units: number, drains: number, finals: number): void => {
  nextBoxes.drains[box]! += drains * units
  nextBoxes.finals[box]! += finals * units
}

/** Writes the row of a step whose volumes are known. */
const writeRow = (compute: number, active: number): void => {
  const times = now[TIMES]!
  const start = rowWidth * tape.rowCount++
  if (start + rowWidth > tape.rows.length) tape.rows = withRoom(tape.rows, start + rowWidth)
  const { rows } = tape
  rows[start + COUNT] = times
  rows[start + PER_RUN] = now[ONCE]!
  rows[start + INGRESS_UNION] = moved[MOVED_IN_UNION]!
  rows[start + INGRESS_SUM] = moved[MOVED_IN_SUM]!
  rows[start + EGRESS_UNION] = moved[MOVED_OUT_UNION]!
  rows[start + EGRESS_SUM] = moved[MOVED_OUT_SUM]!
  rows[start + COMPUTE] = compute
  rows[start + RUN_END] = tape.runCount
  tape.steps[at]! += times
  tape.activeUnitSteps[at]! += times * active
}

/** The box of a unit's full tile, whose lengths are in `after`. */
const childOf = (b: number): number => {
  const known = trips.child[b]!
  if (known >= 0) return known
  if (level.loaded !== b) loadFullCovers(boxes, b, width)
  const child = boxOf(nextBoxes, width, after, level.spatial, level.tile)
  trips.child[b] = child
  return child
}

/** MACs of a tile whose lengths are in `after`, but for `own` along the spatial dimension, as cycles of a PE. */
const computeOf = (own: number): number => {
  let macs = coupling.stillMacs
  for (let p = 0; p < width; p++) macs *= p === level.spatial ? own : after[p]!
  return Math.ceil(macs / lanes)
}

/** Cycles of a PE for its full tile of a box. */
const cyclesOf = (b: number): number => {
  if (trips.cycles[b] === 0) {
    if (level.loaded !== b) loadFullCovers(boxes, b, width)
    trips.cycles[b] = computeOf(level.tile)
  }
  return trips.cycles[b]!
}

/** A step in a box without short tiles; `moving` are the bits of the places that move. */
const stepRegular = (b: number, held: boolean, moving: number): void => {
  const units = trips.units[b]!
  if (level.loaded !== b && held && movesInPart(tensors, moving)) loadFullCovers(boxes, b, width)
  moveRegular(tensors, b, level.spatial, level.tile, held, moving, at * mostTensors)
  if (isLast) writeRow(cyclesOf(b), units)
  else {
    const child = childOf(b)
    startRun(held ? child : -1, child, units)
    writeRow(0, units)
  }
}

/** A step of any kind, whose covers are in `before`, `after` and `shift`. */
const step = (held: boolean, moving: number): void => {
  const { spatial, tile } = level
  const classes = splitUnits(spatial, tile, held, true)
  moveTensors(tensors, classes, spatial, tile, held, true, moving, at * mostTensors)
  let active = 0
  let compute = 0
  for (let c = 0; c < classes; c++) {
    const units = unitCount[c]!
    const wasActive = unitBefore[c]! > 0
    if (unitAfter[c]! > 0) active += units
    if (isLast) {
      const cycles = unitAfter[c]! > 0 ? computeOf(unitAfter[c]!) : 0
      if (cycles > compute) compute = cycles
      continue
    }
    const from = wasActive ? boxOf(nextBoxes, width, before, spatial, unitBefore[c]!) : -1
    if (unitAfter[c] === 0) drainUnits(from, units, now[TIMES]!, 0)
    else startRun(from, boxOf(nextBoxes, width, after, spatial, unitAfter[c]!), units)
  }
  writeRow(compute, active)
}

/** The first step of a run: from the last tiles of the parent's old box to the first of its new one. */
const stepIntoRun = (e: number): void => {
  const start = e * (width + 2)
  // Small integers, though kept among numbers of any size.
  const from = entries.keys[start]! | 0
  const to = entries.keys[start + 1]! | 0
  const held = from >= 0
  const regular = trips.regular[to] === 1 && (from === to || !held)
  const old = from * mostDimensions
  let moving = 0
  for (let p = 0; p < width; p++) {
    const by = entries.keys[start + 2 + p]! - (held ? trips.startOfLast[old + p]! : 0)
    shift[p] = by
    if (by !== 0) moving |= 1 << p
  }
  now[TIMES] = entries.times[e]!
  now[ONCE] = 1
  if (regular) {
    stepRegular(to, held, moving)
    return
  }
  loadFullCovers(boxes, to, width)
  level.loaded = -1
  if (held) {
    loadBox(boxes, from, width, before)
    for (let l = 0; l < level.loops; l++) before[loopPlace[l]!] = trips.last[old + l]!
  }
  step(held, moving)
}

/** All steps but the first of a run without short tiles: from the innermost loop out, one moves on, those inside wrap. */
const stepThroughRegular = (b: number): void => {
  const first = b * mostDimensions
  const runs = boxes.times[b]!
  let around = 1
  for (let p = 0; p < width; p++) shift[p] = 0
  for (let l = 0; l < level.loops; l++) around *= trips.steps[first + l]!
  let moving = 0
  for (let l = level.loops - 1; l >= 0; l--) {
    const steps = trips.steps[first + l]!
    if (steps === 1) continue
    const d = loopPlace[l]!
    around /= steps
    moving |= 1 << d
    shift[d] = trips.full[first + l]!
    now[ONCE] = around * (steps - 1)
    now[TIMES] = now[ONCE]! * runs
    stepRegular(b, true, moving)
    shift[d] = -trips.lastStart[first + l]!
  }
}

/** Sets the loops inside one that moves: they wrap from their last tile to their first. Returns the bits that move. */
const wrapInside = (b: number, loop: number): number => {
  let moving = 0
  for (let l = loop + 1; l < level.loops; l++) {
    const d = loopPlace[l]!
    const i = b * mostDimensions + l
    before[d] = trips.last[i]!
    after[d] = trips.full[i]!
    shift[d] = -trips.lastStart[i]!
    if (trips.steps[i]! > 1) moving |= 1 << d
  }
  return moving
}

const standAt = (l: number, length: number): void => {
  const d = loopPlace[l]!
  before[d] = length
  after[d] = length
  shift[d] = 0
}

const moveOn = (b: number, l: number, length: number, perRun: number): void => {
  const d = loopPlace[l]!
  const moving = wrapInside(b, l) | (1 << d)
  const full = trips.full[b * mostDimensions + l]!
  before[d] = full
  after[d] = length
  shift[d] = full
  now[ONCE] = perRun
  now[TIMES] = perRun * boxes.times[b]!
  step(true, moving)
}

/** All steps but the first of a run: loop l moves on, or stands at a full tile or at its short last one. */
const stepThrough = (b: number, l: number, perRun: number): void => {
  if (l === level.loops || tape.rowCount >= most) return
  const i = b * mostDimensions + l
  const full = trips.full[i]!
  const last = trips.last[i]!
  const fullSteps = last === full ? trips.steps[i]! : trips.steps[i]! - 1
  if (fullSteps > 1) moveOn(b, l, full, perRun * (fullSteps - 1))
  if (last !== full) {
    moveOn(b, l, last, perRun)
    standAt(l, last)
    stepThrough(b, l + 1, perRun)
  }
  standAt(l, full)
  stepThrough(b, l + 1, perRun * fullSteps)
}

/** The end of a box: everything that its units hold is lost, one event per parent. */
const drain = (b: number): void => {
  const finals = boxes.finals[b]!
  const drains = boxes.drains[b]!
  if (drains + finals === 0) return
  if (trips.regular[b] === 1) drainRegularBox(b, drains, finals)
  else drainBox(b, drains, finals)
}

const keepLargestDrain = (): void => {
  if (moved[MOVED_OUT_UNION]! > tape.drainUnion[at]!) tape.drainUnion[at] = moved[MOVED_OUT_UNION]!
  if (moved[MOVED_OUT_SUM]! > tape.drainSum[at]!) tape.drainSum[at] = moved[MOVED_OUT_SUM]!
}

/** Without short tiles, the last tiles are like the first. */
const drainRegularBox = (b: number, drains: number, finals: number): void => {
  now[TIMES] = drains + finals
  drainRegular(tensors, b, at * mostTensors)
  if (finals > 0) keepLargestDrain()
  if (!isLast) drainUnits(childOf(b), trips.units[b]!, drains, finals)
}

const drainBox = (b: number, drains: number, finals: number): void => {
  const { spatial, tile } = level
  loadBox(boxes, b, width, before)
  level.loaded = -1
  for (let l = 0; l < level.loops; l++) before[loopPlace[l]!] = trips.last[b * mostDimensions + l]!
  const classes = splitUnits(spatial, tile, true, false)
  now[TIMES] = drains + finals
  moveTensors(tensors, classes, spatial, tile, true, false, 0, at * mostTensors)
  if (finals > 0) keepLargestDrain()
  for (let c = 0; !isLast && c < classes; c++) {
    const next = boxOf(nextBoxes, width, before, spatial, unitBefore[c]!)
    drainUnits(next, unitCount[c]!, drains, finals)
  }
}

const clearLevel = (units: number): void => {
  const first = at * mostTensors
  for (let t = 0; t < tensors; t++) {
    tape.union[first + t] = 0
    tape.sum[first + t] = 0
    tape.unitTile[first + t] = trips.unitSize[t]!
    tape.levelTile[first + t] = trips.coverSize[t]!
  }
  tape.units[at] = units
  tape.steps[at] = 0
  tape.activeUnitSteps[at] = 0
  tape.drainUnion[at] = 0
  tape.drainSum[at] = 0
  tape.rowStart[at] = tape.rowCount
  tape.boxStart[at] = tape.boxCount
  tape.initial[at] = initial
  nextEntries.length = 0
  nextBoxes.length = 0
  nextInitial = 0
}

const walkLevel = (of: Level): void => {
  enterLevel(of, fullBox)
  planTrips(boxes, width, tensors)
  // Footprints grow with their lengths and the first box is the full one, so its sizes are the largest tiles.
  clearLevel(of.units)
  for (let e = 0; e < entries.length && tape.rowCount < most; e++) {
    if (e === initial) nextInitial = nextEntries.length
    stepIntoRun(e)
  }
  if (initial === entries.length) nextInitial = nextEntries.length
  tape.entryEnd[at] = tape.rowCount
  if (tape.boxCount + boxes.length > tape.boxEnd.length)
    tape.boxEnd = withRoom(tape.boxEnd, tape.boxCount + boxes.length)
  for (let b = 0; b < boxes.length && tape.rowCount < most; b++) {
    if (trips.regular[b] === 1) stepThroughRegular(b)
    else {
      loadFullCovers(boxes, b, width)
      level.loaded = -1
      for (let p = 0; p < width; p++) shift[p] = 0
      stepThrough(b, 0, 1)
    }
    tape.boxEnd[tape.boxCount++] = tape.rowCount
  }
  for (let b = 0; b < boxes.length && tape.rowCount < most; b++) drain(b)
}

/** The bits of the live dimensions: those that some level moves or spreads. */
const liveBits = (extents: Problem['extents'], levels: readonly Level[]): number => {
  let bits = 0
  for (let i = 0; i < levels.length; i++) {
    const { loops } = levels[i]!
    for (let l = 0; l < loops.length; l++) {
      const { dimension, tile } = loops[l]!
      if (tile < extents[dimension]!) bits |= 1 << dimension
    }
  }
  return bits
}

/** The one run of level 0: on the whole problem, from nothing, to be drained at the end. */
const startFirstRun = (extents: Problem['extents']): void => {
  width = coupling.width
  most = coupling.mostRows
  nextBoxes.length = 0
  nextEntries.length = 0
  nextInitial = 0
  for (let t = 0; t < tensors; t++) {
    tape.streamed[t] = 0
    tape.used[t] = usedSize[t]!
  }
  for (let d = 0; d < extents.length; d++) fullBox[d] = extents[d]!
  loadExtents(extents)
  const whole = boxOf(nextBoxes, width, after, -1, 0)
  nextBoxes.times[whole] = 1
  nextBoxes.finals[whole] = 1
  nextEntries.times[entryOf(-1, whole)] = 1
  nextInitial = 1
}

const nextLevel = (): void => {
  const oldEntries = entries
  entries = nextEntries
  nextEntries = oldEntries
  const oldBoxes = boxes
  boxes = nextBoxes
  nextBoxes = oldBoxes
  initial = nextInitial
}

/** Writes a schedule on the tape; false if it is too complex. */
export const walk = (problem: Problem, levels: readonly Level[], simd: number): boolean => {
  tensors = problem.tensors.length
  lanes = simd
  loadCoupling(problem, liveBits(problem.extents, levels))
  tape.loaded = null
  tape.levels = levels.length
  tape.rowCount = 0
  tape.runCount = 0
  tape.boxCount = 0
  startFirstRun(problem.extents)
  for (at = 0; at < levels.length; at++) {
    nextLevel()
    isLast = at === levels.length - 1
    walkLevel(levels[at]!)
    if (tape.rowCount >= most) return false
  }
  tape.rowStart[at] = tape.rowCount
  tape.boxStart[at] = tape.boxCount
  return true
}
