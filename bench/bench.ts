/**
 * How long the analysis and the public functions take: medians over 20 pairs on 256 PEs, bandwidth 32, latency 1.
 * `--check` fails where a figure is three times its bound (a shared machine is noisy; bounds are claimed from a quiet run).
 * A word given chooses figures by name; `--json` prints them for `scripts/performance.ts`.
 */
import { cpus } from 'node:os'
import {
  accelerator,
  analyze,
  type Dataflow,
  estimate,
  estimateEach,
  estimateMany,
  evaluate,
  orThrow,
} from 'maestro-dataflow'
import { Bench } from 'tinybench'
import { canonicalize, type Level } from '../src/dataflow/canonical'
import { readDataflow } from '../src/dataflow/read-directives'
import { checkLayer } from '../src/operator/check-layer'
import type { Problem } from '../src/operator/problem'
import { type Links, type Projection, steps } from '../src/profile/steps'
import { type Pair, pairs, short } from './pairs'
import { type Measured, shownRate, shownTime } from './shown'

const hardware = accelerator({ pes: 256, noc: { bandwidth: 32, latency: 1 } })

/** Calls per sample: the clock is coarser than a call. */
const batch = 100

const canonicalOf = ({
  layer,
  flow,
}: Pair): { readonly problem: Problem; readonly levels: readonly Level[] } => {
  const problem = checkLayer(layer, [])!
  return {
    problem,
    levels: canonicalize(problem, readDataflow(flow, problem, [])!, hardware.pes, [])!.levels,
  }
}

/** Networks that multicast and reduce, with the bandwidth and latency of {@link hardware}. */
const networksFor = (
  { tensors }: Problem,
  levels: readonly Level[],
): { readonly projection: Projection; readonly links: Links } => {
  const { newProjection, newLinks, setWay, setChannel } = steps()
  const [projection, links] = [newProjection(), newLinks()]
  levels.forEach((_, level) => {
    setChannel(links, level, 0, 32, 1)
    tensors.forEach((__, tensor) => {
      setWay(projection, level, tensor, true)
    })
  })
  return { projection, links }
}

/** Profiles and times a pair from its canonical form. */
const profileAndTime = (pair: Pair): (() => number) => {
  const { profileSchedule, project, time, newStepTable } = steps()
  const { problem, levels } = canonicalOf(pair)
  const { projection, links } = networksFor(problem, levels)
  const table = newStepTable()
  return () => {
    profileSchedule(table, problem, levels, 1)
    return time(project(table, projection), links, 'within-runs')
  }
}

/** Median microseconds of a call, for each pair. */
const medians = async (
  of: readonly Pair[],
  prepare: (pair: Pair) => (i: number) => unknown,
  calls: number,
): Promise<readonly number[]> => {
  const result: number[] = []
  for (const pair of of) {
    const call = prepare(pair)
    const bench = new Bench({ time: 150, warmupTime: 100 })
    bench.add(pair.name, () => {
      for (let i = 0; i < calls; i++) call(i)
    })
    const [task] = await bench.run()
    const state = task?.result
    if (state?.state !== 'completed') throw new Error(`${pair.name} did not complete`)
    result.push((state.latency.p50 * 1000) / calls)
  }
  return result
}

const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)

type Row = {
  readonly what: string
  /** Microseconds; null where no bound was set. */
  readonly bound: number | null
  readonly of: readonly Pair[]
  readonly prepare: (pair: Pair) => (i: number) => unknown
  /** Estimates in a call; 1 unless given. */
  readonly each?: number
}

/** As a caller in a loop has them: accelerators that differ in their bandwidth, or copies of a dataflow. */
const inBatch = 64
const accelerators = Array.from({ length: inBatch }, (_, i) =>
  accelerator({ pes: 256, noc: { bandwidth: 1 + i, latency: 1 } }),
)
const copies = (flow: Dataflow): readonly Dataflow[] =>
  Array.from({ length: inBatch }, () => ({ ...flow, directives: [...flow.directives] }))

