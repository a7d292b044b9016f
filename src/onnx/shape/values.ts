/**
 * The numbers of small tensors that do not depend on data, so that shapes computed from shapes (Shape, Gather, Mul,
 * Concat, Reshape) are followed. Every rule may give up: then the numbers are not known.
 */
import { isRight } from 'fp-ts/Either'
import type { Values } from '../format/model'
import { isIntegerType, mostValues } from '../format/read-tensor'
import { type Call, intOf, shapeAt, valuesAt } from './call'
import { listedAxes } from './create'
import { cutsOf, partsOf } from './cut'
import { elementsOf, type Shape } from './shape'

/** Elements times operands that are looked at for a node; a bound on what a hostile model can ask for. */
const mostWork = 16 * mostValues

/** What may still be looked at for all nodes of a model together. */
export type ValueAllowance = { values: number }

/** Shapes that are computed from shapes take a few numbers for each node; a network has thousands of nodes. */
export const mostWorkInAll = 1_000_000

type ValueRule = (call: Call, shape: Shape) => Values | undefined

const integers = (data: readonly number[]): Values => ({ data, integer: true })

const inputShape = (call: Call, at: number): Shape | undefined => {
  const shape = shapeAt(call, at)
  return isRight(shape) ? shape.right : undefined
}

const asGiven: ValueRule = (call) => valuesAt(call, 0)

/** Which element of an operand stands at a place of the shape that it stretches to. */
const placeIn = (operand: Shape, shape: Shape, place: number): number => {
  let rest = place
  let step = 1
  let at = 0
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = operand[axis - shape.length + operand.length] ?? 1
    if (extent !== 1) at += (rest % shape[axis]!) * step
    rest = Math.floor(rest / shape[axis]!)
    step *= extent
  }
  return at
}

type Combine = (numbers: readonly number[], integer: boolean) => number

/** Element by element over everything that the inputs stretch to. */
const stretched =
  (combine: Combine, isInteger?: true): ValueRule =>
  (call, shape) => {
    const operands = call.inputs.map((_, at) => ({ shape: inputShape(call, at), values: valuesAt(call, at) }))
    const integer = operands.every(({ values }) => values?.integer !== false)
    const data: number[] = []
    for (let place = 0; place < elementsOf(shape); place++) {
      const numbers: number[] = []
      for (const { shape: of, values } of operands) {
        if (of === undefined || values === undefined) return undefined
        numbers.push(values.data[placeIn(of, shape, place)]!)
      }
      const number = combine(numbers, integer)
      data.push(integer ? number : Math.fround(number)) // models compute in single precision, and round it
    }
    return { data, integer: isInteger ?? integer }
  }

const two = (combine: (a: number, b: number, integer: boolean) => number, isInteger?: true): ValueRule =>
  stretched(([a = 0, b = 0], integer) => combine(a, b, integer), isInteger)

const truth = (holds: (a: number, b: number) => boolean): ValueRule =>
  two((a, b) => (holds(a, b) ? 1 : 0), true)

const each = (change: (number: number) => number): ValueRule => stretched(([a = 0]) => change(a))

const constant: ValueRule = ({ node }) => {
  const [value] = node.attributes
  if (value === undefined) return undefined
  if (value.tensor !== undefined) return value.tensor.values
  if (value.name === 'value_int') return integers([value.int ?? 0])
  if (value.name === 'value_ints') return integers(value.ints)
  if (value.name === 'value_float') return { data: [value.float ?? 0], integer: false }
  return value.name === 'value_floats' ? { data: value.floats, integer: false } : undefined
}

const filled: ValueRule = ({ node }, shape) => {
  const fill = node.attributes.find(({ name }) => name === 'value')
  const values = fill === undefined ? { data: [0], integer: false } : fill.tensor?.values
  return values?.data.length === 1
    ? { data: Array.from({ length: elementsOf(shape) }, () => values.data[0]!), integer: values.integer }
    : undefined
}

const cast: ValueRule = (call) => {
  const values = valuesAt(call, 0)
  const integer = isIntegerType(intOf(call, 'to', 0))
  if (values === undefined) return undefined
  if (intOf(call, 'to', 0) === 9) return integers(values.data.map((number) => (number === 0 ? 0 : 1)))
  return { data: integer ? values.data.map(Math.trunc) : values.data, integer }
}

/** Elements of a row of numbers, counted from the front or the back. */
const gathered: ValueRule = (call) => {
  const from = valuesAt(call, 0)
  const indices = valuesAt(call, 1)
  if (from === undefined || indices === undefined || inputShape(call, 0)?.length !== 1) return undefined
  const data = indices.data.map((index) => from.data.at(index))
  return data.every((number) => number !== undefined) ? { data, integer: from.integer } : undefined
}

/** Rows of numbers one after another. */
const joined: ValueRule = (call, shape) => {
  const rows = call.inputs.map((_, at) => valuesAt(call, at))
  if (shape.length !== 1 || !rows.every((row) => row !== undefined)) return undefined
  return { data: rows.flatMap(({ data }) => data), integer: rows.every(({ integer }) => integer) }
}

