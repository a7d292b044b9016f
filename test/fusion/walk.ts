/** What the layers of a chain compute and need, one outer step after the other (docs/spec.md, section 16). */
import { type Box, combined, hullOf, type Place, touchedAlong, wholeOf, withinPlace } from './elements'
import type { Nest, NestLoop } from './links'
import { type ChainLayer, type ChainProblem, known, outputOf } from './problem'

/** Indices along each axis. */
type Along = readonly (readonly number[])[]

export type Step = {
  /** Per layer; null where it does not run. */
  readonly boxes: readonly (Box | null)[]
  /** Of T₀ … Tₙ₋₁, the elements that are needed, and those that are computed or fetched. */
  readonly needed: readonly ReadonlySet<string>[]
  readonly computed: readonly ReadonlySet<string>[]
}

const none: ReadonlySet<string> = new Set()

/** Of what went before: needs in earlier tiles of each loop, and which loops have moved since the last need. */
type Memory = {
  readonly earlier: { readonly tile: number; readonly end: number }[][][]
  readonly moved: Set<number>[]
  readonly wasNeeded: boolean[]
}

const stepsOf = (loops: readonly NestLoop[]): readonly (readonly number[])[] => {
  let steps: (readonly number[])[] = [[]]
  for (const { tiles } of loops)
    steps = steps.flatMap((step) => Array.from({ length: tiles }, (_, tile) => [...step, tile]))
  return steps
}

const lastBox = (last: ChainLayer, loops: readonly NestLoop[], tiles: readonly number[]): Box => ({
  ...wholeOf(last.extents),
  ...Object.fromEntries(
    loops.map(({ dimension, extent, size }, l) => {
      const low = known(tiles[l]) * size
      return [dimension, { low, high: Math.min(extent, low + size) }]
    }),
  ),
})

const needOf = ({ taken, loops }: Nest, k: number, box: Box | null): Along | null => {
  if (box === null) return null
  const { tensor, places } = known(taken[k])
  const along = tensor.axes.map((axis, a) => {
    const place: Place = known(places[a])
    const touched = touchedAlong(axis, box)
    const isMoved = loops.some(({ axes }) => axes[k] === a)
    return withinPlace(k === 0 && !isMoved ? touched : hullOf(touched), place)
  })
  return along.every((indices) => indices.length > 0) ? along : null
}

/** What is left to compute of a need along an axis that a loop moves. */
const leftOf = (indices: readonly number[], memory: Memory, k: number, l: number, tile: number) => {
  const seen = known(known(memory.earlier[k])[l]).filter((each) => each.tile < tile)
  const end = Math.max(0, ...seen.map((each) => each.end))
  return indices.filter((i) => i >= end)
}

const computedOf = (
  need: Along,
  { loops }: Nest,
  memory: Memory,
  k: number,
  tiles: readonly number[],
): Along | null => {
  const reaching = loops.flatMap(({ axes }, l) => (known(axes[k]) >= 0 ? [l] : []))
  const isThere = memory.wasNeeded[k] && !reaching.some((l) => known(memory.moved[k]).has(l))
  if (isThere) return null
  const along = need.map((indices, a) => {
    const l = loops.findIndex(({ axes }) => axes[k] === a)
    return l < 0 || known(loops[l]).recomputes ? indices : leftOf(indices, memory, k, l, known(tiles[l]))
  })
  return along.every((indices) => indices.length > 0) ? along : null
}

const remember = (need: Along, { loops }: Nest, memory: Memory, k: number, tiles: readonly number[]) => {
  loops.forEach(({ axes }, l) => {
    const indices = need[known(axes[k])]
    if (indices !== undefined)
      known(known(memory.earlier[k])[l]).push({ tile: known(tiles[l]), end: known(indices.at(-1)) + 1 })
  })
  known(memory.moved[k]).clear()
  memory.wasNeeded[k] = true
}

/** The layer that puts out what is computed: along its axes, and all that is summed over. */
const boxOf = (layer: ChainLayer | undefined, along: Along | null): Box | null => {
  if (layer === undefined || along === null) return null
  const ranges = outputOf(layer).axes.map((axis, a) => {
    const indices = known(along[a])
    return [known(axis[0]).dimension, { low: known(indices[0]), high: known(indices.at(-1)) + 1 }] as const
  })
  return { ...wholeOf(layer.extents), ...Object.fromEntries(ranges) }
}

const noteMoves = (
  memory: Memory,
  loops: readonly NestLoop[],
  tiles: readonly number[],
  before: readonly number[],
) => {
  const moved = loops.flatMap((_, l) => (tiles[l] === before[l] ? [] : [l]))
  memory.moved.forEach((since) => {
    for (const l of moved) since.add(l)
  })
  const outermost = Math.min(...moved)
  for (const ofTensor of memory.earlier)
    ofTensor.forEach((records, l) => {
      if (outermost < l) records.length = 0
    })
}

export const walk = ({ layers }: ChainProblem, nest: Nest): readonly Step[] => {
  const { loops } = nest
  const memory: Memory = {
    earlier: layers.map(() => loops.map(() => [])),
    moved: layers.map(() => new Set<number>()),
    wasNeeded: layers.map(() => false),
  }
  let before: readonly number[] | null = null
  return stepsOf(loops).map((tiles) => {
    if (before !== null) noteMoves(memory, loops, tiles, before)
    before = tiles
    const boxes: (Box | null)[] = layers.map(() => null)
    const needed: ReadonlySet<string>[] = layers.map(() => none)
    const computed: ReadonlySet<string>[] = layers.map(() => none)
    boxes[layers.length - 1] = lastBox(known(layers.at(-1)), loops, tiles)
    for (let k = layers.length - 1; k >= 0; k--) {
      const need = needOf(nest, k, boxes[k] ?? null)
      if (need === null) continue
      const fresh = computedOf(need, nest, memory, k, tiles)
      remember(need, nest, memory, k, tiles)
      needed[k] = combined(need)
      computed[k] = fresh === null ? none : combined(fresh)
      if (k > 0) boxes[k - 1] = boxOf(layers[k - 1], fresh)
    }
    return { boxes, needed, computed }
  })
}
