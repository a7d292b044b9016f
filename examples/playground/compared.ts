/** Two dataflows side by side, on the same layer and hardware. */
import { type Dataflow, type Estimate, estimate } from 'maestro-dataflow'
import { parseDataflow } from 'maestro-dataflow/notation'
import type { Answer } from './answer'
import { own } from './change'
import { boundText, unitText } from './figures'
import { count, percent, short } from './format'
import { type Child, h, type Markup } from './markup'
import { chosenOffer, offersFor } from './presets'
import type { State } from './state'

/** The pinned dataflow; or nothing, or why it has no estimate here. */
export type Other =
  | { readonly _tag: 'None' }
  | { readonly _tag: 'Illegal'; readonly message: string }
  | { readonly _tag: 'Other'; readonly dataflow: Dataflow; readonly estimate: Estimate }

export const otherOf = ({ pinned }: State, { layer, hardware }: Answer): Other => {
  if (pinned === '') return { _tag: 'None' }
  const flow = parseDataflow(pinned)
  const result = flow._tag === 'Left' ? flow : estimate(layer, flow.right, hardware)
  if (flow._tag === 'Right' && result._tag === 'Right')
    return { _tag: 'Other', dataflow: flow.right, estimate: result.right }
  const errors = flow._tag === 'Left' ? flow.left : result._tag === 'Left' ? result.left : []
  return { _tag: 'Illegal', message: errors.map(({ message }) => message).join(' ') }
}

/** What can be compared with: those on offer, and the pinned one if it is another. */
export const pinOptions = ({ layer: { kind }, pinned }: State): readonly Markup[] => {
  const offer = chosenOffer(kind, pinned)
  const isOwn = pinned !== '' && offer === undefined
  return [
    h('option', { value: '', selected: pinned === '' }, 'nothing'),
    ...(isOwn ? [h('option', { value: own, selected: true }, 'the pinned dataflow')] : []),
    ...offersFor(kind).map(({ name }) => h('option', { value: name, selected: name === offer?.name }, name)),
  ]
}

type Row = {
  readonly label: string
  readonly unit: string
  readonly of: (estimate: Estimate) => number
  readonly show: (value: number) => string
  readonly isMoreBetter?: true
}

const crossing = ({ offchip: { bits } }: Estimate): number => bits

const rows = (unit: string): readonly Row[] => [
  { label: 'Runtime', unit: 'cycles', of: ({ runtime }) => runtime, show: count },
  { label: 'Utilization', unit: '', of: ({ utilization }) => utilization, show: percent, isMoreBetter: true },
  { label: 'Energy', unit, of: ({ energy }) => energy.total, show: short },
  { label: 'Energy-delay product', unit: '', of: ({ edp }) => edp, show: short },
  { label: 'Off-chip traffic', unit: 'bits', of: crossing, show: short },
  { label: 'L1 of a PE', unit: 'elements', of: ({ buffers }) => buffers.l1.required.total, show: count },
  { label: 'Shared L2', unit: 'elements', of: ({ buffers }) => buffers.l2.required.total, show: count },
]

/** `1.31 × as much`, `25.0 % less` */
const difference = (mine: number, other: number): string => {
  if (mine === other) return 'the same'
  if (other === 0) return 'more'
  const ratio = mine / other
  if (ratio >= 2) return `${count(ratio)} × as much`
  if (ratio <= 0.5 && mine > 0) return `1/${count(1 / ratio)} as much`
  return `${percent(Math.abs(1 - ratio))} ${ratio < 1 ? 'less' : 'more'}`
}

const rowOf = ({ label, unit, of, show, isMoreBetter }: Row, mine: Estimate, other: Estimate): Markup => {
  const [a, b] = [of(mine), of(other)]
  const isBetter = isMoreBetter ? a > b : a < b
  const isWorse = a !== b && !isBetter
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, label, unit === '' ? '' : h('span', { class: 'about' }, ` ${unit}`)),
    h('td', { class: isBetter ? 'number best' : 'number' }, show(a)),
    h('td', { class: isWorse ? 'number best' : 'number' }, show(b)),
    h('td', { class: 'note' }, difference(a, b)),
  )
}

const boundRow = (mine: Estimate, other: Estimate): Markup =>
  h(
    'tr',
    {},
    h('th', { scope: 'row' }, 'Bottleneck'),
    ...[mine, other].map((each) => h('td', { class: 'number' }, boundText(each))),
    h('td', {}),
  )

const nameOf = ({ dataflow }: Estimate, instead: string): string => (dataflow === '' ? instead : dataflow)

const tableOf = (mine: Estimate, other: Estimate): Markup => {
  const names = [nameOf(mine, 'this dataflow'), nameOf(other, 'the pinned one')]
  const heads = [
    'Figure',
    names[0] === names[1] ? `${names[0]}, now` : names[0]!,
    names[1]!,
    'difference',
  ].map((name) => h('th', { scope: 'col' }, name))
  return h(
    'table',
    { id: 'compared-figures' },
    h('thead', {}, h('tr', {}, ...heads)),
    h(
      'tbody',
      {},
      ...rows(unitText(mine.energy.unit)).map((row) => rowOf(row, mine, other)),
      boundRow(mine, other),
    ),
  )
}

const text = (label: string, dataflow: string): Markup =>
  h('pre', { class: 'found scroll', tabindex: 0, role: 'region', 'aria-label': label }, dataflow.trim())

export const comparedParts = (state: State, answer: Answer): readonly Child[] => {
  const other = otherOf(state, answer)
  if (other._tag === 'None')
    return [
      h('p', { class: 'note' }, 'Pin the dataflow of the page and change it, or choose a second one here.'),
    ]
  if (other._tag === 'Illegal')
    return [
      h('p', { class: 'finding Misfit' }, `It is not legal on this layer and hardware. ${other.message}`),
    ]
  return [
    h(
      'section',
      { class: 'scroll', 'aria-label': 'Two dataflows side by side', tabindex: 0 },
      tableOf(answer.estimate, other.estimate),
    ),
    h(
      'div',
      { class: 'pair' },
      text('The dataflow of the page', state.dataflow),
      text('The dataflow that it is compared with', state.pinned),
    ),
  ]
}
