/** From the directives of a layer to levels: complete lists of maps in input coordinates, with their units (section 6). */
import type { Coupling } from './coupling'
import type { Extent, Extents } from './extents'
import { failure, isFailure, type ReferenceFailure } from './failure'
import { largestSize, type PlainDirective, type PlainMap } from './layer'
import { inputsFor } from './quirks'

/** A level's maps, the extents that they map, and how many units it has. */
export type LevelMaps = {
  readonly units: number
  readonly maps: readonly PlainMap[]
  readonly extents: Extents
}

type Given = { readonly units: number; readonly maps: readonly PlainMap[] }

const mostLevels = 8
const axes = [
  { input: 'X', output: "X'", window: 'S' },
  { input: 'Y', output: "Y'", window: 'R' },
] as const

const indexOf = (maps: readonly PlainMap[], dim: string): number =>
  maps.findIndex(({ dimension }) => dimension === dim)

const lastOn = (maps: readonly PlainMap[], dim: string): PlainMap | undefined =>
  maps.findLast(({ dimension }) => dimension === dim)

const names = (maps: readonly PlainMap[], dim: string): boolean => indexOf(maps, dim) >= 0

const replaced = (maps: readonly PlainMap[], index: number, map: PlainMap): readonly PlainMap[] =>
  maps.map((each, i) => (i === index ? map : each))

/** The lists between the Clusters, each with its units: those of level 0 are what the Clusters leave of the PEs. */
const split = (directives: readonly PlainDirective[], numPes: number): readonly Given[] => {
  const levels: { units: number; maps: PlainMap[] }[] = [{ units: 0, maps: [] }]
  let product = 1
  for (const directive of directives)
    if (directive._tag === 'Cluster') {
      levels.push({ units: directive.size, maps: [] })
      product *= directive.size
    } else levels[levels.length - 1]!.maps.push(directive)
  levels[0]!.units = Math.trunc(numPes / product)
  return levels
}

const noWindow = (output: string, window: string, depth: number): ReferenceFailure =>
  failure('UNDEFINED_IN_TOOL', 'directives', `level ${depth} maps ${output} without ${window}`)

/** Where a level names outputs but not inputs, the first map of outputs becomes one of the inputs they need. */
const inInputs = (maps: readonly PlainMap[], depth: number): readonly PlainMap[] | ReferenceFailure => {
  let converted = maps
  for (const { input, output, window } of axes) {
    const last = lastOn(maps, output)
    if (last === undefined || names(maps, input)) continue
    const reach = lastOn(maps, window)
    if (reach === undefined) return noWindow(output, window, depth)
    const first = indexOf(maps, output)
    const size = inputsFor(last.size, reach.size)
    converted = replaced(converted, first, { ...maps[first]!, size, dimension: input })
  }
  return converted
}

/** What the level above maps and this one does not is mapped in time, outermost, in reverse order. */
const withInherited = (maps: readonly PlainMap[], above: readonly PlainMap[]): readonly PlainMap[] => {
  const complete = [...maps]
  for (const { size, offset, dimension } of above)
    if (!names(complete, dimension)) complete.unshift({ _tag: 'TemporalMap', size, offset, dimension })
  return complete
}

/** Dimensions that nothing maps stay whole, innermost. */
const withWhole = (
  maps: readonly PlainMap[],
  extents: Extents,
  dims: readonly string[],
): readonly PlainMap[] => {
  const complete = [...maps]
  for (const dimension of dims) {
    const extent = extents.get(dimension)
    if (extent === undefined || names(complete, dimension)) continue
    complete.push({ _tag: 'TemporalMap', size: extent.size, offset: extent.size, dimension })
  }
  return complete
}

const missing = (dim: string, depth: number): ReferenceFailure =>
  failure('MISSING_DIMENSION', 'directives', `level ${depth} has no dimension ${dim}`)

/** The tile and offset of whole windows at a stride; undefined for a tile that holds none. */
const strided = (tile: number, stride: number, window: number, depth: number) => {
  if (stride === 1 || tile < window) return undefined
  const outputs = Math.trunc((tile + stride - window) / stride)
  return {
    size: outputs * Math.min(stride, window) + Math.max(window - stride, 0),
    offset: outputs * (depth > 0 && window < stride ? window : stride),
  }
}

