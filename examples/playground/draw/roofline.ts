/** The roofline: MACs per cycle over MACs per element of traffic (per word, where elements have widths), on logarithmic axes. */
import type { Accelerator, Estimate } from 'maestro-dataflow'
import { count, short } from '../format'
import { h, type Markup } from '../markup'
import type { RooflineOf } from '../state'
import { type Domain, domainOf, round, type Scale, scaleOf, ticksIn } from './log-axis'

export type Point = {
  readonly name: string
  readonly intensity: number
  readonly throughput: number
  readonly isOwn: boolean
}

/** What is drawn, in its own units. */
export type Roofline = {
  readonly peak: number
  readonly bandwidth: number | null
  /** What bandwidth and traffic are counted in. */
  readonly unit: 'element' | 'word'
  readonly points: readonly Point[]
  readonly x: Domain
  readonly y: Domain
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** Elements that cross the chip's border, or the network of level 0 in its busier direction. */
const elementsOf = ({ offchip, levels }: Estimate, of: RooflineOf): number => {
  if (of === 'offchip') return sum(Object.values(offchip.tensors).map(({ reads, writes }) => reads + writes))
  const tensors = Object.values(levels[0]?.tensors ?? {})
  return Math.max(
    sum(tensors.map(({ ingress = 0 }) => ingress)),
    sum(tensors.map(({ egress = 0 }) => egress)),
  )
}

const bandwidthOf = ({ offchip, noc }: Accelerator, of: RooflineOf): number | null => {
  const network = noc === undefined ? undefined : [noc].flat()[0]
  return (of === 'offchip' ? offchip?.bandwidth : network?.bandwidth) ?? null
}

/** Words that cross the chip's border: elements, unless these have widths. */
const wordsOffchip = (estimate: Estimate, { elementBytes = 1 }: Accelerator): number => {
  const elements = elementsOf(estimate, 'offchip')
  const words = estimate.offchip.bits / (8 * elementBytes)
  return Math.abs(words - elements) <= 1e-9 * elements ? elements : words
}

type Named = { readonly name: string; readonly estimate: Estimate }

export const rooflineOf = (
  own: Estimate,
  rivals: readonly Named[],
  hardware: Accelerator,
  of: RooflineOf,
): Roofline => {
  const peak = hardware.pes * (hardware.simd ?? 1)
  const bandwidth = bandwidthOf(hardware, of)
  const named = [
    ...rivals.map((rival) => ({ ...rival, isOwn: false })),
    { name: own.dataflow || 'this dataflow', estimate: own, isOwn: true },
  ]
  const points = named.flatMap(({ name, estimate, isOwn }) => {
    const elements = of === 'offchip' ? wordsOffchip(estimate, hardware) : elementsOf(estimate, of)
    const { macs, throughput } = estimate
    return elements > 0 ? { name, intensity: macs / elements, throughput, isOwn } : []
  })
  const ridge = bandwidth === null ? [] : [peak / bandwidth]
  const isWords =
    of === 'offchip' &&
    named.some(({ estimate }) => wordsOffchip(estimate, hardware) !== elementsOf(estimate, of))
  return {
    peak,
    bandwidth,
    unit: isWords ? 'word' : 'element',
    points,
    x: domainOf(
      [...points.map(({ intensity }) => intensity), ...ridge, ...(points.length === 0 ? [1] : [])],
      2,
      10,
    ),
    y: domainOf([...points.map(({ throughput }) => throughput), peak], 1.6, 10),
  }
}

/** A point with the names of all that the eye takes for it: the own one, or else the first. */
export type Merged = Point & { readonly all: string }

const namesOf = (points: readonly Point[]): readonly string[] => [...new Set(points.map(({ name }) => name))]

/** As long as a label may be. */
const mostNames = 2

const labelOf = (names: readonly string[]): string =>
  names.length <= mostNames ? names.join(', ') : `${names[0]} and ${names.length - 1} more`

/** Points that the eye takes for one are one. */
export const merged = (
  points: readonly Point[],
  isNear: (a: Point, b: Point) => boolean,
): readonly Merged[] => {
  const groups: Point[][] = []
  for (const point of [...points].sort((a, b) => Number(b.isOwn) - Number(a.isOwn))) {
    const group = groups.find(([first]) => first !== undefined && isNear(first, point))
    if (group === undefined) groups.push([point])
    else group.push(point)
  }
  return groups.flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : {
          ...first,
          name: labelOf(namesOf([first, ...others])),
          all: namesOf([first, ...others]).join(', '),
        },
  )
}

