/** The runtime that no dataflow can beat on this hardware (docs/spec.md, section 5). */
import { channelAt, countChannels, type RiddenChannel } from '../hardware/per-tensor'
import type { ResolvedHardware } from '../hardware/resolve'
import { at, type Counts } from './counts'
import { OFF_CHIP } from './places'
import { cyclesAt, offchipTime, wordsOf } from './time'
import { onNetwork, type Weights } from './weights'

/** A product of doubles may be rounded up: by less than this part of itself. */
const rounding = 2 ** -50

const computeFloor = ({ macs }: Counts, { pes, simd, perTensor }: ResolvedHardware): number => {
  const executed = perTensor?.sparsity?.executed ?? 1
  if (executed === 1) return Math.ceil(macs / (pes * simd))
  const cycles = (macs * executed) / (pes * simd)
  return Math.ceil(cycles - cycles * rounding)
}

/** What the used elements of a tensor weigh over level 0's network. */
const weightInside = (counts: Counts, weights: Weights, hardware: ResolvedHardware, t: number): number => {
  const used = counts.used[t]!
  if (weights.areWords) return used
  return used * (counts.isInput[t] === 1 ? onNetwork(weights, counts, hardware, 0, t) : weights.final[t]!)
}

/** What the used elements of all tensors weigh on their way from and to the outside. */
const weightOutside = ({ tensors, isInput, used }: Counts, weights: Weights): number => {
  const { areWords, buffers, final } = weights
  let sum = 0
  for (let t = 0; t < tensors; t++) {
    if (areWords) sum += used[t]!
    else sum += used[t]! * (isInput[t] === 1 ? buffers[at(OFF_CHIP, t)]! : final[t]!)
  }
  return sum
}

/** Cycles in which a channel of level 0 carries all that it must at least once. */
const channelFloor = (
  counts: Counts,
  weights: Weights,
  hardware: ResolvedHardware,
  { bandwidth, latency, sharedPort }: RiddenChannel,
  riders: Uint8Array | null,
  number: number,
): number => {
  // Without latency, a first element could arrive in the cycle that uses it.
  if (latency < 1) return 0
  let into = 0
  let out = 0
  for (let t = 0; t < counts.tensors; t++) {
    if (riders !== null && riders[t] !== number) continue
    const weight = weightInside(counts, weights, hardware, t)
    if (counts.isInput[t] === 1) into += weight
    else out += weight
  }
  if (sharedPort) return cyclesAt(wordsOf(into + out, weights), bandwidth)
  return Math.max(cyclesAt(wordsOf(into, weights), bandwidth), cyclesAt(wordsOf(out, weights), bandwidth))
}

export const floorOf = (counts: Counts, weights: Weights, hardware: ResolvedHardware): number => {
  const network = hardware.networks[0]!
  const ridden = hardware.perTensor?.channels?.[0]
  let most = computeFloor(counts, hardware)
  most = Math.max(most, offchipTime(wordsOf(weightOutside(counts, weights), weights), hardware))
  if (ridden === undefined) return Math.max(most, channelFloor(counts, weights, hardware, network, null, 0))
  for (let c = 0; c < countChannels(ridden); c++) {
    const channel = channelAt(ridden, network, c)
    most = Math.max(most, channelFloor(counts, weights, hardware, channel, ridden.of, c))
  }
  return most
}
