/** A block of a language model as markup: what it costs, and its layers. */
import type { PerToken as Costs, Estimate, NetworkLayer } from 'maestro-dataflow'
import { energyBasis } from 'maestro-dataflow/report'
import { type Block, blocksOf, models } from './block'
import { count, counted, short } from './format'
import { h, type Markup } from './markup'

export const modelOptions: readonly Markup[] = models.map(({ id, label }) =>
  h('option', { value: id }, label),
)

type Shown = Extract<Block, { readonly _tag: 'Block' }>

/** `1.17 GB` */
const bytes = (bits: number): string => {
  const [digits = '', prefix = ''] = short(bits / 8).split(' ')
  return `${digits} ${prefix}B`
}

const time = (seconds: number): string => {
  if (seconds >= 1) return `${count(seconds)} s`
  return seconds >= 1e-3 ? `${count(seconds * 1e3)} ms` : `${count(seconds * 1e6)} µs`
}

const contentsText = ({ offchip }: Costs): string =>
  Object.entries(offchip.contents)
    .map(([content, bits]) => `${bytes(bits)} of ${content}`)
    .join(', ')

const misfitsOf = ({ network }: Shown): number =>
  network.layers.filter(({ result }) => result._tag === 'Right' && !result.right.buffers.fits).length

const blocksText = (model: string): string => {
  const { all, alike } = blocksOf(model)
  return all === alike
    ? `The model has ${count(all)} blocks like this one.`
    : `The model has ${count(all)} blocks, ${count(alike)} of them like this one.`
}

const timeText = ({ cycles, seconds }: Costs): string =>
  `The block takes ${count(cycles)} cycles${seconds === null ? '' : `, ${time(seconds)}`}.`

const sentencesOf = (block: Shown, model: string): readonly string[] => {
  const { costs, faults } = block
  const misfits = misfitsOf(block)
  return [
    ...(costs === null
      ? ['There is no total, because some layers have no estimate on this hardware.', ...faults]
      : [
          `${timeText(costs)} ${blocksText(model)}`,
          `Across the border of the chip: ${contentsText(costs)}.`,
        ]),
    ...(misfits === 0
      ? []
      : [`${counted(misfits, 'layer')} of the block ${misfits === 1 ? 'does' : 'do'} not fit the buffers.`]),
  ]
}

const cell = (text: string): Markup => h('td', { class: 'number' }, text)

const offchipBits = ({ offchip }: Estimate): number =>
  Object.values(offchip.tensors).reduce((sum, { bits }) => sum + bits.reads + bits.writes, 0)

const figuresOf = (estimate: Estimate, times: number, hasClock: boolean): readonly Markup[] => [
  cell(count(times * estimate.runtime)),
  ...(hasClock ? [cell(time(times * (estimate.seconds ?? 0)))] : []),
  cell(short(times * estimate.energy.total)),
  cell(bytes(times * offchipBits(estimate))),
]

const rowOf =
  (hasClock: boolean) =>
  ({ layer, count: times, dataflow, result }: NetworkLayer): Markup => {
    const name = h('th', { scope: 'row' }, times === 1 ? layer : `${layer} × ${count(times)}`)
    if (result._tag === 'Left')
      return h('tr', {}, name, h('td', { colspan: hasClock ? 5 : 4, class: 'note' }, 'has no estimate'))
    const { right: estimate } = result
    const flow = `${dataflow ?? ''}${estimate.buffers.fits ? '' : ' (does not fit)'}`
    return h('tr', {}, name, ...figuresOf(estimate, times, hasClock), h('td', {}, flow))
  }

const totalRow = ({ cycles, seconds, energy, offchip }: Costs): Markup =>
  h(
    'tr',
    {},
    h('th', { scope: 'row' }, 'the block'),
    cell(count(cycles)),
    ...(seconds === null ? [] : [cell(time(seconds))]),
    cell(short(energy.total)),
    cell(bytes(offchip.bits)),
    h('td', {}),
  )

const tableOf = ({ network, costs }: Shown): Markup => {
  const estimates = network.layers.flatMap(({ result }) => (result._tag === 'Right' ? [result.right] : []))
  const hasClock = estimates.every(({ seconds }) => seconds !== null)
  const heads = ['layer', 'cycles', ...(hasClock ? ['time'] : []), 'energy', 'off-chip', 'dataflow']
  const basis = estimates[0] === undefined ? '' : energyBasis(estimates[0].energy)
  return h(
    'table',
    { id: 'block-figures' },
    h('caption', { class: 'note' }, basis === '' ? '' : `Energy in ${basis}.`),
    h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, ...network.layers.map(rowOf(hasClock))),
    h('tfoot', {}, ...(costs === null ? [] : [totalRow(costs)])),
  )
}

export const blockParts = (block: Block, model: string): readonly Markup[] => {
  if (block._tag === 'None') return [h('p', { class: 'finding Misfit' }, block.message)]
  return [
    h('ul', {}, ...sentencesOf(block, model).map((sentence) => h('li', {}, sentence))),
    h('section', { class: 'scroll', 'aria-label': 'Layers of the block', tabindex: 0 }, tableOf(block)),
  ]
}
