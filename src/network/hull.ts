/**
 * The least energy-delay product of a network: one candidate for each layer, so that Σ energies · Σ runtimes is least.
 *
 * The sums of all choices lie in the Minkowski sum of the layers' convex hulls. A product is strictly quasi-concave where
 * both factors are positive, so that it is least at a corner of the sum's lower hull. The corners are reached from the
 * fastest choice by going along the edges of the layers' lower hulls, those first that save most energy per cycle.
 */

/** What a candidate costs; its position in the list given breaks ties. */
export type Point = { readonly candidate: number; readonly runtime: number; readonly energy: number }

/** Energy saved per cycle that is lost, from one point to a slower one. */
const saving = (from: Point, to: Point): number => (from.energy - to.energy) / (to.runtime - from.runtime)

/**
 * The corners of the lower convex hull, from the fastest to the least energy: each saves less per cycle than the one
 * before. Of equal points the first counts.
 */
export const lowerHull = <P extends Point>(points: readonly P[]): readonly P[] => {
  const sorted = [...points].sort(
    (a, b) => a.runtime - b.runtime || a.energy - b.energy || a.candidate - b.candidate,
  )
  const hull: P[] = []
  for (const point of sorted) {
    if (hull.length > 0 && point.energy >= hull.at(-1)!.energy) continue
    while (hull.length > 1 && saving(hull.at(-2)!, hull.at(-1)!) <= saving(hull.at(-1)!, point)) hull.pop()
    hull.push(point)
  }
  return hull
}

type Hulls = readonly (readonly Point[])[]

/** An edge of a layer's hull: the layer moves on by one corner. */
type Edge = {
  readonly layer: number
  readonly saving: number
  readonly runtime: number
  readonly energy: number
}

/** The edges of all hulls in the order in which the sum's hull has them; those of one layer stay in theirs. */
const mergedEdges = (hulls: Hulls): readonly Edge[] =>
  hulls
    .flatMap((hull, layer) =>
      hull.slice(1).map((to, i): Edge => {
        const from = hull[i]!
        return {
          layer,
          saving: saving(from, to),
          runtime: to.runtime - from.runtime,
          energy: to.energy - from.energy,
        }
      }),
    )
    .sort((a, b) => b.saving - a.saving)

/** The corner of each layer's hull after a number of edges. */
const cornersAfter = (layers: number, edges: readonly Edge[], count: number): readonly number[] => {
  const corners = new Array<number>(layers).fill(0)
  for (let i = 0; i < count; i++) corners[edges[i]!.layer]!++
  return corners
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

const chosenOf = (hulls: Hulls, corners: readonly number[]): readonly Point[] =>
  hulls.map((hull, layer) => hull[corners[layer]!]!)

/** Added up layer by layer, as totals are. */
const productOf = (points: readonly Point[]): number =>
  sumOf(points.map(({ energy }) => energy)) * sumOf(points.map(({ runtime }) => runtime))

const isEarlier = (a: readonly Point[], b: readonly Point[]): boolean => {
  const differing = a.findIndex(({ candidate }, layer) => candidate !== b[layer]!.candidate)
  return differing >= 0 && a[differing]!.candidate < b[differing]!.candidate
}

/**
 * How many edges lead to the corners whose product may be the least: running sums of energies are rounded, so that those
 * that are this near to each other are compared anew.
 */
const nearlyLeast = (hulls: Hulls, edges: readonly Edge[]): readonly number[] => {
  const fastest = hulls.map((hull) => hull[0]!)
  let runtime = sumOf(fastest.map((point) => point.runtime))
  let energy = sumOf(fastest.map((point) => point.energy))
  const rounding = 2 * Number.EPSILON * (hulls.length + edges.length) * energy
  const products = [energy * runtime]
  const errors = [rounding * runtime]
  for (const edge of edges) {
    runtime += edge.runtime
    energy += edge.energy
    products.push(energy * runtime)
    errors.push(rounding * runtime)
  }
  const most = products.reduce((least, product, i) => Math.min(least, product + errors[i]!), Infinity)
  // Where the energies add up to more than a number holds, all are as good as the first.
  return most === Infinity ? [0] : [...products.keys()].filter((i) => products[i]! - errors[i]! <= most)
}

/**
 * For each layer the position in its hull so that Σ energies · Σ runtimes is least; of equal choices the one that takes an
 * earlier candidate for the first layer in which they differ. Where no energy is counted at all, all products are 0 and
 * the fastest is chosen.
 */
export const leastProduct = (hulls: Hulls): readonly number[] => {
  const edges = mergedEdges(hulls)
  let best = cornersAfter(hulls.length, edges, 0)
  let bestPoints = chosenOf(hulls, best)
  for (const count of nearlyLeast(hulls, edges)) {
    const corners = cornersAfter(hulls.length, edges, count)
    const points = chosenOf(hulls, corners)
    const gain = productOf(bestPoints) - productOf(points)
    if (!(gain > 0 || (gain === 0 && isEarlier(points, bestPoints)))) continue
    best = corners
    bestPoints = points
  }
  return best
}
