/**
 * The long form of the tests of mapping search: 500 problems against brute force, for each objective and for the front, and a
 * million pairs of a box and a mapping in it. `npm run verify:map -- 50 100000` takes other numbers.
 */
import { spawnSync } from 'node:child_process'

const [problems = '500', pairs = '1000000'] = process.argv.slice(2)

const { status } = spawnSync(
  'npx',
  [
    'vitest',
    'run',
    '--project',
    'unit',
    '--project',
    'prop',
    'test/map/equality.test.ts',
    'test/map/bound.prop.test.ts',
    'test/map/kernel.prop.test.ts',
  ],
  { stdio: 'inherit', env: { ...process.env, MAP_RUNS: problems, MAP_PAIRS: pairs } },
)
process.exitCode = status ?? 1
