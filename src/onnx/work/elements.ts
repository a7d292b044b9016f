/** Operators that do one operation, or a few, on each element. */
import { chain, type Either, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Call, hasInput, intOf, shapeAt, shapesOf } from '../shape/call'
import { axisOf, broadcast, type Shape } from '../shape/shape'
import { along, elements, scalar, type Work, type WorkRule } from './work'

const single = (shape: Shape, ...operands: readonly Shape[]): Work => ({
  steps: [elements('0', shape, ...operands)],
  outputs: [shape],
})

/** One operation on each element of the first input; limits, slopes and other parameters are constants of it. */
export const unaryWork: WorkRule = (call) =>
  pipe(
    shapeAt(call, 0),
    map((shape) => single(shape, shape)),
  )

/** Before operator set 7, `broadcast` said that the second operand adapts to the first, from `axis` on. */
const adapted = (call: Call, [a = [], b = []]: readonly Shape[]): readonly Shape[] => {
  const from = intOf(call, 'axis', a.length - b.length)
  const behind = Math.max(0, a.length - Math.max(0, from) - b.length)
  return [a, [...b, ...Array.from({ length: behind }, () => 1)]]
}

const stretched = (
  call: Call,
): Either<string, { readonly shape: Shape; readonly operands: readonly Shape[] }> =>
  pipe(
    shapesOf(call),
    chain((operands) =>
      intOf(call, 'broadcast', 0) === 0 || operands.length !== 2
        ? pipe(
            broadcast(operands),
            map((shape) => ({ shape, operands })),
          )
        : right({ shape: operands[0]!, operands: adapted(call, operands) }),
    ),
  )

/** One operation on each element of what all inputs together stretch to. */
export const binaryWork: WorkRule = (call) =>
  pipe(
    stretched(call),
    map(({ shape, operands }) => single(shape, ...operands)),
  )

/** Inputs are combined one after another. */
export const variadicWork: WorkRule = (call) =>
  pipe(
    stretched(call),
    map(({ shape, operands: [first = [], ...others] }) => ({
      steps: others.map((operand, at) => elements(`${at}`, shape, at === 0 ? first : shape, operand)),
      outputs: [shape],
    })),
  )

/** A vector that stands for the channels, the second axis. */
const channelwise = (shape: Shape): Shape => (shape.length < 2 ? scalar : along(shape, 1))

/** At inference, a scale and a shift for each channel: the statistics are constants of the model. */
export const batchNormalizationWork: WorkRule = (call) =>
  intOf(call, 'training_mode', 0) !== 0
    ? left('In training, it takes several passes over its data.')
    : pipe(
        shapeAt(call, 0),
        map((shape) => single(shape, shape, channelwise(shape), channelwise(shape))),
      )

/** Slopes stretch to the input; before operator set 7, they were one for each channel, without axes behind it. */
export const preluWork: WorkRule = (call) =>
  pipe(
    shapesOf(call),
    map(([shape = [], slope = []]) => {
      const stretches = pipe(broadcast([shape, slope]))
      const fits = stretches._tag === 'Right' && stretches.right.every((extent, i) => extent === shape[i])
      return single(shape, shape, fits && slope.length <= shape.length ? slope : channelwise(shape))
    }),
  )

type Scaled = { readonly shape: Shape; readonly scale: Shape }

/** A scale for the whole tensor, for each entry of an axis, or for blocks along it, which divide the axis in two. */
const scaled = (call: Call, shape: Shape, scale: Shape): Scaled => {
  const axis = axisOf(intOf(call, 'axis', 1), shape.length)
  if (axis._tag === 'Left' || scale.every((extent) => extent === 1)) return { shape, scale: scalar }
  const at = axis.right
  const blocks = scale.length === shape.length ? scale[at]! : 1
  if (blocks <= 1 || shape[at]! % blocks !== 0) return { shape, scale: along(shape, at) }
  return {
    shape: [...shape.slice(0, at), blocks, shape[at]! / blocks, ...shape.slice(at + 1)],
    scale: [...scale.slice(0, at + 1), 1, ...scale.slice(at + 1)],
  }
}

/** A scale and perhaps a zero point for each element. */
export const quantizationWork: WorkRule = (call) =>
  pipe(
    sequenceArray([shapeAt(call, 0), hasInput(call, 1) ? shapeAt(call, 1) : right(scalar)]),
    map(([given = [], scaleShape = []]) => {
      const { shape, scale } = scaled(call, given, scaleShape)
      const operands = hasInput(call, 2) ? [shape, scale, scale] : [shape, scale]
      return { steps: [elements('0', shape, ...operands)], outputs: [given] }
    }),
  )

/** Addition of a bias along the last axis, then an activation. */
export const biasedWork: WorkRule = (call) =>
  pipe(
    shapesOf(call),
    map(([shape = [], bias]) => ({
      steps: [
        ...(bias === undefined ? [] : [elements('bias', shape, shape, bias)]),
        elements('activate', shape, shape),
      ],
      outputs: [shape],
    })),
  )
