/**
 * The least energy of filling the PEs' buffers, over all mappings. Each step of a PE moves at least one loop, and brings a new
 * tile of every input that this loop moves; a step executes no more MACs than its tiles hold. So the fills of an execution
 * are no less than its MACs times the least of (new elements) / (MACs) over the tiles that fit the buffer.
 */
import { newHeap } from './heap'
import { hasBit, type Loops, type LoopTensor, tilesOf } from './loops'

type Range = { readonly low: readonly number[]; readonly high: readonly number[] }

/** Boxes that are looked at: the bound is what was reached by then. */
const mostBoxes = 4000

/** New elements for each MAC of an input that a step brings anew: a part that no loop of the input shares. */
const perMac = ({ relevant }: LoopTensor, tile: readonly number[]): number =>
  1 / tile.reduce((size, each, loop) => (hasBit(relevant, loop) ? size : size * each), 1)

/** The least of a sum of such parts over the tiles that fit; it falls where tiles grow. */
const leastOf = (
  { tensors, extents }: Loops,
  moved: readonly LoopTensor[],
  room: number,
  buffers: number,
): number => {
  const need = (tile: readonly number[]): number => buffers * tilesOf(tensors, (loop) => tile[loop]!)
  const cost = (tile: readonly number[]): number =>
    moved.reduce((sum, tensor) => sum + perMac(tensor, tile), 0)
  /** The largest tiles along each loop while all others are the smallest. */
  const cut = ({ low, high }: Range): Range | null => {
    if (need(low) > room) return null
    const fits = (loop: number, size: number): boolean => need(low.with(loop, size)) <= room
    return {
      low,
      high: high.map((most, loop) => {
        let [from, to] = [low[loop]!, most]
        while (from < to) {
          const middle = Math.ceil((from + to) / 2)
          if (fits(loop, middle)) from = middle
          else to = middle - 1
        }
        return from
      }),
    }
  }
  const heap = newHeap<Range>()
  const push = (range: Range): void => {
    const left = cut(range)
    if (left !== null) heap.push(cost(left.high), left)
  }
  push({ low: extents.map(() => 1), high: extents })
  for (let boxes = 0; boxes < mostBoxes; boxes++) {
    const key = heap.least()
    const range = heap.pop()
    if (range === undefined) return 0
    const { low, high } = range
    let [widest, ratio] = [-1, 1]
    high.forEach((most, loop) => {
      if (most / low[loop]! > ratio) [widest, ratio] = [loop, most / low[loop]!]
    })
    if (widest < 0) return key
    const middle = Math.min(
      high[widest]! - 1,
      Math.max(low[widest]!, Math.floor(Math.sqrt(low[widest]! * high[widest]!))),
    )
    push({ low, high: high.with(widest, middle) })
    push({ low: low.with(widest, middle + 1), high })
  }
  return heap.least() === Number.POSITIVE_INFINITY ? 0 : heap.least()
}

/** The least fills of all inputs together, in elements. What slides on a window may bring little, and counts nothing. */
export const leastFills = (loops: Loops, room: number, buffers: number): number => {
  const inputs = loops.tensors.filter(({ isInput, windows }) => isInput && windows.length === 0)
  const most = Math.min(
    ...loops.extents.map((_, loop) => {
      const moved = inputs.filter(({ relevant }) => hasBit(relevant, loop))
      return moved.length === 0 ? 0 : leastOf(loops, moved, room, buffers)
    }),
  )
  return Number.isFinite(most) ? loops.macs * most * (1 - 1e-12) : 0
}
