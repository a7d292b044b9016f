/** Operators that do one operation, or a few, on each element. */
import { chain, type Either, left, map, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Call, hasInput, intOf, shapeAt, shapesOf } from '../shape/call'
import { axisOf, broadcast, type Shape, withAxis } from '../shape/shape'
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

/** A scale for the whole tensor, for each entry of an axis, or for blocks along it. */
const scaleAlong = (call: Call, shape: Shape, scale: Shape): Shape => {
  if (scale.length === 0 || (scale.length === 1 && scale[0] === 1)) return scalar
  const axis = axisOf(intOf(call, 'axis', 1), shape.length)
  if (axis._tag === 'Left') return scalar
  const blocks = scale.length === shape.length ? scale[axis.right]! : shape[axis.right]!
  return scale.length === shape.length && blocks !== shape[axis.right]
    ? withAxis(shape, axis.right, 1)
    : along(shape, axis.right)
}

/** A scale and perhaps a zero point for each element. */
export const quantizationWork: WorkRule = (call) =>
  pipe(
    shapeAt(call, 0),
    chain((shape) =>
      pipe(
        hasInput(call, 1) ? shapeAt(call, 1) : right(scalar),
        map((scale) => {
          const operand = scaleAlong(call, shape, scale)
          return hasInput(call, 2) ? single(shape, shape, operand, operand) : single(shape, shape, operand)
        }),
      ),
    ),
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
