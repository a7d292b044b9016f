/** What is said of buffers, off-chip traffic and energy. */
import type { BufferNeed, Estimate } from '../../cost/estimate-type'
import { type EnergyBasis, energyText, isCounted } from '../energy-words'
import { bits, count, percent, times } from '../numbers'
import type { FindingOf } from './finding'
import { partName, sentence } from './words'

/** What is known of a tensor beside its crossings: the elements that are used, and how it crosses. */
type Crossing = { readonly used: number; readonly isBypassing: boolean; readonly hasWidths: boolean }

const offchipFinding = (
  tensor: string,
  { reads, writes, resident, bits: ofBits }: Estimate['offchip']['tensors'][string],
  { used, isBypassing, hasWidths }: Crossing,
): FindingOf<'OffChip'> => {
  const crossings = reads + writes
  const inBits = ofBits.reads + ofBits.writes
  const size = hasWidths ? ` (${bits(inBits)})` : ''
  const why = isBypassing ? 'it bypasses the shared buffer' : 'the shared buffer does not keep it'
  return {
    _tag: 'OffChip',
    tensor,
    resident,
    sentence: sentence(
      crossings === used
        ? `${tensor} crosses the chip's border once, ${count(used)} elements${size}${isBypassing ? `: ${why}` : ''}`
        : `${tensor} crosses the chip's border ${times(crossings / used)} times, ${count(crossings)} elements${size} instead of ${count(used)}: ${why}`,
    ),
    numbers: { reads, writes, used, bits: inBits },
  }
}

export const offchipFindings = (
  { offchip }: Estimate,
  used: ReadonlyMap<string, number>,
  bypassed: ReadonlySet<string>,
  hasWidths: boolean,
): readonly FindingOf<'OffChip'>[] =>
  Object.entries(offchip.tensors).map(([tensor, figures]) =>
    offchipFinding(tensor, figures, {
      used: used.get(tensor) ?? 0,
      isBypassing: bypassed.has(tensor),
      hasWidths,
    }),
  )

/** What is spent in all, in what unit, and what is not counted. */
type Energy = EnergyBasis & { readonly total: number }

/** The parts of the energy by name. */
export const energyParts = ({ energy }: Pick<Estimate, 'energy'>): Readonly<Record<string, number>> => ({
  mac: energy.mac,
  l1: energy.l1.total,
  ...Object.fromEntries(energy.clusters.map(({ total }, level) => [`clusters[${level}]`, total])),
  l2: energy.l2.total,
  network: energy.network,
  offchip: energy.offchip.total,
  ...(energy.static === 0 ? {} : { static: energy.static }),
})

/** What the energy table puts at 0: an energy of 0 is not a result. */
const notCounted = ({ uncounted }: Pick<EnergyBasis, 'uncounted'>): readonly string[] =>
  uncounted.length === 0
    ? []
    : [sentence(`not counted (0 in the energy table): ${uncounted.map(partName).join(', ')}`)]

const energySentence = (energy: Energy, parts: Readonly<Record<string, number>>): string => {
  const largest = Object.entries(parts)
    .filter(([, value]) => value > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([part, value]) => `${partName(part)} ${percent(value / energy.total)}`)
  return sentence(
    largest.length === 0
      ? 'nothing costs energy in this table'
      : `the energy is ${energyText(energy.total, energy.unit)}: ${largest.join(', ')}`,
  )
}

export const energyFinding = ({ energy }: Estimate): FindingOf<'Energy'> =>
  energyFindingOf(energy, energyParts({ energy }))

export const energyFindingOf = (
  energy: Energy,
  parts: Readonly<Record<string, number>>,
): FindingOf<'Energy'> => {
  const counted = Object.entries(parts).filter(([part, value]) => isCounted(energy, part, value))
  const numbers = Object.fromEntries(counted)
  return {
    _tag: 'Energy',
    unit: energy.unit,
    uncounted: energy.uncounted,
    sentence: [energySentence(energy, numbers), ...notCounted(energy)].join(' '),
    numbers,
  }
}

/** Elements, or bits where widths decide whether they fit. */
const sizesOf = ({ required, capacity, bits: ofBits }: BufferNeed, hasWidths: boolean) =>
  hasWidths ? ofBits : { required: required.total, capacity }

const misfit = (buffer: string, need: BufferNeed, hasWidths: boolean): readonly FindingOf<'Misfit'>[] => {
  const { required, capacity } = sizesOf(need, hasWidths)
  if (need.fits || capacity === null) return []
  const unit = hasWidths ? 'bits' : 'elements'
  return [
    {
      _tag: 'Misfit',
      buffer,
      unit,
      sentence: sentence(
        `${partName(buffer)} must hold ${count(required)} ${unit}, but there is room for ${count(capacity)}: the counts and cycles are those of a large enough one`,
      ),
      numbers: { required, capacity },
    },
  ]
}

export const misfitFindings = ({ buffers }: Estimate, hasWidths: boolean): readonly FindingOf<'Misfit'>[] => [
  ...misfit('l1', buffers.l1, hasWidths),
  ...buffers.clusters.flatMap((need, level) => misfit(`clusters[${level}]`, need, hasWidths)),
  ...misfit('l2', buffers.l2, hasWidths),
]

/** Warnings that no other finding says. */
export const remarkFindings = ({ warnings }: Estimate): readonly FindingOf<'Remark'>[] =>
  warnings
    .filter(({ _tag }) => _tag !== 'DoesNotFit' && _tag !== 'NoSpatialMap')
    .map(({ path, message }) => ({ _tag: 'Remark', path, sentence: message, numbers: {} }))