const sliced: ValueRule = (call) => {
  const values = valuesAt(call, 0)
  const shape = inputShape(call, 0)
  if (values === undefined || shape?.length !== 1) return undefined
  const cuts = cutsOf(call, shape)
  if (!isRight(cuts)) return undefined
  const data = cuts.right.reduce<readonly number[]>(
    (numbers, { from, step, count }) => Array.from({ length: count }, (_, i) => numbers[from + i * step]!),
    values.data,
  )
  return { data, integer: values.integer }
}

const counted: ValueRule = (call, shape) => {
  const [start, , step] = [0, 1, 2].map((at) => valuesAt(call, at))
  if (start === undefined || step === undefined) return undefined
  const from = start.data[0] ?? 0
  const by = step.data[0] ?? 1
  return {
    data: Array.from({ length: elementsOf(shape) }, (_, i) => from + i * by),
    integer: start.integer && step.integer,
  }
}

/** All numbers folded into one. */
const folded =
  (fold: (so: number, next: number) => number): ValueRule =>
  (call, shape) => {
    const values = valuesAt(call, 0)
    if (values === undefined || values.data.length === 0 || elementsOf(shape) !== 1) return undefined
    return { data: [values.data.reduce(fold)], integer: values.integer }
  }

const divide = (a: number, b: number, integer: boolean): number => (integer ? Math.trunc(a / b) : a / b)

/** Mod with the divisor's sign (JavaScript's % has the dividend's). */
const modulo = (a: number, b: number): number => a - b * Math.floor(a / b)

const rules: { readonly [op: string]: ValueRule } = {
  Identity: asGiven,
  Reshape: asGiven,
  Flatten: asGiven,
  Squeeze: asGiven,
  Unsqueeze: asGiven,
  Dropout: asGiven,
  Constant: constant,
  ConstantOfShape: filled,
  Shape: (call) => {
    const shape = inputShape(call, 0)
    return shape === undefined ? undefined : integers(listedAxes(call, shape))
  },
  Size: (call) => {
    const shape = inputShape(call, 0)
    return shape === undefined ? undefined : integers([elementsOf(shape)])
  },
  Cast: cast,
  Gather: gathered,
  Concat: joined,
  Slice: sliced,
  Range: counted,
  Expand: (call, shape) => stretched(([a = 0]) => a)({ ...call, inputs: call.inputs.slice(0, 1) }, shape),
  Add: two((a, b) => a + b),
  Sub: two((a, b) => a - b),
  Mul: two((a, b) => a * b),
  Div: two(divide),
  Mod: two(modulo),
  Pow: two((a, b) => a ** b),
  Max: stretched((numbers) => numbers.reduce((a, b) => Math.max(a, b))),
  Min: stretched((numbers) => numbers.reduce((a, b) => Math.min(a, b))),
  Equal: truth((a, b) => a === b),
  Greater: truth((a, b) => a > b),
  GreaterOrEqual: truth((a, b) => a >= b),
  Less: truth((a, b) => a < b),
  LessOrEqual: truth((a, b) => a <= b),
  And: truth((a, b) => a !== 0 && b !== 0),
  Or: truth((a, b) => a !== 0 || b !== 0),
  Not: each((a) => (a === 0 ? 1 : 0)),
  Where: stretched(([condition = 0, a = 0, b = 0]) => (condition === 0 ? b : a)),
  Neg: each((a) => -a),
  Abs: each(Math.abs),
  Floor: each(Math.floor),
  Ceil: each(Math.ceil),
  Sqrt: each(Math.sqrt),
  ReduceProd: folded((so, next) => so * next),
  ReduceSum: folded((so, next) => so + next),
  ReduceMax: folded((so, next) => Math.max(so, next)),
  ReduceMin: folded((so, next) => Math.min(so, next)),
}

const splitValues = (call: Call, shapes: readonly Shape[]): readonly (Values | undefined)[] => {
  const values = valuesAt(call, 0)
  const shape = inputShape(call, 0)
  if (values === undefined || shape?.length !== 1) return shapes.map(() => undefined)
  const cut = partsOf(call, shape)
  let from = 0
  return shapes.map((_, i) => {
    const part = isRight(cut) ? (cut.right.parts[i] ?? 0) : 0
    from += part
    return { data: values.data.slice(from - part, from), integer: values.integer }
  })
}

/** The numbers of the outputs of a node, where they are few and do not depend on data. */
export const valuesOf = (
  call: Call,
  shapes: readonly Shape[],
  allowance: ValueAllowance,
): readonly (Values | undefined)[] => {
  const { op } = call
  const rule = Object.hasOwn(rules, op) ? rules[op] : undefined
  if (rule === undefined && op !== 'Split') return []
  const work = call.inputs.length + 1
  const few = shapes.every((shape) => elementsOf(shape) <= mostValues && elementsOf(shape) * work <= mostWork)
  if (!few || allowance.values <= 0) return []
  for (const shape of shapes) allowance.values -= elementsOf(shape) * work
  if (op === 'Split') return splitValues(call, shapes)
  return shapes.map((shape, i) => {
    const values = i === 0 ? rule?.(call, shape) : undefined
    return values?.data.length === elementsOf(shape) ? values : undefined
  })
}
