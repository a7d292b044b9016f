/** Shapes of operators that number the same elements anew, or repeat them. */
import { chain, type Either, left, map, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { axesAt, fromInput, fromInputAnd, intOf, intsOf, numbersAt, type ShapeRule } from './call'
import { broadcast, elementsOf, isShape, type Shape, showShape, withAxis } from './shape'

/** 0 keeps the input's extent (unless `allowzero`), one -1 takes what is left over. */
const reshape = fromInputAnd(1, 'shape', (input, wanted, call) => {
  const zeroIsZero = intOf(call, 'allowzero', 0) !== 0
  const kept = wanted.map((extent, i) => (extent === 0 && !zeroIsZero ? (input[i] ?? 0) : extent))
  const free = kept.indexOf(-1)
  const given = elementsOf(kept.filter((_, i) => i !== free))
  const all = elementsOf(input)
  const shape = free < 0 ? kept : withAxis(kept, free, given === 0 ? 0 : all / given)
  return Number.isSafeInteger(all) && elementsOf(shape) === all && isShape(shape)
    ? right(shape)
    : left(`Its input ${showShape(input)} cannot be reshaped to ${showShape(wanted)}.`)
})

const flatten = fromInput((input, call) => {
  const axis = intOf(call, 'axis', 1)
  const at = axis < 0 ? axis + input.length : axis
  return at >= 0 && at <= input.length
    ? right([elementsOf(input.slice(0, at)), elementsOf(input.slice(at))])
    : left(`Axis ${axis} is not in ${showShape(input)}.`)
})

const transpose = fromInput((input, call) => {
  const order = intsOf(call, 'perm') ?? []
  if (order.length === 0) return right([...input].reverse())
  const isOrder = order.length === input.length && new Set(order).size === order.length
  return isOrder && order.every((axis) => input[axis] !== undefined)
    ? right(order.map((axis) => input[axis]!))
    : left(`Its order ${showShape(order)} does not fit ${showShape(input)}.`)
})

const squeeze = fromInput((input, call) =>
  pipe(
    axesAt(call, 1, input.length),
    chain((axes) => {
      const dropped = axes ?? input.flatMap((extent, i) => (extent === 1 ? [i] : []))
      return dropped.every((axis) => input[axis] === 1)
        ? right(input.filter((_, i) => !dropped.includes(i)))
        : left(`Its axes ${showShape(dropped)} are not all 1 in ${showShape(input)}.`)
    }),
  ),
)

const unsqueeze = fromInput((input, call) =>
  pipe(
    numbersAt(call, 1, 'axes'),
    chain((axes) => axesAt(call, 1, input.length + (axes?.length ?? 0))),
    map((axes) => {
      const inserted = [...(axes ?? [])].sort((a, b) => a - b)
      return inserted.reduce<Shape>((shape, at) => [...shape.slice(0, at), 1, ...shape.slice(at)], input)
    }),
  ),
)

const tile = fromInputAnd(1, 'repeats', (input, repeats) =>
  repeats.length === input.length
    ? right(input.map((extent, i) => extent * repeats[i]!))
    : left(`Its repeats ${showShape(repeats)} do not fit ${showShape(input)}.`),
)

/** Blocks of `size` × `size` between channels and rows and columns. */
const blocks = (reshaped: (size: number, shape: Shape) => Shape): ShapeRule =>
  fromInput((input, call): Either<string, Shape> => {
    const size = intOf(call, 'blocksize', 1)
    return input.length === 4
      ? right(reshaped(size, input))
      : left(`Its input ${showShape(input)} has no channels, rows and columns.`)
  })

export const renameShapes: { readonly [op: string]: ShapeRule } = {
  Reshape: reshape,
  Flatten: flatten,
  Transpose: transpose,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Expand: fromInputAnd(1, 'shape', (input, shape) => broadcast([input, shape])),
  Tile: tile,
  DepthToSpace: blocks((size, [n = 0, c = 0, h = 0, w = 0]) => [n, c / (size * size), h * size, w * size]),
  SpaceToDepth: blocks((size, [n = 0, c = 0, h = 0, w = 0]) => [n, c * size * size, h / size, w / size]),
}
