/** Canonical levels written as directives, in any of the notations that mean them (docs/spec.md, section 2). */
import {
  type Cluster,
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  type SpatialMap,
  type TemporalMap,
} from '../../../src/index'
import type { SimLoop } from '../simulator/types'
import { expressionOf, type Pen } from './expressions'
import type { Extents, Slide, Subject } from './layers'
import { type Canonical, type CanonicalLevel, leftBy } from './levels'
import { chance, inserted, pick, type Random } from './random'

type AnyMap = SpatialMap | TemporalMap
type Place = { readonly level: CanonicalLevel; readonly extents: Extents; readonly subject: Subject }

const mapOf = (pen: Pen, kind: SimLoop['kind'], size: number, offset: number, dimension: string): AnyMap => ({
  _tag: kind === 'spatial' ? 'SpatialMap' : 'TemporalMap',
  size: expressionOf(pen, size),
  offset: expressionOf(pen, offset),
  dimension,
})

const extentOf = (extents: Extents, dimension: string): number => extents[dimension] ?? 1

/** How far the window reaches in this level, which may tile it. */
const reachAt = ({ window, dilation }: Slide, { level, extents }: Place): number => {
  if (window === null) return 1
  const tiled = level.loops.find(({ dim }) => dim === window)?.size ?? extentOf(extents, window)
  return dilation * (tiled - 1) + 1
}

/** In the loop's own name: the offset is the size, or anything if the tile covers the extent. */
const plainMap = (pen: Pen, { dim, kind, size }: SimLoop, name: string, place: Place): AnyMap => {
  const { random } = pen
  const extent = extentOf(place.extents, dim)
  if (size < extent || chance(random, 50)) return mapOf(pen, kind, size, size, name)
  pen.used.add('size beyond the extent or free offset')
  const larger = size + random(0, 3)
  const offset = random(1, larger + 1)
  // This offset would be read as window notation, of a smaller tile.
  const halo = place.subject.slides
    .filter(({ form, loop }) => form === 'plain' && loop === dim)
    .map((slide) => reachAt(slide, place) - 1)[0]
  return mapOf(pen, kind, larger, larger - (halo ?? 0) === offset ? larger : offset, name)
}

/** In window notation, where Y is a plain loop: the halo is part of the size. */
const windowMap = (pen: Pen, { kind, size }: SimLoop, slide: Slide, place: Place): AnyMap => {
  if (slide.window !== null) pen.used.add('window notation of a plain coordinate')
  return mapOf(pen, kind, size + reachAt(slide, place) - 1, size, slide.coordinate)
}

/** In input rows: so many rows hold so many outputs, and rows short of one more output change nothing. */
const inputMap = (pen: Pen, { dim, kind, size }: SimLoop, slide: Slide, place: Place): AnyMap => {
  const { random, used } = pen
  const { stride, coordinate } = slide
  used.add('input notation')
  const covers = size >= extentOf(place.extents, dim)
  const more = covers ? random(0, stride + 2) : random(0, stride - 1)
  const reach = reachAt(slide, place)
  const rows = stride * (size - 1) + reach + more
  const offsets = [size * stride, rows - reach + 1, ...(covers ? [random(1, rows + 2)] : [])]
  const offset = pick(random, offsets)
  if (!covers && offset !== size * stride) used.add('stride-1 notation on a strided layer')
  return mapOf(pen, kind, rows, offset, coordinate)
}

/** A loop as a map, in any of its names. */
const loopMap = (pen: Pen, loop: SimLoop, place: Place): AnyMap => {
  const slides = place.subject.slides.filter((slide) => slide.loop === loop.dim)
  const slide = slides.length > 0 && chance(pen.random, 60) ? pick(pen.random, slides) : undefined
  if (slide === undefined) return plainMap(pen, loop, loop.dim, place)
  if (slide.form === 'input') return inputMap(pen, loop, slide, place)
  return chance(pen.random, 50)
    ? windowMap(pen, loop, slide, place)
    : plainMap(pen, loop, slide.coordinate, place)
}

