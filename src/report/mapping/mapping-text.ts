/** Mapping views as text, for terminals and pages. */

import { viewFault } from '../faults'
import { nameOr } from '../numbers'
import { aligned } from '../table/align'
import {
  type Arrival,
  arrivalOf,
  isShared,
  numberLabel,
  type TensorView,
  tensorViews,
  unitNoun,
  windowText,
} from './labels'
import type { MappingView } from './mapping-view'
import type { TensorTile } from './tensor-tile'

const marks: Readonly<Record<Arrival, string>> = { new: '+', 'partly new': '~', reused: '=' }

const legend = [
  '+ new   ~ partly new   = reused from the step before   . idle',
  '* inputs: multicast, other units of the parent get some of it too; outputs: reduced, others add to the same sums',
  '> outputs: leaves for the buffer above after this step',
]

/** `+ 0–2, 5 *`: how it came, where it is, what becomes of it. */
const cellText = (tensor: TensorView, tile: TensorTile): string => {
  const leaves = (tile.leaving ?? 0) > 0 ? '>' : ''
  return [marks[arrivalOf(tile)], tensor.label(tile), `${isShared(tile) ? '*' : ''}${leaves}`]
    .filter((part) => part !== '')
    .join(' ')
}

const headline = ({ name, role, varying, same }: TensorView): string => {
  const constant =
    same.length === 0 ? '' : `${varying.length === 0 ? '' : '; '}${same.join(', ')} in every cell`
  return `${name === role ? name : `${name} (${role})`}: ${varying.join(', ')}${constant}`
}

/**
 * A mapping view as text: a table for each tensor, units × steps, with the coordinates that differ between cells and
 * marks for what is new, reused, multicast and reduced. Numbers of units and steps tell every level, as in `0.3`.
 *
 * @param view - The answer of {@link mappingView}.
 *
 * @example
 * ```ts
 * import { conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { mappingView, renderMapping } from 'maestro-dataflow/report'
 *
 * const layer = conv2d({ K: 2, C: 1, R: 3, S: 1, "Y'": 4, "X'": 1 })
 * const rows = dataflow('rows', [temporalMap('K'), spatialMap("Y'")])
 * const lines = renderMapping(orThrow(mappingView(layer, rows, { pes: 2, steps: { count: 2 } }))).split('\n')
 * lines[2] // => "input: Y'+R; N 0, C 0, X'+S 0 in every cell"
 * lines[3] // => 'PE  step 0   1'
 * lines[5] // => '0   + 0–2 *  ~ 2–4 *'
 * ```
 * @since 0.1.0
 * @category mapping view
 */
export const renderMapping = (view: MappingView): string => {
  const fault = viewFault(view)
  if (fault !== undefined) return fault
  const { units, steps } = view
  const noun = unitNoun(view)
  const cells = new Map(view.cells.map((cell) => [`${cell.unit} ${cell.step}`, cell]))
  const head = [
    noun,
    ...steps.shown.map((step, i) => (i === 0 ? `step ${numberLabel(step)}` : numberLabel(step))),
  ]
  const blocks = tensorViews(view).map((tensor) => {
    const rows = units.shown.map((unit) => [
      numberLabel(unit),
      ...steps.shown.map((step) => {
        const tile = cells.get(`${unit.number} ${step.number}`)?.tensors[tensor.name]
        return tile === undefined ? '.' : cellText(tensor, tile)
      }),
    ])
    const lines = aligned(
      head,
      rows,
      head.map(() => 'left'),
    )
    return [headline(tensor), ...lines].join('\n')
  })
  const title = `${nameOr(view.layer, 'the layer')} under ${nameOr(view.dataflow, 'this dataflow')}, ${windowText(view)}`
  return [title, ...blocks, legend.join('\n')].join('\n\n')
}
