/** Largest tiles that fit a buffer while all others are as small as they can be. */
import { mostTensors } from '../internal/limits'
import { distinctValues, hasBit, type Loops, type LoopTensor } from './loops'
import type { Target } from './target'

/** Least and most tiles, at level · loops + loop. */
type Ranges = { readonly low: readonly number[]; readonly high: number[] }

/** Room of a tile of a tensor: of tiles from an index of a list on, but for one loop. */
const tileWith = (
  { plain, windows, width }: LoopTensor,
  tiles: readonly number[],
  first: number,
  loop: number,
  size: number,
): number => {
  let elements = width
  for (let i = 0; i < plain.length; i++) elements *= plain[i] === loop ? size : tiles[first + plain[i]!]!
  for (let i = 0; i < windows.length; i++) {
    const axis = windows[i]!
    const a = axis.a === loop ? size : tiles[first + axis.a]!
    const b = axis.b === loop ? size : tiles[first + axis.b]!
    elements *= distinctValues(axis, a, b)
  }
  return elements
}

/** The same of all tensors. */
const tilesWith = (
  { tensors }: Loops,
  tiles: readonly number[],
  first: number,
  loop: number,
  size: number,
): number => {
  let total = 0
  for (const tensor of tensors) total += tileWith(tensor, tiles, first, loop, size)
  return total
}

const largestThatFits = (low: number, high: number, fits: (size: number) => boolean): number => {
  let [from, to] = [low, high]
  while (from < to) {
    const middle = Math.ceil((from + to) / 2)
    if (fits(middle)) from = middle
    else to = middle - 1
  }
  return from
}

/** The smallest tile of each tensor; every call writes them before it reads them. */
const smallest = /* @__PURE__ */ new Float64Array(mostTensors)

/** What tiles of a tensor grow by where one loop's is larger by one. */
const growth = (
  tensor: LoopTensor,
  own: number,
  low: readonly number[],
  first: number,
  loop: number,
): number =>
  hasBit(tensor.plainBits, loop)
    ? own / low[first + loop]!
    : tileWith(tensor, low, first, loop, low[first + loop]! + 1) - own

/** Cuts the tiles of a level off where they do not fit so much room, from an index on; null where the smallest do not fit, else whether any was cut. */
export const narrowCapacity = (
  { loops, buffers }: Target,
  { low, high }: Ranges,
  first: number,
  room: number,
): boolean | null => {
  if (room === Number.POSITIVE_INFINITY) return false
  const { tensors, count } = loops
  let need = 0
  for (let t = 0; t < tensors.length; t++) {
    smallest[t] = tileWith(tensors[t]!, low, first, -1, 0)
    need += buffers * smallest[t]!
  }
  if (need > room) return null
  let isCut = false
  for (let loop = 0; loop < count; loop++) {
    const i = first + loop
    const least = low[i]!
    const most = high[i]!
    if (most === least) continue
    let step = 0
    for (let t = 0; t < tensors.length; t++)
      if (hasBit(tensors[t]!.relevant, loop))
        step += buffers * growth(tensors[t]!, smallest[t]!, low, first, loop)
    if (step * (most - least) <= room - need) continue
    const largest = hasBit(loops.bent, loop)
      ? largestThatFits(least, most, (size) => buffers * tilesWith(loops, low, first, loop, size) <= room)
      : least + Math.floor((room - need) / step)
    if (largest >= most) continue
    high[i] = largest
    isCut = true
  }
  return isCut
}
