/** What the caller may say about a model, and the check of it. */
import { fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { isNonNegativeInteger } from '../internal/arithmetic'
import {
  integer,
  mapOf,
  mostFaults,
  optional,
  optionalWord,
  optionsOf,
  type Read,
  unwanted,
  wordOf,
} from '../internal/readers'
import { mostAxes, type Shape } from './shape/shape'

/**
 * Information that the bytes do not contain.
 *
 * - `dimensions`: extents for the model's symbolic dimensions, by name, as in `{ batch: 1, sequence: 128 }`.
 * - `shapes`: shapes of tensors by name, for inputs without any and for operators whose output depends on data. They
 *   win over the shapes in the file.
 * - `matrixProducts`: the kind of layer that Gemm, MatMul and attention become. `'convolution'` (default): `fullyConnected` and, in
 *   batches, `groupedConv2d` of 1 × 1, so that one dataflow serves the whole network. `'gemm'`: `gemm` and, in batches,
 *   `batchedMatrixProduct`. `'transformer'`: the layers of `transformerBlock` where they are the same, so that
 *   `languageModelDataflow` serves the whole model: `fullyConnected` and, in batches, `batchedMatrixProduct`; the products
 *   before and after a softmax as `attentionScores` and `attentionContext` (`groupedScores` and `groupedContext` where query
 *   heads share keys); softmax, normalizations and rotary embeddings as one layer each, with one operation for each element.
 * - `branches`: which branch of an If is taken where its condition depends on data, by the node's name. A constant
 *   condition needs none. Without it, the branch with more work is taken, and `assumed` reports it.
 *
 * @since 0.1.0
 * @category onnx
 */
export type OnnxOptions = {
  /** The extent of each symbolic dimension, by name, such as `{ batch: 1, sequence: 128 }`. */
  readonly dimensions?: Readonly<Record<string, number>>
  /** Shapes of tensors that the file does not give, by name. */
  readonly shapes?: Readonly<Record<string, readonly number[]>>
  /** The kind of layer that matrix products become: `'convolution'` (the default), `'gemm'` or `'transformer'`. */
  readonly matrixProducts?: MatrixForm
  /** The branch of each If that is taken, by the node's name; the one with more work by default. */
  readonly branches?: Readonly<Record<string, 'then' | 'else'>>
}

/**
 * The kind of layer that matrix products become, and in transformers the operations between them.
 *
 * @since 0.1.0
 * @category onnx
 */
export type MatrixForm = 'convolution' | 'gemm' | 'transformer'

export type CheckedOptions = {
  readonly dimensions: ReadonlyMap<string, number>
  readonly shapes: ReadonlyMap<string, Shape>
  readonly matrixProducts: MatrixForm
  readonly branches: ReadonlyMap<string, 'then' | 'else'>
}

const isShape = (value: unknown): value is Shape =>
  Array.isArray(value) && value.length <= mostAxes && value.every(isNonNegativeInteger)

const readShape: Read<Shape> = (value, path, key, report) => {
  const shape: unknown = Array.isArray(value) ? [...value] : value // a copy: it is checked and kept
  if (isShape(shape)) return shape
  report.push(
    unwanted(
      path + key,
      {
        tag: 'InvalidExtent',
        expected: 'a list of extents, outermost first',
        hint: 'Write the shape as a list of whole numbers, such as [1, 3, 224, 224].',
      },
      value,
    ),
  )
  return []
}

const namesOf = <A>(read: Read<A>): Read<ReadonlyMap<string, A>> =>
  optional(mapOf(read), new Map<string, A>())

const readOptions = /* @__PURE__ */ optionsOf<CheckedOptions>({
  dimensions: /* @__PURE__ */ namesOf(
    /* @__PURE__ */ integer(1, 'InvalidExtent', 'Write the extent as a whole number, such as 1.'),
  ),
  shapes: /* @__PURE__ */ namesOf(readShape),
  matrixProducts: /* @__PURE__ */ optionalWord<MatrixForm>(['convolution', 'gemm', 'transformer']),
  branches: /* @__PURE__ */ namesOf(
    /* @__PURE__ */ wordOf<'then' | 'else'>(['then', 'else'], 'Write which branch of the If is taken.'),
  ),
})

export const checkOptions = (options: unknown, report: Report): CheckedOptions =>
  readOptions(options, '', 'options', report)

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
