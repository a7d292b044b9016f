/**
 * Directives of a single level taken at their word (docs/spec.md, section 2): which iterations does each of their steps
 * cover? Nothing here knows of tiles that partition anything.
 */
import { extentOf } from './axes'
import type { Extents, Slide } from './layers'

/** A map with numbers, as it stands in the list. */
export type LiteralMap = {
  readonly spatial: boolean
  readonly size: number
  readonly offset: number
  readonly name: string
}

/** Half-open: `from` is in, `to` is out. */
type Range = { readonly from: number; readonly to: number }

/** How often each of so many iterations is covered. */
export type Coverage = readonly number[]

const covered = (extent: number, ranges: readonly Range[]): Coverage =>
  Array.from({ length: extent }, (_, i) => ranges.filter(({ from, to }) => from <= i && i < to).length)

/** Steps start an offset apart, until the whole extent has been passed. */
const stepsOver = (extent: number, { size, offset }: LiteralMap): readonly Range[] => {
  const steps: Range[] = []
  for (let from = 0; from < extent; from += offset) {
    steps.push({ from, to: Math.min(extent, from + size) })
    if (from + size >= extent) break
  }
  return steps
}

/** A map of a loop by its own name. */
export const coverOf = (extent: number, map: LiteralMap): Coverage => covered(extent, stepsOver(extent, map))

export const once = (coverage: Coverage): boolean => coverage.every((times) => times === 1)
export const twice = (coverage: Coverage): boolean => coverage.some((times) => times > 1)
export const never = (coverage: Coverage): boolean => coverage.some((times) => times === 0)

/** How far the window reaches that the level slides: all of it, or a tile. */
export const reachUnder = (slide: Slide, maps: readonly LiteralMap[], extents: Extents): number => {
  if (slide.window === null) return 1
  const extent = extentOf(extents, slide.window)
  const tile = Math.min(extent, maps.find(({ name }) => name === slide.window)?.size ?? extent)
  return slide.dilation * (tile - 1) + 1
}

/** A map of input rows: a step covers the outputs all of whose rows it holds. */
export const coverOfRows = (slide: Slide, map: LiteralMap, reach: number, extents: Extents): Coverage => {
  const outputs = extentOf(extents, slide.loop)
  const rows = slide.stride * (outputs - 1) + reach
  return Array.from({ length: outputs }, (_, output) => {
    const first = slide.stride * output
    return stepsOver(rows, map).filter(({ from }) => from <= first && first + reach <= from + map.size).length
  })
}

/** A map of a plain coordinate: with the halo in its size if the offset says so, else as any plain loop. */
export const coverOfPlain = (slide: Slide, map: LiteralMap, reach: number, extents: Extents): Coverage => {
  const extent = extentOf(extents, slide.loop)
  const withoutHalo = map.size - reach + 1
  return coverOf(extent, map.offset === withoutHalo ? { ...map, size: withoutHalo } : map)
}

/**
 * Both maps spatial: unit p holds rows from p · offset and the window from p · its offset. It covers what it holds both of,
 * output by output and the window's parts within.
 */
export const coverOfDiagonal = (
  slide: Slide,
  coordinate: LiteralMap,
  window: LiteralMap,
  extents: Extents,
): readonly Coverage[] => {
  const parts = stepsOver(extentOf(extents, window.name), window)
  const step = slide.form === 'input' ? slide.stride : 1
  return Array.from({ length: extentOf(extents, slide.loop) }, (_, output) =>
    Array.from({ length: extentOf(extents, window.name) }, (_, tap) => {
      const row = step * output + slide.dilation * tap
      const holds = ({ from, to }: Range, unit: number): boolean => {
        const first = unit * coordinate.offset
        return from <= tap && tap < to && first <= row && row < first + coordinate.size
      }
      return parts.filter(holds).length
    }),
  )
}
