/** From a box to mappings: the orders of a leaf are estimated, and better mappings are looked for near the good ones. */
import { ANY, type Box, isDistinguished, mappingAt, unitsOf } from './box'
import { type Branching, branch } from './branch'
import { costOf } from './cost'
import { type Found, withFound, withPoint } from './found'
import { noCap, nothingKnown } from './general-bound'
import { type Mapping, NONE } from './mapping'
import { narrowPart } from './narrow-part'
import { classOf, type OrderClass, ordersOf } from './order-class'
import { mappingsNear, pairedNear } from './polish'
import {
  capOf,
  count,
  type Goal,
  isClosed,
  keyOf,
  type Node,
  noteClosed,
  type Search,
  tolerance,
} from './search-state'
import { obeys } from './space'

/** Estimates of a node's orders at a time. */
const mostAtOnce = 256
/** Steps from one mapping to a better one near it. */
const mostRounds = 40

/** The distinguished loops of a leaf at a level. */
const movingOf = ({ loops, pes }: Branching['space'], { left }: Node, level: number): readonly number[] => {
  const { count: loopCount, extents } = loops
  const units = level === 0 ? unitsOf(pes, left, left.least) : left.least
  const spatial = level === 0 ? left.outer : left.inner
  return extents.flatMap((extent, loop) => {
    const size = level === 0 ? extent : left.low[loop]!
    const tile = left.low[level * loopCount + loop]!
    return isDistinguished(size, tile, units, loop === spatial) ? [loop] : []
  })
}

const isWithin = (search: Search, { runtime, energy, edp }: Found['costs']): boolean => {
  const { limits } = search.goal
  return runtime <= limits.runtime && energy <= limits.energy && edp <= limits.edp
}

const record = (search: Search, found: Found): void => {
  const { objective, top, below } = search.goal
  if (!isWithin(search, found.costs)) {
    search.isLimited = true
    return
  }
  if (objective === 'pareto') search.found = withPoint(search.found, found)
  else if (found.costs[objective] <= below) search.found = withFound(search.found, found, objective, top)
}

/** The mappings of a leaf: one for each order of each level, by their numbers. */
type Leaf = { readonly total: number; readonly at: (number: number) => Mapping }

const leafOf = ({ branching }: Search, node: Node): Leaf => {
  const { space } = branching
  const { left } = node
  const levels = left.levels === 1 ? [left.outerClass] : [left.outerClass, left.innerClass]
  const [outer = [], inner = [[]]] = levels.map((of, level) =>
    ordersOf(movingOf(space, node, level), of!).filter((order) => obeys(order, space.orders[level]!)),
  )
  return {
    total: outer.length * inner.length,
    at: (number) => {
      const orders = [outer[Math.floor(number / inner.length)]!, inner[number % inner.length]!]
      return mappingAt(space, left, left.least, left.low, orders)
    },
  }
}

const figureOf = ({ objective }: Goal, costs: Found['costs']): number =>
  objective === 'pareto' ? costs.edp : costs[objective]

/** The least that was found of what decides; Infinity where nothing was found. */
const leastFigure = ({ found, goal }: Search): number =>
  found.reduce((least, { costs }) => Math.min(least, figureOf(goal, costs)), Number.POSITIVE_INFINITY)

/** The box of one mapping and of others with orders of the same classes; another mapping may have the same orders. */
const boxOf = (mapping: Mapping, { loops }: Branching['space'], other: Box | null, of: Mapping): Box => {
  const [outer, inner] = mapping
  const isDeep = inner !== undefined
  const cluster = isDeep ? inner.units : 1
  const tiles = isDeep ? outer!.tiles.concat(inner.tiles) : outer!.tiles
  const classAt = (level: number, known: OrderClass | null | undefined): OrderClass =>
    known && mapping[level]!.order === of[level]!.order ? known : classOf(mapping[level]!.order, loops)
  return {
    levels: isDeep ? 2 : 1,
    least: cluster,
    most: cluster,
    outer: outer!.spatial,
    inner: isDeep ? inner.spatial : NONE,
    outerClass: classAt(0, other?.outerClass),
    innerClass: isDeep ? classAt(1, other?.innerClass) : null,
    low: tiles,
    high: tiles,
  }
}

/** Whether the mapping of a box cannot be better than the best one, by its bounds, which are faster than its costs. */
const isNoBetter = (search: Search, box: Box, best: Found): boolean => {
  const { goal, bounds, counts } = search
  counts.bounds++
  const isOne = goal.objective !== 'pareto' && goal.top === 1
  const bound = bounds(box, isOne ? capOf(goal, figureOf(goal, best.costs), nothingKnown) : noCap)
  if (typeof bound === 'string') return true
  return isOne ? keyOf(goal, bound) >= figureOf(goal, best.costs) : isClosed(search, bound)
}

