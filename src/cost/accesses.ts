/** Accesses of every buffer (cost model, section 7), per tensor. */
import type { AnalysedTensor } from '../analysis/analysis'
import type { OffchipTensor } from './offchip'
import type { Traffic } from './traffic'

export type Accesses = { readonly reads: number; readonly writes: number }

/** The shared buffer feeds level 0 and trades with the outside. */
export const sharedAccesses = (level0: Traffic, offchip: OffchipTensor): Accesses => ({
  reads: level0.ingress + level0.accumulations + offchip.writes,
  writes: offchip.reads + level0.egress,
})

/** A cluster's buffer feeds the level below it and trades with the one above. */
export const clusterAccesses = (own: Traffic, below: Traffic): Accesses => ({
  reads: below.ingress + below.accumulations + own.evictions,
  writes: own.fills + below.egress,
})

/** A PE's buffer: one operand per MAC of an input; of an output, one partial sum written and, but for the first, read. */
export const peAccesses = ({ role }: AnalysedTensor, own: Traffic, macs: number): Accesses =>
  role === 'input'
    ? { reads: macs, writes: own.fills }
    : { reads: macs - own.evictions + own.evictions, writes: macs }
