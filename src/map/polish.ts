/** Mappings near one that was found: with another tile, cluster size, spatial loop or order. Good ones are often near good ones. */
import { isDistinguished, unitsOf } from './box'
import { hasBit } from './loops'
import { type MappedLevel, type Mapping, NONE, tilesIn } from './mapping'
import { allows, isSpatialIn, type MapSpace, obeys } from './space'

/** A mapping by its choices; loops beyond those of `orders` that take more than one step come innermost. */
type Choice = {
  readonly cluster: number
  readonly spatial: readonly number[]
  readonly tiles: readonly (readonly number[])[]
  readonly orders: readonly (readonly number[])[]
}

const choiceOf = (mapping: Mapping): Choice => ({
  cluster: mapping[1]?.units ?? 1,
  spatial: mapping.map(({ spatial }) => spatial),
  tiles: mapping.map(({ tiles }) => tiles),
  orders: mapping.map(({ order }) => order),
})

/** A bit for each loop of a level that takes more than one step. */
const movingIn = (
  extents: readonly number[],
  tiles: readonly number[],
  units: number,
  spread: number,
): number => {
  let moving = 0
  for (let l = 0; l < tiles.length; l++)
    if (isDistinguished(extents[l]!, tiles[l]!, units, l === spread)) moving |= 1 << l
  return moving
}

/** The loops that move, in the order of a list as far as it names them; the list itself where it names just these. */
const orderOf = (moving: number, list: readonly number[]): readonly number[] => {
  let rest = moving
  let isList = true
  for (const l of list) {
    if (hasBit(rest, l)) rest &= ~(1 << l)
    else isList = false
  }
  if (isList && rest === 0) return list
  const order = list.filter((l) => hasBit(moving, l))
  for (let l = 0; rest !== 0; l++)
    if (hasBit(rest, l)) {
      order.push(l)
      rest &= ~(1 << l)
    }
  return order
}

const areLegal = (
  { tiles: rules }: MapSpace,
  level: number,
  extents: readonly number[],
  tiles: readonly number[],
): boolean => {
  for (let l = 0; l < tiles.length; l++) {
    const tile = tiles[l]!
    if (tile < 1 || tile > extents[l]! || !allows(rules[level]![l]!, extents[l]!, tile)) return false
  }
  return true
}

/** A level of choices, whose tiles divide extents; null where the space has none. */
const levelOf = (
  space: MapSpace,
  { spatial, tiles, orders }: Choice,
  level: number,
  units: number,
  extents: readonly number[],
): MappedLevel | null => {
  const own = tiles[level]!
  const spread = spatial[level]!
  const isSpread = spread !== NONE
  const isLegal =
    units >= 1 &&
    isSpatialIn(space, level, spread) &&
    (!isSpread || (units > 1 && own[spread]! < extents[spread]!)) &&
    areLegal(space, level, extents, own)
  if (!isLegal) return null
  const order = orderOf(movingIn(extents, own, units, spread), orders[level]!)
  return obeys(order, space.orders[level]!) ? { units, spatial: spread, tiles: own, order } : null
}

/** The mapping of choices; null where the space has none. */
const mappingOf = (space: MapSpace, choice: Choice): Mapping | null => {
  const { loops, pes, clusters } = space
  const { cluster, tiles } = choice
  const levels = tiles.length === 1 ? 1 : 2
  const outer = levelOf(space, choice, 0, unitsOf(pes, { levels }, cluster), loops.extents)
  if (outer === null || levels === 1) return outer === null ? null : [outer]
  const inner = levelOf(space, choice, 1, cluster, outer.tiles)
  return inner === null || (clusters !== null && !clusters.includes(cluster)) ? null : [outer, inner]
}

/** Sizes near a tile of an extent: the next ones, the balanced ones of one tile more or less, its half and its double. */
const sizesNear = (extent: number, tile: number): readonly number[] => {
  const tiles = tilesIn(extent, tile)
  const sizes = [
    tile - 1,
    tile + 1,
    Math.ceil(extent / (tiles + 1)),
    tiles > 1 ? Math.ceil(extent / (tiles - 1)) : extent,
    Math.ceil(extent / tiles),
    Math.ceil(tile / 2),
    2 * tile,
  ]
  return [...new Set(sizes)].filter((size) => size >= 1 && size <= extent && size !== tile)
}

