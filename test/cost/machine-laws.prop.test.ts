/**
 * Laws of widths, channels, skew, static energy, bypasses and sparsity (docs/spec.md, sections 10 to 15), on problems too large
 * to be simulated. `MAESTRO_SEED` and `MAESTRO_RUNS` as in bulk.ts.
 */
import { expect, it } from 'vitest'
import { analyzed, estimated, evaluated, revived, unlessEqual } from '../support/checks/answers'
import {
  bypassNeverReduces,
  channelsEachNeverSlower,
  emptyIsNothing,
  type Law,
  noSkewIsNone,
  oneChannelIsNone,
  reloadingNeverHelps,
  sparsityNeverAdds,
  staticEnergyIsOfTime,
  twiceAsWide,
  widerSumsNeverHelp,
  wordsAreNoWidths,
} from '../support/checks/machine-laws'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import type { Scale } from '../support/generators/layers'
import { withoutArrivals } from '../support/generators/machine-variants'
import { machineProblem } from '../support/generators/problems'

const runs = runsOr(1000)

/** As large as fits 2^53 of the smallest widths, off-chip traffic of several tensors of 1,024 bits included. */
const large: Scale = { macs: 1e8, extent: 200, units: 40 }

const holds = (what: string, check: Check): void =>
  it(`${what} (${runs} problems)`, () => {
    expect(failuresOf(runs, large, check, machineProblem)).toBe('')
  })

const lawHolds = (what: string, law: Law): void =>
  holds(what, (problem, random) => law(problem, estimated, random))

lawHolds('widths of a word are none', wordsAreNoWidths)
lawHolds('one channel for all tensors, like the network, is none', oneChannelIsNone)
lawHolds('a skew of 0 is none', noSkewIsNone)
lawHolds('empty lists and records say nothing', emptyIsNothing)
lawHolds('twice as wide on twice the bandwidth takes the same cycles', twiceAsWide)
lawHolds('wider partial sums never help', widerSumsNeverHelp)
lawHolds('a channel for each tensor is never slower', channelsEachNeverSlower)
lawHolds('sparsity never adds MACs, their time or their energy', sparsityNeverAdds)
lawHolds('bypassing never reduces what a tensor moves off-chip', bypassNeverReduces)
lawHolds('reloading never helps', reloadingNeverHelps)
lawHolds('static energy is the runtime times a constant', staticEnergyIsOfTime)

holds('an analysis carries widths and densities, also through JSON', (given) => {
  const problem = withoutArrivals(given)
  const once = estimated(problem)
  const analysis = analyzed(problem)
  return [
    ...unlessEqual(once, evaluated(analysis, problem.hardware), 'in two steps'),
    ...unlessEqual(once, evaluated(revived(analysis), problem.hardware), 'with a revived analysis'),
    ...unlessEqual(once, revived(once), 'a revived estimate'),
  ]
})
