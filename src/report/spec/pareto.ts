/** Pareto fronts: designs of which none is better than another in every objective. */
import { figures } from '../../figures/figures'
import { type EnergyBasis, notCounted } from '../energy-words'
import { designsFault, messagePicture, optionsFault } from '../faults'
import { plural } from '../numbers'
import { light } from './colours'
import { domainOf, logarithmic, numberExpression } from './log-axis'
import { type Budget, budgetLayers, limitsOf } from './pareto-budget'
import {
  basisOfFront,
  designsOf,
  isFront,
  measures,
  measureTitles,
  type ParetoFront,
  type ParetoMeasure,
  type ParetoPoint,
  type Titles,
} from './pareto-front'
import { type Axes, edgeOf, height, isFitting, isGain, lineLayers, type Place, width } from './pareto-line'
import { frontSubtitle, frontTitle, objectivesOf } from './pareto-words'
import { type JsonObject, palette, paper, picture, type VegaLiteSpec } from './vega-lite'

/** The measures of the vertical axis, the default first. */
const energyFirst: readonly [ParetoMeasure, ...ParetoMeasure[]] = [
  'energy',
  ...measures.filter((measure) => measure !== 'energy'),
]

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

const details = ['index', 'pes', 'simd', 'bandwidth', 'l1', 'l2'] as const

type Detail = (typeof details)[number]

const datumOf = (place: Place, edge: readonly Place[]): JsonObject => {
  const { point } = place
  const { parameters = {} } = point
  const written = Object.entries(parameters).map(([name, value]) => `${name} ${value}`)
  const known = measures.map((measure) => [measure, point[measure] ?? null])
  const others = details.map((key) => [key, point[key] ?? null])
  return {
    ...Object.fromEntries([...known, ...others]),
    parameters: written.join(', '),
    fits: isFitting(point),
    onLine: edge.includes(place),
  }
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
  const scale: JsonObject = { scheme: light.ramp }
  return valuesOf(field).length <= fewColours
    ? { field, type: 'ordinal', title, scale }
    : { field, type: 'quantitative', title, scale, legend: { format: '~s' } }
}

/**
 * A Pareto front: a point for each design over two measures (runtime and energy when absent), and the line below (or, for
 * utilization, above) which there is none. A front of more objectives is a projection: the line joins the designs that none
 * beats on the two axes, the others are faint, and the title names the objectives where an exploration says them. Axes are logarithmic where values differ by more than three times. Designs
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
 * spec['title'] // => { text: 'Pareto front of runtime and energy', subtitle: '2 designs' }
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
    /** The unit of the energies of a list of designs; an exploration has it already. */
    readonly energy?: EnergyBasis
    /** The most of a measure that a design may have: a dashed line where its axis is shown. */
    readonly budget?: { readonly [Measure in ParetoMeasure]?: number }
    /** The title; by default the objectives of the front. Name the layer, the dataflow and the accelerator. */
    readonly title?: string
  } = {},
): VegaLiteSpec => {
  const points = designsOf(given)
  const fault =
    designsFault(points) ??
    optionsFault(options, {
      x: measures,
      y: energyFirst,
      energy: null,
      budget: null,
      title: 'text',
    })
  if (fault !== undefined) return messagePicture(fault)
  const { x = 'runtime', y = 'energy', energy = basisOfFront(given), budget = {}, title } = options
  return frontPicture({
    places: placesOf(points, x, y),
    // Beside an axis there is no room for what is not counted.
    titles: measureTitles(points, energy && { ...energy, uncounted: [] }),
    notCounted: [x, y].some((measure) => figures[measure].ofParts) ? notCounted(energy?.uncounted ?? []) : '',
    axes: { x, y },
    objectives: isFront(given) ? objectivesOf(given, measures) : [],
    budget,
    title: title ?? null,
  })
}

type Front = {
  readonly places: readonly Place[]
  readonly titles: Titles
  readonly notCounted: string
  readonly axes: Axes
  readonly objectives: readonly ParetoMeasure[]
  readonly budget: Budget
  readonly title: string | null
}

const pointsLayer = (places: readonly Place[], edge: readonly Place[], encoding: JsonObject): JsonObject => ({
  data: { values: places.map((place) => datumOf(place, edge)) },
  mark: { type: 'point', filled: true, size: 60, stroke: paper, strokeWidth: 0.5 },
  encoding: {
    ...encoding,
    color: colourOf(places),
    opacity: { condition: { test: 'datum.onLine', value: 1 }, value: 0.35 },
    ...(places.every(({ point }) => isFitting(point))
      ? {}
      : { shape: { condition: { test: 'datum.fits', value: 'circle' }, value: 'cross' } }),
    tooltip: tooltipOf(places),
  },
})

const frontPicture = ({
  places,
  titles,
  notCounted,
  axes,
  objectives,
  budget,
  title,
}: Front): VegaLiteSpec => {
  const valuesOn = (axis: 'x' | 'y') => [
    ...places.map((place) => place[axis]),
    ...limitsOf(budget, axes[axis]),
  ]
  const encoding = {
    x: axisOf(axes.x, titles[axes.x], valuesOn('x')),
    y: axisOf(axes.y, titles[axes.y], valuesOn('y')),
  }
  const edge = edgeOf(places, axes)
  const fitting = places.filter(({ point }) => isFitting(point)).length
  return picture(
    title ?? frontTitle(objectives, axes),
    [
      ...frontSubtitle(fitting, edge.length, objectives, axes),
      notCounted,
      fitting === places.length
        ? ''
        : `${plural(places.length - fitting, 'design')} drawn as a cross: no room in the buffers`,
    ],
    {
      width,
      height,
      layer: [
        ...lineLayers(
          edge.map((place) => datumOf(place, edge)),
          encoding,
          axes,
        ),
        ...budgetLayers(budget, axes, encoding),
        pointsLayer(places, edge, encoding),
      ],
    },
  )
}
