/**
 * What the units of a level move of each tensor in a step: of an input what they acquire, of an output what they lose
 * (docs/spec.md, section 4). Shared elements are counted once in the union and for each unit in the sum.
 *
 * The volumes of a step are pairs of numbers, one pair per tensor, from an address that the caller gives.
 */
import { reloaded } from './arrival'
import { AxisRecord, isInterval, sizeOn, TensorRecord, tensorAt, tensors } from './coupling'
import { streamed, totals } from './fill-table'
import { Scratch } from './layout'
import type { f64, i32 } from './memory'
import { addPair, clearPair, copyPair, f64At, i32At, putF64 } from './memory'
import { boxes } from './next-level'
import { overlapOn } from './overlap'
import { unionOfIntervals, unionOnAxis } from './sliding-union'
import { Totals } from './step-table'
import { loadFullCovers, Plan, planAt, spatial, spatialBit, TileSize } from './trips'
import { putClass, UnitClass } from './unit-classes'

export const enum Volume {
  Union = 0,
  Sum = 8,
  Bytes = 16,
  Shift = 4,
}

function putVolume(at: i32, union: f64, sum: f64, cover: f64): void {
  putF64(at + Volume.Union, union)
  putF64(at + Volume.Sum, sum)
  putF64(Scratch.CoverVolume, cover)
}

/** Adds a multiple of the volumes of tensor t to the totals of its level and, at level 0, to what is streamed. */
function addToTotals(volume: i32, t: i32, times: f64): void {
  addPair(totals + (t << Totals.Shift) + Totals.Union, volume, times)
  if (streamed === 0) return
  const at = streamed + (t << 4)
  putF64(at, f64At(at) + times * f64At(Scratch.CoverVolume))
}

/** All units hold the same tile: `size` new elements for a unit that wakes, less `kept` for one that goes on. */
function moveEqual(at: i32, classesEnd: i32, own: i32, other: i32, size: f64, kept: f64): void {
  let union: f64 = 0
  let sum: f64 = 0
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes) {
    if (f64At(unit + own) === 0) continue
    const moved = f64At(unit + other) === 0 ? size : size - kept
    sum += f64At(unit + UnitClass.Count) * moved
    if (moved > union) union = moved
  }
  putVolume(at, union, sum, size - kept)
}

/** Tiles are disjoint, because the spatial dimension alone is an axis of the tensor. */
function moveDisjoint(
  at: i32,
  classesEnd: i32,
  own: i32,
  other: i32,
  cover: f64,
  size: f64,
  kept: f64,
): void {
  const going = f64At(Scratch.Shift + spatial) === 0 ? size - kept : size
  let sum: f64 = 0
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes)
    sum += f64At(unit + UnitClass.Count) * f64At(unit + own) * (f64At(unit + other) > 0 ? going : size)
  putVolume(at, sum, sum, cover * going)
}

/** Tiles overlap in halos, because the spatial dimension slides on an axis of the tensor. */
function moveSliding(at: i32, axis: i32, classesEnd: i32, arrives: boolean, size: f64, kept: f64): void {
  const lengths: i32 = arrives ? Scratch.After : Scratch.Before
  const own: i32 = arrives ? UnitClass.After : UnitClass.Before
  const other: i32 = arrives ? UnitClass.Before : UnitClass.After
  const coverBefore = f64At(Scratch.Before + spatial)
  const coverAfter = f64At(Scratch.After + spatial)
  const covered = sizeOn(axis, lengths)
  const coverOverlap: f64 = kept === 0 ? 0 : overlapOn(axis)
  let shared: f64 = 0
  let sum: f64 = 0
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes) {
    if (f64At(unit + own) === 0) continue
    putF64(Scratch.Before + spatial, f64At(unit + UnitClass.Before))
    putF64(Scratch.After + spatial, f64At(unit + UnitClass.After))
    const overlap: f64 = kept !== 0 && f64At(unit + other) > 0 ? overlapOn(axis) : 0
    sum += f64At(unit + UnitClass.Count) * (size * sizeOn(axis, lengths) - kept * overlap)
    shared += overlap
  }
  putF64(Scratch.Before + spatial, coverBefore)
  putF64(Scratch.After + spatial, coverAfter)
  let union = size * covered
  if (shared !== 0) {
    const a = i32At(axis + AxisRecord.A)
    const partner = a === spatial ? i32At(axis + AxisRecord.B) : a
    const stands = f64At(Scratch.Shift + spatial) === 0 && f64At(Scratch.Shift + partner) === 0
    union = (size - kept) * covered
    if (!stands) union += kept * unionOnAxis(axis, classesEnd, arrives)
  }
  putVolume(at, union, sum, size * covered - kept * coverOverlap)
}

