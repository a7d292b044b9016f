/**
 * From an untrusted dataflow to directives with numbers: the reader checks shapes, evaluates expressions, resolves names,
 * drops maps on family dimensions that the operator lacks, and splits the list into levels (docs/spec.md, section 2).
 */
import { type EstimateError, fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import type { Warning } from '../error/warning'
import { isPositiveInteger } from '../internal/arithmetic'
import { mostDirectives, mostLevels } from '../internal/limits'
import { isRecord, ownProperties, readList, readRecord, readText, type UnknownRecord } from '../internal/read'
import type { NameBinding, Problem } from '../operator/problem'
import { evaluateExpression, namesOf, type Scope } from './evaluate-expression'
import { foreignFault, type Mapped, type Used } from './foreign'
import { oncePerName } from './once-per-name'
import { printMap } from './print'
import { wrongOrder } from './wrong-order'

/** A map with its sizes as numbers and its name resolved. */
export type ReadMap = {
  readonly kind: 'SpatialMap' | 'TemporalMap'
  readonly size: number
  readonly offset: number
  readonly name: string
  readonly meaning: Exclude<NameBinding, { readonly _tag: 'Absent' }>
  /** The position of the map in the given list. */
  readonly index: number
}

/** The path of a directive, for errors. */
export const pathOf = (index: number): string => `dataflow.directives[${index}]`

/** The maps of a level. A level is readable if all its maps are; `units` is the size of the Cluster that opened it. */
export type ReadLevel = {
  readonly units: number
  /** The position of that Cluster in the given list; −1 at level 0, which no Cluster opens. */
  readonly index: number
  readonly maps: readonly ReadMap[]
  readonly readable: boolean
}

export type ReadDataflow = {
  readonly name: string
  readonly levels: readonly ReadLevel[]
  readonly warnings: readonly Warning[]
}

const tooManyParameters = (parameters: number): EstimateError =>
  fault('TooComplex', 'dataflow.parameters', {
    expected: `at most ${mostDirectives} parameters`,
    given: `${parameters}`,
    hint: 'Remove those that no size uses.',
  })

const noParameters: ReadonlyMap<string, number> = /* @__PURE__ */ new Map()

const readParameters = (value: unknown, report: Report): ReadonlyMap<string, number> => {
  if (value === undefined) return noParameters
  if (!isRecord(value)) {
    readRecord(value, 'dataflow.parameters', ['the parameters, by name'], 'Malformed', report)
    return noParameters
  }
  const names = Object.keys(value)
  if (names.length === 0) return noParameters
  const parameters = new Map<string, number>()
  if (names.length > mostDirectives) report.push(tooManyParameters(names.length))
  for (const name of names) {
    const given = value[name]
    if (given === undefined) continue
    if (report.length > mostDirectives) break
    // A faulty parameter still gets a value, so that its fault is not reported at every use as well.
    parameters.set(name, typeof given === 'number' && Number.isSafeInteger(given) ? given : 1)
    if (typeof given === 'number' && Number.isSafeInteger(given)) continue
    report.push(
      fault(
        typeof given === 'number' ? 'InvalidSize' : 'Malformed',
        `dataflow.parameters.${name.slice(0, 60)}`,
        {
          expected: 'an integer',
          given: show(given),
          hint: 'Give the parameter a whole number.',
        },
      ),
    )
  }
  return parameters
}

const readNumber = (
  expression: unknown,
  index: number,
  key: 'size' | 'offset',
  scope: Scope,
  report: Report,
): number | undefined => {
  if (isPositiveInteger(expression)) return expression
  const value = evaluateExpression(expression, scope)
  if (typeof value === 'number') return value
  report.push(value.refuse(`${pathOf(index)}.${key}`))
  return undefined
}

const unknownDimension = (name: string, path: string, layer: Mapped): EstimateError =>
  fault('UnknownDimension', `${path}.dimension`, {
    expected: `one of the layer's dimensions ${listed(layer.names, 'or')}`,
    given: show(name),
    hint: `${didYouMean(name, layer.names)}Map a dimension that this layer has.`,
    message: `This ${layer.kind} layer has no dimension ${name.slice(0, 40)}.`,
  })

const dataflowKeys: readonly string[] = ['name', 'directives', 'parameters']
const mapKeys = ['_tag', 'size', 'offset', 'dimension']
const clusterKeys = ['_tag', 'size']

/**
 * Reports properties that no directive has. Counting takes less time than looking up names, so names are looked up only if
 * the record has more properties than the `given` ones that were found.
 */
const readProperties = (
  record: UnknownRecord,
  index: number,
  known: readonly string[],
  given: number,
  report: Report,
): void => {
  let properties = 0
  for (const _ in record) properties++
  if (properties > given) readRecord(record, pathOf(index), known, 'Malformed', report)
}

const present = (value: unknown): number => (value === undefined ? 0 : 1)

/**
 * The scope of sizes, and lists for the reader to fill: names that the layer lacks and parameters without a value, one for each
 * error about them, and known names of dropped maps.
 */
type Noting = Required<Scope> & { readonly unmapped: string[] }

const mappedOf = (scope: Noting): Mapped => ({ kind: scope.kind, names: namesOf(scope) })

const readMap = (
  record: UnknownRecord,
  kind: ReadMap['kind'],
  index: number,
  scope: Noting,
  report: Report,
): ReadMap | Warning | undefined => {
  const givenSize = record['size']
  const givenOffset = record['offset']
  const name = record['dimension']
  const properties = 1 + present(givenSize) + present(givenOffset) + present(name)
  readProperties(record, index, mapKeys, properties, report)
  const order = typeof name === 'string' ? undefined : wrongOrder(kind, record, pathOf(index))
  if (order !== undefined) {
    report.push(order)
    return undefined
  }
  const size = readNumber(givenSize, index, 'size', scope, report)
  const offset = readNumber(givenOffset, index, 'offset', scope, report)
  if (typeof name !== 'string') {
    const expected = 'the name of a dimension'
    report.push(
      fault('Malformed', `${pathOf(index)}.dimension`, {
        expected,
        given: show(name),
        hint: "Name the dimension, as in 'K'.",
      }),
    )
    return undefined
  }
  const meaning = scope.names.get(name)
  if (meaning === undefined) {
    scope.unknown.push(name)
    report.push(unknownDimension(name, pathOf(index), mappedOf(scope)))
    return undefined
  }
  if (size === undefined || offset === undefined || meaning._tag === 'Absent') scope.unmapped.push(name)
  if (size === undefined || offset === undefined) return undefined
  if (meaning._tag !== 'Absent') return { kind, size, offset, name, meaning, index }
  return size === 1 ? undefined : droppedMap(printMap({ kind, size, offset, name }), name, pathOf(index))
}

const droppedMap = (printed: string, name: string, path: string): Warning => ({
  _tag: 'DroppedMap',
  path,
  message: `${printed} was dropped: this layer has no dimension ${name}, so it counts as a loop of extent 1.`,
})

const isWarning = (value: ReadMap | Warning): value is Warning => '_tag' in value

const emptyDataflow = (given: string): EstimateError =>
  fault('EmptyDataflow', 'dataflow', {
    expected: 'at least one SpatialMap or TemporalMap',
    given,
    hint: "Add a map, for instance spatialMap(1, 1, 'K').",
    message: `The dataflow must have at least one SpatialMap or TemporalMap, but it has ${given}.`,
  })

const tooManyLevels = (levels: number): EstimateError =>
  fault('TooComplex', 'dataflow.directives', {
    expected: `at most ${mostLevels} levels`,
    given: `${levels} levels`,
    hint: `Use at most ${mostLevels - 1} Clusters.`,
    message: `The dataflow has ${levels} levels; the limit is ${mostLevels}.`,
  })

const unknownDirective = (value: unknown, tag: unknown, path: string): EstimateError =>
  fault('Malformed', isRecord(value) ? `${path}._tag` : path, {
    expected: 'a SpatialMap, a TemporalMap or a Cluster',
    given: show(isRecord(value) ? tag : value),
    hint: 'Build directives with spatialMap, temporalMap and cluster.',
  })

type BeingRead = { units: number; index: number; maps: ReadMap[] | undefined; readable: boolean }

const asRead = ({ units, index, maps, readable }: BeingRead): ReadLevel => ({
  units,
  index,
  maps: maps ?? [],
  readable,
})

const nothing: UnknownRecord = {}

/** Reads the directives one by one into levels. */
const readLevels = (given: readonly unknown[], scope: Noting, report: Report) => {
  const levels: BeingRead[] = [{ units: 0, index: -1, maps: [], readable: true }]
  const warnings: Warning[] = []
  let listsMap = false
  for (let i = 0; i < given.length; i++) {
    const value = given[i]
    const record = isRecord(value) ? ownProperties(value) : nothing
    const tag = record['_tag']
    const level = levels[levels.length - 1]!
    if (tag === 'SpatialMap' || tag === 'TemporalMap') {
      listsMap = true
      const before = report.length
      const map = readMap(record, tag, i, scope, report)
      if (report.length > before) level.readable = false
      if (map === undefined) continue
      if (isWarning(map)) warnings.push(map)
      else level.maps?.push(map)
    } else if (tag === 'Cluster') {
      const givenSize = record['size']
      readProperties(record, i, clusterKeys, 1 + present(givenSize), report)
      const size = readNumber(givenSize, i, 'size', scope, report)
      levels.push({ units: size ?? 1, index: i, maps: [], readable: true })
    } else {
      // It may have been meant as a Cluster, so that the level of the maps around it is unknown.
      report.push(unknownDirective(value, tag, pathOf(i)))
      level.maps = undefined
      level.readable = false
    }
  }
  if (levels.length > mostLevels) report.push(tooManyLevels(levels.length))
  return { levels: levels.map(asRead), warnings, listsMap }
}

/**
 * Reads a dataflow for a problem. Without a problem (the layer is faulty), only faults that no layer could repair are
 * reported, because names cannot be resolved. A dataflow for another kind of operator is reported as one fault.
 */
export const readDataflow = (
  value: unknown,
  problem: Problem | undefined,
  report: Report,
): ReadDataflow | undefined => {
  const before = report.length
  const record = readRecord(value, 'dataflow', dataflowKeys, 'Malformed', report)
  if (record === undefined) return undefined
  const name = readText(record['name'], 'dataflow.name', '', report)
  const parameters = readParameters(record['parameters'], report)
  const path = 'dataflow.directives'
  const given = readList(record['directives'], path, mostDirectives, 'Malformed', report) ?? []
  if (report.length > before && given.length === 0) return undefined
  const found: Report = []
  const { kind = '', names = new Map(), extents = [] } = problem ?? {}
  const scope: Noting = { kind, names, extents, parameters, unknown: [], unbound: [], unmapped: [] }
  const { levels, warnings, listsMap } = readLevels(given, scope, found)
  if (!listsMap && !found.some(({ _tag }) => _tag === 'Malformed'))
    found.push(emptyDataflow(given.length === 0 ? 'no directives' : 'Clusters only'))
  const foreign =
    problem === undefined || scope.unknown.length === 0
      ? undefined
      : foreignFault(name, usedNames(levels, scope), mappedOf(scope))
  if (foreign !== undefined) report.push(foreign)
  const isJudged = problem !== undefined && foreign === undefined
  const errors = oncePerName(found, { UnknownDimension: scope.unknown, UnboundParameter: scope.unbound })
  for (const error of errors) if (isJudged || judgeable(error)) report.push(error)
  return isJudged ? { name, levels, warnings } : undefined
}

const usedNames = (levels: readonly ReadLevel[], { unknown, unmapped }: Noting): Used => ({
  known: [...levels.flatMap(({ maps }) => maps.map(({ name }) => name)), ...unmapped],
  unknown,
})

/** Whether a fault is one for every layer. */
const judgeable = ({ _tag }: EstimateError): boolean => _tag !== 'UnknownDimension'
