/** Shapes of operators whose output follows from numbers: constants, ranges, resized images. */
import { chain, type Either, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { mostNumbers } from '../format/wire'
import {
  attributeOf,
  axesAt,
  axisAttribute,
  type Call,
  floatsOf,
  fromInput,
  fromInputAndNumber,
  hasInput,
  intOf,
  intsOf,
  numberAt,
  oneOutput,
  requiredNumbersAt,
  type ShapeRule,
  shapeAt,
  textOf,
  valuesAt,
} from './call'
import { type Shape, showShape } from './shape'

const listOf: { readonly [attribute: string]: 'ints' | 'floats' | 'texts' } = {
  value_ints: 'ints',
  value_floats: 'floats',
  value_strings: 'texts',
}
const scalars: readonly string[] = ['value_int', 'value_float', 'value_string']

const constant = oneOutput(({ node }): Either<string, Shape> => {
  const [value] = node.attributes
  if (value?.tensor !== undefined) return right(value.tensor.dims)
  if (value !== undefined && scalars.includes(value.name)) return right([])
  const list = value === undefined ? undefined : listOf[value.name]
  if (value === undefined || list === undefined) return left('Its value is of a kind that is not read here.')
  return value[list].length > mostNumbers
    ? left(`It has more than ${mostNumbers} numbers.`)
    : right([value[list].length])
})

/** The axes that Shape lists. */
export const listedAxes = (call: Call, input: Shape): Shape =>
  input.slice(intOf(call, 'start', 0), intOf(call, 'end', input.length))

const range = oneOutput((call) =>
  pipe(
    sequenceArray(['start', 'limit', 'delta'].map((name, at) => numberAt(call, at, name))),
    map(([start = 0, limit = 0, step = 1]) => [Math.max(0, Math.ceil((limit - start) / step))]),
  ),
)

const oneHot = fromInputAndNumber(1, 'depth', (indices, depth, call) =>
  pipe(
    axisAttribute(call, -1, indices.length + 1),
    map((axis) => [...indices.slice(0, axis), depth, ...indices.slice(axis)]),
  ),
)

/** Numbers for some axes as numbers for all; `absent` where none is given. */
const onAllAxes = (
  input: Shape,
  axes: readonly number[],
  numbers: readonly number[],
  absent: Shape,
): Either<string, readonly number[]> =>
  numbers.length === axes.length
    ? right(input.map((_, axis) => (axes.includes(axis) ? numbers[axes.indexOf(axis)]! : absent[axis]!)))
    : left(`Its ${showShape(numbers)} do not fit ${showShape(input)}.`)

const scaled = (input: Shape, scales: readonly number[]): Shape =>
  input.map((extent, axis) => Math.floor(extent * scales[axis]!))

/** Resize has `sizes`, or else `scales`, which stood one place earlier at first. */
const resizeTo = (call: Call, input: Shape, axes: readonly number[]): Either<string, Shape> => {
  const bySizes = hasInput(call, 3) && valuesAt(call, 3)?.data.length !== 0
  if (bySizes)
    return pipe(
      requiredNumbersAt(call, 3, 'sizes'),
      chain((sizes) => onAllAxes(input, axes, sizes, input)),
    )
  const unscaled = input.map(() => 1)
  return pipe(
    requiredNumbersAt(call, call.inputs.length === 2 ? 1 : 2, 'scales'),
    chain((scales) => onAllAxes(input, axes, scales, unscaled)),
    map((scales) => scaled(input, scales)),
  )
}

const resize = fromInput((input, call) =>
  textOf(call, 'keep_aspect_ratio_policy', 'stretch') === 'stretch'
    ? pipe(
        axesAt({ ...call, inputs: [] }, 0, input.length),
        chain((axes) => resizeTo(call, input, axes ?? input.map((_, axis) => axis))),
      )
    : left('It keeps the aspect ratio, which is not followed here.'),
)

const upsample = fromInput((input, call) => {
  const scales = valuesAt(call, 1)?.data ?? floatsOf(call, 'scales') ?? []
  return scales.length === input.length
    ? right(scaled(input, scales))
    : left(`Its scales ${showShape(scales)} do not fit ${showShape(input)}.`)
})

const random = oneOutput((call) => {
  const shape = attributeOf(call, 'shape')
  return shape === undefined ? left('It has no shape.') : right(intsOf(call, 'shape') ?? [])
})

export const createShapes: { readonly [op: string]: ShapeRule } = {
  Constant: constant,
  ConstantOfShape: oneOutput((call) => requiredNumbersAt(call, 0, 'shape')),
  Shape: fromInput((input, call) => right([listedAxes(call, input).length])),
  Size: fromInput(() => right([])),
  Range: range,
  OneHot: oneHot,
  Resize: resize,
  Upsample: upsample,
  RandomNormal: random,
  RandomUniform: random,
  EyeLike: oneOutput((call) => shapeAt(call, 0)),
}
