/** What a case moves and computes: per unit (section 9) and over the units of a level (section 10). */
import type { Case, State } from './cases'
import { type Int64, plus, times } from './int64'
import { madeOfLastTile } from './quirks'
import type { Dependence, Level, Loop, Tile } from './tiles'

/** A unit: the first of the level or another, with a full tile or a ragged one. Only spatial maps tell them apart. */
type Unit = { readonly first: boolean; readonly ragged: boolean }

const firstFull: Unit = { first: true, ragged: false }
const firstRagged: Unit = { first: true, ragged: true }
const otherFull: Unit = { first: false, ragged: false }
const otherRagged: Unit = { first: false, ragged: true }

/** Whether the units of a case share out a tensor, whether they end, and whether the last of them has less. */
type Sharing = { readonly spatial: boolean; readonly edge: boolean; readonly ragged: boolean }

const sharing = (places: readonly number[], { states }: Case): Sharing => {
  let edge = false
  let ragged = false
  for (const place of places) {
    edge ||= states[place]!.edge
    ragged = states[place]!.ragged
  }
  return { spatial: places.length > 0, edge, ragged }
}

/** Units of the last fold that are neither the first nor ragged. */
const othersAtEdge = ({ edgeUnits }: Level, ragged: boolean): number =>
  Math.max(edgeUnits - 1 - (ragged ? 1 : 0), 0)

/** The sum over all units, from the share of one. */
const overUnits = (level: Level, among: Sharing, share: (unit: Unit) => Int64): Int64 => {
  const { units, edgeUnits } = level
  const { spatial, edge, ragged } = among
  if (!spatial) return share(firstFull)
  if (!edge) return plus(share(firstFull), times(units - 1, share(otherFull)))
  if (edgeUnits === 1) return share(ragged ? firstRagged : firstFull)
  const full = plus(share(firstFull), times(othersAtEdge(level, ragged), share(otherFull)))
  return ragged ? plus(full, share(otherRagged)) : full
}

/** A loop inside the pivot starts over, so that the steps of the pivot fetch whole tiles. */
const startsOver = ({ on }: Dependence, { states, pivot }: Case): boolean => {
  for (let i = pivot + 1; i < states.length; i++)
    if (on[i] && states[i]!.phase === 'init' && !states[i]!.unrolled) return true
  return false
}

/** Whether the tool gives up: a step of a loop that brings nothing new (`ZERO_UNIQUE`). */
export const bringsNothing = ({ loops }: Level, now: Case, tensor: Dependence): boolean => {
  const { pivot } = now
  if (pivot < 0 || loops[pivot]!.spatial || loops[pivot]!.tile.step !== 0) return false
  return tensor.on[pivot]! && !startsOver(tensor, now)
}

/** Elements along the dimension of a temporal loop that a step fetches; `steps`: by moving that loop on. */
const fetchedInTime = ({ tile }: Loop, { phase, edge }: State, steps: boolean): number => {
  if (phase === 'init') return edge ? tile.edge : tile.full
  // Quirk 11: the last step fetches as much as any other.
  return steps ? tile.step : tile.full
}

/** Elements along the dimension of a spatial loop that a unit fetches at the very start. */
const fetchedAtStart = ({ tile }: Loop, { edge }: State, unit: Unit, edgeUnits: number): number => {
  if (edge && edgeUnits === 1) return unit.first || unit.ragged ? tile.edge : 1
  return edge && unit.ragged ? tile.edge : tile.full
}

/** Elements along the dimension of a spatial loop that a unit fetches in a later step. */
const fetchedInSpace = ({ tile }: Loop, unit: Unit, isNew: boolean): number => {
  if (isNew && !unit.first) return unit.ragged ? tile.edgeStep : tile.step
  return unit.ragged ? tile.edge : tile.full
}

/** Elements along the spatial dimensions of an input tensor that a unit fetches. */
const fetchedBy = (unit: Unit, level: Level, now: Case, tensor: Dependence, whole: boolean): Int64 => {
  const { states, pivot } = now
  let share: Int64 = 1
  for (const place of tensor.spatial) {
    const loop = level.loops[place]!
    const state = states[place]!
    const isNew = state.phase === 'init' ? place > pivot : place === pivot && !whole
    const atStart = pivot < 0
    share = times(
      share,
      atStart ? fetchedAtStart(loop, state, unit, level.edgeUnits) : fetchedInSpace(loop, unit, isNew),
    )
  }
  return share
}

