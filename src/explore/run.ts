/** A run over a range of a plan's indices, in ascending order: one combination of parameters after the other. */
import { floorDivide } from '../internal/arithmetic'
import { type Archive, cutToFront, emptyArchive, type Found } from './archive'
import { boxesWithin } from './box'
import type { Place } from './cell'
import { type Run, visitCells, visitDesign } from './cells'
import { basisAt } from './energy-basis'
import { bestOf, byIndex } from './exploration'
import { firstWith, type Wanted } from './first-design'
import { type Flow, flowOf } from './flow'
import { planAt } from './layers'
import type { Plan } from './plan'
import { emptyCache, newBoxAt } from './profile-cache'
import type { Exploration } from './space'
import { countsOf, emptyTally } from './tally'

export const startRun = (plan: Plan): Run => ({
  base: plan,
  plan,
  archive: emptyArchive(plan.objectives.length),
  tally: emptyTally(),
  levels: 0,
  combination: -1,
  flow: null,
  cache: emptyCache(),
})

/** Goes on with the layer of a combination. Returns whether it can be estimated. */
const enterLayer = (run: Run, combination: number): boolean => {
  const plan = planAt(run.base, combination, run.plan)
  if (plan !== null) run.plan = plan
  return plan !== null
}

const enterCombination = (run: Run, combination: number): Flow | null => {
  if (run.combination === combination) return run.flow
  const flow = enterLayer(run, combination) ? flowOf(run.plan, combination) : null
  run.cache = emptyCache()
  run.flow = flow
  run.combination = combination
  return flow
}

/** Looks at the designs from one index up to but not including another; it must go on where it left off. */
export const advance = (run: Run, from: number, to: number): void => {
  const { base, tally } = run
  const { perCombination, perCell, pes, simd } = base
  if (perCombination === 1) {
    for (let combination = from; combination < to; combination++)
      if (enterLayer(run, combination)) visitDesign(run, combination)
      else tally.dataflow++
    return
  }
  let index = from
  while (index < to) {
    const combination = floorDivide(index, perCombination)
    const flow = enterCombination(run, combination)
    const start = combination * perCombination
    const end = Math.min(to, start + perCombination)
    const before = tally.valid
    if (flow === null) tally.dataflow += end - index
    else
      for (const box of boxesWithin(
        [pes.given.length, simd.given.length, perCell],
        index - start,
        end - start,
      ))
        visitCells({ run, flow, start }, box)
    if (flow !== null && tally.valid > before) run.levels = Math.max(run.levels, flow.levels.length)
    index = end
  }
}

/** A point that was found, and what its design must have: of a best one, only some coordinates count. */
type Sought = { readonly found: Found; readonly wanted: Wanted }

/** Looks for the designs of what was found, box by box. */
const resolve = (sought: readonly Sought[]): void => {
  const byPlace = new Map<Place, Sought[]>()
  for (const each of sought) {
    if (each.found.design !== null) continue
    const others = byPlace.get(each.found.place)
    if (others === undefined) byPlace.set(each.found.place, [each])
    else others.push(each)
  }
  for (const [place, here] of byPlace) {
    const box = newBoxAt(place.plan, place)
    if (box !== null) for (const { found, wanted } of here) found.design = firstWith(box, wanted)
  }
}

const wantedAt = ({ objectives }: Plan, { rows, width }: Archive, row: number): Wanted =>
  Object.fromEntries(objectives.map((objective, c) => [objective, rows[row * width + c]!]))

/** The answer over all designs that were looked at. */
export const snapshot = ({ base: plan, archive, tally, levels }: Run): Exploration => {
  cutToFront(archive)
  const { objectives } = plan
  const bests = objectives.flatMap((objective, c) => {
    const found = archive.bestFound[c]
    return found ? [{ found, wanted: { [objective]: archive.best[c]! } }] : []
  })
  resolve([...archive.found.map((found, row) => ({ found, wanted: wantedAt(plan, archive, row) })), ...bests])
  const front = archive.found.map(({ design }) => design)
  return {
    designs: countsOf(tally),
    energy: basisAt(plan.hardware, levels),
    front: front.filter((design) => design !== null).sort(byIndex),
    best: bestOf(objectives, (objective) => archive.bestFound[objectives.indexOf(objective)]?.design ?? null),
  }
}
