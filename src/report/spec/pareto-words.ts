/** What the title of a front says: its objectives, and what of it the axes show. */
import { listed } from '../../error/show'
import { figures } from '../../figures/figures'
import { isRecord } from '../../internal/read'
import { plural } from '../numbers'
import type { ParetoFront, ParetoMeasure } from './pareto-front'
import type { Axes } from './pareto-line'

const wordsOf = (measure: ParetoMeasure): string => figures[measure].words

/** The objectives of an exploration, which has the best design of each. */
export const objectivesOf = (
  { best }: ParetoFront,
  measures: readonly ParetoMeasure[],
): readonly ParetoMeasure[] =>
  isRecord(best) ? measures.filter((measure) => Object.hasOwn(best, measure)) : []

/** Objectives that the axes do not show make the picture a projection. */
export const frontTitle = (objectives: readonly ParetoMeasure[], { x, y }: Axes): string =>
  `Pareto front of ${listed((objectives.length > 2 ? objectives : [x, y]).map(wordsOf))}`

/** How many designs there are, how many of them none beats on the axes that are shown, and what else the front is of. */
export const frontSubtitle = (
  designs: number,
  onLine: number,
  objectives: readonly ParetoMeasure[],
  { x, y }: Axes,
): readonly string[] => {
  const hidden = objectives.filter((measure) => measure !== x && measure !== y).map(wordsOf)
  const isWhole = onLine === designs
  return [
    isWhole
      ? plural(designs, 'design')
      : `${plural(designs, 'design')}, ${onLine} not dominated on these axes`,
    hidden.length === 0
      ? ''
      : isWhole
        ? `a projection: ${listed(hidden)} not shown`
        : `a projection: faint designs are better by ${listed(hidden, 'or')}`,
  ]
}
