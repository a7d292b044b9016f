/** From an untrusted loop nest to numbers, or the faults in it. */
import { fault } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { isPositiveInteger, largestCount } from '../internal/arithmetic'
import { mostLevels } from '../internal/limits'
import { own, readList, readRecord, readText, type UnknownRecord } from '../internal/read'
import type { Problem } from '../operator/problem'
import type { NestLoop, ReadNest, ReadNestLevel } from './loop-nest'
import { type NestReport, nestFault } from './loop-nest-error'

/** Far more names than an operator has dimensions. */
const mostNames = 64

const nestKeys = ['name', 'levels', 'tile']
const levelKeys = ['target', 'temporal', 'spatial']
const temporalKeys = ['factors', 'permutation']
const spatialKeys = ['factors', 'instances']

/** Reading with what it needs at hand: the layer, and where faults go. */
type Reading = { readonly problem: Problem; readonly report: NestReport }

/** The output dimensions of convolutions as Timeloop names them: P goes with R, Q with S. */
const timeloopOutputs: Readonly<Record<string, string>> = { P: "Y'", Q: "X'" }

const outputOf = ({ dimensions, names }: Problem, name: string): string | undefined => {
  const output = own(timeloopOutputs, name)
  return typeof output === 'string' && !names.has(name) && dimensions.includes(output) ? output : undefined
}

/** The loop of a name; null where the layer has one step of it at most; undefined is reported. */
const loopNamed = ({ problem, report }: Reading, name: string, path: string): number | null | undefined => {
  const meaning = problem.names.get(name)
  if (meaning?._tag === 'Loop' || meaning?._tag === 'PlainCoordinate') return meaning.dimension
  if (meaning?._tag === 'Absent') return null
  const output =
    meaning?._tag === 'InputCoordinate' ? problem.dimensions[meaning.dimension] : outputOf(problem, name)
  report.nest.push(
    nestFault('UnknownDimension', path, {
      expected: `one of ${listed(problem.dimensions, 'or')}`,
      given: show(name),
      hint:
        output === undefined
          ? `${didYouMean(name, problem.dimensions)}Loops run over the dimensions of the layer.`
          : `Write ${output}: a loop nest runs over outputs, and inputs follow from them.`,
      message: `The layer has no loop ${show(name).replace('the text ', '')}.`,
    }),
  )
  return undefined
}

const readFactor = (value: unknown, path: string, { report }: Reading): number => {
  if (isPositiveInteger(value)) return value
  report.nest.push(
    nestFault('InvalidFactor', path, {
      expected: 'a positive integer',
      given: show(value),
      hint: 'Give the number of steps or units; 1, or nothing, for none.',
    }),
  )
  return 1
}

const lackingFactor = (name: string, factor: number, path: string) =>
  nestFault('UnknownDimension', path, {
    expected: 'factor 1',
    given: String(factor),
    hint: `Remove ${name}, or give it factor 1.`,
    message: `The layer has no dimension ${name} to loop over.`,
  })

/** The factors above 1, in the order in which they are written. */
const readFactors = (value: unknown, path: string, reading: Reading): readonly NestLoop[] => {
  if (value === undefined) return []
  const { problem, report } = reading
  const known = [...problem.names.keys(), ...problem.dimensions]
  const names = value === null || typeof value !== 'object' ? [] : Object.keys(value).slice(0, mostNames)
  const record = readRecord(value, path, [...known, ...names], 'Malformed', report.inputs)
  if (record === undefined) return []
  const loops: NestLoop[] = []
  for (const name of names) {
    const given = own(record, name)
    if (given === undefined) continue
    const place = `${path}.${name.slice(0, 60)}`
    const dimension = loopNamed(reading, name, place)
    const factor = readFactor(given, place, reading)
    if (dimension === null && factor > 1) report.nest.push(lackingFactor(name, factor, place))
    if (dimension !== null && dimension !== undefined && factor > 1) loops.push({ dimension, factor })
  }
  return loops
}

const orderFault = (path: string, expected: string, given: string, hint: string, message?: string) =>
  nestFault('InvalidPermutation', path, { expected, given, hint, ...(message !== undefined && { message }) })

const namesOf = (loops: readonly NestLoop[], { problem }: Reading): readonly string[] =>
  loops.map(({ dimension }) => problem.dimensions[dimension] ?? '')

const orderHint = (names: readonly string[]): string =>
  `Name the dimensions, outermost first: [${names.map((name) => JSON.stringify(name)).join(', ')}].`

