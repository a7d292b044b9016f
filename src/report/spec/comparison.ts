/** Dataflows beside each other, layer by layer. */
import { figures, titleWithUnit } from '../../figures/figures'
import { type Objective, objectives } from '../../figures/objectives'
import { basisOf, energiesIn, estimateOf, layerNames, type NamedNetwork } from '../comparison'
import { notCounted } from '../energy-words'
import { messagePicture, networksFault, optionsFault } from '../faults'
import { plural } from '../numbers'
import { domainOf, logarithmic } from './log-axis'
import {
  faint,
  faintUnlessFits,
  ink,
  type JsonObject,
  palette,
  picture,
  type VegaLiteSpec,
} from './vega-lite'

type Entry = {
  readonly layer: string
  readonly name: string
  readonly value: number
  readonly fits: boolean
  readonly best: boolean
}

const entriesOf = (
  networks: readonly NamedNetwork[],
  names: readonly string[],
  of: Objective,
): readonly Entry[] =>
  names.flatMap((layer, i) => {
    const found = networks.flatMap((network) => {
      const estimate = estimateOf(network, i)
      if (estimate === undefined) return []
      const { fits } = estimate.buffers
      return { layer, name: network.name, value: figures[of].of(estimate), fits }
    })
    const least = found.reduce(
      (most, { value, fits }) => (fits ? Math.min(most, value) : most),
      Number.POSITIVE_INFINITY,
    )
    return found.map((entry) => ({ ...entry, best: entry.fits && entry.value === least }))
  })

/** What no dataflow can beat; of the runtime alone. */
const floorsOf = (networks: readonly NamedNetwork[], names: readonly string[], of: Objective) =>
  of !== 'runtime'
    ? []
    : names.flatMap((layer, i) => {
        const floors = networks.flatMap((network) => estimateOf(network, i)?.floor ?? [])
        return floors.length === 0 ? [] : { layer, value: floors.reduce((a, b) => Math.min(a, b)) }
      })

const shapes = [
  'circle',
  'square',
  'diamond',
  'triangle-up',
  'cross',
  'triangle-down',
  'triangle-right',
  'triangle-left',
]
const rowHeight = 28

/**
 * Layers of a network from top to bottom, with a mark for each dataflow on a logarithmic scale; the best has a ring, and
 * a tick shows the runtime that no dataflow can beat. Layers that failed under a dataflow have no mark for it; the mark of
 * one that does not fit the buffers is faint and has no ring.
 *
 * @param networks - The estimates of one network under several dataflows, each with a name.
 * @param options - The figure to compare.
 * @since 0.1.0
 * @category pictures
 */
export const comparisonSpec = (
  networks: readonly NamedNetwork[],
  options: {
    /** The figure to compare: `'runtime'` by default, `'energy'` or `'edp'`. */
    readonly of?: Objective
    /** The title; by default how many layers and dataflows there are. Name the network and the accelerator. */
    readonly title?: string
  } = {},
): VegaLiteSpec => {
  const fault = networksFault(networks) ?? optionsFault(options, { of: objectives, title: 'text' })
  return fault === undefined
    ? pictureOf(networks, options.of ?? 'runtime', options.title)
    : messagePicture(fault)
}

const pictureOf = (networks: readonly NamedNetwork[], of: Objective, title?: string): VegaLiteSpec => {
  const layers = layerNames(networks)
  const entries = entriesOf(networks, layers, of)
  const floors = floorsOf(networks, layers, of)
  const names = networks.map(({ name }) => name)
  const domain = domainOf([...entries, ...floors].map(({ value }) => value))
  const y: JsonObject = {
    field: 'layer',
    type: 'nominal',
    sort: layers,
    title: null,
    scale: { padding: 0 },
    axis: { grid: true, ticks: false, domain: false },
  }
  const basis = basisOf(networks)
  const x = logarithmic('value', titleWithUnit(figures[of], energiesIn(basis.unit)), domain)
  const byName = (range: readonly string[]): JsonObject => ({
    field: 'name',
    type: 'nominal',
    title: 'dataflow',
    scale: { domain: names, range: names.map((_, i) => range[i % range.length]!) },
  })
  // A little below one another, so that equal ones are all seen.
  const beside: JsonObject = {
    field: 'name',
    type: 'nominal',
    sort: names,
    scale: { domain: names, range: [rowHeight / 5, (4 * rowHeight) / 5] },
  }
  const marks: JsonObject = {
    data: { values: entries },
    mark: { type: 'point', filled: true, size: 55 },
    encoding: {
      y,
      yOffset: beside,
      x,
      color: byName(palette),
      shape: byName(shapes),
      opacity: faintUnlessFits,
      tooltip: [
        { field: 'layer', type: 'nominal' },
        { field: 'name', type: 'nominal', title: 'dataflow' },
        { field: 'value', type: 'quantitative', title: of, format: ',.6~g' },
        { field: 'fits', type: 'nominal', title: 'fits the buffers' },
      ],
    },
  }
  const rings: JsonObject = {
    data: { values: entries.filter(({ best }) => best) },
    mark: { type: 'point', shape: 'circle', size: 140, color: faint, strokeWidth: 1.2 },
    encoding: { y, yOffset: beside, x },
  }
  const ticks: JsonObject = {
    data: { values: floors },
    mark: { type: 'tick', color: ink, thickness: 2, size: rowHeight * 0.9 },
    encoding: { y, x },
  }
  return picture(
    title ?? `${plural(layers.length, 'layer')} under ${plural(networks.length, 'dataflow')}`,
    [
      `a ring around the best${of === 'runtime' ? '; a tick where no dataflow can be faster' : ''}`,
      entries.length === layers.length * networks.length
        ? ''
        : 'no mark where a layer has no estimate under a dataflow',
      entries.every(({ fits }) => fits) ? '' : 'a faint mark where a layer does not fit the buffers',
      figures[of].ofEnergy ? notCounted(basis.uncounted) : '',
    ],
    { width: 520, height: rowHeight * Math.max(1, layers.length), layer: [rings, ticks, marks] },
  )
}
