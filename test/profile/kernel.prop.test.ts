/** What estimates say of time against its definition, on problems of any size. */
import { expect, it } from 'vitest'
import { canonicalize } from '../../src/dataflow/canonical'
import { readDataflow } from '../../src/dataflow/read-directives'
import type { Report } from '../../src/error/error'
import type { ResolvedNetwork } from '../../src/hardware/network'
import { readUnits, resolveHardware } from '../../src/hardware/resolve'
import { estimate, type LevelEstimate, orThrow } from '../../src/index'
import { checkLayer } from '../../src/operator/check-layer'
import type { Tensor } from '../../src/operator/problem'
import { profileOf } from '../../src/profile/definition/profile'
import { type LevelNetwork, type Spread, timeOf } from '../../src/profile/definition/time'
import { unless, unlessEqual } from '../support/checks/answers'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { large, simulable } from '../support/generators/problems'

/** Sums come in another order, so that averages may differ in their last place. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.abs(a)

const extremes = ({ ingress, egress, compute }: LevelEstimate['delay']) =>
  [ingress, egress, compute].map(({ min, max }) => ({ min, max }))

const extremesOf = (delays: readonly Spread[]) => delays.map(({ least, most }) => ({ min: least, max: most }))

/** A network of one channel, on which every element is a word. */
const networkOf = (
  { bandwidth, latency, multicast, reduction }: ResolvedNetwork,
  tensors: readonly Tensor[],
): LevelNetwork => ({
  channels: [{ bandwidth, latency, sharedPort: false }],
  routes: tensors.map(({ role }) => ({
    takesUnion: role === 'input' ? multicast : reduction,
    weight: 1,
    channel: 0,
  })),
  divisor: 0,
  skew: 0,
})

const total = (cycles: readonly number[]): number => cycles.reduce((sum, each) => sum + each, 0)

const compare: Check = ({ subject, dataflow, hardware }) => {
  const report: Report = []
  const problem = checkLayer(subject.layer, report)!
  const read = readDataflow(dataflow, problem, report)!
  const { levels } = canonicalize(problem, read, hardware.pes, report)!
  const units = readUnits(hardware, report)
  const { networks, overlap } = resolveHardware(hardware, units, levels.length, report)
  const profile = profileOf(problem, levels, units.simd)!
  const timed = timeOf(
    profile,
    networks.map((network) => networkOf(network, problem.tensors)),
    overlap,
  )
  const {
    onChipRuntime,
    offChipTime,
    bound,
    levels: reported,
  } = orThrow(estimate(subject.layer, dataflow, hardware))
  const { compute, fill, ingress, egress } = timed.charges
  const charged = { compute, fill: total(fill), ingress: total(ingress), egress: total(egress), offchip: 0 }
  return [
    ...unlessEqual(timed.cycles, onChipRuntime, 'time'),
    ...(offChipTime > onChipRuntime ? [] : unlessEqual(charged, bound.cycles, 'bound')),
    ...reported.flatMap(({ steps, activeUnitSteps, delay, bandwidth }, i) => {
      const { delays, peakDemand, demanded } = timed.levels[i]!
      return [
        ...unlessEqual(profile.levels[i]!.steps, steps, `steps of level ${i}`),
        ...unlessEqual(profile.levels[i]!.activeUnitSteps, activeUnitSteps, `active units of level ${i}`),
        ...unlessEqual(
          extremesOf([delays.ingress, delays.egress, delays.inner]),
          extremes(delay),
          `delays of level ${i}`,
        ),
        ...unlessEqual(peakDemand, bandwidth.peak, `bandwidth of level ${i}`),
        ...unless(near(demanded / delays.inner.total, bandwidth.average), `average bandwidth of level ${i}`),
      ]
    }),
  ]
}

const runs = runsOr(3000)

it(`says what the definition says, on ${runs} small problems`, () => {
  expect(failuresOf(runs, simulable, compare)).toBe('')
})

it(`says what the definition says, on ${runs} larger problems`, () => {
  expect(failuresOf(runs, large, compare)).toBe('')
})
