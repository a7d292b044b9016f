/** A whole network, where a report is otherwise of one estimate. */
import type { Estimate } from '../cost/estimate-type'
import { isRight } from '../internal/either'
import type { NetworkEnergy, NetworkEstimate, NetworkLayer } from '../network/network-estimate'
import { nameOr, plural } from './numbers'

export const isNetwork = (of: Estimate | NetworkEstimate): of is NetworkEstimate => 'layers' in of

export const estimatesIn = ({ layers }: NetworkEstimate): readonly Estimate[] =>
  layers.flatMap(({ result }) => (isRight(result) ? [result.right] : []))

/** How many layers a network has, each as often as it is there; those of which something holds. */
export const layersIn = (
  { layers }: NetworkEstimate,
  holds: (layer: NetworkLayer) => boolean = () => true,
): number => layers.reduce((sum, layer) => (holds(layer) ? sum + layer.count : sum), 0)

/** How many layers have no estimate. */
export const failuresIn = (network: NetworkEstimate): number =>
  layersIn(network, ({ result }) => !isRight(result))

/** How many layers have an estimate that does not fit the buffers. */
export const misfitsIn = (network: NetworkEstimate): number =>
  layersIn(network, ({ result }) => isRight(result) && !result.right.buffers.fits)

/** What to say of an estimate, or of a network, that does not fit the buffers; empty where all does. */
export const misfitNote = (of: Estimate | NetworkEstimate): string => {
  if (!isNetwork(of))
    return of.buffers.fits ? '' : 'does not fit the buffers: the counts and cycles are those of larger ones'
  const misfits = misfitsIn(of)
  if (misfits === 0) return ''
  return `${layers(misfits)} ${misfits === 1 ? 'does' : 'do'} not fit the buffers: the counts and cycles are those of larger ones`
}

const layers = (count: number): string => (count === 1 ? '1 layer' : `${count} layers`)

export const networkName = (network: NetworkEstimate): string => `a network of ${layers(layersIn(network))}`

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)]

/** `conv3_2 under KC-P`, `conv3_2 under 5 dataflows`, `16 layers under KC-P`; empty where there is none. */
export const estimatesName = (estimates: readonly Estimate[]): string => {
  if (estimates.length === 0) return ''
  const named = distinct(estimates.map(({ layer }) => layer))
  const flows = distinct(estimates.map(({ dataflow }) => dataflow))
  const of = named.length === 1 ? nameOr(named[0]!, 'a layer') : layers(named.length)
  return `${of} under ${flows.length === 1 ? nameOr(flows[0]!, 'one dataflow') : plural(flows.length, 'dataflow')}`
}

/** Why a network has no totals. */
export const whyNoTotals = (network: NetworkEstimate): string =>
  `no totals: ${layers(failuresIn(network))} without an estimate`

/** The parts of a network's energy, from the MACs out. */
export const networkParts = (energy: NetworkEnergy): readonly (readonly [part: string, energy: number])[] => [
  ['mac', energy.mac],
  ['l1', energy.l1],
  ['clusters', energy.clusters],
  ['l2', energy.l2],
  ['network', energy.network],
  ['offchip', energy.offchip],
  ...(energy.static === 0 ? [] : [['static', energy.static] as const]),
]