const missingOrder = (loops: readonly NestLoop[], path: string, reading: Reading) => {
  const names = namesOf(loops, reading)
  return orderFault(path, `an order of ${listed(names)}`, 'missing', orderHint(names))
}

const incompleteOrder = (
  loops: readonly NestLoop[],
  unnamed: readonly NestLoop[],
  path: string,
  reading: Reading,
) => {
  const names = namesOf(loops, reading)
  const lacking = listed(namesOf(unnamed, reading))
  const expected = `an order of ${listed(names)}`
  const message = `${path} must be ${expected}, but it lacks ${lacking}.`
  return orderFault(path, expected, `an order without ${lacking}`, orderHint(names), message)
}

/** An order that is no list, as Timeloop writes it in one text. */
const noListOfNames = (value: unknown, loops: readonly NestLoop[], path: string, reading: Reading) =>
  fault('Malformed', path, {
    expected: 'a list of names, outermost first',
    given: show(value),
    hint: `${loops.length > 1 ? orderHint(namesOf(loops, reading)) : 'Leave it out for a single loop.'} Timeloop writes them in one text, innermost first.`,
  })

/** The dimensions that an order names, each once. */
const readOrder = (value: unknown, path: string, reading: Reading): readonly number[] => {
  const order: number[] = []
  const names = readList(value, path, mostNames, 'Malformed', reading.report.inputs) ?? []
  for (const [i, name] of names.entries()) {
    const dimension = typeof name === 'string' ? loopNamed(reading, name, `${path}[${i}]`) : undefined
    if (typeof name !== 'string')
      reading.report.nest.push(
        orderFault(
          `${path}[${i}]`,
          'a dimension',
          show(name),
          'Name each dimension by a text, outermost first.',
        ),
      )
    if (dimension === null || dimension === undefined) continue
    if (order.includes(dimension))
      reading.report.nest.push(
        orderFault(`${path}[${i}]`, 'a dimension not named before', show(name), 'Name each dimension once.'),
      )
    order.push(dimension)
  }
  return order
}

const readTemporal = (value: unknown, path: string, reading: Reading): readonly NestLoop[] => {
  if (value === undefined) return []
  const record = readRecord(value, path, temporalKeys, 'Malformed', reading.report.inputs)
  if (record === undefined) return []
  const loops = readFactors(record['factors'], `${path}.factors`, reading)
  const { permutation } = record
  const place = `${path}.permutation`
  if (permutation === undefined) {
    if (loops.length > 1) reading.report.nest.push(missingOrder(loops, place, reading))
    return loops
  }
  if (!Array.isArray(permutation)) {
    reading.report.inputs.push(noListOfNames(permutation, loops, place, reading))
    return loops
  }
  const order = readOrder(permutation, place, reading)
  const unnamed = loops.filter(({ dimension }) => !order.includes(dimension))
  if (unnamed.length > 0) reading.report.nest.push(incompleteOrder(loops, unnamed, place, reading))
  return [...loops].sort((a, b) => order.indexOf(a.dimension) - order.indexOf(b.dimension))
}

const twoSpatialLoops = (path: string, names: readonly string[]) =>
  nestFault('TwoSpatialLoops', path, {
    expected: 'at most one factor above 1',
    given: `factors of ${listed(names)}`,
    hint: `Keep ${names[0]} here and add a level below, without loops in time, that spreads ${listed(names.slice(1))}.`,
    message: `A level spreads one dimension over its units, but here are ${listed(names)}.`,
  })

const readInstances = (value: unknown, path: string, factor: number, { report }: Reading): number => {
  if (value === undefined) return factor
  if (isPositiveInteger(value) && value >= factor) return value
  report.nest.push(
    nestFault('InvalidInstances', path, {
      expected: factor === 1 ? 'a positive integer' : `an integer of at least ${factor}, the factor`,
      given: show(value),
      hint: `Give the number of units; ${factor} of them have work.`,
    }),
  )
  return factor
}

type ReadSpatial = Pick<ReadNestLevel, 'spatial' | 'instances'>

const readSpatial = (value: unknown, path: string, reading: Reading): ReadSpatial => {
  const none: ReadSpatial = { spatial: null, instances: 1 }
  if (value === undefined) return none
  const record = readRecord(value, path, spatialKeys, 'Malformed', reading.report.inputs)
  if (record === undefined) return none
  const loops = readFactors(record['factors'], `${path}.factors`, reading)
  const [spatial = null, ...others] = loops
  if (others.length > 0) {
    const names = loops.map(({ dimension }) => reading.problem.dimensions[dimension] ?? '')
    reading.report.nest.push(twoSpatialLoops(`${path}.factors`, names))
  }
  const instances = readInstances(record['instances'], `${path}.instances`, spatial?.factor ?? 1, reading)
  return { spatial, instances }
}

