import { type Network, networkOf } from './channels'
import { type Charged, charged, computing, longer, nothingCharged, plus } from './charges'
import {
  type Box,
  type ElementSpace,
  type Elements,
  elementSpace,
  pointsIn,
  type StepBoxes,
  stepsOf,
  wholeBox,
} from './elements'
import { type StepRecord, stepCharges, stepTime } from './steps'
import { emptyTally, type LevelTally, levelResult } from './tally'
import type { SimProblem, SimResult } from './types'

/** What one unit holds: a set of elements per tensor, in declared order. */
type Tile = readonly Elements[]

/** A buffer and the units below it that it feeds: the shared buffer over level 0, a cluster's over the level inside. */
type Parent = {
  /** The tiles of the units that were active in the preceding step; an idle unit holds nothing. */
  held: ReadonlyMap<number, Tile>
  /** Per tensor, the elements of which a partial sum has arrived in this buffer and not left it again. */
  readonly arrived: readonly Set<number>[]
  /** The units seen from inside: each is the parent of the next level's units. A PE has no inside. */
  readonly inside: Map<number, Parent>
}

type Simulation = {
  readonly problem: SimProblem
  readonly spaces: readonly ElementSpace[]
  /** Of each level. */
  readonly networks: readonly Network[]
  readonly tallies: readonly LevelTally[]
  macs: number
  /** The union of the level-0 tiles of the preceding step, per tensor. */
  streamedBefore: Tile
}

const noElements: Elements = []

const emptyParent = (sim: Simulation): Parent => ({
  held: new Map(),
  arrived: sim.spaces.map(() => new Set<number>()),
  inside: new Map(),
})

const insideOf = (sim: Simulation, parent: Parent, unit: number): Parent => {
  const inside = parent.inside.get(unit) ?? emptyParent(sim)
  parent.inside.set(unit, inside)
  return inside
}

const totalSize = (sets: readonly Elements[]): number => sets.reduce((total, set) => total + set.length, 0)

const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index]
  if (item === undefined) throw new Error(`nothing at ${index}`)
  return item
}

/** The units acquire what the step before did not hold; what the parent's buffer reads for it is returned. */
const acquire = (
  sim: Simulation,
  parent: Parent,
  depth: number,
  tensor: number,
  after: Parent['held'],
): number => {
  const space = at(sim.spaces, tensor)
  const tally = at(at(sim.tallies, depth).tensors, tensor)
  const acquired: Elements[] = []
  const { noc, reloads = [] } = at(sim.problem.levels, depth)
  for (const [unit, tile] of after) {
    const kept = reloads.includes(space.name) ? undefined : parent.held.get(unit)
    acquired.push(space.without(at(tile, tensor), kept?.[tensor] ?? noElements))
  }
  const { multicast } = noc
  const volume = multicast ? space.union(acquired).length : totalSize(acquired)
  tally.fills += totalSize(acquired)
  tally.ingress += volume
  return volume
}

/** The units lose what the step does not need any more; what is written into the parent's buffer is returned. */
const lose = (
  sim: Simulation,
  parent: Parent,
  depth: number,
  tensor: number,
  after: Parent['held'],
): number => {
  const space = at(sim.spaces, tensor)
  const tally = at(at(sim.tallies, depth).tensors, tensor)
  const lost: Elements[] = []
  for (const [unit, tile] of parent.held) {
    const elements = space.without(at(tile, tensor), after.get(unit)?.[tensor] ?? noElements)
    const arrivedInUnit = parent.inside.get(unit)?.arrived[tensor]
    // when the unit acquires the element again, its first partial sum has nothing to be added to
    for (const id of elements) arrivedInUnit?.delete(id)
    lost.push(elements)
  }
  const { reduction } = at(sim.problem.levels, depth).noc
  const writes = reduction ? [space.union(lost)] : lost
  const arrived = at(parent.arrived, tensor)
  for (const write of writes) {
    for (const id of write) {
      if (arrived.has(id)) tally.accumulations += 1
      else arrived.add(id)
    }
  }
  tally.evictions += totalSize(lost)
  tally.egress += totalSize(writes)
  return totalSize(writes)
}

