/**
 * The package against the brute-force simulator: every figure of the estimate of thousands of random problems.
 *
 * A failure prints its seed and the problem. `MAESTRO_SEED=… MAESTRO_RUNS=1` runs that one again; another seed and more
 * runs try other problems.
 */
import { isLeft } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import { estimate, renderErrors } from '../../src/index'
import { differences } from '../reference/differences'
import { analyzed } from './answers'
import { type Check, failuresOf, runsOr } from './bulk'
import { expectedOf, type Judged, judged } from './expected'
import { featuresOf } from './features'
import { leastHits } from './least-hits'
import { deep, type Problem, simulable } from './problems'

const runs = runsOr(10_000)
const deepRuns = runsOr(200)

/** Energies, areas and the product of fractions are rounded in the last place; nothing else is. */
const rounding = 1e-9

const disagreements = ({ subject, dataflow, hardware }: Problem, expected: Judged): readonly string[] => {
  const result = estimate(subject.layer, dataflow, hardware)
  if (isLeft(result)) return [`refused:\n${renderErrors(result.left)}`]
  const actual = judged(result.right)
  return [
    ...differences(expected.exact, actual.exact),
    ...differences(expected.rounded, actual.rounded, rounding),
  ]
}

it(`agrees with the simulator on ${runs} problems`, () => {
  const hits = new Map<string, number>()
  const check: Check = (problem) => {
    const expected = expectedOf(problem)
    for (const feature of featuresOf(problem, expected)) hits.set(feature, (hits.get(feature) ?? 0) + 1)
    return disagreements(problem, expected)
  }
  expect(failuresOf(runs, simulable, check)).toBe('')

  const counted = [...hits].sort(([, a], [, b]) => b - a).map(([feature, count]) => `${feature} ${count}`)
  console.log(`${runs} simulated problems: ${counted.join(', ')}`)
  const missed = Object.entries(leastHits).flatMap(([feature, ofTenThousand]) => {
    const least = Math.floor((ofTenThousand * runs) / 10_000)
    const count = hits.get(feature) ?? 0
    return count < least ? [`${feature}: ${count}, not ${least}`] : []
  })
  expect(missed).toEqual([])
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
