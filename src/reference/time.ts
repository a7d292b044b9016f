/** Cycles of a case (section 11.4). */
import { type Costing, stop } from './costing'
import { type Int64, larger, plus, quotient, times } from './int64'
import type { ReferenceHardware } from './layer'
import type { Tally } from './tally'

/** Words that the network takes to send a volume: one more than the quotient if anything is left. */
const sends = (volume: Int64, bandwidth: number): Int64 => {
  const whole = quotient(volume, bandwidth)
  return times(whole, bandwidth) === volume ? whole : plus(whole, 1)
}

/** Cycles of a transfer. Quirk 20: of nothing, one less than the latency. */
export const transfer = (volume: Int64, { nocBw, hopLatency }: ReferenceHardware): Int64 =>
  plus(sends(volume, nocBw), hopLatency - 1)

/** Cycles of the off-chip memory for one half of a double buffer. */
const offchipCycles = (size: Int64, bandwidth: number): Int64 => quotient(quotient(size, bandwidth), 2)

/** A step of level 0 takes at least what the off-chip memory does. The tool dies of a step without work inside. */
export const withOffchip = (costs: Costing, tally: Tally, step: Int64, compute: Int64): Int64 | undefined => {
  const { offchipBw } = costs.hardware
  if (offchipBw === 0) return stop(costs, 'BAD_HARDWARE', 'hardware.offchipBw', 'the off-chip bandwidth is 0')
  if (compute === 0) return stop(costs, 'ZERO_COMPUTE_DELAY', '', 'level 0 has a step without work inside')
  const inputs = plus(tally.input.l2Size, tally.filter.l2Size)
  const outputs = tally.output.l2Size
  const demand = larger(quotient(outputs, compute), quotient(inputs, compute))
  // Quirk 15: the maximum so far is halved again in every case.
  tally.offchip = quotient(larger(tally.offchip, demand), 2)
  return larger(step, larger(offchipCycles(inputs, offchipBw), offchipCycles(outputs, offchipBw)))
}
