/** Why no mapping is feasible. */
import { boxLike, wholeBox } from './box'
import { cornerOf } from './corner'
import { type LoopTensor, tilesOf } from './loops'
import { NONE } from './mapping'
import type { MapRefusal } from './mapping-type'
import { narrow } from './narrow'
import type { Plan } from './read-request'
import type { Search } from './search-state'
import { spatialChoices } from './space'
import { type Target, withoutCapacities } from './target'

/** What each buffer must hold at least, over all mappings. */
type Needs = { readonly l1: number; readonly clusters: number; readonly l2: number }

const leastShared = (
  tensors: readonly LoopTensor[],
  buffers: number,
  cover: (loop: number) => number,
): number =>
  tensors.reduce((sum, tensor) => sum + Math.min(tensor.used, buffers * tilesOf([tensor], cover)), 0)

/** The least needs of a number of levels; the smallest tiles of all loops are allowed together. */
const needsOf = ({ target, space }: Plan, levels: 1 | 2): readonly Needs[] => {
  const free = withoutCapacities(target)
  const { tensors, count } = space.loops
  const { buffers } = target
  const inners = levels === 1 ? [NONE] : spatialChoices(space, 1)
  const needs = (outer: number, inner: number): readonly Needs[] => {
    const left = narrow(free, space, boxLike(wholeBox(space, levels), { outer, inner }))
    if (typeof left === 'string') return []
    const { loops } = cornerOf(free, left)
    const tile = (loop: number): number => loops[loop]!.tile.least
    const innermost = levels === 1 ? tile : (loop: number): number => left.low[count + loop]!
    return [
      {
        l1: buffers * tilesOf(tensors, innermost),
        clusters: levels === 1 ? 0 : buffers * tilesOf(tensors, tile),
        l2: leastShared(tensors, buffers, (loop) => loops[loop]!.cover.least),
      },
    ]
  }
  return spatialChoices(space, 0).flatMap((outer) => inners.flatMap((inner) => needs(outer, inner)))
}

const roomsOf = ({ machines }: Target) => {
  const { l1Room, clusterRoom, sharedRoom } = machines[1]
  return { l1: l1Room, clusters: clusterRoom, l2: sharedRoom }
}

/** The innermost buffer that is too small for every mapping, or what excludes them together. */
export const whyInfeasible = (plan: Plan, searches: readonly Search[]): MapRefusal => {
  const rooms = roomsOf(plan.target)
  const needs = plan.space.levels.flatMap((levels) => needsOf(plan, levels))
  if (plan.target.countsElements && needs.length > 0)
    for (const buffer of ['l1', 'clusters', 'l2'] as const) {
      const least = Math.min(...needs.map((each) => each[buffer]))
      if (least > rooms[buffer]) return { buffer, capacity: rooms[buffer], least }
    }
  const isExcluded = (buffer: 'l1' | 'clusters' | 'l2'): boolean =>
    searches.some(({ excluded }) => excluded.has(buffer))
  const buffers = (['l1', 'clusters', 'l2'] as const).filter(isExcluded)
  return {
    together: [...buffers, ...(searches.some(({ isLimited }) => isLimited) ? (['limits'] as const) : [])],
  }
}