const changed = <A>(list: readonly A[], i: number, value: A): readonly A[] => list.with(i, value)

function* tilesNear(choice: Choice, extents: readonly number[]): Generator<Choice> {
  for (const [level, own] of choice.tiles.entries())
    for (const [l, tile] of own.entries()) {
      const extent = level === 0 ? extents[l]! : choice.tiles[0]![l]!
      for (const size of sizesNear(extent, tile)) {
        const tiles = changed(choice.tiles, level, changed(own, l, size))
        const inner = tiles[1]
        // A tile holds the tiles inside it.
        yield {
          ...choice,
          tiles:
            level === 0 && inner !== undefined && inner[l]! > size
              ? changed(tiles, 1, changed(inner, l, size))
              : tiles,
        }
        // A loop that stands inside goes on standing.
        if (level === 0 && inner !== undefined && inner[l] === tile && size > tile)
          yield { ...choice, tiles: changed(tiles, 1, changed(inner, l, size)) }
      }
    }
}

/** Larger and smaller sizes of a tile: one tile less or more, and the double or the half. */
const largerThan = (extent: number, tile: number): readonly number[] => {
  const tiles = tilesIn(extent, tile)
  return tiles === 1 ? [] : [...new Set([Math.ceil(extent / (tiles - 1)), Math.min(extent, 2 * tile)])]
}

const smallerThan = (extent: number, tile: number): readonly number[] =>
  tile === 1 ? [] : [...new Set([Math.ceil(extent / (tilesIn(extent, tile) + 1)), Math.ceil(tile / 2)])]

/** Two tiles of a level at once, one larger and one smaller: where a buffer is full, one alone cannot grow. */
function* pairsNear(choice: Choice, extents: readonly number[]): Generator<Choice> {
  for (const [level, own] of choice.tiles.entries()) {
    const sizes = level === 0 ? extents : choice.tiles[0]!
    for (const [grows, tile] of own.entries())
      for (const larger of largerThan(sizes[grows]!, tile))
        for (const [shrinks, other] of own.entries())
          for (const smaller of shrinks === grows ? [] : smallerThan(sizes[shrinks]!, other)) {
            const tiles = changed(changed(own, grows, larger), shrinks, smaller)
            const inner = choice.tiles[1]
            const within =
              level === 0 && inner !== undefined ? inner.map((each, l) => Math.min(each, tiles[l]!)) : inner
            yield {
              ...choice,
              tiles:
                level === 1 ? [choice.tiles[0]!, tiles] : within === undefined ? [tiles] : [tiles, within],
            }
          }
  }
}

function* othersNear(choice: Choice, loops: number): Generator<Choice> {
  const { cluster } = choice
  if (choice.tiles.length === 2)
    for (const size of [cluster - 1, cluster + 1, Math.floor(cluster / 2), 2 * cluster])
      if (size >= 1 && size !== cluster) yield { ...choice, cluster: size }
  for (const [level, spread] of choice.spatial.entries())
    for (let l = NONE; l < loops; l++)
      if (l !== spread) yield { ...choice, spatial: changed(choice.spatial, level, l) }
  for (const [level, order] of choice.orders.entries())
    for (const [i, l] of order.entries()) {
      const rest = order.toSpliced(i, 1)
      if (i < order.length - 1) yield { ...choice, orders: changed(choice.orders, level, [...rest, l]) }
      if (i > 0) yield { ...choice, orders: changed(choice.orders, level, [l, ...rest]) }
    }
}

function* mappingsOf(space: MapSpace, choices: Iterable<Choice>): Generator<Mapping> {
  for (const choice of choices) {
    const mapping = mappingOf(space, choice)
    if (mapping !== null) yield mapping
  }
}

/** The mappings of the space that differ from a mapping in one choice. */
export const mappingsNear = (space: MapSpace, mapping: Mapping): Iterable<Mapping> => {
  const choice = choiceOf(mapping)
  const { extents, count } = space.loops
  return mappingsOf(space, [...tilesNear(choice, extents), ...othersNear(choice, count)])
}

/** Those that differ in two tiles. */
export const pairedNear = (space: MapSpace, mapping: Mapping): Iterable<Mapping> =>
  mappingsOf(space, pairsNear(choiceOf(mapping), space.loops.extents))
