/** Rooflines: what the PEs could do, what the bandwidth allows, and where estimates stand below. */
import type { Estimate } from '../../cost/estimate-type'
import type { Accelerator } from '../../hardware/accelerator'
import type { NetworkEstimate } from '../../network/network-estimate'
import { boundName } from '../estimate-words'
import { estimatesFault, hardwareFault, messagePicture, optionsFault } from '../faults'
import { estimatesIn } from '../network'
import { count } from '../numbers'
import { type Domain, domainOf, logarithmic, shareOf, valueAt } from './log-axis'
import { type Labelled, placeLabels } from './place-labels'
import { bandwidthOf, hasWidths, type RooflineOf, trafficOf } from './roofline-traffic'
import {
  faint,
  faintUnlessFits,
  ink,
  type JsonObject,
  palette,
  picture,
  type VegaLiteSpec,
} from './vega-lite'

type Point = {
  readonly label: string
  readonly intensity: number
  readonly throughput: number
  readonly bound: string
  readonly estimate: Estimate
}

const labelOf = ({ layer, dataflow }: Estimate, names: 'layer' | 'dataflow' | 'both'): string => {
  if (names === 'layer') return layer
  return names === 'dataflow' ? dataflow : [layer, dataflow].filter((name) => name !== '').join(' ')
}

/** What tells the estimates apart. */
const namesOf = (estimates: readonly Estimate[]): 'layer' | 'dataflow' | 'both' => {
  const areSame = (key: 'layer' | 'dataflow') => new Set(estimates.map((each) => each[key])).size <= 1
  if (areSame('dataflow')) return 'layer'
  return areSame('layer') ? 'dataflow' : 'both'
}

const pointsOf = (
  estimates: readonly Estimate[],
  of: RooflineOf,
  hardware: Accelerator,
): readonly Point[] => {
  const names = namesOf(estimates)
  return estimates.flatMap((estimate) => {
    const elements = trafficOf(estimate, of, hardware)
    if (!(elements > 0)) return []
    return {
      label: labelOf(estimate, names),
      intensity: estimate.macs / elements,
      throughput: estimate.throughput,
      bound: boundName(estimate),
      estimate,
    }
  })
}

const width = 620
const height = 380

const roofOf = (peak: number, bandwidth: number | undefined, [from, to]: Domain) => {
  const at = (intensity: number) => ({
    intensity,
    throughput: bandwidth === undefined ? peak : Math.min(peak, bandwidth * intensity),
  })
  const ridge = bandwidth === undefined ? from : peak / bandwidth
  return [at(from), ...(ridge > from && ridge < to ? [at(ridge)] : []), at(to)]
}

type Roof = readonly { readonly intensity: number; readonly throughput: number }[]
type Axes = { readonly x: Domain; readonly y: Domain }

const pixelsOf = ({ intensity, throughput }: Roof[number], { x, y }: Axes) => ({
  x: width * shareOf(intensity, x),
  y: height * (1 - shareOf(throughput, y)),
})

/** The roof as a row of small obstacles. */
const roofInPixels = (roof: Roof, axes: Axes) => {
  const corners = roof.map((corner) => pixelsOf(corner, axes))
  return corners.slice(1).flatMap((to, i) => {
    const from = corners[i]!
    const pieces = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 6)
    return Array.from({ length: pieces }, (_, piece) => ({
      x: from.x + ((to.x - from.x) * piece) / pieces,
      y: from.y + ((to.y - from.y) * piece) / pieces,
    }))
  })
}

/** Points so close that the eye takes them for one, in pixels. */
const tooClose = 6

/** Points with their labels in pixels; of those that are too close, the first, and how many more there are. */
const labelled = (points: readonly Point[], axes: Axes): readonly Labelled[] => {
  const groups: { readonly at: Labelled; others: number }[] = []
  for (const point of points) {
    const at = { ...pixelsOf(point, axes), label: point.label }
    const group = groups.find((each) => Math.hypot(each.at.x - at.x, each.at.y - at.y) < tooClose)
    if (group === undefined) groups.push({ at, others: 0 })
    else group.others += 1
  }
  return groups.map(({ at, others }) => (others === 0 ? at : { ...at, label: `${at.label} +${others}` }))
}

const labelsOf = (points: readonly Point[], roof: Roof, { x, y }: Axes): readonly JsonObject[] => {
  const inPixels = labelled(points, { x, y })
  return placeLabels(inPixels, roofInPixels(roof, { x, y }), width, height).flatMap((centre, i) =>
    centre === null
      ? []
      : {
          label: inPixels[i]!.label,
          intensity: valueAt(centre.x / width, x),
          throughput: valueAt(1 - centre.y / height, y),
        },
  )
}

const positions = ({ x, y }: Axes, what: string): JsonObject => ({
  x: logarithmic('intensity', `MACs per ${what}`, x),
  y: logarithmic('throughput', 'MACs per cycle', y),
})

const bounds = ['compute', 'network in', 'network out', 'off-chip', 'start-up']

const datumOf = ({ label, intensity, throughput, bound, estimate }: Point): JsonObject => ({
  name: label,
  intensity,
  throughput,
  bound,
  runtime: estimate.runtime,
  utilization: estimate.utilization,
  fits: estimate.buffers.fits,
})

