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
  estimateAccelerators,
  estimateDataflows,
  evaluate,
  orThrow,
  prepare,
  sweep,
} from 'maestro-dataflow'
import { nvdlaArea28nm } from 'maestro-dataflow/catalog'
import { Bench } from 'tinybench'
import { canonicalize } from '../src/dataflow/canonical'
import { readDataflow } from '../src/dataflow/read-directives'
import { checkLayer } from '../src/operator/check-layer'
import { type Links, type Projection, steps } from '../src/profile/steps'
import { type Pair, pairs, short } from './pairs'
import { type Measured, shownRate, shownTime } from './shown'
import { type Schedule, worst } from './worst'

const hardware = accelerator({ pes: 256, noc: { bandwidth: 32, latency: 1 } })

const byCapacity = (low: number, high: number) => ({
  points: [
    [64, low],
    [65_536, high],
  ] as const,
})

/** The same with all that an accelerator may say. */
const described = accelerator({
  ...hardware,
  l1: { capacity: 1024 },
  clusters: { capacity: 65_536 },
  l2: { capacity: 1_048_576 },
  offchip: { bandwidth: 16 },
  clock: 1e9,
  energy: {
    mac: 1,
    hop: 0.1,
    l1: { read: byCapacity(0.5, 2), write: byCapacity(0.5, 2) },
    l2: { read: byCapacity(2, 9), write: byCapacity(2, 9) },
    offchip: { read: 200, write: 200 },
  },
  area: nvdlaArea28nm,
})

/** Calls per sample: the clock is coarser than a call. */
const batch = 100

const canonicalOf = ({ name, layer, flow }: Pair): Schedule => {
  const problem = checkLayer(layer, [])!
  const { levels } = canonicalize(problem, readDataflow(flow, problem, [])!, hardware.pes, [])!
  return { name, problem, levels }
}

/** Networks that multicast and reduce, with the bandwidth and latency of {@link hardware}. */
const networksFor = ({
  problem: { tensors },
  levels,
}: Schedule): { readonly projection: Projection; readonly links: Links } => {
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

/** A call to be measured, made ready. */
type Call = (i: number) => unknown

/** Profiles and times a schedule. */
const profileAndTime = (schedule: Schedule): Call => {
  const { profileSchedule, project, time, newStepTable } = steps()
  const { projection, links } = networksFor(schedule)
  const table = newStepTable()
  return () => {
    if (!profileSchedule(table, schedule.problem, schedule.levels, 1))
      throw new Error(`${schedule.name}: too complex`)
    return time(project(table, projection), links, 'within-runs')
  }
}

/** Milliseconds; a check of three times the bound needs no exact median. */
const duration = process.argv.includes('--check')
  ? { time: 40, warmupTime: 40 }
  : { time: 150, warmupTime: 100 }

/** Median microseconds of a call, for each subject. */
const medians = async <A extends { readonly name: string }>(
  of: readonly A[],
  prepare: (subject: A) => Call,
  calls: number,
): Promise<readonly number[]> => {
  const result: number[] = []
  for (const subject of of) {
    const call = prepare(subject)
    const bench = new Bench(duration)
    bench.add(subject.name, () => {
      for (let i = 0; i < calls; i++) call(i)
    })
    const [task] = await bench.run()
    const state = task?.result
    if (state?.state !== 'completed') throw new Error(`${subject.name} did not complete`)
    result.push((state.latency.p50 * 1000) / calls)
  }
  return result
}

const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)

type Row<A> = {
  readonly what: string
  /** Microseconds; null where no bound was set. */
  readonly bound: number | null
  readonly of: readonly A[]
  readonly prepare: (subject: A) => Call
  /** Estimates in a call; 1 unless given. */
  readonly each?: number
  /** Calls in a sample; unless given, as many as make a batch of estimates. */
  readonly calls?: number
}

/** As a caller in a loop has them: accelerators that differ in their bandwidth, or copies of a dataflow. */
const inBatch = 64
const accelerators = Array.from({ length: inBatch }, (_, i) =>
  accelerator({ pes: 256, noc: { bandwidth: 1 + i, latency: 1 } }),
)
const bandwidths = Float64Array.from(accelerators, (_, i) => 1 + i)
const constant = (flow: Dataflow): Dataflow => {
  flow.directives.forEach(Object.freeze)
  Object.freeze(flow.directives)
  Object.freeze(flow.parameters)
  return Object.freeze(flow)
}
const copies = (flow: Dataflow): readonly Dataflow[] =>
  Array.from({ length: inBatch }, () => ({ ...flow, directives: [...flow.directives] }))

