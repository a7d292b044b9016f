/**
 * The units of a level in one step: all work on tiles of the same shape, but for a last short tile and idle units. So a
 * transition has at most a handful of classes of units that go through the same.
 */
import type { Level } from '../../dataflow/canonical'
import type { Move, Transition } from './transition'

/** Neighbouring units, from number `first` on, that go through the same transition. */
export type UnitClass = { readonly first: number; readonly count: number; readonly transition: Transition }

/** Tiles of `tile` and a shorter rest make up the cover: the length of unit u's tile, 0 beyond the cover. */
const lengthAt = (u: number, cover: number, tile: number): number =>
  Math.max(0, Math.min(tile, cover - u * tile))

const boundaries = (cover: number, tile: number): readonly number[] => {
  const full = Math.floor(cover / tile)
  return [full, cover % tile === 0 ? full : full + 1]
}

/** The classes of a transition of covers; units that are idle before and after are in none. */
export const unitClasses = ({ loops }: Level, covers: Transition): readonly UnitClass[] => {
  const spatial = loops.find((loop) => loop.spatial)
  if (spatial === undefined) return [{ first: 0, count: 1, transition: covers }]
  const { dimension, tile } = spatial
  const { from, to, shift } = covers.moves[dimension]!
  const starts = [
    0,
    ...boundaries(covers.before ? from : 0, tile),
    ...boundaries(covers.after ? to : 0, tile),
  ]
  const distinct = [...new Set(starts)].sort((a, b) => a - b)
  return distinct.slice(0, -1).map((first, i) => {
    const move: Move = {
      from: covers.before ? lengthAt(first, from, tile) : 0,
      to: covers.after ? lengthAt(first, to, tile) : 0,
      shift,
    }
    const moves = covers.moves.map((other, at) => (at === dimension ? move : other))
    return {
      first,
      count: distinct[i + 1]! - first,
      transition: { before: move.from > 0, after: move.to > 0, moves },
    }
  })
}
