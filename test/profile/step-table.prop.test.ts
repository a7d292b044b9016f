/** The kernel in both forms against the definition, on problems of any size and networks of any kind. */
import { expect, it } from 'vitest'
import { canonicalize } from '../../src/dataflow/canonical'
import { readDataflow } from '../../src/dataflow/read-directives'
import type { Report } from '../../src/error/error'
import type { TransferRules } from '../../src/hardware/transfer-rules'
import type { Overlap } from '../../src/index'
import { checkLayer } from '../../src/operator/check-layer'
import type { Problem } from '../../src/operator/problem'
import { profileOf } from '../../src/profile/definition/profile'
import { type LevelNetwork, timeOf } from '../../src/profile/definition/time'
import { assemblyBackend, javascriptBackend } from '../../src/profile/kernel/backend'
import { stepsOver } from '../../src/profile/kernel/host'
import type { ProfiledLevel, VolumeColumns } from '../../src/profile/profiled-level'
import {
  type Links,
  newStepTotals,
  newTimeDetail,
  type ProfiledSchedule,
  type Projection,
  type Steps,
  type StepTable,
  type TimeDetail,
} from '../../src/profile/step-types'
import { unless, unlessEqual } from '../support/checks/answers'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { deep, large, simulable } from '../support/generators/problems'
import { chance, pick, type Random } from '../support/generators/random'

const assembly = assemblyBackend()
if (assembly === null) throw new Error('this test compares the two forms of the kernel')

const forms: readonly { readonly name: string; readonly steps: Steps; readonly tables: StepTable[] }[] = [
  { name: 'WebAssembly', steps: stepsOver(assembly), tables: [] },
  { name: 'JavaScript', steps: stepsOver(javascriptBackend()), tables: [] },
]

/** So many tables are alive at once, and filled in turn. */
const tablesAlive = 3

const bandwidths = [0.3, 0.5, 1, 1, 1.7, 2, 2.25, 3, 4, 8, 16, Infinity]
const overlaps: readonly Overlap[] = ['within-runs', 'across-runs', 'none']

/** Networks on which many runs are equally long, and spend their time on different things. */
const coarseNetworks = (random: Random, levels: number, tensors: number): readonly LevelNetwork[] =>
  Array.from({ length: levels }, () => ({
    channels: [{ bandwidth: pick(random, [1, 1, 2, Infinity]), latency: random(0, 2), sharedPort: false }],
    routes: Array.from({ length: tensors }, () => ({
      takesUnion: chance(random, 30),
      weight: 1,
      channel: 0,
    })),
    divisor: 0,
    skew: 0,
  }))

/** Networks as plain as they were before there were channels, or with everything. */
const networksOf = (random: Random, levels: number, tensors: number): readonly LevelNetwork[] => {
  if (chance(random, 30)) return coarseNetworks(random, levels, tensors)
  const plain = chance(random, 30)
  const channels = plain ? 1 : random(1, 4)
  const divisor = plain || chance(random, 40) ? 0 : random(1, 300)
  return Array.from({ length: levels }, () => ({
    channels: Array.from({ length: channels }, () => ({
      bandwidth: pick(random, bandwidths),
      latency: random(0, 5),
      sharedPort: !plain && chance(random, 40),
    })),
    routes: Array.from({ length: tensors }, () => ({
      takesUnion: chance(random, 60),
      weight: plain || chance(random, 30) ? 1 : random(1, 300),
      channel: random(0, channels - 1),
    })),
    divisor,
    skew: plain || chance(random, 50) ? 0 : random(1, 3),
  }))
}

const projectionOf = (steps: Steps, networks: readonly LevelNetwork[]): Projection => {
  const projection = steps.newProjection()
  steps.setWords(projection, networks[0]!.channels.length, networks[0]!.divisor)
  networks.forEach(({ routes }, level) => {
    routes.forEach(({ takesUnion, weight, channel }, t) => {
      steps.setWay(projection, level, t, takesUnion, weight, channel)
    })
  })
  return projection
}

const linksOf = (steps: Steps, networks: readonly LevelNetwork[]): Links => {
  const links = steps.newLinks()
  networks.forEach(({ channels, skew }, level) => {
    steps.setSkew(links, level, skew)
    channels.forEach(({ bandwidth, latency, sharedPort }, c) => {
      steps.setChannel(links, level, c, bandwidth, latency, sharedPort)
    })
  })
  return links
}