/** The best of a mapping and of others. */
const bestAmong = (search: Search, first: Found, others: Iterable<Mapping>): Found => {
  const { target, counts, goal, branching } = search
  const from = boxOf(first.mapping, branching.space, null, first.mapping)
  let best = first
  for (const mapping of others) {
    if (isNoBetter(search, boxOf(mapping, branching.space, from, first.mapping), best)) continue
    counts.estimates++
    const costs = costOf(target, mapping)
    if (costs === null || !isWithin(search, costs)) continue
    const found = { mapping, costs }
    record(search, found)
    if (figureOf(goal, costs) < figureOf(goal, best.costs)) best = found
  }
  return best
}

/** Goes from a mapping to better ones near it, as long as there are any. */
const polish = (search: Search, first: Found): void => {
  const { space } = search.branching
  let best = first
  for (let round = 0; round < mostRounds; round++) {
    const from = best
    best = bestAmong(search, from, mappingsNear(space, from.mapping))
    if (best === from) best = bestAmong(search, from, pairedNear(space, from.mapping))
    if (best === from) return
  }
}

/** Whether one node comes before another: by what it is worth, then by the product of both bounds. */
export const isFirst = (goal: Goal, a: Node, b: Node): boolean => {
  const [first, second] = [keyOf(goal, a.bound), keyOf(goal, b.bound)]
  if (first !== second) return first < second
  return a.bound.runtime * a.bound.energy < b.bound.runtime * b.bound.energy
}

/** The node of a box to look at, which closes nothing; null where nothing is left of it. */
export const nodeOf = (search: Search, box: Box, whole: Node | null): Node | null => {
  const { bounded, branching, counts } = search
  const left = narrowPart(bounded, branching.space, box, whole === null ? null : whole.left)
  if (typeof left === 'string') return null
  counts.bounds++
  const bound = left.outer === ANY ? (whole?.bound ?? nothingKnown) : search.bounds(left, noCap)
  return typeof bound === 'string' ? null : { box, left, bound, from: 0, mappings: null }
}

/** The part of a box whose bound is least; null where none is left. */
const leastPart = (search: Search, parts: readonly Box[], whole: Node): Node | null => {
  let best: Node | null = null
  for (const box of parts) {
    const node = nodeOf(search, box, whole)
    if (node !== null && (best === null || isFirst(search.goal, node, best))) best = node
  }
  return best
}

/** Goes down from a node to a mapping, whatever was found before, and on to better ones near it. Closes nothing. */
export const probe = (search: Search, start: Node): void => {
  const { target, branching, counts, goal } = search
  let node = start
  for (;;) {
    const alternatives = branch(branching, node.left, node.left)
    if (alternatives === null) break
    const next = leastPart(search, alternatives[0]!, node)
    if (next === null) return
    node = next
  }
  let best: Found | null = null
  const leaf = leafOf(search, node)
  for (let i = 0; i < Math.min(leaf.total, mostAtOnce); i++) {
    const mapping = leaf.at(i)
    counts.estimates++
    const costs = costOf(target, mapping)
    if (costs === null || !isWithin(search, costs)) continue
    record(search, { mapping, costs })
    if (best === null || figureOf(goal, costs) < figureOf(goal, best.costs)) best = { mapping, costs }
  }
  if (best === null) return
  // Dives often end in the same mapping.
  const key = JSON.stringify(best.mapping)
  if (search.polished.has(key)) return
  search.polished.add(key)
  polish(search, best)
}
/** Estimates the orders of a leaf, a few at a time, as long as one of them may be better than what was found. */
export const estimateLeaf = (search: Search, node: Node): Node | null => {
  const { target, counts, goal } = search
  const { box, from } = node
  const { total, at } = leafOf(search, node)
  const end = Math.min(total, from + mostAtOnce)
  const before = leastFigure(search)
  let best: Found | null = null
  let known = search.found
  let i = from
  let isOver = false
  for (; i < end && !isOver; i++) {
    const mapping = at(i)
    counts.estimates++
    const costs = costOf(target, mapping)
    if (costs === null) search.excluded.add('l2')
    else {
      record(search, { mapping, costs })
      const isBest = best === null || figureOf(goal, costs) < figureOf(goal, best.costs)
      if (isBest && isWithin(search, costs)) best = { mapping, costs }
    }
    isOver = search.found !== known && isClosed(search, node.bound)
    known = search.found
  }
  if (best !== null && figureOf(goal, best.costs) < before * (1 - tolerance)) polish(search, best)
  counts.closed.estimate += BigInt(i - from)
  if (isOver && i < total) noteClosed(search, node.bound)
  else if (i < total) return { ...node, from: i }
  // What is not in what is left does not fit the buffers.
  counts.closed.capacity += count(search, box) - BigInt(total)
  return null
}
