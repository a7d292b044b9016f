/** Rooflines: what the PEs could do, what the bandwidth allows, and where estimates stand below. */
import type { Estimate } from '../../cost/estimate-type'
import { listed } from '../../error/show'
import type { Accelerator } from '../../hardware/accelerator'
import type { NetworkEstimate } from '../../network/network-estimate'
import { boundName } from '../estimate-words'
import { estimatesFault, hardwareFault, messagePicture, optionsFault } from '../faults'
import { estimatesIn, estimatesName, networkName } from '../network'
import { count, plural } from '../numbers'
import { type Domain, domainOf, logarithmic } from './log-axis'
import { type Axes, height, labelsOf, leaders, type Roof, width } from './roofline-labels'
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

const roofOf = (peak: number, bandwidth: number | undefined, [from, to]: Domain) => {
  const at = (intensity: number) => ({
    intensity,
    throughput: bandwidth === undefined ? peak : Math.min(peak, bandwidth * intensity),
  })
  const ridge = bandwidth === undefined ? from : peak / bandwidth
  return [at(from), ...(ridge > from && ridge < to ? [at(ridge)] : []), at(to)]
}

const positions = ({ x, y }: Axes, what: string) => ({
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
  { field: 'bound', type: 'nominal', title: 'bottleneck' },
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
  const labels = labelsOf(points, roof, axes)
  const present = bounds.filter((bound) => points.some((point) => point.bound === bound))
  const byBound = (range: readonly string[]): JsonObject => ({
    field: 'bound',
    type: 'nominal',
    title: 'bottleneck',
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
    ...leaders(labels, encoding),
    {
      data: { values: labels },
      mark: { type: 'text', fontSize: 11, color: faint, align: { expr: 'datum.align' } },
      encoding: { ...encoding, text: { field: 'label', type: 'nominal' } },
    },
  ]
}

/**
 * A roofline with estimates on it: MACs per cycle over MACs per element of traffic. The flat roof is the peak of all
 * PEs, the slanted one the limit of the bandwidth; a point's colour is its bottleneck. Without `of`, the off-chip
 * traffic is shown if its bandwidth is limited, else that of the level-0 network; without any limit there is only the
 * flat roof. Where elements have widths, traffic counts in words: that of the
 * network step by step, in the busier direction of each. The bandwidth of a network is that of all its channels. A label
 * names one layer and counts the others whose points touch, or whose own labels would have no room (`conv1 and 2 more`). In a
 * crowd, some points stay without one; the tooltip has every name. Of a network of layers it shows those that have an estimate. A faint mark does not fit the buffers.
 *
 * @param estimates - Estimates on the same hardware, or the estimate of a network.
 * @param hardware - The accelerator that they are of, whose peak and bandwidths are the roof.
 * @param options - The traffic and bandwidth that the slanted roof shows.
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
    /** The title; by default what is drawn, and the PEs. Name the network, the dataflow and the accelerator. */
    readonly title?: string
  } = {},
): VegaLiteSpec => {
  const fault =
    estimatesFault(estimates) ??
    hardwareFault(hardware) ??
    optionsFault(options, { of: ['offchip', 'network'], title: 'text' })
  return fault === undefined ? pictureOf(estimates, hardware, options) : messagePicture(fault)
}

/** What the estimates are of, before the accelerator. */
const subjectOf = (estimates: readonly Estimate[] | NetworkEstimate): string => {
  const words = 'layers' in estimates ? networkName(estimates) : estimatesName(estimates)
  return words === '' ? '' : `${words} on `
}

/** Marks whose bound is not one of the roofs that are drawn. */
const elsewhere = (of: RooflineOf, points: readonly Point[]): string => {
  const drawn: readonly string[] = of === 'offchip' ? ['off-chip'] : ['network in', 'network out']
  const others = bounds.filter(
    (bound) => bound !== 'compute' && !drawn.includes(bound) && points.some((point) => point.bound === bound),
  )
  return others.length === 0 ? '' : `neither roof shows the bottleneck of the marks of ${listed(others)}`
}

const pictureOf = (
  estimates: readonly Estimate[] | NetworkEstimate,
  hardware: Accelerator,
  { of: asked, title }: { readonly of?: RooflineOf; readonly title?: string },
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
    title ?? `Roofline of ${subjectOf(estimates)}${plural(hardware.pes, 'PE')}`,
    [
      `${count(peak)} MACs/cycle at most; ${bandwidth === undefined ? `no limit ${what}` : `${count(bandwidth)} ${unit}s/cycle ${what}`}`,
      points.every(({ estimate }) => estimate.buffers.fits) ? '' : 'a faint mark does not fit the buffers',
      elsewhere(of, points),
      isAbove ? 'MACs that are skipped count too: marks above the flat roof skip some' : '',
    ],
    { width, height, layer: layersOf(points, roofOf(peak, bandwidth, x), { x, y }, what, unit) },
  )
}
