/** The line of a front: below it (or, where more is better, above it) there is no design. */
import { figures } from '../../figures/figures'
import type { ParetoMeasure, ParetoPoint } from './pareto-front'
import { faint, type JsonObject } from './vega-lite'

/** A design with its values on the axes that are shown. */
export type Place = { readonly point: ParetoPoint; readonly x: number; readonly y: number }

export type Axes = { readonly x: ParetoMeasure; readonly y: ParetoMeasure }

export const width = 560
export const height = 380

/** Whether more is better. */
export const isGain = (measure: ParetoMeasure): boolean => figures[measure].better === 'more'

const costOf = (value: number, measure: ParetoMeasure): number => (isGain(measure) ? -value : value)

export const isFitting = ({ fits }: ParetoPoint): boolean => fits !== false

/**
 * The designs that no other beats on both axes, from the best by x to the best by y. A front of more objectives has others;
 * what does not fit its buffers is none.
 */
export const edgeOf = (places: readonly Place[], { x, y }: Axes): readonly Place[] => {
  const sorted = places
    .filter(({ point }) => isFitting(point))
    .toSorted((a, b) => costOf(a.x, x) - costOf(b.x, x) || costOf(a.y, y) - costOf(b.y, y))
  let best = Number.POSITIVE_INFINITY
  return sorted.filter((place) => {
    const isBetter = costOf(place.y, y) < best
    if (isBetter) best = costOf(place.y, y)
    return isBetter
  })
}

const stroke: JsonObject = { color: faint, strokeWidth: 1.5, opacity: 0.7 }

/**
 * The line through these designs as stairs: from one to the next nothing is better than the first of the two. Beyond the ends it
 * goes on to the border, so that one design has a line as well.
 */
export const lineLayers = (
  edge: readonly JsonObject[],
  encoding: { readonly x: JsonObject; readonly y: JsonObject },
  { x, y }: Axes,
): readonly JsonObject[] => {
  const interpolate = isGain(x) ? 'step-before' : 'step-after'
  const line: JsonObject = {
    data: { values: edge },
    mark: { type: 'line', interpolate, ...stroke },
    encoding: { ...encoding, order: { field: x, type: 'quantitative' } },
  }
  const beyond = (values: readonly JsonObject[], end: JsonObject): JsonObject => ({
    data: { values },
    mark: { type: 'rule', ...stroke },
    encoding: { ...encoding, ...end },
  })
  return [
    // A line through one point has no place to be.
    ...(edge.length < 2 ? [] : [line]),
    ...(edge.length === 0
      ? []
      : [
          beyond(edge.slice(0, 1), { y2: { value: isGain(y) ? height : 0 } }),
          beyond(edge.slice(-1), { x2: { value: isGain(x) ? 0 : width } }),
        ]),
  ]
}
