/** The mapping view: units × steps for each tensor, with what each unit holds, where it is from and who shares it. */
import type { MappingView, Numbered, TensorTile } from 'maestro-dataflow/report'
import { count } from '../format'
import { h, type Markup } from '../markup'

type Tensor = MappingView['tensors'][number]

/** `0.3`: of level 0 and of level 1. */
export const numberText = ({ at }: Numbered): string => at.join('.')

const rangeText = ([first, last]: readonly [number, number]): string =>
  first === last ? String(first) : `${first}–${last}`

/** Axes along which the cells of the window differ; the others are said once. */
const differing = ({ tensors, cells }: MappingView, name: string): readonly boolean[] => {
  const axes = tensors.find((tensor) => tensor.name === name)?.axes ?? []
  const first = cells[0]?.tensors[name]?.ranges
  return axes.map((_, i) =>
    cells.some(({ tensors: of }) => rangeText(of[name]!.ranges[i]!) !== rangeText(first![i]!)),
  )
}

export type Arrival = 'fresh' | 'partly' | 'kept'

export const arrivalOf = ({ fresh, reused }: TensorTile): Arrival => {
  if (fresh === 0) return 'kept'
  return reused === 0 ? 'fresh' : 'partly'
}

const isShared = ({ multicast = 0, reduced = 0 }: TensorTile): boolean => multicast > 0 || reduced > 0

const longest = 12

const shortened = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`)

type Cell = {
  readonly unit: number
  readonly step: number
  readonly label: string
  readonly title: string
  readonly arrival: Arrival
  readonly shared: boolean
  readonly leaves: boolean
}

/** One tensor of the window: what its cells say, and what all of them have in common. */
export type Grid = {
  readonly name: string
  readonly role: Tensor['role']
  readonly labelled: readonly string[]
  readonly same: readonly string[]
  readonly cells: readonly Cell[]
}

const titleOf = ({ name, role, axes }: Tensor, holding: TensorTile): string => {
  const { elements, fresh, reused, multicast = 0, leaving = 0, reduced = 0, ranges } = holding
  const where = axes.map((axis, i) => `${axis} ${rangeText(ranges[i]!)}`).join(', ')
  const shared =
    role === 'input'
      ? `; ${count(multicast)} of the new ones multicast`
      : `; ${count(leaving)} leave after this step, ${count(reduced)} of them added to other units' sums`
  return `${name} ${where}: ${count(elements)} elements, ${count(fresh)} new, ${count(reused)} from the step before${shared}`
}

const gridOf = (view: MappingView, tensor: Tensor): Grid => {
  const { name, role, axes } = tensor
  const differs = differing(view, name)
  const first = view.cells[0]?.tensors[name]
  const hasLabels = differs.some(Boolean)
  const labelOf = ({ ranges }: TensorTile): string => {
    const parts = ranges.filter((_, i) => differs[i]).map(rangeText)
    return parts.length > 0 ? shortened(parts.join(', ')) : '•'
  }
  return {
    name,
    role,
    labelled: hasLabels ? axes.filter((_, i) => differs[i]) : [],
    same: axes.flatMap((axis, i) =>
      differs[i] || first === undefined ? [] : `${axis} ${rangeText(first.ranges[i]!)}`,
    ),
    cells: view.cells.flatMap(({ unit, step, tensors }) => {
      const holding = tensors[name]
      if (holding === undefined) return []
      return {
        unit,
        step,
        label: labelOf(holding),
        title: titleOf(tensor, holding),
        arrival: arrivalOf(holding),
        shared: isShared(holding),
        leaves: (holding.leaving ?? 0) > 0,
      }
    }),
  }
}

export const gridsOf = (view: MappingView): readonly Grid[] =>
  view.tensors.map((tensor) => gridOf(view, tensor))

const rowHeight = 26
const headHeight = 20
const characterWidth = 6.6

const widest = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length), 1)

type Layout = { readonly headWidth: number; readonly cellWidth: number }

const layoutOf = ({ units, steps }: MappingView, { cells }: Grid): Layout => ({
  headWidth: 14 + Math.ceil(characterWidth * widest(units.shown.map(numberText))),
  cellWidth:
    14 +
    Math.ceil(
      characterWidth * widest([...cells.map(({ label }) => label), ...steps.shown.map(numberText), '123']),
    ),
})

