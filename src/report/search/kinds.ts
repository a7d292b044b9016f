/** Searches among other kinds of mappings than the best: with another dimension over the units of level 0, or other levels. */
import type { Dataflow } from '../../dataflow/directive'
import type { Report } from '../../error/error'
import { isRight } from '../../internal/either'
import { map } from '../../map/map'
import type { MapRequest, MapRestrictions } from '../../map/request'
import { checkLayer } from '../../operator/check-layer'
import type { KindCost, MappingKind } from './mapping-finding'

/** The kind of a mapping. */
export const kindOf = ({ directives }: Dataflow): MappingKind => {
  const end = directives.findIndex(({ _tag }) => _tag === 'Cluster')
  const outer = end < 0 ? directives : directives.slice(0, end)
  const spread = outer.find((directive) => directive._tag === 'SpatialMap')
  return { levels: end < 0 ? 1 : 2, spatial: spread?._tag === 'SpatialMap' ? spread.dimension : null }
}

/** Dimensions of more than one step, and none. */
const spreadable = ({ layer }: MapRequest, report: Report): readonly (string | null)[] => {
  const problem = checkLayer(layer, report)
  const names = problem?.dimensions.filter((_, i) => problem.extents[i]! > 1) ?? []
  return [...names, null]
}

/** The other kinds that a request allows. */
export const otherKinds = (
  request: MapRequest,
  { levels, spatial }: MappingKind,
  report: Report,
): readonly MappingKind[] => {
  const { levels: allowedLevels = [1, 2], spatial: allowed } = request.space ?? {}
  const spread = spreadable(request, report).filter(
    (name) => name !== spatial && (allowed?.[0]?.includes(name) ?? true),
  )
  const otherLevels = ([1, 2] as const).filter((each) => each !== levels && allowedLevels.includes(each))
  return [
    ...spread.map((name): MappingKind => ({ levels, spatial: name })),
    ...otherLevels.map((each): MappingKind => ({ levels: each, spatial: undefined })),
  ]
}

const spaceOf = (space: MapRestrictions | undefined, { levels, spatial }: MappingKind): MapRestrictions => ({
  ...space,
  levels: [levels],
  ...(spatial === undefined ? {} : { spatial: [[spatial], ...(space?.spatial?.slice(1) ?? [])] }),
})

/** The best of a kind that a number of nodes find, and its bound. */
export const costOfKind = (
  request: MapRequest,
  objective: 'runtime' | 'energy' | 'edp',
  kind: MappingKind,
  nodes: number,
): KindCost => {
  const found = map({ ...request, objective, space: spaceOf(request.space, kind) }, { nodes })
  if (!isRight(found)) return { kind, best: null, lower: null }
  const { best, lower } = found.right
  return { kind, best, lower: typeof lower === 'number' ? lower : null }
}
