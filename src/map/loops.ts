/**
 * The loops of a layer that a mapping can tile: its dimensions of more than one step, numbered anew, and how each tensor
 * depends on them.
 */
import { gcd, product } from '../internal/arithmetic'
import type { Axis, Problem, Tensor } from '../operator/problem'

/** An axis `stride · a + reach · b` with both loops of more than one step, the coefficients divided by what they share. */
export type WindowAxis = {
  readonly a: number
  readonly b: number
  /** The coefficients without their common divisor. */
  readonly stride: number
  readonly dilation: number
}

export type LoopTensor = {
  readonly name: string
  readonly isInput: boolean
  /** Loops that are alone on an axis. */
  readonly plain: readonly number[]
  readonly windows: readonly WindowAxis[]
  /** A bit for each loop that moves the tensor, for each that is alone on an axis, and for each that is on a window. */
  readonly relevant: number
  readonly plainBits: number
  readonly windowBits: number
  /** Distinct elements that the layer uses. */
  readonly used: number
  /** How wide an element is, at least, in elements of the narrowest tensor. */
  readonly width: number
}

export type Loops = {
  readonly count: number
  /** The number of each loop in the problem, its name and its extent. */
  readonly dimensions: readonly number[]
  readonly names: readonly string[]
  readonly extents: readonly number[]
  readonly tensors: readonly LoopTensor[]
  readonly macs: number
  /** A bit for each loop. */
  readonly all: number
  /** Loops along which tiles do not grow in proportion: windows that are still too narrow to overlap. */
  readonly bent: number
}

export const hasBit = (bits: number, i: number): boolean => ((bits >> i) & 1) === 1

export const countBits = (bits: number): number => {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}

/** Distinct values of `stride · a + dilation · b` over given numbers of consecutive a and b, the coefficients being coprime. */
export const distinctValues = ({ stride, dilation }: WindowAxis, a: number, b: number): number =>
  a * b - Math.max(0, a - dilation) * Math.max(0, b - stride)

type Parts = { readonly plain: readonly number[]; readonly windows: readonly WindowAxis[] }

/** An axis as the loops of more than one step see it: a window whose partner stands still only skips elements. */
const partsOf = (axis: Axis, loopOf: ReadonlyMap<number, number>): Parts => {
  const terms = axis.flatMap(({ dimension, coefficient }) => {
    const loop = loopOf.get(dimension)
    return loop === undefined ? [] : [{ loop, coefficient }]
  })
  const [first, second] = terms
  if (first === undefined) return { plain: [], windows: [] }
  if (second === undefined) return { plain: [first.loop], windows: [] }
  const shared = gcd(first.coefficient, second.coefficient)
  return {
    plain: [],
    windows: [
      {
        a: first.loop,
        b: second.loop,
        stride: first.coefficient / shared,
        dilation: second.coefficient / shared,
      },
    ],
  }
}

const bitsOf = (loops: readonly number[]): number => loops.reduce((bits, loop) => bits | (1 << loop), 0)

const tensorOf = (
  { name, role, axes }: Tensor,
  loopOf: ReadonlyMap<number, number>,
  extents: readonly number[],
): LoopTensor => {
  const parts = axes.map((axis) => partsOf(axis, loopOf))
  const plain = parts.flatMap((each) => each.plain)
  const windows = parts.flatMap((each) => each.windows)
  const plainBits = bitsOf(plain)
  const windowBits = bitsOf(windows.flatMap(({ a, b }) => [a, b]))
  const used =
    product(plain.map((loop) => extents[loop]!)) *
    product(windows.map((window) => distinctValues(window, extents[window.a]!, extents[window.b]!)))
  return {
    name,
    isInput: role === 'input',
    plain,
    windows,
    relevant: plainBits | windowBits,
    plainBits,
    windowBits,
    used,
    width: 1,
  }
}

const bentOf = (tensors: readonly LoopTensor[]): number =>
  bitsOf(
    tensors.flatMap(({ windows }) =>
      windows.flatMap(({ a, b, stride, dilation }) => [
        ...(dilation > 1 ? [a] : []),
        ...(stride > 1 ? [b] : []),
      ]),
    ),
  )

export const loopsOf = ({ dimensions, extents, tensors }: Problem): Loops => {
  const numbers = extents.flatMap((extent, d) => (extent > 1 ? [d] : []))
  const loopOf = new Map(numbers.map((d, loop) => [d, loop]))
  const own = numbers.map((d) => extents[d]!)
  const ofLoops = tensors.map((tensor) => tensorOf(tensor, loopOf, own))
  return {
    count: numbers.length,
    dimensions: numbers,
    names: numbers.map((d) => dimensions[d]!),
    extents: own,
    tensors: ofLoops,
    macs: product(own),
    all: (1 << numbers.length) - 1,
    bent: bentOf(ofLoops),
  }
}

/** Elements of a tile of a tensor. */
export const tileOf = ({ plain, windows }: LoopTensor, tiles: (loop: number) => number): number => {
  let size = 1
  for (const loop of plain) size *= tiles(loop)
  for (const axis of windows) size *= distinctValues(axis, tiles(axis.a), tiles(axis.b))
  return size
}

/** Elements of a tile of each tensor, summed. */
export const tilesOf = (tensors: readonly LoopTensor[], tiles: (loop: number) => number): number => {
  let total = 0
  for (const tensor of tensors) total += tileOf(tensor, tiles)
  return total
}
