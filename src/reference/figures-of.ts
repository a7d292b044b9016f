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
import type { Buffers, Delay, Tally } from './tally'

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

const tensorOf = (buffers: Buffers, l1Size: Int64): ReferenceTensor => ({
  l2Size: countOf(buffers.l2Size),
  l1Size: countOf(l1Size),
  l2Write: countOf(buffers.l2Write),
  l2Read: countOf(buffers.l2Read),
  l1Write: countOf(buffers.l1Write),
  l1Read: countOf(buffers.l1Read),
})

/** `innermost` is the tally whose L1 sizes count. */
export const figuresOf = (tally: Tally, innermost: Tally): ReferenceFigures => ({
  macs: countOf(tally.macs),
  runtime: countOf(tally.runtime),
  peakBw: countOf(tally.peak),
  avgBw: tally.steps === 0 ? 'nan' : doubleOf(ratio(tally.bandwidths, tally.steps)),
  offchipBw: countOf(tally.offchip),
  avgActivePes: doubleOf(tally.active),
  arithmeticIntensity: doubleOf(tally.intensity),
  ingressDelay: delayOf(tally.ingress, tally.steps),
  egressDelay: delayOf(tally.egress, tally.steps),
  computeDelay: delayOf(tally.compute, tally.steps),
  tensors: {
    input: tensorOf(tally.input, innermost.input.l1Size),
    filter: tensorOf(tally.filter, innermost.filter.l1Size),
    output: tensorOf(tally.output, innermost.output.l1Size),
  },
})
