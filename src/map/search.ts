/**
 * Best-first branch and bound over boxes of mappings. A box whose bound is not better than what was found, by more than the
 * gap, is closed; the others wait in a heap by their bounds, so that the least bound in it, and what was closed, prove how good
 * the best one is.
 */
import type { Box } from './box'
import { branch } from './branch'
import type { Bound } from './general-bound'
import { nodesOf, nodesOfParts } from './judge'
import { estimateLeaf, isFirst, probe } from './leaf'
import {
  type Closed,
  count,
  isClosed,
  keyOf,
  type Node,
  noteClosed,
  type Search,
  searchIn,
} from './search-state'
import { survey } from './survey'

const diveEvery = 20

const openNodes = ({ heap, diving }: Search): readonly Node[] =>
  diving === null ? heap.values() : [...heap.values(), diving]

const countNode = (search: Search, node: Node): bigint => {
  node.mappings ??= count(search, node.box)
  return node.mappings - BigInt(node.from)
}

/** The mappings that are still open. */
export const countOpen = (search: Search): bigint =>
  openNodes(search).reduce((sum, node) => sum + countNode(search, node), 0n)

/** What closed how many mappings. What bounds close is not counted box by box: it is what all else leaves. */
export const countClosed = (search: Search): Closed & { readonly bound: bigint } => {
  const { capacity, symmetry, estimate } = search.counts.closed
  const bound = search.whole - countOpen(search) - capacity - symmetry - estimate
  return { bound, capacity, symmetry, estimate }
}

/** Gives away what is open, because it is searched elsewhere; not counted, it still belongs to the whole. */
export const giveAway = (search: Search, isCounted: boolean): void => {
  if (isCounted) search.whole -= countOpen(search)
  search.diving = null
  while (search.heap.pop() !== undefined);
}

/** A part of what a search has left open, as a search of its own: one in `parts` of its nodes, by their bounds. */
export const continued = (search: Search, number: number, parts: number): Search => {
  const { target, bounded, bounds, branching, goal } = search
  const own = searchIn(target, bounded, bounds, branching, goal)
  own.found = search.found
  own.untilDive = diveEvery
  own.dives = search.dives
  const key = ({ bound }: Node): number => keyOf(search.goal, bound)
  const open = openNodes(search).toSorted((a, b) => key(a) - key(b))
  open.forEach((node, i) => {
    if (i % parts === number) own.heap.push(key(node), node)
  })
  own.whole = countOpen(own)
  return own
}
/** Adds boxes to be searched. */
export const addBoxes = (search: Search, boxes: readonly Box[]): void => {
  for (const box of boxes) search.whole += count(search, box)
  for (const node of nodesOf(search, boxes)) {
    search.heap.push(keyOf(search.goal, node.bound), node)
    probe(search, node)
  }
}
/** Works on a node: its parts go to the heap, but for the best of them in a dive. */
const expand = (search: Search, node: Node, isDive: boolean): Node | null => {
  const { branching, heap, goal } = search
  const alternatives = branch(branching, node.box, node.left)
  if (alternatives === null) {
    const rest = estimateLeaf(search, node)
    if (rest !== null) heap.push(keyOf(goal, rest.bound), rest)
    return null
  }
  let best: Node | null = null
  for (const child of nodesOfParts(search, alternatives, node)) {
    if (!isDive) heap.push(keyOf(goal, child.bound), child)
    else if (best === null) best = child
    else if (isFirst(goal, child, best)) {
      heap.push(keyOf(goal, best.bound), best)
      best = child
    } else heap.push(keyOf(goal, child.bound), child)
  }
  return best
}

/** Whether nothing that is left can change the answer. */
export const isDone = ({ diving, heap }: Search): boolean => diving === null && heap.size() === 0

/** Dives after which the search looks for good mappings elsewhere. */
const surveyAt = 16

/** Works on one node. */
export const step = (search: Search): void => {
  const { heap, counts } = search
  const node = search.diving ?? heap.pop()
  const isGoingOn = search.diving !== null
  search.diving = null
  if (node === undefined) return
  if (isClosed(search, node.bound)) {
    noteClosed(search, node.bound)
    return
  }
  counts.nodes++
  if (!isGoingOn && search.untilDive > 0) {
    search.untilDive--
    expand(search, node, false)
    return
  }
  search.untilDive = diveEvery
  search.dives++
  // The first dives are often closed before they reach a mapping; later ones seldom need to.
  if ((search.dives & (search.dives - 1)) === 0) probe(search, node)
  if (search.dives === surveyAt) survey(search)
  search.diving = expand(search, node, true)
}

/** Works on a number of nodes, or until nothing is left. */
export const advance = (search: Search, nodes: number): void => {
  const end = search.counts.nodes + nodes
  while (search.counts.nodes < end && !isDone(search)) step(search)
}

/** The bounds of what is still open. */
export const openBounds = (search: Search): readonly Bound[] => openNodes(search).map(({ bound }) => bound)
