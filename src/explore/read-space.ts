/** From an untrusted space to a plan, or all faults of it together. */
import { tooManyMacs } from '../analysis/analyze'
import { type ErrorTag, fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { invalid } from '../hardware/readers'
import { readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { isNonNegativeInteger, isPositiveInteger, largestCount, product } from '../internal/arithmetic'
import { isRecord, readList, readRecord, type UnknownRecord } from '../internal/read'
import { snapshot } from '../internal/snapshot'
import { checkLayer } from '../operator/check-layer'
import { mostLevels } from '../profile/steps'
import { axisOf, mostPositions } from './axis'
import { withL2 } from './buffers'
import type { Plan } from './plan'
import type { Rules } from './rules'
import { type Objective, objectives } from './space'

const axisNames = ['pes', 'simd', 'bandwidth', 'l1', 'l2'] as const
const spaceKeys = ['layer', 'hardware', 'dataflow', 'parameters', ...axisNames, 'budget', 'objectives']

type Kind = {
  readonly tag: ErrorTag
  readonly expected: string
  readonly hint: string
  readonly isSound: (value: unknown) => value is number
}

const isReal = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)
const isPositive = (value: unknown): value is number => isReal(value) && value > 0
const isNonNegative = (value: unknown): value is number => isReal(value) && value >= 0

const count: Kind = {
  tag: 'InvalidHardware',
  expected: 'a positive integer',
  hint: 'Give whole numbers, 1 or more.',
  isSound: isPositiveInteger,
}
const rate: Kind = {
  tag: 'InvalidHardware',
  expected: 'a positive number',
  hint: 'Give elements per cycle, more than 0.',
  isSound: isPositive,
}
const capacity: Kind = {
  tag: 'InvalidHardware',
  expected: 'a non-negative integer',
  hint: 'Give whole bytes.',
  isSound: isNonNegativeInteger,
}
const parameter: Kind = {
  tag: 'InvalidSize',
  expected: 'a number',
  hint: 'Give finite numbers; what they mean is up to the dataflow function.',
  isSound: isReal,
}

/** So many faulty values of an axis are told one by one. */
const mostFaults = 10

/** Every value is read once. */
const readAxis = (value: unknown, path: string, kind: Kind, report: Report): readonly number[] => {
  const list = readList(value, path, mostPositions, kind.tag, report)
  if (list?.length === 0)
    report.push(
      fault(kind.tag, path, {
        expected: 'a list of at least one value',
        given: show(value),
        hint: `Give values, or leave ${path} out. A range that ends before it begins, or of more than 2^24 values, is empty.`,
      }),
    )
  const values: number[] = []
  let faults = 0
  for (let i = 0; list !== undefined && i < list.length && faults < mostFaults; i++) {
    const given = list[i]
    if (kind.isSound(given)) values.push(given)
    else {
      faults++
      report.push(
        fault(kind.tag, `${path}[${i}]`, { expected: kind.expected, given: show(given), hint: kind.hint }),
      )
    }
  }
  return values
}

const readParameters = (value: unknown, report: Report): Plan['parameters'] => {
  if (value === undefined) return []
  // Any name will do, so none is unknown.
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const record = readRecord(value, 'parameters', names, 'Malformed', report)
  if (record === undefined) return []
  return names.map((name) => ({
    name,
    values: readAxis(record[name], `parameters.${name.slice(0, 60)}`, parameter, report),
  }))
}

const readLimit = (value: unknown, path: string, report: Report): number => {
  if (value === undefined) return Number.POSITIVE_INFINITY
  if (isNonNegative(value)) return value
  report.push(invalid(path, 'a non-negative number', value, 'Give a finite limit, or leave it out.'))
  return Number.POSITIVE_INFINITY
}

/** A power may be meant that needs no area table. */
const instead = 'To limit what a layer actually draws, use budget.averagePower. '

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

const limitNames = ['area', 'power', 'averagePower']

const readBudget = (value: unknown, { hasTable, lacks }: Limitable, report: Report): Plan['limits'] => {
  const record = value === undefined ? {} : readRecord(value, 'budget', limitNames, 'Malformed', report)
  const { area: ofArea, power: ofPower, averagePower: ofAverage }: UnknownRecord = record ?? {}
  const area = readLimit(ofArea, 'budget.area', report)
  const power = readLimit(ofPower, 'budget.power', report)
  if (!hasTable && ofArea !== undefined) report.push(needsAreaTable('budget.area', show(ofArea)))
  if (!hasTable && ofPower !== undefined) report.push(needsAreaTable('budget.power', show(ofPower)))
  const averagePower = readLimit(ofAverage, 'budget.averagePower', report)
  if (lacks.length > 0 && ofAverage !== undefined) report.push(needsEnergyAndTime(lacks, show(ofAverage)))
  return { area, power, averagePower }
}

const isObjective = (value: unknown): value is Objective => objectives.some((name) => name === value)

const unknownObjective = (value: unknown, path: string) =>
  fault('Malformed', path, {
    expected: `one of ${listed(objectives, 'or')}`,
    given: show(value),
    hint: `${typeof value === 'string' ? didYouMean(value, objectives) : ''}Name figures to compare designs by.`,
  })

const readObjectives = (value: unknown, hasTable: boolean, report: Report): readonly Objective[] => {
  if (value === undefined) return ['runtime', 'energy']
  const list = readList(value, 'objectives', 100, 'Malformed', report)
  if (list?.length === 0) report.push(unknownObjective(value, 'objectives'))
  const chosen = (list ?? []).map((entry, i) => {
    if (!isObjective(entry)) report.push(unknownObjective(entry, `objectives[${i}]`))
    else if (!hasTable && (entry === 'area' || entry === 'power'))
      report.push(needsAreaTable(`objectives[${i}]`, show(entry)))
    return entry
  })
  return objectives.filter((name) => chosen.includes(name))
}

const readFunction = (value: unknown, report: Report): Plan['dataflow'] => {
  // What it takes and returns cannot be asked of a function; every result is checked.
  if (typeof value === 'function') return value as Plan['dataflow']
  report.push(
    fault('Malformed', 'dataflow', {
      expected: 'a function from parameters to a dataflow',
      given: show(value),
      hint: 'Write dataflow: (parameters) => ….',
    }),
  )
  return () => undefined
}

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
  const isList = Array.isArray(given['noc'])
  const swept = Uint8Array.from(hardware.networks, ({ bandwidth }, level) =>
    axes.bandwidth !== undefined && (level === 0 || !isList || bandwidth === Number.POSITIVE_INFINITY)
      ? 1
      : 0,
  )
  return { hardware, swept, mostLevels: missing.length > 0 ? 1 : mostLevels }
}

