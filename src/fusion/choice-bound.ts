/**
 * What a choice of one item for each layer crosses at least, where the items may always take so much together.
 *
 * If items could be mixed, each layer would take one on the lower convex hull of its items, and room would go first where it
 * saves most: that is a bound from below, and what whole steps along the hulls come to is one from above.
 */

type Item = { readonly traffic: number; readonly always: number }

/** A step along the hull of a layer: so much more space saves so much traffic. */
type Step = { readonly layer: number; readonly space: number; readonly saved: number }

/** Of the layers from one on: what they take and cross at least space, and what more space saves, by its worth. */
type From = {
  readonly space: number
  readonly traffic: number
  /** Sums over the steps so far. */
  readonly spaces: Float64Array
  readonly savings: Float64Array
}

export type Bound = { readonly from: readonly From[]; readonly steps: readonly Step[] }

/** Steps from the item that takes least to the one that crosses least, along the hull: each is worth less than the one before. */
const hullOf = (
  items: readonly Item[],
  layer: number,
): { readonly base: Item; readonly steps: readonly Step[] } => {
  const sorted = [...items].sort((a, b) => a.always - b.always || a.traffic - b.traffic)
  const hull: Item[] = []
  for (const item of sorted) {
    const last = hull[hull.length - 1]
    if (last !== undefined && item.traffic >= last.traffic) continue
    while (hull.length > 1 && isAbove(hull[hull.length - 2]!, hull[hull.length - 1]!, item)) hull.pop()
    hull.push(item)
  }
  const steps = hull.slice(1).map(({ always, traffic }, i) => ({
    layer,
    space: always - hull[i]!.always,
    saved: hull[i]!.traffic - traffic,
  }))
  return { base: hull[0]!, steps }
}

/** Whether an item lies on or above the line between two others. */
const isAbove = (one: Item, item: Item, other: Item): boolean =>
  (one.traffic - item.traffic) * (other.always - item.always) <=
  (item.traffic - other.traffic) * (item.always - one.always)

const worthMore = (a: Step, b: Step): number => b.saved / b.space - a.saved / a.space || a.layer - b.layer

/** Both in the order of their worth. */
const merged = (some: readonly Step[], others: readonly Step[]): readonly Step[] => {
  const all: Step[] = []
  let i = 0
  for (const other of others) {
    while (i < some.length && worthMore(some[i]!, other) <= 0) all.push(some[i++]!)
    all.push(other)
  }
  while (i < some.length) all.push(some[i++]!)
  return all
}

const fromOf = (space: number, traffic: number, steps: readonly Step[]): From => {
  const spaces = new Float64Array(steps.length + 1)
  const savings = new Float64Array(steps.length + 1)
  steps.forEach((step, i) => {
    spaces[i + 1] = spaces[i]! + step.space
    savings[i + 1] = savings[i]! + step.saved
  })
  return { space, traffic, spaces, savings }
}

/** Bounds for the layers from each one on. */
export const boundOf = (layers: readonly (readonly Item[])[]): Bound => {
  let steps: readonly Step[] = []
  let [space, traffic] = [0, 0]
  const from: From[] = [fromOf(space, traffic, steps)]
  for (let layer = layers.length - 1; layer >= 0; layer--) {
    const { base, steps: own } = hullOf(layers[layer]!, layer)
    steps = merged(steps, own)
    space += base.always
    traffic += base.traffic
    from.push(fromOf(space, traffic, steps))
  }
  return { from: from.reverse(), steps }
}

/** What the layers from one on cross at least in so much room; infinite where they take more. */
export const trafficFrom = ({ from }: Bound, layer: number, room: number): number => {
  const { space, traffic, spaces, savings } = from[layer]!
  const left = room - space
  if (left < 0) return Number.POSITIVE_INFINITY
  let [low, high] = [0, spaces.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (spaces[middle]! <= left) low = middle
    else high = middle - 1
  }
  const whole = traffic - savings[low]!
  if (low === spaces.length - 1) return whole
  const part = (left - spaces[low]!) / (spaces[low + 1]! - spaces[low]!)
  return whole - part * (savings[low + 1]! - savings[low]!)
}

/** What some choice crosses in so much room: steps along the hulls that fit, those worth most first. */
export const greedyTraffic = ({ from, steps }: Bound, room: number): number => {
  const { space, traffic } = from[0]!
  let left = room - space
  if (left < 0) return Number.POSITIVE_INFINITY
  let crossing = traffic
  const stopped = new Set<number>()
  for (const step of steps) {
    if (stopped.has(step.layer)) continue
    if (step.space > left) stopped.add(step.layer)
    else {
      left -= step.space
      crossing -= step.saved
    }
  }
  return crossing
}
