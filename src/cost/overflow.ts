/** Figures that would not be exact. */
import { type EstimateError, fault } from '../error/error'
import { largestCount } from '../internal/arithmetic'

/** What stands in the way of exact figures. */
export type Overflow = 'counts' | 'bits' | 'runtime' | 'energy'

const overflows = (): { readonly [O in Overflow]: EstimateError } => ({
  counts: fault('CountOverflow', 'layer.sizes', {
    expected: 'a layer whose accesses are at most 2^53 − 1',
    given: 'more',
    hint: 'Split the layer, for instance along its largest extent, and add the estimates of the parts.',
    message: 'Some buffer is accessed more than 2^53 − 1 times: its count would not be exact.',
  }),
  bits: fault('CountOverflow', 'layer.sizes', {
    expected: 'transfers and buffers of at most 2^53 − 1 times 1/32 bit',
    given: 'more',
    hint: 'Split the layer, for instance along its largest extent, and add the estimates of the parts.',
    message: 'Some transfer or buffer has more than 2^53 − 1 times 1/32 bit: its bits would not be exact.',
  }),
  runtime: fault('CountOverflow', 'hardware', {
    expected: `a runtime of at most ${largestCount} cycles`,
    given: 'more',
    hint: 'Raise the bandwidths or lower the latencies, or split the layer.',
    message: 'The runtime exceeds 2^53 − 1 cycles: it would not be exact.',
  }),
  energy: fault('CountOverflow', 'hardware', {
    expected: 'energies, areas, powers and times that are finite',
    given: 'larger',
    hint: 'Use a larger unit in the energy or area table, or another clock.',
    message: 'An energy, area, power or time is too large for a number.',
  }),
})

export const overflowed = (what: Overflow): EstimateError => overflows()[what]
