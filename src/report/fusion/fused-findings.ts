/** What is said of time and of the shared buffer of a fused chain. */
import { listed } from '../../error/show'
import type { FusedBuffer, FusedEstimate } from '../../fusion/fused-estimate'
import { energyFindingOf } from '../explain/space-findings'
import { partName, sentence } from '../explain/words'
import { count, percent, plural, times } from '../numbers'
import type { FusedFindingOf } from './fused-finding'
import { memoryText, tensorIn, unitOfFused } from './fused-words'

/** How much more than the least that it can be. */
const besideFloor = (runtime: number, floor: number): string => {
  const least = 'that the MACs and the compulsory traffic take at least'
  if (runtime === floor) return `no more than what ${least.replace('that ', '')}`
  if (floor === 0) return `where nothing ${least.replace('that ', '')}`
  const factor = runtime / floor
  return factor < 1.1
    ? `${percent(factor - 1)} more than the ${count(floor)} ${least}`
    : `${times(factor)} times the ${count(floor)} ${least}`
}

export const runtimeFinding = (
  { runtime, floor, steps, layers }: FusedEstimate,
  labels: readonly string[],
): FusedFindingOf<'Runtime'> => {
  const chain = labels.length === 1 ? `${labels[0]} takes` : `${listed(labels)}, fused, take`
  const words = `${chain} ${plural(runtime, 'cycle')} in ${plural(steps, 'step')}, ${besideFloor(runtime, floor)}`
  return {
    _tag: 'Runtime',
    // A name stays as it is.
    sentence: layers[0]?.name === '' ? sentence(words) : `${words}.`,
    numbers: { runtime, floor, steps },
  }
}

const causeWords = {
  compute: (share: string) => `compute bounds it: it takes ${share}`,
  fill: (share: string) =>
    `the start of runs bounds it: the first inputs of runs, which nothing hides, take ${share}`,
  ingress: (share: string) => `inputs on the networks bound it: they take ${share}`,
  egress: (share: string) => `outputs on the networks bound it: they take ${share}`,
} as const

const boundWords = ({ bound, runtime, onChipRuntime, offChipTime }: FusedEstimate): string => {
  if (bound.by === 'offchip')
    return sentence(
      `off-chip traffic bounds it: it takes ${count(offChipTime)} cycles, everything on the chip ${count(onChipRuntime)}, ${percent(1 - onChipRuntime / offChipTime)} less`,
    )
  const share = runtime === 0 ? 1 : bound.cycles[bound.by] / runtime
  return sentence(causeWords[bound.by](`${percent(share)} of the cycles`))
}

const hiddenWords = ({ bound, offChipTime, offchip }: FusedEstimate): readonly string[] => {
  if (bound.by === 'offchip' || offchip.bits === 0) return []
  return offChipTime === 0
    ? ['The off-chip bandwidth is unlimited.']
    : [sentence(`off-chip traffic takes ${plural(offChipTime, 'cycle')}, which hide behind the others`)]
}

export const boundFinding = (fused: FusedEstimate, labels: readonly string[]): FusedFindingOf<'Bound'> => {
  const { bound, runtime, onChipRuntime, offChipTime, layers } = fused
  const layer = layers.reduce((most, { runtime: of }, i) => (of > layers[most]!.runtime ? i : most), 0)
  const ofLayer = layers[layer]?.runtime ?? 0
  const most =
    layers.length === 1 || onChipRuntime === 0
      ? []
      : [sentence(`of the cycles on the chip, ${labels[layer]} takes ${percent(ofLayer / onChipRuntime)}`)]
  return {
    _tag: 'Bound',
    by: bound.by,
    layer,
    sentence: [boundWords(fused), ...hiddenWords(fused), ...most].join(' '),
    numbers: {
      runtime,
      charged: bound.cycles[bound.by],
      onChip: onChipRuntime,
      offChip: offChipTime,
      ofLayer,
    },
  }
}

const roomWords = ({ required: { bits }, capacity, fits }: FusedBuffer): string => {
  if (capacity === null) return ''
  return fits ? `, ${percent(bits / capacity)} of what it has` : `, more than its ${memoryText(capacity)}`
}

export const peakFinding = (fused: FusedEstimate, labels: readonly string[]): FusedFindingOf<'Peak'> => {
  const { l2 } = fused.buffers
  const { layer, tensors } = l2.peak
  const required = l2.required.bits
  const parts = [...tensors]
    .sort((a, b) => b.bits - a.bits)
    .map((tensor) => `${tensorIn(labels, tensor)} ${percent(tensor.bits / required)}`)
  const held = parts.length === 0 ? '' : `: ${parts.join(', ')}`
  return {
    _tag: 'Peak',
    ...{ layer, tensors },
    sentence: sentence(
      `the shared buffer is fullest while ${labels[layer]} runs, and holds ${memoryText(required)} then${roomWords(l2)}${held}`,
    ),
    numbers: { required, capacity: l2.capacity },
  }
}

/** A chain of one step keeps nothing. */
export const retainedFindings = ({
  steps,
  buffers,
  layers,
}: FusedEstimate): readonly FusedFindingOf<'Retained'>[] => {
  const retained = buffers.l2.retained.bits
  if (steps === 1) return []
  const what = layers.length === 1 ? 'the first input' : 'the first input and of what lies between the layers'
  return [
    {
      _tag: 'Retained',
      sentence: sentence(
        retained === 0
          ? `nothing of ${what} stays from one step to the next`
          : `at most ${memoryText(retained)} of ${what} stay from one step to the next`,
      ),
      numbers: { retained },
    },
  ]
}

export const energyFinding = (fused: FusedEstimate): FusedFindingOf<'Energy'> => {
  const { energy } = fused
  return energyFindingOf({ ...energy, unit: unitOfFused(fused) }, fusedEnergyParts(fused))
}

/** The parts of the energy by name. */
export const fusedEnergyParts = ({ energy }: FusedEstimate): Readonly<Record<string, number>> => ({
  mac: energy.mac,
  l1: energy.l1,
  ...Object.fromEntries(energy.clusters.map((part, level) => [`clusters[${level}]`, part])),
  l2: energy.l2,
  network: energy.network,
  offchip: energy.offchip,
  ...(energy.static === 0 ? {} : { static: energy.static }),
})

const misfit = (
  buffer: string,
  { required: { bits }, capacity, fits }: FusedBuffer,
): readonly FusedFindingOf<'Misfit'>[] =>
  fits || capacity === null
    ? []
    : [
        {
          _tag: 'Misfit',
          buffer,
          sentence: sentence(
            `${partName(buffer)} must hold ${memoryText(bits)}, but there is room for ${memoryText(capacity)}: the figures are those of one of that size`,
          ),
          numbers: { required: bits, capacity },
        },
      ]

export const misfitFindings = ({ buffers }: FusedEstimate): readonly FusedFindingOf<'Misfit'>[] => [
  ...misfit('l1', buffers.l1),
  ...buffers.clusters.flatMap((buffer, level) => misfit(`clusters[${level}]`, buffer)),
  ...misfit('l2', buffers.l2),
]

/** Warnings that no other finding says. */
export const remarkFindings = ({ warnings }: FusedEstimate): readonly FusedFindingOf<'Remark'>[] =>
  warnings
    .filter(({ _tag }) => _tag !== 'DoesNotFit' && _tag !== 'FusionDoesNotPay')
    .map(({ path, message }) => ({ _tag: 'Remark', path, sentence: message, numbers: {} }))
