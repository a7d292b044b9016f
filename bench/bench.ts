/**
 * How long the analysis and the public functions take: medians over 20 pairs on 256 PEs, bandwidth 32, latency 1.
 * `--check` fails where a figure is three times its bound (a shared machine is noisy; bounds are claimed from a quiet run).
 */
import { cpus } from 'node:os'
import { accelerator, analyze, estimate, evaluate, orThrow } from 'maestro-dataflow'
import { Bench } from 'tinybench'
import { walk } from '../src/analysis/kernel/walk'
import { links, timeTape } from '../src/cost/kernel/time'
import { canonicalize, type Level } from '../src/dataflow/canonical'
import { readDataflow } from '../src/dataflow/read-directives'
import { checkLayer } from '../src/operator/check-layer'
import type { Problem } from '../src/operator/problem'
import { type Pair, pairs, short } from './pairs'

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

const setLinks = (bandwidth: number): void => {
  links.bandwidth.fill(bandwidth)
  links.latency.fill(1)
  links.multicast.fill(1)
  links.reduction.fill(1)
}

/** Median microseconds of a call, for each pair. */
const medians = async (
  of: readonly Pair[],
  prepare: (pair: Pair) => (i: number) => unknown,
): Promise<readonly number[]> => {
  const result: number[] = []
  for (const pair of of) {
    const call = prepare(pair)
    const bench = new Bench({ time: 150, warmupTime: 100 })
    bench.add(pair.name, () => {
      for (let i = 0; i < batch; i++) call(i)
    })
    const [task] = await bench.run()
    const state = task?.result
    if (state?.state !== 'completed') throw new Error(`${pair.name} did not complete`)
    result.push((state.latency.p50 * 1000) / batch)
  }
  return result
}

const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)

type Row = {
  readonly what: string
  /** Microseconds. */
  readonly bound: number
  readonly of: readonly Pair[]
  readonly prepare: (pair: Pair) => (i: number) => unknown
}

const rows: readonly Row[] = [
  {
    what: 'analysis and first timing, from the canonical form',
    bound: 2,
    of: pairs,
    prepare: (pair) => {
      const { problem, levels } = canonicalOf(pair)
      setLinks(32)
      return () => walk(problem, levels, 1) && timeTape('within-runs')
    },
  },
  {
    what: 'timing again with another bandwidth',
    bound: 0.1,
    of: pairs,
    prepare: (pair) => {
      const { problem, levels } = canonicalOf(pair)
      setLinks(32)
      walk(problem, levels, 1)
      return (i) => {
        links.bandwidth[0] = 1 + (i & 63)
        return timeTape('within-runs')
      }
    },
  },
  {
    what: 'evaluate, public',
    bound: 2,
    of: pairs,
    prepare: ({ layer, flow }) => {
      const analysis = orThrow(analyze(layer, flow, { pes: hardware.pes }))
      return () => evaluate(analysis, hardware)
    },
  },
  {
    what: 'estimate, public',
    bound: 8,
    of: pairs,
    prepare:
      ({ layer, flow }) =>
      () =>
        estimate(layer, flow, hardware),
  },
  {
    what: 'short tiles everywhere on three levels, from the canonical form',
    bound: 150,
    of: [short],
    prepare: (pair) => {
      const { problem, levels } = canonicalOf(pair)
      setLinks(32)
      return () => walk(problem, levels, 1) && timeTape('within-runs')
    },
  },
]

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}; median per call, geometric mean over the pairs\n`,
)
let tooSlow = false
for (const { what, bound, of, prepare } of rows) {
  const measured = geometricMean(await medians(of, prepare))
  const rate = measured < 1 ? `${(1 / measured).toFixed(1)} M/s` : `${Math.round(1000 / measured)} k/s`
  console.log(
    `${what.padEnd(66)} ${measured.toPrecision(3).padStart(6)} µs  ${rate.padStart(9)}   bound ${bound} µs`,
  )
  tooSlow ||= measured > 3 * bound
}
if (tooSlow && process.argv.includes('--check')) process.exitCode = 1
