/** What is said of the price of fusing: what is computed again, and what the layers cost one by one. */
import { listed } from '../../error/show'
import type { FusedEstimate } from '../../fusion/fused-estimate'
import type { EnergyUnit } from '../../hardware/energy'
import { energyText } from '../energy-words'
import { sentence } from '../explain/words'
import { count, percent, plural, times } from '../numbers'
import type { FusedFindingOf, PayingNumbers, RetainedCosts } from './fused-finding'
import { type Given, memoryText, unitOfFused } from './fused-words'

const instead = (value: number, present: number, noun: string): string =>
  value === present
    ? `the same ${plural(present, noun).replace(/^1 /, 'one ')}`
    : `${plural(value, noun)} instead of ${count(present)}`

const retainedWords = (retained: RetainedCosts, macs: number): string => {
  const { runtime, bits, required, fits, presentRuntime, presentBits, presentRequired } = retained
  const parts = [
    instead(retained.macs, macs, 'MAC'),
    instead(runtime, presentRuntime, 'cycle'),
    `${instead(bits, presentBits, 'bit')} off-chip`,
  ]
  const room =
    required === presentRequired
      ? 'with as much in the shared buffer'
      : `with ${memoryText(required)} in the shared buffer instead of ${memoryText(presentRequired)}`
  return sentence(
    `with everything retained it would take ${listed(parts)}, ${room}${fits ? '' : ', which does not fit'}`,
  )
}

/** One layer computes nothing twice. */
export const recomputationFindings = (
  { macs, recomputed, layers }: FusedEstimate,
  labels: readonly string[],
  retained: RetainedCosts | null,
): readonly FusedFindingOf<'Recomputation'>[] => {
  if (layers.length === 1) return []
  const layer = layers.reduce((most, { recomputed: of }, i) => (of > layers[most]!.recomputed ? i : most), 0)
  const ofLayer = layers[layer]!.recomputed
  const where =
    ofLayer === recomputed
      ? `all of them in ${labels[layer]}`
      : `${percent(ofLayer / recomputed)} of them in ${labels[layer]}`
  const words =
    recomputed === 0
      ? 'nothing is computed twice'
      : `${count(recomputed)} of the ${plural(macs, 'MAC')} (${percent(recomputed / macs)}) recompute earlier results, ${where}`
  return [
    {
      _tag: 'Recomputation',
      layer: recomputed === 0 ? null : layer,
      sentence: [sentence(words), ...(retained === null ? [] : [retainedWords(retained, macs)])].join(' '),
      numbers: { macs, recomputed, ofLayer },
      retained,
    },
  ]
}

/** Sums of energies in another order differ by less than this part of them. */
const rounding = 1e-9

/** What is saved of a cost, or taken more of it, in words. */
type Difference = { readonly saved: string | null; readonly more: string | null }

const difference = (fused: number, alone: number, noun: string, tolerance = 0): Difference => {
  if (fused < alone * (1 - tolerance))
    return { saved: `${percent(1 - fused / alone)} of the ${noun}`, more: null }
  if (fused <= alone * (1 + tolerance)) return { saved: null, more: null }
  const factor = fused / alone
  if (alone === 0) return { saved: null, more: `some ${noun}` }
  return {
    saved: null,
    more: factor < 2 ? `${percent(factor - 1)} more ${noun}` : `${times(factor)} times the ${noun}`,
  }
}

const payingNumbers = (fused: FusedEstimate, alone: NonNullable<Given['alone']>): PayingNumbers => ({
  runtime: fused.runtime,
  energy: fused.energy.total,
  bits: fused.offchip.bits,
  aloneRuntime: alone.runtime,
  aloneEnergy: alone.energy,
  aloneBits: alone.bits,
})

/** Whether it pays, and how that is said: of one layer, only its tiles can; what does not fit pays nowhere. */
const payingWords = (
  numbers: PayingNumbers,
  unit: EnergyUnit,
  { layers, buffers }: FusedEstimate,
): { pays: boolean; words: string } => {
  const it = layers.length === 1 ? 'tiling' : 'fusing'
  const baseline = layers.length === 1 ? 'the layer as a whole' : 'the layers one by one, each as a whole'
  const { runtime, energy, bits, aloneRuntime, aloneEnergy, aloneBits } = numbers
  const differences = [
    difference(runtime, aloneRuntime, 'cycles'),
    difference(energy, aloneEnergy, 'energy', rounding),
    difference(bits, aloneBits, 'off-chip bits'),
  ]
  const saved = differences.flatMap((each) => each.saved ?? [])
  const more = differences.flatMap((each) => each.more ?? [])
  const costs = `${plural(aloneRuntime, 'cycle')}, an energy of ${energyText(aloneEnergy, unit)}, ${plural(aloneBits, 'bit')} off-chip`
  const against = `compared with ${baseline} (${costs})`
  if (saved.length === 0)
    return {
      pays: false,
      words:
        more.length === 0
          ? `${it} saves nothing: the costs of ${baseline} are the same (${costs})`
          : `${against}, ${it} saves nothing and takes ${listed(more)}`,
    }
  const but = more.length === 0 ? '' : `, but takes ${listed(more)}`
  if (!buffers.fits)
    return {
      pays: false,
      words: `the buffers are too small; ${against}, ${it} in large enough ones saves ${listed(saved)}${but}`,
    }
  return {
    pays: true,
    words: `${against}, ${it} saves ${listed(saved)}${but}`,
  }
}

/** Whether fusing pays, where it is known what the layers cost one by one. */
export const payingFindings = ({ fused, alone }: Given): readonly FusedFindingOf<'Pays'>[] => {
  if (alone === null) return []
  const numbers = payingNumbers(fused, alone)
  const { pays, words } = payingWords(numbers, unitOfFused(fused), fused)
  return [{ _tag: 'Pays', pays, sentence: sentence(words), numbers }]
}
