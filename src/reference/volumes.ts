/** What a case moves and computes: per unit (section 9) and over the units of a level (section 10). */
import type { Case, State } from './cases'
import { type Int64, plus, times } from './int64'
import { lastOutputs } from './quirks'
import type { Dependence, Level, Loop, Tile } from './tiles'

/** A unit: the first of the level or another, with a full tile or a ragged one. */
type Unit = { readonly first: boolean; readonly ragged: boolean }

const firstFull: Unit = { first: true, ragged: false }
const firstRagged: Unit = { first: true, ragged: true }
const otherFull: Unit = { first: false, ragged: false }
const otherRagged: Unit = { first: false, ragged: true }

/** A loop inside the pivot starts over, so that the steps of the pivot fetch whole tiles. */
const startsOver = ({ on }: Dependence, { states, pivot }: Case): boolean => {
  for (let i = pivot + 1; i < states.length; i++)
    if (on[i] && states[i]!.phase === 'init' && !states[i]!.unrolled) return true
  return false
}

/** Whether the tool gives up: a step of a loop that brings nothing new (`ZERO_UNIQUE`). */
export const bringsNothing = ({ loops }: Level, now: Case, tensor: Dependence): boolean => {
  const loop = loops[now.pivot]
  if (loop === undefined || loop.spatial || !tensor.on[now.pivot] || loop.tile.step !== 0) return false
  return !startsOver(tensor, now)
}

/** Elements along a loop's dimension that a unit fetches at the very start. */
const initialElements = ({ spatial, tile }: Loop, { edge }: State, unit: Unit, edgeUnits: number): number => {
  if (!edge) return tile.full
  if (!spatial) return tile.edge
  if (edgeUnits > 1) return unit.ragged ? tile.edge : tile.full
  return unit.first || unit.ragged ? tile.edge : 1
}

/** Elements along the dimension at `place` that a unit fetches in a later step. */
const steppedElements = (
  { spatial, tile }: Loop,
  place: number,
  { states, pivot }: Case,
  unit: Unit,
  whole: boolean,
): number => {
  const { phase, edge } = states[place]!
  if (!spatial) {
    if (phase === 'init') return edge ? tile.edge : tile.full
    // Quirk 11: the last step fetches as much as any other.
    return place === pivot && !whole ? tile.step : tile.full
  }
  const isNew = phase === 'init' ? place > pivot : place === pivot && !whole
  if (isNew && !unit.first) return unit.ragged ? tile.edgeStep : tile.step
  return unit.ragged ? tile.edge : tile.full
}

const ingressOfUnit = (level: Level, now: Case, tensor: Dependence, unit: Unit): Int64 => {
  const { loops, edgeUnits } = level
  // Quirk 10: a tensor that the innermost moving loop does not touch is taken to stay, whatever wraps around inside.
  if (now.pivot >= 0 && !tensor.on[now.pivot]) return 0
  const whole = startsOver(tensor, now)
  let volume: Int64 = 1
  for (let i = 0; i < loops.length; i++) {
    if (!tensor.on[i]) continue
    const factor =
      now.pivot < 0
        ? initialElements(loops[i]!, now.states[i]!, unit, edgeUnits)
        : steppedElements(loops[i]!, i, now, unit, whole)
    volume = times(volume, factor)
  }
  return volume
}

/** Outputs, or steps of a reduction, along a spatial dimension; `tile` is the tile counted, `input` the dimension's. */
const spreadElements = (
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
  return unit.first || unit.ragged ? lastOutputs(input.edge, tile.edge) : 1
}

const producedElements = (
  loop: Loop,
  tile: Tile,
  state: State,
  unit: Unit,
  edgeUnits: number,
  reuse: boolean,
) =>
  loop.spatial
    ? spreadElements(tile, loop.tile, state, unit, edgeUnits, reuse)
    : state.edge
      ? tile.edge
      : tile.full

const outputsOfUnit = (
  { loops, output, edgeUnits }: Level,
  { states }: Case,
  unit: Unit,
  reuse: boolean,
): Int64 => {
  let volume: Int64 = 1
  for (const place of output.places) {
    const loop = loops[place]!
    volume = times(volume, producedElements(loop, loop.outputs, states[place]!, unit, edgeUnits, reuse))
  }
  return volume
}

/** MACs of a unit. */
const workOfUnit = (level: Level, now: Case, unit: Unit): Int64 => {
  let volume = outputsOfUnit(level, now, unit, false)
  for (const place of level.reduced) {
    const loop = level.loops[place]!
    volume = times(
      volume,
      producedElements(loop, loop.tile, now.states[place]!, unit, level.edgeUnits, false),
    )
  }
  return volume
}

/** Whether the units of a case share out a tensor, whether they end, and whether the last of them has less. */
type Sharing = { readonly spatial: boolean; readonly edge: boolean; readonly ragged: boolean }

const sharing = (places: readonly number[], { states }: Case): Sharing => ({
  spatial: places.length > 0,
  edge: places.some((place) => states[place]!.edge),
  ragged: places.length > 0 && states[places[places.length - 1]!]!.ragged,
})

/** A volume over all units, from that of one. */
const overUnits = (
  { units, edgeUnits }: Level,
  { spatial, edge, ragged }: Sharing,
  volume: (unit: Unit) => Int64,
): Int64 => {
  if (!spatial) return volume(firstFull)
  if (!edge) return plus(volume(firstFull), times(units - 1, volume(otherFull)))
  if (edgeUnits === 1) return volume(ragged ? firstRagged : firstFull)
  const others = Math.max(edgeUnits - 1 - (ragged ? 1 : 0), 0)
  const full = plus(volume(firstFull), times(others, volume(otherFull)))
  return ragged ? plus(full, volume(otherRagged)) : full
}

/** Elements of an input tensor that a case brings to the units. */
export const ingressOf = (level: Level, now: Case, tensor: Dependence): Int64 =>
  overUnits(level, sharing(tensor.spatial, now), (unit) => ingressOfUnit(level, now, tensor, unit))

/** Outputs that a case sends up. Quirk 3: in every step, also where partial sums stay; none come back. */
export const egressOf = (level: Level, now: Case): Int64 =>
  overUnits(level, sharing(level.output.spatial, now), (unit) => outputsOfUnit(level, now, unit, true))

/** MACs of the busiest unit. */
export const longestWork = (level: Level, now: Case): Int64 => {
  const { spatial, edge, ragged } = sharing(level.output.spatial, now)
  const alone = spatial && edge && level.edgeUnits === 1
  return workOfUnit(level, now, alone && ragged ? firstRagged : firstFull)
}

/** MACs of all units. Quirk 2: two spatial maps walk in lockstep, and yet all units count. */
export const totalWork = (level: Level, now: Case): Int64 => {
  const { edge, ragged } = sharing(level.spatial, now)
  const { units, edgeUnits } = level
  if (!edge) return times(units, workOfUnit(level, now, firstFull))
  if (edgeUnits === 1) return workOfUnit(level, now, ragged ? firstRagged : firstFull)
  const others = Math.max(edgeUnits - 1 - (ragged ? 1 : 0), 0)
  const full = times(1 + others, workOfUnit(level, now, firstFull))
  return ragged ? plus(full, workOfUnit(level, now, otherRagged)) : full
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
