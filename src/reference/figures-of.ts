/** From the tally of level 0 to the figures that are printed (section 12). */
import { ratio } from './extended'
import type {
  ReferenceCount,
  ReferenceDelay,
  ReferenceDouble,
  ReferenceFigures,
  ReferenceTensor,
} from './figures'
import { type Int64, lowest, quotient } from './int64'
import type { Delay, Tally, TensorTally } from './tally'

const countOf = (value: Int64): ReferenceCount => {
  if (typeof value === 'number') return value
  const near = Number(value)
  return BigInt(near) === value ? near : `${value}`
}

const doubleOf = (value: number): ReferenceDouble => {
  if (Number.isNaN(value)) return 'nan'
  if (Number.isFinite(value)) return value
  return value > 0 ? 'inf' : '-inf'
}

const delayOf = ({ min, max, sum }: Delay, steps: Int64): ReferenceDelay =>
  min === undefined
    ? [countOf(lowest), 0, countOf(lowest)]
    : [countOf(min), countOf(max), countOf(quotient(sum, steps))]

const inputOf = (
  { l2Size, size, traffic }: TensorTally,
  { l1Size }: TensorTally,
  macs: Int64,
): ReferenceTensor => ({
  l2Size: countOf(l2Size),
  l1Size: countOf(l1Size),
  l2Write: countOf(size),
  l2Read: countOf(traffic),
  l1Write: countOf(traffic),
  l1Read: countOf(macs),
})

const outputOf = (
  { l2Size, size, traffic }: TensorTally,
  { l1Size }: TensorTally,
  work: Int64,
): ReferenceTensor => ({
  l2Size: countOf(l2Size),
  l1Size: countOf(l1Size),
  l2Write: countOf(traffic),
  l2Read: countOf(size),
  l1Write: countOf(work),
  l1Read: countOf(work),
})

/** `innermost` is the tally whose L1 sizes count. */
export const figuresOf = (tally: Tally, innermost: Tally): ReferenceFigures => {
  const { input, filter, output, macs, steps } = tally
  return {
    macs: countOf(macs),
    runtime: countOf(tally.runtime),
    peakBw: countOf(tally.peak),
    avgBw: steps === 0 ? 'nan' : doubleOf(ratio(tally.bandwidths, steps)),
    offchipBw: countOf(tally.offchip),
    avgActivePes: doubleOf(tally.active),
    arithmeticIntensity: doubleOf(tally.intensity),
    ingressDelay: delayOf(tally.ingress, steps),
    egressDelay: delayOf(tally.egress, steps),
    computeDelay: delayOf(tally.compute, steps),
    tensors: {
      input: inputOf(input, innermost.input, macs),
      filter: inputOf(filter, innermost.filter, macs),
      output: outputOf(output, innermost.output, tally.work),
    },
  }
}
