/** The gap of a search over time: how far the best dataflow found is above the optimum at most. */
import { percent } from '../format'
import { h, type Markup } from '../markup'
import type { Traced } from '../search'
import { round, scaleOf, ticksIn } from './log-axis'

const width = 320
const height = 96
const margin = { top: 8, right: 8, bottom: 18, left: 52 }

/** What is drawn: from a tenth of a percent to ten times the optimum. */
const domain = [0.001, 10] as const

const shown = (gap: number): number => Math.min(domain[1], Math.max(domain[0], gap))

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`

/** Nothing before there are two points. */
export const drawGap = (trace: readonly Traced[]): readonly Markup[] => {
  const [first, last] = [trace[0], trace.at(-1)]
  if (first === undefined || last === undefined || trace.length < 2) return []
  const y = scaleOf(domain, height - margin.bottom, margin.top)
  const length = Math.max(1, last.elapsed)
  const x = (elapsed: number): number =>
    margin.left + ((width - margin.left - margin.right) * elapsed) / length
  const points = trace.map(({ elapsed, gap }) => `${round(x(elapsed))},${round(y(shown(gap)))}`)
  const grid = ticksIn(domain, 5).flatMap((value) => [
    h('line', {
      class: 'grid',
      x1: margin.left,
      x2: width - margin.right,
      y1: round(y(value)),
      y2: round(y(value)),
    }),
    h(
      'text',
      { class: 'tick', x: margin.left - 5, y: round(y(value) + 4), 'text-anchor': 'end' },
      percentText(value),
    ),
  ])
  return [
    h('p', { class: 'note' }, 'Gap to the optimum, at most, over time'),
    h(
      'svg',
      {
        class: 'plot gap',
        viewBox: `0 0 ${width} ${height}`,
        role: 'img',
        'aria-label': `The gap fell from ${percent(first.gap)} to ${percent(last.gap)} in ${seconds(last.elapsed)}.`,
      },
      ...grid,
      h('polyline', { class: 'curve', points: points.join(' ') }),
      h('text', { class: 'tick', x: margin.left, y: height - 4 }, '0 s'),
      h(
        'text',
        { class: 'tick', x: width - margin.right, y: height - 4, 'text-anchor': 'end' },
        seconds(last.elapsed),
      ),
    ),
  ]
}

const percentText = (share: number): string => `${100 * share} %`
