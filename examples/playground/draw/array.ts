/** The array in one step: its clusters and PEs, and which tile of each tensor each of them holds. */
import type { MappingCell, MappingView } from 'maestro-dataflow/report'
import { count, counted } from '../format'
import { h, type Markup } from '../markup'

type Tensor = MappingView['tensors'][number]

/** A unit of the level: the cluster that it is in, counted over all levels above, and its place inside. */
type Unit = {
  readonly number: number
  readonly cluster: string
  readonly place: number
  readonly cell: MappingCell | undefined
}

const unitsOf = ({ units, cells }: MappingView): readonly Unit[] => {
  const cellOf = new Map(cells.map((cell) => [cell.unit, cell]))
  return units.shown.map(({ number, at }) => ({
    number,
    cluster: at.slice(0, -1).join('.'),
    place: at.at(-1) ?? 0,
    cell: cellOf.get(number),
  }))
}

const tileText = (cell: MappingCell, { name, axes }: Tensor): string => {
  const ranges = cell.tensors[name]?.ranges ?? []
  return axes
    .map((axis, i) => {
      const [first, last] = ranges[i] ?? [0, 0]
      return `${axis} ${first === last ? first : `${first}–${last}`}`
    })
    .join(', ')
}

/** What a tensor's part of the array says: the number of each unit's tile among the different ones, in the order of units. */
export type Holdings = {
  readonly tensor: Tensor
  /** Null for an idle unit. */
  readonly tiles: readonly ({
    readonly rank: number
    readonly text: string
    readonly isNew: boolean
  } | null)[]
  readonly different: number
}

export const holdingsOf = (view: MappingView): readonly Holdings[] => {
  const units = unitsOf(view)
  return view.tensors.map((tensor) => {
    const texts = units.map(({ cell }) => (cell === undefined ? null : tileText(cell, tensor)))
    const different = [...new Set(texts.filter((text) => text !== null))]
    const ranks = new Map(different.map((text, i) => [text, i]))
    return {
      tensor,
      different: different.length,
      tiles: texts.map((text, i) =>
        text === null
          ? null
          : {
              text,
              rank: ranks.get(text) ?? 0,
              isNew: (units[i]?.cell?.tensors[tensor.name]?.fresh ?? 0) > 0,
            },
      ),
    }
  })
}

type Layout = {
  readonly columns: number
  readonly size: number
  readonly headWidth: number
  readonly label: (cluster: string) => string
  readonly clusters: readonly (readonly Unit[])[]
}

const widestRow = 64
const largest = 26
/** Smaller units look alike: their row is broken instead. */
const smallest = 9
const lineHeight = 14
/** Where there is room for words. */
const wide = 480

const largestPower = (most: number): number => 2 ** Math.max(0, Math.floor(Math.log2(most)))

/** A row for each cluster, or several where its units do not fit one; an array without clusters is near a square. */
const layoutOf = (view: MappingView, width: number): Layout => {
  const units = unitsOf(view)
  const names = [...new Set(units.map(({ cluster }) => cluster))]
  const clusters = names.map((name) => units.filter(({ cluster }) => cluster === name))
  const label = (cluster: string): string => (width < wide ? cluster : `cluster ${cluster}`)
  const longest = Math.max(1, ...clusters.map(({ length }) => length))
  const isFlat = clusters.length === 1 && longest > 16
  const headWidth = names.length > 1 ? 12 + 7 * Math.max(...names.map((name) => label(name).length)) : 0
  const most = Math.min(widestRow, largestPower((width - headWidth) / smallest))
  const columns = isFlat ? Math.min(most, 2 * largestPower(Math.sqrt(longest))) : Math.min(longest, most)
  const size = Math.max(smallest, Math.min(largest, Math.floor((width - headWidth) / columns)))
  return { columns, size, headWidth, label, clusters }
}

/** From faint to full, tile after tile: equal tiles look alike. */
const strength = (rank: number, different: number): string =>
  (different < 2 ? 0.75 : 0.22 + (0.78 * rank) / (different - 1)).toFixed(2)

const square = (x: number, y: number, size: number, inset: number) => ({
  x: x + inset,
  y: y + inset,
  width: Math.max(1, size - 2 * inset),
  height: Math.max(1, size - 2 * inset),
})

