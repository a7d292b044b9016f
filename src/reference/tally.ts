/** What is added up over the cases of a level. */
import { exactSum, type Int64, larger, smaller, times } from './int64'

/** Cycles over the steps of a level; no smallest without a step. */
export type Delay = { min: Int64 | undefined; max: Int64; sum: Int64 }

/** Elements of a tensor: needs of the buffer above the units (L2) and of theirs (L1), its size, and its traffic. */
export type TensorTally = { l2Size: Int64; l1Size: Int64; size: Int64; traffic: Int64 }

export type Tally = {
  /** MACs of completed cases, and of all cases that were looked at. */
  macs: Int64
  work: Int64
  runtime: Int64
  /** Elements per cycle: the most demanded, the sum over steps, and off-chip. */
  peak: Int64
  bandwidths: Int64
  offchip: Int64
  /** Active units, summed over the steps; their average once the tally is complete. */
  active: number
  /** MACs per element of input. */
  intensity: number
  /** Steps of completed cases. */
  steps: Int64
  readonly ingress: Delay
  readonly egress: Delay
  readonly compute: Delay
  readonly input: TensorTally
  readonly filter: TensorTally
  readonly output: TensorTally
}

const newDelay = (): Delay => ({ min: undefined, max: 0, sum: 0 })

const newTensor = (): TensorTally => ({ l2Size: 0, l1Size: 0, size: 0, traffic: 0 })

export const newTally = (): Tally => ({
  macs: 0,
  work: 0,
  runtime: 0,
  peak: 0,
  bandwidths: 0,
  offchip: 0,
  active: 0,
  intensity: 0,
  steps: 0,
  ingress: newDelay(),
  egress: newDelay(),
  compute: newDelay(),
  input: newTensor(),
  filter: newTensor(),
  output: newTensor(),
})

export const note = (delay: Delay, cycles: Int64, count: number): void => {
  delay.min = delay.min === undefined ? cycles : smaller(delay.min, cycles)
  delay.max = larger(delay.max, cycles)
  delay.sum = exactSum(delay.sum, times(count, cycles))
}
