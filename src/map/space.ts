/** The space of mappings of a layer on an accelerator, and what a request leaves of it (mapping search, section 1). */
import { ceilDivide } from '../internal/arithmetic'
import type { Loops } from './loops'
import { NONE } from './mapping'

/** The tiles that a dimension may have at a level; null: every integer. */
export type TileRule =
  | { readonly _tag: 'List'; readonly tiles: readonly number[] }
  | { readonly _tag: 'Divisors' }
  | { readonly _tag: 'Balanced' }
  | null

/** Wherever both loops are distinguished, one stands outside the other. */
export type OrderRule = { readonly outside: number; readonly inside: number }

export type MapSpace = {
  readonly loops: Loops
  readonly pes: number
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

/** Whether nothing is restricted. */
export const isFullSpace = ({ clusters, spatial, tiles, orders, levels }: MapSpace): boolean =>
  clusters === null &&
  spatial.every((each) => each === null) &&
  tiles.every((rules) => rules.every((rule) => rule === null)) &&
  orders.every((rules) => rules.length === 0) &&
  levels.length === 2

/** Everything of a layer on so many PEs. */
export const fullSpace = (loops: Loops, pes: number): MapSpace => {
  const any = loops.dimensions.map((): TileRule => null)
  return {
    loops,
    pes,
    levels: [2, 1],
    clusters: null,
    spatial: [null, null],
    tiles: [any, any],
    orders: [[], []],
  }
}

/** The spatial loops that a level may have, none included. */
export const spatialChoices = ({ spatial, loops }: MapSpace, level: number): readonly number[] =>
  spatial[level] ?? [NONE, ...loops.extents.keys()]

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
  }
}

/** Whether an order obeys the rules of its level. */
export const obeys = (order: readonly number[], rules: readonly OrderRule[]): boolean =>
  rules.every(({ outside, inside }) => {
    const [out, within] = [order.indexOf(outside), order.indexOf(inside)]
    return out < 0 || within < 0 || out < within
  })
