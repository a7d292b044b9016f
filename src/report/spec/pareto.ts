/** Pareto fronts: designs of which none is better than another in every objective. */
import { energyUnitName, figures, titleWithUnit } from '../../figures/figures'
import { type DesignObjective, objectives } from '../../figures/objectives'
import { isRecord, isUnopened } from '../../internal/read'
import { type EnergyBasis, energyBasis } from '../energy-words'
import { designsFault, messagePicture, optionsFault } from '../faults'
import { plural } from '../numbers'
import { domainOf, logarithmic, numberExpression } from './log-axis'
import { faint, type JsonObject, palette, picture, type VegaLiteSpec } from './vega-lite'

/**
 * What a front can be drawn over.
 *
 * @since 0.1.0
 * @category pictures
 */
export type ParetoMeasure = DesignObjective | 'averagePower'

/** In the order of columns. */
export const measures: readonly [ParetoMeasure, ...ParetoMeasure[]] = [
  ...objectives,
  'utilization',
  'area',
  'power',
  'averagePower',
]

/**
 * A design of a front, as in an exploration's `front`: its figures, and anything else that its tooltip shows.
 *
 * @since 0.1.0
 * @category pictures
 */
export type ParetoPoint = {
  /** Cycles. */
  readonly runtime: number
  /** Energy in the unit of the energy table. */
  readonly energy: number
  /** The number of the design in its space. */
  readonly index?: number
  /** Processing elements (PEs). */
  readonly pes?: number
  /** MACs per PE and cycle. */
  readonly simd?: number
  /** Elements per cycle of the network of level 0; null where it is unlimited. */
  readonly bandwidth?: number | null
  /** Capacity of a PE's buffer, in bytes; null where it is unlimited. */
  readonly l1?: number | null
  /** Capacity of the shared buffer, in bytes; null where it is unlimited. */
  readonly l2?: number | null
  /** The value of each parameter of the dataflow, by name. */
  readonly parameters?: Readonly<Record<string, number>>
  /** Energy-delay product: energy times runtime. */
  readonly edp?: number
  /** The share of the PEs' peak throughput that is used, 0 to 1. */
  readonly utilization?: number
  /** Area in µm²; null without an area table. */
  readonly area?: number | null
  /** Peak dynamic power in mW; null without an area table. */
  readonly power?: number | null
  /** Energy over time in mW; null without energies in pJ and a clock. */
  readonly averagePower?: number | null
}

/**
 * A front with what its energies are counted in: an exploration is one.
 *
 * @since 0.2.0
 * @category pictures
 */
export type ParetoFront = {
  /** The designs of the front. */
  readonly front: readonly ParetoPoint[]
  /** What the energies are counted in, and what they leave out. */
  readonly energy?: EnergyBasis | null
}

const isFront = (given: readonly ParetoPoint[] | ParetoFront): given is ParetoFront =>
  isRecord(given) && !isUnopened(given) && 'front' in given

/** The designs themselves; what is neither a list nor a front stays as it is, and is refused. */
export const designsOf = (given: readonly ParetoPoint[] | ParetoFront): readonly ParetoPoint[] =>
  isFront(given) ? given.front : given

/** What the energies of a front are counted in, where it says so. */
export const basisOfFront = (given: readonly ParetoPoint[] | ParetoFront): EnergyBasis | undefined =>
  isFront(given) ? (given.energy ?? undefined) : undefined

type Titles = { readonly [M in ParetoMeasure]: string }

/** Only energies in pJ have an average power. */
const isInPicojoules = (points: readonly ParetoPoint[]): boolean =>
  points.some(({ averagePower }) => typeof averagePower === 'number')

/** What measures are called, with their units; the unit of energies is known from an estimate, or from average powers. */
export const measureTitles = (points: readonly ParetoPoint[], energy?: EnergyBasis): Titles => {
  const known = energy ?? (isInPicojoules(points) ? ({ unit: 'pJ', uncounted: [] } as const) : undefined)
  const unit = known === undefined ? 'units of the energy table' : energyUnitName(known.unit)
  const titleOf = (measure: ParetoMeasure) =>
    titleWithUnit(figures[measure], measure === 'energy' && known !== undefined ? energyBasis(known) : unit)
  return Object.fromEntries(measures.map((measure) => [measure, titleOf(measure)])) as Titles // one for each
}

/** Whether more is better. */
const isGain = (measure: ParetoMeasure): boolean => figures[measure].better === 'more'

/** The measures of the vertical axis, the default first. */
const energyFirst: readonly [ParetoMeasure, ...ParetoMeasure[]] = [
  'energy',
  ...measures.filter((measure) => measure !== 'energy'),
]

type Place = { readonly point: ParetoPoint; readonly x: number; readonly y: number }

const isPercent = (field: ParetoMeasure | Detail): boolean =>
  measures.some((measure) => measure === field && figures[measure].format === 'percent')

const placesOf = (points: readonly ParetoPoint[], x: ParetoMeasure, y: ParetoMeasure): readonly Place[] =>
  points.flatMap((point) => {
    const [across, up] = [point[x], point[y]]
    return typeof across === 'number' &&
      typeof up === 'number' &&
      Number.isFinite(across) &&
      Number.isFinite(up)
      ? { point, x: across, y: up }
      : []
  })