type Axes = { readonly [N in (typeof axisNames)[number]]: readonly number[] | undefined }

const readAxes = (space: UnknownRecord, report: Report): Axes => {
  const read = (name: (typeof axisNames)[number], kind: Kind) => {
    const value = space[name]
    return value === undefined ? undefined : readAxis(value, name, kind, report)
  }
  return {
    pes: read('pes', count),
    simd: read('simd', count),
    bandwidth: read('bandwidth', rate),
    l1: read('l1', capacity),
    l2: read('l2', capacity),
  }
}

const tooManyDesigns = (total: number) =>
  fault('TooComplex', '', {
    expected: 'a space of at most 2^53 − 1 designs, so that each has a number',
    given: `about ${total.toExponential(2)}`,
    hint: 'Shorten some axes, or explore in parts.',
    message: `The space has about ${total.toExponential(2)} designs, more than can be numbered exactly (2^53 − 1).`,
  })

/** So many variants of the hardware are kept. */
const mostHardware = 4096

const notASpace = (value: unknown) =>
  fault('Malformed', '', {
    expected: 'a design space',
    given: show(value),
    hint: 'Write { layer, dataflow: (parameters) => …, … }.',
    message: `A design space is an object with ${listed(spaceKeys)}, but this is ${show(value)}.`,
  })

const lengthOf = (values: readonly number[] | undefined): number => values?.length ?? 1

/** Reads a space, to be explored under these rules. */
export const readSpace = (value: unknown, rules: Rules, report: Report): Plan | undefined => {
  if (!isRecord(value)) {
    report.push(notASpace(value))
    return undefined
  }
  const record = readRecord(value, '', spaceKeys, 'Malformed', report) ?? {}
  const problem = checkLayer(record['layer'], report)
  const macs = problem === undefined ? 0 : product(problem.extents)
  if (macs > largestCount) report.push(tooManyMacs(macs))
  const dataflow = readFunction(record['dataflow'], report)
  const parameters = readParameters(record['parameters'], report)
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
  return {
    problem,
    macs,
    dataflow,
    parameters,
    pes: axisOf(axes.pes ?? [hardware.pes]),
    simd: axisOf(axes.simd ?? [hardware.simd]),
    bandwidth: axisOf(axes.bandwidth ?? [hardware.networks[0]!.bandwidth]),
    l1: axisOf(axes.l1 ?? [hardware.l1 ?? Number.NaN]),
    l2,
    withL2: Array.from(l2.sorted.subarray(0, mostHardware), (_, rank) => withL2(hardware, l2, rank)),
    total,
    perCombination,
    perCell,
    ...read,
    limits,
    objectives,
    comparesSilicon: objectives.includes('area') || objectives.includes('power'),
    rules,
  }
}
