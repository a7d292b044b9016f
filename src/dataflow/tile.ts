/**
 * The canonical tile of a map (docs/spec.md, section 2): tiles must partition the extent. Maps on an input coordinate are
 * turned into maps on outputs: m input rows hold ⌊(m − w) / s⌋ + 1 outputs.
 */
import { type EstimateError, fault, type Report } from '../error/error'
import { reach } from '../operator/extents'
import type { Window } from '../operator/problem'
import { printMap } from './print'
import { pathOf, type ReadMap } from './read-directives'

const indices = (from: number, to: number): string => {
  if (to === from) return `${from}`
  return to === from + 1 ? `${from} and ${to}` : `${from} to ${to}`
}

/** Outputs that a map on an input coordinate holds, when the window spans `windowReach` rows. */
export const outputsIn = ({ size, meaning }: ReadMap, windowReach: number): number => {
  const stride = meaning._tag === 'InputCoordinate' ? meaning.window.stride : 1
  return Math.floor((size - windowReach) / stride) + 1
}

/** How far the window reaches in a level that may tile the window's dimension too. */
const reachOf = (window: Window, maps: readonly ReadMap[], extents: readonly number[]): number => {
  if (window.dimension === null) return 1
  const extent = extents[window.dimension]!
  const map = maps.find(({ meaning }) => meaning.dimension === window.dimension)
  return reach(map === undefined ? extent : Math.min(map.size, extent), window.dilation)
}

type Tiling = {
  readonly map: ReadMap
  /** What the map tiles, in words: `outputs` or the dimension. */
  readonly what: string
  /** The tile in outputs (or in the dimension itself), and the extent that it should partition. */
  readonly tile: number
  readonly extent: number
  /** Rows of the coordinate per output; 1 for other dimensions. */
  readonly stride: number
  /** The reach of the window over an input coordinate; null for other dimensions. */
  readonly windowReach: number | null
}

const are = (from: number, to: number): string => (from === to ? 'is' : 'are')

/** `output 8`, `outputs 8 and 9`, `C 4 to 7`. */
const counted = (what: string, from: number, to: number): string =>
  `${what === 'outputs' && from === to ? 'output' : what} ${indices(from, to)}`

/** `the last output`, `the last 2 outputs`, `the last 3 indices of C`. */
const lastOnes = (what: string, number: number): string => {
  const [one, several] =
    what === 'outputs' ? ['output', 'outputs'] : [`index of ${what}`, `indices of ${what}`]
  return number === 1 ? `the last ${one}` : `the last ${number} ${several}`
}

/** What goes wrong when the tile that starts next is not where the last one ended, in numbers of this layer. */
const consequence = ({ map, what, tile, extent, stride }: Tiling): string => {
  const { offset, size } = map
  const step = offset / stride
  const held =
    stride === 1 && size === tile
      ? `tile ${tile}`
      : `size ${size} (${tile} ${tile === 1 ? 'output' : 'outputs'})`
  if (!Number.isInteger(step))
    return `with offset ${offset} and ${held}, ${offset} is not a multiple of the stride ${stride}`
  if (step < tile)
    return `with offset ${offset} and ${held}, every tile repeats ${lastOnes(what, tile - step)} of the tile before it`
  const last = Math.min(step, extent) - 1
  return `with offset ${offset} and ${held}, ${counted(what, tile, last)} of every ${step} ${are(tile, last)} never computed`
}

const verb = ({ map, tile, stride }: Tiling): string => {
  if (map.offset % stride !== 0) return 'puts windows out of step'
  return map.offset < tile * stride ? 'repeats work' : 'skips work'
}

type Repair = { readonly map: ReadMap; readonly outputs: number }

/** The map with the tile that it holds, and where it has a window, with the tile that its offset steps over. */
const repairsOf = ({ map, tile, stride, windowReach }: Tiling): readonly [Repair, ...Repair[]] => {
  const bySize = { map: { ...map, offset: tile * stride }, outputs: tile }
  // Outputs that overlap were counted with the halo of their inputs: the offset says how many are meant.
  if (map.name.endsWith("'") && map.offset < tile)
    return [{ map: { ...map, size: map.offset }, outputs: map.offset }, bySize]
  if (windowReach === null || map.offset % stride !== 0) return [bySize]
  const outputs = map.offset / stride
  const byOffset = { map: { ...map, size: windowReach + stride * (outputs - 1) }, outputs }
  // A size that leaves no room for the halo was meant as a number of outputs; that of one window as one output.
  const meansOffset = tile < outputs && map.offset <= map.size && map.size > windowReach
  return meansOffset ? [byOffset, bySize] : [bySize, byOffset]
}

