/** The words of sentences: what units and buffers are called, and lists of them. */
import type { Estimate } from '../../cost/estimate-type'

/** What the units of a level are. */
export const unitsAt = ({ levels }: Estimate, level: number): string =>
  level === levels.length - 1 ? 'PEs' : 'clusters'

/** The buffer that feeds a level. */
export const bufferAbove = (level: number): string =>
  level === 0 ? 'the shared buffer' : `the cluster buffers of level ${level - 1}`

const sentenceStart = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A sentence from its parts: the empty ones are left out. */
export const sentence = (...parts: readonly string[]): string =>
  `${sentenceStart(parts.filter((part) => part !== '').join(' '))}.`

/** A part of the energy, or a buffer, in words. */
export const partName = (part: string): string => {
  if (part === 'mac') return 'the MACs'
  if (part === 'network') return 'the networks'
  if (part === 'static') return 'static energy'
  if (part === 'offchip') return 'off-chip accesses'
  if (part === 'l1') return "the PEs' buffers (L1)"
  if (part === 'l2') return 'the shared buffer (L2)'
  if (part === 'clusters') return 'the cluster buffers'
  return part.replace(/clusters\[(\d+)\]/, 'the cluster buffers of level $1')
}
