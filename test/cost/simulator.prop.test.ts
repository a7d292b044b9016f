/**
 * The package against the brute-force simulator: every figure of the estimate of thousands of random problems.
 *
 * A failure prints its seed and the problem. `MAESTRO_SEED=… MAESTRO_RUNS=1` runs that one again; another seed and more
 * runs try other problems.
 */
import { expect, it } from 'vitest'
import { disagreements } from '../support/checks/agreement'
import { analyzed } from '../support/checks/answers'
import { expectedOf } from '../support/checks/expected'
import { featuresOf } from '../support/checks/features'
import { leastHits } from '../support/checks/least-hits'
import { addHits, missedOf, tallied } from '../support/checks/tally'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { deep, type Problem, simulable } from '../support/generators/problems'

const runs = runsOr(10_000)
const deepRuns = runsOr(200)

it(`agrees with the simulator on ${runs} problems`, () => {
  const hits = new Map<string, number>()
  const check: Check = (problem) => {
    const expected = expectedOf(problem)
    addHits(hits, featuresOf(problem, expected))
    return disagreements(problem, expected)
  }
  expect(failuresOf(runs, simulable, check)).toBe('')

  console.log(`${runs} simulated problems: ${tallied(hits)}`)
  expect(missedOf(hits, leastHits, runs)).toEqual([])
})

it(`agrees with the simulator on ${deepRuns} problems of many levels`, () => {
  let manyBoxes = 0
  const hasManyBoxes = (problem: Problem): boolean =>
    analyzed(problem).levels.some(({ columns }) => columns.boxEnd.length > 64)
  const check: Check = (problem) => {
    if (hasManyBoxes(problem)) manyBoxes += 1
    return disagreements(problem, expectedOf(problem))
  }
  expect(failuresOf(deepRuns, deep, check)).toBe('')
  // They are rare: where none was drawn, one is sought among many more problems.
  const seek: Check = (problem, random) =>
    manyBoxes === 0 && hasManyBoxes(problem) ? check(problem, random) : []
  if (deepRuns >= 200) expect(failuresOf(20 * deepRuns, deep, seek)).toBe('')
  console.log(`${deepRuns} problems of many levels, ${manyBoxes} with more than 64 kinds of box in a level`)
  expect(manyBoxes).toBeGreaterThanOrEqual(Math.floor(deepRuns / 200))
})
