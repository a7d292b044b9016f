/**
 * Are the tests able to fail? Tries every mutant of scripts/mutants/list.ts against a fast selection of the tests, in a
 * copy of the project, and prints which were caught and by what. Exits with 1 if one survives or its text is no longer
 * found exactly once. `npx tsx scripts/mutants.ts`; `--check` only looks the texts up, another argument selects mutants by
 * file or name.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mutants } from './mutants/list'
import type { Mutant } from './mutants/mutant'
import {
  occurrences,
  openWorkshop,
  tryMutant,
  type Verdict,
  verdictOf,
  type Workshop,
} from './mutants/workshop'

const project = join(dirname(fileURLToPath(import.meta.url)), '..')

const selected = (words: readonly string[]): readonly Mutant[] =>
  words.length === 0
    ? mutants
    : mutants.filter(({ file, name }) => words.some((word) => `${file}: ${name}`.includes(word)))

/** Mutants that the source has outgrown. */
const lost = (among: readonly Mutant[]): readonly string[] =>
  among.flatMap((mutant) => {
    const times = occurrences(project, mutant)
    return times === 1 ? [] : [`found ${times} times in ${mutant.file}: ${mutant.text}`]
  })

const row = ({ file, name }: Mutant, { caught, by }: Verdict, seconds: number): string =>
  [
    caught ? 'caught  ' : 'SURVIVED',
    `${seconds.toFixed(1).padStart(5)} s`,
    file.replace('src/', '').padEnd(28),
    name.padEnd(48),
    by.slice(0, 90),
  ].join('  ')

const survivors = (workshop: Workshop, among: readonly Mutant[]): readonly Mutant[] =>
  among.filter((mutant) => {
    const start = performance.now()
    const verdict = tryMutant(workshop, mutant)
    console.log(row(mutant, verdict, (performance.now() - start) / 1000))
    return !verdict.caught
  })

/** All verdicts; what is wrong, in a line each. */
const examine = (among: readonly Mutant[]): readonly string[] => {
  const workshop = openWorkshop(project)
  try {
    for (const tests of new Set(among.map((mutant) => mutant.tests))) {
      const untouched = verdictOf(workshop, tests)
      if (untouched.caught) return [`the tests fail without any mutant: ${untouched.by}`]
    }
    return survivors(workshop, among).map(({ file, name }) => `survived in ${file}: ${name}`)
  } finally {
    workshop.close()
  }
}

const words = process.argv.slice(2)
const isCheck = words.includes('--check')
const among = selected(words.filter((word) => word !== '--check'))
const missing = lost(among)
const wrong = missing.length > 0 || isCheck ? missing : examine(among)
for (const line of wrong) console.error(line)
console.log(`${among.length} mutants, ${wrong.length === 0 ? 'nothing wrong' : `${wrong.length} wrong`}`)
process.exitCode = wrong.length === 0 ? 0 : 1