/**
 * The level's units lose everything, the levels inside them first.
 * Returns the longest transfer of each level, this one first.
 */
const drain = (sim: Simulation, parent: Parent, depth: number): readonly number[] => {
  const insideTimes = sim.problem.levels.slice(depth + 1).map(() => 0)
  for (const unit of parent.held.keys()) {
    const inside = parent.inside.get(unit)
    if (inside === undefined) continue
    // parallel parents: the longest
    for (const [i, time] of drain(sim, inside, depth + 1).entries()) {
      insideTimes[i] = Math.max(insideTimes[i] ?? 0, time)
    }
  }
  const nobody: Parent['held'] = new Map()
  const moved = sim.spaces.map(({ role }, tensor) =>
    role === 'output' ? lose(sim, parent, depth, tensor, nobody) : 0,
  )
  parent.held = nobody
  return [at(sim.networks, depth)(moved).drain, ...insideTimes]
}

/** The work of a step: what every active unit does on its box; the longest of their times. */
const work = (
  sim: Simulation,
  parent: Parent,
  depth: number,
  boxes: StepBoxes,
  isFirstOfAll: boolean,
): Charged => {
  const levels = sim.problem.levels.length
  let longest: Charged = { cycles: 0, charges: nothingCharged(levels) }
  for (const [unit, box] of boxes) {
    if (depth === levels - 1) {
      sim.macs += pointsIn(box)
      const { simd, taken = 1 } = sim.problem
      const cycles = Math.max(1, Math.ceil((pointsIn(box) * taken) / simd))
      if (cycles > longest.cycles) longest = { cycles, charges: computing(levels, cycles) }
    } else {
      longest = longer(longest, run(sim, insideOf(sim, parent, unit), depth + 1, box, isFirstOfAll))
    }
  }
  return longest
}

/** What a tensor's tile is at a level: the elements touched, or where they travel in whole intervals all between them. */
const tileAt = (sim: Simulation, depth: number, space: ElementSpace, touched: Elements): Elements =>
  depth === 0 && sim.problem.contiguous?.includes(space.name) === true ? space.filled(touched) : touched

/** Tile sizes of a step and, at level 0, what a tensor streamed through the shared buffer brings in. */
const measureTiles = (sim: Simulation, depth: number, tiles: Parent['held']): void => {
  const tally = at(sim.tallies, depth)
  const unions = sim.spaces.map((space, tensor) =>
    tileAt(sim, depth, space, space.union([...tiles.values()].map((tile) => at(tile, tensor)))),
  )
  for (const [tensor, union] of unions.entries()) {
    const figures = at(tally.tensors, tensor)
    for (const tile of tiles.values()) figures.unitTile = Math.max(figures.unitTile, at(tile, tensor).length)
    figures.levelTile = Math.max(figures.levelTile, union.length)
    if (depth === 0)
      figures.streamed += at(sim.spaces, tensor).without(union, at(sim.streamedBefore, tensor)).length
  }
  tally.activeUnitSteps += tiles.size
  if (depth === 0) sim.streamedBefore = unions
}

const step = (
  sim: Simulation,
  parent: Parent,
  depth: number,
  boxes: StepBoxes,
  moment: { readonly isFirstOfRun: boolean; readonly isFirstOfAll: boolean },
): Charged => {
  const tiles = new Map<number, Tile>()
  for (const [unit, box] of boxes) {
    tiles.set(
      unit,
      sim.spaces.map((space) => tileAt(sim, depth, space, space.touchedBy(box))),
    )
  }
  measureTiles(sim, depth, tiles)

  // Deepest level first: what the units' insides lose on entering the step must have arrived in the units before the
  // units lose it. Running the insides to the end of the step at once changes nothing: after their first step they
  // only write elements of the new boxes, and the units lose none of those.
  const inner = work(sim, parent, depth, boxes, moment.isFirstOfAll)
  for (const unit of parent.held.keys()) {
    const inside = parent.inside.get(unit)
    // off the critical path: the times of this drain are not used
    if (!tiles.has(unit) && inside !== undefined) drain(sim, inside, depth + 1)
  }

  const moved = sim.spaces.map(({ role }, tensor) =>
    (role === 'input' ? acquire : lose)(sim, parent, depth, tensor, tiles),
  )
  parent.held = tiles

  const { ingressVolume, egressVolume, ingress, egress } = at(sim.networks, depth)(moved)
  const record: StepRecord = {
    ...{ ingressVolume, egressVolume, ingress, egress },
    inner: inner.cycles,
    ...moment,
  }
  at(sim.tallies, depth).steps.push(record)
  const { overlap } = sim.problem
  return {
    cycles: stepTime(overlap, record),
    charges: stepCharges(overlap, record, depth, inner.charges),
  }
}

