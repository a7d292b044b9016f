/** The whole network as markup: its total, and its layers. */
import type { NetworkEstimate, NetworkLayer } from 'maestro-dataflow'
import { energyBasis } from 'maestro-dataflow/report'
import { boundText, unitText } from './figures'
import { count, counted, percent, short } from './format'
import { h, type Markup } from './markup'
import type { Whole } from './whole-network'

const totalText = (label: string, { totals, layers }: NetworkEstimate): string => {
  if (totals.runtime === null) return ''
  const { runtime, energy, macs, offchip } = totals
  const parts = [
    `${count(runtime)} cycles`,
    `energy ${short(energy.total)} ${unitText(energy.unit)}`,
    `${short(macs)} MACs`,
    `${short(offchip.bits)} bits across the border of the chip`,
  ]
  return `${label}, ${counted(layers.length, 'layer')}: ${parts.join(', ')}.`
}

const withoutEstimate = ({ layers }: NetworkEstimate): number =>
  layers.filter(({ result }) => result._tag === 'Left').length

const partText = (label: string, network: NetworkEstimate): string => {
  const missing = withoutEstimate(network)
  const runtime = network.layers.reduce(
    (sum, { result }) => sum + (result._tag === 'Right' ? result.right.runtime : 0),
    0,
  )
  return `${label} has no total: ${counted(missing, 'layer')} of ${network.layers.length} ${missing === 1 ? 'has' : 'have'} no estimate. The others take ${count(runtime)} cycles.`
}

const misfitsText = ({ layers }: NetworkEstimate): readonly Markup[] => {
  const misfits = layers.filter(({ result }) => result._tag === 'Right' && !result.right.buffers.fits).length
  if (misfits === 0) return []
  return [
    h(
      'p',
      { class: 'finding Misfit' },
      `${counted(misfits, 'layer')} ${misfits === 1 ? 'does' : 'do'} not fit the buffers.`,
    ),
  ]
}

const rowOf = ({ layer, dataflow, result }: NetworkLayer, whole: number): Markup => {
  const name = h('th', { scope: 'row' }, layer === '' ? 'layer' : layer)
  if (result._tag === 'Left')
    return h('tr', {}, name, h('td', { colspan: 5, class: 'note' }, result.left[0].message))
  const { runtime, utilization, energy } = result.right
  return h(
    'tr',
    {},
    name,
    h('td', { class: 'number' }, count(runtime)),
    h('td', { class: 'number' }, percent(runtime / Math.max(1, whole))),
    h('td', { class: 'number' }, percent(utilization)),
    h('td', { class: 'number' }, short(energy.total)),
    h('td', {}, [dataflow ?? '', boundText(result.right)].filter((text) => text !== '').join(', ')),
  )
}

const heads = ['Layer', 'cycles', 'share', 'utilization', 'energy', 'dataflow, bottleneck']

const runtimeOf = ({ result }: NetworkLayer): number =>
  result._tag === 'Right' ? result.right.runtime : Infinity

/** The slowest first: they are what to look at. */
export const wholeRows = ({ layers }: NetworkEstimate): readonly Markup[] => {
  const whole = layers.reduce(
    (sum, layer) => sum + (Number.isFinite(runtimeOf(layer)) ? runtimeOf(layer) : 0),
    0,
  )
  const slowestFirst = [...layers].sort((a, b) => runtimeOf(b) - runtimeOf(a))
  return [
    h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, ...slowestFirst.map((layer) => rowOf(layer, whole))),
  ]
}

export const wholeParts = (whole: Whole): readonly Markup[] => {
  if (whole._tag === 'None') return [h('p', { class: 'note' }, whole.message)]
  const { network, label } = whole
  const basis = network.totals.energy === null ? '' : ` Energy in ${energyBasis(network.totals.energy)}.`
  return [
    h('p', { class: 'total' }, network.complete ? totalText(label, network) : partText(label, network)),
    ...misfitsText(network),
    h('p', { class: 'note' }, `The slowest layers first.${basis}`),
  ]
}
