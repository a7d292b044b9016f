/**
 * The steps of a level over the whole run, numbered: those of the first unit of every level above, whose boxes are never
 * shorter than another's. A unit whose run is shorter waits for the others.
 */
import { type Trip, tripsOf } from '../../analysis/schedule'
import type { Level } from '../../dataflow/canonical'
import { floorDivide } from '../../internal/arithmetic'

/** A step by its number, and by its number in the run of each level. */
export type Column = { readonly number: number; readonly at: readonly number[] }

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

/** The steps of the last of these levels. */
export const columnsOf = (levels: readonly Level[], extents: Lengths): Columns => {
  const from = counting(levels)
  const column = (number: number): Column => {
    const at: number[] = []
    let lengths = extents
    let left = number
    levels.forEach((level, depth) => {
      const trips = tripsOf(level, lengths)
      let step = 0
      level.loops.forEach(({ dimension, tile }, i) => {
        const trip = trips[i]!
        const { full } = partsOf(trip)
        const inFull = withLength(lengths, dimension, Math.min(tile, trip.full))
        const each = full > 0 ? from(depth, i + 1, inFull) : 0
        const isFull = left < full * each
        const position = isFull ? floorDivide(left, each) : full
        left -= position * each
        lengths = isFull ? inFull : withLength(lengths, dimension, Math.min(tile, trip.last))
        step = step * trip.steps + position
      })
      at.push(step)
    })
    return { number, at }
  }
  return { total: from(0, 0, extents), column }
}
