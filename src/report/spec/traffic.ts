/** Traffic of every level and tensor, from outside the chip to the MACs. */
import { type ElementBits, elementBits } from '../../cost/element-bits'
import type { Estimate } from '../../cost/estimate-type'
import { attempt } from '../../error/attempt'
import type { EstimateErrors } from '../../error/error'
import { isRight } from '../../internal/either'
import { isRecord } from '../../internal/read'
import type { NetworkEstimate } from '../../network/network-estimate'
import { type Explainable, readSubject } from '../explain/read-subject'
import { messagePicture, optionsFault, pictureFault } from '../faults'
import { isNetwork, misfitNote } from '../network'
import { bits, count, nameOr, plural, short, times } from '../numbers'
import { differ, mixesWidths } from '../widths'
import { domainOf, logarithmic } from './log-axis'
import { networkTrafficSpec } from './network-traffic'
import {
  ends,
  type Figure,
  figuresOf,
  offchipPlace,
  sizeIn,
  type Unit,
  unitOf,
  widthOf,
} from './traffic-figures'
import { ink, type JsonObject, palette, paper, picture, type VegaLiteSpec } from './vega-lite'

type Row = {
  readonly place: string
  readonly tensor: string
  readonly least: number
  readonly most: number
  readonly text: string
}

const factor = (figure: 'fills' | 'evictions', factor: number): string =>
  factor > 1 ? `, ${times(factor)} × ${figure === 'fills' ? 'multicast' : 'reduced'}` : ''

/** `, 4 → 16 bits each` where an element is wider at one end than at the other. */
const changed = (from: number | null, to: number | null): string =>
  from === null || to === null || !differ([from, to]) ? '' : `, ${count(from)} → ${bits(to)} each`

/** From one end of a network to the other; the factor is one of elements, whatever an element takes at either end. */
const across = (unit: Unit, from: Figure, to: Figure, figure: 'fills' | 'evictions'): string => {
  const shared = figure === 'fills' ? to.elements / from.elements : from.elements / to.elements
  const sizes = `${short(sizeIn(unit, from))} → ${short(sizeIn(unit, to))}`
  return unit === 'elements'
    ? `${sizes}${factor(figure, shared)}`
    : `${sizes} bits${factor(figure, shared)}${changed(widthOf(from), widthOf(to))}`
}

/** What there is to read beside a row. */
const textOf = (unit: Unit, figures: readonly Figure[]): string => {
  const of = (name: string) => figures.find(({ figure, elements }) => figure === name && elements > 0)
  const size = (figure: Figure): string => short(sizeIn(unit, figure))
  const [ingress, fills, evictions, egress, back] = [
    of('ingress'),
    of('fills'),
    of('evictions'),
    of('egress'),
    of('accumulations'),
  ]
  if (ingress !== undefined && fills !== undefined) return across(unit, ingress, fills, 'fills')
  if (evictions !== undefined && egress !== undefined)
    return `${across(unit, evictions, egress, 'evictions')}${back === undefined ? '' : `, ${size(back)} read back`}`
  const inBits = (figure: Figure): string =>
    `${size(figure)} bits ${figure.figure === 'reads' ? 'read' : 'written'}`
  return figures
    .filter(({ elements }) => elements > 0)
    .map((figure) => (unit === 'bits' ? inBits(figure) : `${size(figure)} ${figure.figure}`))
    .join(', ')
}

/** The bits of what crosses the chip's border, where elements have different widths and are counted all the same. */
const bitsBeside = (estimate: Estimate, unit: Unit, place: string, tensor: string): string => {
  const crossing = place === offchipPlace ? estimate.offchip.tensors[tensor] : undefined
  if (unit === 'bits' || crossing === undefined || !mixesWidths(estimate)) return ''
  return `, ${short(crossing.bits.reads + crossing.bits.writes)} bits`
}

const rowsOf = (estimate: Estimate, unit: Unit, figures: readonly Figure[]): readonly Row[] => {
  const keys = [...new Set(figures.map(({ place, tensor }) => JSON.stringify([place, tensor])))]
  return keys.flatMap((key) => {
    const of = figures.filter(({ place, tensor }) => JSON.stringify([place, tensor]) === key)
    const sizes = of.filter(({ elements }) => elements > 0).map((figure) => sizeIn(unit, figure))
    const [first] = of
    if (first === undefined || sizes.length === 0) return []
    const least = sizes.reduce((a, b) => Math.min(a, b))
    const most = sizes.reduce((a, b) => Math.max(a, b))
    const text = `${textOf(unit, of)}${bitsBeside(estimate, unit, first.place, first.tensor)}`
    return { place: first.place, tensor: first.tensor, least, most, text }
  })
}

/** A count as a picture has it: bits only where it shows them. */
const datumOf = (unit: Unit, { bits, ...figure }: Figure): JsonObject =>
  unit === 'bits' ? { ...figure, bits } : figure

/** What is counted, below the title. */
const countedIn = (estimate: Estimate, unit: Unit): string => {
  const beside = unit === 'elements' && mixesWidths(estimate) ? '; off-chip also in bits' : ''
  return `${unit} over the whole run, level by level${beside}`
}

const width = 460
const rowHeight = 24

