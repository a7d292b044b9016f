/**
 * The level that is being profiled: its loops, and for each box that it runs on, the trips of these loops and the sizes
 * of its full tiles. Loops of a single step are left out: they move nothing.
 */
import { reserve } from './allocate'
import { intervals } from './arrival'
import { placeBytes, sizeOf, TensorRecord, tensorAt, tensors, width } from './coupling'
import { clearFours, copyFours } from './fours'
import { KeyedRow, lengthOf, rowAt } from './keyed-rows'
import { Input, Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, putI32 } from './memory'

/** A loop of the level: the place it moves, times 8, and the tile (if spatial: the cover of all units) it advances by. */
export const enum LevelLoop {
  Place = 0,
  Cover = 8,
  Bytes = 16,
  Shift = 4,
}

/**
 * The plan of a box: whether no tile is short, so that all steps move tiles of the same lengths; the box of a unit's full
 * tile in the next level (−1 until it is asked for); units that hold a tile in the first step; cycles of a PE for its full
 * tile (0 until they are asked for); steps of a run. Then for each tensor its tile sizes, for each loop its trip, and for each place where
 * the last tile starts.
 */
export const enum Plan {
  IsRegular = 0,
  Child = 4,
  Units = 8,
  Macs = 16,
  Steps = 24,
  Tensors = 32,
}

/** Elements of a unit's full tile, of all units' together, and of all units' where shared ones count for each. */
export const enum TileSize {
  Cover = 0,
  Sum = 8,
  Unit = 16,
  Bytes = 24,
}

/** A loop over a box: its steps, the first and the last tile, where that starts, and the steps of the loops around it. */
export const enum Trip {
  Steps = 0,
  Full = 8,
  Last = 16,
  LastStart = 24,
  Around = 32,
  Bytes = 40,
}

/** Where the level's list of loops ends. */
export let loopsEnd: i32 = Scratch.LevelLoops
/** The place of the dimension that is spread over the units, times 8, and its bit; −8 and 0 where none is. */
export let spatial: i32 = -8
export let spatialBit: i32 = 0
/** The box whose full covers are in `Before` and `After`; −1 when other lengths are. */
let loadedBox: i32 = -1

let plans: i32 = 0
let planBytes: i32 = 0
let planTrips: i32 = 0
let planStarts: i32 = 0

export function planAt(box: i32): i32 {
  return plans + box * planBytes
}

/** The trip of the level's first loop over a box; those of the other loops follow. */
export function tripsAt(plan: i32): i32 {
  return plan + planTrips
}

/** Where the last tile starts along each place. */
export function startsAt(plan: i32): i32 {
  return plan + planStarts
}

/** Before the first level, no dimension is spread. */
export function enterNothing(): void {
  spatial = -8
  spatialBit = 0
}

/** Takes the loops of a level that have several steps or tiles in its full box; the others make no difference. */
function enterLevel(level: i32): void {
  let end: i32 = Scratch.LevelLoops
  spatial = -8
  spatialBit = 0
  putF64(Scratch.SpatialTile, 1)
  const units = f64At(Input.Units + (level << 3))
  const last = i32At(Input.LoopEnd + ((level + 1) << 2))
  for (let l = i32At(Input.LoopEnd + (level << 2)); l < last; l++) {
    const signed = i32At(Input.LoopDimension + (l << 2))
    const dimension: i32 = signed < 0 ? -1 - signed : signed
    const tile = f64At(Input.LoopTile + (l << 3))
    const box = Scratch.FullBox + (dimension << 3)
    if (tile >= f64At(box)) continue
    putF64(box, tile)
    const place = i32At(Scratch.PlaceOf + (dimension << 2))
    putI32(end + LevelLoop.Place, place << 3)
    if (signed < 0) {
      putF64(end + LevelLoop.Cover, tile * units)
      spatial = place << 3
      spatialBit = 1 << place
      putF64(Scratch.SpatialTile, tile)
    } else putF64(end + LevelLoop.Cover, tile)
    end += LevelLoop.Bytes
  }
  loopsEnd = end
}

/** Puts the lengths of a box into `lengths`. */
export function loadBox(boxes: i32, box: i32, lengths: i32): void {
  copyFours(lengths, rowAt(boxes, box) + KeyedRow.Numbers, placeBytes)
}

