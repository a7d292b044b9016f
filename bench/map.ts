/**
 * How far mapping searches come in a second of one core, beside the bounds that were set: twelve layers on three accelerators,
 * random odd ones, fronts, and networks. Words on the command line: `--only gemm-edp,fronts` chooses rows, `--seconds 10`
 * gives every search so long, `--each` prints every search, `--check` runs searches whose nodes are known instead, and fails
 * where one needs three times as many.
 */
import { cpus } from 'node:os'
import { check } from './map/check'
import { type Row, rows } from './map/rows'
import { type Run, search, warmUp } from './map/search'

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}

const percent = (gap: number | null): string =>
  gap === null ? 'none' : gap > 1 ? '> 100 %' : `${(100 * gap).toFixed(gap > 0 && gap < 0.001 ? 4 : 2)} %`

const print = (cells: readonly string[], widths: readonly number[]): void => {
  console.log(cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(''))
}

const printEach = ({ problem, gap, proven, seconds, nodes, bounds, points }: Run): void =>
  print(
    [
      '',
      problem.name,
      percent(gap),
      proven ? `${seconds.toFixed(3)} s` : 'open',
      `${nodes} nodes`,
      `${bounds} bounds`,
      `${((1e6 * seconds) / nodes).toFixed(1)} µs a node`,
      points > 0 ? `${points} points` : '',
    ],
    [2, 42, 11, 10, 15, 15, 17],
  )

const widths = [14, 56, 8] as const

const measure = (row: Row, seconds: number): readonly Run[] => {
  const { name, problems, objective, gap, figures } = row
  const runs = problems.map((problem) => search(problem, objective, gap, { seconds, nodes: Infinity }))
  figures.forEach(({ what, bound, of }, i) => {
    const { shown, isKept } = of(runs)
    print([i === 0 ? name : '', `${what} (${seconds} s)`, bound, `${shown}${isKept ? '' : ' (!)'}`], widths)
  })
  if (process.argv.includes('--each')) runs.forEach(printEach)
  return runs
}

const measureAll = (chosen: readonly Row[]): void => {
  const given = option('seconds')
  print(['row', 'figure (time of a search)', 'limit', 'measured'], widths)
  const runs = chosen.flatMap((row) => measure(row, given === undefined ? row.seconds : Number(given)))
  const sum = (of: (run: Run) => number): number => runs.reduce((total, run) => total + of(run), 0)
  const each = (of: (run: Run) => number): number => (1e6 * sum((run) => run.seconds)) / sum(of)
  const perBound = each(({ bounds }) => bounds)
  print(['cost', 'of a node, in total', '', `${each(({ nodes }) => nodes).toFixed(1)} µs`], widths)
  print(
    ['', 'of a bound, in total', '2 µs', `${perBound.toFixed(1)} µs${perBound <= 2 ? '' : ' (!)'}`],
    widths,
  )
}

const words = option('only')?.split(',')
const chosen = rows.filter(({ name }) => words === undefined || words.includes(name))
const unknown = words?.find((word) => rows.every(({ name }) => name !== word))

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}; one core, processor time\n`,
)
if (unknown !== undefined) {
  console.error(`error: there is no row ${unknown}; rows are ${rows.map(({ name }) => name).join(', ')}`)
  process.exitCode = 1
} else {
  warmUp()
  if (!process.argv.includes('--check')) measureAll(chosen)
  else if (!check()) process.exitCode = 1
}
