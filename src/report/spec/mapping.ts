/** Mapping views as pictures: a block of units × steps for each tensor. */

import { messagePicture, optionsFault, viewFault } from '../faults'
import {
  type Arrival,
  arrivalOf,
  isShared,
  numberingText,
  numberLabel,
  type TensorView,
  tensorViews,
  unitNoun,
  windowText,
} from '../mapping/labels'
import type { MappingView } from '../mapping/mapping-view'
import type { TensorTile } from '../mapping/tensor-tile'
import { nameOr, plural } from '../numbers'
import { light } from './colours'
import { faint, ink, type JsonObject, paper, picture, type VegaLiteSpec } from './vega-lite'

const states: readonly (Arrival | 'idle')[] = ['new', 'partly new', 'reused', 'idle']
const fills = [...light.tiles, paper]
/** What else there is to a tile: the mark's name, and where it stands in the cell. */
const badges = ['multicast', 'reduced', 'leaves']
const badgeShapes = ['circle', 'triangle-down', 'triangle-up']

const badgesOf = (tile: TensorTile): readonly string[] => [
  ...(isShared(tile) ? [tile.multicast === undefined ? 'reduced' : 'multicast'] : []),
  ...((tile.leaving ?? 0) > 0 ? ['leaves'] : []),
]

const describe = ({ elements, fresh, reused, multicast, leaving, reduced }: TensorTile): string =>
  [
    plural(elements, 'element'),
    `${fresh} new`,
    `${reused} reused`,
    ...(multicast === undefined ? [] : [`${multicast} multicast`]),
    ...(leaving === undefined ? [] : [`${leaving} leave`, `${reduced} reduced`]),
  ].join(', ')

type State = Arrival | 'idle'
type At = { readonly unit: string; readonly step: string }
type Cell = At & { readonly state: State; readonly label: string; readonly holds: string }
type Badge = At & { readonly badge: string }

const cellsOf = (view: MappingView, { name, label }: TensorView): readonly Cell[] => {
  const cells = new Map(view.cells.map((cell) => [`${cell.unit} ${cell.step}`, cell]))
  return view.units.shown.flatMap((unit) =>
    view.steps.shown.map((step) => {
      const tile = cells.get(`${unit.number} ${step.number}`)?.tensors[name]
      const at: At = { unit: numberLabel(unit), step: numberLabel(step) }
      return tile === undefined
        ? { ...at, state: 'idle', label: '', holds: 'idle' }
        : { ...at, state: arrivalOf(tile), label: label(tile), holds: describe(tile) }
    }),
  )
}

const badgesIn = (view: MappingView, { name }: TensorView): readonly Badge[] => {
  const units = new Map(view.units.shown.map((unit) => [unit.number, numberLabel(unit)]))
  const steps = new Map(view.steps.shown.map((step) => [step.number, numberLabel(step)]))
  return view.cells.flatMap(({ unit, step, tensors }) => {
    const tile = tensors[name]
    const at: At = { unit: units.get(unit) ?? '', step: steps.get(step) ?? '' }
    return tile === undefined ? [] : badgesOf(tile).map((badge) => ({ ...at, badge }))
  })
}

/** A tensor with everything that is drawn of it. */
type Block = {
  readonly tensor: TensorView
  readonly cells: readonly Cell[]
  readonly badges: readonly Badge[]
}

const characterWidth = 6.6
const rowHeight = 26
const badgeRoom = 30
const fewest = 46

const longest = (texts: readonly string[]): number =>
  texts.reduce((most, { length }) => Math.max(most, length), 0)

/** Cells as wide as the widest label of all tensors, so that steps stand below one another. */
const cellWidthOf = (view: MappingView, blocks: readonly Block[]): number => {
  const label = longest(blocks.flatMap(({ cells }) => cells.map((cell) => cell.label)))
  const head = longest(view.steps.shown.map(numberLabel))
  return Math.ceil(Math.max(fewest, label * characterWidth + badgeRoom, head * characterWidth + 12))
}

const titleOf = ({ name, role, varying, same }: TensorView): JsonObject => ({
  text: `${name === role ? name : `${name} (${role})`}${varying.length === 0 ? '' : `: ${varying.join(', ')} in each cell`}`,
  subtitle: same.length === 0 ? '' : `${same.join(', ')} in every cell`,
  fontSize: 13,
  subtitleFontSize: 11,
  offset: 6,
})

/** Only what is there has its place in the legend. */
type Legends = { readonly tile: JsonObject; readonly badge: JsonObject | null }

