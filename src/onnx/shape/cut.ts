/** Shapes of operators that cut data or put it together. */
import { chain, type Either, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  axesAt,
  axisAttribute,
  type Call,
  fromInput,
  intOf,
  numbersAt,
  oneOutput,
  requiredNumbersAt,
  type ShapeRule,
  shapeAt,
  shapesOf,
} from './call'
import { axisOf, type Shape, showShape, withAxis } from './shape'

const sum = (numbers: readonly number[]): number => numbers.reduce((so, number) => so + number, 0)

const areAlikeBeside = (axis: number, shapes: readonly Shape[]): boolean =>
  shapes.every(
    (shape) =>
      shape.length === shapes[0]!.length &&
      shape.every((extent, i) => i === axis || extent === shapes[0]![i]),
  )

const concat = oneOutput((call) =>
  pipe(
    shapesOf(call),
    chain((shapes) =>
      pipe(
        axisAttribute(call, 0, shapes[0]!.length),
        chain((axis) =>
          areAlikeBeside(axis, shapes)
            ? right(withAxis(shapes[0]!, axis, sum(shapes.map((shape) => shape[axis]!))))
            : left(
                `Its inputs ${shapes.slice(0, 4).map(showShape).join(', ')} differ in axes other than ${axis}.`,
              ),
        ),
      ),
    ),
  ),
)

/** As many equal parts as there are outputs, the last one shorter. */
const equalParts = (extent: number, count: number): readonly number[] => {
  const each = Math.ceil(extent / count)
  return Array.from({ length: count }, (_, i) => Math.max(0, Math.min(each, extent - i * each)))
}

/** The axis along which Split cuts, and the extents that it makes. */
export const partsOf = (
  call: Call,
  input: Shape,
): Either<string, { readonly axis: number; readonly parts: readonly number[] }> =>
  pipe(
    axisAttribute(call, 0, input.length),
    chain((axis) =>
      pipe(
        numbersAt(call, 1, 'split'),
        map((parts) => parts ?? equalParts(input[axis]!, Math.max(1, call.node.outputs.length))),
        chain((parts) =>
          sum(parts) === input[axis]
            ? right({ axis, parts })
            : left(`Its parts ${showShape(parts)} do not add up to ${input[axis]}.`),
        ),
      ),
    ),
  )

const split: ShapeRule = (call) =>
  pipe(
    shapeAt(call, 0),
    chain((input) =>
      pipe(
        partsOf(call, input),
        map(({ axis, parts }) => parts.map((part) => withAxis(input, axis, part))),
      ),
    ),
  )

/** One cut of a Slice: from `from` in steps of `step`, `count` times. */
export type Cut = {
  readonly axis: number
  readonly from: number
  readonly step: number
  readonly count: number
}

/** What `start:end:step` takes of an extent, with numpy's rules for numbers below 0 and beyond the end. */
const cut = (axis: number, extent: number, start: number, end: number, step: number): Cut => {
  const clamp = (at: number, low: number, high: number): number =>
    Math.min(high, Math.max(low, at < 0 ? at + extent : at))
  // Backwards, the first one taken is an element; only the end may lie before all of them.
  const [from, to] =
    step < 0
      ? [clamp(start, 0, extent - 1), clamp(end, -1, extent - 1)]
      : [clamp(start, 0, extent), clamp(end, 0, extent)]
  return { axis, from, step, count: extent === 0 ? 0 : Math.max(0, Math.ceil((to - from) / step)) }
}

/** The cuts of a Slice, whose starts, ends, axes and steps are inputs, or attributes in old models. */
export const cutsOf = (call: Call, input: Shape): Either<string, readonly Cut[]> =>
  pipe(
    sequenceArray([
      requiredNumbersAt(call, 1, 'starts'),
      requiredNumbersAt(call, 2, 'ends'),
      pipe(
        numbersAt(call, 3, 'axes'),
        map((axes = []) => axes),
      ),
      pipe(
        numbersAt(call, 4, 'steps'),
        map((steps = []) => steps),
      ),
    ]),
    chain(([starts = [], ends = [], axes = [], steps = []]) =>
      starts.length !== ends.length || steps.includes(0)
        ? left('Its starts, ends and steps do not go together.')
        : sequenceArray(
            starts.map((start, i) =>
              pipe(
                axisOf(axes[i] ?? i, input.length),
                map((axis) => cut(axis, input[axis]!, start, ends[i]!, steps[i] ?? 1)),
              ),
            ),
          ),
    ),
  )

const slice = fromInput((input, call) =>
  pipe(
    cutsOf(call, input),
    map((cuts) => cuts.reduce<Shape>((shape, { axis, count }) => withAxis(shape, axis, count), input)),
  ),
)

const pad = fromInput((input, call) =>
  pipe(
    axesAt(call, 3, input.length),
    chain((given) => {
      const axes = given ?? input.map((_, axis) => axis)
      return pipe(
        requiredNumbersAt(call, 1, 'pads'),
        chain((pads) =>
          pads.length === 2 * axes.length
            ? right(
                axes.reduce<Shape>(
                  (shape, axis, i) => withAxis(shape, axis, shape[axis]! + pads[i]! + pads[i + axes.length]!),
                  input,
                ),
              )
            : left(`Its pads ${showShape(pads)} do not fit ${showShape(input)}.`),
        ),
      )
    }),
  ),
)

const gather = fromInput((data, call) =>
  pipe(
    shapeAt(call, 1),
    chain((indices) =>
      pipe(
        axisAttribute(call, 0, data.length),
        map((axis) => [...data.slice(0, axis), ...indices, ...data.slice(axis + 1)]),
      ),
    ),
  ),
)

const gatherNd = fromInput((data, call) =>
  pipe(
    shapeAt(call, 1),
    map((indices) => [
      ...indices.slice(0, -1),
      ...data.slice((indices.at(-1) ?? 0) + intOf(call, 'batch_dims', 0)),
    ]),
  ),
)

export const cutShapes: { readonly [op: string]: ShapeRule } = {
  Concat: concat,
  Split: split,
  Slice: slice,
  Pad: pad,
  Gather: gather,
  GatherElements: oneOutput((call) => shapeAt(call, 1)),
  GatherND: gatherNd,
}
