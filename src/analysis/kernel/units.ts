/**
 * Classes of units over flat arrays: the kernel's form of `units.ts` and `volume.ts`. A class is `unitCount` neighbouring
 * units whose tiles along the spatial dimension go from length `unitBefore` to `unitAfter` (0: idle).
 */
import { acquiredByUnits } from '../sliding'
import type { UnitClass } from '../units'
import {
  after,
  alone,
  axisA,
  axisB,
  axisD,
  axisS,
  before,
  coupled,
  isInput,
  liveAxes,
  liveEnd,
  moveOf,
  overlapOn,
  shift,
  sizeOn,
  stillSize,
} from './coupling'
import { trips } from './level'
import { mostTensors, tape } from './tape'

const mostClasses = 8
export const unitFirst = /* @__PURE__ */ new Float64Array(mostClasses)
export const unitCount = /* @__PURE__ */ new Float64Array(mostClasses)
export const unitBefore = /* @__PURE__ */ new Float64Array(mostClasses)
export const unitAfter = /* @__PURE__ */ new Float64Array(mostClasses)

/** Splits the units of a step into classes; `spatial` is −1 and the tile 1 where no dimension is spread. Returns how many. */
export const splitUnits = (spatial: number, tile: number, held: boolean, holds: boolean): number => {
  if (spatial < 0) {
    unitFirst[0] = 0
    unitCount[0] = 1
    unitBefore[0] = held ? 1 : 0
    unitAfter[0] = holds ? 1 : 0
    return 1
  }
  const coverBefore = held ? before[spatial]! : 0
  const coverAfter = holds ? after[spatial]! : 0
  const fullBefore = Math.floor(coverBefore / tile)
  const shortBefore = coverBefore - fullBefore * tile
  const allBefore = shortBefore > 0 ? fullBefore + 1 : fullBefore
  const fullAfter = Math.floor(coverAfter / tile)
  const shortAfter = coverAfter - fullAfter * tile
  const allAfter = shortAfter > 0 ? fullAfter + 1 : fullAfter
  const all = allBefore > allAfter ? allBefore : allAfter
  let classes = 0
  for (let u = 0; u < all; ) {
    let next = all
    if (u < fullBefore && fullBefore < next) next = fullBefore
    if (u < allBefore && allBefore < next) next = u < fullBefore ? next : allBefore
    if (u < fullAfter && fullAfter < next) next = fullAfter
    if (u < allAfter && allAfter < next) next = u < fullAfter ? next : allAfter
    unitFirst[classes] = u
    unitCount[classes] = next - u
    unitBefore[classes] = u < fullBefore ? tile : u < allBefore ? shortBefore : 0
    unitAfter[classes] = u < fullAfter ? tile : u < allAfter ? shortAfter : 0
    classes++
    u = next
  }
  return classes
}

/**
 * What the last step moved in total. Each tensor's traffic of the present level is summed up at `tally`, which is
 * level · mostTensors.
 */
export const moved = /* @__PURE__ */ new Float64Array(4)
export const MOVED_IN_UNION = 0
export const MOVED_IN_SUM = 1
export const MOVED_OUT_UNION = 2
export const MOVED_OUT_SUM = 3

/**
 * How often the present step happens, in all and in one run. A number that is handed to a function, or kept in a variable
 * of the module, is boxed unless it is a small integer: numbers are handed over in arrays here.
 */
export const now = /* @__PURE__ */ new Float64Array(2)
export const TIMES = 0
export const ONCE = 1

/** Where one tensor's volumes are handed over. */
const volume = /* @__PURE__ */ new Float64Array(3)
const UNION = 0
const SUM = 1
const COVER = 2

/** Volumes of a tensor whose tiles are all the same: `size` new elements for who wakes, less `kept` for who goes on. */
const moveEqual = (
  classes: number,
  own: Float64Array,
  other: Float64Array,
  size: number,
  kept: number,
): void => {
  let union = 0
  let sum = 0
  for (let c = 0; c < classes; c++) {
    if (own[c] === 0) continue
    const moved = other[c] === 0 ? size : size - kept
    sum += unitCount[c]! * moved
    if (moved > union) union = moved
  }
  volume[UNION] = union
  volume[SUM] = sum
  volume[COVER] = size - kept
}

