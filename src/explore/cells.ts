/**
 * Visits the cells of a combination of parameters, in the order of their indices. Of cells that differ in nothing but the
 * number of PEs, or of SIMD lanes, and in what these count for themselves, those that are no better than an earlier one
 * are only counted (the rules `pes` and `simd`).
 */
import { floorDivide } from '../internal/arithmetic'
import { tooManyResidues } from '../profile/complexity'
import { visitAlone } from './alone'
import type { Archive } from './archive'
import { type Range, ranksWithin } from './axis'
import { boxesWithin, type Digits } from './box'
import type { Box, Place } from './cell'
import { enumerateBox } from './enumerate'
import { type Flow, flowFrom, levelsOf, withUnits } from './flow'
import type { Plan } from './plan'
import { areAsLong, type Profile } from './profile'
import { boxAt, busyUnits, type ProfileCache, profileFor } from './profile-cache'
import { isUnpruned } from './rules'
import { searchBox } from './search'
import { halvesOf, soundness } from './sound'
import { addTally, areSame, countBox, emptyTally, type Tally } from './tally'

export type Run = {
  /** The plan of the space, and that for the layer of the present combination of parameters. */
  readonly base: Plan
  plan: Plan
  readonly archive: Archive
  readonly tally: Tally
  /** The most levels of a valid design; 0: none was found. */
  levels: number
  /** The combination of parameters that was looked at last, and its dataflow. */
  combination: number
  flow: Flow | null
  /** Its profiles. */
  cache: ProfileCache
}

/** A combination of parameters that can be estimated, and the index of its first design. */
export type Combination = { readonly run: Run; readonly flow: Flow; readonly start: number }

/** What becomes of the designs of a box: an archive that is null is not offered any. */
type Sink = { readonly archive: Archive | null; readonly tally: Tally }

const sizeOf = ({ bandwidthRanks, l1Ranks, l2Ranks }: Box): number =>
  bandwidthRanks.length * l1Ranks.length * l2Ranks.length

/** Boxes of so few designs are looked at one by one, if some of their estimates are exact and some are not. */
const few = 64

/** A box of a cell, the whole or a part of it. */
const visitBox = (sink: Sink, box: Box): void => {
  const { archive, tally } = sink
  const sound = soundness(box)
  if (sound === 'none') tally.dataflow += sizeOf(box)
  else if (sound === null && sizeOf(box) > few) for (const half of halvesOf(box)) visitBox(sink, half)
  else if (sound === null || isEnumerated(box.plan)) enumerateBox(archive, tally, box, sound === 'all')
  else {
    countBox(tally, box)
    if (archive !== null) searchBox(archive, box)
  }
}

/** Whether every design is looked at by itself. */
const isEnumerated = ({ rules, isLimited }: Plan): boolean =>
  isUnpruned(rules) || (isLimited && !rules.budget)

/** A cell by its positions on the axes of PEs and SIMD lanes. */
type Cell = { readonly pes: number; readonly simd: number }

const placeOf = (
  { run, flow, start }: Combination,
  { pes, simd }: Cell,
  part: Digits,
  combination = run.combination,
): Place => {
  const { plan } = run
  return {
    plan,
    flow,
    combination,
    first: start + (pes * plan.simd.given.length + simd) * plan.perCell,
    pes: plan.pes.given[pes]!,
    simd: plan.simd.given[simd]!,
    bandwidth: part[0]!,
    l1: part[1]!,
    l2: part[2]!,
  }
}

/** Units of level 0 on a number of PEs, or 0 if the dataflow cannot be estimated on them. */
const unitsOn = ({ clusterPes, mostUnits }: Flow, pes: number): number => {
  const units = floorDivide(pes, clusterPes)
  return units > mostUnits ? 0 : units
}

const one: Digits = [
  [0, 1],
  [0, 1],
  [0, 1],
]

/** Visits a cell of one design. */
const visitOne = (of: Combination, cell: Cell, sink: Sink): void => {
  const { plan } = of.run
  const pes = plan.pes.given[cell.pes]!
  const units = unitsOn(of.flow, pes)
  if (units === 0) sink.tally.dataflow++
  else {
    const levels = withUnits(of.flow.levels, units)
    visitAlone(sink, plan, levels, pes, plan.simd.given[cell.simd]!, () => placeOf(of, cell, one))
  }
}

const profileAt = ({ run, flow }: Combination, cell: Cell): Profile | null => {
  const { plan, cache } = run
  const units = unitsOn(flow, plan.pes.given[cell.pes]!)
  return units === 0 ? null : profileFor(plan, cache, flow, busyUnits(plan, flow, units), cell.simd)
}

/** Visits the designs of a cell from one number within it up to but not including another. */
const visitPart = (of: Combination, cell: Cell, [from, to]: Range, sink: Sink): void => {
  const { plan } = of.run
  if (plan.perCell === 1) {
    visitOne(of, cell, sink)
    return
  }
  const profile = profileAt(of, cell)
  if (profile === null) {
    sink.tally.dataflow += to - from
    return
  }
  const { bandwidth, l1, l2, perCell } = plan
  const parts: readonly Digits[] =
    to - from === perCell
      ? [[bandwidth.all, l1.all, l2.all]]
      : boxesWithin([bandwidth.given.length, l1.given.length, l2.given.length], from, to)
  for (const part of parts) visitBox(sink, boxAt(plan, placeOf(of, cell, part), profile))
}

/** Positions, of which each is like the others but for its size. */
type Alike = {
  /** Those that are no better than an earlier one, of at least as great a size. */
  readonly counted: number[]
  /** The least size that was visited. */
  least: number
}

