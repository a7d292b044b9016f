/**
 * The package against the brute-force simulator where layers and accelerators have widths, densities, channels, skew, static
 * energy and bypasses: every figure of the estimate. `MAESTRO_SEED` and `MAESTRO_RUNS` as in simulator.prop.test.ts.
 */
import { expect, it } from 'vitest'
import { disagreements, ofFractions } from '../support/checks/agreement'
import { judgedOf, simulatedOf } from '../support/checks/expected'
import { machineFeatures } from '../support/checks/machine-features'
import { machineLeastHits } from '../support/checks/machine-least-hits'
import { addHits, missedOf, tallied } from '../support/checks/tally'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { machineProblem, simulable } from '../support/generators/problems'

const runs = runsOr(2000)

it(`agrees with the simulator on ${runs} problems with all that machines may have`, () => {
  const hits = new Map<string, number>()
  const check: Check = (problem) => {
    const simulated = simulatedOf(problem)
    const expected = judgedOf(problem, simulated)
    addHits(hits, machineFeatures(problem, simulated, expected))
    return disagreements(problem, expected, ofFractions)
  }
  expect(failuresOf(runs, simulable, check, machineProblem)).toBe('')
  console.log(`${runs} simulated problems: ${tallied(hits)}`)
  expect(missedOf(hits, machineLeastHits, runs)).toEqual([])
})