/** Rows in an order of their own: the definition finds them in another one. */
const sortedRows = ({ columns }: ProfiledLevel): readonly string[] =>
  columns.count
    .map((count, row) =>
      [
        count,
        columns.perRun[row],
        columns.macs[row],
        ...columns.volumes.flatMap(({ union, sum }) => [union[row], sum[row]]),
      ].join(' '),
    )
    .sort()

/** Final drains that differ: the definition tells more of them apart. */
const distinctDrains = ({ columns: { drains } }: ProfiledLevel): readonly string[] =>
  [
    ...new Set(
      (drains[0]?.union ?? []).map((_, i) => drains.map((of) => [of.union[i], of.sum[i]]).join(' ')),
    ),
  ].sort()

const comparable = ({ levels, ...rest }: ProfiledSchedule) => ({
  ...rest,
  levels: levels.map(({ columns, ...level }) => ({
    ...level,
    initial: columns.initial,
    entries: columns.entries,
    runs: columns.runEntry.length,
    boxes: columns.boxEnd.length,
    rows: sortedRows({ columns, ...level }),
    drains: distinctDrains({ columns, ...level }),
  })),
})

const detailOf = ({ cycles, compute, fill, ingress, egress, ...delays }: TimeDetail, levels: number) => ({
  cycles,
  charges: {
    compute,
    fill: [...fill.slice(0, levels)],
    ingress: [...ingress.slice(0, levels)],
    egress: [...egress.slice(0, levels)],
  },
  delays: Array.from({ length: levels }, (_, level) =>
    [delays.ingressDelay, delays.egressDelay, delays.innerDelay].map(({ least, most, total }) => ({
      least: least[level]!,
      most: most[level]!,
      total: total[level]!,
    })),
  ),
  peakDemand: [...delays.peakDemand.slice(0, levels)],
  demanded: [...delays.demanded.slice(0, levels)],
})

/** Sums come in another order, and what is divided is rounded: they may differ in their last places. */
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-12 * Math.abs(a)

/** A larger schedule, of which no number stands where the given one has the same. */
const scrambled = (schedule: ProfiledSchedule): ProfiledSchedule => {
  const others = (values: readonly number[]): readonly number[] => values.map((value) => value + 1)
  const ofVolumes = ({ union, sum }: VolumeColumns): VolumeColumns => ({
    union: others(union),
    sum: others(sum),
  })
  return {
    simd: schedule.simd + 1,
    roles: schedule.roles.map((role) => (role === 'input' ? 'output' : 'input')),
    streamed: others(schedule.streamed),
    used: others(schedule.used),
    levels: [schedule.levels[0]!, ...schedule.levels].map(({ columns, ...level }) => ({
      ...level,
      columns: {
        ...columns,
        count: others(columns.count),
        perRun: others(columns.perRun),
        macs: others(columns.macs),
        volumes: columns.volumes.map(ofVolumes),
        runEnd: others(columns.runEnd),
        runEntry: others(columns.runEntry),
        runBox: others(columns.runBox),
        boxEnd: others(columns.boxEnd),
        drains: columns.drains.map(ofVolumes),
      },
      units: level.units + 1,
      steps: level.steps + 1,
      activeUnitSteps: level.activeUnitSteps + 1,
    })),
  }
}

/** Inputs that arrive anew in every step, or in whole intervals. */
const rulesOf = (random: Random, levels: number, { tensors }: Problem): TransferRules | null => {
  if (chance(random, 50)) return null
  const bits = (percent: number): number =>
    tensors.reduce(
      (sum, { role }, t) => (role === 'input' && chance(random, percent) ? sum | (1 << t) : sum),
      0,
    )
  return {
    reloadedInClusters: Array.from({ length: levels - 1 }, () => bits(40)),
    reloadedInL1: bits(40),
    contiguous: chance(random, 60) ? bits(60) : 0,
  }
}

