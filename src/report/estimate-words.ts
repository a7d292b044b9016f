/** What tables and pictures call the parts of an estimate. */
import type { Estimate } from '../cost/estimate-type'
import { unitsAt } from './explain/words'

export { energyParts } from './explain/space-findings'

/** What bounds an estimate, in a word or two. */
export const boundName = ({ bound }: Estimate): string => {
  if (bound.by === 'compute') return 'compute'
  if (bound.by === 'offchip') return 'off-chip'
  if (bound.by === 'fill') return 'start-up'
  return bound.by === 'ingress' ? 'network in' : 'network out'
}

/** The buffer above a level, and the units below it. */
export const boundaryName = (estimate: Estimate, level: number): string => {
  const above = level === 0 ? 'L2' : `cluster buffers ${level - 1}`
  return `${above} ↔ ${unitsAt(estimate, level)}`
}
