/**
 * Normalizations, in the steps of their definitions in the ONNX specification (https://onnx.ai/onnx/operators) and in
 * ONNX Runtime's contributed operators: each step reads and writes a tensor, none is fused with another.
 */
import { chain, type Either, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { isPositiveInteger } from '../../internal/arithmetic'
import { axisAttribute, type Call, hasInput, intOf, intsOf, shapeAt } from '../shape/call'
import { axisOf, elementsOf, type Shape, showShape, withAxis } from '../shape/shape'
import { along, elements, fold, type Step, type WorkRule, without } from './work'

/** The deviation from the mean over the standard deviation. */
const standardize = (shape: Shape, axes: readonly number[]): readonly Step[] => {
  const row = without(shape, axes)
  return [
    fold('mean', shape, axes),
    elements('center', shape, shape, row),
    elements('square', shape, shape),
    fold('variance', shape, axes),
    elements('stabilize', row, row),
    elements('root', row, row),
    elements('invert', row, row),
    elements('normalize', shape, shape, row),
  ]
}

/** Over the root of the mean square. */
const byRootMeanSquare = (shape: Shape, axes: readonly number[]): readonly Step[] => {
  const row = without(shape, axes)
  return [
    elements('square', shape, shape),
    fold('mean', shape, axes),
    elements('stabilize', row, row),
    elements('root', row, row),
    elements('normalize', shape, shape, row),
  ]
}

const affine = (shape: Shape, scale: Shape | undefined, shift: Shape | undefined): readonly Step[] => [
  ...(scale === undefined ? [] : [elements('scale', shape, shape, scale)]),
  ...(shift === undefined ? [] : [elements('shift', shape, shape, shift)]),
]

/**
 * The same as one layer, as transformers in the catalog have it: one operation for each element of the rows; none if a
 * parameter is no vector of a row.
 */
const normalized = (
  part: string,
  shape: Shape,
  axes: readonly number[],
  parameters: readonly (Shape | undefined)[],
): readonly Step[] | undefined => {
  const width = elementsOf(axes.map((axis) => shape[axis]!))
  const rows = elementsOf(without(shape, axes))
  const given = parameters.filter((parameter) => parameter !== undefined)
  return given.every((parameter) => elementsOf(parameter) === width)
    ? [elements(part, [rows, width], [rows, width], ...given.map(() => [width]))]
    : undefined
}

/** The shape of an input that need not be there. */
const perhaps = (call: Call, at: number): Either<string, Shape | undefined> =>
  hasInput(call, at) ? shapeAt(call, at) : right(undefined)

const from = (axis: number, shape: Shape): readonly number[] =>
  shape.map((_, at) => at).filter((at) => at >= axis)

type Normalize = typeof standardize

/** Over all axes from one on, with a scale and a shift that stretch to the input. */
const layerwise =
  (normalize: Normalize): WorkRule =>
  (call) =>
    pipe(
      sequenceArray([shapeAt(call, 0), perhaps(call, 1), perhaps(call, 2)]),
      chain(([shape = [], scale, shift]) =>
        pipe(
          axisAttribute(call, -1, shape.length),
          map((axis) => {
            const axes = from(axis, shape)
            const row = without(shape, axes)
            const merged = normalized('0', shape, axes, [scale, shift])
            return {
              steps: [...normalize(shape, axes), ...affine(shape, scale, shift)],
              ...(merged === undefined ? {} : { merged }),
              outputs: [shape, row, row],
            }
          }),
        ),
      ),
    )

/** The input plus another one (and a bias), normalized over the last axis; the sum is an output, too. */
const skipping =
  (normalize: Normalize, shiftAt: number | undefined, biasAt: number): WorkRule =>
  (call) =>
    pipe(
      sequenceArray([
        shapeAt(call, 0),
        shapeAt(call, 1),
        perhaps(call, 2),
        shiftAt === undefined ? right(undefined) : perhaps(call, shiftAt),
        perhaps(call, biasAt),
      ]),
      chain(([shape = [], skip = [], scale, shift, bias]) => {
        if (shape.length === 0) return left('Its input has no axis.')
        const axes = [shape.length - 1]
        const row = without(shape, axes)
        const added = [
          elements('add', shape, shape, skip),
          ...(bias === undefined ? [] : [elements('bias', shape, shape, bias)]),
        ]
        const merged = normalized('normalize', shape, axes, [scale, shift])
        return right({
          steps: [...added, ...normalize(shape, axes), ...affine(shape, scale, shift)],
          ...(merged === undefined ? {} : { merged: [...added, ...merged] }),
          outputs: [shape, row, row, shape],
        })
      }),
    )

/** Over everything behind the channels, with a scale and a shift for each channel. */
const instancewise: WorkRule = (call) =>
  pipe(
    shapeAt(call, 0),
    map((shape) => {
      const channels = along(shape, 1)
      return {
        steps: [...standardize(shape, from(2, shape)), ...affine(shape, channels, channels)],
        outputs: [shape],
      }
    }),
  )

/** Channels in groups: over everything of a group, with a scale and a shift for each channel, or each group at first. */
const groupwise: WorkRule = (call) =>
  pipe(
    sequenceArray([shapeAt(call, 0), shapeAt(call, 1)]),
    chain(([shape = [], scale = []]) => {
      const groups = intOf(call, 'num_groups', 0)
      const [batch = 0, channels = 0, ...extents] = shape
      if (!isPositiveInteger(groups) || channels % groups !== 0)
        return left(`Its ${channels} channels do not divide into ${groups} groups.`)
      const grouped = [batch, groups, channels / groups, ...extents]
      const each =
        elementsOf(scale) === channels ? without(grouped, [0, ...from(3, grouped)]) : along(grouped, 1)
      return right({
        steps: [...standardize(grouped, from(2, grouped)), ...affine(grouped, each, each)],
        outputs: [shape],
      })
    }),
  )

const meanVariance: WorkRule = (call) =>
  pipe(
    shapeAt(call, 0),
    chain((shape) =>
      pipe(
        sequenceArray((intsOf(call, 'axes') ?? [0, 2, 3]).map((axis) => axisOf(axis, shape.length))),
        map((axes) => {
          const row = without(shape, axes)
          return {
            steps: [
              fold('mean', shape, axes),
              elements('squaredMean', row, row),
              elements('square', shape, shape),
              fold('meanSquare', shape, axes),
              elements('variance', row, row, row),
              elements('root', row, row),
              elements('center', shape, shape, row),
              elements('stabilize', row, row),
              elements('normalize', shape, shape, row),
            ],
            outputs: [shape],
          }
        }),
      ),
    ),
  )

/** Over the sum of squares of neighbouring channels. */
const localResponse: WorkRule = (call) =>
  pipe(
    shapeAt(call, 0),
    chain((shape) => {
      const size = intOf(call, 'size', 0)
      const [batch = 0, channels = 0, ...extents] = shape
      if (!isPositiveInteger(size) || shape.length < 2) return left('Its size is missing.')
      const before = Math.floor((size - 1) / 2)
      const neighbours = {
        input: channels,
        window: size,
        stride: 1,
        dilation: 1,
        before,
        after: size - 1 - before,
        output: channels,
      }
      return right({
        steps: [
          elements('square', shape, shape),
          { _tag: 'Pool', part: 'sum', batch, channels: elementsOf(extents), axes: [neighbours] },
          elements('multiply', shape, shape),
          elements('stabilize', shape, shape),
          elements('power', shape, shape),
          elements('divide', shape, shape, shape),
        ],
        outputs: [shape],
      })
    }),
  )

/** The embeddings of words, places and perhaps segments, added and normalized. */
const embedding: WorkRule = (call) =>
  pipe(
    sequenceArray([shapeAt(call, 0), shapeAt(call, 2), shapeAt(call, 3), perhaps(call, 4)]),
    chain(([ids = [], words = [], , segments]) => {
      const width = words[1] ?? 0
      if (ids.length !== 2) return left(`Its words ${showShape(ids)} must have two axes.`)
      const shape = [...ids, width]
      const place = withAxis(shape, 0, 1)
      return right({
        steps: [
          elements('add', shape, shape, place),
          ...(segments === undefined ? [] : [elements('addSegment', shape, shape, shape)]),
          ...standardize(shape, [2]),
          ...affine(shape, [width], hasInput(call, 6) ? [width] : undefined),
        ],
        outputs: [shape, ids.slice(0, 1), shape],
      })
    }),
  )

export const normalizationRules: { readonly [op: string]: WorkRule } = {
  LayerNormalization: layerwise(standardize),
  RMSNormalization: layerwise(byRootMeanSquare),
  SimplifiedLayerNormalization: layerwise(byRootMeanSquare),
  InstanceNormalization: instancewise,
  GroupNormalization: groupwise,
  MeanVarianceNormalization: meanVariance,
  LRN: localResponse,
  'com.microsoft:SkipLayerNormalization': skipping(standardize, 3, 4),
  'com.microsoft:SkipSimplifiedLayerNormalization': skipping(byRootMeanSquare, undefined, 3),
  'com.microsoft:EmbedLayerNormalization': embedding,
}