/** A dimension looped over in time and in space fills all units in every step: else folds would spread otherwise. */
const checkFolds = (
  { temporal, spatial, instances }: ReadNestLevel,
  path: string,
  reading: Reading,
): void => {
  if (spatial === null || instances === spatial.factor) return
  if (!temporal.some(({ dimension }) => dimension === spatial.dimension)) return
  const name = reading.problem.dimensions[spatial.dimension] ?? ''
  reading.report.nest.push(
    nestFault('InvalidInstances', `${path}.spatial.instances`, {
      expected: `${spatial.factor}, the factor`,
      given: String(instances),
      hint: `Leave instances out, or take the temporal factor of ${name} out of this level.`,
      message: `${name} is looped over in time and over ${spatial.factor} of ${instances} units: a dataflow would spread it over all of them.`,
    }),
  )
}

const readLevel = (value: unknown, path: string, reading: Reading): ReadNestLevel => {
  const record: UnknownRecord = readRecord(value, path, levelKeys, 'Malformed', reading.report.inputs) ?? {}
  readText(record['target'], `${path}.target`, '', reading.report.inputs)
  const level = {
    temporal: readTemporal(record['temporal'], `${path}.temporal`, reading),
    ...readSpatial(record['spatial'], `${path}.spatial`, reading),
  }
  checkFolds(level, path, reading)
  return level
}

/** Of a dimension: the product of all its factors, exactly, or infinite. */
const productOf = ({ levels, tile }: ReadNest, dimension: number): number => {
  const loops = levels.flatMap(({ temporal, spatial }) =>
    spatial === null ? temporal : [...temporal, spatial],
  )
  let product = tile[dimension] ?? 1
  for (const loop of loops) if (loop.dimension === dimension) product *= loop.factor
  return product <= largestCount ? product : Number.POSITIVE_INFINITY
}

const checkProducts = (nest: ReadNest, { problem, report }: Reading): void => {
  for (const [dimension, extent] of problem.extents.entries()) {
    const product = productOf(nest, dimension)
    if (product === extent) continue
    const name = problem.dimensions[dimension] ?? ''
    const given = Number.isFinite(product) ? String(product) : `more than ${largestCount}`
    report.nest.push(
      nestFault('FactorsMismatch', 'nest', {
        expected: `factors of ${name} that multiply to ${extent}`,
        given,
        hint: `Change the factors of ${name}, in any level or in the tile, so that their product is ${extent}.`,
        message: `The factors of ${name} multiply to ${given}, but its extent is ${extent}.`,
      }),
    )
  }
}

const checkUnits = ({ levels }: ReadNest, { report }: Reading): void => {
  const units = levels.reduce((product, { instances }) => product * instances, 1)
  if (units <= largestCount) return
  report.inputs.push(
    fault('TooComplex', 'nest.levels', {
      expected: `at most ${largestCount} PEs in all`,
      given: 'more',
      hint: 'Use fewer instances.',
    }),
  )
}

/** A loop nest for a layer; faults of the form stop the judgement of products. */
export const readLoopNest = (value: unknown, problem: Problem, report: NestReport): ReadNest | undefined => {
  const reading = { problem, report }
  const record = readRecord(value, 'nest', nestKeys, 'Malformed', report.inputs)
  if (record === undefined) return undefined
  const name = readText(record['name'], 'nest.name', '', report.inputs)
  const list = readList(record['levels'], 'nest.levels', mostLevels, 'Malformed', report.inputs) ?? []
  const before = report.inputs.length + report.nest.length
  if (list.length === 0 && report.inputs.length === 0)
    report.nest.push(
      nestFault('EmptyNest', 'nest.levels', {
        expected: 'at least one level',
        given: 'none',
        hint: 'Give the loops over the outermost storage: { temporal: { factors: { … } } }.',
      }),
    )
  const levels = list.map((level, i) => readLevel(level, `nest.levels[${i}]`, reading))
  const tileLoops = readFactors(record['tile'], 'nest.tile', reading)
  const tile = problem.dimensions.map(
    (_, dimension) => tileLoops.find((loop) => loop.dimension === dimension)?.factor ?? 1,
  )
  const nest = { name, levels, tile }
  if (report.inputs.length + report.nest.length === before) {
    checkProducts(nest, reading)
    checkUnits(nest, reading)
  }
  return nest
}