/** The other half of a diagonal pair: rows that start with each unit's part of the window, and hold all outputs. */
const diagonalPartner = (pen: Pen, window: SimLoop, slide: Slide, place: Place): AnyMap => {
  const { random, used } = pen
  used.add('diagonal pair')
  const outputs = extentOf(place.extents, slide.loop)
  const step = slide.form === 'input' ? slide.stride : 1
  const rows = step * (outputs - 1) + reachAt(slide, place) + random(0, 2)
  const covers = window.size >= extentOf(place.extents, window.dim)
  if (covers) used.add('diagonal pair with free offsets')
  const offset = covers ? random(1, rows + 2) : slide.dilation * window.size
  return mapOf(pen, 'spatial', rows, offset, slide.coordinate)
}

/** The partners of the level's spatial loop, if it is over a window whose outputs the level does not map. */
const partnersOf = (pen: Pen, place: Place): readonly AnyMap[] => {
  const { level, subject } = place
  const spread = level.loops.find(({ kind }) => kind === 'spatial')
  const possible = subject.slides.filter(
    ({ window, loop }) => window === spread?.dim && !level.loops.some(({ dim }) => dim === loop),
  )
  if (spread === undefined || possible.length === 0 || chance(pen.random, 25)) return []
  return [diagonalPartner(pen, spread, pick(pen.random, possible), place)]
}

/** Maps of dimensions that the operator lacks: dropped, whatever else the level has. */
const droppedMaps = (pen: Pen, { lacking }: Subject, isNeeded: boolean): readonly AnyMap[] => {
  const { random, used } = pen
  const count = lacking.length === 0 ? 0 : (isNeeded ? 1 : 0) + (chance(random, 10) ? random(1, 2) : 0)
  return Array.from({ length: count }, () => {
    const size = chance(random, 40) ? 1 : random(2, 9)
    used.add(size === 1 ? 'dropped map of size 1' : 'dropped map')
    return mapOf(
      pen,
      pick(random, ['spatial', 'temporal'] as const),
      size,
      random(1, 9),
      pick(random, lacking),
    )
  })
}

const levelMaps = (pen: Pen, place: Place, isOnlyMap: boolean): readonly AnyMap[] => {
  const loops = place.level.loops.map((loop) => loopMap(pen, loop, place))
  const extra = [...partnersOf(pen, place), ...droppedMaps(pen, place.subject, isOnlyMap)]
  return extra.reduce<readonly AnyMap[]>((maps, map) => inserted(pen.random, maps, map), loops)
}

export type Written = { readonly dataflow: Dataflow; readonly used: ReadonlySet<string> }

export const writeDataflow = (random: Random, subject: Subject, { levels }: Canonical): Written => {
  const pen: Pen = { random, sizes: subject.sizes, parameters: new Map(), used: new Set() }
  const isEmpty = levels.every(({ loops }) => loops.length === 0)
  let extents = subject.extents
  const directives = levels.flatMap((level, i): readonly Directive[] => {
    const maps = levelMaps(pen, { level, extents, subject }, isEmpty && i === 0)
    const opened: readonly Cluster[] = i === 0 ? [] : [cluster(expressionOf(pen, level.units))]
    extents = leftBy(level, extents)
    return [...opened, ...maps]
  })
  return { dataflow: dataflow('random', directives, Object.fromEntries(pen.parameters)), used: pen.used }
}

/** The canonical form itself as directives, with numbers only. */
export const canonicalDataflow = ({
  subject: { extents },
  canonical: { levels },
}: {
  readonly subject: Subject
  readonly canonical: Canonical
}): Dataflow => {
  const maps = (loops: CanonicalLevel['loops']) =>
    loops.map(({ dim, kind, size }): Directive => {
      const _tag = kind === 'spatial' ? 'SpatialMap' : 'TemporalMap'
      return { _tag, size, offset: size, dimension: dim }
    })
  // A dataflow must list a map, be it one that changes nothing.
  const [[dim, size] = ['', 1]] = Object.entries(extents)
  const isEmpty = levels.every(({ loops }) => loops.length === 0)
  const listed = isEmpty ? maps([{ dim, kind: 'temporal', size }]) : []
  return dataflow('canonical', [
    ...listed,
    ...levels.flatMap(({ units, loops }, i) => [...(i === 0 ? [] : [cluster(units)]), ...maps(loops)]),
  ])
}
