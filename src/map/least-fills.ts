/**
 * The least that fills the PEs' buffers, over all mappings. The tiles of the PEs partition the layer, and each is worked on once: a step
 * of a PE moves at least one loop, and brings something of every input that this loop moves. Larger tiles bring less for each
 * MAC, but they have to fit the buffer; so a small search over the sizes of tiles alone finds the least.
 */
import { newHeap } from './heap'
import { type Loops, tilesOf } from './loops'
import { type Arrival, arrivalsOf, newElements } from './moving'

type Range = { readonly low: readonly number[]; readonly high: readonly number[] }

/** Boxes that are looked at: the bound is what was reached by then. */
const mostBoxes = 1000

/** Sums of doubles in another order may differ by this part. */
const rounding = 1e-12

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** A weight from 0 to 1 of each input. */
type Weights = readonly number[]

/**
 * The smallest weights for which no kind of step brings less than the one that brings least, of tiles of these sizes: what an input
 * brings beyond that counts nothing, and what it brings at all counts instead.
 */
const smallestWeights = (kinds: readonly (readonly Arrival[])[], sizes: readonly number[]): Weights => {
  const brought = kinds.map((arrivals) => arrivals.map((arrival) => newElements(arrival, sizes)))
  const least = Math.min(...brought.map(sumOf))
  const weights = brought[0]!.map(() => 1)
  weights.forEach((_, input) => {
    const needed = brought.map((row) => {
      const others = row.reduce((sum, each, i) => (i === input ? sum : sum + weights[i]! * each), 0)
      return row[input] === 0 ? 0 : (least - others) / row[input]!
    })
    weights[input] = Math.min(1, Math.max(0, ...needed))
  })
  return weights
}

/** What a step brings with such a tile, weighed, whichever loop moves. */
const broughtByStep = (
  kinds: readonly (readonly Arrival[])[],
  sizes: ArrayLike<number>,
  weights: Weights,
): number => {
  let least = Number.POSITIVE_INFINITY
  for (const arrivals of kinds) {
    let brought = 0
    for (let input = 0; input < weights.length; input++)
      if (weights[input]! > 0) brought += weights[input]! * newElements(arrivals[input]!, sizes)
    least = Math.min(least, brought)
  }
  return least
}

/**
 * What all steps bring, weighed, with tiles of at most these sizes. What a step brings grows along each loop no faster than its tile does:
 * along each, full tiles and one last tile with the rest bring the least of all partitions.
 */
const broughtByAll = (
  kinds: readonly (readonly Arrival[])[],
  extents: readonly number[],
  most: readonly number[],
  weights: Weights,
): number => {
  const sizes = Float64Array.from(most)
  const from = (loop: number): number => {
    if (loop === extents.length) return broughtByStep(kinds, sizes, weights)
    const size = most[loop]!
    const last = extents[loop]! % size
    sizes[loop] = size
    const full = Math.floor(extents[loop]! / size) * from(loop + 1)
    if (last === 0) return full
    sizes[loop] = last
    return full + from(loop + 1)
  }
  return from(0)
}

/** Fills of all inputs with tiles of at most these sizes, where the loops of `kinds` move: each input comes once at least. */
const fillsWith = (
  kinds: readonly (readonly Arrival[])[],
  once: readonly number[],
  extents: readonly number[],
  most: readonly number[],
): number => {
  if (kinds.length === 0) return sumOf(once)
  const fills = (weights: Weights): number =>
    sumOf(once.map((each, i) => (1 - weights[i]!) * each)) + broughtByAll(kinds, extents, most, weights)
  const last = most.map((size, loop) => extents[loop]! % size || size)
  const weightings = [once.map(() => 1), smallestWeights(kinds, most), smallestWeights(kinds, last)]
  return Math.max(sumOf(once), ...weightings.map(fills))
}

