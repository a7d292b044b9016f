/** From an untrusted space to a plan, or all faults of it together. */
import { tooManyMacs } from '../analysis/analyze'
import { declarationsFor } from '../cost/declarations'
import { fault, type Report } from '../error/error'
import { listed, show } from '../error/show'
import { isSwept } from '../hardware/network'
import { readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { largestCount, product } from '../internal/arithmetic'
import { byName } from '../internal/by-name'
import { isRecord, readRecord, type UnknownRecord } from '../internal/read'
import { listOf, ofKind, type Read, unwanted, type Wanted, wordOf } from '../internal/readers'
import { snapshot } from '../internal/snapshot'
import { checkLayer } from '../operator/check-layer'
import { gemm } from '../operator/make-layer'
import { mostLevels } from '../profile/steps'
import { hardwareAlone } from './alone'
import { axisOf } from './axis'
import { withEachL2 } from './buffers'
import { planFor } from './layers'
import type { Plan } from './plan'
import { type Axes, axisNames, isReal, parametersIn, readAxes } from './read-axes'
import { type Asked, countsAxis, countsBandwidth, energyReads, type Rule, rulesFor } from './rules'
import { type DesignObjective, objectives } from './space'

const spaceKeys = ['layer', 'hardware', 'dataflow', 'parameters', ...axisNames, 'budget', 'objectives']

const isNonNegative = (value: unknown): value is number => isReal(value) && value >= 0

const readLimit: Read<number> = /* @__PURE__ */ ofKind(
  isNonNegative,
  Infinity,
  {
    tag: 'InvalidHardware',
    expected: 'a non-negative number',
    hint: 'Give a finite limit, or leave it out.',
  },
  Infinity,
)

/** A power may be meant that needs no area table. */
const instead = 'To limit the power of a layer, use budget.averagePower. '

const needsAreaTable = (path: string, given: string) =>
  fault('InvalidHardware', path, {
    expected: `omit ${path} unless hardware.area is set`,
    given,
    hint: `${path === 'budget.power' ? instead : ''}Give hardware.area a table, such as nvdlaArea28nm of the catalog.`,
    message: `${path}${path === 'budget.power' ? ', the peak dynamic power,' : ''} needs an area table, but hardware.area is missing.`,
  })

/** What an average power needs and the hardware lacks, each with its repair. */
const lacksOf = ({
  energy,
  clock,
}: Plan['hardware']): readonly (readonly [lack: string, repair: string])[] => [
  ...(energy.unit === 'pJ'
    ? []
    : [['an energy table in pJ', "hardware.energy a table with unit: 'pJ'"] as const]),
  ...(clock === null ? [['a clock', 'hardware.clock a frequency in Hz'] as const] : []),
]

const needsEnergyAndTime = (lacks: ReturnType<typeof lacksOf>, given: string) =>
  fault('InvalidHardware', 'budget.averagePower', {
    expected: 'absent unless energies are in pJ and the clock is known',
    given,
    hint: `Give ${listed(lacks.map(([, repair]) => repair))}.`,
    message: `budget.averagePower needs an energy table in pJ and a clock, but the hardware lacks ${listed(lacks.map(([lack]) => lack))}.`,
  })

/** What decides which limits can be set: whether there is an area table, and what an average power lacks. */
type Limitable = { readonly hasTable: boolean; readonly lacks: ReturnType<typeof lacksOf> }

const limitNames = ['area', 'power', 'averagePower'] as const

const readBudget = (value: unknown, { hasTable, lacks }: Limitable, report: Report): Plan['limits'] => {
  const record = value === undefined ? {} : readRecord(value, 'budget', limitNames, 'Malformed', report)
  const { area: ofArea, power: ofPower, averagePower: ofAverage }: UnknownRecord = record ?? {}
  const area = readLimit(ofArea, 'budget', '.area', report)
  const power = readLimit(ofPower, 'budget', '.power', report)
  if (!hasTable && ofArea !== undefined) report.push(needsAreaTable('budget.area', show(ofArea)))
  if (!hasTable && ofPower !== undefined) report.push(needsAreaTable('budget.power', show(ofPower)))
  const averagePower = readLimit(ofAverage, 'budget', '.averagePower', report)
  if (lacks.length > 0 && ofAverage !== undefined) report.push(needsEnergyAndTime(lacks, show(ofAverage)))
  return { area, power, averagePower }
}

const readChosen = /* @__PURE__ */ listOf(
  'Malformed',
  100,
  /* @__PURE__ */ wordOf(objectives, 'Name figures to compare designs by.'),
)

const noObjective: Wanted = {
  tag: 'Malformed',
  expected: 'a list of at least one objective',
  hint: "Name figures to compare designs by, or leave it out for ['runtime', 'energy'].",
}

const readObjectives = (value: unknown, hasTable: boolean, report: Report): readonly DesignObjective[] => {
  if (value === undefined) return ['runtime', 'energy']
  const before = report.length
  const chosen = readChosen(value, '', 'objectives', report)
  if (chosen.length === 0 && report.length === before) report.push(unwanted('objectives', noObjective, value))
  if (!hasTable)
    for (const [i, name] of chosen.entries())
      if (name === 'area' || name === 'power') report.push(needsAreaTable(`objectives[${i}]`, show(name)))
  return objectives.filter((name) => chosen.includes(name))
}

// What it takes and returns cannot be asked of a function; every result is checked.
const isFunction = (value: unknown): value is Plan['dataflow'] => typeof value === 'function'

const readFunction: Read<Plan['dataflow']> = /* @__PURE__ */ ofKind(isFunction, () => undefined, {
  tag: 'Malformed',
  expected: 'a function from parameters to a dataflow',
  hint: 'Write dataflow: (parameters) => ….',
})

/**
 * The hardware for as many levels as there can be, or for one if it has an empty list where further levels need an entry.
 * Of the PEs, which may be absent, the first that are swept stand in.
 */
const readHardwareOf = (value: unknown, axes: Axes, report: Report) => {
  // A copy: it is looked at more than once.
  const record = value === undefined ? {} : readHardware(snapshot(value), report)
  if (record === undefined) return undefined
  const before = report.length
  const given = { ...record }
  if (given['pes'] === undefined && axes.pes !== undefined) given['pes'] = axes.pes[0] ?? 1
  const units = readUnits(given, report)
  const ofOne = resolveHardware(given, units, 1, report)
  if (report.length > before) return undefined
  const missing: Report = []
  const ofMost = resolveHardware(given, units, mostLevels, missing)
  const hardware = missing.length > 0 ? ofOne : ofMost
  const swept = Uint8Array.from(hardware.networks, (network, level) =>
    axes.bandwidth !== undefined && isSwept(level, given['noc'], network) ? 1 : 0,
  )
  return { hardware, swept, mostLevels: missing.length > 0 ? 1 : mostLevels }
}

const tooManyDesigns = (total: number) =>
  fault('TooComplex', '', {
    expected: 'a space of at most 2^53 − 1 designs, so that each has a number',
    given: `about ${total.toExponential(2)}`,
    hint: 'Shorten some axes, or explore in parts.',
    message: `The space has about ${total.toExponential(2)} designs, more than can be numbered exactly (2^53 − 1).`,
  })

const notASpace = (value: unknown) =>
  fault('Malformed', '', {
    expected: 'a design space',
    given: show(value),
    hint: 'Write { layer, dataflow: (parameters) => …, … }.',
    message: `A design space is an object with ${listed(spaceKeys)}, but this is ${show(value)}.`,
  })

const smallest = gemm({ M: 1, N: 1, K: 1 })

const lengthOf = (values: readonly number[] | undefined): number => values?.length ?? 1

/** Reads a space, to be explored by all rules that follow but some. */
export const readSpace = (value: unknown, without: readonly Rule[], report: Report): Plan | undefined => {
  if (!isRecord(value)) {
    report.push(notASpace(value))
    return undefined
  }
  const record = readRecord(value, '', spaceKeys, 'Malformed', report) ?? {}
  const given = record['layer']
  const layer = isFunction(given) ? given : null
  // A layer for each combination is looked at when that is: this one stands in.
  const problem = checkLayer(layer === null ? given : smallest, report)
  const macs = problem === undefined ? 0 : product(problem.extents)
  if (macs > largestCount) report.push(tooManyMacs(macs))
  const dataflow = readFunction(record['dataflow'], '', 'dataflow', report)
  const parameters = parametersIn(record['parameters'], report)
  const axes = readAxes(record, report)
  const read = readHardwareOf(record['hardware'], axes, report)
  const hasTable = read === undefined || read.hardware.area !== null
  const lacks = read === undefined ? [] : lacksOf(read.hardware)
  const limits = readBudget(record['budget'], { hasTable, lacks }, report)
  const objectives = readObjectives(record['objectives'], hasTable, report)
  const perCell = lengthOf(axes.bandwidth) * lengthOf(axes.l1) * lengthOf(axes.l2)
  const perCombination = lengthOf(axes.pes) * lengthOf(axes.simd) * perCell
  const total = product(parameters.map(({ values }) => values.length)) * perCombination
  if (total > largestCount) report.push(tooManyDesigns(total))
  if (problem === undefined || read === undefined || report.length > 0) return undefined
  const { hardware } = read
  const l2 = axisOf(axes.l2 ?? [hardware.l2 ?? Number.NaN])
  const bandwidth = axisOf(axes.bandwidth ?? [hardware.networks[0]!.bandwidth])
  const asked: Asked = {
    hardware,
    objectives,
    limited: limitNames.filter((name) => limits[name] < Infinity),
    declared: declarationsFor(hardware),
  }
  const swept = {
    pes: axisOf(axes.pes ?? [hardware.pes]),
    simd: axisOf(axes.simd ?? [hardware.simd]),
    bandwidth,
    l1: axisOf(axes.l1 ?? [hardware.l1 ?? Number.NaN]),
    l2,
  }
  const plan: Plan = {
    problem,
    macs,
    layer,
    dataflow,
    parameters,
    firstParameters: byName(parameters, (i) => parameters[i]!.values[0]!),
    ...swept,
    busBandwidths: Float64Array.from(bandwidth.sorted, (each) => (each < Infinity ? each : 0)),
    withL2: withEachL2(hardware, l2),
    described: hardware,
    total,
    perCombination,
    perCell,
    ...read,
    alone: hardwareAlone({ ...read, ...swept }),
    limits,
    objectives,
    comparesSilicon: objectives.includes('area') || objectives.includes('power'),
    countsBandwidth: countsBandwidth(asked),
    countsPes: countsAxis(asked, 'pes'),
    countsSimd: countsAxis(asked, 'simd'),
    energyReadsL1: energyReads(asked).l1,
    energyReadsL2: energyReads(asked).l2,
    isLimited: asked.limited.length > 0,
    rules: rulesFor(asked, without),
  }
  return planFor(plan, problem, report)
}
