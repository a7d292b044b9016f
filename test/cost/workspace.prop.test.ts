/** Records of costs are used again for other schedules and other accelerators: whatever they held before, they say what new ones say. */
import { expect, it } from 'vitest'
import { profileInto } from '../../src/analysis/analyze'
import { type Costs, costSchedule, newCosts } from '../../src/cost/cost-schedule'
import { at, newProfile, type Profile, readCounts } from '../../src/cost/counts'
import { OFF_CHIP } from '../../src/cost/places'
import { prepareInputs } from '../../src/cost/prepare'
import { scheduleFor } from '../../src/dataflow/schedule'
import type { ResolvedHardware } from '../../src/hardware/resolve'
import type { Accelerator, Dataflow } from '../../src/index'
import { frozen } from '../../src/internal/frozen'
import { unlessEqual } from '../support/checks/answers'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { writeDataflow } from '../support/generators/directives'
import { randomLevels } from '../support/generators/levels'
import { machineProblem, simulable } from '../support/generators/problems'
import { shuffled } from '../support/generators/random'

/** Everything that a costed schedule says of its machine. */
const saidBy = (
  { counts: { levels, tensors } }: Profile,
  { time, energy, residency, requirements, accesses, weights, totals }: Costs,
): unknown => {
  const places = [...Array(levels + 1).keys(), OFF_CHIP]
  return {
    time: { ...time },
    totals: { ...totals },
    energies: [energy.mac, energy.network, energy.pes, energy.besidesPes, energy.static, energy.total],
    ofTensors: places.map((place) => [...energy.tensors.subarray(at(place, 0), at(place, tensors))]),
    residency: [residency.trafficWeight, residency.spaceWeight, residency.streamedSpace],
    requirements: [...requirements.weight.subarray(0, levels + 1)],
    accesses: accesses.total,
    areWords: weights.areWords,
  }
}

/** A dataflow on an accelerator, made ready to be costed. */
type Subject = { readonly profile: () => Profile; readonly hardware: ResolvedHardware }

const shared = newProfile()

const subjectsOf = (
  layer: unknown,
  flows: readonly Dataflow[],
  accelerator: Accelerator,
): readonly Subject[] => {
  const prepared = prepareInputs(layer, accelerator, true, [])
  if (prepared === undefined) return []
  const { problem, units, hardwareFor } = prepared
  return flows.flatMap((flow) => {
    const report: never[] = []
    const schedule = scheduleFor(problem, flow, units.pes, true, report)
    const hardware = schedule && hardwareFor(schedule.canonical, report)
    if (schedule === undefined || hardware === undefined || report.length > 0) return []
    const profile = (): Profile => {
      readCounts(shared, problem.tensors, profileInto(shared.table, schedule, units.simd, report))
      return shared
    }
    return [{ profile, hardware }]
  })
}

/** Used again for every subject of every problem. */
const costs = newCosts()

let costed = 0

const check: Check = ({ subject, dataflow, canonical, hardware }, random) => {
  const more = Array.from({ length: 3 }, () => {
    const levels = randomLevels(random, subject, simulable)
    return writeDataflow(random, subject, { ...levels, pes: canonical.pes }).dataflow
  })
  // Where neither is said, widths of the layer are the same for all numbers of levels.
  const { precision: _, sparse: __, ...dense } = hardware
  const plain: Accelerator = { pes: canonical.pes, noc: { bandwidth: 2 } }
  const flows = frozen([dataflow, ...more])
  const subjects = [hardware, dense, plain].flatMap((given) => subjectsOf(subject.layer, flows, given))
  costed += subjects.length
  return shuffled(random, [...subjects, ...subjects]).flatMap(({ profile, hardware: resolved }) => {
    const fresh = newCosts()
    const expected = [costSchedule(profile(), resolved, 'timed', fresh), saidBy(shared, fresh)]
    const again = [costSchedule(profile(), resolved, 'timed', costs), saidBy(shared, costs)]
    return unlessEqual(expected, again, 'costs')
  })
}

const runs = runsOr(300)

it(`costs schedules alike in new records and in used ones, for ${runs} layers`, () => {
  expect(failuresOf(runs, simulable, check, machineProblem)).toBe('')
  // A few layers and accelerators are refused.
  expect(costed).toBeGreaterThan(3 * (runs - 20))
})