const showRepair = ({ map, outputs }: Repair): string =>
  `${printMap(map)} for ${outputs} ${outputs === 1 ? 'output' : 'outputs'} per step`

const misplaced = (tiling: Tiling): EstimateError => {
  const { map, tile, stride } = tiling
  const repairs = repairsOf(tiling)
  const [first] = repairs
  const overlaps = map.offset < tile * stride
  return fault(overlaps ? 'OverlappingMap' : 'SkippingMap', pathOf(map.index), {
    expected: repairs.map((repair) => printMap(repair.map)).join(' or '),
    given: printMap(map),
    hint:
      repairs.length === 1
        ? `Write ${printMap(first.map)}.`
        : `Write ${repairs.map(showRepair).join(', or ')}.`,
    message: `${printMap(map)} ${verb(tiling)}: ${consequence(tiling)}.`,
  })
}

const windowTooSmall = (map: ReadMap, windowReach: number, stride: number): EstimateError => {
  const right = printMap({ ...map, size: windowReach, offset: stride })
  return fault('WindowTooSmall', pathOf(map.index), {
    expected: `a size of at least ${windowReach}`,
    given: `size ${map.size}`,
    hint: `Write ${right} for one output at a time, or tile the window too.`,
    message: `${printMap(map)} contains no output: the window of one output spans ${windowReach} of ${map.name}.`,
  })
}

const outputTile = (
  map: ReadMap,
  window: Window,
  maps: readonly ReadMap[],
  extents: readonly number[],
  report: Report,
) => {
  const extent = extents[map.meaning.dimension]!
  const windowReach = reachOf(window, maps, extents)
  if (map.size < windowReach) {
    report.push(windowTooSmall(map, windowReach, window.stride))
    return Math.min(map.size, extent)
  }
  const tile = outputsIn(map, windowReach)
  // As stride-1 notation has it, also with strided layers: the offset is the size less the halo.
  const inWindowNotation = map.offset === map.size - windowReach + 1
  const partitions = map.offset === tile * window.stride || inWindowNotation || tile >= extent
  if (!partitions)
    report.push(misplaced({ map, what: 'outputs', tile, extent, stride: window.stride, windowReach }))
  return Math.min(tile, extent)
}

const plainTile = (map: ReadMap, extents: readonly number[], report: Report): number => {
  const { size, offset, name } = map
  const extent = extents[map.meaning.dimension]!
  if (offset !== size && size < extent)
    report.push(
      misplaced({
        map,
        what: name.endsWith("'") ? 'outputs' : name,
        tile: size,
        extent,
        stride: 1,
        windowReach: null,
      }),
    )
  return Math.min(size, extent)
}

/** By what factor the offset of a map of input rows exceeds the step of its tile; undefined if it is none. */
export const skipFactor = (
  map: ReadMap,
  maps: readonly ReadMap[],
  extents: readonly number[],
): number | undefined => {
  if (map.meaning._tag !== 'InputCoordinate') return undefined
  const { window } = map.meaning
  const outputs = outputsIn(map, reachOf(window, maps, extents))
  const factor = map.offset / (outputs * window.stride)
  return outputs > 0 && factor > 1 && Number.isInteger(factor) ? factor : undefined
}

/** The tile of a map among the maps of its level; a map that does not partition its extent is reported. */
export const tileOf = (
  map: ReadMap,
  maps: readonly ReadMap[],
  extents: readonly number[],
  report: Report,
): number => {
  const { meaning } = map
  if (meaning._tag === 'InputCoordinate') return outputTile(map, meaning.window, maps, extents, report)
  if (meaning._tag === 'PlainCoordinate') {
    const withoutHalo = map.size - reachOf(meaning.window, maps, extents) + 1
    if (map.offset === withoutHalo) return Math.min(withoutHalo, extents[meaning.dimension]!)
  }
  return plainTile(map, extents, report)
}
