/**
 * The level that is being walked: its loops, and for each box that it runs on, the trips of these loops and the sizes of
 * its full tiles. Loops of a single step are left out: they move nothing.
 */
import type { Level } from '../../dataflow/canonical'
import { after, alone, before, coupled, placeOf, sizeOf } from './coupling'
import type { Rows } from './rows'
import { mostDimensions, mostTensors, withRoom } from './tape'

export const level = {
  loops: 0,
  /** The place of the dimension that is spread over the units, and its tile; −1 and 1 where none is. */
  spatial: -1,
  tile: 1,
  /** The box whose full covers are in `before` and `after`; −1 when other lengths are. */
  loaded: -1,
}
/** The place that each loop moves, and the tile (of a spatial loop: the cover of all units) that a step advances by. */
export const loopPlace = /* @__PURE__ */ new Int32Array(mostDimensions)
const loopCover = /* @__PURE__ */ new Float64Array(mostDimensions)

/** Trips of the loops over a box, at box · mostDimensions + loop. */
export const trips = {
  steps: /* @__PURE__ */ new Float64Array(0),
  full: /* @__PURE__ */ new Float64Array(0),
  last: /* @__PURE__ */ new Float64Array(0),
  lastStart: /* @__PURE__ */ new Float64Array(0),
  /** 1 where no tile is short: all steps of the box move tiles of the same lengths. */
  regular: /* @__PURE__ */ new Uint8Array(0),
  /** Units that hold a tile in the first step. */
  units: /* @__PURE__ */ new Float64Array(0),
  /** Where the last tile starts along each live dimension, at box · mostDimensions + place. */
  startOfLast: /* @__PURE__ */ new Float64Array(0),
  /** Cycles of a PE for its full tile, 0 until they are asked for. */
  cycles: /* @__PURE__ */ new Float64Array(0),
  /** The box of a unit's full tile in the next level, −1 until it is asked for. */
  child: /* @__PURE__ */ new Int32Array(0),
  /** Elements of a unit's full tile, and of all units' together, at box · mostTensors + tensor. */
  unitSize: /* @__PURE__ */ new Float64Array(0),
  coverSize: /* @__PURE__ */ new Float64Array(0),
}

/** Takes the loops of a level that have several steps or tiles in its full box; the others make no difference. */
export const enterLevel = ({ loops, units }: Level, fullBox: Float64Array): void => {
  let n = 0
  level.spatial = -1
  level.tile = 1
  for (let i = 0; i < loops.length; i++) {
    const { dimension, spatial, tile } = loops[i]!
    if (tile >= fullBox[dimension]!) continue
    const place = placeOf[dimension]!
    loopPlace[n] = place
    loopCover[n] = spatial ? tile * units : tile
    n++
    fullBox[dimension] = tile
    if (!spatial) continue
    level.spatial = place
    level.tile = tile
  }
  level.loops = n
}

const makeRoom = (boxes: number): void => {
  if (boxes <= trips.regular.length) return
  trips.steps = withRoom(trips.steps, boxes * mostDimensions)
  trips.full = withRoom(trips.full, boxes * mostDimensions)
  trips.last = withRoom(trips.last, boxes * mostDimensions)
  trips.lastStart = withRoom(trips.lastStart, boxes * mostDimensions)
  trips.startOfLast = withRoom(trips.startOfLast, boxes * mostDimensions)
  trips.cycles = withRoom(trips.cycles, boxes)
  trips.units = withRoom(trips.units, boxes)
  trips.child = withRoom(trips.child, boxes)
  trips.unitSize = withRoom(trips.unitSize, boxes * mostTensors)
  trips.coverSize = withRoom(trips.coverSize, boxes * mostTensors)
  trips.regular = withRoom(trips.regular, boxes) // last: its length says that all have room
}

/** Puts the lengths of a box into `lengths`. */
export const loadBox = (boxes: Rows, b: number, width: number, lengths: Float64Array): void => {
  const from = b * width
  for (let p = 0; p < width; p++) lengths[p] = boxes.keys[from + p]!
}

/** Puts the lengths of the first step's covers into `before` and `after`. */
export const loadFullCovers = (boxes: Rows, b: number, width: number): void => {
  level.loaded = b
  loadBox(boxes, b, width, before)
  loadBox(boxes, b, width, after)
  for (let l = 0; l < level.loops; l++) {
    const full = trips.full[b * mostDimensions + l]!
    before[loopPlace[l]!] = full
    after[loopPlace[l]!] = full
  }
}

/** Sizes of all units' tiles together and of one unit's; the cover's lengths are in `after`. */
const measure = (b: number, units: number, tensors: number): void => {
  const { spatial, tile } = level
  const cover = spatial < 0 ? 1 : after[spatial]!
  for (let t = 0; t < tensors; t++) {
    const i = b * mostTensors + t
    const size = sizeOf(t, after)
    trips.coverSize[i] = size
    if (units === 1 || (coupled[t]! & (1 << spatial)) === 0) trips.unitSize[i] = size
    else if ((alone[t]! & (1 << spatial)) !== 0) trips.unitSize[i] = (size / cover) * tile
    else {
      after[spatial] = tile
      trips.unitSize[i] = sizeOf(t, after)
      after[spatial] = cover
    }
  }
}

const plan = (boxes: Rows, b: number, width: number, tensors: number): void => {
  const { spatial, tile, loops } = level
  let regular = 1
  let units = 1
  loadBox(boxes, b, width, after)
  for (let i = 0; i < width; i++) trips.startOfLast[b * mostDimensions + i] = 0
  level.loaded = -1
  for (let l = 0; l < loops; l++) {
    const p = loopPlace[l]!
    const i = b * mostDimensions + l
    const length = after[p]!
    const cover = loopCover[l]!
    if (cover >= length) {
      trips.steps[i] = 1
      trips.full[i] = length
      trips.last[i] = length
      trips.lastStart[i] = 0
    } else {
      const steps = Math.ceil(length / cover)
      const lastStart = (steps - 1) * cover
      trips.steps[i] = steps
      trips.full[i] = cover
      trips.last[i] = length - lastStart
      trips.lastStart[i] = lastStart
      trips.startOfLast[b * mostDimensions + p] = lastStart
      if (trips.last[i] !== cover) regular = 0
      after[p] = cover
    }
    if (p !== spatial) continue
    units = Math.ceil(after[p]! / tile)
    if (units * tile !== after[p]) regular = 0
  }
  trips.regular[b] = regular
  trips.units[b] = units
  trips.child[b] = -1
  trips.cycles[b] = 0
  measure(b, units, tensors)
}

/** Plans the trips over every box of the level. */
export const planTrips = (boxes: Rows, width: number, tensors: number): void => {
  makeRoom(boxes.length)
  for (let b = 0; b < boxes.length; b++) plan(boxes, b, width, tensors)
}