const height = 300
const margin = { top: 14, right: 14, bottom: 42, left: 48 }
const lineHeight = 14
/** In pixels. */
const tooClose = 7

const axis = (roofline: Roofline, x: Scale, y: Scale, width: number, label: string): readonly Markup[] => {
  const bottom = height - margin.bottom
  const across = ticksIn(roofline.y, 6).map((value) =>
    h(
      'g',
      {},
      h('line', {
        class: 'grid',
        x1: margin.left,
        x2: width - margin.right,
        y1: round(y(value)),
        y2: round(y(value)),
      }),
      h(
        'text',
        { class: 'tick', x: margin.left - 6, y: round(y(value) + 4), 'text-anchor': 'end' },
        short(value),
      ),
    ),
  )
  const down = ticksIn(roofline.x, 6).map((value) =>
    h(
      'g',
      {},
      h('line', { class: 'grid', x1: round(x(value)), x2: round(x(value)), y1: margin.top, y2: bottom }),
      h('text', { class: 'tick', x: round(x(value)), y: bottom + 16, 'text-anchor': 'middle' }, short(value)),
    ),
  )
  const middle = (margin.top + bottom) / 2
  return [
    ...across,
    ...down,
    h(
      'text',
      { class: 'title', x: (margin.left + width) / 2, y: height - 6, 'text-anchor': 'middle' },
      label,
    ),
    h(
      'text',
      { class: 'title', x: 12, y: middle, 'text-anchor': 'middle', transform: `rotate(-90 12 ${middle})` },
      'MACs per cycle',
    ),
  ]
}

const roof = ({ peak, bandwidth, x: [from, to], y: [least] }: Roofline, x: Scale, y: Scale): Markup => {
  const start = bandwidth === null ? from : Math.max(from, least / bandwidth)
  const at = (intensity: number): number =>
    Math.max(least, bandwidth === null ? peak : Math.min(peak, bandwidth * intensity))
  const ridge = bandwidth === null ? from : peak / bandwidth
  const corners = [start, ...(ridge > start && ridge < to ? [ridge] : []), to]
  const points = corners.map((intensity) => `${round(x(intensity))},${round(y(at(intensity)))}`)
  return h('polyline', { class: 'roof', points: points.join(' ') })
}

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

type Placed = { readonly box: Box; readonly anchor: string; readonly x: number; readonly y: number }

/** Beside, above or below a point. */
const placesFor = (cx: number, cy: number, width: number): readonly Placed[] => {
  const place = (left: number, baseline: number, anchor: string, x: number): Placed => ({
    box: { left, right: left + width, top: baseline - 11, bottom: baseline + 3 },
    anchor,
    x,
    y: baseline,
  })
  return [
    place(cx + 9, cy + 4, 'start', cx + 9),
    place(cx - 9 - width, cy + 4, 'end', cx - 9),
    place(cx - width / 2, cy - 10, 'middle', cx),
    place(cx - width / 2, cy + 8 + lineHeight, 'middle', cx),
  ]
}

const dot = (cx: number, cy: number): Box => ({ left: cx - 6, right: cx + 6, top: cy - 6, bottom: cy + 6 })

