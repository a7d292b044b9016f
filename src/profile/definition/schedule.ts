/**
 * The schedule of a run (docs/spec.md, sections 3 and 9): loops nest in the order given. A spatial loop over tiles of t is
 * a temporal loop over covers of units·t; a box is the lengths that the loops tile.
 */
import type { Level, Loop } from '../../dataflow/canonical'
import type { Move, Transition } from './transition'

/** How a loop runs over its extent: full tiles (covers, for a spatial loop), the last one perhaps short. */
export type Trip = {
  readonly dimension: number
  readonly steps: number
  readonly full: number
  readonly last: number
  /** Where the last tile starts. */
  readonly lastStart: number
}

const tripOf = ({ dimension, spatial, tile }: Loop, units: number, extent: number): Trip => {
  const cover = Math.min(extent, spatial ? tile * units : tile)
  const steps = Math.ceil(extent / cover)
  const lastStart = (steps - 1) * cover
  return { dimension, steps, full: cover, last: extent - lastStart, lastStart }
}

export const tripsOf = ({ loops, units }: Level, box: readonly number[]): readonly Trip[] =>
  loops.map((loop) => tripOf(loop, units, box[loop.dimension]!))

const withMoves = (
  moves: readonly Move[],
  changed: readonly (readonly [number, Move])[],
): readonly Move[] => {
  const result = [...moves]
  for (const [dimension, move] of changed) result[dimension] = move
  return result
}

/**
 * The first step of a run, or the drain after the last: the step before is the last one in the parent's old box, the
 * step after the first in its new box.
 */
export const enterRun = (level: Level, parent: Transition): Transition => ({
  before: parent.before,
  after: parent.after,
  moves: withMoves(
    parent.moves,
    level.loops.map((loop) => {
      const { from, to, shift } = parent.moves[loop.dimension]!
      const before = parent.before ? tripOf(loop, level.units, from) : undefined
      const after = parent.after ? tripOf(loop, level.units, to) : undefined
      const start = shift - (before?.lastStart ?? 0)
      return [loop.dimension, { from: before?.last ?? 0, to: after?.full ?? 0, shift: start }] as const
    }),
  ),
})

/** A kind of step that is not the first of its run, and how often a run has it. */
export type InnerStep = { readonly times: number; readonly transition: Transition }

type Variant = { readonly times: number; readonly length: number }

/** Where a loop may stand: at full tiles, or at the short last one. */
const standing = ({ steps, full, last }: Trip): readonly Variant[] =>
  last === full ? [{ times: steps, length: full }] : shortVariants(steps - 1, full, last)

const shortVariants = (times: number, full: number, last: number): readonly Variant[] =>
  [
    { times, length: full },
    { times: 1, length: last },
  ].filter((variant) => variant.times > 0)

/** How a loop may move on: to a full tile, or to the short last one. */
const moving = ({ steps, full, last }: Trip): readonly Variant[] =>
  last === full ? [{ times: steps - 1, length: full }] : shortVariants(steps - 2, full, last)

/** The number of transitions that {@link innerSteps} yields, without making them. */
export const countInnerSteps = (trips: readonly Trip[]): number => {
  let outer = 1
  let count = 0
  for (const trip of trips) {
    if (trip.steps > 1) count += outer * moving(trip).length
    outer *= standing(trip).length
  }
  return count
}

/**
 * All other steps of a run: between consecutive steps exactly one loop moves on, the loops inside it wrap to their first
 * tile, those outside stand still.
 */
export const innerSteps = (trips: readonly Trip[], box: readonly number[]): readonly InnerStep[] => {
  const still = box.map((length): Move => ({ from: length, to: length, shift: 0 }))
  const wrapped = trips.map(
    ({ dimension, full, last, lastStart }) =>
      [dimension, { from: last, to: full, shift: -lastStart }] as const,
  )
  const result: InnerStep[] = []
  let outer: readonly { readonly times: number; readonly moves: readonly Move[] }[] = [
    { times: 1, moves: still },
  ]
  trips.forEach((trip, i) => {
    const inner = wrapped.slice(i + 1)
    if (trip.steps > 1)
      for (const around of outer)
        for (const { times, length } of moving(trip)) {
          const move = { from: trip.full, to: length, shift: trip.full }
          const moves = withMoves(around.moves, [[trip.dimension, move], ...inner])
          result.push({ times: around.times * times, transition: { before: true, after: true, moves } })
        }
    outer = outer.flatMap((around) =>
      standing(trip).map(({ times, length }) => ({
        times: around.times * times,
        moves: withMoves(around.moves, [[trip.dimension, { from: length, to: length, shift: 0 }]]),
      })),
    )
  })
  return result
}
