/** What tables and pictures call the parts of an estimate. */
import type { BottleneckCause, Estimate } from '../cost/estimate-type'
import { unitsAt } from './explain/words'

export { energyParts } from './explain/space-findings'

/** A cause of cycles, in a word or two. */
export const causeName = (cause: BottleneckCause): string => {
  if (cause === 'compute') return 'compute'
  if (cause === 'offchip') return 'off-chip'
  if (cause === 'fill') return 'start-up'
  return cause === 'ingress' ? 'network in' : 'network out'
}

/** What bounds an estimate. */
export const boundName = ({ bound }: Estimate): string => causeName(bound.by)

/** The buffer above a level, and the units below it. */
export const boundaryName = (estimate: Estimate, level: number): string => {
  const above = level === 0 ? 'L2' : `cluster buffers of level ${level - 1}`
  return `${above} ↔ ${unitsAt(estimate, level)}`
}
