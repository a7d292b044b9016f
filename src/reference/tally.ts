/** What is added up over the cases of a level. */
import type { Int64 } from './int64'
import { exactSum, larger, smaller, times } from './int64'

/** Cycles over the steps of a level. */
export type Delay = { min: Int64 | undefined; max: Int64; sum: Int64 }

/** Elements in the buffer above the units and in theirs. */
export type Buffers = {
  l2Size: Int64
  l1Size: Int64
  l2Write: Int64
  l2Read: Int64
  l1Write: Int64
  l1Read: Int64
}

export type Tally = {
  macs: Int64
  runtime: Int64
  /** Elements per cycle: most demanded, the sum over steps, and off-chip. */
  peak: Int64
  bandwidths: Int64
  offchip: Int64
  /** Active units, summed over the steps, and once the tally is complete their average. */
  active: number
  /** MACs per element of input. */
  intensity: number
  /** Steps of completed cases. */
  steps: Int64
  readonly ingress: Delay
  readonly egress: Delay
  readonly compute: Delay
  readonly input: Buffers
  readonly filter: Buffers
  readonly output: Buffers
}

const newDelay = (): Delay => ({ min: undefined, max: 0, sum: 0 })

const newBuffers = (): Buffers => ({ l2Size: 0, l1Size: 0, l2Write: 0, l2Read: 0, l1Write: 0, l1Read: 0 })

export const newTally = (): Tally => ({
  macs: 0,
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
  input: newBuffers(),
  filter: newBuffers(),
  output: newBuffers(),
})

export const note = (delay: Delay, cycles: Int64, count: number): void => {
  delay.min = delay.min === undefined ? cycles : smaller(delay.min, cycles)
  delay.max = larger(delay.max, cycles)
  delay.sum = exactSum(delay.sum, times(count, cycles))
}