const compare: Check = ({ subject, dataflow, hardware }, random) => {
  const report: Report = []
  const problem = checkLayer(subject.layer, report)!
  const { levels } = canonicalize(problem, readDataflow(dataflow, problem, report)!, hardware.pes, report)!
  const simd = hardware.simd ?? 1
  // A product of small densities may be 0 as a double.
  const share = chance(random, 75) ? 1 : chance(random, 10) ? 0 : random(1, 99) / 100
  const rules = rulesOf(random, levels.length, problem)
  const defined = profileOf(problem, levels, simd, rules)
  if (defined === null) return ['too complex']
  const networks = networksOf(random, levels.length, problem.tensors.length)
  const overlap = pick(random, overlaps)
  const timed = timeOf(defined, networks, overlap, share)
  const swept = Float64Array.from({ length: 5 }, () => pick(random, bandwidths))
  const which = random(0, tablesAlive - 1)
  return forms.flatMap(({ name, steps, tables }) => {
    while (tables.length < tablesAlive) tables.push(steps.newStepTable())
    const table = tables[which]!
    if (!steps.profileSchedule(table, problem, levels, simd, rules)) return ['too complex']
    const projection = projectionOf(steps, networks)
    const links = linksOf(steps, networks)
    const projected = steps.project(table, projection, share)
    // Another table is filled meanwhile, with another number of rows.
    const other = tables[(which + 1) % tablesAlive]!
    steps.profileSchedule(other, problem, levels.slice(0, 1), simd)
    steps.time(steps.project(other, steps.newProjection()), steps.newLinks(), 'none')
    const read = steps.readSchedule(table)
    const detail = detailOf(steps.timeInDetail(projected, links, overlap, newTimeDetail()), levels.length)
    const cycles = new Float64Array(swept.length)
    const bits = random(0, 2 ** levels.length - 1)
    steps.sweep(projected, linksOf(steps, networks), overlap, bits, swept, cycles)
    const each = Array.from(swept, (bandwidth) => {
      const changed = networks.map((network, i) =>
        ((bits >> i) & 1) === 0
          ? network
          : {
              ...network,
              channels: network.channels.map((channel, c) => (c === 0 ? { ...channel, bandwidth } : channel)),
            },
      )
      return steps.time(projected, linksOf(steps, changed), overlap)
    })
    const copy = steps.newStepTable()
    steps.loadSchedule(copy, read)
    const revived = steps.time(steps.project(copy, projection, share), links, overlap)
    const again = steps.readSchedule(copy)
    const totals = steps.readTotals(table, newStepTotals())
    steps.loadSchedule(copy, scrambled(read)) // so that nothing is there by chance
    steps.restoreSchedule(copy, steps.saveSchedule(table))
    const restored = steps.readSchedule(copy)
    const timedAgain = steps.time(steps.project(copy, projection, share), links, overlap)
    steps.releaseStepTable(copy)
    const sum = [
      detail.charges.compute,
      ...detail.charges.fill,
      ...detail.charges.ingress,
      ...detail.charges.egress,
    ]
    return [
      ...unlessEqual(comparable(defined), comparable(read), `${name}: schedule`),
      ...unlessEqual(read, again, `${name}: schedule read back`),
      ...unlessEqual(timed.cycles, detail.cycles, `${name}: cycles`),
      ...unlessEqual(timed.cycles, revived, `${name}: cycles of the schedule read back`),
      ...unlessEqual(read, restored, `${name}: schedule restored`),
      ...unlessEqual(timed.cycles, timedAgain, `${name}: cycles of the schedule restored`),
      ...unlessEqual(timed.charges, detail.charges, `${name}: charges`),
      ...unless(
        sum.reduce((total, charged) => total + charged, 0) === detail.cycles,
        `${name}: charges do not sum to the cycles`,
      ),
      ...unlessEqual(
        timed.levels.map(({ delays: { ingress, egress, inner } }) => [ingress, egress, inner]),
        detail.delays,
        `${name}: delays`,
      ),
      ...unlessEqual(
        timed.levels.map(({ peakDemand }) => peakDemand),
        detail.peakDemand,
        `${name}: peak demand`,
      ),
      ...unless(
        timed.levels.every(({ demanded }, level) => isNear(demanded, detail.demanded[level]!)),
        `${name}: demand`,
      ),
      ...unlessEqual(each, [...cycles], `${name}: sweep`),
      ...unlessEqual(
        read.levels.map(({ tensors }) => tensors.map(({ union }) => union)),
        read.levels.map((_, i) => [...totals.union.slice(8 * i, 8 * i + problem.tensors.length)]),
        `${name}: totals`,
      ),
    ]
  })
}

const runs = runsOr(1500)

it(`writes and times what the definition says, on ${runs} small problems`, () => {
  expect(failuresOf(runs, simulable, compare)).toBe('')
})

it(`writes and times what the definition says, on ${runs} larger problems`, () => {
  expect(failuresOf(runs, large, compare)).toBe('')
})

it('writes and times what the definition says, on deep schedules of ragged tiles', () => {
  expect(failuresOf(Math.ceil(runs / 50), deep, compare)).toBe('')
})