/** Labels that have room; the point's own title has every name. */
const labels = (points: readonly Point[], x: Scale, y: Scale, width: number): readonly Markup[] => {
  const taken: Box[] = points.map((point) => dot(x(point.intensity), y(point.throughput)))
  const ownFirst = [...points].sort((a, b) => Number(b.isOwn) - Number(a.isOwn))
  return ownFirst.flatMap(({ name, intensity, throughput, isOwn }) => {
    const free = placesFor(x(intensity), y(throughput), 7 * name.length + 2).find(
      ({ box }) =>
        box.left > margin.left &&
        box.right < width &&
        box.top > 0 &&
        box.bottom < height - margin.bottom &&
        !taken.some((other) => overlap(other, box)),
    )
    if (free === undefined) return []
    taken.push(free.box)
    const { x: at, y: baseline, anchor } = free
    return h(
      'text',
      { class: isOwn ? 'name own' : 'name', x: round(at), y: round(baseline), 'text-anchor': anchor },
      name,
    )
  })
}

const listed = (points: readonly Merged[]): string =>
  points
    .map(({ all, throughput, intensity }) => `${all}: ${count(throughput)} at ${count(intensity)}`)
    .join('; ')

export const drawRoofline = (roofline: Roofline, of: RooflineOf, width: number): Markup => {
  const x = scaleOf(roofline.x, margin.left, width - margin.right)
  const y = scaleOf(roofline.y, height - margin.bottom, margin.top)
  const isNear = (a: Point, b: Point): boolean =>
    Math.hypot(x(a.intensity) - x(b.intensity), y(a.throughput) - y(b.throughput)) < tooClose
  const points = merged(roofline.points, isNear)
  const what = of === 'offchip' ? 'off-chip' : 'over the level-0 network'
  const dots = [...points]
    .sort((a, b) => Number(a.isOwn) - Number(b.isOwn))
    .map(({ all, intensity, throughput, isOwn }) =>
      h(
        'circle',
        {
          class: isOwn ? 'point own' : 'point',
          cx: round(x(intensity)),
          cy: round(y(throughput)),
          r: isOwn ? 6 : 4.5,
        },
        h(
          'title',
          {},
          `${all}: ${count(throughput)} MACs/cycle, ${count(intensity)} MACs per ${roofline.unit}`,
        ),
      ),
    )
  return h(
    'svg',
    {
      class: 'roofline',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `Roofline: MACs per cycle at MACs per ${roofline.unit} ${what}. At most ${count(roofline.peak)} MACs per cycle. ${listed(points)}`,
    },
    ...axis(roofline, x, y, width, `MACs per ${roofline.unit} ${what}`),
    roof(roofline, x, y),
    ...dots,
    ...labels(points, x, y, width),
  )
}

/** What the roof is made of. */
export const roofCaption = ({ peak, bandwidth, unit }: Roofline, of: RooflineOf): string => {
  const what = of === 'offchip' ? 'off-chip' : 'over the network of level 0'
  const slope =
    bandwidth === null ? `no limit of ${unit}s ${what}` : `${count(bandwidth)} ${unit}s/cycle ${what}`
  return `The roof: ${count(peak)} MACs/cycle of all PEs, and ${slope}. Filled: your dataflow. Rings: the others on offer.`
}

/** The traffic that bounds an estimate; where compute bounds it, that whose roof is lowest above it. */
export const bindingOf = (own: Estimate, hardware: Accelerator): RooflineOf => {
  if (own.bound.by === 'offchip') return 'offchip'
  if (own.bound.by !== 'compute') return 'network'
  const cycles = (of: RooflineOf): number => elementsOf(own, of) / (bandwidthOf(hardware, of) ?? Infinity)
  return cycles('network') > cycles('offchip') ? 'network' : 'offchip'
}

/** `256 PEs, 32 elements/cycle in the network, 16 off-chip` */
export const machineText = (hardware: Accelerator, name: string): string => {
  const { pes, simd = 1 } = hardware
  const rate = (of: RooflineOf): string => {
    const bandwidth = bandwidthOf(hardware, of)
    return bandwidth === null ? 'unlimited' : `${count(bandwidth)} elements/cycle`
  }
  const units = `${count(pes)} PEs${simd === 1 ? '' : ` of ${count(simd)} MACs`}`
  const parts = [units, `network ${rate('network')}`, `off-chip ${rate('offchip')}`]
  return `${name === '' ? 'Your hardware' : name}: ${parts.join(', ')}`
}
