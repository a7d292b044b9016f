/** What holds for every estimate, on problems far too large to be simulated. `MAESTRO_SEED` and `MAESTRO_RUNS` as in bulk.ts. */
import { expect, it } from 'vitest'
import { type Accelerator, type Dataflow, estimate, type Layer, orThrow } from '../../src/index'
import { analyzed, estimated, evaluated, revived, unlessEqual } from '../support/checks/answers'
import { wrongCounts } from '../support/checks/counts'
import { nonlinear } from '../support/checks/energies'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { randomHardware } from '../support/generators/hardware'
import { large, type Problem, randomProblem, simulable } from '../support/generators/problems'
import { type Random, shuffled } from '../support/generators/random'
import {
  fasterNetworks,
  largerBuffers,
  neverBelowCompute,
  overlapOrder,
  sharingNetworks,
} from '../support/generators/variants'

const runs = runsOr(2500)

const holds = (what: string, check: Check): void =>
  it(`${what} (${runs} problems)`, () => {
    expect(failuresOf(runs, large, check)).toBe('')
  })

/** Hardware of the same PEs with everything else another. */
const otherHardware = (random: Random, { canonical, hardware }: Problem): Accelerator => {
  const { simd: _, ...other } = randomHardware(
    random,
    hardware.pes,
    canonical.levels.length,
    random(1, 100_000),
  )
  return hardware.simd === undefined ? other : { ...other, simd: hardware.simd }
}

/** The same data with the keys of every object in another order, and unwritable. */
const rearranged = <T>(random: Random, value: T): T => {
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => [key, rearranged(random, each)] as const)
  const copy: unknown = Array.isArray(value)
    ? entries.map(([, each]) => each)
    : Object.fromEntries(shuffled(random, entries))
  return Object.freeze(copy) as T // built from the entries of a T
}

holds('counts agree with each other', (problem) => wrongCounts(problem, estimated(problem)))

holds(
  'estimate is evaluate after analyze, also with JSON or another problem in between',
  (problem, random) => {
    const analysis = analyzed(problem)
    const answer = estimated(problem)
    const given = revived(answer)
    estimated(randomProblem(random, simulable))
    const alike = (hardware: Accelerator, which: string): readonly string[] => {
      const once = estimated({ ...problem, hardware })
      return [
        ...unlessEqual(once, evaluated(analysis, hardware), `in two steps, ${which}`),
        ...unlessEqual(once, evaluated(revived(analysis), hardware), `with a revived analysis, ${which}`),
        ...unlessEqual(once, revived(once), `a revived estimate, ${which}`),
      ]
    }
    return [
      ...unlessEqual(answer, given, 'the answer to one problem after the answer to another'),
      ...unlessEqual(analysis, revived(analysis), 'a revived analysis'),
      ...alike(problem.hardware, 'same hardware'),
      ...alike(otherHardware(random, problem), 'other hardware'),
    ]
  },
)

holds('inputs are not changed, and the order of their keys does not matter', (problem, random) => {
  const layer: Layer = rearranged(random, problem.subject.layer)
  const dataflow: Dataflow = rearranged(random, problem.dataflow)
  const again = orThrow(estimate(layer, dataflow, rearranged(random, problem.hardware)))
  return unlessEqual(estimated(problem), again, 'rearranged')
})

holds('faster networks never take longer', (problem, random) =>
  fasterNetworks(random, analyzed(problem), problem.hardware),
)

holds('without bandwidth limits and latencies, what was charged to compute is still needed', (problem) =>
  neverBelowCompute(analyzed(problem), problem.hardware),
)

holds('multicast and reduction never move more', (problem, random) =>
  sharingNetworks(random, analyzed(problem), problem.hardware),
)

holds('larger buffers fit what smaller ones fit', (problem, random) =>
  largerBuffers(random, analyzed(problem), problem.hardware),
)

holds('what hides more never takes longer', (problem) => overlapOrder(analyzed(problem), problem.hardware))

holds('energy is linear in the table', (problem, random) =>
  nonlinear(random, analyzed(problem), problem.hardware),
)
