/** The causes of the runtime (docs/spec.md, section 5), summed over levels from the charges of the timing. */
import type { TimeDetail } from '../profile/steps'
import type { Bottleneck, BottleneckCause } from './estimate-type'
import type { Time } from './time'

const sumOf = (perLevel: Float64Array, levels: number): number => {
  let sum = 0
  for (let level = 0; level < levels; level++) sum += perLevel[level]!
  return sum
}

/** The level with the most cycles; of equals, the outermost. */
const levelOfMost = (perLevel: Float64Array, levels: number): number => {
  let most = 0
  for (let level = 1; level < levels; level++) if (perLevel[level]! > perLevel[most]!) most = level
  return most
}

/** The cause that is charged most; of equals, the first. */
const mostCharged = ({ compute, fill, ingress, egress, offchip }: Bottleneck['cycles']): BottleneckCause => {
  if (offchip > 0) return 'offchip'
  const most = Math.max(compute, fill, ingress, egress)
  if (compute === most) return 'compute'
  if (fill === most) return 'fill'
  return ingress === most ? 'ingress' : 'egress'
}

/** The bottleneck of a schedule, by its number of levels. If off-chip time is the longer, the whole runtime is charged to it. */
export const boundOf = ({ onChip, offChip }: Time, charges: TimeDetail, levels: number): Bottleneck => {
  if (offChip > onChip)
    return {
      by: 'offchip',
      level: null,
      cycles: { compute: 0, fill: 0, ingress: 0, egress: 0, offchip: offChip },
    }
  const cycles = {
    compute: charges.compute,
    fill: sumOf(charges.fill, levels),
    ingress: sumOf(charges.ingress, levels),
    egress: sumOf(charges.egress, levels),
    offchip: 0,
  }
  const by = mostCharged(cycles)
  if (by === 'compute' || by === 'offchip') return { by, level: levels - 1, cycles }
  return { by, level: levelOfMost(charges[by], levels), cycles }
}