/** Volumes of a tensor whose tiles are disjoint, because the spatial dimension alone is an axis of it. */
const moveDisjoint = (
  classes: number,
  spatial: number,
  own: Float64Array,
  other: Float64Array,
  coverLength: number,
  size: number,
  kept: number,
): void => {
  const stands = shift[spatial] === 0
  let sum = 0
  for (let c = 0; c < classes; c++) {
    const moved = stands && other[c]! > 0 ? size - kept : size
    sum += unitCount[c]! * own[c]! * moved
  }
  volume[UNION] = sum
  volume[SUM] = sum
  volume[COVER] = coverLength * (stands ? size - kept : size)
}

/** Volumes of a tensor whose tiles overlap in halos: the spatial dimension slides on axis k. */
const moveSliding = (
  classes: number,
  spatial: number,
  tile: number,
  k: number,
  arrives: boolean,
  size: number,
  kept: number,
): void => {
  const lengths = arrives ? after : before
  const own = arrives ? unitAfter : unitBefore
  const other = arrives ? unitBefore : unitAfter
  const coverBefore = before[spatial]!
  const coverAfter = after[spatial]!
  const covered = sizeOn(k, lengths)
  let shared = 0
  let sum = 0
  for (let c = 0; c < classes; c++) {
    if (own[c] === 0) continue
    before[spatial] = unitBefore[c]!
    after[spatial] = unitAfter[c]!
    const overlap = kept !== 0 && other[c]! > 0 ? overlapOn(k) : 0
    sum += unitCount[c]! * (size * sizeOn(k, lengths) - kept * overlap)
    shared += overlap
  }
  before[spatial] = coverBefore
  after[spatial] = coverAfter
  const partner = axisA[k] === spatial ? axisB[k]! : axisA[k]!
  const stands = shift[spatial] === 0 && shift[partner] === 0
  volume[SUM] = sum
  if (shared === 0) volume[UNION] = size * covered
  else
    volume[UNION] =
      (size - kept) * covered + (stands ? 0 : kept * unionOnAxis(classes, spatial, tile, k, arrives))
  volume[COVER] = size * covered - (kept === 0 ? 0 : kept * overlapOn(k))
}

/** |∪ (a_u ∖ b_u)| on a sliding axis, by its definition. */
const unionOnAxis = (classes: number, spatial: number, tile: number, k: number, arrives: boolean): number => {
  const inA = axisA[k] === spatial
  const partner = inA ? axisB[k]! : axisA[k]!
  const axis = {
    spatial: 0,
    partner: 1,
    s: inA ? axisS[k]! : axisD[k]!,
    d: inA ? axisD[k]! : axisS[k]!,
    tile,
  }
  const list: UnitClass[] = []
  for (let c = 0; c < classes; c++) {
    const from = arrives ? unitBefore[c]! : unitAfter[c]!
    const to = arrives ? unitAfter[c]! : unitBefore[c]!
    const move = { from, to, shift: arrives ? shift[spatial]! : -shift[spatial]! }
    list.push({
      first: unitFirst[c]!,
      count: unitCount[c]!,
      transition: { before: from > 0, after: to > 0, moves: [move] },
    })
  }
  const { from, to, shift: by } = moveOf(partner)
  return acquiredByUnits(axis, list, arrives ? { from, to, shift: by } : { from: to, to: from, shift: -by })
}

/** Finds what the units move of tensor t; the bits of the dimensions that move are `moving`. */
const moveTensor = (
  t: number,
  classes: number,
  spatial: number,
  tile: number,
  going: boolean,
  moving: number,
): void => {
  const arrives = isInput[t] === 1
  const lengths = arrives ? after : before
  const others = spatial < 0 ? alone[t]! : alone[t]! & ~(1 << spatial)
  let size = stillSize[t]!
  let kept = going && (moving & others) === 0 ? size : 0
  let spatialAxis = -1
  const end = liveEnd[t + 1]!
  for (let i = liveEnd[t]!; i < end; i++) {
    const k = liveAxes[i]!
    if (spatial >= 0 && (axisA[k] === spatial || axisB[k] === spatial)) spatialAxis = k
    else {
      size *= sizeOn(k, lengths)
      if (kept !== 0) kept *= overlapOn(k)
    }
  }
  const own = arrives ? unitAfter : unitBefore
  const other = arrives ? unitBefore : unitAfter
  if (spatialAxis < 0) moveEqual(classes, own, other, size, kept)
  else if (axisB[spatialAxis]! < 0) moveDisjoint(classes, spatial, own, other, lengths[spatial]!, size, kept)
  else moveSliding(classes, spatial, tile, spatialAxis, arrives, size, kept)
}

