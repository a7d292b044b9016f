/** How a box can be cut into smaller ones: what decides most is decided first. */
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

const addSplit = (splits: Split[], index: number, low: number, high: number, factor: number): void => {
  if (high > low) splits.push({ index, weight: Math.log(high / low) * factor })
}

/** Filters are few and decide much: they are split first. */
const filterFactor = 8

/** Of what decides the steps of level 0, all ranges. */
const outerSplits = ({ space, filters, isTimed }: Branching, box: Box): readonly Split[] => {
  const { loops, pes } = space
  const { count, extents } = loops
  const { low, high } = box
  const splits: Split[] = []
  if (box.levels === 2 && box.outer >= 0 && Math.floor(pes / box.least) !== Math.floor(pes / box.most))
    addSplit(splits, CLUSTER, box.least, box.most, 1.5)
  if (isTimed && box.levels === 2 && box.inner >= 0) {
    const i = count + box.inner
    const tile = high[box.inner]!
    if (Math.ceil(tile / low[i]!) !== Math.ceil(tile / high[i]!)) addSplit(splits, i, low[i]!, high[i]!, 1.5)
  }
  for (let loop = 0; loop < count; loop++) {
    const extent = extents[loop]!
    if (Math.ceil(extent / low[loop]!) === Math.ceil(extent / high[loop]!)) continue
    addSplit(splits, loop, low[loop]!, high[loop]!, hasBit(filters, loop) ? filterFactor : 1)
  }
  return splits
}

/** All ranges. */
const allSplits = (
  { space, filters }: Branching,
  { levels, least, most, low, high }: Box,
): readonly Split[] => {
  const { count } = space.loops
  const splits: Split[] = []
  if (levels === 2) addSplit(splits, CLUSTER, least, most, 1.2)
  low.forEach((from, i) => {
    const factor = hasBit(filters, i % count) ? filterFactor : i < count && levels === 2 ? 0.8 : 1
    addSplit(splits, i, from, high[i]!, factor)
  })
  return splits
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
const halves = (box: Box, left: Box, index: number): readonly Box[] => {
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

/** Splits that are looked at of all. */
const mostSplits = 5

/** The halves of a box by the widest splits, the widest one first. */
const byWidth = (splits: readonly Split[], box: Box, left: Box): Alternatives =>
  splits
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, mostSplits)
    .map(({ index }) => halves(box, left, index))

/** Ways to cut a box: the parts of each partition it. */
export type Alternatives = readonly (readonly Box[])[]

/**
 * The ways to cut a box, of which `left` is what is left, the most promising one first; null where one mapping of each order is.
 */
export const branch = (branching: Branching, box: Box, left: Box): Alternatives | null => {
  const { space, classes, isTimed, isBusy } = branching
  if (box.outer === ANY) return [spatialChoices(space, 0).map((outer) => boxLike(box, { outer }))]
  if (isTimed && box.inner === ANY) return [spatialChoices(space, 1).map((inner) => boxLike(box, { inner }))]
  if (isTimed && left.least < left.most && (isBusy || left.most > widestRange * left.least))
    return [halves(box, left, CLUSTER)]
  if (box.outerClass === null) return [classes.map((outerClass) => boxLike(box, { outerClass }))]
  if (box.levels === 2 && box.innerClass === null) {
    const splits = outerSplits(branching, left)
    if (splits.length > 0) return byWidth(splits, box, left)
    const inner = box.inner === ANY ? spatialChoices(space, 1) : [box.inner]
    return [inner.flatMap((each) => classes.map((innerClass) => boxLike(box, { inner: each, innerClass })))]
  }
  const splits = allSplits(branching, left)
  return splits.length > 0 ? byWidth(splits, box, left) : null
}
