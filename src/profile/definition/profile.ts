/**
 * The profile of a schedule (docs/spec.md, section 9): each level's distinct kinds of step, found by passing boxes and
 * transitions down with their multiplicities, without ever enumerating steps. This is the definition of what the kernel
 * writes into a step table; a property test holds the two equal.
 */

import type { Level } from '../../dataflow/canonical'
import { contiguousAt, reloadedAt, type TransferRules } from '../../hardware/transfer-rules'
import { product } from '../../internal/arithmetic'
import { mostTransitions } from '../../internal/limits'
import type { Problem, Tensor } from '../../operator/problem'
import type { ProfiledLevel, StepColumns, VolumeColumns } from '../profiled-level'
import type { ProfiledSchedule } from '../step-types'
import { type Measure, tileSize, touchedElements, wholeIntervals } from './footprint'
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

/** A step of a level: its covers' transition, how often it happens in all and in one run, and whether anything has executed. */
type Step = {
  readonly covers: Transition
  readonly times: number
  readonly perRun: number
  readonly initial: boolean
}

type MutableVolumes = { readonly union: number[]; readonly sum: number[] }

const emptyVolumes = ({ tensors }: Problem): readonly MutableVolumes[] =>
  tensors.map(() => ({ union: [], sum: [] }))

const addVolumes = (columns: readonly MutableVolumes[], volumes: readonly Volume[]): void =>
  volumes.forEach(({ union, sum }, t) => {
    columns[t]!.union.push(union)
    columns[t]!.sum.push(sum)
  })

type MutableColumns = {
  -readonly [K in keyof StepColumns]: StepColumns[K] extends readonly number[]
    ? number[]
    : StepColumns[K] extends readonly VolumeColumns[]
      ? readonly MutableVolumes[]
      : number
}

const emptyColumns = (problem: Problem): MutableColumns => ({
  initial: 0,
  entries: 0,
  count: [],
  perRun: [],
  macs: [],
  volumes: emptyVolumes(problem),
  runEnd: [],
  runEntry: [],
  runBox: [],
  boxEnd: [],
  drains: emptyVolumes(problem),
})

/** The entry of a map with this key, made if it is not there. */
const entryOf = <A>(map: Map<string, A>, key: string, make: (index: number) => A): A => {
  const known = map.get(key) ?? make(map.size)
  map.set(key, known)
  return known
}

const addRuns = ({ runs }: Work, box: readonly number[], times: number): number => {
  const entry = entryOf(runs, box.join(' '), (index) => ({ index, box, runs: 0 }))
  entry.runs += times
  return entry.index
}

const addEntry = ({ entries }: Work, parent: Transition, initial: boolean, times: number): number => {
  const key = `${initial ? 'first' : ''} ${keyOf(parent)}`
  const entry = entryOf(entries, key, (index) => ({ index, parent, initial, times: 0 }))
  entry.times += times
  return entry.index
}

const addDrain = ({ drains }: Work, parent: Transition, final: boolean, times: number): void => {
  entryOf(drains, `${final ? 'final' : ''} ${keyOf(parent)}`, () => ({ parent, final, times: 0 })).times +=
    times
}

/** How a tensor arrives at a level: how its elements are counted, and whether its units keep nothing of it. */
type Arrival = { readonly measure: Measure; readonly reloads: boolean }

const hasBit = (bits: number, tensor: number): boolean => ((bits >> tensor) & 1) === 1

const arrivalsAt = (
  rules: TransferRules | null,
  level: number,
  levels: number,
  tensors: readonly Tensor[],
): readonly Arrival[] => {
  const contiguous = rules === null ? 0 : contiguousAt(rules, level)
  const reloaded = rules === null ? 0 : reloadedAt(rules, level, levels)
  return tensors.map((_, t) => ({
    measure: hasBit(contiguous, t) ? wholeIntervals : touchedElements,
    reloads: hasBit(reloaded, t),
  }))
}

/** What a step moves of a tensor: of an input what the units acquire, of an output what they lose. */
const movedOf = (tensor: Tensor, level: Level, covers: Transition, { measure, reloads }: Arrival): Volume => {
  if (tensor.role === 'output') return acquired(tensor, level, reversed(covers))
  return acquired(tensor, level, reloads ? { ...covers, before: false } : covers, measure)
}

/** What the tiles of all units together newly touch: traffic from outside if nothing else is kept (section 6). */
const streamedBy = (tensor: Tensor, covers: Transition, { measure }: Arrival): number =>
  covers.after ? acquired(tensor, { units: 1, loops: [] }, covers, measure).union : 0

