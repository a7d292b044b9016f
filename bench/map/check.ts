/**
 * Searches whose nodes are known: nodes do not depend on the machine. The numbers are bounds that the search keeps; a
 * check fails only at three times one, so that a better order of search in most problems may cost something in another.
 */
import { rows } from './rows'
import { search } from './search'

type Known = Readonly<Record<string, Readonly<Record<string, number>>>>

/** By row and problem, nodes to the gap of the row. */
const known: Known = {
  'gemm-edp': { 'edge llmdec': 2, 'edge bert': 1200, 'mid llm': 3300, 'cloud bertff': 1600 },
  'gemm-energy': {
    'edge bert': 220,
    'edge llm': 250,
    'mid bert': 1700,
    'mid llm': 490,
    'mid llmdec': 2,
    'cloud llm': 120,
  },
  'gemm-runtime': {
    'edge bert': 260,
    'edge bertff': 120,
    'edge llm': 270,
    'mid bertff': 56,
    'cloud llm': 1200,
  },
  'conv-edp': {
    'edge mobpw': 470,
    'mid vgg13': 1100,
    'mid res1x1': 480,
    'mid mobpw': 76,
    'cloud vgg8': 9900,
    'mid res1': 14000,
    'cloud mobpw': 200,
  },
  'conv-runtime': {
    'edge vgg1': 76,
    'edge vgg2': 22,
    'edge vgg8': 180,
    'edge vgg13': 180,
    'edge res1': 76,
    'mid vgg2': 2,
    'cloud vgg1': 2,
  },
  'conv-energy': { 'edge res1x1': 120, 'edge mobdw': 2, 'mid vgg8': 420 },
  fronts: { 'edge mobpw': 620 },
}

/** Microseconds of processor time for each bound, all in. */
const timeOfBound = 35

/** Fewer nodes than this are as good as none. */
const fewest = 10

export const check = (): boolean => {
  let [failed, seconds, bounds] = [0, 0, 0]
  for (const { name, problems, objective, gap } of rows)
    for (const problem of problems) {
      const most = known[name]?.[problem.name]
      if (most === undefined) continue
      const run = search(problem, objective, gap, { seconds: Infinity, nodes: 3 * Math.max(most, fewest) })
      const verdict = run.proven ? `${run.nodes}` : `more than ${run.nodes} (!)`
      console.log(`${name.padEnd(14)}${problem.name.padEnd(14)}${`${most}`.padStart(8)} nodes; ${verdict}`)
      if (!run.proven) failed++
      seconds += run.seconds
      bounds += run.bounds
    }
  const each = (1e6 * seconds) / bounds
  console.log(`\n${each.toFixed(1)} µs for each bound, all in; ${timeOfBound} µs at most on a quiet machine`)
  if (failed > 0) console.error(`error: ${failed} searches need more than three times their nodes`)
  if (each > 3 * timeOfBound) console.error('error: a bound takes more than three times its time')
  return failed === 0 && each <= 3 * timeOfBound
}
