/**
 * What is too long for every commit, with problems that nobody has seen: five times as many random problems from a new seed,
 * damaged inputs, the searches against enumeration, every fault put in on purpose, all pages and projects, and all versions of
 * the test runners, runtimes and bundlers. `MAESTRO_SEED` repeats a night.
 */
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'

const seed = process.env['MAESTRO_SEED'] ?? String(randomInt(2 ** 31))
const steps = [
  ...['test:properties', 'fuzz', 'verify:map', 'mutants'],
  ...['check:docs', 'check:projects', 'check:vitest', 'check:jest', 'check:bundlers'],
]

console.log(`MAESTRO_SEED=${seed} repeats this night`)
const failed = steps.filter((step) => {
  console.log(`\n== ${step}\n`)
  const env = { ...process.env, MAESTRO_SEED: seed, MAESTRO_EFFORT: process.env['MAESTRO_EFFORT'] ?? '5' }
  return spawnSync('npm', ['run', step], { env, stdio: 'inherit' }).status !== 0
})
console.log(
  failed.length === 0 ? '\nnothing failed' : `\nfailed: ${failed.join(', ')} (MAESTRO_SEED=${seed})`,
)
process.exitCode = failed.length === 0 ? 0 : 1