/** Those that no other is as good as in both measures: fronts of more objectives have others. */
const edgeOf = (places: readonly Place[], x: ParetoMeasure, y: ParetoMeasure): readonly Place[] => {
  const cost = (value: number, measure: ParetoMeasure) => (isGain(measure) ? -value : value)
  const sorted = [...places].sort((a, b) => cost(a.x, x) - cost(b.x, x) || cost(a.y, y) - cost(b.y, y))
  let best = Number.POSITIVE_INFINITY
  return sorted.filter((place) => {
    const isBetter = cost(place.y, y) < best
    if (isBetter) best = cost(place.y, y)
    return isBetter
  })
}

const details = ['index', 'pes', 'simd', 'bandwidth', 'l1', 'l2'] as const

type Detail = (typeof details)[number]

const datumOf = ({ point }: Place): JsonObject => {
  const { parameters = {} } = point
  const written = Object.entries(parameters).map(([name, value]) => `${name} ${value}`)
  const known = measures.map((measure) => [measure, point[measure] ?? null])
  const others = details.map((key) => [key, point[key] ?? null])
  return { ...Object.fromEntries([...known, ...others]), parameters: written.join(', ') }
}

const axisOf = (measure: ParetoMeasure, title: string, values: readonly number[]): JsonObject => {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const most = values.reduce((a, b) => Math.max(a, b), 0)
  if (least > 0 && most / least > 3 && !isGain(measure)) return logarithmic(measure, title, domainOf(values))
  return {
    field: measure,
    type: 'quantitative',
    title,
    scale: values.length === 0 ? { domain: [0, 1] } : { zero: false, nice: true },
    axis: isPercent(measure) ? { format: '.0%' } : { labelExpr: numberExpression, tickCount: 8 },
  }
}

const tooltipOf = (places: readonly Place[]): readonly JsonObject[] => {
  const keys = [...details, ...measures]
  const present = keys.filter((key) => places.some(({ point }) => typeof point[key] === 'number'))
  const numbers = present.map((field) => ({
    field,
    type: 'quantitative',
    format: isPercent(field) ? '.1%' : ',.6~g',
  }))
  const hasParameters = places.some(({ point }) => Object.keys(point.parameters ?? {}).length > 0)
  return [...numbers, ...(hasParameters ? [{ field: 'parameters', type: 'nominal' }] : [])]
}

const fewColours = 8

/** What differs most visibly between designs, as their colour. */
const colourOf = (places: readonly Place[]): JsonObject => {
  const valuesOf = (key: Detail) => [...new Set(places.flatMap(({ point }) => point[key] ?? []))]
  const field = (['pes', 'bandwidth', 'l2', 'l1'] as const).find((key) => valuesOf(key).length > 1)
  if (field === undefined) return { value: palette[0]! }
  const title = { pes: 'PEs', bandwidth: 'bandwidth', l2: 'L2 (bytes)', l1: 'L1 (bytes)' }[field]
  const scale: JsonObject = { scheme: 'viridis', reverse: true }
  return valuesOf(field).length <= fewColours
    ? { field, type: 'ordinal', title, scale }
    : { field, type: 'quantitative', title, scale, legend: { format: '~s' } }
}

/**
 * A Pareto front: a point for each design over two measures (runtime and energy when absent), and the line below (or, for
 * utilization, above) which there is none. Axes are logarithmic where values differ by more than three times. Designs
 * that lack a measure are left out. An exploration knows in what unit its energies are, and what they leave out; of a list
 * of designs, `options.energy` says it: the `energy` of the exploration, or of any of their estimates.
 *
 * @param given - An exploration, or the designs of its front.
 * @param options - The measures of the axes, and what the energies are counted in.
 *
 * @example
 * ```ts
 * import { paretoSpec } from 'maestro-dataflow/report'
 *
 * const spec = paretoSpec([{ pes: 64, runtime: 400, energy: 90 }, { pes: 128, runtime: 210, energy: 120 }])
 * spec['title'] // => { text: 'Pareto front', subtitle: '2 designs' }
 * ```
 * @since 0.1.0
 * @category pictures
 */
export const paretoSpec = (
  given: readonly ParetoPoint[] | ParetoFront,
  options: {
    /** The measure of the horizontal axis; `'runtime'` by default. */
    readonly x?: ParetoMeasure
    /** The measure of the vertical axis; `'energy'` by default. */
    readonly y?: ParetoMeasure
    /** What the energies of a list of designs are counted in; an exploration knows it. */
    readonly energy?: EnergyBasis
  } = {},
): VegaLiteSpec => {
  const points = designsOf(given)
  const fault = designsFault(points) ?? optionsFault(options, { x: measures, y: energyFirst, energy: null })
  if (fault !== undefined) return messagePicture(fault)
  const { x = 'runtime', y = 'energy', energy = basisOfFront(given) } = options
  const places = placesOf(points, x, y)
  const titles = measureTitles(points, energy)
  const encoding = {
    x: axisOf(
      x,
      titles[x],
      places.map((place) => place.x),
    ),
    y: axisOf(
      y,
      titles[y],
      places.map((place) => place.y),
    ),
  }
  const edge = edgeOf(places, x, y)
  return picture('Pareto front', plural(places.length, 'design'), {
    width: 560,
    height: 380,
    layer: [
      {
        // A line through one point has no place to be.
        data: { values: edge.length < 2 ? [] : edge.map(datumOf) },
        mark: { type: 'line', interpolate: 'step-after', color: faint, strokeWidth: 1.5, opacity: 0.7 },
        encoding: { ...encoding, order: { field: x, type: 'quantitative' } },
      },
      {
        data: { values: places.map(datumOf) },
        mark: { type: 'point', filled: true, size: 60, opacity: 1, stroke: 'white', strokeWidth: 0.5 },
        encoding: { ...encoding, color: colourOf(places), tooltip: tooltipOf(places) },
      },
    ],
  })
}