const rows: readonly Row[] = [
  {
    what: 'analysis and first timing, from the canonical form',
    bound: 2,
    of: pairs,
    prepare: profileAndTime,
  },
  {
    what: 'timing again with another bandwidth',
    bound: 0.1,
    of: pairs,
    prepare: (pair) => {
      const { problem, levels } = canonicalOf(pair)
      const { projection, links } = networksFor(problem, levels)
      const { newStepTable, profileSchedule, project, setChannel, time } = steps()
      const table = newStepTable()
      profileSchedule(table, problem, levels, 1)
      const projected = project(table, projection)
      return (i) => {
        setChannel(links, 0, 0, 1 + (i & 63), 1)
        return time(projected, links, 'within-runs')
      }
    },
  },
  {
    what: '`evaluate`, its result object included',
    bound: 2,
    of: pairs,
    prepare: ({ layer, flow }) => {
      const analysis = orThrow(analyze(layer, flow, { pes: hardware.pes }))
      return () => evaluate(analysis, hardware)
    },
  },
  {
    what: '`estimate`, checks and result included',
    bound: 8,
    of: pairs,
    prepare:
      ({ layer, flow }) =>
      () =>
        estimate(layer, flow, hardware),
  },
  {
    what: 'one layer and dataflow on 64 bandwidths: `estimate` of each',
    bound: null,
    of: pairs,
    each: inBatch,
    prepare:
      ({ layer, flow }) =>
      () =>
        accelerators.map((given) => estimate(layer, flow, given)),
  },
  {
    what: 'one layer and dataflow on 64 bandwidths: `evaluate` of each',
    bound: null,
    of: pairs,
    each: inBatch,
    prepare: ({ layer, flow }) => {
      const analysis = orThrow(analyze(layer, flow, { pes: hardware.pes }))
      return () => accelerators.map((given) => evaluate(analysis, given))
    },
  },
  {
    what: 'one layer and dataflow on 64 bandwidths: `estimateMany`',
    bound: null,
    of: pairs,
    each: inBatch,
    prepare:
      ({ layer, flow }) =>
      () =>
        estimateMany(layer, flow, accelerators),
  },
  {
    what: 'one layer under 64 dataflows: `estimate` of each',
    bound: null,
    of: pairs,
    each: inBatch,
    prepare: ({ layer, flow }) => {
      const flows = copies(flow)
      return () => flows.map((given) => estimate(layer, given, hardware))
    },
  },
  {
    what: 'one layer under 64 dataflows: `estimateEach`',
    bound: null,
    of: pairs,
    each: inBatch,
    prepare: ({ layer, flow }) => {
      const flows = copies(flow)
      return () => estimateEach(layer, flows, hardware)
    },
  },
  {
    what: 'short tiles everywhere on three levels, from the canonical form',
    bound: 150,
    of: [short],
    prepare: profileAndTime,
  },
]

const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}`
const asJson = process.argv.includes('--json')
const wanted = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? ''

const measured: Measured[] = []
if (!asJson) console.log(`${machine}; median per estimate, geometric mean over the pairs\n`)
for (const { what, bound, of, prepare, each = 1 } of rows) {
  if (!what.includes(wanted)) continue
  const time = geometricMean(await medians(of, prepare, Math.max(1, Math.round(batch / each)))) / each
  measured.push({ what, time, bound })
  const cells = [shownTime(time), shownRate(time), bound === null ? '' : shownTime(bound)]
  if (!asJson) console.log(what.padEnd(66), ...cells.map((cell) => cell.padStart(10)))
}
if (asJson) console.log(JSON.stringify({ machine, measured }))
const isTooSlow = measured.some(({ time, bound }) => bound !== null && time > 3 * bound)
if (isTooSlow && process.argv.includes('--check')) {
  console.error('error: a figure is more than three times its bound')
  process.exitCode = 1
}
