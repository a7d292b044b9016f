/**
 * A run over a range of a plan's indices, in ascending order: cell by cell, and in boxes where only a part of a cell is
 * asked for.
 */
import { floorDivide, modulo } from '../internal/arithmetic'
import { type Archive, cutToFront, emptyArchive, type Found } from './archive'
import { boxesWithin } from './box'
import type { Place } from './cell'
import { basisAt } from './energy-basis'
import { enumerateBox } from './enumerate'
import { bestOf, byIndex } from './exploration'
import { type Flow, flowOf } from './flow'
import type { Plan } from './plan'
import type { Profile } from './profile'
import { firstWith, type Wanted } from './resolve'
import { isUnpruned } from './rules'
import { searchBox } from './search'
import type { Exploration } from './space'
import { boxAt, emptyStore, isSound, newBoxAt, profileFor, type Store } from './store'
import { countBox, countsOf, emptyTally, type Tally } from './tally'

export type Run = {
  readonly plan: Plan
  readonly archive: Archive
  readonly tally: Tally
  /** The most levels of a valid design; 0: none was found. */
  levels: number
  /** The combination of parameters that was looked at last, and its dataflow. */
  combination: number
  flow: Flow | null
  /** Its profiles. */
  store: Store
}

export const startRun = (plan: Plan): Run => ({
  plan,
  archive: emptyArchive(plan.objectives.length),
  tally: emptyTally(),
  levels: 0,
  combination: -1,
  flow: null,
  store: [],
})

const enterCombination = (run: Run, combination: number): Flow | null => {
  if (run.combination === combination) return run.flow
  const flow = flowOf(run.plan, combination)
  run.store = emptyStore(run.plan)
  run.flow = flow
  run.combination = combination
  return flow
}

/** Whether the average power has a limit. It neither rises nor falls with any axis, so each design is looked at. */
const isLimited = ({ limits }: Plan): boolean => limits.averagePower < Number.POSITIVE_INFINITY

/** A box of a cell, the whole or a part of it. */
const visitBox = (run: Run, place: Place, profile: Profile): void => {
  const before = run.tally.valid
  lookAtBox(run, place, profile)
  if (run.tally.valid > before) run.levels = Math.max(run.levels, place.flow.levels.length)
}

const lookAtBox = ({ plan, archive, tally }: Run, place: Place, profile: Profile): void => {
  const box = boxAt(plan, place, profile)
  const sound = isSound(box)
  if (!sound || isUnpruned(plan.rules) || isLimited(plan)) {
    enumerateBox(archive, tally, box, sound)
    return
  }
  countBox(tally, box)
  searchBox(archive, box)
}

/** The designs of a cell from one number within it up to but not including another. */
const visitCell = (run: Run, flow: Flow, cell: number, from: number, to: number): void => {
  const { plan, tally, store, combination } = run
  const simds = plan.simd.given.length
  const simd = modulo(cell, simds)
  const pes = plan.pes.given[floorDivide(cell, simds)]!
  const units = floorDivide(pes, flow.clusterPes)
  const profile = units === 0 || units > flow.mostUnits ? null : profileFor(plan, store, flow, units, simd)
  if (profile === null) {
    tally.dataflow += to - from
    return
  }
  const first = combination * plan.perCombination + cell * plan.perCell
  const lanes = plan.simd.given[simd]!
  if (to - from === plan.perCell) {
    const { bandwidth, l1, l2 } = plan
    const whole = {
      flow,
      combination,
      first,
      pes,
      simd: lanes,
      bandwidth: bandwidth.all,
      l1: l1.all,
      l2: l2.all,
    }
    visitBox(run, whole, profile)
    return
  }
  const lengths = [plan.bandwidth.given.length, plan.l1.given.length, plan.l2.given.length]
  for (const [bandwidth, l1, l2] of boxesWithin(lengths, from, to))
    visitBox(
      run,
      { flow, combination, first, pes, simd: lanes, bandwidth: bandwidth!, l1: l1!, l2: l2! },
      profile,
    )
}

/** Looks at the designs from one index up to but not including another; it must go on where it left off. */
export const advance = (run: Run, from: number, to: number): void => {
  const { plan, tally } = run
  const { perCombination, perCell } = plan
  let index = from
  while (index < to) {
    const combination = floorDivide(index, perCombination)
    const flow = enterCombination(run, combination)
    const start = combination * perCombination
    const end = Math.min(to, start + perCombination)
    if (flow === null) tally.dataflow += end - index
    else
      for (let cell = floorDivide(index - start, perCell); start + cell * perCell < end; cell++) {
        const first = start + cell * perCell
        visitCell(run, flow, cell, Math.max(index, first) - first, Math.min(end, first + perCell) - first)
      }
    index = end
  }
}

/** A point that was found, and what its design must have: of a best one, only some coordinates count. */
type Sought = { readonly found: Found; readonly wanted: Wanted }

/** Looks for the designs of what was found, box by box. */
const resolve = (plan: Plan, sought: readonly Sought[]): void => {
  const byPlace = new Map<Place, Sought[]>()
  for (const each of sought) {
    if (each.found.design !== null) continue
    const others = byPlace.get(each.found.place)
    if (others === undefined) byPlace.set(each.found.place, [each])
    else others.push(each)
  }
  for (const [place, here] of byPlace) {
    const box = newBoxAt(plan, place)
    if (box !== null) for (const { found, wanted } of here) found.design = firstWith(box, wanted)
  }
}

const wantedAt = ({ objectives }: Plan, { rows, width }: Archive, row: number): Wanted =>
  Object.fromEntries(objectives.map((objective, c) => [objective, rows[row * width + c]!]))

/** The answer over all designs that were looked at. */
export const snapshot = ({ plan, archive, tally, levels }: Run): Exploration => {
  cutToFront(archive)
  const { objectives } = plan
  const bests = objectives.flatMap((objective, c) => {
    const found = archive.bestFound[c]
    return found ? [{ found, wanted: { [objective]: archive.best[c]! } }] : []
  })
  resolve(plan, [
    ...archive.found.map((found, row) => ({ found, wanted: wantedAt(plan, archive, row) })),
    ...bests,
  ])
  const front = archive.found.map(({ design }) => design)
  return {
    designs: countsOf(tally),
    energy: basisAt(plan.hardware, levels),
    front: front.filter((design) => design !== null).sort(byIndex),
    best: bestOf(objectives, (objective) => archive.bestFound[objectives.indexOf(objective)]?.design ?? null),
  }
}
