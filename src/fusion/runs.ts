/** In which steps each layer runs, and on which boxes (docs/spec.md, section 16). */
import { freshIn, type LoopLines } from './lines'
import type { Loop } from './outer-nest'
import type { Standing } from './standing'
import { type Interval, lengthOf } from './touched'

/** A loop's groups of tiles in which a layer runs, as far as this loop decides. */
export type Running = {
  readonly loop: number
  /** The dimension of the layer that the loop moves; −1 for none. */
  readonly moves: number
  readonly groups: readonly { readonly count: number; readonly computed: Interval; readonly slope: number }[]
  /** Tiles in all. */
  readonly tiles: number
}

/** A box that a layer runs on, by the lengths of its dimensions, and how often. */
export type BoxKind = { readonly lengths: readonly number[]; readonly times: number }

/** Whether nothing is ever needed of what a layer puts out. */
const isIdle = (k: number, { factor }: Standing): boolean => k + 1 < factor.length && factor[k + 1] === 0

/** A layer runs where something of what it puts out is computed along every loop. */
export const runningOf = (
  k: number,
  loops: readonly Loop[],
  lines: readonly LoopLines[],
  standing: Standing,
): readonly Running[] =>
  loops.map(({ moves }, loop) => {
    const { groups, lines: ofLoop } = lines[loop]!
    const line = ofLoop[k + 1]!
    const running = groups.flatMap(({ count }, g) => {
      const computed = freshIn(line, g)
      return isIdle(k, standing) || lengthOf(computed) === 0 ? [] : [{ count, computed, slope: line.slope }]
    })
    const tiles = running.reduce((sum, { count }) => sum + count, 0)
    return { loop, moves: moves[k]!, groups: running, tiles }
  })

/** Steps in which a layer runs. */
export const countRuns = (k: number, running: readonly Running[], standing: Standing): number =>
  isIdle(k, standing) ? 0 : running.reduce((runs, { tiles }) => runs * tiles, 1)

/** More kinds of box of one layer are too many to cost. */
export const mostKinds = 16_384

/** The kinds of box of a layer in the order of their first run; null where there are too many. */
export const boxKindsOf = (
  k: number,
  running: readonly Running[],
  standing: Standing,
): readonly BoxKind[] | null => {
  if (countRuns(k, running, standing) === 0) return []
  const lengths = standing.computed[k]!.map(lengthOf)
  let times = 1
  const moving: Running[] = []
  for (const of of running)
    if (of.moves < 0) times *= of.tiles
    else moving.push(of)
  const kinds = new Map<string, { lengths: readonly number[]; times: number }>()
  const collect = (depth: number, sofar: number): boolean => {
    const of = moving[depth]
    if (of === undefined) {
      const key = lengths.join()
      const known = kinds.get(key)
      if (known === undefined) kinds.set(key, { lengths: lengths.slice(), times: sofar })
      else known.times += sofar
      return kinds.size <= mostKinds
    }
    return of.groups.every(({ count, computed }) => {
      lengths[of.moves] = lengthOf(computed)
      return collect(depth + 1, sofar * count)
    })
  }
  return collect(0, times) ? [...kinds.values()] : null
}

/** Points of a box. */
export const pointsOf = (lengths: readonly number[]): number =>
  lengths.reduce((points, length) => points * length, 1)

/** Points of a layer that are computed at all, each once. */
export const pointsOnce = (
  k: number,
  loops: readonly Loop[],
  lines: readonly LoopLines[],
  standing: Standing,
): number => {
  const moved = loops.map(({ moves }) => moves[k]!)
  let points = isIdle(k, standing) ? 0 : 1
  standing.computed[k]!.forEach((interval, dimension) => {
    if (!moved.includes(dimension)) points *= lengthOf(interval)
  })
  // The line of a loop that moves nothing here has one element, or none where the layer never runs.
  for (const { lines: ofLoop } of lines) points *= ofLoop[k + 1]!.needed
  return points
}
