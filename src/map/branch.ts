/** How a box is cut into smaller ones: what decides most is decided first. */
import { ANY, type Box, boxLike, boxWithin } from './box'
import { hasBit, type Loops } from './loops'
import type { Mirror } from './mirror'
import type { OrderClass } from './order-class'
import { type MapSpace, spatialChoices } from './space'

/** What the search knows of the whole problem. */
export type Branching = {
  readonly space: MapSpace
  readonly classes: readonly OrderClass[]
  /** Whether PEs matter to the objective, so that cluster sizes and spatial loops are decided first. */
  readonly isTimed: boolean
  /** Whether the number of PEs at work limits the runtime, so that sizes of clusters are decided one by one before tiles. */
  readonly isBusy: boolean
  /** Loops that slide within windows as the second one: filters. They decide halos. */
  readonly filters: number
  /** How mappings are mirrored at the same costs; null where nothing is known to be so. */
  readonly mirror: Mirror | null
}

export const filtersOf = ({ tensors }: Loops): number =>
  tensors.reduce((bits, { windows }) => windows.reduce((all, { b }) => all | (1 << b), bits), 0)

/** A choice to split: tiles at an index of the box's ranges, or the cluster size. */
type Split = { readonly index: number; readonly weight: number }

const CLUSTER = -1
const nothing: Split = { index: -2, weight: 0 }

const wider = (best: Split, index: number, low: number, high: number, factor: number): Split => {
  if (high <= low) return best
  const weight = Math.log(high / low) * factor
  return weight > best.weight ? { index, weight } : best
}

/** Filters are few and decide much: they are split first. */
const filterFactor = 8

/** Of what decides the steps of level 0, the widest range. */
const outerSplit = ({ space, filters, isTimed }: Branching, box: Box): Split => {
  const { loops, pes } = space
  const { count, extents } = loops
  const { low, high } = box
  let best = nothing
  if (box.levels === 2 && box.outer >= 0 && Math.floor(pes / box.least) !== Math.floor(pes / box.most))
    best = wider(best, CLUSTER, box.least, box.most, 1.5)
  if (isTimed && box.levels === 2 && box.inner >= 0) {
    const i = count + box.inner
    const tile = high[box.inner]!
    if (Math.ceil(tile / low[i]!) !== Math.ceil(tile / high[i]!))
      best = wider(best, i, low[i]!, high[i]!, 1.5)
  }
  for (let loop = 0; loop < count; loop++) {
    const extent = extents[loop]!
    if (Math.ceil(extent / low[loop]!) === Math.ceil(extent / high[loop]!)) continue
    best = wider(best, loop, low[loop]!, high[loop]!, hasBit(filters, loop) ? filterFactor : 1)
  }
  return best
}

/** Of everything, the widest range. */
const anySplit = ({ space, filters }: Branching, { levels, least, most, low, high }: Box): Split => {
  const { count } = space.loops
  let best = levels === 2 ? wider(nothing, CLUSTER, least, most, 1.2) : nothing
  low.forEach((from, i) => {
    const factor = hasBit(filters, i % count) ? filterFactor : i < count && levels === 2 ? 0.8 : 1
    best = wider(best, i, from, high[i]!, factor)
  })
  return best
}

/** Ranges of cluster sizes that are split later, where they do not decide the runtime. */
const widestRange = 4

/** The last value of the lower half: the geometric mean. */
const middleOf = (low: number, high: number): number =>
  Math.max(low, Math.min(high - 1, Math.floor(Math.sqrt(low * high))))

const replaced = (list: readonly number[], index: number, value: number): readonly number[] => {
  const copy = list.slice()
  copy[index] = value
  return copy
}

/** Both halves of a box; what is left of it says where the middle is. */
const halves = (box: Box, left: Box, { index }: Split): readonly Box[] => {
  const { least, most, low, high } = box
  if (index === CLUSTER) {
    const middle = middleOf(left.least, left.most)
    return [boxWithin(box, least, middle, low, high), boxWithin(box, middle + 1, most, low, high)]
  }
  const middle = middleOf(left.low[index]!, left.high[index]!)
  return [
    boxWithin(box, least, most, low, replaced(high, index, middle)),
    boxWithin(box, least, most, replaced(low, index, middle + 1), high),
  ]
}

/**
 * The parts of a box, of which `left` is what is left; null where one mapping of each order is. The parts partition the box.
 */
export const branch = (branching: Branching, box: Box, left: Box): readonly Box[] | null => {
  const { space, classes, isTimed, isBusy } = branching
  if (box.outer === ANY) return spatialChoices(space, 0).map((outer) => boxLike(box, { outer }))
  if (isTimed && box.inner === ANY) return spatialChoices(space, 1).map((inner) => boxLike(box, { inner }))
  if (isTimed && left.least < left.most && (isBusy || left.most > widestRange * left.least))
    return halves(box, left, { index: CLUSTER, weight: 1 })
  if (box.outerClass === null) return classes.map((outerClass) => boxLike(box, { outerClass }))
  if (box.levels === 2 && box.innerClass === null) {
    const split = outerSplit(branching, left)
    if (split.weight > 0) return halves(box, left, split)
    const inner = box.inner === ANY ? spatialChoices(space, 1) : [box.inner]
    return inner.flatMap((each) => classes.map((innerClass) => boxLike(box, { inner: each, innerClass })))
  }
  const split = anySplit(branching, left)
  return split.weight > 0 ? halves(box, left, split) : null
}
