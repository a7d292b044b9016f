/** What becomes of a box: it waits by its bound, or something closes it at once. */
import { ANY, type Box } from './box'
import { type Bound, type Excluded, nothingKnown } from './general-bound'
import { isMirrored } from './mirror'
import { isRepeated } from './narrow'
import { narrowPart } from './narrow-part'
import {
  capOf,
  count,
  exceeds,
  isClosed,
  keyOf,
  type Node,
  noteClosed,
  type Search,
  valueToBeat,
} from './search-state'

/** A bound that closes a box is null where all that is known of it is that it is no better than the best one. */
type Verdict =
  | { readonly _tag: 'Waits'; readonly node: Node }
  | { readonly _tag: 'Empty' }
  | { readonly _tag: 'Repeated' }
  | { readonly _tag: 'Excluded'; readonly by: Excluded }
  | { readonly _tag: 'Limited' }
  | { readonly _tag: 'Bounded'; readonly bound: Bound | null }

export type Judged = { readonly box: Box; readonly verdict: Verdict }

const empty: Verdict = { _tag: 'Empty' }
const repeated: Verdict = { _tag: 'Repeated' }
const limited: Verdict = { _tag: 'Limited' }
const noBetter: Verdict = { _tag: 'Bounded', bound: null }

/** Whether mappings of larger clusters may be left out, because they are costed like others of the space. */
const hasRepeated = ({ goal, bounded, branching }: Search): boolean =>
  !goal.without.has('symmetry') && bounded.idleIsFree && branching.space.clusters === null

const excludedBy = (by: Excluded): Verdict => (by === 'empty' ? empty : { _tag: 'Excluded', by })

const verdictOf = (search: Search, box: Box, whole: Node | null): Verdict => {
  const { bounded, branching, goal, counts } = search
  const { space, mirror, isTimed } = branching
  if (mirror !== null && isMirrored(mirror, box, isTimed)) return repeated
  const left = narrowPart(bounded, space, box, whole === null ? null : whole.left)
  if (typeof left === 'string') return excludedBy(left)
  if (hasRepeated(search) && isRepeated(space, left)) return repeated
  counts.bounds++
  const above = whole === null ? nothingKnown : whole.bound
  const own = left.outer === ANY ? above : search.bounds(left, capOf(goal, valueToBeat(search), above))
  if (own === 'worse') return noBetter
  if (typeof own === 'string') return excludedBy(own)
  // A part is no better than the whole.
  const bound = {
    runtime: Math.max(above.runtime, own.runtime),
    energy: Math.max(above.energy, own.energy),
  }
  if (exceeds(bound, goal.limits)) return limited
  if (isClosed(search, bound)) return { _tag: 'Bounded', bound }
  return { _tag: 'Waits', node: { box, left, bound, from: 0, mappings: null } }
}

const judgedIn = (search: Search, boxes: readonly Box[], whole: Node | null): readonly Judged[] =>
  boxes.map((box) => ({ box, verdict: verdictOf(search, box, whole) }))

/** Takes a verdict into account: the node that waits, if one does. Its mappings are not counted yet. */
const settled = (search: Search, { box, verdict }: Judged): Node | null => {
  const { counts, excluded } = search
  switch (verdict._tag) {
    case 'Waits':
      return verdict.node
    case 'Empty':
      return null
    case 'Repeated':
      counts.closed.symmetry += count(search, box)
      return null
    case 'Excluded':
      excluded.add(verdict.by)
      counts.closed.capacity += count(search, box)
      return null
    case 'Limited':
      search.isLimited = true
      return null
    case 'Bounded':
      // What costs no less than the best one leaves what is proved as it is.
      if (verdict.bound !== null) noteClosed(search, verdict.bound)
      return null
  }
}

const settledAll = (search: Search, judged: readonly Judged[]): readonly Node[] =>
  judged.flatMap((each) => settled(search, each) ?? [])

/** The nodes of boxes that a search begins with. */
export const nodesOf = (search: Search, boxes: readonly Box[]): readonly Node[] =>
  settledAll(search, judgedIn(search, boxes, null))

/** By how much a part is worse than its whole, at most, before it is of no matter. */
const farAbove = 1.1

/** How bad parts are, all together: none is worse than what closes it. */
const worthOf = (search: Search, judged: readonly Judged[], whole: Node): number => {
  const { goal } = search
  const far = Math.min(farAbove * keyOf(goal, whole.bound), valueToBeat(search) / (1 + goal.gap))
  let worth = 0
  for (const { verdict } of judged)
    worth += verdict._tag === 'Waits' ? Math.min(far, keyOf(goal, verdict.node.bound)) : far
  return worth
}

const areClosed = (judged: readonly Judged[]): boolean =>
  judged.every(({ verdict }) => verdict._tag !== 'Waits')

/** The nodes of the parts of a whole: of several ways to cut it, the one whose parts are worst. It takes the fewest further cuts. */
export const nodesOfParts = (
  search: Search,
  alternatives: readonly (readonly Box[])[],
  whole: Node,
): readonly Node[] => {
  let best: readonly Judged[] = []
  let most = Number.NEGATIVE_INFINITY
  for (const boxes of alternatives) {
    const judged = judgedIn(search, boxes, whole)
    if (areClosed(judged)) return settledAll(search, judged)
    const worth = worthOf(search, judged, whole)
    if (worth > most) {
      best = judged
      most = worth
    }
  }
  return settledAll(search, best)
}
