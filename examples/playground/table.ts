/** The dataflows on offer, side by side. */
import { energyBasis } from 'maestro-dataflow/report'
import type { Rival } from './answer'
import { boundText } from './figures'
import { count, percent, short } from './format'
import { h, type Markup } from './markup'

const heads = ['dataflow', 'cycles', 'utilization', 'energy', 'bottleneck']

/** What the energies are counted in and leave out: rivals have one energy table, and differ in cluster buffers at most. */
const basisOf = (rivals: readonly Rival[]): string => {
  const bases = rivals.flatMap(({ estimate }) => (estimate === null ? [] : energyBasis(estimate.energy)))
  return bases.reduce((longest, basis) => (basis.length > longest.length ? basis : longest), '')
}

const leastOf = (rivals: readonly Rival[]): number =>
  Math.min(...rivals.flatMap(({ estimate }) => estimate?.runtime ?? []))

const rowOf = ({ offer, estimate }: Rival, chosen: string | undefined, least: number): Markup => {
  const name = h('th', { scope: 'row', title: offer.about }, offer.name)
  const isChosen = offer.name === chosen
  if (estimate === null)
    return h(
      'tr',
      {},
      name,
      h('td', { colspan: 4, class: 'note' }, 'is not legal on this layer and hardware'),
    )
  const { runtime, utilization, energy } = estimate
  return h(
    'tr',
    { class: isChosen ? 'chosen' : undefined },
    name,
    h('td', { class: runtime === least ? 'number best' : 'number' }, count(runtime)),
    h('td', { class: 'number' }, percent(utilization)),
    h('td', { class: 'number' }, short(energy.total)),
    h('td', {}, boundText(estimate)),
  )
}

export const rivalTable = (rivals: readonly Rival[], chosen: string | undefined): readonly Markup[] => {
  const least = leastOf(rivals)
  const basis = basisOf(rivals)
  return [
    h('caption', { class: 'note' }, basis === '' ? '' : `Energy in ${basis}.`),
    h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, ...rivals.map((rival) => rowOf(rival, chosen, least))),
  ]
}