const drawCell = (
  { label, title, arrival, shared, leaves }: Cell,
  x: number,
  y: number,
  width: number,
  role: Tensor['role'],
): Markup =>
  h(
    'g',
    { class: `cell ${arrival}` },
    h('title', {}, title),
    h('rect', { x: x + 1, y: y + 1, width: width - 2, height: rowHeight - 2, rx: 3 }),
    h('text', { x: x + width / 2, y: y + 17, 'text-anchor': 'middle' }, label),
    ...(shared
      ? [
          role === 'input'
            ? h('circle', { class: 'mark', cx: x + width - 6, cy: y + 6.5, r: 2.5 })
            : h('path', { class: 'mark', d: `M${x + width - 9} ${y + 6.5}h6m-3 -3v6` }),
        ]
      : []),
    ...(leaves ? [h('path', { class: 'leaves', d: `M${x + width - 2} ${y + rowHeight - 9}l-7 7h7z` })] : []),
  )

const drawGrid = (view: MappingView, grid: Grid): Markup => {
  const { units, steps } = view
  const { headWidth, cellWidth } = layoutOf(view, grid)
  const width = headWidth + cellWidth * steps.shown.length
  const height = headHeight + rowHeight * units.shown.length
  const columnOf = new Map(steps.shown.map(({ number }, i) => [number, headWidth + i * cellWidth]))
  const rowOf = new Map(units.shown.map(({ number }, i) => [number, headHeight + i * rowHeight]))
  const heads = steps.shown.map((step, i) =>
    h(
      'text',
      { class: 'head', x: headWidth + (i + 0.5) * cellWidth, y: 14, 'text-anchor': 'middle' },
      numberText(step),
    ),
  )
  const sides = units.shown.map((unit, i) =>
    h(
      'text',
      { class: 'head', x: headWidth - 6, y: headHeight + i * rowHeight + 17, 'text-anchor': 'end' },
      numberText(unit),
    ),
  )
  const idle = units.shown.flatMap((unit) =>
    steps.shown.map((step) =>
      h('rect', {
        class: 'idle',
        x: columnOf.get(step.number)! + 1,
        y: rowOf.get(unit.number)! + 1,
        width: cellWidth - 2,
        height: rowHeight - 2,
        rx: 3,
      }),
    ),
  )
  return h(
    'svg',
    {
      class: 'mapping',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `${grid.name}: ${units.shown.length} units by ${steps.shown.length} steps; the same as text below.`,
    },
    ...idle,
    ...heads,
    ...sides,
    ...grid.cells.map((cell) =>
      drawCell(cell, columnOf.get(cell.step)!, rowOf.get(cell.unit)!, cellWidth, grid.role),
    ),
  )
}

const captionOf = ({ name, role, labelled, same }: Grid): readonly (Markup | string)[] => [
  h('strong', {}, name),
  ` (${role})`,
  labelled.length === 0 ? '' : `: ${labelled.join(', ')}`,
  h('span', { class: 'note' }, same.length === 0 ? '' : `; ${same.join(', ')} in every cell`),
]

/** A figure for each tensor. */
export const drawMapping = (view: MappingView): readonly Markup[] =>
  gridsOf(view).map((grid) =>
    h(
      'figure',
      {},
      h('figcaption', {}, ...captionOf(grid)),
      h(
        'div',
        {
          class: 'scroll',
          tabindex: 0,
          role: 'region',
          id: `grid-${grid.name}`,
          'aria-label': `${grid.name}, units by steps`,
        },
        drawGrid(view, grid),
      ),
    ),
  )

const swatch = (arrival: string, ...marks: readonly Markup[]): Markup =>
  h(
    'svg',
    { class: 'swatch', viewBox: '0 0 14 14', 'aria-hidden': 'true' },
    h(
      'g',
      { class: `cell ${arrival}` },
      h('rect', { class: arrival, width: 14, height: 14, rx: 3 }),
      ...marks,
    ),
  )

const meanings: readonly (readonly [mark: Markup, meaning: string])[] = [
  [swatch('fresh'), 'new'],
  [swatch('partly'), 'partly new'],
  [swatch('kept'), 'kept from the step before'],
  [swatch('idle'), 'idle'],
  [swatch('kept', h('circle', { class: 'mark', cx: 7, cy: 7, r: 3 })), 'multicast to other units too'],
  [swatch('kept', h('path', { class: 'mark', d: 'M3 7h8m-4 -4v8' })), "added to other units' sums"],
  [swatch('kept', h('path', { class: 'leaves', d: 'M14 5l-9 9h9z' })), 'leaves after this step'],
]

export const mappingLegend: readonly Markup[] = meanings.map(([mark, meaning]) =>
  h('li', {}, mark, ` ${meaning}`),
)
