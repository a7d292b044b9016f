/**
 * What is left of a box: ranges of tiles without those that its classes, its spatial loops, the rules of the space or the
 * capacities of buffers rule out. Only mappings that are not in the box, not allowed or not feasible are left out.
 */

import { ANY, type Box, boxLike, unitsOf } from './box'
import { narrowCapacity } from './capacity'
import type { Excluded } from './general-bound'
import { hasBit } from './loops'
import { NONE } from './mapping'
import { noLoops } from './order-class'
import { allows, type MapSpace, type TileRule } from './space'
import type { Target } from './target'

export type Draft = { least: number; most: number; readonly low: number[]; readonly high: number[] }

const isNone = (of: Box['outerClass']): boolean => of !== null && of.inner === noLoops.inner

/** Level 0 of a loop: tiles that the outer class and a spatial loop admit. */
const narrowOuter = (
  draft: Draft,
  box: Box,
  extent: number,
  loop: number,
  fewestUnits: number,
  mostUnits: number,
) => {
  const { low, high } = draft
  const isForced = box.outerClass !== null && hasBit(box.outerClass.inner, loop)
  if (loop === box.outer) {
    high[loop] = Math.min(high[loop]!, extent - 1)
    if (isForced) high[loop] = Math.min(high[loop]!, Math.ceil(extent / fewestUnits) - 1)
    if (isNone(box.outerClass)) low[loop] = Math.max(low[loop]!, Math.ceil(extent / mostUnits))
  } else if (isNone(box.outerClass)) low[loop] = extent
  else if (isForced) high[loop] = Math.min(high[loop]!, extent - 1)
}

/** Level 1 of a loop, and level 0 by what is inside it. */
const narrowInner = (draft: Draft, box: Box, loop: number, count: number) => {
  const { low, high } = draft
  const inside = count + loop
  high[inside] = Math.min(high[inside]!, high[loop]!)
  const isForced = box.innerClass !== null && hasBit(box.innerClass.inner, loop)
  if (loop === box.inner) {
    high[inside] = Math.min(high[inside]!, high[loop]! - 1)
    if (isForced) high[inside] = Math.min(high[inside]!, Math.ceil(high[loop]! / draft.least) - 1)
    if (isNone(box.innerClass)) low[inside] = Math.max(low[inside]!, Math.ceil(low[loop]! / draft.most))
    low[loop] = Math.max(low[loop]!, low[inside]! + 1)
  } else if (isNone(box.innerClass) && box.inner !== ANY) {
    low[inside] = Math.max(low[inside]!, low[loop]!)
    high[loop] = Math.min(high[loop]!, high[inside]!)
  } else if (isForced) {
    high[inside] = Math.min(high[inside]!, high[loop]! - 1)
    low[loop] = Math.max(low[loop]!, low[inside]! + 1)
  }
  low[loop] = Math.max(low[loop]!, low[inside]!)
}

/** The nearest allowed tiles; those inside a tile are judged once that is known. */
const narrowRule = (rule: TileRule, extent: number, draft: Draft, i: number) => {
  if (rule === null) return
  const { low, high } = draft
  while (low[i]! <= high[i]! && !allows(rule, extent, low[i]!)) low[i]!++
  while (low[i]! <= high[i]! && !allows(rule, extent, high[i]!)) high[i]!--
}

/** The tiles inside a tile that is not known yet, as far as a rule names them. */
const narrowInside = (rule: TileRule, draft: Draft, loop: number, i: number): void => {
  if (rule === null) return
  const { low, high } = draft
  if (rule._tag === 'List') narrowRule(rule, high[loop]!, draft, i)
  if (rule._tag === 'Given') {
    low[i] = Math.max(low[i]!, Math.min(rule.tile, low[loop]!))
    high[i] = Math.min(high[i]!, rule.tile)
  }
  if (rule._tag === 'Both') {
    narrowInside(rule.first, draft, loop, i)
    narrowInside(rule.second, draft, loop, i)
  }
}

