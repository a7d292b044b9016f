/** Which directives of a single level are at fault, judged by what they cover when taken at their word. */
import type { ErrorTag } from '../../../src/index'
import { extentOf } from '../generators/axes'
import type { Slide, Subject } from '../generators/layers'
import {
  type Coverage,
  coverOf,
  coverOfDiagonal,
  coverOfPlain,
  coverOfRows,
  type LiteralMap,
  never,
  once,
  reachUnder,
  twice,
} from '../generators/literal'

/** The directive's number in the list, and what is wrong with it. */
export type Fault = { readonly index: number; readonly tag: ErrorTag }

export type Verdict = {
  readonly faults: readonly Fault[]
  /** Whether the same loop is named twice, so that the list says nothing that could be enumerated. */
  readonly isAmbiguous: boolean
  /** Coverage of each loop, or of pairs of loops; all of them exactly once if nothing is at fault. */
  readonly coverages: readonly Coverage[]
}

const slideOf = ({ slides }: Subject, { name }: LiteralMap): Slide | undefined =>
  slides.find(({ coordinate }) => coordinate === name)

const loopOf = (subject: Subject, map: LiteralMap): string => slideOf(subject, map)?.loop ?? map.name

const isInput = (subject: Subject, map: LiteralMap): boolean => slideOf(subject, map)?.form === 'input'

/** The same loop a second time: once in inputs and once in outputs, or just again. */
const repeated = (subject: Subject, maps: readonly LiteralMap[]): readonly Fault[] =>
  maps.flatMap((map, index): readonly Fault[] => {
    const first = maps.find((other) => loopOf(subject, other) === loopOf(subject, map))
    if (first === undefined || first === map) return []
    const mixed = isInput(subject, first) !== isInput(subject, map)
    return [{ index, tag: mixed ? 'MixedNotation' : 'RepeatedDimension' }]
  })

type Diagonal = { readonly slide: Slide; readonly coordinate: LiteralMap; readonly window: LiteralMap }

const diagonalsIn = (subject: Subject, maps: readonly LiteralMap[]): readonly Diagonal[] =>
  maps.flatMap((coordinate): readonly Diagonal[] => {
    const slide = coordinate.spatial ? slideOf(subject, coordinate) : undefined
    const window = maps.find(({ spatial, name }) => spatial && name === slide?.window)
    return slide === undefined || window === undefined ? [] : [{ slide, coordinate, window }]
  })

/** One spatial loop per level, where a diagonal pair is one. */
const tooSpatial = (maps: readonly LiteralMap[], diagonals: readonly Diagonal[]): readonly Fault[] =>
  [...maps.entries()]
    .filter(([, map]) => map.spatial && !diagonals.some(({ coordinate }) => coordinate === map))
    .slice(1)
    .map(([index]) => ({ index, tag: 'TwoSpatialMaps' }))

/** The units of a pair are in step if their windows start where their rows do. */
const inStep = ({ slide, coordinate, window }: Diagonal, { extents }: Subject): boolean =>
  window.size >= extentOf(extents, window.name) ||
  (window.offset === window.size && coordinate.offset === slide.dilation * window.offset)

type Judged = { readonly tag: ErrorTag | null; readonly coverages: readonly Coverage[] }

/** Covered twice is an overlap, not at all a gap; both come of an offset too small for its tile. */
const judgedBy = (coverage: Coverage): Judged => {
  const wrong = twice(coverage) ? 'OverlappingMap' : never(coverage) ? 'SkippingMap' : null
  return { tag: wrong, coverages: [coverage] }
}

/**
 * A map of rows. With an offset that is not a multiple of the stride, no step after the first need start at an output: by
 * convention that is legal if the windows' starts adjoin, and otherwise refused, whatever the steps happen to cover.
 */
const judgedRows = (slide: Slide, map: LiteralMap, reach: number, { extents }: Subject): Judged => {
  const coverage = coverOfRows(slide, map, reach, extents)
  const starts = map.size - reach + 1
  if (starts < 1) return { tag: 'WindowTooSmall', coverages: [coverage] }
  const isConventional = map.offset === starts || starts > slide.stride * (extentOf(extents, slide.loop) - 1)
  if (map.offset % slide.stride === 0 || isConventional) return judgedBy(coverage)
  const adjoining = slide.stride * Math.ceil(starts / slide.stride)
  return { tag: map.offset < adjoining ? 'OverlappingMap' : 'SkippingMap', coverages: [coverage] }
}

const judgedDiagonal = (diagonal: Diagonal, subject: Subject): Judged => {
  const { slide, coordinate, window } = diagonal
  const coverages = coverOfDiagonal(slide, coordinate, window, subject.extents)
  return { tag: inStep(diagonal, subject) && coverages.every(once) ? null : 'DiagonalMismatch', coverages }
}

export const verdictOn = (subject: Subject, maps: readonly LiteralMap[]): Verdict => {
  const again = repeated(subject, maps)
  if (again.length > 0) return { faults: again, isAmbiguous: true, coverages: [] }
  const diagonals = diagonalsIn(subject, maps)
  const judged = maps.map((map): Judged => {
    const diagonal = diagonals.find(({ coordinate }) => coordinate === map)
    if (diagonal !== undefined) return judgedDiagonal(diagonal, subject)
    // The window's own map is judged with its partner.
    if (diagonals.some(({ window }) => window === map)) return { tag: null, coverages: [] }
    const slide = slideOf(subject, map)
    if (slide === undefined) return judgedBy(coverOf(extentOf(subject.extents, map.name), map))
    const reach = reachUnder(slide, maps, subject.extents)
    if (slide.form === 'input') return judgedRows(slide, map, reach, subject)
    return judgedBy(coverOfPlain(slide, map, reach, subject.extents))
  })
  const wrong = judged.flatMap(({ tag }, index) => (tag === null ? [] : [{ index, tag }]))
  return {
    faults: [...tooSpatial(maps, diagonals), ...wrong],
    isAmbiguous: false,
    coverages: judged.flatMap(({ coverages }) => coverages),
  }
}
