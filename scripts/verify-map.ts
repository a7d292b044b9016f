/**
 * The long form of the tests of mapping search: 500 problems against brute force, for each objective and for the front, stopped
 * and within gaps as well; a million pairs of a box and a mapping in it; the kernel against the definition; restrictions and
 * metamorphic relations. `npm run verify:map -- 50 100000` takes other numbers. It prints what was compared, once all of it holds.
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
    'test/map/metamorphic.prop.test.ts',
    'test/map/pattern.test.ts',
    'test/map/traps.test.ts',
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      MAP_RUNS: problems,
      MAP_PAIRS: pairs,
      MAESTRO_RUNS: String(Math.ceil(Number(problems) / 10)),
      MAP_REPORT: '1',
    },
  },
)
process.exitCode = status ?? 1