/** `widths` where they are known: those of the same layer on the same accelerator. */
const ofEstimate = (estimate: Estimate, title: string | undefined, widths?: ElementBits): VegaLiteSpec => {
  const figures = figuresOf(estimate, widths)
  const unit = unitOf(figures)
  const rows = rowsOf(estimate, unit, figures)
  const places = [...new Set(figures.map(({ place }) => place))]
  const tensors = [...new Set(figures.map(({ tensor }) => tensor))]
  const domain = domainOf(figures.map((figure) => sizeIn(unit, figure)))
  const y: JsonObject = {
    field: 'tensor',
    type: 'nominal',
    sort: tensors,
    title: null,
    axis: { ticks: false, domain: false, grid: true },
  }
  const x = logarithmic(unit, unit, domain)
  const color: JsonObject = {
    field: 'tensor',
    type: 'nominal',
    title: 'tensor',
    scale: { domain: tensors, range: palette.slice(0, Math.max(1, tensors.length)) },
    legend: { orient: 'bottom', symbolType: 'square', symbolOpacity: 1 },
  }
  const present = ends.filter((end) => figures.some((figure) => figure.end === end && figure.elements > 0))
  const ofKind = (kind: string, values: readonly JsonObject[]) => values.map((value) => ({ ...value, kind }))
  const only = (kind: string): JsonObject => ({ filter: `datum.kind === '${kind}'` })
  return picture(
    title ??
      `Traffic of ${nameOr(estimate.layer, 'the layer')} under ${nameOr(estimate.dataflow, 'this dataflow')}`,
    [countedIn(estimate, unit), misfitNote(estimate)],
    {
      data: {
        values: [
          ...ofKind('row', rows),
          ...ofKind(
            'figure',
            figures.filter(({ elements }) => elements > 0).map((figure) => datumOf(unit, figure)),
          ),
        ],
      },
      facet: {
        row: {
          field: 'place',
          type: 'nominal',
          sort: places,
          title: null,
          header: {
            labelOrient: 'top',
            labelAnchor: 'start',
            labelFontWeight: 'bold',
            labelPadding: 2,
            labelLimit: width,
          },
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
            mark: {
              type: 'point',
              filled: true,
              // One end is seen around the other where both count the same.
              size: { expr: `datum.end === "${ends[0]}" ? 130 : 60` },
              opacity: 1,
              stroke: paper,
              strokeWidth: 0.9,
            },
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
                  range: ['square', 'circle', 'cross', 'triangle-down', 'triangle-up'],
                },
                legend: { values: present, orient: 'bottom', columns: 2 },
              },
              tooltip: [
                { field: 'place', type: 'nominal' },
                { field: 'tensor', type: 'nominal' },
                { field: 'figure', type: 'nominal' },
                { field: 'elements', type: 'quantitative', format: ',' },
                ...(unit === 'bits' ? [{ field: 'bits', type: 'quantitative', format: ',' }] : []),
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

const firstOf = ([{ message, hint }, ...others]: EstimateErrors): string =>
  `${message} ${hint}${others.length === 0 ? '' : ` (${plural(others.length, 'more error')})`}`

/** In bits where widths differ, which only the layer and the accelerator say. */
const ofExplainable = (given: Explainable, title: string | undefined): VegaLiteSpec => {
  const drawn = attempt((report) => {
    const subject = readSubject(given, report)
    const widths = subject && elementBits(subject.analysis, subject.hardware, report)
    return subject && widths && ofEstimate(subject.estimate, title, widths)
  })
  return isRight(drawn) ? drawn.right : messagePicture(firstOf(drawn.left))
}

const isExplainable = (of: object): of is Explainable => 'hardware' in of

/**
 * The traffic of an estimate on a logarithmic scale, from outside the chip to the MACs. Each line is a tensor crossing a
 * level's network: its ends are the counts of the parent's buffer and of the units' buffers, so that its length is the
 * multicast of an input or the spatial reduction of an output. Counts of zero have no mark. Of a network it shows what
 * each layer moves across the border of the chip.
 *
 * Where elements have different widths, a picture of `{ layer, dataflow, hardware }`, as {@link explain} takes them, is in
 * bits throughout; a picture of an estimate counts elements, and adds bits for off-chip traffic only. If the input has an
 * error, the picture says so.
 *
 * @param of - The answer of `estimate` or of `estimateNetwork`, or a layer, a dataflow and hardware.
 * @param options - The title.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, spatialMap } from 'maestro-dataflow'
 * import { trafficSpec } from 'maestro-dataflow/report'
 *
 * const layer = gemm({ M: 4, N: 4, K: 4, precision: { B: 4, C: { partial: 32, final: 8 } } })
 * const rows = dataflow('rows', [spatialMap('M')])
 * const { title } = trafficSpec({ layer, dataflow: rows, hardware: accelerator({ pes: 4 }) })
 * title // => { text: 'Traffic of the layer under rows', subtitle: 'bits over the whole run, level by level' }
 * ```
 * @since 0.1.0
 * @category pictures
 */
export const trafficSpec = (
  of: Estimate | NetworkEstimate | Explainable,
  options: {
    /** The title; by default the layer and the dataflow. Name the network and the accelerator. */
    readonly title?: string
  } = {},
): VegaLiteSpec => {
  const given = optionsFault(options, { title: 'text' })
  if (given !== undefined) return messagePicture(given)
  if (isRecord(of) && isExplainable(of)) return ofExplainable(of, options.title)
  const fault = pictureFault(of)
  if (fault !== undefined) return messagePicture(fault)
  return isNetwork(of) ? networkTrafficSpec(of, options.title) : ofEstimate(of, options.title)
}
