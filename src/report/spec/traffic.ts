/** Traffic of every level and tensor, from outside the chip to the MACs. */
import type { Estimate, LevelTensor } from '../../cost/estimate-type'
import type { NetworkEstimate } from '../../network/network-estimate'
import { boundaryName } from '../estimate-words'
import { answerFault, messagePicture } from '../faults'
import { isNetwork, misfitNote } from '../network'
import { nameOr, short, times } from '../numbers'
import { domainOf, logarithmic } from './log-axis'
import { networkTrafficSpec } from './network-traffic'
import { ink, type JsonObject, palette, picture, type VegaLiteSpec } from './vega-lite'

/** A count of a tensor where it crosses. */
type Figure = {
  readonly place: string
  readonly tensor: string
  readonly end: string
  readonly figure: string
  readonly elements: number
}

const parentEnd = "at the parent's end"
const unitsEnd = "at the units' end"
const readBack = 'read back to add'
const ends = [parentEnd, unitsEnd, readBack, 'reads', 'writes']

const ofAccesses = (
  place: string,
  tensors: Readonly<Record<string, { readonly reads: number; readonly writes: number }>>,
): readonly Figure[] =>
  Object.entries(tensors).flatMap(([tensor, figures]) => [
    { place, tensor, end: 'reads', figure: 'reads', elements: figures.reads },
    { place, tensor, end: 'writes', figure: 'writes', elements: figures.writes },
  ])

const ofTensor = (place: string, tensor: string, figures: LevelTensor): readonly Figure[] => {
  const figure = (end: string, name: 'ingress' | 'fills' | 'egress' | 'evictions' | 'accumulations') => {
    const elements = figures[name]
    return elements === undefined ? [] : { place, tensor, end, figure: name, elements }
  }
  return [
    figure(parentEnd, 'ingress'),
    figure(unitsEnd, 'fills'),
    figure(parentEnd, 'egress'),
    figure(unitsEnd, 'evictions'),
    figure(readBack, 'accumulations'),
  ].flat()
}

const figuresOf = (estimate: Estimate): readonly Figure[] => [
  ...ofAccesses('outside ↔ L2', estimate.offchip.tensors),
  ...estimate.levels.flatMap(({ tensors }, level) =>
    Object.entries(tensors).flatMap(([tensor, figures]) =>
      ofTensor(boundaryName(estimate, level), tensor, figures),
    ),
  ),
  ...ofAccesses('L1 ↔ MACs', estimate.pe.tensors),
]

type Row = {
  readonly place: string
  readonly tensor: string
  readonly least: number
  readonly most: number
  readonly text: string
}

const shared = (figure: 'fills' | 'evictions', factor: number): string =>
  factor > 1 ? `, ${times(factor)} × ${figure === 'fills' ? 'multicast' : 'reduced'}` : ''

const readBackText = (elements: number): string => (elements > 0 ? `, ${short(elements)} read back` : '')

/** What there is to read beside a row. */
const textOf = (figures: readonly Figure[]): string => {
  const of = (name: string) => figures.find(({ figure }) => figure === name)?.elements ?? 0
  if (of('fills') > 0)
    return `${short(of('ingress'))} → ${short(of('fills'))}${shared('fills', of('fills') / of('ingress'))}`
  if (of('evictions') > 0)
    return `${short(of('evictions'))} → ${short(of('egress'))}${shared('evictions', of('evictions') / of('egress'))}${readBackText(of('accumulations'))}`
  return figures
    .filter(({ elements }) => elements > 0)
    .map(({ figure, elements }) => `${short(elements)} ${figure}`)
    .join(', ')
}

const rowsOf = (figures: readonly Figure[]): readonly Row[] => {
  const keys = [...new Set(figures.map(({ place, tensor }) => JSON.stringify([place, tensor])))]
  return keys.flatMap((key) => {
    const of = figures.filter(({ place, tensor }) => JSON.stringify([place, tensor]) === key)
    const sizes = of.map(({ elements }) => elements).filter((elements) => elements > 0)
    const [first] = of
    if (first === undefined || sizes.length === 0) return []
    const least = sizes.reduce((a, b) => Math.min(a, b))
    const most = sizes.reduce((a, b) => Math.max(a, b))
    return { place: first.place, tensor: first.tensor, least, most, text: textOf(of) }
  })
}