const tooltipIn = (unit: string): readonly JsonObject[] => [
  { field: 'name', type: 'nominal', title: 'name' },
  { field: 'throughput', type: 'quantitative', title: 'MACs per cycle', format: ',.4~g' },
  { field: 'intensity', type: 'quantitative', title: `MACs per ${unit}`, format: ',.4~g' },
  { field: 'runtime', type: 'quantitative', title: 'cycles', format: ',' },
  { field: 'utilization', type: 'quantitative', title: 'utilization', format: '.1%' },
  { field: 'bound', type: 'nominal', title: 'bound by' },
  { field: 'fits', type: 'nominal', title: 'fits the buffers' },
]

const layersOf = (
  points: readonly Point[],
  roof: Roof,
  axes: Axes,
  what: string,
  unit: string,
): readonly JsonObject[] => {
  const encoding = positions(axes, `${unit} ${what}`)
  const present = bounds.filter((bound) => points.some((point) => point.bound === bound))
  const byBound = (range: readonly string[]): JsonObject => ({
    field: 'bound',
    type: 'nominal',
    title: 'bound by',
    scale: { domain: bounds, range },
    legend: present.length === 0 ? null : { values: present },
  })
  return [
    { data: { values: roof }, mark: { type: 'line', color: ink, strokeWidth: 2, clip: true }, encoding },
    {
      data: { values: points.map(datumOf) },
      mark: { type: 'point', filled: true, size: 80 },
      encoding: {
        ...encoding,
        color: byBound(palette.slice(0, bounds.length)),
        shape: byBound(['circle', 'triangle-right', 'triangle-left', 'diamond', 'square']),
        opacity: faintUnlessFits,
        tooltip: tooltipIn(unit),
      },
    },
    {
      data: { values: labelsOf(points, roof, axes) },
      mark: { type: 'text', fontSize: 11, color: faint },
      encoding: { ...encoding, text: { field: 'label', type: 'nominal' } },
    },
  ]
}

/**
 * A roofline with estimates on it: MACs per cycle over MACs per element of traffic. The flat roof is what all PEs can
 * do, the slanted one what the bandwidth allows; a point's colour says what bounds it. Without `of`, the off-chip
 * traffic is shown if its bandwidth is limited, else that of the level-0 network; without any limit there is only the
 * flat roof. Where elements have widths, traffic counts in words: that of the
 * network step by step, in the busier direction of each. The bandwidth of a network is that of all its channels. Labels
 * that have no room are left out: the tooltip has them. Of a network of layers it shows those that have an estimate. A faint mark does not fit the buffers.
 *
 * @param estimates - Estimates on the same hardware, or the estimate of a network.
 * @param hardware - The accelerator that they are of, whose peak and bandwidths are the roof.
 * @param options - Which traffic and bandwidth the slanted roof shows.
 *
 * @example
 * ```ts
 * import { accelerator, estimate, gemm, orThrow } from 'maestro-dataflow'
 * import { kcPartitioned } from 'maestro-dataflow/catalog'
 * import { rooflineSpec } from 'maestro-dataflow/report'
 *
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 }, offchip: { bandwidth: 8 } })
 * const spec = rooflineSpec([], hardware)
 * spec.$schema // => 'https://vega.github.io/schema/vega-lite/v6.json'
 * ```
 * @since 0.1.0
 * @category pictures
 */
export const rooflineSpec = (
  estimates: readonly Estimate[] | NetworkEstimate,
  hardware: Accelerator,
  options: {
    /** Off-chip traffic or that of the network of level 0; off-chip by default, if its bandwidth is limited. */
    readonly of?: RooflineOf
  } = {},
): VegaLiteSpec => {
  const fault =
    estimatesFault(estimates) ??
    hardwareFault(hardware) ??
    optionsFault(options, { of: ['offchip', 'network'] })
  return fault === undefined ? pictureOf(estimates, hardware, options.of) : messagePicture(fault)
}

const pictureOf = (
  estimates: readonly Estimate[] | NetworkEstimate,
  hardware: Accelerator,
  asked: RooflineOf | undefined,
): VegaLiteSpec => {
  const all = 'layers' in estimates ? estimatesIn(estimates) : estimates
  const limited =
    hardware.offchip?.bandwidth !== undefined || bandwidthOf(hardware, 'network', all) === undefined
  const of = asked ?? (limited ? 'offchip' : 'network')
  const bandwidth = bandwidthOf(hardware, of, all)
  const peak = hardware.pes * (hardware.simd ?? 1)
  const points = pointsOf(all, of, hardware)
  const unit = all.some(hasWidths(hardware)) ? 'word' : 'element'
  const ridge = bandwidth === undefined ? [] : [peak / bandwidth]
  const x = domainOf([
    ...points.map(({ intensity }) => intensity),
    ...(points.length + ridge.length > 0 ? ridge : [1]),
  ])
  const y = domainOf([...points.map(({ throughput }) => throughput), peak])
  const what = of === 'offchip' ? 'off-chip' : 'over the level-0 network'
  const isAbove = points.some(({ throughput }) => throughput > peak)
  return picture(
    'Roofline',
    [
      `${count(peak)} MACs/cycle at most; ${bandwidth === undefined ? `no limit ${what}` : `${count(bandwidth)} ${unit}s/cycle ${what}`}`,
      points.every(({ estimate }) => estimate.buffers.fits) ? '' : 'a faint mark does not fit the buffers',
      isAbove ? 'MACs that are skipped count too: marks above the flat roof skip some' : '',
    ],
    { width, height, layer: layersOf(points, roofOf(peak, bandwidth, x), { x, y }, what, unit) },
  )
}