const drawUnit = (
  { tiles, different }: Holdings,
  { number, cluster, place }: Unit,
  index: number,
  x: number,
  y: number,
  size: number,
): Markup => {
  const gap = size > 8 ? 1 : 0.5
  const where = cluster === '' ? `unit ${place}` : `unit ${place} of cluster ${cluster}`
  const tile = tiles[index]
  if (tile === null || tile === undefined)
    return h('rect', { class: 'idle', ...square(x, y, size, gap) }, h('title', {}, `${where}: idle`))
  const inset = tile.isNew ? gap : Math.max(gap, size * 0.24)
  return h(
    'rect',
    {
      class: 'held',
      'data-unit': number,
      ...square(x, y, size, inset),
      'fill-opacity': strength(tile.rank, different),
    },
    h('title', {}, `${where}: ${tile.text}, ${tile.isNew ? 'new in this step' : 'kept'}`),
  )
}

const drawHoldings = (holdings: Holdings, layout: Layout, index: number): Markup => {
  const { columns, size, headWidth, label, clusters } = layout
  let y = 0
  let at = 0
  const children: Markup[] = []
  for (const units of clusters) {
    if (headWidth > 0)
      children.push(
        h(
          'text',
          {
            class: 'head',
            x: headWidth - 6,
            y: y + Math.max(size, lineHeight) / 2 + 4,
            'text-anchor': 'end',
          },
          label(units[0]?.cluster ?? ''),
        ),
      )
    for (const [i, unit] of units.entries()) {
      const row = Math.floor(i / columns)
      children.push(drawUnit(holdings, unit, at + i, headWidth + (i % columns) * size, y + row * size, size))
    }
    at += units.length
    const rows = Math.ceil(units.length / columns)
    y += Math.max(rows * size, headWidth > 0 ? lineHeight : 0) + 4
  }
  const { name } = holdings.tensor
  return h(
    'svg',
    {
      class: `array tensor-${index % 3}`,
      viewBox: `0 0 ${headWidth + columns * size} ${y}`,
      width: headWidth + columns * size,
      height: y,
      role: 'img',
      'aria-label': `${name}: ${summaryOf(holdings)}.`,
    },
    ...children,
  )
}

/** `64 different tiles in 256 units, 64 units idle, 128 with something new` */
const summaryOf = ({ tiles, different }: Holdings): string => {
  const working = tiles.flatMap((tile) => tile ?? [])
  const idle = tiles.length - working.length
  const fresh = working.filter(({ isNew }) => isNew).length
  const same = different === 1 ? 'the same tile' : `${count(different)} different tiles`
  return [
    `${same} in ${counted(working.length, 'unit')}`,
    fresh === 0
      ? 'all kept from the step before'
      : `new elements in ${fresh === working.length ? 'all' : count(fresh)}`,
    ...(idle === 0 ? [] : [`${count(idle)} idle`]),
  ].join(', ')
}

/** A figure for each tensor. */
export const drawArray = (view: MappingView, width: number): readonly Markup[] => {
  const layout = layoutOf(view, width)
  return holdingsOf(view).map((holdings, i) =>
    h(
      'figure',
      {},
      h(
        'figcaption',
        {},
        h('strong', {}, holdings.tensor.name),
        h('span', { class: 'note' }, ` ${summaryOf(holdings)}`),
      ),
      h(
        'div',
        {
          class: 'scroll',
          tabindex: 0,
          role: 'region',
          id: `array-${holdings.tensor.name}`,
          'aria-label': `${holdings.tensor.name} in the array`,
        },
        drawHoldings(holdings, layout, i),
      ),
    ),
  )
}

/** How many of the units are drawn, if these are not all. */
export const arrayNote = ({ units }: MappingView): string =>
  units.shown.length === units.total
    ? ''
    : `The first ${count(units.shown.length)} of ${count(units.total)} units.`

const swatch = (name: string, inset: number): Markup =>
  h(
    'svg',
    { class: 'swatch array tensor-0', viewBox: '0 0 14 14', 'aria-hidden': 'true' },
    h('rect', {
      class: name,
      ...square(0, 0, 14, inset),
      'fill-opacity': name === 'held' ? 0.75 : undefined,
    }),
  )

export const arrayLegend: readonly Markup[] = [
  h('li', {}, swatch('held', 1), ' holds new elements'),
  h('li', {}, swatch('held', 3.5), ' holds the same elements'),
  h('li', {}, swatch('idle', 1), ' idle'),
  h('li', {}, 'equal shades: the same tile'),
]
