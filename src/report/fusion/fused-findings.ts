/** What is said of time and of the shared buffer of a fused chain. */
import { listed } from '../../error/show'
import type { FusedBuffer, FusedEstimate } from '../../fusion/fused-estimate'
import { energyFindingOf } from '../explain/space-findings'
import { partName, sentence } from '../explain/words'
import { count, percent, plural, times } from '../numbers'
import type { FusedFindingOf } from './fused-finding'
import { memoryText, tensorIn, unitOfFused } from './fused-words'

/** The distance of the runtime from its lower bound. */
const besideFloor = (runtime: number, floor: number): string => {
  const setBy = 'by the MACs and the compulsory traffic'
  if (runtime === floor) return `the lower bound set ${setBy}`
  if (floor === 0) return `with no lower bound set ${setBy}`
  const factor = runtime / floor
  const lowerBound = `the lower bound of ${count(floor)} set ${setBy}`
  return factor < 1.1 ? `${percent(factor - 1)} above ${lowerBound}` : `${times(factor)} times ${lowerBound}`
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
  compute: (share: string) => `the bottleneck is compute: it takes ${share}`,
  fill: (share: string) => `the bottleneck is the start of runs, which no work can hide: it takes ${share}`,
  ingress: (share: string) => `the bottleneck is the transfer of inputs: it takes ${share}`,
  egress: (share: string) => `the bottleneck is the transfer of outputs: it takes ${share}`,
} as const

const boundWords = ({ bound, runtime, onChipRuntime, offChipTime }: FusedEstimate): string => {
  if (bound.by === 'offchip')
    return sentence(
      `the bottleneck is off-chip traffic: it takes ${count(offChipTime)} cycles, everything on the chip ${count(onChipRuntime)}, ${percent(1 - onChipRuntime / offChipTime)} less`,
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
  return fits ? `, ${percent(bits / capacity)} of its capacity` : `, more than its ${memoryText(capacity)}`
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
  const what = layers.length === 1 ? 'the first input' : 'the first input and the intermediate tensors'
  return [
    {
      _tag: 'Retained',
      sentence: sentence(
        retained === 0
          ? `the shared buffer keeps nothing of ${what} from one step to the next`
          : `the shared buffer keeps at most ${memoryText(retained)} of ${what} from one step to the next`,
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
            `${partName(buffer)} must hold ${memoryText(bits)}, but there is room for ${memoryText(capacity)}: the counts and cycles are those of one of that size`,
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