/** Units' tiles are whole intervals of an input along an axis that they share. */
function moveIntervals(at: i32, axis: i32, classesEnd: i32, size: f64, kept: f64): void {
  const coverBefore = f64At(Scratch.Before + spatial)
  const coverAfter = f64At(Scratch.After + spatial)
  const cover = size * sizeOn(axis, Scratch.After) - (kept === 0 ? 0 : kept * overlapOn(axis))
  let union = (size - kept) * unionOfIntervals(axis, classesEnd, false)
  if (kept !== 0) union += kept * unionOfIntervals(axis, classesEnd, true)
  let sum: f64 = 0
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes) {
    if (f64At(unit + UnitClass.After) === 0) continue
    putF64(Scratch.Before + spatial, f64At(unit + UnitClass.Before))
    putF64(Scratch.After + spatial, f64At(unit + UnitClass.After))
    const overlap: f64 = kept !== 0 && f64At(unit + UnitClass.Before) > 0 ? overlapOn(axis) : 0
    sum += f64At(unit + UnitClass.Count) * (size * sizeOn(axis, Scratch.After) - kept * overlap)
  }
  putF64(Scratch.Before + spatial, coverBefore)
  putF64(Scratch.After + spatial, coverAfter)
  putVolume(at, union, sum, cover)
}

/** Finds what the units move of a tensor; the bits of the places that move are `moving`. */
function moveTensor(at: i32, tensor: i32, classesEnd: i32, going: boolean, moving: i32): void {
  const arrives = i32At(tensor + TensorRecord.IsInput) !== 0
  const lengths: i32 = arrives ? Scratch.After : Scratch.Before
  const others = i32At(tensor + TensorRecord.Alone) & ~spatialBit
  let size = f64At(tensor + TensorRecord.FixedSize)
  let kept: f64 = going && (moving & others) === 0 ? size : 0
  let spatialAxis: i32 = 0
  const end = i32At(tensor + TensorRecord.AxesTo)
  for (let i = i32At(tensor + TensorRecord.AxesFrom); i < end; i += 4) {
    const axis = i32At(i)
    if (i32At(axis + AxisRecord.A) === spatial || i32At(axis + AxisRecord.B) === spatial) spatialAxis = axis
    else {
      size *= sizeOn(axis, lengths)
      if (kept !== 0) kept *= overlapOn(axis)
    }
  }
  if (spatialAxis !== 0 && isInterval(spatialAxis)) {
    moveIntervals(at, spatialAxis, classesEnd, size, kept)
    return
  }
  if (spatialAxis !== 0 && i32At(spatialAxis + AxisRecord.B) >= 0) {
    moveSliding(at, spatialAxis, classesEnd, arrives, size, kept)
    return
  }
  const own: i32 = arrives ? UnitClass.After : UnitClass.Before
  const other: i32 = arrives ? UnitClass.Before : UnitClass.After
  if (spatialAxis === 0) moveEqual(at, classesEnd, own, other, size, kept)
  else moveDisjoint(at, classesEnd, own, other, f64At(lengths + spatial), size, kept)
}

/** All of an input moves, though what the units together newly touch is what it was. */
function moveAnew(at: i32, tensor: i32, classesEnd: i32, moving: i32): void {
  const cover = f64At(Scratch.CoverVolume)
  moveTensor(at, tensor, classesEnd, false, moving)
  putF64(Scratch.CoverVolume, cover)
}

/**
 * Moves all tensors: `held` if the parent was active in the step before, `holds` if it is now.
 */
export function moveTensors(at: i32, classesEnd: i32, held: i32, holds: i32, moving: i32, times: f64): void {
  const going = held !== 0 && holds !== 0
  let wakes = false
  let sleeps = false
  for (let unit: i32 = Scratch.Classes; unit < classesEnd; unit += UnitClass.Bytes) {
    if (f64At(unit + UnitClass.Before) === 0) wakes = true
    if (f64At(unit + UnitClass.After) === 0) sleeps = true
  }
  for (let t: i32 = 0; t < tensors; t++) {
    const tensor = tensorAt(t)
    const arrives = i32At(tensor + TensorRecord.IsInput) !== 0
    const volume = at + (t << Volume.Shift)
    // What stands still moves only into units that wake, or out of those that go idle.
    const stands = going && (moving & i32At(tensor + TensorRecord.Coupled)) === 0
    const isReloaded = ((reloaded >> t) & 1) !== 0
    if ((arrives ? holds === 0 : held === 0) || (stands && !isReloaded && !(arrives ? wakes : sleeps))) {
      clearPair(volume)
      continue
    }
    moveTensor(volume, tensor, classesEnd, going, moving)
    if (isReloaded && going) moveAnew(volume, tensor, classesEnd, moving)
    addToTotals(volume, t, times)
  }
}

