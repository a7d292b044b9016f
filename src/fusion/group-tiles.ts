/** The outer tiles that a group of layers is tried with: balanced sizes of up to two dimensions of its last layer. */
import { ceilDivide } from '../internal/arithmetic'
import { isAllowed, type Tile } from './outer-nest'
import type { ChainLayer } from './read-request'

/** What is tried of a group. */
export type TileLimits = {
  /** Names of the dimensions that may be tiled; null: all. */
  readonly dimensions: readonly string[] | null
  readonly mostDimensions: number
  readonly mostTiles: number
}

/** ⌈extent / n⌉ for n = 2 … most, each size once, the largest first. */
export const balancedSizes = (extent: number, most: number): readonly number[] => {
  const sizes: number[] = []
  for (let tiles = 2; tiles <= Math.min(extent, most); tiles++) {
    const size = ceilDivide(extent, tiles)
    if (size !== sizes[sizes.length - 1]) sizes.push(size)
    if (size === 1) break
  }
  return sizes
}

const tilesOf = (last: ChainLayer, { dimensions, mostTiles }: TileLimits): readonly (readonly Tile[])[] =>
  last.problem.dimensions.flatMap((name, dimension) => {
    const isMeant = dimensions === null || dimensions.includes(name)
    if (!isMeant || !isAllowed(last, dimension)) return []
    return [
      balancedSizes(last.problem.extents[dimension]!, mostTiles).map((size) => ({ name, dimension, size })),
    ]
  })

/** The nests of a group: none, then each of one dimension, then each of two, in the order of the dimensions, outermost first. */
export const nestsOf = (last: ChainLayer, limits: TileLimits): readonly (readonly Tile[])[] => {
  const each = tilesOf(last, limits)
  const nests: (readonly Tile[])[] = [[]]
  if (limits.mostDimensions < 1) return nests
  for (const tiles of each) for (const tile of tiles) nests.push([tile])
  if (limits.mostDimensions < 2) return nests
  for (const outer of each)
    for (const inner of each) {
      if (outer === inner) continue
      for (const a of outer) for (const b of inner) nests.push([a, b])
    }
  return nests
}
