/** Limits of measures, as lines across a front. */
import { isRecord } from '../../internal/read'
import { short } from '../numbers'
import type { ParetoMeasure } from './pareto-front'
import { type Axes, height, width } from './pareto-line'
import { faint, type JsonObject } from './vega-lite'

/** The most of some measures. */
export type Budget = { readonly [M in ParetoMeasure]?: number }

export const limitsOf = (budget: Budget, measure: ParetoMeasure): readonly number[] => {
  const limit = isRecord(budget) ? budget[measure] : undefined
  return typeof limit === 'number' && Number.isFinite(limit) ? [limit] : []
}

/** A dashed line for each limit of a measure that is shown, with its value. */
export const budgetLayers = (
  budget: Budget,
  axes: Axes,
  encoding: { readonly x: JsonObject; readonly y: JsonObject },
): readonly JsonObject[] =>
  (['x', 'y'] as const).flatMap((axis) =>
    limitsOf(budget, axes[axis]).flatMap((limit): readonly JsonObject[] => {
      const data: JsonObject = { values: [{ [axes[axis]]: limit, text: `budget ${short(limit)}` }] }
      const place = { [axis]: encoding[axis] }
      const corner: JsonObject = axis === 'x' ? { y: { value: height - 8 } } : { x: { value: width - 4 } }
      const label: JsonObject = axis === 'x' ? { align: 'right', dx: -5 } : { align: 'right', dy: -7 }
      return [
        { data, mark: { type: 'rule', strokeDash: [5, 4], color: faint }, encoding: place },
        {
          data,
          mark: { type: 'text', fontSize: 11, color: faint, ...label },
          encoding: { ...place, ...corner, text: { field: 'text', type: 'nominal' } },
        },
      ]
    }),
  )
