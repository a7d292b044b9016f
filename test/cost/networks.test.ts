/** What was set of the networks of one machine and schedule is set anew for another, wherever the two differ. */
import { expect, it } from 'vitest'
import { profileInto } from '../../src/analysis/analyze'
import { newProfile, readCounts } from '../../src/cost/counts'
import { type KernelNetworks, newKernelNetworks } from '../../src/cost/networks'
import { projectVolumes, timeOnChip } from '../../src/cost/time'
import { newWeights } from '../../src/cost/weights'
import { scheduleOf } from '../../src/dataflow/schedule'
import { type ResolvedHardware, readUnits, resolveHardware } from '../../src/hardware/resolve'
import { firstSeed } from '../support/generators/bulk'
import { type Problem, randomProblem, simulable } from '../support/generators/problems'
import { type Random, seeded } from '../support/generators/random'

const profile = newProfile()

/** The same networks with bandwidths that count, each of them sharing or not. */
const withFlags = (random: Random, hardware: ResolvedHardware): ResolvedHardware => ({
  ...hardware,
  networks: hardware.networks.map((network) => ({
    ...network,
    bandwidth: random(1, 4) / 2,
    multicast: random(0, 1) === 1,
    reduction: random(0, 1) === 1,
  })),
})

/** The on-chip cycles of a problem, over networks that were used before and over new ones. */
const cyclesOf = ({ subject, dataflow, hardware }: Problem, used: KernelNetworks, random: Random) => {
  const units = readUnits({ ...hardware }, [])
  const { problem, canonical, ...rest } = scheduleOf(subject.layer, dataflow, units.pes, [])!
  const resolved = withFlags(random, resolveHardware({ ...hardware }, units, canonical.levels.length, []))
  const macs = profileInto(profile.table, { problem, canonical, ...rest }, units.simd, [])
  const counts = readCounts(profile, problem.tensors, macs)
  return [used, newKernelNetworks()].map((networks) =>
    timeOnChip(projectVolumes(profile.table, counts, newWeights(), resolved, networks), networks, resolved),
  )
}

it('are timed like new ones after any other networks and schedules', () => {
  const used = newKernelNetworks()
  const wrong: number[] = []
  for (let seed = firstSeed; seed < firstSeed + 500; seed++) {
    const random = seeded(seed)
    const [again, first] = cyclesOf(randomProblem(random, simulable), used, random)
    if (again !== first) wrong.push(seed)
  }
  expect(wrong).toEqual([])
})
