/**
 * Boxes that the runs of a level work on, told apart by their lengths along the live dimensions (the first `width` places),
 * and how often they are run and drained.
 */
import { withRoom } from './tape'

export type Boxes = {
  length: number
  lengths: Float64Array
  runs: Float64Array
  /** Units that go idle with this box, and those that hold it at the very end. */
  drains: Float64Array
  finals: Float64Array
  /** Hash chains, once there are more than a few boxes. */
  readonly heads: Int32Array
  chain: Int32Array
}

const hashSize = 1024
const fewBoxes = 8

export const emptyBoxes = (): Boxes => ({
  length: 0,
  lengths: new Float64Array(512),
  runs: new Float64Array(64),
  drains: new Float64Array(64),
  finals: new Float64Array(64),
  heads: new Int32Array(hashSize),
  chain: new Int32Array(64),
})

const mix = (hash: number, length: number): number => (Math.imul(hash, 31) + length) | 0
const slotOf = (hash: number): number => (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (hashSize - 1)

const isBox = (
  boxes: Boxes,
  b: number,
  width: number,
  lengths: Float64Array,
  spatial: number,
  own: number,
): boolean => {
  const from = b * width
  for (let p = 0; p < width; p++)
    if (boxes.lengths[from + p] !== (p === spatial ? own : lengths[p])) return false
  return true
}

const chainBox = (boxes: Boxes, b: number, width: number): void => {
  let hash = 0
  for (let p = 0; p < width; p++) hash = mix(hash, boxes.lengths[b * width + p]!)
  const slot = slotOf(hash)
  boxes.chain[b] = boxes.heads[slot]!
  boxes.heads[slot] = b
}

const addBox = (boxes: Boxes, width: number, lengths: Float64Array, spatial: number, own: number): number => {
  const b = boxes.length++
  const from = b * width
  if (from + width > boxes.lengths.length) boxes.lengths = withRoom(boxes.lengths, from + width)
  if (b >= boxes.runs.length) {
    boxes.runs = withRoom(boxes.runs, b + 1)
    boxes.drains = withRoom(boxes.drains, b + 1)
    boxes.finals = withRoom(boxes.finals, b + 1)
    boxes.chain = withRoom(boxes.chain, b + 1)
  }
  for (let p = 0; p < width; p++) boxes.lengths[from + p] = p === spatial ? own : lengths[p]!
  boxes.runs[b] = 0
  boxes.drains[b] = 0
  boxes.finals[b] = 0
  if (b === fewBoxes) {
    boxes.heads.fill(-1)
    for (let i = 0; i <= b; i++) chainBox(boxes, i, width)
  } else if (b > fewBoxes) chainBox(boxes, b, width)
  return b
}

/** The number of the box with these lengths, but for `own` along the spatial dimension; a new one if need be. */
export const boxOf = (
  boxes: Boxes,
  width: number,
  lengths: Float64Array,
  spatial: number,
  own: number,
): number => {
  const { length } = boxes
  if (length <= fewBoxes) {
    for (let b = 0; b < length; b++) if (isBox(boxes, b, width, lengths, spatial, own)) return b
  } else {
    let hash = 0
    for (let p = 0; p < width; p++) hash = mix(hash, p === spatial ? own : lengths[p]!)
    for (let b = boxes.heads[slotOf(hash)]!; b >= 0; b = boxes.chain[b]!)
      if (isBox(boxes, b, width, lengths, spatial, own)) return b
  }
  return addBox(boxes, width, lengths, spatial, own)
}
