/** The tables of a level: what a unit holds of each dimension, and how tensors depend on its loops (section 7). */
import type { Coupling } from './coupling'
import type { PlainMap } from './layer'
import type { LevelMaps } from './levels'
import { leftAfter, outputsIn, unitsOnRest } from './quirks'

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

/** Places of maps, apart by kind. */
export type Places = { readonly temporal: readonly number[]; readonly spatial: readonly number[] }

/** How a tensor depends on the loops of a level: `temporal` and `spatial` are the places that make its volume. */
export type Dependence = Places & {
  /** Per place: whether its dimension is coupled to the tensor. */
  readonly on: readonly boolean[]
  /** Places of the first map of each coupled dimension, in the order of coupling. */
  readonly firsts: readonly number[]
  /** Those of them that are spatial. */
  readonly spread: readonly number[]
}

export type Level = {
  readonly units: number
  /** Units with work where the spatial dimension ends. */
  readonly edgeUnits: number
  readonly loops: readonly Loop[]
  /** Places of the spatial maps; the first is the primary one. */
  readonly spatial: readonly number[]
  /** Every map of a dimension that is coupled to the tensor counts. */
  readonly input: Dependence
  readonly filter: Dependence
  /** The first map of a dimension counts. */
  readonly output: Dependence
  /** Maps of dimensions that are not coupled to the output: what is added up. */
  readonly reduced: Places
  /** Per coupled dimension, the place of its first map: what the level below is made of. */
  readonly firsts: readonly number[]
}

const edgeUnitsOf = ({ size, offset }: PlainMap, extent: number, units: number): number => {
  if (extent <= size) return 1
  const steps = Math.trunc((extent - size) / offset) + 1
  if (extent <= offset * (units - 1) + size) return offset * (steps - 1) + size < extent ? steps + 1 : steps
  const rest = extent - Math.trunc(steps / units) * offset * units
  return unitsOnRest(rest, size, offset)
}

const tileOf = ({ _tag, size, offset }: PlainMap, extent: number): Tile => {
  const steps = Math.max(0, Math.trunc((extent - size) / offset))
  const last = leftAfter(steps, extent, offset)
  const isPartial = steps * offset + size < extent || size > extent
  const isWhole = _tag === 'TemporalMap' && extent <= size
  return {
    full: size,
    edge: isPartial ? last : size,
    step: isWhole ? 0 : Math.min(size, offset),
    edgeStep: Math.max(offset - (size - last), 0),
  }
}

const unmapped: Tile = { full: 0, edge: 0, step: 0, edgeStep: 0 }

const outputTile = (input: Tile, window: Tile, { size, offset }: PlainMap): Tile => {
  const edge = outputsIn(input.edge, window.edge)
  return {
    full: outputsIn(input.full, window.full),
    edge,
    step: Math.min(offset, size),
    edgeStep: Math.min(offset, edge),
  }
}

/** A map with the slots of its dimension and of the window that slides over it. */
type Placed = { readonly map: PlainMap; readonly slot: number; readonly windowSlot: number }

/** Per slot, the place of its first and of its last map; −1 without one. */
const placesBySlot = (maps: readonly Placed[], slots: number) => {
  const firsts: number[] = []
  for (let slot = 0; slot < slots; slot++) firsts.push(-1)
  const lasts = firsts.slice()
  for (let place = 0; place < maps.length; place++) {
    const { slot } = maps[place]!
    if (firsts[slot]! < 0) firsts[slot] = place
    lasts[slot] = place
  }
  return { firsts, lasts }
}

const loopsOf = (
  maps: readonly Placed[],
  extents: readonly number[],
  lasts: readonly number[],
): readonly Loop[] => {
  // Of two maps of a dimension, the last one's tile counts.
  const tiles = lasts.map((place, slot) => (place < 0 ? unmapped : tileOf(maps[place]!.map, extents[slot]!)))
  return maps.map(({ map: { _tag, size, offset }, slot, windowSlot }) => {
    const tile = tiles[slot]!
    const last = lasts[slot]!
    const outputs = windowSlot < 0 ? tile : outputTile(tile, tiles[windowSlot]!, maps[last]!.map)
    return { spatial: _tag === 'SpatialMap', size, offset, slot, windowSlot, tile, outputs, last }
  })
}

const byKind = (loops: readonly Loop[], places: readonly number[]): Places => {
  const temporal: number[] = []
  const spatial: number[] = []
  for (const place of places) (loops[place]!.spatial ? spatial : temporal).push(place)
  return { temporal, spatial }
}

const placesWhere = (loops: readonly Loop[], holds: (loop: Loop) => boolean): readonly number[] => {
  const places: number[] = []
  for (let place = 0; place < loops.length; place++) if (holds(loops[place]!)) places.push(place)
  return places
}

/** The slots of `coupled` are the first, in the order of `dims`; `firsts` are places by slot. */
const dependenceOf = (
  loops: readonly Loop[],
  coupled: readonly number[],
  firsts: readonly number[],
  counts: 'every' | 'first',
): Dependence => {
  const on = loops.map(({ slot }) => coupled.includes(slot))
  const places = coupled.map((slot) => firsts[slot]!)
  const first = byKind(loops, places)
  const { temporal, spatial } =
    counts === 'first'
      ? first
      : byKind(
          loops,
          placesWhere(loops, ({ slot }) => coupled.includes(slot)),
        )
  return { on, firsts: places, temporal, spatial, spread: first.spatial }
}

/** The level in numbers; `slots` numbers the dimensions. */
export const tabulate = (given: LevelMaps, coupling: Coupling, slots: readonly string[]): Level => {
  const { units } = given
  const { input, filter, output } = coupling.slots
  const maps = given.maps.map((map) => ({
    map,
    slot: slots.indexOf(map.dimension),
    windowSlot: slots.indexOf(coupling.windows.get(map.dimension) ?? ''),
  }))
  const extents = slots.map((name) => given.extents.get(name)?.size ?? 0)
  const { firsts, lasts } = placesBySlot(maps, slots.length)
  const loops = loopsOf(maps, extents, lasts)
  const spatial = placesWhere(loops, (loop) => loop.spatial)
  const primary = maps[spatial[0]!]!
  return {
    units,
    edgeUnits: edgeUnitsOf(primary.map, extents[primary.slot]!, units),
    loops,
    spatial,
    input: dependenceOf(loops, input, firsts, 'every'),
    filter: dependenceOf(loops, filter, firsts, 'every'),
    output: dependenceOf(loops, output, firsts, 'first'),
    reduced: byKind(
      loops,
      placesWhere(loops, ({ slot }) => !output.includes(slot)),
    ),
    firsts: firsts.slice(0, coupling.dims.length),
  }
}
