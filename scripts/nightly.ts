/**
 * What is too long for every commit, with problems that nobody has seen: five times as many random problems from a new seed,
 * damaged inputs, pages and projects that take long, the searches against enumeration, and every fault put in on purpose. `MAESTRO_SEED` repeats a night.
 */
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'

const seed = process.env['MAESTRO_SEED'] ?? String(randomInt(2 ** 31))
const steps = ['test:properties', 'fuzz', 'check:docs', 'check:projects', 'verify:map', 'mutants']

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
