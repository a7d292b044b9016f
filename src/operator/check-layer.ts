/** From an untrusted layer to a {@link Problem}, or the faults that stand in the way. */
import { fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { isNonNegativeInteger, isPositiveInteger, largestCount } from '../internal/arithmetic'
import { recollection } from '../internal/constant'
import { isRecord, own, readRecord, readText, type UnknownRecord } from '../internal/read'
import { checkOperator, isName } from './check-operator'
import type { Coupling } from './coupling'
import { readDensities } from './density'
import { invalidStep, readExtent, readOutputs, touchedBy } from './extents'
import type { Layer, LayerKind } from './layer'
import { formOf, isLayerKind, isOfFamily, kindNames, layerProperties } from './layer-kinds'
import { plainNames } from './names'
import { withOperands } from './operands'
import { type KnownOperator, knownOperator } from './operator-cache'
import { readPrecision } from './precision'
import type { NameBinding, Problem } from './problem'
import { reportRefusals } from './report-refusals'

type Sides = readonly [top: number, bottom: number, left: number, right: number]
type Checked = {
  readonly operator: Coupling
  readonly extents: readonly number[]
  readonly names: ReadonlyMap<string, NameBinding>
}

const axisKeys: readonly string[] = ['y', 'x']
const sideKeys: readonly string[] = ['top', 'bottom', 'left', 'right']

/** A positive number for both axes, or one for each, as [y, x]. */
const readPerAxis = (value: unknown, path: string, report: Report): readonly [number, number] => {
  const one = (given: unknown, place: string): number => {
    if (isPositiveInteger(given)) return given
    report.push(invalidStep(place, place.replace('layer.', ''), given))
    return 1
  }
  if (value === undefined) return [1, 1]
  if (!isRecord(value)) {
    const both = one(value, path)
    return [both, both]
  }
  const record = readRecord(value, path, axisKeys, 'Malformed', report) ?? {}
  const { y, x } = record
  if (isPositiveInteger(y) && isPositiveInteger(x)) return [y, x]
  return [one(y, `${path}.y`), one(x, `${path}.x`)]
}

export const readPadding = (value: unknown, report: Report): Sides => {
  const one = (given: unknown, path: string): number => {
    if (isNonNegativeInteger(given)) return given
    report.push(
      fault('InvalidExtent', path, {
        expected: 'a non-negative integer',
        given: show(given),
        hint: 'Write the number of rows or columns of zeros on a side, or 0.',
      }),
    )
    return 0
  }
  if (value === undefined) return [0, 0, 0, 0]
  if (!isRecord(value)) {
    const all = one(value, 'layer.padding')
    return [all, all, all, all]
  }
  const given = { ...value } // a copy, because its form is decided before its parts are read
  const perAxis = given['y'] !== undefined || given['x'] !== undefined
  const record = readRecord(given, 'layer.padding', perAxis ? axisKeys : sideKeys, 'Malformed', report) ?? {}
  const side = (key: string) => one(record[key], `layer.padding.${key}`)
  if (!perAxis) return [side('top'), side('bottom'), side('left'), side('right')]
  const y = side('y')
  const x = side('x')
  return [y, y, x, x]
}

/** The sizes object, unless the constructor was given something else altogether. */
const readSizes = (
  value: unknown,
  known: readonly string[],
  kind: string,
  related: readonly string[],
  report: Report,
): UnknownRecord | undefined => {
  if (!isRecord(value)) {
    const expected = `an object with the extents ${listed(known)}`
    report.push(
      fault('Malformed', 'layer.sizes', {
        expected,
        given: show(value),
        hint: `Give ${kind} its extents, by name.`,
      }),
    )
    return undefined
  }
  return readRecord(value, 'layer.sizes', known, 'Malformed', report, related)
}

/** The extents of a window, of its outputs, and of everything else. */
const checkConvolution = (
  { operator, names, rows, columns }: KnownOperator,
  sizes: UnknownRecord,
  [top, bottom, left, right]: Sides,
  report: Report,
): Checked => {
  const R = readExtent(sizes['R'], 'R', report)
  const S = readExtent(sizes['S'], 'S', report)
  const outputRows = readOutputs(sizes, rows, R, top + bottom, report)
  const outputColumns = readOutputs(sizes, columns, S, left + right, report)
  if (touchedBy(outputRows, R, rows) > largestCount) report.push(tooManyRows('Y'))
  if (touchedBy(outputColumns, S, columns) > largestCount) report.push(tooManyRows('X'))
  const extents: number[] = []
  for (const name of operator.dimensions) {
    if (name === 'R') extents.push(R)
    else if (name === 'S') extents.push(S)
    else if (name === "Y'") extents.push(outputRows)
    else if (name === "X'") extents.push(outputColumns)
    else extents.push(readExtent(withBatch(sizes[name], name), name, report))
  }
  return { operator, extents, names }
}

/** A batch of one goes without saying. */
const withBatch = (value: unknown, name: string): unknown => (value === undefined && name === 'N' ? 1 : value)

const tooManyRows = (input: string) =>
  fault('CountOverflow', 'layer.sizes', {
    expected: `at most ${largestCount} rows along ${input}`,
    given: 'more',
    message: `The window reads more than 2^53 − 1 of ${input}: they could not be counted exactly.`,
    hint: 'Split the layer, or reduce its stride or dilation.',
  })

/** The extents of a layer whose dimensions are all given. */
const checkPlain = (
  { operator, names }: KnownOperator,
  sizes: UnknownRecord,
  isBatched: boolean,
  report: Report,
): Checked => {
  const extents = operator.dimensions.map((name) =>
    readExtent(isBatched ? withBatch(sizes[name], name) : sizes[name], name, report),
  )
  return { operator, extents, names }
}

/** A transposed convolution is uncropped: its outputs follow from its inputs, and nothing is padded. */
const reportCropping = (sizes: UnknownRecord, padding: Sides, report: Report): void => {
  for (const name of ["Y'", "X'"]) {
    const value = sizes[name]
    if (value === undefined) continue
    const input = name === "Y'" ? 'Y' : 'X'
    report.push(
      fault('ConflictingExtents', `layer.sizes.${name}`, {
        expected: 'absent from a transposed convolution',
        given: show(value),
        hint: `Give ${input}, the extent of the input; the uncropped ${name} follows from it.`,
      }),
    )
  }
  if (padding.some((side) => side > 0))
    report.push(
      fault('InvalidExtent', 'layer.padding', {
        expected: '0 on a transposed convolution',
        given: show(Math.max(...padding)),
        hint: 'Estimate the uncropped layer: padding 0, with the Y and X of its input.',
      }),
    )
}

const checkBuiltIn = (record: UnknownRecord, kind: LayerKind, report: Report): Checked | undefined => {
  const [strideY, strideX] = readPerAxis(record['stride'], 'layer.stride', report)
  const [dilationY, dilationX] = readPerAxis(record['dilation'], 'layer.dilation', report)
  const padding = readPadding(record['padding'], report)
  const of = knownOperator(kind, { strideY, strideX, dilationY, dilationX })
  const sizes = readSizes(record['sizes'], of.sizes, kind, keysOf(kind), report)
  if (sizes === undefined) return undefined
  if (of.operator.dimensions.includes("Y'")) return checkConvolution(of, sizes, padding, report)
  if (kind === 'transposedConv2d') reportCropping(sizes, padding, report)
  const checked = checkPlain(of, sizes, isOfFamily(kind), report)
  const operands = record['operands']
  return operands === undefined
    ? checked
    : { ...checked, operator: withOperands(checked.operator, operands, report) }
}

const checkCustom = (record: UnknownRecord, report: Report): Checked | undefined => {
  const operator = checkOperator(record['operator'], 'layer.operator', report)
  const named = operator.dimensions.filter(isName)
  const sizes = readSizes(record['sizes'], named, 'the layer', layerProperties.custom, report)
  if (sizes === undefined) return undefined
  const extents = operator.dimensions.map((name) =>
    isName(name) ? readExtent(own(sizes, name), name, report) : 1,
  )
  return { operator, extents, names: plainNames(operator.dimensions) }
}

const unknownKind = (kind: unknown) => {
  const kinds = [...kindNames, 'custom']
  return fault('Malformed', 'layer.kind', {
    expected: `one of ${kinds.join(', ')}`,
    given: show(kind),
    hint: `${typeof kind === 'string' ? didYouMean(kind, kinds) : ''}Build the layer with one of the constructors.`,
  })
}

const keysOf = (kind: Layer['kind']): readonly string[] => layerProperties[formOf(kind)]

const readLayer = (layer: unknown, report: Report): Problem | undefined => {
  const before = report.length
  if (!isRecord(layer)) {
    readRecord(layer, 'layer', layerProperties.plain, 'Malformed', report)
    return undefined
  }
  const kind = own(layer, 'kind')
  if (!isLayerKind(kind) && kind !== 'custom') {
    report.push(unknownKind(kind))
    return undefined
  }
  const refused = own(layer, 'refused')
  const isUnread = refused !== undefined && reportRefusals(refused, kind, report)
  const keys = refused === undefined ? keysOf(kind) : [...keysOf(kind), 'refused']
  const record = readRecord(layer, 'layer', keys, 'Malformed', report) ?? {}
  const name = readText(record['name'], 'layer.name', '', report)
  if (isUnread) return undefined
  const checked = kind === 'custom' ? checkCustom(record, report) : checkBuiltIn(record, kind, report)
  if (checked === undefined || report.length > before) return undefined
  const { operator, extents, names } = checked
  const { dimensions, tensors } = operator
  const { precision: bits, density: shares } = record
  const precision = bits === undefined ? null : readPrecision(bits, tensors, report)
  const density =
    shares === undefined ? null : readDensities(shares, tensors, { dimensions, extents }, report)
  if (report.length > before) return undefined
  return { name, kind, dimensions, extents, tensors, names, precision, density }
}

/** The problems of constant layers. */
const problems = /* @__PURE__ */ recollection<Problem>()

/** Whether a problem is kept for a layer, so that the next check of this layer answers the same one. */
export const isKept = (layer: unknown, problem: Problem): boolean => problems.recall(layer) === problem

/** Checks a layer; undefined when anything was reported. */
export const checkLayer = (layer: unknown, report: Report): Problem | undefined => {
  const kept = problems.recall(layer)
  if (kept !== undefined) return kept
  const problem = readLayer(layer, report)
  if (problem !== undefined) problems.keep(layer, problem)
  return problem
}
