/** Sets of elements, one by one: of an axis, and of a tensor. */
import type { SimAxis, SimTensor } from '../support/simulator/types'
import { type ChainLayer, type Extents, known } from './problem'

/** From `low` up to but not including `high`. */
export type Range = { readonly low: number; readonly high: number }

/** What a layer computes, by dimension. */
export type Box = Readonly<Record<string, Range>>

export const wholeOf = (extents: Extents): Box =>
  Object.fromEntries(Object.entries(extents).map(([name, extent]) => [name, { low: 0, high: extent }]))

export const lengthsOf = (box: Box): Extents =>
  Object.fromEntries(Object.entries(box).map(([name, { low, high }]) => [name, high - low]))

export const numbersIn = ({ low, high }: Range): readonly number[] =>
  Array.from({ length: Math.max(0, high - low) }, (_, i) => low + i)

/** Coordinates that a box touches along an axis, in order; padding has coordinates too. */
export const touchedAlong = (axis: SimAxis, box: Box): readonly number[] => {
  let sums = new Set([0])
  for (const { dimension, coefficient } of axis) {
    const next = new Set<number>()
    for (const sum of sums) for (const i of numbersIn(known(box[dimension]))) next.add(sum + coefficient * i)
    sums = next
  }
  return [...sums].sort((a, b) => a - b)
}

/** Coordinates that an axis reaches over, from 0. */
export const reachOf = (axis: SimAxis, extents: Extents): number =>
  axis.reduce((reach, { dimension, coefficient }) => reach + coefficient * (known(extents[dimension]) - 1), 1)

/** Where the elements of an axis are. */
export type Place = { readonly before: number; readonly extent: number }

/** Where the elements of an input are that no layer of the chain makes, or of the first input. */
export const ownPlaces = (layer: ChainLayer, tensor: SimTensor): readonly Place[] =>
  tensor.axes.map((axis, a) => {
    const { before, after, extent } = layer.sides[tensor.name]?.[a] ?? { before: 0, after: 0, extent: null }
    return { before, extent: extent ?? reachOf(axis, layer.extents) - before - after }
  })

/** Elements among the coordinates: no padding. */
export const withinPlace = (coordinates: readonly number[], { before, extent }: Place): readonly number[] =>
  coordinates.map((c) => c - before).filter((i) => i >= 0 && i < extent)

/** All from the first to the last. */
export const hullOf = (numbers: readonly number[]): readonly number[] =>
  numbers.length === 0 ? [] : numbersIn({ low: known(numbers[0]), high: known(numbers.at(-1)) + 1 })

/** Elements by their indices, one for each combination along the axes. */
export const combined = (along: readonly (readonly number[])[]): ReadonlySet<string> => {
  let keys = ['']
  for (const indices of along) keys = keys.flatMap((key) => indices.map((i) => `${key},${i}`))
  return new Set(keys)
}

/** Elements of a tensor that a box touches. */
export const elementsIn = (tensor: SimTensor, places: readonly Place[], box: Box): ReadonlySet<string> =>
  combined(tensor.axes.map((axis, a) => withinPlace(touchedAlong(axis, box), known(places[a]))))

/** How many elements a tensor has that a box touches, padding included. */
export const countIn = (tensor: SimTensor, box: Box): number =>
  tensor.axes.reduce((count, axis) => count * touchedAlong(axis, box).length, 1)

export const countWithout = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  let count = 0
  for (const key of one) if (!other.has(key)) count++
  return count
}

export const isSameSet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && countWithout(one, other) === 0

export const unionOf = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> => {
  const union = new Set<string>()
  for (const set of sets) for (const key of set) union.add(key)
  return union
}
