/** How a mapping search comes on: the gap between the best found and the bound, over the boxes that it has worked on. */
import type { MapProgress } from '../../map/map'
import { messagePicture, optionsFault, progressFault } from '../faults'
import { count } from '../numbers'
import { domainOf, logarithmic } from './log-axis'
import { faint, type JsonObject, palette, picture, type VegaLiteSpec } from './vega-lite'

type Point = { readonly nodes: number; readonly gap: number; readonly estimates: number }

const pointsOf = (progress: readonly MapProgress[]): readonly Point[] =>
  progress.flatMap(({ mapping: { gap, counts } }) =>
    gap === null || !Number.isFinite(gap) ? [] : [{ nodes: counts.nodes, gap, estimates: counts.estimates }],
  )

/** What the search has shown at its end. */
const endOf = (points: readonly Point[]): string => {
  const last = points.at(-1)
  if (last === undefined) return 'nothing was found'
  const after = `after ${count(last.nodes)} boxes and ${count(last.estimates)} estimates`
  return last.gap === 0 ? `the optimum is proven ${after}` : `a gap of ${count(100 * last.gap)} % ${after}`
}

/** Where the gap is closed: a logarithmic axis has no 0. */
const closedAt = (points: readonly Point[]): readonly Point[] => {
  const first = points.find(({ gap }) => gap === 0)
  return first === undefined ? [] : [first]
}

/**
 * The gap between the best mapping found and the lower bound, over the boxes of mappings that a search has worked on: one
 * point for each piece that `mapInChunks` yields. Both axes are logarithmic; a vertical line marks the point where the gap is
 * closed. Pieces without a mapping have no point.
 *
 * @param progress - The pieces of a search, as `[...mapInChunks(request)].map(orThrow)` gives them.
 * @param options - The title.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { mapInChunks } from 'maestro-dataflow/map'
 * import { gapSpec } from 'maestro-dataflow/report'
 *
 * const request = { layer: gemm({ M: 8, N: 6, K: 10 }), hardware: accelerator({ pes: 4, clusters: [{ capacity: 64 }] }) }
 * const pieces = [...mapInChunks(request, { chunk: 20 })].map(orThrow)
 * JSON.stringify(gapSpec(pieces)['title']).includes('the optimum is proven after') // => true
 * ```
 * @since 0.2.0
 * @category pictures
 */
export const gapSpec = (
  progress: readonly MapProgress[],
  options: {
    /** The title: name the layer and the accelerator. */
    readonly title?: string
  } = {},
): VegaLiteSpec => {
  const fault = progressFault(progress) ?? optionsFault(options, { title: 'text' })
  if (fault !== undefined) return messagePicture(fault)
  const points = pointsOf(progress)
  const open = points.filter(({ gap }) => gap > 0)
  const x = logarithmic('nodes', 'boxes of mappings worked on', domainOf(points.map(({ nodes }) => nodes)))
  const y = logarithmic('gap', 'best found / lower bound − 1', domainOf(open.map(({ gap }) => gap)))
  const curve: JsonObject = {
    data: { values: open },
    mark: {
      type: 'line',
      interpolate: 'step-after',
      color: palette[0]!,
      point: { size: 25, filled: true, color: palette[0]! },
    },
    encoding: {
      x,
      y,
      tooltip: [
        { field: 'nodes', type: 'quantitative', title: 'boxes', format: ',' },
        { field: 'gap', type: 'quantitative', format: '.3~%' },
        { field: 'estimates', type: 'quantitative', format: ',' },
      ],
    },
  }
  const end: JsonObject = {
    data: { values: closedAt(points) },
    mark: { type: 'rule', color: faint, strokeDash: [4, 3] },
    encoding: { x },
  }
  return picture(options.title ?? 'Gap of the mapping search', endOf(points), {
    width: 560,
    height: 300,
    layer: [end, curve],
  })
}
