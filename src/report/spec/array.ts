/** The array of PEs in one step: clusters by PEs, and what each of them holds of each tensor. */
import { messagePicture, optionsFault, viewFault } from '../faults'
import { numberLabel, type TensorView, tensorViews, unitNoun } from '../mapping/labels'
import type { MappingView, Numbered } from '../mapping/mapping-view'
import { count, nameOr, plural } from '../numbers'
import { light } from './colours'
import { faint, ink, type JsonObject, paper, picture, type VegaLiteSpec } from './vega-lite'

/** Units of one parent in a row; of a level without parents, the units shown at once. */
const perRow = 16

type Place = { readonly row: string; readonly column: string }

const placeOf = ({ number, at }: Numbered): Place =>
  at.length === 1
    ? { row: count(number - (number % perRow)), column: `${number % perRow}` }
    : { row: at.slice(0, -1).join('.'), column: `${at.at(-1) ?? 0}` }

type Cell = Place & {
  readonly unit: string
  /** The coordinates that differ from unit to unit; empty where the unit idles. */
  readonly holds: string
  /** Equal parts have equal numbers, from 0 in the order of the units; null where the unit idles. */
  readonly part: number | null
  /** The same from 0 to 1, as its shade. */
  readonly shade: number | null
  readonly elements: number
}

const cellsOf = (view: MappingView, step: Numbered, { name, label }: TensorView): readonly Cell[] => {
  const held = new Map(
    view.cells.flatMap((cell) => (cell.step === step.number ? [[cell.unit, cell.tensors[name]]] : [])),
  )
  const parts: string[] = []
  const partOf = (ranges: readonly (readonly [number, number])[]): number => {
    const key = JSON.stringify(ranges)
    if (!parts.includes(key)) parts.push(key)
    return parts.indexOf(key)
  }
  const cells = view.units.shown.map((unit) => {
    const tile = held.get(unit.number)
    const at = { ...placeOf(unit), unit: numberLabel(unit) }
    return tile === undefined
      ? { ...at, holds: 'idle', part: null, elements: 0 }
      : { ...at, holds: label(tile), part: partOf(tile.ranges), elements: tile.elements }
  })
  const last = Math.max(1, parts.length - 1)
  return cells.map((cell) => ({ ...cell, shade: cell.part === null ? null : cell.part / last }))
}

const characterWidth = 6.6
const rowHeight = 26
const narrow = 14
const mostWidth = 900

/** As wide as its text, if all of them have room for it. */
const cellWidthOf = (
  cells: readonly Cell[],
  columns: number,
): { readonly width: number; readonly isTold: boolean } => {
  const longest = cells.reduce((most, { holds }) => Math.max(most, holds.length), 0)
  const width = Math.max(30, Math.ceil(longest * characterWidth + 10))
  return width * columns <= mostWidth ? { width, isTold: true } : { width: narrow, isTold: false }
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)]

const axisOf = (field: string, title: string | null, domain: readonly string[]): JsonObject => ({
  field,
  type: 'ordinal',
  title,
  scale: { domain, padding: 0 },
  axis: { ticks: false, domain: false, labelAngle: 0, labelOverlap: true },
})

const titleOf = ({ name, varying, same }: TensorView, parts: number): JsonObject => ({
  text: `${name}: ${varying.length === 0 ? 'the same part in every PE' : `${plural(parts, 'part')} by ${varying.join(', ')}`}`,
  subtitle: same.length === 0 ? '' : `${same.join(', ')} in every PE`,
  fontSize: 13,
  subtitleFontSize: 11,
  offset: 6,
})

const panelOf = (
  view: MappingView,
  tensor: TensorView,
  cells: readonly Cell[],
  isLast: boolean,
): JsonObject => {
  const columns = distinct(cells.map(({ column }) => column))
  const rows = distinct(cells.map(({ row }) => row))
  const parts = new Set(cells.flatMap(({ part }) => part ?? [])).size
  const { width, isTold } = cellWidthOf(cells, columns.length)
  const noun = unitNoun(view)
  const places = {
    x: axisOf('column', isLast ? noun : null, columns),
    y: axisOf('row', view.level === 0 ? null : 'cluster', rows),
  }
  return {
    title: titleOf(tensor, parts),
    width: width * columns.length,
    height: (isTold ? rowHeight : narrow) * rows.length,
    data: { values: cells },
    layer: [
      {
        mark: { type: 'rect', stroke: faint, strokeWidth: 0.5 },
        encoding: {
          ...places,
          color: {
            condition: { test: 'datum.part === null', value: paper },
            field: 'shade',
            type: 'quantitative',
            scale: { domain: [0, 1], range: light.shades },
            legend: null,
          },
          tooltip: [
            { field: 'unit', type: 'nominal', title: noun },
            { field: 'holds', type: 'nominal' },
            { field: 'elements', type: 'quantitative', format: ',' },
          ],
        },
      },
      ...(isTold
        ? [
            {
              mark: { type: 'text', fontSize: 11, color: ink },
              encoding: { ...places, text: { field: 'holds', type: 'nominal' } },
            },
          ]
        : []),
    ],
  }
}

/**
 * The array of PEs in a step of a mapping view, the first one that it shows: a row for each cluster, a column for each PE in it,
 * and a panel for each tensor. Cells of the same shade hold the same part, which the network can multicast, or of an output
 * add up; the text has the coordinates that differ. Idle PEs are white.
 *
 * @param view - The answer of {@link mappingView}, of the last level, with as many units as are to be drawn.
 * @param options - The title.
 *
 * @example
 * ```ts
 * import { gemm, orThrow } from 'maestro-dataflow'
 * import { mkPartitioned } from 'maestro-dataflow/catalog'
 * import { arraySpec, mappingView } from 'maestro-dataflow/report'
 *
 * const view = orThrow(mappingView(gemm({ M: 8, N: 4, K: 16 }), mkPartitioned, { pes: 64, units: { count: 64 } }))
 * arraySpec(view)['title'] // => { text: 'Array of the layer under MK-P', subtitle: 'step 0.0: PEs 0–63 of 64; equal shades hold equal parts' }
 * ```
 * @since 0.1.0
 * @category pictures
 */
export const arraySpec = (
  view: MappingView,
  options: {
    /** The title; by default the layer and the dataflow. Name the accelerator. */
    readonly title?: string
  } = {},
): VegaLiteSpec => {
  const fault = viewFault(view) ?? optionsFault(options, { title: 'text' })
  if (fault !== undefined) return messagePicture(fault)
  const [step] = view.steps.shown
  if (step === undefined) return messagePicture('The view shows no step.')
  const tensors = tensorViews({ ...view, cells: view.cells.filter((cell) => cell.step === step.number) })
  const { shown, total } = view.units
  const units = `${unitNoun(view)}s ${count(shown[0]?.number ?? 0)}–${count(shown.at(-1)?.number ?? 0)} of ${count(total)}`
  return picture(
    options.title ??
      `Array of ${nameOr(view.layer, 'the layer')} under ${nameOr(view.dataflow, 'this dataflow')}`,
    `step ${numberLabel(step)}: ${units}; equal shades hold equal parts`,
    {
      vconcat: tensors.map((tensor, i) =>
        panelOf(view, tensor, cellsOf(view, step, tensor), i === tensors.length - 1),
      ),
      spacing: 18,
    },
  )
}
