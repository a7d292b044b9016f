/** What a network comes to, line by line. */
import type { NetworkEstimate, NetworkTotals } from '../../network/network-estimate'
import { estimatesIn, failuresIn, layersIn, misfitsIn, networkParts } from '../network'
import { mixesWidths } from '../widths'
import { energyLines, figureLine, type Line } from './energy-lines'

const totalLines = (totals: NetworkTotals, inBits: boolean): readonly Line[] => [
  figureLine('macs', totals.macs),
  ...(totals.effective.macs === totals.macs ? [] : [figureLine('effectiveMacs', totals.effective.macs)]),
  ['other operations', totals.operations, 'operations'],
  figureLine('runtime', totals.runtime),
  ...energyLines(totals.energy, networkParts(totals.energy), totals.edp),
  ['off-chip reads', totals.offchip.reads, 'elements'],
  ['off-chip writes', totals.offchip.writes, 'elements'],
  ...(inBits ? [figureLine('offchipBits', totals.offchip.bits)] : []),
]

/** How many layers there are, and their totals, or how many stand in the way of totals. */
export const networkLines = (network: NetworkEstimate): readonly Line[] => {
  const estimates = estimatesIn(network)
  const misfits = misfitsIn(network)
  return [
    ['layers', layersIn(network), 'layers'],
    ...(network.complete
      ? totalLines(network.totals, mixesWidths(...estimates))
      : [['without an estimate', failuresIn(network), 'layers'] as const]),
    ...(misfits === 0 ? [] : [['do not fit the buffers', misfits, 'layers'] as const]),
  ]
}
