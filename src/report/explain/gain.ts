/** What a change gains and costs, in words. */
import type { BufferNeed, Estimate } from '../../cost/estimate-type'
import { energyText } from '../energy-words'
import { count, percent, plural } from '../numbers'
import { mixesWidths } from '../widths'
import type { Change } from './change'

/** What a buffer must hold and can: elements, or bits where these have different widths. */
const sizesIn = (inBits: boolean, { required, capacity, bits }: BufferNeed) =>
  inBits ? bits : { required: required.total, capacity }

/** The buffers that must hold more than before. */
const roomFor = (before: Estimate, after: Estimate): readonly string[] => {
  const inBits = mixesWidths(before) || mixesWidths(after)
  const room = (name: string, now: BufferNeed, then: BufferNeed): string => {
    const [has, needs] = [sizesIn(inBits, now), sizesIn(inBits, then)]
    if (needs.required <= has.required || (name !== 'an L1' && then.fits)) return ''
    const limit = then.fits || needs.capacity === null ? '' : ` (you have ${count(needs.capacity)})`
    return `${name} of ${count(needs.required)} ${inBits ? 'bits' : 'elements'} instead of ${count(has.required)}${limit}`
  }
  return [
    room('an L1', before.buffers.l1, after.buffers.l1),
    ...after.buffers.clusters.map((then, i) =>
      room(`cluster buffers of level ${i}`, before.buffers.clusters[i] ?? then, then),
    ),
    room('an L2', before.buffers.l2, after.buffers.l2),
  ]
}

export const gained = (change: Change, before: Estimate): string => {
  const { runtime, energy, offchip } = change.gain
  const after = change.estimate
  const share = (gain: number, of: number) => percent(Math.abs(gain) / of)
  const cycles =
    runtime === 0
      ? 'the same cycles'
      : `${plural(after.runtime, 'cycle')}, ${share(runtime, before.runtime)} ${runtime > 0 ? 'fewer' : 'more'}`
  const spent =
    energy === 0
      ? ''
      : ` ${energy > 0 ? 'with' : 'at'} ${share(energy, before.energy.total)} ${energy > 0 ? 'less' : 'more'} energy (${energyText(after.energy.total, after.energy.unit)})`
  const crossing =
    offchip === 0 ? '' : `${count(Math.abs(offchip))} elements ${offchip > 0 ? 'fewer' : 'more'} off-chip`
  return [cycles + spent, crossing, ...roomFor(before, after)].filter((part) => part !== '').join('; ')
}