/** Puts the lengths of the first step's covers into `Before` and `After`, if they are not there. */
export function loadFullCovers(boxes: i32, box: i32): void {
  if (loadedBox === box) return
  loadBox(boxes, box, Scratch.Before)
  loadBox(boxes, box, Scratch.After)
  let trip = tripsAt(planAt(box))
  for (let loop: i32 = Scratch.LevelLoops; loop < loopsEnd; loop += LevelLoop.Bytes) {
    const place = i32At(loop + LevelLoop.Place)
    const full = f64At(trip + Trip.Full)
    putF64(Scratch.Before + place, full)
    putF64(Scratch.After + place, full)
    trip += Trip.Bytes
  }
  loadedBox = box
}

/** No dimension is shifted. */
export function standStill(): void {
  clearFours(Scratch.Shift, placeBytes)
}

/** To be called before `Before` or `After` are changed. */
export function forgetCovers(): void {
  loadedBox = -1
}

/** Sizes of all units' tiles together and of one unit's; the cover's lengths are in `After`. */
function measureTiles(plan: i32, units: f64): void {
  const tile = f64At(Scratch.SpatialTile)
  let sizes = plan + Plan.Tensors
  for (let t: i32 = 0; t < tensors; t++) {
    const tensor = tensorAt(t)
    const size = sizeOf(tensor, Scratch.After)
    let own = size
    if (units !== 1 && (i32At(tensor + TensorRecord.Coupled) & spatialBit) !== 0) {
      const cover = f64At(Scratch.After + spatial)
      // As long as holes count, tiles are not in proportion to their lengths.
      if (intervals === 0 && (i32At(tensor + TensorRecord.Alone) & spatialBit) !== 0)
        own = (size / cover) * tile
      else {
        putF64(Scratch.After + spatial, tile)
        own = sizeOf(tensor, Scratch.After)
        putF64(Scratch.After + spatial, cover)
      }
    }
    putF64(sizes + TileSize.Unit, own)
    putF64(sizes + TileSize.Cover, size)
    putF64(sizes + TileSize.Sum, units * own)
    sizes += TileSize.Bytes
  }
}

/** Plans the trips over a box; its full covers are in `Before` and `After` afterwards. */
function planBox(boxes: i32, box: i32): void {
  const plan = planAt(box)
  const starts = startsAt(plan)
  const key = rowAt(boxes, box) + KeyedRow.Numbers
  copyFours(Scratch.Before, key, placeBytes)
  copyFours(Scratch.After, key, placeBytes)
  clearFours(starts, placeBytes)
  // Where tiles are whole intervals, what the units share depends on more than what moves.
  let regular: i32 = intervals === 0 ? 1 : 0
  let units: f64 = 1
  let around: f64 = 1
  let trip = tripsAt(plan)
  for (let loop: i32 = Scratch.LevelLoops; loop < loopsEnd; loop += LevelLoop.Bytes) {
    const place = i32At(loop + LevelLoop.Place)
    const length = f64At(key + place)
    let cover = f64At(loop + LevelLoop.Cover)
    let steps: f64 = 1
    let last = length
    let lastStart: f64 = 0
    if (cover >= length) cover = length
    else {
      steps = Math.ceil(length / cover)
      lastStart = (steps - 1) * cover
      last = length - lastStart
      putF64(starts + place, lastStart)
      if (last !== cover) regular = 0
      putF64(Scratch.Before + place, cover)
      putF64(Scratch.After + place, cover)
    }
    putF64(trip + Trip.Steps, steps)
    putF64(trip + Trip.Full, cover)
    putF64(trip + Trip.Last, last)
    putF64(trip + Trip.LastStart, lastStart)
    putF64(trip + Trip.Around, around)
    around *= steps
    trip += Trip.Bytes
    if (place !== spatial) continue
    const tile = f64At(Scratch.SpatialTile)
    units = Math.ceil(cover / tile)
    if (units * tile !== cover) regular = 0
  }
  putI32(plan + Plan.IsRegular, regular)
  putI32(plan + Plan.Child, -1)
  putF64(plan + Plan.Units, units)
  putF64(plan + Plan.Macs, 0)
  putF64(plan + Plan.Steps, around)
  measureTiles(plan, units)
}

/** Enters a level and plans the trips over every box that it runs on. */
export function planLevel(level: i32, boxes: i32): void {
  forgetCovers()
  enterLevel(level)
  planTrips = Plan.Tensors + tensors * TileSize.Bytes
  planStarts = planTrips + Trip.Bytes * width
  planBytes = planStarts + placeBytes
  const all = lengthOf(boxes)
  plans = reserve(Scratch.Plans, all * planBytes)
  for (let box: i32 = 0; box < all; box++) planBox(boxes, box)
  loadedBox = all - 1
}
