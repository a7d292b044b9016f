/** What layers compute of the dimensions that no loop moves (docs/spec.md, section 16): the same in every step. */
import { type Link, summandsOf } from './links'
import type { Loop } from './outer-nest'
import { hullOf, type Interval, lengthOf, touchedOf } from './touched'

/** What is needed of a tensor along the axes that no loop moves. */
export type Standing = {
  /** Per layer and dimension, what is computed; of dimensions that a loop moves, their whole extent. */
  readonly computed: readonly (readonly Interval[])[]
  /** Per tensor T₀ … Tₙ₋₁, the elements along all axes that no loop moves together. */
  readonly factor: readonly number[]
}

const isMoved = (loops: readonly Loop[], tensor: number, axis: number): boolean =>
  loops.some(({ axes }) => axes[tensor] === axis)

/** What the layer before computes along an axis, and its elements: of T₀, only those that are touched. */
const neededAlong = (link: Link, k: number, axis: number, computed: readonly Interval[]) => {
  const terms = summandsOf(link.problem.tensors[link.taken]!.axes[axis]!, (d) => computed[d]!)
  const place = link.places[link.taken]![axis]!
  const hull = hullOf(terms, place)
  return { hull, elements: k === 0 ? touchedOf(terms, place) : lengthOf(hull) }
}

export const standingOf = (links: readonly Link[], loops: readonly Loop[]): Standing => {
  const computed: Interval[][] = links.map(({ problem }) => problem.extents.map((high) => ({ low: 0, high })))
  const factor: number[] = links.map(() => 1)
  for (let k = links.length - 1; k >= 0; k--) {
    const link = links[k]!
    const { axes } = link.problem.tensors[link.taken]!
    // Where nothing is needed of what a layer puts out, it computes nothing and needs nothing.
    if (k + 1 < links.length && factor[k + 1] === 0) factor[k] = 0
    for (let a = 0; a < axes.length; a++) {
      if (isMoved(loops, k, a)) continue
      const { hull, elements } = neededAlong(link, k, a, computed[k]!)
      factor[k] = factor[k]! * elements
      const before = links[k - 1]
      if (before !== undefined)
        computed[k - 1]![before.problem.tensors[before.output]!.axes[a]![0]!.dimension] = hull
    }
  }
  return { computed, factor }
}
