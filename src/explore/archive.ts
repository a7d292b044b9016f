/**
 * The archive of an exploration: candidates for the Pareto front and the best of each objective. Candidates gather in a
 * buffer; when it is full, it is cut back to its front. So memory is bounded by the front.
 */
import { type Bounds, boundsOf, findNoWorse, isNoWorse, noBounds } from './bounds'
import type { Place } from './cell'
import { paretoFront } from './pareto'
import type { Design } from './space'

/** The box that a point was found in, and the design, once it is known which of the box it is. */
export type Found = { readonly place: Place; design: Design | null }

/** Points: one number per objective, smaller is better. */
export type Archive = {
  readonly width: number
  /** Rows that there is room for, at least. */
  readonly room: number
  /** The point that is looked at. */
  readonly point: Float64Array
  /** The least of each objective, and where it was first reached. */
  readonly best: Float64Array
  readonly bestFound: (Found | null)[]
  rows: Float64Array
  found: Found[]
  /** The number of leading rows that are a front, and their bounds. */
  front: number
  bounds: Bounds
  /** Points that have lately matched others. */
  readonly recent: Float64Array
}

const mostRecent = 8
const usualRoom = 2048

/** An archive of points with a number of coordinates, and its room at first. */
export const emptyArchive = (width: number, room = usualRoom): Archive => ({
  width,
  room,
  point: new Float64Array(width),
  best: new Float64Array(width).fill(Number.POSITIVE_INFINITY),
  bestFound: Array.from({ length: width }, () => null),
  rows: new Float64Array(room * width),
  found: [],
  front: 0,
  bounds: noBounds(width),
  recent: new Float64Array(mostRecent * width).fill(Number.POSITIVE_INFINITY),
})

/** Half-way up: points that match often come first, and one that matches once does not displace them all. */
const promote = ({ width, recent }: Archive, place: number): void => {
  const up = place >> 1
  for (let c = 0; c < width; c++) {
    const value = recent[place * width + c]!
    recent[place * width + c] = recent[up * width + c]!
    recent[up * width + c] = value
  }
}

const remember = ({ width, recent }: Archive, rows: Float64Array, at: number): void => {
  const last = (mostRecent - 1) * width
  for (let c = 0; c < width; c++) recent[last + c] = rows[at + c]!
}

/** Whether an earlier design is at least as good as the point in every objective. May say no although there is one. */
export const isMatched = (archive: Archive): boolean => {
  const { width, point, recent, best } = archive
  for (let c = 0; c < width; c++) if (point[c]! < best[c]!) return false
  if (width === 1) return true
  for (let place = 0; place < mostRecent; place++) {
    if (!isNoWorse(recent, place * width, point, width)) continue
    if (place > 0) promote(archive, place)
    return true
  }
  const at = findNoWorse(archive.bounds, point)
  if (at < 0) return false
  remember(archive, archive.bounds.points, at)
  promote(archive, mostRecent - 1)
  return true
}

/** Cuts the rows back to their front. */
export const cutToFront = (archive: Archive): void => {
  const { width, rows, found } = archive
  if (archive.front === found.length) return
  const kept = paretoFront(rows, found.length, width, archive.front)
  const next = new Float64Array(Math.max(archive.room, 2 * kept.length) * width)
  for (let i = 0; i < kept.length; i++)
    for (let c = 0; c < width; c++) next[i * width + c] = rows[kept[i]! * width + c]!
  archive.rows = next
  archive.found = kept.map((row) => found[row]!)
  archive.front = kept.length
  archive.bounds = boundsOf(next, kept.length, width)
}

const keepBest = ({ width, point, best, bestFound }: Archive, place: Place): void => {
  for (let c = 0; c < width; c++) {
    if (!(point[c]! < best[c]!)) continue
    best[c] = point[c]!
    bestFound[c] = { place, design: null }
  }
}

/** Adds the point unless it is matched. It is from a place that is not before those of all others. */
export const offerPoint = (archive: Archive, place: Place): void => {
  const { width, point } = archive
  if (isMatched(archive)) return
  if (archive.found.length * width === archive.rows.length) {
    cutToFront(archive)
    // The front has grown: nothing after it may be matched by it.
    if (isMatched(archive)) return
  }
  keepBest(archive, place)
  const at = archive.found.length * width
  for (let c = 0; c < width; c++) archive.rows[at + c] = point[c]!
  archive.found.push({ place, design: null })
  remember(archive, archive.rows, at)
  promote(archive, mostRecent - 1)
}
