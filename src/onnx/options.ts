/** What the caller may say about a model, and the check of it. */
import { fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { isNonNegativeInteger, isPositiveInteger } from '../internal/arithmetic'
import { isRecord, own, readRecord } from '../internal/read'
import { mostAxes, type Shape } from './shape/shape'

/**
 * What the bytes do not say.
 *
 * - `dimensions`: extents for the model's symbolic dimensions, by name, as in `{ batch: 1, sequence: 128 }`.
 * - `shapes`: shapes of tensors by name, for inputs without any and for operators whose output depends on data. They
 *   win over what the file says.
 * - `matrixProducts`: what Gemm, MatMul and attention become. `'convolution'` (default): `fullyConnected` and, in
 *   batches, `groupedConv2d` of 1 × 1, so that one dataflow serves the whole network. `'gemm'`: `gemm` and, in batches,
 *   an operator with the dimensions G, M, N, K.
 * - `branches`: which branch of an If is taken where its condition depends on data, by the node's name. A constant
 *   condition needs none. Without it, the branch with more work is taken, which `assumed` says.
 *
 * @since 0.1.0
 * @category onnx
 */
export type OnnxOptions = {
  readonly dimensions?: Readonly<Record<string, number>>
  readonly shapes?: Readonly<Record<string, readonly number[]>>
  readonly matrixProducts?: MatrixForm
  readonly branches?: Readonly<Record<string, 'then' | 'else'>>
}

/**
 * The kind of layer that matrix products become.
 *
 * @since 0.1.0
 * @category onnx
 */
export type MatrixForm = 'convolution' | 'gemm'

export type CheckedOptions = {
  readonly dimensions: ReadonlyMap<string, number>
  readonly shapes: ReadonlyMap<string, Shape>
  readonly matrixProducts: MatrixForm
  readonly branches: ReadonlyMap<string, 'then' | 'else'>
}

/** So many faults are told apart; options that are junk may have millions. */
export const mostFaults = 50

const entriesOf = (value: unknown, path: string, report: Report): readonly (readonly [string, unknown])[] => {
  if (value === undefined) return []
  if (!isRecord(value)) {
    const hint = `Write ${path} as an object, by name.`
    report.push(fault('Malformed', path, { expected: 'an object', given: show(value), hint }))
    return []
  }
  return Object.keys(value).map((name) => [name, own(value, name)])
}

const readDimensions = (value: unknown, report: Report): ReadonlyMap<string, number> => {
  const dimensions = new Map<string, number>()
  for (const [name, extent] of entriesOf(value, 'options.dimensions', report)) {
    if (isPositiveInteger(extent)) dimensions.set(name, extent)
    else if (report.length < mostFaults)
      report.push(
        fault('InvalidExtent', `options.dimensions.${name.slice(0, 60)}`, {
          expected: 'a positive integer',
          given: show(extent),
          hint: 'Write the extent as a whole number, such as 1.',
        }),
      )
  }
  return dimensions
}

const isShape = (value: unknown): value is Shape =>
  Array.isArray(value) && value.length <= mostAxes && value.every(isNonNegativeInteger)

const readShapes = (value: unknown, report: Report): ReadonlyMap<string, Shape> => {
  const shapes = new Map<string, Shape>()
  for (const [name, given] of entriesOf(value, 'options.shapes', report)) {
    const shape: unknown = Array.isArray(given) ? [...given] : given
    if (isShape(shape)) shapes.set(name, shape)
    else if (report.length < mostFaults)
      report.push(
        fault('InvalidExtent', `options.shapes.${name.slice(0, 60)}`, {
          expected: 'a list of extents, outermost first',
          given: show(given),
          hint: 'Write the shape as a list of whole numbers, such as [1, 3, 224, 224].',
        }),
      )
  }
  return shapes
}

const readForm = (value: unknown, report: Report): MatrixForm => {
  if (value === undefined || value === 'convolution') return 'convolution'
  if (value === 'gemm') return 'gemm'
  const hint = `${typeof value === 'string' ? didYouMean(value, ['convolution', 'gemm']) : ''}Write one of the two.`
  const expected = "'convolution' or 'gemm'"
  report.push(fault('Malformed', 'options.matrixProducts', { expected, given: show(value), hint }))
  return 'convolution'
}

const readBranches = (value: unknown, report: Report): ReadonlyMap<string, 'then' | 'else'> => {
  const branches = new Map<string, 'then' | 'else'>()
  for (const [name, branch] of entriesOf(value, 'options.branches', report)) {
    if (branch === 'then' || branch === 'else') branches.set(name, branch)
    else if (report.length < mostFaults)
      report.push(
        fault('Malformed', `options.branches.${name.slice(0, 60)}`, {
          expected: "'then' or 'else'",
          given: show(branch),
          hint: 'Write which branch of the If is taken.',
        }),
      )
  }
  return branches
}

export const checkOptions = (options: unknown, report: Report): CheckedOptions => {
  const known = ['dimensions', 'shapes', 'matrixProducts', 'branches']
  const record =
    options === undefined ? {} : (readRecord(options, 'options', known, 'Malformed', report) ?? {})
  return {
    dimensions: readDimensions(own(record, 'dimensions'), report),
    shapes: readShapes(own(record, 'shapes'), report),
    matrixProducts: readForm(own(record, 'matrixProducts'), report),
    branches: readBranches(own(record, 'branches'), report),
  }
}

/** How an expectation starts of a name where there can be none. */
const absent = 'absent'

const unknownName = (option: string, name: string, expected: string, known: Iterable<string>) =>
  fault('UnknownDimension', `options.${option}.${name.slice(0, 60)}`, {
    expected,
    given: show(name),
    hint: `${didYouMean(name, [...known].slice(0, 100))}Rename or remove it.`,
    ...(expected.startsWith(absent)
      ? { message: `This model has no symbolic dimensions; remove ${show(name).replace('the text ', '')}.` }
      : {}),
  })

/** Names in an option that the model does not have: a misspelt one would silently say nothing. */
const reportUnknown = (
  option: string,
  given: Iterable<string>,
  known: ReadonlySet<string>,
  expected: string,
  report: Report,
): void => {
  for (const name of given) {
    if (report.length >= mostFaults) return
    if (!known.has(name)) report.push(unknownName(option, name, expected, known))
  }
}

export const reportUnknownNames = (
  { dimensions, shapes }: CheckedOptions,
  known: { readonly dimensions: ReadonlySet<string>; readonly tensors: ReadonlySet<string> },
  report: Report,
): void => {
  const expected =
    known.dimensions.size === 0
      ? 'absent: the model has no symbolic dimensions'
      : `one of the model's dimensions: ${listed([...known.dimensions].slice(0, 100))}`
  reportUnknown('dimensions', dimensions.keys(), known.dimensions, expected, report)
  reportUnknown('shapes', shapes.keys(), known.tensors, "the name of one of the model's tensors", report)
}

/** Branches of what is no If, is not run, or has a constant condition that takes the other branch. */
export const reportUnknownBranches = (
  { branches }: CheckedOptions,
  branching: ReadonlySet<string>,
  report: Report,
): void =>
  reportUnknown(
    'branches',
    branches.keys(),
    branching,
    'the name of an If that is run and whose condition depends on data',
    report,
  )