/** Profiles one level: the steps that its work has, and the work that they make for the next level. */
const profileLevel = (
  problem: Problem,
  level: Level,
  work: Work,
  isLast: boolean,
  arrivals: readonly Arrival[],
) => {
  const next = emptyWork()
  const columns = emptyColumns(problem)
  const totals = problem.tensors.map(() => ({ ...nothing }))
  const streamed = problem.tensors.map(() => 0)
  let steps = 0
  let activeUnitSteps = 0

  const move = (covers: Transition, times: number): readonly Volume[] =>
    problem.tensors.map((tensor, t) => {
      const volume = movedOf(tensor, level, covers, arrivals[t]!)
      totals[t] = {
        union: totals[t]!.union + times * volume.union,
        sum: totals[t]!.sum + times * volume.sum,
      }
      streamed[t]! += times * streamedBy(tensor, covers, arrivals[t]!)
      return volume
    })

  const record = ({ covers, times, perRun, initial }: Step): void => {
    addVolumes(columns.volumes, move(covers, times))
    let macs = 0
    for (const { count, transition } of unitClasses(level, covers)) {
      const all = times * count
      if (!transition.after) addDrain(next, transition, false, all)
      else {
        activeUnitSteps += all
        const box = lengthsAfter(transition)
        if (isLast) macs = Math.max(macs, product(box))
        else {
          columns.runEntry.push(addEntry(next, transition, initial, all))
          columns.runBox.push(addRuns(next, box, all))
        }
      }
    }
    steps += times
    columns.count.push(times)
    columns.perRun.push(perRun)
    columns.macs.push(macs)
    columns.runEnd.push(columns.runEntry.length)
  }

  for (const { parent, initial, times } of work.entries.values()) {
    record({ covers: enterRun(level, parent), times, perRun: 1, initial })
    columns.entries += 1
    columns.initial += initial ? 1 : 0
  }
  for (const { box, runs } of work.runs.values()) {
    for (const { times, transition } of innerSteps(tripsOf(level, box), box))
      record({ covers: transition, times: times * runs, perRun: times, initial: false })
    columns.boxEnd.push(columns.count.length)
  }
  for (const { parent, final, times } of work.drains.values()) {
    const covers = enterRun(level, parent)
    const volumes = move(covers, times)
    for (const { count, transition } of unitClasses(level, covers))
      addDrain(next, transition, final, times * count)
    if (final) addVolumes(columns.drains, volumes)
  }
  return { next, columns, totals, streamed, steps, activeUnitSteps }
}

const firstWork = (extents: readonly number[]): Work => {
  const work = emptyWork()
  const arrives = extents.map((extent) => ({ from: 0, to: extent, shift: 0 }))
  const leaves = extents.map((extent) => ({ from: extent, to: 0, shift: 0 }))
  addRuns(work, extents, 1)
  addEntry(work, { before: false, after: true, moves: arrives }, true, 1)
  addDrain(work, { before: true, after: false, moves: leaves }, true, 1)
  return work
}

/** Kinds of step that the runs of a level will have, before they are profiled. */
const upcoming = (level: Level, work: Work): number => {
  let count = work.entries.size + work.drains.size
  for (const { box } of work.runs.values()) count += countInnerSteps(tripsOf(level, box))
  return count
}

const fresh = (box: readonly number[]): Transition => ({
  before: false,
  after: true,
  moves: box.map((length) => ({ from: 0, to: length, shift: 0 })),
})

/** The profile of a problem under a canonical dataflow, or null when it is too complex. */
export const profileOf = (
  problem: Problem,
  levels: readonly Level[],
  simd: number,
  rules: TransferRules | null = null,
): ProfiledSchedule | null => {
  const profiled: ProfiledLevel[] = []
  let work = firstWork(problem.extents)
  let streamed: readonly number[] = []
  let transitions = 0
  let fullBox = problem.extents
  for (const [i, level] of levels.entries()) {
    transitions += upcoming(level, work)
    if (transitions > mostTransitions) return null
    const arrivals = arrivalsAt(rules, i, levels.length, problem.tensors)
    const result = profileLevel(problem, level, work, i === levels.length - 1, arrivals)
    const cover = enterRun(level, fresh(fullBox))
    const [first] = unitClasses(level, cover)
    fullBox = lengthsAfter(first!.transition)
    if (i === 0) streamed = result.streamed
    profiled.push({
      units: level.units,
      steps: result.steps,
      activeUnitSteps: result.activeUnitSteps,
      tensors: problem.tensors.map((tensor, t) => ({
        ...result.totals[t]!,
        // Footprints grow with their lengths, and the first step has all tiles full.
        unitTile: tileSize(tensor, fullBox, arrivals[t]!.measure),
        levelTile: coverSize(tensor, cover, arrivals[t]!.measure),
      })),
      columns: result.columns,
    })
    work = result.next
  }
  return {
    simd,
    roles: problem.tensors.map(({ role }) => role),
    streamed,
    used: problem.tensors.map((tensor) => tileSize(tensor, problem.extents)),
    levels: profiled,
  }
}
