/** Iteration cases: the kinds of step of a level, each with how often it occurs (section 8). */
import { occurrences, unitsOnRest } from './quirks'
import type { Level, Loop } from './tiles'

export type Phase = 'init' | 'steady' | 'edge'

/** Where a loop stands. */
export type State = {
  readonly phase: Phase
  readonly count: number
  /** The loop has this state only. */
  readonly unrolled: boolean
  /** The tile, or the fold of the units, ends beyond the dimension. */
  readonly edge: boolean
  /** The last unit has less than a tile. */
  readonly ragged: boolean
}

const steady = (count: number): State => ({
  phase: 'steady',
  count,
  unrolled: false,
  edge: false,
  ragged: false,
})

const last = (ragged: boolean): State => ({ phase: 'edge', count: 1, unrolled: false, edge: true, ragged })

const temporalStates = ({ size, offset }: Loop, extent: number): readonly State[] => {
  const steps = Math.trunc((extent - size) / offset)
  const states: State[] = [
    { phase: 'init', count: 1, unrolled: extent <= size, edge: extent < size, ragged: false },
  ]
  if (extent > size && steps > 0) states.push(steady(steps))
  if (extent >= size && steps * offset + size < extent) states.push(last(false))
  return states
}

const spatialStates = ({ size, offset }: Loop, extent: number, units: number): readonly State[] => {
  const fold = offset * units
  const cover = size + offset * (units - 1)
  const folds = Math.trunc((Math.trunc((extent - size) / offset) + 1) / units) - 1
  const short = extent < cover
  const states: State[] = [{ phase: 'init', count: 1, unrolled: extent <= cover, edge: short, ragged: short }]
  if (extent <= cover) return states
  if (folds > 0) states.push(steady(folds))
  const rest = extent - (folds + 1) * fold
  if (rest < cover && folds * fold + cover !== extent) {
    const active = unitsOnRest(rest, size, offset)
    states.push(last((active - 1) * offset + size < rest))
  }
  return states
}

/** Per place, the states of its loop over a dimension of `sizes[slot]`. */
export const statesOf = ({ loops, units }: Level, sizes: readonly number[]): readonly (readonly State[])[] =>
  loops.map((loop) =>
    loop.spatial ? spatialStates(loop, sizes[loop.slot]!, units) : temporalStates(loop, sizes[loop.slot]!),
  )

/** A kind of step: the state of each place's dimension. */
export type Case = {
  readonly states: readonly State[]
  /** How often it occurs, in 32 bits. */
  readonly count: number
  /** The innermost place that is not in its first state; −1 if all are. */
  readonly pivot: number
  /** Which of the loops with several states are in their last, as bits: the tiles of a case depend on nothing else. */
  readonly edges: number
}

export const casesIn = (states: readonly (readonly State[])[]): number => {
  let cases = 1
  for (const { length } of states) cases *= length
  return cases
}

/** Of two maps of a dimension, the state of the last counts. */
const ofDimensions = (own: readonly State[], loops: readonly Loop[]): readonly State[] => {
  const states: State[] = []
  for (let place = 0; place < own.length; place++) states.push(own[loops[place]!.last]!)
  return states
}

const pivotOf = (states: readonly State[]): number => {
  let place = states.length - 1
  while (place >= 0 && states[place]!.phase === 'init') place--
  return place
}

/**
 * Case number t. Place i is in state ⌈t / fᵢ⌉ mod nᵢ, where fᵢ is the number of cases of the places inside it:
 * not the order in which the steps happen, though each combination comes once.
 */
export const caseAt = (
  t: number,
  cases: number,
  choices: readonly (readonly State[])[],
  loops: readonly Loop[],
): Case => {
  const own: State[] = []
  let inside = cases
  let count = 1
  let edges = 0
  for (const states of choices) {
    const { length } = states
    inside /= length
    const state = states[length === 1 ? 0 : Math.ceil(t / inside) % length]!
    own.push(state)
    count = occurrences(count, state.count)
    // More loops of several states than bits would be more cases than are looked at.
    if (length > 1) edges = (edges << 1) | (state.phase === 'edge' ? 1 : 0)
  }
  const states = ofDimensions(own, loops)
  return { states, count, pivot: pivotOf(states), edges }
}
