/** Changes of the dataflow worth a try. */
import { reorder, spatialize } from '../../dataflow/algebra'
import type { Cluster, Dataflow, SpatialMap, TemporalMap } from '../../dataflow/directive'
import { count } from '../numbers'
import type { AnnotatedLevel, AnnotatedLoop, AnnotatedSchedule } from './annotated-schedule'
import type { Proposal } from './change'

/** The directive at a place of the list with some of its numbers changed. */
const withDirective = (
  dataflow: Dataflow,
  path: string,
  change: Partial<Pick<SpatialMap | TemporalMap, 'size' | 'offset'>> & Partial<Pick<Cluster, 'size'>>,
): Dataflow => ({
  ...dataflow,
  directives: dataflow.directives.map((directive, i) =>
    path === `dataflow.directives[${i}]` ? { ...directive, ...change } : directive,
  ),
})

/** The map with another canonical tile: in window notation, its halo stays. */
const retiled = (dataflow: Dataflow, { map, directive, tile }: AnnotatedLoop, next: number): Dataflow => {
  const step = map.meaning._tag === 'InputCoordinate' ? map.meaning.window.stride : 1
  // A map that is larger than what it tiles is clipped to it.
  const halo = map.meaning._tag === 'InputCoordinate' ? Math.max(0, map.size - step * (tile - 1)) : 1
  return withDirective(dataflow, directive.path, { size: step * (next - 1) + halo, offset: step * next })
}

const sizesToTry = ({ spatial, tile, extent }: AnnotatedLoop, units: number): readonly number[] => {
  const even = Math.ceil(extent / units)
  const sizes = [2 * tile, Math.ceil(tile / 2), ...(spatial ? [even] : [extent])]
  return sizes.filter((size, i) => size !== tile && size <= extent && sizes.indexOf(size) === i)
}

const ofTiles = (dataflow: Dataflow, level: AnnotatedLevel, depth: number): readonly Proposal[] =>
  level.loops.flatMap((loop) =>
    sizesToTry(loop, level.units).map((size) => ({
      _tag: 'Tile',
      path: loop.directive.path,
      action: `use tiles of ${count(size)} instead of ${count(loop.tile)} along ${loop.map.name} at level ${depth}`,
      dataflow: retiled(dataflow, loop, size),
    })),
  )

/** Each loop innermost in turn: another tensor then stays. */
const ofOrder = (dataflow: Dataflow, { loops }: AnnotatedLevel, depth: number): readonly Proposal[] => {
  const moving = loops.filter(({ steps }) => steps > 1)
  const names = loops.map(({ map }) => map.name)
  return moving.slice(0, -1).map(({ map, directive }) => ({
    _tag: 'Order',
    path: directive.path,
    action: `make ${map.name} the innermost loop of level ${depth}`,
    dataflow: reorder(depth, [...names.filter((name) => name !== map.name), map.name])(dataflow),
  }))
}

const ofSpatial = (dataflow: Dataflow, { loops }: AnnotatedLevel, depth: number): readonly Proposal[] => {
  const present = loops.find(({ spatial }) => spatial)
  return loops
    .filter(({ spatial, tiles }) => !spatial && tiles > 1)
    .map(({ map, directive }) => ({
      _tag: 'Spatial',
      path: directive.path,
      action: `spread ${map.name}${present === undefined ? '' : ` instead of ${present.map.name}`} over the units of level ${depth}`,
      dataflow: spatialize(depth, map.name)(dataflow),
    }))
}

const ofCluster = (
  dataflow: Dataflow,
  { loops, cluster }: AnnotatedLevel,
  depth: number,
): readonly Proposal[] => {
  if (cluster === null) return []
  const { path, size } = cluster
  const tiles = loops.find(({ spatial }) => spatial)?.tiles ?? 1
  const sizes = [tiles, 2 * size, Math.ceil(size / 2)]
  return sizes
    .filter((next, i) => next !== size && sizes.indexOf(next) === i)
    .map((next) => ({
      _tag: 'ClusterSize',
      path,
      action: `use clusters of ${count(next)} instead of ${count(size)} units at level ${depth}`,
      dataflow: withDirective(dataflow, path, { size: next }),
    }))
}

/** The most, and the fewest, changes of a dataflow or of the hardware that are tried. */
const most = 96
const least = 16
/** The most kinds of step that are examined for all of them together: a second's work. */
const mostTransitions = 1 << 18

/** Those of the proposals that are tried: of each kind in turn, fewer where an estimate takes long. */
export const tried = (proposals: readonly Proposal[], transitions: number): readonly Proposal[] => {
  const room = Math.max(least, Math.min(most, Math.floor(mostTransitions / Math.max(1, transitions))))
  if (proposals.length <= room) return proposals
  const turns = new Map<Proposal['_tag'], number>()
  const turnOf = ({ _tag }: Proposal): number => {
    const turn = turns.get(_tag) ?? 0
    turns.set(_tag, turn + 1)
    return turn
  }
  return proposals
    .map((proposal) => ({ proposal, turn: turnOf(proposal) }))
    .sort((a, b) => a.turn - b.turn)
    .slice(0, room)
    .map(({ proposal }) => proposal)
}

/** Changes of the dataflow to try, level by level. */
export const dataflowProposals = (dataflow: Dataflow, { levels }: AnnotatedSchedule): readonly Proposal[] =>
  levels.flatMap((level, depth) => [
    ...ofCluster(dataflow, level, depth),
    ...ofTiles(dataflow, level, depth),
    ...ofOrder(dataflow, level, depth),
    ...ofSpatial(dataflow, level, depth),
  ])
