/**
 * How long the kernel takes in each of its forms: profiling with the first timing, projecting, timing again, detail, short
 * tiles on three levels and the slowest inputs that are known to be accepted. Medians over the pairs of the benchmark, and
 * the first thousand calls of a process.
 */
import { canonicalize } from '../src/dataflow/canonical'
import { readDataflow } from '../src/dataflow/read-directives'
import { checkLayer } from '../src/operator/check-layer'
import { assemblyBackend, javascriptBackend } from '../src/profile/kernel/backend'
import { stepsOver } from '../src/profile/kernel/host'
import {
  type Links,
  newStepTotals,
  newTimeDetail,
  type Projection,
  type Steps,
  type StepTable,
} from '../src/profile/step-types'
import { type Pair, pairs, short } from './pairs'
import { type Schedule, worst } from './worst'

const canonicalOf = ({ name, layer, flow }: Pair): Schedule => {
  const problem = checkLayer(layer, [])!
  return { name, problem, levels: canonicalize(problem, readDataflow(flow, problem, [])!, 256, [])!.levels }
}
const geomean = (xs: number[]) => Math.exp(xs.reduce((s, x) => s + Math.log(x), 0) / xs.length)
let sink = 0
/** Calls in about a quarter of a millisecond: short enough that some samples find the processor undisturbed. */
const callsOf = (call: () => number): number => {
  let n = 1
  for (;;) {
    const t0 = performance.now()
    for (let i = 0; i < n; i++) sink += call()
    if (performance.now() - t0 > 0.25) return n
    n *= 2
  }
}
/** Nanoseconds of each call at best, all of them in turn. */
const bestOf = (calls: readonly (() => number)[], rounds = 60): number[] => {
  for (const call of calls) {
    const t0 = performance.now()
    for (let i = 0; i < 3000 && performance.now() - t0 < 300; i++) sink += call()
  }
  const n = calls.map(callsOf)
  const best = calls.map(() => Infinity)
  for (let round = 0; round < rounds; round++)
    calls.forEach((call, c) => {
      const t0 = performance.now()
      for (let i = 0; i < n[c]!; i++) sink += call()
      best[c] = Math.min(best[c]!, ((performance.now() - t0) * 1e6) / n[c]!)
    })
  return best
}

const canonical = pairs.map(canonicalOf)
const subjects: Record<string, Steps> = {}
const which = process.argv[2] ?? 'all'
if (which === 'all' || which === 'wasm') subjects['wasm'] = stepsOver(assemblyBackend()!)
if (which === 'all' || which === 'js') subjects['js'] = stepsOver(javascriptBackend())

const cold = process.argv[3] === 'cold'
const show = (name: string, what: string, ns: number) =>
  console.log(
    name.padEnd(6),
    what.padEnd(36),
    ns > 1e5
      ? `${(ns / 1e6).toFixed(2)} ms`
      : ns > 2e3
        ? `${(ns / 1e3).toFixed(2)} µs`
        : `${ns.toFixed(0)} ns`,
  )

type Canonical = Schedule
const both = ({ s, table, links, projection }: Named, { problem, levels }: Canonical): number => {
  if (!s.profileSchedule(table, problem, levels, 1)) return 0
  return s.time(s.project(table, projection), links, 'within-runs')
}
type Named = {
  name: string
  s: Steps
  table: StepTable
  links: Links
  projection: Projection
}
const named: Named[] = Object.entries(subjects).map(([name, s]) => {
  const links = s.newLinks()
  const projection = s.newProjection()
  for (let level = 0; level < 5; level++) {
    s.setChannel(links, level, 0, 32, 1)
    for (let tensor = 0; tensor < 3; tensor++) s.setWay(projection, level, tensor, true)
  }
  return { name, s, table: s.newStepTable(), links, projection }
})

if (cold) {
  const [subject] = named as [Named]
  const { name } = subject
  let at = 0
  for (const until of [1, 10, 100, 300, 1000, 3000]) {
    const t0 = performance.now()
    const from = at
    for (; at < until; at++) sink += both(subject, canonical[at % canonical.length]!)
    show(name, `calls ${from + 1}–${until}, each`, ((performance.now() - t0) * 1e6) / (until - from))
  }
} else {
  const bandwidths = Float64Array.from({ length: 512 }, (_, i) => 1 + i)
  const out = new Float64Array(512)
  const detail = newTimeDetail()
  const totals = newStepTotals()
  const columns: Record<string, number[]> = {}
  const take = (what: string, ns: number) => {
    columns[what] ??= []
    columns[what].push(ns)
  }
  const callsFor = (c: Canonical) =>
    named.flatMap((subject) => {
      const { name, s, table, links, projection } = subject
      const calls: [string, () => number][] = [[`${name} profile + project + time`, () => both(subject, c)]]
      let i = 0
      both(subject, c)
      const other = s.newStepTable()
      s.profileSchedule(other, c.problem, c.levels, 1)
      const p = s.project(other, projection)
      calls.push([`${name} profile`, () => (s.profileSchedule(table, c.problem, c.levels, 1) ? 1 : 0)])
      calls.push([
        `${name} project`,
        () => {
          s.project(other, projection)
          return 1
        },
      ])
      calls.push([
        `${name} time`,
        () => {
          s.setChannel(links, 0, 0, 1 + (i++ & 63), 1)
          return s.time(p, links, 'within-runs')
        },
      ])
      calls.push([
        `${name} sweep × 512`,
        () => {
          s.sweep(p, links, 'within-runs', 1, bandwidths, out)
          return 1
        },
      ])
      calls.push([`${name} time in detail`, () => s.timeInDetail(p, links, 'within-runs', detail).cycles])
      calls.push([`${name} read totals`, () => s.readTotals(other, totals).rows])
      return calls
    })
  for (const c of canonical) {
    const calls = callsFor(c)
    bestOf(calls.map(([, call]) => call)).forEach((ns, i) => {
      take(calls[i]![0], ns)
    })
  }
  if (process.env['EACH'])
    for (const what of ['wasm sweep × 512', 'wasm project', 'wasm profile', 'wasm time'])
      console.log(what, columns[what]?.map((x) => Math.round(what.endsWith('512') ? x / 512 : x)).join(' '))
  for (const [what, ns] of Object.entries(columns))
    show(
      what.split(' ')[0]!,
      what.slice(what.indexOf(' ') + 1),
      geomean(ns) / (what.endsWith('512') ? 512 : 1),
    )
  for (const [what, c, rounds] of [
    ['short tiles on three levels', canonicalOf(short), 200],
    ...worst.map((schedule) => [schedule.name, schedule, 5] as const),
  ] as const) {
    console.log(named.map((subject) => both(subject, c)).join(' '))
    bestOf(
      named.map((subject) => () => both(subject, c)),
      rounds,
    ).forEach((ns, i) => {
      show(named[i]!.name, what, ns)
    })
  }
}
console.log(sink > 0 ? '' : '-')
