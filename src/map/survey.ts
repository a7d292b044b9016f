/** Where good mappings may be: often not where the bounds are least. */
import { type Box, boxLike, wholeBox } from './box'
import { isFirst, nodeOf, probe } from './leaf'
import { tilesByMove } from './least-fills'
import { keyOf, type Node, type Search } from './search-state'
import { spatialChoices } from './space'

/** Nodes that are probed: of kinds, of tiles and of each tile, and of both together. */
const mostKinds = 8
const mostTiles = 3
const mostOfTile = 3
const mostProbes = 14

/** Tiles that fill the PEs with more than this multiple of the least are left out. */
const widest = 1.3

const firstOf = ({ goal }: Search, nodes: Iterable<Node>, most: number): readonly Node[] =>
  [...nodes].toSorted((a, b) => keyOf(goal, a.bound) - keyOf(goal, b.bound)).slice(0, most)

/** The best open nodes of several kinds: those that spread other loops. */
const bestOfKinds = (search: Search, most: number): readonly Node[] => {
  const best = new Map<string, Node>()
  for (const node of search.heap.values()) {
    const kind = `${node.box.levels} ${node.box.outer} ${node.box.inner}`
    const known = best.get(kind)
    if (known === undefined || isFirst(search.goal, node, known)) best.set(kind, node)
  }
  return firstOf(search, best.values(), most)
}

/** Boxes of two levels with given tiles inside clusters: one for each loop that clusters may spread. */
const boxesWith = ({ branching: { space } }: Search, tile: readonly number[]): readonly Box[] => {
  const whole = wholeBox(space, 2)
  const low = [...tile, ...tile]
  const high = [...space.loops.extents, ...tile]
  return spatialChoices(space, 0).map((outer) => boxLike(whole, { outer, low, high }))
}

/** The best nodes with tiles that fill the PEs least, by the loop that moves in every step. */
const bestOfTiles = (search: Search): readonly Node[] => {
  const { branching, bounded, goal } = search
  const { space } = branching
  if (goal.objective === 'runtime' || !space.levels.includes(2)) return []
  const tiles = tilesByMove(space.loops, bounded.machines[1].l1Room / bounded.buffers)
  const least = tiles[0]?.fills ?? 0
  return tiles
    .filter(({ fills }) => fills <= widest * least)
    .slice(0, mostTiles)
    .flatMap(({ tile }) =>
      firstOf(
        search,
        boxesWith(search, tile).flatMap((box) => nodeOf(search, box, null) ?? []),
        mostOfTile,
      ),
    )
}

/** Probes both. */
export const survey = (search: Search): void => {
  const ofTiles = bestOfTiles(search)
  const kinds = Math.min(mostKinds, mostProbes - ofTiles.length)
  for (const node of bestOfKinds(search, kinds)) probe(search, node)
  for (const node of ofTiles) probe(search, node)
}
