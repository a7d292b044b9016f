/**
 * Runs the benchmark and fills the marked places of README.md, docs/performance.md and docs/design.md with what it measured: of the code
 * as it ships, with top-level `var` as esbuild leaves it, and as a TypeScript runner executes the sources; and with the
 * sizes of the built package.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { type Measured, shownRate, shownTime } from '../bench/shown'

type Run = { readonly machine: string; readonly measured: readonly Measured[] }

const built = 'node_modules/.cache/bench/bench.js'
const lessons = 'node_modules/.cache/bench/lessons.js'
const searches = 'node_modules/.cache/bench/map.js'

const run = (...of: readonly string[]): Run =>
  JSON.parse(execFileSync(process.execPath, [...of, '--json'], { encoding: 'utf8' }))

const build = (config: string): void => {
  execFileSync('npx', ['tsup', '--config', config, '--silent'], { stdio: 'inherit' })
}

const cells = (row: readonly string[]): string => `| ${row.join(' | ')} |`

const table = ({ machine, measured }: Run): string =>
  [
    cells([`${machine}; median per estimate`, 'time', 'rate']),
    '| --- | ---: | ---: |',
    ...measured.map(({ what, time }) => cells([what, shownTime(time), shownRate(time)])),
  ].join('\n')

const comparison = (names: readonly string[], runs: readonly Run[]): string =>
  [
    cells([runs[0]!.machine, ...names]),
    `| --- |${' ---: |'.repeat(names.length)}`,
    ...runs[0]!.measured.map(({ what }, i) =>
      cells([what, ...runs.map((r) => shownTime(r.measured[i]!.time))]),
    ),
  ].join('\n')

const rowOf = ({ measured }: Run, what: string): string => {
  const row = measured.find((each) => each.what.startsWith(what))
  if (row === undefined) throw new Error(`The benchmark has no row ${what}.`)
  const rate = 1000 * Math.round(1000 / row.time)
  return `${shownTime(row.time)} (${rate.toLocaleString('en')} per second)`
}

/** What the README says of speed. */
const headline = (run: Run): string =>
  [
    `\`estimate\` takes ${rowOf(run, '`estimate`, its result')} on average over twenty problems, most of them under constant dataflows, and`,
    `${rowOf(run, 'one layer under 64 dataflows: `estimate` of each')} under one that is read in each call; \`estimateAccelerators\` takes`,
    `${rowOf(run, 'one layer and dataflow on 64 bandwidths: `estimateAccelerators`')} for each of 64 bandwidths (${run.machine}).`,
  ].join('\n')

const fill = (file: string, name: string, content: string): void => {
  const marked = new RegExp(`(<!-- bench ${name} -->\\n)[\\s\\S]*?(\\n<!-- end -->)`)
  writeFileSync(file, readFileSync(file, 'utf8').replace(marked, `$1${content}$2`))
}

const textOf = (...of: readonly string[]): string =>
  execFileSync(process.execPath, of, { encoding: 'utf8' }).trimEnd()

build('bench/tsup.bench.config.ts')
const shipped = run(built)
const lessonsText = textOf(lessons)
const searchesText = textOf(searches)
build('bench/tsup.bench-var.config.ts')
const withVar = run(built)
const bySource = run('--import', 'tsx', 'bench/bench.ts')
fill('README.md', 'headline', headline(shipped))
fill('docs/performance.md', 'table', table(shipped))
fill(
  'docs/design.md',
  'builds',
  comparison(['as shipped', 'top-level `var`', 'run by tsx'], [shipped, withVar, bySource]),
)
fill('docs/performance.md', 'sizes', textOf('--import', 'tsx', 'scripts/check-bundle.ts'))
fill('docs/design.md', 'lessons', ['```text', lessonsText, '```'].join('\n'))
fill('docs/performance.md', 'map', ['```text', searchesText, '```'].join('\n'))
