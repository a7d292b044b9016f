/** A copy of the project where mutants are tried: the original is never touched. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mutant } from './mutant'

export type Workshop = { readonly directory: string; readonly close: () => void }

const copied = ['src', 'test', 'bench', 'scripts', 'package.json', 'tsconfig.json']

/**
 * The fast selection. Not the tests of hostile values: they measure time, and a busy machine would catch what they do not.
 * One project, without the type check of the types' own tests.
 */
const usual: readonly string[] = [
  'test/cases/!(*.prop).test.ts',
  'test/{analysis,cost,dataflow,error,figures,hardware,internal,network,operator,profile,reuse}/!(*.prop).test.ts',
  'test/cost/{simulator,invariants,batch}.prop.test.ts',
  'test/dataflow/legality.prop.test.ts',
  'test/fusion/arrivals.test.ts',
  'test/profile/{kernel,step-table,charges}.prop.test.ts',
  'test/report/{explain,sentences.prop,table,visible}.test.ts',
  'test/notation/loop-nest.test.ts',
  'test/explore/check.test.ts',
]

const configOf = (tests: readonly string[]): string => `import { defineConfig } from 'vitest/config'
export default defineConfig({
  // The package's own name leads to the source that holds the mutant, not to what was built.
  resolve: {
    alias: [
      { find: /^@jest\\/globals$/, replacement: 'expect' },
      { find: /^maestro-dataflow$/, replacement: import.meta.dirname + '/src/index.ts' },
      { find: /^maestro-dataflow\\/(\\w+)$/, replacement: import.meta.dirname + '/src/$1.ts' },
    ],
  },
  test: {
    include: ${JSON.stringify(tests)},
    exclude: ['test/error/hostile*.test.ts', 'node_modules/**'],
    bail: 1,
    pool: 'threads',
    testTimeout: 60_000,
  },
})
`

const configFile = 'mutants.config.ts'

/** Short runs cannot show every rare feature; what they must not miss is a wrong answer. */
const leastHits = 'test/support/checks/least-hits.ts'
const noLeastHits = 'export const leastHits: Readonly<Record<string, number>> = {}\n'

/** Problems per property: enough for every listed mutant, few enough for a run of seconds. */
const runs = '250'
/** Boxes of mappings: a bound that is seldom too high shows in none of a few. */
const pairs = '60000'
const longestRun = 300_000

export const openWorkshop = (project: string): Workshop => {
  const directory = mkdtempSync(join(tmpdir(), 'maestro-mutants-'))
  for (const name of copied) cpSync(join(project, name), join(directory, name), { recursive: true })
  symlinkSync(join(project, 'node_modules'), join(directory, 'node_modules'))
  writeFileSync(join(directory, leastHits), noLeastHits)
  return { directory, close: () => rmSync(directory, { recursive: true, force: true }) }
}

export type Verdict = { readonly caught: boolean; readonly by: string }

const failedTest = (output: string): string => /FAIL\s+(.*)/.exec(output)?.[1]?.trim() ?? 'a crash of the run'

/** Runs a selection of tests on what is in the workshop now. */
export const verdictOf = ({ directory }: Workshop, tests: readonly string[] = usual): Verdict => {
  writeFileSync(join(directory, configFile), configOf(tests))
  const vitest = join(directory, 'node_modules', 'vitest', 'vitest.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--config', configFile], {
    cwd: directory,
    encoding: 'utf8',
    timeout: longestRun,
    killSignal: 'SIGKILL',
    env: { ...process.env, MAESTRO_RUNS: runs, MAP_PAIRS: pairs, NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  if (status === 0) return { caught: false, by: '' }
  return { caught: true, by: status === null ? 'the time limit' : failedTest(`${stdout}\n${stderr}`) }
}

/** How often the file holds the mutant's text. */
export const occurrences = (project: string, { file, text }: Mutant): number =>
  readFileSync(join(project, file), 'utf8').split(text).length - 1

/** The verdict on one mutant; the file is as before when it returns. */
export const tryMutant = (workshop: Workshop, mutant: Mutant): Verdict => {
  const path = join(workshop.directory, mutant.file)
  const original = readFileSync(path, 'utf8')
  // A function, because a replacement may hold a $.
  writeFileSync(
    path,
    original.replace(mutant.text, () => mutant.replacement),
  )
  try {
    return verdictOf(workshop, mutant.tests)
  } finally {
    writeFileSync(path, original)
  }
}
