/**
 * The steps of a level over the whole run, numbered: the positions of the loops of the first unit of every level above,
 * whose boxes are never shorter than another's at the same positions. A unit with a shorter box has no tile at some of
 * them, and is idle there.
 */

import type { Level } from '../../dataflow/canonical'
import { floorDivide } from '../../internal/arithmetic'
import { type Trip, tripsOf } from '../../profile/definition/schedule'

/** A step by its number, by its number in the run of each level, and by where the loops of each level stand. */
export type Column = {
  readonly number: number
  readonly at: readonly number[]
  readonly positions: readonly (readonly number[])[]
}

export type Columns = { readonly total: number; readonly column: (number: number) => Column }

type Lengths = readonly number[]

const withLength = (lengths: Lengths, dimension: number, length: number): Lengths =>
  lengths.map((present, d) => (d === dimension ? length : present))

/** A loop in a run: its full tiles and, if it is shorter, the last. */
const partsOf = ({ steps, full, last }: Trip) =>
  last === full ? { full: steps, hasShort: false } : { full: steps - 1, hasShort: true }

/** The steps of the levels from a loop of a level on, if their boxes have these lengths. */
const counting = (levels: readonly Level[]) => {
  const known = new Map<string, number>()
  const from = (depth: number, at: number, lengths: Lengths): number => {
    const level = levels[depth]
    if (level === undefined) return 1
    const loop = level.loops[at]
    if (loop === undefined) return from(depth + 1, 0, lengths)
    const key = `${depth} ${at} ${lengths.join(' ')}`
    const found = known.get(key)
    if (found !== undefined) return found
    const trip = tripsOf(level, lengths)[at]!
    const { full, hasShort } = partsOf(trip)
    const inside = (length: number): number =>
      from(depth, at + 1, withLength(lengths, loop.dimension, Math.min(loop.tile, length)))
    const count = (full > 0 ? full * inside(trip.full) : 0) + (hasShort ? inside(trip.last) : 0)
    known.set(key, count)
    return count
  }
  return from
}

/** The position of a loop in a step, by the number of steps before it in this run of the loop; and how many are before it then. */
const standingAt = (
  trip: Trip,
  tile: number,
  left: number,
  inside: (length: number) => number,
): { readonly position: number; readonly length: number; readonly left: number } => {
  const { full } = partsOf(trip)
  const length = Math.min(tile, trip.full)
  const each = full > 0 ? inside(length) : 0
  const isFull = left < full * each
  const position = isFull ? floorDivide(left, each) : full
  return { position, length: isFull ? length : Math.min(tile, trip.last), left: left - position * each }
}

/** The steps of the last of these levels. */
export const columnsOf = (levels: readonly Level[], extents: Lengths): Columns => {
  const from = counting(levels)
  const column = (number: number): Column => {
    let lengths = extents
    let left = number
    const runs = levels.map((level, depth) => {
      const trips = tripsOf(level, lengths)
      let step = 0
      const positions = level.loops.map(({ dimension, tile }, i) => {
        const around = lengths
        const inside = (length: number) => from(depth, i + 1, withLength(around, dimension, length))
        const standing = standingAt(trips[i]!, tile, left, inside)
        lengths = withLength(lengths, dimension, standing.length)
        left = standing.left
        step = step * trips[i]!.steps + standing.position
        return standing.position
      })
      return { step, positions }
    })
    return { number, at: runs.map(({ step }) => step), positions: runs.map(({ positions }) => positions) }
  }
  return { total: from(0, 0, extents), column }
}