const legendsOf = (blocks: readonly Block[]): Legends => {
  const drawn = new Set(blocks.flatMap(({ cells }) => cells.map(({ state }) => state)))
  const marked = new Set(blocks.flatMap((block) => block.badges.map(({ badge }) => badge)))
  return {
    tile: {
      values: states.filter((state) => drawn.has(state)),
      symbolType: 'square',
      symbolStrokeColor: faint,
      symbolStrokeWidth: 0.5,
    },
    badge: marked.size === 0 ? null : { values: badges.filter((badge) => marked.has(badge)) },
  }
}

const axesOf = (view: MappingView, isLast: boolean) => {
  const units = view.units.shown.map(numberLabel)
  const steps = view.steps.shown.map(numberLabel)
  const quiet: JsonObject = { ticks: false, domain: false }
  return {
    x: {
      field: 'step',
      type: 'ordinal',
      scale: { domain: steps, padding: 0 },
      axis: { ...quiet, title: isLast ? 'step' : null, labelAngle: 0, labels: isLast },
    },
    y: {
      field: 'unit',
      type: 'ordinal',
      scale: { domain: units, padding: 0 },
      axis: { ...quiet, title: unitNoun(view) },
    },
  } satisfies JsonObject
}

type Axes = ReturnType<typeof axesOf>

const tilesLayer = ({ cells }: Block, axes: Axes, legend: JsonObject, noun: string): JsonObject => ({
  data: { values: cells },
  mark: { type: 'rect', stroke: faint, strokeWidth: 0.5 },
  encoding: {
    ...axes,
    color: {
      field: 'state',
      type: 'nominal',
      title: 'tile',
      scale: { domain: states, range: fills },
      legend,
    },
    tooltip: [
      { field: 'unit', type: 'nominal', title: noun },
      { field: 'step', type: 'nominal' },
      { field: 'label', type: 'nominal', title: 'coordinates' },
      { field: 'holds', type: 'nominal' },
    ],
  },
})

const labelsLayer = ({ cells }: Block, axes: Axes): JsonObject => ({
  data: { values: cells },
  mark: { type: 'text', fontSize: 11, color: ink, xOffset: 4 - badgeRoom / 2 },
  encoding: { ...axes, text: { field: 'label', type: 'nominal' } },
})

/** Badges stand side by side at the right edge of their cell, those that leave outermost. */
const badgesLayer = (
  given: readonly Badge[],
  axes: Axes,
  legend: JsonObject | null,
  xOffset: number,
): JsonObject => {
  const shape: JsonObject = {
    field: 'badge',
    type: 'nominal',
    title: 'also',
    scale: { domain: badges, range: badgeShapes },
    legend,
  }
  return {
    data: { values: given },
    mark: { type: 'point', filled: true, color: ink, size: 36, opacity: 1, xOffset },
    encoding: { ...axes, shape },
  }
}

const drawn = (
  view: MappingView,
  block: Block,
  { tile, badge }: Legends,
  cellWidth: number,
  isLast: boolean,
): JsonObject => {
  const axes = axesOf(view, isLast)
  const isLeaving = (each: Badge) => each.badge === 'leaves'
  const right = cellWidth / 2
  return {
    title: titleOf(block.tensor),
    width: cellWidth * view.steps.shown.length,
    height: rowHeight * view.units.shown.length,
    layer: [
      tilesLayer(block, axes, tile, unitNoun(view)),
      labelsLayer(block, axes),
      badgesLayer(
        block.badges.filter((each) => !isLeaving(each)),
        axes,
        badge,
        right - 20,
      ),
      badgesLayer(block.badges.filter(isLeaving), axes, badge, right - 9),
    ],
  }
}

/**
 * A mapping view as a picture: the part of each tensor that each unit holds in each step. Colour shows whether a tile is new,
 * partly new or reused from the step before. Marks show whether other units get some of it too (multicast), whether partial
 * sums are added up across units (reduced), and which leave for the buffer above after the step.
 *
 * @param view - The answer of {@link mappingView}.
 * @param options - The title.
 * @since 0.1.0
 * @category pictures
 */
export const mappingSpec = (
  view: MappingView,
  options: {
    /** The title; by default the layer and the dataflow. Name the accelerator. */
    readonly title?: string
  } = {},
): VegaLiteSpec => {
  const fault = viewFault(view) ?? optionsFault(options, { title: 'text' })
  if (fault !== undefined) return messagePicture(fault)
  const blocks = tensorViews(view).map((tensor) => ({
    tensor,
    cells: cellsOf(view, tensor),
    badges: badgesIn(view, tensor),
  }))
  const cellWidth = cellWidthOf(view, blocks)
  const legends = legendsOf(blocks)
  return picture(
    options.title ??
      `Mapping of ${nameOr(view.layer, 'the layer')} under ${nameOr(view.dataflow, 'this dataflow')}`,
    [windowText(view), numberingText(view)],
    {
      vconcat: blocks.map((block, i) => drawn(view, block, legends, cellWidth, i === blocks.length - 1)),
      spacing: 18,
    },
  )
}
