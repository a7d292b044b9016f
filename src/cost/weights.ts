/**
 * What an element of each tensor weighs in each buffer and on each network (docs/spec.md, section 10), in units of 1/32 bit.
 * That of an output depends on the traffic: it is narrower where no sum comes back.
 */
import type { ResolvedHardware } from '../hardware/resolve'
import { mostLevels, mostTensors } from '../profile/steps'
import { at, type Counts } from './counts'
import { OFF_CHIP, SHARED } from './places'
import type { Traffic } from './traffic'

/** Where elements are words, nothing but `areWords` means anything. */
export type Weights = {
  areWords: boolean
  /** Of a word. */
  word: number
  /** In each buffer, at {@link at}(buffer, tensor); of outputs off-chip see the next two. */
  readonly buffers: Float64Array
  /** Of outputs, per tensor. */
  readonly partial: Float64Array
  readonly final: Float64Array
  /** Of what is read of an input for a MAC. */
  readonly operands: Float64Array
}

export const newWeights = (): Weights => ({
  areWords: true,
  word: 1,
  buffers: new Float64Array((mostLevels + 2) * mostTensors),
  partial: new Float64Array(mostTensors),
  final: new Float64Array(mostTensors),
  operands: new Float64Array(mostTensors),
})

/** Weighs elements: an output is final above a level if every element leaves that level once. */
export const weighElements = (
  { levels, tensors, isInput, used, macs }: Counts,
  { crossing }: Traffic,
  { perTensor }: ResolvedHardware,
  into: Weights,
): Weights => {
  const widths = perTensor?.widths ?? null
  into.areWords = widths === null
  if (widths === null) return into
  const { inputs, l1, operands, partial, final } = widths
  const { buffers } = into
  into.word = widths.word
  for (let t = 0; t < tensors; t++) {
    into.partial[t] = partial[t]!
    into.final[t] = final[t]!
    into.operands[t] = operands[t]!
    buffers[at(OFF_CHIP, t)] = inputs[at(OFF_CHIP, t)]!
    for (let buffer = 0; buffer <= levels; buffer++) {
      const i = at(buffer, t)
      const isL1 = buffer === levels
      if (isInput[t] === 1) buffers[i] = isL1 ? l1[t]! : inputs[i]!
      else buffers[i] = (isL1 ? macs : crossing[i]!) === used[t] ? final[t]! : partial[t]!
    }
  }
  return into
}

/** Whether a tensor bypasses the shared buffer. */
export const isBypassed = ({ perTensor }: ResolvedHardware, t: number): boolean =>
  perTensor !== null && ((perTensor.bypassed >> t) & 1) === 1

/** What an element weighs on the network of a level: as in the buffer above, which is off-chip for inputs that bypass it. */
export const onNetwork = (
  { buffers }: Weights,
  { isInput }: Counts,
  hardware: ResolvedHardware,
  level: number,
  t: number,
): number =>
  level === 0 && isInput[t] === 1 && isBypassed(hardware, t)
    ? buffers[at(OFF_CHIP, t)]!
    : buffers[at(level === 0 ? SHARED : level, t)]!

/** What elements weigh that are read from outside: inputs, and partial sums that come back. */
export const weightOfReads = (
  { isInput }: Counts,
  { areWords, buffers, partial }: Weights,
  reads: number,
  t: number,
): number => {
  if (areWords) return reads
  return reads * (isInput[t] === 1 ? buffers[at(OFF_CHIP, t)]! : partial[t]!)
}

/** What elements weigh that are written to the outside: the last time that one leaves, it is complete. */
export const weightOfWrites = (
  { isInput, used }: Counts,
  { areWords, partial, final }: Weights,
  writes: number,
  t: number,
): number => {
  if (areWords || isInput[t] === 1) return writes
  return used[t]! * final[t]! + (writes - used[t]!) * partial[t]!
}