const rows: readonly Row<Pair>[] = [
  {
    what: 'analysis and first timing, from the canonical form',
    bound: 1.2,
    of: pairs,
    prepare: (pair) => profileAndTime(canonicalOf(pair)),
  },
  {
    what: 'timing again with another bandwidth',
    bound: 0.1,
    of: pairs,
    prepare: (pair) => {
      const schedule = canonicalOf(pair)
      const { problem, levels } = schedule
      const { projection, links } = networksFor(schedule)
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
    bound: 3,
    of: pairs,
    prepare: ({ layer, flow }) => {
      const analysis = orThrow(analyze(layer, flow, { pes: hardware.pes }))
      return () => evaluate(analysis, hardware)
    },
  },
  {
    what: '`estimate`, its result object included',
    bound: 3.5,
    of: pairs,
    prepare:
      ({ layer, flow }) =>
      () =>
        estimate(layer, flow, hardware),
  },
  {
    what: '`estimate` with tables, capacities, clock and off-chip bandwidth',
    bound: 5,
    of: pairs,
    prepare:
      ({ layer, flow }) =>
      () =>
        estimate(layer, flow, described),
  },
  {
    what: '`analyze`',
    bound: 8,
    of: pairs,
    prepare:
      ({ layer, flow }) =>
      () =>
        analyze(layer, flow, { pes: hardware.pes }),
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
    what: 'one layer and dataflow on 64 bandwidths: `estimateAccelerators`',
    bound: null,
    of: pairs,
    each: inBatch,
    prepare:
      ({ layer, flow }) =>
      () =>
        estimateAccelerators(layer, flow, accelerators),
  },
  {
    what: 'one layer and dataflow on 64 bandwidths: `sweep`',
    bound: null,
    of: pairs,
    each: inBatch,
    prepare: ({ layer, flow }) => {
      const analysis = orThrow(analyze(layer, flow, { pes: hardware.pes }))
      return () => sweep(analysis, hardware, bandwidths)
    },
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
    what: 'one layer under 64 dataflows: `estimateDataflows`',
    bound: null,
    of: pairs,
    each: inBatch,
    prepare: ({ layer, flow }) => {
      const flows = copies(flow)
      return () => estimateDataflows(layer, flows, hardware)
    },
  },
  {
    what: 'one layer under 64 dataflows: `prepare`, then totals of each',
    bound: null,
    of: pairs,
    each: inBatch,
    prepare: ({ layer, flow }) => {
      const flows = copies(flow)
      const totals = orThrow(prepare(layer, hardware))
      return () => flows.map(totals)
    },
  },
  {
    what: 'the same, of dataflows that are constants',
    bound: 3,
    of: pairs,
    each: inBatch,
    prepare: ({ layer, flow }) => {
      const flows = copies(flow).map(constant)
      const totals = orThrow(prepare(layer, hardware))
      return () => flows.map(totals)
    },
  },
  {
    what: 'short tiles everywhere on three levels, from the canonical form',
    bound: 100,
    of: [short],
    prepare: (pair) => profileAndTime(canonicalOf(pair)),
  },
]

/** Microseconds of an estimate: the geometric mean over the subjects. */
const timeOf = async <A extends { readonly name: string }>({
  of,
  prepare,
  each = 1,
  calls = Math.max(1, Math.round(batch / each)),
}: Row<A>): Promise<number> => geometricMean(await medians(of, prepare, calls)) / each

const slowest: readonly Row<Schedule>[] = worst.map((schedule) => ({
  what: `worst accepted input: ${schedule.name}`,
  bound: 20_000,
  of: [schedule],
  prepare: profileAndTime,
  calls: 1,
}))

const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}`
const asJson = process.argv.includes('--json')
const wanted = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? ''

const measured: Measured[] = []
const measure = async <A extends { readonly name: string }>(wantedRows: readonly Row<A>[]): Promise<void> => {
  for (const row of wantedRows) {
    const { what, bound } = row
    if (!what.includes(wanted)) continue
    const time = await timeOf(row)
    measured.push({ what, time, bound })
    const cells = [shownTime(time), shownRate(time), bound === null ? '' : shownTime(bound)]
    if (!asJson) console.log(what.padEnd(66), ...cells.map((cell) => cell.padStart(10)))
  }
}
if (!asJson) console.log(`${machine}; median per estimate, geometric mean over the pairs\n`)
await measure(rows)
await measure(slowest)
if (asJson) console.log(JSON.stringify({ machine, measured }))
const isTooSlow = measured.some(({ time, bound }) => bound !== null && time > 3 * bound)
if (isTooSlow && process.argv.includes('--check')) {
  console.error('error: a figure is more than three times its bound')
  process.exitCode = 1
}