/** Maps of strided inputs get tiles of whole windows; of two on one dimension, the first is what changes. */
const withStrides = (
  maps: readonly PlainMap[],
  extents: Extents,
  layer: Extents,
  depth: number,
  { windows }: Coupling,
): readonly PlainMap[] | ReferenceFailure => {
  let adjusted = maps
  for (let i = 0; i < maps.length; i++) {
    const { dimension, size } = adjusted[i]!
    const extent = extents.get(dimension)
    if (extent === undefined) return missing(dimension, depth)
    const window = windows.get(dimension)
    if (window === undefined || extent.stride === 1) continue
    const reach = layer.get(window)
    if (reach === undefined) return missing(window, depth)
    const tile = strided(size, extent.stride, reach.size, depth)
    const first = indexOf(adjusted, dimension)
    if (tile !== undefined) adjusted = replaced(adjusted, first, { ...adjusted[first]!, ...tile })
  }
  return adjusted
}

/** Maps of outputs that are left beside maps of inputs become maps of inputs too. */
const withoutOutputs = (maps: readonly PlainMap[], depth: number): readonly PlainMap[] | ReferenceFailure => {
  let converted = maps
  for (const { input, output, window } of axes)
    while (names(converted, output)) {
      const reach = lastOn(maps, window)
      if (reach === undefined) return noWindow(output, window, depth)
      const index = indexOf(converted, output)
      const map = converted[index]!
      const size = inputsFor(map.size, reach.size)
      converted = replaced(converted, index, { ...map, size, dimension: input })
    }
  return converted
}

/** The largest number that the tool computes of a map. */
const reachOf = ({ _tag, size, offset }: PlainMap, units: number): number =>
  _tag === 'SpatialMap' ? size + offset * (units - 1) : Math.max(size, offset)

/** What the tool checks of a finished level. */
const faultOf = (
  { units, maps, extents }: LevelMaps,
  depth: number,
  { dims }: Coupling,
): ReferenceFailure | undefined => {
  const spatial = maps.filter(({ _tag }) => _tag === 'SpatialMap')
  const counted = `level ${depth} has ${spatial.length} SpatialMaps`
  if (spatial.length > 2) return failure('TOO_MANY_SPATIAL_MAPS', 'directives', counted)
  if (spatial.length === 0) return failure('NO_SPATIAL_MAP', 'directives', `level ${depth} has no SpatialMap`)
  const absent = dims.find((dim) => !extents.has(dim))
  if (absent !== undefined) return missing(absent, depth)
  if (units === 0) return failure('ZERO_UNITS', 'directives', `level ${depth} has 0 units`)
  const huge = maps.find((map) => reachOf(map, units) > largestSize)
  return huge && failure('UNDEFINED_IN_TOOL', 'directives', `a map of ${huge.dimension} exceeds 32 bits`)
}

/** The extents inside a unit's tile. */
const below = ({ maps, extents }: LevelMaps, { dims }: Coupling): Extents => {
  const inner = new Map<string, Extent>()
  for (const dim of dims) {
    const { size, stride } = extents.get(dim)!
    inner.set(dim, { size: Math.min(maps[indexOf(maps, dim)]!.size, size), stride })
  }
  return inner
}

type Context = { readonly layer: Extents; readonly coupling: Coupling }

const levelOf = (
  given: Given,
  depth: number,
  above: LevelMaps | undefined,
  { layer, coupling }: Context,
): LevelMaps | ReferenceFailure => {
  if (depth >= mostLevels) return failure('TOO_MANY_LEVELS', 'directives', `there is a level ${depth}`)
  const extents = above === undefined ? layer : below(above, coupling)
  const own = inInputs(given.maps, depth)
  if (isFailure(own)) return own
  const complete = withWhole(withInherited(own, above?.maps ?? []), extents, coupling.dims)
  const adjusted = withStrides(complete, extents, layer, depth, coupling)
  if (isFailure(adjusted)) return adjusted
  const maps = withoutOutputs(adjusted, depth)
  if (isFailure(maps)) return maps
  const level = { units: given.units, maps, extents }
  return faultOf(level, depth, coupling) ?? level
}

/** The levels of a layer, outermost first. */
export const levelsOf = (
  directives: readonly PlainDirective[],
  numPes: number,
  context: Context,
): readonly LevelMaps[] | ReferenceFailure => {
  const levels: LevelMaps[] = []
  for (const given of split(directives, numPes)) {
    const level = levelOf(given, levels.length, levels[levels.length - 1], context)
    if (isFailure(level)) return level
    levels.push(level)
  }
  return levels
}
