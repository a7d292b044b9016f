/** The shape of what each operator makes; operators without a rule here keep what the file says about their outputs. */
import { map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { sameShape } from '../operators'
import { einsumShape } from '../work/einsum'
import { workRuleOf } from '../work/rules'
import {
  axisAttribute,
  fromInput,
  fromInputAndNumber,
  intOf,
  oneOutput,
  type ShapeRule,
  shapeAt,
} from './call'
import { createShapes } from './create'
import { cutShapes } from './cut'
import { renameShapes } from './rename'
import { withAxis } from './shape'
import { convolutionOf } from './window'

const first: ShapeRule = fromInput((input) => right(input))

/** Dropout says which elements it kept, too. */
const firstTwice: ShapeRule = (call) =>
  pipe(
    shapeAt(call, 0),
    map((shape) => [shape, shape]),
  )

const topK: ShapeRule = (call) =>
  pipe(
    fromInputAndNumber(1, 'k', (input, k) =>
      pipe(
        axisAttribute(call, -1, input.length),
        map((axis) => withAxis(input, axis, k)),
      ),
    )(call),
    map(([shape = []]) => [shape, shape]),
  )

/** Sampled at places that a grid or boxes give; a window that may be deformed. */
const sampled: { readonly [op: string]: ShapeRule } = {
  DeformConv: oneOutput((call) =>
    pipe(
      convolutionOf(call, 0, 1),
      map(({ batch, filters, axes }) => [batch, filters, ...axes.map(({ output }) => output)]),
    ),
  ),
  GridSample: oneOutput((call) =>
    pipe(
      sequenceArray([shapeAt(call, 0), shapeAt(call, 1)]),
      map(([input = [], grid = []]) => [...input.slice(0, 2), ...grid.slice(1, -1)]),
    ),
  ),
  RoiAlign: oneOutput((call) =>
    pipe(
      sequenceArray([shapeAt(call, 0), shapeAt(call, 1)]),
      map(([input = [], boxes = []]) => [
        boxes[0] ?? 0,
        input[1] ?? 0,
        intOf(call, 'output_height', 1),
        intOf(call, 'output_width', 1),
      ]),
    ),
  ),
}

/** Each operand has a scale and a zero point behind it, and the result's stand before all of them. */
const quantizedConcat: ShapeRule = (call) =>
  cutShapes['Concat']!({ ...call, inputs: call.inputs.slice(2).filter((_, at) => at % 3 === 0) })

const others: { readonly [op: string]: ShapeRule } = {
  ...renameShapes,
  ...cutShapes,
  ...createShapes,
  Einsum: einsumShape,
  ...sampled,
  Dropout: firstTwice,
  TopK: topK,
  'com.microsoft:QLinearConcat': quantizedConcat,
}

const outputsOfWork = (op: string): ShapeRule | undefined => {
  const rule = workRuleOf(op)
  return rule === undefined
    ? undefined
    : (call) =>
        pipe(
          rule(call),
          map(({ outputs }) => outputs),
        )
}

/** The rule of an operator, if there is one. */
export const shapeRuleOf = (op: string): ShapeRule | undefined => {
  if (Object.hasOwn(others, op)) return others[op]
  return sameShape.has(op) ? first : outputsOfWork(op)
}
