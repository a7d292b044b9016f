/** Windows that slide over an input: kernel, strides, dilations and padding of convolutions and pools. */
import { chain, type Either, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { ceilDivide, isNonNegativeInteger, isPositiveInteger } from '../../internal/arithmetic'
import { outputsOf, reach, rowsOf } from '../../operator/extents'
import { type Call, intOf, intsOf, shapeAt, textOf } from './call'
import { type Shape, showShape } from './shape'

/** One axis along which a window slides; `before` and `after` are zeros around the input. */
export type Axis = {
  readonly input: number
  readonly window: number
  readonly stride: number
  readonly dilation: number
  readonly before: number
  readonly after: number
  readonly output: number
}

/** What the attributes of a node say about all its axes. */
type Settings = {
  readonly strides: readonly number[]
  readonly dilations: readonly number[]
  readonly pads: readonly number[]
  readonly autoPad: string
}

const listOf = (
  call: Call,
  name: string,
  count: number,
  absent: number,
  isOne: (value: number) => boolean,
): Either<string, readonly number[]> => {
  const given = intsOf(call, name) ?? []
  if (given.length === 0) return right(Array.from({ length: count }, () => absent))
  return given.length === count && given.every(isOne)
    ? right(given)
    : left(`Its ${name} ${showShape(given)} must be ${count} numbers from ${absent} on.`)
}

export const settingsOf = (call: Call, axes: number): Either<string, Settings> =>
  pipe(
    sequenceArray([
      listOf(call, 'strides', axes, 1, isPositiveInteger),
      listOf(call, 'dilations', axes, 1, isPositiveInteger),
      listOf(call, 'pads', 2 * axes, 0, isNonNegativeInteger),
    ]),
    map(([strides = [], dilations = [], pads = []]) => ({
      strides,
      dilations,
      pads,
      autoPad: textOf(call, 'auto_pad', 'NOTSET'),
    })),
  )

/** So much padding that the outputs are ⌈input / stride⌉; an odd one goes to the end (UPPER) or the beginning. */
const samePads = (
  input: number,
  stride: number,
  windowReach: number,
  upper: boolean,
): readonly [number, number] => {
  const all = Math.max(0, rowsOf(Math.ceil(input / stride), windowReach, stride) - input)
  const less = Math.floor(all / 2)
  return upper ? [less, all - less] : [all - less, less]
}

const padsOf = (
  input: number,
  windowReach: number,
  { strides, pads, autoPad }: Settings,
  at: number,
): readonly [number, number] => {
  switch (autoPad) {
    case 'SAME_UPPER':
    case 'SAME_LOWER':
      return samePads(input, strides[at]!, windowReach, autoPad === 'SAME_UPPER')
    case 'VALID':
      return [0, 0]
    default:
      return [pads[at]!, pads[at + strides.length]!]
  }
}

/** Pools may round up: a last window that reaches over the end counts if it starts before it. */
const roundedUp = (axis: Axis, windowReach: number): Axis => {
  const { input, stride, before, after } = axis
  const up = ceilDivide(input + before + after - windowReach, stride) + 1
  const output = (up - 1) * stride >= input + before ? up - 1 : up
  return { ...axis, output, after: Math.max(0, rowsOf(output, windowReach, stride) - input - before) }
}

const axisAt = (input: number, window: number, settings: Settings, at: number, up: boolean) => {
  const stride = settings.strides[at]!
  const dilation = settings.dilations[at]!
  const windowReach = reach(window, dilation)
  const [before, after] = padsOf(input, windowReach, settings, at)
  const output = outputsOf(input + before + after, windowReach, stride)
  const axis: Axis = { input, window, stride, dilation, before, after, output }
  const sliding = up ? roundedUp(axis, windowReach) : axis
  return sliding.output >= 1 || input === 0
    ? right(sliding)
    : left(
        `Its window reaches over ${windowReach} of axis ${at + 2}, but with padding only ${input + before + after} are there.`,
      )
}

/** The axes of a window of the given extents that slides over the given extents of input. */
export const slidingAxes = (call: Call, input: Shape, window: Shape): Either<string, readonly Axis[]> => {
  const up = intOf(call, 'ceil_mode', 0) !== 0
  if (input.length !== window.length || !window.every(isPositiveInteger))
    return left(`Its window ${showShape(window)} does not slide over ${showShape(input)}.`)
  return pipe(
    settingsOf(call, input.length),
    chain((settings) =>
      sequenceArray(input.map((extent, at) => axisAt(extent, window[at]!, settings, at, up))),
    ),
  )
}

/** A convolution as its shapes say it: `channels` and `filters` are of all groups together. */
export type Convolution = {
  readonly batch: number
  readonly groups: number
  readonly channels: number
  readonly filters: number
  readonly axes: readonly Axis[]
}

const groupsOf = (
  call: Call,
  channels: number,
  perGroup: number,
  filters: number,
): Either<string, number> => {
  const groups = intOf(call, 'group', 1)
  return isPositiveInteger(groups) && channels === perGroup * groups && filters % groups === 0
    ? right(groups)
    : left(
        `Its ${filters} filters of ${perGroup} channels in ${groups} groups do not fit ${channels} channels.`,
      )
}

/** Convolutions read `input[N, C, …]` at one position and `filter[K, C / groups, …]` at another. */
export const convolutionOf = (call: Call, inputAt: number, filterAt: number): Either<string, Convolution> =>
  pipe(
    sequenceArray([shapeAt(call, inputAt), shapeAt(call, filterAt)]),
    chain(([input = [], filter = []]) => {
      const [batch = 0, channels = 0, ...extents] = input
      const [filters = 0, perGroup = 0, ...window] = filter
      if (input.length < 3) return left(`Its input ${showShape(input)} has no axis to slide over.`)
      return pipe(
        groupsOf(call, channels, perGroup, filters),
        chain((groups) =>
          pipe(
            slidingAxes(call, extents, window),
            map((axes) => ({ batch, groups, channels, filters, axes })),
          ),
        ),
      )
    }),
  )

/** Pools slide over `input[N, C, …]`. */
export const poolAxes = (call: Call): Either<string, readonly Axis[]> =>
  pipe(
    shapeAt(call, 0),
    chain((input) => slidingAxes(call, input.slice(2), intsOf(call, 'kernel_shape') ?? [])),
  )

/** What padding leaves of a transposed convolution's output, along an axis. */
const croppedExtent = (
  call: Call,
  extent: number,
  window: number,
  settings: Settings,
  at: number,
): number => {
  const { strides, dilations, pads, autoPad } = settings
  const stated = intsOf(call, 'output_shape')?.at(at - strides.length)
  if (stated !== undefined) return stated
  const added = intsOf(call, 'output_padding')?.[at] ?? 0
  const whole = rowsOf(extent, reach(window, dilations[at]!), strides[at]!) + added
  // SAME crops to a multiple of the input; where a stride leaves gaps, less is there and nothing is cropped.
  if (autoPad.startsWith('SAME')) return Math.min(whole, extent * strides[at]!)
  return autoPad === 'VALID' ? whole : whole - pads[at]! - pads[at + strides.length]!
}

/** Transposed convolutions read `input[N, C, …]` and `filter[C, K / groups, …]`; `output` is cropped. */
export const transposedConvolutionOf = (call: Call): Either<string, Convolution> =>
  pipe(
    sequenceArray([shapeAt(call, 0), shapeAt(call, 1)]),
    chain(([input = [], filter = []]) => {
      const [batch = 0, channels = 0, ...extents] = input
      const [filterChannels = 0, perGroup = 0, ...window] = filter
      const groups = intOf(call, 'group', 1)
      if (input.length < 3 || filter.length !== input.length || !window.every(isPositiveInteger))
        return left(`Its window ${showShape(window)} does not slide over ${showShape(extents)}.`)
      if (!isPositiveInteger(groups) || channels % groups !== 0 || filterChannels !== channels)
        return left(
          `Its filters of ${filterChannels} channels in ${groups} groups do not fit ${channels} channels.`,
        )
      return pipe(
        settingsOf(call, extents.length),
        map((settings) => ({
          batch,
          groups,
          channels,
          filters: perGroup * groups,
          axes: extents.map((extent, at) => ({
            input: extent,
            window: window[at]!,
            stride: settings.strides[at]!,
            dilation: settings.dilations[at]!,
            before: 0,
            after: 0,
            output: croppedExtent(call, extent, window[at]!, settings, at),
          })),
        })),
      )
    }),
  )
