/**
 * The constructors of layers. They never fail; `analyze` and `estimate` check what they built.
 */
import { rethrowIfExhausted } from '../internal/exhausted'
import { mostDimensions } from '../internal/limits'
import { withElements } from './elements'
import type { CustomLayer, ElementwiseLayer, PlainLayer, WindowLayer } from './layer'
import type { Operator } from './operator'
import type {
  BatchExtent,
  ChannelwiseShape,
  Conv2dShape,
  ElementwiseShape,
  FullyConnectedShape,
  GemmShape,
  GroupedConv2dShape,
  LayerOptions,
  TransposedConv2dShape,
} from './shapes'

// Constructors accept anything, getters that throw included, so the argument is unknown to them.
type Given = { readonly [key: string]: unknown }

const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A frozen copy of an object; any other value is what it is. */
const fixed = (value: unknown): unknown => (isObject(value) ? Object.freeze({ ...value }) : value)

/** A number for both axes as one for each; anything else as it is. */
export const perAxis = <V>(value: V | number): V | { readonly y: number; readonly x: number } =>
  typeof value === 'number' ? { y: value, x: value } : value

const perSide = (value: unknown): unknown => {
  if (typeof value === 'number')
    return Object.freeze({ top: value, bottom: value, left: value, right: value })
  if (!isObject(value)) return value
  const { y, x, ...rest } = value
  return typeof y === 'number' && typeof x === 'number' && Object.keys(rest).length === 0
    ? Object.freeze({ top: y, bottom: y, left: x, right: x })
    : fixed(value)
}

/** A frozen copy of a list; one that is longer than any that is accepted stays as it is. */
const fixedList = (value: unknown, entry: (value: unknown) => unknown): unknown =>
  Array.isArray(value) && value.length <= mostDimensions ? Object.freeze(value.map(entry)) : value

const fixedOperands = (operands: unknown): unknown =>
  fixedList(operands, (operand) => fixedList(operand, (dimension) => dimension))

/** Builds with `build`; if the given object cannot even be read, keeps it for the check to report. */
const built = <L>(kind: string, given: unknown, build: (given: Given) => unknown): L => {
  const raw = { kind, name: '', sizes: given }
  // Public functions check every property, so a wrongly typed one is reported there.
  try {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return raw as L
    return Object.freeze(build(given as Given)) as L
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return raw as L
  }
}

const windowed =
  <Shape>(kind: WindowLayer['kind']) =>
  (given: Shape): WindowLayer =>
    built(kind, given, (of) => {
      const { name = '', stride = 1, dilation = 1, padding = 0, precision, density, N = 1, ...sizes } = of
      const made = {
        kind,
        name,
        sizes: Object.freeze({ N, ...sizes }),
        stride: fixed(perAxis(stride)),
        dilation: fixed(perAxis(dilation)),
        padding: perSide(padding),
      }
      return withElements(made, precision, density)
    })

const plain =
  <Shape, const Kind extends PlainLayer['kind']>(kind: Kind, batch: BatchExtent) =>
  (given: Shape): PlainLayer<Kind> =>
    built(kind, given, ({ name = '', precision, density, ...sizes }) =>
      withElements({ kind, name, sizes: Object.freeze({ ...batch, ...sizes }) }, precision, density),
    )

/**
 * A convolution: `output[N, K, Y', X'] += filter[K, C, R, S] · input[N, C, sy·Y' + dy·R, sx·X' + dx·S]`.
 *
 * @param given - Extents and options: K, C, R, S, and rows and columns of the input or the output.
 *
 * @example
 * ```ts
 * import { conv2d } from 'maestro-dataflow'
 *
 * conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 56, X: 56, padding: 1, name: 'conv2_1' }).kind // => 'conv2d'
 * conv2d({ K: 64, C: 3, R: 7, S: 7, "Y'": 112, "X'": 112, stride: 2 }).stride // => { y: 2, x: 2 }
 * ```
 * @function
 * @since 0.1.0
 * @category layers
 */
export const conv2d: (given: Conv2dShape) => WindowLayer = /* @__PURE__ */ windowed('conv2d')

/**
 * A depthwise convolution: each of the C channels has a filter of its own.
 *
 * @param given - Extents and options: C, R, S, and rows and columns of the input or the output.
 *
 * @example
 * ```ts
 * import { depthwiseConv2d } from 'maestro-dataflow'
 *
 * depthwiseConv2d({ C: 128, R: 3, S: 3, Y: 58, X: 58 }).sizes['C'] // => 128
 * ```
 * @function
 * @since 0.1.0
 * @category layers
 */
export const depthwiseConv2d: (given: ChannelwiseShape) => WindowLayer =
  /* @__PURE__ */ windowed('depthwiseConv2d')

/**
 * A grouped convolution: G groups of K filters over C channels each. K and C are per group: 128 channels to 128 filters in
 * 32 groups (`groups=32` elsewhere) are `G: 32, K: 4, C: 4`; with `K: 128, C: 128` the layer does 1,024 times that work.
 *
 * @param given - Extents and options: G, K and C per group, R, S, and rows and columns of the input or the output.
 *
 * @example
 * ```ts
 * import { groupedConv2d } from 'maestro-dataflow'
 *
 * groupedConv2d({ G: 32, K: 4, C: 4, R: 3, S: 3, Y: 58, X: 58 }).sizes['G'] // => 32
 * ```
 * @function
 * @since 0.1.0
 * @category layers
 */
export const groupedConv2d: (given: GroupedConv2dShape) => WindowLayer =
  /* @__PURE__ */ windowed('groupedConv2d')

