/**
 * How many designs an exploration gets through in a second: the paper's two layers and dataflows, PEs 1 to 1024, bandwidth 1
 * to 256, 64 pairs of tiles, 16 capacities of L1 and of L2. What is explored without any rule of pruning is a part of the
 * space, chosen by a seeded generator, and its answer must be the same to the last character.
 *
 * `--check` fails where a rate is a third of its bound (a shared machine is noisy; bounds are claimed from a quiet run).
 */
import { cpus } from 'node:os'
import { orThrow } from 'maestro-dataflow'
import { type ExploreOptions, explore, type Rule, range } from 'maestro-dataflow/explore'
import { hardware, type PaperSpace, sizedHardware, spaces } from '../examples/explore-spaces'
import { random } from './random'

const rules: readonly Rule[] = ['units', 'pes', 'simd', 'curve', 'l1', 'l2', 'bandwidth', 'ideal', 'budget']

type Row = {
  readonly what: string
  /** Designs a second. */
  readonly bound: number
  readonly of: (space: PaperSpace) => PaperSpace
  readonly options?: ExploreOptions
}

/** One of so many parts is explored without rules: about 17 million designs. */
const parts = 256
const shard = { index: Math.floor(random() * parts), count: parts }

const rows: readonly Row[] = [
  { what: 'under Eyeriss’ budget', bound: 5e9, of: (space) => space },
  { what: 'without a budget', bound: 5e9, of: ({ budget, ...space }) => space },
  {
    what: 'energies by capacity, finite off-chip bandwidth',
    bound: 2e9,
    of: (space) => ({ ...space, hardware: sizedHardware }),
  },
  {
    what: 'the same; runtime, energy and area; no budget',
    bound: 1e9,
    of: ({ budget, ...space }) => ({
      ...space,
      hardware: sizedHardware,
      objectives: ['runtime', 'energy', 'area'],
    }),
  },
  {
    what: 'as many designs as the paper: 482 million',
    bound: 2e9,
    of: (space) => ({
      ...space,
      bandwidth: range(2, 230, 2),
      l1: space.l1?.filter((_, i) => i % 2 === 1) ?? [],
      l2: space.l2?.filter((_, i) => i % 2 === 1) ?? [],
    }),
  },
  {
    what: 'without any rule of pruning, on a part',
    bound: 1e8,
    of: (space) => space,
    options: { shard, without: rules },
  },
]

const seconds = (run: () => unknown): number => {
  const start = performance.now()
  run()
  return (performance.now() - start) / 1000
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

const asText = (space: PaperSpace, options: ExploreOptions): string =>
  JSON.stringify(orThrow(explore(space, options)))

const areSame = (space: PaperSpace): boolean =>
  asText(space, { shard }) === asText(space, { shard, without: rules })

/** A check of three times the bound needs no exact median. */
const rounds = process.argv.includes('--check') ? 1 : 5

const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}`
console.log(`${machine}; one core, designs a second, median of ${rounds}\n`)
let tooSlow = 0
let different = 0
for (const { what, bound, of, options = {} } of rows)
  for (const [name, given] of spaces) {
    const space = of(given)
    const { designs } = orThrow(explore(space, options))
    const time = median(Array.from({ length: rounds }, () => seconds(() => explore(space, options))))
    const rate = designs.total / time
    if (rate < bound / 3) tooSlow++
    const shown = [`${(1000 * time).toFixed(0)} ms`, rate.toExponential(1), bound.toExponential(0)]
    console.log(what.padEnd(52), name.padEnd(18), ...shown.map((cell) => cell.padStart(9)))
  }
console.log('\nwith and without rules of pruning, on a part of each space:')
for (const [name, given] of spaces)
  for (const space of [given, { ...given, hardware: sizedHardware }]) {
    const same = areSame(space)
    if (!same) different++
    console.log(
      `${name}, ${space.hardware === hardware ? 'flat' : 'sized'}: ${same ? 'the same' : 'DIFFERENT'}`,
    )
  }
if (different > 0) {
  console.error('error: pruning changes an answer')
  process.exitCode = 1
}
if (tooSlow > 0 && process.argv.includes('--check')) {
  console.error('error: a rate is less than a third of its bound')
  process.exitCode = 1
}