const isEmpty = ({ low, high, least, most }: Draft): boolean =>
  least > most || low.some((each, i) => each > high[i]!)

/** Leaves the sizes of clusters from the least to the most of the list that are among those left. */
const narrowToList = ({ clusters }: MapSpace, draft: Draft): void => {
  if (clusters === null) return
  const { least, most } = draft
  const allowed = clusters.filter((size) => size >= least && size <= most)
  draft.least = allowed[0] ?? most + 1
  draft.most = allowed.at(-1) ?? most
}

/** Leaves what classes, spatial loops and rules admit; false: nothing. */
export const narrowByShape = (space: MapSpace, box: Box, draft: Draft): boolean => {
  const { loops, pes, tiles } = space
  const { count, extents } = loops
  if (box.levels === 2 && box.inner >= 0) draft.least = Math.max(draft.least, 2)
  if (box.levels === 2 && box.outer >= 0) draft.most = Math.min(draft.most, Math.floor(pes / 2))
  if (box.levels === 1 && box.outer >= 0 && pes < 2) return false
  if (box.levels === 2) narrowToList(space, draft)
  if (draft.least > draft.most) return false
  const fewest = unitsOf(pes, box, draft.most)
  const most = unitsOf(pes, box, draft.least)
  for (let loop = 0; loop < count; loop++) {
    const extent = extents[loop]!
    narrowOuter(draft, box, extent, loop, fewest, most)
    narrowRule(tiles[0][loop]!, extent, draft, loop)
    if (box.levels === 1) continue
    narrowInner(draft, box, loop, count)
    if (draft.low[loop]! > draft.high[loop]!) return false
    const isKnown = draft.low[loop] === draft.high[loop]
    const rule = tiles[1][loop]!
    if (isKnown) narrowRule(rule, draft.high[loop]!, draft, count + loop)
    else narrowInside(rule, draft, loop, count + loop)
  }
  return !isEmpty(draft)
}

export const draftOf = ({ least, most, low, high }: Box): Draft => ({
  least,
  most,
  low: low.slice(),
  high: high.slice(),
})

/** What is left of a box, or what excludes all of it. */
export const narrow = (target: Target, space: MapSpace, box: Box): Box | Excluded => {
  const draft = draftOf(box)
  const { l1Room, clusterRoom } = target.machines[box.levels - 1]!
  const { count } = space.loops
  for (let pass = 0; pass < 2; pass++) {
    if (!narrowByShape(space, box, draft)) return pass === 0 ? 'empty' : 'l1'
    if (!target.countsElements) continue
    const innermost = box.levels === 1 ? 0 : count
    if (narrowCapacity(target, draft, innermost, l1Room) === null) return 'l1'
    if (box.levels === 2 && narrowCapacity(target, draft, 0, clusterRoom) === null) return 'clusters'
  }
  return narrowByShape(space, box, draft) ? boxLike(box, draft) : 'l1'
}

/**
 * Whether every mapping of a box is costed like one of fewer PEs to a cluster: PEs beyond the tiles of level 1 are idle, and
 * with fewer of them there are as many clusters, or more than there are tiles for.
 */
export const isRepeated = ({ loops, pes }: MapSpace, box: Box): boolean => {
  if (box.levels === 1 || box.inner === ANY || box.outer === ANY || box.least < 2) return false
  const { count, extents } = loops
  const used = box.inner === NONE ? 1 : Math.ceil(box.high[box.inner]! / box.low[count + box.inner]!)
  if (box.least <= used) return false
  const clusters = box.outer === NONE ? 1 : Math.ceil(extents[box.outer]! / box.low[box.outer]!)
  if (Math.floor(pes / box.most) >= clusters) return true
  return box.least === box.most && Math.floor(pes / (box.least - 1)) === Math.floor(pes / box.least)
}
