/** What is said of buffers, off-chip traffic and energy. */
import type { BufferNeed, Estimate } from '../../cost/estimate-type'
import { energyText, isCounted } from '../energy-words'
import { count, percent, times } from '../numbers'
import type { FindingOf } from './finding'
import { sentence } from './words'

const offchipFinding = (
  tensor: string,
  { reads, writes, resident }: Estimate['offchip']['tensors'][string],
  used: number,
): FindingOf<'OffChip'> => {
  const crossings = reads + writes
  return {
    _tag: 'OffChip',
    tensor,
    resident,
    sentence: sentence(
      crossings === used
        ? `${tensor} crosses the chip's border once, ${count(used)} elements`
        : `${tensor} crosses the chip's border ${times(crossings / used)} times, ${count(crossings)} elements instead of ${count(used)}: the shared buffer does not keep it`,
    ),
    numbers: { reads, writes, used },
  }
}

export const offchipFindings = (
  { offchip }: Estimate,
  used: ReadonlyMap<string, number>,
): readonly FindingOf<'OffChip'>[] =>
  Object.entries(offchip.tensors).map(([tensor, figures]) =>
    offchipFinding(tensor, figures, used.get(tensor) ?? 0),
  )

/** The parts of the energy by name. */
export const energyParts = ({ energy }: Estimate): Readonly<Record<string, number>> => ({
  mac: energy.mac,
  l1: energy.l1.total,
  ...Object.fromEntries(energy.clusters.map(({ total }, level) => [`clusters[${level}]`, total])),
  l2: energy.l2.total,
  network: energy.network,
  offchip: energy.offchip.total,
})

/** A part of the energy, or a buffer, in words. */
export const partName = (part: string): string => {
  if (part === 'mac') return 'the MACs'
  if (part === 'network') return 'the networks'
  if (part === 'offchip') return 'off-chip accesses'
  if (part === 'l1') return "the PEs' buffers (L1)"
  if (part === 'l2') return 'the shared buffer (L2)'
  if (part === 'clusters') return 'the cluster buffers'
  return part.replace(/clusters\[(\d+)\]/, 'the cluster buffers of level $1')
}

/** What the energy table puts at 0: an energy of 0 is not a result. */
const notCounted = ({ uncounted }: Estimate['energy']): readonly string[] =>
  uncounted.length === 0
    ? []
    : [sentence(`not counted (0 in the energy table): ${uncounted.map(partName).join(', ')}`)]

const energySentence = ({ energy }: Estimate, parts: Readonly<Record<string, number>>): string => {
  const largest = Object.entries(parts)
    .filter(([, value]) => value > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([part, value]) => `${partName(part)} ${percent(value / energy.total)}`)
  return sentence(
    largest.length === 0
      ? 'nothing costs energy in this table'
      : `the energy ${energy.unit === 'MAC' ? 'equals' : 'is'} ${energyText(energy.total, energy.unit)}: ${largest.join(', ')}`,
  )
}

export const energyFinding = (estimate: Estimate): FindingOf<'Energy'> => {
  const { energy } = estimate
  const counted = Object.entries(energyParts(estimate)).filter(([part, value]) =>
    isCounted(energy, part, value),
  )
  const numbers = Object.fromEntries(counted)
  return {
    _tag: 'Energy',
    unit: energy.unit,
    uncounted: energy.uncounted,
    sentence: [energySentence(estimate, numbers), ...notCounted(energy)].join(' '),
    numbers,
  }
}

const misfit = (buffer: string, { required, capacity, fits }: BufferNeed): readonly FindingOf<'Misfit'>[] =>
  fits || capacity === null
    ? []
    : [
        {
          _tag: 'Misfit',
          buffer,
          sentence: sentence(
            `${partName(buffer)} must hold ${count(required.total)} elements, but there is room for ${count(capacity)}: the figures are those of a large enough one`,
          ),
          numbers: { required: required.total, capacity },
        },
      ]

export const misfitFindings = ({ buffers }: Estimate): readonly FindingOf<'Misfit'>[] => [
  ...misfit('l1', buffers.l1),
  ...buffers.clusters.flatMap((need, level) => misfit(`clusters[${level}]`, need)),
  ...misfit('l2', buffers.l2),
]

/** Warnings that no other finding says. */
export const remarkFindings = ({ warnings }: Estimate): readonly FindingOf<'Remark'>[] =>
  warnings
    .filter(({ _tag }) => _tag !== 'DoesNotFit' && _tag !== 'NoSpatialMap')
    .map(({ path, message }) => ({ _tag: 'Remark', path, sentence: message, numbers: {} }))
