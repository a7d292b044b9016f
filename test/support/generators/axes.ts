/** The elements that tensors have, counted one by one. */
import type { SimAxis, SimTensor } from '../simulator/types'
import type { Extents } from './layers'

export const extentOf = (extents: Extents, dimension: string): number => extents[dimension] ?? 1

/** Every value that an axis of one or two dimensions takes, in increasing order. */
export const valuesOf = (axis: SimAxis, extents: Extents): readonly number[] => {
  const [first, second = { dimension: '', coefficient: 0 }] = axis
  if (first === undefined) return []
  const [many, more] = [
    extentOf(extents, first.dimension),
    axis.length < 2 ? 1 : extentOf(extents, second.dimension),
  ]
  const seen = new Uint8Array(first.coefficient * (many - 1) + second.coefficient * (more - 1) + 1)
  for (let i = 0; i < many; i++)
    for (let j = 0; j < more; j++) seen[first.coefficient * i + second.coefficient * j] = 1
  const values: number[] = []
  for (const [value, isThere] of seen.entries()) if (isThere === 1) values.push(value)
  return values
}

/** Distinct elements of a tensor that the layer uses. */
export const usedElements = ({ axes }: SimTensor, extents: Extents): number =>
  axes.reduce((elements, axis) => elements * valuesOf(axis, extents).length, 1)
