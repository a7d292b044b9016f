/**
 * The profile of a schedule (cost model, section 9): each level's distinct kinds of step, found by passing boxes and
 * transitions down with their multiplicities, without ever enumerating steps. This is the definition of what the kernel
 * computes over typed arrays; a property test holds the two equal.
 */
import type { Canonical, Level } from '../dataflow/canonical'
import { product } from '../internal/arithmetic'
import type { Problem, Tensor } from '../operator/problem'
import type { AnalysedLevel, LevelTraffic, StepTable } from './analysis'
import { mostTransitions } from './complexity'
import { tileSize } from './footprint'
import { countInnerSteps, enterRun, innerSteps, tripsOf } from './schedule'
import { keyOf, lengthsAfter, reversed, type Transition } from './transition'
import { unitClasses } from './units'
import { acquired, coverSize, nothing, type Volume } from './volume'

/** Runs of a level on a box, told apart by the box's lengths alone. */
type Runs = { readonly index: number; readonly box: readonly number[]; runs: number }
/** Entries into runs, told apart by what happens to the parent; the first ones ever are kept apart. */
type Entry = { readonly index: number; readonly parent: Transition; readonly initial: boolean; times: number }
/** Drains of units that go idle; the final ones are kept apart. */
type Drain = { readonly parent: Transition; readonly final: boolean; times: number }

type Work = {
  readonly runs: Map<string, Runs>
  readonly entries: Map<string, Entry>
  readonly drains: Map<string, Drain>
}

const emptyWork = (): Work => ({ runs: new Map(), entries: new Map(), drains: new Map() })

/** A step of a level: its covers' transition, how often it happens, and what it moves. */
type Step = {
  readonly covers: Transition
  readonly times: number
  readonly perRun: number
  readonly initial: boolean
}

type Tally = { union: number; sum: number; streamed: number }

type MutableTable = {
  -readonly [K in keyof StepTable]: StepTable[K] extends readonly number[] ? number[] : number
}

const emptyTable = (): MutableTable => ({
  initial: 0,
  entries: 0,
  count: [],
  perRun: [],
  ingressUnion: [],
  ingressSum: [],
  egressUnion: [],
  egressSum: [],
  compute: [],
  runEnd: [],
  runEntry: [],
  runBox: [],
  boxEnd: [],
})

const addRuns = ({ runs }: Work, box: readonly number[], times: number): number => {
  const key = box.join(' ')
  const known = runs.get(key)
  if (known !== undefined) {
    known.runs += times
    return known.index
  }
  runs.set(key, { index: runs.size, box, runs: times })
  return runs.size - 1
}

const addEntry = ({ entries }: Work, parent: Transition, initial: boolean, times: number): number => {
  const key = `${initial ? 'first' : ''} ${keyOf(parent)}`
  const known = entries.get(key)
  if (known !== undefined) {
    known.times += times
    return known.index
  }
  entries.set(key, { index: entries.size, parent, initial, times })
  return entries.size - 1
}

const addDrain = ({ drains }: Work, parent: Transition, final: boolean, times: number): void => {
  const key = `${final ? 'final' : ''} ${keyOf(parent)}`
  const known = drains.get(key)
  if (known === undefined) drains.set(key, { parent, final, times })
  else known.times += times
}

