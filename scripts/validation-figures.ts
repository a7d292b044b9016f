/** How much is compared with what, read from the tests themselves: the figures of docs/validation.md. */
import { readFileSync } from 'node:fs'
import { table } from '../examples/table'
import { excerptDirectory, readJson } from '../test/cases/case-files'
import { leastHits } from '../test/support/checks/least-hits'
import { machineLeastHits } from '../test/support/checks/machine-least-hits'
import { mutants } from './mutants/list'

/** The problems that a test tries unless MAESTRO_RUNS says otherwise. */
const runsIn = (file: string): string => {
  const [, given] = /^const runs = .*?(\d[\d_]*)\)$/m.exec(readFileSync(file, 'utf8')) ?? []
  if (given === undefined) throw new Error(`${file} does not say how many problems it tries`)
  return Number(given.replaceAll('_', '')).toLocaleString('en')
}

const casesIn = (file: string): string => {
  const cases = readJson(excerptDirectory, `${file}-cases.json`)
  return (Array.isArray(cases) ? cases.length : 0).toLocaleString('en')
}

const random: readonly (readonly [test: string, what: string])[] = [
  ['cost/simulator', 'every figure of an estimate against the simulator'],
  ['cost/machine', 'the same with widths, channels, skew, static energy, bypassing and sparsity'],
  ['dataflow/legality', 'legal dataflows, and reasons of rejection, against enumerated coverage'],
  ['profile/kernel', 'the fast kernel against the readable definition'],
  ['cost/invariants', 'conservation, bounds and monotony, on problems too large to simulate'],
  ['profile/extents', 'the same kinds of step with extents a thousand times larger'],
  ['cost/batch', 'many estimates at once against one at a time'],
  ['fusion/enumeration', 'every figure of a fused chain against sets of elements, step by step'],
  ['fusion/jumps', 'groups of tiles of a chain against tiles one by one'],
  ['fusion/choose', 'the best way to bring in weights of a chain against all ways'],
  ['fuzz/hostile', 'calls with nonsense: errors or sound answers, never an exception'],
  ['fuzz/notation', 'damaged texts: the same'],
]

const made: readonly (readonly [file: string, what: string])[] = [
  ['exact', 'all operators, levels, networks and overlaps'],
  ['input-notation', 'maps of input rows and columns, diagonal pairs'],
  ['larger', 'larger extents, more units'],
  ['window', 'strides, dilations and holes'],
  ['rule', 'padding, dropped maps, buffers, residency, energy, warnings'],
  ['machine', 'widths, channels, skew, static energy, bypassing and sparsity'],
  ['fusion', 'fused chains, published ones among them'],
  ['refusal', 'inputs that must be rejected, and why'],
]

console.log(
  table(
    ['random, each run', 'problems', 'what is compared'],
    random.map(([test, what]) => [test, runsIn(`test/${test}.prop.test.ts`).padStart(8), what]),
    3,
  ),
)
console.log()
console.log(
  table(
    ['made elsewhere, in the repository', 'cases', 'what they cover'],
    made.map(([file, what]) => [`${file}-cases.json`, casesIn(file).padStart(5), what]),
    3,
  ),
)
const parts = [...new Set(mutants.map(({ file }) => file.split('/')[1]!))]
console.log(
  `\nfeatures that a run against the simulator must have met often enough: ${Object.keys(leastHits).length + Object.keys(machineLeastHits).length}`,
)
console.log(
  `faults put in on purpose, each of which a test must catch: ${mutants.length}\n  (${parts
    .map((part) => `${part} ${mutants.filter(({ file }) => file.startsWith(`src/${part}/`)).length}`)
    .join(', ')})`,
)
