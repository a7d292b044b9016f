/**
 * Fused chains against an enumeration of every step and every element: all figures of `estimateFused` and of `compareFused`.
 * `MAESTRO_SEED` and `MAESTRO_RUNS` as in simulator.prop.test.ts.
 */
import { expect, it } from 'vitest'
import { addHits, missedOf, tallied } from '../support/checks/tally'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { seeded } from '../support/generators/random'
import { wrongOf } from './agreement'
import { drawChain } from './draw'
import { featuresOf } from './features'
import { leastHits } from './least-hits'
import { nestOf, wrongTiles } from './links'
import { expectedOf } from './oracle'
import { printed } from './printed'
import type { ChainProblem } from './problem'

const runs = runsOr(400)

const isAllowed = (problem: ChainProblem): boolean => wrongTiles(problem, nestOf(problem)).size === 0

const mostFailures = 3

it(`agrees with an enumeration on ${runs} chains`, () => {
  const hits = new Map<string, number>()
  const failures: string[] = []
  for (let seed = firstSeed; seed < firstSeed + runs && failures.length < mostFailures; seed++) {
    const problem = drawChain(seeded(seed), isAllowed)
    const expected = expectedOf(problem)
    addHits(hits, featuresOf(problem, expected))
    const wrong = wrongOf(problem, expected)
    if (wrong.length > 0)
      failures.push(
        [`MAESTRO_SEED=${seed} MAESTRO_RUNS=1`, printed(problem), ...wrong.slice(0, 12)].join('\n'),
      )
  }
  expect(failures.join('\n\n')).toBe('')
  console.log(`${runs} chains: ${tallied(hits)}`)
  expect(missedOf(hits, leastHits, runs)).toEqual([])
})