/** Accumulates one level: the steps that its work has, and the work that they make for the next level. */
const profileLevel = (problem: Problem, level: Level, work: Work, lanes: number | null) => {
  const next = emptyWork()
  const table = emptyTable()
  const tallies = problem.tensors.map((): Tally => ({ union: 0, sum: 0, streamed: 0 }))
  const drain: { union: number; sum: number } = { union: 0, sum: 0 }
  let steps = 0
  let activeUnitSteps = 0

  const move = (covers: Transition, times: number): { ingress: Volume; egress: Volume } => {
    const totals = { input: { ...nothing }, output: { ...nothing } }
    const back = reversed(covers)
    problem.tensors.forEach((tensor, i) => {
      const volume = acquired(tensor, level, tensor.role === 'input' ? covers : back)
      const total = totals[tensor.role]
      totals[tensor.role] = { sum: total.sum + volume.sum, union: total.union + volume.union }
      const tally = tallies[i]!
      tally.union += times * volume.union
      tally.sum += times * volume.sum
      if (covers.after) tally.streamed += times * streamedBy(tensor, covers)
    })
    return { ingress: totals.input, egress: totals.output }
  }

  const record = ({ covers, times, perRun, initial }: Step): void => {
    const { ingress, egress } = move(covers, times)
    let compute = 0
    for (const { count, transition } of unitClasses(level, covers)) {
      const all = times * count
      if (!transition.after) addDrain(next, transition, false, all)
      else {
        activeUnitSteps += all
        const box = lengthsAfter(transition)
        if (lanes !== null) compute = Math.max(compute, Math.ceil(product(box) / lanes))
        else {
          table.runEntry.push(addEntry(next, transition, initial, all))
          table.runBox.push(addRuns(next, box, all))
        }
      }
    }
    steps += times
    table.count.push(times)
    table.perRun.push(perRun)
    table.ingressUnion.push(ingress.union)
    table.ingressSum.push(ingress.sum)
    table.egressUnion.push(egress.union)
    table.egressSum.push(egress.sum)
    table.compute.push(compute)
    table.runEnd.push(table.runEntry.length)
  }

  for (const { parent, initial, times } of work.entries.values()) {
    record({ covers: enterRun(level, parent), times, perRun: 1, initial })
    table.entries += 1
    table.initial += initial ? 1 : 0
  }
  for (const { box, runs } of work.runs.values()) {
    for (const { times, transition } of innerSteps(tripsOf(level, box), box))
      record({ covers: transition, times: times * runs, perRun: times, initial: false })
    table.boxEnd.push(table.count.length)
  }
  for (const { parent, final, times } of work.drains.values()) {
    const covers = enterRun(level, parent)
    const { egress } = move(covers, times)
    for (const { count, transition } of unitClasses(level, covers))
      addDrain(next, transition, final, times * count)
    if (!final) continue
    drain.union = Math.max(drain.union, egress.union)
    drain.sum = Math.max(drain.sum, egress.sum)
  }
  return { next, table, tallies, drain, steps, activeUnitSteps }
}

/** What the tiles of all units together newly touch: traffic from outside if nothing else is kept (section 6). */
const streamedBy = (tensor: Tensor, covers: Transition): number =>
  acquired(tensor, { units: 1, loops: [] }, covers).union

const firstWork = (extents: readonly number[]): Work => {
  const work = emptyWork()
  const arrives = extents.map((extent) => ({ from: 0, to: extent, shift: 0 }))
  const leaves = extents.map((extent) => ({ from: extent, to: 0, shift: 0 }))
  addRuns(work, extents, 1)
  addEntry(work, { before: false, after: true, moves: arrives }, true, 1)
  addDrain(work, { before: true, after: false, moves: leaves }, true, 1)
  return work
}

export type Profile = {
  readonly levels: readonly AnalysedLevel[]
  /** Per tensor. */
  readonly streamed: readonly number[]
  readonly transitions: number
}

/** Kinds of step that the runs of a level will have, before they are analysed. */
const upcoming = (level: Level, work: Work): number => {
  let count = work.entries.size + work.drains.size
  for (const { box } of work.runs.values()) count += countInnerSteps(tripsOf(level, box))
  return count
}

/** The profile of a canonical dataflow, or null when it is too complex. */
export const profileOf = (problem: Problem, { levels }: Canonical, simd: number): Profile | null => {
  const analysed: AnalysedLevel[] = []
  let work = firstWork(problem.extents)
  let streamed: readonly number[] = []
  let transitions = 0
  let fullBox = problem.extents
  for (const [i, level] of levels.entries()) {
    transitions += upcoming(level, work)
    if (transitions > mostTransitions) return null
    const result = profileLevel(problem, level, work, i === levels.length - 1 ? simd : null)
    const cover = enterRun(level, fresh(fullBox))
    const [first] = unitClasses(level, cover)
    fullBox = lengthsAfter(first!.transition)
    if (i === 0) streamed = result.tallies.map((tally) => tally.streamed)
    analysed.push({
      units: level.units,
      steps: result.steps,
      activeUnitSteps: result.activeUnitSteps,
      traffic: problem.tensors.map(
        (tensor, t): LevelTraffic => ({
          union: result.tallies[t]!.union,
          sum: result.tallies[t]!.sum,
          // Footprints grow with their lengths, and the first step has all tiles full.
          unitTile: tileSize(tensor, fullBox),
          levelTile: coverSize(tensor, cover),
        }),
      ),
      drain: result.drain,
      table: result.table,
    })
    work = result.next
  }
  return { levels: analysed, streamed, transitions }
}

const fresh = (box: readonly number[]): Transition => ({
  before: false,
  after: true,
  moves: box.map((length) => ({ from: 0, to: length, shift: 0 })),
})
