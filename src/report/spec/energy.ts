/** Where the energy goes: by level and tensor. */
import type { EnergyPart, Estimate } from '../../cost/estimate-type'
import { energyUnitName } from '../../figures/figures'
import type { NetworkEstimate } from '../../network/network-estimate'
import { type EnergyBasis, notCounted, shortPartName } from '../energy-words'
import { answerFault, messagePicture, optionsFault } from '../faults'
import { isNetwork, misfitNote, networkName, networkParts, whyNoTotals } from '../network'
import { nameOr, percent, short } from '../numbers'
import { numberExpression } from './log-axis'
import { ink, type JsonObject, palette, picture, type VegaLiteSpec } from './vega-lite'

type Share = { readonly part: string; readonly tensor: string; readonly energy: number }

/** What no tensor alone is the reason for. */
const noTensor = 'no tensor'
/** On light and on dark. */
const noTensorColour = '#8c959f'

const ofPart = (part: string, { tensors }: EnergyPart): readonly Share[] =>
  Object.entries(tensors).map(([tensor, energy]) => ({ part: shortPartName(part), tensor, energy }))

const sharesOf = ({ energy }: Estimate): readonly Share[] => [
  { part: shortPartName('mac'), tensor: noTensor, energy: energy.mac },
  ...ofPart('l1', energy.l1),
  ...energy.clusters
    .map((part, level) => ofPart(`clusters[${level}]`, part))
    .reverse()
    .flat(),
  ...ofPart('l2', energy.l2),
  { part: shortPartName('network'), tensor: noTensor, energy: energy.network },
  ...ofPart('offchip', energy.offchip),
  { part: shortPartName('static'), tensor: noTensor, energy: energy.static },
]

type Total = { readonly part: string; readonly energy: number }

const totalsOf = (shares: readonly Share[]): readonly Total[] => {
  const parts = [...new Set(shares.map(({ part }) => part))]
  return parts.map((part) => ({
    part,
    energy: shares.filter((share) => share.part === part).reduce((sum, { energy }) => sum + energy, 0),
  }))
}

/** Whether the energy table puts a part at 0: an energy of 0 would read as a result. */
const isUncounted = ({ part, energy }: Total, { uncounted }: EnergyBasis): boolean =>
  energy === 0 && uncounted.map(shortPartName).some((free) => part === free || part.startsWith(`${free} `))

const rowHeight = 30

/** The parts of an energy as bars, with their shares of the total beside them. */
const bars = (shares: readonly Share[], basis: EnergyBasis & { readonly total: number }): JsonObject => {
  const { unit, total } = basis
  const totals = totalsOf(shares).filter((part) => part.energy > 0 || isUncounted(part, basis))
  const parts = totals.map(({ part }) => part)
  const tensors = [...new Set(shares.map(({ tensor }) => tensor))].filter((tensor) => tensor !== noTensor)
  const largest = totals.reduce((most, { energy }) => Math.max(most, energy), 0)
  const y: JsonObject = {
    field: 'part',
    type: 'nominal',
    sort: parts,
    title: null,
    axis: { ticks: false, domain: false },
  }
  const marks: JsonObject = {
    data: { values: shares.map((share, index) => ({ ...share, index })).filter(({ energy }) => energy > 0) },
    mark: { type: 'bar', height: { band: 0.75 } },
    encoding: {
      y,
      x: {
        field: 'energy',
        type: 'quantitative',
        title: `energy (${energyUnitName(unit)})`,
        // Room for the text beside the longest bar.
        scale: { domain: [0, largest === 0 ? 1 : largest * 1.25], nice: false },
        axis: { labelExpr: numberExpression, tickCount: 6 },
      },
      color: {
        field: 'tensor',
        type: 'nominal',
        title: 'tensor',
        ...(tensors.length === 0 ? { legend: null } : {}),
        scale: {
          domain: [...tensors, noTensor],
          range: [...palette.slice(0, Math.min(tensors.length, palette.length)), noTensorColour],
        },
      },
      order: { field: 'index', type: 'quantitative' },
      tooltip: [
        { field: 'part', type: 'nominal' },
        { field: 'tensor', type: 'nominal' },
        { field: 'energy', type: 'quantitative', format: ',.5~g' },
      ],
    },
  }
  const texts: JsonObject = {
    data: {
      values: totals.map(({ part, energy }) => ({
        part,
        energy,
        text: energy === 0 ? 'not counted' : `${short(energy)}, ${percent(energy / total)}`,
      })),
    },
    mark: { type: 'text', align: 'left', dx: 6, fontSize: 11, color: ink },
    encoding: { y, x: { field: 'energy', type: 'quantitative' }, text: { field: 'text', type: 'nominal' } },
  }
  return { width: 560, height: rowHeight * Math.max(1, totals.length), layer: [marks, texts] }
}

const inAll = ({ total, unit }: EnergyBasis & { readonly total: number }): string =>
  `${short(total)} ${energyUnitName(unit)} in all`

const ofNetwork = (network: NetworkEstimate, given: string | undefined): VegaLiteSpec => {
  const title = given ?? `Energy of ${networkName(network)}`
  if (!network.complete)
    return picture(title, whyNoTotals(network), bars([], { total: 0, unit: 'MAC', uncounted: [] }))
  const { energy } = network.totals
  const shares = networkParts(energy).map(([part, of]) => ({
    part: shortPartName(part),
    tensor: noTensor,
    energy: of,
  }))
  return picture(
    title,
    [`${inAll(energy)}, by level`, notCounted(energy.uncounted), misfitNote(network)],
    bars(shares, energy),
  )
}

/**
 * The energy of an estimate, a bar for each level from the MACs out, divided by tensor, or that of a network by level.
 * Levels without energy have no bar; those that the energy table does not count are marked in their place and below the title,
 * which also reports buffers that do not fit.
 *
 * @param of - The answer of `estimate` or of `estimateNetwork`.
 * @param options - The title.
 * @since 0.1.0
 * @category pictures
 */
export const energySpec = (
  of: Estimate | NetworkEstimate,
  options: {
    /** The title; by default the layer and the dataflow. Name the network and the accelerator. */
    readonly title?: string
  } = {},
): VegaLiteSpec => {
  const fault = answerFault(of) ?? optionsFault(options, { title: 'text' })
  if (fault !== undefined) return messagePicture(fault)
  if (isNetwork(of)) return ofNetwork(of, options.title)
  const { layer, dataflow, energy } = of
  return picture(
    options.title ?? `Energy of ${nameOr(layer, 'the layer')} under ${nameOr(dataflow, 'this dataflow')}`,
    [`${inAll(energy)}, by level and tensor`, notCounted(energy.uncounted), misfitNote(of)],
    bars(sharesOf(of), energy),
  )
}