/** All of tensor t, whose tile sizes are at `sizes`, moves a number of times. */
function addWhole(t: i32, sizes: i32, times: f64): void {
  addPair(totals + (t << Totals.Shift) + Totals.Union, sizes + TileSize.Cover, times)
  if (streamed === 0) return
  const at = streamed + (t << 4)
  putF64(at, f64At(at) + times * f64At(sizes + TileSize.Cover))
}

/** Elements of a tensor that a cover holds before and after. */
function heldBy(tensor: i32): f64 {
  let held = f64At(tensor + TensorRecord.FixedSize)
  const end = i32At(tensor + TensorRecord.AxesTo)
  for (let i = i32At(tensor + TensorRecord.AxesFrom); i < end; i += 4) held *= overlapOn(i32At(i))
  return held
}

/** What the units together newly touch of a tensor in a box of full tiles. */
function newlyTouched(tensor: i32, sizes: i32, moving: i32): f64 {
  const cover = f64At(sizes + TileSize.Cover)
  if ((moving & i32At(tensor + TensorRecord.Alone)) !== 0) return cover
  return (moving & i32At(tensor + TensorRecord.Coupled)) === 0 ? 0 : cover - heldBy(tensor)
}

/** All of input t moves in a box of full tiles, though of what the units together touch only a part may be new. */
function moveAllAnew(volume: i32, t: i32, box: i32, sizes: i32, moving: i32, times: f64): void {
  copyPair(volume, sizes + TileSize.Cover)
  loadFullCovers(boxes, box)
  putF64(Scratch.CoverVolume, newlyTouched(tensorAt(t), sizes, moving))
  addToTotals(volume, t, times)
}

/** A tensor moves in part, because its tiles slide, in a box whose full covers are in `Before` and `After`. */
function moveInPart(at: i32, tensor: i32, plan: i32, sizes: i32, moving: i32): void {
  const units = f64At(plan + Plan.Units)
  const alone = i32At(tensor + TensorRecord.Alone) & spatialBit
  if (alone === 0 && (i32At(tensor + TensorRecord.Coupled) & spatialBit) !== 0) {
    // Units' tiles overlap in halos.
    const tile = f64At(Scratch.SpatialTile)
    moveTensor(at, tensor, putClass(Scratch.Classes, 0, units, tile, tile), true, moving)
    return
  }
  const moved = f64At(sizes + TileSize.Cover) - heldBy(tensor)
  // Units' tiles are disjoint, or the same for all.
  putVolume(at, moved, alone !== 0 ? moved : units * moved, moved)
}

/**
 * The same as {@link moveTensors} in a box where all tiles have the same lengths before and after: nothing of a tensor
 * whose dimensions all stand still, and all of it when one that is an axis alone moves.
 *
 * The bits of `whole` are those of tensors that move as a whole in this step and in all further ones of the box, which are
 * in the totals already. For the others, this step and those further ones together happen `further` times. Returns the
 * bits as they are after the step.
 */
export function moveRegular(at: i32, box: i32, moving: i32, times: f64, further: f64, whole: i32): i32 {
  const plan = planAt(box)
  const end = tensorAt(tensors)
  let all = whole
  let t: i32 = 0
  let volume = at
  let sizes = plan + Plan.Tensors
  for (let tensor = tensorAt(0); tensor < end; tensor += TensorRecord.Bytes) {
    if (((reloaded >> t) & 1) !== 0) moveAllAnew(volume, t, box, sizes, moving, times)
    else if ((moving & i32At(tensor + TensorRecord.Alone)) !== 0) {
      copyPair(volume, sizes + TileSize.Cover)
      const bit: i32 = 1 << t
      if ((all & bit) === 0) addWhole(t, sizes, further)
      all |= bit
    } else if ((moving & i32At(tensor + TensorRecord.Coupled)) !== 0) {
      loadFullCovers(boxes, box)
      moveInPart(volume, tensor, plan, sizes, moving)
      addToTotals(volume, t, times)
    } else clearPair(volume)
    t++
    volume += Volume.Bytes
    sizes += TileSize.Bytes
  }
  return all
}

/** All inputs, or all outputs, move: into units that all wake, or out of units that go idle at once. */
export function moveRole(at: i32, plan: i32, isInput: i32, times: f64): void {
  for (let t: i32 = 0; t < tensors; t++) {
    const volume = at + (t << Volume.Shift)
    const sizes = plan + Plan.Tensors + t * TileSize.Bytes
    if (i32At(tensorAt(t) + TensorRecord.IsInput) === isInput) {
      copyPair(volume, sizes + TileSize.Cover)
      addWhole(t, sizes, times)
    } else clearPair(volume)
  }
}
