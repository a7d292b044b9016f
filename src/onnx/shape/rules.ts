/** The shape of what each operator makes; operators without a rule here keep what the file says about their outputs. */
import { chain, type Either, left, map, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { binary, convolutions, matrixProducts, sameShape, unary, variadic, windowPools } from '../operators'
import {
  axisAttribute,
  type Call,
  fromInput,
  fromInputAnd,
  intOf,
  oneOutput,
  type ShapeRule,
  shapeAt,
  shapesOf,
  textOf,
} from './call'
import { createShapes } from './create'
import { cutShapes } from './cut'
import { einsumShape } from './einsum'
import { attentionOf, gemmOf, matMulOf, type Products } from './matrix'
import { foldedAxesOf, foldShape } from './reduce'
import { renameShapes } from './rename'
import { broadcast, type Shape, withAxis } from './shape'
import { type Axis, convolutionOf, poolAxes, transposedConvolutionOf } from './window'

const outputsOf = (axes: readonly Axis[]): Shape => axes.map(({ output }) => output)

const convolution = (inputAt: number, filterAt: number): ShapeRule =>
  oneOutput((call) =>
    pipe(
      convolutionOf(call, inputAt, filterAt),
      map(({ batch, filters, axes }) => [batch, filters, ...outputsOf(axes)]),
    ),
  )

/** A pool, and of MaxPool the places of the maxima. */
const pool: ShapeRule = (call) =>
  pipe(
    shapeAt(call, 0),
    chain((input) =>
      pipe(
        poolAxes(call),
        map((axes) => [...input.slice(0, 2), ...outputsOf(axes)]),
      ),
    ),
    map((shape) => [shape, shape]),
  )

const transposed = oneOutput((call) =>
  pipe(
    transposedConvolutionOf(call),
    map(({ batch, filters, output }) => [batch, filters, ...output]),
  ),
)

const products =
  (of: (call: Call) => Either<string, Products>): ShapeRule =>
  (call) =>
    pipe(
      of(call),
      map(({ outputs }) => outputs),
    )

const first: ShapeRule = fromInput((input) => right(input))

/** Dropout says which elements it kept, too. */
const firstTwice: ShapeRule = (call) =>
  pipe(
    shapeAt(call, 0),
    map((shape) => [shape, shape]),
  )

/** Before operator set 7, `broadcast` said that the second operand adapts to the first. */
const stretched: ShapeRule = oneOutput((call) =>
  intOf(call, 'broadcast', 0) === 0 ? pipe(shapesOf(call), chain(broadcast)) : shapeAt(call, 0),
)

const topK: ShapeRule = (call) =>
  pipe(
    fromInputAnd(1, 'k', (input, [k = 0]) =>
      pipe(
        axisAttribute(call, -1, input.length),
        map((axis) => withAxis(input, axis, k)),
      ),
    )(call),
    map(([shape = []]) => [shape, shape]),
  )

/** Y of a recurrent operator, `[sequence, directions, batch, hidden]`, and its last states. */
const recurrent: ShapeRule = (call) =>
  pipe(
    shapeAt(call, 0),
    chain((input) => {
      const [sequence = 0, batch = 0] = input
      const hidden = intOf(call, 'hidden_size', 0)
      const directions = textOf(call, 'direction', 'forward') === 'bidirectional' ? 2 : 1
      if (intOf(call, 'layout', 0) !== 0 || input.length !== 3 || hidden === 0)
        return left('Its layout is not followed here.')
      const state = [directions, batch, hidden]
      return right([[sequence, ...state], state, state])
    }),
  )

const others: { readonly [op: string]: ShapeRule } = {
  ...renameShapes,
  ...cutShapes,
  ...createShapes,
  ConvTranspose: transposed,
  Gemm: products(gemmOf),
  Attention: products(attentionOf),
  Einsum: einsumShape,
  Dropout: firstTwice,
  DynamicQuantizeLinear: (call) =>
    pipe(
      first(call),
      map(([shape = []]) => [shape, [], []]),
    ),
  TopK: topK,
  GRU: recurrent,
  LSTM: recurrent,
  RNN: recurrent,
}

/** The rule of an operator, if there is one. */
export const shapeRuleOf = (op: string): ShapeRule | undefined => {
  if (Object.hasOwn(others, op)) return others[op]
  const operands = Object.hasOwn(convolutions, op) ? convolutions[op] : undefined
  if (operands !== undefined) return convolution(...operands)
  const factors = Object.hasOwn(matrixProducts, op) ? matrixProducts[op] : undefined
  if (factors !== undefined) return products((call) => matMulOf(call, ...factors))
  if (windowPools.has(op)) return pool
  if (binary.has(op) || variadic.has(op)) return stretched
  if (unary.has(op) || sameShape.has(op)) return first
  const folded = foldedAxesOf(op)
  return folded === undefined ? undefined : foldShape(folded)
}
