/** The traffic from the border of the chip to the PEs: how many elements of each tensor cross each border. */
import type { Estimate } from 'maestro-dataflow'
import { count, short } from '../format'
import { h, type Markup } from '../markup'
import { round } from './log-axis'

type Part = { readonly tensor: string; readonly elements: number }

/** A border, with what crosses it in both directions. */
export type Crossing = { readonly place: string; readonly parts: readonly Part[]; readonly total: number }

const crossingOf = (place: string, parts: readonly Part[]): Crossing => ({
  place,
  parts,
  total: parts.reduce((sum, { elements }) => sum + elements, 0),
})

/** `L2 to PEs`, `clusters to PEs`; with the number of the level where there are more than two. */
const placeOf = (level: number, levels: number): string => {
  const from = level === 0 ? 'L2' : 'clusters'
  const to = level === levels - 1 ? 'PEs' : 'clusters'
  return `${from} to ${to}${levels > 2 ? `, level ${level}` : ''}`
}

/** From the outside to the inside. */
export const crossingsOf = ({ offchip, levels }: Estimate): readonly Crossing[] => [
  crossingOf(
    'off-chip to L2',
    Object.entries(offchip.tensors).map(([tensor, { reads, writes }]) => ({
      tensor,
      elements: reads + writes,
    })),
  ),
  ...levels.map(({ tensors }, level) =>
    crossingOf(
      placeOf(level, levels.length),
      Object.entries(tensors).map(([tensor, { ingress = 0, egress = 0 }]) => ({
        tensor,
        elements: ingress + egress,
      })),
    ),
  ),
]

const rowHeight = 44
const barHeight = 14

const describe = ({ place, parts, total }: Crossing): string =>
  `${place}: ${short(total)} elements (${parts.map(({ tensor, elements }) => `${tensor} ${short(elements)}`).join(', ')})`

const bars = ({ place, parts }: Crossing, most: number, y: number, width: number): readonly Markup[] => {
  let x = 0
  return parts.map(({ tensor, elements }, i) => {
    const length = (width * elements) / Math.max(1, most)
    const bar = h(
      'rect',
      { class: `part-${i % 6}`, x: round(x), y, width: round(length), height: barHeight },
      h('title', {}, `${tensor}, ${place}: ${count(elements)} elements`),
    )
    x += length
    return bar
  })
}

/** A bar for each border, all to one scale; above it, how many MACs an element that crosses it serves. */
export const drawTraffic = (estimate: Estimate, width: number): Markup => {
  const crossings = crossingsOf(estimate)
  const most = Math.max(...crossings.map(({ total }) => total))
  const rows = crossings.flatMap((crossing, i) => {
    const y = i * rowHeight
    const { place, total } = crossing
    const each = total === 0 ? '' : `, ${count(estimate.macs / total)} MACs each`
    return [
      h('text', { class: 'title', x: 0, y: y + 14 }, `${place}: ${short(total)} elements${each}`),
      ...bars(crossing, most, y + 20, width),
    ]
  })
  const height = crossings.length * rowHeight
  return h(
    'svg',
    {
      class: 'plot traffic',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `Traffic. ${crossings.map(describe).join('; ')}.`,
    },
    ...rows,
  )
}

export const trafficLegend = ({ offchip }: Estimate): readonly Markup[] =>
  Object.keys(offchip.tensors).map((tensor, i) =>
    h(
      'li',
      {},
      h(
        'svg',
        { class: 'swatch', viewBox: '0 0 12 12', 'aria-hidden': 'true' },
        h('rect', { class: `part-${i % 6}`, x: 1, y: 1, width: 10, height: 10 }),
      ),
      ` ${tensor}`,
    ),
  )
