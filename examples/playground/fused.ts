/** A fused chain and its layers one by one, as markup. */
import type { FusedComparison } from 'maestro-dataflow/fusion'
import { type Fusion, followerOf, followersOf, tiledOf } from './chain'
import { unitText } from './figures'
import { count, percent, short } from './format'
import type { KindId } from './kinds'
import { h, type Markup } from './markup'
import type { FusionState } from './state'

export const followerOptions = (kind: KindId, fusion: FusionState): readonly Markup[] => {
  const chosen = followerOf(kind, fusion).id
  return followersOf(kind).map(({ id, label }) => h('option', { value: id, selected: id === chosen }, label))
}

/** What the tile is of. */
export const tileAbout = (kind: KindId): string => {
  const [rows, columns] = tiledOf(kind)
  return `${rows}, or ${rows}, ${columns}`
}

type Row = {
  readonly label: string
  readonly fused: number
  readonly alone: number
  readonly unit: string
  readonly show: (value: number) => string
}

/** The most that one of the layers needs by itself, as that cannot be added up. */
const largestAlone = ({ layers }: FusedComparison['alone']): number =>
  layers.reduce((most, { buffers }) => Math.max(most, buffers.l2.bits.required), 0)

const energyUnit = ({ layers }: FusedComparison['alone']): string =>
  layers[0] === undefined ? '' : unitText(layers[0].energy.unit)

const rowsOf = ({ fused, alone }: FusedComparison): readonly Row[] => [
  { label: 'Runtime', fused: fused.runtime, alone: alone.runtime, unit: 'cycles', show: count },
  { label: 'Energy', fused: fused.energy.total, alone: alone.energy, unit: energyUnit(alone), show: short },
  { label: 'Off-chip traffic', fused: fused.offchip.bits, alone: alone.bits, unit: 'bits', show: short },
  {
    label: 'Shared L2 at its peak',
    fused: fused.buffers.l2.required.bits,
    alone: largestAlone(alone),
    unit: 'bits',
    show: short,
  },
  {
    label: 'MACs',
    fused: fused.macs,
    alone: alone.layers.reduce((sum, { macs }) => sum + macs, 0),
    unit: '',
    show: short,
  },
]

/** `38.3 % less`, `2.5 ×` */
const difference = (fused: number, alone: number): string => {
  if (fused === alone) return 'the same'
  if (alone === 0) return 'more'
  const ratio = fused / alone
  if (ratio >= 2) return `${count(ratio)} ×`
  return `${percent(Math.abs(1 - ratio))} ${ratio < 1 ? 'less' : 'more'}`
}

const rowMarkup = ({ label, fused, alone, unit, show }: Row): Markup =>
  h(
    'tr',
    {},
    h('th', { scope: 'row' }, label, unit === '' ? '' : h('span', { class: 'about' }, ` ${unit}`)),
    h('td', { class: fused < alone ? 'number best' : 'number' }, show(fused)),
    h('td', { class: fused > alone ? 'number best' : 'number' }, show(alone)),
    h('td', { class: 'note' }, difference(fused, alone)),
  )

const heads = ['figure', 'fused', 'layer by layer', 'difference']

const tableOf = (compared: FusedComparison): Markup =>
  h(
    'table',
    { id: 'fused-figures' },
    h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, ...rowsOf(compared).map(rowMarkup)),
  )

const nothing =
  'Nothing follows, so there is nothing to fuse. The page fuses convolutions and matrix products; the library fuses layers of every kind.'

export const fusedParts = (fusion: Fusion): readonly Markup[] => {
  if (fusion._tag === 'None') {
    const isWrong = fusion.message !== ''
    return [h('p', { class: isWrong ? 'finding Misfit' : 'note' }, isWrong ? fusion.message : nothing)]
  }
  return [
    h(
      'section',
      { class: 'scroll', 'aria-label': 'Fused and layer by layer', tabindex: 0 },
      tableOf(fusion.compared),
    ),
    h(
      'ul',
      { class: 'lead' },
      ...fusion.findings.map(({ _tag, sentence }) => h('li', { class: `finding ${_tag}` }, sentence)),
    ),
  ]
}
