/** The tables of a level: what a unit holds of each dimension, and how tensors depend on its loops (section 7). */
import { type Coupling, outputOf } from './coupling'
import type { PlainMap } from './layer'
import type { LevelMaps } from './levels'
import { lastTile, outputsIn, unitsInLastFold } from './quirks'

/** Elements along a dimension: of a tile, of the last tile, and of each that are new after a step. */
export type Tile = {
  readonly full: number
  readonly edge: number
  readonly step: number
  readonly edgeStep: number
}

/** A map of a level, in its place. Where a dimension is mapped twice, the last map decides its tile and state. */
export type Loop = {
  readonly spatial: boolean
  readonly size: number
  readonly offset: number
  /** Number of the dimension in lists of sizes. */
  readonly slot: number
  /** That of the window that slides over it; −1 without one. */
  readonly windowSlot: number
  readonly tile: Tile
  /** The tile of outputs, of a dimension that a window slides over; else the same. */
  readonly outputs: Tile
  /** Place of the last map of the dimension. */
  readonly last: number
}

/** How a tensor depends on the loops of a level. */
export type Dependence = {
  /** Per place: whether its dimension is coupled to the tensor. */
  readonly on: readonly boolean[]
  /** Places of the first map of each coupled dimension, in the order of coupling. */
  readonly places: readonly number[]
  /** Those of them that are spatial. */
  readonly spatial: readonly number[]
}

export type Level = {
  readonly units: number
  /** Units with work where the spatial dimension ends. */
  readonly edgeUnits: number
  readonly loops: readonly Loop[]
  /** Places of the spatial maps; the first is the primary one. */
  readonly spatial: readonly number[]
  readonly input: Dependence
  readonly filter: Dependence
  readonly output: Dependence
  /** Places of maps whose dimension is not coupled to the output: what is added up. */
  readonly reduced: readonly number[]
  /** Per coupled dimension, the place of its first map: what the level below is made of. */
  readonly firsts: readonly number[]
}

const edgeUnitsOf = ({ size, offset }: PlainMap, extent: number, units: number): number => {
  if (extent <= size) return 1
  const steps = Math.trunc((extent - size) / offset) + 1
  if (extent <= offset * (units - 1) + size) return offset * (steps - 1) + size < extent ? steps + 1 : steps
  const rest = extent - Math.trunc(steps / units) * offset * units
  return unitsInLastFold(rest, size, offset)
}

const tileOf = ({ _tag, size, offset }: PlainMap, extent: number): Tile => {
  const steps = Math.max(0, Math.trunc((extent - size) / offset))
  const last = lastTile(extent, offset, steps)
  const isPartial = steps * offset + size < extent || size > extent
  const isWhole = _tag === 'TemporalMap' && extent <= size
  return {
    full: size,
    edge: isPartial ? last : size,
    step: isWhole ? 0 : Math.min(size, offset),
    edgeStep: Math.max(offset - (size - last), 0),
  }
}

const outputTile = (input: Tile, window: Tile, { size, offset }: PlainMap): Tile => {
  const edge = outputsIn(input.edge, window.edge)
  return {
    full: outputsIn(input.full, window.full),
    edge,
    step: Math.min(offset, size),
    edgeStep: Math.min(offset, edge),
  }
}

/** Per name of a dimension, or of outputs, its tile; of two maps of a dimension the last one's. */
const tilesOf = ({ maps, extents }: LevelMaps, { windows }: Coupling): ReadonlyMap<string, Tile> => {
  const tiles = new Map<string, Tile>()
  for (const map of maps) tiles.set(map.dimension, tileOf(map, extents.get(map.dimension)!.size))
  for (const map of maps) {
    const window = windows.get(map.dimension)
    if (window === undefined) continue
    tiles.set(`${map.dimension}'`, outputTile(tiles.get(map.dimension)!, tiles.get(window)!, map))
  }
  return tiles
}

const placesWhere = (flags: readonly boolean[]): readonly number[] =>
  flags.flatMap((flag, place) => (flag ? [place] : []))

const dependenceOf = (
  dims: readonly string[],
  maps: readonly PlainMap[],
  firsts: ReadonlyMap<string, number>,
): Dependence => {
  const places = dims.map((dim) => firsts.get(dim)!)
  return {
    on: maps.map(({ dimension }) => dims.includes(dimension)),
    places,
    spatial: places.filter((place) => maps[place]!._tag === 'SpatialMap'),
  }
}

/** The level in numbers; `slots` numbers the dimensions. */
export const tabulate = (given: LevelMaps, coupling: Coupling, slots: readonly string[]): Level => {
  const { units, maps, extents } = given
  const tiles = tilesOf(given, coupling)
  const firsts = new Map<string, number>()
  const lasts = new Map<string, number>()
  for (let place = 0; place < maps.length; place++) {
    const { dimension } = maps[place]!
    if (!firsts.has(dimension)) firsts.set(dimension, place)
    lasts.set(dimension, place)
  }
  const isSpatial = maps.map(({ _tag }) => _tag === 'SpatialMap')
  const spatial = placesWhere(isSpatial)
  const primary = maps[spatial[0]!]!
  const output = dependenceOf(coupling.output, maps, firsts)
  return {
    units,
    edgeUnits: edgeUnitsOf(primary, extents.get(primary.dimension)!.size, units),
    loops: maps.map(({ size, offset, dimension }, place) => ({
      spatial: isSpatial[place]!,
      size,
      offset,
      slot: slots.indexOf(dimension),
      windowSlot: slots.indexOf(coupling.windows.get(dimension) ?? ''),
      tile: tiles.get(dimension)!,
      outputs: tiles.get(outputOf(dimension, coupling))!,
      last: lasts.get(dimension)!,
    })),
    spatial,
    input: dependenceOf(coupling.input, maps, firsts),
    filter: dependenceOf(coupling.filter, maps, firsts),
    output,
    reduced: placesWhere(output.on.map((isOn) => !isOn)),
    firsts: coupling.dims.map((dim) => firsts.get(dim)!),
  }
}