/** What the last unit lags behind the first. */
const skewed = ({ levels }: SimProblem, depth: number): Charged => {
  const { units, noc } = at(levels, depth)
  const cycles = (units - 1) * (noc.skew ?? 0)
  return { cycles, charges: charged(levels.length, 'fill', depth, cycles) }
}

/** One run of a level on its parent's box; what the units hold stays for the next run. Returns the cycles it takes. */
const run = (sim: Simulation, parent: Parent, depth: number, box: Box, isFirstRunOfAll: boolean): Charged => {
  let cycles = 0
  let charges = nothingCharged(sim.problem.levels.length)
  for (const [index, boxes] of stepsOf(sim.problem.extents, at(sim.problem.levels, depth), box).entries()) {
    const isFirstOfRun = index === 0
    const isFirstOfAll = isFirstRunOfAll && isFirstOfRun
    const taken = step(sim, parent, depth, boxes, { isFirstOfRun, isFirstOfAll })
    cycles += taken.cycles
    charges = plus(charges, taken.charges)
  }
  // runs that follow each other as waves do not wait for the last unit
  if (sim.problem.overlap === 'across-runs') return { cycles, charges }
  const skew = skewed(sim.problem, depth)
  return { cycles: cycles + skew.cycles, charges: plus(charges, skew.charges) }
}

/** Executes the problem step by step, unit by unit, element by element. */
export const simulate = (problem: SimProblem): SimResult => {
  const sim: Simulation = {
    problem,
    spaces: problem.tensors.map((tensor) => elementSpace(tensor, problem.extents)),
    networks: problem.levels.map((_, depth) => networkOf(problem, depth)),
    tallies: problem.levels.map(() => emptyTally(problem.tensors.length)),
    macs: 0,
    streamedBefore: problem.tensors.map(() => noElements),
  }
  const shared = emptyParent(sim)
  const whole = run(sim, shared, 0, wholeBox(problem), true)
  const waves =
    problem.overlap === 'across-runs' ? problem.levels.map((_, depth) => skewed(problem, depth)) : []
  const beforeDrain = waves.reduce(
    (sum, wave) => ({ cycles: sum.cycles + wave.cycles, charges: plus(sum.charges, wave.charges) }),
    whole,
  )
  const drainTimes = drain(sim, shared, 0)
  const levels = problem.levels.map((_, depth) => levelResult(problem, depth, at(sim.tallies, depth)))
  const touched = sim.spaces.map((space) => space.touchedBy(wholeBox(problem)))
  const used = touched.map(({ length }) => length)
  return {
    macs: sim.macs,
    onChipRuntime: drainTimes.reduce((total, time) => total + time, beforeDrain.cycles),
    activePes: levels.reduce((product, level) => product * (level.activeUnitSteps / level.steps), 1),
    levels,
    charges: drainTimes.reduce(
      (charges, time, depth) => plus(charges, charged(problem.levels.length, 'egress', depth, time)),
      beforeDrain.charges,
    ),
    tensors: sim.spaces.map((space, tensor) => ({
      name: space.name,
      role: space.role,
      used: at(used, tensor),
      whole: tileAt(sim, 0, space, at(touched, tensor)).length,
    })),
    used: Object.fromEntries(sim.spaces.map(({ name }, tensor) => [name, at(used, tensor)])),
  }
}