/** Whether a position is no better than an earlier one; it is noted as one of the two. */
const isMatched = (alike: Alike, size: number, position: number, counts: boolean): boolean => {
  const isNoBetter = !counts || size >= alike.least
  if (isNoBetter) alike.counted.push(position)
  else alike.least = size
  return isNoBetter
}

/**
 * Adds up what becomes of positions in ascending size. What is sound and within budget shrinks as they grow, so where the
 * first and the last are alike, so are all between.
 */
const countBetween = (tally: Tally, tallies: (i: number) => Tally, first: number, last: number): void => {
  const [ofFirst, ofLast] = [tallies(first), tallies(last)]
  if (areSame(ofFirst, ofLast)) {
    addTally(tally, ofFirst, last - first + 1)
    return
  }
  const middle = (first + last) >> 1
  countBetween(tally, tallies, first, middle)
  countBetween(tally, tallies, middle + 1, last)
}

const countAlike = (
  tally: Tally,
  positions: number[],
  given: Float64Array,
  visit: (position: number, sink: Sink) => void,
) => {
  if (positions.length === 0) return
  if (positions.some((position, i) => i > 0 && given[position]! < given[positions[i - 1]!]!))
    positions.sort((a, b) => given[a]! - given[b]!)
  const tallyAt = (i: number): Tally => {
    const counts = emptyTally()
    visit(positions[i]!, { archive: null, tally: counts })
    return counts
  }
  countBetween(tally, tallyAt, 0, positions.length - 1)
}

/** The number of bandwidths at which comparing two profiles takes about as long as visiting a cell. */
const bandwidthsPerCell = 32

/** Whether two numbers of lanes, with the steps between them, are known to take as long at every bandwidth. */
const areLanesAlike = (of: Combination, pes: number, first: number, last: number, steps: number): boolean => {
  const { plan } = of.run
  const [a, b] = [first, last].map((simd) => profileAt(of, { pes, simd }))
  // What is too complex is so with any lanes.
  if (!a || !b) return a === b
  return areAsLong(plan, a, b, steps * bandwidthsPerCell)
}

/** The lanes of a row in ascending order, in runs that take as long at every bandwidth. */
const lanesAlike = (of: Combination, pes: number, simd: Range): readonly Int32Array[] => {
  const { plan } = of.run
  const positions = ranksWithin(plan.simd, simd).map((rank) => plan.simd.position[rank]!)
  const runs: Int32Array[] = []
  const add = (first: number, last: number): void => {
    if (first === last || areLanesAlike(of, pes, positions[first]!, positions[last]!, last - first)) {
      runs.push(positions.subarray(first, last + 1))
      return
    }
    const middle = (first + last) >> 1
    add(first, middle)
    add(middle + 1, last)
  }
  add(0, positions.length - 1)
  return runs
}

/** Visits the cells of a number of PEs. */
const visitRow = (of: Combination, pes: number, simd: Range, sink: Sink): void => {
  const { plan } = of.run
  const whole: Range = [0, plan.perCell]
  const visit = (position: number, into: Sink): void => visitPart(of, { pes, simd: position }, whole, into)
  if (!plan.rules.simd || simd[1] - simd[0] < 3) {
    for (let position = simd[0]; position < simd[1]; position++) visit(position, sink)
    return
  }
  const visited: number[] = []
  for (const run of lanesAlike(of, pes, simd)) {
    const alike: Alike = { counted: [], least: Number.POSITIVE_INFINITY }
    for (const position of run.slice().sort())
      if (
        alike.least === Number.POSITIVE_INFINITY ||
        !isMatched(alike, plan.simd.given[position]!, position, plan.countsSimd)
      ) {
        alike.least = plan.simd.given[position]!
        visited.push(position)
      }
    countAlike(sink.tally, alike.counted, plan.simd.given, visit)
  }
  for (const position of visited.sort((a, b) => a - b)) visit(position, sink)
}

/** Visits a combination of one design. */
export const visitDesign = (run: Run, combination: number): void => {
  const { plan, tally } = run
  const { pes, simd } = plan.alone
  const levels = levelsOf(plan, combination, pes)
  if (levels === null || tooManyResidues(plan.problem.tensors, levels)) {
    tally.dataflow++
    return
  }
  const before = tally.valid
  visitAlone(run, plan, levels, pes, simd, () =>
    placeOf({ run, flow: flowFrom(plan, levels), start: combination }, { pes: 0, simd: 0 }, one, combination),
  )
  if (tally.valid > before) run.levels = Math.max(run.levels, levels.length)
}

/** Visits the cells of a box of positions of PEs and SIMD lanes; if it is one cell, perhaps only a part of it. */
export const visitCells = (of: Combination, [pes, simd, within]: Digits): void => {
  const { run, flow } = of
  const { plan, archive, tally } = run
  const sink: Sink = { archive, tally }
  if (within![1] - within![0] < plan.perCell) {
    visitPart(of, { pes: pes![0], simd: simd![0] }, within!, sink)
    return
  }
  const perRow = (simd![1] - simd![0]) * plan.perCell
  const byBusy = new Map<number, Alike>()
  for (let position = pes![0]; position < pes![1]; position++) {
    const size = plan.pes.given[position]!
    const units = unitsOn(flow, size)
    if (units === 0) {
      tally.dataflow += perRow
      continue
    }
    const busy = busyUnits(plan, flow, units)
    const alike = byBusy.get(busy)
    if (alike === undefined) byBusy.set(busy, { counted: [], least: size })
    else if (plan.rules.pes && isMatched(alike, size, position, plan.countsPes)) continue
    visitRow(of, position, simd!, sink)
  }
  for (const { counted } of byBusy.values())
    countAlike(tally, counted, plan.pes.given, (position, into) => visitRow(of, position, simd!, into))
}