/** Adds what was found for tensor t to the sums of its level and, at level 0, to what is streamed. */
const tallyVolume = (t: number, tally: number): void => {
  const i = tally + t
  const times = now[TIMES]!
  tape.union[i]! += times * volume[UNION]!
  tape.sum[i]! += times * volume[SUM]!
  if (tally === 0) tape.streamed[t]! += times * volume[COVER]!
}

/** Moves all tensors: of inputs what arrives, of outputs what is lost. */
export const moveTensors = (
  tensors: number,
  classes: number,
  spatial: number,
  tile: number,
  held: boolean,
  holds: boolean,
  moving: number,
  tally: number,
): void => {
  const going = held && holds
  let wakes = false
  let sleeps = false
  for (let c = 0; c < classes; c++) {
    if (unitBefore[c] === 0) wakes = true
    if (unitAfter[c] === 0) sleeps = true
  }
  clearMoved()
  for (let t = 0; t < tensors; t++) {
    const arrives = isInput[t] === 1
    if (arrives ? !holds : !held) continue
    // What stands still moves nothing but into units that wake, or out of those that go idle.
    if (going && (moving & coupled[t]!) === 0 && !(arrives ? wakes : sleeps)) continue
    moveTensor(t, classes, spatial, tile, going, moving)
    tallyVolume(t, tally)
    addMoved(arrives)
  }
}

const clearMoved = (): void => {
  moved[MOVED_IN_UNION] = 0
  moved[MOVED_IN_SUM] = 0
  moved[MOVED_OUT_UNION] = 0
  moved[MOVED_OUT_SUM] = 0
}

const addMoved = (arrives: boolean): void => {
  const direction = arrives ? MOVED_IN_UNION : MOVED_OUT_UNION
  moved[direction]! += volume[UNION]!
  moved[direction + 1]! += volume[SUM]!
}

/** Whether some tensor's tiles move along sliding axes only, so that they may overlap. */
export const movesInPart = (tensors: number, moving: number): boolean => {
  for (let t = 0; t < tensors; t++)
    if ((moving & coupled[t]!) !== 0 && (moving & alone[t]!) === 0) return true
  return false
}

/** All of tensor t moves, of a box whose tiles all have the same lengths. */
const moveWhole = (t: number, box: number, units: number): void => {
  const i = box * mostTensors + t
  const size = trips.coverSize[i]!
  volume[UNION] = size
  volume[SUM] = units * trips.unitSize[i]!
  volume[COVER] = size
}

/**
 * The same when all tiles have the same lengths before and after and `units` units hold one each: nothing of a tensor
 * whose dimensions all stand still, and all of it when one that is an axis alone moves.
 */
export const moveRegular = (
  tensors: number,
  box: number,
  spatial: number,
  tile: number,
  held: boolean,
  moving: number,
  tally: number,
): void => {
  const units = trips.units[box]!
  clearMoved()
  for (let t = 0; t < tensors; t++) {
    const arrives = isInput[t] === 1
    if (held ? (moving & coupled[t]!) === 0 : !arrives) continue
    if (!held || (moving & alone[t]!) !== 0) moveWhole(t, box, units)
    else {
      unitFirst[0] = 0
      unitCount[0] = units
      unitBefore[0] = tile
      unitAfter[0] = tile
      moveTensor(t, 1, spatial, tile, true, moving)
    }
    tallyVolume(t, tally)
    addMoved(arrives)
  }
}

/** The same when all units go idle at once. */
export const drainRegular = (tensors: number, box: number, tally: number): void => {
  const units = trips.units[box]!
  clearMoved()
  for (let t = 0; t < tensors; t++) {
    if (isInput[t] === 1) continue
    moveWhole(t, box, units)
    tallyVolume(t, tally)
    addMoved(false)
  }
}
