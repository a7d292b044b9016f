/** Boxes: sets of mappings given by ranges of tiles and of cluster sizes, by spatial loops and by classes of orders. */
import { ceilDivide } from '../internal/arithmetic'
import { hasBit } from './loops'
import { type Mapping, NONE } from './mapping'
import type { OrderClass } from './order-class'
import type { MapSpace } from './space'

/** The spatial loop of the level is not decided yet: it may be any or none. */
export const ANY = -2

export type Box = {
  readonly levels: 1 | 2
  /** PEs of a cluster, from `least` to `most`; 1 where there is one level. */
  readonly least: number
  readonly most: number
  /** The spatial loop of each level: a loop, {@link NONE} or {@link ANY}. */
  readonly outer: number
  readonly inner: number
  /** The class of orders of each level; null: any. */
  readonly outerClass: OrderClass | null
  readonly innerClass: OrderClass | null
  /** Least and most tiles, at level · loops + loop. */
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** A box like another but for its ranges, as {@link boxLike} makes it, for whoever makes many. */
export const boxWithin = (
  { levels, outer, inner, outerClass, innerClass }: Box,
  least: number,
  most: number,
  low: readonly number[],
  high: readonly number[],
): Box => ({ levels, least, most, outer, inner, outerClass, innerClass, low, high })

/** A box like another but for some of its fields. All boxes are made here, so that engines know them by one shape. */
export const boxLike = (
  box: Box,
  {
    least = box.least,
    most = box.most,
    outer = box.outer,
    inner = box.inner,
    outerClass = box.outerClass,
    innerClass = box.innerClass,
    low = box.low,
    high = box.high,
  }: Partial<Omit<Box, 'levels'>>,
): Box => ({ levels: box.levels, least, most, outer, inner, outerClass, innerClass, low, high })

/** Clusters, or PEs where there is one level. */
export const unitsOf = (pes: number, box: Pick<Box, 'levels'>, cluster: number): number =>
  box.levels === 1 ? pes : Math.floor(pes / cluster)

/** Everything of a number of levels. */
export const wholeBox = ({ loops, pes }: MapSpace, levels: 1 | 2): Box => ({
  levels,
  least: 1,
  most: levels === 1 ? 1 : pes,
  outer: ANY,
  inner: levels === 1 ? NONE : ANY,
  outerClass: null,
  innerClass: null,
  low: Array.from({ length: levels * loops.count }, () => 1),
  high: Array.from({ length: levels }, () => loops.extents).flat(),
})

/** Whether a loop of a mapping's level takes more than one step. */
export const isDistinguished = (extent: number, tile: number, units: number, isSpatial: boolean): boolean =>
  isSpatial ? ceilDivide(extent, tile) > units : tile < extent

/** The mapping of one cluster size, one tile for each loop and one order for each level. */
export const mappingAt = (
  { loops, pes }: MapSpace,
  { levels, outer, inner }: Pick<Box, 'levels' | 'outer' | 'inner'>,
  cluster: number,
  tiles: readonly number[],
  orders: readonly (readonly number[])[],
): Mapping => {
  const { count } = loops
  const first = {
    units: unitsOf(pes, { levels }, cluster),
    spatial: outer,
    tiles: tiles.slice(0, count),
    order: orders[0]!,
  }
  if (levels === 1) return [first]
  return [first, { units: cluster, spatial: inner, tiles: tiles.slice(count), order: orders[1]! }]
}

/** The loops that some bits stand for. */
export const loopsIn = (bits: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, loop) => loop).filter((loop) => hasBit(bits, loop))
