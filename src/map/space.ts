/** The space of mappings of a layer on an accelerator, and what a request leaves of it (mapping search, section 1). */
import { ceilDivide } from '../internal/arithmetic'
import { hasBit, type Loops } from './loops'
import { NONE } from './mapping'

/** The tiles that a dimension may have at a level; null: every integer. */
export type TileRule =
  | { readonly _tag: 'List'; readonly tiles: readonly number[] }
  | { readonly _tag: 'Divisors' }
  | { readonly _tag: 'Balanced' }
  /** This tile, or the whole of what is tiled if that is smaller. */
  | { readonly _tag: 'Given'; readonly tile: number }
  | { readonly _tag: 'Both'; readonly first: TileRule; readonly second: TileRule }
  | null

/** Wherever both loops are distinguished, one stands outside the other; `never` has a bit for each loop that stands not between. */
export type OrderRule = { readonly outside: number; readonly inside: number; readonly never: number }

/** What a request leaves of the mappings of a layer. */
export type Restriction = {
  /** Numbers of levels, in the order in which they are searched. */
  readonly levels: readonly (1 | 2)[]
  /** Sizes of clusters in increasing order; null: any. */
  readonly clusters: readonly number[] | null
  /** Per level, the spatial loops that are allowed, {@link NONE} among them; null: any. */
  readonly spatial: readonly [readonly number[] | null, readonly number[] | null]
  /** Per level and loop. */
  readonly tiles: readonly [readonly TileRule[], readonly TileRule[]]
  readonly orders: readonly [readonly OrderRule[], readonly OrderRule[]]
}

export type MapSpace = Restriction & { readonly loops: Loops; readonly pes: number }

/** Whether nothing is restricted. */
export const isFullSpace = ({ clusters, spatial, tiles, orders, levels }: MapSpace): boolean =>
  clusters === null &&
  spatial.every((each) => each === null) &&
  tiles.every((rules) => rules.every((rule) => rule === null)) &&
  orders.every((rules) => rules.length === 0) &&
  levels.length === 2

const noRestriction = (loops: Loops): Restriction => {
  const any = loops.dimensions.map((): TileRule => null)
  return {
    levels: [2, 1],
    clusters: null,
    spatial: [null, null],
    tiles: [any, any],
    orders: [[], []],
  }
}

/** Everything of a layer on a number of PEs. */
export const fullSpace = (loops: Loops, pes: number): MapSpace => ({ ...noRestriction(loops), loops, pes })

/** What is in both of two lists, where null is everything. */
export const inBoth = <A>(a: readonly A[] | null, b: readonly A[] | null): readonly A[] | null =>
  a === null ? b : b === null ? a : a.filter((each) => b.includes(each))

const bothTiles = (a: readonly TileRule[], b: readonly TileRule[]): readonly TileRule[] =>
  a.map((first, loop): TileRule => {
    const second = b[loop]!
    return first === null ? second : second === null ? first : { _tag: 'Both', first, second }
  })

/** What two restrictions leave. */
export const withRestriction = (space: MapSpace, more: Restriction): MapSpace => ({
  ...space,
  levels: space.levels.filter((each) => more.levels.includes(each)),
  clusters: inBoth(space.clusters, more.clusters),
  spatial: [inBoth(space.spatial[0], more.spatial[0]), inBoth(space.spatial[1], more.spatial[1])],
  tiles: [bothTiles(space.tiles[0], more.tiles[0]), bothTiles(space.tiles[1], more.tiles[1])],
  orders: [
    [...space.orders[0], ...more.orders[0]],
    [...space.orders[1], ...more.orders[1]],
  ],
})

/** The spatial loops that a level may have, none included. */
export const spatialChoices = ({ spatial, loops }: MapSpace, level: number): readonly number[] =>
  spatial[level] ?? [NONE, ...loops.extents.keys()]

/** Whether a loop, or none, is one of them. */
export const isSpatialIn = ({ spatial, loops }: MapSpace, level: number, loop: number): boolean =>
  spatial[level]?.includes(loop) ?? (loop >= NONE && loop < loops.count)

/** Whether a tile of an extent is allowed. */
export const allows = (rule: TileRule, extent: number, tile: number): boolean => {
  if (rule === null) return true
  switch (rule._tag) {
    case 'List':
      return rule.tiles.includes(tile)
    case 'Divisors':
      return extent % tile === 0
    case 'Balanced':
      return tile === 1 || ceilDivide(extent, tile) !== ceilDivide(extent, tile - 1)
    case 'Given':
      return tile === Math.min(rule.tile, extent)
    case 'Both':
      return allows(rule.first, extent, tile) && allows(rule.second, extent, tile)
  }
}

/** The tiles of an extent that are allowed, from one size to another. */
export const tilesAllowed = (rule: TileRule, extent: number, from: number, to: number): readonly number[] => {
  const given =
    fewTilesOf(rule, extent) ?? Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
  return given.filter((tile) => tile >= from && tile <= to && allows(rule, extent, tile))
}

/** The tiles of a rule that lists them; null where there may be many. */
const fewTilesOf = (rule: TileRule, extent: number): readonly number[] | null => {
  if (rule === null) return null
  if (rule._tag === 'List') return rule.tiles
  if (rule._tag === 'Given') return [Math.min(rule.tile, extent)]
  return rule._tag === 'Both' ? (fewTilesOf(rule.first, extent) ?? fewTilesOf(rule.second, extent)) : null
}

/** Whether an order obeys the rules of its level. */
export const obeys = (order: readonly number[], rules: readonly OrderRule[]): boolean =>
  rules.every(({ outside, inside, never }) => {
    const [out, within] = [order.indexOf(outside), order.indexOf(inside)]
    if (out < 0 || within < 0) return true
    return out < within && !order.slice(out, within).some((loop) => hasBit(never, loop))
  })
