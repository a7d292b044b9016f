/** From an untrusted request to a target, a space and a goal, or all faults of it together. */
import { tooManyMacs } from '../analysis/analyze'
import { forSchedule } from '../cost/for-tensors'
import { type EstimateError, fault, type Report } from '../error/error'
import { listed, show } from '../error/show'
import type { Warning } from '../error/warning'
import { type ResolvedHardware, readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { largestCount, product } from '../internal/arithmetic'
import { isRecord, readRecord, type UnknownRecord } from '../internal/read'
import { integer, listOf, ofKind, optional, type Read, recordOf, unwanted, wordOf } from '../internal/readers'
import { snapshot } from '../internal/snapshot'
import { checkLayer } from '../operator/check-layer'
import type { Problem } from '../operator/problem'
import { loopsOf } from './loops'
import { readSpace } from './read-space'
import type { MapObjective, MapRule, MapShard } from './request'
import type { CostLimits, Goal } from './search-state'
import type { MapSpace } from './space'
import { type Target, targetOf } from './target'

/** A checked request: what is searched for, where. */
export type Plan = {
  readonly target: Target
  readonly space: MapSpace
  readonly goal: Goal
  readonly nodes: number
  readonly shard: MapShard
  readonly warnings: readonly Warning[]
}

const requestKeys = ['layer', 'hardware', 'objective', 'space', 'limits']
const optionKeys = ['gap', 'nodes', 'top', 'below', 'shard', 'without']
const objectives = ['edp', 'runtime', 'energy', 'pareto'] as const
const allRules = ['bound', 'capacity', 'symmetry'] as const
const mostNodes = 30_000
/** Runtimes are integers, of which many mappings share nearly the same. */
const gapOfRuntimes = 0.001

const isNonNegative = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0

const limit = (hint: string): Read<number> =>
  ofKind(isNonNegative, Infinity, { tag: 'Malformed', expected: 'a non-negative number', hint }, Infinity)

const readLimits = /* @__PURE__ */ recordOf('Malformed', {
  runtime: /* @__PURE__ */ limit('Give cycles, or leave it out.'),
  energy: /* @__PURE__ */ limit('Give an energy in the unit of the table, or leave it out.'),
  edp: /* @__PURE__ */ limit('Give an energy-delay product, or leave it out.'),
  utilization: /* @__PURE__ */ limit('Give a part of 1, or leave it out.'),
})

const noLimits: CostLimits = { runtime: Infinity, energy: Infinity, edp: Infinity }

const limitsOf = (value: unknown, macs: number, pes: number, simd: number, report: Report): CostLimits => {
  if (value === undefined) return noLimits
  const { runtime, energy, edp, utilization } = readLimits(value, 'limits', '', report)
  // A utilization of at least u is a runtime of at most macs / (u · lanes).
  const busy = utilization === Infinity || utilization === 0 ? Infinity : macs / (utilization * pes * simd)
  return { runtime: Math.min(runtime, Math.floor(busy * (1 + 2 ** -50))), energy, edp }
}

const gapOf = /* @__PURE__ */ limit('Give a part of 1, as 0.01 for 1 %, or leave it out.')
const readNodes = /* @__PURE__ */ integer(1, 'Malformed', 'Give a number of boxes, 1 or more.', mostNodes)
const readTop = /* @__PURE__ */ integer(1, 'Malformed', 'Give how many values to find, 1 or more.', 1)
const readBelow = /* @__PURE__ */ limit(
  'Give a value of the objective that can be attained, or leave it out.',
)
const readRules = /* @__PURE__ */ listOf(
  'Malformed',
  100,
  /* @__PURE__ */ wordOf(allRules, 'Name rules to do without.'),
)
const readObjective = /* @__PURE__ */ optional(
  /* @__PURE__ */ wordOf(objectives, 'Name the figure that chooses the best mapping.'),
  'edp' as const,
)

const wholeSearch: MapShard = { index: 0, count: 1 }

const shardOf: Read<MapShard> = /* @__PURE__ */ recordOf<MapShard>('Malformed', {
  count: /* @__PURE__ */ integer(1, 'Malformed', 'Give the number of shards, 1 or more.'),
  index: /* @__PURE__ */ integer(0, 'Malformed', 'Number shards from 0.'),
})

const readShard = (value: unknown, report: Report): MapShard => {
  if (value === undefined) return wholeSearch
  const before = report.length
  const shard = shardOf(value, 'options', '.shard', report)
  if (report.length > before || shard.index < shard.count) return shard
  const expected = `a non-negative integer below ${shard.count}`
  report.push(
    unwanted(
      'options.shard.index',
      { tag: 'Malformed', expected, hint: 'Number shards from 0.' },
      shard.index,
    ),
  )
  return wholeSearch
}

const goalOf = (
  objective: MapObjective,
  options: UnknownRecord,
  limits: CostLimits,
  report: Report,
): Goal => {
  const { gap, top, below, without } = options
  const rules: readonly MapRule[] =
    without === undefined ? [] : readRules(without, 'options', '.without', report)
  const count = readTop(top, 'options', '.top', report)
  if (objective === 'pareto' && count > 1)
    report.push(
      unwanted(
        'options.top',
        { tag: 'Malformed', expected: 'absent, because a front has its own points', hint: 'Leave it out.' },
        top,
      ),
    )
  if (objective === 'pareto' && below !== undefined)
    report.push(
      unwanted(
        'options.below',
        {
          tag: 'Malformed',
          expected: 'absent, because a front has two figures',
          hint: 'Set limits instead.',
        },
        below,
      ),
    )
  return {
    objective,
    gap:
      gap === undefined
        ? objective === 'runtime'
          ? gapOfRuntimes
          : 0
        : gapOf(gap, 'options', '.gap', report),
    top: count,
    below: readBelow(below, 'options', '.below', report),
    limits,
    without: new Set(rules),
  }
}

/** The accelerator under dataflows of one and of two levels; what is wrong with it under two alone. */
type Machines = {
  readonly one: ResolvedHardware
  readonly two: ResolvedHardware
  readonly faults: readonly EstimateError[]
}

const readMachines = (value: unknown, problem: Problem | undefined, report: Report): Machines | undefined => {
  const given = snapshot(value) // it is resolved for each number of levels
  const record = readHardware(given, report)
  const units = record && readUnits(record, report)
  if (record === undefined || units === undefined) return undefined
  const resolved = (levels: number, faults: Report): ResolvedHardware => {
    const hardware = resolveHardware(record, units, levels, faults)
    if (problem === undefined || faults.length > 0) return hardware
    return forSchedule(hardware, { problem, canonical: { levels: [], warnings: [] } }, faults)
  }
  const before = report.length
  const ofTwo: Report = []
  const two = resolved(2, ofTwo)
  if (ofTwo.length === 0) return { one: resolved(1, report), two, faults: [] }
  const ofOne: Report = []
  const one = resolved(1, ofOne)
  if (ofOne.length > 0) for (const error of ofTwo) report.push(error)
  return report.length > before ? undefined : { one, two: one, faults: ofTwo }
}

/** The space without the levels under which the accelerator is faulty, and what is said of them. */
const searchable = (
  space: MapSpace,
  faults: readonly EstimateError[],
  report: Report,
): { readonly space: MapSpace; readonly warnings: readonly Warning[] } => {
  if (faults.length === 0 || !space.levels.includes(2)) return { space, warnings: [] }
  if (space.levels.includes(1)) {
    const warnings = faults.map(
      ({ path, message }): Warning => ({
        _tag: 'UnsearchedLevels',
        path,
        message: `Only mappings of one level are searched, because no other is feasible: ${message}`,
      }),
    )
    return { space: { ...space, levels: [1] }, warnings }
  }
  for (const error of faults)
    report.push(
      fault(error._tag, error.path, {
        ...error,
        hint: `${error.hint} Or search mappings of one level, with space.levels [1].`,
      }),
    )
  return { space, warnings: [] }
}

/** Loops whose orders can be listed. */
const mostLoops = 9

const tooManyLoops = (count: number) =>
  fault('TooComplex', 'layer', {
    expected: `at most ${mostLoops} dimensions of more than one step`,
    given: `${count} of them`,
    hint: 'Merge dimensions that every tensor has together, or map parts of the layer.',
  })

const notARequest = (value: unknown) =>
  fault('Malformed', '', {
    expected: 'a request',
    given: show(value),
    hint: 'Write { layer, hardware, … }.',
    message: `A request is an object with ${listed(requestKeys)}, but this is ${show(value)}.`,
  })

/** Reads a request and its options. */
export const readPlan = (request: unknown, options: unknown, report: Report): Plan | undefined => {
  if (!isRecord(request)) {
    report.push(notARequest(request))
    return undefined
  }
  const record = readRecord(request, '', requestKeys, 'Malformed', report)
  const given =
    options === undefined ? {} : (readRecord(options, 'options', optionKeys, 'Malformed', report) ?? {})
  if (record === undefined) return undefined
  const problem = checkLayer(record['layer'], report)
  const macs = problem === undefined ? 0 : product(problem.extents)
  if (macs > largestCount) report.push(tooManyMacs(macs))
  const machines = readMachines(record['hardware'], problem, report)
  const objective = readObjective(record['objective'], '', 'objective', report)
  const pes = machines?.one.pes ?? largestCount
  const limits = limitsOf(record['limits'], macs, pes, machines?.one.simd ?? 1, report)
  const goal = goalOf(objective, given, limits, report)
  const nodes = readNodes(given['nodes'], 'options', '.nodes', report)
  const shard = readShard(given['shard'], report)
  if (problem === undefined) return undefined
  const loops = loopsOf(problem)
  if (loops.count > mostLoops) report.push(tooManyLoops(loops.count))
  const asked = readSpace(record['space'], problem, loops, pes, report)
  if (machines === undefined) return undefined
  const { one, two, faults } = machines
  const { space, warnings } = searchable(asked, faults, report)
  if (report.length > 0) return undefined
  return { target: targetOf(problem, loops, one, two), space, goal, nodes, shard, warnings }
}
