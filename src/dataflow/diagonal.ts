/**
 * The diagonal pair (docs/spec.md, section 2): Y and R (or X and S) both spatial in one level. Unit p gets input rows from
 * p · offset(Y) and filter rows from p · offset(R), so that all units work on the same outputs. It is one spatial loop
 * over R: how row-stationary dataflows are written.
 */
import { type EstimateError, fault } from '../error/error'
import { reach } from '../operator/extents'
import type { Window } from '../operator/problem'
import { printMap } from './print'
import { pathOf, type ReadMap } from './read-directives'
import { outputsIn } from './tile'

export type Diagonal = { readonly coordinate: ReadMap; readonly window: ReadMap; readonly slides: Window }

export const findDiagonals = (maps: readonly ReadMap[]): readonly Diagonal[] =>
  maps.flatMap((coordinate) => {
    if (coordinate.kind !== 'SpatialMap' || coordinate.meaning._tag === 'Loop') return []
    const slides = coordinate.meaning.window
    const window = maps.find((map) => map.kind === 'SpatialMap' && map.meaning.dimension === slides.dimension)
    return window === undefined ? [] : [{ coordinate, window, slides }]
  })

/** The maps that remain loops: the pair is one loop, at the place of the window's map. */
export const overCoordinates = (
  maps: readonly ReadMap[],
  diagonals: readonly Diagonal[],
): readonly ReadMap[] => maps.filter((map) => !diagonals.some(({ coordinate }) => coordinate === map))

/** Why a diagonal pair is none, if so: units out of step, or more outputs than the units share. */
export const mismatch = (
  { coordinate, window, slides }: Diagonal,
  extents: readonly number[],
): EstimateError | undefined => {
  const windowExtent = extents[window.meaning.dimension]!
  const tile = Math.min(window.size, windowExtent)
  const outputs = extents[coordinate.meaning.dimension]!
  const rows = reach(tile, slides.dilation)
  const shared = coordinate.size < rows ? 0 : outputsIn(coordinate, rows)
  const inStep =
    tile === windowExtent ||
    (coordinate.offset === slides.dilation * window.offset && window.offset === window.size)
  if (inStep && shared >= outputs) return undefined
  const step = coordinate.meaning._tag === 'InputCoordinate' ? slides.stride : 1
  const repaired = [
    { ...coordinate, size: rows + step * (outputs - 1), offset: slides.dilation * tile },
    { ...window, size: tile, offset: tile },
  ].map(printMap)
  const reason = inStep
    ? `all units must work on the same outputs, but a size of ${coordinate.size} for ${coordinate.name} covers ${shared} of the level's ${outputs} outputs`
    : `unit p starts at ${coordinate.name} ${coordinate.offset}·p and ${window.name} ${window.offset}·p, so the units do not work on the same outputs`
  return fault('DiagonalMismatch', pathOf(coordinate.index), {
    expected: `the pair ${repaired.join(', ')}`,
    given: [coordinate, window].map(printMap).join(', '),
    hint:
      outputs > 1
        ? `Map ${coordinate.name} in a level above so that one output is left here, or write ${repaired.join(', ')}.`
        : `Write ${repaired.join(', ')}.`,
    message: `${coordinate.name} and ${window.name} are both spatial and form a diagonal: ${reason}.`,
  })
}
