/** What tables and pictures call the parts of an estimate. */
import type { Estimate } from '../cost/estimate-type'
import { unitsAt } from './explain/words'

export { offchipElements } from './explain/change'
export { energyParts } from './explain/space-findings'

/** What bounds an estimate, in a word or two. */
export const boundName = ({ bound }: Estimate): string => {
  if (bound.by === 'compute') return 'compute'
  if (bound.by === 'offchip') return 'off-chip'
  return bound.by === 'ingress' ? 'network in' : 'network out'
}

/** A part of the energy, or a buffer, by its short name. */
export const shortPartName = (part: string): string => {
  if (part === 'mac') return 'MACs'
  if (part === 'l1') return 'L1'
  if (part === 'l2') return 'L2'
  if (part === 'network') return 'networks'
  if (part === 'offchip') return 'off-chip'
  return part.replace(/clusters\[(\d+)\]/, 'cluster buffers $1')
}

/** The buffer above a level, and the units below it. */
export const boundaryName = (estimate: Estimate, level: number): string => {
  const above = level === 0 ? 'L2' : `cluster buffers ${level - 1}`
  return `${above} ↔ ${unitsAt(estimate, level)}`
}