/** Elements of an input tensor that a case brings to the units. */
export const ingressOf = (level: Level, now: Case, tensor: Dependence): Int64 => {
  const { states, pivot } = now
  // Quirk 10: a tensor that the innermost moving loop does not touch is taken to stay, whatever wraps around inside.
  if (pivot >= 0 && !tensor.on[pivot]) return 0
  const whole = startsOver(tensor, now)
  let inTime: Int64 = 1
  for (const place of tensor.temporal)
    inTime = times(inTime, fetchedInTime(level.loops[place]!, states[place]!, place === pivot && !whole))
  const among = sharing(tensor.spread, now)
  return times(
    inTime,
    overUnits(level, among, (unit) => fetchedBy(unit, level, now, tensor, whole)),
  )
}

/** Outputs, or steps of a reduction, along a temporal dimension. */
const madeInTime = (tile: Tile, { edge }: State): number => (edge ? tile.edge : tile.full)

/** The same along a spatial dimension; `input` is the tile of the dimension itself. */
const madeInSpace = (
  tile: Tile,
  input: Tile,
  { phase, edge }: State,
  unit: Unit,
  edgeUnits: number,
  reuse: boolean,
): number => {
  const base = unit.first ? tile.full : tile.step === 0 ? 1 : tile.step
  if (phase === 'init' && edge && unit.ragged) return edgeUnits > 1 && reuse ? tile.edgeStep : tile.edge
  if (phase !== 'edge') return base
  if (edgeUnits > 1) return unit.ragged ? tile.edgeStep : base
  return unit.first || unit.ragged ? madeOfLastTile(input.edge, tile.edge) : 1
}

/** Outputs along the spatial dimensions that a unit makes. */
const outputsBy = (unit: Unit, level: Level, now: Case, reuse: boolean): Int64 => {
  let share: Int64 = 1
  for (const place of level.output.spatial) {
    const { outputs, tile } = level.loops[place]!
    share = times(share, madeInSpace(outputs, tile, now.states[place]!, unit, level.edgeUnits, reuse))
  }
  return share
}

/** Steps along all spatial dimensions, of outputs and of what is added up, that a unit works through. */
const workBy = (unit: Unit, level: Level, now: Case): Int64 => {
  let share = outputsBy(unit, level, now, false)
  for (const place of level.reduced.spatial) {
    const { tile } = level.loops[place]!
    share = times(share, madeInSpace(tile, tile, now.states[place]!, unit, level.edgeUnits, false))
  }
  return share
}

/** Outputs that a case sends up, MACs of its busiest unit, and MACs of all units. */
export type Work = { readonly egress: Int64; readonly longest: Int64; readonly total: Int64 }

/** The work of all units. Quirk 2: two spatial maps walk in lockstep, and yet all units count. */
const workOfAll = (level: Level, now: Case, first: Int64): Int64 => {
  const { edge, ragged } = sharing(level.spatial, now)
  if (!edge) return times(level.units, first)
  if (level.edgeUnits === 1) return ragged ? workBy(firstRagged, level, now) : first
  const full = times(1 + othersAtEdge(level, ragged), first)
  return ragged ? plus(full, workBy(otherRagged, level, now)) : full
}

/** Quirk 3: outputs go up in every step, also where partial sums stay; none come back. */
export const workOf = (level: Level, now: Case): Work => {
  const { loops, output, reduced, edgeUnits } = level
  let outputs: Int64 = 1
  for (const place of output.temporal)
    outputs = times(outputs, madeInTime(loops[place]!.outputs, now.states[place]!))
  let steps = outputs
  for (const place of reduced.temporal)
    steps = times(steps, madeInTime(loops[place]!.tile, now.states[place]!))
  const among = sharing(output.spread, now)
  const alone = among.edge && edgeUnits === 1 && among.ragged
  const first = workBy(firstFull, level, now)
  return {
    egress: times(
      outputs,
      overUnits(level, among, (unit) => outputsBy(unit, level, now, true)),
    ),
    longest: times(steps, alone ? workBy(firstRagged, level, now) : first),
    total: times(steps, workOfAll(level, now, first)),
  }
}

/** Which coupled dimensions have a short tile in the level below, as bits. */
export const shortTiles = (
  { loops, firsts, edgeUnits }: Level,
  { states }: Case,
  ragged: boolean,
): number => {
  let short = 0
  for (let i = 0; i < firsts.length; i++) {
    const place = firsts[i]!
    const shrinks = states[place]!.edge && (!loops[place]!.spatial || edgeUnits === 1 || ragged)
    if (shrinks) short |= 1 << i
  }
  return short
}

/** Extents of the level below where these tiles are short. */
export const extentsBelow = ({ loops, firsts }: Level, short: number): readonly number[] =>
  firsts.map((place, i) => {
    const { full, edge } = loops[place]!.tile
    return (short >> i) & 1 ? edge : full
  })
