/**
 * The kernel in both forms against the definition, on step tables of no problem: their numbers are so small that equally
 * long runs with different charges, which schedules rarely have, are common.
 */
import { expect, it } from 'vitest'
import type { Overlap } from '../../src/index'
import { type LevelNetwork, timeOf } from '../../src/profile/definition/time'
import { assemblyBackend, javascriptBackend } from '../../src/profile/kernel/backend'
import { stepsOver } from '../../src/profile/kernel/host'
import type { ProfiledLevel, VolumeColumns } from '../../src/profile/profiled-level'
import { newTimeDetail, type ProfiledSchedule, type Steps } from '../../src/profile/step-types'
import { unlessEqual } from '../support/checks/answers'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { pick, type Random, seeded } from '../support/generators/random'

const assembly = assemblyBackend()
if (assembly === null) throw new Error('this test compares the two forms of the kernel')

const forms: readonly (readonly [string, Steps])[] = [
  ['WebAssembly', stepsOver(assembly)],
  ['JavaScript', stepsOver(javascriptBackend())],
]

const roles: ProfiledSchedule['roles'] = ['input', 'output', 'input']
const overlaps: readonly Overlap[] = ['within-runs', 'across-runs', 'none']

const listOf = (length: number, of: (i: number) => number): readonly number[] =>
  Array.from({ length }, (_, i) => of(i))

/** Ends of so many stretches of some length each. */
const ends = (stretches: number, from: number, length: () => number): readonly number[] => {
  let end = from
  return listOf(stretches, () => {
    end += length()
    return end
  })
}

const volumes = (random: Random, rows: number): readonly VolumeColumns[] =>
  roles.map(() => {
    const union = listOf(rows, () => random(0, 2))
    return { union, sum: union.map((elements) => elements + random(0, 2)) }
  })

/** A level above one with some entries and boxes, or the last level. */
const randomLevel = (random: Random, next: ProfiledLevel | undefined): ProfiledLevel => {
  const entries = random(1, 3)
  const boxEnd = ends(random(1, 3), entries, () => random(0, 2))
  const rows = boxEnd.at(-1)!
  const runEnd = ends(rows, 0, () => (next === undefined ? 0 : random(1, 8)))
  const runs = runEnd.at(-1)!
  return {
    units: random(1, 3),
    steps: rows,
    activeUnitSteps: rows,
    tensors: roles.map(() => ({ union: 1, sum: 1, unitTile: 1, levelTile: 1 })),
    columns: {
      initial: random(1, entries),
      entries,
      count: listOf(rows, () => random(1, 3)),
      perRun: listOf(rows, (row) => (row < entries ? 1 : random(1, 3))),
      macs: listOf(rows, () => (next === undefined ? pick(random, [1, 1, 1, 2, 3]) : 0)),
      volumes: volumes(random, rows),
      runEnd,
      runEntry: listOf(runs, () => random(0, next!.columns.entries - 1)),
      runBox: listOf(runs, () => random(0, next!.columns.boxEnd.length - 1)),
      boxEnd,
      drains: volumes(random, random(1, 2)),
    },
  }
}

const randomSchedule = (random: Random): ProfiledSchedule => {
  const levels: ProfiledLevel[] = []
  for (let i = random(2, 4); i > 0; i--) levels.unshift(randomLevel(random, levels[0]))
  return { simd: 1, roles, streamed: roles.map(() => 1), used: roles.map(() => 1), levels }
}

const randomNetwork = (random: Random): LevelNetwork => ({
  channels: [
    {
      bandwidth: pick(random, [0.5, 1, 1, 1, 2, Infinity]),
      latency: pick(random, [0, 1, 1, 1, 2]),
      sharedPort: false,
    },
  ],
  routes: roles.map(() => ({ takesUnion: random(0, 1) === 1, weight: 1, channel: 0 })),
  divisor: 0,
  skew: pick(random, [0, 0, 1]),
})

const detailOf = (
  steps: Steps,
  schedule: ProfiledSchedule,
  networks: readonly LevelNetwork[],
  overlap: Overlap,
) => {
  const [table, projection, links] = [steps.newStepTable(), steps.newProjection(), steps.newLinks()]
  steps.loadSchedule(table, schedule)
  networks.forEach(({ channels: [channel], routes, skew }, level) => {
    steps.setSkew(links, level, skew)
    steps.setChannel(links, level, 0, channel!.bandwidth, channel!.latency)
    routes.forEach(({ takesUnion }, t) => {
      steps.setWay(projection, level, t, takesUnion)
    })
  })
  const detail = steps.timeInDetail(steps.project(table, projection), links, overlap, newTimeDetail())
  steps.releaseStepTable(table)
  steps.releaseProjection(projection)
  steps.releaseLinks(links)
  const { cycles, compute, fill, ingress, egress } = detail
  const [ofFill, ofIngress, ofEgress] = [fill, ingress, egress].map((of) => [
    ...of.subarray(0, networks.length),
  ])
  return { cycles, charges: { compute, fill: ofFill, ingress: ofIngress, egress: ofEgress } }
}

const runs = runsOr(3000)

it(`charges what the definition charges, on ${runs} tables`, () => {
  const wrong: string[] = []
  for (let seed = firstSeed; seed < firstSeed + runs && wrong.length < 3; seed++) {
    const random = seeded(seed)
    const schedule = randomSchedule(random)
    const networks = schedule.levels.map(() => randomNetwork(random))
    const overlap = pick(random, overlaps)
    const { cycles, charges } = timeOf(schedule, networks, overlap)
    for (const [name, steps] of forms)
      wrong.push(
        ...unlessEqual(
          { cycles, charges },
          detailOf(steps, schedule, networks, overlap),
          `seed ${seed}, ${name}`,
        ),
      )
  }
  expect(wrong.join('\n')).toBe('')
})
