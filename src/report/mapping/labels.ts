/** What a mapping view calls its rows, columns and tiles. */
import { count } from '../numbers'
import type { MappingCell, MappingView, Numbered } from './mapping-view'
import type { TensorTile } from './tensor-tile'

/** What the units of a view are: the last level's are PEs. */
export const unitNoun = ({ level, levels }: MappingView): string => (level === levels - 1 ? 'PE' : 'cluster')

/** `3`, or where levels are inside one another `0.3`. */
export const numberLabel = ({ at }: Numbered): string => at.join('.')

const rangeText = ([first, last]: readonly [number, number]): string =>
  first === last ? `${first}` : `${first}–${last}`

export type TensorView = {
  readonly name: string
  readonly role: 'input' | 'output'
  /** The axes whose coordinates differ between cells, and those with the same coordinates in all cells. */
  readonly varying: readonly string[]
  readonly same: readonly string[]
  /** The coordinates of a cell along the varying axes. */
  readonly label: (tile: TensorTile) => string
}

const tilesOf = ({ cells }: MappingView, name: string): readonly TensorTile[] =>
  cells.flatMap(({ tensors }: MappingCell) => tensors[name] ?? [])

/** Each tensor of a view, with the axes that differ between cells. */
export const tensorViews = (view: MappingView): readonly TensorView[] =>
  view.tensors.map(({ name, role, axes }) => {
    const held = tilesOf(view, name)
    const [one] = held
    const differs = axes.map((_, axis) => {
      const texts = held.map(({ ranges }) => rangeText(ranges[axis]!))
      return texts.some((text) => text !== texts[0])
    })
    const varying = axes.filter((_, axis) => differs[axis])
    const same = axes.flatMap((text, axis) =>
      differs[axis] || one === undefined ? [] : `${text} ${rangeText(one.ranges[axis]!)}`,
    )
    const label = ({ ranges }: TensorTile) =>
      ranges
        .filter((_, axis) => differs[axis])
        .map(rangeText)
        .join(', ')
    return { name, role, varying, same, label }
  })

/**
 * The origin of a unit's tile: all of it is new, some of it is, or nothing.
 *
 * @since 0.1.0
 * @category mapping view
 */
export type Arrival = 'new' | 'partly new' | 'reused'

export const arrivalOf = ({ fresh, reused }: TensorTile): Arrival =>
  reused === 0 ? 'new' : fresh === 0 ? 'reused' : 'partly new'

/** What a tile shares with other units of the parent: elements that come, or partial sums that go. */
export const isShared = ({ multicast = 0, reduced = 0 }: TensorTile): boolean => multicast + reduced > 0

const stretchText = (noun: string, { total, shown }: MappingView['units']): string =>
  `${noun}s ${count(shown[0]?.number ?? 0)}–${count(shown.at(-1)?.number ?? 0)} of ${count(total)}`

/** `level 1: PEs 0–7 of 256, steps 0–7 of 1,024`. */
export const windowText = (view: MappingView): string =>
  `level ${view.level}: ${stretchText(unitNoun(view), view.units)}, ${stretchText('step', view.steps)}`

/** How units and steps inside others are numbered; empty at the outermost level. */
export const numberingText = (view: MappingView): string =>
  view.level === 0
    ? ''
    : `${unitNoun(view)} 1.2 is number 2 in cluster 1; step 1.2 is number 2 in step 1 of the level above`