/**
 * A transposed convolution: `output[N, K, sy·Y + dy·R, sx·X + dx·S] += filter[K, C, R, S] · input[N, C, Y, X]`.
 *
 * @param given - Extents and options: K, C, R, S, and the rows Y and columns X of the input.
 *
 * @example
 * ```ts
 * import { transposedConv2d } from 'maestro-dataflow'
 *
 * transposedConv2d({ K: 64, C: 128, R: 2, S: 2, Y: 28, X: 28, stride: 2 }).kind // => 'transposedConv2d'
 * ```
 * @function
 * @since 0.1.0
 * @category layers
 */
export const transposedConv2d: (given: TransposedConv2dShape) => WindowLayer =
  /* @__PURE__ */ windowed('transposedConv2d')

/**
 * Pooling: one operation per element of each window. The stride is 1 unless given.
 *
 * @param given - Extents and options: C, the window's R and S, and rows and columns of the input or the output.
 *
 * @example
 * ```ts
 * import { pool2d } from 'maestro-dataflow'
 *
 * pool2d({ C: 64, R: 2, S: 2, Y: 112, X: 112, stride: 2 }).kind // => 'pool2d'
 * ```
 * @function
 * @since 0.1.0
 * @category layers
 */
export const pool2d: (given: ChannelwiseShape) => WindowLayer = /* @__PURE__ */ windowed('pool2d')

/**
 * A matrix product: `C[M, N] += A[M, K] · B[K, N]`.
 *
 * @param given - The extents M, N and K, and options.
 *
 * @example
 * ```ts
 * import { gemm } from 'maestro-dataflow'
 *
 * gemm({ M: 512, N: 1024, K: 768 }).sizes // => { M: 512, N: 1024, K: 768 }
 * ```
 * @function
 * @since 0.1.0
 * @category layers
 */
export const gemm: (given: GemmShape) => PlainLayer<'gemm'> = /* @__PURE__ */ plain('gemm', {})

/**
 * A fully connected layer: `output[N, K] += filter[K, C] · input[N, C]`. It shares the convolutions' dimension names,
 * so the dataflow of a network serves its last layers too.
 *
 * @param given - The extents K and C, the batch N (1 by default), and options.
 *
 * @example
 * ```ts
 * import { fullyConnected } from 'maestro-dataflow'
 *
 * fullyConnected({ K: 1000, C: 2048 }).sizes // => { N: 1, K: 1000, C: 2048 }
 * ```
 * @function
 * @since 0.1.0
 * @category layers
 */
export const fullyConnected: (given: FullyConnectedShape) => PlainLayer<'fullyConnected'> =
  /* @__PURE__ */ plain('fullyConnected', { N: 1 })

/**
 * An elementwise operation, one for each element of its output: `output[N, C, Y, X] = a[N, C, Y, X] ∘ b[N, C, Y, X]`.
 * It reads two operands, named `a` and `b`, unless `operands` gives their number (1 to 7) or the dimensions of each.
 *
 * @param given - The extents C, Y and X of the output, the batch N (1 by default), its operands and options.
 *
 * @example
 * ```ts
 * import { elementwise } from 'maestro-dataflow'
 *
 * elementwise({ C: 256, Y: 56, X: 56 }).sizes['N'] // => 1
 * elementwise({ C: 256, Y: 56, X: 56, operands: 1, name: 'relu' }).operands // => 1
 *
 * // A scale and a shift for each channel: input, scale, shift.
 * const normalize = elementwise({ C: 256, Y: 56, X: 56, operands: [['N', 'C', 'Y', 'X'], ['C'], ['C']] })
 * normalize.operands // => [['N', 'C', 'Y', 'X'], ['C'], ['C']]
 * ```
 * @since 0.1.0
 * @category layers
 */
export const elementwise = (given: ElementwiseShape): ElementwiseLayer =>
  built('elementwise', given, ({ name = '', N = 1, operands, precision, density, ...sizes }) => {
    const made = {
      kind: 'elementwise',
      name,
      sizes: Object.freeze({ N, ...sizes }),
      ...(operands === undefined ? {} : { operands: fixedOperands(operands) }),
    }
    return withElements(made, precision, density)
  })

/**
 * A layer of an operator of your own; `sizes` has exactly the operator's dimensions. In place of the name there may be
 * {@link LayerOptions}.
 *
 * @param of - The operator, as {@link operator} makes it.
 * @param sizes - The extent of each of the operator's dimensions: positive integers by name.
 * @param options - The name of the layer, or its options; no name by default.
 *
 * @example
 * ```ts
 * import { layer, operator } from 'maestro-dataflow'
 *
 * const dot = operator({
 *   name: 'dot',
 *   dimensions: ['I'],
 *   tensors: [
 *     { name: 'a', role: 'input', axes: [[{ dimension: 'I' }]] },
 *     { name: 'b', role: 'input', axes: [[{ dimension: 'I' }]] },
 *     { name: 'sum', role: 'output', axes: [] },
 *   ],
 * })
 * layer(dot, { I: 1024 }).sizes // => { I: 1024 }
 * ```
 * @since 0.1.0
 * @category layers
 */
export const layer = <const O extends Operator>(
  of: O,
  sizes: { readonly [D in O['dimensions'][number]]: number },
  options: string | LayerOptions = '',
): CustomLayer<O['dimensions'][number]> => {
  // Whatever it is, the check of the layer reports what is wrong with it.
  if (typeof options !== 'object' || options === null)
    return { kind: 'custom', name: options, operator: of, sizes }
  const custom = (name: string, precision: unknown, density: unknown): CustomLayer<O['dimensions'][number]> =>
    withElements({ kind: 'custom', name, operator: of, sizes }, precision, density)
  try {
    const { name = '', precision, density } = options
    return custom(name, precision, density)
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return custom(options as unknown as string, undefined, undefined)
  }
}
