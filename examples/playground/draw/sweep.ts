/** The curves of a sweep: runtime and energy over one hardware value, with the hardware as it is marked. */
import { unitText } from '../figures'
import { count, short } from '../format'
import { h, type Markup } from '../markup'
import { type Sweep, type SweptPoint, swept } from '../sweep'
import { type Domain, domainOf, round, type Scale, scaleOf, ticksIn } from './log-axis'

const panelHeight = 140
const margin = { top: 26, right: 14, bottom: 10, left: 56 }
const axisHeight = 36

type Measure = 'runtime' | 'energy'

type Shown = { readonly value: number; readonly cost: number; readonly fits: boolean }

const shownOf = (points: readonly SweptPoint[], measure: Measure): readonly (Shown | null)[] =>
  points.map(({ value, costs }) =>
    costs === null || !(costs[measure] > 0) ? null : { value, cost: costs[measure], fits: costs.fits },
  )

/** Stretches without a gap. */
const stretchesOf = (points: readonly (Shown | null)[]): readonly (readonly Shown[])[] => {
  const stretches: Shown[][] = [[]]
  for (const point of points) {
    if (point === null) stretches.push([])
    else stretches.at(-1)?.push(point)
  }
  return stretches.filter(({ length }) => length > 0)
}

const xDomain = ({ points, now }: Sweep): Domain => {
  const values = points.map(({ value }) => value)
  return domainOf(now.value === null || now.value <= 0 ? values : [...values, now.value], 1, 2)
}

const titleOf = ({ value, cost, fits }: Shown, { field, unit }: Sweep, measure: Measure): string => {
  const cycles = measure === 'runtime' ? `${count(cost)} cycles` : `${short(cost)} ${unitText(unit)}`
  return `${count(value)} ${swept[field].unit}: ${cycles}${fits ? '' : '; does not fit the buffers'}`
}

const curve = (sweep: Sweep, measure: Measure, x: Scale, y: Scale): readonly Markup[] =>
  stretchesOf(shownOf(sweep.points, measure)).flatMap((points) => [
    h('polyline', {
      class: 'curve',
      points: points.map(({ value, cost }) => `${round(x(value))},${round(y(cost))}`).join(' '),
    }),
    ...points.map((point) =>
      h(
        'circle',
        {
          class: point.fits ? 'dot' : 'dot unfit',
          cx: round(x(point.value)),
          cy: round(y(point.cost)),
          r: 3,
        },
        h('title', {}, titleOf(point, sweep, measure)),
      ),
    ),
  ])

const panel = (sweep: Sweep, measure: Measure, x: Scale, width: number, top: number): readonly Markup[] => {
  const costs = shownOf(sweep.points, measure).flatMap((point) => (point === null ? [] : point.cost))
  const own = sweep.now.costs[measure]
  if (!(own > 0)) return []
  const domain = domainOf([...costs, own], 1.15, 4)
  const y = scaleOf(domain, top + panelHeight - margin.bottom, top + margin.top)
  const grid = ticksIn(domain, 4).flatMap((tick) => [
    h('line', {
      class: 'grid',
      x1: margin.left,
      x2: width - margin.right,
      y1: round(y(tick)),
      y2: round(y(tick)),
    }),
    h(
      'text',
      { class: 'tick', x: margin.left - 6, y: round(y(tick) + 4), 'text-anchor': 'end' },
      short(tick),
    ),
  ])
  const title = measure === 'runtime' ? 'Runtime in cycles' : `Energy in ${unitText(sweep.unit)}`
  const { value } = sweep.now
  const at = value === null || value <= 0 ? width - margin.right : x(value)
  return [
    ...grid,
    h('text', { class: 'title', x: margin.left, y: top + 14 }, title),
    h('line', {
      class: 'now',
      x1: round(at),
      x2: round(at),
      y1: top + margin.top,
      y2: top + panelHeight - margin.bottom,
    }),
    ...curve(sweep, measure, x, y),
    h('circle', { class: 'point own', cx: round(at), cy: round(y(own)), r: 6 }),
  ]
}

/** `32 elements/cycle`, or `unlimited` */
export const valueText = ({ field, now: { value } }: Sweep): string =>
  value === null ? 'unlimited' : `${count(value)} ${swept[field].unit}`

const rangeText = (sweep: Sweep, measure: Measure): string => {
  const costs = shownOf(sweep.points, measure).flatMap((point) => (point === null ? [] : point.cost))
  return costs.length === 0
    ? ''
    : `${measure} from ${short(Math.max(...costs))} to ${short(Math.min(...costs))}`
}

const describe = (sweep: Sweep): string => {
  const { label, unit, from, to } = swept[sweep.field]
  const { runtime, energy } = sweep.now.costs
  const ranges = [rangeText(sweep, 'runtime'), rangeText(sweep, 'energy')].filter((text) => text !== '')
  return `${label} from ${count(from)} to ${count(to)} ${unit}: ${ranges.join(', ')}. Now ${valueText(sweep)}: ${count(runtime)} cycles, energy ${short(energy)}.`
}

export const drawSweep = (sweep: Sweep, width: number): Markup => {
  const domain = xDomain(sweep)
  const x = scaleOf(domain, margin.left, width - margin.right)
  const bottom = 2 * panelHeight
  const ticks = ticksIn(domain, 7).map((tick) =>
    h('text', { class: 'tick', x: round(x(tick)), y: bottom + 10, 'text-anchor': 'middle' }, short(tick)),
  )
  const { label, unit } = swept[sweep.field]
  return h(
    'svg',
    {
      class: 'plot sweep',
      viewBox: `0 0 ${width} ${bottom + axisHeight}`,
      width,
      height: bottom + axisHeight,
      role: 'img',
      'aria-label': describe(sweep),
    },
    ...panel(sweep, 'runtime', x, width, 0),
    ...panel(sweep, 'energy', x, width, panelHeight),
    ...ticks,
    h(
      'text',
      { class: 'title', x: (margin.left + width) / 2, y: bottom + 28, 'text-anchor': 'middle' },
      `${label} (${unit})`,
    ),
  )
}
