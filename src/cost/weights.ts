/**
 * What an element of each tensor weighs in each buffer and on each network (docs/spec.md, section 10), in units of 1/32 bit.
 * That of an output depends on the traffic: it is narrower where no sum comes back.
 */
import type { TensorWidths } from '../hardware/per-tensor'
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
  partial: Float64Array
  final: Float64Array
  /** Of what is read of an input for a MAC. */
  operands: Float64Array
  /** Whose inputs are written, for a machine of how many levels; null until all of them are. */
  widths: TensorWidths | null
  levels: number
}

export const newWeights = (): Weights => ({
  areWords: true,
  word: 1,
  buffers: new Float64Array((mostLevels + 2) * mostTensors),
  partial: new Float64Array(mostTensors),
  final: new Float64Array(mostTensors),
  operands: new Float64Array(mostTensors),
  widths: null,
  levels: 0,
})

/** Writes what inputs weigh, which is the same whatever the traffic. */
const weighInputs = ({ levels, tensors, isInput }: Counts, widths: TensorWidths, into: Weights): void => {
  into.widths = null
  const { inputs, l1 } = widths
  const { buffers } = into
  for (let t = 0; t < tensors; t++) {
    if (isInput[t] === 0) continue
    for (let buffer = 0; buffer < levels; buffer++) buffers[at(buffer, t)] = inputs[at(buffer, t)]!
    buffers[at(levels, t)] = l1[t]!
    buffers[at(OFF_CHIP, t)] = inputs[at(OFF_CHIP, t)]!
  }
  into.word = widths.word
  into.partial = widths.partial
  into.final = widths.final
  into.operands = widths.operands
  into.levels = levels
  into.widths = widths
}

/** Writes what outputs weigh: one is final above a level if every element leaves that level once. */
const weighOutputs = (
  { levels, tensors, isInput, used, macs }: Counts,
  { crossing }: Traffic,
  { buffers, partial, final }: Weights,
): void => {
  for (let t = 0; t < tensors; t++) {
    if (isInput[t] === 1) continue
    const once = used[t]!
    for (let buffer = 0; buffer <= levels; buffer++) {
      const i = at(buffer, t)
      buffers[i] = (buffer === levels ? macs : crossing[i]!) === once ? final[t]! : partial[t]!
    }
  }
}

/** Weighs elements. */
export const weighElements = (
  counts: Counts,
  traffic: Traffic,
  { perTensor }: ResolvedHardware,
  into: Weights,
): Weights => {
  const widths = perTensor === null ? null : perTensor.widths
  into.areWords = widths === null
  if (widths === null) return into
  if (into.widths !== widths || into.levels !== counts.levels) weighInputs(counts, widths, into)
  weighOutputs(counts, traffic, into)
  return into
}

/** Whether a tensor bypasses the shared buffer. */
export const isBypassed = ({ perTensor }: ResolvedHardware, t: number): boolean =>
  perTensor !== null && ((perTensor.bypassed >> t) & 1) === 1

/** Whether any tensor bypasses the shared buffer. */
export const bypassesAny = ({ perTensor }: ResolvedHardware): boolean =>
  perTensor !== null && perTensor.bypassed !== 0

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
