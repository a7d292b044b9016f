/**
 * Softmax and its kin, in the steps of their definitions as functions in the ONNX specification
 * (https://onnx.ai/onnx/operators): each step reads and writes a tensor, none is fused with another.
 */
import { chain, map } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { axisAttribute, type Call, intOf, shapeAt } from '../shape/call'
import type { Shape } from '../shape/shape'
import { attention, elements, fold, type Step, scalar, type WorkRule, without } from './work'

/** Differences from the largest, their exponentials, and the sum of these. */
const exponentials = (shape: Shape, axis: number): readonly Step[] => {
  const row = without(shape, [axis])
  return [
    fold('max', shape, [axis]),
    elements('subtract', shape, shape, row),
    elements('exp', shape, shape),
    fold('sum', shape, [axis]),
  ]
}

/** One layer: scores of attention have the axes of its sequences, heads, queries and keys, others any. */
const softmaxLayer = (shape: Shape, axis: number): Step => {
  const [batch = 1, heads = 1, third = 1, fourth = 1, keys = 1] = shape
  const isLast = axis === shape.length - 1
  if (isLast && shape.length === 4)
    return attention('0', 'softmax', { batch, heads, shared: 1, queries: third, keys: fourth, width: 1 })
  return isLast && shape.length === 5
    ? attention('0', 'softmax', { batch, heads, shared: third, queries: fourth, keys, width: 1 })
    : elements('0', shape, shape)
}

export const softmaxSteps = (shape: Shape, axis: number): readonly Step[] => [
  ...exponentials(shape, axis),
  elements('divide', shape, shape, without(shape, [axis])),
]

const logSoftmaxSteps = (shape: Shape, axis: number): readonly Step[] => {
  const row = without(shape, [axis])
  return [...exponentials(shape, axis), elements('log', row, row), elements('shift', shape, shape, row)]
}

const normSteps = (shape: Shape, axis: number, call: Call): readonly Step[] => {
  const row = without(shape, [axis])
  const isEuclidean = intOf(call, 'p', 2) === 2
  return [
    elements(isEuclidean ? 'square' : 'magnitude', shape, shape),
    fold('sum', shape, [axis]),
    ...(isEuclidean ? [elements('root', row, row)] : []),
    elements('divide', shape, shape, row),
  ]
}

const alongAxis =
  (
    steps: (shape: Shape, axis: number, call: Call) => readonly Step[],
    merged?: (shape: Shape, axis: number) => Step,
  ): WorkRule =>
  (call) =>
    pipe(
      shapeAt(call, 0),
      chain((shape) =>
        pipe(
          axisAttribute(call, -1, shape.length),
          map((axis) => ({
            steps: steps(shape, axis, call),
            ...(merged === undefined ? {} : { merged: [merged(shape, axis)] }),
            outputs: [shape],
          })),
        ),
      ),
    )

/** Bounds of the data, then their quantization; the scale and the zero point are scalars of these. */
export const dynamicQuantizationSteps = (shape: Shape): readonly Step[] => {
  const all = shape.map((_, axis) => axis)
  return [
    fold('min', shape, all),
    fold('max', shape, all),
    elements('quantize', shape, shape, scalar, scalar),
  ]
}

export const softmaxRules: { readonly [op: string]: WorkRule } = {
  Softmax: alongAxis(softmaxSteps, softmaxLayer),
  LogSoftmax: alongAxis(logSoftmaxSteps),
  /** The place of the largest; writing a 1 there is no arithmetic. */
  Hardmax: alongAxis((shape, axis) => [fold('0', shape, [axis])]),
  LpNormalization: alongAxis(normSteps),
  DynamicQuantizeLinear: (call) =>
    pipe(
      shapeAt(call, 0),
      map((shape) => ({ steps: dynamicQuantizationSteps(shape), outputs: [shape, scalar, scalar] })),
    ),
}
