/** The kernel over typed arrays against the definition that stands beside it, on problems of any size. */
import { expect, it } from 'vitest'
import type { AnalysedLevel } from '../../src/analysis/analysis'
import { readLevels } from '../../src/analysis/kernel/read'
import { tape } from '../../src/analysis/kernel/tape'
import { walk } from '../../src/analysis/kernel/walk'
import { profileOf } from '../../src/analysis/profile'
import { timeOf } from '../../src/cost/time'
import { canonicalize } from '../../src/dataflow/canonical'
import { readDataflow } from '../../src/dataflow/read-directives'
import type { Report } from '../../src/error/error'
import { readUnits, resolveHardware } from '../../src/hardware/resolve'
import { estimate, type LevelEstimate, orThrow } from '../../src/index'
import { checkLayer } from '../../src/operator/check-layer'
import { unless, unlessEqual } from './answers'
import { type Check, failuresOf, runsOr } from './bulk'
import { large, simulable } from './problems'

/** Rows may come in another order; what a level has in all must not differ. */
const totals = ({ table, ...level }: AnalysedLevel) => level

/** Sums come in another order, so that averages may differ in their last place. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.abs(a)

const extremes = ({ ingress, egress, compute }: LevelEstimate['delay']) =>
  [ingress, egress, compute].map(({ min, max }) => ({ min, max }))

const compare: Check = ({ subject, dataflow, hardware }) => {
  const report: Report = []
  const problem = checkLayer(subject.layer, report)!
  const read = readDataflow(dataflow, problem, report)!
  const { levels, warnings } = canonicalize(problem, read, hardware.pes, report)!
  const units = readUnits(hardware, report)
  const resolved = resolveHardware(hardware, units, levels.length, report)
  const defined = profileOf(problem, { levels, warnings }, units.simd)!
  if (!walk(problem, levels, units.simd)) return ['too complex']
  const walked = readLevels(problem.tensors.length)
  const timed = timeOf(defined.levels, resolved)
  const {
    onChipRuntime,
    offChipTime,
    bound,
    levels: reported,
  } = orThrow(estimate(subject.layer, dataflow, hardware))
  return [
    ...unlessEqual(defined.levels.map(totals), walked.map(totals), 'levels'),
    ...unlessEqual(defined.streamed, [...tape.streamed.slice(0, problem.tensors.length)], 'streamed'),
    ...unlessEqual(timed.onChipRuntime, onChipRuntime, 'time'),
    ...(offChipTime > onChipRuntime ? [] : unlessEqual(timed.bound, bound, 'bound')),
    ...reported.flatMap(({ delay, bandwidth }, i) => [
      ...unlessEqual(extremes(timed.levels[i]!.delay), extremes(delay), `delays of level ${i}`),
      ...unlessEqual(timed.levels[i]!.bandwidth.peak, bandwidth.peak, `bandwidth of level ${i}`),
      ...unless(
        near(timed.levels[i]!.bandwidth.average, bandwidth.average),
        `average bandwidth of level ${i}`,
      ),
    ]),
  ]
}

const runs = runsOr(3000)

it(`writes what the definition says, on ${runs} small problems`, () => {
  expect(failuresOf(runs, simulable, compare)).toBe('')
})

it(`writes what the definition says, on ${runs} larger problems`, () => {
  expect(failuresOf(runs, large, compare)).toBe('')
})