/** The largest tiles along each loop while all others are the smallest; null where those do not fit. */
const cut = ({ low, high }: Range, need: (tile: readonly number[]) => number, room: number): Range | null => {
  if (need(low) > room) return null
  const largest = (most: number, loop: number): number => {
    let [from, to] = [low[loop]!, most]
    while (from < to) {
      const middle = Math.ceil((from + to) / 2)
      if (need(low.with(loop, middle)) <= room) from = middle
      else to = middle - 1
    }
    return from
  }
  return { low, high: high.map(largest) }
}

/** Both halves of a range along its widest loop; null where one tile is left. */
const halvesOf = ({ low, high }: Range): readonly [Range, Range] | null => {
  let [widest, ratio] = [-1, 1]
  high.forEach((most, loop) => {
    if (most / low[loop]! > ratio) [widest, ratio] = [loop, most / low[loop]!]
  })
  if (widest < 0) return null
  const [from, to] = [low[widest]!, high[widest]!]
  const middle = Math.min(to - 1, Math.max(from, Math.floor(Math.sqrt(from * to))))
  return [
    { low, high: high.with(widest, middle) },
    { low: low.with(widest, middle + 1), high },
  ]
}

/** Tiles, and what fills the PEs with them at least. */
export type Fills = { readonly fills: number; readonly tile: readonly number[] }

/** The tile that fits so much room with the least cost, and that; without a tile where the search was stopped before. */
const leastOver = (
  { extents, tensors }: Loops,
  room: number,
  cost: (range: Range) => number,
): Fills | null => {
  const need = (tile: readonly number[]): number => tilesOf(tensors, (loop) => tile[loop]!)
  const heap = newHeap<Range>()
  const push = (range: Range): void => {
    const left = cut(range, need, room)
    if (left !== null) heap.push(cost(left), left)
  }
  push({ low: extents.map(() => 1), high: extents })
  for (let boxes = 0; boxes < mostBoxes; boxes++) {
    const fills = heap.least()
    const range = heap.pop()
    if (range === undefined) return null
    const halves = halvesOf(range)
    // The first range of one tile is the best of all.
    if (halves === null) return { fills, tile: range.low }
    halves.forEach(push)
  }
  return { fills: heap.least(), tile: [] }
}

const onceOf = ({ tensors }: Loops): readonly number[] =>
  tensors.flatMap(({ isInput, used }) => (isInput ? [used] : []))

/** The least fills of all inputs together, in elements, of PEs with so much room for tiles. */
export const leastFills = (loops: Loops, room: number): number => {
  if (room === Number.POSITIVE_INFINITY) return 0
  const once = onceOf(loops)
  const kinds = loops.extents.map((_, loop) => arrivalsOf(loops, loop))
  const least = leastOver(loops, room, ({ low, high }) => {
    const moving = kinds.filter((_, loop) => low[loop]! < loops.extents[loop]!)
    return fillsWith(moving, once, loops.extents, high)
  })
  return least === null ? 0 : least.fills * (1 - rounding)
}

/** What tells loops apart where they move: how each input comes. */
const kindOf = (arrivals: readonly Arrival[]): string =>
  arrivals.map(({ coming, loop }) => (coming === 'slid' ? `${coming} ${loop}` : coming)).join()

/**
 * The tiles that bring least where one loop moves in every step, for each kind of loop, the least ones first. Good mappings often have
 * such tiles.
 */
export const tilesByMove = (loops: Loops, room: number): readonly Fills[] => {
  if (room === Number.POSITIVE_INFINITY) return []
  const once = onceOf(loops)
  const kinds = new Map(
    loops.extents.map((_, loop) => arrivalsOf(loops, loop)).map((arrivals) => [kindOf(arrivals), arrivals]),
  )
  const bestOf = (arrivals: readonly Arrival[]): Fills | null =>
    leastOver(loops, room, ({ high }) =>
      sumOf(arrivals.map((each, i) => Math.max(once[i]!, broughtByAll([[each]], loops.extents, high, [1])))),
    )
  return [...kinds.values()]
    .flatMap((arrivals) => bestOf(arrivals) ?? [])
    .filter(({ tile }) => tile.length > 0)
    .toSorted((a, b) => a.fills - b.fills)
}
