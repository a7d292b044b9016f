/**
 * A tree of bounds over points, to ask whether one of them matches another point: every node knows the least of each
 * coordinate below it (Bentley's k-d tree: the points are halved by one coordinate after the other).
 */

/** Points in the tree's order, one number per coordinate, and the least coordinates of node n at n · width. */
export type Bounds = {
  readonly width: number
  readonly count: number
  readonly points: Float64Array
  readonly least: Float64Array
}

/** The most points of a node that are examined one by one. */
const few = 4

export const noBounds = (width: number): Bounds => ({
  width,
  count: 0,
  points: new Float64Array(0),
  least: new Float64Array(0),
})

/** Puts the places from one to another in the tree's order. */
const arrange = (
  rows: Float64Array,
  width: number,
  order: number[],
  [from, to]: readonly [from: number, to: number],
  c: number,
): void => {
  if (to - from <= few) return
  const sorted = order.slice(from, to).sort((a, b) => rows[a * width + c]! - rows[b * width + c]!)
  for (let i = from; i < to; i++) order[i] = sorted[i - from]!
  const middle = (from + to) >> 1
  const next = (c + 1) % width
  arrange(rows, width, order, [from, middle], next)
  arrange(rows, width, order, [middle, to], next)
}

/** Fills in the least coordinates of a node over the points from one to another, children first. */
const bound = ({ points, least, width }: Bounds, node: number, from: number, to: number): void => {
  const at = node * width
  least.fill(Number.POSITIVE_INFINITY, at, at + width)
  if (to - from <= few) {
    for (let i = from; i < to; i++)
      for (let c = 0; c < width; c++) least[at + c] = Math.min(least[at + c]!, points[i * width + c]!)
    return
  }
  const middle = (from + to) >> 1
  const bounds = { points, least, width, count: 0 }
  bound(bounds, 2 * node + 1, from, middle)
  bound(bounds, 2 * node + 2, middle, to)
  for (let c = 0; c < width; c++)
    least[at + c] = Math.min(least[(2 * node + 1) * width + c]!, least[(2 * node + 2) * width + c]!)
}

const nodesFor = (count: number): number => {
  let nodes = 1
  // Halves differ by at most one point: the larger ones decide how deep the tree is.
  for (let size = count; size > few; size = Math.ceil(size / 2)) nodes = 2 * nodes + 1
  return nodes
}

/** The tree over the first `count` rows. */
export const boundsOf = (rows: Float64Array, count: number, width: number): Bounds => {
  const order = Array.from({ length: count }, (_, i) => i)
  arrange(rows, width, order, [0, count], 0)
  const points = new Float64Array(count * width)
  for (let i = 0; i < count; i++)
    for (let c = 0; c < width; c++) points[i * width + c] = rows[order[i]! * width + c]!
  const bounds = { width, count, points, least: new Float64Array(nodesFor(count) * width) }
  bound(bounds, 0, 0, count)
  return bounds
}

/** Whether numbers at a place are no larger than the point's. */
export const isNoWorse = (rows: Float64Array, at: number, point: Float64Array, width: number): boolean => {
  for (let c = 0; c < width; c++) if (rows[at + c]! > point[c]!) return false
  return true
}

const isSame = (rows: Float64Array, at: number, point: Float64Array, width: number): boolean => {
  for (let c = 0; c < width; c++) if (rows[at + c] !== point[c]) return false
  return true
}

/** What is looked for: a point no worse than this one; not an equal one, if it is to beat it. */
type Sought = { readonly bounds: Bounds; readonly point: Float64Array; readonly beating: boolean }

const findBelow = (sought: Sought, node: number, from: number, to: number): number => {
  const { bounds, point, beating } = sought
  const { points, least, width } = bounds
  if (!isNoWorse(least, node * width, point, width)) return -1
  if (to - from <= few) {
    for (let i = from; i < to; i++) {
      const at = i * width
      if (isNoWorse(points, at, point, width) && !(beating && isSame(points, at, point, width))) return at
    }
    return -1
  }
  const middle = (from + to) >> 1
  const first = findBelow(sought, 2 * node + 1, from, middle)
  return first >= 0 ? first : findBelow(sought, 2 * node + 2, middle, to)
}

/**
 * Where in the tree's `points` one begins that is no worse than the point in any coordinate, or, if it is to beat the point,
 * better in one; −1 if there is none.
 */
export const findNoWorse = (bounds: Bounds, point: Float64Array, beating = false): number =>
  bounds.count === 0 ? -1 : findBelow({ bounds, point, beating }, 0, 0, bounds.count)