const width = 460
const rowHeight = 24

const ofEstimate = (estimate: Estimate): VegaLiteSpec => {
  const figures = figuresOf(estimate)
  const rows = rowsOf(figures)
  const places = [...new Set(figures.map(({ place }) => place))]
  const tensors = [...new Set(figures.map(({ tensor }) => tensor))]
  const domain = domainOf(figures.map(({ elements }) => elements))
  const y: JsonObject = {
    field: 'tensor',
    type: 'nominal',
    sort: tensors,
    title: null,
    axis: { ticks: false, domain: false, grid: true },
  }
  const x = logarithmic('elements', 'elements', domain)
  const color: JsonObject = {
    field: 'tensor',
    type: 'nominal',
    title: 'tensor',
    scale: { domain: tensors, range: palette.slice(0, Math.max(1, tensors.length)) },
    legend: null,
  }
  const present = ends.filter((end) => figures.some((figure) => figure.end === end && figure.elements > 0))
  const ofKind = (kind: string, values: readonly JsonObject[]) => values.map((value) => ({ ...value, kind }))
  const only = (kind: string): JsonObject => ({ filter: `datum.kind === '${kind}'` })
  return picture(
    `Traffic of ${nameOr(estimate.layer, 'the layer')} under ${nameOr(estimate.dataflow, 'this dataflow')}`,
    ['elements over the whole run, level by level', misfitNote(estimate)],
    {
      data: {
        values: [
          ...ofKind('row', rows),
          ...ofKind(
            'figure',
            figures.filter(({ elements }) => elements > 0),
          ),
        ],
      },
      facet: {
        row: {
          field: 'place',
          type: 'nominal',
          sort: places,
          title: null,
          header: { labelOrient: 'top', labelAnchor: 'start', labelFontWeight: 'bold', labelPadding: 2 },
        },
      },
      spec: {
        width,
        height: rowHeight * tensors.length,
        layer: [
          {
            transform: [only('row')],
            mark: { type: 'rule', strokeWidth: 3, opacity: 0.45 },
            encoding: { y, x: { ...x, field: 'least' }, x2: { field: 'most' }, color },
          },
          {
            transform: [only('figure')],
            mark: { type: 'point', filled: true, size: 65, opacity: 1, stroke: 'white', strokeWidth: 0.7 },
            encoding: {
              y,
              x,
              color,
              shape: {
                field: 'end',
                type: 'nominal',
                title: 'counted',
                scale: {
                  domain: ends,
                  range: ['square', 'circle', 'cross', 'triangle-left', 'triangle-right'],
                },
                legend: { values: present },
              },
              tooltip: [
                { field: 'place', type: 'nominal' },
                { field: 'tensor', type: 'nominal' },
                { field: 'figure', type: 'nominal' },
                { field: 'elements', type: 'quantitative', format: ',' },
              ],
            },
          },
          {
            transform: [only('row')],
            mark: { type: 'text', align: 'left', x: width + 10, fontSize: 11, color: ink },
            encoding: { y, text: { field: 'text', type: 'nominal' } },
          },
        ],
      },
      spacing: 6,
    },
  )
}

/**
 * The traffic of an estimate on a logarithmic scale, from outside the chip to the MACs. Each line is a tensor crossing a
 * level's network: its ends are what the parent's buffer and the units' buffers count, so that its length is the
 * multicast of an input or the spatial reduction of an output. Counts of zero have no mark. Of a network it shows what
 * each layer moves across the border of the chip.
 *
 * @since 0.1.0
 * @category pictures
 */
export const trafficSpec = (of: Estimate | NetworkEstimate): VegaLiteSpec => {
  const fault = answerFault(of)
  if (fault !== undefined) return messagePicture(fault)
  return isNetwork(of) ? networkTrafficSpec(of) : ofEstimate(of)
}
